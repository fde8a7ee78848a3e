//! Times on paper, of the clock on the shop's wall.

use crate::shops::ZONE;
use chrono::{DateTime, NaiveDate, Utc};

/// `01/12/2026 19:42:05 +01:00`: the second and the zone are asked for (BOI-TVA-DECLA-30-10-30).
pub fn to_the_second(at: DateTime<Utc>) -> String {
    at.with_timezone(&ZONE).format("%d/%m/%Y %H:%M:%S %:z").to_string()
}

/// `01/12/2026 19:42`.
pub fn to_the_minute(at: DateTime<Utc>) -> String {
    at.with_timezone(&ZONE).format("%d/%m/%Y %H:%M").to_string()
}

/// `19:42`.
pub fn clock(at: DateTime<Utc>) -> String {
    at.with_timezone(&ZONE).format("%H:%M").to_string()
}

/// `01/12/2026`.
pub fn day(day: NaiveDate) -> String {
    day.format("%d/%m/%Y").to_string()
}
