//! Counting, leaving and going on; and that what is used meanwhile is never lost.

use super::*;
use crate::stock::{Cause, QuantityRefused, Seen};
use proptest::prelude::*;

const FLOUR: IngredientId = IngredientId(1);
const HAM: IngredientId = IngredientId(2);
const EGG: IngredientId = IngredientId(3);

fn inventory() -> Inventory {
    Inventory {
        id: InventoryId(Uuid::nil()),
        state: InventoryState::UnderWay,
        began_at: DateTime::UNIX_EPOCH,
        began_by: "Luigi".to_owned(),
        list: vec![FLOUR, HAM, EGG],
        counts: vec![],
    }
}

fn count(ingredient: IngredientId, counted: i64, theoretical: i64, seconds: i64) -> Count {
    Count {
        ingredient,
        counted,
        theoretical,
        behind: Some(MovementId(seconds)),
        at: DateTime::from_timestamp(seconds, 0).expect("an instant"),
        by: "Luigi".to_owned(),
    }
}

#[test]
fn a_list_is_counted_left_and_gone_on_with() {
    let mut counting = inventory();
    assert_eq!(counting.resumes_at(), Some(FLOUR));
    counting.take(count(HAM, 900, 1000, 1), Unit::G).expect("a count");
    assert_eq!(counting.resumes_at(), Some(EGG));
    counting.take(count(EGG, 30, 30, 2), Unit::Pc).expect("a count");
    assert_eq!(counting.resumes_at(), Some(FLOUR));
    assert_eq!(counting.left().collect::<Vec<_>>(), [FLOUR]);
    // What is left on a disk or a server is what comes back.
    let kept = serde_json::to_string(&counting).expect("JSON");
    assert_eq!(serde_json::from_str::<Inventory>(&kept).expect("an inventory"), counting);
    counting.take(count(FLOUR, 5000, 4000, 3), Unit::G).expect("a count");
    assert_eq!(counting.resumes_at(), None);
}

#[test]
fn it_is_leafed_through_both_ways() {
    for (at, before, after) in
        [(FLOUR, None, Some(HAM)), (HAM, Some(FLOUR), Some(EGG)), (EGG, Some(HAM), None)]
    {
        assert_eq!(inventory().neighbours(at), (before, after));
    }
    assert_eq!(inventory().neighbours(IngredientId(9)), (None, None));
}

#[test]
fn a_second_count_replaces_the_first() {
    let mut counting = inventory();
    for it in [count(HAM, 900, 1000, 1), count(HAM, 800, 950, 5)] {
        counting.take(it, Unit::G).expect("a count");
    }
    assert_eq!(counting.count(HAM).map(|it| it.counted), Some(800));
    let written = counting.written(&BTreeMap::new(), true).expect("it is written");
    assert_eq!(written.differences, Quantities::from([(HAM, -150)]));
}

#[test]
fn what_is_not_taken() {
    let mut over = inventory();
    over.state = InventoryState::Saved;
    assert_eq!(over.take(count(HAM, 1, 1, 1), Unit::G), Err(InventoryRefused::Over));
    assert_eq!(over.written(&BTreeMap::new(), true), Err(InventoryRefused::Over));
    let mut counting = inventory();
    for (ingredient, counted, refused) in [
        (IngredientId(9), 5, InventoryRefused::NotOnList),
        (HAM, -1, InventoryRefused::Quantity(QuantityRefused::Negative)),
        (HAM, 1_000_001, InventoryRefused::Quantity(QuantityRefused::TooMuch { unit: Unit::G })),
    ] {
        let taken = counting.take(count(ingredient, counted, 5, 1), Unit::G);
        assert_eq!(taken, Err(refused));
    }
    assert_eq!(counting.counts, []);
}

#[test]
fn what_is_not_counted_is_said_before_it_is_written() {
    let mut counting = inventory();
    let nothing = counting.written(&BTreeMap::new(), true);
    assert_eq!(nothing, Err(InventoryRefused::NothingCounted));
    counting.take(count(HAM, 1000, 1000, 1), Unit::G).expect("a count");
    let incomplete = Err(InventoryRefused::Incomplete { left: 2 });
    assert_eq!(counting.written(&BTreeMap::new(), false), incomplete);
    assert_eq!(counting.written(&BTreeMap::new(), true), Ok(Written::default()));
}

#[test]
fn what_was_reckoned_since_overrules_a_count() {
    let mut counting = inventory();
    counting.take(count(HAM, 900, 1000, 7), Unit::G).expect("a count");
    for (reckoned, overruled) in
        [(None, false), (Some(6), false), (Some(7), false), (Some(8), true)]
    {
        let reckoned = reckoned.map(|last| (HAM, MovementId(last))).into_iter().collect();
        let written = counting.written(&reckoned, true).expect("it is written");
        assert_eq!(written.overruled.contains(&HAM), overruled);
        assert_eq!(written.differences.contains_key(&HAM), !overruled);
    }
}

#[test]
fn a_slipped_digit_is_asked_about() {
    for (counted, theoretical, doubtful) in [
        (1500, 1500, false),
        (1500, 150, true),
        (150, 1500, true),
        (1500, 15_000, true),
        (700, 100, false),
        (800, 100, true),
        (0, 5000, false),
        (5000, 0, false),
        (50, -20, false),
    ] {
        assert_eq!(is_doubtful(counted, theoretical), doubtful, "{counted} {theoretical}");
    }
}

