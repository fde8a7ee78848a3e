//! What this terminal prints, as use cases reach it.

use super::{App, Clock};
use crate::error::Error;
use crate::printing::{Print, Printing};
use domain::printing::{PrintRefused, PrinterStands};
use std::sync::Arc;
use tokio::sync::watch;

impl App {
    /// The same with printers, or with what stands in the way of printing: everything else works.
    pub fn with_printing(mut self, printing: Result<Printing, PrintRefused>) -> App {
        self.printing = Some(printing.map(Arc::new));
        self
    }

    /// Takes a print, which comes out as soon as a printer can. Asked for again, it is printed once.
    ///
    /// # Errors
    /// This terminal has no printer for that, or the queue cannot be written.
    pub async fn print(&self, print: Print) -> Result<(), Error> {
        match &self.printing {
            Some(Ok(printing)) => Ok(printing.print(print).await?),
            Some(Err(refused)) => Err((*refused).into()),
            None => Err(PrintRefused::NoPrinter { used: print.used }.into()),
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
