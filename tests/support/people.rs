//! People at their screens: what they order and tap.

use super::database::a_uuid;
use chrono::{TimeDelta, Utc};
use domain::kitchen::{ItemId, NextPizza, PizzaCooked, ReadyForOven, TapDone};
use domain::menu::{Dish, Menu};
use domain::orders::{
    Channel, LineRequest, OrderContent, OrderId, PlaceOrder, PlacedOrder, ServiceMode, SettleOrder,
    Sold,
};
use domain::payments::Given;
use domain::shops::WindowKind;
use domain::staff::{ListManagers, ListStaff, Pin, Role, SignIn, StaffTile};
use domain::{Call, Cents, CommandId, Failure, Language};
use oc_pizza::app::{App, Capability};
use oc_pizza::demo::pin;

/// Signs the first person of a role in at a window, PIN aside.
pub async fn sign_in(app: &App, window: WindowKind, role: Role) {
    let tiles = app.call(window, ListStaff {}, Language::Fr).await.expect("the tiles");
    let tile = tiles.into_iter().find(|tile| tile.role == role);
    app.sign(window, Some(tile.unwrap_or_else(|| panic!("no {role:?} at {window:?}"))));
}

/// The same by that person's PIN, as a screen does it: whoever signs in so can do it without the
/// server later.
pub async fn sign_in_with_pin(
    app: &App,
    window: WindowKind,
    role: Role,
) -> Result<StaffTile, Failure> {
    let tiles = app.call(window, ListStaff {}, Language::Fr).await?;
    let tile = tiles.into_iter().find(|tile| tile.role == role).expect("somebody");
    let call = SignIn { staff: tile.id, pin: Pin(pin(role).to_owned()) };
    app.call(window, call, Language::Fr).await
}

/// A call from the counter, in French.
pub async fn at_counter<C: Call>(app: &App, call: C) -> Result<C::Reply, Failure>
where
    C::Request: Capability,
{
    app.call(WindowKind::Counter, call, Language::Fr).await
}

/// A call from the kitchen, in French.
pub async fn in_kitchen<C: Call>(app: &App, call: C) -> Result<C::Reply, Failure>
where
    C::Request: Capability,
{
    app.call(WindowKind::Kitchen, call, Language::Fr).await
}

/// The key of the shop's manager.
pub async fn manager(app: &App) -> i64 {
    let tiles = at_counter(app, ListManagers {}).await.expect("the managers");
    tiles.iter().find(|tile| tile.role == Role::ShopManager).expect("a manager").id.0
}

/// What the clock on the wall says.
#[expect(clippy::disallowed_methods, reason = "tests play the clock")]
pub fn now() -> chrono::DateTime<Utc> {
    Utc::now()
}

/// A new tap.
pub fn tap() -> CommandId {
    CommandId(a_uuid())
}

/// One line of the product of that slug at the menu's price.
pub fn line(menu: &Menu, slug: &str, quantity: u32) -> LineRequest {
    let product = menu.products.iter().find(|product| product.slug == slug);
    let size = &product.unwrap_or_else(|| panic!("no product {slug}")).sizes[0];
    let sold = Sold::Dish(Dish::plain(size.id));
    LineRequest { sold, quantity, unit_price: size.price, note: None, discount: None }
}

/// An order to take away, as a counter asks for it.
#[expect(clippy::disallowed_methods, reason = "tests play the screens, which tell the time")]
pub fn an_order(menu: &Menu, lines: Vec<LineRequest>) -> PlaceOrder {
    PlaceOrder {
        command: tap(),
        order: OrderId(a_uuid()),
        content: OrderContent {
            channel: Channel::Counter,
            mode: ServiceMode::TakeAway,
            customer_name: None,
            customer_phone: None,
            delivery: None,
            lines,
            discount: None,
            menu_version: menu.version,
            despite_stock: false,
            approval: None,
        },
        promised_at: Utc::now() + TimeDelta::minutes(20),
    }
}

/// Orders products by slug; they must be there.
pub async fn order(app: &App, products: &[(&str, u32)]) -> PlacedOrder {
    let menu = app.menu().await.expect("the menu");
    let lines = products.iter().map(|(slug, quantity)| line(&menu, slug, *quantity)).collect();
    at_counter(app, an_order(&menu, lines)).await.expect("the order is taken")
}

/// All that is due of an order, by card.
pub fn paid_by_card(order: OrderId, due: Cents) -> SettleOrder {
    SettleOrder::at_once(tap(), order, due, Given::Card { amount: due })
}

/// Claims the next pizza.
pub async fn claim(app: &App) -> TapDone {
    in_kitchen(app, NextPizza { command: tap() }).await.expect("a pizza waits")
}

/// Puts a pizza into the oven.
pub async fn into_oven(app: &App, item: ItemId) -> TapDone {
    in_kitchen(app, ReadyForOven { command: tap(), item }).await.expect("ready for the oven")
}

/// Takes a pizza out, cooked.
pub async fn cooked(app: &App, item: ItemId) -> TapDone {
    in_kitchen(app, PizzaCooked { command: tap(), item }).await.expect("cooked")
}
