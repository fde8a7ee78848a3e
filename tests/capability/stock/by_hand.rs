//! Waste and corrections: booked once, with who and why, and never more than is there.

use super::{by_hand, level, moved, named, terminal, waste};
use crate::invariants;
use crate::support::database::{Fresh, terminal_at};
use crate::support::people::{in_kitchen, order, sign_in, tap};
use crate::support::proxy::Proxy;
use domain::FailureCode;
use domain::menu::IngredientId;
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::stock::{ByHand, Cause, WasteOrCorrect};
use oc_pizza::app;
use std::sync::Arc;
use tokio::sync::Barrier;

#[tokio::test]
async fn what_is_thrown_away_leaves_the_book_once_with_who_and_why() {
    let fresh = Fresh::new().await;
    let app = terminal(&fresh, Role::Pizzaiolo).await;
    let cheese = named(&app, "fromage").await;
    let before = level(&app, cheese).await;
    let call = by_hand(cheese, Cause::Waste, -750);
    let after = in_kitchen(&app, call.clone()).await.expect("booked");
    assert_eq!(after.on_hand, before.on_hand - 750);
    assert_eq!(in_kitchen(&app, call).await.expect("its first answer"), after);
    assert_eq!(level(&app, cheese).await, after);
    let movements = moved(&app, cheese).await;
    assert_eq!(movements.len(), 2, "what was there at first, and this");
    let who = app.signed_in(WindowKind::Kitchen).expect("somebody").name;
    let newest = &movements[0];
    assert_eq!((newest.cause, newest.quantity), (Cause::Waste, -750));
    assert_eq!(newest.by.as_deref(), Some(&*who));
    assert_eq!(newest.reason.as_deref(), Some("tombé par terre"));
    assert_eq!((movements[1].cause, movements[1].quantity), (Cause::Initial, before.on_hand));
    invariants::check(app.database()).await;
}

#[tokio::test]
async fn a_manager_corrects_both_ways() {
    let fresh = Fresh::new().await;
    let app = terminal(&fresh, Role::ShopManager).await;
    let cheese = named(&app, "fromage").await;
    let before = level(&app, cheese).await.on_hand;
    in_kitchen(&app, by_hand(cheese, Cause::Correction, 2000)).await.expect("more");
    let after = in_kitchen(&app, by_hand(cheese, Cause::Correction, -500)).await.expect("less");
    assert_eq!(after.on_hand, before + 1500);
    let all = by_hand(cheese, Cause::Correction, -after.on_hand);
    assert_eq!(in_kitchen(&app, all).await.expect("all of it").on_hand, 0);
    invariants::check(app.database()).await;
}

#[tokio::test]
async fn each_refusal_says_where_and_books_nothing() {
    let fresh = Fresh::new().await;
    let app = terminal(&fresh, Role::Pizzaiolo).await;
    let cheese = named(&app, "fromage").await;
    let there = level(&app, cheese).await.on_hand;
    let call = |ingredient, cause, quantity, reason: &str| {
        let entry = ByHand { ingredient, cause, quantity, reason: reason.to_owned() };
        WasteOrCorrect { command: tap(), entry }
    };
    for (call, field, words) in [
        (call(cheese, Cause::Waste, 0, "x"), "quantity", ""),
        (call(cheese, Cause::Waste, 100, "x"), "quantity", ""),
        (call(cheese, Cause::Waste, i64::MIN, "x"), "quantity", ""),
        (call(cheese, Cause::Waste, -100, "  "), "reason", ""),
        (call(cheese, Cause::Waste, -100, "a\u{0}b"), "reason", ""),
        (call(cheese, Cause::Waste, -there - 1, "x"), "quantity", "Le stock n’a plus que"),
        (call(cheese, Cause::Correction, 100, "x"), "cause", "responsable"),
        (call(cheese, Cause::Receipt, 100, "x"), "cause", "à la main"),
        (call(IngredientId(987_654), Cause::Waste, -1, "x"), "ingredient", "ne tient pas"),
    ] {
        let refused = in_kitchen(&app, call.clone()).await.expect_err("refused");
        assert_eq!(refused.code, FailureCode::Refused, "{call:?}: {refused:?}");
        assert_eq!(refused.field.as_deref(), Some(field), "{call:?}: {refused:?}");
        assert!(refused.message.contains(words), "{refused:?}");
    }
    assert_eq!(level(&app, cheese).await.on_hand, there);
    assert_eq!(moved(&app, cheese).await.len(), 1);
}

