//! A terminal that loses its power comes back to where it was.

use crate::people;
use crate::shop::{PIZZAIOLO, Shop, database, other_counter};
use crate::windows::Sign;

#[tokio::test]
async fn a_kitchen_comes_back_to_the_pizza_on_its_table() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (fresh, address) = database().await;
    let counter = other_counter(&fresh).await;
    people::order(&counter, &[("reine", 1), ("chorizo", 1)]).await;
    let kitchen = shop.kitchen(&address).await?;
    kitchen.click("next-pizza").await?;
    let recipe = kitchen.find("recipe").await?;

    // Its processes are killed: nothing is said to anybody.
    drop(kitchen);
    let kitchen = shop.kitchen(&address).await?;
    kitchen.shows("signed-in", Sign::Says(PIZZAIOLO)).await?;
    kitchen.shows("recipe", Sign::Has("data-item", recipe.attribute("data-item"))).await?;
    kitchen.shows("waiting-count", Sign::Says("1 pizza")).await
}
