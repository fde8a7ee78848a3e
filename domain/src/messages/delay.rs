//! When an order is late, and what its customer is told instead of what was promised.

use crate::orders::{Baking, Load, OrderId, promise};
use chrono::{DateTime, DurationRound, TimeDelta, Utc};

/// No new time is told that is nearer than this: the customer reads it a while later.
const TOLD_AHEAD: TimeDelta = TimeDelta::minutes(5);
/// New times are told to the full five minutes: nobody knows better.
const TOLD_STEP: TimeDelta = TimeDelta::minutes(5);

/// An order that its customer waits for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Awaited {
    /// Which.
    pub order: OrderId,
    /// As announced.
    pub promised_at: DateTime<Utc>,
    /// Its pizzas on a table.
    pub preparing: Vec<Baking>,
    /// Its pizzas in the oven.
    pub in_oven: Vec<Baking>,
    /// How long it is on its way then; nothing for one that is fetched.
    pub on_way: TimeDelta,
}

impl Awaited {
    /// When its customer will have it, as far as it shows: what waits takes its place in the queue, and
    /// what is overdue is taken to come out now.
    pub fn expected(&self, load: &Load, now: DateTime<Utc>) -> DateTime<Utc> {
        let waiting: Vec<u32> = load
            .waiting
            .iter()
            .filter(|it| it.order == self.order)
            .map(|it| it.cooking_minutes)
            .collect();
        let making = TimeDelta::seconds(i64::from(load.making_seconds));
        let out = |it: &Baking, more: TimeDelta| {
            it.since + more + TimeDelta::minutes(i64::from(it.cooking_minutes))
        };
        let tables = self.preparing.iter().map(|it| out(it, making));
        let begun = tables.chain(self.in_oven.iter().map(|it| out(it, TimeDelta::zero())));
        let promised = promise(now, load, Some(self.order), &waiting).max(now);
        begun.fold(promised, DateTime::max) + self.on_way
    }

    /// The time that its customer is told, where the order comes later than promised by more than so many
    /// minutes; none: it does not.
    pub fn told_instead(
        &self,
        load: &Load,
        minutes: u32,
        now: DateTime<Utc>,
    ) -> Option<DateTime<Utc>> {
        let expected = self.expected(load, now);
        let is_late = expected - self.promised_at > TimeDelta::minutes(i64::from(minutes));
        is_late.then(|| new_time(expected, now))
    }
}

/// The time that is told in the place of the one that was promised.
pub fn new_time(expected: DateTime<Utc>, now: DateTime<Utc>) -> DateTime<Utc> {
    let at = expected.max(now + TOLD_AHEAD);
    let floor = at.duration_trunc(TOLD_STEP).unwrap_or(at);
    if floor == at { at } else { floor + TOLD_STEP }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::orders::Waiting;
    use proptest::prelude::*;
    use uuid::Uuid;

    const OWN: OrderId = OrderId(Uuid::from_u128(1));
    const OTHER: OrderId = OrderId(Uuid::from_u128(2));

    /// So many minutes after 20:00 in the shops' zone.
    fn at(minutes: i64) -> DateTime<Utc> {
        DateTime::from_timestamp(1_783_620_000 + 60 * minutes, 0).expect("an instant")
    }

    fn baking(since: i64) -> Vec<Baking> {
        vec![Baking { since: at(since), cooking_minutes: 8 }]
    }

    /// One person, two minutes a pizza, eight in the oven; the pizzas of these orders wait.
    fn kitchen(waiting: &[OrderId]) -> Load {
        let of = |order: &OrderId| Waiting { order: *order, cooking_minutes: 8 };
        Load {
            stations: 1,
            making_seconds: 120,
            oven_places: 9,
            in_oven: vec![],
            preparing: vec![],
            waiting: waiting.iter().map(of).collect(),
        }
    }

    fn awaited(promised: i64, preparing: Vec<Baking>, in_oven: Vec<Baking>) -> Awaited {
        let on_way = TimeDelta::zero();
        Awaited { order: OWN, promised_at: at(promised), preparing, in_oven, on_way }
    }

    #[test]
    fn worked_by_hand() {
        let table: [(&str, Load, Awaited, i64); 6] = [
            ("nothing left to make", kitchen(&[]), awaited(0, vec![], vec![]), 0),
            ("its turn", kitchen(&[OWN]), awaited(0, vec![], vec![]), 10),
            ("two before it", kitchen(&[OTHER, OTHER, OWN, OTHER]), awaited(0, vec![], vec![]), 14),
            ("in the oven for three minutes", kitchen(&[]), awaited(0, vec![], baking(-3)), 5),
            ("on the table for a minute", kitchen(&[]), awaited(0, baking(-1), vec![]), 9),
            ("overdue", kitchen(&[]), awaited(0, vec![], baking(-60)), 0),
        ];
        for (case, load, order, minutes) in table {
            assert_eq!(order.expected(&load, at(0)), at(minutes), "{case}");
            let brought = Awaited { on_way: TimeDelta::minutes(7), ..order };
            assert_eq!(brought.expected(&load, at(0)), at(minutes + 7), "{case}, and brought");
        }
    }

    #[test]
    fn a_delay_is_told_once_it_is_long_enough() {
        // Ready ten minutes from now at the soonest.
        for (promised, minutes, told) in [
            (10, 15, None),
            (-5, 15, None),
            (-6, 15, Some(10)),
            (5, 5, None),
            (4, 5, Some(10)),
            (-60, 15, Some(10)),
        ] {
            let order = awaited(promised, vec![], vec![]);
            let instead = order.told_instead(&kitchen(&[OWN]), minutes, at(0));
            assert_eq!(instead, told.map(at), "{promised} {minutes}");
        }
    }

    #[test]
    fn new_times_are_told_to_the_five_minutes_and_ahead() {
        for (expected, told) in [(0, 5), (4, 5), (5, 5), (6, 10), (61, 65)] {
            assert_eq!(new_time(at(expected), at(0)), at(told), "{expected}");
        }
        assert_eq!(new_time(at(2), at(2)), at(10), "seven past is ten past");
    }

    proptest! {
        #[test]
        fn nobody_is_told_a_time_that_is_past_or_before_what_is_expected(
            expected in -600i64..600, seconds in 0i64..3600,
        ) {
            let now = at(0) + TimeDelta::seconds(seconds);
            let told = new_time(at(expected), now);
            prop_assert!(told >= now + TOLD_AHEAD && told >= at(expected));
            prop_assert!(told < at(expected).max(now + TOLD_AHEAD) + TOLD_STEP);
            prop_assert_eq!(told.timestamp() % 300, 0);
        }
    }
}
