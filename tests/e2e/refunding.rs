//! Money goes back at the counter: by lines, by amount, with a manager; and what is due is divided by
//! what each had.

use crate::people::{self, at_counter, order, paid_by_card, tap};
use crate::shop::{Shop, database, other_counter};
use crate::tour::picture;
use crate::windows::Sign;
use domain::orders::HandOver;
use domain::staff::Role;
use oc_pizza::demo::pin;

/// The counter's next refund does not arrive, and nobody can tell.
const LOSE_A_REFUND: &str = "
    const core = window.__TAURI__.core;
    const sure = core.invoke;
    let left = 1;
    const lossy = (command, call, ...rest) => JSON.stringify(call).includes('RefundOrder') && left-- > 0
        ? Promise.reject({ code: 'Unreachable', message: 'perdu', field: null })
        : sure(command, call, ...rest);
    window.__TAURI__ = { ...window.__TAURI__, core: { ...core, invoke: lossy } };";

#[tokio::test]
async fn an_order_that_is_over_is_refunded_by_line_and_what_is_in_doubt_once() -> anyhow::Result<()>
{
    let shop = Shop::new().await?;
    let (fresh, address) = database().await;
    let app = other_counter(&fresh).await;
    let placed = order(&app, &[("cola", 3)]).await;
    at_counter(&app, paid_by_card(placed.order, placed.total)).await.expect("paid");
    at_counter(&app, HandOver { command: tap(), order: placed.order }).await.expect("handed over");
    let counter = shop.counter(&address).await?;
    counter.click("orders-open").await?;
    counter.click("orders-ended").await?;
    counter.click(&format!("refund-{}", placed.number)).await?;
    counter.shows("refund-paid", Sign::Has("data-cents", &placed.total.0.to_string())).await?;
    counter.click("refund-more-1").await?;
    counter.click("refund-more-1").await?;
    counter.click("refund-less-1").await?;
    counter.shows("refund-count-1", Sign::Says("1")).await?;
    let one = (placed.total.0 / 3).to_string();
    counter.shows("refund-preview", Sign::Has("data-cents", &one)).await?;
    counter.shows("refund-card", Sign::Says("Carte")).await?;
    counter.type_keys("refund-reason", "tiède").await?;
    picture(&counter, "counter-refund-lines").await?;
    counter.play(LOSE_A_REFUND).await?;
    counter.click("refund-confirm").await?;
    counter.shows("refund-error", Sign::Says("perdu")).await?;
    counter.click("dialog-close").await?;
    counter.click(&format!("refund-{}", placed.number)).await?;
    counter.shows("refund-error", Sign::Says("On ne sait pas")).await?;
    counter.shows("refund-reason", Sign::Holds("tiède")).await?;
    picture(&counter, "counter-refund-in-doubt").await?;
    counter.click("refund-confirm").await?;
    counter.shows("refunded", Sign::Has("data-cents", &one)).await?;
    picture(&counter, "counter-refunded").await?;
    counter.click("dialog-close").await?;
    counter.shows("order-refunded", Sign::Has("data-cents", &one)).await?;
    picture(&counter, "counter-ended-refunded").await?;
    counter.is_unharmed().await
}

#[tokio::test]
async fn a_large_refund_wants_a_manager() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (fresh, address) = database().await;
    let app = other_counter(&fresh).await;
    let placed = order(&app, &[("reine", 4)]).await;
    at_counter(&app, paid_by_card(placed.order, placed.total)).await.expect("paid");
    let counter = shop.counter(&address).await?;
    counter.click("orders-open").await?;
    counter.click(&format!("refund-{}", placed.number)).await?;
    counter.click("refund-by-amount").await?;
    counter.type_keys("refund-amount", "40").await?;
    counter.shows("refund-wrong", Sign::Says("32,00 €")).await?;
    counter.click("refund-all").await?;
    counter.shows("refund-amount", Sign::Holds("32,00")).await?;
    counter.type_keys("refund-reason", "brûlées").await?;
    counter.shows("consent", Sign::There).await?;
    let manager = people::manager(&app).await;
    counter.click(&format!("approve-staff-{manager}")).await?;
    picture(&counter, "counter-refund-consent").await?;
    counter.enter_pin(pin(Role::ShopManager)).await?;
    counter.shows("approved", Sign::There).await?;
    counter.click("refund-confirm").await?;
    counter.shows("refunded", Sign::Says("32,00 €")).await?;
    counter.click("dialog-close").await?;
    // It is still to be made, and nothing is due of it.
    counter.shows("order-due", Sign::Has("data-cents", "0")).await?;
    counter.shows(&format!("settle-{}", placed.number), Sign::Gone).await?;
    counter.shows(&format!("refund-{}", placed.number), Sign::Gone).await?;
    picture(&counter, "counter-open-refunded").await?;
    counter.is_unharmed().await
}

#[tokio::test]
async fn what_is_due_is_divided_by_what_each_had() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (fresh, address) = database().await;
    let app = other_counter(&fresh).await;
    let placed = order(&app, &[("reine", 2), ("chorizo", 1)]).await;
    let counter = shop.counter(&address).await?;
    counter.click("orders-open").await?;
    counter.click(&format!("settle-{}", placed.number)).await?;
    counter.click("split").await?;
    counter.click("split-line-0").await?;
    counter.click("split-line-payer-1").await?;
    counter.click("split-line-1").await?;
    counter.shows("split-lines-left", Sign::Has("data-left", "1")).await?;
    counter.click("split-line-2").await?;
    counter.shows("split-line-payer-0", Sign::Has("data-cents", "800")).await?;
    picture(&counter, "counter-split-lines").await?;
    counter.click("split-lines-do").await?;
    counter.shows("amount-due", Sign::Says("8,00 €")).await?;
    counter.shows("payer-1", Sign::Has("data-left", &(placed.total.0 - 800).to_string())).await?;
    counter.is_unharmed().await
}
