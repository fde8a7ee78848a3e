//! Why a sum is not divided.

use super::PaymentRefused;
use crate::failure::{Field, Refusal};
use crate::language::{Language, Spoken, either};
use crate::money::Cents;
use crate::payments::PAYERS_MAX;

/// A sum that cannot be divided so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SplitRefused {
    /// Nothing is due, or more than a till can mean.
    NotAnAmount,
    /// Nobody, or more than [`PAYERS_MAX`].
    Payers,
    /// Not a cent for each.
    TooSmall {
        /// How many were to share it.
        people: usize,
    },
    /// A part of nothing, or of more than is left.
    Part {
        /// Whose, from 0.
        payer: usize,
        /// What is left for it.
        left: Cents,
    },
    /// A line that nobody pays, or somebody who is not there.
    Line {
        /// Which, from 0.
        line: usize,
    },
}

impl Spoken for SplitRefused {
    fn say(&self, language: Language) -> String {
        match self {
            SplitRefused::NotAnAmount => {
                either(language, "Il n’y a rien à partager.", "There is nothing to divide.")
            }
            SplitRefused::Payers => either(
                language,
                format!("On partage entre 1 et {PAYERS_MAX} payeurs."),
                format!("A sum is divided among 1 to {PAYERS_MAX} payers."),
            ),
            SplitRefused::TooSmall { people } => either(
                language,
                format!("La somme est trop petite pour {people} payeurs."),
                format!("The sum is too small for {people} payers."),
            ),
            SplitRefused::Part { payer, left } => {
                PaymentRefused::Part { payer: *payer, left: *left }.say(language)
            }
            SplitRefused::Line { line } => either(
                language,
                format!("Ligne {} : choisissez qui la paie.", line + 1),
                format!("Line {}: choose who pays it.", line + 1),
            ),
        }
    }
}

impl Refusal for SplitRefused {
    fn field(&self) -> Option<Field> {
        Some(match self {
            SplitRefused::NotAnAmount => "due".to_owned(),
            SplitRefused::Payers | SplitRefused::TooSmall { .. } => "payers".to_owned(),
            SplitRefused::Part { payer, .. } => format!("parts.{payer}"),
            SplitRefused::Line { line } => format!("lines.{line}"),
        })
    }
}
