//! What ingredients cost, what a recipe costs, and what is left of a price. All without VAT.
//!
//! A cost per unit is kept in millionths of a cent, in integers: a gram of salt costs 30 000 of them.

use super::Quantities;
use crate::language::Language;
use crate::menu::{IngredientId, Unit};
use crate::money::{Cents, VatRate, rounded};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The most that a supplier's line can cost, without VAT; more is a slip of the finger.
pub const PRICE_MAX: Cents = Cents(10_000_000);

/// What one gram, millilitre or piece costs, in millionths of a cent, without VAT.
#[derive(
    Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize,
)]
#[serde(transparent)]
pub struct UnitCost(pub i64);

impl UnitCost {
    /// So many are a cent.
    pub const A_CENT: i64 = 1_000_000;

    /// The cost of one where `quantity` (above zero) cost `price`, rounded half up.
    pub fn of(price: Cents, quantity: i64) -> Option<UnitCost> {
        let cents = i128::from(price.0) * i128::from(UnitCost::A_CENT);
        (quantity > 0).then(|| UnitCost(rounded(cents, i128::from(quantity))))
    }

    /// What so many cost, rounded half up to the cent.
    pub fn times(self, quantity: i64) -> Cents {
        let parts = i128::from(self.0) * i128::from(quantity);
        Cents(rounded(parts, i128::from(UnitCost::A_CENT)))
    }

    /// As it is compared: `6,25 € / kg`, `1,10 € / l`, `0,18 € / pièce`; in English `€6.25 / kg`.
    pub fn show(self, unit: Unit, language: Language) -> String {
        let (many, word) = match (unit, language) {
            (Unit::G, _) => (1000, "kg"),
            (Unit::Ml, _) => (1000, "l"),
            (Unit::Pc, Language::Fr) => (1, "pièce"),
            (Unit::Pc, Language::En) => (1, "piece"),
        };
        format!("{}\u{a0}/\u{a0}{word}", self.times(many).show(language))
    }
}

/// What an ingredient costs in a shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct IngredientCost {
    /// At the last receipt that had a price.
    pub last: UnitCost,
    /// The mean over what is on the shelf, weighted by quantity.
    pub mean: UnitCost,
}

impl IngredientCost {
    /// What it costs once `received` (above zero) of it came for `price`, where `on_hand` lay on the
    /// shelf at the cost of `before`. What lay there at an unknown cost, or not at all, has no weight.
    /// What comes from another shop comes at that shop's mean.
    /// None where nothing came.
    pub fn after(
        before: Option<IngredientCost>,
        on_hand: i64,
        received: i64,
        price: Cents,
    ) -> Option<IngredientCost> {
        let last = UnitCost::of(price, received)?;
        let weight = i128::from(if before.is_some() { on_hand.max(0) } else { 0 });
        let old = before.map_or(0, |before| i128::from(before.mean.0)) * weight;
        let new = i128::from(price.0) * i128::from(UnitCost::A_CENT);
        Some(IngredientCost {
            last,
            mean: UnitCost(rounded(old + new, weight + i128::from(received))),
        })
    }
}

/// What the ingredients of a dish cost.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecipeCost {
    /// Those whose cost is known, together; rounded once.
    pub cost: Cents,
    /// Those whose cost is not.
    pub unknown: Vec<IngredientId>,
}

impl RecipeCost {
    /// The cost of what a dish takes ([`Made::need`](crate::menu::Made::need)).
    pub fn of(need: &Quantities, costs: &BTreeMap<IngredientId, UnitCost>) -> RecipeCost {
        let mut parts = 0;
        let mut unknown = Vec::new();
        for (ingredient, quantity) in need {
            match costs.get(ingredient) {
                Some(cost) => parts += i128::from(cost.0) * i128::from(*quantity),
                None => unknown.push(*ingredient),
            }
        }
        RecipeCost { cost: Cents(rounded(parts, i128::from(UnitCost::A_CENT))), unknown }
    }
}

/// What is left of a price.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Margin {
    /// The price without VAT.
    pub net: Cents,
    /// What the ingredients cost.
    pub cost: Cents,
    /// The price without VAT less the cost; below zero where it is sold at a loss.
    pub margin: Cents,
    /// The margin in hundredths of a percent of the price without VAT; none where that is nothing.
    pub basis_points: Option<i64>,
}

impl Margin {
    /// Of a price with VAT, at the rate of the way it is served in. VAT is rounded as everywhere
    /// ([`VatRate::tax_within`]).
    pub fn of(price: Cents, rate: VatRate, cost: Cents) -> Margin {
        let net = price - rate.tax_within(price);
        let margin = net - cost;
        let share = || rounded(i128::from(margin.0) * 10_000, i128::from(net.0));
        Margin { net, cost, margin, basis_points: (net > Cents::ZERO).then(share) }
    }
}

#[cfg(test)]
mod tests;
