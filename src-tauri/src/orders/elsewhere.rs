//! Orders that another shop brings: priced here as that shop sells, and placed there.
//!
//! Owns what this terminal knows of other shops, which an order's price is checked with: placing it reads
//! nothing. The price's version is looked at by the statement, as that of this shop's menu is.

mod store;

use super::priced_on;
use super::store::{Asked, content_refused};
use crate::app::{App, Caller};
use crate::command;
use crate::delivery;
use crate::error::{Error, raised};
use domain::ledger::OfficeRefused;
use domain::menu::Menu;
use domain::orders::{
    Elsewhere, OrderRefused, PlaceElsewhere, PlacedOrder, ReadElsewhere, Selling, check_promise,
    said_by,
};
use domain::server::ShopChoice;
use domain::shops::Shop;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
pub use store::{PLACE_ELSEWHERE, make};

/// Another shop, and how it sells.
struct Known {
    shop: Shop,
    selling: Selling,
}

/// The other shops, by code, as they were read last.
#[derive(Default)]
pub struct KnownShops(Mutex<HashMap<String, Arc<Known>>>);

impl KnownShops {
    fn all(&self) -> MutexGuard<'_, HashMap<String, Arc<Known>>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn forget(&self, code: &str) {
        self.all().remove(code);
    }
}

/// Another shop as it stands, which is known from then on.
///
/// # Errors
/// There is none of that code, or the server does not answer.
pub async fn read(app: &App, call: ReadElsewhere) -> Result<Elsewhere, Error> {
    let there = store::read(app.database(), &call.shop).await?;
    let mut there = there.ok_or_else(|| OfficeRefused::ShopUnknown { code: call.shop.clone() })?;
    let load = there.load();
    let store::There { shop, selling, stock, .. } = there;
    let choice = ShopChoice { code: shop.code.clone(), name: shop.name.clone() };
    let known = Arc::new(Known { shop, selling: selling.clone() });
    app.other_shops().all().insert(call.shop, known);
    Ok(Elsewhere { shop: choice, selling, load, stock })
}

/// The shop that an order is for, at the prices that the customer was told.
async fn known(app: &App, call: &PlaceElsewhere) -> Result<Arc<Known>, Error> {
    let code = &call.shop;
    let known = app.other_shops().all().get(code).cloned();
    if let Some(known) = known.filter(|it| it.selling.version == call.content.menu_version) {
        return Ok(known);
    }
    // After a restart, or a change of the menu.
    read(app, ReadElsewhere { shop: code.clone() }).await?;
    let known = app.other_shops().all().get(code).cloned();
    Ok(known.ok_or_else(|| OfficeRefused::ShopUnknown { code: code.clone() })?)
}

/// The menu as that shop sells it. This shop's copy, of which all but the prices comes, may be behind.
async fn menu_of(app: &App, known: &Known) -> Result<Menu, Error> {
    if let Some(menu) = known.selling.on(app.menu().await?.as_ref()) {
        return Ok(menu);
    }
    app.forget_menu();
    let menu = known.selling.on(app.menu().await?.as_ref());
    Ok(menu.ok_or(OrderRefused::StaleMenu)?)
}

/// Prices the order as the other shop sells it and places it there, in one statement.
///
/// # Errors
/// That shop does not take it, in its name; or the server does not answer.
pub async fn place(app: &App, caller: &Caller, call: PlaceElsewhere) -> Result<PlacedOrder, Error> {
    call.check()?;
    let known = known(app, &call).await?;
    let Known { shop, .. } = known.as_ref();
    let said = |refused| said_by(&shop.name, refused);
    let stale = || {
        app.forget_menu();
        app.other_shops().forget(&call.shop);
    };
    check_promise(call.promised_at, caller.at).map_err(said)?;
    let menu = menu_of(app, &known).await.inspect_err(|_| stale())?;
    let (priced, approved_by) = priced_on(&menu, caller, &call.content)
        .inspect_err(|refused| {
            if *refused == OrderRefused::StaleMenu {
                stale();
            }
        })
        .map_err(said)?;
    let times = (call.promised_at, caller.at);
    let travel = delivery::check_from(app, shop, (&menu, &priced), times).map_err(said)?;
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
    let placed = store::place(&mut line, caller, shop.id, &asked).await;
    line.left_by(&placed);
    command::once(app.database(), call.command, placed, |error| match error {
        None => anyhow::anyhow!("placing an order elsewhere answered nothing").into(),
        Some(error) => refused(error, &menu, &shop.name, stale),
    })
    .await
}

/// What the statement's no means.
fn refused(error: sqlx::Error, menu: &Menu, shop: &str, stale: impl FnOnce()) -> Error {
    let refused = match raised(&error) {
        Some(("shop_closed", _)) => Some(OrderRefused::ShopClosed),
        Some(("held_up", _)) => Some(OrderRefused::HeldUp),
        Some(("not_elsewhere", _)) => Some(OrderRefused::NotElsewhere),
        _ => content_refused(&error, menu, stale),
    };
    refused.map_or_else(|| error.into(), |refused| said_by(shop, refused).into())
}
