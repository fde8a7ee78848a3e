//! What the ledger writes comes out on paper: each original once, each further print as a duplicata,
//! the drawer for who stands there, whatever happens to printer and program meanwhile.

mod kitchen;
mod own_login;
mod without_server;

use crate::invariants;
use crate::ledger::a_part;
use crate::support::database::{Fresh, a_register_key, a_uuid};
use crate::support::people::{an_order, at_counter, line, order, paid_by_card, sign_in, tap};
use crate::support::printer::{TestPrinter, printers, printing_at};
use domain::ledger::{
    CloseDay, EntryRef, EntryShown, ListEntries, OpenDrawer, OpenSession, PrintEntry, PrintNote,
    PrintX, ReadEntry,
};
use domain::orders::{CancelOrder, PlacedOrder, ServiceMode, SettleOrder, Settled};
use domain::payments::{CashCount, Denomination, Given};
use domain::printing::{GiveUpPrint, PrinterTrouble, Printers, ReadPrinters};
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::{Cents, FailureCode};
use oc_pizza::app::{App, Identity};
use oc_pizza::home;
use oc_pizza::journal::Journal;
use oc_pizza::ledger::verify::verify;
use oc_pizza::terminals::register::RegisterKey;
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// A counter with a printer, a journal and a register, that can be started again.
pub struct Counter {
    fresh: Fresh,
    home: tempfile::TempDir,
    identity: Identity,
    key: String,
    pub printer: TestPrinter,
    pub app: App,
}

impl Counter {
    async fn new(printer: TestPrinter) -> Counter {
        let (fresh, home) = (Fresh::new().await, tempfile::tempdir().expect("a home"));
        let shop_code = Some("MOZ1".to_owned());
        let identity = Identity { terminal: a_uuid(), name: "Caisse 1".to_owned(), shop_code };
        let key = a_register_key().text().to_string();
        let there = at(&printer);
        let app = started(&fresh, &identity, &key, home.path(), &there).await;
        Counter { fresh, home, identity, key, printer, app }
    }

    /// The power goes, and the program is started again.
    async fn restart(self) -> Counter {
        let Counter { fresh, home, identity, key, printer, app } = self;
        drop(app);
        let there = at(&printer);
        let app = started(&fresh, &identity, &key, home.path(), &there).await;
        Counter { fresh, home, identity, key, printer, app }
    }

    async fn paid_in_cash(&self, slug: &str) -> Settled {
        let placed = order(&self.app, &[(slug, 1)]).await;
        at_counter(&self.app, cash(&placed)).await.expect("paid")
    }

    async fn print(&self, entry: &EntryRef) -> EntryShown {
        let call = PrintEntry { command: tap(), entry: entry.clone() };
        at_counter(&self.app, call).await.expect("printed")
    }

    async fn printers(&self) -> Printers {
        at_counter(&self.app, ReadPrinters {}).await.expect("how they stand")
    }

    /// Waits until nothing is left to print.
    async fn idle(&self) {
        let idle = async {
            while !self.printers().await.waiting.is_empty() {
                sleep(Duration::from_millis(10)).await;
            }
        };
        timeout(Duration::from_secs(20), idle).await.expect("all comes out");
    }

    /// Waits until that is what keeps the printer from printing.
    async fn troubled(&self, trouble: PrinterTrouble) -> Printers {
        let troubled = async {
            loop {
                let printers = self.printers().await;
                if printers.stands[0].reason == Some(trouble) {
                    return printers;
                }
                sleep(Duration::from_millis(10)).await;
            }
        };
        timeout(Duration::from_secs(20), troubled).await.expect("it is told")
    }

    async fn sound(&self) {
        let pool = self.fresh.pool();
        invariants::check(&pool).await;
        assert_eq!(verify(&pool, None).await.expect("read").defects, []);
    }
}

fn at(printer: &TestPrinter) -> home::Printers {
    let list = [("Comptoir", &["ticket"][..], printer.address(), None)];
    printers(&list).expect("printers")
}

