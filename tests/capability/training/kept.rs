//! Training outlives the program, goes on without the server, and what was begun before is ended.

use super::{School, in_cash, refused};
use crate::invariants;
use crate::support::people::{an_order, at_counter, line, order, paid_by_card, tap};
use domain::FailureCode;
use domain::ledger::{Chain, PrintEntry, SwitchTraining};
use domain::menu::ReadMenu;
use domain::orders::{ListEndedOrders, ListOpenOrders, ReadLoad};
use domain::shops::ReadTerminal;
use domain::stock::ReadStock;
use std::time::Duration;
use tokio::time::timeout;

/// Reads what a counter shows.
async fn look(school: &School) {
    at_counter(&school.app, ReadTerminal {}).await.expect("the terminal");
    at_counter(&school.app, ReadMenu {}).await.expect("the menu");
    at_counter(&school.app, ReadStock {}).await.expect("the stock");
    at_counter(&school.app, ReadLoad {}).await.expect("the load");
    at_counter(&school.app, ListOpenOrders {}).await.expect("the orders");
    at_counter(&school.app, ListEndedOrders {}).await.expect("the day's orders");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_restart_keeps_it_and_counts_on() {
    let school = School::new().await;
    school.begin().await;
    assert_eq!(school.lesson().await.number, "École 1");
    let school = school.restart().await;
    assert!(school.app.training().is_on());
    let settled = school.lesson().await;
    assert_eq!((settled.number.as_str(), settled.entry.number), ("École 2", 2));
    school.end().await.expect("off");
    let school = school.restart().await;
    assert!(!school.app.training().is_on());
    // The next time it counts from the beginning; its chain goes on.
    school.begin().await;
    let settled = school.lesson().await;
    assert_eq!((settled.number.as_str(), settled.entry.number), ("École 1", 3));
    let kinds: Vec<_> = school.told_of(3).await.into_iter().map(|(kind, ..)| kind).collect();
    assert_eq!(kinds, ["training_on", "training_off", "training_on"]);
    school.sound().await;
}

/// Whenever the program is killed under the switch, it is on with its event, or neither.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_under_the_switch_what_it_is_and_what_was_told_agree() {
    let mut school = School::new().await;
    let mut switched = 0;
    for round in 0..12_u64 {
        let (was, approval) = (school.app.training().is_on(), school.consent().await);
        let switch = at_counter(&school.app, SwitchTraining { on: !was, approval });
        // Whatever has been done by then is done.
        let answered = timeout(Duration::from_micros(400 * round), switch).await;
        school = school.restart().await;
        let is = school.app.training().is_on();
        assert!(is != was || answered.is_err(), "what was answered is kept: round {round}");
        switched += usize::from(is != was);
        let told = school.told_of(switched).await;
        let last = if is { "training_on" } else { "training_off" };
        assert!(told.last().is_none_or(|(kind, ..)| kind == last), "{told:?}");
    }
    assert!(switched > 2, "{switched}");
    school.sound().await;
}

/// Whenever it is killed under a sale, that tap made again is one ticket in all.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_under_a_sale_it_is_one_ticket_in_all() {
    let mut school = School::new().await;
    school.begin().await;
    for round in 0..12_u64 {
        let content = school.content("cola").await;
        let trained = school.validate(&content).await.expect("validated");
        let sale = in_cash(&trained, content, trained.total);
        let killed_after = Duration::from_micros(700 * round);
        let _ = timeout(killed_after, at_counter(&school.app, sale.clone())).await;
        school = school.restart().await;
        school.app.replay().await.expect("what waits is done");
        let settled = at_counter(&school.app, sale).await.expect("the same tap");
        assert_eq!(settled.entry.number, round + 1);
    }
    school.sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_the_server_it_begins_and_teaches_and_ends_and_is_written_later() {
    let school = School::new().await;
    look(&school).await;
    let consent = school.consent().await;
    school.away().await;
    let begin = SwitchTraining { on: true, approval: consent };
    at_counter(&school.app, begin).await.expect("without the server");
    let first = school.lesson().await;
    let print = PrintEntry { command: tap(), entry: first.entry.clone() };
    assert_eq!(at_counter(&school.app, print).await.expect("printed").copies, 0);
    assert!(school.printer.wait_for(1).await[0].contains("MODE ÉCOLE"));
    let content = school.content("reine").await;
    let many =
        domain::orders::OrderContent { lines: vec![content.lines[0].clone(); 60], ..content };
    let short = school.validate(&many).await.expect_err("as far as it is known here");
    assert_eq!(short.code, FailureCode::StockShort);
    assert_eq!(at_counter(&school.app, ListOpenOrders {}).await.expect("the orders"), []);
    let school = school.restart_away().await;
    assert!(school.app.training().is_on());
    assert_eq!(school.lesson().await.entry.number, 2);
    school.end().await.expect("off");
    school.back().await;
    let pool = school.fresh.pool();
    let lessons: i64 =
        sqlx::query_scalar("SELECT count(*) FROM ledger_entry WHERE chain = 'training'")
            .fetch_one(&pool)
            .await
            .expect("a count");
    assert_eq!((lessons, school.told_of(2).await.len()), (2, 2));
    let placed = order(&school.app, &[("cola", 1)]).await;
    let paid = paid_by_card(placed.order, placed.total);
    let settled = at_counter(&school.app, paid).await.expect("real again");
    assert_eq!((settled.entry.chain, settled.entry.number), (Chain::Sales, 1));
    school.sound().await;
}

/// A command of which nobody knows whether it was applied is not lost by training: asked again it is
/// done once, and its screen hears how; whether the server had applied it, or heard nothing of it.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_begun_before_is_ended_as_it_was_begun() {
    let school = School::new().await;
    let menu = school.app.menu().await.expect("the menu");
    // What happens to the register is written by itself, whenever that is.
    let orders = || school.app.waiting().iter().filter(|(_, it)| it.capability == "orders").count();
    for (round, loses_answers) in [true, false].into_iter().enumerate() {
        let asked = an_order(&menu, vec![line(&menu, "cola", 1)]);
        let approval = school.consent().await;
        if loses_answers {
            school.proxy.lose_answers()
        } else {
            school.proxy.cut()
        }
        let failure = at_counter(&school.app, asked.clone()).await.expect_err("nobody knows");
        assert_eq!((failure.code, orders()), (FailureCode::Unreachable, 1));
        school.app.disconnected();
        let begin = SwitchTraining { on: true, approval };
        at_counter(&school.app, begin).await.expect("training begins");
        // The screen asks again: while it waits, when it is back, and once it is known.
        school.proxy.mend();
        school.app.primary().forget_hearsay().await;
        school.app.ready().await.expect("the server is there");
        school.app.reconnected();
        let placed = at_counter(&school.app, asked.clone()).await.expect("it was taken");
        assert_eq!(orders(), 0);
        assert_eq!(at_counter(&school.app, asked).await.expect("the same tap"), placed);
        assert_eq!(invariants::orders(&school.fresh.pool()).await, round as i64 + 1);
        refused(at_counter(&school.app, an_order(&menu, vec![])).await, "Mode école");
        school.end().await.expect("off");
    }
    school.sound().await;
}
