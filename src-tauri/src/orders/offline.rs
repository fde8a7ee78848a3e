//! Orders while the server is away: answered here by the rules of the domain, and booked as they
//! were sold when it is back.

use super::store::{self, Asked};
use super::{changing, for_kitchen, settling, training};
use crate::app::{App, Away, Caller};
use crate::command;
use crate::delivery;
use crate::error::Error;
use crate::journal::{Answered, Entry, Taken};
use crate::ledger::accounts;
use crate::ledger::register::Signed;
use domain::menu::Menu;
use domain::offline::{RegisterNumber, SoldOffline, View};
use domain::orders::{
    Board, OrderContent, OrderRefused, OrderState, OrdersCall, PlaceOrder, PlacedOrder,
    PromisedFor, Sale, ServiceMode, check_promise,
};
use domain::payments;

/// A second terminal may ask for its number at the same moment.
const REGISTER_TRIES: u32 = 10;

/// Answers this capability's calls from what is known here.
pub async fn answer(
    app: &App,
    caller: Caller,
    entry: Option<Entry>,
    call: &OrdersCall,
) -> Result<Option<Away>, Error> {
    let (mut view, at) = (app.view(), caller.at);
    // Nothing was ever read at a counter here.
    if view.load.is_none() {
        return Ok(None);
    }
    let place = entry.map_or(0, Entry::place);
    match call {
        OrdersCall::PlaceOrder(call) => {
            check_promise(call.promised_at, at)?;
            let priced = sellable(app, &caller, &view, &call.content).await?;
            delivery::check(app, &caller, (&*app.menu().await?, &priced), call.promised_at)?;
            let Some((number, given)) = app.number_away(&caller).await? else { return Ok(None) };
            let sold = SoldOffline { number, priced, entry: place };
            let placed = view.place(call, &sold, at);
            for_kitchen::placed(app, call, &sold, at).await;
            Ok(Away::of(&placed)?.map(|away| away.sold(sold, Some(given))))
        }
        OrdersCall::ChangeOrder(call) => {
            let Some(before) = view.asked(call.order) else { return Ok(None) };
            let (before, number) = (before.summary.clone(), before.summary.number);
            let priced = sellable(app, &caller, &view, &call.content).await?;
            let place_of = |delivery| PromisedFor::of(0, delivery);
            if place_of(before.delivery.as_ref()) != place_of(priced.delivery.as_ref()) {
                let rules = app.menu().await?.rules.delivery;
                delivery::on_its_way(app, &caller.shop, &priced, &rules)?;
            }
            let sold = SoldOffline { number, priced, entry: place };
            let changed = view.change(call, &sold, at)?;
            for_kitchen::changed(app, call, &before, &sold, at).await;
            Ok(Away::of(&changed)?.map(|away| away.sold(sold, None)))
        }
        OrdersCall::CancelOrder(call) => {
            let before = view.open.iter().find(|it| it.order == call.order).cloned();
            let Some(cancelled) = view.cancel(call, at)? else { return Ok(None) };
            if let Some(before) = before {
                for_kitchen::cancelled(app, call.command, &before).await;
            }
            changing::open_drawer(app, &caller, call.command, &cancelled).await;
            Away::of(&cancelled)
        }
        OrdersCall::SettleOrder(call) => match caller.signed.last() {
            Some(signed) => {
                let settled = view.settle(call, taken_by(signed), at, signed.entry())?;
                settling::open_drawer(app, &caller, call.command, &settled).await;
                Away::of(&settled)
            }
            None => Ok(None),
        },
        OrdersCall::TrainOrder(call) => training::order_away(app, &caller, call.clone()).await,
        OrdersCall::TrainSale(call) => Away::of(&training::settled(&caller, call)?),
        // Another shop's prices and stock are known to the server alone.
        OrdersCall::PlaceElsewhere(_) | OrdersCall::ReadElsewhere(_) => {
            Err(OrderRefused::ElsewhereAway.into())
        }
        // What was taken and given back is the server's to say.
        OrdersCall::RefundOrder(_) | OrdersCall::ReadAccount(_) | OrdersCall::FindOrders(_) => {
            Ok(None)
        }
        OrdersCall::HandOver(call) => Away::of(&view.hand_over(call, at)?),
        OrdersCall::ReadOrder(call) => match view.asked(call.order) {
            Some(asked) => Away::of(&asked),
            None => Ok(None),
        },
        OrdersCall::ListOpenOrders(_) => Away::of(&view.open),
        OrdersCall::ListEndedOrders(_) => Away::of(&view.ended),
        OrdersCall::ReadLoad(_) => Away::of(&view.load),
        OrdersCall::ReadBoard(_) => Away::of(&board(&view)),
    }
}