#[test]
fn states_and_words_are_the_same_list() {
    use InventoryState::*;
    for state in [UnderWay, Saved, GivenUp] {
        assert_eq!(InventoryState::from_word(state.word()), Some(state));
    }
    assert!(INVENTORY_STEPS.iter().all(|(from, to, _)| *from == UnderWay && *to != UnderWay));
}

/// What happens in a shop, to one of three ingredients.
#[derive(Clone, Copy, Debug)]
enum Happens {
    /// Moves on the shelf and in the book alike.
    Moves(i64),
    /// Is stolen, or falls behind the fridge: the book does not know.
    Unseen(i64),
    /// Is counted for the inventory.
    Counted,
    /// Is declared as a rupture: what is there is at once in the book.
    Declared,
    /// Is corrected by a manager to what is there.
    Corrected,
}

fn happens() -> impl Strategy<Value = (usize, Happens)> {
    let one = prop_oneof![
        4 => (-60i64..60).prop_map(Happens::Moves),
        1 => (-60i64..60).prop_map(Happens::Unseen),
        2 => Just(Happens::Counted),
        1 => Just(Happens::Declared),
        1 => Just(Happens::Corrected),
    ];
    (0usize..3, one)
}

/// A shop's shelf, and its book.
struct Shop {
    shelf: [i64; 3],
    book: Vec<(usize, Cause, i64)>,
}

impl Shop {
    fn on_hand(&self, of: usize) -> i64 {
        self.book.iter().filter(|it| it.0 == of).map(|it| it.2).sum()
    }

    fn book_what_is_seen(&mut self, of: usize, ingredient: IngredientId, cause: Cause) -> Seen {
        let seen = Seen { ingredient, seen: self.shelf[of], theoretical: self.on_hand(of) };
        if seen.difference() != 0 {
            self.book.push((of, cause, seen.difference()));
        }
        seen
    }

    fn last(&self, of: usize, which: impl Fn(Cause) -> bool) -> Option<MovementId> {
        let place = self.book.iter().rposition(|it| it.0 == of && which(it.1))?;
        Some(MovementId(place as i64))
    }
}

proptest! {
    /// After any interleaving of an inventory with what is used, received, thrown away, counted again
    /// and corrected, the book has each counted ingredient as the shelf has it, but for what vanished
    /// unseen after its last count; and no movement was lost: the book only grew.
    #[test]
    fn what_moves_during_an_inventory_is_never_lost(
        began in prop::array::uniform3(0i64..2000), wrong in prop::array::uniform3(-300i64..300),
        story in prop::collection::vec(happens(), 0..60),
    ) {
        let list = [FLOUR, HAM, EGG];
        let mut shop = Shop { shelf: began, book: vec![] };
        for of in 0..3 {
            shop.book.push((of, Cause::Initial, began[of] + wrong[of]));
        }
        let mut counting = inventory();
        // What vanished since an ingredient was last counted; none where it never was.
        let mut unseen = [None; 3];
        for (time, (of, happened)) in story.into_iter().enumerate() {
            match happened {
                Happens::Moves(quantity) => {
                    shop.shelf[of] += quantity;
                    let cause = if quantity > 0 { Cause::Receipt } else { Cause::Consumption };
                    shop.book.push((of, cause, quantity));
                }
                Happens::Unseen(quantity) => {
                    shop.shelf[of] += quantity;
                    unseen[of] = unseen[of].map(|before: i64| before + quantity);
                }
                Happens::Counted if shop.shelf[of] >= 0 => {
                    let behind = shop.last(of, |_| true);
                    let time = time as i64;
                    let seen = Count { behind, ..count(list[of], shop.shelf[of], shop.on_hand(of), time) };
                    prop_assert_eq!(counting.take(seen, Unit::G), Ok(()));
                    unseen[of] = Some(0);
                }
                Happens::Declared if shop.shelf[of] >= 0 => {
                    let seen = shop.book_what_is_seen(of, list[of], Cause::Inventory);
                    let behind = shop.last(of, |_| true);
                    let seen = seen.as_count(behind, count(list[of], 0, 0, time as i64).at, String::new());
                    prop_assert_eq!(counting.take(seen, Unit::G), Ok(()));
                    unseen[of] = Some(0);
                }
                Happens::Corrected if shop.shelf[of] != shop.on_hand(of) => {
                    shop.book_what_is_seen(of, list[of], Cause::Correction);
                    unseen[of] = Some(0);
                }
                Happens::Counted | Happens::Declared | Happens::Corrected => {}
            }
        }
        prop_assume!(!counting.counts.is_empty());
        let reckons = |cause: Cause| cause.rule().reckons;
        let reckoned = (0..3).filter_map(|of| Some((list[of], shop.last(of, reckons)?))).collect();
        let written = counting.written(&reckoned, true).expect("it is written");
        for of in 0..3 {
            if let Some(difference) = written.differences.get(&list[of]) {
                shop.book.push((of, Cause::Inventory, *difference));
            }
            if let Some(unseen) = unseen[of] {
                prop_assert_eq!(shop.on_hand(of) + unseen, shop.shelf[of], "ingredient {}", of);
            }
        }
    }
}
