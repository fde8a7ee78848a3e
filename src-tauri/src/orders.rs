//! Orders: validating (UC03, UC18), listing, the customers' board; changing, settling and refunding them.

mod changing;
pub mod drafts;
pub mod elsewhere;
mod for_kitchen;
pub mod offline;
mod refunding;
pub mod rows;
mod settling;
mod store;
mod training;
pub mod unshown;

use crate::app::{App, Caller, reply};
use crate::command;
use crate::delivery;
use crate::error::Error;
use crate::ledger::accounts;
use domain::menu::Menu;
use domain::orders::{
    self, Board, ChangeRefused, FindOrders, FoundOrders, Load, OrderAsked, OrderContent, OrderId,
    OrderRefused, OrderState, OrderSummary, OrdersCall, PlaceOrder, PlacedOrder, PricedOrder,
    ReadOrder, SettleRefused, Sought, check_promise,
};
use domain::shops::business_day;
use domain::staff::{MANAGERS, StaffId};
pub(crate) use settling::{asked_cards, reply_stands, settle_refused};
use std::sync::Arc;
use store::Asked;
pub(crate) use store::{load as load_of, overtaken};

/// What a connection prepares before its first command.
pub fn commands() -> impl Iterator<Item = &'static str> {
    let orders = [store::COMMANDS, changing::COMMANDS, settling::COMMANDS, refunding::COMMANDS];
    let commands = orders.into_iter().chain([crate::ledger::store::COMMANDS]);
    commands.flatten().copied()
}

/// Answers this capability's calls.
pub async fn answer(
    app: &App,
    caller: Caller,
    call: OrdersCall,
) -> Result<serde_json::Value, Error> {
    let caller = &caller;
    match call {
        OrdersCall::PlaceOrder(call) => reply(call, |call| place(app, caller, call)).await,
        OrdersCall::PlaceElsewhere(call) => {
            reply(call, |call| elsewhere::place(app, caller, call)).await
        }
        OrdersCall::ReadElsewhere(call) => reply(call, |call| elsewhere::read(app, call)).await,
        OrdersCall::ChangeOrder(call) => {
            reply(call, |call| changing::change(app, caller, call)).await
        }
        OrdersCall::CancelOrder(call) => {
            reply(call, |call| changing::cancel(app, caller, call)).await
        }
        OrdersCall::SettleOrder(call) => {
            reply(call, |call| settling::settle(app, caller, call)).await
        }
        OrdersCall::RefundOrder(call) => {
            reply(call, |call| refunding::refund(app, caller, call)).await
        }
        OrdersCall::ReadAccount(call) => {
            reply(call, |call| refunding::account(app, caller, call)).await
        }
        OrdersCall::TrainOrder(call) => {
            reply(call, |call| training::order(app, caller, call)).await
        }
        OrdersCall::TrainSale(call) => reply(call, |call| training::sell(app, caller, call)).await,
        OrdersCall::HandOver(call) => {
            reply(call, |call| settling::hand_over(app, caller, call)).await
        }
        OrdersCall::ReadOrder(call) => reply(call, |call| read(app, caller, call)).await,
        OrdersCall::ListOpenOrders(call) => reply(call, |_| open(app, caller)).await,
        OrdersCall::ListEndedOrders(call) => reply(call, |_| ended(app, caller)).await,
        OrdersCall::FindOrders(call) => reply(call, |call| found(app, caller, call)).await,
        OrdersCall::ReadLoad(call) => reply(call, |_| load(app, caller)).await,
        OrdersCall::ReadBoard(call) => reply(call, |_| board(app, caller)).await,
    }
}

