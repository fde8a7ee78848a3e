//! The office's pages of suppliers, purchase orders and receipts: from an empty list to sixty orders.

use crate::database::{Fresh, a_uuid};
use crate::office::in_both_themes;
use crate::people::{in_kitchen, sign_in, tap};
use crate::shop::{Shop, database};
use crate::tour::picture;
use crate::windows::{SOON, Sign, Terminal};
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::stock::{Arrived, Delivery, ListExpected, ReceiptId, ReceiveGoods};
use oc_pizza::demo;
use serde_json::json;
use sqlx::{AssertSqlSafe, ConnectOptions, Executor};

/// Chooses an option of a list by what it says.
async fn choose(office: &Terminal, list: &str, says: &str) -> anyhow::Result<()> {
    office.wait_for(list, Sign::Live, SOON).await?;
    let chosen = office
        .run(
            "const list = document.querySelector(`[data-testid=\"${arguments[0]}\"]`);
             const option = [...list.options].find(it => it.text.includes(arguments[1]));
             if (!option) return false;
             list.value = option.value;
             list.dispatchEvent(new Event('change', { bubbles: true }));
             return true;",
            json!([list, says]),
        )
        .await?;
    anyhow::ensure!(chosen == json!(true), "{list} has no {says}");
    Ok(())
}

async fn done(fresh: &Fresh, statement: &str) -> anyhow::Result<()> {
    let mut server = fresh.options().connect().await?;
    server.execute(AssertSqlSafe(statement.to_owned())).await?;
    Ok(())
}

/// The key of an ingredient.
async fn ingredient(fresh: &Fresh, name: &str) -> anyhow::Result<i64> {
    let key = "SELECT ingredient_id FROM oc_pizza.ingredient WHERE name = $1";
    Ok(sqlx::query_scalar(key).bind(name).fetch_one(&fresh.pool()).await?)
}

/// Part of what the kitchen expects comes in.
async fn some_comes(fresh: &Fresh) -> anyhow::Result<()> {
    let app = fresh.terminal("Cuisine");
    sign_in(&app, WindowKind::Kitchen, Role::Pizzaiolo).await;
    let expected = in_kitchen(&app, ListExpected {}).await.expect("what is expected");
    let order = &expected.first().expect("an order").purchase;
    let line = order.lines[0];
    let came = Arrived { ingredient: line.ingredient, quantity: line.lot, price: None };
    let delivery = Delivery {
        purchase: Some(order.id),
        number: Some("BL-2026/1187".to_owned()),
        comment: Some("le reste demain matin, dit le livreur".to_owned()),
        lines: vec![came],
        more_is_meant: false,
    };
    let call = ReceiveGoods { command: tap(), receipt: ReceiptId(a_uuid()), delivery };
    in_kitchen(&app, call).await.expect("received");
    Ok(())
}

