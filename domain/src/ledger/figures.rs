//! What a register's tickets come to.

use super::RateTotal;
use crate::money::Cents;
use crate::payments::TenderKind;
use serde::{Deserialize, Serialize};

/// Money of one kind.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TenderTotal {
    /// What it comes as.
    pub tender: TenderKind,
    /// How much, what was given back taken off.
    pub amount: Cents,
}

/// What the sales of a period come to.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Figures {
    /// How many tickets: sales, advances, refunds and cancellations.
    pub tickets: u64,
    /// The number of the first.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub first: Option<u64>,
    /// The number of the last.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub last: Option<u64>,
    /// What was taken less what was given back, VAT included.
    pub total: Cents,
    /// The same per rate, lowest first.
    pub rates: Vec<RateTotal>,
    /// The same per kind of money, in the order of [`TenderKind`].
    pub tenders: Vec<TenderTotal>,
}
