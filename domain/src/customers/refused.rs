//! Why a customer's file is not taken, changed or forgotten.

use super::{ADDRESSES_MAX, AddressRefused};
use crate::failure::{FailureCode, Field, Refusal};
use crate::language::{Language, Spoken, either};
use crate::text::TextRefused;

/// What is asked of a customer's file cannot be done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CustomerRefused {
    /// No number: it is what a file is found by.
    NoPhone,
    /// No name.
    NoName,
    /// More than [`ADDRESSES_MAX`].
    TooManyAddresses,
    /// An address that cannot be taken.
    Address {
        /// Which, from 0.
        at: usize,
        /// Why.
        refused: AddressRefused,
    },
    /// The number is another file's.
    PhoneTaken {
        /// Whose.
        name: Option<String>,
    },
    /// No such file, or forgotten by now.
    Unknown,
    /// Somebody else changed the file meanwhile.
    ChangedFirst,
    /// An order that is not over bears the name and the address.
    OrderUnderWay {
        /// The reference of one.
        reference: String,
    },
    /// A file is not joined to itself.
    Same,
    /// A text that cannot be taken.
    Text(TextRefused),
}

impl From<TextRefused> for CustomerRefused {
    fn from(refused: TextRefused) -> CustomerRefused {
        CustomerRefused::Text(refused)
    }
}

impl Spoken for CustomerRefused {
    fn say(&self, language: Language) -> String {
        match self {
            CustomerRefused::NoPhone => either(
                language,
                "Il manque le numéro de téléphone.",
                "The telephone number is missing.",
            ),
            CustomerRefused::NoName => {
                either(language, "Il manque le nom.", "The name is missing.")
            }
            CustomerRefused::TooManyAddresses => either(
                language,
                format!("Une fiche garde {ADDRESSES_MAX} adresses au plus."),
                format!("A file keeps {ADDRESSES_MAX} addresses at most."),
            ),
            CustomerRefused::Address { refused, .. } => refused.say(language),
            CustomerRefused::PhoneTaken { name: Some(name) } => either(
                language,
                format!(
                    "Ce numéro est déjà celui de {name} : ouvrez sa fiche, ou réunissez les deux."
                ),
                format!("That number is {name}’s already: open that file, or join the two."),
            ),
            CustomerRefused::PhoneTaken { name: None } => either(
                language,
                "Ce numéro a déjà une fiche : ouvrez-la, ou réunissez les deux.",
                "That number has a file already: open it, or join the two.",
            ),
            CustomerRefused::Unknown => either(
                language,
                "Cette fiche n’existe plus : elle a été effacée ou réunie à une autre.",
                "This file is gone: it was erased or joined to another.",
            ),
            CustomerRefused::ChangedFirst => either(
                language,
                "Quelqu’un vient de changer cette fiche. Rien n’a été enregistré : la voici à jour.",
                "Somebody has just changed this file. Nothing was saved: here it is up to date.",
            ),
            CustomerRefused::OrderUnderWay { reference } => either(
                language,
                format!(
                    "La commande {reference} est en cours : terminez-la avant d’effacer la fiche."
                ),
                format!("Order {reference} is under way: finish it before erasing the file."),
            ),
            CustomerRefused::Same => either(
                language,
                "Choisissez une autre fiche à réunir à celle-ci.",
                "Choose another file to join to this one.",
            ),
            CustomerRefused::Text(refused) => refused.say(language),
        }
    }
}

impl Refusal for CustomerRefused {
    fn code(&self) -> FailureCode {
        match self {
            CustomerRefused::Unknown | CustomerRefused::ChangedFirst => FailureCode::Conflict,
            _ => FailureCode::Refused,
        }
    }

    fn field(&self) -> Option<Field> {
        match self {
            CustomerRefused::NoPhone | CustomerRefused::PhoneTaken { .. } => {
                Some("phone".to_owned())
            }
            CustomerRefused::NoName => Some("name".to_owned()),
            CustomerRefused::Address { at, refused } => {
                refused.field().map(|field| format!("addresses.{at}.{field}"))
            }
            CustomerRefused::Text(refused) => refused.field(),
            _ => None,
        }
    }
}
