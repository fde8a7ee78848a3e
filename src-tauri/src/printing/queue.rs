//! The queue itself: what waits, for which printer, and how the printers stand.

use super::store::{self, Job};
use super::{Patience, Print, Waiting, refused};
use crate::app::Clock;
use crate::home::Printers;
use crate::sqlite_file::Connection;
use chrono::{DateTime, Utc};
use domain::printing::{
    PrintRefused, PrinterStands, PrinterState, PrinterTrouble, PrinterUse, Size,
};
use std::collections::BTreeMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::sync::watch;
use uuid::Uuid;

/// What waits and how printers are; held for a copy or a change, never across a wait.
#[derive(Default)]
struct State {
    /// By place.
    jobs: BTreeMap<i64, Queued>,
    /// One a printer.
    health: Vec<Health>,
}

struct Queued {
    job: Job,
    /// A printer's task has it.
    claimed: bool,
}

/// What is known of a printer.
#[derive(Clone, Copy, Default)]
struct Health {
    /// In a row.
    failures: u32,
    /// At the last of them.
    trouble: Option<PrinterTrouble>,
    printing: bool,
}

/// The queue of one terminal.
pub struct Queue {
    file: tokio::sync::Mutex<Connection>,
    state: Mutex<State>,
    printers: Printers,
    clock: Clock,
    patience: Patience,
    stands: watch::Sender<Vec<PrinterStands>>,
    /// Tells the printers' tasks that there may be something for them.
    changes: watch::Sender<()>,
}

impl Queue {
    pub fn of(
        file: Connection,
        waits: Vec<Job>,
        printers: Printers,
        clock: Clock,
        patience: Patience,
    ) -> Queue {
        for job in &waits {
            if printers.for_use(job.print.used).is_none() {
                tracing::warn!(used = ?job.print.used, "a print waits for a printer that is gone");
            }
        }
        let queued = |job: Job| (job.place, Queued { job, claimed: false });
        let health = vec![Health::default(); printers.iter().count()];
        let state = State { jobs: waits.into_iter().map(queued).collect(), health };
        let queue = Queue {
            file: tokio::sync::Mutex::new(file),
            state: Mutex::new(state),
            printers,
            clock,
            patience,
            stands: watch::Sender::default(),
            changes: watch::Sender::default(),
        };
        queue.change(|_| {});
        queue
    }

    pub fn now(&self) -> DateTime<Utc> {
        (self.clock)()
    }

    pub fn stands(&self) -> watch::Receiver<Vec<PrinterStands>> {
        self.stands.subscribe()
    }

    /// Wakes when there may be something to print.
    pub fn changes(&self) -> watch::Receiver<()> {
        self.changes.subscribe()
    }

    /// So many columns has the paper of that printer.
    pub fn columns(&self, printer: usize) -> usize {
        self.printers.at(printer).map_or(0, |config| config.columns.into())
    }

    pub fn prints(&self, used: PrinterUse) -> bool {
        self.printers.for_use(used).is_some()
    }

    pub async fn take(&self, print: Print) -> Result<(), PrintRefused> {
        let used = print.used;
        self.printers.for_use(used).ok_or(PrintRefused::NoPrinter { used })?;
        let taken_at = self.now();
        let mut file = self.file.lock().await;
        let taken = store::take(&mut file, &print, taken_at).await;
        let Some(place) = taken.map_err(|error| refused(&error))? else { return Ok(()) };
        let job = Job { place, print, taken_at, tries: 0, perhaps: false };
        // Before the file is let go: nobody may find it there and not here.
        self.change(|state| drop(state.jobs.insert(place, Queued { job, claimed: false })));
        Ok(())
    }

    pub fn waiting(&self) -> Vec<Waiting> {
        let waiting = |queued: &Queued| Waiting {
            key: queued.job.print.key,
            used: queued.job.print.used,
            what: queued.job.print.called(),
            at: queued.job.taken_at,
            tries: queued.job.tries,
            perhaps_printed: queued.job.perhaps,
        };
        locked(&self.state).jobs.values().map(waiting).collect()
    }

    pub async fn give_up(&self, key: Uuid) -> Result<bool, PrintRefused> {
        let place = {
            let mut state = locked(&self.state);
            let mut jobs = state.jobs.values_mut();
            let found = jobs.find(|queued| queued.job.print.key == key && !queued.claimed);
            let Some(found) = found else { return Ok(false) };
            // No task may begin with it meanwhile.
            found.claimed = true;
            found.job.place
        };
        let ended = self.end(place, None).await;
        if ended.is_err() {
            self.change(|state| state.release(place));
        }
        ended.map(|()| true)
    }

    /// The next print of that printer, which has it from now on.
    pub fn claim(&self, printer: usize) -> Option<Job> {
        let mut state = locked(&self.state);
        let place = self.next(&state, printer)?;
        let queued = state.jobs.get_mut(&place)?;
        queued.claimed = true;
        Some(queued.job.clone())
    }

    /// Whether that printer has something to print.
    pub fn is_wanted(&self, printer: usize) -> bool {
        self.next(&locked(&self.state), printer).is_some()
    }

    fn next(&self, state: &State, printer: usize) -> Option<i64> {
        let free = state.jobs.values().filter(|queued| !queued.claimed);
        let mut jobs = free.map(|queued| &queued.job);
        let next = jobs.find(|job| self.route(state, job.print.used) == Some(printer));
        next.map(|job| job.place)
    }

