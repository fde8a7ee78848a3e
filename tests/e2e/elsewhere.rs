//! An order by telephone that another shop brings: passed on to it in one tap, at its prices, and made in its
//! kitchen.

use crate::delivery::{calls, prepare};
use crate::group::Group;
use crate::office::in_both_themes;
use crate::shop::CASHIER;
use crate::tour::picture;
use crate::windows::{self, Key, Sign};
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::terminals::TerminalKind;
use oc_pizza::demo;
use simulators::{Addresses, Book, Google as Map, Ways};
use sqlx::{AssertSqlSafe, ConnectOptions, Executor};

/// Somebody in the kitchen of the second shop.
const ITS_PIZZAIOLO: &str = "Marco";
const SECOND: &str = "(SELECT shop_id FROM oc_pizza.shop WHERE code = 'MOZ2')";

#[tokio::test]
async fn an_order_is_passed_on_to_the_shop_that_brings_it_and_drawn_in_its_kitchen()
-> anyhow::Result<()> {
    let _turn = windows::turn().await;
    let (map, book) = (Map::on(Ways::Answers).await, Addresses::on(Book::Answers).await);
    let group = Group::start().await?;
    prepare(&group.owner, &map, &book).await?;
    let mut owner = group.owner.connect().await?;
    let mut run = async |statement: String| owner.execute(AssertSqlSafe(statement)).await.map(drop);
    run(format!(
        "INSERT INTO oc_pizza.size_shop (size_id, shop_id, price_cents)
         SELECT size_id, {SECOND}, 1350 FROM oc_pizza.product_size JOIN oc_pizza.product USING (product_id)
         WHERE slug = 'reine'"
    ))
    .await?;
    let (desk, oven) = (group.pc("counter")?, group.pc("kitchen")?);
    let code = group.code(Some("MOZ1"), TerminalKind::Counter)?;
    group.set_secret("google-key", Map::KEY)?;
    desk.enrol(&group.enrol_words(&code), "MOZ1-1")?;
    let code = group.code(Some("MOZ2"), TerminalKind::Kitchen)?;
    oven.enrol(&group.enrol_words(&code), "MOZ2-1")?;
    let kitchen = oven.open(WindowKind::Kitchen).await?;
    kitchen.sign_in(ITS_PIZZAIOLO, demo::pin(Role::Pizzaiolo)).await?;
    kitchen.shows("waiting-count", Sign::There).await?;
    let counter = desk.open(WindowKind::Counter).await?;
    counter.sign_in(CASHIER, demo::pin(Role::Cashier)).await?;

    // The nearer shop is named, and one tap passes the order on to it.
    calls(&counter, "06 12 34 56 77").await?;
    counter.fill("field-street", "3 rue des oli").await?;
    counter.click("address-found-0").await?;
    counter.shows("delivery-shop", Sign::Says("Mozzaville-Gare livre cette adresse")).await?;
    in_both_themes(&counter, "elsewhere-offered").await?;
    counter.click("delivery-shop-elsewhere").await?;
    counter.shows("delivery-shop", Sign::Says("Mozzaville-Gare prépare et livre")).await?;
    in_both_themes(&counter, "elsewhere-passed-on").await?;
    counter.click("delivery-save").await?;
    // Its price, and its name on the one button; no money is taken here.
    counter.shows("cart-total", Sign::Has("data-cents", "1450")).await?;
    counter.shows("place-order", Sign::Says("Valider pour Mozzaville-Gare")).await?;
    counter.shows("pay", Sign::Gone).await?;
    counter.shows("cart-shop", Sign::Says("2 min")).await?;
    in_both_themes(&counter, "elsewhere-in-the-cart").await?;
    // Kept here after all, and passed on again.
    counter.click("cart-shop-back").await?;
    counter.shows("pay", Sign::There).await?;
    counter.shows("cart-shop", Sign::Says("D’ici")).await?;
    in_both_themes(&counter, "elsewhere-kept-here").await?;
    counter.click("cart-shop-elsewhere").await?;
    counter.shows("cart-total", Sign::Has("data-cents", "1450")).await?;
    counter.click("language").await?;
    in_both_themes(&counter, "elsewhere-in-english").await?;
    counter.click("language").await?;

    // What that shop lacks is said in its name, and nothing typed is lost.
    let stock = |by: &str| {
        format!("UPDATE oc_pizza.stock_level SET on_hand = on_hand {by} WHERE shop_id = {SECOND}")
    };
    run(stock("- 1000000")).await?;
    counter.press(Key::F9).await?;
    counter.shows("order-error", Sign::Says("Mozzaville-Gare")).await?;
    counter.shows("force-stock", Sign::Gone).await?;
    counter.shows("cart-line", Sign::Count(1)).await?;
    in_both_themes(&counter, "elsewhere-short").await?;
    run(stock("+ 1000000")).await?;
    counter.press(Key::F9).await?;
    counter.shows("order-shop", Sign::Says("Mozzaville-Gare")).await?;
    counter.shows("order-number", Sign::Says("A-001")).await?;
    in_both_themes(&counter, "elsewhere-placed").await?;
    kitchen.shows("waiting-count", Sign::Says("1 pizza")).await?;
    kitchen.shows("kitchen-item", Sign::Has("data-number", "A-001")).await?;
    picture(&kitchen, "elsewhere-kitchen").await?;
    // The next customer's basket is this shop's own.
    counter.click("product-reine").await?;
    counter.shows("pay", Sign::There).await?;
    counter.shows("place-order", Sign::Says("Valider")).await?;
    counter.is_unharmed().await?;
    kitchen.is_unharmed().await
}
