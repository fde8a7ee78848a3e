//! A command is applied at most once, and its repeats hear the first reply.

use crate::invariants;
use crate::support::database::Fresh;
use crate::support::people::{an_order, at_counter, in_kitchen, line, order, sign_in, tap};
use domain::kitchen::NextPizza;
use domain::shops::WindowKind;
use domain::staff::Role;
use std::sync::Arc;
use tokio::sync::Barrier;

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn sent_twice_at_once_gives_one_order_and_two_equal_replies() {
    let fresh = Fresh::new().await;
    let counter = Arc::new(fresh.terminal("Caisse 1"));
    sign_in(&counter, WindowKind::Counter, Role::Cashier).await;
    let menu = counter.menu().await.expect("the menu");
    for round in 1..=20 {
        let call = an_order(&menu, vec![line(&menu, "reine", 1)]);
        let barrier = Arc::new(Barrier::new(2));
        let sent = [call.clone(), call].map(|call| {
            let (counter, barrier) = (counter.clone(), barrier.clone());
            tokio::spawn(async move {
                barrier.wait().await;
                at_counter(&counter, call).await
            })
        });
        let mut replies = Vec::new();
        for sent in sent {
            replies.push(sent.await.expect("no panic").expect("a reply"));
        }
        assert_eq!(replies[0], replies[1]);
        assert_eq!(invariants::orders(counter.database()).await, round);
    }
    invariants::check(counter.database()).await;
}

#[tokio::test]
async fn a_repeat_hears_its_first_reply_though_the_stock_is_gone_since() {
    let fresh = Fresh::new().await;
    let counter = fresh.terminal("Caisse 1");
    sign_in(&counter, WindowKind::Counter, Role::Cashier).await;
    let menu = counter.menu().await.expect("the menu");
    let call = an_order(&menu, vec![line(&menu, "reine", 1)]);
    let first = at_counter(&counter, call.clone()).await.expect("placed");
    sqlx::query("UPDATE stock_level SET reserved = on_hand")
        .execute(counter.database())
        .await
        .expect("gone");
    assert_eq!(at_counter(&counter, call).await.expect("the first reply"), first);
}

#[tokio::test]
async fn a_repeated_claim_claims_no_second_pizza() {
    let fresh = Fresh::new().await;
    let terminal = fresh.terminal("Caisse 1");
    sign_in(&terminal, WindowKind::Counter, Role::Cashier).await;
    sign_in(&terminal, WindowKind::Kitchen, Role::Pizzaiolo).await;
    order(&terminal, &[("reine", 2)]).await;
    let command = tap();
    let first = in_kitchen(&terminal, NextPizza { command }).await.expect("claimed");
    assert_eq!(in_kitchen(&terminal, NextPizza { command }).await.expect("again"), first);
    let waiting: i64 =
        sqlx::query_scalar("SELECT count(*) FROM order_item WHERE state = 'waiting'")
            .fetch_one(terminal.database())
            .await
            .expect("a count");
    assert_eq!(waiting, 1);
}
