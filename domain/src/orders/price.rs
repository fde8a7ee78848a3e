//! What an order costs, what it takes, and whether it can be taken at all.

use super::content::{
    LINES_MAX, LineRequest, OrderContent, PROMISE_AHEAD_MAX, QUANTITY_MAX, ServiceMode, Sold,
};
use super::delivery::fee_lines;
use super::discount::{Discount, Off};
use super::refused::OrderRefused;
use crate::customers::DeliveryAddress;
use crate::menu::{Changes, Dish, Made, Menu, Portion, VatClass};
use crate::money::{Cents, Totals, VatRate, share};
use crate::stock::{Quantities, add_need};
use crate::text::{self, NAME_CHARACTERS_MAX, NOTE_CHARACTERS_MAX};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// A dish with everything frozen: what the menu says today must not change what was sold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PricedLine {
    /// The line of the request it comes from, from 0.
    pub line: usize,
    /// The formula it is part of.
    pub formula: Option<String>,
    /// What; none: nothing of the menu, the delivery.
    pub dish: Option<Dish>,
    /// The name as sold, size included.
    pub name: String,
    /// What was changed, by name.
    pub changes: Changes,
    /// How many.
    pub quantity: u32,
    /// The price of one; of a formula, its share.
    pub unit_price: Cents,
    /// Money off all of them: the line's own and its share of the order's.
    pub discount: Cents,
    /// How it is taxed.
    pub vat_class: VatClass,
    /// The rate today, in this mode.
    pub vat_rate: VatRate,
    /// Minutes in the oven; none for what needs no cooking.
    pub cooking_minutes: Option<u32>,
    /// A note to the kitchen, checked.
    pub note: Option<String>,
    /// What is on it, as the kitchen will make it.
    pub portions: Vec<Portion>,
    /// What one of it takes from the stock.
    pub need: Quantities,
}

impl PricedLine {
    /// What is to be paid for all of it.
    pub fn gross(&self) -> Cents {
        self.unit_price * self.quantity - self.discount
    }
}

/// A discount with its amount.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PricedDiscount {
    /// The line of the request it is off, from 0; none: the order.
    pub line: Option<usize>,
    /// How it was asked for.
    pub off: Off,
    /// What it takes off.
    pub amount: Cents,
    /// Why.
    pub reason: String,
}

/// An order checked against the menu, priced, with its needs.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PricedOrder {
    /// The name to call out, checked.
    pub customer_name: Option<String>,
    /// The number to call, as numbers are kept ([`text::phone`]).
    pub customer_phone: Option<String>,
    /// Where it is brought, checked.
    #[serde(default)]
    pub delivery: Option<DeliveryAddress>,
    /// Its dishes, those of a formula one after the other.
    pub lines: Vec<PricedLine>,
    /// Money off.
    pub discounts: Vec<PricedDiscount>,
    /// What it costs and the VAT within.
    pub totals: Totals,
    /// What all of it takes from the stock.
    pub need: Quantities,
    /// Why a manager has to sell it or to consent, where one has to.
    #[serde(skip)]
    pub needs_manager: Option<OrderRefused>,
}

impl PricedOrder {
    /// Pizzas in it.
    pub fn pizzas(&self) -> u32 {
        self.lines.iter().filter(|line| line.cooking_minutes.is_some()).map(|l| l.quantity).sum()
    }

    /// What is off all together.
    pub fn discounted(&self) -> Cents {
        self.discounts.iter().map(|discount| discount.amount).sum()
    }
}

