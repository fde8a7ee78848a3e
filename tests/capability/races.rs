//! Two people and one order at the same moment, fifty rounds each: one of them is first, the other is
//! told so, and nothing is done by half.

use crate::changing::summary;
use crate::invariants;
use crate::support::database::Fresh;
use crate::support::people::{an_order, at_counter, claim, cooked, in_kitchen, into_oven, line};
use crate::support::people::{order, paid_by_card, sign_in, tap};
use domain::FailureCode;
use domain::kitchen::NextPizza;
use domain::menu::Menu;
use domain::orders::{CancelOrder, ChangeOrder, HandOver, OrderState, PlacedOrder, SettleOrder};
use domain::shops::WindowKind;
use domain::staff::Role;
use oc_pizza::app::App;
use std::sync::Arc;
use tokio::sync::Barrier;

const ROUNDS: usize = 50;

/// Two counters and a kitchen of one shop, with plenty of everything.
async fn shop(fresh: &Fresh) -> [Arc<App>; 2] {
    let pool = fresh.pool();
    sqlx::query(crate::support::queue::STOCK_UP).execute(&pool).await.expect("plenty of stock");
    pool.close().await;
    let apps = [fresh.terminal("Caisse 1"), fresh.terminal("Caisse 2")].map(Arc::new);
    for app in &apps {
        sign_in(app, WindowKind::Counter, Role::Cashier).await;
        sign_in(app, WindowKind::Kitchen, Role::Pizzaiolo).await;
    }
    apps
}

/// Both begin when both are there.
pub async fn at_once<A, B>(
    one: impl Future<Output = A> + Send + 'static,
    other: impl Future<Output = B> + Send + 'static,
) -> (A, B)
where
    A: Send + 'static,
    B: Send + 'static,
{
    let barrier = Arc::new(Barrier::new(2));
    let both = barrier.clone();
    let one = tokio::spawn(async move {
        both.wait().await;
        one.await
    });
    barrier.wait().await;
    let other = other.await;
    (one.await.expect("no panic"), other)
}

/// The same call at both counters, each under its own name: one of them is carried out.
macro_rules! one_is_first {
    ($apps:expr, $call:expr) => {{
        let [one, other] = $apps.clone();
        let (mine, theirs) = ($call, $call);
        let outcomes = at_once(async move { at_counter(&one, mine).await }, async move {
            at_counter(&other, theirs).await
        });
        match outcomes.await {
            (Ok(_), Err(refused)) | (Err(refused), Ok(_)) => refused,
            outcomes => panic!("one of two is first: {outcomes:?}"),
        }
    }};
}

/// Two of that product instead, as seen at that counter now.
async fn change_to(app: &App, placed: &PlacedOrder, menu: &Menu, slug: &str) -> ChangeOrder {
    let version = summary(app, placed).await.version;
    let asked = an_order(menu, vec![line(menu, slug, 2)]);
    let (content, promised_at) = (asked.content, asked.promised_at);
    ChangeOrder { command: tap(), order: placed.order, version, content, promised_at }
}

fn hand_over_of(placed: &PlacedOrder) -> HandOver {
    HandOver { command: tap(), order: placed.order }
}

