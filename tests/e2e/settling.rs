//! Money at the counter: several tenders, several payers, a part now and the rest later.

use crate::database::Fresh;
use crate::people;
use crate::shop::{Shop, database, other_counter};
use crate::tour::picture;
use crate::windows::{Sign, Terminal};
use domain::orders::PlacedOrder;
use oc_pizza::app::App;

/// Four pizzas for 32 €, and the dialog that takes the money for them.
async fn four_pizzas(fresh: &Fresh, counter: &Terminal) -> anyhow::Result<PlacedOrder> {
    // Whatever day it is.
    sqlx::query("UPDATE shop SET vouchers_on_holidays = true").execute(&fresh.pool()).await?;
    let app: App = other_counter(fresh).await;
    let placed = people::order(&app, &[("reine", 4)]).await;
    counter.click("orders-open").await?;
    counter.click(&format!("settle-{}", placed.number)).await?;
    counter.shows("amount-due", Sign::Says("32,00 €")).await?;
    Ok(placed)
}

#[tokio::test]
async fn vouchers_then_cash_then_it_is_paid() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (fresh, address) = database().await;
    let counter = shop.counter(&address).await?;
    four_pizzas(&fresh, &counter).await?;
    counter.click("tender-voucher").await?;
    picture(&counter, "counter-settle-voucher").await?;
    counter.click("voucher-10").await?;
    counter.click("voucher-10").await?;
    counter.shows("given-1", Sign::There).await?;
    counter.shows("left-due", Sign::Says("12,00 €")).await?;
    // The third is above what one payer may use on one ticket.
    counter.click("voucher-10").await?;
    counter.shows("pay-dialog", Sign::Says("25,00 €")).await?;
    picture(&counter, "counter-settle-voucher-max").await?;
    counter.click("tender-cash").await?;
    counter.click("cash-20").await?;
    counter.shows("change-due", Sign::Says("8,00 €")).await?;
    picture(&counter, "counter-settle-mixed").await?;
    counter.click("settle").await?;
    counter.shows("settled-change", Sign::Says("8,00 €")).await?;
    picture(&counter, "counter-settled-mixed").await?;
    counter.is_unharmed().await
}

#[tokio::test]
async fn two_friends_pay_apart() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (fresh, address) = database().await;
    let counter = shop.counter(&address).await?;
    four_pizzas(&fresh, &counter).await?;
    counter.click("split").await?;
    picture(&counter, "counter-split").await?;
    counter.click("split-2").await?;
    counter.shows("amount-due", Sign::Says("16,00 €")).await?;
    counter.click("cash-20").await?;
    counter.shows("change-due", Sign::Says("4,00 €")).await?;
    picture(&counter, "counter-split-first").await?;
    counter.click("payer-next").await?;
    counter.click("tender-card").await?;
    counter.click("settle").await?;
    counter.shows("settled-change-0", Sign::Says("4,00 €")).await?;
    counter.shows("settled-change-1", Sign::Gone).await?;
    picture(&counter, "counter-split-settled").await?;
    counter.is_unharmed().await
}

#[tokio::test]
async fn a_part_now_and_the_rest_later() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (fresh, address) = database().await;
    let counter = shop.counter(&address).await?;
    let placed = four_pizzas(&fresh, &counter).await?;
    counter.click("in-part").await?;
    counter.type_keys("cash-received", "10").await?;
    counter.shows("left-due", Sign::Says("22,00 €")).await?;
    picture(&counter, "counter-advance").await?;
    counter.click("settle").await?;
    counter.shows("settled-left", Sign::Says("22,00 €")).await?;
    picture(&counter, "counter-advance-taken").await?;
    counter.click("dialog-close").await?;
    counter.click(&format!("settle-{}", placed.number)).await?;
    counter.shows("amount-due", Sign::Says("22,00 €")).await?;
    counter.click("cash-exact").await?;
    counter.click("settle").await?;
    counter.shows("settled", Sign::There).await?;
    counter.shows("settled-left", Sign::Gone).await?;
    counter.is_unharmed().await
}
