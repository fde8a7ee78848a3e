//! What comes of an order: in parts, more than was ordered, twice, and what it costs.

use super::{at_office, came, conflict, ended, expected, read, receive, sent, shop};
use crate::invariants;
use crate::stock::{level, named};
use crate::support::database::{Fresh, a_uuid, terminal_at};
use crate::support::people::{in_kitchen, sign_in, tap};
use crate::support::proxy::Proxy;
use domain::menu::IngredientId;
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::stock::{
    Delivery, IngredientCost, IngredientStands, ListReceipts, PurchaseState, ReadLevels,
    ReadMargins, ReceiveGoods, UnitCost,
};
use domain::{Cents, FailureCode};
use oc_pizza::app::{self, App};
use std::sync::Arc;
use tokio::sync::Barrier;

async fn stands(app: &App, ingredient: IngredientId) -> IngredientStands {
    let rows = in_kitchen(app, ReadLevels { shop: None }).await.expect("the levels");
    rows.into_iter().find(|row| row.level.ingredient == ingredient).expect("a row")
}

#[tokio::test]
async fn an_order_comes_in_two_parts_and_is_whole_then() {
    let fresh = Fresh::new().await;
    let app = shop(&fresh).await;
    let order = sent(&app).await;
    let id = order.purchase.id;
    let (cheese, goat) = (named(&app, "fromage").await, named(&app, "fromage de chèvre").await);
    let before = level(&app, cheese).await.on_hand;
    assert_eq!(stands(&app, cheese).await.expected, 20_000);
    assert_eq!(expected(&app, id).await, Some(vec![(cheese, 20_000), (goat, 500)]));

    let part = came(id, " BL-1 ", &[(cheese, 12_000), (goat, 0)]);
    let levels = receive(&app, part.clone()).await.expect("received");
    assert_eq!((levels.len(), levels[0].on_hand), (1, before + 12_000));
    assert_eq!(receive(&app, part).await.expect("its first answer"), levels);
    let row = stands(&app, cheese).await;
    assert_eq!(row.expected, 8000);
    // 62,50 € for ten kilograms: 0,625 cents a gram.
    let cost = UnitCost(625_000);
    assert_eq!(row.cost, Some(IngredientCost { last: cost, mean: cost }));
    assert_eq!(expected(&app, id).await, Some(vec![(cheese, 8000), (goat, 500)]));
    let sheet = read(&app, id).await;
    assert_eq!(sheet.purchase.state, PurchaseState::PartlyReceived);
    assert_eq!(sheet.receipts[0].total(), Some(Cents(7500)));
    assert_eq!(sheet.receipts[0].number.as_deref(), Some("BL-1"));

    // The rest, dearer: what is typed goes before the order's price.
    let mut rest = came(id, "BL-2", &[(goat, 500), (cheese, 8000)]);
    rest.delivery.lines[1].price = Some(Cents(6000));
    receive(&app, rest).await.expect("received");
    let row = stands(&app, cheese).await;
    let known = IngredientCost { last: cost, mean: cost };
    assert_eq!(row.cost, IngredientCost::after(Some(known), before + 12_000, 8000, Cents(6000)));
    assert_eq!((row.expected, expected(&app, id).await), (0, None));
    let sheet = read(&app, id).await;
    assert_eq!((sheet.purchase.state, sheet.receipts.len()), (PurchaseState::Received, 2));
    let late = receive(&app, came(id, "BL-3", &[(cheese, 1)])).await;
    conflict(late, "reçue");
    conflict(at_office(&app, ended(&sheet).1).await, "reçue");
    let listed = at_office(&app, ListReceipts { shop: None, before: None }).await.expect("listed");
    assert_eq!(listed.receipts.len(), 2);
    assert_eq!(listed.receipts[1], sheet.receipts[0], "the latest first");
    invariants::check(app.database()).await;
}