#[tokio::test]
async fn an_ingredient_of_the_menu_that_the_shop_does_not_keep_is_refused() {
    let fresh = Fresh::new().await;
    let app = terminal(&fresh, Role::Pizzaiolo).await;
    sqlx::query(
        "INSERT INTO ingredient (name, unit, order_lot, shape, color)
         VALUES ('poudre d’or', 'g', 500, 'dot', '#778844')",
    )
    .execute(app.database())
    .await
    .expect("another one");
    app.forget_menu();
    let capers = named(&app, "poudre d’or").await;
    let refused = waste(&app, capers, 1).await.expect_err("not kept here");
    assert_eq!(refused.field.as_deref(), Some("ingredient"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_who_throw_away_the_rest_at_once_one_is_told() {
    let fresh = Fresh::new().await;
    let (first, second) = (terminal(&fresh, Role::Pizzaiolo).await, fresh.terminal("Poste 2"));
    sign_in(&second, WindowKind::Kitchen, Role::Pizzaiolo).await;
    second.menu().await.expect("the menu");
    let cheese = named(&first, "fromage").await;
    let there = level(&first, cheese).await.on_hand;
    let barrier = Arc::new(Barrier::new(2));
    let both = [first, second].map(|app| {
        let barrier = barrier.clone();
        tokio::spawn(async move {
            barrier.wait().await;
            let outcome = waste(&app, cheese, there).await;
            (app, outcome)
        })
    });
    let mut outcomes = Vec::new();
    for one in both {
        let (app, outcome) = one.await.expect("no panic");
        invariants::check(app.database()).await;
        outcomes.push(outcome);
    }
    assert_eq!(outcomes.iter().filter(|it| it.is_ok()).count(), 1, "{outcomes:?}");
    let refused = outcomes.into_iter().find_map(Result::err).expect("one is refused");
    assert!(refused.message.contains("plus que 0"), "{refused:?}");
}

#[tokio::test]
async fn a_movement_by_hand_costs_one_round_trip() {
    let fresh = Fresh::new().await;
    let proxy = Proxy::before(fresh.socket_folder());
    let app = terminal_at(app::pool(proxy.options(fresh.options())), "Poste 1", "MOZ1");
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    sign_in(&app, WindowKind::Kitchen, Role::Pizzaiolo).await;
    app.primary().open_connections().await.expect("connections");
    let cheese = named(&app, "fromage").await;
    let mut fewest = u64::MAX;
    // Once on each connection it is prepared.
    for _ in 0..6 {
        let before = proxy.round_trips();
        waste(&app, cheese, 1).await.expect("booked");
        fewest = fewest.min(proxy.round_trips() - before);
    }
    assert_eq!(fewest, 1);
}

#[tokio::test]
async fn what_a_cancelled_order_wastes_has_its_reason() {
    use crate::support::people::{at_counter, claim};
    use domain::orders::CancelOrder;
    let fresh = Fresh::new().await;
    let app = terminal(&fresh, Role::Pizzaiolo).await;
    let placed = order(&app, &[("reine", 1)]).await;
    claim(&app).await;
    let approval = Some(crate::changing::consent(&app).await);
    let reason = Some("client parti".to_owned());
    let cancel = CancelOrder { command: tap(), order: placed.order, reason, approval };
    at_counter(&app, cancel).await.expect("given up");
    let movements = moved(&app, named(&app, "fromage").await).await;
    assert_eq!(movements[0].cause, Cause::Waste);
    assert_eq!(movements[0].reason.as_deref(), Some("client parti"));
    assert_eq!(movements[0].order.as_deref(), Some(&*placed.number));
    invariants::check(app.database()).await;
}
