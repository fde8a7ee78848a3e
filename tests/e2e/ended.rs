//! The orders of today that are over are found at the counter, to be read.

use crate::people::{at_counter, order, paid_by_card, tap};
use crate::shop::{Shop, database, other_counter};
use crate::tour::picture;
use crate::windows::Sign;
use domain::orders::{CancelOrder, HandOver};

#[tokio::test]
async fn what_is_over_today_is_listed_and_searched() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (fresh, address) = database().await;
    let app = other_counter(&fresh).await;
    let counter = shop.counter(&address).await?;
    counter.click("orders-open").await?;
    counter.click("orders-ended").await?;
    counter.shows("orders-empty", Sign::Says("Aucune commande terminée aujourd’hui")).await?;

    let [under_way, taken, given_up] = [
        order(&app, &[("reine", 1)]).await,
        order(&app, &[("cola", 2)]).await,
        order(&app, &[("chorizo", 1), ("reine", 2)]).await,
    ];
    at_counter(&app, paid_by_card(taken.order, taken.total)).await.expect("paid");
    at_counter(&app, HandOver { command: tap(), order: taken.order }).await.expect("handed over");
    let cancel =
        CancelOrder { command: tap(), order: given_up.order, reason: None, approval: None };
    at_counter(&app, cancel).await.expect("cancelled");

    let row = |number: &str| format!("ended-row-{number}");
    let (closed, cancelled) = (row(&taken.number), row(&given_up.number));
    counter.shows(&closed, Sign::Says("soldée")).await?;
    counter.shows(&cancelled, Sign::Says("annulée")).await?;
    counter.shows(&row(&under_way.number), Sign::Gone).await?;
    picture(&counter, "counter-ended").await?;
    counter.click("filter-cancelled").await?;
    counter.shows(&closed, Sign::Gone).await?;
    counter.shows(&cancelled, Sign::There).await?;
    counter.click("filter-all").await?;
    counter.type_keys("orders-search", &taken.number).await?;
    counter.shows(&cancelled, Sign::Gone).await?;
    counter.shows(&closed, Sign::There).await?;
    counter.click("orders-under-way").await?;
    counter.shows("orders-empty", Sign::Says("Aucune commande ne correspond")).await?;
    counter.is_unharmed().await
}
