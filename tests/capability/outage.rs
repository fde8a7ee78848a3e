//! PostgreSQL stopped, restarted, gone: what was asked is applied once, and the screen is told.

use crate::invariants;
use crate::support::database::terminal_at;
use crate::support::people::{an_order, at_counter, line, order, sign_in};
use domain::FailureCode;
use domain::shops::WindowKind;
use domain::staff::Role;
use oc_pizza::embedded::{self, Cluster};
use oc_pizza::{app, demo};

/// A server of this test's own: it is stopped under the others' feet otherwise.
pub async fn server(folder: &std::path::Path) -> Cluster {
    let cluster = embedded::open(folder).expect("a server");
    cluster.ensure_database("outage").await.expect("a database");
    let pool = app::pool(cluster.connect_options("outage"));
    app::migrate(&pool).await.expect("the migrations apply");
    demo::load(&pool).await.expect("the demo data loads");
    pool.close().await;
    cluster
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restart_is_not_felt_and_a_stop_loses_and_doubles_nothing() {
    let folder = tempfile::tempdir().expect("a folder");
    let mut cluster = server(folder.path()).await;
    let counter = terminal_at(app::pool(cluster.connect_options("outage")), "Caisse 1", "MOZ1");
    sign_in(&counter, WindowKind::Counter, Role::Cashier).await;
    // Every connection of the pool is in use once, so that each is broken by the restart.
    let menu = counter.menu().await.expect("the menu");
    for _ in 0..6 {
        order(&counter, &[("reine", 1)]).await;
    }

    cluster.restart().expect("restarted");
    order(&counter, &[("reine", 1)]).await;

    cluster.stop().expect("stopped");
    let call = an_order(&menu, vec![line(&menu, "reine", 1)]);
    let failure = at_counter(&counter, call.clone()).await.expect_err("no server");
    assert_eq!(failure.code, FailureCode::Unreachable);
    assert!(failure.message.contains("Rien n’est perdu"), "{failure:?}");

    let cluster = embedded::open(folder.path()).expect("started again");
    let placed = at_counter(&counter, call.clone()).await.expect("the same command, again");
    assert_eq!(at_counter(&counter, call).await.expect("and again"), placed);
    assert_eq!(invariants::orders(counter.database()).await, 8);
    invariants::check(counter.database()).await;
    counter.close().await;
    cluster.remove().expect("removed");
}
