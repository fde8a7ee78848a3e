//! What the cashier is doing: the basket, those put aside, and the command in the air.
//!
//! A validation whose outcome is unknown freezes the basket: the very same command is sent again,
//! or the cashier gives it up. A refusal for sure thaws it; its ids serve again until the basket
//! changes.

use super::basket::Basket;
use chrono::{DateTime, Utc};
use domain::menu::{Menu, SizeId};
use domain::orders::{OrderId, PlaceOrder, PlacedOrder, ServiceMode, Sold};
use domain::{CommandId, Failure, FailureCode};
use serde::{Deserialize, Serialize};
use std::rc::Rc;
use yew::Reducible;

/// A basket put aside.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parked {
    /// The basket.
    pub basket: Basket,
    /// When it was put aside.
    pub at: DateTime<Utc>,
}

/// The ids of a validation: kept for each retry of the same basket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ids {
    /// The tap.
    pub command: CommandId,
    /// The order to be.
    pub order: OrderId,
}

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
    pub sent: Option<PlaceOrder>,
    /// It is in the air right now.
    #[serde(skip)]
    pub sending: bool,
    /// Why the last validation failed.
    pub failure: Option<Failure>,
    /// What was placed last, until it was seen.
    #[serde(skip)]
    pub placed: Option<PlacedOrder>,
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
    /// A validation leaves.
    Sent(PlaceOrder),
    /// It was accepted.
    Placed(PlacedOrder),
    /// It failed.
    Failed(Failure),
    /// The cashier no longer waits for the outcome.
    GiveUp,
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
        if self.basket.lines != before.lines
            || self.basket.mode != before.mode
            || self.basket.customer_name != before.customer_name
        {
            self.ids = None;
            self.failure = None;
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

    fn failed(&mut self, failure: Failure) {
        self.sending = false;
        let unknown = matches!(failure.code, FailureCode::Unreachable | FailureCode::Internal);
        if !unknown {
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
            Act::Park(_) | Act::TakeUp(..) if self.frozen() => {}
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
            Act::Sent(call) => {
                self.ids = Some(Ids { command: call.command, order: call.order });
                self.sent = Some(call);
                self.sending = true;
                self.failure = None;
            }
            Act::Placed(placed) => {
                *self = Desk {
                    parked: std::mem::take(&mut self.parked),
                    placed: Some(placed),
                    ..Desk::default()
                };
            }
            Act::Failed(failure) => self.failed(failure),
            Act::GiveUp => {
                self.sent = None;
                self.sending = false;
                self.ids = None;
                self.failure = None;
            }
            Act::Seen => self.placed = None,
            Act::Dismiss => self.failure = None,
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
    use super::*;
    use domain::Language;
    use domain::menu::Dish;
    use domain::orders::{Channel, OrderContent};
    use uuid::Uuid;

    fn at() -> DateTime<Utc> {
        DateTime::UNIX_EPOCH
    }

    fn desk() -> Desk {
        let mut desk = Desk::default();
        desk.act(Act::Add(Rc::new(menu()), SizeId(1)));
        desk
    }

    fn order(desk: &Desk, id: u128) -> PlaceOrder {
        PlaceOrder {
            command: CommandId(Uuid::from_u128(id)),
            order: OrderId(Uuid::from_u128(id + 1)),
            content: OrderContent {
                channel: Channel::Counter,
                mode: desk.basket.mode,
                customer_name: None,
                customer_phone: None,
                lines: desk.basket.requests(),
                discount: None,
                menu_version: 3,
                despite_stock: false,
                approval: None,
            },
            promised_at: at(),
        }
    }

    fn refused(code: FailureCode) -> Failure {
        Failure { code, message: "no".to_owned(), field: None }
    }

    #[test]
    fn an_unknown_outcome_freezes_the_basket_and_keeps_the_command() {
        let mut desk = desk();
        let call = order(&desk, 1);
        desk.act(Act::Sent(call.clone()));
        desk.act(Act::Failed(Failure::unreachable(Language::Fr)));
        desk.act(Act::Add(Rc::new(menu()), SizeId(2)));
        desk.act(Act::Park(at()));
        assert_eq!(desk.basket.lines.len(), 1);
        assert!(desk.parked.is_empty());
        assert_eq!(desk.sent, Some(call));
        assert!(desk.outcome_unknown());
        desk.act(Act::GiveUp);
        assert_eq!((desk.frozen(), desk.ids), (false, None));
        assert_eq!(desk.basket.lines.len(), 1);
    }

    #[test]
    fn ids_last_until_a_refused_basket_changes() {
        let mut desk = desk();
        desk.act(Act::Sent(order(&desk, 1)));
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
        desk.act(Act::Sent(order(&desk, 1)));
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
        desk.act(Act::Sent(order(&desk, 1)));
        let text = serde_json::to_string(&desk).expect("a text");
        let desk: Desk = serde_json::from_str(&text).expect("a desk");
        assert!(desk.outcome_unknown());
    }

    #[test]
    fn once_placed_the_next_customer_starts_afresh() {
        let mut desk = desk();
        let call = order(&desk, 1);
        desk.act(Act::Sent(call.clone()));
        desk.act(Act::Placed(PlacedOrder {
            order: call.order,
            number: "A-001".to_owned(),
            reference: "MOZ1-2026-000001".to_owned(),
            total: domain::Cents(800),
            promised_at: at(),
        }));
        assert!(desk.basket.is_empty() && !desk.frozen() && desk.ids.is_none());
        assert!(desk.placed.is_some());
    }
}
