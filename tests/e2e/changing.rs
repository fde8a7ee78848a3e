//! An order in halves from the counter to the recipe page; changed, cancelled, settled.

use crate::people;
use crate::shop::{Shop, database, other_counter};
use crate::tour::picture;
use crate::windows::{Address, Sign, Terminal};
use domain::menu::Dish;
use domain::orders::{CancelOrder, LineRequest, Sale, Sold};
use domain::staff::Role;
use oc_pizza::app::App;
use oc_pizza::demo::pin;

/// The windows of a shop.
struct Windows {
    counter: Terminal,
    kitchen: Terminal,
}

async fn windows(shop: &Shop, address: &Address) -> anyhow::Result<Windows> {
    let (counter, kitchen) = tokio::try_join!(shop.counter(address), shop.kitchen(address))?;
    Ok(Windows { counter, kitchen })
}

/// The demo's key of an ingredient.
async fn ingredient(app: &App, name: &str) -> i64 {
    let menu = app.menu().await.expect("the menu");
    menu.ingredients.iter().find(|it| it.name == name).map_or(0, |it| it.id.0)
}

#[tokio::test]
async fn halves_and_extras_reach_the_recipe_page() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (fresh, address) = database().await;
    let app = other_counter(&fresh).await;
    let Windows { counter, kitchen } = windows(&shop, &address).await?;
    let (tomato, egg) = (ingredient(&app, "sauce tomate").await, ingredient(&app, "œuf").await);

    counter.click("product-reine").await?;
    counter.click("cart-line-compose").await?;
    counter.click("half-chorizo").await?;
    counter.click(&format!("without-{tomato}")).await?;
    counter.click(&format!("extra-{egg}-more")).await?;
    picture(&counter, "counter-composer").await?;
    counter.click("composer-save").await?;
    counter.shows("cart-line", Sign::Says("½ Reine ½ Chorizo")).await?;
    counter.shows("cart-line", Sign::Says("sans sauce tomate")).await?;
    counter.shows("cart-line", Sign::Says("+ œuf")).await?;
    counter.shows("cart-total", Sign::Says("9,50 €")).await?;
    picture(&counter, "counter-halves").await?;
    counter.click("place-order").await?;
    counter.shows("order-number", Sign::There).await?;

    kitchen.shows("kitchen-item", Sign::Says("½ Reine ½ Chorizo")).await?;
    kitchen.shows("kitchen-item", Sign::Says("sans sauce tomate")).await?;
    picture(&kitchen, "kitchen-halves").await?;
    kitchen.click("next-pizza").await?;
    kitchen.shows("recipe-portion", Sign::Has("data-standing", "left-out")).await?;
    kitchen.shows("recipe-portion", Sign::Has("data-standing", "extra")).await?;
    kitchen.shows("recipe-portion", Sign::Has("data-place", "first")).await?;
    kitchen.shows("recipe-portion", Sign::Has("data-place", "second")).await?;
    picture(&kitchen, "kitchen-recipe-halves").await?;
    counter.is_unharmed().await?;
    kitchen.is_unharmed().await
}

#[tokio::test]
async fn an_order_is_changed_then_cancelled_late_by_a_manager() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (fresh, address) = database().await;
    let app = other_counter(&fresh).await;
    let Windows { counter, kitchen } = windows(&shop, &address).await?;
    let number = people::order(&app, &[("reine", 1)]).await.number;
    kitchen.shows("kitchen-item", Sign::Count(1)).await?;
    counter.click("orders-open").await?;
    counter.shows("order-shown", Sign::Says("vue en cuisine")).await?;

    counter.click(&format!("change-{number}")).await?;
    counter.shows("changing", Sign::Says(&number)).await?;
    counter.click("product-chorizo").await?;
    picture(&counter, "counter-changing").await?;
    counter.click("place-order").await?;
    counter.shows("order-number", Sign::Says(&number)).await?;
    kitchen.shows("order-notice", Sign::Says(&number)).await?;
    kitchen.shows("order-notice", Sign::Says("Chorizo")).await?;
    picture(&kitchen, "kitchen-changed").await?;
    kitchen.click("order-notice-read").await?;
    kitchen.shows("order-notice", Sign::Gone).await?;
    kitchen.shows("kitchen-item", Sign::Count(2)).await?;

    kitchen.click("next-pizza").await?;
    kitchen.shows("recipe", Sign::There).await?;
    counter.shows("order-number", Sign::Gone).await?;
    counter.click("orders-open").await?;
    counter.shows(&format!("change-{number}"), Sign::Gone).await?;
    counter.click(&format!("cancel-{number}")).await?;
    counter.type_keys("cancel-reason", "client parti").await?;
    let manager = people::manager(&app).await;
    counter.click(&format!("approve-staff-{manager}")).await?;
    picture(&counter, "counter-approve").await?;
    counter.enter_pin(pin(Role::ShopManager)).await?;
    counter.shows("approved", Sign::There).await?;
    counter.click("cancel-confirm").await?;
    counter.shows("wasted", Sign::There).await?;
    kitchen.shows("order-notice", Sign::Says("annulée")).await?;
    picture(&kitchen, "kitchen-cancelled").await?;
    kitchen.click("order-notice-read").await?;
    kitchen.shows("queue-empty", Sign::There).await?;
    counter.is_unharmed().await?;
    kitchen.is_unharmed().await
}

#[tokio::test]
async fn a_change_whose_order_is_cancelled_elsewhere_says_so_at_once() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (fresh, address) = database().await;
    let app = other_counter(&fresh).await;
    let counter = shop.counter(&address).await?;
    let placed = people::order(&app, &[("reine", 1)]).await;
    counter.click("product-chorizo").await?;
    counter.click("orders-open").await?;
    counter.click(&format!("change-{}", placed.number)).await?;
    counter.shows("changing", Sign::Says(&placed.number)).await?;
    counter.click("product-reine").await?;
    let (command, order) = (people::tap(), placed.order);
    let cancel = CancelOrder { command, order, reason: None, approval: None };
    people::at_counter(&app, cancel).await.expect("cancelled");
    counter.shows("changing-lost", Sign::Says("annulée")).await?;
    picture(&counter, "counter-changing-lost").await?;
    counter.click("changing-leave").await?;
    counter.shows("changing-lost", Sign::Gone).await?;
    // The basket that was being filled is back.
    counter.shows("cart-line", Sign::Says("Chorizo")).await?;
    counter.is_unharmed().await
}

#[tokio::test]
async fn cash_gives_change_and_closes_the_order() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (fresh, address) = database().await;
    let app = other_counter(&fresh).await;
    let menu = app.menu().await.expect("the menu");
    let cola = menu.products.iter().find(|it| it.slug == "cola").expect("cola").sizes[0].id;
    let sold = Sold::Dish(Dish::plain(cola));
    let unit_price = Sale::of(&sold, &menu).expect("on the menu").price();
    let line = LineRequest { sold, quantity: 2, unit_price, note: None, discount: None };
    let placed = people::at_counter(&app, people::an_order(&menu, vec![line])).await;
    let number = placed.expect("placed").number;
    let counter = shop.counter(&address).await?;
    counter.click("orders-open").await?;
    counter.click(&format!("settle-{number}")).await?;
    counter.click("tender-cash").await?;
    counter.type_keys("cash-received", "20").await?;
    counter.shows("change-due", Sign::Says("15,00 €")).await?;
    picture(&counter, "counter-settle").await?;
    counter.click("settle").await?;
    counter.shows("settled", Sign::Says("15,00 €")).await?;
    picture(&counter, "counter-settled").await?;
    counter.is_unharmed().await
}
