//! What a counter asks of its printers: how they stand, what waits, and that a print is given up.

use super::{PrinterStands, PrinterUse};
use crate::calls;
use crate::staff::AT_THE_COUNTER;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How the printers of this terminal stand, and what is not on paper. It is answered without a
/// server.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadPrinters {}

/// The printers of a terminal.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Printers {
    /// Whether one of them prints tickets, now or when it can.
    pub tickets: bool,
    /// Each of them, as configured.
    pub stands: Vec<PrinterStands>,
    /// What is not on paper, as far as is known; in order.
    pub waiting: Vec<WaitingPrint>,
}

/// A print that waits.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct WaitingPrint {
    /// Names it.
    pub print: Uuid,
    /// What for.
    pub used: PrinterUse,
    /// What it is called: `TICKET n° 000123`, `A-042`. None: it only opens the drawer.
    pub what: Option<String>,
    /// When it was asked for.
    pub at: DateTime<Utc>,
    /// How often it was tried.
    pub tries: u32,
    /// Whether one of these tries may have printed it.
    pub perhaps_printed: bool,
}

/// Gives a print up: it is not printed any more. Whether it waited: one that is being printed goes
/// on.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct GiveUpPrint {
    /// Which.
    pub print: Uuid,
}

calls! {
    /// The calls about the printers of a terminal.
    "printing" PrintingCall {
        ReadPrinters -> Printers, AT_THE_COUNTER, [Counter];
        GiveUpPrint -> bool, AT_THE_COUNTER, [Counter];
    }
}
