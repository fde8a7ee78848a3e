//! An order that is held until it is paid on the telephone: at its row, and nowhere in the kitchen.

use crate::office::in_both_themes;
use crate::paypal::{SOON, Windows, customer_pays};
use crate::tour::picture;
use crate::windows::{self, Sign};

#[tokio::test]
async fn an_order_is_held_until_it_is_paid_or_somebody_says_so() -> anyhow::Result<()> {
    let _turn = windows::turn().await;
    let all = Windows::open().await?;
    let (counter, kitchen) = (&all.counter, &all.kitchen);
    all.order("A-001", 1).await?;
    counter.click("tender-paypal").await?;
    counter.click("paypal-hold").await?;
    counter.shows("paypal-hold", Sign::Has("aria-checked", "true")).await?;
    in_both_themes(counter, "held-to-ask").await?;
    let asked = all.ask().await?;
    counter.click("dialog-close").await?;
    counter.click("orders-open").await?;
    counter.shows("order-held", Sign::Says("attend son paiement")).await?;
    in_both_themes(counter, "held-row").await?;
    kitchen.wait_for("kitchen-item", Sign::Gone, SOON).await?;
    customer_pays(&all.purse, &asked.id, "8,00 €").await?;
    all.shows("order-paypal", "authorized").await?;
    counter.wait_for("order-held", Sign::Gone, SOON).await?;
    kitchen.wait_for("kitchen-item", Sign::Says("A-001"), SOON).await?;
    kitchen.click("next-pizza").await?;
    kitchen.click("ready-for-oven").await?;
    all.shows("order-paypal", "captured").await?;
    counter.click("dialog-close").await?;

    // The second is begun without waiting.
    all.order("A-002", 2).await?;
    counter.click("tender-paypal").await?;
    counter.click("paypal-hold").await?;
    all.ask().await?;
    counter.click("dialog-close").await?;
    counter.click("orders-open").await?;
    counter.click("start-A-002").await?;
    counter.wait_for("order-held", Sign::Gone, SOON).await?;
    picture(counter, "held-started").await?;
    kitchen.wait_for("kitchen-item", Sign::Says("A-002"), SOON).await?;
    all.are_unharmed().await
}
