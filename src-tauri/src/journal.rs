//! The journal of this terminal: what was validated here is written to this disk before anything
//! else happens to it, and stays until its outcome is known, and seven days longer.
//!
//! A command is taken (written, and on the disk for certain: one `fsync`), then applied by the
//! server at most once, then marked. The mark need not be on the disk: without it the command is
//! applied once more after a restart, and hears its first reply.
//!
//! In the same file is what was read of the server last: it is shown while nobody can ask.

mod deciding;
mod marking;
mod signed;
mod store;
mod together;

use crate::app::Asking;
use crate::error::Error;
use crate::ledger::register::Signed;
use crate::sqlite_file::{self, Unopened, is_full};
use chrono::{DateTime, NaiveDate, TimeDelta, Utc};
use domain::journal::{JournalRefused, JournalStands};
use domain::offline::SoldOffline;
use domain::shops::ShopId;
use domain::{CommandId, FailureCode, Language};
use serde::{Deserialize, Serialize};
use serde_json::Value;
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use store::Opened;
use tokio::sync::{mpsc, oneshot, watch};
use uuid::Uuid;

/// How long a command stays after its outcome is known.
pub const KEPT: TimeDelta = TimeDelta::days(7);

/// A command as it was taken: what was asked, by whom, where and when.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Taken {
    /// The tap.
    pub command: CommandId,
    /// Who asked, at which window, when, and what a manager there had consented to.
    pub asking: Asking,
    /// The terminal.
    pub terminal: Uuid,
    /// The shop it stood in, if that was known.
    pub shop: Option<ShopId>,
    /// The database it was meant for, if that was known.
    pub database: Option<String>,
    /// The capability that answers it.
    pub capability: String,
    /// The call, as it came from the screen.
    pub request: Value,
    /// What was answered without the server.
    #[serde(default)]
    pub answered: Option<Answered>,
    /// What it writes into the ledger.
    #[serde(default)]
    pub signed: Vec<Signed>,
    /// A person has given it up, with these words: its entries alone are written again, where a server
    /// came back that knows less.
    #[serde(default)]
    pub given_up: Option<String>,
}

/// What was answered to a command while the server was away.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Answered {
    /// What the person was told.
    pub reply: Value,
    /// What was sold with it.
    #[serde(default)]
    pub sold: Option<SoldOffline>,
    /// A person decided that it is booked as it was sold, whatever the menu says by now.
    #[serde(default)]
    pub decided: bool,
}

/// A number that this register gave: the nth of that business day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Numbered {
    /// The day.
    pub day: NaiveDate,
    /// Which of the day, from 1.
    pub nth: i64,
}

/// A command that a person has to decide about.
#[derive(Clone, Debug, PartialEq)]
pub struct Undecided {
    /// Where it stands.
    pub entry: Entry,
    /// The command.
    pub taken: Taken,
    /// Why it was refused.
    pub words: String,
}

/// Where a command stands in the journal. A command that is taken again, because the first answer
/// was lost or a no was answered by another content, keeps its place.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Entry {
    place: i64,
    take: i64,
}

impl Entry {
    /// Its place in the file, for ever.
    pub fn place(self) -> i64 {
        self.place
    }

    /// Whether the command was taken before, so that the server may have applied it.
    pub fn is_again(self) -> bool {
        self.take > 1
    }
}

/// What became of a command.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The server has it.
    Applied,
    /// Refused, and the person at the screen was told.
    Refused,
    /// Refused when nobody waited for it: these words are for a person who decides.
    ToDecide(String),
    /// A person gave it up: who, and why.
    GivenUp(String),
}

/// What the marking task is given.
enum Note {
    Mark(Entry, Outcome, Option<String>, DateTime<Utc>),
    Keep(String, Snapshot),
    Together(Vec<(String, Snapshot)>, oneshot::Sender<Result<(), JournalRefused>>),
    Written(oneshot::Sender<()>),
}

