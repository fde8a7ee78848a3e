//! What the screens work out from the queue: pages, delays, what is new, how many of each.
//!
//! Pure: the clock is handed in.

use chrono::{DateTime, TimeDelta, Utc};
use domain::kitchen::{ItemId, Kitchen, Pizza};
use domain::menu::{Changes, Portion};
use domain::orders::ItemState;

/// Cards on one page of the queue (UC15).
pub const CARDS_A_PAGE: usize = 5;
/// A pizza promised within so many minutes is near.
pub const NEAR_MINUTES: i64 = 5;

/// How many pages so many cards take; at least one.
pub fn page_count(cards: usize) -> usize {
    cards.div_ceil(CARDS_A_PAGE).max(1)
}

/// The cards of a page, the first being 0; a page past the end is the last one.
pub fn page_of<T>(cards: &[T], page: usize) -> &[T] {
    let last = page_count(cards.len()) - 1;
    cards.chunks(CARDS_A_PAGE).nth(page.min(last)).unwrap_or_default()
}

/// How a promise stands; whole minutes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Haste {
    /// Time enough.
    Calm(i64),
    /// At most [`NEAR_MINUTES`] left.
    Near(i64),
    /// The promise is broken since.
    Late(i64),
}

/// How what has to be ready by then stands now. The last minute counts as one, and so does the first one late.
pub fn haste(ready_by: DateTime<Utc>, now: DateTime<Utc>) -> Haste {
    let seconds = (ready_by - now).num_seconds();
    if seconds <= 0 {
        return Haste::Late((-seconds / 60).max(1));
    }
    match (seconds + 59) / 60 {
        minutes if minutes <= NEAR_MINUTES => Haste::Near(minutes),
        minutes => Haste::Calm(minutes),
    }
}

/// How a pizza in the oven stands, in seconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Baking {
    /// Still to bake.
    Left(i64),
    /// Baked longer than its recipe says.
    Over(i64),
}

/// How a pizza in the oven stands now.
pub fn baking(pizza: &Pizza, now: DateTime<Utc>) -> Baking {
    let done_at = pizza.since + TimeDelta::minutes(i64::from(pizza.cooking_minutes));
    match (done_at - now).num_seconds() {
        left if left > 0 => Baking::Left(left),
        over => Baking::Over(-over),
    }
}

/// The share of its baking a pizza has behind it, in percent.
pub fn baked_percent(pizza: &Pizza, now: DateTime<Utc>) -> i64 {
    let whole = i64::from(pizza.cooking_minutes.max(1)) * 60;
    ((now - pizza.since).num_seconds() * 100 / whole).clamp(0, 100)
}

/// `4:07`.
pub fn minutes_and_seconds(seconds: i64) -> String {
    format!("{}:{:02}", seconds / 60, seconds % 60)
}

/// The pizzas that came into the queue between two readings. One given back, or taken back out
/// of the oven, is not new.
pub fn arrivals(before: &Kitchen, after: &Kitchen) -> Vec<ItemId> {
    let known = |item| {
        [&before.waiting, &before.preparing, &before.in_oven]
            .into_iter()
            .flatten()
            .any(|pizza| pizza.item == item)
    };
    after.waiting.iter().map(|pizza| pizza.item).filter(|&item| !known(item)).collect()
}

/// How many pizzas made alike wait.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tally {
    /// What is on one of them.
    pub portions: Vec<Portion>,
    /// Its name as sold.
    pub name: String,
    /// What is changed on it.
    pub changes: Changes,
    /// How many.
    pub count: usize,
}

/// How many of each pizza wait, the most first; one with changes is another pizza.
pub fn tally(waiting: &[Pizza]) -> Vec<Tally> {
    let mut tallies: Vec<Tally> = Vec::new();
    for pizza in waiting {
        let changes = in_order(&pizza.changes);
        let known = tallies.iter_mut().find(|it| it.name == pizza.name && it.changes == changes);
        match known {
            Some(known) => known.count += 1,
            None => tallies.push(Tally {
                portions: pizza.portions.clone(),
                name: pizza.name.clone(),
                changes,
                count: 1,
            }),
        }
    }
    tallies.sort_by(|a, b| b.count.cmp(&a.count).then_with(|| a.key().cmp(&b.key())));
    tallies
}

