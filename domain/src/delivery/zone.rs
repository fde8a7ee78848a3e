//! Which shop brings an order (product.md, "Delivery"): the one with the shortest travel among those that
//! are open and able; beyond the group's maximum none does.

use super::Travel;
use crate::server::ShopChoice;
use serde::{Deserialize, Serialize};

/// A shop that delivers, and of which it is known how far the address is from there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Candidate {
    /// Which.
    pub shop: ShopChoice,
    /// Whether the order is taken there.
    pub is_here: bool,
    /// Whether somebody is there: by its hours, or since the order is taken there.
    pub is_open: bool,
    /// Whether it has what is ordered.
    pub is_able: bool,
    /// How long it would be on its way.
    pub travel: Travel,
}

/// A shop and how long it would be on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Brings {
    /// Which.
    pub shop: ShopChoice,
    /// Whether the order is taken there.
    pub is_here: bool,
    /// How long it would be on its way.
    pub travel: Travel,
}

/// Who brings an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Reference {
    /// This shop.
    Brought(Brings),
    /// None: the nearest one would be longer on its way than the group allows.
    TooFar {
        /// The nearest.
        nearest: Brings,
        /// The most that is allowed, in minutes.
        most: u32,
    },
    /// None: no shop that delivers is open.
    Nobody,
}

/// The shop of reference. Where none has what is ordered, that is not asked: placing says what is short,
/// and a manager may sell it all the same. Of two that are as near, the one where the order is taken.
pub fn shop_of_reference(candidates: &[Candidate], most: u32) -> Reference {
    let open = || candidates.iter().filter(|it| it.is_open);
    let within = |it: &&Candidate| it.travel.minutes <= most;
    let nearest = |among: &mut dyn Iterator<Item = &Candidate>| {
        let found = among.min_by_key(|it| (it.travel.minutes, !it.is_here, it.shop.code.clone()));
        found.map(|it| Brings { shop: it.shop.clone(), is_here: it.is_here, travel: it.travel })
    };
    let able = nearest(&mut open().filter(within).filter(|it| it.is_able));
    let found = able.or_else(|| nearest(&mut open()));
    match found {
        None => Reference::Nobody,
        Some(nearest) if nearest.travel.minutes > most => Reference::TooFar { nearest, most },
        Some(brings) => Reference::Brought(brings),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn shop(code: &str, minutes: u32, words: &str) -> Candidate {
        Candidate {
            shop: ShopChoice { code: code.to_owned(), name: code.to_owned() },
            is_here: words.contains("here"),
            is_open: !words.contains("closed"),
            is_able: !words.contains("lacks"),
            travel: Travel { minutes, is_estimate: false },
        }
    }

    fn said(reference: &Reference) -> String {
        match reference {
            Reference::Brought(it) => format!("{} {}", it.shop.code, it.travel.minutes),
            Reference::TooFar { nearest, most } => {
                format!("{} {} > {most}", nearest.shop.code, nearest.travel.minutes)
            }
            Reference::Nobody => "nobody".to_owned(),
        }
    }

    #[test]
    fn the_nearest_that_is_open_and_able() {
        for (candidates, expected) in [
            (vec![], "nobody"),
            (vec![shop("A", 3, "closed")], "nobody"),
            (vec![shop("A", 9, "here"), shop("B", 8, "")], "B 8"),
            (vec![shop("A", 8, "here"), shop("B", 8, "")], "A 8"),
            (vec![shop("B", 8, ""), shop("A", 8, "here")], "A 8"),
            (vec![shop("C", 8, ""), shop("B", 8, "")], "B 8"),
            (vec![shop("A", 9, "here"), shop("B", 2, "closed")], "A 9"),
            (vec![shop("A", 9, "here"), shop("B", 2, "lacks")], "A 9"),
            // Nobody has it: the nearest says what is short.
            (vec![shop("A", 9, "here lacks"), shop("B", 2, "lacks")], "B 2"),
            // Who has it is too far to help.
            (vec![shop("A", 9, "here lacks"), shop("B", 31, "")], "A 9"),
            (vec![shop("A", 30, "here")], "A 30"),
            (vec![shop("A", 31, "here")], "A 31 > 30"),
            (vec![shop("A", 47, "here"), shop("B", 44, "closed")], "A 47 > 30"),
            (vec![shop("A", 47, "here"), shop("B", 44, "")], "B 44 > 30"),
        ] {
            assert_eq!(said(&shop_of_reference(&candidates, 30)), expected, "{candidates:?}");
        }
    }

    prop_compose! {
        fn any_shop()(minutes in 1u32..60, is_open: bool, is_able: bool) -> (u32, bool, bool) {
            (minutes, is_open, is_able)
        }
    }

    proptest! {
        #[test]
        fn never_too_far_never_closed_and_none_nearer_that_is_able(
            shops in prop::collection::vec(any_shop(), 0..8), most in 1u32..60,
        ) {
            let candidates: Vec<_> = shops.iter().enumerate().map(|(nth, &(minutes, is_open, is_able))| Candidate {
                is_open, is_able, ..shop(&format!("S{nth}"), minutes, if nth == 0 { "here" } else { "" })
            }).collect();
            match shop_of_reference(&candidates, most) {
                Reference::Brought(brings) => {
                    prop_assert!(brings.travel.minutes <= most);
                    let found = candidates.iter().find(|it| it.shop == brings.shop).expect("one of them");
                    prop_assert!(found.is_open);
                    let nearer = |it: &&Candidate| it.is_open && it.is_able && it.travel.minutes < brings.travel.minutes;
                    prop_assert_eq!(candidates.iter().find(nearer), None);
                    let able = |it: &Candidate| it.is_open && it.is_able && it.travel.minutes <= most;
                    prop_assert!(found.is_able || !candidates.iter().any(able));
                }
                Reference::TooFar { nearest, .. } => {
                    let reaches = |it: &Candidate| it.is_open && it.travel.minutes <= most;
                    prop_assert!(nearest.travel.minutes > most && !candidates.iter().any(reaches));
                }
                Reference::Nobody => prop_assert!(!candidates.iter().any(|it| it.is_open)),
            }
        }

        #[test]
        fn one_shop_more_is_never_further(
            shops in prop::collection::vec(1u32..60, 1..8), more in 1u32..60, most in 1u32..60,
        ) {
            let minutes = |reference: Reference| match reference {
                Reference::Brought(it) | Reference::TooFar { nearest: it, .. } => it.travel.minutes,
                Reference::Nobody => u32::MAX,
            };
            let mut candidates: Vec<_> = shops.iter().enumerate()
                .map(|(nth, &minutes)| shop(&format!("S{nth}"), minutes, "")).collect();
            let before = minutes(shop_of_reference(&candidates, most));
            candidates.push(shop("T", more, ""));
            prop_assert_eq!(minutes(shop_of_reference(&candidates, most)), before.min(more));
        }
    }
}
