//! Why no ticket is made of money.

use super::Flaw;
use crate::failure::{FailureCode, Field, Refusal};
use crate::language::{Language, Spoken, either};
use crate::money::Cents;

/// Money that is not taken, or not given back.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum BillRefused {
    /// Not what is due.
    Money {
        /// What is due; below zero: what goes back.
        due: Cents,
        /// What was given.
        given: Cents,
    },
    /// Of no money at all, or of nothing that remains.
    Nothing,
    /// More than remains.
    TooMuch {
        /// What remains.
        left: Cents,
    },
    /// The advances are more than the order costs now: the surplus goes back first.
    Surplus {
        /// By how much.
        surplus: Cents,
    },
    /// No such line remains, or not so many of it, or it is named twice.
    Line,
    /// It would not add up.
    Flaw(Flaw),
}

impl Spoken for BillRefused {
    fn say(&self, language: Language) -> String {
        let show = |amount: &Cents| Cents(amount.0.abs()).show(language);
        match self {
            BillRefused::Money { due, given } => either(
                language,
                format!("Il faut exactement {}, et non {}.", show(due), show(given)),
                format!("Exactly {} is needed, not {}.", show(due), show(given)),
            ),
            BillRefused::Nothing => either(
                language,
                "Il n’y a rien à encaisser ni à rendre.",
                "There is nothing to take or to give back.",
            ),
            BillRefused::TooMuch { left } => either(
                language,
                format!("C’est trop : il ne reste que {}.", show(left)),
                format!("That is too much: only {} remains.", show(left)),
            ),
            BillRefused::Surplus { surplus } => either(
                language,
                format!("Les acomptes dépassent le prix : rendez d’abord {}.", show(surplus)),
                format!(
                    "More was paid in advance than it costs: give {} back first.",
                    show(surplus)
                ),
            ),
            BillRefused::Line => either(
                language,
                "Il ne reste pas autant de cette ligne à rembourser.",
                "There is not so much of that line left to refund.",
            ),
            BillRefused::Flaw(flaw) => either(
                language,
                format!("Ce ticket ne peut pas être établi : {}.", flaw.say(language)),
                format!("This ticket cannot be made: {}.", flaw.say(language)),
            ),
        }
    }
}

impl Refusal for BillRefused {
    fn code(&self) -> FailureCode {
        match self {
            BillRefused::TooMuch { .. } | BillRefused::Surplus { .. } => FailureCode::Conflict,
            _ => FailureCode::Refused,
        }
    }

    fn field(&self) -> Option<Field> {
        match self {
            BillRefused::Money { .. } | BillRefused::TooMuch { .. } | BillRefused::Nothing => {
                Some("amount".to_owned())
            }
            BillRefused::Line => Some("lines".to_owned()),
            BillRefused::Surplus { .. } | BillRefused::Flaw(_) => None,
        }
    }
}
