//! Stock of a shop: levels, movements, what is booked by hand (waste, corrections), ruptures (UC11),
//! inventories (UC13), receipts (UC14), transfers between shops, and what is bought of whom at what cost; and
//! what an office sees of it and sets.

mod ahead;
mod booking;
mod course;
mod inventory;
mod margins;
pub(crate) mod offline;
mod past;
mod purchases;
mod receipts;
mod receiving;
mod safety;
mod seen;
mod store;
mod suppliers;
mod suspending;
mod transfers;
mod warned;

pub use ahead::{keep_ahead, look_ahead};
pub use offline::answer_away;
pub use receipts::astray as purchases_astray;
pub(crate) use store::{books, take_off_the_shelf};

use crate::app::{App, Caller, reply};
use crate::error::Error;
use crate::shops;
use domain::menu::{IngredientId, Unit};
use domain::shops::{Shop, WindowKind};
use domain::stock::{
    IngredientStands, MovementRefused, Movements, PurchaseState, ReadMovements, StockCall,
    StockLevel, most_urgent_first,
};
use std::sync::Arc;

/// Answers this capability's calls.
pub async fn answer(
    app: &App,
    caller: Caller,
    call: StockCall,
) -> Result<serde_json::Value, Error> {
    let caller = &caller;
    match call {
        StockCall::ReadStock(call) => reply(call, |_| levels(app, caller)).await,
        StockCall::ReadLevels(call) => {
            reply(call, async |call| stand(app, caller, call.shop.as_deref()).await).await
        }
        StockCall::ReadMovements(call) => reply(call, |call| movements(app, caller, call)).await,
        StockCall::ListLacking(call) => reply(call, |_| seen::lacking_now(app, caller)).await,
        StockCall::WasteOrCorrect(call) => {
            reply(call, |call| booking::book(app, caller, call)).await
        }
        StockCall::DeclareRupture(call) => {
            reply(call, |call| seen::declare(app, caller, call)).await
        }
        StockCall::SuspendProduct(call) => {
            reply(call, |call| suspending::suspend(app, caller, call)).await
        }
        StockCall::ReceiveGoods(call) => {
            reply(call, |call| receiving::receive(app, caller, call)).await
        }
        StockCall::ReadWarnings(call) => reply(call, |_| warned::unread(app, caller)).await,
        StockCall::AcknowledgeWarning(call) => {
            reply(call, |call| warned::acknowledge(app, caller, call)).await
        }
        StockCall::ReadInventory(call) => reply(call, |_| inventory::read(app, caller)).await,
        StockCall::BeginInventory(call) => {
            reply(call, |call| inventory::begin(app, caller, call)).await
        }
        StockCall::CountIngredient(call) => {
            reply(call, |call| inventory::count(app, caller, call)).await
        }
        StockCall::SaveInventory(call) => {
            reply(call, |call| inventory::save(app, caller, call)).await
        }
        StockCall::GiveUpInventory(call) => {
            reply(call, |call| inventory::give_up(app, caller, call)).await
        }
        StockCall::ReadCourse(call) => reply(call, |call| course::read(app, caller, call)).await,
        StockCall::SetSafety(call) => reply(call, |call| safety::set(app, caller, call)).await,
        StockCall::ListInventories(call) => reply(call, |call| past::list(app, caller, call)).await,
        StockCall::ReadPastInventory(call) => {
            reply(call, |call| past::read(app, caller, call)).await
        }
        StockCall::ListTransfers(call) => {
            reply(call, |call| transfers::list(app, caller, call)).await
        }
        StockCall::ListEveryShop(call) => reply(call, |_| transfers::every_shop(app)).await,
        StockCall::SendTransfer(call) => {
            reply(call, |call| transfers::send(app, caller, call)).await
        }
        StockCall::ReceiveTransfer(call) => {
            reply(call, |call| transfers::receive(app, caller, call)).await
        }
        StockCall::TakeBackTransfer(call) => {
            reply(call, |call| transfers::take_back(app, caller, call)).await
        }
        StockCall::ListExpected(call) => reply(call, |_| purchases::expected(app, caller)).await,
        StockCall::ListIngredients(call) => reply(call, |_| suppliers::ingredients(app)).await,
        StockCall::ListSuppliers(call) => reply(call, |_| suppliers::list(app)).await,
        StockCall::SaveSupplier(call) => reply(call, |call| suppliers::save(app, call)).await,
        StockCall::ReadToBuy(call) => {
            reply(call, |call| purchases::to_buy(app, caller, call)).await
        }
        StockCall::ListPurchases(call) => {
            reply(call, |call| purchases::list(app, caller, call)).await
        }
        StockCall::ReadPurchase(call) => {
            reply(call, |call| purchases::read(app, caller, call.purchase)).await
        }
        StockCall::SavePurchase(call) => {
            reply(call, |call| purchases::save(app, caller, call)).await
        }
        StockCall::SendPurchase(call) => {
            reply(call, |call| purchases::send(app, caller, call)).await
        }
        StockCall::CancelPurchase(call) => {
            let tap = (call.once, call.purchase, call.version);
            reply(call, |_| purchases::end(app, caller, tap, PurchaseState::Cancelled)).await
        }
        StockCall::ClosePurchase(call) => {
            let tap = (call.once, call.purchase, call.version);
            reply(call, |_| purchases::end(app, caller, tap, PurchaseState::Closed)).await
        }
        StockCall::PrintPurchase(call) => {
            reply(call, |call| purchases::print(app, caller, call)).await
        }
        StockCall::KeepPurchasePdf(call) => {
            reply(call, |call| purchases::keep_pdf(app, caller, call)).await
        }
        StockCall::ListReceipts(call) => {
            reply(call, |call| receipts::list(app, caller, call)).await
        }
        StockCall::ReadMargins(call) => reply(call, |call| margins::read(app, caller, call)).await,
    }
}

/// The levels of the shop.
pub(crate) async fn levels(app: &App, caller: &Caller) -> Result<Vec<StockLevel>, Error> {
    Ok(store::levels(app.database(), caller.shop.id).await?)
}

/// The shop that is asked about: the window's own, or one that its office sees.
async fn shop(app: &App, caller: &Caller, code: Option<&str>) -> Result<Arc<Shop>, Error> {
    match (caller.window, code) {
        (WindowKind::Office, code) => shops::seen(app, caller, code).await.map(Arc::new),
        (_, None) => Ok(caller.shop.clone()),
        (_, Some(code)) => shops::here(caller, code),
    }
}

/// How each ingredient stands.
async fn stand(
    app: &App,
    caller: &Caller,
    code: Option<&str>,
) -> Result<Vec<IngredientStands>, Error> {
    let shop = shop(app, caller, code).await?;
    let used = store::stand(app.database(), shop.id, caller.at).await?;
    let mut stand: Vec<_> = used.into_iter().map(|it| it.stands(caller.at)).collect();
    most_urgent_first(&mut stand);
    Ok(stand)
}

/// A page of movements.
async fn movements(app: &App, caller: &Caller, call: ReadMovements) -> Result<Movements, Error> {
    let shop = shop(app, caller, call.shop.as_deref()).await?;
    store::movements(app.database(), shop.id, &call).await
}

/// The unit of an ingredient, by this terminal's copy of the menu.
async fn unit(app: &App, ingredient: IngredientId) -> Result<Unit, Error> {
    let menu = app.menu().await?;
    let known = menu.ingredients.iter().find(|known| known.id == ingredient);
    Ok(known.ok_or(MovementRefused::Unknown)?.unit)
}
