//! The basket: what the customer has asked for so far.
//!
//! Pure: menu and stock are handed in, and prices, needs and VAT are worked out by `domain`.

use super::elsewhere::MadeThere;
use super::sums::sums;
use domain::Cents;
use domain::customers::DeliveryAddress;
use domain::menu::{Changes, Dish, Made, Menu, SizeId};
use domain::money::Totals;
use domain::orders::{
    Channel, Discount, LINES_MAX, LineRequest, OrderAsked, OrderContent, QUANTITY_MAX, Sale,
    ServiceMode, Sold,
};
use domain::stock::{Quantities, add_need};
use serde::{Deserialize, Serialize};

/// One line.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Line {
    /// What.
    pub sold: Sold,
    /// Its name as sold: it stays readable when the product leaves the menu.
    pub name: String,
    /// What was changed on it; on a formula, nothing: its dishes say it.
    pub changes: Changes,
    /// The dishes of a formula.
    #[serde(default)]
    pub parts: Vec<Part>,
    /// How many.
    pub quantity: u32,
    /// The price of one as the customer was told it.
    pub unit_price: Cents,
    /// The price told before the menu changed under the basket.
    pub price_before: Option<Cents>,
    /// A note to the kitchen.
    pub note: Option<String>,
    /// Money off the whole line.
    #[serde(default)]
    pub discount: Option<Discount>,
}

/// A dish of a formula, as a line of the basket shows it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Part {
    /// Its name.
    pub name: String,
    /// What was changed on it.
    pub changes: Changes,
}

/// Whether a line can still be sold.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum LineState {
    /// Yes.
    OnSale,
    /// Taken off sale by hand.
    Suspended,
    /// No longer on the menu.
    Gone,
}

/// A basket.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Basket {
    /// How the customer gets it.
    pub mode: ServiceMode,
    /// The name to call out, as typed.
    pub customer_name: String,
    /// How it came.
    #[serde(default = "face_to_face")]
    pub channel: Channel,
    /// The number to call, as typed.
    #[serde(default)]
    pub customer_phone: String,
    /// Where it is brought, as typed; kept while it is picked up after all.
    #[serde(default)]
    pub address: DeliveryAddress,
    /// The other shop that makes and brings it, while it is brought there; this one does if none.
    #[serde(default)]
    pub elsewhere: Option<MadeThere>,
    /// Money off the whole order.
    #[serde(default)]
    pub discount: Option<Discount>,
    /// Its lines, oldest first.
    pub lines: Vec<Line>,
    /// The line the keys act on.
    pub selected: Option<usize>,
}

fn face_to_face() -> Channel {
    Channel::Counter
}

impl Default for Basket {
    fn default() -> Self {
        Basket {
            mode: ServiceMode::TakeAway,
            customer_name: String::new(),
            channel: Channel::Counter,
            customer_phone: String::new(),
            address: DeliveryAddress::default(),
            elsewhere: None,
            discount: None,
            lines: Vec::new(),
            selected: None,
        }
    }
}

impl Line {
    /// One of something on the menu.
    pub fn of(menu: &Menu, sold: Sold, note: Option<String>) -> Option<Line> {
        let sale = Sale::of(&sold, menu).ok()?;
        let (changes, parts) = match &sold {
            Sold::Dish(_) => (sale.changes(), vec![]),
            Sold::Formula { .. } => (Changes::default(), sale.dishes.iter().map(part).collect()),
        };
        Some(Line {
            name: sale.name.clone(),
            changes,
            parts,
            quantity: 1,
            unit_price: sale.price(),
            sold,
            price_before: None,
            note,
            discount: None,
        })
    }

