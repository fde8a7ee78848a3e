//! The money of a run: what a driver leaves with, and what he has to bring back.

use crate::money::Cents;
use serde::{Deserialize, Serialize};

/// The most a driver leaves with: more is a slip of the finger.
pub const FLOAT_MAX: Cents = Cents(50_000);
/// The most that is counted when he is back.
pub const COUNTED_MAX: Cents = Cents(1_000_000);

/// The cash of a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct RunCash {
    /// What he left with.
    pub float: Cents,
    /// What was taken in cash for its orders since they left, less what went back to customers.
    pub taken: Cents,
}

impl RunCash {
    /// The cash of a run whose orders were paid so, each since it left.
    pub fn of(float: Cents, cash_of_stops: impl IntoIterator<Item = Cents>) -> RunCash {
        RunCash { float, taken: cash_of_stops.into_iter().sum() }
    }

    /// What he has to bring back.
    pub fn owed(self) -> Cents {
        self.float + self.taken
    }

    /// How much more he brings than he has to; less below zero.
    pub fn difference(self, counted: Cents) -> Cents {
        counted - self.owed()
    }

    /// What is put into the drawer when he is back, besides the payments that are booked there already; below
    /// zero it is taken out. With it, the drawer's book moved by what was really laid into it.
    pub fn into_drawer(self, counted: Cents) -> Cents {
        counted - self.taken
    }
}