fn paid(placed: &PlacedOrder) -> SettleOrder {
    paid_by_card(placed.order, placed.total)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_counters_change_one_order() {
    let fresh = Fresh::new().await;
    let apps = shop(&fresh).await;
    let menu = apps[0].menu().await.expect("the menu");
    for _ in 0..ROUNDS {
        let placed = order(&apps[0], &[("reine", 1)]).await;
        let change = change_to(&apps[0], &placed, &menu, "chorizo").await;
        let refused = one_is_first!(apps, ChangeOrder { command: tap(), ..change.clone() });
        assert_eq!(refused.code, FailureCode::Conflict, "{refused}");
        assert!(refused.message.contains(&placed.number), "{refused}");
    }
    invariants::check(apps[0].database()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_counters_take_the_money_of_one_order() {
    let fresh = Fresh::new().await;
    let apps = shop(&fresh).await;
    for _ in 0..ROUNDS {
        let placed = order(&apps[0], &[("reine", 1)]).await;
        let refused = one_is_first!(apps, paid(&placed));
        assert_eq!(refused.code, FailureCode::Conflict, "{refused}");
        assert!(refused.message.contains("déjà réglée"), "{refused}");
        let stands = summary(&apps[0], &placed).await;
        assert_eq!(stands.paid, placed.total);
    }
    invariants::check(apps[0].database()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_counters_hand_one_order_over_while_it_is_paid() {
    let fresh = Fresh::new().await;
    let apps = shop(&fresh).await;
    let menu = apps[0].menu().await.expect("the menu");
    for _ in 0..ROUNDS {
        let placed = order(&apps[0], &[("cola", 1)]).await;
        let refused = one_is_first!(apps, hand_over_of(&placed));
        assert_eq!(refused.code, FailureCode::Conflict, "{refused}");

        let placed = order(&apps[0], &[("cola", 1)]).await;
        let [one, other] = apps.clone();
        let (pay, give) = (paid(&placed), hand_over_of(&placed));
        let (money, drink) = at_once(async move { at_counter(&one, pay).await }, async move {
            at_counter(&other, give).await
        })
        .await;
        money.expect("paid");
        drink.expect("handed over");
        // Whichever came last has closed it.
        assert_eq!(summary(&apps[0], &placed).await.state, OrderState::Closed);

        // What is handed over is what the order holds by then: that much leaves the shelf.
        let placed = order(&apps[0], &[("cola", 1)]).await;
        let change = change_to(&apps[0], &placed, &menu, "cola").await;
        let ([one, other], give) = (apps.clone(), hand_over_of(&placed));
        let (changed, given) = at_once(async move { at_counter(&one, change).await }, async move {
            at_counter(&other, give).await
        })
        .await;
        given.expect("changed or not, it is handed over");
        if let Err(refused) = changed {
            assert_eq!(refused.code, FailureCode::Conflict, "{refused}");
        }
    }
    invariants::check(apps[0].database()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn one_counter_cancels_an_order_that_the_other_changes_or_settles() {
    let fresh = Fresh::new().await;
    let apps = shop(&fresh).await;
    let menu = apps[0].menu().await.expect("the menu");
    let cancel = |placed: &PlacedOrder| CancelOrder {
        command: tap(),
        order: placed.order,
        reason: None,
        approval: None,
    };
    for _ in 0..ROUNDS {
        let placed = order(&apps[0], &[("reine", 1)]).await;
        let change = change_to(&apps[0], &placed, &menu, "royale").await;
        let ([one, other], gone) = (apps.clone(), cancel(&placed));
        let (cancelled, changed) =
            at_once(async move { at_counter(&one, gone).await }, async move {
                at_counter(&other, change).await
            })
            .await;
        cancelled.expect("changed or not, it is cancelled");
        if let Err(refused) = changed {
            assert_eq!(refused.code, FailureCode::Conflict, "{refused}");
        }

        let placed = order(&apps[0], &[("reine", 1)]).await;
        let ([one, other], gone, pay) = (apps.clone(), cancel(&placed), paid(&placed));
        let (cancelled, settled) =
            at_once(async move { at_counter(&one, gone).await }, async move {
                at_counter(&other, pay).await
            })
            .await;
        let refunds = cancelled.expect("paid or not, it is cancelled").refunds;
        // What was taken is given back, and what is not given back was not taken.
        assert_eq!(refunds.is_empty(), settled.is_err());
        assert_eq!(summary(&apps[0], &placed).await.state, OrderState::Cancelled);
    }
    invariants::check(apps[0].database()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_kitchen_starts_an_order_that_the_counter_cancels() {
    let fresh = Fresh::new().await;
    let apps = shop(&fresh).await;
    for _ in 0..ROUNDS {
        let placed = order(&apps[0], &[("reine", 1)]).await;
        let cancel =
            CancelOrder { command: tap(), order: placed.order, reason: None, approval: None };
        let [one, other] = apps.clone();
        let (cancelled, claimed) =
            at_once(async move { at_counter(&one, cancel).await }, async move {
                in_kitchen(&other, NextPizza { command: tap() }).await
            })
            .await;
        match (cancelled, claimed) {
            (Ok(cancelled), Err(refused)) => {
                assert_eq!(cancelled.wasted, 0);
                assert_eq!(refused.code, FailureCode::QueueEmpty, "{refused}");
            }
            (Err(refused), claimed) => {
                assert_eq!(refused.code, FailureCode::NeedsManager, "{refused}");
                // Claimed at that moment, or passed over because the other held it.
                let item = match claimed {
                    Ok(done) => done.pizza.item,
                    Err(_) => claim(&apps[1]).await.pizza.item,
                };
                into_oven(&apps[1], item).await;
                cooked(&apps[1], item).await;
            }
            both => panic!("both were first: {both:?}"),
        }
    }
    invariants::check(apps[0].database()).await;
}
