//! What is asked to be given back, as it is chosen and typed.

use crate::settle::amount::{amount, as_typed};
use domain::Cents;
use domain::ledger::{Account, Back, GoingBack, LineLeft};
use domain::orders::{GivingBackRefused, RefundOrder};
use domain::payments::{RefundRules, needs_manager};
use std::collections::BTreeMap;

/// What goes back.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Asking {
    /// A part of the price, and not lines.
    pub by_amount: bool,
    /// How many of which line, by its number.
    pub lines: BTreeMap<u32, u32>,
    /// The part of the price, as it is typed.
    pub typed: String,
}

impl Asking {
    /// As it was asked by a command.
    pub fn of(sent: &RefundOrder) -> Asking {
        match &sent.back {
            Back::Amount(amount) => {
                Asking { by_amount: true, typed: as_typed(*amount), ..Asking::default() }
            }
            Back::Lines(lines) => {
                Asking { lines: lines.iter().copied().collect(), ..Asking::default() }
            }
        }
    }

    /// The same by the other way.
    pub fn by(&self, by_amount: bool) -> Asking {
        Asking { by_amount, ..self.clone() }
    }

    /// How many of a line go back.
    pub fn many(&self, line: &LineLeft) -> u32 {
        self.lines.get(&line.number).copied().unwrap_or(0).min(line.quantity)
    }

    /// With one more of a line, or one less.
    pub fn step(&self, line: &LineLeft, more: bool) -> Asking {
        let now = self.many(line);
        let many = if more { (now + 1).min(line.quantity) } else { now.saturating_sub(1) };
        let mut lines = self.lines.clone();
        lines.insert(line.number, many);
        Asking { lines, ..self.clone() }
    }

    /// What is asked; none: nothing yet, or no amount.
    pub fn back(&self) -> Option<Back> {
        if self.by_amount {
            return amount(&self.typed).map(Back::Amount);
        }
        let some = self.lines.iter().filter(|(_, many)| **many > 0);
        let lines: Vec<_> = some.map(|(number, many)| (*number, *many)).collect();
        (!lines.is_empty()).then_some(Back::Lines(lines))
    }

    /// What comes of it; none while nothing is asked.
    pub fn weighed(&self, account: &Account) -> Option<Result<GoingBack, GivingBackRefused>> {
        self.back().map(|back| account.going_back(&back))
    }
}

/// Whether a manager has to consent, who is not at this window.
pub fn wants_manager(
    account: &Account,
    amount: Cents,
    rules: &RefundRules,
    is_manager: bool,
) -> bool {
    !is_manager && needs_manager(account.refunded + amount, rules.alone_max)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn line(number: u32, quantity: u32) -> LineLeft {
        LineLeft { number, label: "Reine".to_owned(), quantity, gross: Cents(800) }
    }

    #[test]
    fn no_more_of_a_line_goes_back_than_is_left() {
        let (two, one) = (line(1, 2), line(3, 1));
        let mut asking = Asking::default();
        for (of, more, expected) in [
            (&two, false, None),
            (&two, true, Some(vec![(1, 1)])),
            (&two, true, Some(vec![(1, 2)])),
            (&two, true, Some(vec![(1, 2)])),
            (&one, true, Some(vec![(1, 2), (3, 1)])),
            (&two, false, Some(vec![(1, 1), (3, 1)])),
            (&one, false, Some(vec![(1, 1)])),
        ] {
            asking = asking.step(of, more);
            assert_eq!(asking.back(), expected.map(Back::Lines));
        }
        // Somebody else gave one back meanwhile.
        assert_eq!(asking.many(&line(1, 0)), 0);
    }

    #[test]
    fn an_amount_as_it_is_typed() {
        for (typed, expected) in
            [("", None), ("8", Some(800)), ("8,50 €", Some(850)), ("x", None), ("0", Some(0))]
        {
            let asking = Asking { typed: typed.to_owned(), ..Asking::default().by(true) };
            assert_eq!(asking.back(), expected.map(|cents| Back::Amount(Cents(cents))), "{typed}");
            // What was typed waits behind the lines.
            assert_eq!(asking.by(false).back(), None);
        }
    }

    #[test]
    fn what_is_in_doubt_is_shown_as_it_was_asked() {
        let sent = |back: Back| RefundOrder {
            command: domain::CommandId(uuid::Uuid::from_u128(1)),
            order: domain::orders::OrderId(uuid::Uuid::from_u128(2)),
            paid: Cents(2000),
            back,
            reason: "froide".to_owned(),
            approval: None,
        };
        for back in [Back::Amount(Cents(1250)), Back::Lines(vec![(1, 1), (4, 2)])] {
            assert_eq!(Asking::of(&sent(back.clone())).back(), Some(back));
        }
    }
}
