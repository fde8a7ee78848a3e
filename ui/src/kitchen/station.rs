//! What this station's screen knows and shows, and how each event changes it.
//!
//! Pure, so that the order in which readings, taps and news arrive is settled here and tested:
//! a reading that began before the last tap is older than what the tap said and is left aside.

use super::notice_book::NoticeBook;
use super::queue::{CARDS_A_PAGE, arrivals, moved, page_count};
use super::taps::Tap;
use chrono::{DateTime, Utc};
use domain::kitchen::{ItemId, Kitchen, Notice, NoticeId, Pizza, TapDone, UNDO_WINDOW};
use domain::orders::{ItemState, OrderId, OrderState, ServiceMode};
use domain::{CommandId, Failure};
use std::rc::Rc;
use yew::prelude::*;

/// What lies over the whole screen below the top bar.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Page {
    /// The recipe of the pizza this station makes, or the queue while it makes none.
    #[default]
    Work,
    /// What is in the oven.
    Oven,
    /// How many of each pizza wait.
    Recap,
}

/// The last tap, as long as it can be taken back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LastTap {
    /// The tap.
    pub command: CommandId,
    /// What it did.
    pub tap: Tap,
    /// To which pizza.
    pub item: ItemId,
    /// The pizza's name.
    pub name: String,
    /// The order's number.
    pub number: String,
    /// Until when, by the server's clock.
    pub until: DateTime<Utc>,
}

/// An order whose last pizza has just been cooked here.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReadyOrder {
    /// The order.
    pub order: OrderId,
    /// Its number.
    pub number: String,
    /// A driver takes it: the notice stays until it is acknowledged.
    pub delivery: bool,
    /// When it became ready, by the server's clock.
    pub since: DateTime<Utc>,
}

/// What the person has to be told before going on.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Problem {
    /// A call was refused; the sentence says why.
    Refused(String),
    /// The pizza on the table is no longer this station's.
    TakenAway {
        /// The order's number.
        number: String,
        /// The pizza's name.
        name: String,
    },
    /// The answer to a tap: the pizza's order is cancelled.
    GivenUp {
        /// The order's number.
        number: String,
        /// The pizza's name.
        name: String,
    },
}

