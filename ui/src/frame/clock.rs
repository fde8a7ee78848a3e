//! The server's clock, as this window shows it.

use super::use_screen;
use crate::backend::local_now;
use chrono::{DateTime, TimeDelta, Timelike, Utc};
use domain::shops::ZONE;
use gloo_timers::callback::Interval;
use yew::prelude::*;

/// `20:05`, wall clock of the shops.
pub fn hour(at: DateTime<Utc>) -> String {
    // By hand: what reads chrono's patterns would be loaded for this alone.
    let at = at.with_timezone(&ZONE);
    format!("{:02}:{:02}", at.hour(), at.minute())
}

/// Whole minutes from `now` until `at`, begun ones counted; below zero when it is past.
pub fn minutes_until(now: DateTime<Utc>, at: DateTime<Utc>) -> i64 {
    let seconds = (at - now).num_seconds();
    if seconds > 0 { (seconds + 59) / 60 } else { seconds / 60 }
}

/// The server's time, told again each second. Use it in the smallest component that shows it.
#[hook]
pub fn use_now() -> DateTime<Utc> {
    let offset = TimeDelta::milliseconds(use_screen().clock_offset_ms);
    let local = use_state(local_now);
    {
        let local = local.setter();
        use_effect_with((), move |()| {
            let ticking = Interval::new(1000, move || local.set(local_now()));
            move || drop(ticking)
        });
    }
    *local + offset
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn hours_are_those_of_the_shops() {
        for (at, shown) in [("2026-07-01T18:05:59Z", "20:05"), ("2026-12-01T18:05:00Z", "19:05")] {
            assert_eq!(hour(at.parse().expect("an instant")), shown);
        }
    }

    #[test]
    fn a_minute_begun_counts() {
        let now: DateTime<Utc> = "2026-07-01T18:00:00Z".parse().expect("an instant");
        for (seconds, minutes) in [(0, 0), (1, 1), (60, 1), (61, 2), (-59, 0), (-60, -1)] {
            assert_eq!(minutes_until(now, now + TimeDelta::seconds(seconds)), minutes);
        }
    }
}
