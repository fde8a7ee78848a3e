//! What the kitchen reports of itself: which orders its screen has drawn, which notices were read.
//!
//! Each is sent once. What was sent is remembered until a reading no longer lists it, so that a
//! report never leads to itself; one that failed leaves again at the next reading.

use super::queue::page_of;
use super::station::{Page, Station};
use crate::backend::call;
use crate::frame::Screen;
use domain::kitchen::{Kitchen, NoticeId, NoticesRead, OrdersShown, Pizza};
use domain::orders::OrderId;
use std::collections::BTreeMap;
use std::hash::{DefaultHasher, Hash, Hasher};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The orders whose pizzas are on the page that can be seen; none while something covers it.
fn drawn(station: &Station) -> Vec<OrderId> {
    let Some(kitchen) = station.kitchen.as_deref().filter(|_| station.told().is_none()) else {
        return vec![];
    };
    let orders = |pizzas: &[Pizza]| pizzas.iter().map(|pizza| pizza.order).collect();
    let mut orders: Vec<OrderId> = match (station.page, station.recipe()) {
        (Page::Work, Some(pizza)) => vec![pizza.order],
        (Page::Work, None) => orders(page_of(&kitchen.waiting, station.sheet)),
        (Page::Oven, _) => orders(&kitchen.in_oven),
        (Page::Recap, _) => vec![],
    };
    orders.sort_unstable();
    orders.dedup();
    orders
}

/// A number that changes with what is drawn of an order. An order changed right after it was
/// reported is not shown as it is now, though no reading said so in between.
fn content(kitchen: &Kitchen, order: OrderId) -> u64 {
    let mut hasher = DefaultHasher::new();
    let all = [&kitchen.waiting, &kitchen.preparing, &kitchen.in_oven];
    let mut pizzas: Vec<_> =
        all.into_iter().flatten().filter(|pizza| pizza.order == order).collect();
    pizzas.sort_by_key(|pizza| pizza.item);
    for pizza in pizzas {
        (pizza.item, &pizza.dish, &pizza.note, pizza.promised_at).hash(&mut hasher);
    }
    for notice in kitchen.notices.iter().filter(|notice| notice.order == order) {
        notice.id.hash(&mut hasher);
    }
    hasher.finish()
}

/// What was sent, by key, with the content it was sent for.
#[derive(Debug)]
struct Outbox<Key> {
    sent: BTreeMap<Key, u64>,
}

impl<Key> Default for Outbox<Key> {
    fn default() -> Self {
        Outbox { sent: BTreeMap::new() }
    }
}

impl<Key: Copy + Ord> Outbox<Key> {
    /// What of the `ready` has to be sent now, that is, is still listed and was not sent; it is
    /// taken to be sent from then on.
    fn due(&mut self, listed: &[Key], ready: impl IntoIterator<Item = (Key, u64)>) -> Vec<Key> {
        self.sent.retain(|key, _| listed.contains(key));
        ready
            .into_iter()
            .filter(|(key, _)| listed.contains(key))
            .filter(|(key, content)| self.sent.insert(*key, *content) != Some(*content))
            .map(|(key, _)| key)
            .collect()
    }

    /// These did not arrive.
    fn failed(&mut self, keys: &[Key]) {
        for key in keys {
            self.sent.remove(key);
        }
    }
}

/// What the reports of one screen share.
#[derive(Default)]
struct Desk {
    orders: Outbox<OrderId>,
    notices: Outbox<NoticeId>,
}

/// Reports what was drawn and read, after each drawing that shows something else.
#[hook]
pub fn use_reports(screen: &Screen, station: &Station) {
    let desk = use_mut_ref(Desk::default);
    let (screen, kitchen) = (screen.clone(), station.kitchen.clone());
    let state = (station.readings, drawn(station), station.notices.read.clone());
    use_effect_with(state, move |(_, drawn, read)| {
        let Some(kitchen) = kitchen else { return };
        let contents = drawn.iter().map(|order| (*order, content(&kitchen, *order)));
        let orders = desk.borrow_mut().orders.due(&kitchen.not_shown, contents);
        let listed: Vec<_> = kitchen.notices.iter().map(|notice| notice.id).collect();
        let read = read.iter().map(|notice| (*notice, 0));
        let notices = desk.borrow_mut().notices.due(&listed, read);
        let language = screen.language;
        if !orders.is_empty() {
            let (desk, screen) = (desk.clone(), screen.clone());
            spawn_local(async move {
                let shown = OrdersShown { orders: orders.clone() };
                if let Err(failure) = call(shown, language).await {
                    desk.borrow_mut().orders.failed(&orders);
                    screen.heed(&failure);
                }
            });
        }
        if !notices.is_empty() {
            spawn_local(async move {
                let read = NoticesRead { notices: notices.clone() };
                if let Err(failure) = call(read, language).await {
                    desk.borrow_mut().notices.failed(&notices);
                    screen.heed(&failure);
                }
            });
        }
    });
}