/// What lies over the screen until somebody has read it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Told<'a> {
    /// A problem.
    Problem(&'a Problem),
    /// An order was changed or cancelled.
    Notice(&'a Notice),
    /// A delivery is ready.
    Ready(&'a ReadyOrder),
}

/// Everything this station's screen shows, apart from a tap under way.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Station {
    /// The page shown.
    pub page: Page,
    /// The page of the queue shown, the first being 0.
    pub sheet: usize,
    /// The last good reading, with the taps done since.
    pub kitchen: Option<Rc<Kitchen>>,
    /// Why the last reading failed, while it is the last one.
    pub reading_failed: Option<String>,
    /// The pizzas that came last.
    pub fresh: Vec<ItemId>,
    /// How many times pizzas came while the screen was open.
    pub rings: u32,
    /// The tap that can be taken back.
    pub last_tap: Option<LastTap>,
    /// The order that is ready.
    pub ready: Option<ReadyOrder>,
    /// What has to be told.
    pub problem: Option<Problem>,
    /// What is remembered of the notices about orders.
    pub notices: NoticeBook,
    /// Good readings taken in.
    pub readings: u32,
    /// Taps answered: a reading begun before the last answer is too old.
    pub taps: u32,
}

/// What a reading of the kitchen found, and when it was.
pub struct Reading {
    /// How many taps had been answered when it began.
    pub taps: u32,
    /// A tap is under way: what it does may or may not be in the reading, and its own answer will
    /// ask for another. Taken at its word, it would take one's own undo for another station's.
    pub tap_under_way: bool,
    /// What was read.
    pub result: Result<Kitchen, Failure>,
}

/// What happens to a station's screen.
pub enum Event {
    /// The kitchen was read, or could not be.
    Read(Reading),
    /// A tap was done.
    Done(Tap, CommandId, Box<TapDone>),
    /// A tap was refused.
    Refused(Failure),
    /// A page is opened.
    Open(Page),
    /// The queue is turned to the next page (or, by -1, to the one before).
    Turn(isize),
    /// The order's notice was read.
    Acknowledge,
    /// The problem was read.
    Dismiss,
    /// A notice about an order was read.
    NoticeRead(NoticeId),
}

impl Station {
    /// The pizza on this station's table.
    pub fn recipe(&self) -> Option<&Pizza> {
        self.kitchen.as_deref().and_then(on_the_table)
    }

    /// What has to be read before going on, if anything.
    pub fn told(&self) -> Option<Told<'_>> {
        let problem = self.problem.as_ref().map(Told::Problem);
        let kitchen = self.kitchen.as_deref();
        let notice = || kitchen.and_then(|it| self.notices.unread(it).next()).map(Told::Notice);
        let ready = || self.ready.as_ref().filter(|ready| ready.delivery).map(Told::Ready);
        problem.or_else(notice).or_else(ready)
    }

    /// The screen after an event.
    pub fn after(&self, event: Event) -> Station {
        let mut station = self.clone();
        match event {
            Event::Read(reading) => station.read(reading),
            Event::Done(tap, command, done) => station.done(tap, command, &done),
            Event::Refused(failure) => {
                station.problem = Some(Problem::Refused(failure.message));
                // Something else than shown is true: read again.
                station.taps += 1;
            }
            Event::Open(page) => {
                station.page = page;
                station.forget_what_flashed();
            }
            Event::Turn(by) => {
                let last = page_count(station.waiting()) - 1;
                station.sheet = station.sheet.saturating_add_signed(by).min(last);
                station.forget_what_flashed();
            }
            Event::Acknowledge => station.ready = None,
            Event::NoticeRead(id) => station.notice_read(id),
            Event::Dismiss => station.problem = None,
        }
        station
    }

    fn forget_what_flashed(&mut self) {
        self.fresh.clear();
        self.notices.changed.clear();
    }

    fn notice_read(&mut self, id: NoticeId) {
        let notices = self.kitchen.iter().flat_map(|kitchen| &kitchen.notices);
        if let Some(notice) = notices.into_iter().find(|notice| notice.id == id) {
            self.notices.acknowledge(notice);
        }
    }

    /// What was told of an order that is cancelled no longer holds.
    fn take_back_what_was_told(&mut self, kitchen: &Kitchen) {
        for notice in self.notices.unread(kitchen).filter(|notice| notice.cancelled) {
            self.ready.take_if(|ready| ready.order == notice.order);
            self.last_tap.take_if(|tap| tap.number == notice.number);
        }
    }

    fn waiting(&self) -> usize {
        self.kitchen.as_ref().map_or(0, |kitchen| kitchen.waiting.len())
    }

    fn read(&mut self, reading: Reading) {
        if reading.tap_under_way || reading.taps != self.taps {
            return;
        }
        let kitchen = match reading.result {
            Ok(kitchen) => kitchen,
            Err(failure) => {
                self.reading_failed = Some(failure.message);
                return;
            }
        };
        self.reading_failed = None;
        self.readings += 1;
        let told = self.notices.hear(&kitchen.notices);
        self.take_back_what_was_told(&kitchen);
        if let Some(before) = self.kitchen.take() {
            let new = arrivals(&before, &kitchen);
            if !new.is_empty() {
                // The pizzas of a changed order are other ones; its notice sounds already.
                let comes = |it: &Pizza| new.contains(&it.item) && !told.contains(&it.order);
                self.rings += u32::from(kitchen.waiting.iter().any(comes));
                self.fresh = new;
            }
            if let (Some(made), None) = (on_the_table(&before), on_the_table(&kitchen))
                && !self.notices.explains(made, &kitchen)
            {
                let (number, name) = (made.number.clone(), made.name.clone());
                self.problem = Some(Problem::TakenAway { number, name });
            }
        }
        self.sheet = self.sheet.min(page_count(kitchen.waiting.len()) - 1);
        self.kitchen = Some(Rc::new(kitchen));
    }

    fn done(&mut self, tap: Tap, command: CommandId, done: &TapDone) {
        let pizza = &done.pizza;
        self.taps += 1;
        // Cards drawn anew would flash again.
        self.forget_what_flashed();
        self.kitchen = self.kitchen.as_deref().map(|kitchen| Rc::new(moved(kitchen, pizza)));
        self.sheet = match tap {
            // The next one to make is always on the first page.
            Tap::Next | Tap::IntoOven(_) => 0,
            _ => self.sheet.min(self.waiting().saturating_sub(1) / CARDS_A_PAGE),
        };
        self.page = match tap {
            Tap::Next | Tap::Release(_) | Tap::IntoOven(_) => Page::Work,
            Tap::Cooked(_) => Page::Oven,
            Tap::Undo { .. } => self.page,
        };
        // The answer to a tap sent again says where the pizza stands by now.
        let given_up = matches!(pizza.state, ItemState::Cancelled | ItemState::Wasted);
        if given_up {
            let (number, name) = (pizza.number.clone(), pizza.name.clone());
            self.problem = Some(Problem::GivenUp { number, name });
        }
        let is_step = matches!(tap, Tap::Next | Tap::IntoOven(_) | Tap::Cooked(_));
        let can_be_undone = is_step && !given_up;
        self.last_tap = can_be_undone.then(|| LastTap {
            command,
            tap,
            item: pizza.item,
            name: pizza.name.clone(),
            number: pizza.number.clone(),
            until: pizza.since + UNDO_WINDOW,
        });
        if self.ready.as_ref().is_some_and(|ready| ready.order == pizza.order) {
            self.ready = None;
        }
        if matches!(tap, Tap::Cooked(_)) && done.order_state == OrderState::Ready {
            self.ready = Some(ReadyOrder {
                order: pizza.order,
                number: pizza.number.clone(),
                delivery: pizza.mode == ServiceMode::Delivery,
                since: pizza.since,
            });
        }
    }
}

