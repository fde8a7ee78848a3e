//! Movements: why stock moves, which way, and who may say so by hand.
//!
//! A movement is added and never changed. The sum of all movements of an ingredient in a shop is what
//! the book has on hand there.

use super::refused::MovementRefused;
use super::{Quantities, StockLevel, check_quantity};
use crate::language::{Language, Spoken, either};
use crate::menu::{IngredientId, Unit};
use crate::orders::words;
use crate::payments::reason;
use crate::staff::{KITCHEN_ROLES, MANAGER_ROLES, Role};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// One movement of one ingredient in one shop.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MovementId(pub i64);

/// Why stock moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Cause {
    /// What was there when the book began.
    Initial,
    /// A pizza went into the oven, or what needs no cooking was handed over.
    Consumption,
    /// A tap was taken back, or a consumption is relabelled as waste.
    Undo,
    /// Somebody counted: an inventory, or a rupture that was declared (UC11, UC13).
    Inventory,
    /// Goods came from a supplier (UC14).
    Receipt,
    /// To or from another shop.
    Transfer,
    /// Thrown away.
    Waste,
    /// The book was wrong, and a manager says why.
    Correction,
}

words!(Cause {
    Initial = "initial",
    Consumption = "consumption",
    Undo = "undo",
    Inventory = "inventory",
    Receipt = "receipt",
    Transfer = "transfer",
    Waste = "waste",
    Correction = "correction",
});

/// Which way a movement goes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Way {
    /// Onto the shelf: above zero.
    Onto,
    /// Off the shelf: below zero.
    Off,
    /// Either.
    Either,
}

/// What holds for the movements of a cause.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CauseRule {
    /// The cause.
    pub cause: Cause,
    /// Which way they go.
    pub way: Way,
    /// Whether a person says why.
    pub needs_reason: bool,
    /// Whether they bring the book to what was seen, and so overrule what was counted before. The
    /// others follow something that moved in the shop.
    pub reckons: bool,
    /// Whether they count as use, from which forecasts are made. What is thrown away has to be bought
    /// again, too.
    pub is_use: bool,
    /// Who may book one by hand; empty where it is only part of something else: an order, a count,
    /// a receipt, a transfer.
    pub by_hand: &'static [Role],
}

/// The rules of every cause.
pub const CAUSES: &[CauseRule] = {
    use Cause::*;
    use Way::*;
    const PLAIN: CauseRule = CauseRule {
        cause: Initial,
        way: Either,
        needs_reason: false,
        reckons: false,
        is_use: false,
        by_hand: &[],
    };
    &[
        // A shop whose orders came before its goods begins below zero.
        CauseRule { cause: Initial, ..PLAIN },
        CauseRule { cause: Consumption, way: Off, is_use: true, ..PLAIN },
        CauseRule { cause: Undo, way: Onto, is_use: true, ..PLAIN },
        CauseRule { cause: Inventory, reckons: true, ..PLAIN },
        CauseRule { cause: Receipt, way: Onto, ..PLAIN },
        CauseRule { cause: Transfer, ..PLAIN },
        CauseRule {
            cause: Waste,
            way: Off,
            needs_reason: true,
            is_use: true,
            by_hand: KITCHEN_ROLES,
            ..PLAIN
        },
        CauseRule {
            cause: Correction,
            needs_reason: true,
            reckons: true,
            by_hand: MANAGER_ROLES,
            ..PLAIN
        },
    ]
};

impl Cause {
    /// What holds for it.
    pub fn rule(self) -> &'static CauseRule {
        &CAUSES[self as usize]
    }

    /// Whether a movement of so much (in the ingredient's unit; never 0) fits the cause.
    pub fn fits(self, quantity: i64) -> bool {
        match self.rule().way {
            Way::Onto => quantity > 0,
            Way::Off => quantity < 0,
            Way::Either => quantity != 0,
        }
    }
}