    /// A line of an order, at the price the customer was told.
    pub(super) fn asked(asked: &LineRequest, menu: &Menu) -> Line {
        let named =
            Line::of(menu, asked.sold.clone(), asked.note.clone()).unwrap_or_else(|| Line {
                sold: asked.sold.clone(),
                // It left the menu: the line says so itself.
                name: "—".to_owned(),
                changes: Changes::default(),
                parts: vec![],
                quantity: 1,
                unit_price: asked.unit_price,
                price_before: None,
                note: asked.note.clone(),
                discount: None,
            });
        Line {
            quantity: asked.quantity,
            unit_price: asked.unit_price,
            discount: asked.discount.clone(),
            ..named
        }
    }

    /// Whether it can still be sold.
    pub fn state(&self, menu: &Menu) -> LineState {
        match Sale::of(&self.sold, menu) {
            Err(_) => LineState::Gone,
            Ok(sale) if sale.suspended().is_some() => LineState::Suspended,
            Ok(_) => LineState::OnSale,
        }
    }
}

fn part(made: &Made<'_>) -> Part {
    Part { name: made.name(), changes: made.changes() }
}

impl Basket {
    /// Whether nothing was asked for or typed.
    pub fn is_empty(&self) -> bool {
        self.lines.is_empty()
            && self.customer_name.trim().is_empty()
            && self.customer_phone.trim().is_empty()
            && self.address.is_empty()
    }

    /// One more of a product as it is on the menu.
    pub fn add(&mut self, menu: &Menu, size: SizeId) {
        self.add_sold(menu, Sold::Dish(Dish::plain(size)), None);
    }

    /// One more of something: on the line it already has, or on a new one.
    pub fn add_sold(&mut self, menu: &Menu, sold: Sold, note: Option<String>) {
        let fits = |line: &Line| {
            line.sold == sold
                && line.note == note
                && line.discount.is_none()
                && line.quantity < QUANTITY_MAX
        };
        if let Some(at) = self.lines.iter().position(fits) {
            self.lines[at].quantity += 1;
            self.selected = Some(at);
        } else if self.lines.len() < LINES_MAX {
            let Some(line) = Line::of(menu, sold, note) else { return };
            self.lines.push(line);
            self.selected = Some(self.lines.len() - 1);
        }
    }

    /// Something else on a line, which keeps its quantity.
    pub fn replace(&mut self, at: usize, menu: &Menu, sold: Sold, note: Option<String>) {
        let (Some(line), Some(new)) = (self.lines.get_mut(at), Line::of(menu, sold, note)) else {
            return;
        };
        *line = Line { quantity: line.quantity, discount: line.discount.take(), ..new };
        self.selected = Some(at);
    }

    /// The line the keys act on: the selected one, or else the last.
    pub fn current(&self) -> Option<usize> {
        self.selected.filter(|&at| at < self.lines.len()).or(self.lines.len().checked_sub(1))
    }

    /// More or fewer of a line, within what an order takes.
    pub fn change_quantity(&mut self, at: usize, by: i32) {
        if let Some(line) = self.lines.get_mut(at) {
            line.quantity = line.quantity.saturating_add_signed(by).clamp(1, QUANTITY_MAX);
            self.selected = Some(at);
        }
    }

    /// Takes a line out; the one that follows is then the selected one.
    pub fn remove(&mut self, at: usize) {
        if at < self.lines.len() {
            self.lines.remove(at);
            self.selected = self.lines.len().checked_sub(1).map(|last| last.min(at));
        }
    }

    /// Takes the menu's prices; what changed remembers the price told before.
    pub fn take_prices(&mut self, menu: &Menu) {
        for line in &mut self.lines {
            let Ok(sale) = Sale::of(&line.sold, menu) else { continue };
            line.name = sale.name.clone();
            if line.unit_price != sale.price() {
                line.price_before = Some(line.unit_price);
                line.unit_price = sale.price();
            }
        }
    }

    /// What it takes from the stock.
    pub fn need(&self, menu: &Menu) -> Quantities {
        let mut need = Quantities::new();
        for line in &self.lines {
            if let Ok(sale) = Sale::of(&line.sold, menu) {
                add_need(&mut need, &sale.need(), line.quantity);
            }
        }
        need
    }

