//! What the kitchen reports of itself: which orders its screen has drawn, which notices were read.
//!
//! Each is sent once. What was sent is remembered until a reading no longer lists it, so that a
//! report never leads to itself; one that failed leaves again at the next reading.

use super::queue::page_of;
use super::station::{Page, Station};
use crate::backend::call;
use crate::frame::Screen;
use domain::kitchen::{NoticeId, NoticesRead, OrderRevision, OrdersShown, Pizza};
use domain::orders::OrderId;
use std::collections::BTreeSet;
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

/// What was sent.
#[derive(Debug)]
struct Outbox<Key> {
    sent: BTreeSet<Key>,
}

impl<Key> Default for Outbox<Key> {
    fn default() -> Self {
        Outbox { sent: BTreeSet::new() }
    }
}

impl<Key: Copy + Ord> Outbox<Key> {
    /// What of the listed has to be sent now, that is, is `ready` and was not sent; it is taken to
    /// be sent from then on.
    fn due(&mut self, listed: &[Key], ready: impl Fn(Key) -> bool) -> Vec<Key> {
        self.sent.retain(|key| listed.contains(key));
        listed.iter().copied().filter(|key| ready(*key) && self.sent.insert(*key)).collect()
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
    orders: Outbox<OrderRevision>,
    notices: Outbox<NoticeId>,
}

/// Reports what was drawn and read, after each drawing that shows something else; nothing is drawn where
/// another page hides the station's.
#[hook]
pub fn use_reports(screen: &Screen, station: &Station, hidden: bool) {
    let desk = use_mut_ref(Desk::default);
    let (screen, kitchen) = (screen.clone(), station.kitchen.clone());
    let drawn = if hidden { vec![] } else { drawn(station) };
    let state = (station.readings, drawn, station.notices.read.clone());
    use_effect_with(state, move |(_, drawn, read)| {
        let Some(kitchen) = kitchen else { return };
        let is_drawn = |it: OrderRevision| drawn.contains(&it.order);
        let orders = desk.borrow_mut().orders.due(&kitchen.not_shown, is_drawn);
        let listed: Vec<_> = kitchen.notices.iter().map(|notice| notice.id).collect();
        let notices = desk.borrow_mut().notices.due(&listed, |notice| read.contains(&notice));
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
    use super::super::queue::tests::pizza;
    use super::super::station::{Event, Reading};
    use super::*;
    use domain::kitchen::{Kitchen, Pizza};
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
            (vec![1, 2], vec![1, 3], vec![1], "3 is shown already"),
            (vec![1, 2], vec![1], vec![], "sent before"),
            (vec![1, 2], vec![1, 2], vec![2], "turned to its page"),
            (vec![2], vec![], vec![], "1 arrived"),
            (vec![1, 2], vec![1, 2], vec![1], "listed again"),
        ] {
            assert_eq!(outbox.due(&listed, |key| ready.contains(&key)), sent, "{why}");
        }
    }

    #[test]
    fn an_order_changed_right_after_its_report_is_reported_anew() {
        let mut outbox = Outbox::default();
        let as_drawn = |revision| [OrderRevision { order: order(1), revision }];
        for (revision, why) in
            [(1, "as it came"), (2, "changed before a reading said it was shown")]
        {
            assert_eq!(outbox.due(&as_drawn(revision), |_| true), as_drawn(revision), "{why}");
        }
        assert_eq!(outbox.due(&as_drawn(2), |_| true), []);
    }

    #[test]
    fn what_failed_leaves_again() {
        let mut outbox = Outbox::default();
        assert_eq!(outbox.due(&[1, 2], |_| true), [1, 2]);
        outbox.failed(&[2]);
        assert_eq!(outbox.due(&[1, 2], |_| true), [2]);
    }
}
