//! Stock while the server is away: levels, and what is thrown away or corrected here.
//!
//! Nothing is counted then, by a rupture or an inventory: what is seen is compared with the book, and the
//! book of then, in which others go on, is not known here.

use super::unit;
use crate::app::{App, Away, Caller};
use crate::error::Error;
use crate::journal::{Entry, Taken};
use domain::offline::View;
use domain::staff::CallRefused;
use domain::stock::{ByHand, MovementRefused, StockCall, StockLevel};

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
            let level = level(&mut view, &call.entry).ok_or(MovementRefused::Unknown)?;
            let entry = call.entry.clone().checked(role, unit, level.on_hand)?;
            level.on_hand += entry.quantity;
            Away::of(level)
        }
        StockCall::ReadLevels(_)
        | StockCall::ReadMovements(_)
        | StockCall::ListLacking(_)
        | StockCall::DeclareRupture(_)
        | StockCall::ReadInventory(_)
        | StockCall::BeginInventory(_)
        | StockCall::CountIngredient(_)
        | StockCall::SaveInventory(_)
        | StockCall::GiveUpInventory(_) => Ok(None),
    }
}

/// Does again what was answered here.
pub fn again(view: &mut View, taken: &Taken) {
    if taken.answered.is_none() || taken.capability != "stock" {
        return;
    }
    let Ok(StockCall::WasteOrCorrect(call)) = serde_json::from_value(taken.request.clone()) else {
        return;
    };
    if let Some(level) = level(view, &call.entry) {
        level.on_hand += call.entry.quantity;
    }
}

fn level<'a>(view: &'a mut View, entry: &ByHand) -> Option<&'a mut StockLevel> {
    view.stock.iter_mut().find(|level| level.ingredient == entry.ingredient)
}
