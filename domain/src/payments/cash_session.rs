//! What lies in a register's drawer, from its opening to its close.

use super::cash_count::CashCount;
use super::refused::CashRefused;
use super::{AMOUNT_MAX, reason};
use crate::money::Cents;
use serde::{Deserialize, Serialize};

/// Cash that comes into the drawer or leaves it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum CashMovement {
    /// Put in, apart from sales: change from the bank.
    In {
        /// How much; above zero.
        amount: Cents,
        /// Why.
        reason: String,
    },
    /// Taken out, apart from refunds: bread bought, notes to the safe.
    Out {
        /// How much; above zero.
        amount: Cents,
        /// Why.
        reason: String,
    },
    /// Taken for an order: what counted, without the change.
    Sale {
        /// How much; above zero.
        amount: Cents,
    },
    /// Given back for an order. Its reason stands with the refund.
    Refund {
        /// How much; above zero.
        amount: Cents,
    },
}

impl CashMovement {
    /// How much moves.
    pub fn amount(&self) -> Cents {
        match self {
            CashMovement::In { amount, .. }
            | CashMovement::Out { amount, .. }
            | CashMovement::Sale { amount }
            | CashMovement::Refund { amount } => *amount,
        }
    }

    /// It with its reason trimmed, to be stored.
    ///
    /// # Errors
    /// When the amount cannot be meant, or the reason is none.
    pub fn checked(self) -> Result<CashMovement, CashRefused> {
        let amount = self.amount();
        if amount <= Cents::ZERO || amount > AMOUNT_MAX {
            return Err(CashRefused::NotAnAmount);
        }
        Ok(match self {
            CashMovement::In { reason: typed, .. } => {
                CashMovement::In { amount, reason: reason(&typed)? }
            }
            CashMovement::Out { reason: typed, .. } => {
                CashMovement::Out { amount, reason: reason(&typed)? }
            }
            other => other,
        })
    }
}

/// How a drawer was found at its close.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CashClosed {
    /// What was counted.
    pub counted: Cents,
    /// Counted less expected: below zero, money is missing.
    pub difference: Cents,
}

/// A register's drawer: what came and went since it was opened. Read at any time it is the X.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CashSession {
    /// What lay in it at its opening.
    pub float: Cents,
    /// Put in, apart from sales.
    pub put_in: Cents,
    /// Taken out, apart from refunds.
    pub taken_out: Cents,
    /// Taken for orders.
    pub sales: Cents,
    /// Given back for orders.
    pub refunds: Cents,
    /// None while it is open.
    pub closed: Option<CashClosed>,
}

impl CashSession {
    /// Opens a register's drawer with its float; `last` is its session before, if it had one.
    ///
    /// # Errors
    /// When that one is still open, or the float cannot be meant.
    pub fn open(last: Option<&CashSession>, float: Cents) -> Result<CashSession, CashRefused> {
        if last.is_some_and(CashSession::is_open) {
            return Err(CashRefused::AlreadyOpen);
        }
        if float < Cents::ZERO || float > AMOUNT_MAX {
            return Err(CashRefused::NotAnAmount);
        }
        let (put_in, taken_out) = (Cents::ZERO, Cents::ZERO);
        let (sales, refunds) = (Cents::ZERO, Cents::ZERO);
        Ok(CashSession { float, put_in, taken_out, sales, refunds, closed: None })
    }

    /// Whether cash may move.
    pub fn is_open(&self) -> bool {
        self.closed.is_none()
    }

    /// What must lie in the drawer.
    pub fn expected(&self) -> Cents {
        self.float + self.put_in + self.sales - self.taken_out - self.refunds
    }

    /// The drawer after cash moved.
    ///
    /// # Errors
    /// When it is closed, holds less than what is to leave it, or the movement cannot be.
    pub fn after(&self, movement: &CashMovement) -> Result<CashSession, CashRefused> {
        if !self.is_open() {
            return Err(CashRefused::NotOpen);
        }
        let movement = movement.clone().checked()?;
        let (amount, mut after) = (movement.amount(), *self);
        match movement {
            CashMovement::In { .. } => after.put_in += amount,
            CashMovement::Out { .. } => after.taken_out += amount,
            CashMovement::Sale { .. } => after.sales += amount,
            CashMovement::Refund { .. } => after.refunds += amount,
        }
        if after.expected() < Cents::ZERO {
            return Err(CashRefused::NotInDrawer { expected: self.expected() });
        }
        Ok(after)
    }

    /// The drawer closed as it was counted; a count that differs is no reason not to close.
    ///
    /// # Errors
    /// When it is closed, was not counted, or the count cannot be.
    pub fn close(&self, counted: Option<&CashCount>) -> Result<CashSession, CashRefused> {
        if !self.is_open() {
            return Err(CashRefused::NotOpen);
        }
        let counted = counted.ok_or(CashRefused::NotCounted)?.total()?;
        let difference = counted - self.expected();
        Ok(CashSession { closed: Some(CashClosed { counted, difference }), ..*self })
    }
}

#[cfg(test)]
mod tests {
    use super::super::{Denomination, ReasonRefused};
    use super::*;
    use crate::text::TextRefused;
    use proptest::prelude::*;

    fn put_in(amount: i64, reason: &str) -> CashMovement {
        CashMovement::In { amount: Cents(amount), reason: reason.to_owned() }
    }

