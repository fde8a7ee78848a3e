//! Transfers: sent from one shop, under way, received by the other or taken back.

mod store;

use super::receiving::units;
use super::shop;
use crate::app::{App, Caller};
use crate::command::once;
use crate::error::{Error, raised, unreadable};
use domain::menu::IngredientId;
use domain::server::ShopChoice;
use domain::stock::{
    LineFault, LineRefused, ListTransfers, ReceiveTransfer, SendTransfer, StockLevel,
    TakeBackTransfer, TransferRefused, TransferShown, TransferState, Units, check_came, check_sent,
    more_than_there,
};

/// The transfers of a shop.
pub async fn list(
    app: &App,
    caller: &Caller,
    call: ListTransfers,
) -> Result<Vec<TransferShown>, Error> {
    let shop = shop(app, caller, call.shop.as_deref()).await?;
    Ok(store::list(app.database(), shop.id).await?)
}

/// The group's shops.
pub async fn every_shop(app: &App) -> Result<Vec<ShopChoice>, Error> {
    Ok(store::every_shop(app.database()).await?)
}

/// Sends; how what was sent stands at the sender then.
pub async fn send(
    app: &App,
    caller: &Caller,
    call: SendTransfer,
) -> Result<Vec<StockLevel>, Error> {
    let (shop, units) = (shop(app, caller, call.shop.as_deref()).await?, units(app).await?);
    check_sent(&call.lines, &units)?;
    if shop.code == call.to {
        return Err(TransferRefused::ToItself.into());
    }
    let sent = store::send(app.database(), caller, shop.id, &call).await;
    once(app.database(), call.command, sent, |error| refused(error, &units)).await
}

/// Receives; how what came stands then.
pub async fn receive(
    app: &App,
    caller: &Caller,
    call: ReceiveTransfer,
) -> Result<Vec<StockLevel>, Error> {
    let (shop, units) = (shop(app, caller, call.shop.as_deref()).await?, units(app).await?);
    let why = check_came(&call.came, &units, call.reason.as_deref())?;
    let receive = || store::receive(app.database(), caller, shop.id, &call, why.as_deref());
    let mut came = receive().await;
    // Somebody ended it at that moment: how, says the second try.
    if matches!(&came, Err(error) if constraint(error) == Some("transfer_end_key")) {
        came = receive().await;
    }
    once(app.database(), call.command, came, |error| refused(error, &units)).await
}

/// Takes back; how what was sent stands at the sender then.
pub async fn take_back(
    app: &App,
    caller: &Caller,
    call: TakeBackTransfer,
) -> Result<Vec<StockLevel>, Error> {
    let shop = shop(app, caller, call.shop.as_deref()).await?;
    let take_back = || store::take_back(app.database(), caller, shop.id, &call);
    let mut back = take_back().await;
    if matches!(&back, Err(error) if constraint(error) == Some("transfer_end_key")) {
        back = take_back().await;
    }
    once(app.database(), call.command, back, |error| refused(error, &Units::new())).await
}

fn constraint(error: &sqlx::Error) -> Option<&str> {
    error.as_database_error()?.constraint()
}

/// What a refused statement means; nothing done, that the transfer does not concern the shop.
fn refused(error: Option<sqlx::Error>, units: &Units) -> Error {
    let Some(error) = error else { return TransferRefused::NotHere.into() };
    let line = |ingredient: &str, fault| match ingredient.parse() {
        Ok(key) => {
            let ingredient = IngredientId(key);
            TransferRefused::from(LineRefused { ingredient, fault }).into()
        }
        Err(_) => unreadable("transfer_line", "ingredient_id", ingredient).into(),
    };
    match raised(&error) {
        Some(("no_shop", code)) => TransferRefused::NoShop { code: code.to_owned() }.into(),
        Some(("unknown", ingredient)) => line(ingredient, LineFault::Unknown),
        Some(("not_told", ingredient)) => line(ingredient, LineFault::NotTold),
        Some(("more_than_there", detail)) => {
            let read = detail.split_once(' ');
            let read = read.and_then(|(key, left)| Some((key.parse().ok()?, left.parse().ok()?)));
            match read {
                Some((key, left)) => more_than_there(IngredientId(key), left, units).into(),
                None => unreadable("stock_level", "on_hand", detail).into(),
            }
        }
        Some(("over", state)) => match TransferState::from_word(state) {
            Some(state) => TransferRefused::Over { state }.into(),
            None => unreadable("transfer_end", "state", state).into(),
        },
        Some(("no_reason", _)) => {
            TransferRefused::Reason(domain::payments::ReasonRefused::None).into()
        }
        _ => match constraint(&error) {
            // Its name is another transfer's already.
            Some("transfer_key") => TransferRefused::Over { state: TransferState::UnderWay }.into(),
            Some("transfer_line_kept_there") => TransferRefused::NotKeptThere.into(),
            _ => error.into(),
        },
    }
}
