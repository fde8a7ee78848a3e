//! Another safety stock: the level at or below which managers are warned (UC10), as a manager sets it.

use super::{QuantityRefused, StockLevel, check_quantity, show_quantity};
use crate::failure::{FailureCode, Field, Refusal};
use crate::language::{Language, Spoken, either};
use crate::menu::{IngredientId, Unit};
use serde::{Deserialize, Serialize};

/// Sets the safety stock of an ingredient in a shop. What somebody else has set meanwhile is not overwritten:
/// `known` is what was read. The same once more is done already. No command: it is done now or not at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SetSafety {
    /// The shop's code.
    pub shop: String,
    /// The ingredient.
    pub ingredient: IngredientId,
    /// What it was, in the ingredient's unit.
    pub known: i64,
    /// What it is to be; nothing (0) warns of what is used up alone.
    pub safety: i64,
}

impl SetSafety {
    /// Whether it can be meant of an ingredient in that unit.
    ///
    /// # Errors
    /// Below zero, or more than a shop can mean.
    pub fn checked(&self, unit: Unit) -> Result<(), SafetyRefused> {
        check_quantity(self.safety, unit).map(drop).map_err(SafetyRefused::Quantity)
    }

    /// What comes of it where the book has this level: it is set, or stands so already.
    ///
    /// # Errors
    /// Somebody else has set another one.
    pub fn after(&self, level: &StockLevel, unit: Unit) -> Result<StockLevel, SafetyRefused> {
        if level.safety != self.known && level.safety != self.safety {
            return Err(SafetyRefused::Moved { now: level.safety, unit });
        }
        Ok(StockLevel { safety: self.safety, ..*level })
    }
}

/// Why a safety stock is not set.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SafetyRefused {
    /// No quantity of that ingredient.
    Quantity(QuantityRefused),
    /// Somebody else has set another one.
    Moved {
        /// It, in the unit.
        now: i64,
        /// The ingredient's unit.
        unit: Unit,
    },
    /// The shop keeps no such ingredient.
    Unknown,
}

impl Spoken for SafetyRefused {
    fn say(&self, language: Language) -> String {
        match self {
            SafetyRefused::Quantity(refused) => refused.say(language),
            SafetyRefused::Moved { now, unit } => {
                let now = |language| show_quantity(*now, *unit, language);
                either(
                    language,
                    format!(
                        "Quelqu’un l’a changé entre-temps : le stock de sécurité est maintenant {}.",
                        now(Language::Fr)
                    ),
                    format!(
                        "Somebody changed it meanwhile: the safety stock is {} now.",
                        now(Language::En)
                    ),
                )
            }
            SafetyRefused::Unknown => either(
                language,
                "Cette boutique ne tient pas cet ingrédient.",
                "This shop does not keep that ingredient.",
            ),
        }
    }
}

impl Refusal for SafetyRefused {
    fn code(&self) -> FailureCode {
        match self {
            SafetyRefused::Moved { .. } => FailureCode::Conflict,
            _ => FailureCode::Refused,
        }
    }

    fn field(&self) -> Option<Field> {
        match self {
            SafetyRefused::Quantity(_) => Some("safety".to_owned()),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn level(safety: i64) -> StockLevel {
        StockLevel { ingredient: IngredientId(1), on_hand: 5000, reserved: 300, safety }
    }

    fn set(known: i64, safety: i64) -> SetSafety {
        SetSafety { shop: "MOZ1".to_owned(), ingredient: IngredientId(1), known, safety }
    }

    #[test]
    fn what_somebody_else_set_is_not_overwritten() {
        for (there, known, wanted, after) in [
            (1000, 1000, 2000, Some(2000)),
            (1000, 1000, 0, Some(0)),
            (1500, 1000, 2000, None),
            // Sent again, or the very same by somebody else.
            (2000, 1000, 2000, Some(2000)),
        ] {
            let set = set(known, wanted).after(&level(there), Unit::G);
            match after {
                Some(safety) => assert_eq!(set, Ok(level(safety))),
                None => {
                    let refused = set.expect_err("refused");
                    assert_eq!(refused.code(), FailureCode::Conflict);
                    assert!(refused.say(Language::Fr).contains("1,5\u{a0}kg"), "{refused:?}");
                }
            }
        }
    }

    #[test]
    fn what_cannot_be_meant_is_told_at_its_field() {
        for (safety, fits) in [(0, true), (1_000_000, true), (-1, false), (1_000_001, false)] {
            let checked = set(0, safety).checked(Unit::G);
            assert_eq!(checked.is_ok(), fits, "{safety}");
            let field = checked.err().and_then(|refused| refused.field());
            assert_eq!(field.is_some(), !fits);
        }
    }
}
