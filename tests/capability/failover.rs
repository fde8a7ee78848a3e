//! Several hosts: a promotion is followed, a silent one is left, and every order exists once.

use crate::invariants;
use crate::support::database::{Fresh, terminal_at};
use crate::support::pair::{FOLLOWED_MAX, Pair};
use crate::support::people::{an_order, at_counter, line, order, sign_in};
use crate::support::proxy::Proxy;
use crate::support::queue::{Queue, insist, listen};
use domain::FailureCode;
use domain::contract::News;
use domain::server::{ReadServer, Step};
use domain::shops::WindowKind;
use domain::staff::Role;
use oc_pizza::app;
use std::sync::{Arc, Mutex};
use std::time::{Duration, Instant};
use tokio::time::{sleep, timeout};

async fn until(heard: &Mutex<Vec<News>>, wanted: &News, within: Duration) -> Duration {
    let begun = Instant::now();
    while !heard.lock().expect("news").contains(wanted) {
        assert!(begun.elapsed() < within, "{wanted:?} in {within:?}");
        sleep(Duration::from_millis(10)).await;
    }
    begun.elapsed()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_promotion_is_followed_and_each_order_taken_exists_once() {
    let mut pair = Pair::start().await;
    let hosts = pair.hosts();
    let queues = [
        Queue::at(pair.terminal("Caisse 1", &hosts)).await,
        Queue::at(pair.terminal("Caisse 2", &hosts)).await,
    ];
    let kitchen = Arc::new(pair.terminal("Cuisine", &hosts));
    let heard = listen(kitchen.clone());
    until(&heard, &News::Online, FOLLOWED_MAX).await;
    queues[0].until_more_than(10).await;

    pair.kill(0);
    heard.lock().expect("news").clear();
    until(&heard, &News::Offline, Duration::from_secs(2)).await;
    // Nobody is promoted yet: the standby is found, and is not taken for what it is not.
    let told = kitchen.call(WindowKind::Kitchen, ReadServer {}, domain::Language::Fr).await;
    let step = told.expect("always answered").step;
    let Step::Connect { failure: Some(failure) } = step else { panic!("{step:?}") };
    assert!(failure.message.contains("secours"), "{failure:?}");
    let before = queues.each_ref().map(Queue::taken);
    heard.lock().expect("news").clear();
    pair.promote().await;

    let promoted = Instant::now();
    for (queue, before) in queues.iter().zip(before) {
        queue.until_more_than(before + 1).await;
    }
    until(&heard, &News::Online, FOLLOWED_MAX).await;
    assert!(promoted.elapsed() < FOLLOWED_MAX, "{:?}", promoted.elapsed());
    eprintln!("the promotion was followed within {:?}", promoted.elapsed());

    // The old primary comes back, and nobody has told it.
    pair.start_again(0);
    pair.type_in(0, "ALTER SYSTEM SET synchronous_standby_names = ''").await;
    pair.type_in(0, "SELECT pg_reload_conf()").await;
    let old = app::pool(pair.options(0));
    let left_behind = invariants::orders(&old).await;
    let late = pair.terminal("Caisse 3", &hosts);
    sign_in(&late, WindowKind::Counter, Role::Cashier).await;
    order(&late, &[("reine", 1)]).await;
    let before = queues[0].taken();
    queues[0].until_more_than(before + 2).await;

    let mut taken = 1;
    for queue in queues {
        let (counter, orders) = queue.close().await;
        taken += orders.len();
        for (call, placed) in &orders {
            let again = at_counter(&counter, call.clone()).await.expect("the first reply");
            assert_eq!(again, *placed);
        }
    }
    let new = app::pool(pair.options(1));
    assert_eq!(invariants::orders(&new).await, i64::try_from(taken).expect("a count"));
    invariants::check(&new).await;
    new.close().await;

    // Now it is the only one that answers, but it is not the primary any more.
    pair.stop(1);
    let menu = late.menu().await.expect("the menu");
    let call = an_order(&menu, vec![line(&menu, "reine", 1)]);
    let failure = at_counter(&late, call).await.expect_err("no primary");
    assert_eq!(failure.code, FailureCode::Unreachable);
    assert_eq!(invariants::orders(&old).await, left_behind);
    old.close().await;
}

/// A primary that was killed while a commit waited for the standby shows it after its start, though
/// the standby has not got it: promoted now, it would not know it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_standby_has_not_got_is_not_confirmed() {
    let mut pair = Pair::start().await;
    let counter = pair.terminal("Caisse 1", &pair.hosts());
    sign_in(&counter, WindowKind::Counter, Role::Cashier).await;
    let menu = counter.menu().await.expect("the menu");
    let call = an_order(&menu, vec![line(&menu, "reine", 1)]);
    pair.stop(1);
    let answer = timeout(Duration::from_secs(2), at_counter(&counter, call.clone())).await;
    assert!(answer.is_err(), "it waits for the standby: {answer:?}");
    pair.kill(0);
    pair.start_again(0);
    let primary = app::pool(pair.options(0));
    assert_eq!(invariants::orders(&primary).await, 1, "what was waited for is there");

    let answer = timeout(Duration::from_secs(4), insist(&counter, &call)).await;
    assert!(answer.is_err(), "nobody may be told so yet: {answer:?}");
    pair.start_again(1);
    insist(&counter, &call).await;
    assert_eq!(invariants::orders(&primary).await, 1);
    primary.close().await;
}

