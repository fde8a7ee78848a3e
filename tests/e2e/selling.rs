//! What a cashier sells besides a plain pizza: a formula, money off, an order by telephone.

use crate::people;
use crate::shop::{Shop, database, other_counter};
use crate::tour::picture;
use crate::windows::{Key, Sign};
use domain::staff::Role;
use oc_pizza::demo::pin;

#[tokio::test]
async fn a_formula_is_one_line_and_its_pizza_reaches_the_kitchen() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (_fresh, address) = database().await;
    let (counter, kitchen) = tokio::try_join!(shop.counter(&address), shop.kitchen(&address))?;
    counter.click("category-formulas").await?;
    counter.click("formula-midi").await?;
    counter.click("formula-choice-1-reine").await?;
    // The next part is open by itself.
    counter.click("formula-choice-2-cola").await?;
    picture(&counter, "counter-formula").await?;
    counter.click("formula-part-1").await?;
    counter.click("half-chorizo").await?;
    counter.shows("formula-part-1", Sign::Says("½ Reine ½ Chorizo")).await?;
    picture(&counter, "counter-formula-halves").await?;
    counter.click("formula-save").await?;
    counter.shows("cart-line", Sign::Says("Formule Midi")).await?;
    counter.shows("cart-line-part", Sign::Says("½ Reine ½ Chorizo")).await?;
    counter.shows("cart-total", Sign::Says("10,00 €")).await?;
    picture(&counter, "counter-formula-line").await?;
    counter.click("place-order").await?;
    counter.shows("order-number", Sign::There).await?;
    kitchen.shows("kitchen-item", Sign::Count(1)).await?;
    kitchen.shows("kitchen-item", Sign::Says("½ Reine ½ Chorizo")).await?;
    counter.is_unharmed().await
}

#[tokio::test]
async fn a_large_discount_waits_for_a_manager() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (fresh, address) = database().await;
    let manager = people::manager(&other_counter(&fresh).await).await;
    let counter = shop.counter(&address).await?;
    counter.click("product-reine").await?;
    counter.click("discount-open").await?;
    counter.type_keys("discount-value", "50").await?;
    counter.type_keys("discount-reason", "retard").await?;
    counter.shows("discount-preview", Sign::Says("reste 4,00 €")).await?;
    picture(&counter, "counter-discount").await?;
    counter.click("discount-save").await?;
    counter.shows("cart-total", Sign::Says("4,00 €")).await?;
    counter.click("place-order").await?;
    counter.click(&format!("approve-staff-{manager}")).await?;
    counter.enter_pin("0000").await?;
    counter.shows("approve-error", Sign::Says("Ce code n’est pas le bon.")).await?;
    counter.shows("cart-discount", Sign::Says("retard")).await?;
    picture(&counter, "counter-consent-refused").await?;
    counter.enter_pin(pin(Role::ShopManager)).await?;
    counter.shows("order-placed", Sign::Says("4,00 €")).await?;
    counter.is_unharmed().await
}

#[tokio::test]
async fn the_last_pizza_sold_meanwhile_is_sold_again_with_a_managers_consent() -> anyhow::Result<()>
{
    let shop = Shop::new().await?;
    let (fresh, address) = database().await;
    let other = other_counter(&fresh).await;
    let counter = shop.counter(&address).await?;
    let left = counter.find("product-paysanne").await?.attribute("data-makeable").parse()?;
    counter.click("product-paysanne").await?;
    people::order(&other, &[("paysanne", left)]).await;
    counter.click("place-order").await?;
    counter.shows("order-error", Sign::Says("plus assez de")).await?;
    picture(&counter, "counter-stock-short").await?;
    counter.click("force-stock").await?;
    counter.click(&format!("approve-staff-{}", people::manager(&other).await)).await?;
    counter.shows("consent-dialog", Sign::Says("Vendre malgré la rupture")).await?;
    picture(&counter, "counter-consent-stock").await?;
    counter.enter_pin(pin(Role::ShopManager)).await?;
    counter.shows("order-number", Sign::There).await?;
    counter.is_unharmed().await
}

#[tokio::test]
async fn an_order_by_telephone_is_found_by_its_number() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (_fresh, address) = database().await;
    let counter = shop.counter(&address).await?;
    counter.click("channel-phone").await?;
    counter.type_keys("customer-phone", "06 12 34").await?;
    counter.type_keys("customer-name", "Zoé").await?;
    counter.click("product-reine").await?;
    counter.click("place-order").await?;
    counter.shows("customer-phone-error", Sign::Says("10 chiffres")).await?;
    counter.shows("customer-phone", Sign::Holds("06 12 34")).await?;
    counter.shows("customer-name", Sign::Holds("Zoé")).await?;
    counter.shows("cart-line", Sign::Count(1)).await?;
    picture(&counter, "counter-phone-refused").await?;
    counter.fill("customer-phone", "06.12.34.56.78").await?;
    counter.shows("customer-phone-error", Sign::Gone).await?;
    counter.press(Key::F9).await?;
    counter.shows("order-number", Sign::There).await?;

    counter.click("orders-open").await?;
    for (typed, found) in [("07 98", Sign::Gone), ("+33 6 12", Sign::Says("06 12 34 56 78"))] {
        counter.fill("orders-search", typed).await?;
        counter.shows("order-phone", found).await?;
    }
    counter.shows("order-name", Sign::Says("Zoé")).await?;
    picture(&counter, "orders-found-by-phone").await?;
    counter.is_unharmed().await
}
