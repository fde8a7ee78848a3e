//! Several counters at one payment, and money that two of them would write into the ledger.

use super::{Shop, asked, carry_on, reine, taps_stand, time_passes};
use crate::changing::summary;
use crate::support::database::a_uuid;
use crate::support::people::{at_counter, claim, paid_by_card, sign_in};
use domain::Cents;
use domain::online::{LeaveOnline, OnlineStands};
use domain::payments::PaypalState;
use domain::shops::WindowKind;
use domain::staff::Role;
use oc_pizza::online::carry_on_due;
use std::time::Duration;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn of_two_counters_that_ask_one_does() {
    let shop = Shop::open().await;
    let other = shop.another("Caisse 2").await;
    for _ in 0..5 {
        let placed = reine(&shop.app).await;
        let (one, two) = tokio::join!(asked(&shop.app, &placed, 800), asked(&other, &placed, 800));
        let both: Vec<&OnlineStands> = [&one, &two].into_iter().flatten().collect();
        assert_eq!(both.len(), 1, "{one:?} {two:?}");
        assert_eq!(shop.payments(&placed).await.len(), 1);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whichever_counters_carry_on_the_money_is_taken_and_booked_once() {
    let shop = Shop::open().await;
    let counters = [shop.another("Caisse 2").await, shop.another("Caisse 3").await];
    let pool = shop.pool();
    let mut placed = Vec::new();
    for _ in 0..4 {
        let it = reine(&shop.app).await;
        shop.authorized(&it).await;
        claim(&shop.app).await;
        placed.push(it);
    }
    taps_stand(&pool).await;
    let all = [&shop.app, &counters[0], &counters[1]];
    let rounds = all.map(|app| {
        let pool = pool.clone();
        async move {
            for _ in 0..6 {
                // Leases that run out under one are taken by another.
                time_passes(&pool).await;
                let _ = carry_on_due(app, true).await;
            }
        }
    });
    let [one, two, three] = rounds;
    tokio::join!(one, two, three);
    carry_on(&shop.app, &pool).await;
    for it in &placed {
        let stands = summary(&shop.app, it).await;
        assert_eq!((stands.paypal, stands.paid), (Some(PaypalState::Captured), Cents(800)));
    }
    assert!(shop.purse.purchases().iter().all(|it| (it.captures, it.captured) == (1, 800)));
    shop.sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_counter_that_began_to_book_and_is_gone_is_waited_for_and_then_replaced() {
    let shop = Shop::open().await;
    let placed = reine(&shop.app).await;
    shop.authorized(&placed).await;
    let gone = "UPDATE paypal_intent SET booked_by = $1, booking = $2, booking_since = now() - $3";
    let since = |minutes: i64| {
        let pool = shop.pool();
        async move {
            let since = chrono::TimeDelta::minutes(minutes);
            sqlx::query(gone)
                .bind(a_uuid())
                .bind(a_uuid())
                .bind(since)
                .execute(&pool)
                .await
                .expect("begun");
        }
    };
    since(9).await;
    shop.started().await;
    assert_eq!(shop.row(&placed).await, Some(PaypalState::Captured));
    assert!(!shop.payments(&placed).await[0].booked, "another is at it");
    since(11).await;
    shop.carry_on().await;
    assert!(shop.payments(&placed).await[0].booked);
    shop.sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn settled_at_one_counter_while_another_takes_it_one_of_both_happens() {
    let shop = Shop::open().await;
    let other = shop.another("Caisse 2").await;
    sign_in(&other, WindowKind::Counter, Role::Cashier).await;
    for nth in 0..8 {
        let placed = reine(&shop.app).await;
        shop.authorized(&placed).await;
        claim(&shop.app).await;
        taps_stand(&shop.pool()).await;
        time_passes(&shop.pool()).await;
        let paying = async {
            tokio::time::sleep(Duration::from_millis(nth * 12)).await;
            at_counter(&other, paid_by_card(placed.order, Cents(800))).await
        };
        let (carried, paid) = tokio::join!(carry_on_due(&shop.app, true), paying);
        carried.expect("carried on");
        shop.carry_on().await;
        let purchase = shop.purchase();
        let expected = match paid {
            Ok(_) => (Some("VOIDED"), 0),
            Err(_) => (Some("CAPTURED"), 800),
        };
        assert_eq!((purchase.authorized, purchase.captured), expected, "{paid:?}");
        assert_eq!(summary(&shop.app, &placed).await.paid, Cents(800));
    }
    shop.sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn given_up_by_the_customer_while_it_is_taken_one_of_both_happens() {
    let shop = Shop::open().await;
    let other = shop.another("Caisse 2").await;
    for nth in 0..6 {
        let placed = reine(&shop.app).await;
        shop.authorized(&placed).await;
        claim(&shop.app).await;
        taps_stand(&shop.pool()).await;
        let intent = shop.payments(&placed).await[0].intent;
        let leaving = async {
            tokio::time::sleep(Duration::from_millis(nth * 12)).await;
            at_counter(&other, LeaveOnline { intent }).await
        };
        let (carried, left) = tokio::join!(carry_on_due(&shop.app, true), leaving);
        carried.expect("carried on");
        shop.carry_on().await;
        let (purchase, stands) = (shop.purchase(), summary(&shop.app, &placed).await);
        let expected = match left {
            Ok(_) => (0, Cents::ZERO),
            Err(_) => (800, Cents(800)),
        };
        assert_eq!((purchase.captured, stands.paid), expected, "{left:?}");
    }
    shop.sound().await;
}
