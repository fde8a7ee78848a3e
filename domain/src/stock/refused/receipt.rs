//! Why goods are not received.

use super::LineRefused;
use crate::failure::{FailureCode, Field, Refusal};
use crate::language::{Language, Spoken, either};
use crate::menu::{IngredientId, Unit};
use crate::stock::{LINES_MAX, PurchaseState, show_quantity};
use crate::text::TextRefused;

/// Goods that are not received as entered.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ReceiptRefused {
    /// No such purchase order in this shop.
    Unknown,
    /// The order expects nothing.
    NotExpected {
        /// Where it stands.
        state: PurchaseState,
    },
    /// The number of the delivery note is missing.
    NoNumber,
    /// That delivery note was received for this order already.
    NumberTaken {
        /// The number.
        number: String,
    },
    /// That receipt is booked already, with something else in it.
    Booked,
    /// Without an order it has to be said where the goods come from.
    NoComment,
    /// Nothing came.
    Nothing,
    /// More than [`LINES_MAX`].
    TooManyLines,
    /// A line that does not stand.
    Line(LineRefused),
    /// More came than was ordered: is that meant?
    More {
        /// The ingredient.
        ingredient: IngredientId,
        /// What was still to come, in its unit.
        outstanding: i64,
        /// Its unit.
        unit: Unit,
    },
    /// A text that cannot be taken.
    Text(TextRefused),
}

impl From<LineRefused> for ReceiptRefused {
    fn from(refused: LineRefused) -> ReceiptRefused {
        ReceiptRefused::Line(refused)
    }
}

impl From<TextRefused> for ReceiptRefused {
    fn from(refused: TextRefused) -> ReceiptRefused {
        ReceiptRefused::Text(refused)
    }
}

impl Spoken for ReceiptRefused {
    fn say(&self, language: Language) -> String {
        match self {
            ReceiptRefused::Unknown => either(
                language,
                "Ce bon de commande n’existe pas ici.",
                "No such purchase order here.",
            ),
            ReceiptRefused::NotExpected { state } => either(
                language,
                format!("Cette commande fournisseur est {}.", state.say(Language::Fr)),
                format!("This purchase order is {}.", state.say(Language::En)),
            ),
            ReceiptRefused::NoNumber => either(
                language,
                "Tapez le numéro du bon de livraison.",
                "Type the number of the delivery note.",
            ),
            ReceiptRefused::NumberTaken { number } => either(
                language,
                format!("Le bon de livraison {number} est déjà reçu."),
                format!("Delivery note {number} is received already."),
            ),
            ReceiptRefused::Booked => either(
                language,
                "Cette réception est déjà enregistrée. Commencez-en une autre.",
                "This receipt is booked already. Begin another one.",
            ),
            ReceiptRefused::NoComment => either(
                language,
                "Dites d’où vient la marchandise.",
                "Say where the goods come from.",
            ),
            ReceiptRefused::Nothing => either(
                language,
                "Rien n’est arrivé : il n’y a rien à enregistrer.",
                "Nothing came: there is nothing to save.",
            ),
            ReceiptRefused::TooManyLines => either(
                language,
                format!("Une réception tient {LINES_MAX} lignes au plus."),
                format!("A receipt holds {LINES_MAX} lines at most."),
            ),
            ReceiptRefused::Line(refused) => refused.say(language),
            ReceiptRefused::More { outstanding: 0, .. } => either(
                language,
                "Cet ingrédient n’était pas attendu : confirmez qu’il est bien arrivé.",
                "This ingredient was not expected: confirm that it did come.",
            ),
            ReceiptRefused::More { outstanding, unit, .. } => {
                let left = |language| show_quantity(*outstanding, *unit, language);
                either(
                    language,
                    format!("C’est plus que les {} attendus : confirmez.", left(Language::Fr)),
                    format!("That is more than the {} expected: confirm.", left(Language::En)),
                )
            }
            ReceiptRefused::Text(refused) => refused.say(language),
        }
    }
}

impl Refusal for ReceiptRefused {
    fn code(&self) -> FailureCode {
        match self {
            ReceiptRefused::Unknown
            | ReceiptRefused::NotExpected { .. }
            | ReceiptRefused::Booked
            | ReceiptRefused::NumberTaken { .. } => FailureCode::Conflict,
            _ => FailureCode::Refused,
        }
    }

    fn field(&self) -> Option<Field> {
        match self {
            ReceiptRefused::NoNumber | ReceiptRefused::NumberTaken { .. } => {
                Some("number".to_owned())
            }
            ReceiptRefused::NoComment => Some("comment".to_owned()),
            ReceiptRefused::Nothing | ReceiptRefused::TooManyLines => Some("lines".to_owned()),
            ReceiptRefused::Line(refused) => refused.field(),
            // The screen asks beside the line and sends it again with `more_is_meant`.
            ReceiptRefused::More { .. } => Some("more_is_meant".to_owned()),
            ReceiptRefused::Text(refused) => refused.field(),
            ReceiptRefused::Unknown
            | ReceiptRefused::Booked
            | ReceiptRefused::NotExpected { .. } => None,
        }
    }
}
