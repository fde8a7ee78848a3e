//! The server's time to the minute: what shows hours is drawn once a minute and not each second.

use crate::backend::local_now;
use crate::frame::use_screen;
use chrono::{DateTime, TimeDelta, Utc};
use gloo_timers::callback::Interval;
use yew::prelude::*;

/// How often it is looked at.
const LOOK_EVERY_MS: u32 = 1000;

/// The minute that a time is in.
fn minute(at: DateTime<Utc>) -> DateTime<Utc> {
    at - TimeDelta::seconds(at.timestamp().rem_euclid(60))
        - TimeDelta::nanoseconds(i64::from(at.timestamp_subsec_nanos()))
}

/// The minute it is.
#[hook]
pub fn use_minute() -> DateTime<Utc> {
    let ahead = TimeDelta::milliseconds(use_screen().clock_offset_ms);
    let shown = use_state_eq(|| minute(local_now() + ahead));
    {
        let shown = shown.setter();
        use_effect_with(ahead, move |&ahead| {
            shown.set(minute(local_now() + ahead));
            let ticking =
                Interval::new(LOOK_EVERY_MS, move || shown.set(minute(local_now() + ahead)));
            move || drop(ticking)
        });
    }
    *shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_minute_begins_at_its_first_second() {
        let at: DateTime<Utc> = "2026-12-01T19:42:59.999Z".parse().expect("an instant");
        assert_eq!(
            minute(at),
            "2026-12-01T19:42:00Z".parse::<DateTime<Utc>>().expect("an instant")
        );
        assert_eq!(minute(minute(at)), minute(at));
    }
}
