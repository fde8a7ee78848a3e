//! Days and periods as people write them. By hand: what reads chrono's patterns would be loaded for
//! this alone.

use crate::catalogue::say_with;
use chrono::{DateTime, Datelike, FixedOffset, NaiveDate, Timelike};
use domain::Language;
use domain::ledger::Period;

/// `30/11/2026`.
pub fn day(date: NaiveDate) -> String {
    format!("{:02}/{:02}/{:04}", date.day(), date.month(), date.year())
}

/// `30/11/2026 19:42:05 (UTC+1)`.
pub fn second(at: DateTime<FixedOffset>) -> String {
    let hours = at.offset().local_minus_utc() / 3600;
    let (date, hour) = (day(at.date_naive()), at.hour());
    format!("{date} {hour:02}:{:02}:{:02} (UTC{hours:+})", at.minute(), at.second())
}

/// What is closed, in words.
pub fn period(period: Period, language: Language) -> String {
    match period {
        Period::Day(date) => say_with(language, "till-day", &[("day", day(date).into())]),
        Period::Month { year, month } => {
            let values = [("month", format!("{month:02}/{year}").into())];
            say_with(language, "till-month", &values)
        }
        Period::Year(year) => say_with(language, "till-year", &[("year", year.to_string().into())]),
    }
}

/// A day as people type it: `30/11/2026`, `30/11` of the year of `today`; none where it is none.
pub fn typed_day(typed: &str, today: NaiveDate) -> Option<NaiveDate> {
    let mut parts = typed.trim().split(['/', '.', '-', ' ']);
    let mut number = || parts.next().map(str::parse::<u32>);
    let (day, month) = (number()?.ok()?, number()?.ok()?);
    let year = match number() {
        None => today.year(),
        Some(year) => match i32::try_from(year.ok()?).ok()? {
            short @ 0..100 => 2000 + short,
            year => year,
        },
    };
    number().is_none().then(|| NaiveDate::from_ymd_opt(year, month, day))?
}

#[cfg(test)]
mod tests {
    use super::*;

    fn date(year: i32, month: u32, day: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(year, month, day).expect("a day")
    }

    #[test]
    fn days_as_people_type_them() {
        let today = date(2026, 11, 30);
        for (typed, expected) in [
            ("30/11/2026", Some(today)),
            (" 1/2 ", Some(date(2026, 2, 1))),
            ("01.02.25", Some(date(2025, 2, 1))),
            ("31/11/2026", None),
            ("1/2/2026/3", None),
            ("hier", None),
            ("12", None),
            ("", None),
            ("1/2/99999999999", None),
        ] {
            assert_eq!(typed_day(typed, today), expected, "{typed}");
        }
        assert_eq!(typed_day(&day(today), date(2020, 1, 1)), Some(today));
    }

    #[test]
    fn days_and_instants_as_papers_show_them() {
        let at = DateTime::parse_from_rfc3339("2026-07-01T09:02:05+02:00").expect("an instant");
        assert_eq!(second(at), "01/07/2026 09:02:05 (UTC+2)");
        for (what, fr, en) in [
            (Period::Day(date(2026, 1, 2)), "la journée du 02/01/2026", "the day of 02/01/2026"),
            (Period::Month { year: 2026, month: 3 }, "le mois 03/2026", "the month 03/2026"),
            (Period::Year(2026), "l’année 2026", "the year 2026"),
        ] {
            assert_eq!(period(what, Language::Fr), fr);
            assert_eq!(period(what, Language::En), en);
            // As the refusals of the domain name them.
            assert_eq!(what.show(Language::Fr), fr);
        }
    }
}
