//! Stock in the kitchen's window and at the counter: a rupture and what it means, an inventory at two
//! stations, a receipt, waste, a warning, and all of it without the server.

use crate::people::{self, at_counter, in_kitchen};
use crate::proxy::Proxy;
use crate::shop::{Shop, database, other_counter};
use crate::tour::picture;
use crate::windows::{Key, Sign, Terminal};
use domain::menu::IngredientId;
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::stock::{ByHand, Cause, DeclareRupture, ReadStock, StockLevel, WasteOrCorrect};
use oc_pizza::app::App;
use std::time::Duration;

/// The program notices within ten seconds; the rest is this machine's.
const NOTICED_WITHIN: Duration = Duration::from_secs(20);

/// The demo's key of an ingredient.
pub async fn ingredient(app: &App, name: &str) -> IngredientId {
    let menu = app.menu().await.expect("the menu");
    let known = menu.ingredients.iter().find(|it| it.name == name);
    known.unwrap_or_else(|| panic!("no {name}")).id
}

pub async fn level(app: &App, ingredient: IngredientId) -> StockLevel {
    let levels = at_counter(app, ReadStock {}).await.expect("the stock");
    *levels.iter().find(|level| level.ingredient == ingredient).expect("it is kept")
}

/// Somebody at another kitchen, where no window is needed for it.
async fn other_kitchen(app: &App) {
    people::sign_in(app, WindowKind::Kitchen, Role::ShopManager).await;
}

/// Types on the pad.
pub async fn pad(kitchen: &Terminal, keys: &str) -> anyhow::Result<()> {
    for key in keys.chars() {
        let key = if key == ',' { "point".to_owned() } else { key.to_string() };
        kitchen.click(&format!("pad-{key}")).await?;
    }
    Ok(())
}

/// Finds an ingredient by typing and takes it.
pub async fn pick(kitchen: &Terminal, ingredient: IngredientId, typed: &str) -> anyhow::Result<()> {
    kitchen.type_keys("ingredient-search", typed).await?;
    kitchen.click(&format!("ingredient-{}", ingredient.0)).await
}