/// The same changes, whichever was asked for first.
fn in_order(changes: &Changes) -> Changes {
    let mut changes = changes.clone();
    changes.without.sort();
    changes.extras.sort();
    changes
}

impl Tally {
    /// What tells it from the others.
    pub fn key(&self) -> String {
        let changes = &self.changes;
        let left_out = changes.without.iter().map(|name| format!("\n-{name}"));
        let added = changes.extras.iter().map(|name| format!("\n+{name}"));
        std::iter::once(self.name.clone()).chain(left_out).chain(added).collect()
    }
}

/// The parts of a name that stay together on a card: `½ Chorizo`, `½ Royale`.
pub fn parts_of(name: &str) -> Vec<&str> {
    let halves: Vec<usize> = name.match_indices('½').map(|(at, _)| at).collect();
    let starts = std::iter::once(0).chain(halves.into_iter().filter(|&at| at > 0));
    let ends = starts.clone().skip(1).chain([name.len()]);
    starts.zip(ends).map(|(start, end)| name[start..end].trim_end_matches(' ')).collect()
}

/// Puts a pizza where a tap left it, before the next reading says the same.
pub fn moved(kitchen: &Kitchen, pizza: &Pizza) -> Kitchen {
    let mut kitchen = kitchen.clone();
    for list in [&mut kitchen.waiting, &mut kitchen.preparing, &mut kitchen.in_oven] {
        list.retain(|other| other.item != pizza.item);
    }
    match pizza.state {
        // It goes back where it was: before every order that came later.
        ItemState::Waiting => {
            let place = |other: &Pizza| (&other.number, other.item) > (&pizza.number, pizza.item);
            let at = kitchen.waiting.iter().position(place).unwrap_or(kitchen.waiting.len());
            kitchen.waiting.insert(at, pizza.clone());
        }
        ItemState::Preparing => kitchen.preparing.push(pizza.clone()),
        ItemState::InOven => {
            kitchen.in_oven.push(pizza.clone());
            kitchen.in_oven.sort_by_key(|pizza| pizza.since);
        }
        ItemState::Cooked | ItemState::Cancelled | ItemState::Wasted => {}
    }
    kitchen
}

#[cfg(test)]
pub(super) mod tests {
    use super::*;
    use domain::menu::{Dish, SizeId};
    use domain::orders::{OrderId, ServiceMode};

    pub fn at(second: i64) -> DateTime<Utc> {
        DateTime::UNIX_EPOCH + TimeDelta::seconds(second)
    }

    pub fn pizza(item: i64, state: ItemState) -> Pizza {
        Pizza {
            item: ItemId(item),
            order: OrderId(Default::default()),
            number: format!("A-{item:03}"),
            mode: ServiceMode::TakeAway,
            dish: Dish::plain(SizeId(item % 2)),
            portions: vec![],
            name: if item % 2 == 0 { "Reine" } else { "Chorizo" }.to_owned(),
            changes: Changes::default(),
            note: None,
            state,
            since: at(0),
            promised_at: at(600),
            travel_minutes: 0,
            cooking_minutes: 6,
            taken_offline: false,
            mine: state == ItemState::Preparing,
        }
    }

    pub fn waiting(items: impl IntoIterator<Item = i64>) -> Kitchen {
        let waiting = items.into_iter().map(|item| pizza(item, ItemState::Waiting)).collect();
        Kitchen { waiting, ..Kitchen::default() }
    }

    #[test]
    fn five_cards_a_page_and_never_past_the_end() {
        for (cards, pages) in [(0, 1), (1, 1), (5, 1), (6, 2), (60, 12), (61, 13)] {
            assert_eq!(page_count(cards), pages, "{cards}");
        }
        let cards: Vec<_> = (0..12).collect();
        assert_eq!(page_of(&cards, 0), [0, 1, 2, 3, 4]);
        assert_eq!(page_of(&cards, 2), [10, 11]);
        assert_eq!(page_of(&cards, 9), [10, 11]);
        assert!(page_of::<u8>(&[], 0).is_empty());
    }