/// Checks an order against the menu and prices it. Nothing the screen sent is believed: prices,
/// names, needs and tax come from the menu, and a price the customer was told must still hold.
///
/// # Errors
/// The first thing wrong with it.
pub fn price(content: &OrderContent, menu: &Menu) -> Result<PricedOrder, OrderRefused> {
    if content.lines.is_empty() {
        return Err(OrderRefused::Empty);
    }
    if content.lines.len() > LINES_MAX {
        return Err(OrderRefused::TooManyLines);
    }
    if content.menu_version != menu.version {
        return Err(OrderRefused::StaleMenu);
    }
    let customer_name =
        text::checked(content.customer_name.as_deref(), "customer_name", NAME_CHARACTERS_MAX)?;
    let customer_phone = text::phone(content.customer_phone.as_deref(), "customer_phone")?;
    let delivery = brought_to(content, customer_phone.is_some())?;
    let mut lines = Vec::new();
    let mut discounts = Vec::new();
    for (at, request) in content.lines.iter().enumerate() {
        let mut priced = priced_lines(at, request, content.mode, menu)?;
        if let Some(discount) = &request.discount {
            discounts.push(take_off(&mut priced, discount, Some(at))?);
        }
        lines.append(&mut priced);
    }
    let full: Cents = lines.iter().map(|line| line.unit_price * line.quantity).sum();
    if let Some(discount) = &content.discount {
        discounts.push(take_off(&mut lines, discount, None)?);
    }
    if delivery.is_some() {
        let goods = lines.iter().map(PricedLine::gross).sum();
        menu.rules.delivery.check(goods)?;
        let fee = menu.rules.delivery.fee_of(goods);
        lines.append(&mut fee_lines(fee, &lines, content.lines.len()));
    }
    let off: Cents = discounts.iter().map(|discount| discount.amount).sum();
    let percent = menu.rules.discount_alone_percent;
    let needs_manager = if content.despite_stock {
        Some(OrderRefused::DespiteStock)
    } else {
        let above = 100 * off.0 > i64::from(percent) * full.0;
        above.then_some(OrderRefused::DiscountAlone { percent })
    };
    Ok(PricedOrder {
        customer_name,
        customer_phone,
        delivery,
        totals: totals(&lines),
        need: need(&lines),
        needs_manager,
        discounts,
        lines,
    })
}

/// Where it is brought; nowhere, unless that is how the customer gets it.
fn brought_to(
    content: &OrderContent,
    can_be_called: bool,
) -> Result<Option<DeliveryAddress>, OrderRefused> {
    if content.mode != ServiceMode::Delivery {
        return Ok(None);
    }
    // The driver before a closed door calls.
    if !can_be_called {
        return Err(OrderRefused::NoPhone);
    }
    let address = content.delivery.as_ref().ok_or(OrderRefused::NoAddress)?;
    Ok(Some(address.checked()?))
}

/// Whether a time can be promised now.
///
/// # Errors
/// When it lies in the past or too far ahead.
pub fn check_promise(promised_at: DateTime<Utc>, now: DateTime<Utc>) -> Result<(), OrderRefused> {
    // A minute of grace: the promise may have been worked out just before the cashier's tap.
    let possible = now - TimeDelta::minutes(1)..=now + PROMISE_AHEAD_MAX;
    possible.contains(&promised_at).then_some(()).ok_or(OrderRefused::Promise)
}

/// Takes a discount off lines, each bearing its share.
fn take_off(
    lines: &mut [PricedLine],
    discount: &Discount,
    line: Option<usize>,
) -> Result<PricedDiscount, OrderRefused> {
    let gross: Vec<Cents> = lines.iter().map(PricedLine::gross).collect();
    let (amount, reason) = discount.of(gross.iter().copied().sum())?;
    for (line, share) in lines.iter_mut().zip(share(amount, &gross)) {
        line.discount += share;
    }
    Ok(PricedDiscount { line, off: discount.off, amount, reason })
}

fn need(lines: &[PricedLine]) -> Quantities {
    let mut need = Quantities::new();
    for line in lines {
        add_need(&mut need, &line.need, line.quantity);
    }
    need
}

