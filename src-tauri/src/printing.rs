//! What this terminal prints: a queue on this disk, and a task a printer that empties it.
//!
//! A print is in `<data folder>/printing.sqlite` before anybody is told that it will be printed, and
//! is there until it was. It is noted before it is sent: a process that ends in between does not know
//! whether it came out, and prints it again, marked « peut-être déjà imprimé ». So each print comes
//! out at least once, and one that may have come out before says so.
//!
//! A printer that fails is tried again after pauses that grow; after some failures in a row its prints
//! go to the one named as its stand-in, as long as that one prints, until it is back. Which printer a
//! print goes to is found out at each try and is written nowhere, so there is nothing to move back.
//!
//! Nobody waits for paper: [`Printing::print`] writes, and returns. How printers stand is told by
//! [`Printing::stands`].

mod asked;
mod queue;
mod store;
mod work;

use crate::app::Clock;
use crate::home::{PrinterConfig, Printers};
use crate::outside::printer::{Limits, Printer};
use crate::sqlite_file::{self, Unopened, is_full};
use chrono::{DateTime, Utc};
use domain::Language;
use domain::printing::{Document, PrintLine, PrintRefused, PrinterStands, PrinterUse};
use queue::Queue;
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use store::Opened;
use tokio::sync::watch;
use tokio::task::JoinHandle;
use uuid::Uuid;

/// Something to print.
#[derive(Clone, Debug, PartialEq)]
pub struct Print {
    /// Names it: asked for again, it is printed once.
    pub key: Uuid,
    /// What for, which says on which printer.
    pub used: PrinterUse,
    /// The document.
    pub document: Document,
    /// What is said on it by the queue: that it may have been printed.
    pub language: Language,
}

/// A print that is not on paper, as far as is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Waiting {
    /// Which.
    pub key: Uuid,
    /// What for.
    pub used: PrinterUse,
    /// What it is called, where it is more than the drawer.
    pub what: Option<String>,
    /// When it was asked for.
    pub at: DateTime<Utc>,
    /// How often it was tried.
    pub tries: u32,
    /// Whether one of these tries may have printed it.
    pub perhaps_printed: bool,
}

/// How patient this terminal is with its printers.
#[derive(Clone, Copy, Debug)]
pub struct Patience {
    /// After the first failure; each further one doubles it.
    pub pause: Duration,
    /// The longest pause.
    pub pause_max: Duration,
    /// So many failures in a row, and another one prints.
    pub failures: u32,
    /// What a printer is left to do each thing.
    pub limits: Limits,
}

impl Default for Patience {
    fn default() -> Patience {
        Patience {
            pause: Duration::from_secs(1),
            pause_max: Duration::from_secs(30),
            failures: 3,
            limits: Limits::default(),
        }
    }
}

impl Patience {
    /// After so many failures in a row, 1 at least.
    fn after(&self, failures: u32) -> Duration {
        let doubled = 2_u32.saturating_pow(failures.saturating_sub(1));
        self.pause.saturating_mul(doubled).min(self.pause_max)
    }
}

/// The printers of this terminal and their queue. Dropped, it prints no more; what waits is there
/// when it is opened again.
pub struct Printing {
    queue: Arc<Queue>,
    working: Vec<JoinHandle<()>>,
}

impl Printing {
    /// Opens the queue, made if missing, and begins to print what waits. A damaged file is put aside,
    /// and never deleted. Must be called within the asynchronous runtime.
    ///
    /// # Errors
    /// When a newer program has written it, or it cannot be read or written.
    pub async fn open(
        file: &Path,
        printers: &Printers,
        clock: Clock,
        patience: Patience,
    ) -> Result<Printing, PrintRefused> {
        let (opened, _) =
            sqlite_file::open(file, clock(), store::open).await.map_err(|error| match error {
                Unopened::Store(error) => refused(&error),
                Unopened::Aside(error) => unusable(&error),
            })?;
        let Opened::Ours { connection, waits } = opened else {
            return Err(PrintRefused::Newer);
        };
        let queue = Arc::new(Queue::of(connection, waits, printers.clone(), clock, patience));
        let work = |(at, config): (usize, &PrinterConfig)| {
            let printer = Printer::at(config.address.clone(), patience.limits);
            tokio::spawn(work::work(Arc::clone(&queue), at, printer))
        };
        let working = printers.iter().enumerate().map(work).collect();
        Ok(Printing { queue, working })
    }

    /// Takes a print; it is on the disk when this returns. One that was taken before is not taken
    /// again.
    ///
    /// # Errors
    /// It is not taken, and will not be printed.
    pub async fn print(&self, print: Print) -> Result<(), PrintRefused> {
        self.queue.take(print).await
    }

    /// Whether there is a printer for that.
    pub fn prints(&self, used: PrinterUse) -> bool {
        self.queue.prints(used)
    }

    /// What waits, in order.
    pub fn waiting(&self) -> Vec<Waiting> {
        self.queue.waiting()
    }

    /// Gives a print up: it is not printed any more, unless that is under way. Whether it waited.
    ///
    /// # Errors
    /// The queue cannot be written.
    pub async fn give_up(&self, key: Uuid) -> Result<bool, PrintRefused> {
        self.queue.give_up(key).await
    }

    /// How each printer stands, in the order of the configuration, and every change of that.
    pub fn stands(&self) -> watch::Receiver<Vec<PrinterStands>> {
        self.queue.stands()
    }
}

impl Drop for Printing {
    fn drop(&mut self) {
        self.working.iter().for_each(JoinHandle::abort);
    }
}

/// The document on paper of so many columns, in characters that printers have: what the preview, the
/// printer and the PDF show.
pub fn on_paper(document: Document, columns: usize) -> Vec<PrintLine> {
    crate::outside::printer::escpos::spelled(document).lines(columns)
}

/// The document as a PDF: on a roll, with room for more than a printer has.
///
/// # Errors
/// It cannot be made: a fault of the program.
pub fn as_pdf(document: Document, title: &str) -> anyhow::Result<Vec<u8>> {
    const COLUMNS: usize = 64;
    crate::outside::printer::pdf::pdf(&on_paper(document, COLUMNS), COLUMNS, title)
}

/// What a person is told of SQLite's error; the rest is for the log.
fn refused(error: &sqlx::Error) -> PrintRefused {
    if is_full(error) {
        tracing::error!(%error, "the disk is full: the queue takes no print");
        return PrintRefused::Full;
    }
    unusable(&anyhow::anyhow!("{error}"))
}

fn unusable(error: &anyhow::Error) -> PrintRefused {
    tracing::error!(error = format!("{error:#}"), "the print queue cannot be used");
    PrintRefused::Unusable
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn pauses_grow_up_to_the_longest() {
        let pauses = |failures| Patience::default().after(failures).as_secs();
        let grown: Vec<_> = [1, 2, 3, 5, 6, 7, 40, u32::MAX].map(pauses).into();
        assert_eq!(grown, [1, 2, 4, 16, 30, 30, 30, 30]);
    }
}
