//! What the book had at a moment, however late it hears of it: a terminal without its server goes on, and
//! what it did comes hours later, dated as it was done.
//!
//! What is seen (an inventory, a rupture, a correction) is compared with the book as of then. A movement
//! that comes later and is dated before was seen on the shelf: who looked first since is put right by as
//! much. The statements say the same.

use chrono::{DateTime, Utc};

/// One ingredient's book in one shop, as it is reckoned with; quantities in its unit.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reckoning {
    moved: Vec<(DateTime<Utc>, i64)>,
    seen: Vec<DateTime<Utc>>,
}

impl Reckoning {
    /// What is on hand: all that ever moved.
    pub fn on_hand(&self) -> i64 {
        self.moved.iter().map(|it| it.1).sum()
    }

    /// What the book has on hand as of a moment: all that is dated by then.
    pub fn theoretical(&self, at: DateTime<Utc>) -> i64 {
        self.moved.iter().filter(|it| it.0 <= at).map(|it| it.1).sum()
    }

    /// Whether somebody looked later than that: what was seen then has no say any more.
    pub fn is_overruled(&self, at: DateTime<Utc>) -> bool {
        self.seen.iter().any(|it| *it > at)
    }

    /// Books what moved at a moment, which may be a while ago.
    pub fn moves(&mut self, at: DateTime<Utc>, quantity: i64) {
        let since = self.seen.iter().copied().filter(|it| *it > at).min();
        self.moved.push((at, quantity));
        self.moved.extend(since.map(|seen| (seen, -quantity)));
    }

    /// Brings the book to what was seen at a moment, which may be a while ago; the difference. None where
    /// somebody looked later.
    pub fn sees(&mut self, at: DateTime<Utc>, seen: i64) -> Option<i64> {
        if self.is_overruled(at) {
            return None;
        }
        let difference = seen - self.theoretical(at);
        self.moved.extend((difference != 0).then_some((at, difference)));
        self.seen.push(at);
        Some(difference)
    }
}

#[cfg(test)]
mod tests;