    /// Notes on the disk that a print is about to be sent.
    pub async fn sending(&self, printer: usize, place: i64) -> Result<(), PrintRefused> {
        let mut file = self.file.lock().await;
        let noted = store::sending(&mut file, place).await;
        noted.map_err(|error| refused(&error))?;
        self.change(|state| {
            state.health[printer].printing = true;
            if let Some(queued) = state.jobs.get_mut(&place) {
                queued.job.tries += 1;
            }
        });
        Ok(())
    }

    /// A print is on paper there.
    pub async fn printed(&self, printer: usize, place: i64) {
        let name = self.printers.at(printer).map(|config| config.name.clone());
        // Not noted, it is printed once more after a restart, and says that it may have been.
        if self.end(place, name.as_deref()).await.is_err() {
            self.change(|state| drop(state.jobs.remove(&place)));
        }
        self.well(printer);
    }

    /// A print is given up: there is nothing left of it to print.
    pub async fn nothing_left(&self, place: i64) {
        if self.end(place, None).await.is_err() {
            self.change(|state| drop(state.jobs.remove(&place)));
        }
    }

    /// A print did not come through there, or perhaps it did.
    pub async fn failed(&self, printer: usize, place: i64, trouble: PrinterTrouble, perhaps: bool) {
        let noted = store::failed(&mut *self.file.lock().await, place, perhaps).await;
        if let Err(error) = noted {
            // After a restart it is taken for one that may have been printed.
            tracing::error!(%error, "that a print failed could not be noted");
        }
        self.change(|state| {
            state.release(place);
            if let Some(queued) = state.jobs.get_mut(&place) {
                queued.job.perhaps |= perhaps;
            }
        });
        self.troubled(printer, trouble);
    }

    /// A print was not begun: it waits again.
    pub fn put_back(&self, place: i64) {
        self.change(|state| state.release(place));
    }

    /// That printer can print.
    pub fn well(&self, printer: usize) {
        self.change(|state| state.health[printer] = Health::default());
    }

    /// It could not.
    pub fn troubled(&self, printer: usize, trouble: PrinterTrouble) {
        self.change(|state| {
            let failures = state.health[printer].failures.saturating_add(1);
            state.health[printer] = Health { failures, trouble: Some(trouble), printing: false };
        });
    }

    /// How long to leave that printer alone; none: it is well.
    pub fn pause(&self, printer: usize) -> Option<Duration> {
        match locked(&self.state).health[printer].failures {
            0 => None,
            failures => Some(self.patience.after(failures)),
        }
    }

    async fn end(&self, place: i64, printer: Option<&str>) -> Result<(), PrintRefused> {
        let mut file = self.file.lock().await;
        let ended = store::end(&mut file, place, printer, self.now()).await;
        ended.map_err(|error| refused(&error))?;
        self.change(|state| drop(state.jobs.remove(&place)));
        Ok(())
    }

    /// The printer that prints that now: the one of that use, else the first of its stand-ins that
    /// prints, else the one of that use all the same.
    fn route(&self, state: &State, used: PrinterUse) -> Option<usize> {
        let first = self.printers.for_use(used)?;
        let prints = |at: usize| state.health[at].failures < self.patience.failures;
        Some(self.printers.line_of(first).into_iter().find(|at| prints(*at)).unwrap_or(first))
    }

    /// Changes what is known, and tells everybody.
    fn change(&self, change: impl FnOnce(&mut State)) {
        let stands = {
            let mut state = locked(&self.state);
            change(&mut state);
            self.all_stand(&state)
        };
        self.stands.send_if_modified(|known| {
            let is_new = *known != stands;
            *known = stands;
            is_new
        });
        self.changes.send_replace(());
    }

    fn all_stand(&self, state: &State) -> Vec<PrinterStands> {
        let stand = |(at, config): (usize, &crate::home::PrinterConfig)| {
            let health = state.health[at];
            let meant = |queued: &&Queued| self.printers.for_use(queued.job.print.used) == Some(at);
            let line = self.printers.line_of(at);
            let prints = |it: &usize| state.health[*it].failures < self.patience.failures;
            let other = line.into_iter().find(prints).filter(|other| *other != at);
            let instead = other.and_then(|other| self.printers.at(other));
            PrinterStands {
                name: config.name.clone(),
                state: match health {
                    Health { printing: true, .. } => PrinterState::Printing,
                    Health { failures: 0, .. } => PrinterState::Ready,
                    _ if instead.is_some() => PrinterState::StoodIn,
                    _ => PrinterState::Troubled,
                },
                waiting: state.jobs.values().filter(meant).count().try_into().unwrap_or(u32::MAX),
                reason: health.trouble,
                instead: instead.map(|other| other.name.clone()),
            }
        };
        self.printers.iter().enumerate().map(stand).collect()
    }
}

impl Print {
    /// What people call it: the number of a ticket, that of an order.
    fn called(&self) -> Option<String> {
        let size = match self.used {
            PrinterUse::Ticket => Size::Tall,
            PrinterUse::Kitchen => Size::Double,
        };
        self.document.called(size).map(str::to_owned)
    }
}

impl State {
    fn release(&mut self, place: i64) {
        if let Some(queued) = self.jobs.get_mut(&place) {
            queued.claimed = false;
        }
    }
}

/// A lock is only ever held for a copy or a change that cannot panic.
fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}
