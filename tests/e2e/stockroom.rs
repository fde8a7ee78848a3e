//! The office's section of stock: levels and safety stocks, one ingredient's chart, movements, and past
//! inventories.

use crate::database::{Fresh, a_uuid, terminal_at};
use crate::office::in_both_themes;
use crate::people::{in_kitchen, sign_in, tap};
use crate::shop::{Shop, database};
use crate::tour::picture;
use crate::windows::{Sign, Terminal};
use domain::Cents;
use domain::menu::IngredientId;
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::stock::{
    Arrived, BeginInventory, CountIngredient, Delivery, InventoryId, ReceiptId, ReceiveGoods,
    SaveInventory,
};
use oc_pizza::app::App;
use oc_pizza::demo;
use sqlx::{AssertSqlSafe, ConnectOptions, Executor};
use std::fs;

/// A shop without anything, as it is opened; and an ingredient of a long name.
const NEW_SHOP: &str = "
    INSERT INTO oc_pizza.shop (code, name) VALUES ('MOZ9', 'Mozzaville-Université, résidence des Amphithéâtres');
    UPDATE oc_pizza.ingredient SET name = 'Piments doux marinés à l’huile d’olive de la coopérative'
    WHERE ingredient_id = (SELECT max(ingredient_id) FROM oc_pizza.ingredient WHERE unit = 'g')";
/// Four weeks of a shop: evenings that use something, goods that come, and what was thrown away; the book has on
/// hand what its movements add up to.
const WEEKS: &str = "
    ALTER TABLE oc_pizza.stock_movement DISABLE TRIGGER stock_movement_append_only;
    UPDATE oc_pizza.stock_movement SET at = at - interval '40 days' WHERE cause = 'initial';
    ALTER TABLE oc_pizza.stock_movement ENABLE TRIGGER stock_movement_append_only;
    INSERT INTO oc_pizza.stock_movement (shop_id, ingredient_id, cause, quantity, at, staff_id, reason)
    SELECT shop_id, ingredient_id, cause, quantity * many, now() - day * interval '1 day' - hours * interval '1 hour',
           CASE WHEN cause <> 'consumption' THEN (SELECT min(staff_id) FROM oc_pizza.staff) END,
           CASE WHEN cause = 'waste' THEN 'tombé par terre en sortant de la chambre froide, emballage ouvert' END
    FROM oc_pizza.stock_level JOIN oc_pizza.shop USING (shop_id) JOIN oc_pizza.ingredient USING (ingredient_id),
         generate_series(0, 27) AS day,
         (VALUES ('consumption', -20, 1), ('consumption', -30, 2), ('waste', -1, 3), ('receipt', 400, 5)) AS what (cause, quantity, hours),
         LATERAL (SELECT CASE unit WHEN 'pc' THEN 1 ELSE 12 END + (ingredient_id + day) % 5 AS many) AS many
    WHERE code = 'MOZ1' AND (cause <> 'receipt' OR day % 7 = 3) AND (cause <> 'waste' OR day % 5 = 0)
    ORDER BY day DESC, hours DESC, ingredient_id;
    UPDATE oc_pizza.stock_level SET on_hand = moved
    FROM (SELECT shop_id, ingredient_id, sum(quantity) AS moved FROM oc_pizza.stock_movement GROUP BY 1, 2) AS sums
    WHERE stock_level.shop_id = sums.shop_id AND stock_level.ingredient_id = sums.ingredient_id;
    UPDATE oc_pizza.stock_level SET reserved = 40 WHERE ingredient_id % 3 = 0";

async fn typed(fresh: &Fresh, statements: &str) -> anyhow::Result<()> {
    fresh.options().connect().await?.execute(AssertSqlSafe(statements.to_owned())).await?;
    Ok(())
}

/// Chooses what a select offers under that value.
async fn choose(office: &Terminal, select: &str, value: &str) -> anyhow::Result<()> {
    office.shows(select, Sign::There).await?;
    office
        .play(&format!(
            "const it = document.querySelector(`[data-testid='{select}']`); it.value = '{value}';
             it.dispatchEvent(new Event('change', {{ bubbles: true }}));"
        ))
        .await
}

