//! Transfers: what one shop sends is under way until the other says what came, and nothing is lost between.

use super::{named, terminal};
use crate::invariants;
use crate::support::database::{Fresh, a_uuid, terminal_at};
use crate::support::people::{in_kitchen, sign_in, tap};
use crate::support::proxy::Proxy;
use crate::support::separated::Separated;
use crate::terminals::program;
use domain::menu::IngredientId;
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::stock::{
    IngredientStands, ListEveryShop, ListTransfers, Quantities, ReadLevels, ReadMovements,
    ReceiveTransfer, SendTransfer, StockLevel, TakeBackTransfer, TransferId, TransferShown,
    TransferState,
};
use domain::terminals::TerminalKind;
use domain::{Failure, FailureCode, Language};
use oc_pizza::app::{self, App};
use std::sync::Arc;
use tokio::sync::Barrier;

fn sending(to: &str, lines: &[(IngredientId, i64)]) -> SendTransfer {
    SendTransfer {
        command: tap(),
        transfer: TransferId(a_uuid()),
        shop: None,
        to: to.to_owned(),
        lines: lines.to_vec(),
    }
}

fn receiving(
    transfer: TransferId,
    came: &[(IngredientId, i64)],
    reason: Option<&str>,
) -> ReceiveTransfer {
    ReceiveTransfer {
        command: tap(),
        transfer,
        shop: None,
        came: came.iter().copied().collect::<Quantities>(),
        reason: reason.map(str::to_owned),
    }
}

fn taking_back(transfer: TransferId) -> TakeBackTransfer {
    TakeBackTransfer { command: tap(), transfer, shop: None }
}

async fn stands(app: &App, ingredient: IngredientId) -> IngredientStands {
    let rows = in_kitchen(app, ReadLevels { shop: None }).await.expect("the levels");
    rows.into_iter().find(|row| row.level.ingredient == ingredient).expect("a row")
}

async fn on_hand(app: &App, ingredient: IngredientId) -> i64 {
    stands(app, ingredient).await.level.on_hand
}

async fn listed(app: &App) -> Vec<TransferShown> {
    in_kitchen(app, ListTransfers { shop: None }).await.expect("listed")
}

/// The kitchens of two shops.
async fn kitchens(fresh: &Fresh) -> (App, App) {
    let here = terminal(fresh, Role::ShopManager).await;
    let there = terminal_at(fresh.pool(), "Cuisine", "MOZ2");
    sign_in(&there, WindowKind::Kitchen, Role::Pizzaiolo).await;
    (here, there)
}

#[tokio::test]
async fn what_is_sent_is_under_way_until_it_comes_and_what_differs_has_its_reason() {
    let fresh = Fresh::new().await;
    let (here, there) = kitchens(&fresh).await;
    let (cheese, ham) = (named(&here, "fromage").await, named(&here, "épaule").await);
    let (had, has) = (on_hand(&here, cheese).await, on_hand(&there, cheese).await);
    let shops = in_kitchen(&here, ListEveryShop {}).await.expect("the shops");
    assert_eq!(shops.len(), 5);
    let call = sending("MOZ2", &[(cheese, 500), (ham, 20)]);
    let sent = in_kitchen(&here, call.clone()).await.expect("sent");
    assert_eq!(in_kitchen(&here, call.clone()).await.expect("its first answer"), sent);
    assert_eq!(on_hand(&here, cheese).await, had - 500);
    assert_eq!(on_hand(&there, cheese).await, has, "it is under way");
    assert_eq!(stands(&there, cheese).await.expected, 500);
    assert_eq!(stands(&here, cheese).await.expected, 0);
    for app in [&here, &there] {
        let shown = listed(app).await;
        assert_eq!((shown.len(), shown[0].state), (1, TransferState::UnderWay));
        assert_eq!((shown[0].from.code.as_str(), shown[0].to.code.as_str()), ("MOZ1", "MOZ2"));
        assert_eq!(shown[0].lines.len(), 2);
    }
    assert!(listed(&here).await[0].sent_by.is_some());
    invariants::check(here.database()).await;

    for (call, field) in [
        (receiving(call.transfer, &[(cheese, 500)], None), format!("line-{}", ham.0)),
        (receiving(call.transfer, &[(cheese, 500), (ham, 19)], None), "reason".to_owned()),
        (receiving(call.transfer, &[(cheese, 500), (ham, 19)], Some(" ")), "reason".to_owned()),
        (receiving(call.transfer, &[(cheese, -1), (ham, 20)], None), format!("line-{}", cheese.0)),
    ] {
        let refused = in_kitchen(&there, call.clone()).await.expect_err("refused");
        assert_eq!(refused.field.as_deref(), Some(&*field), "{call:?} {refused:?}");
    }
    let came = receiving(call.transfer, &[(cheese, 500), (ham, 0)], Some(" tombé en route "));
    let got = in_kitchen(&there, came.clone()).await.expect("received");
    assert_eq!(in_kitchen(&there, came).await.expect("its first answer"), got);
    assert_eq!(on_hand(&there, cheese).await, has + 500);
    assert_eq!(stands(&there, cheese).await.expected, 0);
    let shown = listed(&there).await.remove(0);
    assert_eq!((shown.state, shown.differs()), (TransferState::Received, true));
    assert_eq!(shown.reason.as_deref(), Some("tombé en route"));
    assert!(shown.ended_at.is_some() && shown.ended_by.is_some());
    let again = receiving(call.transfer, &[(cheese, 500), (ham, 20)], None);
    let refused = in_kitchen(&there, again).await.expect_err("it came");
    assert_eq!(refused.code, FailureCode::Conflict);
    assert!(refused.message.contains("déjà reçu"), "{refused:?}");
    let refused = in_kitchen(&here, taking_back(call.transfer)).await.expect_err("it came");
    assert_eq!(refused.code, FailureCode::Conflict);
    let read = ReadMovements { shop: None, ingredient: Some(cheese), cause: None, before: None };
    let moved = in_kitchen(&there, read).await.expect("the movements").movements;
    assert!(moved[0].reason.as_deref().is_some_and(|it| it.starts_with('←')), "{moved:?}");
    invariants::check(here.database()).await;
}

