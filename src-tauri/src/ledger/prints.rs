//! Prints of entries: what each of them writes, and that it comes out; while the server is away, of
//! what was made here.

use super::entries::{looked_up, read, write};
use super::register::{Draft, Turn};
use super::{accounts, here, paper, store, till};
use crate::app::{App, Caller};
use crate::error::Error;
use domain::ledger::{
    Account, Content, Duplicate, EntryRef, EntryShown, LedgerRefused, Note, PrintEntry, PrintNote,
};
use domain::offline::NotWithoutServer;
use domain::orders::{OrderId, SettleRefused};
use domain::printing::PrinterUse;
use domain::{Cents, CommandId};

/// What a print of an entry writes: nothing where it is the original, else a duplicata.
///
/// # Errors
/// There is no such entry, nothing is printed of it, or this terminal prints no tickets.
pub async fn drafts(app: &App, caller: &Caller, call: &PrintEntry) -> Result<Vec<Draft>, Error> {
    app.can_print(PrinterUse::Ticket)?;
    let (shown, printed_by) = match app.is_away() {
        true => here::entry(app, &call.entry).await?.ok_or(NotWithoutServer)?,
        false => looked_up(app, &call.entry).await?,
    };
    match (&shown.content, printed_by) {
        (Content::Duplicate(_) | Content::Event(_), _) => Err(LedgerRefused::Unknown.into()),
        // This very tap did, and was asked again.
        (_, Some(command)) if command == call.command => Ok(Vec::new()),
        (_, Some(_)) => Ok(vec![duplicata(caller, &shown)]),
        (_, None) => Ok(Vec::new()),
    }
}

/// What the print of a note writes: the note, or a duplicata where it was handed over before and
/// nothing has changed.
///
/// # Errors
/// The order is paid, or this terminal prints no tickets.
pub async fn note_drafts(
    app: &App,
    caller: &Caller,
    turn: &Turn,
    call: &PrintNote,
) -> Result<Vec<Draft>, Error> {
    app.can_print(PrinterUse::Ticket)?;
    let account = account(app, caller, call.order).await?.ok_or(SettleRefused::Unknown)?;
    if account.due() <= Cents::ZERO {
        return Err(SettleRefused::PaidAlready { number: account.name.number }.into());
    }
    let note = account.note(&till(caller, turn)).map_err(LedgerRefused::Bill)?;
    let says_the_same = |before: &Note| {
        (&before.lines, &before.rates, before.training, before.paid)
            == (&note.lines, &note.rates, note.training, note.paid)
    };
    match last_note(app, caller, call.order).await? {
        Some((shown, before)) if says_the_same(&before) => Ok(vec![duplicata(caller, &shown)]),
        _ => {
            // What is sold without the server has no revision there yet.
            let revision = if app.is_away() { None } else { Some(account.revision) };
            Ok(vec![Draft { order: Some((call.order, revision)), content: Content::Note(note) }])
        }
    }
}

async fn account(app: &App, caller: &Caller, order: OrderId) -> Result<Option<Account>, Error> {
    match app.is_away() {
        true => Ok(accounts::away(app, order)),
        false => accounts::read(app, caller, order).await,
    }
}

/// The last note of an order, as far as it is known here.
async fn last_note(
    app: &App,
    caller: &Caller,
    order: OrderId,
) -> Result<Option<(EntryShown, Note)>, Error> {
    let shown = match app.is_away() {
        true => return here::last_note(app, order).await,
        false => match store::note_of(app.database(), caller.shop.id, order).await? {
            Some(entry) => Some(read(app, &entry).await?),
            None => None,
        },
    };
    Ok(shown.and_then(|shown| match shown.content.clone() {
        Content::Note(note) => Some((shown, note)),
        _ => None,
    }))
}

/// The next duplicata of an entry.
fn duplicata(caller: &Caller, shown: &EntryShown) -> Draft {
    let training = matches!(&shown.content, Content::Ticket(ticket) if ticket.training)
        || matches!(&shown.content, Content::Note(note) if note.training);
    let content = Content::Duplicate(Duplicate {
        of: shown.entry.clone(),
        copy: shown.copies + 1,
        cashier: caller.name().unwrap_or_default(),
        software_version: crate::VERSION.to_owned(),
        training,
    });
    Draft { order: None, content }
}

