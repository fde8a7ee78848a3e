//! That what is used while an inventory is counted is never lost.

use super::*;
use crate::stock::{Cause, Seen};
use proptest::prelude::*;

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
