//! Why money is not given back.

use super::ReasonRefused;
use crate::failure::{FailureCode, Field, Refusal};
use crate::language::{Language, Spoken, either};
use crate::money::Cents;

/// Money that is not given back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RefundRefused {
    /// An amount of zero or below.
    NotAnAmount,
    /// More than was paid and not given back yet.
    Over {
        /// The most.
        most: Cents,
    },
    /// A meal voucher would have to be given back in part.
    VoucherWhole {
        /// The next amount below that can be given back; none: there is none.
        below: Option<Cents>,
        /// The next above.
        above: Cents,
    },
    /// No reason, or one that cannot be printed.
    Reason(ReasonRefused),
    /// A manager must consent.
    NeedsManager {
        /// What a cashier gives back alone.
        alone: Cents,
    },
}

impl From<ReasonRefused> for RefundRefused {
    fn from(refused: ReasonRefused) -> RefundRefused {
        RefundRefused::Reason(refused)
    }
}

impl Spoken for RefundRefused {
    fn say(&self, language: Language) -> String {
        match self {
            RefundRefused::NotAnAmount => either(
                language,
                "Un remboursement va d’un centime à ce qui a été payé.",
                "A refund goes from one cent to what was paid.",
            ),
            RefundRefused::Over { most: Cents::ZERO } => {
                either(language, "Il ne reste rien à rembourser.", "Nothing is left to refund.")
            }
            RefundRefused::Over { most } => either(
                language,
                format!("On ne peut pas rembourser plus de {}.", most.show(Language::Fr)),
                format!("No more than {} can be refunded.", most.show(Language::En)),
            ),
            RefundRefused::VoucherWhole { below: None, above } => either(
                language,
                format!(
                    "Un titre-restaurant se rend entier : remboursez {}.",
                    above.show(Language::Fr)
                ),
                format!("A meal voucher is given back whole: refund {}.", above.show(Language::En)),
            ),
            RefundRefused::VoucherWhole { below: Some(below), above } => either(
                language,
                format!(
                    "Un titre-restaurant se rend entier : remboursez {} ou {}.",
                    below.show(Language::Fr),
                    above.show(Language::Fr)
                ),
                format!(
                    "A meal voucher is given back whole: refund {} or {}.",
                    below.show(Language::En),
                    above.show(Language::En)
                ),
            ),
            RefundRefused::Reason(refused) => refused.say(language),
            RefundRefused::NeedsManager { alone } => either(
                language,
                format!(
                    "Au-delà de {}, un remboursement demande le code d’un responsable.",
                    alone.show(Language::Fr)
                ),
                format!("Above {}, a refund needs a manager’s PIN.", alone.show(Language::En)),
            ),
        }
    }
}

impl Refusal for RefundRefused {
    fn code(&self) -> FailureCode {
        match self {
            RefundRefused::NeedsManager { .. } => FailureCode::NeedsManager,
            _ => FailureCode::Refused,
        }
    }

    fn field(&self) -> Option<Field> {
        match self {
            RefundRefused::Reason(refused) => refused.field(),
            _ => Some("amount".to_owned()),
        }
    }
}