/// What was signed for a print.
enum SignedFor {
    /// Nothing: it is an original.
    Nothing,
    /// A note, which is its original.
    Note(Box<EntryShown>),
    /// A duplicata.
    Duplicata(Duplicate),
}

fn signed_for(caller: &Caller) -> SignedFor {
    match caller.signed.last().and_then(paper::shown) {
        Some(EntryShown { content: Content::Duplicate(it), .. }) => SignedFor::Duplicata(it),
        Some(shown) if matches!(shown.content, Content::Note(_)) => {
            SignedFor::Note(Box::new(shown))
        }
        _ => SignedFor::Nothing,
    }
}

/// What is printed of an entry: its original, or which duplicata.
fn nth(copy: u32, entry: EntryShown) -> EntryShown {
    EntryShown { printed: true, copies: copy, ..entry }
}

/// Prints an entry: the original, or the duplicata that was signed.
pub async fn print(app: &App, caller: &Caller, call: PrintEntry) -> Result<EntryShown, Error> {
    let entry = read(app, &call.entry).await?;
    match signed_for(caller) {
        SignedFor::Duplicata(it) => {
            printed(app, caller, call.command, nth(it.copy, entry), &[]).await
        }
        _ => printed(app, caller, call.command, nth(0, entry), &[call.entry]).await,
    }
}

/// Prints the note, or the duplicata of one, that was signed.
pub async fn print_note(app: &App, caller: &Caller, call: PrintNote) -> Result<EntryShown, Error> {
    match signed_for(caller) {
        SignedFor::Note(note) => {
            let original = [note.entry.clone()];
            printed(app, caller, call.command, *note, &original).await
        }
        SignedFor::Duplicata(it) => {
            let copy = nth(it.copy, read(app, &it.of).await?);
            printed(app, caller, call.command, copy, &[]).await
        }
        SignedFor::Nothing => Err(no_note()),
    }
}

fn no_note() -> Error {
    anyhow::anyhow!("a note without its entry").into()
}

/// The same while the server is away; none: it is not known here.
pub async fn print_away(
    app: &App,
    caller: &Caller,
    call: &PrintEntry,
) -> Result<Option<EntryShown>, Error> {
    let Some((entry, _)) = here::entry(app, &call.entry).await? else { return Ok(None) };
    let copy = match signed_for(caller) {
        SignedFor::Duplicata(it) => it.copy,
        _ => 0,
    };
    let shown = nth(copy, entry);
    put_on_paper(app, call.command, &shown).await?;
    Ok(Some(shown))
}

/// The same of a note.
pub async fn print_note_away(
    app: &App,
    caller: &Caller,
    call: &PrintNote,
) -> Result<Option<EntryShown>, Error> {
    let shown = match signed_for(caller) {
        SignedFor::Note(note) => *note,
        SignedFor::Duplicata(it) => match here::entry(app, &it.of).await? {
            Some((note, _)) => nth(it.copy, note),
            None => return Ok(None),
        },
        SignedFor::Nothing => return Err(no_note()),
    };
    put_on_paper(app, call.command, &shown).await?;
    Ok(Some(shown))
}

/// Writes that it is printed, and prints it: a tap that is asked again prints what it printed first.
async fn printed(
    app: &App,
    caller: &Caller,
    command: CommandId,
    shown: EntryShown,
    originals: &[EntryRef],
) -> Result<EntryShown, Error> {
    let shown = write(app, caller, command, &shown, originals).await?;
    put_on_paper(app, command, &shown).await?;
    Ok(shown)
}

async fn put_on_paper(app: &App, command: CommandId, shown: &EntryShown) -> Result<(), Error> {
    let register = app.register().await?;
    let document = domain::printing::document(shown, &register.shop());
    let document = document.ok_or(LedgerRefused::Unknown)?;
    paper::print(app, command, PrinterUse::Ticket, document).await
}
