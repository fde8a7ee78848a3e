//! What is booked by hand: waste, and a manager's corrections.

mod store;

use super::unit;
use crate::app::{App, Caller};
use crate::command;
use crate::error::{Error, raised, unreadable};
use domain::menu::Unit;
use domain::staff::CallRefused;
use domain::stock::{MovementRefused, StockLevel, WasteOrCorrect};

/// Books it; how the ingredient stands then.
pub async fn book(app: &App, caller: &Caller, call: WasteOrCorrect) -> Result<StockLevel, Error> {
    let unit = unit(app, call.entry.ingredient).await?;
    let role = caller.role().ok_or(CallRefused::NotSignedIn)?;
    let entry = call.entry.stated(role, unit)?;
    let booked = store::book(app.database(), caller, call.command, &entry).await;
    command::once(app.database(), call.command, booked, |error| refused(error, unit)).await
}

/// What a refused statement means.
fn refused(error: Option<sqlx::Error>, unit: Unit) -> Error {
    let Some(error) = error else { return MovementRefused::Unknown.into() };
    match raised(&error) {
        Some(("more_than_there", on_hand)) => match on_hand.parse() {
            Ok(on_hand) => MovementRefused::MoreThanThere { on_hand, unit }.into(),
            Err(_) => unreadable("stock_level", "on_hand", on_hand).into(),
        },
        _ => error.into(),
    }
}
