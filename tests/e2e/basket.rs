//! What a cashier has begun is not lost: put aside, in another language, behind the lock.

use crate::shop::{CASHIER, COLLEAGUE, Shop, database};
use crate::windows::{Key, Sign};
use domain::staff::Role;
use oc_pizza::demo::pin;

#[tokio::test]
async fn a_basket_put_aside_comes_back() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (_fresh, address) = database().await;
    let counter = shop.counter(&address).await?;
    counter.click("product-reine").await?;
    counter.type_keys("customer-name", "Zoé").await?;
    counter.click("park-basket").await?;
    counter.shows("cart-empty", Sign::There).await?;
    counter.shows("parked-baskets", Sign::Has("data-count", "1")).await?;
    counter.shows("customer-name", Sign::Holds("")).await?;

    counter.click("parked-baskets").await?;
    counter.shows("parked-row-0", Sign::Says("Zoé")).await?;
    counter.press(Key::Escape).await?;
    counter.shows("parked-row-0", Sign::Gone).await?;

    counter.click("parked-baskets").await?;
    counter.click("take-up-0").await?;
    counter.shows("cart-line", Sign::Says("Reine")).await?;
    counter.shows("customer-name", Sign::Holds("Zoé")).await?;
    counter.shows("parked-baskets", Sign::Has("data-count", "0")).await
}

/// Marks what the first line, and the first tile, is drawn with.
const MARK: &str = "
    for (const id of ['cart-line', 'product-reine'])
        document.querySelector(`[data-testid='${id}']`).dataset.marked = '';";

#[tokio::test]
async fn what_stays_the_same_is_not_drawn_anew() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (_fresh, address) = database().await;
    let counter = shop.counter(&address).await?;
    counter.click("product-reine").await?;
    counter.shows("cart-line", Sign::Count(1)).await?;
    counter.play(MARK).await?;
    counter.click("product-chorizo").await?;
    counter.shows("cart-line", Sign::Count(2)).await?;
    counter.shows("cart-line", Sign::Has("data-marked", "")).await?;
    counter.type_keys("search", "reine").await?;
    counter.shows("product-chorizo", Sign::Gone).await?;
    counter.shows("product-reine", Sign::Has("data-marked", "")).await
}

#[tokio::test]
async fn another_language_changes_the_words_and_not_the_basket() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (_fresh, address) = database().await;
    let counter = shop.counter(&address).await?;
    counter.click("product-reine").await?;
    counter.shows("place-order", Sign::Says("Valider")).await?;
    counter.shows("cart-total", Sign::Says("8,00 €")).await?;
    counter.click("language").await?;
    counter.shows("place-order", Sign::Says("Validate")).await?;
    counter.shows("cart-total", Sign::Says("€8.00")).await?;
    counter.shows("lock", Sign::Says("Switch person")).await?;
    counter.shows("cart-line", Sign::Count(1)).await
}

#[tokio::test]
async fn a_basket_outlives_the_lock() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (_fresh, address) = database().await;
    let counter = shop.counter(&address).await?;
    counter.click("product-reine").await?;
    counter.type_keys("customer-name", "Zoé").await?;
    counter.click("lock").await?;
    counter.shows("signed-in", Sign::Gone).await?;
    counter.shows("cart-line", Sign::Gone).await?;
    counter.sign_in(COLLEAGUE, pin(Role::Cashier)).await?;
    counter.shows("cart-line", Sign::Says("Reine")).await?;
    counter.shows("customer-name", Sign::Holds("Zoé")).await?;
    counter.click("lock").await?;
    counter.sign_in(CASHIER, pin(Role::Cashier)).await?;
    counter.press(Key::F9).await?;
    counter.shows("order-number", Sign::There).await
}
