//! The course of one ingredient's level, for an office's chart.

mod store;

use crate::app::{App, Caller};
use crate::error::{Error, unreadable};
use chrono::Days;
use domain::stock::{Cause, Course, Moved, PACE_DAYS, ReadCourse, SafetyRefused};

/// Reads it.
///
/// # Errors
/// The shop is not there for who asks or does not keep the ingredient, or the server does not answer.
pub async fn read(app: &App, caller: &Caller, call: ReadCourse) -> Result<Course, Error> {
    let shop = super::shop(app, caller, Some(&call.shop)).await?;
    let since = caller.at - Days::new(u64::from(PACE_DAYS));
    let found = store::course(app.database(), (shop.id, call.ingredient), since).await?;
    let (on_hand, rows) = found.ok_or(SafetyRefused::Unknown)?;
    let moved = |row: store::MovedRow| {
        let cause = Cause::from_word(&row.cause);
        let cause = cause.ok_or_else(|| unreadable("stock_movement", "cause", &row.cause))?;
        Ok(Moved { at: row.at, cause, quantity: row.quantity })
    };
    let moved = rows.into_iter().map(moved).collect::<Result<_, Error>>()?;
    Ok(Course { since, until: caller.at, day_ends_at: shop.day_ends_at, on_hand, moved })
}
