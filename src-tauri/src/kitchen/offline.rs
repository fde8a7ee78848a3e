//! The kitchen while the server is away: taps answered here, and done again when it is back.

use super::store;
use crate::app::{App, Away, Caller};
use crate::error::Error;
use crate::journal::{Answered, Entry, Taken};
use domain::kitchen::{ItemId, KitchenCall, TapDone, TapRefused};
use domain::offline::View;
use domain::orders::{OrdersCall, Step};

/// Answers this capability's calls from what is known here.
pub async fn answer(
    app: &App,
    caller: Caller,
    _entry: Option<Entry>,
    call: &KitchenCall,
) -> Result<Option<Away>, Error> {
    let mut view = app.view();
    // Nothing was ever read in a kitchen here.
    let Some(kitchen) = view.shown_kitchen() else { return Ok(None) };
    if let KitchenCall::ReadKitchen(_) = call {
        return Away::of(&kitchen);
    }
    match tap(&mut view, call, caller.at) {
        Some(done) => Away::of(&done?),
        None => Ok(None),
    }
}

/// Does again what was answered here: on the very pizza that was shown then.
pub fn again(view: &mut View, taken: &Taken) {
    let Some(answered) = &taken.answered else { return };
    let Ok(call) = serde_json::from_value::<KitchenCall>(taken.request.clone()) else { return };
    let at = taken.asking.at;
    match (&call, claimed(answered)) {
        (KitchenCall::NextPizza(call), Some(item)) => {
            // What the view refuses now was refused then.
            let _ = view.tap(item, Step::Claim, (call.command, at));
        }
        _ => {
            let _ = tap(view, &call, at);
        }
    }
}

fn tap(
    view: &mut View,
    call: &KitchenCall,
    at: chrono::DateTime<chrono::Utc>,
) -> Option<Result<TapDone, TapRefused>> {
    Some(match call {
        KitchenCall::NextPizza(call) => view.claim_next((call.command, at)),
        KitchenCall::ReleasePizza(call) => view.tap(call.item, Step::Release, (call.command, at)),
        KitchenCall::ReadyForOven(call) => view.tap(call.item, Step::IntoOven, (call.command, at)),
        KitchenCall::PizzaCooked(call) => view.tap(call.item, Step::Cooked, (call.command, at)),
        KitchenCall::UndoTap(call) => view.undo(call.item, call.tap, (call.command, at)),
        KitchenCall::MadeAlready(_)
        | KitchenCall::ReadKitchen(_)
        | KitchenCall::OrdersShown(_)
        | KitchenCall::NoticesRead(_) => return None,
    })
}

/// The pizza that a claim was answered with.
pub fn claimed(answered: &Answered) -> Option<ItemId> {
    let done: TapDone = serde_json::from_value(answered.reply.clone()).ok()?;
    Some(done.pizza.item)
}

/// The server's name of a pizza. One that was sold while it was away is found by the journal's place
/// of its order, and its own in the order.
pub async fn named(app: &App, caller: &Caller, item: ItemId) -> Result<ItemId, Error> {
    let Some((place, nth)) = item.unnamed() else { return Ok(item) };
    let taken = match app.journal()? {
        Some(journal) => journal.at(place).await?,
        None => None,
    };
    let call = taken.and_then(|taken| serde_json::from_value(taken.request).ok());
    let order = match call {
        Some(OrdersCall::PlaceOrder(call)) => call.order,
        Some(OrdersCall::ChangeOrder(call)) => call.order,
        _ => return Err(TapRefused::Unknown.into()),
    };
    let item = store::nth(app.database(), caller, order.0, nth).await?;
    Ok(item.ok_or(TapRefused::Unknown)?)
}