/// Prices the order on this terminal's menu and places it in one statement: order, lines,
/// pizzas, reservation, numbers, event, reply and news. Two cashiers with the last pizza: the
/// statement of one waits for the other's stock rows and is then refused.
async fn place(app: &App, caller: &Caller, call: PlaceOrder) -> Result<PlacedOrder, Error> {
    if let Some(answered) = &caller.answered {
        return offline::book(app, caller, call, answered).await;
    }
    check_promise(call.promised_at, caller.at)?;
    let (menu, priced, approved_by) = priced(app, caller, &call.content).await?;
    let travel = delivery::check(app, caller, (&*menu, &priced), call.promised_at)?;
    let asked = Asked {
        command: call.command,
        order: call.order,
        content: &call.content,
        priced: &priced,
        promised_at: call.promised_at,
        travel,
        approved_by,
        sold: None,
    };
    let mut line = app.line().await?;
    let placed = store::place(&mut line, caller, &asked).await;
    line.left_by(&placed);
    command::once(app.database(), call.command, placed, |error| {
        store::place_refused(error, &menu, || app.forget_menu())
    })
    .await
}

/// Checks and prices what a counter asks for, and whether this person may ask for it; with the
/// manager who consented, where one had to.
async fn priced(
    app: &App,
    caller: &Caller,
    content: &OrderContent,
) -> Result<(Arc<Menu>, PricedOrder, Option<StaffId>), Error> {
    let menu = app.menu().await?;
    let (priced, approved_by) = priced_on(&menu, caller, content).inspect_err(|refused| {
        if *refused == OrderRefused::StaleMenu {
            app.forget_menu();
        }
    })?;
    Ok((menu, priced, approved_by))
}

/// The same on a menu that was read.
fn priced_on(
    menu: &Menu,
    caller: &Caller,
    content: &OrderContent,
) -> Result<(PricedOrder, Option<StaffId>), OrderRefused> {
    let approved_by = caller.consent(content.approval);
    let manager = approved_by.is_some() || MANAGERS.admits(caller.role());
    let priced = orders::price(content, menu)?;
    match &priced.needs_manager {
        Some(refused) if !manager => Err(refused.clone()),
        needed => {
            let approved_by = approved_by.filter(|_| needed.is_some());
            Ok((priced, approved_by))
        }
    }
}

async fn read(app: &App, caller: &Caller, call: ReadOrder) -> Result<OrderAsked, Error> {
    let asked = store::read(app.database(), caller.shop.id, call.order).await?;
    asked.ok_or_else(|| ChangeRefused::Unknown.into())
}

/// Checks that an order was not given up, where the server says so; while it is away the draft of what
/// is to be booked looks at what is known here.
///
/// # Errors
/// It was, or the server does not answer.
pub(crate) async fn check_stands(app: &App, order: OrderId) -> Result<(), Error> {
    if app.is_away() {
        return Ok(());
    }
    let shop = app.shop_id().await?;
    let read = app.carry(async { Ok(store::read(app.database(), shop, order).await?) }).await?;
    let summary = read.ok_or(SettleRefused::Unknown)?.summary;
    match summary.state {
        OrderState::Cancelled => Err(SettleRefused::Cancelled { number: summary.number }.into()),
        _ => Ok(()),
    }
}

async fn open(app: &App, caller: &Caller) -> Result<Vec<OrderSummary>, Error> {
    let (open, accounts) = store::open(app.database(), caller.shop.id).await?;
    accounts::keep_open(app, accounts);
    Ok(open)
}

async fn ended(app: &App, caller: &Caller) -> Result<Vec<OrderSummary>, Error> {
    Ok(store::ended(app.database(), caller.shop.id).await?)
}

async fn found(app: &App, caller: &Caller, call: FindOrders) -> Result<FoundOrders, Error> {
    let today = business_day(caller.at, caller.shop.day_ends_at);
    let sought = Sought::read(&call.typed, today);
    match sought.is_something() {
        true => Ok(store::found(app.database(), caller.shop.id, &sought).await?),
        false => Ok(FoundOrders::new()),
    }
}

async fn load(app: &App, caller: &Caller) -> Result<Load, Error> {
    store::load(app.database(), &caller.shop).await
}

async fn board(app: &App, caller: &Caller) -> Result<Board, Error> {
    Ok(store::board(app.database(), caller.shop.id).await?)
}
