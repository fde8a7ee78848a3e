//! Who calls: what is known of the number fills what nobody typed, and the same is ordered again.

use super::basket::Line;
use super::desk::Desk;
use chrono::{DateTime, Utc};
use domain::customers::{DeliveryAddress, FoundCustomer};
use domain::menu::Menu;
use domain::orders::{Channel, ServiceMode};
use domain::text::{phone, phone_shown};
use std::rc::Rc;

/// A number as it is kept; none: it is not one yet.
pub fn number(typed: &str) -> Option<String> {
    phone(Some(typed), "customer_phone").ok().flatten()
}

impl Desk {
    /// Another number: what the last one's customer had filled in goes with it.
    pub(super) fn dial(&mut self, typed: String) {
        let before = self.known.clone();
        self.edit(|basket| basket.customer_phone = typed);
        let Some(known) = before else { return };
        if self.frozen() || known.customer.phone == number(&self.basket.customer_phone) {
            return;
        }
        self.known = None;
        self.edit(|basket| {
            if known.customer.name.as_deref() == Some(basket.customer_name.as_str()) {
                basket.customer_name.clear();
            }
            if known.customer.addresses.contains(&basket.address) {
                basket.address = DeliveryAddress::default();
            }
        });
    }

    /// Whose number it is. An answer to another number comes too late.
    pub(super) fn know(&mut self, asked: &str, found: Option<Rc<FoundCustomer>>) {
        if number(&self.basket.customer_phone).as_deref() != Some(asked) {
            return;
        }
        self.known = found;
        let name = self.known.as_ref().and_then(|known| known.customer.name.clone());
        if let Some(name) = name.filter(|_| self.basket.customer_name.trim().is_empty()) {
            self.edit(|basket| basket.customer_name = name);
        }
        self.take_known_address();
    }

    /// What is brought is brought where it was last, unless somebody typed another address.
    pub(super) fn take_known_address(&mut self) {
        let known = self.known.as_ref().and_then(|known| known.customer.addresses.first()).cloned();
        let wanted = self.basket.mode == ServiceMode::Delivery && self.basket.address.is_empty();
        if let Some(address) = known.filter(|_| wanted) {
            self.edit(|basket| basket.address = address);
        }
    }

    /// Puts into the basket what there still is of an order of before, and says what is gone.
    pub(super) fn order_again(&mut self, nth: usize, menu: &Menu) {
        let Some(past) = self.known.as_ref().and_then(|known| known.orders.get(nth)).cloned()
        else {
            return;
        };
        let again = past.again(menu);
        self.edit(|basket| {
            basket.lines.extend(again.lines.iter().map(|line| Line::asked(line, menu)));
            basket.mode = past.mode;
            if let Some(address) = past.delivery {
                basket.address = address;
            }
        });
        self.take_known_address();
        self.gone = again.gone;
    }

