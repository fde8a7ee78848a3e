//! Inventories as an office looks back on them: who counted what when, what differed from the book, and what
//! that is worth where the cost is known.

use super::{Count, InventoryId, InventoryState, UnitCost};
use crate::failure::Refusal;
use crate::language::{Language, Spoken, either};
use crate::menu::{IngredientId, Unit};
use crate::money::Cents;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// So many inventories are listed at once.
pub const INVENTORIES_PAGE: usize = 20;

/// The inventories of a shop, newest first, whatever became of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListInventories {
    /// The shop's code.
    pub shop: String,
    /// Older ones than this: the last of the page before.
    pub before: Option<InventoryId>,
}

/// A page of inventories.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Inventories {
    /// The newest first, at most [`INVENTORIES_PAGE`].
    pub inventories: Vec<InventoryLine>,
    /// Whether there are older ones.
    pub earlier: bool,
}

/// One inventory of a shop, line by line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadPastInventory {
    /// The shop's code.
    pub shop: String,
    /// Which.
    pub inventory: InventoryId,
}

/// What differed in an inventory, altogether.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Differences {
    /// Of so many ingredients the book had too much.
    pub missing: u32,
    /// Of so many it had too little.
    pub over: u32,
    /// What those of a known cost are worth together, below zero what is missing; the sum of what the lines
    /// show.
    pub value: Cents,
    /// Of so many that differ the cost is not known.
    pub unknown: u32,
}

/// An inventory in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct InventoryLine {
    /// Its key.
    pub id: InventoryId,
    /// What became of it.
    pub state: InventoryState,
    /// When it began.
    pub began_at: DateTime<Utc>,
    /// Who began it, by first name.
    pub began_by: String,
    /// When it was written or given up.
    pub ended_at: Option<DateTime<Utc>>,
    /// Who did.
    pub ended_by: Option<String>,
    /// How many are counted.
    pub counted: u32,
    /// How many there were to count.
    pub listed: u32,
    /// What differed.
    pub differences: Differences,
}

/// What became of one count.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CountFate {
    /// The book was right.
    Right,
    /// The difference is in the book.
    Written,
    /// Somebody counted or corrected it later, and before the inventory was written: that stands.
    Overruled,
    /// The inventory is not written.
    Waiting,
}

/// One ingredient of a past inventory.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastCount {
    /// What was seen, beside what the book had.
    pub count: Count,
    /// Its name.
    pub name: String,
    /// Its unit.
    pub unit: Unit,
    /// What one unit of it cost at the last receipt before the end that had a price.
    pub cost: Option<UnitCost>,
    /// Whether the difference was written.
    pub written: bool,
}

impl PastCount {
    /// What the difference is worth, below zero what is missing; none where the cost is not known.
    pub fn value(&self) -> Option<Cents> {
        self.cost.map(|cost| cost.times(self.count.difference()))
    }
}

/// An inventory, line by line.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PastInventory {
    /// Its key.
    pub id: InventoryId,
    /// What became of it.
    pub state: InventoryState,
    /// When it began.
    pub began_at: DateTime<Utc>,
    /// Who began it, by first name.
    pub began_by: String,
    /// When it was written or given up.
    pub ended_at: Option<DateTime<Utc>>,
    /// Who did.
    pub ended_by: Option<String>,
    /// What is counted, by name.
    pub counts: Vec<PastCount>,
    /// What was to be counted and is not, by name.
    pub uncounted: Vec<(IngredientId, String)>,
}

impl PastInventory {
    /// What became of one of its counts.
    pub fn fate(&self, of: &PastCount) -> CountFate {
        match self.state {
            _ if of.count.difference() == 0 => CountFate::Right,
            InventoryState::Saved if of.written => CountFate::Written,
            InventoryState::Saved => CountFate::Overruled,
            InventoryState::UnderWay | InventoryState::GivenUp => CountFate::Waiting,
        }
    }

    /// What differed; what somebody else counted or corrected meanwhile is no difference of this inventory.
    pub fn differences(&self) -> Differences {
        let mut found = Differences::default();
        let counts =
            |it: &&PastCount| matches!(self.fate(it), CountFate::Written | CountFate::Waiting);
        for count in self.counts.iter().filter(counts) {
            match count.count.difference() {
                less if less < 0 => found.missing += 1,
                _ => found.over += 1,
            }
            match count.value() {
                Some(value) => found.value += value,
                None => found.unknown += 1,
            }
        }
        found
    }

    /// Its line in a list.
    pub fn line(&self) -> InventoryLine {
        let many = |it: usize| u32::try_from(it).unwrap_or(u32::MAX);
        InventoryLine {
            id: self.id,
            state: self.state,
            began_at: self.began_at,
            began_by: self.began_by.clone(),
            ended_at: self.ended_at,
            ended_by: self.ended_by.clone(),
            counted: many(self.counts.len()),
            listed: many(self.counts.len() + self.uncounted.len()),
            differences: self.differences(),
        }
    }
}

/// The shop has no such inventory.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct NoInventory;

impl Spoken for NoInventory {
    fn say(&self, language: Language) -> String {
        either(language, "Ce magasin n’a pas cet inventaire.", "This shop has no such inventory.")
    }
}

impl Refusal for NoInventory {}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn count(counted: i64, theoretical: i64, cost: Option<i64>, written: bool) -> PastCount {
        PastCount {
            count: Count {
                ingredient: IngredientId(counted),
                counted,
                theoretical,
                at: DateTime::UNIX_EPOCH,
                by: "Marco".to_owned(),
            },
            name: "fromage".to_owned(),
            unit: Unit::G,
            cost: cost.map(UnitCost),
            written,
        }
    }

    fn inventory(state: InventoryState, counts: Vec<PastCount>) -> PastInventory {
        PastInventory {
            id: InventoryId(Uuid::nil()),
            state,
            began_at: DateTime::UNIX_EPOCH,
            began_by: "Marco".to_owned(),
            ended_at: None,
            ended_by: None,
            counts,
            uncounted: vec![(IngredientId(9), "origan".to_owned())],
        }
    }

    #[test]
    fn differences_are_worth_what_the_goods_cost() {
        // A cent a gram; half a cent; not known.
        let cent = UnitCost::A_CENT;
        let counts = vec![
            count(900, 1000, Some(cent), true),
            count(1501, 1500, Some(cent / 2), true),
            count(10, 40, None, true),
            count(500, 500, Some(cent), false),
            count(1, 700, Some(cent), false),
        ];
        let past = inventory(InventoryState::Saved, counts.clone());
        let fates: Vec<_> = past.counts.iter().map(|it| past.fate(it)).collect();
        use CountFate::{Overruled, Right, Waiting, Written};
        assert_eq!(fates, [Written, Written, Written, Right, Overruled]);
        let expected = Differences { missing: 2, over: 1, value: Cents(-99), unknown: 1 };
        assert_eq!(past.differences(), expected);
        let line = past.line();
        assert_eq!((line.counted, line.listed, line.differences), (5, 6, expected));
        // Not written yet, all of it waits.
        let open = inventory(InventoryState::UnderWay, counts);
        assert_eq!(open.fate(&open.counts[4]), Waiting);
        assert_eq!(open.differences().missing, 3);
    }
}
