//! Orders that an inventory drafts (UC13): what is below safety, in lots, a draft a supplier, once.

use super::{at_office, drafting, sent, shop, supplier};
use crate::invariants;
use crate::stock::named;
use crate::support::database::{Fresh, a_uuid};
use crate::support::people::{in_kitchen, tap};
use domain::Cents;
use domain::menu::IngredientId;
use domain::stock::{
    BeginInventory, CountIngredient, InventoryId, ListPurchases, PurchaseLine, PurchaseState,
    ReadToBuy, SaveInventory, SavePurchase, SupplierId, ToBuy, Written,
};
use oc_pizza::app::App;
use std::collections::BTreeMap;

/// Counts that of an ingredient, and saves.
async fn counted(app: &App, ingredient: IngredientId, counted: i64) -> Written {
    let inventory = InventoryId(a_uuid());
    in_kitchen(app, BeginInventory { command: tap(), inventory }).await.expect("begun");
    let call = CountIngredient { command: tap(), inventory, ingredient, counted };
    in_kitchen(app, call).await.expect("counted");
    let save = SaveInventory { command: tap(), inventory, partly: true };
    let written = in_kitchen(app, save.clone()).await.expect("saved");
    assert_eq!(in_kitchen(app, save).await.expect("its first answer"), written);
    written
}

async fn to_buy(app: &App) -> Vec<ToBuy> {
    at_office(app, ReadToBuy { shop: "MOZ1".to_owned() }).await.expect("what to buy")
}

/// The drafts of the shop, by supplier, each with its lines in the order of ingredients.
async fn drafts(app: &App) -> BTreeMap<Option<SupplierId>, Vec<PurchaseLine>> {
    let states = vec![PurchaseState::Draft];
    let call = ListPurchases { shop: None, states, before: None };
    let mut drafts = BTreeMap::new();
    for listed in at_office(app, call).await.expect("the drafts").purchases {
        let sheet = super::read(app, listed.id).await;
        let mut lines = sheet.purchase.lines;
        lines.sort_by_key(|it| it.ingredient);
        assert!(drafts.insert(sheet.purchase.supplier, lines).is_none(), "one a supplier");
    }
    drafts
}

async fn plant_managers(app: &App) {
    sqlx::query(
        "INSERT INTO staff_reach (staff_id, preferred, email)
         SELECT staff_id, 'email', lower(staff.name) || '@exemple.fr' FROM staff JOIN staff_shop USING (staff_id)
         JOIN shop USING (shop_id) WHERE role = 'shop_manager' AND code IN ('MOZ1', 'MOZ2')",
    )
    .execute(app.database())
    .await
    .expect("reached");
}

#[tokio::test]
async fn an_inventory_drafts_what_the_rule_says_and_tells_the_manager_once() {
    let fresh = Fresh::new().await;
    let app = shop(&fresh).await;
    plant_managers(&app).await;
    let (cheese, persil) = (named(&app, "fromage").await, named(&app, "persil").await);
    // Nobody sells parsley any more, and two sell cheese.
    sqlx::query("DELETE FROM offer WHERE ingredient_id = $1")
        .bind(persil.0)
        .execute(app.database())
        .await
        .expect("gone");
    sqlx::query(
        "INSERT INTO offer (supplier_id, ingredient_id, lot, lot_price_cents)
         SELECT supplier_id, $1, 1000, 1 FROM supplier WHERE name = 'Primeurs du Midi'",
    )
    .bind(cheese.0)
    .execute(app.database())
    .await
    .expect("sold there, too");
    sqlx::query("UPDATE stock_level SET safety = on_hand + 5 WHERE ingredient_id = $1")
        .bind(persil.0)
        .execute(app.database())
        .await
        .expect("short");
    let before = to_buy(&app).await;
    assert!(before.iter().all(|it| it.lines.iter().all(|it| it.ingredient != cheese)));
    let written = counted(&app, cheese, 900).await;
    let drafted = drafts(&app).await;
    assert_eq!(written.drafted as usize, drafted.len());
    let laiterie = supplier(&app, "Laiterie des Monts").await.id;
    let line = |it: &PurchaseLine| it.ingredient == cheese;
    let bought = drafted[&Some(laiterie)].iter().find(|it| line(it)).expect("cheese");
    // Above the ten kilograms of safety, in lots of ten, from where it is bought first.
    assert_eq!((bought.ordered, bought.lot, bought.lot_price), (10_000, 10_000, Some(Cents(6250))));
    assert_eq!(drafted[&None].iter().map(|it| it.ingredient).collect::<Vec<_>>(), [persil]);
    // What was short before is drafted as the rule says.
    for ToBuy { supplier, lines } in before {
        let held = &drafted[&supplier];
        assert!(lines.iter().all(|it| held.contains(it)), "{lines:?} {held:?}");
    }
    assert_eq!(to_buy(&app).await, [], "it is drafted");
    let told: Vec<(String, String)> = sqlx::query_as(
        "SELECT email, facts #>> '{purchase,text}' FROM message WHERE kind = 'purchase_drafted' ORDER BY 2",
    )
    .fetch_all(app.database())
    .await
    .expect("messages");
    assert_eq!(told.len(), drafted.len(), "one a draft, to this shop's manager");
    assert!(told.iter().all(|it| it.0 == told[0].0 && it.1.starts_with("BC-MOZ1-")), "{told:?}");
    // Nothing is short any more: nothing is drafted, and nobody told.
    assert_eq!(counted(&app, cheese, 800).await.drafted, 0);
    assert_eq!(drafts(&app).await, drafted);
    invariants::check(app.database()).await;
}

#[tokio::test]
async fn what_is_drafted_later_goes_into_the_open_draft_and_what_is_sent_counts() {
    let fresh = Fresh::new().await;
    let app = shop(&fresh).await;
    let (cheese, goat) = (named(&app, "fromage").await, named(&app, "fromage de chèvre").await);
    let laiterie = Some(supplier(&app, "Laiterie des Monts").await.id);
    // Twenty kilograms are on their way, which is enough.
    sent(&app).await;
    counted(&app, cheese, 0).await;
    let first = drafts(&app).await;
    let held = first.get(&laiterie).cloned().unwrap_or_default();
    assert!(held.iter().all(|it| it.ingredient != cheese), "{held:?}");
    // A manager's own draft, with another lot than the supplier's.
    let own = drafting(&app).await;
    let lines = vec![PurchaseLine {
        ingredient: goat,
        ordered: 600,
        received: 0,
        lot: 300,
        lot_price: None,
    }];
    let own = at_office(&app, SavePurchase { lines, ..own }).await.expect("drafted");
    let safety: i64 = sqlx::query_scalar(
        "UPDATE stock_level SET safety = 2000 WHERE ingredient_id = $1
         AND shop_id = (SELECT shop_id FROM shop WHERE code = 'MOZ1') RETURNING safety",
    )
    .bind(goat.0)
    .fetch_one(app.database())
    .await
    .expect("more is kept");
    counted(&app, goat, 0).await;
    let sheet = super::read(&app, own.purchase.id).await;
    let line = sheet.purchase.lines.iter().find(|it| it.ingredient == goat).expect("goat");
    // 500 g are on their way and 600 drafted: 901 g are missing, two lots of 500, and with the draft's in
    // lots of 300.
    assert_eq!((safety, line.ordered, line.lot), (2000, 1800, 300));
    assert_eq!(sheet.purchase.version, 2);
    invariants::check(app.database()).await;
}