    fn out(amount: i64, reason: &str) -> CashMovement {
        CashMovement::Out { amount: Cents(amount), reason: reason.to_owned() }
    }

    fn sale(amount: i64) -> CashMovement {
        CashMovement::Sale { amount: Cents(amount) }
    }

    fn back(amount: i64) -> CashMovement {
        CashMovement::Refund { amount: Cents(amount) }
    }

    fn opened(float: i64) -> CashSession {
        CashSession::open(None, Cents(float)).expect("opened")
    }

    fn counted(cents: u32, pieces: u32) -> CashCount {
        let of = Denomination::of(cents).expect("a note or coin");
        CashCount { pieces: [(of, pieces)].into() }
    }

    #[test]
    fn an_evening_at_the_till() -> Result<(), CashRefused> {
        let mut session = opened(15_000);
        for (movement, expected) in [
            (sale(2350), 17_350),
            (sale(1200), 18_550),
            (out(450, "pain"), 18_100),
            (back(1200), 16_900),
            (put_in(5000, " monnaie "), 21_900),
            (out(20_000, "coffre"), 1900),
        ] {
            session = session.after(&movement)?;
            assert_eq!(session.expected(), Cents(expected), "{movement:?}");
        }
        let closed = session.close(Some(&counted(500, 3)))?;
        let found = CashClosed { counted: Cents(1500), difference: Cents(-400) };
        assert_eq!(closed.closed, Some(found));
        assert_eq!((closed.sales, closed.refunds), (Cents(3550), Cents(1200)));
        assert_eq!((closed.put_in, closed.taken_out), (Cents(5000), Cents(20_450)));
        let next = CashSession::open(Some(&closed), Cents(1500))?;
        assert_eq!((next.expected(), next.is_open()), (Cents(1500), true));
        Ok(())
    }

    #[test]
    fn what_cannot_move() {
        let none = CashRefused::Reason(ReasonRefused::None);
        let long =
            ReasonRefused::Text(TextRefused::TooLong { field: "reason", characters_max: 80 });
        let lacks = CashRefused::NotInDrawer { expected: Cents(1000) };
        let session = opened(1000);
        for (movement, refused) in [
            (put_in(0, "x"), CashRefused::NotAnAmount),
            (put_in(-1, "x"), CashRefused::NotAnAmount),
            (put_in(1_000_001, "x"), CashRefused::NotAnAmount),
            (put_in(i64::MAX, "x"), CashRefused::NotAnAmount),
            (sale(0), CashRefused::NotAnAmount),
            (sale(-5), CashRefused::NotAnAmount),
            (back(i64::MIN), CashRefused::NotAnAmount),
            (put_in(5, " "), none.clone()),
            (out(5, ""), none),
            (out(5, &"x".repeat(81)), CashRefused::Reason(long)),
            (out(1001, "x"), lacks.clone()),
            (back(1001), lacks),
        ] {
            assert_eq!(session.after(&movement), Err(refused), "{movement:?}");
        }
        assert_eq!(session.after(&out(1000, "x")).map(|it| it.expected()), Ok(Cents::ZERO));
    }

    #[test]
    fn a_drawer_is_opened_and_closed_in_turn() {
        let open = opened(0);
        let closed = open.close(Some(&CashCount::default())).expect("an empty drawer is counted");
        assert_eq!(CashSession::open(Some(&open), Cents(0)), Err(CashRefused::AlreadyOpen));
        for float in [-1, 1_000_001, i64::MAX, i64::MIN] {
            assert_eq!(CashSession::open(None, Cents(float)), Err(CashRefused::NotAnAmount));
        }
        assert_eq!(open.close(None), Err(CashRefused::NotCounted));
        let many = Err(CashRefused::Pieces { of: Denomination::ALL[0] });
        assert_eq!(open.close(Some(&counted(50_000, 10_000))), many);
        assert_eq!(closed.close(Some(&CashCount::default())), Err(CashRefused::NotOpen));
        assert_eq!(closed.after(&sale(5)), Err(CashRefused::NotOpen));
    }

    #[test]
    fn a_reason_is_stored_trimmed() {
        assert_eq!(out(5, "  pain ").checked(), Ok(out(5, "pain")));
    }

    proptest! {
        /// Whatever moves, the drawer holds what came less what went, and never less than nothing.
        #[test]
        fn the_drawer_adds_up(float in 0i64..50_000, moves in proptest::collection::vec((0u8..4, -100i64..30_000), 0..40), pieces in 0u32..500) {
            let (mut session, mut holds) = (opened(float), float);
            for (kind, amount) in moves {
                let (movement, by) = match kind {
                    0 => (put_in(amount, "x"), amount),
                    1 => (out(amount, "x"), -amount),
                    2 => (sale(amount), amount),
                    _ => (back(amount), -amount),
                };
                let after = session.after(&movement);
                prop_assert_eq!(after.is_ok(), amount > 0 && holds + by >= 0);
                if let Ok(after) = after {
                    (session, holds) = (after, holds + by);
                }
                prop_assert_eq!(session.expected(), Cents(holds));
            }
            let closed = session.close(Some(&counted(200, pieces))).expect("closed");
            let found = closed.closed.expect("counted");
            prop_assert_eq!(found.counted, Cents(200 * i64::from(pieces)));
            prop_assert_eq!(found.counted - found.difference, Cents(holds));
        }
    }
}