#[tokio::test]
async fn more_than_was_ordered_has_to_be_meant() {
    let fresh = Fresh::new().await;
    let app = shop(&fresh).await;
    let id = sent(&app).await.purchase.id;
    let (cheese, goat) = (named(&app, "fromage").await, named(&app, "fromage de chèvre").await);
    let olives = named(&app, "olives").await;
    let before = level(&app, goat).await.on_hand;
    for (lines, words) in [
        (vec![(olives, 500)], "pas attendu"),
        (vec![(cheese, 20_000), (goat, 501)], "500\u{a0}g attendus"),
    ] {
        let mut call = came(id, "BL-1", &lines);
        let refused = receive(&app, call.clone()).await.expect_err("is that meant?");
        assert_eq!(refused.field.as_deref(), Some("more_is_meant"), "{refused:?}");
        assert!(refused.message.contains(words), "{refused:?}");
        call.command = tap();
        call.delivery.more_is_meant = true;
        call.delivery.number = Some(format!("BL-{}", lines[0].1));
        receive(&app, call).await.expect("it is");
    }
    assert_eq!(level(&app, goat).await.on_hand, before + 501);
    let sheet = read(&app, id).await;
    let olives = sheet.purchase.lines.iter().find(|it| it.ingredient == olives);
    assert_eq!(olives.map(|it| (it.ordered, it.received)), Some((0, 500)));
    assert_eq!(sheet.paper.lines.len(), 2, "the paper says what was ordered");
    invariants::check(app.database()).await;
}

#[tokio::test]
async fn what_cannot_be_received_is_said_and_nothing_of_it_is_booked() {
    let fresh = Fresh::new().await;
    let app = shop(&fresh).await;
    let id = sent(&app).await.purchase.id;
    let cheese = named(&app, "fromage").await;
    let with = |change: &dyn Fn(&mut Delivery)| {
        let mut call = came(id, "BL-9", &[(cheese, 100)]);
        change(&mut call.delivery);
        call
    };
    let before = level(&app, cheese).await;
    for (call, field) in [
        (with(&|it| it.number = None), Some("number")),
        (with(&|it| it.number = Some("9".repeat(41))), Some("number")),
        (with(&|it| it.lines.clear()), Some("lines")),
        (with(&|it| it.lines[0].quantity = 0), Some("lines")),
        (with(&|it| it.lines[0].price = Some(Cents(-1))), Some("line")),
        (with(&|it| it.lines[0].quantity = -5), Some("line")),
        (with(&|it| it.lines[0].quantity = 1_000_001), Some("line")),
        (with(&|it| it.lines[0].ingredient = IngredientId(987_654)), Some("line")),
        (with(&|it| it.purchase = Some(domain::stock::PurchaseId(a_uuid()))), None),
    ] {
        let refused = receive(&app, call.clone()).await.expect_err("refused");
        let said = refused.field.as_deref().map(|it| it.split('-').next().unwrap_or(it));
        assert_eq!(said, field, "{call:?} {refused:?}");
        assert!(
            matches!(refused.code, FailureCode::Refused | FailureCode::Conflict),
            "{refused:?}"
        );
    }
    let once = with(&|_| {});
    receive(&app, once.clone()).await.expect("as it should be");
    // The same paper entered again, and the same receipt under another tap.
    conflict(receive(&app, with(&|_| {})).await, "BL-9");
    let other = ReceiveGoods { command: tap(), ..came(id, "BL-10", &[(cheese, 7)]) };
    let reused = ReceiveGoods { receipt: once.receipt, ..other };
    conflict(receive(&app, reused).await, "déjà enregistrée");
    assert_eq!(level(&app, cheese).await.on_hand, before.on_hand + 100);
    invariants::check(app.database()).await;
}