    /// Minutes in the oven of each of its pizzas.
    pub fn cooking(&self, menu: &Menu) -> Vec<u32> {
        self.dishes(menu)
            .filter_map(|(minutes, quantity)| {
                Some(std::iter::repeat_n(minutes?, quantity as usize))
            })
            .flatten()
            .collect()
    }

    /// Things in it that need no oven.
    pub fn others(&self, menu: &Menu) -> u32 {
        self.dishes(menu).filter(|(minutes, _)| minutes.is_none()).map(|(_, count)| count).sum()
    }

    /// Minutes in the oven and number of each of its dishes.
    fn dishes(&self, menu: &Menu) -> impl Iterator<Item = (Option<u32>, u32)> {
        self.lines
            .iter()
            .filter_map(|line| Some((Sale::of(&line.sold, menu).ok()?, line)))
            .flat_map(|(sale, line)| {
                let minutes =
                    sale.dishes.iter().map(|made| (made.cooking_minutes(), line.quantity));
                minutes.collect::<Vec<_>>()
            })
    }

    /// What it costs and the VAT within, discounts taken off.
    pub fn totals(&self, menu: &Menu) -> Totals {
        sums(self, menu).totals
    }

    /// Its lines as the backend is asked for them.
    pub fn requests(&self) -> Vec<LineRequest> {
        self.lines
            .iter()
            .map(|line| LineRequest {
                sold: line.sold.clone(),
                quantity: line.quantity,
                unit_price: line.unit_price,
                note: line.note.clone(),
                discount: line.discount.clone(),
            })
            .collect()
    }

    /// All of it as the backend is asked for it.
    pub fn content(&self, menu_version: i64) -> OrderContent {
        let phone = Some(self.customer_phone.trim()).filter(|phone| !phone.is_empty());
        OrderContent {
            channel: self.channel,
            mode: self.mode,
            customer_name: self.name_request(),
            customer_phone: phone.map(str::to_owned),
            delivery: (self.mode == ServiceMode::Delivery && !self.address.is_empty())
                .then(|| self.address.clone()),
            lines: self.requests(),
            discount: self.discount.clone(),
            menu_version,
            despite_stock: false,
            approval: None,
        }
    }

    /// An order as it was asked for, to be changed.
    pub fn of(asked: &OrderAsked, menu: &Menu) -> Basket {
        let summary = &asked.summary;
        let mut basket = Basket {
            mode: summary.mode,
            channel: summary.channel,
            customer_name: summary.customer_name.clone().unwrap_or_default(),
            customer_phone: summary.customer_phone.clone().unwrap_or_default(),
            address: summary.delivery.clone().unwrap_or_default(),
            elsewhere: None,
            discount: asked.discount.clone(),
            lines: asked.lines.iter().map(|line| Line::asked(line, menu)).collect(),
            selected: None,
        };
        basket.take_prices(menu);
        basket
    }

