//! How far the server's clock is ahead of this terminal's: what was done without the server is dated by the
//! server's clock, so that it falls between what others did.

use super::{App, locked};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// What it is kept as.
const CLOCK: &str = "clock";
/// What took longer to be answered does not tell the time, in milliseconds.
const ANSWER_MAX_MS: i64 = 2_000;

/// How far the server's clock is ahead of a terminal's, in milliseconds; below zero, behind it.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ClockAhead(i64);

impl ClockAhead {
    /// A moment of the terminal's clock, by the server's.
    pub fn of(self, at: DateTime<Utc>) -> DateTime<Utc> {
        at + TimeDelta::milliseconds(self.0)
    }
}

impl App {
    /// To be told what the server's clock said to a question of that moment.
    pub(crate) fn learn_clock(&self, asked: DateTime<Utc>, server_now: DateTime<Utc>) {
        let took = (self.now() - asked).num_milliseconds();
        if !(0..=ANSWER_MAX_MS).contains(&took) {
            return;
        }
        let ahead = ClockAhead((server_now - asked).num_milliseconds() - took / 2);
        let known = locked(&self.ahead).replace(ahead);
        if known != Some(ahead) {
            self.keep(CLOCK, &ahead);
        }
    }

    /// How far the server's clock is ahead, as it was looked at last.
    pub(super) fn clock_ahead(&self) -> ClockAhead {
        let known = *locked(&self.ahead);
        known.or_else(|| self.kept_ever(CLOCK)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_moment_is_told_by_the_servers_clock() {
        let at = DateTime::UNIX_EPOCH;
        assert_eq!(ClockAhead::default().of(at), at);
        assert_eq!(ClockAhead(-1_500).of(at), at - TimeDelta::milliseconds(1_500));
    }
}
