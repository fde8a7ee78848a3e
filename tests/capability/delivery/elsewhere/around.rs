//! What stands around an order that is placed in another shop: logins, the way to the server and no way there, paper,
//! and the hours by which a shop is open.

use super::{SECOND, a_reine, one, there};
use crate::delivery::all_open;
use crate::delivery::placing::refused;
use crate::invariants;
use crate::offline::cut::Cut;
use crate::support::database::{Fresh, a_uuid, terminal_at};
use crate::support::people::{at_counter, claim, now, sign_in};
use crate::support::printer::{TestPrinter, printers, printing_at};
use crate::support::proxy::Proxy;
use crate::support::separated::Separated;
use crate::terminals::program;
use chrono::{DateTime, NaiveDateTime, TimeDelta, Utc};
use domain::delivery::{Hours, is_open};
use domain::menu::ReadMenu;
use domain::orders::{ListOpenOrders, ReadElsewhere};
use domain::shops::{WindowKind, ZONE};
use domain::staff::Role;
use domain::terminals::TerminalKind;
use oc_pizza::app::{self, App};
use oc_pizza::orders::unshown::{PATIENCE, Since, look};
use sqlx::AssertSqlSafe;
use std::sync::atomic::{AtomicI64, Ordering};

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn with_logins_of_their_own_a_counter_may_and_nobody_else() {
    let fresh = Separated::new().await;
    all_open(&fresh.pool()).await;
    let enrolled = fresh.enrolled("MOZ1", &[TerminalKind::Counter]).await;
    let app = program(&enrolled, fresh.options());
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    let second = fresh.enrolled("MOZ2", &[TerminalKind::Counter, TerminalKind::Kitchen]).await;
    let second = program(&second, fresh.options());
    sign_in(&second, WindowKind::Counter, Role::Cashier).await;
    sign_in(&second, WindowKind::Kitchen, Role::Pizzaiolo).await;
    let (_, menu) = there(&app).await;
    let call = a_reine(&menu);
    let placed = at_counter(&app, call.clone()).await.expect("placed there");
    assert_eq!(at_counter(&app, call).await, Ok(placed.clone()), "its reply is its own");
    assert_eq!(claim(&second).await.pizza.number, placed.number);
    let listed = at_counter(&second, ListOpenOrders {}).await.expect("listed");
    assert_eq!(listed.len(), 1);
    // It sees nothing of it afterwards, and its rows are still no other shop's.
    let seen: i64 = one(app.database(), "SELECT count(*) FROM orders").await;
    assert_eq!(seen, 0);
    let denied = async |app: &App, statement: &str| {
        let done = sqlx::query(AssertSqlSafe(statement.to_owned())).execute(app.database()).await;
        let error = done.expect_err(statement);
        let code = error.as_database_error().and_then(|it| it.code()).map(|it| it.into_owned());
        code.unwrap_or_default()
    };
    let plain = format!(
        "INSERT INTO orders (order_id, shop_id, business_day, number, reference, channel, mode, state, total_cents,
                             pizzas, pizzas_left, promised_at, menu_version, placed_by, terminal_id)
         SELECT '{}', shop_id + 1, now()::date, 'A-099', 'x', 'phone', 'delivery', 'ready', 1, 0, 0, now(), 1, 1, '{}'
         FROM shop",
        a_uuid(),
        enrolled.terminal
    );
    assert_eq!(denied(&app, &plain).await, "42501");
    // Nor does it place anything in another terminal's name.
    let function = |terminal: String| {
        let nulls = ["NULL"; 19].join(", ");
        format!("SELECT place_elsewhere(1, NULL, NULL, NULL, {terminal}, {nulls}, NULL)")
    };
    assert_eq!(denied(&app, &function(format!("'{}'", a_uuid()))).await, "OC001");
    for kind in [TerminalKind::Kitchen, TerminalKind::Office, TerminalKind::Board] {
        let other = fresh.enrolled("MOZ1", &[kind]).await;
        let own = format!("'{}'", other.terminal);
        let other = program(&other, fresh.options());
        assert_eq!(denied(&other, &function(own)).await, "42501", "{kind:?}");
        assert_eq!(denied(&other, "SELECT shop_elsewhere('MOZ2')").await, "42501", "{kind:?}");
    }
    invariants::check(&fresh.pool()).await;
}

