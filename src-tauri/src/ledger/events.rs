//! Technical events (JET): noted when they happen, kept in the journal's file, and written into the
//! register's chain while the server is there.

use super::unasked::{self, Unasked};
use super::{office_events, refused};
use crate::app::{App, Asking};
use crate::error::Error;
use anyhow::Context;
use chrono::{DateTime, Utc};
use domain::ledger::{Event, EventCode};
use domain::{CommandId, Language};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::convert::Infallible;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::timeout;
use uuid::Uuid;

/// What they are kept as until they are written.
const NOTED: &str = "noted events";
/// What the version is kept as that ran here last.
const VERSION: &str = "version";
/// What could not be written is tried again after so long, then after twice that, up to the other.
const AGAIN: Duration = Duration::from_secs(5);
const AGAIN_MAX: Duration = Duration::from_secs(300);

/// Something that happened, and is not in the chain yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Noted {
    /// Names it for ever.
    #[serde(default = "App::new_key")]
    key: Uuid,
    at: DateTime<Utc>,
    event: Event,
}

/// What was noted at this terminal.
#[derive(Default)]
pub struct Events {
    noted: Mutex<Vec<Noted>>,
    wake: Notify,
    /// Whether somebody writes them: only a register has a chain.
    written: AtomicBool,
    /// Whether something may have been done at an office since that was looked for.
    office: AtomicBool,
}

impl Events {
    fn noted(&self) -> MutexGuard<'_, Vec<Noted>> {
        // Held for a copy alone.
        self.noted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Something may have been done at an office that belongs in this shop's chains.
pub fn look_for_office_events(app: &App) {
    app.events().office.store(true, Ordering::Release);
    app.events().wake.notify_one();
}

/// Notes that something happened; nobody waits for it to be written.
pub fn note(app: &App, code: EventCode, who: Option<String>, what: Option<String>) {
    note_with(app, Event { code, what, who, detail: None, office: None });
}

/// The same with more to say.
pub fn note_with(app: &App, event: Event) {
    let events = app.events();
    if !events.written.load(Ordering::Acquire) {
        return;
    }
    let mut noted = events.noted();
    noted.push(Noted { key: App::new_key(), at: app.now(), event });
    app.keep(NOTED, &*noted);
    events.wake.notify_one();
}

/// Notes it with what is kept with it: both are on the disk when this returns.
///
/// # Errors
/// Neither is: it did not happen.
pub async fn note_with_kept(app: &App, event: Event, kept: (String, Value)) -> Result<(), Error> {
    let new = Noted { key: App::new_key(), at: app.now(), event };
    let keeping = {
        let mut noted = app.events().noted();
        noted.push(new.clone());
        let all = serde_json::to_value(&*noted).context("noted events")?;
        app.keep_together(vec![(app.here(NOTED), all), kept])
    };
    if let Err(refused) = keeping.await {
        app.events().noted().retain(|noted| *noted != new);
        return Err(refused.into());
    }
    app.events().wake.notify_one();
    Ok(())
}

/// Writes what is noted, for as long as the program runs: this terminal is a register.
pub async fn write(app: &App) -> Infallible {
    begin(app);
    let mut pause = AGAIN;
    loop {
        // Woken, or because something could not be written before.
        let _ = timeout(pause, app.events().wake.notified()).await;
        let office = app.events().office.load(Ordering::Acquire);
        if app.is_away() || (app.events().noted().is_empty() && !office) {
            continue;
        }
        pause = match write_noted(app).await {
            Ok(()) => AGAIN,
            Err(error) => {
                let error = error.in_words(Language::En);
                tracing::info!("technical events wait: {error:#}");
                // A keyring that nobody unlocks is not asked, and not logged, all day long.
                (pause * 2).min(AGAIN_MAX)
            }
        };
    }
}

/// The program has begun: what was noted before it ended is written first.
fn begin(app: &App) {
    let events = app.events();
    *events.noted() = app.kept_ever(NOTED).unwrap_or_default();
    events.written.store(true, Ordering::Release);
    events.office.store(true, Ordering::Release);
    let version = crate::VERSION;
    let before: Option<String> = app.kept_ever(VERSION);
    if before.as_deref().is_some_and(|before| before != version) {
        note(app, EventCode::NewVersion, None, Some(version.to_owned()));
    }
    app.keep(VERSION, &version);
    note(app, EventCode::Started, None, Some(version.to_owned()));
}

/// The program ends: that is written, or at its next start.
pub async fn end(app: &App) {
    note(app, EventCode::Stopped, None, None);
    if !app.is_away()
        && let Err(error) = write_noted(app).await
    {
        tracing::info!(?error, "technical events are written at the next start");
    }
    if let Ok(Some(journal)) = app.journal() {
        journal.written().await;
    }
}

/// Writes what is noted here, one after the other: each is a command, so that it is there once though
/// the answer be lost, or the program killed. Then what was done at an office for this shop.
///
/// # Errors
/// The server does not answer, or another counter has written the same meanwhile.
pub async fn write_noted(app: &App) -> Result<(), Error> {
    loop {
        let Some(Noted { key, at, event }) = app.events().noted().first().cloned() else { break };
        let asking = Asking { at, ..unasked::asking(app) };
        app.write_unasked(Unasked::Event { command: CommandId(key), event }, asking).await?;
        let mut left = app.events().noted();
        left.retain(|noted| noted.key != key);
        app.keep(NOTED, &*left);
    }
    // Asked before it is looked: what is done meanwhile is looked for again.
    if !app.events().office.swap(false, Ordering::AcqRel) {
        return Ok(());
    }
    let written = app.carry(write_office_events(app)).await;
    if written.is_err() {
        app.events().office.store(true, Ordering::Release);
    }
    written
}

/// Each is named by its entry in the statement that writes it, and so is there once.
async fn write_office_events(app: &App) -> Result<(), Error> {
    let (register, shop) = (app.register().await?, app.shop().await?);
    let mut turn = register.turn().await;
    let pending = office_events::store::pending(app.database(), shop.id).await?;
    let written = office_events::sign(&mut turn, pending, shop.day_ends_at)?;
    if turn.signed().is_empty() {
        return Ok(());
    }
    let here = (shop.id, app.identity().terminal);
    let appended =
        office_events::store::append(app.database(), here, turn.signed(), &written).await;
    if let Err(error) = appended {
        drop(turn);
        app.forget_register().await;
        return Err(refused(error));
    }
    app.keep_turn(turn);
    Ok(())
}
