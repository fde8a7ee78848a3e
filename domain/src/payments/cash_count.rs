//! A drawer counted by notes and coins.

use super::refused::CashRefused;
use crate::language::{Language, Spoken, either};
use crate::money::Cents;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The most pieces of one kind that a drawer holds; more is a slip of the finger.
pub const PIECES_MAX: u32 = 9_999;

/// A euro note or coin: its value in cents, one of [`Denomination::ALL`].
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(try_from = "u32", into = "u32")]
pub struct Denomination(u32);

impl Denomination {
    /// Every one that is legal tender, largest first: notes of 500 to 5 €, coins of 2 € to 1 cent.
    /// The 500 € note is issued no more, and still has to be counted.
    pub const ALL: [Denomination; 15] = [
        Denomination(50_000),
        Denomination(20_000),
        Denomination(10_000),
        Denomination(5_000),
        Denomination(2_000),
        Denomination(1_000),
        Denomination(500),
        Denomination(200),
        Denomination(100),
        Denomination(50),
        Denomination(20),
        Denomination(10),
        Denomination(5),
        Denomination(2),
        Denomination(1),
    ];

    /// The one of that value in cents.
    pub fn of(cents: u32) -> Option<Denomination> {
        Denomination::ALL.into_iter().find(|it| it.0 == cents)
    }

    /// Its value in cents.
    pub fn cents(self) -> u32 {
        self.0
    }

    /// Whether it is of paper.
    pub fn is_note(self) -> bool {
        self.0 >= 500
    }
}

impl From<Denomination> for u32 {
    fn from(denomination: Denomination) -> u32 {
        denomination.0
    }
}

impl TryFrom<u32> for Denomination {
    type Error = String;

    fn try_from(cents: u32) -> Result<Denomination, String> {
        Denomination::of(cents).ok_or_else(|| format!("no euro note or coin of {cents} cents"))
    }
}

impl Spoken for Denomination {
    /// `20 €`, `50 c`.
    fn say(&self, language: Language) -> String {
        let (euros, cents) = (self.0 / 100, self.0);
        if euros == 0 {
            return either(language, format!("{cents}\u{a0}c"), format!("{cents}c"));
        }
        either(language, format!("{euros}\u{a0}€"), format!("€{euros}"))
    }
}

/// How many of each lie in the drawer; what is not named is not there.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct CashCount {
    /// Pieces of each kind.
    pub pieces: BTreeMap<Denomination, u32>,
}

impl CashCount {
    /// What it comes to.
    ///
    /// # Errors
    /// When more than [`PIECES_MAX`] of one kind are there.
    pub fn total(&self) -> Result<Cents, CashRefused> {
        match self.pieces.iter().rev().find(|(_, pieces)| **pieces > PIECES_MAX) {
            Some((of, _)) => Err(CashRefused::Pieces { of: *of }),
            None => Ok(self.pieces.iter().map(|(of, pieces)| Cents(of.0.into()) * *pieces).sum()),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn count(pieces: &[(u32, u32)]) -> CashCount {
        let of = |cents| Denomination::of(cents).expect("a note or coin");
        CashCount { pieces: pieces.iter().map(|(cents, pieces)| (of(*cents), *pieces)).collect() }
    }

    #[test]
    fn drawers_add_up() {
        let pieces = |cents| Err(CashRefused::Pieces { of: Denomination(cents) });
        for (counted, expected) in [
            (&[][..], Ok(Cents(0))),
            (&[(1, 3)], Ok(Cents(3))),
            (&[(2000, 4), (1000, 3), (200, 7), (50, 1), (2, 1)], Ok(Cents(12_452))),
            (&[(500, 0)], Ok(Cents(0))),
            (&[(50_000, 9_999), (1, 9_999)], Ok(Cents(499_959_999))),
            (&[(50_000, 10_000)], pieces(50_000)),
            (&[(1, u32::MAX), (500, u32::MAX)], pieces(500)),
        ] {
            assert_eq!(count(counted).total(), expected, "{counted:?}");
        }
    }

    #[test]
    fn every_note_and_coin_of_the_euro_and_no_other() {
        let values = Denomination::ALL.map(Denomination::cents);
        assert_eq!(
            values,
            [50_000, 20_000, 10_000, 5000, 2000, 1000, 500, 200, 100, 50, 20, 10, 5, 2, 1]
        );
        assert_eq!(Denomination::ALL.into_iter().filter(|it| it.is_note()).count(), 7);
        for none in [0, 3, 25, 300, 100_000, u32::MAX] {
            assert_eq!(Denomination::of(none), None, "{none}");
        }
    }

    #[test]
    fn they_are_called_as_people_call_them() {
        for (cents, fr, en) in
            [(2000, "20\u{a0}€", "€20"), (200, "2\u{a0}€", "€2"), (50, "50\u{a0}c", "50c")]
        {
            let of = Denomination::of(cents).expect("one");
            assert_eq!((of.say(Language::Fr), of.say(Language::En)), (fr.into(), en.into()));
        }
    }

    #[test]
    fn a_count_travels_by_values_and_none_that_is_not_there_gets_in()
    -> Result<(), serde_json::Error> {
        let counted = count(&[(2000, 4), (5, 2)]);
        let sent = serde_json::to_string(&counted)?;
        assert_eq!(sent, r#"{"pieces":{"5":2,"2000":4}}"#);
        assert_eq!(serde_json::from_str::<CashCount>(&sent)?, counted);
        for bad in [r#"{"pieces":{"300":1}}"#, r#"{"pieces":{"5":-1}}"#, r#"{"pieces":{"x":1}}"#] {
            assert!(serde_json::from_str::<CashCount>(bad).is_err(), "{bad}");
        }
        Ok(())
    }

    proptest! {
        #[test]
        fn what_is_laid_down_is_counted(amount in 0u32..2_000_000) {
            let mut left = amount;
            let mut counted = CashCount::default();
            for of in Denomination::ALL {
                counted.pieces.insert(of, left / of.cents());
                left %= of.cents();
            }
            prop_assert_eq!(counted.total(), Ok(Cents(amount.into())));
        }
    }
}
