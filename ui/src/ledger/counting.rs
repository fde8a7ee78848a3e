//! What is typed at the till, and what it comes to: amounts, and a drawer counted by pieces.

use crate::catalogue::{say, say_with};
use domain::payments::{AMOUNT_MAX, CashCount, Denomination, PIECES_MAX};
use domain::{Cents, Language};
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The form that opens the drawer's session.
pub const SESSION: &str = "session";
/// The form that puts cash in or takes it out.
pub const MOVE: &str = "move";
/// The form that opens the drawer without a sale.
pub const DRAWER: &str = "drawer";
/// The form that closes the day.
pub const CLOSE: &str = "close";

/// What is typed at the till, form by form.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Typed {
    /// What lies in the drawer at its opening.
    pub float: String,
    /// What is put in or taken out.
    pub amount: String,
    /// Why.
    pub reason: String,
    /// Pieces counted, by their value in cents.
    pub pieces: BTreeMap<u32, String>,
}

impl Typed {
    /// A form has done what it was to do.
    pub fn clear(&mut self, form: &str) {
        match form {
            SESSION => self.float.clear(),
            MOVE => (self.amount, self.reason) = Default::default(),
            DRAWER => self.reason.clear(),
            CLOSE => self.pieces.clear(),
            _ => {}
        }
    }
}

/// An amount that can be meant: from `least` to the most there is.
pub fn meant(typed: &str, least: Cents) -> Option<Cents> {
    Cents::typed(typed).filter(|it| (least..=AMOUNT_MAX).contains(it))
}

/// How many pieces are typed; an empty field is none of them.
pub fn pieces(typed: &str) -> Option<u32> {
    let typed = typed.trim();
    if typed.is_empty() {
        return Some(0);
    }
    let figures = typed.len() <= 4 && typed.bytes().all(|it| it.is_ascii_digit());
    figures.then(|| typed.parse().ok())?.filter(|it| *it <= PIECES_MAX)
}

/// One more or one fewer, as it is typed; what is no number begins anew.
pub fn stepped(typed: &str, more: bool) -> String {
    let now = pieces(typed).unwrap_or_default();
    match if more { (now + 1).min(PIECES_MAX) } else { now.saturating_sub(1) } {
        0 => String::new(),
        next => next.to_string(),
    }
}

/// The drawer as it is typed; none while one of the fields holds no number.
pub fn count(typed: &BTreeMap<u32, String>) -> Option<CashCount> {
    let mut counted = CashCount::default();
    for (cents, typed) in typed {
        match pieces(typed)? {
            0 => {}
            pieces => drop(counted.pieces.insert(Denomination::of(*cents)?, pieces)),
        }
    }
    Some(counted)
}

/// What is typed so far comes to; a field that holds no number counts for nothing.
pub fn total(typed: &BTreeMap<u32, String>) -> Cents {
    let of = |(cents, typed): (&u32, &String)| Cents((*cents).into()) * pieces(typed).unwrap_or(0);
    typed.iter().map(of).sum()
}

/// An amount with its sign, also above zero.
pub fn signed(amount: Cents, language: Language) -> String {
    let plus = if amount > Cents::ZERO { "+" } else { "" };
    format!("{plus}{}", amount.show(language))
}

/// What a difference means, in words.
pub fn difference(amount: Cents, language: Language) -> String {
    let values = [("amount", Cents(amount.0.abs()).show(language).into())];
    match amount.0 {
        0 => say(language, "till-even"),
        ..0 => say_with(language, "till-missing", &values),
        _ => say_with(language, "till-over", &values),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn typed(pieces: &[(u32, &str)]) -> BTreeMap<u32, String> {
        pieces.iter().map(|(cents, typed)| (*cents, (*typed).to_owned())).collect()
    }

    #[test]
    fn a_drawer_as_it_is_typed() {
        for (pieces, sum, whole) in [
            (&[][..], 0, true),
            (&[(2000, "4"), (1000, " 3 "), (200, "7"), (50, "1"), (2, "1")], 12_452, true),
            (&[(2000, ""), (500, "0")], 0, true),
            (&[(2000, "1"), (500, "x")], 2000, false),
            (&[(2000, "1"), (500, "-1")], 2000, false),
            (&[(1, "9999")], 9999, true),
            (&[(1, "10000")], 0, false),
            (&[(1, "00001")], 0, false),
        ] {
            let typed = typed(pieces);
            assert_eq!(total(&typed), Cents(sum), "{pieces:?}");
            let counted = count(&typed);
            assert_eq!(counted.is_some(), whole, "{pieces:?}");
            // What is shown is what the backend will add up.
            if let Some(counted) = counted {
                assert_eq!(counted.total(), Ok(Cents(sum)));
            }
        }
        assert_eq!(count(&typed(&[(300, "1")])), None);
    }

    #[test]
    fn steps_stay_within_what_can_be_counted() {
        for (typed, more, expected) in [
            ("", true, "1"),
            ("", false, ""),
            ("1", false, ""),
            ("9", true, "10"),
            ("9999", true, "9999"),
            ("x", true, "1"),
        ] {
            assert_eq!(stepped(typed, more), expected, "{typed} {more}");
        }
    }

    #[test]
    fn a_difference_is_said_in_words_and_by_its_sign() {
        for (cents, words, sign) in [
            (0, "Compte juste", "0,00\u{a0}€"),
            (-300, "Il manque 3,00\u{a0}€", "\u{2212}3,00\u{a0}€"),
            (150, "1,50\u{a0}€ de trop", "+1,50\u{a0}€"),
        ] {
            let amount = Cents(cents);
            assert_eq!(difference(amount, Language::Fr), words);
            assert_eq!(signed(amount, Language::Fr), sign);
        }
    }

    #[test]
    fn amounts_that_can_be_meant() {
        for (typed, least, expected) in [
            ("0", 0, Some(0)),
            ("0", 1, None),
            ("150,00", 0, Some(15_000)),
            ("10000", 1, Some(1_000_000)),
            ("10000,01", 1, None),
            ("", 0, None),
        ] {
            assert_eq!(meant(typed, Cents(least)), expected.map(Cents), "{typed}");
        }
    }

    #[test]
    fn a_form_that_is_done_clears_its_own_fields_alone() {
        let full = Typed {
            float: "1".into(),
            amount: "2".into(),
            reason: "r".into(),
            pieces: typed(&[(1, "1")]),
        };
        for (form, expected) in [
            (SESSION, Typed { float: String::new(), ..full.clone() }),
            (MOVE, Typed { amount: String::new(), reason: String::new(), ..full.clone() }),
            (DRAWER, Typed { reason: String::new(), ..full.clone() }),
            (CLOSE, Typed { pieces: BTreeMap::new(), ..full.clone() }),
            ("reprint-sales-1", full.clone()),
        ] {
            let mut typed = full.clone();
            typed.clear(form);
            assert_eq!(typed, expected, "{form}");
        }
    }
}
