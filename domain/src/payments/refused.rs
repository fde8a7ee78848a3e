//! Why money is not taken, divided or given back.

mod payment;
mod register;

pub use payment::{GivenRefused, PaymentRefused, RefundRefused, SplitRefused};
pub use register::{CardRefused, CashRefused};

use crate::failure::{Field, Refusal};
use crate::language::{Language, Spoken, either};
use crate::text::TextRefused;

/// A reason that is none.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReasonRefused {
    /// Nothing was typed.
    None,
    /// A text that cannot be taken.
    Text(TextRefused),
}

impl From<TextRefused> for ReasonRefused {
    fn from(refused: TextRefused) -> ReasonRefused {
        ReasonRefused::Text(refused)
    }
}

impl Spoken for ReasonRefused {
    fn say(&self, language: Language) -> String {
        match self {
            ReasonRefused::None => either(language, "Indiquez un motif.", "Give a reason."),
            ReasonRefused::Text(refused) => refused.say(language),
        }
    }
}

impl Refusal for ReasonRefused {
    fn field(&self) -> Option<Field> {
        Some("reason".to_owned())
    }
}

#[cfg(test)]
mod tests;