#[tokio::test]
async fn a_manager_orders_goods_and_follows_them() -> anyhow::Result<()> {
    let (shop, (fresh, address)) = (Shop::new().await?, database().await);
    let office = shop.open(WindowKind::Office, &address).await?;
    office.sign_in("Hélène", demo::pin(Role::GroupManager)).await?;
    office.go_to_stock("receipts").await?;
    office.shows("receipts-empty", Sign::Says("en cuisine")).await?;
    in_both_themes(&office, "office-receipts-empty").await?;
    office.go_to_stock("purchases").await?;
    office.shows("purchases-empty", Sign::Says("Un inventaire en propose")).await?;
    in_both_themes(&office, "office-purchases-empty").await?;

    // A draft with what is missing, and one thing more.
    office.click("purchase-new").await?;
    office.shows("draft-empty", Sign::There).await?;
    in_both_themes(&office, "office-draft-empty").await?;
    choose(&office, "draft-supplier", "Moulin").await?;
    office.click("draft-propose").await?;
    let dough = ingredient(&fresh, "pâte à pizza").await?;
    office.shows(&format!("quantity-{dough}"), Sign::Says("100")).await?;
    choose(&office, "draft-add", "moules").await?;
    let mussels = ingredient(&fresh, "moules, crevettes, coques").await?;
    office.click(&format!("more-{mussels}")).await?;
    office.shows(&format!("quantity-{mussels}"), Sign::Says("2 kg")).await?;
    office.fill(&format!("price-{mussels}"), "onze").await?;
    office.click("draft-save").await?;
    office.shows(&format!("error-line-{mussels}"), Sign::Says("prix")).await?;
    in_both_themes(&office, "office-draft-wrong").await?;
    office.fill(&format!("price-{mussels}"), "11,50").await?;
    picture(&office, "office-draft").await?;
    office.click("draft-save").await?;
    office.shows("purchase-state", Sign::Says("brouillon")).await?;
    in_both_themes(&office, "office-purchase-draft").await?;
    office.click("purchase-email").await?;
    office.shows("purchase-ask", Sign::Says("moulin-lauragais.example")).await?;
    in_both_themes(&office, "office-purchase-ask").await?;
    office.click("purchase-leave").await?;
    office.click("purchase-hand").await?;
    office.click("purchase-confirm").await?;
    office.shows("purchase-sent", Sign::Says("imprimée ou téléphonée")).await?;
    office.click("purchase-pdf").await?;
    office.shows("purchase-told", Sign::Says(".pdf")).await?;
    picture(&office, "office-purchase-sent").await?;

    some_comes(&fresh).await?;
    office.wait_for("purchase-state", Sign::Says("reçue en partie"), SOON * 3).await?;
    in_both_themes(&office, "office-purchase-part").await?;
    office.click("purchase-close").await?;
    office.shows("purchase-ask", Sign::Says("n’est plus attendu")).await?;
    office.click("purchase-confirm").await?;
    office.shows("purchase-state", Sign::Says("clôturée")).await?;
    picture(&office, "office-purchase-closed").await?;
    office.click("dialog-close").await?;
    office.click("purchases-over").await?;
    office.shows("purchases", Sign::Says("clôturée")).await?;
    office.go_to_stock("receipts").await?;
    office.shows("receipts", Sign::Says("BL-2026/1187")).await?;
    in_both_themes(&office, "office-receipts").await?;
    office.go_to_stock("margins").await?;
    office.shows("margins", Sign::Says("Coût pas encore connu")).await?;
    in_both_themes(&office, "office-margins").await?;
    office.is_unharmed().await
}

