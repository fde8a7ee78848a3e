//! Deliveries: addresses completed, the shop that brings an order, and what an office sets of it.
//!
//! Owns the asking of services about places, and what is known of travels from this shop, from which an
//! order's is taken where it is placed: that asks nobody.

pub mod known;
mod set;
mod store;

use crate::app::{App, Away, Caller, reply};
use crate::error::Error;
use crate::journal::Entry;
use crate::outside::addresses::Addresses;
use crate::settings::outside::{self, Travels};
use chrono::{DateTime, TimeDelta, Utc};
use domain::delivery::{
    Candidate, CompleteAddress, Completion, DeliveringShop, DeliveryCall, FindDeliveringShop,
    Position, Travel, is_open, shop_of_reference, travel,
};
use domain::ledger::local;
use domain::menu::Menu;
use domain::orders::{DeliveryRules, LineRequest, OrderRefused, PricedOrder, Sale, check_promise};
use domain::server::ShopChoice;
use domain::shops::Shop;
use domain::stock::{Quantities, add_need};
use futures_util::future::join_all;
use std::time::Duration;
use store::Delivering;
use tokio::time::timeout;

/// Who types does not wait longer for what would complete it.
const COMPLETION_MAX: Duration = Duration::from_secs(3);
/// A customer at the telephone is told an estimate after that.
const WAY_MAX: Duration = Duration::from_secs(4);

/// Answers this capability's calls.
pub async fn answer(
    app: &App,
    caller: Caller,
    call: DeliveryCall,
) -> Result<serde_json::Value, Error> {
    let caller = &caller;
    match call {
        DeliveryCall::CompleteAddress(call) => {
            reply(call, |call| complete(app, caller, call)).await
        }
        DeliveryCall::FindDeliveringShop(call) => reply(call, |call| find(app, caller, call)).await,
        DeliveryCall::ReadDeliverySettings(call) => reply(call, |_| set::read(app, caller)).await,
        DeliveryCall::SetDeliveryRules(call) => {
            reply(call, |call| set::rules(app, caller, call)).await
        }
        DeliveryCall::SetShopPlace(call) => reply(call, |call| set::place(app, caller, call)).await,
    }
}

/// The same while the server is away: addresses are typed by hand, and this shop alone is known.
pub async fn away(
    app: &App,
    caller: Caller,
    _entry: Option<Entry>,
    call: &DeliveryCall,
) -> Result<Option<Away>, Error> {
    match call {
        DeliveryCall::CompleteAddress(_) => Away::of(&Completion::Silent),
        DeliveryCall::FindDeliveringShop(call) => {
            let rules = app.menu().await?.rules.delivery;
            let here = travel_from(app, &caller.shop, call.to).unwrap_or(rules.usual());
            let alone = candidate(choice(&caller.shop), true, here);
            let shops: Vec<_> = Some(alone).filter(|_| caller.shop.delivers).into_iter().collect();
            let reference = shop_of_reference(&shops, rules.minutes_max);
            Away::of(&DeliveringShop { reference, here: here_of(&caller.shop, here) })
        }
        DeliveryCall::ReadDeliverySettings(_)
        | DeliveryCall::SetDeliveryRules(_)
        | DeliveryCall::SetShopPlace(_) => Ok(None),
    }
}

/// What begins as it is typed. Whatever the service does, the address can be typed: that it does not answer
/// is no failure of the call.
async fn complete(app: &App, caller: &Caller, call: CompleteAddress) -> Result<Completion, Error> {
    let Some(book) = outside::addresses(app).await? else { return Ok(Completion::NotEntered) };
    let found = timeout(COMPLETION_MAX, book.find(&call.typed, caller.shop.position)).await;
    Ok(match found {
        Ok(Ok(found)) => Completion::Found(found),
        // What was asked and what came back is traced where it was asked.
        Ok(Err(_)) | Err(_) => Completion::Silent,
    })
}

/// Which shop brings it there. Each way is asked for once, all at once.
async fn find(
    app: &App,
    caller: &Caller,
    call: FindDeliveringShop,
) -> Result<DeliveringShop, Error> {
    let menu = app.menu().await?;
    let rules = menu.rules.delivery;
    let (need, products) = needed(&call.lines, &menu);
    let shops = store::delivering(app.database(), &need, &products).await?;
    let travels = outside::travels(app).await?;
    app.travels().keep_rule(app, travels.rule);
    let asked = shops.into_iter().map(|shop| asked(app, caller, (&travels, &rules), shop, call.to));
    let candidates: Vec<_> = join_all(asked).await.into_iter().flatten().collect();
    let here = candidates.iter().find(|it| it.is_here).map(|it| it.travel);
    let reference = shop_of_reference(&candidates, rules.minutes_max);
    Ok(DeliveringShop { reference, here: here.and_then(|it| here_of(&caller.shop, it)) })
}

