//! Leaving: what may, who is first, and the best round.

use super::{board, counter, driver, made, north, place_shop, ready, run_of, signed_in, summary};
use crate::customers::{by_phone, door};
use crate::invariants;
use crate::races::at_once;
use crate::services::{google, secrets, terminal};
use crate::support::database::{Fresh, a_uuid};
use crate::support::people::{an_order, at_counter, line, sign_in};
use domain::delivery::STOPS_MAX;
use domain::orders::{OrderId, OrderState};
use domain::runs::{PlanRemark, PlanRun, RunId, SendRun, StopAsked};
use domain::settings::{ServiceFault, SetService, WaysBy};
use domain::shops::WindowKind;
use domain::staff::{ListStaff, Role, StaffId};
use domain::{Cents, FailureCode, Language};
use oc_pizza::app::App;
use simulators::Ways;
use std::sync::Arc;

#[tokio::test]
async fn what_cannot_leave_is_told_in_words() {
    let fresh = Fresh::new().await;
    let app = counter(&fresh).await;
    let driver = driver(&app).await;
    let menu = app.menu().await.expect("the menu");
    let placed = ready(&app, "+33612345678", "12 rue des Lilas", Some(north(10))).await;
    let fetched =
        at_counter(&app, an_order(&menu, vec![line(&menu, "cola", 1)])).await.expect("taken");
    let waits = by_phone(&menu, "+33612345679", Some(door("3 place du Marché")));
    let waits = at_counter(&app, waits).await.expect("placed");
    let nothing = OrderId(a_uuid());
    let many: Vec<_> = (0..=STOPS_MAX).map(|_| OrderId(a_uuid())).collect();
    for (orders, words) in [
        (vec![], "au moins une commande"),
        (many, "25 commandes au plus"),
        (vec![placed.order, placed.order], "deux fois"),
        (vec![placed.order, nothing], "n’existe pas ici"),
        (vec![placed.order, fetched.order], "n’est pas une livraison"),
        (vec![placed.order, waits.order], "en attente"),
    ] {
        let plan = PlanRun { orders: orders.clone(), as_given: false };
        let planned = at_counter(&app, plan).await.expect_err(words);
        let sent = at_counter(&app, run_of(driver, &orders)).await.expect_err(words);
        for refused in [planned, sent] {
            assert!(refused.message.contains(words), "{refused:?}");
        }
    }
    let staff = |role| {
        let tiles = at_counter(&app, ListStaff {});
        async move { tiles.await.expect("tiles").into_iter().find(|it| it.role == role) }
    };
    let cashier = staff(Role::Cashier).await.expect("a cashier").id;
    let elsewhere: i64 = sqlx::query_scalar(
        "SELECT min(staff_id) FROM staff JOIN staff_shop USING (staff_id) JOIN shop USING (shop_id)
         WHERE role = 'driver' AND code = 'MOZ2'",
    )
    .fetch_one(app.database())
    .await
    .expect("a driver");
    for nobody in [cashier, StaffId(elsewhere), StaffId(0)] {
        let refused =
            at_counter(&app, run_of(nobody, &[placed.order])).await.expect_err("no driver");
        assert_eq!(refused.field.as_deref(), Some("driver"), "{refused:?}");
    }
    let float = SendRun { float: Cents(-1), ..run_of(driver, &[placed.order]) };
    let refused = at_counter(&app, float).await.expect_err("no float");
    assert_eq!(refused.field.as_deref(), Some("float"));
    assert_eq!(summary(&app, placed.order).await.state, OrderState::Ready, "nothing was done");
    // He is out with one; nobody sends him with another, and nobody else has the first.
    at_counter(&app, run_of(driver, &[placed.order])).await.expect("sent");
    made(&app, 2).await;
    let out = at_counter(&app, run_of(driver, &[waits.order])).await.expect_err("he is out");
    assert!(out.message.contains("est en course depuis"), "{out:?}");
    let plan = PlanRun { orders: vec![placed.order], as_given: true };
    let taken = at_counter(&app, plan).await.expect_err("it has left");
    assert!(taken.message.contains("est déjà partie avec"), "{taken:?}");
    invariants::check(app.database()).await;
}

