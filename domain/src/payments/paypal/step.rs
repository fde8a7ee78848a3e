//! What is asked of PayPal: the steps, which change something, and the looks, which do not.

use super::PaypalId;
use crate::money::Cents;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A step of a payment: each is kept before it is sent.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(tag = "step", rename_all = "snake_case")]
pub enum PaypalStep {
    /// The order at PayPal, with the link for the customer.
    Create,
    /// The customer has agreed: the amount is kept for us.
    Authorize,
    /// The money.
    Capture,
    /// What was kept for us is let go.
    Void,
    /// Money goes back.
    Refund {
        /// The how-many-eth of this payment.
        nth: u32,
        /// How much.
        amount: Cents,
    },
}

impl PaypalStep {
    /// The word that it is kept, sent and traced under.
    pub fn word(self) -> &'static str {
        match self {
            PaypalStep::Create => "create",
            PaypalStep::Authorize => "authorize",
            PaypalStep::Capture => "capture",
            PaypalStep::Void => "void",
            PaypalStep::Refund { .. } => "refund",
        }
    }
}

/// A step that was begun, and whose end is not known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaypalBegun {
    /// Which.
    pub step: PaypalStep,
    /// When it was sent first: PayPal knows its name for so long from then on.
    pub first_at: DateTime<Utc>,
    /// When it was sent last: it may be under way for a while from then on.
    pub last_at: DateTime<Utc>,
    /// PayPal says that it is done already, or cannot be done any more: what it says of the order decides.
    pub is_said_done: bool,
}

/// A call of PayPal.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaypalCall {
    /// A step.
    Step(PaypalStep),
    /// How the order stands, with everything that belongs to it.
    Order(PaypalId),
    /// How a refund stands.
    Refund(PaypalId),
}
