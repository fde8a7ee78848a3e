//! How long a customer's file is kept.

use chrono::{DateTime, Months, Utc};

/// Years after the last order, or without one after the file was made, for which a file is kept (CNIL,
/// référentiel « gestion des activités commerciales »: three years after the last contact).
pub const KEPT_YEARS: u32 = 3;

/// Whether nothing of the person is to be kept any more.
pub fn is_to_be_forgotten(
    created_at: DateTime<Utc>,
    last_order_at: Option<DateTime<Utc>>,
    now: DateTime<Utc>,
) -> bool {
    let last = last_order_at.unwrap_or(created_at).max(created_at);
    last.checked_add_months(Months::new(12 * KEPT_YEARS)).is_some_and(|until| until <= now)
}
