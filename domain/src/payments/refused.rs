//! Why money is not taken, divided or given back.

mod card;
mod given;
mod payment;
mod refund;
mod register;
mod split;

pub use card::CardRefused;
pub use given::GivenRefused;
pub use payment::PaymentRefused;
pub use refund::RefundRefused;
pub use register::CashRefused;
pub use split::SplitRefused;

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
