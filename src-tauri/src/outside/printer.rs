//! A receipt printer: where it is, whether it can print, and one print at a time brought to it.
//!
//! A printer that answers is asked before (cover, paper, faults), so that most of what goes wrong is
//! known before anything is on paper; and after, in line with the print, so that its answer says that
//! everything before was printed. One that never answers is believed; one that did and is silent is not.

pub mod escpos;
pub mod pdf;
mod status;
mod way;

pub use way::{Address, NotAnAddress};

use domain::printing::PrinterTrouble;
use status::Asked;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};
use way::Line;

/// How long each step may take.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// To reach it.
    pub connect: Duration,
    /// To take the whole of a print; it takes what its buffer has no room for as fast as it prints.
    pub take: Duration,
    /// To answer a question.
    pub answer: Duration,
    /// How often it is asked how it stands after a print, where it does not say that it has printed:
    /// when it was well that often, it has.
    pub well: u32,
}

impl Default for Limits {
    fn default() -> Limits {
        let seconds = Duration::from_secs;
        Limits { connect: seconds(3), take: seconds(20), answer: seconds(1), well: 5 }
    }
}

/// What is known of a print that was brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Delivered {
    /// The printer says that it is printed.
    Acknowledged,
    /// It took all of it, and says nothing.
    Taken,
}

/// A print that did not come through.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NotDelivered {
    /// Nothing of it is on paper.
    Not(PrinterTrouble),
    /// Some of it may be, or all.
    Perhaps(PrinterTrouble),
}

impl NotDelivered {
    /// What is in the way.
    pub fn trouble(self) -> PrinterTrouble {
        let (NotDelivered::Not(trouble) | NotDelivered::Perhaps(trouble)) = self;
        trouble
    }
}

/// One printer.
#[derive(Debug)]
pub struct Printer {
    address: Address,
    limits: Limits,
    /// It answered once: silence is no peculiarity of it.
    has_answered: AtomicBool,
}

impl Printer {
    /// The printer at an address.
    pub fn at(address: Address, limits: Limits) -> Printer {
        Printer { address, limits, has_answered: AtomicBool::new(false) }
    }

    /// Whether it could print now; `true`: it says so itself.
    ///
    /// # Errors
    /// What is in the way.
    pub async fn look(&self) -> Result<bool, PrinterTrouble> {
        let mut line = Line::to(&self.address, self.limits.connect).await?;
        Ok(self.ask(&mut line).await? == Asked::Well)
    }

    async fn ask(&self, line: &mut Line) -> Result<Asked, PrinterTrouble> {
        let asked = status::ask(line, self.limits.answer).await?;
        match asked {
            Asked::Well => self.has_answered.store(true, Ordering::Relaxed),
            Asked::Silent if self.has_answered.load(Ordering::Relaxed) => {
                return Err(PrinterTrouble::Silent);
            }
            Asked::Silent => {}
        }
        Ok(asked)
    }

    /// Brings it what [`escpos::encode`] made.
    ///
    /// # Errors
    /// What is in the way, and whether something may be on paper.
    pub async fn print(&self, bytes: &[u8]) -> Result<Delivered, NotDelivered> {
        let since = Instant::now();
        let delivered = self.deliver(bytes).await;
        let took = since.elapsed();
        tracing::debug!(address = %self.address, ?took, ?delivered, "printed");
        delivered
    }

    async fn deliver(&self, bytes: &[u8]) -> Result<Delivered, NotDelivered> {
        let limits = self.limits;
        let mut line = Line::to(&self.address, limits.connect).await.map_err(NotDelivered::Not)?;
        let asked = self.ask(&mut line).await.map_err(NotDelivered::Not)?;
        line.write(bytes, limits.take).await.map_err(|failed| match failed.written {
            0 => NotDelivered::Not(failed.trouble),
            _ => NotDelivered::Perhaps(failed.trouble),
        })?;
        match asked {
            Asked::Well => {
                let printed = status::acknowledged(&mut line, limits).await;
                printed.map(|()| Delivered::Acknowledged).map_err(NotDelivered::Perhaps)
            }
            Asked::Silent if line.leave(limits.answer).await => Ok(Delivered::Taken),
            // It cut the line instead of closing it: it threw away what it had taken.
            Asked::Silent => Err(NotDelivered::Perhaps(PrinterTrouble::Broken)),
        }
    }
}
