//! What commands put on paper, and the drawer, each once by the command's name: a command that is
//! carried out again, after a broken line or a restart, prints nothing twice.

use super::register::Signed;
use crate::app::{App, Caller};
use crate::error::Error;
use crate::printing::Print;
use chrono::TimeDelta;
use domain::Language::{self, En};
use domain::ledger::{DayClosed, EntryShown, ShopIdentity};
use domain::printing::{self, Document, PrinterUse};
use domain::{Cents, CommandId, payments};

/// A command that is carried out later than this after its tap opens no drawer: nobody may stand
/// there any more.
const LATE: TimeDelta = TimeDelta::seconds(10);

/// Prints in a command's name.
///
/// # Errors
/// This terminal has no printer for that, or its queue cannot be written.
pub async fn print(
    app: &App,
    command: CommandId,
    used: PrinterUse,
    document: Document,
) -> Result<(), Error> {
    app.print(Print { key: command.0, used, document, language: Language::Fr }).await
}

/// The same where a printer is there, and what was done is done whatever becomes of the paper.
pub async fn print_if_possible(
    app: &App,
    command: CommandId,
    used: PrinterUse,
    document: Document,
) {
    if app.can_print(used).is_err() {
        return;
    }
    if let Err(error) = print(app, command, used, document).await {
        let error = error.in_words(En);
        tracing::error!(command = %command.0, "not printed: {error:#}");
    }
}

/// Opens the drawer for who has just tapped.
pub async fn open_drawer(app: &App, caller: &Caller, command: CommandId) {
    if app.now() - caller.at <= LATE {
        print_if_possible(app, command, PrinterUse::Ticket, Document::drawer()).await;
    }
}

/// Opens the drawer where cash was taken or goes back.
pub async fn open_drawer_for(
    app: &App,
    caller: &Caller,
    command: CommandId,
    moved: impl IntoIterator<Item = (payments::TenderKind, Cents)>,
) {
    let is_cash = |(kind, amount): (payments::TenderKind, Cents)| {
        kind == payments::TenderKind::Cash && amount != Cents::ZERO
    };
    if moved.into_iter().any(is_cash) {
        open_drawer(app, caller, command).await;
    }
}

/// What was signed, as its paper shows it: the original.
pub fn shown(signed: &Signed) -> Option<EntryShown> {
    let sealed = signed.sealed().ok()?;
    let signature = sealed.shown();
    let (entry, at) = (signed.entry(), sealed.entry.at);
    Some(EntryShown {
        entry,
        at,
        content: sealed.entry.content,
        signature,
        printed: true,
        copies: 0,
    })
}

/// Prints the Z of a day that was closed, with its drawer.
pub async fn print_z(
    app: &App,
    caller: &Caller,
    command: CommandId,
    closed: &DayClosed,
    shop: &ShopIdentity,
) {
    let signed = caller.signed.iter().find(|signed| signed.entry() == closed.entry);
    let Some(shown) = signed.and_then(shown) else { return };
    let view = printing::closing(&closed.closing, &shown, shop, closed.session);
    print_if_possible(app, command, PrinterUse::Ticket, view.document()).await;
}