/// What was read of the server, and when.
#[derive(Clone, Debug, PartialEq)]
pub struct Snapshot {
    /// What was read.
    pub value: Arc<Value>,
    /// When.
    pub at: DateTime<Utc>,
}

/// The journal of one terminal; its home is held by one process, so it has one writer.
pub struct Journal {
    taking: Arc<tokio::sync::Mutex<sqlite_file::Connection>>,
    notes: mpsc::UnboundedSender<Note>,
    /// What was taken and has no known outcome, and nobody is trying; in order.
    waits: Mutex<BTreeMap<Entry, Taken>>,
    /// What a person has to decide about; in order.
    undecided: Mutex<BTreeMap<Entry, Undecided>>,
    snapshots: Mutex<HashMap<String, Snapshot>>,
    /// The one that is connected, if that is known.
    database: Mutex<Option<String>>,
    stands: watch::Sender<JournalStands>,
}

impl Journal {
    /// Opens the journal, made if missing. A damaged one is put aside, and never deleted. Must be
    /// called within the asynchronous runtime.
    ///
    /// # Errors
    /// When a newer program has written it, or it cannot be read or written.
    pub async fn open(file: &Path, now: DateTime<Utc>) -> Result<Journal, JournalRefused> {
        let (opened, put_aside) =
            sqlite_file::open(file, now, store::open).await.map_err(|error| match error {
                Unopened::Store(error) => refused(&error),
                Unopened::Aside(error) => unusable(&error),
            })?;
        let Opened::Ours { taking, marking, waits, undecided, snapshots } = opened else {
            return Err(JournalRefused::Newer);
        };
        let stands = JournalStands {
            waits: count(waits.len()),
            to_decide: count(undecided.len()),
            put_aside,
            as_of: None,
        };
        let (notes, noted) = mpsc::unbounded_channel();
        let taking = Arc::new(tokio::sync::Mutex::new(taking));
        tokio::spawn(marking::write_notes(taking.clone(), marking, noted));
        Ok(Journal {
            taking,
            notes,
            waits: Mutex::new(waits),
            undecided: Mutex::new(undecided),
            snapshots: Mutex::new(snapshots),
            database: Mutex::default(),
            stands: watch::Sender::new(stands),
        })
    }

    /// Writes a command; it is on the disk when this returns. One that was answered without the
    /// server is not taken again: it is given back as it was answered.
    ///
    /// # Errors
    /// It is not, and must not be begun.
    pub async fn take(&self, taken: Taken) -> Result<(Entry, Taken), JournalRefused> {
        let mut taking = self.taking.lock().await;
        let took = store::take(&mut taking, &taken).await.map_err(|error| refused(&error))?;
        match took {
            Some(entry) => Ok((entry, taken)),
            None => {
                let known = store::taken(&mut taking, taken.command).await;
                known.map_err(|error| refused(&error))
            }
        }
    }

    /// Writes what a taken command was answered without the server, and the number that was given
    /// with it; it waits from now on.
    ///
    /// # Errors
    /// It is not on the disk: nobody may be told.
    pub async fn answer(
        &self,
        entry: Entry,
        taken: Taken,
        numbered: Option<Numbered>,
    ) -> Result<(), JournalRefused> {
        let mut taking = self.taking.lock().await;
        let written = store::answer(&mut taking, entry, &taken, numbered).await;
        written.map_err(|error| refused(&error))?;
        self.leave(entry, taken);
        Ok(())
    }

