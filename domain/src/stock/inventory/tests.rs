//! Counting, leaving and going on.

use super::*;
use crate::stock::QuantityRefused;

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
        at: DateTime::from_timestamp(seconds, 0).expect("an instant"),
        by: "Luigi".to_owned(),
    }
}

/// The book as it was when each was counted.
fn as_told(count: &Count) -> Option<i64> {
    Some(count.theoretical)
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
    let written = counting.written(as_told, true).expect("it is written");
    assert_eq!(written.differences, Quantities::from([(HAM, -150)]));
}

#[test]
fn what_is_not_taken() {
    let mut over = inventory();
    over.state = InventoryState::Saved;
    assert_eq!(over.take(count(HAM, 1, 1, 1), Unit::G), Err(InventoryRefused::Over));
    assert_eq!(over.written(as_told, true), Err(InventoryRefused::Over));
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
    let nothing = counting.written(as_told, true);
    assert_eq!(nothing, Err(InventoryRefused::NothingCounted));
    counting.take(count(HAM, 1000, 1000, 1), Unit::G).expect("a count");
    let incomplete = Err(InventoryRefused::Incomplete { left: 2 });
    assert_eq!(counting.written(as_told, false), incomplete);
    assert_eq!(counting.written(as_told, true), Ok(Written::default()));
}

#[test]
fn what_was_reckoned_since_overrules_a_count() {
    let mut counting = inventory();
    counting.take(count(HAM, 900, 1000, 7), Unit::G).expect("a count");
    for (as_of, difference) in
        [(Some(1000), Some(-100)), (Some(950), Some(-50)), (Some(900), None), (None, None)]
    {
        let written = counting.written(|_| as_of, true).expect("it is written");
        assert_eq!(written.overruled.contains(&HAM), as_of.is_none());
        assert_eq!(written.differences.get(&HAM).copied(), difference);
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