    #[test]
    fn a_promise_is_calm_then_near_then_late() {
        for (seconds_left, expected) in [
            (600, Haste::Calm(10)),
            (301, Haste::Calm(6)),
            (300, Haste::Near(5)),
            (1, Haste::Near(1)),
            (0, Haste::Late(1)),
            (-119, Haste::Late(1)),
            (-240, Haste::Late(4)),
        ] {
            assert_eq!(haste(at(seconds_left), at(0)), expected, "{seconds_left}");
        }
    }

    #[test]
    fn a_pizza_bakes_for_its_minutes() {
        let pizza = pizza(1, ItemState::InOven);
        assert_eq!(baking(&pizza, at(0)), Baking::Left(360));
        assert_eq!(baking(&pizza, at(359)), Baking::Left(1));
        assert_eq!(baking(&pizza, at(360)), Baking::Over(0));
        assert_eq!(baking(&pizza, at(427)), Baking::Over(67));
        assert_eq!(minutes_and_seconds(67), "1:07");
        for (second, percent) in [(-5, 0), (0, 0), (180, 50), (360, 100), (900, 100)] {
            assert_eq!(baked_percent(&pizza, at(second)), percent);
        }
    }

    #[test]
    fn only_what_was_nowhere_before_is_new() {
        let mut before = waiting([1, 2]);
        before.preparing.push(pizza(3, ItemState::Preparing));
        assert_eq!(arrivals(&before, &waiting([1, 2, 3])), []);
        assert_eq!(arrivals(&before, &waiting([2, 3, 4, 5])), [ItemId(4), ItemId(5)]);
    }

    #[test]
    fn the_most_awaited_comes_first() {
        let counts: Vec<_> =
            tally(&waiting([1, 2, 3, 5]).waiting).into_iter().map(|t| (t.name, t.count)).collect();
        assert_eq!(counts, [("Chorizo".to_owned(), 3), ("Reine".to_owned(), 1)]);
        assert!(tally(&[]).is_empty());
    }

    #[test]
    fn a_pizza_with_changes_is_counted_apart() {
        let changed = |without: &[&str], extras: &[&str]| {
            let words = |names: &[&str]| names.iter().map(|&name| name.to_owned()).collect();
            let changes = Changes { without: words(without), extras: words(extras) };
            Pizza { changes, ..pizza(2, ItemState::Waiting) }
        };
        let queue = [
            changed(&["olives", "jambon"], &[]),
            changed(&[], &[]),
            changed(&["jambon", "olives"], &[]),
            changed(&[], &["œuf"]),
            changed(&[], &["œuf", "œuf"]),
        ];
        let tallies = tally(&queue);
        let counts: Vec<_> = tallies.iter().map(|it| it.count).collect();
        assert_eq!(counts, [2, 1, 1, 1]);
        let keys: std::collections::BTreeSet<_> = tallies.iter().map(Tally::key).collect();
        assert_eq!(keys.len(), 4);
    }

    #[test]
    fn halves_of_a_name_stay_together() {
        for (name, parts) in [
            ("Reine", vec!["Reine"]),
            ("½\u{a0}Chorizo ½\u{a0}Royale", vec!["½\u{a0}Chorizo", "½\u{a0}Royale"]),
            (
                "½\u{a0}Quatre fromages ½\u{a0}Reine Grande",
                vec!["½\u{a0}Quatre fromages", "½\u{a0}Reine Grande"],
            ),
            ("", vec![""]),
        ] {
            assert_eq!(parts_of(name), parts, "{name}");
        }
    }

    #[test]
    fn a_moved_pizza_stands_in_one_list_only() {
        let kitchen = waiting([1, 2, 3]);
        let claimed = moved(&kitchen, &pizza(1, ItemState::Preparing));
        assert_eq!((claimed.waiting.len(), claimed.preparing.len()), (2, 1));
        let baked = moved(&claimed, &pizza(1, ItemState::InOven));
        assert_eq!((baked.preparing.len(), baked.in_oven.len()), (0, 1));
        assert_eq!(moved(&claimed, &pizza(1, ItemState::Waiting)), kitchen);
        for over in [ItemState::Cooked, ItemState::Cancelled, ItemState::Wasted] {
            assert_eq!(moved(&baked, &pizza(1, over)).in_oven, [], "{over:?}");
        }
    }
}
