//! Entries as people look at them: listed, read, printed.

use super::register::{Draft, Turn};
use super::{accounts, paper, store, till};
use crate::app::{App, Caller};
use crate::command;
use crate::error::{Error, unreadable};
use anyhow::Context;
use chrono::NaiveDate;
use domain::Cents;
use domain::CommandId;
use domain::ledger::{
    Content, Duplicate, EntryLine, EntryRef, EntryShown, LedgerRefused, Note, PrintEntry,
    PrintNote, Sealed, from_canonical,
};
use domain::orders::SettleRefused;
use domain::printing::PrinterUse;
use domain::shops::business_day;
use serde::Serialize;
use serde::de::DeserializeOwned;

/// The register's tickets, papers and closings of a business day.
pub async fn list(
    app: &App,
    caller: &Caller,
    day: Option<NaiveDate>,
) -> Result<Vec<EntryLine>, Error> {
    let day = day.unwrap_or_else(|| business_day(caller.at, caller.shop.day_ends_at));
    let register = app.register().await?;
    Ok(store::entries(app.database(), register.code(), day).await?)
}

/// An entry as its paper shows it.
pub async fn read(app: &App, entry: &EntryRef) -> Result<EntryShown, Error> {
    Ok(looked_up(app, entry).await?.0)
}

/// An entry, and the command that printed its original, if one did.
async fn looked_up(app: &App, entry: &EntryRef) -> Result<(EntryShown, Option<CommandId>), Error> {
    let found = store::entry(app.database(), entry).await?.ok_or(LedgerRefused::Unknown)?;
    let store::EntryRow { canonical: text, signature, printed_by, copies } = found;
    let read = from_canonical(&text)
        .map_err(|_| unreadable("ledger_entry", "canonical", &format!("{entry:?}")))?;
    let (at, content) = (read.at, read.content.clone());
    let signature = Sealed { entry: read, text, signature }.shown();
    let (printed, copies) = (printed_by.is_some(), u32::try_from(copies).unwrap_or(u32::MAX));
    let shown = EntryShown { entry: entry.clone(), at, content, signature, printed, copies };
    Ok((shown, printed_by.map(CommandId)))
}

/// What a print of an entry writes: nothing where it is the original, else a duplicata.
///
/// # Errors
/// There is no such entry, nothing is printed of it, or this terminal prints no tickets.
pub async fn drafts(app: &App, caller: &Caller, call: &PrintEntry) -> Result<Vec<Draft>, Error> {
    app.can_print(PrinterUse::Ticket)?;
    let (shown, printed_by) = looked_up(app, &call.entry).await?;
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
    let account = accounts::read(app, caller, call.order).await?;
    let account = account.ok_or(SettleRefused::Unknown)?;
    if account.due() <= Cents::ZERO {
        return Err(SettleRefused::PaidAlready { number: account.name.number }.into());
    }
    let note = account.note(&till(caller, turn)).map_err(LedgerRefused::Bill)?;
    if let Some((entry, before)) = last_note(app, caller, call).await?
        && (&before.lines, &before.rates, before.training)
            == (&note.lines, &note.rates, note.training)
    {
        return Ok(vec![duplicata(caller, &read(app, &entry).await?)]);
    }
    let order = Some((call.order, Some(account.revision)));
    Ok(vec![Draft { order, content: Content::Note(note) }])
}

async fn last_note(
    app: &App,
    caller: &Caller,
    call: &PrintNote,
) -> Result<Option<(EntryRef, Note)>, Error> {
    let found = store::note_of(app.database(), caller.shop.id, call.order).await?;
    let Some((entry, text)) = found else { return Ok(None) };
    let read = from_canonical(&text)
        .map_err(|_| unreadable("ledger_entry", "canonical", &format!("{:?}", entry.0)))?;
    Ok(match read.content {
        Content::Note(note) => Some((entry.0, note)),
        _ => None,
    })
}

/// The next duplicata of an entry.
fn duplicata(caller: &Caller, shown: &EntryShown) -> Draft {
    let training = matches!(&shown.content, Content::Ticket(ticket) if ticket.training)
        || matches!(&shown.content, Content::Note(note) if note.training);
    let content = Content::Duplicate(Duplicate {
        of: shown.entry.clone(),
        copy: shown.copies + 1,
        cashier: caller.staff.as_ref().map_or_else(String::new, |staff| staff.name.clone()),
        software_version: env!("CARGO_PKG_VERSION").to_owned(),
        training,
    });
    Draft { order: None, content }
}

/// Prints an entry: the original, or the duplicata that was signed.
pub async fn print(app: &App, caller: &Caller, call: PrintEntry) -> Result<EntryShown, Error> {
    let original = |shown| EntryShown { printed: true, copies: 0, ..shown };
    match signed_for_print(app, caller).await? {
        Some(copy) if copy.copies > 0 => printed(app, caller, call.command, copy, &[]).await,
        _ => {
            let shown = original(read(app, &call.entry).await?);
            printed(app, caller, call.command, shown, &[call.entry]).await
        }
    }
}

/// Prints the note, or the duplicata of one, that was signed.
pub async fn print_note(app: &App, caller: &Caller, call: PrintNote) -> Result<EntryShown, Error> {
    let shown = signed_for_print(app, caller).await?.context("a note without its entry")?;
    let original = Some(shown.entry.clone()).filter(|_| shown.copies == 0);
    printed(app, caller, call.command, shown, original.as_slice()).await
}

/// The note that was signed, or what a duplicata was signed of.
async fn signed_for_print(app: &App, caller: &Caller) -> Result<Option<EntryShown>, Error> {
    let Some(shown) = caller.signed.last().and_then(paper::shown) else { return Ok(None) };
    match shown.content {
        Content::Duplicate(it) => {
            let of = read(app, &it.of).await?;
            Ok(Some(EntryShown { printed: true, copies: it.copy, ..of }))
        }
        Content::Note(_) => Ok(Some(shown)),
        _ => Ok(None),
    }
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
    let register = app.register().await?;
    let document = domain::printing::document(&shown, register.shop());
    let document = document.ok_or(LedgerRefused::Unknown)?;
    paper::print(app, command, PrinterUse::Ticket, document).await?;
    Ok(shown)
}

/// Writes what was signed, and which originals are printed; nothing else.
pub async fn write<T: Serialize + DeserializeOwned>(
    app: &App,
    caller: &Caller,
    command: CommandId,
    reply: &T,
    originals: &[EntryRef],
) -> Result<T, Error> {
    let written = store::write(app.database(), caller, command, reply, originals).await;
    command::once(app.database(), command, written, |error| match error {
        None => LedgerRefused::Moved.into(),
        Some(error) => super::refused(error),
    })
    .await
}
