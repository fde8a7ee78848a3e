//! A terminal that has a login of its own, with no more rights than its kind, prints as any other.

use super::{at, cash, eaten_here, with};
use crate::support::people::{at_counter, sign_in, tap};
use crate::support::printer::{TestPrinter, printing_at};
use crate::support::separated::Separated;
use domain::ledger::{CloseDay, PrintEntry, PrintNote, PrintX};
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::terminals::TerminalKind;
use oc_pizza::app::{App, Identity};
use oc_pizza::terminals::register::RegisterKey;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_terminal_with_its_own_login_prints_all_there_is_to_print() {
    let (fresh, home) = (Separated::new().await, tempfile::tempdir().expect("a home"));
    let terminal = fresh.enrolled("MOZ1", &[TerminalKind::Counter]).await;
    let identity =
        Identity { terminal: terminal.terminal, name: "Poste".to_owned(), shop_code: None };
    let key = terminal.register.as_ref().expect("a register").text();
    let app = App::new(fresh.options().username(&terminal.known.settings.user), identity)
        .with_register_key(RegisterKey::parse(&key).expect("a key"));
    let printer = TestPrinter::on().await;
    let app = printing_at(app, home.path(), &at(&printer)).await;
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;

    let placed = eaten_here(&app, 1).await;
    at_counter(&app, PrintNote { command: tap(), order: placed.order }).await.expect("a note");
    let entry = at_counter(&app, cash(&placed)).await.expect("paid").entry;
    for copies in 0..2 {
        let print = PrintEntry { command: tap(), entry: entry.clone() };
        assert_eq!(at_counter(&app, print).await.expect("printed").copies, copies);
    }
    at_counter(&app, PrintX { command: tap() }).await.expect("the X");
    at_counter(&app, CloseDay { command: tap(), count: None }).await.expect("the Z");
    let papers = printer.wait_for(5).await;
    for words in ["NOTE n° 000001", "DUPLICATA n° 1", "X — non clôturé", "CLÔTURE Z n° 000001"]
    {
        assert_eq!(with(&papers, words), 1, "{words}: {papers:?}");
    }
    assert_eq!(with(&papers, "TICKET n° 000001"), 2);
}
