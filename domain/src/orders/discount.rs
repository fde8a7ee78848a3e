//! Money off, with its reason.

use super::refused::OrderRefused;
use crate::money::Cents;
use crate::text;
use serde::{Deserialize, Serialize};

/// The longest reason, in characters.
pub const REASON_CHARACTERS_MAX: usize = 80;

/// How much is taken off.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Off {
    /// So many percent, 1 to 100; the amount is rounded half up to the cent.
    Percent(u32),
    /// An amount.
    Amount(Cents),
}

/// Money off a line or an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Discount {
    /// How much.
    pub off: Off,
    /// Why; never empty.
    pub reason: String,
}

impl Discount {
    /// The amount it takes off `gross`, and its reason, checked.
    ///
    /// # Errors
    /// When it takes off nothing or more than there is, or has no reason.
    pub fn of(&self, gross: Cents) -> Result<(Cents, String), OrderRefused> {
        let reason = text::checked(Some(&self.reason), "reason", REASON_CHARACTERS_MAX)?
            .ok_or(OrderRefused::NoReason)?;
        let amount = match self.off {
            Off::Percent(percent @ 1..=100) => Cents((gross.0 * i64::from(percent) + 50) / 100),
            Off::Percent(_) => return Err(OrderRefused::Discount),
            Off::Amount(amount) => amount,
        };
        if amount <= Cents::ZERO || amount > gross {
            return Err(OrderRefused::Discount);
        }
        Ok((amount, reason))
    }
}