#[tokio::test]
async fn a_rupture_leaves_the_counters_within_a_second_and_names_the_orders_that_lack_it()
-> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (fresh, address) = database().await;
    let app = other_counter(&fresh).await;
    let chorizo = ingredient(&app, "chorizo").await;
    let menu = app.menu().await.expect("the menu");
    let mut order = people::an_order(&menu, vec![people::line(&menu, "chorizo", 2)]);
    order.content.customer_name = Some("Mme Lefèvre".to_owned());
    order.content.customer_phone = Some("06 12 34 56 78".to_owned());
    let number = at_counter(&app, order).await.expect("placed").number;
    let (counter, kitchen) = tokio::try_join!(shop.counter(&address), shop.kitchen(&address))?;
    counter.shows("product-chorizo", Sign::HasNot("data-makeable", "0")).await?;
    picture(&kitchen, "kitchen-stock-buttons").await?;

    kitchen.click("stock-out").await?;
    kitchen.shows("picking", Sign::There).await?;
    picture(&kitchen, "kitchen-rupture-picking").await?;
    kitchen.type_keys("ingredient-search", "zzz").await?;
    kitchen.shows("ingredient-none", Sign::There).await?;
    kitchen.fill("ingredient-search", "chor").await?;
    kitchen.press(Key::Enter).await?;
    kitchen.shows("weighing", Sign::Has("data-ingredient", &chorizo.0.to_string())).await?;
    kitchen.click("stock-confirm").await?;
    kitchen.shows("entry-error", Sign::There).await?;
    // An eighth of what should be there is asked about once more.
    kitchen.click("unit-g").await?;
    pad(&kitchen, "20").await?;
    kitchen.shows("entry", Sign::Says("20 g")).await?;
    kitchen.click("stock-confirm").await?;
    kitchen.shows("doubtful", Sign::Says("20 g")).await?;
    picture(&kitchen, "kitchen-rupture-doubtful").await?;
    kitchen.click("stock-confirm").await?;
    let within = Duration::from_secs(1);
    kitchen.shows("declared", Sign::Says("20 g")).await?;
    counter.wait_for("product-chorizo", Sign::Has("data-makeable", "0"), within).await?;
    kitchen.shows("no-longer-made", Sign::Has("data-slug", "chorizo")).await?;
    kitchen.shows("lacking-order", Sign::Has("data-number", &number)).await?;
    // Who has just entered it is not warned of it.
    kitchen.shows("stock-warning", Sign::Gone).await?;
    picture(&kitchen, "kitchen-rupture-declared").await?;
    counter.shows("lacking", Sign::Has("data-count", "1")).await?;
    picture(&counter, "counter-lacking-chip").await?;
    counter.click("lacking").await?;
    counter.shows("lacking-order", Sign::Says("Mme Lefèvre")).await?;
    counter.shows("lacking-phone", Sign::Says("06 12 34 56 78")).await?;
    counter.shows("lacking-order", Sign::Says("2 plats sans chorizo")).await?;
    picture(&counter, "counter-lacking").await?;

    // Some is found behind the fridge: everything comes back by itself.
    kitchen.click("stock-another").await?;
    pick(&kitchen, chorizo, "chor").await?;
    kitchen.click("unit-kg").await?;
    pad(&kitchen, "3,5").await?;
    kitchen.click("stock-confirm").await?;
    kitchen.click("stock-confirm").await?;
    kitchen.shows("all-made", Sign::There).await?;
    counter.shows("lacking-empty", Sign::There).await?;
    counter.click("dialog-close").await?;
    counter.shows("lacking", Sign::Gone).await?;
    counter.shows("product-chorizo", Sign::HasNot("data-makeable", "0")).await?;
    kitchen.press(Key::Enter).await?;
    kitchen.shows("next-pizza", Sign::Live).await?;
    assert_eq!(level(&app, chorizo).await.on_hand, 3500);
    counter.is_unharmed().await?;
    kitchen.is_unharmed().await
}

#[tokio::test]
async fn an_inventory_is_left_at_one_station_and_saved_at_another() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (fresh, address) = database().await;
    let app = other_counter(&fresh).await;
    let menu = app.menu().await.expect("the menu");
    let kitchen = shop.kitchen(&address).await?;
    kitchen.click("inventory").await?;
    picture(&kitchen, "kitchen-inventory-begin").await?;
    kitchen.click("inventory-begin").await?;
    kitchen.shows("count-place", Sign::Says("1 /")).await?;
    let first = kitchen.find("weighing").await?.attribute("data-ingredient").parse()?;
    let first = IngredientId(first);
    let unit = menu.ingredient(first).expect("known").unit;
    let before = level(&app, first).await.on_hand;
    picture(&kitchen, "kitchen-inventory-count").await?;
    // Nine tenths of what should be there.
    let counted = before * 9 / 10;
    let typed = match unit {
        domain::menu::Unit::Pc => counted.to_string(),
        _ => {
            kitchen.click(if unit == domain::menu::Unit::G { "unit-g" } else { "unit-ml" }).await?;
            counted.to_string()
        }
    };
    pad(&kitchen, &typed).await?;
    picture(&kitchen, "kitchen-inventory-typed").await?;
    kitchen.click("stock-confirm").await?;
    kitchen.shows("count-place", Sign::Says("2 /")).await?;
    // What is typed and not saved is there after the page was loaded again.
    pad(&kitchen, "7").await?;
    kitchen.play("location.reload();").await?;
    kitchen.shows("entry", Sign::Says("7")).await?;
    kitchen.click("count-previous").await?;
    kitchen.shows("counted-by", Sign::Says("Karim")).await?;
    kitchen.click("back").await?;
    kitchen.shows("inventory", Sign::Says("1 /")).await?;

    // A pizza is made meanwhile; the book follows, and the count stays what it was.
    let other = shop.second_kitchen(&address).await?;
    other.shows("inventory", Sign::Says("1 /")).await?;
    other.click("inventory").await?;
    other.shows("count-place", Sign::Says("2 /")).await?;
    other.click("count-rupture").await?;
    other.click("stock-none").await?;
    other.shows("declared", Sign::There).await?;
    other.click("back").await?;
    other.shows("count-place", Sign::Says("3 /")).await?;
    other.click("count-review").await?;
    other.shows("not-counted", Sign::There).await?;
    other
        .shows(
            &format!("counted-{}", first.0),
            Sign::Has("data-difference", &(counted - before).to_string()),
        )
        .await?;
    picture(&other, "kitchen-inventory-review").await?;
    other.click("inventory-give-up").await?;
    other.shows("giving-up", Sign::There).await?;
    other.click("give-up-no").await?;
    other.click("inventory-save").await?;
    other.shows("inventory-saved", Sign::There).await?;
    picture(&other, "kitchen-inventory-saved").await?;
    other.click("back").await?;
    assert_eq!(level(&app, first).await.on_hand, counted);
    kitchen.shows("inventory", Sign::There).await?;
    other.is_unharmed().await
}

