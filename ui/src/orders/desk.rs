//! What the cashier is doing: the basket, those put aside, and the command in the air.
//!
//! A validation whose outcome is unknown freezes the basket: the very same command is sent again,
//! or the cashier gives it up. A refusal for sure thaws it; its ids serve again until the basket
//! changes.

use super::basket::Basket;
pub use super::parked::Parked;
pub use super::validation::{Changing, How, Ids, Paying, Validation};
use chrono::{DateTime, Utc};
use domain::menu::{Menu, SizeId};
use domain::orders::{Channel, Discount, OrderAsked, PlacedOrder, ServiceMode, Sold};
use domain::{Cents, Failure};
use serde::{Deserialize, Serialize};
use std::rc::Rc;
use yew::Reducible;

/// What the cashier is doing.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Desk {
    /// The basket being filled.
    pub basket: Basket,
    /// Those put aside, oldest first.
    pub parked: Vec<Parked>,
    /// The ids this basket was refused under.
    pub ids: Option<Ids>,
    /// The command whose outcome is not known (yet).
    pub sent: Option<Validation>,
    /// The money is taken once the validation is accepted.
    #[serde(default)]
    pub pay: bool,
    /// The order just placed whose money is taken now.
    #[serde(default)]
    pub paying: Option<Paying>,
    /// The order whose content is in the basket.
    #[serde(default)]
    pub changing: Option<Changing>,
    /// The number of the order that was left as it is.
    #[serde(skip)]
    pub unchanged: Option<String>,
    /// The validation that waits for a manager's consent.
    #[serde(skip)]
    pub asking: Option<How>,
    /// It is in the air right now.
    #[serde(skip)]
    pub sending: bool,
    /// Why the last validation failed.
    pub failure: Option<Failure>,
    /// What was placed last, until it was seen.
    #[serde(skip)]
    pub placed: Option<PlacedOrder>,
    /// It was there before, and was changed.
    #[serde(skip)]
    pub placed_again: bool,
}

/// What can happen at the desk.
#[derive(Clone, Debug)]
pub enum Act {
    /// One more of a size.
    Add(Rc<Menu>, SizeId),
    /// The keys act on this line.
    Select(usize),
    /// More or fewer of a line.
    Change(usize, i32),
    /// A line goes.
    Remove(usize),
    /// A line's note to the kitchen.
    Note(usize, Option<String>),
    /// Something composed: on a line, or on a new one.
    Compose {
        /// The line it takes the place of.
        at: Option<usize>,
        /// The menu it was composed from.
        menu: Rc<Menu>,
        /// What.
        sold: Sold,
        /// Its note to the kitchen.
        note: Option<String>,
    },
    /// How the customer gets it.
    Mode(ServiceMode),
    /// The name to call out.
    Name(String),
    /// The basket is put aside.
    Park(DateTime<Utc>),
    /// One put aside is taken up again; the present one is put aside first.
    TakeUp(usize, DateTime<Utc>),
    /// One put aside is given up.
    Drop(usize),
    /// The menu was read again.
    MenuRead(Rc<Menu>),
    /// How the order came.
    Channel(Channel),
    /// The number to call.
    Phone(String),
    /// Money off a line, or off the order; none: no more.
    Discount(Option<usize>, Option<Discount>),
    /// An order's content comes into the basket, to be changed.
    Open(Box<OrderAsked>, Rc<Menu>),
    /// The order stays as it is; the basket put aside for it comes back.
    Leave,
    /// A manager is asked for consent, or no longer.
    Ask(Option<How>),
    /// A validation leaves; the money is taken next, or not.
    Sent(Validation, bool),
    /// The money was taken, or will be later.
    PayingDone,
    /// It was accepted.
    Placed(PlacedOrder),
    /// The same in training: which order of it.
    Trained(u32, PlacedOrder),
    /// It failed.
    Failed(Failure),
    /// The next customer is served: the journal sees to what was sent.
    GiveUp,
    /// All of it goes: the training is over.
    Clear,
    /// The number was seen.
    Seen,
    /// Nobody is to be held by the last message.
    Dismiss,
}

impl Desk {
    /// The basket must stay as it was sent.
    pub fn frozen(&self) -> bool {
        self.sent.is_some()
    }

    /// The outcome of the last validation is unknown.
    pub fn outcome_unknown(&self) -> bool {
        self.sent.is_some() && !self.sending
    }