#[tokio::test]
async fn it_costs_one_round_trip() {
    let fresh = Fresh::new().await;
    all_open(&fresh.pool()).await;
    let proxy = Proxy::before(fresh.socket_folder());
    let app = terminal_at(app::pool(proxy.options(fresh.options())), "Caisse 1", "MOZ1");
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    app.primary().open_connections().await.expect("three connections");
    at_counter(&app, ReadMenu {}).await.expect("the menu");
    let (_, menu) = there(&app).await;
    let mut cost = Vec::new();
    for _ in 0..4 {
        let before = proxy.round_trips();
        at_counter(&app, a_reine(&menu)).await.expect("placed there");
        cost.push(proxy.round_trips() - before);
    }
    // The first one prepares the statement on its connection.
    assert_eq!(cost[1..], [1; 3], "{cost:?}");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_the_server_it_is_refused_and_nothing_waits() {
    let cut = Cut::ready().await;
    all_open(&cut.fresh.pool()).await;
    let (_, menu) = there(&cut.app).await;
    cut.away().await;
    let (_, words) = refused(at_counter(&cut.app, a_reine(&menu)).await);
    assert!(words.contains("Sans le serveur"), "{words}");
    let read = at_counter(&cut.app, ReadElsewhere { shop: "MOZ2".to_owned() }).await;
    assert!(read.expect_err("unknown").message.contains("Sans le serveur"));
    assert_eq!(cut.waits(), 0);
    cut.back().await;
    assert_eq!(cut.to_decide().await.len(), 0);
    assert_eq!(invariants::orders(&cut.fresh.pool()).await, 0);
    at_counter(&cut.app, a_reine(&menu)).await.expect("once it is back");
}

/// Seconds that the second shop's clock is ahead.
static AHEAD: AtomicI64 = AtomicI64::new(0);

fn ahead() -> DateTime<Utc> {
    now() + TimeDelta::seconds(AHEAD.load(Ordering::SeqCst))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn where_its_kitchens_screen_is_away_its_counter_prints_it() {
    let printer = TestPrinter::on().await;
    let list = [("Cuisine", &["kitchen"][..], printer.address(), None)];
    let (fresh, home) = (Fresh::new().await, tempfile::tempdir().expect("a home"));
    all_open(&fresh.pool()).await;
    let app = terminal_at(fresh.pool(), "Caisse 1", "MOZ1");
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    let second = terminal_at(fresh.pool(), "Caisse 1", "MOZ2").with_clock(ahead);
    let second = printing_at(second, home.path(), &printers(&list).expect("printers")).await;
    let (_, menu) = there(&app).await;
    let placed = at_counter(&app, a_reine(&menu)).await.expect("placed there");
    let mut since = Since::new();
    look(&second, &mut since).await.expect("looked");
    AHEAD.fetch_add(PATIENCE.num_seconds(), Ordering::SeqCst);
    look(&second, &mut since).await.expect("looked");
    assert_eq!(printer.papers().len(), 0, "who took it would be first");
    AHEAD.fetch_add(10, Ordering::SeqCst);
    for _ in 0..2 {
        look(&second, &mut since).await.expect("looked");
    }
    let papers = printer.wait_for(1).await;
    assert!(papers[0].contains(&placed.number) && papers[0].contains("1 x Reine"), "{}", papers[0]);
}

#[tokio::test]
async fn the_database_and_the_rule_agree_on_when_a_shop_is_open() {
    let fresh = Fresh::new().await;
    let pool = fresh.pool();
    let time = |text: &str| text.parse().expect("a time of day");
    let week = [
        (6, "11:30:00", "14:30:00"),
        (6, "18:30:00", "00:00:00"),
        (7, "18:30:00", "01:30:00"),
        (3, "00:00:00", "00:00:00"),
    ]
    .map(|(weekday, opens, closes)| Hours {
        weekday,
        opens_at: time(opens),
        closes_at: time(closes),
    });
    let began: NaiveDateTime = "2026-12-05T00:00:00".parse().expect("a Saturday");
    for hours in [&week[..], &[]] {
        all_open(&pool).await;
        for it in hours {
            sqlx::query(AssertSqlSafe(format!(
                "INSERT INTO opening_hours (shop_id, weekday, opens_at, closes_at) VALUES ({SECOND}, $1, $2, $3)"
            )))
            .bind(i32::try_from(it.weekday).expect("a day"))
            .bind(it.opens_at)
            .bind(it.closes_at)
            .execute(&pool)
            .await
            .expect("told");
        }
        for quarter in 0..7 * 24 * 4 {
            let at = began + TimeDelta::minutes(15 * quarter);
            let moment = at.and_local_timezone(ZONE).single().expect("no change of clocks");
            let open: bool =
                sqlx::query_scalar(AssertSqlSafe(format!("SELECT shop_is_open({SECOND}, $1)")))
                    .bind(moment.to_utc())
                    .fetch_one(&pool)
                    .await
                    .expect("asked");
            assert_eq!(open, is_open(hours, at), "{at}");
        }
    }
}