#[tokio::test]
async fn goods_without_an_order_are_received_and_mistakes_stand_where_they_are()
-> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (fresh, address) = database().await;
    let app = other_counter(&fresh).await;
    let (cheese, ham) = (ingredient(&app, "fromage").await, ingredient(&app, "épaule").await);
    let before = (level(&app, cheese).await.on_hand, level(&app, ham).await.on_hand);
    let kitchen = shop.kitchen(&address).await?;
    kitchen.click("receipt").await?;
    kitchen.click("receipt-loose").await?;
    kitchen.click("receipt-next").await?;
    kitchen.shows("receipt-comment-error", Sign::Says("d’où vient")).await?;
    kitchen.click("receipt-comment-1").await?;
    picture(&kitchen, "kitchen-receipt-origin").await?;
    kitchen.click("receipt-next").await?;
    pick(&kitchen, cheese, "from").await?;
    kitchen.fill("ingredient-search", "épaule").await?;
    kitchen.click(&format!("ingredient-{}", ham.0)).await?;
    kitchen.fill("ingredient-search", "").await?;
    picture(&kitchen, "kitchen-receipt-picking").await?;
    kitchen.click("receipt-next").await?;
    kitchen.shows("line-place", Sign::Says("1 / 2")).await?;
    kitchen.click("stock-confirm").await?;
    kitchen.shows("entry-error", Sign::There).await?;
    kitchen.click("unit-kg").await?;
    pad(&kitchen, "2,5").await?;
    kitchen.type_keys("line-price", "douze").await?;
    kitchen.click("stock-confirm").await?;
    kitchen.shows("entry-error", Sign::Says("prix")).await?;
    kitchen.fill("line-price", "12,50").await?;
    picture(&kitchen, "kitchen-receipt-line").await?;
    kitchen.click("stock-confirm").await?;
    kitchen.shows("line-place", Sign::Says("2 / 2")).await?;
    kitchen.click("unit-g").await?;
    pad(&kitchen, "800").await?;
    kitchen.click("stock-confirm").await?;
    kitchen.shows("receipt-review", Sign::Says("12,50 €")).await?;
    picture(&kitchen, "kitchen-receipt-review").await?;
    kitchen.click("receipt-save").await?;
    kitchen.shows("receipt-saved", Sign::There).await?;
    picture(&kitchen, "kitchen-receipt-saved").await?;
    let after = (level(&app, cheese).await.on_hand, level(&app, ham).await.on_hand);
    assert_eq!(after, (before.0 + 2500, before.1 + 800));
    kitchen.is_unharmed().await
}

