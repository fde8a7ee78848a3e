//! Why an inventory does not go on.

use super::QuantityRefused;
use crate::failure::{FailureCode, Field, Refusal};
use crate::language::{Language, Spoken, either};

/// What an inventory cannot do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum InventoryRefused {
    /// The shop has one under way.
    UnderWay {
        /// Who began it.
        by: String,
    },
    /// It is written or given up, or never was.
    Over,
    /// The ingredient is not on its list.
    NotOnList,
    /// Nothing is counted.
    NothingCounted,
    /// Some ingredients are not counted.
    Incomplete {
        /// How many.
        left: usize,
    },
    /// No quantity of that ingredient.
    Quantity(QuantityRefused),
}

impl From<QuantityRefused> for InventoryRefused {
    fn from(refused: QuantityRefused) -> InventoryRefused {
        InventoryRefused::Quantity(refused)
    }
}

impl Spoken for InventoryRefused {
    fn say(&self, language: Language) -> String {
        match self {
            InventoryRefused::UnderWay { by } => either(
                language,
                format!("{by} a déjà commencé un inventaire ici : reprenez-le."),
                format!("{by} has begun an inventory here already: go on with that one."),
            ),
            InventoryRefused::Over => either(
                language,
                "Cet inventaire est terminé. Commencez-en un autre.",
                "This inventory is over. Begin another.",
            ),
            InventoryRefused::NotOnList => either(
                language,
                "Cet ingrédient n’est pas dans l’inventaire.",
                "This ingredient is not in the inventory.",
            ),
            InventoryRefused::NothingCounted => {
                either(language, "Rien n’est encore compté.", "Nothing is counted yet.")
            }
            InventoryRefused::Incomplete { left: 1 } => either(
                language,
                "Un ingrédient n’est pas compté : il restera comme il est.",
                "One ingredient is not counted: it will stay as it is.",
            ),
            InventoryRefused::Incomplete { left } => either(
                language,
                format!("{left} ingrédients ne sont pas comptés : ils resteront comme ils sont."),
                format!("{left} ingredients are not counted: they will stay as they are."),
            ),
            InventoryRefused::Quantity(refused) => refused.say(language),
        }
    }
}

impl Refusal for InventoryRefused {
    fn code(&self) -> FailureCode {
        match self {
            InventoryRefused::UnderWay { .. } | InventoryRefused::Over => FailureCode::Conflict,
            _ => FailureCode::Refused,
        }
    }

    /// Who began one without the server counts in the one that is under way.
    fn is_settled(&self) -> bool {
        matches!(self, InventoryRefused::UnderWay { .. })
    }

    fn field(&self) -> Option<Field> {
        match self {
            InventoryRefused::Quantity(_) => Some("counted".to_owned()),
            InventoryRefused::Incomplete { .. } => Some("partly".to_owned()),
            _ => None,
        }
    }
}