    /// Changes the basket: what was refused before is another order from now on.
    fn edit(&mut self, change: impl FnOnce(&mut Basket)) {
        if self.frozen() {
            return;
        }
        let before = self.basket.clone();
        change(&mut self.basket);
        if (Basket { selected: self.basket.selected, ..before }) != self.basket {
            self.ids = None;
            self.failure = None;
            self.unchanged = None;
        }
    }

    fn park(&mut self, at: DateTime<Utc>) {
        if !self.basket.is_empty() {
            let basket = std::mem::take(&mut self.basket);
            self.parked.push(Parked { basket, at });
        }
        self.ids = None;
        self.failure = None;
    }

    /// Takes an order's content into the basket; what was in it waits.
    fn open(&mut self, asked: &OrderAsked, menu: &Menu) {
        let summary = &asked.summary;
        let basket = Basket::of(asked, menu);
        let aside = std::mem::replace(&mut self.basket, basket);
        self.changing = Some(Changing {
            order: summary.order,
            number: summary.number.clone(),
            version: summary.version,
            pizzas: summary.pizzas,
            promised_at: summary.promised_at,
            paid: summary.paid,
            aside,
        });
        self.ids = None;
        self.failure = None;
        self.unchanged = None;
    }

    fn leave(&mut self) {
        if let Some(changing) = self.changing.take() {
            self.basket = changing.aside;
            self.unchanged = Some(changing.number);
            self.ids = None;
            self.failure = None;
        }
    }

    /// The next customer starts afresh, or goes on where the change of an order came between.
    pub(super) fn placed(&mut self, placed: PlacedOrder) {
        let changing = self.changing.take();
        let paid = changing.as_ref().map_or(Cents::ZERO, |changing| changing.paid);
        let due = placed.total - paid;
        let number = placed.number.clone();
        let paying = Paying { order: placed.order, number, due, lesson: None };
        *self = Desk {
            parked: std::mem::take(&mut self.parked),
            paying: Some(paying).filter(|_| self.pay && due > Cents::ZERO),
            placed_again: changing.is_some(),
            basket: changing.map(|changing| changing.aside).unwrap_or_default(),
            placed: Some(placed),
            ..Desk::default()
        };
    }

    fn discount(&mut self, line: Option<usize>, discount: Option<Discount>) {
        self.edit(|basket| match line {
            None => basket.discount = discount,
            Some(at) => {
                if let Some(line) = basket.lines.get_mut(at) {
                    line.discount = discount;
                }
            }
        });
    }

    fn failed(&mut self, failure: Failure) {
        self.sending = false;
        if !failure.leaves_outcome_unknown() {
            self.sent = None;
        }
        self.failure = Some(failure);
    }

    fn act(&mut self, act: Act) {
        match act {
            Act::Add(menu, size) => self.edit(|basket| basket.add(&menu, size)),
            Act::Select(at) => {
                self.basket.selected = Some(at).filter(|_| self.basket.selected != Some(at));
            }
            Act::Change(at, by) => self.edit(|basket| basket.change_quantity(at, by)),
            Act::Remove(at) => self.edit(|basket| basket.remove(at)),
            Act::Note(at, note) => self.edit(|basket| {
                if let Some(line) = basket.lines.get_mut(at) {
                    line.note = note;
                }
            }),
            Act::Compose { at, menu, sold, note } => self.edit(|basket| match at {
                Some(at) => basket.replace(at, &menu, sold, note),
                None => basket.add_sold(&menu, sold, note),
            }),
            Act::Mode(mode) => self.edit(|basket| basket.mode = mode),
            Act::Name(name) => self.edit(|basket| basket.customer_name = name),
            Act::Channel(channel) => self.edit(|basket| basket.channel = channel),
            Act::Phone(phone) => self.edit(|basket| basket.customer_phone = phone),
            Act::Discount(line, discount) => self.discount(line, discount),
            // One order at a time is changed, and it is not put aside half changed.
            Act::Park(_) | Act::TakeUp(..) | Act::Open(..)
                if self.frozen() || self.changing.is_some() => {}
            Act::Open(asked, menu) => self.open(&asked, &menu),
            Act::Leave if self.frozen() => {}
            Act::Leave => self.leave(),
            Act::Ask(how) => self.asking = how,
            Act::PayingDone => self.paying = None,
            Act::Park(at) => self.park(at),
            Act::TakeUp(index, at) if index < self.parked.len() => {
                let taken = self.parked.remove(index);
                self.park(at);
                self.basket = taken.basket;
            }
            Act::TakeUp(..) => {}
            Act::Drop(index) => {
                if index < self.parked.len() {
                    self.parked.remove(index);
                }
            }
            Act::MenuRead(menu) => {
                let failure = self.failure.clone();
                self.edit(|basket| basket.take_prices(&menu));
                // The message that the menu changed outlives the change it speaks of.
                self.failure = failure;
                for parked in &mut self.parked {
                    parked.basket.take_prices(&menu);
                }
            }
            Act::Sent(call, pay) => {
                self.ids = Some(call.ids());
                self.sent = Some(call);
                self.sending = true;
                self.pay = pay;
                self.asking = None;
                self.failure = None;
                self.unchanged = None;
            }
            Act::Placed(placed) => self.placed(placed),
            Act::Trained(nth, placed) => self.trained(nth, placed),
            Act::Failed(failure) => self.failed(failure),
            Act::GiveUp => {
                let basket = self.changing.take().map(|it| it.aside).unwrap_or_default();
                *self =
                    Desk { parked: std::mem::take(&mut self.parked), basket, ..Desk::default() };
            }
            Act::Clear => *self = Desk::default(),
            Act::Seen => self.placed = None,
            Act::Dismiss => {
                self.failure = None;
                self.unchanged = None;
            }
        }
    }
}

