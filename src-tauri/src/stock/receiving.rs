//! Goods receipt (UC14).

mod store;

use crate::app::{App, Caller};
use crate::command::once;
use crate::error::{Error, raised, unreadable};
use domain::menu::IngredientId;
use domain::stock::{LineFault, LineRefused, ReceiptRefused, ReceiveGoods, StockLevel, Units};

/// Receives what came; how each ingredient of it stands then.
pub async fn receive(
    app: &App,
    caller: &Caller,
    call: ReceiveGoods,
) -> Result<Vec<StockLevel>, Error> {
    let receipt = call.delivery.receive(None, &units(app).await?)?;
    let came = store::receive(app.database(), caller, &call, &receipt).await;
    once(app.database(), call.command, came, refused).await
}

/// The units of the menu's ingredients.
pub async fn units(app: &App) -> Result<Units, Error> {
    Ok(app.menu().await?.ingredients.iter().map(|it| (it.id, it.unit)).collect())
}

/// What a refused statement means.
fn refused(error: Option<sqlx::Error>) -> Error {
    let Some(error) = error else { return ReceiptRefused::Unknown.into() };
    match raised(&error) {
        Some(("unknown", ingredient)) => match ingredient.parse() {
            Ok(key) => not_kept(IngredientId(key)).into(),
            Err(_) => unreadable("stock_level", "ingredient_id", ingredient).into(),
        },
        _ => error.into(),
    }
}

/// The shop does not keep what came.
pub fn not_kept(ingredient: IngredientId) -> ReceiptRefused {
    LineRefused { ingredient, fault: LineFault::Unknown }.into()
}