/// What is known of a shop that may bring it there; none: nobody has entered where it is, and nothing can be
/// said of another shop then.
async fn asked(
    app: &App,
    caller: &Caller,
    (travels, rules): (&Travels<'_>, &DeliveryRules),
    shop: Delivering,
    to: Position,
) -> Option<Candidate> {
    let is_here = shop.id == caller.shop.id;
    let found = from(travels, &shop, to, app.now()).await;
    // Whichever shop brings it: its promise is checked with that.
    if let Some((from, travel)) = shop.position.zip(found) {
        app.travels().keep((from, to), travel, app.now());
    }
    let travel = found.or_else(|| is_here.then(|| rules.usual()))?;
    let is_open = is_here || is_open(&shop.hours, local(app.now()).naive_local());
    let choice = ShopChoice { code: shop.code, name: shop.name };
    Some(Candidate { is_open, is_able: shop.is_able, ..candidate(choice, is_here, travel) })
}

/// What the lines take from the shelves, and their products. What is not on the menu is said elsewhere.
fn needed(lines: &[LineRequest], menu: &Menu) -> (Quantities, Vec<i64>) {
    let (mut need, mut products) = (Quantities::new(), Vec::new());
    for line in lines {
        let Ok(sale) = Sale::of(&line.sold, menu) else { continue };
        add_need(&mut need, &sale.need(), line.quantity);
        let made = sale.dishes.iter();
        products
            .extend(made.flat_map(|it| [Some(it.first), it.second]).flatten().map(|it| it.0.id.0));
    }
    (need, products)
}

async fn from(
    travels: &Travels<'_>,
    shop: &Delivering,
    to: Position,
    now: DateTime<Utc>,
) -> Option<Travel> {
    let ends = (shop.position?, to);
    let found = timeout(WAY_MAX, travels.between(ends, now)).await;
    Some(found.unwrap_or_else(|_| travel(None, ends, travels.rule)))
}

fn candidate(shop: ShopChoice, is_here: bool, travel: Travel) -> Candidate {
    Candidate { shop, is_here, is_open: true, is_able: true, travel }
}

fn choice(shop: &Shop) -> ShopChoice {
    ShopChoice { code: shop.code.clone(), name: shop.name.clone() }
}

/// What is known of the travel from this shop, where somebody has entered its place.
fn here_of(shop: &Shop, travel: Travel) -> Option<Travel> {
    Some(travel).filter(|_| shop.delivers && shop.position.is_some())
}

/// How long the way from a shop to there is, as it was found when the address was taken, else as the group
/// estimates it; none where nobody has entered the shop's place.
fn travel_from(app: &App, shop: &Shop, to: Position) -> Option<Travel> {
    let ends = (shop.position?, to);
    let found = app.travels().find(ends, app.now());
    Some(found.unwrap_or_else(|| travel(None, ends, app.travels().rule(app))))
}

/// How long an order is on its way from the shop that makes it; nothing where it is fetched. Nobody is asked.
///
/// # Errors
/// The shop does not bring it there.
pub fn on_its_way(
    app: &App,
    shop: &Shop,
    priced: &PricedOrder,
    rules: &DeliveryRules,
) -> Result<TimeDelta, OrderRefused> {
    let Some(address) = &priced.delivery else { return Ok(TimeDelta::zero()) };
    let travel = address.position.and_then(|to| travel_from(app, shop, to));
    let travel = rules.on_its_way(shop.delivers, travel)?;
    Ok(TimeDelta::minutes(i64::from(travel.minutes)))
}

/// Checks that what is brought can be there by the time the customer was told; how long it is on its way.
///
/// # Errors
/// It cannot, or the shop does not bring it there.
pub fn check(
    app: &App,
    caller: &Caller,
    content: (&Menu, &PricedOrder),
    promised_at: DateTime<Utc>,
) -> Result<TimeDelta, OrderRefused> {
    check_from(app, &caller.shop, content, (promised_at, caller.at))
}

/// The same from any shop; of the two times the first is what was told, the second when.
///
/// # Errors
/// It cannot, or the shop does not bring it there.
pub fn check_from(
    app: &App,
    shop: &Shop,
    (menu, priced): (&Menu, &PricedOrder),
    (promised_at, told_at): (DateTime<Utc>, DateTime<Utc>),
) -> Result<TimeDelta, OrderRefused> {
    let travel = on_its_way(app, shop, priced, &menu.rules.delivery)?;
    if priced.delivery.is_some() {
        check_promise(promised_at - travel, told_at)?;
    }
    Ok(travel)
}
