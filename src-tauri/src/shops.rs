//! Shops and terminals.

pub mod papers;
mod store;

pub use store::{open_first, position};

use crate::app::{App, Caller, reply};
use crate::error::Error;
use crate::terminals;
use domain::ledger::OfficeRefused;
use domain::server::ShopChoice;
use domain::shops::{NoShop, Shop, ShopsCall, Terminal, WindowKind};
use std::sync::Arc;

/// Answers this capability's calls.
pub async fn answer(
    app: &App,
    caller: Caller,
    call: ShopsCall,
) -> Result<serde_json::Value, Error> {
    match call {
        ShopsCall::ReadTerminal(call) => reply(call, |_| terminal(app, &caller)).await,
        ShopsCall::ListShops(call) => reply(call, |_| list(app, &caller)).await,
        ShopsCall::ReadPapers(call) => reply(call, |_| Box::pin(papers::list(app, &caller))).await,
        ShopsCall::ChangePapers(call) => {
            reply(call, |call| Box::pin(papers::change(app, &caller, call))).await
        }
        ShopsCall::PrintNotice(call) => {
            reply(call, |call| Box::pin(papers::print_notice(app, &caller, call))).await
        }
    }
}

async fn terminal(app: &App, caller: &Caller) -> Result<Terminal, Error> {
    let asked = app.now();
    let server_now = match store::server_now(app.database()).await {
        // Nobody knows better.
        Err(_) if app.is_away() => app.now(),
        answered => {
            let server_now = answered?;
            app.learn_clock(asked, server_now);
            server_now
        }
    };
    // Only an office can be the group's.
    let of_the_group = caller.window == WindowKind::Office
        && terminals::office::is_of_the_group(app.database()).await?;
    Ok(Terminal {
        shop: caller.shop.as_ref().clone(),
        of_the_group,
        name: app.identity().name.clone(),
        server_now,
        version: crate::VERSION.to_owned(),
    })
}

/// The shops that this login sees and the person works in.
async fn list(app: &App, caller: &Caller) -> Result<Vec<ShopChoice>, Error> {
    Ok(store::list(app.database(), papers::works(caller)?).await?)
}

/// A shop that this login sees and the person works in, by its code; none means the window's own.
///
/// # Errors
/// There is none of that code for who asks.
pub async fn seen(app: &App, caller: &Caller, code: Option<&str>) -> Result<Shop, Error> {
    let code = code.unwrap_or(&caller.shop.code);
    let found = store::seen(app.database(), code, papers::works(caller)?).await?;
    Ok(found.ok_or_else(|| OfficeRefused::ShopUnknown { code: code.to_owned() })?)
}

/// The window's own shop, under that code.
///
/// # Errors
/// It is another's code.
pub fn here(caller: &Caller, code: &str) -> Result<Arc<Shop>, Error> {
    match caller.shop.code == code {
        true => Ok(caller.shop.clone()),
        false => Err(OfficeRefused::ShopUnknown { code: code.to_owned() }.into()),
    }
}

/// The shop this terminal stands in.
pub async fn of_terminal(app: &App) -> Result<Shop, Error> {
    let code = app.shop_code();
    store::shop(app.database(), code.as_deref())
        .await?
        .ok_or_else(|| code.map_or(NoShop::None, |code| NoShop::Unknown { code }).into())
}
