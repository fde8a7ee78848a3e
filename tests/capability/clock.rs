//! A terminal's clock that is wrong, and is set while commands wait: they keep the order in which they
//! were taken, and each is judged by the time it was taken at.

use crate::invariants;
use crate::support::database::{Fresh, a_uuid, terminal_at};
use crate::support::people::{an_order, at_counter, line, sign_in};
use crate::support::proxy::Proxy;
use chrono::{DateTime, TimeDelta, Utc};
use domain::FailureCode;
use domain::orders::ListOpenOrders;
use domain::shops::WindowKind;
use domain::staff::Role;
use oc_pizza::app::{self, App, Identity};
use oc_pizza::journal::Journal;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use uuid::Uuid;

static HOURS_AHEAD: AtomicI64 = AtomicI64::new(0);

#[expect(clippy::disallowed_methods, reason = "the clock of a terminal, which may be wrong")]
fn clock() -> DateTime<Utc> {
    Utc::now() + TimeDelta::hours(HOURS_AHEAD.load(Ordering::SeqCst))
}

static LATE: AtomicBool = AtomicBool::new(false);

#[expect(clippy::disallowed_methods, reason = "the clock of a terminal, which may be wrong")]
fn late() -> DateTime<Utc> {
    Utc::now() + TimeDelta::days(i64::from(LATE.load(Ordering::SeqCst)))
}

#[tokio::test]
async fn what_waits_keeps_its_order_and_its_time_when_the_clock_is_set() {
    let fresh = Fresh::new().await;
    let home = tempfile::tempdir().expect("a home");
    let proxy = Proxy::before(fresh.socket_folder());
    let way = app::pool(proxy.options(fresh.options()));
    let journal = Journal::open(&home.path().join("journal.sqlite"), clock()).await;
    let app = terminal_at(way, "Caisse 1", "MOZ1").with_clock(clock).with_journal(journal);
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    let menu = app.menu().await.expect("the menu");
    let stands = app.journal().expect("usable").expect("there is one").stands();

    proxy.cut();
    let (mut commands, mut promises) = (Vec::new(), Vec::new());
    for hours_ahead in [48, -48, 0] {
        HOURS_AHEAD.store(hours_ahead, Ordering::SeqCst);
        let mut call = an_order(&menu, vec![line(&menu, "reine", 1)]);
        call.promised_at = app.now() + TimeDelta::minutes(20);
        commands.push(call.command.0);
        promises.push(call.promised_at.timestamp_micros());
        // Taken for later, whatever is answered meanwhile.
        let _ = at_counter(&app, call).await;
    }
    assert_eq!(stands.borrow().waits, 3);
    HOURS_AHEAD.store(-96, Ordering::SeqCst);
    proxy.mend();
    app.primary().forget_hearsay().await;
    app.replay().await.expect("the server is there");
    assert_eq!(stands.borrow().waits, 0);
    let applied: Vec<Uuid> =
        sqlx::query_scalar("SELECT command_id FROM applied_command ORDER BY applied_at")
            .fetch_all(app.database())
            .await
            .expect("the commands");
    assert_eq!(applied, commands, "in the order in which they were taken");
    let orders = at_counter(&app, ListOpenOrders {}).await.expect("the orders");
    let mut promised: Vec<_> = orders.iter().map(|it| it.promised_at.timestamp_micros()).collect();
    promised.sort_unstable();
    promises.sort_unstable();
    assert_eq!(promised, promises, "what the customers were told");
    invariants::check(app.database()).await;
}

/// The first answer got lost, and by the time of the second try this terminal itself would refuse.
#[tokio::test]
async fn what_was_applied_is_not_refused_when_it_is_asked_again_too_late() {
    let fresh = Fresh::new().await;
    let home = tempfile::tempdir().expect("a home");
    let file = home.path().join("journal.sqlite");
    let terminal = a_uuid();
    let app = || async {
        let identity = Identity { terminal, name: "Caisse 1".into(), shop_code: None };
        let app = App::new(fresh.options(), identity).with_clock(late);
        let journal = Journal::open(&file, app.now()).await;
        let app = app.with_journal(journal);
        sign_in(&app, WindowKind::Counter, Role::Cashier).await;
        app
    };
    let counter = app().await;
    let menu = counter.menu().await.expect("the menu");
    let call = an_order(&menu, vec![line(&menu, "reine", 1)]);
    let placed = at_counter(&counter, call.clone()).await.expect("placed");
    LATE.store(true, Ordering::SeqCst);
    let again = at_counter(&counter, call.clone()).await;
    assert_eq!(again.expect("the first reply"), placed);
    let other = an_order(&menu, vec![line(&menu, "reine", 1)]);
    let refused = at_counter(&counter, other).await.expect_err("that time is past");
    assert_eq!(refused.code, FailureCode::Refused);

    // The same where it waits in the journal, and the menu was changed meanwhile.
    counter.journal().expect("usable").expect("there is one").written().await;
    drop(counter);
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(&file);
    let mut rows = sqlx::ConnectOptions::connect(&options).await.expect("the file");
    sqlx::query("UPDATE command SET outcome = NULL, ended_at = NULL WHERE outcome = 'applied'")
        .execute(&mut rows)
        .await
        .expect("nobody heard of it");
    let pool = fresh.pool();
    sqlx::query("UPDATE product_size SET price_cents = price_cents + 100")
        .execute(&pool)
        .await
        .expect("dearer");
    let counter = app().await;
    counter.replay().await.expect("the server is there");
    counter.journal().expect("usable").expect("there is one").written().await;
    let outcomes: Vec<String> = sqlx::query_scalar("SELECT outcome FROM command ORDER BY place")
        .fetch_all(&mut rows)
        .await
        .expect("the outcomes");
    assert_eq!(outcomes, ["applied", "refused"]);
    assert_eq!(invariants::orders(&pool).await, 1);
}
