//! Why a movement is not booked.

use super::QuantityRefused;
use crate::failure::{Field, Refusal};
use crate::language::{Language, Spoken, either};
use crate::menu::Unit;
use crate::payments::ReasonRefused;
use crate::stock::{Cause, show_quantity};

/// A movement that a person cannot book so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum MovementRefused {
    /// It is only part of something else.
    NotByHand {
        /// The cause.
        cause: Cause,
    },
    /// The role may not.
    Role {
        /// The cause.
        cause: Cause,
    },
    /// Nothing, or the wrong way.
    Way {
        /// The cause.
        cause: Cause,
    },
    /// More would leave than the book has.
    MoreThanThere {
        /// What it has, in the unit.
        on_hand: i64,
        /// The ingredient's unit.
        unit: Unit,
    },
    /// The shop keeps no such ingredient.
    Unknown,
    /// No quantity of that ingredient.
    Quantity(QuantityRefused),
    /// No reason.
    Reason(ReasonRefused),
}

impl From<QuantityRefused> for MovementRefused {
    fn from(refused: QuantityRefused) -> MovementRefused {
        MovementRefused::Quantity(refused)
    }
}

impl From<ReasonRefused> for MovementRefused {
    fn from(refused: ReasonRefused) -> MovementRefused {
        MovementRefused::Reason(refused)
    }
}

impl Spoken for MovementRefused {
    fn say(&self, language: Language) -> String {
        match self {
            MovementRefused::NotByHand { cause } => either(
                language,
                format!("« {} » ne se saisit pas à la main.", cause.say(Language::Fr)),
                format!("“{}” is not booked by hand.", cause.say(Language::En)),
            ),
            MovementRefused::Role { cause: Cause::Correction } => either(
                language,
                "Une correction est faite par un responsable. Comptez plutôt l’ingrédient.",
                "A correction is made by a manager. Count the ingredient instead.",
            ),
            MovementRefused::Role { .. } => either(
                language,
                "Votre rôle ne peut pas saisir cela.",
                "Your role cannot book this.",
            ),
            MovementRefused::Way { cause: Cause::Correction } => either(
                language,
                "Une correction ajoute ou retire quelque chose.",
                "A correction adds something or takes something off.",
            ),
            MovementRefused::Way { .. } => QuantityRefused::Nothing.say(language),
            MovementRefused::MoreThanThere { on_hand, unit } => {
                let there = |language| show_quantity((*on_hand).max(0), *unit, language);
                either(
                    language,
                    format!(
                        "Le stock n’a plus que {}. S’il y en a davantage, comptez d’abord \
                         l’ingrédient.",
                        there(Language::Fr)
                    ),
                    format!(
                        "The stock has only {} left. If there is more, count the ingredient first.",
                        there(Language::En)
                    ),
                )
            }
            MovementRefused::Unknown => either(
                language,
                "Cette boutique ne tient pas cet ingrédient.",
                "This shop does not keep that ingredient.",
            ),
            MovementRefused::Quantity(refused) => refused.say(language),
            MovementRefused::Reason(refused) => refused.say(language),
        }
    }
}

impl Refusal for MovementRefused {
    fn field(&self) -> Option<Field> {
        match self {
            MovementRefused::Reason(refused) => refused.field(),
            MovementRefused::NotByHand { .. } | MovementRefused::Role { .. } => {
                Some("cause".to_owned())
            }
            MovementRefused::Unknown => Some("ingredient".to_owned()),
            _ => Some("quantity".to_owned()),
        }
    }
}
