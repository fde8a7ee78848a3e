//! Goods receipt (UC14), against a purchase order or without one.

mod store;

use crate::app::{App, Caller};
use crate::command::{once, unless_overtaken};
use crate::error::{Error, raised, unreadable};
use domain::menu::IngredientId;
use domain::stock::{
    LineFault, LineRefused, PurchaseState, ReceiptRefused, ReceiveGoods, StockLevel, Units,
};

/// Receives what came; how each ingredient of it stands then. What of the order is still to come is
/// compared by the statement, which holds the order's row.
pub async fn receive(
    app: &App,
    caller: &Caller,
    call: ReceiveGoods,
) -> Result<Vec<StockLevel>, Error> {
    let units = units(app).await?;
    let receipt = call.delivery.stated(&units)?;
    let came = unless_overtaken(|| store::receive(app.database(), caller, &call, &receipt)).await;
    let number = receipt.number.clone().unwrap_or_default();
    once(app.database(), call.command, came, |error| refused(error, number, &units)).await
}

/// The units of the menu's ingredients.
pub async fn units(app: &App) -> Result<Units, Error> {
    Ok(app.menu().await?.ingredients.iter().map(|it| (it.id, it.unit)).collect())
}

/// What a refused statement means.
fn refused(error: Option<sqlx::Error>, number: String, units: &Units) -> Error {
    let Some(error) = error else { return ReceiptRefused::Unknown.into() };
    let unread = |table, column, it: &str| Error::from(unreadable(table, column, it));
    match raised(&error) {
        Some(("unknown", ingredient)) => match ingredient.parse() {
            Ok(key) => not_kept(IngredientId(key)).into(),
            Err(_) => unread("stock_level", "ingredient_id", ingredient),
        },
        Some(("no_purchase", _)) => ReceiptRefused::Unknown.into(),
        Some(("not_expected", word)) => match PurchaseState::from_word(word) {
            Some(state) => ReceiptRefused::NotExpected { state }.into(),
            None => unread("purchase", "state", word),
        },
        Some(("number_taken", _)) => ReceiptRefused::NumberTaken { number }.into(),
        Some(("more", detail)) => match more(detail, units) {
            Some(refused) => refused.into(),
            None => unread("purchase_line", "ordered", detail),
        },
        _ => match error.as_database_error().and_then(|it| it.constraint()) {
            // Its name is another receipt's already, whoever's.
            Some("receipt_key") => ReceiptRefused::Booked.into(),
            Some("receipt_number_once") => ReceiptRefused::NumberTaken { number }.into(),
            _ => error.into(),
        },
    }
}

/// Of which ingredient more came than was to come, and how much was.
fn more(detail: &str, units: &Units) -> Option<ReceiptRefused> {
    let (key, outstanding) = detail.split_once(' ')?;
    let ingredient = IngredientId(key.parse().ok()?);
    let (outstanding, unit) = (outstanding.parse().ok()?, *units.get(&ingredient)?);
    Some(ReceiptRefused::More { ingredient, outstanding, unit })
}

/// The shop does not keep what came.
pub fn not_kept(ingredient: IngredientId) -> ReceiptRefused {
    LineRefused { ingredient, fault: LineFault::Unknown }.into()
}
