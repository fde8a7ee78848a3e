//! A company's invoice of a ticket: one a ticket, numbered without a gap, printed as what was signed.

use crate::invariants;
use crate::offline::cut::Cut;
use crate::support::people::{self, at_counter, order, paid_by_card, tap};
use crate::support::printer::{TestPrinter, printers, printing_at};
use domain::invoices::{
    InvoiceKind, InvoiceMade, InvoiceStands, MakeInvoice, PrintInvoice, ReadInvoice, TypedCompany,
};
use domain::ledger::{Back, CloseDay, EntryRef};
use domain::orders::{PlacedOrder, RefundOrder};
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::{Cents, Failure, FailureCode};
use oc_pizza::app::App;
use oc_pizza::ledger::verify::verify;
use std::sync::Arc;
use std::time::Duration;
use tokio::time::sleep;

fn company(name: &str) -> TypedCompany {
    TypedCompany {
        name: name.to_owned(),
        street: "12 rue des Lilas".to_owned(),
        town: "75020 Paris".to_owned(),
        siren: "552 100 554".to_owned(),
        vat_number: String::new(),
    }
}

fn make(entry: &EntryRef, name: &str) -> MakeInvoice {
    MakeInvoice { command: tap(), entry: entry.clone(), company: Some(company(name)) }
}

async fn sold(app: &App) -> (PlacedOrder, EntryRef) {
    let placed = order(app, &[("reine", 2), ("cola", 1)]).await;
    let settled = at_counter(app, paid_by_card(placed.order, placed.total)).await.expect("paid");
    (placed, settled.entry)
}

async fn read(app: &App, entry: &EntryRef) -> InvoiceStands {
    at_counter(app, ReadInvoice { entry: entry.clone() }).await.expect("read")
}

fn says<T: std::fmt::Debug>(answer: Result<T, Failure>, words: &str) -> Failure {
    let failure = answer.expect_err(words);
    assert!(failure.message.contains(words), "{words}: {failure:?}");
    failure
}

