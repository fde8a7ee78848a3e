//! What people type is shown as it was typed, and never becomes a part of the page.

use crate::people::{an_order, at_counter, line};
use crate::shop::{Shop, database, other_counter};
use crate::tour::picture;
use crate::windows::{Sign, Terminal};
use anyhow::ensure;
use serde_json::json;

const SCRIPT: &str = "<img src=x onerror=\"window.hurt=1\">";
/// What the script would leave behind.
const HURT: &str =
    "return [window.hurt === undefined, document.querySelectorAll('[onerror]').length]";

async fn is_unhurt(window: &Terminal) -> anyhow::Result<()> {
    let hurt = window.run(HURT, json!([])).await?;
    ensure!(hurt == json!([true, 0]), "what was typed is a part of the page: {hurt}");
    window.is_unharmed().await
}

#[tokio::test]
async fn a_script_for_a_name_is_a_name() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (fresh, address) = database().await;
    let other = other_counter(&fresh).await;
    let menu = other.menu().await.expect("the menu");
    let mut call = an_order(&menu, vec![line(&menu, "reine", 1)]);
    call.content.customer_name = Some(SCRIPT.to_owned());
    call.content.lines[0].note = Some(SCRIPT.to_owned());
    at_counter(&other, call).await?;

    let (counter, kitchen) = tokio::try_join!(shop.counter(&address), shop.kitchen(&address))?;
    kitchen.shows("note", Sign::Says(SCRIPT)).await?;
    picture(&kitchen, "texts-kitchen").await?;
    counter.type_keys("customer-name", SCRIPT).await?;
    counter.click("product-reine").await?;
    counter.click("place-order").await?;
    counter.shows("order-number", Sign::There).await?;
    counter.click("orders-open").await?;
    counter.type_keys("orders-search", "<img").await?;
    counter.shows("order-name", Sign::Count(2)).await?;
    counter.shows("order-name", Sign::Says(SCRIPT)).await?;
    picture(&counter, "texts-counter").await?;
    is_unhurt(&counter).await?;
    is_unhurt(&kitchen).await
}
