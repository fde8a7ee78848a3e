//! By which names PayPal knows a payment and its steps. Each is made of what is kept of the payment, so that
//! whoever repeats a step after a crash repeats the very same.

use super::{PaypalIntent, PaypalStep};
use serde::{Deserialize, Serialize};
use std::fmt;

/// The longest name of a request that PayPal takes.
pub const REQUEST_ID_CHARACTERS_MAX: usize = 108;
/// The longest name that PayPal gives to something of its own.
const ID_CHARACTERS_MAX: usize = 36;

/// A name that PayPal gave to an order, an authorization, a capture or a refund: capitals and figures. It goes into
/// addresses, so nothing else is one.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(try_from = "String", into = "String")]
pub struct PaypalId(String);

impl PaypalId {
    /// The name, if it is one.
    pub fn of(text: &str) -> Option<PaypalId> {
        let is_one = (1..=ID_CHARACTERS_MAX).contains(&text.len())
            && text.bytes().all(|it| it.is_ascii_uppercase() || it.is_ascii_digit());
        is_one.then(|| PaypalId(text.to_owned()))
    }

    /// As it is written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PaypalId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str(&self.0)
    }
}

impl From<PaypalId> for String {
    fn from(id: PaypalId) -> String {
        id.0
    }
}

impl TryFrom<String> for PaypalId {
    type Error = String;

    fn try_from(text: String) -> Result<PaypalId, String> {
        PaypalId::of(&text).ok_or_else(|| "no name of PayPal's".to_owned())
    }
}

/// The invoice of an order's payment: `MOZ1-2026-000123-1`.
pub fn invoice_id(reference: &str, attempt: u32) -> String {
    format!("{reference}-{attempt}")
}

/// The invoice of one of its refunds: `MOZ1-2026-000123-1-R1`.
pub fn refund_invoice_id(reference: &str, attempt: u32, nth: u32) -> String {
    format!("{}-R{nth}", invoice_id(reference, attempt))
}

/// The name of a request.
pub(super) fn request_id(intent: &PaypalIntent, step: PaypalStep) -> String {
    let (id, word) = (intent.intent.0, step.word());
    match step {
        // With another invoice it is another request.
        PaypalStep::Create => format!("{id}-{word}-{}", intent.attempt),
        // A customer who was declined is asked again, and that is not the request that was declined.
        PaypalStep::Authorize => format!("{id}-{word}-{}", intent.declines + 1),
        PaypalStep::Capture | PaypalStep::Void => format!("{id}-{word}"),
        PaypalStep::Refund { nth, .. } => format!("{id}-{word}-{nth}"),
    }
}
