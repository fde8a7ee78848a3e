//! Validating: from the basket to a number to call out.

use super::desk::{Act, Desk, How, Ids, Validation};
use super::desk_provider::DeskHandle;
use super::lesson::validated;
use crate::backend::{call, local_now, new_command, new_uuid};
use crate::frame::Screen;
use chrono::{DateTime, TimeDelta, Utc};
use domain::contract::ChangeKind;
use domain::delivery::Travel;
use domain::menu::Menu;
use domain::orders::{
    ChangeOrder, Load, OrderContent, OrderId, OrderRefused, PlaceElsewhere, PlaceOrder,
    PricedOrder, price, promise, said_by,
};
use domain::shops::Shop;
use domain::staff::MANAGERS;
use domain::{Failure, FailureCode, Language};
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;

/// When the customer has this basket, and whether that is only an estimate: without the kitchen's load, an
/// empty kitchen is taken, and without a way what it takes as a rule. A change that leaves the number of
/// pizzas and where they are brought leaves the promise.
pub fn promised(
    desk: &Desk,
    menu: &Menu,
    load: Option<&Load>,
    shop: &Shop,
    now: DateTime<Utc>,
) -> (DateTime<Utc>, bool) {
    let changing = desk.changing.as_ref();
    let stands = changing.filter(|it| it.promised_for() == desk.promised_for(menu));
    if let Some(changing) = stands {
        return (changing.promised_at, false);
    }
    let (ready, guessed) = ready(desk, menu, load, shop, now);
    // Until the other shop is known, its kitchen is taken to be as this one.
    let guessed = guessed || (desk.elsewhere().is_some() && desk.there().is_none());
    let rules = &menu.rules.delivery;
    // What is not brought is said elsewhere; a time stands there all the same.
    let travel = desk.on_its_way(rules, shop).map(|it| it.unwrap_or_else(|_| rules.usual()));
    match travel {
        None => (ready, guessed),
        Some(Travel { minutes, is_estimate }) => {
            (ready + TimeDelta::minutes(i64::from(minutes)), guessed || is_estimate)
        }
    }
}

/// When its last pizza is out of the oven.
fn ready(
    desk: &Desk,
    menu: &Menu,
    load: Option<&Load>,
    shop: &Shop,
    now: DateTime<Utc>,
) -> (DateTime<Utc>, bool) {
    let cooking = desk.basket.cooking(menu);
    let changing = desk.changing.as_ref();
    match load {
        Some(load) => (promise(now, load, changing.map(|it| it.order), &cooking), false),
        None => {
            let empty = Load {
                stations: shop.stations,
                making_seconds: shop.making_seconds,
                oven_places: shop.oven_places,
                in_oven: Vec::new(),
                preparing: Vec::new(),
                waiting: Vec::new(),
            };
            (promise(now, &empty, None, &cooking), true)
        }
    }
}

/// The command for this basket: the one in doubt, or a new one under the basket's ids.
fn command(handle: &DeskHandle, screen: &Screen, menu: &Menu, how: How) -> Validation {
    let desk = &handle.desk;
    if let Some(sent) = &desk.sent {
        return sent.clone();
    }
    let now = local_now() + TimeDelta::milliseconds(screen.clock_offset_ms);
    let worked_out = || promised(desk, menu, screen.load.as_deref(), &screen.terminal.shop, now).0;
    let ids =
        desk.ids.unwrap_or_else(|| Ids { command: new_command(), order: OrderId(new_uuid()) });
    let content = OrderContent {
        despite_stock: how.despite_stock,
        approval: how.approval,
        ..desk.basket.content(menu.version)
    };
    let promised_at = handle.announced.get().filter(|&at| at >= now).unwrap_or_else(worked_out);
    match (&desk.changing, desk.elsewhere()) {
        (None, None) => Validation::Place(PlaceOrder {
            command: ids.command,
            order: ids.order,
            content,
            promised_at,
        }),
        (None, Some(by)) => Validation::Elsewhere(PlaceElsewhere {
            command: ids.command,
            order: ids.order,
            shop: by.shop.code.clone(),
            content,
            promised_at,
        }),
        (Some(changing), _) => Validation::Change(ChangeOrder {
            command: ids.command,
            order: changing.order,
            version: changing.version,
            content,
            promised_at,
        }),
    }
}

