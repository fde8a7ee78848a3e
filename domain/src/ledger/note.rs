//! The note: what a customer who eats here is handed before paying.

use super::{Nature, OrderName, RateTotal, ShopIdentity, TicketLine};
use crate::money::Cents;
use crate::orders::ServiceMode;
use serde::{Deserialize, Serialize};

/// From this amount, VAT included, a note is handed over before payment for what is eaten here
/// (arrêté 83-50/A of 3 October 1983, art. 1); below it, to who asks.
pub const NOTE_FROM: Cents = Cents(2_500);

/// What is to be paid, in detail. No money moves: it is no ticket, and says so. Its number is that of
/// its entry.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Note {
    /// Who made it, by name.
    pub cashier: String,
    /// The shop.
    pub shop: ShopIdentity,
    /// The version of the program.
    pub software_version: String,
    /// Made while learning.
    pub training: bool,
    /// The order.
    pub order: OrderName,
    /// What is to be paid for.
    pub lines: Vec<TicketLine>,
    /// Totals per rate, lowest first.
    pub rates: Vec<RateTotal>,
    /// All of it, VAT included.
    pub total: Cents,
    /// What of that needs not be paid any more: advances, and what was paid before the order grew.
    #[serde(default, skip_serializing_if = "is_nothing")]
    pub paid: Cents,
}

/// Whether a field is left out of the text.
#[allow(
    clippy::trivially_copy_pass_by_ref,
    reason = "serde asks for it; in wasm it is not trivial"
)]
fn is_nothing(field: &Cents) -> bool {
    *field == Cents::ZERO
}

impl Note {
    /// What is left to pay.
    pub fn due(&self) -> Cents {
        self.total - self.paid
    }

    /// Whether a note has to be handed over before payment.
    pub fn is_due(mode: ServiceMode, total: Cents) -> bool {
        Nature::of(mode) == Nature::Service && total >= NOTE_FROM
    }
}