/// Prices what is asked for, if the book has what it takes.
async fn sellable(
    app: &App,
    caller: &Caller,
    view: &View,
    content: &OrderContent,
) -> Result<domain::orders::PricedOrder, Error> {
    let (menu, priced, _) = super::priced(app, caller, content).await?;
    let short = view.short(&priced.need);
    if !short.is_empty() && !content.despite_stock {
        let name = |key| menu.ingredient(key).map(|ingredient| ingredient.name.clone());
        let ingredients = short.into_iter().filter_map(name).collect();
        return Err(OrderRefused::StockShort { ingredients }.into());
    }
    Ok(priced)
}

fn board(view: &View) -> Board {
    let mut board = Board::default();
    for order in view.open.iter().filter(|order| order.mode != ServiceMode::Delivery) {
        match order.state {
            OrderState::Queued | OrderState::Preparing => {
                board.being_made.push(order.number.clone())
            }
            OrderState::Ready => board.ready.push(order.number.clone()),
            _ => {}
        }
    }
    board
}

/// Does again what was answered here. What the view refuses now was refused then.
pub fn again(view: &mut View, taken: &Taken) {
    let Some(Answered { sold, .. }) = &taken.answered else { return };
    let Ok(call) = serde_json::from_value::<OrdersCall>(taken.request.clone()) else { return };
    let at = taken.asking.at;
    match (&call, sold) {
        (OrdersCall::PlaceOrder(call), Some(sold)) => {
            view.place(call, sold, at);
        }
        (OrdersCall::ChangeOrder(call), Some(sold)) => {
            let _ = view.change(call, sold, at);
        }
        (OrdersCall::CancelOrder(call), _) => {
            let _ = view.cancel(call, at);
        }
        (OrdersCall::SettleOrder(call), _) => {
            if let Some(signed) = taken.signed.last() {
                let _ = view.settle(call, taken_by(signed), at, signed.entry());
            }
        }
        (OrdersCall::HandOver(call), _) => {
            let _ = view.hand_over(call, at);
        }
        _ => {}
    }
}

/// The money that an entry says was taken.
fn taken_by(signed: &Signed) -> Vec<payments::Taken> {
    let tenders = accounts::ticket(signed).map(|ticket| ticket.tenders).unwrap_or_default();
    tenders.into_iter().map(payments::Taken::from).collect()
}

/// Books an order as it was sold. Of today's menu is asked only whether all of it is on sale still:
/// what is not, a person decides.
pub async fn book(
    app: &App,
    caller: &Caller,
    call: PlaceOrder,
    Answered { sold, decided, .. }: &Answered,
) -> Result<PlacedOrder, Error> {
    let Some(sold) = sold else { return Err(anyhow::anyhow!("an order without content").into()) };
    let menu = app.menu().await?;
    let sale = if *decided { Ok(()) } else { on_sale(&call.content, &menu) };
    if let Err(refused) = sale
        && !command::unseen(app.database(), &[call.command.0]).await?.is_empty()
    {
        return Err(refused.into());
    }
    let rules = &menu.rules.delivery;
    let travel = delivery::on_its_way(app, &caller.shop, &sold.priced, rules);
    let asked = Asked {
        command: call.command,
        order: call.order,
        content: &call.content,
        priced: &sold.priced,
        promised_at: call.promised_at,
        // It is brought as it was said, whatever is said of its place by now.
        travel: travel.unwrap_or_default(),
        approved_by: caller.consent(call.content.approval),
        sold: Some(sold),
    };
    let mut line = app.line().await?;
    let placed = store::place(&mut line, caller, &asked).await;
    line.left_by(&placed);
    let mut placed: PlacedOrder = command::once(app.database(), call.command, placed, |error| {
        store::place_refused(error, &menu, || app.forget_menu())
    })
    .await?;
    if placed.number != sold.number {
        store::renumber(app.database(), caller, call.order, &sold.number).await?;
        placed.number.clone_from(&sold.number);
    }
    Ok(placed)
}

/// Whether all of it is on this menu, and not suspended.
pub fn on_sale(content: &OrderContent, menu: &Menu) -> Result<(), OrderRefused> {
    for line in &content.lines {
        if let Some(name) = Sale::of(&line.sold, menu)?.suspended() {
            return Err(OrderRefused::Suspended { name });
        }
    }
    Ok(())
}

/// Learns which of its shop's registers this terminal is, while the server is there to say so: once
/// for each time it is reached. That it did not is no harm as long as the server stays.
pub async fn learn_register(app: &App) {
    if app.knows_register() {
        return;
    }
    match register(app).await {
        Ok(number) => app.keep_register(RegisterNumber(number)),
        Err(error) => tracing::warn!(?error, "this terminal cannot sell without the server"),
    }
}

async fn register(app: &App) -> Result<i32, Error> {
    let (shop, terminal) = (app.shop_id().await?, app.identity().terminal);
    for _ in 0..REGISTER_TRIES {
        if let Some(number) = store::register(app.database(), shop, terminal).await? {
            return Ok(number);
        }
    }
    Err(anyhow::anyhow!("no number after {REGISTER_TRIES} tries").into())
}