fn priced_lines(
    at: usize,
    request: &LineRequest,
    mode: ServiceMode,
    menu: &Menu,
) -> Result<Vec<PricedLine>, OrderRefused> {
    if !(1..=QUANTITY_MAX).contains(&request.quantity) {
        return Err(OrderRefused::Quantity { quantity: request.quantity });
    }
    let sale = Sale::of(&request.sold, menu)?;
    if let Some(name) = sale.suspended() {
        return Err(OrderRefused::Suspended { name });
    }
    let price = sale.price();
    if request.unit_price != price {
        return Err(OrderRefused::Price { name: sale.name, price });
    }
    let note = text::checked(request.note.as_deref(), "note", NOTE_CHARACTERS_MAX)?;
    let formula = matches!(request.sold, Sold::Formula { .. }).then_some(sale.name);
    let dishes = request.sold.dishes().iter().zip(&sale.dishes).zip(&sale.prices);
    dishes
        .map(|((dish, made), price)| {
            let cooking_minutes = made.cooking_minutes();
            Ok(PricedLine {
                line: at,
                formula: formula.clone(),
                dish: Some(dish.clone()),
                name: made.name(),
                changes: made.changes(),
                quantity: request.quantity,
                unit_price: *price,
                discount: Cents::ZERO,
                vat_class: made.vat_class(),
                // A class without a rate cannot be sold; the menu's reader refuses such a menu,
                // and a stale copy of one is answered like any other stale menu.
                vat_rate: menu.rate(made.vat_class(), mode).ok_or(OrderRefused::StaleMenu)?,
                cooking_minutes,
                // Who cooks reads it; a can is told nothing.
                note: note.clone().filter(|_| cooking_minutes.is_some() || formula.is_none()),
                portions: made.portions.clone(),
                need: made.need(),
            })
        })
        .collect()
}

/// What a line sells, found on the menu.
#[derive(Clone, Debug, PartialEq)]
pub struct Sale<'a> {
    /// The name it is sold under.
    pub name: String,
    /// Its dishes.
    pub dishes: Vec<Made<'a>>,
    /// The price of each; of a formula, the dish's share of its price, and the dish's extras.
    pub prices: Vec<Cents>,
}

impl<'a> Sale<'a> {
    /// Finds it on the menu.
    ///
    /// # Errors
    /// What cannot be made so.
    pub fn of(sold: &Sold, menu: &'a Menu) -> Result<Sale<'a>, OrderRefused> {
        let made = |dish: &Dish| dish.on(menu).map_err(OrderRefused::Dish);
        let dishes = sold.dishes().iter().map(made).collect::<Result<Vec<_>, _>>()?;
        match sold {
            Sold::Dish(_) => Ok(Sale {
                name: dishes.iter().map(Made::name).collect(),
                prices: dishes.iter().map(Made::price).collect(),
                dishes,
            }),
            Sold::Formula { formula, .. } => {
                let formula = menu.formula(*formula).ok_or(OrderRefused::UnknownFormula)?;
                let fits = formula.parts.len() == dishes.len()
                    && formula.parts.iter().zip(&dishes).all(|(part, made)| {
                        part.categories.contains(&made.first.0.category)
                            && made.second.is_none_or(|it| part.categories.contains(&it.0.category))
                    });
                if !fits {
                    return Err(OrderRefused::FormulaParts { name: formula.name.clone() });
                }
                // CGI art. 278-0: one price for things of several rates is shared over them in
                // proportion to what they cost apart.
                let apart: Vec<Cents> = dishes.iter().map(Made::base_price).collect();
                let prices = share(formula.price, &apart)
                    .into_iter()
                    .zip(&dishes)
                    .map(|(share, made)| share + made.extras_price())
                    .collect();
                Ok(Sale { name: formula.name.clone(), dishes, prices })
            }
        }
    }

    /// The price of one, VAT included.
    pub fn price(&self) -> Cents {
        self.prices.iter().copied().sum()
    }

    /// A dish of it that is taken off sale by hand.
    pub fn suspended(&self) -> Option<String> {
        self.dishes.iter().find(|made| made.is_suspended()).map(Made::name)
    }

    /// What was changed on its dishes.
    pub fn changes(&self) -> Changes {
        let mut all = Changes::default();
        for mut changes in self.dishes.iter().map(Made::changes) {
            all.without.append(&mut changes.without);
            all.extras.append(&mut changes.extras);
        }
        all
    }

    /// What one of it takes from the stock.
    pub fn need(&self) -> Quantities {
        let mut need = Quantities::new();
        for made in &self.dishes {
            add_need(&mut need, &made.need(), 1);
        }
        need
    }
}

/// What priced lines cost together.
pub fn totals(lines: &[PricedLine]) -> Totals {
    Totals::of(lines.iter().map(|line| (line.vat_rate, line.gross())))
}
