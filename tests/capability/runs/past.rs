//! The runs that are over, as offices list them: of their shops, of a day, of a driver, page by page.

use super::{
    board, counted, counter, driver, hand_over, north, not_found, ready, run_of, signed_in,
};
use crate::messages::at_office;
use crate::support::database::{Fresh, terminal_at};
use crate::support::people::{at_counter, paid_by_card, sign_in, tap};
use crate::support::separated::Separated;
use crate::terminals::program;
use chrono::NaiveDate;
use domain::Cents;
use domain::orders::{OrderId, SettleOrder};
use domain::payments::Given;
use domain::runs::{
    FailReason, ListRuns, PAST_RUNS_PAGE, PastRun, PastRuns, RunCash, RunId, StopState,
};
use domain::shops::WindowKind;
use domain::staff::{Role, StaffId};
use domain::terminals::TerminalKind;
use oc_pizza::app::App;
use sqlx::AssertSqlSafe;
use std::collections::BTreeSet;

fn all() -> ListRuns {
    ListRuns { shop: None, day: None, driver: None, before: None }
}

async fn listed(office: &App, call: ListRuns) -> PastRuns {
    at_office(office, call).await.expect("the runs")
}

fn keys(page: &PastRuns) -> Vec<RunId> {
    page.runs.iter().map(|it| it.run.run).collect()
}

/// A run with one order, which is paid by card and handed over.
async fn brought(app: &App, phone: &str) -> (RunId, StaffId) {
    let placed = ready(app, phone, "12 rue des Lilas", Some(north(10))).await;
    let driver = driver(app).await;
    let call = run_of(driver, &[placed.order]);
    at_counter(app, call.clone()).await.expect("sent");
    at_counter(app, hand_over(placed.order)).await.expect("handed over");
    at_counter(app, paid_by_card(placed.order, placed.total)).await.expect("paid");
    at_counter(app, counted(call.run, 0)).await.expect("back");
    (call.run, driver)
}

/// A run with two orders: one is paid in cash, of which fifty cents are missing; the other comes back.
async fn half_brought(app: &App) -> (RunId, StaffId, OrderId) {
    let first = ready(app, "+33612345670", "12 rue des Lilas", Some(north(10))).await;
    let second = ready(app, "+33612345671", "3 place du Marché", Some(north(12))).await;
    let driver = driver(app).await;
    let call = run_of(driver, &[first.order, second.order]);
    at_counter(app, call.clone()).await.expect("sent");
    at_counter(app, hand_over(first.order)).await.expect("handed over");
    let given = Given::Cash { received: Cents(2000) };
    let paid = SettleOrder::at_once(tap(), first.order, first.total, given);
    at_counter(app, paid).await.expect("paid");
    at_counter(app, not_found(call.run, second.order)).await.expect("it came back");
    at_counter(app, counted(call.run, 1900)).await.expect("back");
    (call.run, driver, second.order)
}

/// The clock's work, which nobody may do: a run left and ended at other times.
async fn ended_at(app: &App, run: RunId, at: &str) {
    for statement in [
        "ALTER TABLE run DISABLE TRIGGER run_is_over".to_owned(),
        format!(
            "UPDATE run SET left_at = timestamptz '{at}' - interval '25 minutes', ended_at = '{at}' WHERE run_id = '{}'",
            run.0
        ),
        "ALTER TABLE run ENABLE TRIGGER run_is_over".to_owned(),
    ] {
        sqlx::query(AssertSqlSafe(statement)).execute(app.database()).await.expect("time passes");
    }
}

