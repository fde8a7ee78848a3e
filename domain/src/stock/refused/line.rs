//! Why one line of an order, a receipt or a transfer does not stand.

use super::QuantityRefused;
use crate::failure::{Field, Refusal};
use crate::language::{Language, Spoken, either};
use crate::menu::{IngredientId, Unit};
use crate::stock::show_quantity;

/// Why a line does not stand.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LineFault {
    /// Its ingredient is in another line already.
    Twice,
    /// Its ingredient is not known.
    Unknown,
    /// No quantity of that ingredient.
    Quantity(QuantityRefused),
    /// Not a multiple of the lot that suppliers send.
    Lot {
        /// The lot, in the unit.
        lot: i64,
        /// The ingredient's unit.
        unit: Unit,
    },
    /// Below nothing, or more than anything costs.
    Price,
    /// More than the book has on hand.
    MoreThanThere {
        /// What it has, in the unit.
        on_hand: i64,
        /// The ingredient's unit.
        unit: Unit,
    },
    /// What became of it was not said.
    NotTold,
}

/// A line that does not stand. Its field is `line-` and the ingredient's key.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LineRefused {
    /// The line's ingredient.
    pub ingredient: IngredientId,
    /// Why.
    pub fault: LineFault,
}

impl Spoken for LineRefused {
    fn say(&self, language: Language) -> String {
        match &self.fault {
            LineFault::Twice => either(
                language,
                "Cet ingrédient est déjà sur une autre ligne.",
                "This ingredient is on another line already.",
            ),
            LineFault::Unknown => {
                either(language, "Cet ingrédient n’existe plus.", "This ingredient is gone.")
            }
            LineFault::Quantity(refused) => refused.say(language),
            LineFault::Lot { lot, unit } => {
                let lot = |language| show_quantity(*lot, *unit, language);
                either(
                    language,
                    format!("Cet ingrédient se commande par {}.", lot(Language::Fr)),
                    format!("This ingredient is ordered by {}.", lot(Language::En)),
                )
            }
            LineFault::Price => either(
                language,
                "Ce prix n’est pas possible : vérifiez-le.",
                "That price cannot be: check it.",
            ),
            LineFault::MoreThanThere { on_hand, unit } => {
                let there = |language| show_quantity((*on_hand).max(0), *unit, language);
                either(
                    language,
                    format!("Le stock n’en a que {}.", there(Language::Fr)),
                    format!("The stock has only {}.", there(Language::En)),
                )
            }
            LineFault::NotTold => either(
                language,
                "Dites combien est arrivé ; zéro si rien.",
                "Say how much came; zero if nothing did.",
            ),
        }
    }
}

impl Refusal for LineRefused {
    fn field(&self) -> Option<Field> {
        Some(format!("line-{}", self.ingredient.0))
    }
}