/// A counter with a printer.
async fn counter() -> (Cut, TestPrinter) {
    let printer = TestPrinter::on().await;
    let there = printers(&[("Comptoir", &["ticket"], printer.address(), None)]).expect("printers");
    let mut cut = Cut::ready().await;
    cut.app = printing_at(cut.app, cut.home.path(), &there).await;
    people::sign_in(&cut.app, WindowKind::Counter, Role::ShopManager).await;
    (cut, printer)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_ticket_has_one_invoice_and_its_print_says_what_was_signed() {
    let (cut, printer) = counter().await;
    let (_, entry) = sold(&cut.app).await;
    assert_eq!(read(&cut.app, &entry).await.invoice, None);
    let nothing = PrintInvoice { command: tap(), entry: entry.clone() };
    says(at_counter(&cut.app, nothing).await, "pas de facture");
    for (wrong, field) in [
        (TypedCompany { name: String::new(), ..company("x") }, "company-name"),
        (TypedCompany { siren: "1".to_owned(), ..company("x") }, "company-siren"),
        (TypedCompany { vat_number: "FR1".to_owned(), ..company("x") }, "company-vat"),
    ] {
        let call =
            MakeInvoice { command: tap(), entry: entry.clone(), company: Some(wrong.clone()) };
        let failure = at_counter(&cut.app, call).await.expect_err("not a company");
        assert_eq!(failure.field.as_deref(), Some(field));
    }
    let call = make(&entry, "Atelier Gagnant SARL");
    for _ in 0..2 {
        let made = at_counter(&cut.app, call.clone()).await.expect("made");
        assert_eq!(made.number.show(), "F-MOZ1-000001", "the same tap");
    }
    let again = says(at_counter(&cut.app, make(&entry, "Une autre")).await, "F-MOZ1-000001");
    assert_eq!(again.code, FailureCode::Conflict);
    let known = read(&cut.app, &entry).await.invoice.expect("it is there");
    assert_eq!((known.kind, known.prints), (InvoiceKind::Invoice, 0));
    assert_eq!(known.company.siren.as_deref(), Some("552100554"));

    let print = PrintInvoice { command: tap(), entry: entry.clone() };
    for _ in 0..2 {
        let printed = at_counter(&cut.app, print.clone()).await.expect("printed");
        assert_eq!(printed.copy, 0, "the same tap");
    }
    let copy = PrintInvoice { command: tap(), entry: entry.clone() };
    assert_eq!(at_counter(&cut.app, copy).await.expect("printed").copy, 1);
    let papers = printer.wait_for(2).await;
    for words in [
        "FACTURE n° F-MOZ1-000001",
        "Atelier Gagnant SARL",
        "12 rue des Lilas",
        "SIREN 552100554",
        "SIRET",
        "TVA FR",
        "Ticket n° 000001",
        "livraison de biens",
        "2 Reine",
        "l'unité HT",
        "Total HT",
        "18,50",
        "Payée le",
        "Carte",
    ] {
        let paper = papers[0].replace('’', "'");
        assert!(paper.contains(words), "{words:?} is not on {paper}");
    }
    assert!(!papers[0].contains("DUPLICATA") && papers[1].contains("DUPLICATA n° 1"));
    assert_eq!(read(&cut.app, &entry).await.invoice.map(|it| it.prints), Some(2));
    // The ledger names nobody.
    let named: i64 =
        sqlx::query_scalar("SELECT count(*) FROM ledger_entry WHERE canonical LIKE '%Gagnant%'")
            .fetch_one(&cut.fresh.pool())
            .await
            .expect("a count");
    assert_eq!(named, 0);
    sound(&cut).await;
}

async fn sound(cut: &Cut) {
    invariants::check(&cut.fresh.pool()).await;
    assert_eq!(verify(&cut.fresh.pool(), None).await.expect("read").defects, []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_goes_back_has_a_credit_note_that_names_the_invoice() {
    let (cut, printer) = counter().await;
    let (placed, entry) = sold(&cut.app).await;
    let (other, plain) = sold(&cut.app).await;
    at_counter(&cut.app, make(&entry, "Atelier Gagnant SARL")).await.expect("made");
    let back = async |placed: &PlacedOrder| {
        let back = Back::Amount(Cents(500));
        let call = RefundOrder {
            command: tap(),
            order: placed.order,
            paid: placed.total,
            back,
            reason: "froide".to_owned(),
            approval: None,
        };
        at_counter(&cut.app, call).await.expect("given back").entry
    };
    let (refund, without) = (back(&placed).await, back(&other).await);
    let credit =
        |entry: &EntryRef| MakeInvoice { command: tap(), entry: entry.clone(), company: None };
    says(at_counter(&cut.app, credit(&without)).await, "pas d’avoir");
    says(at_counter(&cut.app, credit(&plain)).await, "société");
    let made = at_counter(&cut.app, credit(&refund)).await.expect("made");
    assert_eq!(made.number.show(), "F-MOZ1-000002");
    let known = read(&cut.app, &refund).await.invoice.expect("it is there");
    assert_eq!(known.kind, InvoiceKind::CreditNote);
    assert_eq!(known.corrects.map(|it| it.number), Some(1));
    says(at_counter(&cut.app, credit(&refund)).await, "F-MOZ1-000002");
    let print = PrintInvoice { command: tap(), entry: refund };
    at_counter(&cut.app, print).await.expect("printed");
    let paper = printer.wait_for(1).await.remove(0);
    for words in ["AVOIR n° F-MOZ1-000002", "sur la facture n° F-MOZ1-000001", "-5,00", "froide"]
    {
        assert!(paper.contains(words), "{words:?} is not on {paper}");
    }
    sound(&cut).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn numbers_have_no_gap_whoever_asks_at_once() {
    let (cut, _printer) = counter().await;
    let mut entries = Vec::new();
    for _ in 0..6 {
        entries.push(sold(&cut.app).await.1);
    }
    let other = cut.fresh.terminal("Caisse 2");
    people::sign_in(&other, WindowKind::Counter, Role::Cashier).await;
    let apps = [Arc::new(cut.app), Arc::new(other)];
    // Each is asked for by both: one makes it, and the other is told.
    let asking = entries.iter().flat_map(|entry| apps.iter().map(move |app| (app, entry)));
    let tasks: Vec<_> = asking
        .map(|(app, entry)| {
            let (app, call) = (app.clone(), make(entry, "À plusieurs"));
            tokio::spawn(async move {
                let mut call = call;
                loop {
                    match at_counter(&app, call.clone()).await {
                        Err(failure) if failure.message.contains("plus rapide") => {
                            call.command = tap();
                            sleep(Duration::from_millis(5)).await;
                        }
                        answer => return answer.ok(),
                    }
                }
            })
        })
        .collect();
    let mut made: Vec<InvoiceMade> = Vec::new();
    for task in tasks {
        made.extend(task.await.expect("an answer"));
    }
    let mut numbers: Vec<_> = made.iter().map(|it| it.number.number).collect();
    numbers.sort_unstable();
    assert_eq!(numbers, [1, 2, 3, 4, 5, 6]);
    // The server itself takes no hole, and no change.
    let pool = cut.fresh.pool();
    for statement in [
        "INSERT INTO invoice SELECT shop_id, 9, 8, kind, 'x', chain, 99, corrects, company, issued_at, issued_by, terminal_id FROM invoice LIMIT 1",
        "INSERT INTO invoice SELECT shop_id, 7, 5, kind, 'x', chain, 99, corrects, company, issued_at, issued_by, terminal_id FROM invoice LIMIT 1",
        "INSERT INTO invoice SELECT shop_id, 7, NULL, kind, 'x', chain, 99, corrects, company, issued_at, issued_by, terminal_id FROM invoice LIMIT 1",
        "UPDATE invoice SET company = '{}'",
        "DELETE FROM invoice",
        "TRUNCATE invoice CASCADE",
    ] {
        assert!(sqlx::query(statement).execute(&pool).await.is_err(), "{statement}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn an_invoice_is_of_a_ticket_and_waits_for_the_server() {
    let (cut, _printer) = counter().await;
    let (_, entry) = sold(&cut.app).await;
    let unknown = EntryRef { number: 99, ..entry.clone() };
    at_counter(&cut.app, make(&unknown, "x")).await.expect_err("no such ticket");
    cut.away().await;
    let waits = at_counter(&cut.app, make(&entry, "x")).await.expect_err("the server numbers it");
    assert_eq!(cut.waits(), 0, "{waits:?}");
    cut.back().await;
    assert_eq!(read(&cut.app, &entry).await.invoice, None);
    let closed = at_counter(&cut.app, CloseDay { command: tap(), count: None }).await;
    let closing = closed.expect("closed").entry;
    says(at_counter(&cut.app, make(&closing, "x")).await, "ticket encaissé");
    // A day that is closed takes no ticket; of those it has, an invoice is still made.
    at_counter(&cut.app, make(&entry, "Après la clôture")).await.expect("made");
    assert!(read(&cut.app, &entry).await.invoice.is_some());
    sound(&cut).await;
}
