//! Stock levels of this terminal's shop.

mod store;

pub(crate) use store::take_off_the_shelf;

use crate::app::{App, Caller, reply};
use crate::error::Error;
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

async fn levels(app: &App, caller: &Caller) -> Result<Vec<StockLevel>, Error> {
    Ok(store::levels(app.database(), caller.shop.id).await?)
}