async fn sent(asked: Validation, training: bool, language: Language) -> Result<Act, Failure> {
    match asked {
        Validation::Place(asked) if training => validated(asked, language).await,
        Validation::Place(asked) => call(asked, language).await.map(Act::Placed),
        Validation::Elsewhere(asked) => call(asked, language).await.map(Act::Placed),
        Validation::Change(asked) => call(asked, language).await.map(Act::Placed),
    }
}

/// Whether a manager has to be asked before this leaves.
fn needs_consent(content: &OrderContent, priced: &PricedOrder, screen: &Screen) -> bool {
    let manager = MANAGERS.admits(screen.staff.as_ref().map(|person| person.role));
    priced.needs_manager.is_some() && !manager && content.approval.is_none()
}

/// What a refusal says about data that has to be read again.
fn read_again(screen: &Screen, failure: &Failure) {
    match failure.code {
        FailureCode::StaleMenu => screen.refresh.emit(ChangeKind::Menu),
        FailureCode::StockShort => screen.refresh.emit(ChangeKind::Stock),
        FailureCode::Conflict => screen.refresh.emit(ChangeKind::Order),
        _ => {}
    }
    screen.heed(failure);
}

/// Whether there is something to validate, and nothing to be waited for. What another shop makes is paid there.
fn can_leave(desk: &Desk, menu: &Rc<Menu>, how: How) -> bool {
    let paid_elsewhere = how.pay && desk.elsewhere().is_some();
    !desk.basket.lines.is_empty() && desk.is_sold_by(menu) && !paid_elsewhere
}

/// What the rules say of the basket before it leaves; another shop's in its name.
fn checked(
    desk: &Desk,
    content: &OrderContent,
    menu: &Menu,
    shop: &Shop,
) -> Result<PricedOrder, OrderRefused> {
    let not_brought = desk.not_brought(menu, shop);
    let priced = price(content, menu).and_then(|it| not_brought.map_or(Ok(it), Err));
    match desk.elsewhere() {
        Some(by) => priced.map_err(|refused| said_by(&by.shop.name, refused)),
        None => priced,
    }
}

/// Validates the basket, or asks again for the outcome of a validation that is in doubt.
pub fn place(handle: &DeskHandle, screen: &Screen, how: How) {
    let Some(menu) = screen.menu.clone() else { return };
    if handle.desk.sent.is_none() && !can_leave(&handle.desk, &menu, how) {
        return;
    }
    if handle.busy.replace(true) {
        return;
    }
    let asked = command(handle, screen, &menu, how);
    let (handle, screen) = (handle.clone(), screen.clone());
    if handle.desk.sent.is_none() {
        // The backend's own rules, before anything leaves.
        let next = match checked(&handle.desk, asked.content(), &menu, &screen.terminal.shop) {
            Err(refused) => Some(Act::Failed(Failure::of(&refused, screen.language))),
            Ok(priced) if needs_consent(asked.content(), &priced, &screen) => {
                Some(Act::Ask(Some(how)))
            }
            Ok(_) => None,
        };
        if let Some(next) = next {
            handle.busy.set(false);
            handle.act(next);
            return;
        }
    }
    // A retry of a validation in doubt is the same tap: the money is still taken next.
    let pay = how.pay || (handle.desk.sent.is_some() && handle.desk.pay);
    handle.act(Act::Sent(Box::new(asked.clone()), pay));
    spawn_local(async move {
        let answer = sent(asked, handle.training, screen.language).await;
        handle.busy.set(false);
        match answer {
            Ok(accepted) => {
                screen.refresh.emit(ChangeKind::Order);
                handle.act(accepted);
            }
            Err(failure) => {
                read_again(&screen, &failure);
                // A consent lasts ten minutes.
                let consent = failure.code == FailureCode::NeedsManager;
                handle.act(Act::Failed(failure));
                if consent {
                    handle.act(Act::Ask(Some(How { approval: None, ..how })));
                }
            }
        }
    });
}
