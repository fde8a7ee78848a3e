//! What will be left at the end of service, and how long stock lasts: worked out from what was used.
//!
//! Use is what [`Cause::is_use`](super::CauseRule::is_use) says, as a quantity above zero. Times of day
//! are the wall clock's in the shops' zone, so that eight in the evening is compared with eight in the
//! evening over a change of clocks.

use super::StockLevel;
use crate::shops::{ZONE, business_day};
use chrono::{
    DateTime, Datelike, Days, NaiveDate, NaiveDateTime, NaiveTime, TimeDelta, TimeZone, Utc,
};
use serde::{Deserialize, Serialize};

/// How many same weekdays a forecast looks back on (use-cases.md, UC10).
pub const WEEKS_BACK: usize = 4;
/// How many days the present pace is measured over.
pub const PACE_DAYS: u32 = 28;

/// A time of service on one day of the week.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Service {
    /// 1 is Monday, as in ISO 8601.
    pub weekday: u32,
    /// When it begins, wall clock.
    pub opens_at: NaiveTime,
    /// When it ends, wall clock; at or before `opens_at` it is the next morning.
    pub closes_at: NaiveTime,
}

/// The instant of a wall clock's time. One that happens twice is the first; one that does not exist
/// (the hour that is skipped in spring) is an hour later.
fn instant(local: NaiveDateTime) -> DateTime<Utc> {
    let of = |local: NaiveDateTime| ZONE.from_local_datetime(&local).earliest();
    let found = of(local).or_else(|| of(local + TimeDelta::hours(1)));
    found.map_or_else(|| local.and_utc(), |it| it.with_timezone(&Utc))
}

/// When the last service of the business day of `now` ends; none where it is over, or the shop is shut
/// that day.
pub fn end_of_service(
    now: DateTime<Utc>,
    day_ends_at: NaiveTime,
    services: &[Service],
) -> Option<DateTime<Utc>> {
    let day: NaiveDate = business_day(now, day_ends_at);
    let weekday = day.weekday().number_from_monday();
    let ends = services.iter().filter(|service| service.weekday == weekday).map(|service| {
        let next_morning = u64::from(service.closes_at <= service.opens_at);
        (day + Days::new(next_morning)).and_time(service.closes_at)
    });
    ends.max().map(instant).filter(|end| *end > now)
}

/// The same hours, from `now` to `end`, of the same weekday one week ago, two, three and four: what was
/// used in each is what [`expected_use`] takes. `end` is after `now`.
pub fn same_hours_before(
    now: DateTime<Utc>,
    end: DateTime<Utc>,
) -> [(DateTime<Utc>, DateTime<Utc>); WEEKS_BACK] {
    let local = |at: DateTime<Utc>| at.with_timezone(&ZONE).naive_local();
    let ago = |at, weeks: usize| instant(local(at) - Days::new(7 * weeks as u64));
    std::array::from_fn(|at| (ago(now, at + 1), ago(end, at + 1)))
}

/// The mean of what was used in the same hours of earlier weeks, rounded up; only weeks in which the
/// shop worked are given, and without any nothing can be told.
pub fn expected_use(used: &[i64]) -> Option<i64> {
    let weeks = i64::try_from(used.len()).ok().filter(|weeks| *weeks > 0)?;
    let sum: i64 = used.iter().map(|used| (*used).max(0)).sum();
    Some((sum + weeks - 1) / weeks)
}

/// What will be on the shelf at the end of service, in the ingredient's unit; below zero what will be
/// missing. The orders that wait already are part of the evening's use: they count alone only where
/// they need more than is usual.
pub fn forecast(level: &StockLevel, expected: Option<i64>) -> Option<i64> {
    expected.map(|expected| level.on_hand - expected.max(level.reserved))
}

/// How many whole days what is projected lasts at the present pace: `used` in the last `days` (at most
/// [`PACE_DAYS`], fewer where the book is younger). None where nothing was used.
pub fn days_left(level: &StockLevel, used: i64, days: u32) -> Option<u32> {
    if used <= 0 || days == 0 {
        return None;
    }
    let left = i128::from(level.projected().max(0)) * i128::from(days) / i128::from(used);
    Some(u32::try_from(left).unwrap_or(u32::MAX))
}

/// The level after each movement, for a chart: from what is on hand now and the movements that led
/// there (when, and how much), oldest first.
pub fn course(on_hand: i64, movements: &[(DateTime<Utc>, i64)]) -> Vec<(DateTime<Utc>, i64)> {
    let moved: i64 = movements.iter().map(|(_, quantity)| quantity).sum();
    let mut level = on_hand - moved;
    let after = |(at, quantity): &(DateTime<Utc>, i64)| {
        level += quantity;
        (*at, level)
    };
    movements.iter().map(after).collect()
}

#[cfg(test)]
mod tests;
