//! That the book is the shelf as it was last seen, whatever comes late and in whatever order.

use super::*;
use crate::menu::{IngredientId, Unit};
use crate::stock::{Count, Inventory, InventoryId, InventoryState};
use proptest::prelude::*;
use uuid::Uuid;

const CHEESE: IngredientId = IngredientId(1);
const TERMINALS: usize = 3;

fn at(second: usize) -> DateTime<Utc> {
    DateTime::from_timestamp(second as i64, 0).expect("an instant")
}

#[test]
fn what_was_seen_hours_ago_is_compared_with_the_book_of_then() {
    let mut book = Reckoning::default();
    book.moves(at(0), 1000);
    book.moves(at(20), -300);
    // Seen at 10, when 1000 should have been there; heard of after 300 were used.
    assert_eq!(book.sees(at(10), 900), Some(-100));
    assert_eq!((book.on_hand(), book.theoretical(at(10))), (600, 900));
    // Used before anybody looked, and heard of last: it was not on the shelf that was seen.
    book.moves(at(5), -50);
    assert_eq!(book.on_hand(), 600);
    assert_eq!(book.sees(at(7), 1), None, "somebody looked later");
    // Where the book is right already, it has been seen all the same.
    assert_eq!(book.sees(at(30), 600), Some(0));
    book.moves(at(25), 80);
    assert_eq!((book.on_hand(), book.sees(at(29), 5)), (600, None));
}

/// What somebody does at a terminal, which may be without its server.
#[derive(Clone, Copy, Debug)]
enum Does {
    /// Something moves on the shelf, and is booked.
    Moves(i64),
    /// Something vanishes or turns up, and nobody books it.
    Unseen(i64),
    /// Counts for the inventory.
    Counts,
    /// Declares a rupture.
    Declares,
    /// Corrects the book, as it is known at the server.
    Corrects,
    /// Saves the inventory.
    Saves,
    /// The line goes, or is back.
    Line(bool),
}

/// What waits at a terminal for its server, with its moment.
#[derive(Clone, Copy, Debug)]
enum Waits {
    Moved(i64),
    Counted(i64),
    Declared(i64),
    Saved,
}

fn does() -> impl Strategy<Value = (usize, Does)> {
    let one = prop_oneof![
        5 => (-60i64..60).prop_map(Does::Moves),
        1 => (-60i64..60).prop_map(Does::Unseen),
        2 => Just(Does::Counts),
        1 => Just(Does::Declares),
        1 => Just(Does::Corrects),
        1 => Just(Does::Saves),
        2 => any::<bool>().prop_map(Does::Line),
    ];
    (0..TERMINALS, one)
}

fn inventory() -> Inventory {
    Inventory {
        id: InventoryId(Uuid::nil()),
        state: InventoryState::UnderWay,
        began_at: at(0),
        began_by: String::new(),
        list: vec![CHEESE],
        counts: vec![],
    }
}

/// The server.
struct Server {
    book: Reckoning,
    inventory: Inventory,
}

impl Server {
    fn hears(&mut self, at: DateTime<Utc>, waits: Waits) {
        match waits {
            Waits::Moved(quantity) => self.book.moves(at, quantity),
            Waits::Declared(seen) => drop(self.book.sees(at, seen)),
            Waits::Counted(counted) => {
                let theoretical = self.book.theoretical(at);
                let by = String::new();
                let count = Count { ingredient: CHEESE, counted, theoretical, at, by };
                if self.inventory.count(CHEESE).is_none_or(|known| known.at <= at) {
                    self.inventory.take(count, Unit::G).expect("a count");
                }
            }
            Waits::Saved => {
                let before = self.book.clone();
                let as_of = |count: &Count| {
                    (!before.is_overruled(count.at)).then(|| before.theoretical(count.at))
                };
                let Ok(written) = self.inventory.written(as_of, true) else { return };
                let count = self.inventory.counts.remove(0);
                let difference = self.book.sees(count.at, count.counted);
                let told = written.differences.get(&CHEESE).copied();
                assert_eq!(difference.filter(|it| *it != 0), told);
                assert_eq!(difference.is_none(), written.overruled == [CHEESE]);
            }
        }
    }
}

proptest! {
    /// Terminals that go away and come back, each with what waited in its order: in the end the book is
    /// the shelf, but for what vanished unseen after somebody looked last.
    #[test]
    fn the_book_is_the_shelf_as_it_was_last_seen(
        began in 0i64..2000, wrong in -300i64..300, story in prop::collection::vec(does(), 0..60),
    ) {
        let mut server = Server { book: Reckoning::default(), inventory: inventory() };
        server.book.moves(at(0), began + wrong);
        let mut shelf = began;
        let mut waiting: [Vec<(DateTime<Utc>, Waits)>; TERMINALS] = Default::default();
        let mut online = [true; TERMINALS];
        // What vanished since somebody looked; none where nobody did.
        let mut unseen = None;
        for (second, (terminal, does)) in story.into_iter().enumerate() {
            let now = at(second + 1);
            let taken = match does {
                Does::Moves(quantity) => {
                    shelf += quantity;
                    Some(Waits::Moved(quantity))
                }
                Does::Unseen(quantity) => {
                    shelf += quantity;
                    unseen = unseen.map(|before: i64| before + quantity);
                    None
                }
                Does::Counts if shelf >= 0 => {
                    unseen = Some(0);
                    Some(Waits::Counted(shelf))
                }
                Does::Declares if shelf >= 0 => {
                    unseen = Some(0);
                    Some(Waits::Declared(shelf))
                }
                Does::Corrects if online[terminal] => {
                    unseen = Some(0);
                    server.book.sees(now, shelf);
                    None
                }
                Does::Saves => Some(Waits::Saved),
                Does::Line(on) => {
                    online[terminal] = on;
                    None
                }
                Does::Counts | Does::Declares | Does::Corrects => None,
            };
            waiting[terminal].extend(taken.map(|waits| (now, waits)));
            if online[terminal] {
                waiting[terminal].drain(..).for_each(|(at, waits)| server.hears(at, waits));
            }
        }
        for waiting in &mut waiting {
            waiting.drain(..).for_each(|(at, waits)| server.hears(at, waits));
        }
        server.hears(at(1000), Waits::Saved);
        match unseen {
            Some(unseen) => prop_assert_eq!(server.book.on_hand() + unseen, shelf),
            None => prop_assert_eq!(server.book.on_hand(), server.book.theoretical(at(1000))),
        }
    }
}
