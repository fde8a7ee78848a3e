//! Validating: from the basket to a number to call out.

use super::desk::{Act, Desk, Ids};
use super::desk_provider::DeskHandle;
use crate::backend::{call, local_now, new_command, new_uuid};
use crate::frame::Screen;
use chrono::{DateTime, TimeDelta, Utc};
use domain::contract::ChangeKind;
use domain::menu::Menu;
use domain::orders::{Channel, Load, OrderContent, OrderId, PlaceOrder, price, promise};
use domain::shops::Shop;
use domain::{Failure, FailureCode};
use wasm_bindgen_futures::spawn_local;

/// When this basket will be ready, and whether that is only an estimate: without the kitchen's
/// load, an empty kitchen is taken.
pub fn promised(
    desk: &Desk,
    menu: &Menu,
    load: Option<&Load>,
    shop: &Shop,
    now: DateTime<Utc>,
) -> (DateTime<Utc>, bool) {
    let cooking = desk.basket.cooking(menu);
    match load {
        Some(load) => (promise(now, load, &cooking), false),
        None => {
            let empty = Load {
                stations: shop.stations,
                making_seconds: shop.making_seconds,
                oven_places: shop.oven_places,
                in_oven: Vec::new(),
                preparing: Vec::new(),
                waiting: Vec::new(),
            };
            (promise(now, &empty, &cooking), true)
        }
    }
}

/// The command for this basket: the one in doubt, or a new one under the basket's ids.
fn command(handle: &DeskHandle, screen: &Screen, menu: &Menu, despite_stock: bool) -> PlaceOrder {
    let desk = &handle.desk;
    if let Some(sent) = &desk.sent {
        return sent.clone();
    }
    let now = local_now() + TimeDelta::milliseconds(screen.clock_offset_ms);
    let worked_out = || promised(desk, menu, screen.load.as_deref(), &screen.terminal.shop, now).0;
    let ids =
        desk.ids.unwrap_or_else(|| Ids { command: new_command(), order: OrderId(new_uuid()) });
    PlaceOrder {
        command: ids.command,
        order: ids.order,
        content: OrderContent {
            channel: Channel::Counter,
            mode: desk.basket.mode,
            customer_name: desk.basket.name_request(),
            customer_phone: None,
            lines: desk.basket.requests(),
            discount: None,
            menu_version: menu.version,
            despite_stock,
            approval: None,
        },
        promised_at: handle.announced.get().filter(|&at| at >= now).unwrap_or_else(worked_out),
    }
}

/// Validates the basket, or asks again for the outcome of a validation that is in doubt.
pub fn place(handle: &DeskHandle, screen: &Screen, despite_stock: bool) {
    let Some(menu) = screen.menu.clone() else { return };
    if handle.desk.sent.is_none() && handle.desk.basket.lines.is_empty() {
        return;
    }
    if handle.busy.replace(true) {
        return;
    }
    let asked = command(handle, screen, &menu, despite_stock);
    let (handle, screen) = (handle.clone(), screen.clone());
    if handle.desk.sent.is_none() {
        // The backend's own rules, before anything leaves.
        if let Err(refused) = price(&asked.content, &menu) {
            handle.busy.set(false);
            handle.act(Act::Failed(Failure::of(&refused, screen.language)));
            return;
        }
    }
    handle.act(Act::Sent(asked.clone()));
    spawn_local(async move {
        let answer = call(asked, screen.language).await;
        handle.busy.set(false);
        match answer {
            Ok(placed) => {
                screen.refresh.emit(ChangeKind::Order);
                handle.act(Act::Placed(placed));
            }
            Err(failure) => {
                match failure.code {
                    FailureCode::StaleMenu => screen.refresh.emit(ChangeKind::Menu),
                    FailureCode::StockShort => screen.refresh.emit(ChangeKind::Stock),
                    _ => {}
                }
                screen.heed(&failure);
                handle.act(Act::Failed(failure));
            }
        }
    });
}