/// An inventory of the first shop that finds something, and one that is under way.
async fn inventories(fresh: &Fresh, cheese: IngredientId) -> anyhow::Result<InventoryId> {
    let kitchen: App = terminal_at(fresh.pool(), "Cuisine", "MOZ1");
    sign_in(&kitchen, WindowKind::Kitchen, Role::Pizzaiolo).await;
    let delivery = Delivery {
        purchase: None,
        number: Some("BL-204".to_owned()),
        comment: Some("Marché de gros".to_owned()),
        lines: vec![Arrived { ingredient: cheese, quantity: 1000, price: Some(Cents(640)) }],
        more_is_meant: false,
    };
    let receipt = ReceiptId(a_uuid());
    in_kitchen(&kitchen, ReceiveGoods { command: tap(), receipt, delivery }).await?;
    let inventory = InventoryId(a_uuid());
    let begun = in_kitchen(&kitchen, BeginInventory { command: tap(), inventory }).await?;
    for (nth, ingredient) in begun.list.iter().skip(2).copied().enumerate() {
        let call = CountIngredient { command: tap(), inventory, ingredient, counted: 0 };
        let theoretical = in_kitchen(&kitchen, call.clone()).await?.theoretical.max(0);
        let counted = [theoretical * 9 / 10, theoretical, theoretical + 25][nth % 3];
        in_kitchen(&kitchen, CountIngredient { command: tap(), counted, ..call }).await?;
    }
    in_kitchen(&kitchen, SaveInventory { command: tap(), inventory, partly: true }).await?;
    let next = BeginInventory { command: tap(), inventory: InventoryId(a_uuid()) };
    in_kitchen(&kitchen, next).await?;
    Ok(inventory)
}

#[tokio::test]
async fn a_manager_looks_at_the_stock_and_sets_a_safety_stock() -> anyhow::Result<()> {
    let (shop, (fresh, address)) = (Shop::new().await?, database().await);
    typed(&fresh, NEW_SHOP).await?;
    typed(&fresh, WEEKS).await?;
    let key = "SELECT ingredient_id FROM oc_pizza.ingredient WHERE name = 'fromage'";
    let cheese: i64 = sqlx::query_scalar(key).fetch_one(&fresh.pool()).await?;
    let office = shop.open(WindowKind::Office, &address).await?;
    office.sign_in("Hélène", demo::pin(Role::GroupManager)).await?;
    office.click("go-stock").await?;
    office.shows("levels", Sign::There).await?;
    in_both_themes(&office, "stock-levels").await?;

    // Where nothing is yet, each page says so.
    choose(&office, "shop-picker", "MOZ9").await?;
    office.shows("levels-empty", Sign::There).await?;
    picture(&office, "stock-levels-empty").await?;
    office.click("go-stock-movements").await?;
    office.shows("movements-empty", Sign::There).await?;
    picture(&office, "stock-movements-empty").await?;
    office.click("go-stock-inventories").await?;
    office.shows("inventories-empty", Sign::There).await?;
    picture(&office, "stock-inventories-empty").await?;
    choose(&office, "shop-picker", "MOZ1").await?;

    // Sorted, filtered, found, and written into a file as it is shown.
    office.click("go-stock-levels").await?;
    office.click("sort-on-hand").await?;
    office.shows("levels", Sign::There).await?;
    picture(&office, "stock-levels-sorted").await?;
    office.click("show-low").await?;
    picture(&office, "stock-levels-low").await?;
    office.click("show-any").await?;
    office.fill("levels-search", "rien de tel").await?;
    office.shows("levels-none-found", Sign::There).await?;
    picture(&office, "stock-levels-none").await?;
    office.fill("levels-search", "Fromage").await?;
    office.shows(&format!("level-{cheese}"), Sign::There).await?;
    office.click("save-levels").await?;
    office.shows("save-levels-done", Sign::Says("stock-MOZ1.csv")).await?;
    let file = shop.home(WindowKind::Office).join("downloads/stock-MOZ1.csv");
    let text = fs::read_to_string(&file)?;
    anyhow::ensure!(text.contains("\"fromage\";\"g\";"), "{text}");
    anyhow::ensure!(text.starts_with("\u{feff}\"Ingrédient\";\"Unité\";\"En stock\""), "{text}");
    picture(&office, "stock-levels-saved").await?;

    // Another safety stock: what was typed stays, and what somebody else set is not overwritten.
    let safety = format!("safety-{cheese}");
    office.click(&safety).await?;
    office.fill("field-safety", "deux kilos").await?;
    office.click("safety-save").await?;
    office.shows("error-safety", Sign::There).await?;
    in_both_themes(&office, "stock-safety-wrong").await?;
    let other =
        format!("UPDATE oc_pizza.stock_level SET safety = 1234 WHERE ingredient_id = {cheese}");
    typed(&fresh, &other).await?;
    office.fill("field-safety", "1,5 kg").await?;
    office.click("safety-save").await?;
    office.shows("safety-error", Sign::Says("1,234 kg")).await?;
    office.shows("field-safety", Sign::Holds("1,5 kg")).await?;
    in_both_themes(&office, "stock-safety-moved").await?;
    office.click("safety-again").await?;
    office.shows("safety-known", Sign::Says("1,234 kg")).await?;
    office.click("safety-save").await?;
    office.shows("safety-done", Sign::Says("1,5 kg")).await?;
    office.shows(&safety, Sign::Says("1,5 kg")).await?;
    picture(&office, "stock-safety-done").await?;
    office.click("show-low").await?;
    office.shows("safety-done", Sign::Gone).await?;
    office.click("show-any").await?;

    // One ingredient.
    office.click(&format!("open-{cheese}")).await?;
    office.shows("chart", Sign::There).await?;
    office.shows("chart-caption", Sign::Says("En pointillé")).await?;
    in_both_themes(&office, "stock-ingredient").await?;
    office.click("view-days").await?;
    office.shows("course", Sign::There).await?;
    in_both_themes(&office, "stock-ingredient-days").await?;
    office.click("save-course").await?;
    office.shows("save-course-done", Sign::Says("stock-MOZ1-fromage.csv")).await?;
    office.click("view-movements").await?;
    office.shows("movements", Sign::There).await?;
    picture(&office, "stock-ingredient-movements").await?;
    office.click("ingredient-back").await?;
    office.shows("levels", Sign::There).await?;
    office.click("language").await?;
    office.fill("levels-search", "").await?;
    picture(&office, "stock-levels-english").await?;
    office.click(&format!("open-{cheese}")).await?;
    office.shows("chart-caption", Sign::Says("At the pace")).await?;
    picture(&office, "stock-ingredient-english").await?;
    office.is_unharmed().await
}