    /// The number that this register gives next on that day.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub async fn next_number(&self, day: NaiveDate) -> Result<Numbered, JournalRefused> {
        let mut taking = self.taking.lock().await;
        let last = store::last_number(&mut taking, day).await.map_err(|error| refused(&error))?;
        Ok(Numbered { day, nth: last + 1 })
    }

    /// A command, by its place.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub async fn at(&self, place: i64) -> Result<Option<Taken>, JournalRefused> {
        let mut taking = self.taking.lock().await;
        store::at(&mut taking, place).await.map_err(|error| refused(&error))
    }

    /// The outcome of a command is known.
    pub fn mark(&self, entry: Entry, outcome: Outcome, now: DateTime<Utc>) {
        self.change_waits(|waits| {
            let marked = waits.iter().find(|(waiting, _)| waiting.place == entry.place);
            let taken = marked.map(|(_, taken)| taken.clone());
            waits.retain(|waiting, _| waiting.place != entry.place);
            self.change_undecided(entry, taken, &outcome);
        });
        // The task lives as long as the runtime; after that nobody marks.
        let _ = self.notes.send(Note::Mark(entry, outcome, self.database(), now));
    }

    /// The outcome of a command is not known: it waits for the server. What another try of it was
    /// answered without the server stays.
    pub fn leave(&self, entry: Entry, taken: Taken) {
        self.change_waits(|waits| {
            let earlier = waits.extract_if(.., |waiting, _| waiting.place == entry.place);
            let told = earlier.map(|(_, earlier)| earlier).find(|it| it.answered.is_some());
            waits.insert(entry, told.unwrap_or(taken));
        });
    }

    /// What a command that waits was answered without the server, at whichever try.
    pub fn told(&self, entry: Entry) -> Option<Answered> {
        let waits = locked(&self.waits);
        let waiting = waits.iter().find(|(waiting, _)| waiting.place == entry.place);
        waiting.and_then(|(_, taken)| taken.answered.clone())
    }

    /// What waits, in order.
    pub fn waiting(&self) -> Vec<(Entry, Taken)> {
        locked(&self.waits).iter().map(|(entry, taken)| (*entry, taken.clone())).collect()
    }

    /// What a person has to decide about, in order.
    pub fn undecided(&self) -> Vec<Undecided> {
        locked(&self.undecided).values().cloned().collect()
    }

    /// The first command that waits, after that one.
    pub fn next_after(&self, entry: Option<Entry>) -> Option<(Entry, Taken)> {
        let waits = locked(&self.waits);
        let next = waits.iter().find(|(waiting, _)| entry.is_none_or(|entry| **waiting > entry));
        next.map(|(entry, taken)| (*entry, taken.clone()))
    }

    /// How it stands, and every change of that.
    pub fn stands(&self) -> watch::Receiver<JournalStands> {
        self.stands.subscribe()
    }

    /// The database that is connected, if that is known.
    pub fn database(&self) -> Option<String> {
        locked(&self.database).clone()
    }

    /// This one is connected from now on.
    pub fn stands_before(&self, database: String) {
        *locked(&self.database) = Some(database);
    }

    /// The commands of orders that this database was known to have, as far back as they are kept.
    ///
    /// # Errors
    /// The journal cannot be read.
    pub async fn applied(&self, database: &str) -> Result<Vec<Uuid>, JournalRefused> {
        let mut taking = self.taking.lock().await;
        store::applied(&mut taking, database).await.map_err(|error| refused(&error))
    }

    /// A command of which an outcome was known has none any more: it waits again.
    ///
    /// # Errors
    /// The journal cannot be written.
    pub async fn wait_again(&self, command: Uuid) -> Result<(), JournalRefused> {
        let mut taking = self.taking.lock().await;
        let unmarked = store::unmark(&mut taking, command).await;
        let (entry, taken) = unmarked.map_err(|error| refused(&error))?;
        locked(&self.undecided).retain(|known, _| known.place != entry.place);
        self.count_undecided();
        self.leave(entry, taken);
        Ok(())
    }

    /// Keeps what was read of the server.
    pub fn keep(&self, what: &str, value: Value, at: DateTime<Utc>) {
        let snapshot = Snapshot { value: Arc::new(value), at };
        let before = locked(&self.snapshots).insert(what.to_owned(), snapshot.clone());
        if before.is_none_or(|before| before.value != snapshot.value) {
            // As above.
            let _ = self.notes.send(Note::Keep(what.to_owned(), snapshot));
        }
    }

    /// What was read of the server last.
    pub fn snapshot(&self, what: &str) -> Option<Snapshot> {
        locked(&self.snapshots).get(what).cloned()
    }

    /// The server cannot be asked from now on, or can again.
    pub fn server_is_away(&self, away: bool) {
        let latest = locked(&self.snapshots).values().map(|it| it.at).max();
        let as_of = latest.filter(|_| away);
        self.stands.send_if_modified(|stands| std::mem::replace(&mut stands.as_of, as_of) != as_of);
    }

    /// Waits until what was marked and kept is written.
    pub async fn written(&self) {
        let (written, heard) = oneshot::channel();
        if self.notes.send(Note::Written(written)).is_ok() {
            // Nobody writes any more where it fails.
            let _ = heard.await;
        }
    }

    /// What was to be decided is, or is one thing more.
    fn change_undecided(&self, entry: Entry, taken: Option<Taken>, outcome: &Outcome) {
        let mut undecided = locked(&self.undecided);
        let known = undecided.remove(&entry).map(|known| known.taken);
        if let Outcome::ToDecide(words) = outcome
            && let Some(taken) = taken.or(known)
        {
            undecided.insert(entry, Undecided { entry, taken, words: words.clone() });
        }
        drop(undecided);
        self.count_undecided();
    }

    fn count_undecided(&self) {
        let now = count(locked(&self.undecided).len());
        self.stands.send_if_modified(|stands| std::mem::replace(&mut stands.to_decide, now) != now);
    }

    fn change_waits(&self, change: impl FnOnce(&mut BTreeMap<Entry, Taken>)) {
        let mut waits = locked(&self.waits);
        change(&mut waits);
        let now = count(waits.len());
        self.stands.send_if_modified(|stands| std::mem::replace(&mut stands.waits, now) != now);
    }
}

