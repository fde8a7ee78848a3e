//! What a shop has of each ingredient, what is promised of it, and how much can still be made.

use crate::menu::{IngredientId, RecipeLine};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The book's figures for one ingredient in one shop, in the ingredient's unit.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StockLevel {
    /// The ingredient.
    pub ingredient: IngredientId,
    /// What is on the shelf.
    pub on_hand: i64,
    /// What validated orders still need of it.
    pub reserved: i64,
    /// The level at or below which the manager is warned.
    pub safety: i64,
}

impl StockLevel {
    /// What is left for orders to come; below zero when a manager sold what the book said was gone.
    pub fn projected(&self) -> i64 {
        self.on_hand - self.reserved
    }
}

/// Quantities by ingredient.
pub type Quantities = BTreeMap<IngredientId, i64>;

/// Adds what `times` of something take to what is needed.
pub fn add_need(need: &mut Quantities, one: &Quantities, times: u32) {
    for (&ingredient, &quantity) in one {
        *need.entry(ingredient).or_default() += quantity * i64::from(times);
    }
}

/// What of this need the book does not have. What the shop does not keep is short, too.
pub fn short(need: &Quantities, levels: &[StockLevel]) -> Vec<IngredientId> {
    let left = |ingredient| {
        let level = levels.iter().find(|level| level.ingredient == ingredient);
        level.map(StockLevel::projected)
    };
    need.iter()
        .filter(|(ingredient, quantity)| left(**ingredient).is_none_or(|left| left < **quantity))
        .map(|(ingredient, _)| *ingredient)
        .collect()
}

/// How many times a recipe can still be made when `promised` (the basket) is taken off first.
/// An ingredient that the shop does not keep counts as none. A recipe that takes nothing from
/// stock has no limit and answers `None`.
pub fn makeable(
    recipe: &[RecipeLine],
    levels: &[StockLevel],
    promised: &Quantities,
) -> Option<i64> {
    recipe
        .iter()
        .filter(|line| line.quantity > 0)
        .map(|line| {
            let projected = levels
                .iter()
                .find(|level| level.ingredient == line.ingredient)
                .map_or(0, StockLevel::projected);
            let left = projected - promised.get(&line.ingredient).copied().unwrap_or(0);
            (left / line.quantity).max(0)
        })
        .min()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn level(ingredient: i64, on_hand: i64, reserved: i64) -> StockLevel {
        StockLevel { ingredient: IngredientId(ingredient), on_hand, reserved, safety: 0 }
    }

    fn line(ingredient: i64, quantity: i64) -> RecipeLine {
        RecipeLine { ingredient: IngredientId(ingredient), quantity }
    }

    #[test]
    fn the_scarcest_ingredient_decides() {
        let reine = [line(1, 1), line(2, 50), line(3, 100)];
        let table = [
            (vec![level(1, 50, 0), level(2, 3000, 0), level(3, 650, 0)], Some(6)),
            (vec![level(1, 50, 48), level(2, 3000, 0), level(3, 650, 0)], Some(2)),
            (vec![level(1, 50, 60), level(2, 3000, 0), level(3, 650, 0)], Some(0)),
            (vec![level(1, 50, 0), level(2, 3000, 0)], Some(0)),
        ];
        for (levels, expected) in table {
            assert_eq!(makeable(&reine, &levels, &Quantities::new()), expected);
        }
        assert_eq!(makeable(&[], &[], &Quantities::new()), None);
    }

    proptest! {
        #[test]
        fn what_is_makeable_fits_and_one_more_does_not(
            stock in prop::collection::vec((0i64..5000, 0i64..5000), 1..6),
            per_pizza in prop::collection::vec(1i64..300, 6),
        ) {
            let levels: Vec<_> = stock.iter().enumerate()
                .map(|(at, &(on_hand, reserved))| level(at as i64, on_hand, reserved)).collect();
            let recipe: Vec<_> = (0..levels.len()).map(|at| line(at as i64, per_pizza[at])).collect();
            let count = makeable(&recipe, &levels, &Quantities::new()).expect("a limit");
            let fits = |times: i64| recipe.iter().zip(&levels)
                .all(|(line, level)| line.quantity * times <= level.projected());
            prop_assert!(count == 0 || fits(count));
            prop_assert!(!fits(count + 1));
        }

        #[test]
        fn the_basket_is_taken_off_first(on_hand in 0i64..2000, per in 1i64..100, basket in 0u32..20) {
            let recipe = [line(1, per)];
            let levels = [level(1, on_hand, 0)];
            let mut need = Quantities::new();
            add_need(&mut need, &recipe.iter().map(|line| (line.ingredient, line.quantity)).collect(), basket);
            let free = makeable(&recipe, &levels, &Quantities::new()).expect("a limit");
            let left = makeable(&recipe, &levels, &need).expect("a limit");
            prop_assert_eq!(left, (free - i64::from(basket)).max(0));
        }
    }
}
