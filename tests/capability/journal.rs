//! What was validated at a terminal is in its journal before anything else happens to it: whatever
//! is killed or stopped, each order exists exactly once in the end.

use crate::changing::consent;
use crate::invariants;
use crate::outage::server;
use crate::support::database::{Fresh, a_uuid, terminal_at};
use crate::support::people::{an_order, at_counter, claim, in_kitchen, line, order, sign_in, tap};
use crate::support::proxy::Proxy;
use crate::support::queue::listen;
use domain::FailureCode;
use domain::contract::News;
use domain::journal::JournalRefused;
use domain::kitchen::{NextPizza, ReadKitchen};
use domain::menu::ReadMenu;
use domain::orders::{Discount, HandOver, ListOpenOrders, Off, OrderId, OrderState};
use domain::shops::{ReadTerminal, WindowKind};
use domain::staff::{ListStaff, Role};
use domain::stock::ReadStock;
use oc_pizza::app::{self, App, Identity};
use oc_pizza::embedded;
use oc_pizza::journal::Journal;
use sqlx::postgres::PgConnectOptions;
use std::collections::BTreeSet;
use std::io::{BufRead, BufReader};
use std::path::Path;
use std::process::{Command, Stdio};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// A terminal with its journal in that folder, as a start of the program makes it.
async fn started(app: App, folder: &Path) -> App {
    let journal = Journal::open(&folder.join("journal.sqlite"), app.now()).await;
    app.with_journal(Ok(journal.expect("the journal")))
}

/// A cashier and a pizzaïolo are at it.
async fn shop(app: App, folder: &Path) -> App {
    let app = started(app, folder).await;
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    sign_in(&app, WindowKind::Kitchen, Role::Pizzaiolo).await;
    app
}

fn waits(app: &App) -> u32 {
    let journal = app.journal().expect("usable").expect("there is one");
    journal.stands().borrow().waits
}

/// Its line is whole all the time, and nobody does anything more at this terminal.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_the_server_had_no_time_for_is_applied_when_it_has() {
    let fresh = Fresh::new().await;
    let home = tempfile::tempdir().expect("a home");
    let counter = Arc::new(shop(fresh.terminal("Caisse 1"), home.path()).await);
    let menu = counter.menu().await.expect("the menu");
    let heard = listen(counter.clone());
    while !heard.lock().expect("news").contains(&News::Online) {
        sleep(Duration::from_millis(10)).await;
    }
    let pool = fresh.pool();
    let mut busy = pool.begin().await.expect("a transaction");
    sqlx::query("SELECT FROM stock_level FOR UPDATE").execute(&mut *busy).await.expect("locked");
    let call = an_order(&menu, vec![line(&menu, "reine", 1)]);
    let failure = at_counter(&counter, call).await.expect_err("no time for it");
    assert_eq!((failure.code, waits(&counter)), (FailureCode::Unreachable, 1));
    busy.rollback().await.expect("there is time");
    let applied = async {
        while waits(&counter) > 0 {
            sleep(Duration::from_millis(20)).await;
        }
    };
    timeout(Duration::from_secs(20), applied).await.expect("it is applied");
    assert_eq!(invariants::orders(&pool).await, 1);
    assert!(!heard.lock().expect("news").contains(&News::Offline), "the line was whole");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_taken_without_a_server_is_applied_when_it_is_back() {
    let folder = tempfile::tempdir().expect("a folder");
    let cluster = server(folder.path()).await;
    let home = tempfile::tempdir().expect("a home");
    let options = cluster.connect_options("outage");
    let terminal = || terminal_at(app::pool(options.clone()), "Caisse 1", "MOZ1");
    let counter = shop(terminal(), home.path()).await;
    let menu = counter.menu().await.expect("the menu");
    let consent = consent(&counter).await;

    cluster.stop().expect("stopped");
    let mut calls: Vec<_> =
        (0..3).map(|_| an_order(&menu, vec![line(&menu, "reine", 1)])).collect();
    // One needs the consent that a manager gave just before.
    calls[1].content.discount = Some(Discount { off: Off::Percent(50), reason: "geste".into() });
    calls[1].content.approval = Some(consent);
    for call in &calls {
        let failure = at_counter(&counter, call.clone()).await.expect_err("no server");
        assert_eq!(failure.code, FailureCode::Unreachable);
    }
    assert_eq!(waits(&counter), 3);
    // The power goes: nothing is left but the file.
    drop(counter);

    let cluster = embedded::open(folder.path()).expect("started again");
    let counter = shop(terminal(), home.path()).await;
    assert_eq!(waits(&counter), 3);
    counter.replay().await.expect("the server is there");
    assert_eq!(waits(&counter), 0);
    let listed = at_counter(&counter, ListOpenOrders {}).await.expect("the orders");
    let order: Vec<OrderId> = listed.iter().map(|it| it.order).collect();
    assert_eq!(order, calls.iter().map(|call| call.order).collect::<Vec<_>>());
    // The person tries again, as the screen said.
    at_counter(&counter, calls.remove(0)).await.expect("the first reply");
    assert_eq!(invariants::orders(counter.database()).await, 3);
    invariants::check(counter.database()).await;
    counter.close().await;
    cluster.remove().expect("removed");
}

