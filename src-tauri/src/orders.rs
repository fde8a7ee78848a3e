//! Orders: validating (UC03, UC18), listing, handing over, the customers' board.

mod store;

pub use store::COMMANDS;

use crate::app::{App, Caller, reply};
use crate::command;
use crate::error::Error;
use domain::orders::{
    self, Board, HandOver, HandOverRefused, Load, OrderRefused, OrderStands, OrderSummary,
    OrdersCall, PlaceOrder, PlacedOrder,
};
use domain::staff::MANAGERS;

/// Answers this capability's calls.
pub async fn answer(
    app: &App,
    caller: Caller,
    call: OrdersCall,
) -> Result<serde_json::Value, Error> {
    match call {
        OrdersCall::PlaceOrder(call) => reply(call, |call| place(app, &caller, call)).await,
        OrdersCall::HandOver(call) => reply(call, |call| hand_over(app, &caller, call)).await,
        OrdersCall::ListOpenOrders(call) => reply(call, |_| open(app, &caller)).await,
        OrdersCall::ReadLoad(call) => reply(call, |_| load(app, &caller)).await,
        OrdersCall::ReadBoard(call) => reply(call, |_| board(app, &caller)).await,
    }
}

/// Prices the order on this terminal's menu and places it in one statement: order, lines,
/// pizzas, reservation, numbers, event, reply and news. Two cashiers with the last pizza: the
/// statement of one waits for the other's stock rows and is then refused.
async fn place(app: &App, caller: &Caller, call: PlaceOrder) -> Result<PlacedOrder, Error> {
    if call.despite_stock && !MANAGERS.admits(caller.role()) {
        return Err(OrderRefused::DespiteStock.into());
    }
    let menu = app.menu().await?;
    let priced = match orders::price(&call, &menu, app.now()) {
        Ok(priced) => priced,
        Err(refused) => {
            if refused == OrderRefused::StaleMenu {
                app.forget_menu();
            }
            return Err(refused.into());
        }
    };
    let placed = store::place(app.database(), caller, &call, &priced).await;
    command::once(app.database(), call.command, placed, |error| {
        store::place_refused(error, &menu, || app.forget_menu())
    })
    .await
}

async fn hand_over(app: &App, caller: &Caller, call: HandOver) -> Result<OrderStands, Error> {
    let handed_over = store::hand_over(app.database(), caller, &call).await;
    command::once(app.database(), call.command, handed_over, |error| match error {
        None => HandOverRefused::Unknown.into(),
        Some(error) => store::hand_over_refused(error),
    })
    .await
}

async fn open(app: &App, caller: &Caller) -> Result<Vec<OrderSummary>, Error> {
    store::open(app.database(), caller.shop.id).await
}

async fn load(app: &App, caller: &Caller) -> Result<Load, Error> {
    store::load(app.database(), &caller.shop).await
}

async fn board(app: &App, caller: &Caller) -> Result<Board, Error> {
    Ok(store::board(app.database(), caller.shop.id).await?)
}
