//! Stock while the server is away: levels, what is thrown away, corrected or received here, and what is
//! seen and counted.
//!
//! What is seen is compared with the book as it is known here; the server compares it with its own as of
//! then, in which others went on (`moved_after`).

use super::receiving::{not_kept, units};
use super::unit;
use crate::app::{App, Away, Caller};
use crate::error::Error;
use crate::journal::{Entry, Taken};
use chrono::{DateTime, Utc};
use domain::menu::{IngredientId, Menu};
use domain::offline::View;
use domain::staff::CallRefused;
use domain::stock::{
    Cause, MovementRefused, Quantities, StockCall, StockLevel, WasteOrCorrect, check_quantity,
};

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
            let level = view.level(call.entry.ingredient).ok_or(MovementRefused::Unknown)?;
            let entry = call.entry.clone().checked(role, unit, level.on_hand)?;
            level.on_hand += entry.quantity;
            Away::of(level)
        }
        // What of an order is still to come others may be receiving.
        StockCall::ReceiveGoods(call) if call.delivery.purchase.is_some() => Ok(None),
        StockCall::ReceiveGoods(call) => {
            let receipt = call.delivery.receive(None, &units(app).await?)?;
            Away::of(&received(&mut view, &receipt.moved())?)
        }
        StockCall::ReadInventory(_) => Away::of(&view.inventory),
        StockCall::DeclareRupture(call) => {
            let unit = unit(app, call.ingredient).await?;
            check_quantity(call.seen, unit).map_err(MovementRefused::from)?;
            let menu = app.menu().await?;
            Away::of(&view.declare(call, &menu, by(&caller))?)
        }
        StockCall::BeginInventory(call) => Away::of(&view.begin_inventory(call, by(&caller))?),
        StockCall::CountIngredient(call) => {
            let menu = app.menu().await?;
            Away::of(&view.count(call, &menu, by(&caller))?)
        }
        StockCall::SaveInventory(call) => Away::of(&view.save_inventory(call)?),
        StockCall::GiveUpInventory(call) => Away::of(&view.give_up_inventory(call.inventory)?),
        _ => Ok(None),
    }
}

/// How what came stands then.
fn received(view: &mut View, moved: &Quantities) -> Result<Vec<StockLevel>, Error> {
    let mut levels = Vec::new();
    for (ingredient, quantity) in moved {
        let level = view.level(*ingredient).ok_or_else(|| not_kept(*ingredient))?;
        level.on_hand += quantity;
        levels.push(*level);
    }
    Ok(levels)
}

/// Who asks, and when by the server's clock.
fn by(caller: &Caller) -> (&str, DateTime<Utc>) {
    let name = caller.staff.as_ref().map_or("", |staff| staff.name.as_str());
    (name, caller.waited.unwrap_or(caller.at))
}

/// Does again what was answered here. What the view refuses now was refused then.
pub fn again(view: &mut View, taken: &Taken) {
    if taken.answered.is_none() || taken.capability != "stock" {
        return;
    }
    let Ok(call) = serde_json::from_value(taken.request.clone()) else { return };
    let asking = &taken.asking;
    let name = asking.staff.as_ref().map_or("", |staff| staff.name.as_str());
    let by = (name, asking.ahead.of(asking.at));
    match &call {
        StockCall::WasteOrCorrect(call) => moved_by_hand(view, call, by.1),
        StockCall::ReceiveGoods(call) => {
            let came = call.delivery.lines.iter().map(|came| (came.ingredient, came.quantity));
            view.shelve(&came.collect());
        }
        StockCall::DeclareRupture(call) => {
            // What it means for the menu has been told.
            let _ = view.declare(call, &Menu::default(), by);
        }
        StockCall::BeginInventory(call) => {
            let _ = view.begin_inventory(call, by);
        }
        StockCall::CountIngredient(call) => {
            let _ = view.count_again(call, by);
        }
        StockCall::SaveInventory(call) => {
            let _ = view.save_inventory(call);
        }
        StockCall::GiveUpInventory(call) => {
            let _ = view.give_up_inventory(call.inventory);
        }
        _ => {}
    }
}

fn moved_by_hand(view: &mut View, call: &WasteOrCorrect, at: DateTime<Utc>) {
    let (ingredient, quantity): (IngredientId, i64) = (call.entry.ingredient, call.entry.quantity);
    match call.entry.cause {
        Cause::Correction => view.correct(ingredient, quantity, at),
        _ => view.shelve(&Quantities::from([(ingredient, quantity)])),
    }
}
