//! A terminal's clock that is wrong, and is set while commands wait: they keep the order in which they
//! were taken, and each is judged by the time it was taken at.

use crate::invariants;
use crate::support::database::{Fresh, terminal_at};
use crate::support::people::{an_order, at_counter, line, sign_in};
use crate::support::proxy::Proxy;
use chrono::{DateTime, TimeDelta, Utc};
use domain::orders::ListOpenOrders;
use domain::shops::WindowKind;
use domain::staff::Role;
use oc_pizza::app;
use oc_pizza::journal::Journal;
use std::sync::atomic::{AtomicI64, Ordering};
use uuid::Uuid;

static HOURS_AHEAD: AtomicI64 = AtomicI64::new(0);

#[expect(clippy::disallowed_methods, reason = "the clock of a terminal, which may be wrong")]
fn clock() -> DateTime<Utc> {
    Utc::now() + TimeDelta::hours(HOURS_AHEAD.load(Ordering::SeqCst))
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
