//! While the server is away, what is sold here is printed here; and what was printed is known when it
//! is back.

use super::{eaten_here, holds, with};
use crate::invariants;
use crate::offline::cut::{Cut, cash};
use crate::support::people::{at_counter, order, sign_in, tap};
use crate::support::printer::{TestPrinter, printers, printing_at};
use chrono::{DateTime, TimeDelta, Utc};
use domain::ledger::{
    EntryRef, ListEntries, OpenDrawer, PrintEntry, PrintNote, ReadEntry, RegisterCode,
};
use domain::shops::WindowKind;
use domain::staff::Role;
use oc_pizza::app::App;
use oc_pizza::ledger::verify::verify;
use std::time::Duration;
use tokio::time::{sleep, timeout};

async fn print(app: &App, entry: &EntryRef) -> u32 {
    let call = PrintEntry { command: tap(), entry: entry.clone() };
    at_counter(app, call).await.expect("printed").copies
}

async fn idle(app: &App) {
    let idle = async {
        while !app.printers().expect("printers").waiting.is_empty() {
            sleep(Duration::from_millis(10)).await;
        }
    };
    timeout(Duration::from_secs(20), idle).await.expect("all comes out");
}

#[expect(clippy::disallowed_methods, reason = "the clock of a terminal that is started later")]
fn a_minute_later() -> DateTime<Utc> {
    Utc::now() + TimeDelta::minutes(1)
}

/// What was taken by a program that had no printer, and is done again by one that has.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_drawer_does_not_open_for_money_that_was_taken_a_while_ago() {
    let printer = TestPrinter::on().await;
    let there = printers(&[("Comptoir", &["ticket"], printer.address(), None)]);
    let there = there.expect("printers");
    let cut = Cut::ready().await;
    cut.away().await;
    let placed = order(&cut.app, &[("cola", 1)]).await;
    at_counter(&cut.app, cash(&placed)).await.expect("the money");
    let mut cut = cut.restart().await;
    cut.app = printing_at(cut.app.with_clock(a_minute_later), cut.home.path(), &there).await;
    cut.back().await;
    assert_eq!(cut.waits(), 0, "it was done again");
    sign_in(&cut.app, WindowKind::Counter, Role::Cashier).await;
    idle(&cut.app).await;
    assert_eq!(printer.drawer(), 0);
    // Who taps now stands there.
    let open = OpenDrawer { command: tap(), reason: "monnaie".to_owned() };
    at_counter(&cut.app, open).await.expect("opened");
    idle(&cut.app).await;
    assert_eq!(printer.drawer(), 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn notes_and_tickets_are_printed_without_the_server_and_each_is_known_when_it_is_back() {
    let printer = TestPrinter::on().await;
    let there = printers(&[("Comptoir", &["ticket"], printer.address(), None)]);
    let there = there.expect("printers");
    let mut cut = Cut::ready().await;
    cut.app = printing_at(cut.app, cut.home.path(), &there).await;
    let before = order(&cut.app, &[("cola", 1)]).await;
    let before = at_counter(&cut.app, cash(&before)).await.expect("paid").entry;
    let printed = order(&cut.app, &[("cola", 1)]).await;
    let printed = at_counter(&cut.app, cash(&printed)).await.expect("paid").entry;
    assert_eq!(print(&cut.app, &printed).await, 0);
    assert_eq!(print(&cut.app, &printed).await, 1);
    cut.away().await;

    let placed = eaten_here(&cut.app, 4).await;
    let note = PrintNote { command: tap(), order: placed.order };
    for _ in 0..2 {
        let shown = at_counter(&cut.app, note.clone()).await.expect("the note");
        assert_eq!(shown.copies, 0, "the same tap");
    }
    let again = PrintNote { command: tap(), order: placed.order };
    assert_eq!(at_counter(&cut.app, again).await.expect("a duplicata").copies, 1);
    let settled = at_counter(&cut.app, cash(&placed)).await.expect("the money");
    let call = PrintEntry { command: tap(), entry: settled.entry.clone() };
    for _ in 0..2 {
        assert_eq!(at_counter(&cut.app, call.clone()).await.expect("the ticket").copies, 0);
    }
    assert_eq!(print(&cut.app, &settled.entry).await, 1);
    let open = OpenDrawer { command: tap(), reason: "monnaie".to_owned() };
    at_counter(&cut.app, open).await.expect("opened");
    // What another register wrote is not known here: nobody can say whether it was printed.
    let entry = EntryRef { register: RegisterCode("MOZ1-C9".to_owned()), ..before.clone() };
    at_counter(&cut.app, PrintEntry { command: tap(), entry }).await.expect_err("not here");
    // Of what this one wrote before, the journal knows.
    let listed = at_counter(&cut.app, ListEntries { day: None }).await.expect("the day's");
    let kinds: Vec<_> = listed.iter().map(|it| it.kind.as_str()).collect();
    assert_eq!(kinds.len(), 7, "{kinds:?}");
    assert!(kinds.contains(&"note") && listed.iter().any(|it| it.entry == before), "{listed:?}");
    let shown = at_counter(&cut.app, ReadEntry { entry: before.clone() }).await.expect("shown");
    assert_eq!((shown.printed, shown.copies), (false, 0));
    let call = PrintEntry { command: tap(), entry: before.clone() };
    for _ in 0..2 {
        assert_eq!(at_counter(&cut.app, call.clone()).await.expect("the original").copies, 0);
    }
    assert_eq!(print(&cut.app, &before).await, 1);
    // Printed before, too.
    assert_eq!(print(&cut.app, &printed).await, 2);
    idle(&cut.app).await;
    let papers = printer.papers();
    assert_eq!(papers.len(), 9, "{papers:?}");
    assert_eq!(printer.drawer(), 4);

    // The power goes meanwhile, and comes back with the server.
    let mut cut = cut.restart().await;
    cut.app = printing_at(cut.app, cut.home.path(), &there).await;
    cut.back().await;
    sign_in(&cut.app, WindowKind::Counter, Role::Cashier).await;
    assert_eq!((cut.waits(), cut.to_decide().await.len()), (0, 0));
    let shown = at_counter(&cut.app, ReadEntry { entry: settled.entry.clone() }).await;
    let shown = shown.expect("it is there");
    assert_eq!((shown.printed, shown.copies), (true, 1));
    assert_eq!(print(&cut.app, &settled.entry).await, 2);
    assert_eq!(print(&cut.app, &before).await, 2);
    assert_eq!(print(&cut.app, &printed).await, 3);
    idle(&cut.app).await;
    let papers = printer.papers();
    assert_eq!(papers.len(), 12, "nothing came out twice: {papers:?}");
    holds(&papers[2], &["NOTE n° 000002"]);
    holds(&papers[3], &["NOTE n° 000002", "DUPLICATA n° 1"]);
    holds(&papers[4], &["TICKET n° 000003", "Sur place"]);
    for (words, count) in [("DUPLICATA", 8), ("DUPLICATA n° 2", 3), ("TICKET n° 000001", 3)] {
        assert_eq!(with(&papers, words), count, "{words}: {papers:?}");
    }
    assert_eq!(printer.drawer(), 4, "nobody stands there any more");
    let pool = cut.fresh.pool();
    invariants::check(&pool).await;
    assert_eq!(verify(&pool, None).await.expect("read").defects, []);
}