#[tokio::test]
async fn a_manager_leafs_through_movements_and_inventories() -> anyhow::Result<()> {
    let (shop, (fresh, address)) = (Shop::new().await?, database().await);
    typed(&fresh, NEW_SHOP).await?;
    typed(&fresh, WEEKS).await?;
    let key = "SELECT ingredient_id FROM oc_pizza.ingredient WHERE name = 'fromage'";
    let cheese = IngredientId(sqlx::query_scalar(key).fetch_one(&fresh.pool()).await?);
    let inventory = inventories(&fresh, cheese).await?;
    let office = shop.open(WindowKind::Office, &address).await?;
    office.sign_in("Nathalie", demo::pin(Role::ShopManager)).await?;
    office.click("go-stock").await?;
    office.shows("levels", Sign::There).await?;
    office.shows("shop-picker", Sign::Gone).await?;
    office.click("go-stock-movements").await?;
    office.shows("movements", Sign::There).await?;
    in_both_themes(&office, "stock-movements").await?;
    office.click("movements-earlier").await?;
    office.shows("movements-later", Sign::Live).await?;
    picture(&office, "stock-movements-earlier").await?;
    choose(&office, "filter-cause", "waste").await?;
    office.shows("movements", Sign::Says("tombé par terre")).await?;
    // Another filter begins with the newest again.
    office.shows("movements-later", Sign::HasNot("disabled", "false")).await?;
    in_both_themes(&office, "stock-movements-waste").await?;
    choose(&office, "filter-ingredient", &cheese.0.to_string()).await?;
    office.click("save-movements").await?;
    office.shows("save-movements-done", Sign::Says("mouvements-MOZ1.csv")).await?;
    let file = shop.home(WindowKind::Office).join("downloads/mouvements-MOZ1.csv");
    let text = fs::read_to_string(file)?;
    let lines: Vec<_> = text.lines().skip(1).collect();
    anyhow::ensure!(!lines.is_empty() && lines.iter().all(|it| it.contains("\"Perte\"")), "{text}");
    choose(&office, "filter-cause", "transfer").await?;
    office.shows("movements-empty", Sign::Says("Changez les filtres")).await?;
    picture(&office, "stock-movements-none").await?;

    office.click("go-stock-inventories").await?;
    office.shows("inventories", Sign::There).await?;
    in_both_themes(&office, "stock-inventories").await?;
    office.click(&format!("read-{}", inventory.0)).await?;
    office.shows("counts", Sign::There).await?;
    office.shows("inventory-uncounted", Sign::Says("Pas comptés (2)")).await?;
    in_both_themes(&office, "stock-inventory").await?;
    office.click("save-inventory").await?;
    office.shows("save-inventory-done", Sign::Says("inventaire-MOZ1-")).await?;
    office.click("language").await?;
    office.shows("counts", Sign::Says("difference written")).await?;
    picture(&office, "stock-inventory-english").await?;
    office.click("inventory-back").await?;
    office.shows("inventories", Sign::There).await?;
    picture(&office, "stock-inventories-english").await?;
    office.click("go-stock-movements").await?;
    office.shows("movements", Sign::There).await?;
    picture(&office, "stock-movements-english").await?;
    office.is_unharmed().await
}
