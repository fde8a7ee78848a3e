//! When a shop is open, by the hours that it tells.

use chrono::{Datelike, Days, NaiveDateTime, NaiveTime};
use serde::{Deserialize, Serialize};

/// A service of one weekday, by the wall clock of the shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Hours {
    /// 1 is Monday (ISO 8601).
    pub weekday: u32,
    /// From then on.
    pub opens_at: NaiveTime,
    /// Until then; not after `opens_at`: of the next day.
    pub closes_at: NaiveTime,
}

impl Hours {
    /// Whether it is under way.
    fn holds(&self, at: NaiveDateTime) -> bool {
        let begins = |day: NaiveDateTime| day.weekday().number_from_monday() == self.weekday;
        if self.closes_at > self.opens_at {
            return begins(at) && (self.opens_at..self.closes_at).contains(&at.time());
        }
        let before = at.checked_sub_days(Days::new(1)).is_some_and(begins);
        (begins(at) && at.time() >= self.opens_at) || (before && at.time() < self.closes_at)
    }
}

/// Whether a shop is open then. One of which nobody has told the hours is.
pub fn is_open(hours: &[Hours], at: NaiveDateTime) -> bool {
    hours.is_empty() || hours.iter().any(|it| it.holds(at))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hours(weekday: u32, opens_at: &str, closes_at: &str) -> Hours {
        let time = |text: &str| text.parse().expect("a time of day");
        Hours { weekday, opens_at: time(opens_at), closes_at: time(closes_at) }
    }

    #[test]
    fn a_service_may_go_past_midnight_and_past_the_week() {
        // 5 December 2026 is a Saturday.
        let week = [
            hours(6, "11:30:00", "14:30:00"),
            hours(6, "18:30:00", "00:00:00"),
            hours(7, "18:30:00", "01:30:00"),
        ];
        for (at, open) in [
            ("2026-12-05T11:29:59", false),
            ("2026-12-05T11:30:00", true),
            ("2026-12-05T14:30:00", false),
            ("2026-12-05T23:59:59", true),
            ("2026-12-06T00:00:00", false),
            ("2026-12-06T12:00:00", false),
            ("2026-12-06T23:00:00", true),
            // Monday morning, still of Sunday's service.
            ("2026-12-07T01:29:59", true),
            ("2026-12-07T01:30:00", false),
            ("2026-12-07T19:00:00", false),
        ] {
            assert_eq!(is_open(&week, at.parse().expect("a moment")), open, "{at}");
        }
    }

    #[test]
    fn who_tells_no_hours_is_open_and_who_opens_all_day_never_closes() {
        let at = "2026-12-05T04:00:00".parse().expect("a moment");
        assert!(is_open(&[], at));
        let always: Vec<_> = (1..=7).map(|day| hours(day, "00:00:00", "00:00:00")).collect();
        assert!(is_open(&always, at));
    }
}
