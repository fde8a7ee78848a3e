//! What is typed of a transfer: an ingredient and a quantity a line.

use domain::Failure;
use domain::language::Language;
use domain::menu::{IngredientId, Unit};
use domain::stock::{LineFault, LineRefused, Quantities, TransferRefused, read_quantity};

/// One line, as it was typed.
#[derive(Clone, Debug, PartialEq)]
pub struct Typed {
    /// Its ingredient.
    pub ingredient: IngredientId,
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: Unit,
    /// What was typed as its quantity.
    pub quantity: String,
}

/// The quantities.
///
/// # Errors
/// The first that is none, at its line.
pub fn read(lines: &[Typed], language: Language) -> Result<Vec<(IngredientId, i64)>, Failure> {
    let of = |line: &Typed| {
        let ingredient = line.ingredient;
        let quantity = read_quantity(&line.quantity, line.unit).map_err(|refused| {
            let fault = LineFault::Quantity(refused);
            let refused: TransferRefused = LineRefused { ingredient, fault }.into();
            Failure::of(&refused, language)
        })?;
        Ok((ingredient, quantity))
    };
    lines.iter().map(of).collect()
}

/// The same by ingredient.
///
/// # Errors
/// As [`read`].
pub fn quantities(lines: &[Typed], language: Language) -> Result<Quantities, Failure> {
    Ok(read(lines, language)?.into_iter().collect())
}

/// The name of a line's field.
pub fn field(ingredient: IngredientId) -> String {
    format!("line-{}", ingredient.0)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(key: i64, unit: Unit, quantity: &str) -> Typed {
        let ingredient = IngredientId(key);
        Typed { ingredient, name: "x".to_owned(), unit, quantity: quantity.to_owned() }
    }

    #[test]
    fn quantities_are_read_and_a_mistake_is_told_at_its_line() {
        let lines = [line(1, Unit::G, "1,5 kg"), line(2, Unit::Pc, "12")];
        let read = read(&lines, Language::Fr).expect("quantities");
        assert_eq!(read, [(IngredientId(1), 1500), (IngredientId(2), 12)]);
        let wrong = [line(1, Unit::G, "1 kg"), line(7, Unit::Pc, "beaucoup")];
        let failure = quantities(&wrong, Language::En).expect_err("no number");
        assert_eq!(failure.field, Some(field(IngredientId(7))));
    }
}
