//! An inventory (UC13): a list that is counted one ingredient at a time, left and taken up again, and
//! written once at its end while orders go on.
//!
//! What is written is a difference, taken against the book as of the moment of that count: whatever was
//! used, received or thrown away since stays in the book. A count is overruled where somebody counted
//! or corrected the same ingredient later: the difference is in the book then.

use super::refused::InventoryRefused;
use super::{Quantities, check_quantity};
use crate::menu::{IngredientId, Unit};
use crate::orders::words;
use crate::staff::{KITCHEN_ROLES, Role};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An inventory, for ever. Made by the screen that begins it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct InventoryId(pub Uuid);

/// Where an inventory stands. A shop has one under way at most.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum InventoryState {
    /// Being counted; nothing is in the book yet.
    UnderWay,
    /// Written.
    Saved,
    /// Given up: nothing was written.
    GivenUp,
}

words!(InventoryState { UnderWay = "under_way", Saved = "saved", GivenUp = "given_up" });

/// The life of an inventory: from where, to where, by whom.
pub const INVENTORY_STEPS: &[(InventoryState, InventoryState, &[Role])] = &[
    (InventoryState::UnderWay, InventoryState::Saved, KITCHEN_ROLES),
    (InventoryState::UnderWay, InventoryState::GivenUp, KITCHEN_ROLES),
];

/// One ingredient, counted.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Count {
    /// The ingredient.
    pub ingredient: IngredientId,
    /// What was seen, in its unit.
    pub counted: i64,
    /// What the book had on hand at that moment, as far as it knew when it was asked.
    pub theoretical: i64,
    /// When it was seen.
    pub at: DateTime<Utc>,
    /// Who, by first name.
    pub by: String,
}

impl Count {
    /// What the book has too little (above zero) or too much.
    pub fn difference(&self) -> i64 {
        self.counted - self.theoretical
    }
}

/// An inventory, as it is left and taken up again.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inventory {
    /// Its key.
    pub id: InventoryId,
    /// Where it stands.
    pub state: InventoryState,
    /// When it began.
    pub began_at: DateTime<Utc>,
    /// Who began it, by first name.
    pub began_by: String,
    /// What is to be counted, in the order of the screens.
    pub list: Vec<IngredientId>,
    /// What is counted; each ingredient once.
    pub counts: Vec<Count>,
}

/// What an inventory writes.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Written {
    /// The movements, of [`Cause::Inventory`](super::Cause::Inventory); none where the book was right.
    pub differences: Quantities,
    /// What was counted or corrected again since: its count is not written.
    pub overruled: Vec<IngredientId>,
    /// To how many suppliers there is something to order since: their drafts are for a manager to send.
    #[serde(default)]
    pub drafted: u32,
}

impl Inventory {
    /// The count of an ingredient.
    pub fn count(&self, ingredient: IngredientId) -> Option<&Count> {
        self.counts.iter().find(|count| count.ingredient == ingredient)
    }

    /// Takes a count; one made before is replaced, with the book's figure of then.
    ///
    /// # Errors
    /// The inventory is over, the ingredient is not on its list, or nobody has so much of it.
    pub fn take(&mut self, count: Count, unit: Unit) -> Result<(), InventoryRefused> {
        check_quantity(count.counted, unit)?;
        self.put(count)
    }

    /// The same where the quantity was checked.
    ///
    /// # Errors
    /// The inventory is over, or the ingredient is not on its list.
    pub fn put(&mut self, count: Count) -> Result<(), InventoryRefused> {
        if self.state != InventoryState::UnderWay {
            return Err(InventoryRefused::Over);
        }
        if !self.list.contains(&count.ingredient) {
            return Err(InventoryRefused::NotOnList);
        }
        self.counts.retain(|it| it.ingredient != count.ingredient);
        self.counts.push(count);
        Ok(())
    }

    /// What is not counted yet, in the order of the screens.
    pub fn left(&self) -> impl Iterator<Item = IngredientId> {
        self.list.iter().copied().filter(|it| self.count(*it).is_none())
    }

    /// The screen to go on with: the first that is not counted behind the last one that is, else the
    /// first that is not; none when all is.
    pub fn resumes_at(&self) -> Option<IngredientId> {
        let place = |it| self.list.iter().position(|listed| *listed == it);
        let latest = self.counts.iter().max_by_key(|count| (count.at, place(count.ingredient)));
        let behind = latest.and_then(|count| place(count.ingredient));
        self.left().find(|it| place(*it) > behind).or_else(|| self.left().next())
    }

    /// The screen after one, and the one before it: an inventory is leafed through both ways.
    pub fn neighbours(
        &self,
        ingredient: IngredientId,
    ) -> (Option<IngredientId>, Option<IngredientId>) {
        let Some(place) = self.list.iter().position(|it| *it == ingredient) else {
            return (None, None);
        };
        let before = place.checked_sub(1).and_then(|place| self.list.get(place));
        (before.copied(), self.list.get(place + 1).copied())
    }

    /// What it writes. `as_of` says what the book has as of the moment of a count; nothing where somebody
    /// looked later. `partly`: the person knows that some are not counted; they stay as they are.
    ///
    /// # Errors
    /// It is over, nothing is counted, or some are not and nobody said that this is meant.
    pub fn written(
        &self,
        as_of: impl Fn(&Count) -> Option<i64>,
        partly: bool,
    ) -> Result<Written, InventoryRefused> {
        if self.state != InventoryState::UnderWay {
            return Err(InventoryRefused::Over);
        }
        if self.counts.is_empty() {
            return Err(InventoryRefused::NothingCounted);
        }
        let left = self.left().count();
        if left > 0 && !partly {
            return Err(InventoryRefused::Incomplete { left });
        }
        let mut written = Written::default();
        for count in &self.counts {
            match as_of(count).map(|theoretical| count.counted - theoretical) {
                None => written.overruled.push(count.ingredient),
                Some(0) => {}
                Some(difference) => {
                    written.differences.insert(count.ingredient, difference);
                }
            }
        }
        Ok(written)
    }
}

/// Whether a count is so far from the book that a digit or a unit may have slipped: eight times as
/// much, or an eighth. The screen asks once more; it is taken all the same.
pub fn is_doubtful(counted: i64, theoretical: i64) -> bool {
    let (less, more) = (counted.min(theoretical), counted.max(theoretical));
    less > 0 && more / 8 >= less
}

#[cfg(test)]
mod tests;
