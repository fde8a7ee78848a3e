//! The promised time: a pure function of what is ahead in the kitchen.

use super::OrderId;
use chrono::{DateTime, DurationRound, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use std::cmp::Reverse;
use std::collections::BinaryHeap;

/// A pizza in the oven.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Baking {
    /// Since when.
    pub since: DateTime<Utc>,
    /// How long it takes.
    pub cooking_minutes: u32,
}

/// A pizza that nobody has begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Waiting {
    /// Its order.
    pub order: OrderId,
    /// How long it will take in the oven.
    pub cooking_minutes: u32,
}

/// What stands between a new order and its pizzas.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Load {
    /// People making pizzas at once; at least one.
    pub stations: u32,
    /// Seconds one of them needs for one pizza.
    pub making_seconds: u32,
    /// How many pizzas the oven holds; at least one.
    pub oven_places: u32,
    /// Pizzas in the oven.
    pub in_oven: Vec<Baking>,
    /// Pizzas on a table: since when, and minutes in the oven to come.
    pub preparing: Vec<Baking>,
    /// Pizzas waiting, first in first out.
    pub waiting: Vec<Waiting>,
}

impl Load {
    /// How long a pizza ordered now would wait before somebody starts it.
    pub fn wait(&self, now: DateTime<Utc>) -> TimeDelta {
        let mut kitchen = Kitchen::at(self, now);
        for ahead in &self.waiting {
            kitchen.make(ahead.cooking_minutes);
        }
        kitchen.next_free_table() - now
    }
}

/// When an order of these pizzas (minutes in the oven of each) will be ready, to the next full
/// minute. Pizzas are taken first in first out by whoever is free, then by the first free place
/// in the oven. An order with nothing to cook is ready at once.
///
/// An order that is `changed` is not ahead of itself: its pizzas take the places in the queue that
/// its old ones have, and those on top wait at the end, as the kitchen will have them.
pub fn promise(
    now: DateTime<Utc>,
    load: &Load,
    changed: Option<OrderId>,
    order: &[u32],
) -> DateTime<Utc> {
    let mut kitchen = Kitchen::at(load, now);
    let mut own = order.iter();
    let mut ready = now;
    for ahead in &load.waiting {
        if changed == Some(ahead.order) {
            ready = own.next().map_or(ready, |&minutes| ready.max(kitchen.make(minutes)));
        } else {
            kitchen.make(ahead.cooking_minutes);
        }
    }
    to_the_next_minute(own.fold(ready, |ready, &minutes| ready.max(kitchen.make(minutes))))
}

fn to_the_next_minute(at: DateTime<Utc>) -> DateTime<Utc> {
    let minute = TimeDelta::minutes(1);
    let floor = at.duration_trunc(minute).unwrap_or(at);
    if floor == at { at } else { floor + minute }
}

/// When each table and each place in the oven is free next: the earliest first.
struct Kitchen {
    making: TimeDelta,
    tables: BinaryHeap<Reverse<DateTime<Utc>>>,
    oven: BinaryHeap<Reverse<DateTime<Utc>>>,
}

impl Kitchen {
    fn at(load: &Load, now: DateTime<Utc>) -> Kitchen {
        let making = TimeDelta::seconds(i64::from(load.making_seconds));
        // What is overdue is taken to end now: nobody knows better.
        let baked = load
            .in_oven
            .iter()
            .map(|pizza| (pizza.since + minutes(pizza.cooking_minutes)).max(now));
        let mut kitchen = Kitchen {
            making,
            tables: free_from(now, load.stations, std::iter::empty()),
            oven: free_from(now, load.oven_places, baked),
        };
        let mut started: Vec<_> = load
            .preparing
            .iter()
            .map(|p| ((p.since + making).max(now), p.cooking_minutes))
            .collect();
        started.sort_unstable();
        kitchen.tables = free_from(now, load.stations, started.iter().map(|&(made_at, _)| made_at));
        for (made_at, cooking) in started {
            kitchen.bake(made_at, cooking);
        }
        kitchen
    }

    fn next_free_table(&self) -> DateTime<Utc> {
        self.tables.peek().map_or(DateTime::<Utc>::MAX_UTC, |&Reverse(at)| at)
    }

    /// Makes and bakes one more pizza; answers when it comes out.
    fn make(&mut self, cooking_minutes: u32) -> DateTime<Utc> {
        let made_at = self.next_free_table() + self.making;
        self.tables.pop();
        self.tables.push(Reverse(made_at));
        self.bake(made_at, cooking_minutes)
    }

    fn bake(&mut self, made_at: DateTime<Utc>, cooking_minutes: u32) -> DateTime<Utc> {
        let place = self.oven.pop().map_or(made_at, |Reverse(at)| at);
        let out_at = place.max(made_at) + minutes(cooking_minutes);
        self.oven.push(Reverse(out_at));
        out_at
    }
}

fn minutes(count: u32) -> TimeDelta {
    TimeDelta::minutes(i64::from(count))
}