#[tokio::test]
async fn what_is_missing_of_an_order_is_expected_no_more_once_it_is_closed() {
    let fresh = Fresh::new().await;
    let app = shop(&fresh).await;
    let order = sent(&app).await;
    let id = order.purchase.id;
    let cheese = named(&app, "fromage").await;
    conflict(at_office(&app, ended(&order).1).await, "attendue");
    receive(&app, came(id, "BL-1", &[(cheese, 5000)])).await.expect("received");
    let sheet = read(&app, id).await;
    conflict(at_office(&app, ended(&order).1).await, "ailleurs");
    conflict(at_office(&app, ended(&sheet).0).await, "reçue en partie");
    let closed = at_office(&app, ended(&sheet).1).await.expect("closed");
    assert_eq!(closed.purchase.state, PurchaseState::Closed);
    assert!(closed.ended.is_some());
    assert_eq!((stands(&app, cheese).await.expected, expected(&app, id).await), (0, None));
    conflict(receive(&app, came(id, "BL-2", &[(cheese, 5000)])).await, "clôturée");
    invariants::check(app.database()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_kitchens_that_receive_one_order_at_once_lose_nothing() {
    let fresh = Fresh::new().await;
    let app = Arc::new(shop(&fresh).await);
    let other = Arc::new(fresh.terminal("Cuisine 2"));
    sign_in(&other, WindowKind::Kitchen, Role::Pizzaiolo).await;
    let cheese = named(&app, "fromage").await;
    for _ in 0..8 {
        let id = sent(&app).await.purchase.id;
        let before = level(&app, cheese).await.on_hand;
        let barrier = Arc::new(Barrier::new(2));
        let tasks = [(&app, "BL-1"), (&other, "BL-2")].map(|(kitchen, number)| {
            let (kitchen, barrier) = (kitchen.clone(), barrier.clone());
            tokio::spawn(async move {
                barrier.wait().await;
                receive(&kitchen, came(id, number, &[(cheese, 12_000)])).await
            })
        });
        let mut taken = 0;
        for task in tasks {
            match task.await.expect("no panic") {
                Ok(_) => taken += 1,
                // The second is told that this is more than is still to come.
                Err(refused) => {
                    assert_eq!(refused.field.as_deref(), Some("more_is_meant"), "{refused:?}")
                }
            }
        }
        assert_eq!(taken, 1);
        assert_eq!(level(&app, cheese).await.on_hand, before + 12_000);
        invariants::check(app.database()).await;
    }
}

#[tokio::test]
async fn a_recipe_costs_what_its_ingredients_did() {
    let fresh = Fresh::new().await;
    let app = shop(&fresh).await;
    let margins = async || {
        let call = ReadMargins { shop: Some("MOZ1".to_owned()) };
        let all = at_office(&app, call).await.expect("the margins");
        all.products.into_iter().find(|it| it.product == "Reine").expect("on the menu")
    };
    assert!(margins().await.margins.is_none(), "nothing was bought yet");
    let menu = app.menu().await.expect("the menu");
    let reine = menu.products.iter().find(|it| it.name == "Reine").expect("on the menu");
    let mut call = came(domain::stock::PurchaseId(a_uuid()), "BL", &[]);
    call.delivery.purchase = None;
    call.delivery.comment = Some("Marché".to_owned());
    // A thousand of each for ten euros: a cent each.
    for recipe in &reine.sizes[0].recipe {
        let (ingredient, price) = (recipe.ingredient, Some(Cents(1000)));
        call.delivery.lines.push(domain::stock::Arrived { ingredient, quantity: 1000, price });
    }
    receive(&app, call).await.expect("received");
    let found = margins().await;
    let pieces: i64 = reine.sizes[0].recipe.iter().map(|it| it.quantity).sum();
    assert_eq!((found.recipe.cost, found.unknown.len()), (Cents(pieces), 0));
    let (away, inside) = found.margins.expect("all is known");
    assert_eq!(away.net - away.cost, away.margin);
    assert_eq!((away.cost, inside.cost), (Cents(pieces), Cents(pieces)));
}

#[tokio::test]
async fn receiving_and_reading_the_levels_cost_one_round_trip_each() {
    let fresh = Fresh::new().await;
    let office = shop(&fresh).await;
    let proxy = Proxy::before(fresh.socket_folder());
    let app = terminal_at(app::pool(proxy.options(fresh.options())), "Cuisine", "MOZ1");
    sign_in(&app, WindowKind::Kitchen, Role::Pizzaiolo).await;
    app.primary().open_connections().await.expect("connections");
    let cheese = named(&app, "fromage").await;
    let mut fewest = [u64::MAX; 2];
    // Once on each connection they are prepared.
    for _ in 0..8 {
        let id = sent(&office).await.purchase.id;
        let mut last = proxy.round_trips();
        let mut lap = |nth: usize| {
            fewest[nth] = fewest[nth].min(proxy.round_trips() - last);
            last = proxy.round_trips();
        };
        receive(&app, came(id, "BL", &[(cheese, 100)])).await.expect("received");
        lap(0);
        in_kitchen(&app, ReadLevels { shop: None }).await.expect("the levels");
        lap(1);
    }
    assert_eq!(fewest, [1, 1]);
}
