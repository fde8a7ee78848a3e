//! Another safety stock, as a manager sets it at an office.

mod store;

use super::unit;
use crate::app::{App, Caller};
use crate::error::{Error, raised, unreadable};
use domain::stock::{SafetyRefused, SetSafety, StockLevel};

/// Sets it, unless somebody else has set another meanwhile; how the ingredient stands then.
///
/// # Errors
/// It cannot be meant, somebody was faster, the shop is not there for who asks or does not keep the
/// ingredient, or the server does not answer.
pub async fn set(app: &App, caller: &Caller, call: SetSafety) -> Result<StockLevel, Error> {
    let unit = unit(app, call.ingredient).await?;
    call.checked(unit)?;
    let shop = super::shop(app, caller, Some(&call.shop)).await?;
    let set = store::set(app.database(), shop.id, &call).await;
    let level = set.map_err(|error| match raised(&error) {
        Some(("safety_moved", now)) => match now.parse() {
            Ok(now) => SafetyRefused::Moved { now, unit }.into(),
            Err(_) => unreadable("stock_level", "safety", now).into(),
        },
        _ => Error::from(error),
    })?;
    let level = level.ok_or(SafetyRefused::Unknown)?;
    let staff = caller.staff_id()?.0;
    tracing::info!(
        staff,
        shop = call.shop,
        ingredient = call.ingredient.0,
        was = call.known,
        safety = call.safety,
        "a safety stock was set"
    );
    Ok(level)
}
