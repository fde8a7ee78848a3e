//! A rupture (UC11): what was seen of an ingredient, which products can no longer be made, and which
//! orders that were validated now lack it.
//!
//! What is seen is a count: the book is brought to it as by an inventory. A product that cannot be
//! made is off sale because [`makeable`] says none, and comes back by itself; only what a person
//! suspends by hand is stored.

use super::{Count, Quantities, StockLevel, makeable};
use crate::menu::{IngredientId, Menu, Product, ProductId};
use crate::orders::OrderId;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// What the pizzaïolo entered, beside what the book said.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Seen {
    /// The ingredient.
    pub ingredient: IngredientId,
    /// What is on the shelf, in its unit.
    pub seen: i64,
    /// What the book had on hand at that moment.
    pub theoretical: i64,
}

impl Seen {
    /// What the book has too little (above zero) or too much: the movement, of
    /// [`Cause::Inventory`](super::Cause::Inventory); none at zero.
    pub fn difference(&self) -> i64 {
        self.seen - self.theoretical
    }

    /// The count that stands in an inventory that is under way from then on, in place of any made
    /// before: the book is right already, also where nothing had to be written.
    pub fn as_count(&self, at: DateTime<Utc>, by: String) -> Count {
        let Seen { ingredient, seen, .. } = *self;
        Count { ingredient, counted: seen, theoretical: seen, at, by }
    }

    /// The level once it is written.
    pub fn after(&self, before: &StockLevel) -> StockLevel {
        StockLevel { on_hand: before.on_hand + self.difference(), ..*before }
    }
}

/// Whether a product can be made in one size at least; one that takes nothing from stock always can.
fn can_be_made(product: &Product, levels: &[StockLevel]) -> bool {
    let none = Quantities::new();
    product.sizes.iter().any(|size| makeable(&size.recipe, levels, &none) != Some(0))
}

/// The products that could be made before and no longer can, in the order of the menu: what the
/// warning names (UC12) and the counters lose. The other way round, what comes back on sale. Those
/// that are suspended by hand are in neither.
pub fn no_longer_made(menu: &Menu, before: &[StockLevel], after: &[StockLevel]) -> Vec<ProductId> {
    let lost = |product: &&Product| can_be_made(product, before) && !can_be_made(product, after);
    let on_sale = menu.products.iter().filter(|product| !product.suspended);
    on_sale.filter(lost).map(|product| product.id).collect()
}

/// A dish of a validated order that has not left the shelf yet: a pizza that is not in the oven, or
/// what needs no cooking and is not handed over.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Promised {
    /// Its order.
    pub order: OrderId,
    /// What it takes.
    pub need: Quantities,
}

/// An order that cannot be made whole from what is on the shelf.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Lacking {
    /// The order.
    pub order: OrderId,
    /// How many of its dishes lack something.
    pub dishes: u32,
    /// What they lack.
    pub ingredients: Vec<IngredientId>,
}

/// Which dishes of the queue lack what. First come, first served: each takes all it needs, or, where
/// something is missing, nothing, so that a later one that needs less can still be made.
fn lacks_by_dish(on_hand: &Quantities, queue: &[Promised]) -> Vec<Vec<IngredientId>> {
    let mut shelf = on_hand.clone();
    let mut serve = |dish: &Promised| {
        let there = |ingredient| shelf.get(ingredient).copied().unwrap_or(0);
        let lacks = dish.need.iter().filter(|(it, quantity)| **quantity > there(it).max(0));
        let lacks: Vec<IngredientId> = lacks.map(|(ingredient, _)| *ingredient).collect();
        if lacks.is_empty() {
            for (ingredient, quantity) in &dish.need {
                *shelf.entry(*ingredient).or_default() -= quantity;
            }
        }
        lacks
    };
    queue.iter().map(&mut serve).collect()
}

/// The validated orders that now lack something, in the order of the queue: at the counter somebody
/// calls these customers (UC11).
pub fn lacking(on_hand: &Quantities, queue: &[Promised]) -> Vec<Lacking> {
    let mut found: Vec<Lacking> = Vec::new();
    for (dish, lacks) in queue.iter().zip(lacks_by_dish(on_hand, queue)) {
        if lacks.is_empty() {
            continue;
        }
        let place = found.iter().position(|it| it.order == dish.order).unwrap_or_else(|| {
            found.push(Lacking { order: dish.order, dishes: 0, ingredients: vec![] });
            found.len() - 1
        });
        let order = &mut found[place];
        order.dishes += 1;
        order.ingredients.extend(lacks);
        order.ingredients.sort_unstable();
        order.ingredients.dedup();
    }
    found
}

#[cfg(test)]
mod tests;
