//! Why what was typed is no quantity of that ingredient.

use crate::failure::{Field, Refusal};
use crate::language::{Language, Spoken, either};
use crate::menu::Unit;
use crate::stock::show_quantity;

/// What was typed is no quantity of that ingredient.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum QuantityRefused {
    /// Nothing was typed.
    Empty {
        /// The ingredient's unit.
        unit: Unit,
    },
    /// No number.
    NotANumber {
        /// The ingredient's unit.
        unit: Unit,
    },
    /// Below nothing.
    Negative,
    /// Nothing (0), where something has to be.
    Nothing,
    /// A part of a gram, a millilitre or a piece.
    NotWhole {
        /// The ingredient's unit.
        unit: Unit,
    },
    /// A word that is no unit.
    UnknownUnit {
        /// The word.
        word: String,
        /// The ingredient's unit.
        unit: Unit,
    },
    /// A unit in which this ingredient is not counted.
    WrongUnit {
        /// The ingredient's unit.
        unit: Unit,
    },
    /// More than [`Unit::most`].
    TooMuch {
        /// The ingredient's unit.
        unit: Unit,
    },
}

/// How a quantity in that unit is typed.
fn example(unit: Unit, language: Language) -> &'static str {
    match (unit, language) {
        (Unit::G, Language::Fr) => "750\u{a0}g ou 1,5\u{a0}kg",
        (Unit::G, Language::En) => "750\u{a0}g or 1.5\u{a0}kg",
        (Unit::Ml, Language::Fr) => "250\u{a0}ml ou 0,25\u{a0}l",
        (Unit::Ml, Language::En) => "250\u{a0}ml or 0.25\u{a0}l",
        (Unit::Pc, _) => "12",
    }
}

/// What an ingredient with that unit is counted in.
fn counted_in(unit: Unit, language: Language) -> &'static str {
    match (unit, language) {
        (Unit::G, Language::Fr) => "se pèse (g, kg)",
        (Unit::G, Language::En) => "is weighed (g, kg)",
        (Unit::Ml, Language::Fr) => "se mesure (ml, cl, l)",
        (Unit::Ml, Language::En) => "is measured (ml, cl, l)",
        (Unit::Pc, Language::Fr) => "se compte en pièces",
        (Unit::Pc, Language::En) => "is counted in pieces",
    }
}

impl Spoken for QuantityRefused {
    fn say(&self, language: Language) -> String {
        match self {
            QuantityRefused::Empty { unit } => either(
                language,
                format!("Tapez une quantité : {}.", example(*unit, Language::Fr)),
                format!("Type a quantity: {}.", example(*unit, Language::En)),
            ),
            QuantityRefused::NotANumber { unit } => either(
                language,
                format!("Ce n’est pas une quantité : {}.", example(*unit, Language::Fr)),
                format!("That is not a quantity: {}.", example(*unit, Language::En)),
            ),
            QuantityRefused::Negative => either(
                language,
                "Une quantité ne peut pas être négative.",
                "A quantity cannot be negative.",
            ),
            QuantityRefused::Nothing => either(
                language,
                "Il faut une quantité au-dessus de zéro.",
                "This needs a quantity above zero.",
            ),
            QuantityRefused::NotWhole { unit: Unit::Pc } => {
                either(language, "Comptez des pièces entières.", "Count whole pieces.")
            }
            QuantityRefused::NotWhole { unit } => either(
                language,
                format!("C’est trop précis ou sans unité : {}.", example(*unit, Language::Fr)),
                format!("Too precise, or without a unit: {}.", example(*unit, Language::En)),
            ),
            QuantityRefused::UnknownUnit { word, unit } => either(
                language,
                format!(
                    "« {word} » n’est pas une unité : cet ingrédient {}.",
                    counted_in(*unit, Language::Fr)
                ),
                format!(
                    "“{word}” is not a unit: this ingredient {}.",
                    counted_in(*unit, Language::En)
                ),
            ),
            QuantityRefused::WrongUnit { unit } => either(
                language,
                format!("Cet ingrédient {}.", counted_in(*unit, Language::Fr)),
                format!("This ingredient {}.", counted_in(*unit, Language::En)),
            ),
            QuantityRefused::TooMuch { unit } => {
                let most = |language| show_quantity(unit.most(), *unit, language);
                either(
                    language,
                    format!("C’est plus que {} : vérifiez la quantité.", most(Language::Fr)),
                    format!("That is more than {}: check the quantity.", most(Language::En)),
                )
            }
        }
    }
}

impl Refusal for QuantityRefused {
    fn field(&self) -> Option<Field> {
        Some("quantity".to_owned())
    }
}