    /// Begins an order by telephone for who calls; what is in the basket is put aside.
    pub(super) fn take_call(&mut self, at: DateTime<Utc>) {
        if self.frozen() || self.changing.is_some() {
            return;
        }
        if let Some(number) = self.calling.take() {
            self.park(at);
            self.basket.channel = Channel::Phone;
            self.basket.customer_phone = phone_shown(&number);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::super::basket::tests::menu;
    use super::super::desk::Act;
    use super::*;
    use domain::customers::{Consent, Customer, CustomerId, PastOrder};
    use domain::menu::{Dish, SizeId};
    use domain::orders::{LineRequest, OrderId, OrderState, Sold};
    use domain::{Cents, Language};
    use uuid::Uuid;
    use yew::Reducible;

    fn door(street: &str) -> DeliveryAddress {
        DeliveryAddress {
            street: street.to_owned(),
            postcode: "67000".to_owned(),
            town: "Mozzaville".to_owned(),
            ..DeliveryAddress::default()
        }
    }

    fn zoe() -> FoundCustomer {
        let line = |size| LineRequest {
            sold: Sold::Dish(Dish::plain(SizeId(size))),
            quantity: 2,
            unit_price: Cents(700),
            note: None,
            discount: None,
        };
        FoundCustomer {
            customer: Customer {
                id: CustomerId(Uuid::from_u128(1)),
                phone: Some("+33612345678".to_owned()),
                name: Some("Zoé".to_owned()),
                email: None,
                note: None,
                language: Language::Fr,
                consent: Consent::default(),
                addresses: vec![door("12 rue des Lilas"), door("3 place du Marché")],
                created_at: DateTime::UNIX_EPOCH,
                last_order_at: None,
                version: 1,
            },
            orders: vec![PastOrder {
                order: OrderId(Uuid::from_u128(2)),
                reference: "MOZ1-2026-000001".to_owned(),
                shop: "Mozzaville-Centre".to_owned(),
                placed_at: DateTime::UNIX_EPOCH,
                mode: ServiceMode::Delivery,
                state: OrderState::Closed,
                total: Cents(1500),
                delivery: Some(door("3 place du Marché")),
                lines: vec![line(1), line(9)],
                names: vec!["Reine".to_owned(), "Calzone".to_owned()],
            }],
        }
    }

    fn done(acts: Vec<Act>) -> Rc<Desk> {
        acts.into_iter().fold(Rc::new(Desk::default()), Reducible::reduce)
    }

    fn known() -> Act {
        Act::Known("+33612345678".to_owned(), Some(Rc::new(zoe())))
    }

    fn dialled(text: &str) -> Act {
        Act::Phone(text.to_owned())
    }

    #[test]
    fn a_known_number_fills_what_nobody_typed() {
        let desk = done(vec![Act::Mode(ServiceMode::Delivery), dialled("06 12 34 56 78"), known()]);
        assert_eq!(desk.basket.customer_name, "Zoé");
        assert_eq!(desk.basket.address, door("12 rue des Lilas"));
        let typed = vec![
            Act::Name("Ana".to_owned()),
            Act::Address(Box::new(door("1 quai Sud"))),
            Act::Mode(ServiceMode::Delivery),
            dialled("+33612345678"),
            known(),
        ];
        let desk = done(typed);
        assert_eq!(
            (desk.basket.customer_name.as_str(), &desk.basket.address),
            ("Ana", &door("1 quai Sud"))
        );
        // The answer came for the number before.
        let desk = done(vec![dialled("06 12 34 56 79"), known()]);
        assert!(desk.known.is_none() && desk.basket.customer_name.is_empty());
    }

    #[test]
    fn another_number_takes_along_what_the_last_one_filled() {
        let mut acts = vec![
            Act::Mode(ServiceMode::Delivery),
            dialled("+33612345678"),
            known(),
            dialled("061234567"),
        ];
        let desk = done(acts.clone());
        assert!(desk.known.is_none() && desk.basket.customer_name.is_empty());
        assert!(desk.basket.address.is_empty());
        // The same number, written otherwise, is the same customer.
        acts[3] = dialled("06 12 34 56 78");
        assert!(done(acts).known.is_some());
    }

    #[test]
    fn the_same_again_is_what_there_is_and_says_what_is_gone() {
        let menu = Rc::new(menu());
        let desk = done(vec![dialled("+33612345678"), known(), Act::Again(0, menu.clone())]);
        let lines: Vec<_> = desk
            .basket
            .lines
            .iter()
            .map(|it| (it.name.as_str(), it.quantity, it.unit_price.0))
            .collect();
        assert_eq!(lines, [("Reine", 2, 800)]);
        assert_eq!(desk.gone, ["Calzone"]);
        assert_eq!(desk.basket.mode, ServiceMode::Delivery);
        assert_eq!(desk.basket.address, door("3 place du Marché"));
        let content = desk.basket.content(3);
        assert_eq!(content.delivery, Some(door("3 place du Marché")));
        let next = desk.reduce(Act::Add(menu.clone(), SizeId(1)));
        assert!(next.gone.is_empty(), "it was read");
        let none = next.reduce(Act::Again(4, menu));
        assert_eq!(none.basket.lines.len(), 1);
    }

    #[test]
    fn a_call_that_is_taken_puts_the_basket_aside() {
        let calling = || Act::Calling(Some("+33612345678".to_owned()));
        let at = DateTime::UNIX_EPOCH;
        let desk = done(vec![Act::Add(Rc::new(menu()), SizeId(1)), calling(), Act::TakeCall(at)]);
        assert_eq!((desk.parked.len(), desk.basket.lines.len()), (1, 0));
        assert_eq!(desk.basket.channel, Channel::Phone);
        assert_eq!(number(&desk.basket.customer_phone).as_deref(), Some("+33612345678"));
        assert_eq!(desk.calling, None);
        let left = done(vec![calling(), Act::Calling(None), Act::TakeCall(at)]);
        assert!(left.basket.is_empty());
    }
}
