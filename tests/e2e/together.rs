//! Two people at one order: one wins, the other is told and loses nothing.

use crate::people;
use crate::shop::{Shop, database, other_counter};
use crate::tour::picture;
use crate::windows::Sign;

#[tokio::test]
async fn an_order_cancelled_while_it_is_changed() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (fresh, address) = database().await;
    let number = people::order(&other_counter(&fresh).await, &[("reine", 1)]).await.number;
    let (first, second) = tokio::try_join!(shop.counter(&address), shop.second_counter(&address))?;
    first.click("orders-open").await?;
    first.click(&format!("change-{number}")).await?;
    first.click("product-chorizo").await?;
    first.type_keys("customer-name", "Zoé").await?;

    second.click("orders-open").await?;
    second.click(&format!("cancel-{number}")).await?;
    second.click("cancel-confirm").await?;
    second.shows("cancelled", Sign::Says(&number)).await?;
    picture(&second, "together-cancelled").await?;

    first.click("place-order").await?;
    first.shows("order-error", Sign::Says(&format!("{number} est annulée"))).await?;
    first.shows("cart-line", Sign::Count(2)).await?;
    first.shows("customer-name", Sign::Holds("Zoé")).await?;
    picture(&first, "together-told").await?;
    first.is_unharmed().await?;
    second.is_unharmed().await
}
