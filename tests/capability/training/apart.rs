//! What is done to learn is apart from all that is real.

use super::{School, in_cash, refused};
use crate::runs::{counted, not_found, run_of};
use crate::support::database::a_uuid;
use crate::support::people::{
    an_order, at_counter, claim, cooked, into_oven, line, order, paid_by_card, sign_in, tap,
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::contract::every_call;
use domain::customers::{CustomerDetails, CustomerId, SaveCustomer};
use domain::invoices::{MakeInvoice, PrintInvoice};
use domain::journal::{GiveUp, TryAgain};
use domain::ledger::{
    Chain, CloseDay, Content, ListEntries, MoveCash, OpenDrawer, OpenSession, PrintEntry,
    PrintNote, PrintX, ReadEntry, ReadTill,
};
use domain::orders::{
    CancelOrder, ChangeOrder, HandOver, ListOpenOrders, PlaceElsewhere, RefundOrder, ServiceMode,
    SettleOrder,
};
use domain::payments::{CashMovement, Given};
use domain::runs::SendAgain;
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::{Cents, Failure};
use sqlx::{AssertSqlSafe, PgPool};
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// All rows of all tables but what a ticket of training and the register's own events add to.
async fn rows(pool: &PgPool) -> BTreeMap<String, String> {
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT table_name::text FROM information_schema.tables
         WHERE table_schema = 'oc_pizza' AND table_type = 'BASE TABLE'
           AND table_name NOT IN ('applied_command', 'entry_print', 'ledger_head', 'sign_in_attempt')",
    )
    .fetch_all(pool)
    .await
    .expect("the tables");
    assert!(tables.len() > 25, "{tables:?}");
    let mut all = BTreeMap::new();
    for table in tables {
        let real = match table.as_str() {
            "ledger_entry" => " WHERE chain NOT IN ('training', 'events')",
            _ => "",
        };
        let read = format!(
            "SELECT coalesce(string_agg(it::text, '\n' ORDER BY it::text), '') FROM {table} AS it{real}"
        );
        let text = sqlx::query_scalar(AssertSqlSafe(read)).fetch_one(pool).await.expect("rows");
        all.insert(table, text);
    }
    all
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_lesson_changes_no_row_of_anything_real_and_is_a_ticket_of_its_own() {
    let school = School::new().await;
    at_counter(&school.app, OpenSession { command: tap(), float: Cents(10_000) })
        .await
        .expect("opened");
    let placed = order(&school.app, &[("reine", 1)]).await;
    let paid = paid_by_card(placed.order, placed.total);
    at_counter(&school.app, paid).await.expect("a real one");
    let pool = school.fresh.pool();
    let (till, open) = (
        at_counter(&school.app, ReadTill {}).await.expect("the till"),
        at_counter(&school.app, ListOpenOrders {}).await.expect("the orders"),
    );
    let before = rows(&pool).await;
    school.begin().await;
    let first = school.lesson().await;
    let second = school.lesson().await;
    assert_eq!((first.number.as_str(), second.number.as_str()), ("École 1", "École 2"));
    assert_eq!((first.change, first.left), (Cents(250), Cents::ZERO));
    assert_eq!((first.entry.chain, first.entry.number), (Chain::Training, 1));
    // The same tap again is the same ticket.
    let content = school.content("cola").await;
    let trained = school.validate(&content).await.expect("validated");
    let sale = in_cash(&trained, content, trained.total);
    let once = at_counter(&school.app, sale.clone()).await.expect("paid");
    assert_eq!(at_counter(&school.app, sale).await.expect("the same tap"), once);
    assert_eq!(once.entry.number, 3);

    let shown = at_counter(&school.app, ReadEntry { entry: first.entry.clone() }).await;
    let Content::Ticket(ticket) = shown.expect("it is there").content else { panic!("a ticket") };
    assert!(ticket.training);
    assert_eq!((ticket.order.number.as_str(), ticket.order.reference), ("École 1", None));
    assert_eq!((ticket.total, ticket.lines.len()), (first.amount, 1));

    for copies in 0..2 {
        let print = PrintEntry { command: tap(), entry: first.entry.clone() };
        assert_eq!(at_counter(&school.app, print).await.expect("printed").copies, copies);
    }
    let papers = school.printer.wait_for(2).await;
    for paper in &papers {
        let bare =
            |line: &'_ str| line.trim_start_matches(['*', '#', '^', ' ']).trim_end().to_owned();
        let lines: Vec<String> = paper.lines().map(bare).filter(|it| !it.is_empty()).collect();
        let lines: Vec<&str> = lines.iter().map(String::as_str).collect();
        assert_eq!(lines.first(), Some(&"MODE ÉCOLE"), "{paper}");
        assert_eq!(lines.iter().filter(|line| **line == "MODE ÉCOLE").count(), 2, "{paper}");
        assert!(lines[lines.len() - 2..].contains(&"MODE ÉCOLE"), "{paper}");
        assert!(paper.contains("Commande École 1"), "{paper}");
    }
    assert!(papers[1].contains("DUPLICATA n° 1") && !papers[0].contains("DUPLICATA"));
    assert_eq!(school.printer.drawer(), 0, "no drawer opens");
    school.end().await.expect("off");

    let after = rows(&pool).await;
    for (table, text) in &before {
        assert_eq!(text, &after[table], "{table}");
    }
    assert_eq!(at_counter(&school.app, ReadTill {}).await.expect("the till"), till);
    assert_eq!(at_counter(&school.app, ListOpenOrders {}).await.expect("the orders"), open);
    let pieces = School::counted(10_000);
    let closed = at_counter(&school.app, CloseDay { command: tap(), count: Some(pieces) }).await;
    let closing = closed.expect("the day is closed").closing;
    assert_eq!((closing.figures.tickets, closing.figures.total), (1, placed.total));
    let listed = at_counter(&school.app, ListEntries { day: None }).await.expect("the papers");
    let lessons = listed.iter().filter(|it| it.entry.chain == Chain::Training).count();
    assert_eq!(lessons, 4, "three tickets and a duplicata");
    // Nothing is added to a closed day, and no hole is left by what was refused.
    school.begin().await;
    let content = school.content("reine").await;
    let trained = school.validate(&content).await.expect("validated");
    let late = in_cash(&trained, content, trained.total);
    refused(at_counter(&school.app, late).await, "Clôture déjà faite");
    school.sound().await;
}

/// Every command of a counter, but those of training.
async fn each_real_one(school: &School) -> Vec<(&'static str, Result<(), Failure>)> {
    let app = &school.app;
    let menu = app.menu().await.expect("the menu");
    let placing = an_order(&menu, vec![line(&menu, "reine", 1)]);
    let order = domain::orders::OrderId(a_uuid());
    let elsewhere = PlaceElsewhere {
        command: tap(),
        order,
        shop: "MOZ2".to_owned(),
        content: placing.content.clone(),
        promised_at: placing.promised_at,
    };
    let changing = ChangeOrder {
        command: tap(),
        order,
        version: 1,
        content: placing.content.clone(),
        promised_at: placing.promised_at,
    };
    let back = domain::ledger::Back::Amount(Cents(100));
    let refund = RefundOrder {
        command: tap(),
        order,
        paid: Cents(100),
        back,
        reason: "geste".to_owned(),
        approval: None,
    };
    let cancel = CancelOrder { command: tap(), order, reason: None, approval: None };
    let given = Given::Cash { received: Cents(100) };
    let settle = SettleOrder::at_once(tap(), order, Cents(100), given);
    let reason = "monnaie".to_owned();
    let movement = CashMovement::In { amount: Cents(100), reason: reason.clone() };
    let register = app.register().await.expect("the register").code().clone();
    let entry = domain::ledger::EntryRef { register, chain: Chain::Sales, number: 1 };
    let invoice = MakeInvoice { command: tap(), entry: entry.clone(), company: None };
    let sending = run_of(domain::staff::StaffId(0), &[order]);
    let run = sending.run;
    let saving = SaveCustomer {
        command: tap(),
        customer: CustomerId(a_uuid()),
        version: None,
        details: CustomerDetails::default(),
    };
    let print_invoice = PrintInvoice { command: tap(), entry: entry.clone() };
    vec![
        ("PlaceOrder", at_counter(app, placing).await.map(drop)),
        ("PlaceElsewhere", at_counter(app, elsewhere).await.map(drop)),
        ("ChangeOrder", at_counter(app, changing).await.map(drop)),
        ("CancelOrder", at_counter(app, cancel).await.map(drop)),
        ("SettleOrder", at_counter(app, settle).await.map(drop)),
        ("RefundOrder", at_counter(app, refund).await.map(drop)),
        ("HandOver", at_counter(app, HandOver { command: tap(), order }).await.map(drop)),
        ("OpenSession", at_counter(app, OpenSession { command: tap(), float: Cents(1) }).await),
        ("MoveCash", at_counter(app, MoveCash { command: tap(), movement }).await),
        ("OpenDrawer", at_counter(app, OpenDrawer { command: tap(), reason }).await),
        ("CloseDay", at_counter(app, CloseDay { command: tap(), count: None }).await.map(drop)),
        ("MakeInvoice", at_counter(app, invoice).await.map(drop)),
        ("PrintInvoice", at_counter(app, print_invoice).await.map(drop)),
        ("PrintEntry", at_counter(app, PrintEntry { command: tap(), entry }).await.map(drop)),
        ("PrintNote", at_counter(app, PrintNote { command: tap(), order }).await.map(drop)),
        ("PrintX", at_counter(app, PrintX { command: tap() }).await),
        ("SaveCustomer", at_counter(app, saving).await.map(drop)),
        ("SendRun", at_counter(app, sending).await.map(drop)),
        ("FailStop", at_counter(app, not_found(run, order)).await.map(drop)),
        ("SendAgain", at_counter(app, SendAgain { command: tap(), order }).await.map(drop)),
        ("EndRun", at_counter(app, counted(run, 0)).await.map(drop)),
    ]
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn nothing_real_is_begun_there_while_others_work() {
    let school = School::new().await;
    let placed = order(&school.app, &[("reine", 1)]).await;
    school.begin().await;
    let before = rows(&school.fresh.pool()).await;
    let tried = each_real_one(&school).await;
    let names: Vec<_> = tried.iter().map(|(name, _)| *name).collect();
    for call in every_call() {
        let is_here = call.is_command && call.windows.contains(&WindowKind::Counter);
        if is_here && call.name != "TrainSale" {
            assert!(names.contains(&call.name), "{} is not tried", call.name);
        }
    }
    for (name, answer) in tried {
        let failure = answer.expect_err(name);
        assert!(failure.message.starts_with("Mode école"), "{name}: {failure:?}");
    }
    let decided = at_counter(&school.app, TryAgain { entry: 1, as_sold: false }).await;
    refused(decided, "Mode école");
    let reason = "x".to_owned();
    let decided = at_counter(&school.app, GiveUp { entry: 1, reason, approval: None }).await;
    refused(decided, "Mode école");
    assert_eq!(rows(&school.fresh.pool()).await, before);

    // The kitchen of the same PC, and another counter, go on.
    school.lesson().await;
    sign_in(&school.app, WindowKind::Kitchen, Role::Pizzaiolo).await;
    let pizza = claim(&school.app).await.pizza;
    into_oven(&school.app, pizza.item).await;
    cooked(&school.app, pizza.item).await;
    let other = school.fresh.terminal("Caisse 2");
    sign_in(&other, WindowKind::Counter, Role::Cashier).await;
    at_counter(&other, paid_by_card(placed.order, placed.total)).await.expect("paid there");
    at_counter(&other, HandOver { command: tap(), order: placed.order })
        .await
        .expect("handed over");
    school.sound().await;
}

fn tomorrow() -> DateTime<Utc> {
    now() + TimeDelta::days(1)
}

#[expect(clippy::disallowed_methods, reason = "tests play the clock")]
fn now() -> DateTime<Utc> {
    Utc::now()
}

/// A day that nobody closed is closed by the next real ticket, not by a lesson.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_learns_closes_no_day() {
    let school = School::new().await;
    let placed = order(&school.app, &[("cola", 1)]).await;
    at_counter(&school.app, paid_by_card(placed.order, placed.total)).await.expect("paid");
    let other = order(&school.app, &[("cola", 2)]).await;
    let school = school.restart_at(Some(tomorrow)).await;
    let closings = async || {
        sqlx::query_scalar::<_, i64>("SELECT count(*) FROM ledger_entry WHERE chain = 'closings'")
            .fetch_one(&school.fresh.pool())
            .await
            .expect("a count")
    };
    school.begin().await;
    let mut content = school.content("reine").await;
    content.mode = ServiceMode::EatIn;
    let promised_at = tomorrow() + TimeDelta::minutes(20);
    let call = domain::orders::TrainOrder { content: content.clone(), promised_at };
    let trained = at_counter(&school.app, call).await.expect("validated");
    let sale = in_cash(&trained, content, trained.total);
    let settled = at_counter(&school.app, sale).await.expect("paid");
    for _ in 0..2 {
        let print = PrintEntry { command: tap(), entry: settled.entry.clone() };
        at_counter(&school.app, print).await.expect("printed");
    }
    assert_eq!(closings().await, 0);
    school.end().await.expect("off");
    at_counter(&school.app, paid_by_card(other.order, other.total)).await.expect("paid");
    assert!(closings().await >= 1);
    let quiet = async {
        while !school.app.printers().expect("printers").waiting.is_empty() {
            sleep(Duration::from_millis(10)).await;
        }
    };
    timeout(Duration::from_secs(20), quiet).await.expect("all comes out");
    school.sound().await;
}
