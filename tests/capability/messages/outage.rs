//! Digitaleo is down for ten minutes, and back: what makes sense goes, once; what does not, does not.

use super::at_office;
use crate::services::{digitaleo, secrets, terminal};
use crate::support::database::Fresh;
use crate::support::people::{
    an_order, at_counter, claim, cooked, into_oven, line, paid_by_card, sign_in, tap,
};
use domain::messages::{
    CustomerMessages, ListOrderMessages, ListUndecided, MessageState, SaveCustomerMessages,
};
use domain::orders::{CancelOrder, HandOver, PlacedOrder};
use domain::settings::SetService;
use domain::shops::WindowKind;
use domain::staff::Role;
use oc_pizza::app::App;
use oc_pizza::messages::{send_due, tell_delays};
use simulators::{Account, Post};
use sqlx::PgPool;
use std::collections::BTreeSet;

async fn called(app: &App, phone: &str) -> PlacedOrder {
    let menu = app.menu().await.expect("the menu");
    let mut call = an_order(&menu, vec![line(&menu, "reine", 1)]);
    call.content.customer_phone = Some(phone.to_owned());
    at_counter(app, call).await.expect("placed")
}

async fn made(app: &App) {
    let item = claim(app).await.pizza.item;
    into_oven(app, item).await;
    cooked(app, item).await;
}

/// Half a minute goes by for every message, and whoever sends tries what is due.
async fn half_a_minute(pool: &PgPool, senders: [&App; 2]) {
    sqlx::query(
        "UPDATE message SET written_at = written_at - interval '30 seconds', due_at = due_at - interval '30 seconds',
                expires_at = expires_at - interval '30 seconds'",
    )
    .execute(pool)
    .await
    .expect("time goes by");
    for sender in senders {
        while send_due(sender).await.expect("tried") > 0 {}
    }
}

/// Which numbers were written to, and how often.
fn numbers(simulator: &simulators::Digitaleo) -> (BTreeSet<String>, usize) {
    let sent = simulator.sent();
    (sent.iter().map(|it| it.to.clone()).collect(), sent.len())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn ten_minutes_without_the_service_cost_nobody_a_message_that_still_makes_sense() {
    let (fresh, simulator) =
        (Fresh::new().await, simulators::Digitaleo::on(Account::Json, Post::Fails).await);
    let key = secrets(&fresh).await;
    let (app, pool) = (terminal(&fresh, "Caisse 1", &key).await, fresh.pool());
    let other = terminal(&fresh, "Caisse 2", &key).await;
    sign_in(&app, WindowKind::Kitchen, Role::Pizzaiolo).await;
    at_office(&app, SetService { typed: digitaleo(&simulator).typed() }).await.expect("set");
    let mut told = CustomerMessages::default();
    for of in CustomerMessages::EVENTS {
        *told.switch(of).expect("a switch") = true;
    }
    at_office(&app, SaveCustomerMessages { version: 0, told }).await.expect("everything is told");

    // Ready, and still at the counter; ready, and fetched meanwhile; given up; late; and only taken.
    let waits = called(&app, "+33600000001").await;
    let fetched = called(&app, "+33600000002").await;
    made(&app).await;
    made(&app).await;
    let given_up = called(&app, "+33600000003").await;
    let late = called(&app, "+33600000004").await;
    called(&app, "+33600000005").await;
    let cancel =
        CancelOrder { command: tap(), order: given_up.order, reason: None, approval: None };
    at_counter(&app, cancel).await.expect("given up");
    sqlx::query("UPDATE orders SET promised_at = now() - interval '1 hour' WHERE order_id = $1")
        .bind(late.order.0)
        .execute(&pool)
        .await
        .expect("late");
    assert_eq!(tell_delays(&app).await.expect("looked"), 1);
    for minute in 0..10 {
        half_a_minute(&pool, [&app, &other]).await;
        half_a_minute(&pool, [&app, &other]).await;
        if minute == 4 {
            at_counter(&app, paid_by_card(fetched.order, fetched.total)).await.expect("settled");
            at_counter(&app, HandOver { command: tap(), order: fetched.order })
                .await
                .expect("fetched");
        }
    }
    assert_eq!(simulator.sent(), [], "it was down all the while");
    simulator.behave(Post::Takes);
    for _ in 0..5 {
        half_a_minute(&pool, [&app, &other]).await;
    }
    let (to, count) = numbers(&simulator);
    let expected = ["+33600000001", "+33600000003", "+33600000004", "+33600000005"];
    assert_eq!(to, expected.map(str::to_owned).into());
    // The late one was told that it is taken, too; nobody was told anything twice.
    let texts: BTreeSet<_> = simulator.sent().iter().map(|it| it.text.clone()).collect();
    assert_eq!((count, texts.len()), (5, 5));
    let listed = at_counter(&app, ListOrderMessages {}).await.expect("listed");
    let stands = |order| listed.iter().filter(move |it| it.order == order).map(|it| it.state);
    assert_eq!(stands(waits.order).collect::<Vec<_>>(), [MessageState::Sent]);
    assert_eq!(stands(fetched.order).collect::<Vec<_>>(), [MessageState::GivenUp]);
    assert_eq!(
        at_counter(&app, ListUndecided {}).await,
        Ok(vec![]),
        "no customer's alarms anybody"
    );
}