#[tokio::test]
async fn a_new_command_waits_its_turn_and_a_no_keeps_nothing_back() {
    let fresh = Fresh::new().await;
    let home = tempfile::tempdir().expect("a home");
    let proxy = Proxy::before(fresh.socket_folder());
    let pool = app::pool(proxy.options(fresh.options()));
    let app = shop(terminal_at(pool, "Caisse 1", "MOZ1"), home.path()).await;
    let menu = app.menu().await.expect("the menu");
    proxy.cut();
    let late = an_order(&menu, vec![line(&menu, "reine", 1)]);
    at_counter(&app, late.clone()).await.expect_err("no server");
    let mut stale = an_order(&menu, vec![line(&menu, "reine", 1)]);
    stale.content.menu_version += 1;
    at_counter(&app, stale).await.expect_err("no server");
    assert_eq!(waits(&app), 2);
    proxy.mend();
    let claimed =
        in_kitchen(&app, NextPizza { command: tap() }).await.expect("it was placed first");
    assert_eq!(claimed.pizza.order, late.order);
    assert_eq!(waits(&app), 0);
    invariants::check(app.database()).await;
}

#[tokio::test]
async fn without_a_journal_that_can_be_used_nothing_is_begun() {
    let fresh = Fresh::new().await;
    for refused in [JournalRefused::Newer, JournalRefused::Unusable] {
        let app = fresh.terminal("Caisse 1").with_journal(Err(refused));
        let failure = at_counter(&app, ReadMenu {}).await.expect_err("said");
        assert_eq!(failure.code, FailureCode::Refused);
        assert!(failure.message.contains("journal"), "{failure}");
    }
}

