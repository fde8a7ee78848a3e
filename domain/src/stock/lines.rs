//! Lines of ingredients and quantities, as orders, receipts and transfers have them.

use super::check_quantity;
use super::refused::{LineFault, LineRefused, QuantityRefused};
use crate::menu::{IngredientId, Unit};
use std::collections::{BTreeMap, BTreeSet};

/// The most lines of one paper.
pub const LINES_MAX: usize = 200;

/// The units of the ingredients.
pub type Units = BTreeMap<IngredientId, Unit>;

/// Checks that each ingredient is known and named once, and each quantity is `least` (0 or 1) or more
/// and no more than can be meant.
pub(super) fn check_lines(
    lines: impl IntoIterator<Item = (IngredientId, i64)>,
    units: &Units,
    least: i64,
) -> Result<(), LineRefused> {
    let mut named = BTreeSet::new();
    for (ingredient, quantity) in lines {
        let refused = |fault| LineRefused { ingredient, fault };
        let unit = *units.get(&ingredient).ok_or_else(|| refused(LineFault::Unknown))?;
        if !named.insert(ingredient) {
            return Err(refused(LineFault::Twice));
        }
        let checked = check_quantity(quantity, unit).and_then(|quantity| {
            if quantity < least { Err(QuantityRefused::Nothing) } else { Ok(quantity) }
        });
        checked.map_err(|why| refused(LineFault::Quantity(why)))?;
    }
    Ok(())
}
