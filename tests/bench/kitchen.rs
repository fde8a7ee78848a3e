//! How long an order takes from its commit to the kitchen's painted cards.

use anyhow::Context;
use domain::kitchen::{NextPizza, PizzaCooked, ReadyForOven};
use domain::shops::WindowKind;
use domain::staff::{ListStaff, Role};
use domain::{CommandId, Language};
use oc_pizza::app::App;
use oc_pizza::demo::pin;
use serde_json::json;
use std::time::{Duration, SystemTime, UNIX_EPOCH};
use tokio::time::sleep;

use crate::report::{Bound, Report, Row, median, percentile};
use crate::server::a_key;
use crate::showroom::Showroom;
use crate::till::{self, PRODUCTS, Till};
use crate::windows::{Sign, Terminal};

const PIZZAIOLO: &str = "Karim";
/// Orders in a run.
const ORDERS: usize = 250;
/// Longer than a drawing takes: asking the window meanwhile would slow it down.
const BEFORE_ASKING: Duration = Duration::from_millis(150);

/// The window's part of row 4.
pub async fn tell(showroom: &Showroom, report: &mut Report) -> anyhow::Result<()> {
    let taken = orders(showroom).await?;
    let row = |what, figure, bound| Row {
        number: "4",
        what,
        unit: "ms",
        ours: vec![figure],
        reference: vec![],
        bound,
    };
    let what = "order's reply → painted in the kitchen's window: median";
    report.add(row(what, median(&taken), Bound::None));
    let slowest = percentile(&taken, 99);
    report.add(row("the same, the slowest of a hundred", slowest, Bound::AtMost(100.0)));
    Ok(())
}

/// Orders, one at a time; returns what each took, in milliseconds.
async fn orders(showroom: &Showroom) -> anyhow::Result<Vec<f64>> {
    let kitchen = showroom.window(WindowKind::Kitchen).await?;
    kitchen.run(include_str!("painted.js"), json!([])).await?;
    kitchen.sign_in(PIZZAIOLO, pin(Role::Pizzaiolo)).await?;
    let till = Till::open(showroom.terminal(till::NAME)).await?;
    let station = station(showroom).await?;
    empty_queue(&kitchen, &station).await?;
    kitchen.run(include_str!("watch_queue.js"), json!([])).await?;
    let mut taken = Vec::new();
    for _ in 0..ORDERS {
        let placed = till.order().await?;
        let replied = unix_milliseconds()?;
        taken.push(painted_at(&kitchen, &placed.number).await? - replied);
        for _ in PRODUCTS {
            bake(&station).await?;
        }
        kitchen.shows("queue-empty", Sign::There).await?;
    }
    kitchen.is_unharmed().await?;
    Ok(taken)
}

/// When the first card of an order was painted.
async fn painted_at(kitchen: &Terminal, number: &str) -> anyhow::Result<f64> {
    sleep(BEFORE_ASKING).await;
    let at = kitchen.run_until_called(include_str!("painted_at.js"), json!([number])).await?;
    at.as_f64().with_context(|| format!("when the cards of {number} were painted: {at}"))
}

/// Another station of the same kitchen, where the pizzas are made.
async fn station(showroom: &Showroom) -> anyhow::Result<App> {
    let app = showroom.terminal("Cuisine 2");
    let staff = app.call(WindowKind::Kitchen, ListStaff {}, Language::En).await?;
    let pizzaiolo = staff.into_iter().find(|person| person.role == Role::Pizzaiolo);
    app.sign(WindowKind::Kitchen, Some(pizzaiolo.context("no pizzaïolo in this shop")?));
    Ok(app)
}

/// Makes whatever waits.
async fn empty_queue(kitchen: &Terminal, station: &App) -> anyhow::Result<()> {
    while bake(station).await.is_ok() {}
    kitchen.shows("queue-empty", Sign::There).await
}

/// Makes the next pizza.
async fn bake(station: &App) -> anyhow::Result<()> {
    let tap = || CommandId(a_key());
    let kitchen = WindowKind::Kitchen;
    let next = station.call(kitchen, NextPizza { command: tap() }, Language::En).await?;
    let item = next.pizza.item;
    station.call(kitchen, ReadyForOven { command: tap(), item }, Language::En).await?;
    station.call(kitchen, PizzaCooked { command: tap(), item }, Language::En).await?;
    Ok(())
}

#[expect(clippy::disallowed_methods, reason = "compared with what the window's clock says")]
fn unix_milliseconds() -> anyhow::Result<f64> {
    Ok(SystemTime::now().duration_since(UNIX_EPOCH)?.as_secs_f64() * 1000.0)
}
