//! A register's day at the counter: opened with a float, sold, counted, closed; and closed it stays.

use crate::people;
use crate::shop::{Shop, database, other_counter};
use crate::tour::picture;
use crate::windows::{Sign, Terminal};

/// Sells one pizza for cash at this window.
async fn sell(counter: &Terminal) -> anyhow::Result<()> {
    counter.click("product-reine").await?;
    counter.click("pay").await?;
    counter.click("tender-cash").await?;
    counter.click("cash-10").await?;
    counter.click("settle").await?;
    counter.shows("settled", Sign::There).await?;
    counter.click("dialog-close").await
}

#[tokio::test]
async fn a_day_at_the_register_is_opened_counted_and_closed() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (fresh, address) = database().await;
    let carried = people::order(&other_counter(&fresh).await, &[("chorizo", 1)]).await;
    let counter = shop.counter(&address).await?;
    counter.open_till().await?;
    counter.shows("x-total", Sign::Has("data-cents", "0")).await?;
    picture(&counter, "till-empty").await?;
    counter.click("till-tab-drawer").await?;
    picture(&counter, "till-drawer-shut").await?;
    counter.type_keys("field-float", "150").await?;
    counter.click("session-open").await?;
    counter.shows("cash-expected", Sign::Has("data-cents", "15000")).await?;
    counter.leave_till().await?;
    sell(&counter).await?;
    sell(&counter).await?;

    counter.open_till().await?;
    counter.shows("x-total", Sign::Has("data-cents", "1600")).await?;
    counter.shows("x-tickets", Sign::Has("data-count", "2")).await?;
    counter.shows("till-unpaid", Sign::Says(&carried.number)).await?;
    picture(&counter, "till-x").await?;
    counter.click("till-tab-drawer").await?;
    counter.type_keys("field-amount", "200").await?;
    counter.type_keys("field-reason", "banque").await?;
    counter.click("cash-out").await?;
    counter.shows("error-amount", Sign::Says("166,00 €")).await?;
    picture(&counter, "till-too-much").await?;
    counter.fill("field-amount", "12,50").await?;
    counter.click("cash-out").await?;
    counter.shows("cash-moved", Sign::Says("banque")).await?;
    counter.shows("cash-expected", Sign::Has("data-cents", "15350")).await?;
    picture(&counter, "till-drawer").await?;

    counter.click("till-tab-close").await?;
    counter.type_keys("count-5000", "3").await?;
    counter.type_keys("count-100", "3").await?;
    counter.shows("count-difference", Sign::Has("data-cents", "-50")).await?;
    picture(&counter, "till-count").await?;
    counter.click("day-close").await?;
    counter.shows("close-confirming", Sign::There).await?;
    picture(&counter, "till-closing").await?;
    counter.click("day-close-confirm").await?;
    counter.shows("day-closed", Sign::There).await?;
    picture(&counter, "till-z").await?;
    counter.click("till-tab-entries").await?;
    counter.click("entry-sales-1").await?;
    counter.shows("entry-shown", Sign::There).await?;
    // This PC has no printer, and says so.
    counter.click("reprint").await?;
    counter.shows("reprint-sales-1-error", Sign::Says("imprimante")).await?;
    picture(&counter, "till-no-printer").await?;
    counter.leave_till().await?;

    // Nothing is added to a closed day; the order waits for the next.
    counter.click("orders-open").await?;
    counter.click(&format!("settle-{}", carried.number)).await?;
    counter.click("tender-card").await?;
    counter.click("settle").await?;
    counter.shows("settle-error", Sign::Says("Clôture déjà faite")).await?;
    picture(&counter, "till-closed-refused").await?;
    counter.is_unharmed().await
}

#[tokio::test]
async fn the_till_in_english_and_in_the_dark() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (_fresh, address) = database().await;
    let counter = shop.counter(&address).await?;
    sell(&counter).await?;
    counter.click("language").await?;
    counter.click("theme").await?;
    counter.open_till().await?;
    counter.shows("x-total", Sign::Says("€8.00")).await?;
    picture(&counter, "till-x-english-dark").await?;
    counter.click("till-tab-drawer").await?;
    picture(&counter, "till-drawer-english-dark").await?;
    counter.click("till-tab-close").await?;
    picture(&counter, "till-close-english-dark").await?;
    counter.click("till-tab-entries").await?;
    counter.click("entry-sales-1").await?;
    counter.shows("paper", Sign::Says("OC Pizza SAS")).await?;
    picture(&counter, "till-paper-english-dark").await?;
    counter.is_unharmed().await
}