/// Every session of a fenced primary lives on; only writes tell that it is none any more.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_fenced_primary_is_left_though_no_connection_breaks() {
    let mut pair = Pair::start().await;
    let hosts = pair.hosts();
    let counter = pair.terminal("Caisse 1", &hosts);
    sign_in(&counter, WindowKind::Counter, Role::Cashier).await;
    order(&counter, &[("reine", 1)]).await;
    let kitchen = Arc::new(pair.terminal("Cuisine", &hosts));
    let heard = listen(kitchen.clone());
    until(&heard, &News::Online, FOLLOWED_MAX).await;
    let old = app::pool(pair.options(0));
    assert_eq!(invariants::orders(&old).await, 1);

    pair.type_in(0, "ALTER SYSTEM SET default_transaction_read_only = on").await;
    pair.type_in(0, "SELECT pg_reload_conf()").await;
    heard.lock().expect("news").clear();
    // A kitchen that only listens finds out too.
    until(&heard, &News::Offline, Duration::from_secs(10)).await;
    heard.lock().expect("news").clear();
    pair.promote().await;
    until(&heard, &News::Online, FOLLOWED_MAX).await;

    let menu = counter.menu().await.expect("the menu");
    insist(&counter, &an_order(&menu, vec![line(&menu, "reine", 1)])).await;
    assert_eq!(invariants::orders(&old).await, 1);
    assert_eq!(invariants::orders(counter.database()).await, 2);
    invariants::check(counter.database()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_primary_that_answers_nothing_is_left_within_ten_seconds() {
    let fresh = Fresh::new().await;
    let proxy = Proxy::before(fresh.socket_folder());
    let far = terminal_at(app::pool(proxy.options(fresh.options())), "Caisse 1", "MOZ1");
    sign_in(&far, WindowKind::Counter, Role::Cashier).await;
    let (menu, far) = (far.menu().await.expect("the menu"), Arc::new(far));
    let heard = listen(far.clone());
    until(&heard, &News::Online, FOLLOWED_MAX).await;

    proxy.silence();
    let silent = Instant::now();
    // Every connection is asked something that is never answered.
    let calls: Vec<_> = (0..3)
        .map(|_| {
            let (far, call) = (far.clone(), an_order(&menu, vec![line(&menu, "reine", 1)]));
            tokio::spawn(async move { (at_counter(&far, call.clone()).await, call) })
        })
        .collect();
    until(&heard, &News::Offline, Duration::from_secs(10)).await;
    eprintln!("the silent peer was found within {:?}", silent.elapsed());
    let mut unanswered = Vec::new();
    for call in calls {
        let (outcome, call) = call.await.expect("no panic");
        assert_eq!(outcome.expect_err("silence").code, FailureCode::Unreachable);
        unanswered.push(call);
    }
    assert!(silent.elapsed() < Duration::from_secs(14), "{:?}", silent.elapsed());

    heard.lock().expect("news").clear();
    proxy.mend();
    until(&heard, &News::Online, FOLLOWED_MAX).await;
    for call in unanswered {
        insist(&far, &call).await;
    }
    assert_eq!(invariants::orders(far.database()).await, 3);
    invariants::check(far.database()).await;
}