/// What a person is told of SQLite's error; the rest is for the log.
fn refused(error: &sqlx::Error) -> JournalRefused {
    if is_full(error) {
        tracing::error!(%error, "the disk is full: the journal takes no command");
        return JournalRefused::Full;
    }
    unusable(&anyhow::anyhow!("{error}"))
}

fn unusable(error: &anyhow::Error) -> JournalRefused {
    tracing::error!(error = format!("{error:#}"), "the journal cannot be used");
    JournalRefused::Unusable
}

impl Outcome {
    /// What is known of a command from its answer to the person who made it; nothing: it may or
    /// may not have been applied.
    pub fn told<T>(answer: &Result<T, Error>) -> Option<Outcome> {
        match answer {
            Ok(_) => Some(Outcome::Applied),
            Err(Error::Refused(refusal)) if !keeps_waiting(refusal.code()) => {
                Some(Outcome::Refused)
            }
            Err(_) => None,
        }
    }

    /// The same where nobody hears the answer. What is a fault of the program is shown to a
    /// person too: it must not keep back everything that was taken after it.
    pub fn unheard<T>(answer: &Result<T, Error>, language: Language) -> Option<Outcome> {
        match answer {
            Ok(_) => Some(Outcome::Applied),
            Err(Error::Refused(refusal)) if refusal.is_settled() => Some(Outcome::Refused),
            Err(Error::Refused(refusal)) if !keeps_waiting(refusal.code()) => {
                Some(Outcome::ToDecide(refusal.say(language)))
            }
            Err(Error::Internal(error)) => Some(Outcome::ToDecide(format!("{error:#}"))),
            Err(_) => None,
        }
    }
}

/// Whether a no says something of the server, and nothing of the command.
fn keeps_waiting(code: FailureCode) -> bool {
    matches!(code, FailureCode::Unreachable | FailureCode::SetUp | FailureCode::Revoked)
}

fn count(waits: usize) -> u32 {
    u32::try_from(waits).unwrap_or(u32::MAX)
}

/// A lock is only ever held for a copy: a panic elsewhere cannot have left it half changed.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

#[cfg(test)]
mod tests;
