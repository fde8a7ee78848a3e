//! Stock levels of this terminal's shop.

mod store;

pub(crate) use store::take_off_the_shelf;

use crate::app::{App, Away, Caller, reply};
use crate::error::Error;
use crate::journal::Entry;
use domain::stock::{StockCall, StockLevel};

/// Answers this capability's calls.
pub async fn answer(
    app: &App,
    caller: Caller,
    call: StockCall,
) -> Result<serde_json::Value, Error> {
    match call {
        StockCall::ReadStock(call) => reply(call, |_| levels(app, &caller)).await,
    }
}

/// The levels with what was sold here since.
pub async fn answer_away(
    app: &App,
    _caller: Caller,
    _entry: Option<Entry>,
    call: &StockCall,
) -> Result<Option<Away>, Error> {
    match call {
        StockCall::ReadStock(_) => {
            let stock = app.view().stock;
            if stock.is_empty() { Ok(None) } else { Away::of(&stock) }
        }
    }
}

/// The levels of the shop.
pub(crate) async fn levels(app: &App, caller: &Caller) -> Result<Vec<StockLevel>, Error> {
    Ok(store::levels(app.database(), caller.shop.id).await?)
}