impl Reducible for Station {
    type Action = Event;

    fn reduce(self: Rc<Self>, event: Event) -> Rc<Self> {
        Rc::new(self.after(event))
    }
}

fn on_the_table(kitchen: &Kitchen) -> Option<&Pizza> {
    kitchen.preparing.iter().find(|pizza| pizza.mine)
}

#[cfg(test)]
mod tests {
    use super::super::notice_book::tests::notice;
    use super::super::queue::tests::{at, pizza, waiting};
    use super::*;
    use domain::Language;

    fn command() -> CommandId {
        CommandId(Default::default())
    }

    fn reading(taps: u32, result: Result<Kitchen, Failure>) -> Event {
        Event::Read(Reading { taps, tap_under_way: false, result })
    }

    fn read(station: &Station, kitchen: Kitchen) -> Station {
        station.after(reading(station.taps, Ok(kitchen)))
    }

    fn done(station: &Station, tap: Tap, pizza: Pizza, pizzas_left: u32) -> Station {
        let order_state = if pizzas_left == 0 { OrderState::Ready } else { OrderState::Preparing };
        let done = TapDone { pizza, order_state, version: 2, pizzas_left };
        station.after(Event::Done(tap, command(), Box::new(done)))
    }

    #[test]
    fn a_claimed_pizza_opens_its_recipe_and_the_oven_closes_it() {
        let station = read(&Station::default(), waiting([1, 2]));
        let making = done(&station, Tap::Next, pizza(1, ItemState::Preparing), 1);
        assert_eq!(making.recipe().map(|pizza| pizza.item), Some(ItemId(1)));
        assert_eq!(making.last_tap.as_ref().map(|tap| tap.until), Some(at(10)));
        let baking = done(&making, Tap::IntoOven(ItemId(1)), pizza(1, ItemState::InOven), 1);
        assert_eq!((baking.recipe(), baking.page), (None, Page::Work));
        assert_eq!(baking.problem, None);
    }

    #[test]
    fn a_restart_opens_the_recipe_again() {
        let mut kitchen = waiting([2]);
        kitchen.preparing.push(pizza(1, ItemState::Preparing));
        assert!(read(&Station::default(), kitchen).recipe().is_some());
    }

    #[test]
    fn a_reading_begun_before_a_tap_is_left_aside() {
        let station = read(&Station::default(), waiting([1, 2]));
        let before = station.taps;
        let making = done(&station, Tap::Next, pizza(1, ItemState::Preparing), 1);
        assert_eq!(making.after(reading(before, Ok(waiting([1, 2])))), making);
    }

    #[test]
    fn news_of_ones_own_tap_that_overtakes_its_answer_is_left_aside() {
        let mut kitchen = waiting([2]);
        kitchen.preparing.push(pizza(1, ItemState::Preparing));
        let making = read(&Station::default(), kitchen);
        // Released by this station's undo, whose answer is still on its way.
        let result = Ok(waiting([1, 2]));
        let overtaking = Reading { taps: making.taps, tap_under_way: true, result };
        assert_eq!(making.after(Event::Read(overtaking)), making);
    }

    #[test]
    fn a_failed_reading_keeps_the_last_good_one() {
        let station = read(&Station::default(), waiting([1]));
        let failed = station.after(reading(0, Err(Failure::unreachable(Language::Fr))));
        assert!(failed.reading_failed.is_some());
        assert_eq!(failed.kitchen, station.kitchen);
        assert_eq!(read(&failed, waiting([1])).reading_failed, None);
    }

