//! What this terminal prints and keeps as files, as use cases reach it.

use super::{App, Clock};
use crate::error::Error;
use crate::printing::{Print, Printing, Waiting};
use domain::printing::{PrintRefused, PrinterStands, PrinterUse, Printers, WaitingPrint};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tokio::sync::watch;
use uuid::Uuid;

impl App {
    /// The same with printers, or with what stands in the way of printing: everything else works.
    pub fn with_printing(mut self, printing: Result<Printing, PrintRefused>) -> App {
        self.printing = Some(printing.map(Arc::new));
        self
    }

    /// The same with a folder for what a person saves.
    pub fn with_downloads(mut self, folder: Option<PathBuf>) -> App {
        self.downloads = folder;
        self
    }

    /// Where a person finds what is saved here, if there is such a place.
    pub fn downloads(&self) -> Option<&Path> {
        self.downloads.as_deref()
    }

    /// Takes a print, which comes out as soon as a printer can. Asked for again, it is printed once.
    ///
    /// # Errors
    /// This terminal has no printer for that, or the queue cannot be written.
    pub async fn print(&self, print: Print) -> Result<(), Error> {
        Ok(self.printing(print.used)?.print(print).await?)
    }

    /// Whether this terminal prints what has that use, now or as soon as its printer can.
    ///
    /// # Errors
    /// It has no printer for that, or the queue cannot be used.
    pub fn can_print(&self, used: PrinterUse) -> Result<(), PrintRefused> {
        match self.printing(used)?.prints(used) {
            true => Ok(()),
            false => Err(PrintRefused::NoPrinter { used }),
        }
    }

    fn printing(&self, used: PrinterUse) -> Result<&Printing, PrintRefused> {
        match &self.printing {
            Some(Ok(printing)) => Ok(printing),
            Some(Err(refused)) => Err(*refused),
            None => Err(PrintRefused::NoPrinter { used }),
        }
    }

    /// The printers, and what waits for them; none where this terminal prints nothing.
    ///
    /// # Errors
    /// The queue cannot be used.
    pub fn printers(&self) -> Result<Printers, PrintRefused> {
        match &self.printing {
            Some(Ok(printing)) => Ok(Printers {
                tickets: printing.prints(PrinterUse::Ticket),
                stands: printing.stands().borrow().clone(),
                waiting: printing.waiting().into_iter().map(WaitingPrint::from).collect(),
            }),
            Some(Err(refused)) => Err(*refused),
            None => Ok(Printers::default()),
        }
    }

    /// Gives a print up. Whether it waited.
    ///
    /// # Errors
    /// The queue cannot be written.
    pub async fn give_up_print(&self, print: Uuid) -> Result<bool, Error> {
        match &self.printing {
            Some(Ok(printing)) => Ok(printing.give_up(print).await?),
            Some(Err(refused)) => Err((*refused).into()),
            None => Ok(false),
        }
    }

    /// How the printers stand, and every change of that; none: there are none.
    pub fn printers_stand(&self) -> Option<watch::Receiver<Vec<PrinterStands>>> {
        match &self.printing {
            Some(Ok(printing)) => Some(printing.stands()),
            Some(Err(_)) | None => None,
        }
    }

    /// What the time is read from.
    pub fn clock(&self) -> Clock {
        self.clock
    }
}

impl From<Waiting> for WaitingPrint {
    fn from(waiting: Waiting) -> WaitingPrint {
        let Waiting { key, used, what, at, tries, perhaps_printed } = waiting;
        WaitingPrint { print: key, used, what, at, tries, perhaps_printed }
    }
}