    /// The name as the backend is asked for it.
    pub fn name_request(&self) -> Option<String> {
        Some(self.customer_name.trim()).filter(|name| !name.is_empty()).map(str::to_owned)
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use domain::menu::{
        CategoryId, IngredientId, Product, ProductId, RecipeLine, Size, VatClass, VatRule,
    };
    use domain::money::VatRate;

    /// A menu of one pizza at 8.00 (size 1, eight minutes) and one can at 2.50 (size 2).
    pub fn menu() -> Menu {
        let product = |id: i64, name: &str, price, class, cooking| Product {
            id: ProductId(id),
            slug: name.to_lowercase(),
            category: CategoryId(1),
            name: name.to_owned(),
            description: String::new(),
            vat_class: class,
            cooking_minutes: cooking,
            suspended: false,
            sizes: vec![Size {
                id: SizeId(id),
                name: None,
                price: Cents(price),
                recipe: vec![RecipeLine { ingredient: IngredientId(id), quantity: 50 }],
                steps: vec![],
            }],
        };
        let rule =
            |class, rate| VatRule { class, mode: ServiceMode::TakeAway, rate: VatRate(rate) };
        Menu {
            version: 3,
            products: vec![
                product(1, "Reine", 800, VatClass::Prepared, Some(8)),
                product(2, "Limonade", 250, VatClass::Packed, None),
            ],
            vat: vec![rule(VatClass::Prepared, 1000), rule(VatClass::Packed, 550)],
            ..Menu::default()
        }
    }

    #[test]
    fn a_second_tap_adds_to_the_same_line() {
        let (menu, mut basket) = (menu(), Basket::default());
        for size in [1, 2, 1, 9] {
            basket.add(&menu, SizeId(size));
        }
        let lines: Vec<_> =
            basket.lines.iter().map(|line| (line.sold.dishes()[0].size.0, line.quantity)).collect();
        assert_eq!(lines, [(1, 2), (2, 1)]);
        assert_eq!(basket.selected, Some(0));
        assert_eq!(basket.cooking(&menu), [8, 8]);
        assert_eq!(basket.others(&menu), 1);
        assert_eq!(basket.totals(&menu).gross, Cents(1850));
        assert_eq!(
            basket.need(&menu),
            Quantities::from([(IngredientId(1), 100), (IngredientId(2), 50)])
        );
    }

    #[test]
    fn a_line_with_a_note_is_a_line_of_its_own() {
        let (menu, mut basket) = (menu(), Basket::default());
        basket.add(&menu, SizeId(1));
        basket.lines[0].note = Some("bien cuite".to_owned());
        basket.add(&menu, SizeId(1));
        assert_eq!(basket.lines.len(), 2);
    }

    #[test]
    fn another_dish_on_a_line_keeps_its_quantity() {
        let (menu, mut basket) = (menu(), Basket::default());
        basket.add(&menu, SizeId(1));
        basket.change_quantity(0, 2);
        let note = Some("bien cuite".to_owned());
        basket.replace(0, &menu, Sold::Dish(Dish::plain(SizeId(2))), note.clone());
        let line = &basket.lines[0];
        assert_eq!((line.name.as_str(), line.quantity, &line.note), ("Limonade", 3, &note));
        basket.replace(0, &menu, Sold::Dish(Dish::plain(SizeId(9))), None);
        assert_eq!(basket.lines[0].name, "Limonade");
    }

    #[test]
    fn quantities_stay_within_what_an_order_takes() {
        let (menu, mut basket) = (menu(), Basket::default());
        basket.add(&menu, SizeId(1));
        for (by, quantity) in [(-1, 1), (200, QUANTITY_MAX), (1, QUANTITY_MAX), (-98, 1)] {
            basket.change_quantity(0, by);
            assert_eq!(basket.lines[0].quantity, quantity);
        }
    }

    #[test]
    fn a_new_menu_marks_lines_and_drops_none() {
        let (mut menu, mut basket) = (menu(), Basket::default());
        basket.add(&menu, SizeId(1));
        basket.add(&menu, SizeId(2));
        menu.products[0].sizes[0].price = Cents(850);
        menu.products.remove(1);
        basket.take_prices(&menu);
        assert_eq!(basket.lines[0].price_before, Some(Cents(800)));
        assert_eq!(basket.lines[0].unit_price, Cents(850));
        assert_eq!(basket.lines[1].state(&menu), LineState::Gone);
        assert_eq!(basket.totals(&menu).gross, Cents(850));
    }

    #[test]
    fn removing_selects_the_next_line() {
        let (menu, mut basket) = (menu(), Basket::default());
        basket.add(&menu, SizeId(1));
        basket.add(&menu, SizeId(2));
        basket.remove(0);
        assert_eq!(basket.current(), Some(0));
        basket.remove(0);
        assert_eq!(basket.current(), None);
    }
}
