//! Why a payment is not taken.

use super::GivenRefused;
use crate::failure::{Field, Refusal};
use crate::language::{Language, Spoken, either};
use crate::money::Cents;
use crate::payments::{At, GIVEN_MAX, PAYERS_MAX};

/// Money that is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaymentRefused {
    /// More payers or more things of one than [`PAYERS_MAX`] and [`GIVEN_MAX`].
    TooMany,
    /// A payer gives nothing.
    NothingGiven {
        /// Which one, from 0.
        payer: usize,
    },
    /// Not enough was given for all that is due.
    Short {
        /// What is missing.
        missing: Cents,
    },
    /// Not enough was given for a payer's part.
    ShortOfPart {
        /// Whose, from 0.
        payer: usize,
        /// What is missing.
        missing: Cents,
    },
    /// A part of nothing, or of more than is left.
    Part {
        /// Whose, from 0.
        payer: usize,
        /// What is left.
        left: Cents,
    },
    /// One of the things given.
    Given {
        /// Which.
        at: At,
        /// Why.
        why: GivenRefused,
    },
}

impl Spoken for PaymentRefused {
    fn say(&self, language: Language) -> String {
        match self {
            PaymentRefused::TooMany => either(
                language,
                format!(
                    "Un encaissement tient {PAYERS_MAX} payeurs, et {GIVEN_MAX} règlements de chacun, au plus."
                ),
                format!(
                    "A payment holds {PAYERS_MAX} payers, and {GIVEN_MAX} tenders of each, at most."
                ),
            ),
            PaymentRefused::NothingGiven { payer } => either(
                language,
                format!("Payeur {} : rien n’est encore donné.", payer + 1),
                format!("Payer {}: nothing is given yet.", payer + 1),
            ),
            PaymentRefused::Short { missing } => either(
                language,
                format!("Il manque {}.", missing.show(Language::Fr)),
                format!("{} is missing.", missing.show(Language::En)),
            ),
            PaymentRefused::ShortOfPart { payer, missing } => either(
                language,
                format!("Payeur {} : il manque {}.", payer + 1, missing.show(Language::Fr)),
                format!("Payer {}: {} is missing.", payer + 1, missing.show(Language::En)),
            ),
            PaymentRefused::Part { payer, left: Cents::ZERO } => either(
                language,
                format!("Payeur {} : il ne reste rien à payer.", payer + 1),
                format!("Payer {}: nothing is left to pay.", payer + 1),
            ),
            PaymentRefused::Part { payer, left } => either(
                language,
                format!(
                    "Payeur {} : une part va d’un centime à {}.",
                    payer + 1,
                    left.show(Language::Fr)
                ),
                format!(
                    "Payer {}: a part goes from one cent to {}.",
                    payer + 1,
                    left.show(Language::En)
                ),
            ),
            PaymentRefused::Given { why, .. } => why.say(language),
        }
    }
}

impl Refusal for PaymentRefused {
    fn field(&self) -> Option<Field> {
        Some(match self {
            PaymentRefused::TooMany | PaymentRefused::Short { .. } => "payers".to_owned(),
            PaymentRefused::NothingGiven { payer } | PaymentRefused::ShortOfPart { payer, .. } => {
                format!("payers.{payer}.given")
            }
            PaymentRefused::Part { payer, .. } => format!("payers.{payer}.part"),
            PaymentRefused::Given { at, .. } => format!("payers.{}.given.{}", at.payer, at.given),
        })
    }
}