#[tokio::test]
async fn an_office_reads_what_each_run_brought_and_what_failed() {
    let fresh = Fresh::new().await;
    let app = counter(&fresh).await;
    let there = signed_in(terminal_at(fresh.pool(), "Caisse 1", "MOZ2")).await;
    assert_eq!(listed(&app, all()).await.runs, []);
    let (first, theo, order) = half_brought(&app).await;
    let (second, yanis) = brought(&there, "+33612345672").await;
    // One that is under way is not over.
    let out = ready(&app, "+33612345673", "5 rue Basse", Some(north(10))).await;
    at_counter(&app, run_of(theo, &[out.order])).await.expect("sent");

    let page = listed(&app, all()).await;
    assert_eq!((keys(&page), page.earlier), (vec![second, first], false));
    let codes: Vec<_> = page.runs.iter().map(|it| it.shop.code.as_str()).collect();
    assert_eq!((codes, page.shops.len()), (vec!["MOZ2", "MOZ1"], 5));
    let drivers: BTreeSet<_> = page.drivers.iter().map(|it| it.driver).collect();
    assert_eq!(drivers, BTreeSet::from([theo, yanis]));
    let PastRun { run, .. } = &page.runs[1];
    let ended = run.ended.as_ref().expect("it is over");
    assert_eq!(run.cash, RunCash { float: Cents(0), taken: Cents(1950) });
    assert_eq!((ended.counted, ended.difference), (Cents(1900), Cents(-50)));
    assert_eq!((run.expected_minutes, run.took()), (14, Some(0)));
    let failed: Vec<_> = run.failed().collect();
    let wrong = failed[0].went_wrong.as_ref().expect("why");
    assert_eq!((failed.len(), failed[0].order, wrong.reason), (1, order, FailReason::NotFound));
    assert_eq!(run.stops[0].state, StopState::Delivered);
    assert_eq!(board(&app).await.runs[0].took(), None);

    let of = |shop: &str| ListRuns { shop: Some(shop.to_owned()), ..all() };
    let page = listed(&app, of("MOZ1")).await;
    assert_eq!((keys(&page), page.shops.len()), (vec![first], 5));
    assert_eq!(page.drivers.iter().map(|it| it.driver).collect::<Vec<_>>(), [theo]);
    assert_eq!(keys(&listed(&app, of("MOZ3")).await), []);
    let by = |driver| ListRuns { driver: Some(driver), ..all() };
    assert_eq!(keys(&listed(&app, by(yanis)).await), [second]);
    assert_eq!(keys(&listed(&app, ListRuns { driver: Some(yanis), ..of("MOZ1") }).await), []);
    // Whoever manages a shop sees his own.
    sign_in(&app, WindowKind::Office, Role::ShopManager).await;
    let page = listed(&app, all()).await;
    assert_eq!((keys(&page), page.shops.len()), (vec![first], 1));
    assert_eq!(keys(&listed(&app, of("MOZ2")).await), []);
}

#[tokio::test]
async fn runs_of_a_day_are_those_that_ended_on_that_business_day() {
    let fresh = Fresh::new().await;
    let app = counter(&fresh).await;
    let mut runs = Vec::new();
    for at in [
        // A day ends at five, also where clocks were put back that night, and forward.
        "2026-03-02 04:59:59 Europe/Paris",
        "2026-03-02 05:00:00 Europe/Paris",
        "2026-03-03 04:59:59.9 Europe/Paris",
        "2026-03-29 04:59:59 Europe/Paris",
        "2026-10-25 04:59:59 Europe/Paris",
        "2026-10-25 05:00:00 Europe/Paris",
    ] {
        let (run, _) = brought(&app, &format!("+3361234567{}", runs.len())).await;
        ended_at(&app, run, at).await;
        runs.push(run);
    }
    let of =
        |day: (u32, u32)| ListRuns { day: NaiveDate::from_ymd_opt(2026, day.0, day.1), ..all() };
    for (day, nths) in [
        ((2, 28), &[][..]),
        ((3, 1), &[0]),
        ((3, 2), &[2, 1]),
        ((3, 3), &[]),
        ((3, 28), &[3]),
        ((10, 24), &[4]),
        ((10, 25), &[5]),
    ] {
        let page = listed(&app, of(day)).await;
        assert_eq!(keys(&page), nths.iter().map(|nth| runs[*nth]).collect::<Vec<_>>(), "{day:?}");
        assert!(page.runs.iter().all(|it| Some(it.day) == of(day).day), "{page:?}");
        assert!(page.runs.iter().all(|it| it.run.took() == Some(25)), "{page:?}");
        assert_eq!(page.drivers.len(), 1, "whoever drove is there to be chosen");
    }
}

