//! Entries as people look at them: listed, read, printed again.

use super::register::Draft;
use super::store;
use crate::app::{App, Caller};
use crate::command;
use crate::error::{Error, unreadable};
use chrono::NaiveDate;
use domain::CommandId;
use domain::ledger::{
    Content, Duplicate, EntryLine, EntryRef, EntryShown, LedgerRefused, Reprint, Sealed,
    from_canonical,
};
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
    let found = store::entry(app.database(), entry).await?;
    let (text, signature, copies) = found.ok_or(LedgerRefused::Unknown)?;
    let read = from_canonical(&text)
        .map_err(|_| unreadable("ledger_entry", "canonical", &format!("{entry:?}")))?;
    let (at, content) = (read.at, read.content.clone());
    let signature = Sealed { entry: read, text, signature }.shown();
    let copies = u32::try_from(copies).unwrap_or(u32::MAX);
    Ok(EntryShown { entry: entry.clone(), at, content, signature, copies })
}

/// The next duplicata of an entry.
pub async fn duplicata(app: &App, caller: &Caller, entry: &EntryRef) -> Result<Draft, Error> {
    let shown = read(app, entry).await?;
    let training = matches!(&shown.content, Content::Ticket(ticket) if ticket.training);
    let content = Content::Duplicate(Duplicate {
        of: entry.clone(),
        copy: shown.copies + 1,
        cashier: caller.staff.as_ref().map_or_else(String::new, |staff| staff.name.clone()),
        software_version: env!("CARGO_PKG_VERSION").to_owned(),
        training,
    });
    Ok(Draft { order: None, content })
}

/// Makes the duplicata that was signed.
pub async fn reprint(app: &App, caller: &Caller, call: Reprint) -> Result<EntryShown, Error> {
    let before = read(app, &call.entry).await?;
    let shown = EntryShown { copies: before.copies + 1, ..before };
    write(app, caller, call.command, &shown).await
}

/// Writes what was signed, and nothing else.
pub async fn write<T: Serialize + DeserializeOwned>(
    app: &App,
    caller: &Caller,
    command: CommandId,
    reply: &T,
) -> Result<T, Error> {
    let written = store::write(app.database(), caller, command, reply).await;
    command::once(app.database(), command, written, |error| match error {
        None => LedgerRefused::Moved.into(),
        Some(error) => super::refused(error),
    })
    .await
}