#[tokio::test]
async fn sixty_orders_are_leafed_through_and_suppliers_are_kept() -> anyhow::Result<()> {
    let (shop, (fresh, address)) = (Shop::new().await?, database().await);
    done(
        &fresh,
        "SET search_path = oc_pizza;
         UPDATE shop SET name = 'Mozzaville-Université, résidence des Amphithéâtres' WHERE code = 'MOZ4';
         UPDATE supplier SET name = 'Société coopérative des producteurs laitiers des monts du Lévezou'
         WHERE name = 'Laiterie des Monts';
         INSERT INTO purchase (purchase_id, shop_id, number, supplier_id, state, written_at, written_by, sent_at, sent_way, ended_at)
         SELECT md5(nth::text)::uuid, shop_id, 'BC-' || code || '-2026-' || lpad(nth::text, 4, '0'),
                CASE WHEN nth % 9 > 0 THEN 1 + nth % 8 END,
                state, now() - nth * interval '5 hours', (SELECT min(staff_id) FROM staff),
                CASE WHEN state = 'sent' THEN now() - nth * interval '4 hours' END,
                CASE WHEN state = 'sent' THEN 'hand' END, CASE WHEN state = 'cancelled' THEN now() END
         FROM generate_series(1, 60) AS nth
         JOIN shop ON code = 'MOZ' || (1 + nth % 5),
              LATERAL (SELECT CASE WHEN nth % 9 > 0 AND nth % 3 = 0 THEN 'sent' WHEN nth % 20 = 7 THEN 'cancelled' ELSE 'draft' END AS state) AS stands;
         INSERT INTO purchase_line (purchase_id, shop_id, ingredient_id, ordered, lot, lot_price_cents)
         SELECT purchase_id, shop_id, offer.ingredient_id, 3 * lot, lot, lot_price_cents
         FROM purchase JOIN offer USING (supplier_id);
         UPDATE stock_level SET last_cost = cost_after(NULL, 0, lot, lot_price_cents),
                mean_cost = cost_after(NULL, 0, lot, lot_price_cents)
         FROM offer JOIN ingredient USING (ingredient_id)
         WHERE stock_level.ingredient_id = offer.ingredient_id AND ingredient.name <> 'câpres'",
    )
    .await?;
    let office = shop.open(WindowKind::Office, &address).await?;
    office.sign_in("Hélène", demo::pin(Role::GroupManager)).await?;
    office.go_to_stock("purchases").await?;
    office.shows("purchases", Sign::There).await?;
    in_both_themes(&office, "office-purchases").await?;
    office.shows("purchases-later", Sign::There).await?;
    office.click("purchases-earlier").await?;
    office.wait_for("purchases-later", Sign::Live, SOON).await?;
    picture(&office, "office-purchases-earlier").await?;
    office.click("purchases-expected").await?;
    choose(&office, "shop-picker", "MOZ4").await?;
    office.shows("purchases", Sign::Says("BC-MOZ4")).await?;
    picture(&office, "office-purchases-of-one-shop").await?;
    office.click("language").await?;
    office.shows("page-stock", Sign::Says("Purchase orders")).await?;
    picture(&office, "office-purchases-english").await?;
    office.click("purchases-drafts").await?;
    choose(&office, "shop-picker", "All").await?;
    office.click("open-BC-MOZ2-2026-0001").await?;
    office.shows("purchase-state", Sign::Says("draft")).await?;
    picture(&office, "office-purchase-english").await?;
    office.click("dialog-close").await?;
    office.click("language").await?;

    office.go_to_stock("suppliers").await?;
    office.shows("suppliers", Sign::Says("Lévezou")).await?;
    in_both_themes(&office, "office-suppliers").await?;
    office.click("open-supplier-3").await?;
    office.shows("supplier-dialog", Sign::Says("fromage de chèvre")).await?;
    in_both_themes(&office, "office-supplier").await?;
    let goat = ingredient(&fresh, "fromage de chèvre").await?;
    office.fill(&format!("offer-lot-{goat}"), "2 litres").await?;
    office.fill("field-email", "personne").await?;
    office.click("supplier-save").await?;
    office.shows(&format!("error-line-{goat}"), Sign::There).await?;
    picture(&office, "office-supplier-wrong").await?;
    office.fill(&format!("offer-lot-{goat}"), "1 kg").await?;
    office.click("supplier-save").await?;
    office.shows("error-email", Sign::There).await?;
    office.fill("field-email", "commandes@levezou.example").await?;
    choose(&office, "offer-add", "persil").await?;
    office.click("supplier-save").await?;
    office.shows("supplier-done", Sign::Says("prochaines commandes")).await?;
    picture(&office, "office-suppliers-done").await?;
    office.go_to_stock("margins").await?;
    office.shows("margins", Sign::Says("%")).await?;
    in_both_themes(&office, "office-margins-known").await?;
    office.go_to_stock("suppliers").await?;
    office.click("language").await?;
    office.click("supplier-new").await?;
    office.shows("supplier-dialog", Sign::Says("Add a supplier")).await?;
    picture(&office, "office-supplier-new-english").await?;
    office.is_unharmed().await
}

#[tokio::test]
async fn a_shops_manager_sees_suppliers_and_orders_for_that_shop_alone() -> anyhow::Result<()> {
    let (shop, (_fresh, address)) = (Shop::new().await?, database().await);
    let office = shop.open(WindowKind::Office, &address).await?;
    office.sign_in("Nathalie", demo::pin(Role::ShopManager)).await?;
    office.go_to_stock("suppliers").await?;
    office.shows("supplier-new", Sign::Gone).await?;
    office.click("open-supplier-3").await?;
    office.shows("supplier-only-seen", Sign::There).await?;
    office.shows("supplier-save", Sign::Gone).await?;
    picture(&office, "office-supplier-read").await?;
    office.click("dialog-close").await?;
    office.go_to_stock("purchases").await?;
    office.shows("shop-picker", Sign::Gone).await?;
    office.click("purchase-new").await?;
    office.shows("draft-shop", Sign::Gone).await?;
    office.is_unharmed().await
}