    #[test]
    fn only_new_pizzas_ring_and_never_at_the_first_reading() {
        let station = read(&Station::default(), waiting([1]));
        assert_eq!(station.rings, 0);
        let station = read(&station, waiting([1]));
        assert_eq!(station.rings, 0);
        let station = read(&station, waiting([1, 2]));
        assert_eq!((station.rings, station.fresh), (1, vec![ItemId(2)]));
    }

    #[test]
    fn a_changed_order_sounds_as_a_change_and_not_as_new_work() {
        let station = read(&Station::default(), waiting([1]));
        let other =
            Pizza { order: OrderId(uuid::Uuid::from_u128(9)), ..pizza(3, ItemState::Waiting) };
        for (more, rings) in [(vec![], 0), (vec![other], 1)] {
            let mut kitchen = Kitchen { notices: vec![notice(1, false)], ..waiting([2]) };
            kitchen.waiting.extend(more);
            let changed = read(&station, kitchen);
            assert_eq!((changed.rings, changed.notices.alarms), (rings, 1));
        }
    }

    #[test]
    fn a_pizza_taken_away_is_told() {
        let mut kitchen = waiting([]);
        kitchen.preparing.push(pizza(1, ItemState::Preparing));
        let station = read(&Station::default(), kitchen);
        let told = read(&station, waiting([])).problem;
        assert!(matches!(told, Some(Problem::TakenAway { number, .. }) if number == "A-001"));
    }

    #[test]
    fn a_cancelled_pizza_leaves_the_table_and_its_notice_says_why() {
        let mut kitchen = waiting([]);
        kitchen.preparing.push(pizza(1, ItemState::Preparing));
        let making = read(&Station::default(), kitchen);
        let cancelled = Kitchen { notices: vec![notice(7, true)], ..waiting([2]) };
        let station = read(&making, cancelled.clone());
        assert_eq!((station.recipe(), &station.problem), (None, &None));
        assert!(matches!(station.told(), Some(Told::Notice(it)) if it.id == NoticeId(7)));
        assert_eq!(station.notices.lost.as_ref().map(|lost| lost.name.as_str()), Some("Chorizo"));
        let station = station.after(Event::NoticeRead(NoticeId(7)));
        assert_eq!((station.told(), &station.notices.lost), (None, &None));
        assert_eq!(read(&station, cancelled).told(), None, "its report may be under way");
    }

    #[test]
    fn nothing_of_a_cancelled_order_is_offered_any_more() {
        let mut cooked = pizza(1, ItemState::Cooked);
        cooked.mode = ServiceMode::Delivery;
        let station = read(&Station::default(), waiting([]));
        let ready = done(&station, Tap::Cooked(ItemId(1)), cooked, 0);
        assert!(matches!(ready.told(), Some(Told::Ready(_))) && ready.last_tap.is_some());
        let station =
            read(&ready, Kitchen { notices: vec![notice(7, true)], ..Kitchen::default() });
        assert_eq!((&station.ready, &station.last_tap), (&None, &None));
    }

    #[test]
    fn an_answer_that_finds_the_pizza_given_up_says_so() {
        for state in [ItemState::Cancelled, ItemState::Wasted] {
            let station = read(&Station::default(), waiting([1]));
            let station = done(&station, Tap::Next, pizza(1, state), 0);
            assert_eq!((station.recipe(), &station.last_tap), (None, &None));
            assert!(matches!(station.problem, Some(Problem::GivenUp { .. })), "{state:?}");
        }
    }

    #[test]
    fn the_last_pizza_of_an_order_is_told_until_it_is_undone() {
        let station = read(&Station::default(), waiting([]));
        let mut cooked = pizza(1, ItemState::Cooked);
        cooked.mode = ServiceMode::Delivery;
        let tap = Tap::Cooked(ItemId(1));
        assert_eq!(done(&station, tap, cooked.clone(), 1).ready, None);
        let ready = done(&station, tap, cooked, 0);
        assert!(ready.ready.as_ref().is_some_and(|ready| ready.delivery));
        assert_eq!(ready.after(Event::Acknowledge).ready, None);
        let undo = Tap::Undo { item: ItemId(1), tap: command() };
        let undone = done(&ready, undo, pizza(1, ItemState::InOven), 1);
        assert_eq!((undone.ready, undone.last_tap), (None, None));
    }

    #[test]
    fn the_queue_turns_within_its_pages() {
        let mut station = read(&Station::default(), waiting(1..=12));
        for (by, sheet) in [(-1, 0), (1, 1), (1, 2), (1, 2), (-1, 1)] {
            station = station.after(Event::Turn(by));
            assert_eq!(station.sheet, sheet);
        }
        assert_eq!(read(&station, waiting([1])).sheet, 0);
    }
}
