//! How long the counter takes from the tap on a tile to the painted basket.

use domain::shops::WindowKind;
use domain::staff::Role;
use oc_pizza::demo::pin;
use serde_json::json;
use std::time::Duration;
use tokio::time::sleep;

use crate::report::{Bound, Report, Row, median, percentile};
use crate::showroom::Showroom;
use crate::windows::{Sign, Terminal};

const CASHIER: &str = "Inès";
/// Orders in a run.
const ORDERS: usize = 24;
/// Different products in each.
const PRODUCTS: usize = 10;
/// For the news of an order to settle: cashiers wait for their customers, too.
const BETWEEN_ORDERS: Duration = Duration::from_millis(500);

/// Row 5.
pub async fn tell(showroom: &Showroom, report: &mut Report) -> anyhow::Result<()> {
    let taken = taps(showroom).await?;
    let row = |what, figure, bound| Row {
        number: "5",
        what,
        unit: "ms",
        ours: vec![figure],
        reference: vec![],
        bound: Bound::AtMost(bound),
    };
    report.add(row("tap on a product → painted, 300 products: median", median(&taken), 16.0));
    report.add(row("the same, the slowest of a hundred", percentile(&taken, 99), 50.0));
    Ok(())
}

/// Fills and validates baskets; returns what each tap took.
async fn taps(showroom: &Showroom) -> anyhow::Result<Vec<f64>> {
    let tiles = showroom.tiles().await?;
    let counter = showroom.window(WindowKind::Counter).await?;
    counter.run(include_str!("painted.js"), json!([])).await?;
    counter.sign_in(CASHIER, pin(Role::Cashier)).await?;
    counter.shows(&format!("product-{}", tiles[0]), Sign::Live).await?;
    let mut taken = Vec::new();
    for order in 0..ORDERS {
        // From all over the grid.
        let products: Vec<&String> = tiles.iter().skip(order).step_by(ORDERS).collect();
        taken.extend(basket(&counter, &products[..PRODUCTS]).await?);
        counter.click("place-order").await?;
        counter.shows("order-number", Sign::There).await?;
        sleep(BETWEEN_ORDERS).await;
    }
    counter.is_unharmed().await?;
    Ok(taken)
}

async fn basket(counter: &Terminal, products: &[&String]) -> anyhow::Result<Vec<f64>> {
    let taken = counter.run_until_called(include_str!("taps.js"), json!([products])).await?;
    counter.shows("cart-line", Sign::Count(products.len())).await?;
    Ok(serde_json::from_value(taken)?)
}