#[tokio::test]
async fn what_cannot_be_sent_leaves_the_shelf_as_it_was() {
    let fresh = Fresh::new().await;
    let (here, there) = kitchens(&fresh).await;
    let cheese = named(&here, "fromage").await;
    let had = on_hand(&here, cheese).await;
    let at_the_line = format!("line-{}", cheese.0);
    for (call, field, words) in [
        (sending("MOZ1", &[(cheese, 1)]), "to", "autre magasin"),
        (sending("XX9", &[(cheese, 1)]), "to", "XX9"),
        (sending("MOZ2", &[]), "lines", "vide"),
        (sending("MOZ2", &[(cheese, 0)]), at_the_line.as_str(), ""),
        (sending("MOZ2", &[(cheese, had + 1)]), at_the_line.as_str(), ""),
        (sending("MOZ2", &[(cheese, 1), (cheese, 1)]), at_the_line.as_str(), ""),
        (sending("MOZ2", &[(IngredientId(987_654), 1)]), "line-987654", ""),
    ] {
        let refused = in_kitchen(&here, call.clone()).await.expect_err("refused");
        assert_eq!(refused.field.as_deref(), Some(field), "{call:?} {refused:?}");
        assert!(refused.message.contains(words), "{refused:?}");
    }
    // What the other shop does not keep, or this one.
    sqlx::query("INSERT INTO ingredient (name, unit, order_lot, shape, color) VALUES ('truffe', 'g', 10, 'dot', '#112233')")
        .execute(here.database())
        .await
        .expect("another one");
    here.forget_menu();
    let truffle = named(&here, "truffe").await;
    let refused = in_kitchen(&here, sending("MOZ2", &[(truffle, 1)])).await.expect_err("not here");
    assert_eq!(refused.field.as_deref(), Some(&*format!("line-{}", truffle.0)));
    sqlx::query(
        "WITH level AS (INSERT INTO stock_level (shop_id, ingredient_id, on_hand) VALUES ($1, $2, 5) RETURNING *)
         INSERT INTO stock_movement (shop_id, ingredient_id, cause, quantity)
         SELECT shop_id, ingredient_id, 'initial', on_hand FROM level",
    )
    .bind(here.shop_id().await.expect("a shop").0)
    .bind(truffle.0)
    .execute(here.database())
    .await
    .expect("kept here");
    let refused = in_kitchen(&here, sending("MOZ2", &[(truffle, 1)])).await.expect_err("not there");
    assert!(refused.message.contains("ne tient pas tous"), "{refused:?}");
    // One name is one transfer.
    let call = sending("MOZ2", &[(cheese, 1)]);
    in_kitchen(&here, call.clone()).await.expect("sent");
    let other = SendTransfer { command: tap(), ..call.clone() };
    let refused = in_kitchen(&here, other).await.expect_err("taken");
    assert_eq!(refused.code, FailureCode::Conflict);
    assert_eq!(on_hand(&here, cheese).await, had - 1);
    // The receiver takes nothing back, a third shop sees nothing of it.
    sign_in(&there, WindowKind::Kitchen, Role::GroupManager).await;
    let refused = in_kitchen(&there, taking_back(call.transfer)).await.expect_err("the sender's");
    assert!(refused.message.contains("ne concerne pas"), "{refused:?}");
    let third = terminal_at(fresh.pool(), "Cuisine", "MOZ3");
    sign_in(&third, WindowKind::Kitchen, Role::Pizzaiolo).await;
    assert_eq!(listed(&third).await, []);
    let came = receiving(call.transfer, &[(cheese, 1)], None);
    in_kitchen(&third, came).await.expect_err("not for it");
    invariants::check(here.database()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn received_and_taken_back_at_once_it_ends_once() {
    let fresh = Fresh::new().await;
    let (here, there) = kitchens(&fresh).await;
    let (here, there) = (Arc::new(here), Arc::new(there));
    let cheese = named(&here, "fromage").await;
    named(&there, "fromage").await;
    for _ in 0..12 {
        let (had, has) = (on_hand(&here, cheese).await, on_hand(&there, cheese).await);
        let call = sending("MOZ2", &[(cheese, 10)]);
        in_kitchen(&here, call.clone()).await.expect("sent");
        let barrier = Arc::new(Barrier::new(2));
        let back = {
            let (app, barrier, transfer) = (here.clone(), barrier.clone(), call.transfer);
            tokio::spawn(async move {
                barrier.wait().await;
                in_kitchen(&app, taking_back(transfer)).await
            })
        };
        let came = {
            let (app, transfer) = (there.clone(), call.transfer);
            tokio::spawn(async move {
                barrier.wait().await;
                in_kitchen(&app, receiving(transfer, &[(cheese, 10)], None)).await
            })
        };
        let outcomes: [Result<Vec<StockLevel>, Failure>; 2] =
            [back.await.expect("no panic"), came.await.expect("no panic")];
        assert_eq!(outcomes.iter().filter(|it| it.is_ok()).count(), 1, "{outcomes:?}");
        let refused = outcomes.iter().find_map(|it| it.as_ref().err()).expect("one is told");
        assert_eq!(refused.code, FailureCode::Conflict, "{refused:?}");
        let both = on_hand(&here, cheese).await + on_hand(&there, cheese).await;
        assert_eq!(both, had + has);
        invariants::check(here.database()).await;
    }
}

#[tokio::test]
async fn each_step_of_a_transfer_costs_one_round_trip() {
    let fresh = Fresh::new().await;
    let proxy = Proxy::before(fresh.socket_folder());
    let here = terminal_at(app::pool(proxy.options(fresh.options())), "Cuisine", "MOZ1");
    sign_in(&here, WindowKind::Kitchen, Role::ShopManager).await;
    here.primary().open_connections().await.expect("connections");
    let cheese = named(&here, "fromage").await;
    let (mut send, mut back) = (u64::MAX, u64::MAX);
    // Once on each connection it is prepared.
    for _ in 0..6 {
        let before = proxy.round_trips();
        let call = sending("MOZ2", &[(cheese, 1)]);
        in_kitchen(&here, call.clone()).await.expect("sent");
        let between = proxy.round_trips();
        in_kitchen(&here, taking_back(call.transfer)).await.expect("taken back");
        send = send.min(between - before);
        back = back.min(proxy.round_trips() - between);
    }
    assert_eq!((send, back), (1, 1));
}

#[tokio::test]
async fn terminals_with_their_own_logins_send_and_receive_and_an_office_does_for_its_shop() {
    let fresh = Separated::new().await;
    let kitchen = fresh.enrolled("MOZ1", &[TerminalKind::Kitchen]).await;
    let kitchen = program(&kitchen, fresh.options());
    sign_in(&kitchen, WindowKind::Kitchen, Role::Pizzaiolo).await;
    let office = fresh.enrolled("MOZ2", &[TerminalKind::Office]).await;
    let office = program(&office, fresh.options());
    sign_in(&office, WindowKind::Office, Role::ShopManager).await;
    let cheese = named(&kitchen, "fromage").await;
    let at = WindowKind::Office;
    let call = sending("MOZ2", &[(cheese, 40)]);
    in_kitchen(&kitchen, call.clone()).await.expect("sent");
    let shown = office.call(at, ListTransfers { shop: None }, Language::Fr).await.expect("listed");
    assert_eq!((shown.len(), shown[0].sent_by.clone()), (1, None), "another shop's people");
    let came = receiving(call.transfer, &[(cheese, 40)], None);
    office.call(at, came, Language::Fr).await.expect("received");
    let back = sending("MOZ1", &[(cheese, 40)]);
    office.call(at, back.clone(), Language::Fr).await.expect("sent");
    let take = taking_back(back.transfer);
    let refused = in_kitchen(&kitchen, take.clone()).await.expect_err("a manager's");
    assert!(refused.message.contains("droit"), "{refused:?}");
    office.call(at, take, Language::Fr).await.expect("taken back");
    let elsewhere =
        SendTransfer { shop: Some("MOZ1".to_owned()), ..sending("MOZ3", &[(cheese, 1)]) };
    office.call(at, elsewhere, Language::Fr).await.expect_err("another shop's");
    // One row is added, and none is changed.
    for forbidden in [
        "UPDATE transfer_line SET sent = 1",
        "DELETE FROM transfer_end",
        "INSERT INTO transfer (transfer_id, from_shop, to_shop, staff_id)
         SELECT md5('x')::uuid, to_shop, from_shop, staff_id FROM transfer LIMIT 1",
    ] {
        sqlx::query(forbidden).execute(kitchen.database()).await.expect_err(forbidden);
    }
    invariants::check(&fresh.pool()).await;
}
