//! What the cashier is doing: the basket, those put aside, and the command in the air.
//!
//! A validation whose outcome is unknown freezes the basket: the very same command is sent again,
//! or the cashier gives it up. A refusal for sure thaws it; its ids serve again until the basket
//! changes.

use super::basket::Basket;
use super::delivering::Found;
use super::elsewhere::There;
pub use super::parked::Parked;
pub use super::validation::{Changing, How, Ids, Validation};
use crate::online::is_asked_for;
use crate::settle::Paying;
use chrono::{DateTime, Utc};
use domain::customers::{DeliveryAddress, FoundCustomer};
use domain::delivery::Brings;
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
    /// The order that was changed after its customer was asked to pay on the telephone.
    #[serde(skip)]
    pub asked_before: Option<Paying>,
    /// Why the last validation failed.
    pub failure: Option<Failure>,
    /// What was placed last, until it was seen.
    #[serde(skip)]
    pub placed: Option<PlacedOrder>,
    /// Who has the number of the basket, once it is found.
    #[serde(skip)]
    pub known: Option<Rc<FoundCustomer>>,
    /// Who delivers to where it was asked for last.
    #[serde(skip)]
    pub found: Option<Rc<Found>>,
    /// The other shop that a basket was for last, as it stood.
    #[serde(skip)]
    pub there: Option<Rc<There>>,
    /// Why that could not be read.
    #[serde(skip)]
    pub there_failure: Option<String>,
    /// What of an order of before there is no more.
    #[serde(skip)]
    pub gone: Vec<String>,
    /// The number of who calls, until somebody takes it.
    #[serde(skip)]
    pub calling: Option<String>,
    /// It was there before, and was changed.
    #[serde(skip)]
    pub placed_again: bool,
    /// It is brought.
    #[serde(skip)]
    pub placed_brought: bool,
    /// The name of the other shop that makes it.
    #[serde(skip)]
    pub placed_there: Option<String>,
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
    /// Where it is brought.
    Address(Box<DeliveryAddress>),
    /// It is known whose number that is.
    Known(String, Option<Rc<FoundCustomer>>),
    /// It is known who delivers there.
    Found(Rc<Found>),
    /// Another shop makes and brings it, or this one again.
    Elsewhere(Option<Brings>),
    /// What that shop sells was read, or could not be.
    There(Result<Rc<There>, Failure>),
    /// The same as that order of before, of those that are known.
    Again(usize, Rc<Menu>),
    /// Somebody calls, or nobody any more.
    Calling(Option<String>),
    /// The call is taken: an order by telephone begins.
    TakeCall(DateTime<Utc>),
    /// Money off a line, or off the order; none: no more.
    Discount(Option<usize>, Option<Discount>),
    /// An order's content comes into the basket, to be changed.
    Open(Box<OrderAsked>, Rc<Menu>),
    /// The order stays as it is; the basket put aside for it comes back.
    Leave,
    /// A manager is asked for consent, or no longer.
    Ask(Option<How>),
    /// A validation leaves; the money is taken next, or not.
    Sent(Box<Validation>, bool),
    /// The money was taken, or will be later.
    PayingDone,
    /// The customer of the order that was changed is asked to pay on the telephone again, or not.
    AskAgain(bool),
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
    pub(super) fn edit(&mut self, change: impl FnOnce(&mut Basket)) {
        if self.frozen() {
            return;
        }
        let before = self.basket.clone();
        change(&mut self.basket);
        if (Basket { selected: self.basket.selected, ..before }) != self.basket {
            self.ids = None;
            self.failure = None;
            self.unchanged = None;
            self.gone.clear();
        }
    }

    pub(super) fn park(&mut self, at: DateTime<Utc>) {
        if !self.basket.is_empty() {
            let basket = std::mem::take(&mut self.basket);
            self.parked.push(Parked { basket, at });
        }
        self.known = None;
        self.ids = None;
        self.failure = None;
    }

    /// Takes an order's content into the basket; what was in it waits.
    fn open(&mut self, asked: &OrderAsked, menu: &Menu) {
        let summary = &asked.summary;
        let basket = Basket::of(asked, menu);
        let aside = std::mem::replace(&mut self.basket, basket);
        self.known = None;
        self.changing = Some(Changing {
            order: summary.order,
            number: summary.number.clone(),
            version: summary.version,
            pizzas: summary.pizzas,
            promised_at: summary.promised_at,
            delivery: summary.delivery.clone(),
            paid: summary.paid,
            paypal: summary.paypal,
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
        let sent = self.sent.as_ref().map(|sent| sent.content().mode);
        let placed_brought = sent == Some(ServiceMode::Delivery);
        let placed_there = self.elsewhere().map(|by| by.shop.name.clone());
        let paying = Paying::of(placed.order, &placed.number, due);
        let is_undone = changing.as_ref().is_some_and(|it| is_asked_for(it.paypal));
        let again = Paying { online: true, ..paying.clone() };
        *self = Desk {
            parked: std::mem::take(&mut self.parked),
            calling: self.calling.take(),
            paying: Some(paying).filter(|_| self.pay && due > Cents::ZERO),
            asked_before: Some(again).filter(|_| is_undone && due > Cents::ZERO),
            placed_again: changing.is_some(),
            placed_brought,
            placed_there,
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

    /// Baskets that are sold by that shop (none: this one) take its prices.
    pub(super) fn take_prices(&mut self, menu: &Menu, of: Option<&str>) {
        if self.elsewhere().map(|by| by.shop.code.as_str()) == of {
            let failure = self.failure.clone();
            self.edit(|basket| basket.take_prices(menu));
            // The message that the menu changed outlives the change it speaks of.
            self.failure = failure;
        }
        for Parked { basket, .. } in &mut self.parked {
            if basket.made_by().map(|by| by.shop.code.as_str()) == of {
                basket.take_prices(menu);
            }
        }
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
            Act::Mode(mode) => {
                self.edit(|basket| basket.mode = mode);
                self.take_known_address();
            }
            Act::Address(address) => self.edit(|basket| basket.address = *address),
            Act::Known(number, found) => self.know(&number, found),
            Act::Found(found) => self.found = Some(found),
            Act::Elsewhere(by) => self.pass_on(by),
            Act::There(answer) => self.hear_there(answer),
            Act::Again(nth, menu) => self.order_again(nth, &menu),
            Act::Calling(number) => self.calling = number,
            Act::TakeCall(at) => self.take_call(at),
            Act::Name(name) => self.edit(|basket| basket.customer_name = name),
            Act::Channel(channel) => self.edit(|basket| basket.channel = channel),
            Act::Phone(phone) => self.dial(phone),
            Act::Discount(line, discount) => self.discount(line, discount),
            // One order at a time is changed, and it is not put aside half changed.
            Act::Park(_) | Act::TakeUp(..) | Act::Open(..)
                if self.frozen() || self.changing.is_some() => {}
            Act::Open(asked, menu) => self.open(&asked, &menu),
            Act::Leave if self.frozen() => {}
            Act::Leave => self.leave(),
            Act::Ask(how) => self.asking = how,
            Act::PayingDone => self.paying = None,
            Act::AskAgain(is_wanted) => {
                let again = self.asked_before.take().filter(|_| is_wanted);
                self.paying = again.or(self.paying.take());
            }
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
            Act::MenuRead(menu) => self.take_prices(&menu, None),
            Act::Sent(call, pay) => {
                self.ids = Some(call.ids());
                self.sent = Some(*call);
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
                self.gone.clear();
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
mod tests;