/// `places` free from now on, less those taken until an instant. More can be taken than there
/// are places (an oven stuffed by hand): then the latest decide.
fn free_from(
    now: DateTime<Utc>,
    places: u32,
    taken_until: impl Iterator<Item = DateTime<Utc>>,
) -> BinaryHeap<Reverse<DateTime<Utc>>> {
    let places = places.max(1) as usize;
    let mut until: Vec<_> = taken_until.collect();
    until.sort_unstable_by_key(|&at| Reverse(at));
    until.truncate(places);
    until.resize(places, now);
    until.into_iter().map(Reverse).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;
    use uuid::Uuid;

    fn at(seconds: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_790_000_040 + seconds, 0).expect("an instant")
    }

    const OWN: OrderId = OrderId(Uuid::from_u128(1));
    const OTHER: OrderId = OrderId(Uuid::from_u128(2));

    fn of(order: OrderId, minutes: &[u32]) -> Vec<Waiting> {
        minutes.iter().map(|&cooking_minutes| Waiting { order, cooking_minutes }).collect()
    }

    fn empty(stations: u32, oven_places: u32) -> Load {
        Load {
            stations,
            making_seconds: 120,
            oven_places,
            in_oven: vec![],
            preparing: vec![],
            waiting: vec![],
        }
    }

    #[test]
    fn worked_by_hand() {
        let table: [(&str, Load, &[u32], i64); 7] = [
            ("nothing to cook", empty(1, 6), &[], 0),
            ("one pizza", empty(1, 6), &[8], 600),
            ("two pizzas, one person", empty(1, 6), &[8, 8], 720),
            ("two pizzas, two people", empty(2, 6), &[8, 8], 600),
            ("two pizzas, an oven of one", empty(2, 1), &[8, 8], 1080),
            ("three ahead", Load { waiting: of(OTHER, &[8, 8, 8]), ..empty(1, 6) }, &[8], 960),
            (
                "one on the table for a minute",
                Load {
                    preparing: vec![Baking { since: at(-60), cooking_minutes: 8 }],
                    ..empty(1, 6)
                },
                &[8],
                660,
            ),
        ];
        for (case, load, order, seconds) in table {
            assert_eq!(promise(at(0), &load, None, order), at(seconds), "{case}");
        }
    }

    #[test]
    fn an_overdue_oven_frees_its_place_now() {
        let load =
            Load { in_oven: vec![Baking { since: at(-6000), cooking_minutes: 8 }], ..empty(1, 1) };
        assert_eq!(promise(at(0), &load, None, &[8]), at(600));
    }

    #[test]
    fn a_changed_order_is_not_ahead_of_itself() {
        // One person, two minutes a pizza, eight in the oven: the nth made is out at 2n + 8.
        let queue = |parts: [Vec<Waiting>; 3]| Load { waiting: parts.concat(), ..empty(1, 6) };
        let around = queue([of(OTHER, &[8]), of(OWN, &[8, 8]), of(OTHER, &[8])]);
        let table: [(&str, &[u32], i64); 5] = [
            ("the same: second and third", &[8, 8], 14),
            ("one fewer: second", &[8], 12),
            ("one more: behind the last", &[8, 8, 8], 18),
            ("another pizza in the same place", &[8, 20], 26),
            ("nothing to cook any more", &[], 0),
        ];
        for (case, order, minutes) in table {
            let promised = promise(at(0), &around, Some(OWN), order);
            assert_eq!(promised, at(60 * minutes), "{case}");
        }
        assert_eq!(promise(at(0), &around, None, &[8]), at(60 * 18), "a new order");
    }

    prop_compose! {
        fn any_load()(
            stations in 1u32..5, making_seconds in 30u32..400, oven_places in 1u32..8,
            in_oven in prop::collection::vec((-900i64..0, 5u32..15), 0..8),
            preparing in prop::collection::vec((-400i64..0, 5u32..15), 0..5),
            waiting in prop::collection::vec(5u32..15, 0..30),
        ) -> Load {
            let baking = |of: Vec<(i64, u32)>| of.into_iter()
                .map(|(since, cooking_minutes)| Baking { since: at(since), cooking_minutes }).collect();
            Load { stations, making_seconds, oven_places, in_oven: baking(in_oven),
                   preparing: baking(preparing), waiting: of(OTHER, &waiting) }
        }
    }

    proptest! {
        #[test]
        fn never_sooner_than_making_and_baking(load in any_load(), order in prop::collection::vec(5u32..15, 1..10)) {
            let longest = order.iter().copied().max().unwrap_or(0);
            let least = TimeDelta::seconds(i64::from(load.making_seconds)) + minutes(longest);
            prop_assert!(promise(at(0), &load, None, &order) >= at(0) + least);
        }

        #[test]
        fn one_more_pizza_is_never_sooner(load in any_load(), order in prop::collection::vec(5u32..15, 0..10), more in 5u32..15) {
            let mut longer = order.clone();
            longer.push(more);
            prop_assert!(promise(at(0), &load, None, &longer) >= promise(at(0), &load, None, &order));
        }

        #[test]
        fn more_hands_are_never_later(load in any_load(), order in prop::collection::vec(5u32..15, 1..10)) {
            let helped = Load { stations: load.stations + 1, ..load.clone() };
            prop_assert!(promise(at(0), &helped, None, &order) <= promise(at(0), &load, None, &order));
        }

        #[test]
        fn a_longer_queue_is_never_sooner(load in any_load(), order in prop::collection::vec(5u32..15, 1..10), ahead in 5u32..15) {
            let mut busier = load.clone();
            busier.waiting.extend(of(OTHER, &[ahead]));
            prop_assert!(promise(at(0), &busier, None, &order) >= promise(at(0), &load, None, &order));
        }

        #[test]
        fn the_last_in_the_queue_is_promised_as_if_it_came_now(load in any_load(), was in prop::collection::vec(5u32..15, 1..6), order in prop::collection::vec(5u32..15, 0..10)) {
            let mut placed = load.clone();
            placed.waiting.extend(of(OWN, &was));
            prop_assert_eq!(promise(at(0), &placed, Some(OWN), &order), promise(at(0), &load, None, &order));
        }

        #[test]
        fn told_to_the_full_minute(load in any_load(), order in prop::collection::vec(5u32..15, 1..10)) {
            prop_assert_eq!(promise(at(0), &load, None, &order).timestamp() % 60, 0);
        }
    }
}
