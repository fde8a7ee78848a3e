//! What this terminal knows by itself of what its register wrote: its journal has the entries of some
//! days with the commands that signed and printed them. It is asked while the server is away.

use super::paper;
use super::register::Signed;
use crate::app::{App, Caller};
use crate::error::Error;
use crate::journal::Taken;
use chrono::NaiveDate;
use domain::ledger::{
    Chain, CloseDay, Content, EntryLine, EntryRef, EntryShown, LedgerCall, Note, PrintEntry,
};
use domain::orders::OrderId;
use domain::shops::business_day;
use domain::{Cents, CommandId};

/// An entry of this terminal, and the command that printed its original, if one did; none: its journal
/// has no such entry. What only this terminal prints of its own entries, it knows.
///
/// # Errors
/// The journal cannot be read.
pub async fn entry(
    app: &App,
    entry: &EntryRef,
) -> Result<Option<(EntryShown, Option<CommandId>)>, Error> {
    let Some(journal) = app.journal()? else { return Ok(None) };
    let taken = journal.about(entry).await?;
    let signed = || taken.iter().flat_map(|taken| &taken.signed);
    let Some(shown) = signed().find(|signed| signed.entry() == *entry).and_then(paper::shown)
    else {
        return Ok(None);
    };
    let printed_by = taken.iter().find_map(|taken| printed_by(taken, entry));
    let copies = signed().filter_map(|signed| match signed.sealed().ok()?.entry.content {
        Content::Duplicate(it) => (it.of == *entry).then_some(it.copy),
        _ => None,
    });
    let copies = copies.max().unwrap_or_default();
    Ok(Some((EntryShown { printed: printed_by.is_some(), copies, ..shown }, printed_by)))
}

/// The command, if it has printed that entry, or will when the server is back.
fn printed_by(taken: &Taken, entry: &EntryRef) -> Option<CommandId> {
    let last = |kind: &str| taken.signed.iter().rfind(|it| it.kind == kind).map(Signed::entry);
    let printed = match serde_json::from_value(taken.request.clone()).ok()? {
        LedgerCall::PrintEntry(PrintEntry { entry, .. }) => entry,
        LedgerCall::PrintNote(_) => last("note")?,
        LedgerCall::CloseDay(CloseDay { .. }) => last("day")?,
        _ => return None,
    };
    (printed == *entry).then_some(taken.command)
}

/// The last note of an order that was made here.
///
/// # Errors
/// The journal cannot be read.
pub async fn last_note(app: &App, order: OrderId) -> Result<Option<(EntryShown, Note)>, Error> {
    let Some(journal) = app.journal()? else { return Ok(None) };
    let Some(signed) = journal.last_note(order).await? else { return Ok(None) };
    let found = entry(app, &signed.entry()).await?;
    Ok(found.and_then(|(shown, _)| match shown.content.clone() {
        Content::Note(note) => Some((shown, note)),
        _ => None,
    }))
}

/// The tickets, papers and closings of a business day that were made here, latest first.
///
/// # Errors
/// The journal cannot be read.
pub async fn list(
    app: &App,
    caller: &Caller,
    day: Option<NaiveDate>,
) -> Result<Vec<EntryLine>, Error> {
    let day = day.unwrap_or_else(|| business_day(caller.at, caller.shop.day_ends_at));
    let Some(journal) = app.journal()? else { return Ok(Vec::new()) };
    let mut signed = journal.signed_on(day).await?;
    signed.retain(|it| it.chain != Chain::Events);
    signed.sort_by_key(|it| (std::cmp::Reverse(it.at), it.chain, std::cmp::Reverse(it.number)));
    Ok(signed.iter().filter_map(line).collect())
}

fn line(signed: &Signed) -> Option<EntryLine> {
    let (number, total, who) = match signed.sealed().ok()?.entry.content {
        Content::Ticket(it) => (Some(it.order.number), it.total, Some(it.cashier)),
        Content::Note(it) => (Some(it.order.number), it.total, Some(it.cashier)),
        Content::Duplicate(it) => (None, Cents::ZERO, Some(it.cashier)),
        Content::Closing(it) => (None, it.figures.total, it.closed_by),
        Content::Event(_) => return None,
    };
    let (entry, at, kind) = (signed.entry(), signed.at.to_utc(), signed.kind.clone());
    Some(EntryLine { entry, at, kind, number, total, who })
}
