//! Counters that order as fast as they are answered, through the use case.

use anyhow::{Context, anyhow};
use chrono::{TimeDelta, Utc};
use domain::menu::{Dish, Menu};
use domain::orders::{
    Channel, LineRequest, OrderContent, OrderId, PlaceOrder, PlacedOrder, ServiceMode, Sold,
};
use domain::shops::WindowKind;
use domain::staff::{ListStaff, Role, StaffId};
use domain::terminals::TerminalKind;
use domain::{CommandId, Failure, Language};
use oc_pizza::app::App;
use std::sync::Arc;
use std::time::{Duration, Instant};
use tokio::task::JoinSet;

use crate::server::{Server, a_key};

/// What everyone orders: three lines, one pizza each.
pub const PRODUCTS: [&str; 3] = ["reine", "chorizo", "royale"];

/// What a counter's terminal is called.
pub const NAME: &str = "Caisse";

/// How far ahead the order is promised.
pub const PROMISE: TimeDelta = TimeDelta::minutes(20);

/// A counter with its menu read and its cashier signed in.
pub struct Till {
    app: App,
    menu: Arc<Menu>,
    staff: StaffId,
    lines: Vec<LineRequest>,
}

impl Till {
    /// Opens one at a terminal.
    pub async fn open(app: App) -> anyhow::Result<Till> {
        let menu = app.menu().await.map_err(|error| anyhow!("the menu: {error:?}"))?;
        let staff = app.call(WindowKind::Counter, ListStaff {}, Language::En).await?;
        let cashier = staff.into_iter().find(|person| person.role == Role::Cashier);
        let cashier = cashier.context("no cashier in this shop")?;
        let id = cashier.id;
        app.sign(WindowKind::Counter, Some(cashier));
        let lines = PRODUCTS.map(|slug| line(&menu, slug)).into_iter().collect::<Result<_, _>>()?;
        Ok(Till { app, menu, staff: id, lines })
    }

    /// The terminal.
    pub fn app(&self) -> &App {
        &self.app
    }

    /// The same, without the counter around it.
    pub fn into_app(self) -> App {
        self.app
    }

    /// The menu it sells from.
    pub fn menu(&self) -> &Menu {
        &self.menu
    }

    /// Who sells.
    pub fn staff(&self) -> StaffId {
        self.staff
    }

    /// The next order.
    #[expect(
        clippy::disallowed_methods,
        reason = "the bench plays the screens, which tell the time"
    )]
    pub fn call(&self) -> PlaceOrder {
        PlaceOrder {
            command: CommandId(a_key()),
            order: OrderId(a_key()),
            content: OrderContent {
                channel: Channel::Counter,
                mode: ServiceMode::TakeAway,
                customer_name: None,
                customer_phone: None,
                delivery: None,
                lines: self.lines.clone(),
                discount: None,
                menu_version: self.menu.version,
                despite_stock: false,
                approval: None,
            },
            promised_at: Utc::now() + PROMISE,
        }
    }

    /// Places one.
    pub async fn order(&self) -> Result<PlacedOrder, Failure> {
        self.app.call(WindowKind::Counter, self.call(), Language::En).await
    }

    /// Orders until the time is over; returns how many.
    async fn order_until(&self, end: Instant) -> anyhow::Result<u32> {
        let mut orders = 0;
        while Instant::now() < end {
            self.order().await?;
            orders += 1;
        }
        Ok(orders)
    }
}

/// What a counter works with.
#[derive(Clone, Copy)]
pub enum Equipped {
    /// The login of the database's owner, and no journal.
    OwnersLogin,
    /// Its own login, and no journal.
    OwnLogin,
    /// Its own login and a journal, as in shops.
    Whole,
}

impl Equipped {
    async fn terminal(self, server: &Server, shop: usize, place: usize) -> anyhow::Result<App> {
        match self {
            Equipped::OwnersLogin => Ok(server.terminal(shop, NAME)),
            Equipped::OwnLogin => server.enrolled((TerminalKind::Counter, shop, place)).await,
            Equipped::Whole => server.counter(shop, place).await,
        }
    }
}

/// Orders per second of so many counters in the first so many shops, each with its own pool.
pub async fn orders_per_second(
    server: &Server,
    equipped: Equipped,
    (counters, shops): (usize, usize),
    turn: Duration,
) -> anyhow::Result<f64> {
    let mut tills = Vec::new();
    for counter in 0..counters {
        let till = Till::open(equipped.terminal(server, counter % shops, counter).await?).await?;
        // The first order prepares the statement; pgbench does not count its preparing either.
        till.order().await?;
        tills.push(till);
    }
    let begun = Instant::now();
    let mut selling = JoinSet::new();
    for till in tills {
        selling.spawn(async move { till.order_until(begun + turn).await });
    }
    let mut orders = 0;
    while let Some(sold) = selling.join_next().await {
        orders += sold??;
    }
    Ok(f64::from(orders) / begun.elapsed().as_secs_f64())
}

fn line(menu: &Menu, slug: &str) -> anyhow::Result<LineRequest> {
    let product = menu.products.iter().find(|product| product.slug == slug);
    let size = product.and_then(|product| product.sizes.first());
    let size = size.with_context(|| format!("no {slug} on the menu"))?;
    let sold = Sold::Dish(Dish::plain(size.id));
    Ok(LineRequest { sold, quantity: 1, unit_price: size.price, note: None, discount: None })
}