#[tokio::test]
async fn what_was_read_last_is_shown_while_the_server_is_away() {
    let fresh = Fresh::new().await;
    let home = tempfile::tempdir().expect("a home");
    let proxy = Proxy::before(fresh.socket_folder());
    let terminal = || terminal_at(app::pool(proxy.options(fresh.options())), "Caisse 1", "MOZ1");
    let app = shop(terminal(), home.path()).await;
    order(&app, &[("reine", 1)]).await;
    let menu = at_counter(&app, ReadMenu {}).await.expect("the menu");
    let orders = at_counter(&app, ListOpenOrders {}).await.expect("the orders");
    let stock = at_counter(&app, ReadStock {}).await.expect("the stock");
    let kitchen = in_kitchen(&app, ReadKitchen {}).await.expect("the kitchen");
    let here = at_counter(&app, ReadTerminal {}).await.expect("the terminal");
    let journal = |app: &App| {
        let journal = app.journal().expect("usable").expect("there is one");
        journal.stands()
    };

    proxy.cut();
    // As long as the listener has not said so, a failure is one: the screen asks again.
    let failure = at_counter(&app, ListOpenOrders {}).await.expect_err("no server");
    assert_eq!(failure.code, FailureCode::Unreachable);
    app.disconnected();
    assert_eq!(at_counter(&app, ListOpenOrders {}).await.expect("as it was"), orders);
    assert!(journal(&app).borrow().as_of.is_some());
    app.journal().expect("usable").expect("there is one").written().await;
    drop(app);

    // The program is started again, and nobody answers.
    let app = started(terminal(), home.path()).await;
    app.disconnected();
    assert_eq!(at_counter(&app, ReadTerminal {}).await.expect("the terminal").shop, here.shop);
    assert!(!at_counter(&app, ListStaff {}).await.expect("the tiles").is_empty());
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    sign_in(&app, WindowKind::Kitchen, Role::Pizzaiolo).await;
    assert_eq!(at_counter(&app, ReadMenu {}).await.expect("the menu"), menu);
    assert_eq!(at_counter(&app, ListOpenOrders {}).await.expect("the orders"), orders);
    assert_eq!(at_counter(&app, ReadStock {}).await.expect("the stock"), stock);
    assert_eq!(in_kitchen(&app, ReadKitchen {}).await.expect("the kitchen"), kitchen);
    assert!(journal(&app).borrow().as_of.is_some());
    // Another shop's are none of this one's.
    app.stand_in("MOZ2".to_owned());
    at_counter(&app, ReadMenu {}).await.expect_err("never read");
    app.stand_in("MOZ1".to_owned());

    proxy.mend();
    app.primary().forget_hearsay().await;
    app.ready().await.expect("the server is there");
    app.reconnected();
    order(&app, &[("reine", 1)]).await;
    assert_eq!(at_counter(&app, ListOpenOrders {}).await.expect("the orders").len(), 2);
    assert_eq!(journal(&app).borrow().as_of, None);
}

#[tokio::test]
async fn what_a_backup_does_not_know_is_offered_again() {
    // Both are copies of one database: the second stands for a backup of the first.
    let (before, backup) = (Fresh::new().await, Fresh::new().await);
    let home = tempfile::tempdir().expect("a home");
    let app = shop(before.terminal("Caisse 1"), home.path()).await;
    app.offer_again().await.expect("nothing is missing");
    let placed = [order(&app, &[("reine", 1)]).await, order(&app, &[("cola", 1)]).await];
    claim(&app).await;
    let command = tap();
    at_counter(&app, HandOver { command, order: placed[1].order }).await.expect("handed over");
    app.offer_again().await.expect("nothing is missing");
    app.journal().expect("usable").expect("there is one").written().await;
    drop(app);

    // Another database than that is not filled with what this one had.
    let other = Fresh::new().await;
    sqlx::query("UPDATE _sqlx_migrations SET installed_on = now()")
        .execute(&other.pool())
        .await
        .expect("another database");
    let app = started(other.terminal("Caisse 1"), home.path()).await;
    app.offer_again().await.expect("nothing is offered");
    assert_eq!(invariants::orders(app.database()).await, 0);
    drop(app);

    let app = shop(backup.terminal("Caisse 1"), home.path()).await;
    for _ in 0..2 {
        app.offer_again().await.expect("the server is there");
        assert_eq!(waits(&app), 0);
        let listed = at_counter(&app, ListOpenOrders {}).await.expect("the orders");
        let found: Vec<_> = listed.iter().map(|it| (it.order, it.state)).collect();
        let states = [OrderState::Queued, OrderState::HandedOver];
        assert_eq!(found, [(placed[0].order, states[0]), (placed[1].order, states[1])]);
    }
    invariants::check(app.database()).await;
}

const HOME: &str = "OC_PIZZA_STORM_HOME";
const DATABASE: &str = "OC_PIZZA_STORM_DATABASE";
const ROUNDS: usize = 16;