#[cfg(test)]
mod tests {
    use super::super::notice_book::tests::notice;
    use super::super::queue::tests::{pizza, waiting};
    use super::super::station::{Event, Reading};
    use super::*;
    use domain::kitchen::Pizza;
    use domain::orders::ItemState;

    fn order(number: u128) -> OrderId {
        OrderId(uuid::Uuid::from_u128(number))
    }

    /// A pizza of the order of its own number.
    fn own(item: i64, state: ItemState) -> Pizza {
        Pizza { order: order(item as u128), ..pizza(item, state) }
    }

    fn station(kitchen: Kitchen) -> Station {
        let reading = Reading { taps: 0, tap_under_way: false, result: Ok(kitchen) };
        Station::default().after(Event::Read(reading))
    }

    fn queue_of_seven() -> Kitchen {
        let waiting = (1..=7).map(|item| own(item, ItemState::Waiting)).collect();
        let in_oven = vec![own(8, ItemState::InOven), own(8, ItemState::InOven)];
        Kitchen { waiting, in_oven, ..Kitchen::default() }
    }

    #[test]
    fn only_what_is_on_the_page_counts_as_drawn() {
        let queue = station(queue_of_seven());
        assert_eq!(drawn(&queue), [1, 2, 3, 4, 5].map(order));
        assert_eq!(drawn(&queue.after(Event::Turn(1))), [6, 7].map(order));
        assert_eq!(drawn(&queue.after(Event::Open(Page::Oven))), [order(8)]);
        assert_eq!(drawn(&queue.after(Event::Open(Page::Recap))), []);
        let mut making = queue_of_seven();
        making.preparing = vec![own(9, ItemState::Preparing)];
        assert_eq!(drawn(&station(making)), [order(9)]);
        let mut told = queue_of_seven();
        told.notices = vec![notice(1, false)];
        let told = station(told);
        assert_eq!(drawn(&told), [], "the notice covers the cards");
        assert_eq!(drawn(&told.after(Event::NoticeRead(NoticeId(1)))).len(), 5);
        assert_eq!(drawn(&Station::default()), []);
    }

    #[test]
    fn each_is_sent_once_until_it_is_no_longer_listed() {
        let mut outbox = Outbox::default();
        for (listed, ready, sent, why) in [
            (vec![1, 2], vec![(1, 0), (3, 0)], vec![1], "3 is shown already"),
            (vec![1, 2], vec![(1, 0)], vec![], "sent before"),
            (vec![1, 2], vec![(1, 0), (2, 0)], vec![2], "turned to its page"),
            (vec![1, 2], vec![(1, 5)], vec![1], "other content"),
            (vec![2], vec![], vec![], "1 arrived"),
            (vec![1, 2], vec![(1, 5), (2, 0)], vec![1], "changed since, and listed again"),
        ] {
            assert_eq!(outbox.due(&listed, ready), sent, "{why}");
        }
    }

    #[test]
    fn what_failed_leaves_again() {
        let mut outbox = Outbox::default();
        assert_eq!(outbox.due(&[1, 2], [(1, 0), (2, 0)]), [1, 2]);
        outbox.failed(&[2]);
        assert_eq!(outbox.due(&[1, 2], [(1, 0), (2, 0)]), [2]);
    }

    #[test]
    fn content_follows_what_is_drawn_and_not_where_it_stands() {
        let kitchen = waiting([1]);
        let order = kitchen.waiting[0].order;
        let before = content(&kitchen, order);
        let mut moved = Kitchen { in_oven: kitchen.waiting.clone(), ..Kitchen::default() };
        moved.in_oven[0].state = ItemState::InOven;
        assert_eq!(content(&moved, order), before);
        moved.in_oven[0].note = Some("bien cuite".to_owned());
        assert_ne!(content(&moved, order), before);
    }
}