#[tokio::test]
async fn what_is_thrown_away_needs_its_reason_and_is_not_more_than_there_is() -> anyhow::Result<()>
{
    let shop = Shop::new().await?;
    let (fresh, address) = database().await;
    let app = other_counter(&fresh).await;
    let ham = ingredient(&app, "épaule").await;
    let before = level(&app, ham).await.on_hand;
    let kitchen = shop.kitchen(&address).await?;
    kitchen.click("waste").await?;
    pick(&kitchen, ham, "épaule").await?;
    kitchen.click("unit-kg").await?;
    pad(&kitchen, "900").await?;
    kitchen.click("stock-confirm").await?;
    kitchen.shows("waste-reason-error", Sign::There).await?;
    kitchen.click("waste-reason-0").await?;
    kitchen.click("stock-confirm").await?;
    kitchen.shows("entry-error", Sign::Says("n’a plus que")).await?;
    picture(&kitchen, "kitchen-waste-refused").await?;
    for _ in 0..3 {
        kitchen.click("pad-back").await?;
    }
    kitchen.click("unit-g").await?;
    pad(&kitchen, "300").await?;
    kitchen.click("stock-confirm").await?;
    kitchen.shows("waste-saved", Sign::Has("data-on-hand", &(before - 300).to_string())).await?;
    picture(&kitchen, "kitchen-waste-saved").await?;
    assert_eq!(level(&app, ham).await.on_hand, before - 300);
    // In English, and by day.
    kitchen.click("back").await?;
    kitchen.click("language").await?;
    kitchen.click("theme").await?;
    picture(&kitchen, "kitchen-stock-english-light").await?;
    kitchen.click("stock-out").await?;
    picture(&kitchen, "kitchen-rupture-english-light").await?;
    // At the smallest window everything is still in sight.
    kitchen.click("back").await?;
    kitchen.click("language").await?;
    kitchen.resize((1280, 800)).await?;
    kitchen.shows("stock-out", Sign::Live).await?;
    picture(&kitchen, "kitchen-stock-small").await?;
    for button in ["inventory", "receipt", "stock-out", "transfer", "waste"] {
        assert!(kitchen.is_in_sight(button).await?, "{button}");
    }
    kitchen.click("waste").await?;
    pick(&kitchen, ham, "épaule").await?;
    kitchen.shows("weighing", Sign::There).await?;
    picture(&kitchen, "kitchen-waste-small").await?;
    for button in ["pad-0", "stock-confirm", "waste-reason-3"] {
        assert!(kitchen.is_in_sight(button).await?, "{button}");
    }
    kitchen.is_unharmed().await
}

#[tokio::test]
async fn a_product_is_taken_off_sale_by_hand_and_put_back() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (_fresh, address) = database().await;
    let (counter, kitchen) = tokio::try_join!(shop.counter(&address), shop.kitchen(&address))?;
    kitchen.click("stock-out").await?;
    kitchen.click("suspend-open").await?;
    kitchen.click("suspend-reine").await?;
    kitchen.shows("suspend-reine", Sign::Has("aria-pressed", "true")).await?;
    picture(&kitchen, "kitchen-suspending").await?;
    counter.shows("product-reine", Sign::Has("data-makeable", "0")).await?;
    counter.shows("product-reine", Sign::Has("aria-disabled", "true")).await?;
    kitchen.click("suspend-reine").await?;
    counter.shows("product-reine", Sign::HasNot("data-makeable", "0")).await?;
    kitchen.click("back").await?;
    kitchen.click("back").await?;
    kitchen.shows("next-pizza", Sign::There).await?;
    counter.is_unharmed().await?;
    kitchen.is_unharmed().await
}