/// Kill -9 at random points of a storm of orders; a process of its own plays the terminal.
#[tokio::test]
async fn killed_at_any_moment_each_order_exists_exactly_once() {
    let fresh = Fresh::new().await;
    stock_up(&fresh).await;
    let home = tempfile::tempdir().expect("a home");
    let mut answered = BTreeSet::new();
    for round in 0..ROUNDS {
        let mut child = Command::new(std::env::current_exe().expect("this test"))
            .args(["--exact", "journal::a_storm", "--ignored", "--nocapture"])
            .env(HOME, home.path())
            .env(DATABASE, format!("{} {}", fresh.name(), fresh.user()))
            .stdout(Stdio::piped())
            .spawn()
            .expect("a terminal");
        let mut said = BufReader::new(child.stdout.take().expect("its output")).lines();
        let at_work = said.by_ref().find(|line| line.as_ref().is_ok_and(|it| it == "at work"));
        assert!(at_work.is_some(), "the terminal did not start");
        // After some orders, at a moment of the next that is another each time.
        answered.extend(said.by_ref().take(1 + round % 4).map_while(Result::ok));
        std::thread::sleep(Duration::from_micros(round as u64 * 1_739 % 11_000));
        child.kill().expect("killed with signal 9");
        child.wait().expect("gone");
        answered.extend(said.map_while(Result::ok));
    }
    let app = started(fresh.terminal("Caisse 1"), home.path()).await;
    app.replay().await.expect("the server is there");
    assert_eq!(waits(&app), 0);
    let journal = app.journal().expect("usable").expect("there is one");
    journal.written().await;
    let file = home.path().join("journal.sqlite");
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file);
    let mut journal = sqlx::ConnectOptions::connect(&options).await.expect("the file");
    let taken: Vec<(String, String)> =
        sqlx::query_as("SELECT taken ->> '$.request.PlaceOrder.order', outcome FROM command")
            .fetch_all(&mut journal)
            .await
            .expect("what was taken");
    assert!(taken.iter().all(|(_, outcome)| outcome == "applied"), "{taken:?}");
    let taken: BTreeSet<String> = taken.into_iter().map(|(order, _)| order).collect();
    let there: Vec<uuid::Uuid> = sqlx::query_scalar("SELECT order_id FROM orders")
        .fetch_all(app.database())
        .await
        .expect("the orders");
    let there: BTreeSet<String> = there.iter().map(ToString::to_string).collect();
    assert_eq!(there, taken);
    assert!(answered.len() > ROUNDS, "{} orders are no storm", answered.len());
    assert!(answered.is_subset(&there));
    invariants::check(app.database()).await;
}

async fn stock_up(fresh: &Fresh) {
    let pool = fresh.pool();
    for statement in [
        "UPDATE stock_level SET on_hand = on_hand + 100000",
        "INSERT INTO stock_movement (shop_id, ingredient_id, quantity, cause)
         SELECT shop_id, ingredient_id, 100000, 'receipt' FROM stock_level",
    ] {
        sqlx::query(statement).execute(&pool).await.expect("stocked up");
    }
    pool.close().await;
}

/// The terminal that is killed.
#[tokio::test]
#[ignore = "started by the test above, and killed"]
async fn a_storm() {
    let Ok(home) = std::env::var(HOME) else { return };
    let database = std::env::var(DATABASE).expect("the database");
    let (name, user) = database.split_once(' ').expect("its user");
    let options: PgConnectOptions =
        crate::support::database::cluster().connect_options(name).username(user);
    let identity =
        Identity { terminal: a_uuid(), name: "Caisse 1".into(), shop_code: Some("MOZ1".into()) };
    let app = shop(App::new(options, identity), Path::new(&home)).await;
    let menu = app.menu().await.expect("the menu");
    println!("at work");
    loop {
        let call = an_order(&menu, vec![line(&menu, "reine", 1)]);
        let placed = at_counter(&app, call).await.expect("placed");
        println!("{}", placed.order.0);
    }
}
