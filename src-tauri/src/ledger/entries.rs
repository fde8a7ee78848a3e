//! Entries as people look at them: listed, and read.

use super::store;
use crate::app::{App, Caller};
use crate::command;
use crate::error::{Error, unreadable};
use chrono::NaiveDate;
use domain::CommandId;
use domain::ledger::{EntryLine, EntryRef, EntryShown, LedgerRefused, Sealed, from_canonical};
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
pub async fn looked_up(
    app: &App,
    entry: &EntryRef,
) -> Result<(EntryShown, Option<CommandId>), Error> {
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