#[tokio::test]
async fn a_coming_shortage_covers_the_kitchen_until_it_is_read() -> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (fresh, address) = database().await;
    let app = other_counter(&fresh).await;
    other_kitchen(&app).await;
    let ham = ingredient(&app, "épaule").await;
    let there = level(&app, ham).await;
    let kitchen = shop.kitchen(&address).await?;
    kitchen.shows("stock-warning", Sign::Gone).await?;
    let quantity = -(there.on_hand - there.safety);
    let reason = "périmée".to_owned();
    let entry = ByHand { ingredient: ham, cause: Cause::Waste, quantity, reason };
    let waste = WasteOrCorrect { command: people::tap(), entry };
    in_kitchen(&app, waste).await.expect("thrown away");
    kitchen.shows("stock-warning", Sign::Says("Épaule")).await?;
    picture(&kitchen, "kitchen-stock-warning").await?;
    tokio::time::sleep(Duration::from_millis(500)).await;
    kitchen.click("stock-warning-rupture").await?;
    kitchen.shows("stock-warning", Sign::Gone).await?;
    kitchen.shows("weighing", Sign::Has("data-ingredient", &ham.0.to_string())).await?;
    kitchen.click("back").await?;
    kitchen.click("back").await?;
    // Read here, it covers nothing here any more; another station reads it for itself.
    kitchen.play("location.reload();").await?;
    kitchen.shows("next-pizza", Sign::There).await?;
    kitchen.keeps("stock-warning", Sign::Gone, Duration::from_secs(2)).await?;
    let other = shop.second_kitchen(&address).await?;
    other.shows("stock-warning", Sign::Says("Épaule")).await?;
    tokio::time::sleep(Duration::from_millis(500)).await;
    other.press(Key::Enter).await?;
    other.shows("stock-warning", Sign::Gone).await?;
    other.is_unharmed().await
}

#[tokio::test]
async fn without_the_server_stock_is_counted_and_received_and_booked_as_it_was_then()
-> anyhow::Result<()> {
    let shop = Shop::new().await?;
    let (fresh, mut address) = database().await;
    let app = other_counter(&fresh).await;
    other_kitchen(&app).await;
    let (cheese, ham) = (ingredient(&app, "fromage").await, ingredient(&app, "épaule").await);
    let before = level(&app, cheese).await.on_hand;
    let proxy = Proxy::before(&address.socket_folder);
    address.socket_folder = proxy.socket_folder().to_owned();
    let kitchen = shop.kitchen(&address).await?;
    kitchen.shows("inventory", Sign::Live).await?;
    // The readings are on the disk.
    tokio::time::sleep(Duration::from_secs(1)).await;
    proxy.cut();
    kitchen.wait_for("connection-state", Sign::Says("état de"), NOTICED_WITHIN).await?;
    kitchen.click("stock-out").await?;
    pick(&kitchen, cheese, "from").await?;
    kitchen.click("unit-kg").await?;
    pad(&kitchen, "5").await?;
    kitchen.click("stock-confirm").await?;
    kitchen.shows("declared", Sign::Says("5 kg")).await?;
    picture(&kitchen, "kitchen-rupture-offline").await?;
    kitchen.click("back").await?;
    kitchen.click("inventory").await?;
    kitchen.click("inventory-begin").await?;
    kitchen.shows("count-place", Sign::Says("1 /")).await?;
    kitchen.click("back").await?;
    kitchen.shows("journal-waits", Sign::Says("2")).await?;
    // Meanwhile the others, who have the server, throw some away and find more ham.
    let entry = ByHand {
        ingredient: cheese,
        cause: Cause::Waste,
        quantity: -700,
        reason: "périmé".to_owned(),
    };
    in_kitchen(&app, WasteOrCorrect { command: people::tap(), entry }).await.expect("booked");
    let seen = DeclareRupture { command: people::tap(), ingredient: ham, seen: 4321 };
    in_kitchen(&app, seen).await.expect("seen");
    proxy.mend();
    kitchen.wait_for("connection-state", Sign::Says("à jour"), NOTICED_WITHIN).await?;
    kitchen.shows("journal-waits", Sign::Gone).await?;
    kitchen.shows("to-decide", Sign::Gone).await?;
    assert_ne!(before, 5000);
    assert_eq!(level(&app, cheese).await.on_hand, 5000 - 700, "the five kilos were seen before");
    assert_eq!(level(&app, ham).await.on_hand, 4321);
    kitchen.shows("inventory", Sign::Says("0 /")).await?;
    kitchen.is_unharmed().await
}