impl Reducible for Desk {
    type Action = Act;

    fn reduce(self: Rc<Self>, act: Act) -> Rc<Self> {
        let mut desk = (*self).clone();
        desk.act(act);
        Rc::new(desk)
    }
}

#[cfg(test)]
mod tests {
    use super::super::basket::tests::menu;
    use super::super::filter::tests::order as order_under_way;
    use super::*;
    use domain::FailureCode;
    use domain::menu::Dish;
    use domain::orders::{OrderId, OrderState, PlaceOrder};
    use domain::{CommandId, Language};
    use uuid::Uuid;

    fn at() -> DateTime<Utc> {
        DateTime::UNIX_EPOCH
    }

    fn desk() -> Desk {
        let mut desk = Desk::default();
        desk.act(Act::Add(Rc::new(menu()), SizeId(1)));
        desk
    }

    fn order(desk: &Desk, id: u128) -> Validation {
        Validation::Place(PlaceOrder {
            command: CommandId(Uuid::from_u128(id)),
            order: OrderId(Uuid::from_u128(id + 1)),
            content: desk.basket.content(3),
            promised_at: at(),
        })
    }

    fn placed(order: u128, total: i64) -> PlacedOrder {
        PlacedOrder {
            order: OrderId(Uuid::from_u128(order)),
            number: "A-001".to_owned(),
            reference: Some("MOZ1-2026-000001".to_owned()),
            total: Cents(total),
            promised_at: at(),
        }
    }

    /// two Reine, paid 8.00 of 16.00.
    fn asked() -> OrderAsked {
        let mut two = desk();
        two.act(Act::Change(0, 1));
        let mut summary = order_under_way(7, OrderState::Queued);
        summary.paid = Cents(800);
        OrderAsked { summary, lines: two.basket.requests(), discount: None }
    }

    fn refused(code: FailureCode) -> Failure {
        Failure { code, message: "no".to_owned(), field: None }
    }

    #[test]
    fn an_unknown_outcome_freezes_the_basket_and_keeps_the_command() {
        let mut desk = desk();
        let call = order(&desk, 1);
        desk.act(Act::Sent(call.clone(), false));
        desk.act(Act::Failed(Failure::unreachable(Language::Fr)));
        desk.act(Act::Add(Rc::new(menu()), SizeId(2)));
        desk.act(Act::Park(at()));
        assert_eq!(desk.basket.lines.len(), 1);
        assert!(desk.parked.is_empty());
        assert_eq!(desk.sent, Some(call));
        assert!(desk.outcome_unknown());
        desk.act(Act::GiveUp);
        // Left in the basket it would be validated again, under other ids.
        assert_eq!((desk.frozen(), desk.ids, desk.basket.lines.len()), (false, None, 0));
    }

    #[test]
    fn ids_last_until_a_refused_basket_changes() {
        let mut desk = desk();
        desk.act(Act::Sent(order(&desk, 1), false));
        desk.act(Act::Failed(refused(FailureCode::StockShort)));
        assert!(!desk.frozen());
        desk.act(Act::Select(0));
        assert!(desk.ids.is_some());
        desk.act(Act::Change(0, 1));
        assert_eq!((desk.ids, desk.failure), (None, None));
    }

    #[test]
    fn a_stale_menu_marks_prices_and_keeps_the_message() {
        let mut desk = desk();
        desk.act(Act::Sent(order(&desk, 1), false));
        desk.act(Act::Failed(refused(FailureCode::StaleMenu)));
        let mut dearer = menu();
        dearer.products[0].sizes[0].price.0 = 900;
        desk.act(Act::MenuRead(Rc::new(dearer)));
        assert_eq!(desk.ids, None);
        assert!(desk.failure.is_some());
        assert_eq!(desk.basket.lines[0].unit_price.0, 900);
    }