#[tokio::test]
async fn each_run_is_on_one_page_also_of_many_that_ended_at_once() {
    let fresh = Fresh::new().await;
    let app = counter(&fresh).await;
    let (first, driver, _) = half_brought(&app).await;
    let there = signed_in(terminal_at(fresh.pool(), "Caisse 1", "MOZ2")).await;
    brought(&there, "+33612345672").await;
    let many = "
        WITH more AS (
            INSERT INTO run (run_id, shop_id, driver_id, sent_by, terminal_id, left_at, expected_minutes, is_estimate,
                             float_cents, ended_at, ended_by, taken_cents, counted_cents)
            SELECT md5(nth::text)::uuid, shop_id, driver_id, sent_by, terminal_id, left_at, expected_minutes, is_estimate,
                   float_cents, ended_at, ended_by, taken_cents, counted_cents
            FROM run, generate_series(1, 70) AS nth WHERE run_id = $1
            RETURNING run_id)
        INSERT INTO run_stop (run_id, shop_id, order_id, position, minutes, state, done_at, done_by, reason)
        SELECT more.run_id, shop_id, order_id, position, minutes, state, done_at, done_by, reason
        FROM run_stop, more WHERE run_stop.run_id = $1";
    sqlx::query(many).bind(first.0).execute(app.database()).await.expect("more of it");
    for (asked, count) in [
        (all(), 72),
        (ListRuns { shop: Some("MOZ1".to_owned()), driver: Some(driver), ..all() }, 71),
    ] {
        let (mut seen, mut before) = (Vec::new(), None);
        loop {
            let page = listed(&app, ListRuns { before, ..asked.clone() }).await;
            assert!(page.runs.len() == PAST_RUNS_PAGE || !page.earlier, "{}", page.runs.len());
            seen.extend(
                page.runs.iter().map(|it| (it.run.ended.as_ref().map(|it| it.at), it.run.run)),
            );
            before = seen.last().map(|it| it.1);
            if !page.earlier {
                break;
            }
        }
        assert!(seen.is_sorted_by(|one, next| one > next), "the latest first, each once");
        assert_eq!(seen.len(), count);
    }
    let unknown = ListRuns { before: Some(RunId(uuid::Uuid::nil())), ..all() };
    assert_eq!(listed(&app, unknown).await.runs, []);
}

#[tokio::test]
async fn an_office_with_its_own_login_reads_the_runs_of_its_shops_alone() {
    let fresh = Separated::new().await;
    let pc = fresh.enrolled("MOZ1", &[TerminalKind::Counter, TerminalKind::Kitchen]).await;
    let app = program(&pc, fresh.options());
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    sign_in(&app, WindowKind::Kitchen, Role::Pizzaiolo).await;
    let (run, _) = brought(&app, "+33612345672").await;
    let offices = [
        (fresh.enrolled("MOZ1", &[TerminalKind::Office]).await, vec![run]),
        (fresh.enrolled("MOZ2", &[TerminalKind::Office]).await, vec![]),
        (fresh.group_office().await, vec![run]),
    ];
    for (office, expected) in offices {
        let office = program(&office, fresh.options());
        sign_in(&office, WindowKind::Office, Role::GroupManager).await;
        let page = listed(&office, all()).await;
        assert_eq!(keys(&page), expected);
        assert_eq!(page.drivers.len(), expected.len());
        let page = listed(&office, ListRuns { shop: Some("MOZ1".to_owned()), ..all() }).await;
        assert_eq!(keys(&page), expected);
        for seen in page.runs {
            assert_eq!(seen.run.driver_name, "Théo");
            assert_eq!(seen.run.stops[0].cash, Cents(0));
        }
    }
}