impl Spoken for Cause {
    fn say(&self, language: Language) -> String {
        match self {
            Cause::Initial => either(language, "Ouverture", "Opening"),
            Cause::Consumption => either(language, "Consommation", "Use"),
            Cause::Undo => either(language, "Geste annulé", "Undone"),
            Cause::Inventory => either(language, "Inventaire", "Inventory"),
            Cause::Receipt => either(language, "Réception", "Receipt"),
            Cause::Transfer => either(language, "Transfert", "Transfer"),
            Cause::Waste => either(language, "Perte", "Waste"),
            Cause::Correction => either(language, "Correction", "Correction"),
        }
    }
}

/// A movement as it is listed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Movement {
    /// Its key.
    pub id: MovementId,
    /// The ingredient.
    pub ingredient: IngredientId,
    /// Why.
    pub cause: Cause,
    /// How much, in the ingredient's unit; below zero what left.
    pub quantity: i64,
    /// When, by the server's clock.
    pub at: DateTime<Utc>,
    /// Who, by first name; none where the program did.
    pub by: Option<String>,
    /// What a person said of it.
    pub reason: Option<String>,
    /// The number of the order it was for: `A-042`.
    pub order: Option<String>,
}

/// What a person books by hand: something was thrown away, or the book was wrong.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ByHand {
    /// The ingredient.
    pub ingredient: IngredientId,
    /// Why: [`Cause::Waste`] or [`Cause::Correction`].
    pub cause: Cause,
    /// How much, in the ingredient's unit: below zero what leaves the shelf.
    pub quantity: i64,
    /// What the person says of it; never empty.
    pub reason: String,
}

impl ByHand {
    /// The movement, its reason trimmed, if that person may book it of an ingredient in that unit. What
    /// is there is another matter: see [`ByHand::checked`].
    ///
    /// # Errors
    /// A cause that is not booked by hand or not by that role, a quantity of nothing, the wrong way, or
    /// absurd; no reason.
    pub fn stated(self, role: Role, unit: Unit) -> Result<ByHand, MovementRefused> {
        let rule = self.cause.rule();
        if rule.by_hand.is_empty() {
            return Err(MovementRefused::NotByHand { cause: self.cause });
        }
        if !rule.by_hand.contains(&role) {
            return Err(MovementRefused::Role { cause: self.cause });
        }
        if !self.cause.fits(self.quantity) {
            return Err(MovementRefused::Way { cause: self.cause });
        }
        check_quantity(self.quantity.saturating_abs(), unit)?;
        Ok(ByHand { reason: reason(&self.reason)?, ..self })
    }

    /// The same where the book has `on_hand` left (in the same `unit`). The statement that books it
    /// refuses the same.
    ///
    /// # Errors
    /// As [`ByHand::stated`], and more than is there.
    pub fn checked(self, role: Role, unit: Unit, on_hand: i64) -> Result<ByHand, MovementRefused> {
        let stated = self.stated(role, unit)?;
        if stated.quantity < 0 && on_hand + stated.quantity < 0 {
            return Err(MovementRefused::MoreThanThere { on_hand, unit });
        }
        Ok(stated)
    }
}

/// An ingredient whose movements do not add up to what the book has on hand.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Astray {
    /// The ingredient.
    pub ingredient: IngredientId,
    /// What the book has on hand.
    pub on_hand: i64,
    /// What its movements add up to.
    pub moved: i64,
}

/// Where one shop's levels and the sums of its movements differ, by ingredient: nothing, in a sound
/// book.
pub fn astray(levels: &[StockLevel], sums: &Quantities) -> Vec<Astray> {
    let on_hand: Quantities = levels.iter().map(|it| (it.ingredient, it.on_hand)).collect();
    let mut known: Vec<IngredientId> = on_hand.keys().chain(sums.keys()).copied().collect();
    known.sort_unstable();
    known.dedup();
    let of = |book: &Quantities, ingredient| book.get(&ingredient).copied().unwrap_or(0);
    known
        .into_iter()
        .map(|it| Astray { ingredient: it, on_hand: of(&on_hand, it), moved: of(sums, it) })
        .filter(|it| it.on_hand != it.moved)
        .collect()
}

#[cfg(test)]
mod tests;
