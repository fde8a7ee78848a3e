//! Technical events (JET): noted when they happen, kept in the journal's file, and written into the
//! register's chain while the server is there.

use super::unasked::{self, Unasked};
use crate::app::{App, Asking};
use crate::error::Error;
use chrono::{DateTime, Utc};
use domain::ledger::{Event, EventCode};
use domain::{CommandId, Language};
use serde::{Deserialize, Serialize};
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
#[derive(Clone, Debug, Serialize, Deserialize)]
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
}

impl Events {
    fn noted(&self) -> MutexGuard<'_, Vec<Noted>> {
        // Held for a copy alone.
        self.noted.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

/// Notes that something happened; nobody waits for it to be written.
pub fn note(app: &App, code: EventCode, who: Option<String>, what: Option<String>) {
    note_with(app, Event { code, what, who, detail: None });
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

/// Writes what is noted, for as long as the program runs: this terminal is a register.
pub async fn write(app: &App) -> Infallible {
    begin(app);
    let mut pause = AGAIN;
    loop {
        // Woken, or because something could not be written before.
        let _ = timeout(pause, app.events().wake.notified()).await;
        if app.is_away() || app.events().noted().is_empty() {
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

/// Writes what is noted, one after the other: each is a command, so that it is there once though the
/// answer be lost, or the program killed.
async fn write_noted(app: &App) -> Result<(), Error> {
    loop {
        let Some(Noted { key, at, event }) = app.events().noted().first().cloned() else {
            return Ok(());
        };
        let asking = Asking { at, ..unasked::asking(app) };
        app.write_unasked(Unasked::Event { command: CommandId(key), event }, asking).await?;
        let mut left = app.events().noted();
        left.retain(|noted| noted.key != key);
        app.keep(NOTED, &*left);
    }
}