/// A second driver of the first shop.
async fn second_driver(app: &App) -> StaffId {
    let driver: i64 = sqlx::query_scalar(
        "WITH person AS (INSERT INTO staff (name, role, pin_hash) VALUES ('Zacharie', 'driver', 'x') RETURNING staff_id)
         INSERT INTO staff_shop SELECT staff_id, shop_id FROM person, shop WHERE code = 'MOZ1' RETURNING staff_id",
    )
    .fetch_one(app.database())
    .await
    .expect("a second driver");
    StaffId(driver)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_dispatchers_with_one_order_one_is_told_who_has_it() {
    let fresh = Fresh::new().await;
    let pool = fresh.pool();
    sqlx::query(crate::support::queue::STOCK_UP).execute(&pool).await.expect("plenty");
    let one = Arc::new(counter(&fresh).await);
    let other = Arc::new(signed_in(fresh.terminal("Caisse 2")).await);
    let drivers = [driver(&one).await, second_driver(&one).await];
    for _ in 0..8 {
        let mine = ready(&one, "+33612345678", "12 rue des Lilas", Some(north(10))).await;
        let both = ready(&one, "+33612345679", "3 place du Marché", Some(north(20))).await;
        let theirs = ready(&one, "+33612345670", "5 rue Basse", Some(north(30))).await;
        let first = run_of(drivers[0], &[mine.order, both.order]);
        let second = run_of(drivers[1], &[both.order, theirs.order]);
        let (here, there) = (one.clone(), other.clone());
        let (a, b) = (first.clone(), second.clone());
        let outcomes = at_once(async move { at_counter(&here, a).await }, async move {
            at_counter(&there, b).await
        });
        let (sent, refused, left) = match outcomes.await {
            (Ok(sent), Err(refused)) => (sent, refused, theirs.order),
            (Err(refused), Ok(sent)) => (sent, refused, mine.order),
            outcomes => panic!("one of two is first: {outcomes:?}"),
        };
        let words = format!("{} est déjà partie avec {}", both.number, sent.driver_name);
        assert!(refused.message.starts_with(&words), "{refused:?}");
        assert_eq!(refused.code, FailureCode::Conflict);
        // Nothing of the second was done: its other order is there.
        assert_eq!(summary(&one, left).await.state, OrderState::Ready);
        let runs = board(&one).await.runs;
        assert_eq!((runs.len(), runs[0].run), (1, sent.run));
        invariants::check(&pool).await;
        end(&one, sent.run).await;
    }
}

/// All of it comes back.
async fn end(app: &App, run: RunId) {
    let runs = board(app).await.runs;
    for stop in &runs.iter().find(|it| it.run == run).expect("it is out").stops {
        at_counter(app, super::not_found(run, stop.order)).await.expect("it came back");
    }
    at_counter(app, super::counted(run, 0)).await.expect("back");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_dispatchers_with_one_driver_one_is_told_that_he_is_out() {
    let fresh = Fresh::new().await;
    let one = Arc::new(counter(&fresh).await);
    let other = Arc::new(signed_in(fresh.terminal("Caisse 2")).await);
    let driver = driver(&one).await;
    sqlx::query(crate::support::queue::STOCK_UP).execute(one.database()).await.expect("plenty");
    for _ in 0..5 {
        let mine = ready(&one, "+33612345678", "12 rue des Lilas", Some(north(10))).await;
        let theirs = ready(&one, "+33612345679", "3 place du Marché", Some(north(20))).await;
        let (a, b) = (run_of(driver, &[mine.order]), run_of(driver, &[theirs.order]));
        let (here, there) = (one.clone(), other.clone());
        let outcomes = at_once(async move { at_counter(&here, a).await }, async move {
            at_counter(&there, b).await
        });
        let (sent, refused) = match outcomes.await {
            (Ok(sent), Err(refused)) | (Err(refused), Ok(sent)) => (sent, refused),
            outcomes => panic!("one of two is first: {outcomes:?}"),
        };
        assert!(refused.message.contains("est en course depuis"), "{refused:?}");
        end(&one, sent.run).await;
        for order in [mine.order, theirs.order] {
            let state = summary(&one, order).await.state;
            assert!(matches!(state, OrderState::Ready | OrderState::Returned));
        }
    }
}

async fn planned(app: &App, orders: &[OrderId], as_given: bool) -> domain::runs::PlannedRun {
    at_counter(app, PlanRun { orders: orders.to_vec(), as_given }).await.expect("a round")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_best_round_is_googles_or_an_estimate_that_says_so() {
    let fresh = Fresh::new().await;
    let app = signed_in(terminal(&fresh, "Caisse 1", &secrets(&fresh).await).await).await;
    sign_in(&app, WindowKind::Office, Role::Administrator).await;
    let (near, far) = (Some(north(5)), Some(north(30)));
    let far = ready(&app, "+33612345678", "12 rue des Lilas", far).await;
    let near = ready(&app, "+33612345679", "3 place du Marché", near).await;
    let nowhere = ready(&app, "+33612345670", "5 rue Basse", None).await;
    let orders = [nowhere.order, far.order, near.order];
    let estimate = planned(&app, &orders, false).await;
    let found: Vec<_> = estimate.stops.iter().map(|it| it.order).collect();
    assert_eq!(found.last(), Some(&nowhere.order), "what nobody can place comes last");
    assert!(estimate.is_estimate && estimate.line.len() == 4);
    let numbers = vec![nowhere.number.clone()];
    let no_position = PlanRemark::NoPosition { numbers };
    assert_eq!(estimate.remarks, [PlanRemark::Estimate { fault: None }, no_position.clone()]);
    let given = planned(&app, &orders, true).await;
    assert!(given.stops.iter().map(|it| it.order).eq(orders), "as a person put them");

    let map = simulators::Google::on(Ways::Answers).await;
    for by in [WaysBy::Directions, WaysBy::Routes] {
        map.behave(Ways::Answers);
        let typed = google(&map, by).typed();
        app.call(WindowKind::Office, SetService { typed }, Language::Fr).await.expect("set");
        let best = planned(&app, &[far.order, near.order], false).await;
        let asked = map.asked();
        assert!(!best.is_estimate && best.remarks.is_empty(), "{best:?} {asked:?}");
        assert!(best.line.len() > 1 && best.minutes > best.stops[1].minutes);
        let run = super::run_of(driver(&app).await, &[]);
        let stops = best.stops.iter().map(|it| StopAsked { order: it.order, minutes: it.minutes });
        let run = SendRun { stops: stops.collect(), minutes: best.minutes, ..run };
        assert_eq!(run.check(), Ok(()), "what is planned can be sent");
        // One stop.
        let one = planned(&app, &[near.order], false).await;
        assert_eq!((one.stops.len(), one.is_estimate), (1, false));
    }
    map.behave(Ways::Says("OVER_DAILY_LIMIT"));
    let typed = google(&map, WaysBy::Directions).typed();
    app.call(WindowKind::Office, SetService { typed }, Language::Fr).await.expect("set");
    let late = planned(&app, &[near.order, far.order], false).await;
    let says = |it: &PlanRemark| {
        matches!(
            it,
            PlanRemark::Estimate {
                fault: Some(ServiceFault::TooMuch { .. } | ServiceFault::Denied { .. })
            }
        )
    };
    assert!(late.is_estimate && late.remarks.iter().any(says), "{late:?}");

    place_shop(&app, None).await;
    let guess = planned(&app, &[near.order, far.order], false).await;
    assert!(guess.remarks.contains(&PlanRemark::ShopHasNoPosition) && guess.is_estimate);
    assert!(guess.line.is_empty() && guess.stops.len() == 2);
    at_counter(&app, super::run_of(driver(&app).await, &orders))
        .await
        .expect("it leaves all the same");
    invariants::check(app.database()).await;
}