    #[test]
    fn taking_up_puts_the_present_basket_aside_first() {
        let mut desk = desk();
        desk.act(Act::Park(at()));
        assert!(desk.basket.is_empty());
        desk.act(Act::Add(Rc::new(menu()), SizeId(2)));
        desk.act(Act::TakeUp(0, at()));
        assert_eq!(desk.basket.lines[0].sold, Sold::Dish(Dish::plain(SizeId(1))));
        assert_eq!(desk.parked[0].basket.lines[0].sold, Sold::Dish(Dish::plain(SizeId(2))));
    }

    #[test]
    fn a_reload_takes_a_command_in_the_air_for_unknown() {
        let mut desk = desk();
        desk.act(Act::Sent(order(&desk, 1), false));
        let text = serde_json::to_string(&desk).expect("a text");
        let desk: Desk = serde_json::from_str(&text).expect("a desk");
        assert!(desk.outcome_unknown());
    }

    #[test]
    fn once_placed_the_next_customer_starts_afresh() {
        let mut desk = desk();
        desk.act(Act::Sent(order(&desk, 1), false));
        desk.act(Act::Placed(placed(2, 800)));
        assert!(desk.basket.is_empty() && !desk.frozen() && desk.ids.is_none());
        assert!(desk.placed.is_some());
    }
    #[test]
    fn the_money_is_taken_next_only_when_asked_for_and_due() {
        for (pay, total, due) in [(true, 800, Some(800)), (false, 800, None), (true, 0, None)] {
            let mut desk = desk();
            desk.act(Act::Sent(order(&desk, 1), pay));
            desk.act(Act::Placed(placed(2, total)));
            assert_eq!(desk.paying.as_ref().map(|paying| paying.due.0), due);
            desk.act(Act::PayingDone);
            assert!(desk.paying.is_none() && desk.placed.is_some());
        }
    }

    #[test]
    fn leaving_a_change_brings_the_basket_back_and_says_so() {
        let mut desk = desk();
        let before = desk.basket.clone();
        desk.act(Act::Open(Box::new(asked()), Rc::new(menu())));
        assert_eq!(desk.basket.lines[0].quantity, 2);
        desk.act(Act::Change(0, 3));
        desk.act(Act::Park(at()));
        assert!(desk.parked.is_empty() && desk.changing.is_some());
        desk.act(Act::Leave);
        assert_eq!((desk.basket.lines.len(), &desk.unchanged), (1, &Some("A-007".to_owned())));
        assert_eq!(desk.basket, before);
        desk.act(Act::Change(0, 1));
        assert_eq!(desk.unchanged, None);
    }

    #[test]
    fn a_refused_change_keeps_what_was_typed() {
        let mut desk = Desk::default();
        desk.act(Act::Open(Box::new(asked()), Rc::new(menu())));
        desk.act(Act::Change(0, 1));
        desk.act(Act::Sent(order(&desk, 1), false));
        desk.act(Act::Failed(refused(FailureCode::Conflict)));
        assert_eq!(desk.basket.lines[0].quantity, 3);
        assert!(desk.changing.is_some() && !desk.frozen() && desk.failure.is_some());
    }

    #[test]
    fn after_a_change_only_the_rest_is_due_and_the_basket_comes_back() {
        let mut desk = desk();
        desk.act(Act::Open(Box::new(asked()), Rc::new(menu())));
        desk.act(Act::Sent(order(&desk, 1), true));
        desk.act(Act::Placed(placed(7, 1600)));
        assert_eq!(desk.paying.as_ref().map(|paying| paying.due), Some(Cents(800)));
        assert!(desk.placed_again && desk.changing.is_none());
        assert_eq!(desk.basket.lines[0].quantity, 1);
    }

    #[test]
    fn a_discount_is_another_order() {
        let mut desk = desk();
        desk.act(Act::Sent(order(&desk, 1), false));
        desk.act(Act::Failed(refused(FailureCode::NeedsManager)));
        let off = domain::orders::Off::Percent(10);
        let discount = Some(Discount { off, reason: "retard".to_owned() });
        desk.act(Act::Discount(Some(0), discount.clone()));
        assert_eq!((desk.ids, &desk.basket.lines[0].discount), (None, &discount));
        desk.act(Act::Discount(None, discount.clone()));
        assert_eq!(desk.basket.discount, discount);
    }
}
