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
    /// What a question told that was asked and answered at these moments of the terminal's clock; none
    /// where it took too long. Where both clocks may be alike, they are taken to be.
    fn told(
        asked: DateTime<Utc>,
        answered: DateTime<Utc>,
        server_now: DateTime<Utc>,
    ) -> Option<ClockAhead> {
        let took = (answered - asked).num_milliseconds();
        if !(0..=ANSWER_MAX_MS).contains(&took) {
            return None;
        }
        let alike = asked <= server_now && server_now <= answered;
        let ahead = (server_now - asked).num_milliseconds() - took / 2;
        Some(ClockAhead(if alike { 0 } else { ahead }))
    }

    /// A moment of the terminal's clock, by the server's.
    pub fn of(self, at: DateTime<Utc>) -> DateTime<Utc> {
        at + TimeDelta::milliseconds(self.0)
    }
}

impl App {
    /// To be told what the server's clock said to a question of that moment.
    pub(crate) fn learn_clock(&self, asked: DateTime<Utc>, server_now: DateTime<Utc>) {
        let Some(ahead) = ClockAhead::told(asked, self.now(), server_now) else { return };
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

    fn at(milliseconds: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::milliseconds(milliseconds)
    }

    #[test]
    fn a_question_tells_how_far_the_clocks_are_apart() {
        for (asked, answered, server, ahead) in [
            (1000, 1040, 1030, Some(0)),
            (1000, 1040, 1000, Some(0)),
            (1000, 1040, 61_020, Some(60_000)),
            (100_000, 100_200, 40_100, Some(-60_000)),
            (1000, 9000, 5000, None),
            (1000, 900, 950, None),
        ] {
            let told = ClockAhead::told(at(asked), at(answered), at(server));
            assert_eq!(told, ahead.map(ClockAhead), "{asked} {answered} {server}");
        }
        assert_eq!(ClockAhead(-1_500).of(at(2_000)), at(500));
    }
}
