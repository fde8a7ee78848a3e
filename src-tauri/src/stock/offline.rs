//! Stock while the server is away: levels, and what is thrown away, corrected or received here.
//!
//! Nothing is counted then, by a rupture or an inventory: what is seen is compared with the book, and the
//! book of then, in which others go on, is not known here.

use super::receiving::{not_kept, units};
use super::unit;
use crate::app::{App, Away, Caller};
use crate::error::Error;
use crate::journal::{Entry, Taken};
use domain::menu::IngredientId;
use domain::offline::View;
use domain::staff::CallRefused;
use domain::stock::{MovementRefused, StockCall, StockLevel};

/// Answers this capability's calls from what is known here, with what was done here since.
pub async fn answer_away(
    app: &App,
    caller: Caller,
    _entry: Option<Entry>,
    call: &StockCall,
) -> Result<Option<Away>, Error> {
    let mut view = app.view();
    if view.stock.is_empty() {
        return Ok(None);
    }
    match call {
        StockCall::ReadStock(_) => Away::of(&view.stock),
        StockCall::WasteOrCorrect(call) => {
            let unit = unit(app, call.entry.ingredient).await?;
            let role = caller.role().ok_or(CallRefused::NotSignedIn)?;
            let level = level(&mut view, call.entry.ingredient).ok_or(MovementRefused::Unknown)?;
            let entry = call.entry.clone().checked(role, unit, level.on_hand)?;
            level.on_hand += entry.quantity;
            Away::of(level)
        }
        // What of an order is still to come others may be receiving.
        StockCall::ReceiveGoods(call) if call.delivery.purchase.is_some() => Ok(None),
        StockCall::ReceiveGoods(call) => {
            let receipt = call.delivery.receive(None, &units(app).await?)?;
            let mut levels = Vec::new();
            for (ingredient, quantity) in receipt.moved() {
                let level = level(&mut view, ingredient).ok_or_else(|| not_kept(ingredient))?;
                level.on_hand += quantity;
                levels.push(*level);
            }
            Away::of(&levels)
        }
        _ => Ok(None),
    }
}

/// Does again what was answered here.
pub fn again(view: &mut View, taken: &Taken) {
    if taken.answered.is_none() || taken.capability != "stock" {
        return;
    }
    let moved = match serde_json::from_value(taken.request.clone()) {
        Ok(StockCall::WasteOrCorrect(call)) => vec![(call.entry.ingredient, call.entry.quantity)],
        Ok(StockCall::ReceiveGoods(call)) => {
            call.delivery.lines.iter().map(|came| (came.ingredient, came.quantity)).collect()
        }
        _ => return,
    };
    for (ingredient, quantity) in moved {
        if let Some(level) = level(view, ingredient) {
            level.on_hand += quantity;
        }
    }
}

fn level(view: &mut View, ingredient: IngredientId) -> Option<&mut StockLevel> {
    view.stock.iter_mut().find(|level| level.ingredient == ingredient)
}