async fn started(
    fresh: &Fresh,
    identity: &Identity,
    key: &str,
    home: &std::path::Path,
    there: &home::Printers,
) -> App {
    let key = RegisterKey::parse(key).expect("a key");
    let app = App::new(fresh.options(), identity.clone()).with_register_key(key);
    let journal = Journal::open(&home.join("journal.sqlite"), app.now()).await;
    let app = app.with_journal(Ok(journal.expect("the journal")));
    let app = printing_at(app, home, there).await;
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    app
}

fn cash(placed: &PlacedOrder) -> SettleOrder {
    let given = Given::Cash { received: placed.total + Cents(250) };
    SettleOrder::at_once(tap(), placed.order, placed.total, given)
}

/// So many papers have these words, of all that came out.
fn with(papers: &[String], words: &str) -> usize {
    papers.iter().filter(|paper| paper.contains(words)).count()
}

/// Each of them stands on the paper.
fn holds(paper: &str, words: &[&str]) {
    for each in words {
        assert!(paper.contains(each), "{each:?} is not on {paper}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_ticket_is_printed_once_and_each_further_print_is_a_numbered_duplicata() {
    let counter = Counter::new(TestPrinter::on().await).await;
    let settled = counter.paid_in_cash("reine").await;
    let before =
        at_counter(&counter.app, ReadEntry { entry: settled.entry.clone() }).await.expect("read");
    assert_eq!((before.printed, before.copies), (false, 0));
    counter.idle().await;
    assert_eq!(counter.printer.papers(), [""; 0], "nobody asked for a ticket");

    let call = PrintEntry { command: tap(), entry: settled.entry.clone() };
    for _ in 0..3 {
        let shown = at_counter(&counter.app, call.clone()).await.expect("printed");
        assert_eq!((shown.printed, shown.copies), (true, 0), "the same tap");
    }
    for copies in 1..=2 {
        let again = PrintEntry { command: tap(), entry: settled.entry.clone() };
        for _ in 0..2 {
            let shown = at_counter(&counter.app, again.clone()).await.expect("printed");
            assert_eq!((shown.printed, shown.copies), (true, copies));
        }
    }
    counter.idle().await;
    let papers = counter.printer.wait_for(3).await;
    assert_eq!(papers.len(), 3, "{papers:?}");
    let total = settled.amount.show(domain::Language::Fr).replace('\u{a0}', " ");
    for (paper, which) in papers.iter().zip(["", "DUPLICATA n° 1", "DUPLICATA n° 2"]) {
        let mark = format!("Signature {} - OC Pizza", before.signature);
        holds(paper, &["TICKET n° 000001", "Caisse MOZ1-C1", "SIRET", "TVA", "1 Reine", &total]);
        holds(paper, &["Espèces reçues", "Rendu", "2,50 €", &mark, which]);
        assert_eq!(paper.contains("DUPLICATA"), !which.is_empty(), "{paper}");
    }
    // The drawer opened for the money, and for none of the papers.
    assert_eq!(counter.printer.drawer(), 1);
    counter.sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn two_who_print_one_ticket_at_once_get_one_original() {
    let counter = Counter::new(TestPrinter::on().await).await;
    for _ in 0..5 {
        let settled = counter.paid_in_cash("cola").await;
        let print = || PrintEntry { command: tap(), entry: settled.entry.clone() };
        let (one, other) =
            tokio::join!(at_counter(&counter.app, print()), at_counter(&counter.app, print()));
        let mut copies = [one.expect("printed").copies, other.expect("printed").copies];
        copies.sort_unstable();
        assert_eq!(copies, [0, 1]);
    }
    counter.idle().await;
    let papers = counter.printer.wait_for(10).await;
    assert_eq!((papers.len(), with(&papers, "DUPLICATA n° 1")), (10, 5));
    counter.sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_drawer_opens_for_cash_and_for_who_says_why() {
    let counter = Counter::new(TestPrinter::on().await).await;
    let app = &counter.app;
    let opened = async |times: u32, what: &str| {
        counter.idle().await;
        assert_eq!(counter.printer.drawer(), times, "{what}");
    };
    let placed = order(app, &[("reine", 1)]).await;
    at_counter(app, paid_by_card(placed.order, placed.total)).await.expect("paid");
    opened(0, "a card").await;
    let given_back =
        CancelOrder { command: tap(), order: placed.order, reason: None, approval: None };
    at_counter(app, given_back).await.expect("given back to the card");
    opened(0, "nothing goes back in cash").await;

    let placed = order(app, &[("reine", 1)]).await;
    let settle = cash(&placed);
    at_counter(app, settle.clone()).await.expect("paid");
    at_counter(app, settle).await.expect("the same tap");
    opened(1, "cash").await;
    let cancel = CancelOrder { command: tap(), order: placed.order, reason: None, approval: None };
    at_counter(app, cancel.clone()).await.expect("given back");
    at_counter(app, cancel).await.expect("the same tap");
    opened(2, "cash goes back").await;

    let open = OpenDrawer { command: tap(), reason: "monnaie".to_owned() };
    at_counter(app, open.clone()).await.expect("opened");
    at_counter(app, open).await.expect("the same tap");
    opened(3, "for change").await;
    let refused = at_counter(app, OpenDrawer { command: tap(), reason: " ".to_owned() }).await;
    assert_eq!(refused.expect_err("without a reason").code, FailureCode::Refused);
    opened(3, "without a reason").await;
    assert_eq!(counter.printer.papers(), [""; 0]);
    counter.sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_z_is_printed_when_the_day_is_closed_and_the_x_when_asked_for() {
    let counter = Counter::new(TestPrinter::on().await).await;
    let app = &counter.app;
    at_counter(app, OpenSession { command: tap(), float: Cents(10_000) }).await.expect("opened");
    let settled = counter.paid_in_cash("reine").await;
    let x = PrintX { command: tap() };
    at_counter(app, x.clone()).await.expect("the X");
    at_counter(app, x).await.expect("the same tap");
    let x = counter.printer.wait_for(1).await.remove(0);
    holds(&x, &["X — non clôturé", "Ouverte", "Espèces attendues", "Premier ticket"]);
    assert!(!x.contains("CLÔTURE") && !x.contains("Signature"), "{x}");

    let lies = 10_000 + settled.amount.0;
    let piece = |cents| Denomination::of(cents).expect("a coin");
    let many = |count: i64| u32::try_from(count).expect("coins");
    let pieces = [(piece(100), many(lies / 100)), (piece(1), many(lies % 100))];
    let count = Some(CashCount { pieces: pieces.into() });
    let close = CloseDay { command: tap(), count };
    let closed = at_counter(app, close.clone()).await.expect("closed");
    assert_eq!(at_counter(app, close).await.expect("the same tap"), closed);
    let shown = counter.print(&closed.entry).await;
    assert_eq!(shown.copies, 1, "the closing printed its original");
    counter.idle().await;
    let papers = counter.printer.wait_for(3).await;
    assert_eq!(papers.len(), 3, "{papers:?}");
    holds(&papers[1], &["CLÔTURE Z n° 000001", "Espèces comptées", "Écart du tiroir", "Signature"]);
    assert!(!papers[1].contains("DUPLICATA"), "{}", papers[1]);
    holds(&papers[2], &["CLÔTURE Z n° 000001", "DUPLICATA n° 1", "Écart du tiroir", "Signature"]);
    let listed = at_counter(app, ListEntries { day: None }).await.expect("listed");
    assert_eq!(listed.iter().filter(|it| it.kind == "duplicate").count(), 1, "an X is no entry");
    counter.sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_a_printer_there_money_is_taken_all_the_same_and_the_ticket_comes_out_later_once() {
    let counter = Counter::new(TestPrinter::off().await).await;
    let settled = counter.paid_in_cash("reine").await;
    let call = PrintEntry { command: tap(), entry: settled.entry.clone() };
    for _ in 0..2 {
        at_counter(&counter.app, call.clone()).await.expect("nobody waits for paper");
    }
    let printers = counter.troubled(PrinterTrouble::Unreachable).await;
    assert!(printers.tickets);
    assert_eq!(printers.stands[0].name, "Comptoir");
    let waits: Vec<_> = printers.waiting.iter().map(|it| it.what.as_deref()).collect();
    assert!(waits.contains(&Some("TICKET n° 000001")), "{waits:?}");

    // A second ticket is given up.
    let second = counter.paid_in_cash("cola").await;
    counter.print(&second.entry).await;
    let waits = counter.printers().await.waiting;
    let print = waits.iter().find(|it| it.what.as_deref() == Some("TICKET n° 000002"));
    let print = print.expect("it waits").print;
    let given_up = async {
        while !at_counter(&counter.app, GiveUpPrint { print }).await.expect("answered") {
            sleep(Duration::from_millis(5)).await;
        }
    };
    timeout(Duration::from_secs(20), given_up).await.expect("given up");

    counter.printer.plug_in().await;
    counter.idle().await;
    let papers = counter.printer.wait_for(1).await;
    assert_eq!((papers.len(), with(&papers, "TICKET n° 000001")), (1, 1), "{papers:?}");
    assert!(!papers[0].contains("PEUT-ÊTRE") && !papers[0].contains("DUPLICATA"), "{}", papers[0]);
    counter.sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_between_payment_and_ticket_it_prints_the_original_when_it_is_asked_again() {
    let counter = Counter::new(TestPrinter::off().await).await;
    let settled = counter.paid_in_cash("reine").await;
    let counter = counter.restart().await;
    // Asked for, on the disk, and the power goes before it is on paper.
    let print = PrintEntry { command: tap(), entry: settled.entry.clone() };
    at_counter(&counter.app, print.clone()).await.expect("in the queue");
    let counter = counter.restart().await;
    counter.printer.plug_in().await;
    let shown = at_counter(&counter.app, print).await.expect("the same tap");
    assert_eq!(shown.copies, 0);
    counter.idle().await;
    let papers = counter.printer.wait_for(1).await;
    assert_eq!((papers.len(), with(&papers, "DUPLICATA")), (1, 0), "{papers:?}");
    // Nobody stands before the drawer any more.
    assert!(counter.printer.drawer() <= 1);
    counter.sound().await;
}

/// Whenever the program is killed under a tap, that tap made again prints one paper in all.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn killed_under_the_tap_it_prints_one_paper_in_all() {
    let mut counter = Counter::new(TestPrinter::on().await).await;
    for round in 0..12 {
        let settled = counter.paid_in_cash("cola").await;
        let print = PrintEntry { command: tap(), entry: settled.entry.clone() };
        let killed_after = Duration::from_micros(700 * round);
        // Whatever has been done by then is done.
        let _ = timeout(killed_after, at_counter(&counter.app, print.clone())).await;
        counter = counter.restart().await;
        counter.app.replay().await.expect("what waits is done");
        let shown = at_counter(&counter.app, print).await.expect("the same tap");
        assert_eq!(shown.copies, 0, "round {round}");
        counter.idle().await;
        let papers = counter.printer.papers();
        let number = format!("TICKET n° {:06}", settled.entry.number);
        let here: Vec<_> = papers.iter().filter(|paper| paper.contains(&number)).collect();
        // One that was being sent when the power went may be there twice, and then says so.
        let marked = here.iter().filter(|paper| paper.contains("PEUT-ÊTRE")).count();
        assert_eq!(here.len() - marked.min(here.len() - 1), 1, "round {round}: {papers:?}");
        assert_eq!(with(&papers, "DUPLICATA"), 0);
    }
    counter.sound().await;
}

/// An order of so many pizzas that is eaten here.
async fn eaten_here(app: &App, pizzas: u32) -> PlacedOrder {
    let menu = app.menu().await.expect("the menu");
    let mut asked = an_order(&menu, vec![line(&menu, "reine", pizzas)]);
    asked.content.mode = ServiceMode::EatIn;
    at_counter(app, asked).await.expect("taken")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_note_is_handed_over_before_the_payment_and_is_no_ticket() {
    let counter = Counter::new(TestPrinter::on().await).await;
    let app = &counter.app;
    let placed = eaten_here(app, 4).await;
    let note = PrintNote { command: tap(), order: placed.order };
    for _ in 0..2 {
        let shown = at_counter(app, note.clone()).await.expect("the note");
        assert_eq!(shown.copies, 0);
    }
    let again = PrintNote { command: tap(), order: placed.order };
    assert_eq!(at_counter(app, again).await.expect("a duplicata").copies, 1);
    let settled = at_counter(app, cash(&placed)).await.expect("paid");
    let late = PrintNote { command: tap(), order: placed.order };
    let refused = at_counter(app, late).await.expect_err("it is paid");
    assert_eq!(refused.code, FailureCode::Conflict);
    counter.print(&settled.entry).await;
    counter.idle().await;
    let papers = counter.printer.wait_for(3).await;
    assert_eq!(papers.len(), 3, "{papers:?}");
    holds(&papers[0], &["NOTE n° 000001", "TOTAL TTC à payer", "Note remise avant paiement."]);
    assert!(!papers[0].contains("TICKET") && !papers[0].contains("DUPLICATA"), "{}", papers[0]);
    holds(&papers[1], &["NOTE n° 000001", "DUPLICATA n° 1"]);
    holds(&papers[2], &["TICKET n° 000001", "Sur place"]);
    counter.sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_note_says_what_is_left_to_pay() {
    let counter = Counter::new(TestPrinter::on().await).await;
    let app = &counter.app;
    let placed = eaten_here(app, 4).await;
    let note = || PrintNote { command: tap(), order: placed.order };
    at_counter(app, note()).await.expect("the note");
    let advance = a_part(&placed, placed.total, vec![Given::Card { amount: Cents(1000) }]);
    at_counter(app, advance).await.expect("an advance");
    // Another than the first, since less is to be paid; then a duplicata of it.
    assert_eq!(at_counter(app, note()).await.expect("another note").copies, 0);
    assert_eq!(at_counter(app, note()).await.expect("a duplicata").copies, 1);
    let papers = counter.printer.wait_for(3).await;
    assert!(!papers[0].contains("Déjà réglé"), "{}", papers[0]);
    let paid =
        ["NOTE n° 000002", "TOTAL TTC", "32,00", "Déjà réglé", "-10,00", "RESTE À PAYER", "22,00"];
    holds(&papers[1], &paid);
    holds(&papers[2], &["NOTE n° 000002", "DUPLICATA n° 1", "RESTE À PAYER"]);
    counter.sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_terminal_without_a_printer_says_so_and_writes_nothing() {
    let fresh = Fresh::new().await;
    let app = fresh.terminal("Caisse 1");
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    let placed = order(&app, &[("cola", 1)]).await;
    let settled = at_counter(&app, cash(&placed)).await.expect("paid");
    let print = PrintEntry { command: tap(), entry: settled.entry.clone() };
    let refused = at_counter(&app, print).await.expect_err("no printer");
    assert!(refused.message.contains("pas d’imprimante"), "{refused:?}");
    at_counter(&app, PrintX { command: tap() }).await.expect_err("no printer");
    let shown = at_counter(&app, ReadEntry { entry: settled.entry }).await.expect("read");
    assert_eq!((shown.printed, shown.copies), (false, 0));
    let none = at_counter(&app, ReadPrinters {}).await.expect("none");
    assert_eq!(none, Printers::default());
}
