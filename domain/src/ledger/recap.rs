//! A shop's recap: its registers' closings of a period together, and the registers that are missing.

use super::{Closing, Figures, Period, RegisterCode, Unpaid};
use crate::money::Cents;
use serde::{Deserialize, Serialize};
use std::collections::{BTreeMap, BTreeSet};

/// What a shop's day, month or year came to.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Recap {
    /// Of when.
    pub period: Period,
    /// The sum of its registers; numbers are a register's own, so there are none here.
    pub figures: Figures,
    /// Advances outstanding.
    pub advances: Cents,
    /// Orders carried over, each once.
    pub unpaid: Vec<Unpaid>,
    /// The sum of the perpetual totals.
    pub perpetual: Cents,
    /// The sum of the perpetual totals without signs.
    pub perpetual_absolute: Cents,
    /// Cash counted less cash that should be there, of the registers that counted.
    pub cash_difference: Option<Cents>,
    /// The registers in it.
    pub registers: Vec<RegisterCode>,
    /// Those that have not closed the period.
    pub missing: Vec<RegisterCode>,
    /// Those of them that a manager declared lost.
    pub lost: Vec<RegisterCode>,
}

impl Recap {
    /// Adds the closings of a period. `expected` are the shop's registers that were in use in it,
    /// `lost` those that a manager declared lost.
    pub fn of<'a>(
        period: Period,
        expected: &[RegisterCode],
        lost: &[RegisterCode],
        closings: impl IntoIterator<Item = (&'a RegisterCode, &'a Closing)>,
    ) -> Recap {
        let closed: BTreeMap<_, _> =
            closings.into_iter().filter(|(_, closing)| closing.period == period).collect();
        let mut figures = Figures::default();
        let mut unpaid: Vec<Unpaid> = Vec::new();
        for closing in closed.values() {
            figures.plus(&closing.figures);
            for order in &closing.unpaid {
                if !unpaid.iter().any(|known| known.order == order.order) {
                    unpaid.push(order.clone());
                }
            }
        }
        (figures.first, figures.last) = (None, None);
        let sum = |of: fn(&Closing) -> Cents| closed.values().map(|closing| of(closing)).sum();
        let counted: Vec<Cents> = closed.values().filter_map(|it| it.cash_difference).collect();
        let absent: BTreeSet<_> = expected.iter().filter(|it| !closed.contains_key(it)).collect();
        let of_lost = |is: bool| absent.iter().filter(move |it| lost.contains(it) == is);
        Recap {
            period,
            figures,
            unpaid,
            advances: sum(|closing| closing.advances),
            perpetual: sum(|closing| closing.perpetual),
            perpetual_absolute: sum(|closing| closing.perpetual_absolute),
            cash_difference: (!counted.is_empty()).then(|| counted.into_iter().sum()),
            registers: closed.keys().map(|it| (*it).clone()).collect(),
            missing: of_lost(false).map(|it| (*it).clone()).collect(),
            lost: of_lost(true).map(|it| (*it).clone()).collect(),
        }
    }
}
