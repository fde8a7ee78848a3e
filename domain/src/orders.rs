//! An order: its life, its lines, its price, and the time it is promised for.

mod promise;
mod refused;
mod states;

pub use promise::{Baking, Load, promise};
pub use refused::{HandOverRefused, OrderRefused};
pub use states::{
    ItemState, ORDER_STEPS, OrderState, OrderStep, Step, allowed_steps, state_of_pizzas,
};

use crate::calls;
use crate::contract::CommandId;
use crate::language::{Language, Spoken, either};
use crate::menu::{Menu, Product, Size, SizeId, VatClass};
use crate::money::{Cents, Totals, VatRate};
use crate::staff::AT_THE_COUNTER;
use crate::stock::{Quantities, add_need};
use crate::text::{self, NAME_CHARACTERS_MAX, NOTE_CHARACTERS_MAX};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An order, for ever. Made by the counter, so that a retry names the same order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OrderId(pub Uuid);

/// How the order came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Channel {
    /// Face to face.
    Counter,
    /// By telephone.
    Phone,
}

/// How the customer gets it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServiceMode {
    /// Picked up.
    TakeAway,
    /// Eaten in the shop.
    EatIn,
    /// Brought to an address.
    Delivery,
}

macro_rules! words {
    ($type:ident { $($variant:ident = $word:literal),+ $(,)? }) => {
        impl $type {
            /// The word stored in the database.
            pub fn word(self) -> &'static str {
                match self { $($type::$variant => $word),+ }
            }

            /// The value of that word.
            pub fn from_word(word: &str) -> Option<Self> {
                match word { $($word => Some($type::$variant),)+ _ => None }
            }
        }
    };
}
pub(crate) use words;

words!(Channel { Counter = "counter", Phone = "phone" });
words!(ServiceMode { TakeAway = "take_away", EatIn = "eat_in", Delivery = "delivery" });

impl Spoken for ServiceMode {
    fn say(&self, language: Language) -> String {
        match self {
            ServiceMode::TakeAway => either(language, "À emporter", "Take-away"),
            ServiceMode::EatIn => either(language, "Sur place", "Eat in"),
            ServiceMode::Delivery => either(language, "Livraison", "Delivery"),
        }
    }
}

/// The most of one product on one line.
pub const QUANTITY_MAX: u32 = 99;
/// The most lines in one order.
pub const LINES_MAX: usize = 100;
/// The furthest a promise can lie ahead.
pub const PROMISE_AHEAD_MAX: TimeDelta = TimeDelta::hours(24);

/// One line as the counter asks for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineRequest {
    /// What.
    pub size: SizeId,
    /// How many: 1 to [`QUANTITY_MAX`].
    pub quantity: u32,
    /// The price of one as the customer was told it.
    pub unit_price: Cents,
    /// A note to the kitchen.
    pub note: Option<String>,
}

/// Validates an order (UC03, UC18).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceOrder {
    /// Names this validation; sent again unchanged on a retry.
    pub command: CommandId,
    /// The order to be.
    pub order: OrderId,
    /// How it came.
    pub channel: Channel,
    /// How the customer gets it.
    pub mode: ServiceMode,
    /// The name to call out, if one was given.
    pub customer_name: Option<String>,
    /// What is ordered; never empty.
    pub lines: Vec<LineRequest>,
    /// The menu the prices were read from.
    pub menu_version: i64,
    /// The time the customer was told.
    pub promised_at: DateTime<Utc>,
    /// A manager sells what the book says is gone; recorded. Refused to other roles.
    pub despite_stock: bool,
}

/// A validated order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlacedOrder {
    /// The order.
    pub order: OrderId,
    /// What is called out: `A-042`.
    pub number: String,
    /// The reference for ever: `MOZ1-2026-000123`.
    pub reference: String,
    /// To be paid.
    pub total: Cents,
    /// As announced.
    pub promised_at: DateTime<Utc>,
}

/// An order in a list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderSummary {
    /// The order.
    pub order: OrderId,
    /// What is called out.
    pub number: String,
    /// The name given, if any.
    pub customer_name: Option<String>,
    /// How it came.
    pub channel: Channel,
    /// How the customer gets it.
    pub mode: ServiceMode,
    /// Where it stands.
    pub state: OrderState,
    /// To be paid.
    pub total: Cents,
    /// Pizzas in it.
    pub pizzas: u32,
    /// Pizzas not cooked yet.
    pub pizzas_left: u32,
    /// When it was validated.
    pub placed_at: DateTime<Utc>,
    /// As announced.
    pub promised_at: DateTime<Utc>,
    /// Grows with each change of the order.
    pub version: i64,
    /// Lines as text: `2 × Reine`.
    pub content: Vec<String>,
}

/// The orders of this shop that the customer does not have yet, oldest first.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListOpenOrders {}

/// The customer has the order (ready → handed over); what needs no cooking leaves the stock.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct HandOver {
    /// Names this tap.
    pub command: CommandId,
    /// The order.
    pub order: OrderId,
}

/// Where an order stands after a command.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderStands {
    /// The order.
    pub order: OrderId,
    /// What is called out.
    pub number: String,
    /// Its state now.
    pub state: OrderState,
    /// Its version now.
    pub version: i64,
}

/// The numbers customers wait for.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Board {
    /// Waiting or being made.
    pub being_made: Vec<String>,
    /// Ready.
    pub ready: Vec<String>,
}

/// The customers' board of this shop.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadBoard {}

/// What is ahead of the next order in this shop's kitchen.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadLoad {}

calls! {
    /// The calls about orders.
    "orders" OrdersCall {
        PlaceOrder -> PlacedOrder, AT_THE_COUNTER, [Counter];
        HandOver -> OrderStands, AT_THE_COUNTER, [Counter];
        ListOpenOrders -> Vec<OrderSummary>, AT_THE_COUNTER, [Counter];
        ReadLoad -> Load, AT_THE_COUNTER, [Counter];
        ReadBoard -> Board, crate::contract::Who::Anyone, [Board];
    }
}

/// A line with everything frozen: what the menu says today must not change what was sold.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PricedLine {
    /// What.
    pub size: SizeId,
    /// The name as sold, size included.
    pub name: String,
    /// How many.
    pub quantity: u32,
    /// The price of one.
    pub unit_price: Cents,
    /// How it is taxed.
    pub vat_class: VatClass,
    /// The rate today, in this mode.
    pub vat_rate: VatRate,
    /// Minutes in the oven; none for what needs no cooking.
    pub cooking_minutes: Option<u32>,
    /// A note to the kitchen, checked.
    pub note: Option<String>,
    /// What one of it takes from the stock.
    pub need: Quantities,
}

/// An order checked against the menu, priced, with its needs.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PricedOrder {
    /// The name to call out, checked.
    pub customer_name: Option<String>,
    /// Its lines.
    pub lines: Vec<PricedLine>,
    /// What it costs and the VAT within.
    pub totals: Totals,
    /// What all of it takes from the stock.
    pub need: Quantities,
}

impl PricedOrder {
    /// Pizzas in it.
    pub fn pizzas(&self) -> u32 {
        self.lines.iter().filter(|line| line.cooking_minutes.is_some()).map(|l| l.quantity).sum()
    }
}

/// Checks an order against the menu and prices it. Nothing the screen sent is believed: prices,
/// names, needs and tax come from the menu, and a price the customer was told must still hold.
pub fn price(
    call: &PlaceOrder,
    menu: &Menu,
    now: DateTime<Utc>,
) -> Result<PricedOrder, OrderRefused> {
    if call.lines.is_empty() {
        return Err(OrderRefused::Empty);
    }
    if call.lines.len() > LINES_MAX {
        return Err(OrderRefused::TooManyLines);
    }
    if call.mode == ServiceMode::Delivery {
        return Err(OrderRefused::NoAddress);
    }
    if call.menu_version != menu.version {
        return Err(OrderRefused::StaleMenu);
    }
    // A minute of grace: the promise may have been worked out just before the cashier's tap.
    if call.promised_at < now - TimeDelta::minutes(1) || call.promised_at > now + PROMISE_AHEAD_MAX
    {
        return Err(OrderRefused::Promise);
    }
    let customer_name =
        text::checked(call.customer_name.as_deref(), "customer_name", NAME_CHARACTERS_MAX)?;
    let lines = call
        .lines
        .iter()
        .map(|line| priced_line(line, call.mode, menu))
        .collect::<Result<Vec<_>, _>>()?;
    let mut need = Quantities::new();
    for line in &lines {
        for (&ingredient, &quantity) in &line.need {
            *need.entry(ingredient).or_default() += quantity * i64::from(line.quantity);
        }
    }
    Ok(PricedOrder { customer_name, totals: totals(&lines), lines, need })
}

fn priced_line(
    line: &LineRequest,
    mode: ServiceMode,
    menu: &Menu,
) -> Result<PricedLine, OrderRefused> {
    if !(1..=QUANTITY_MAX).contains(&line.quantity) {
        return Err(OrderRefused::Quantity { quantity: line.quantity });
    }
    let (product, size) = menu.size(line.size).ok_or(OrderRefused::UnknownProduct)?;
    let name = sold_name(product, size);
    if product.suspended {
        return Err(OrderRefused::Suspended { name });
    }
    if line.unit_price != size.price {
        return Err(OrderRefused::Price { name, price: size.price });
    }
    let mut need = Quantities::new();
    add_need(&mut need, &size.recipe, 1);
    Ok(PricedLine {
        size: size.id,
        name,
        quantity: line.quantity,
        unit_price: size.price,
        vat_class: product.vat_class,
        // A class without a rate cannot be sold; the menu's reader refuses such a menu, and a
        // stale copy of one is answered like any other stale menu.
        vat_rate: menu.rate(product.vat_class, mode).ok_or(OrderRefused::StaleMenu)?,
        cooking_minutes: product.cooking_minutes,
        note: text::checked(line.note.as_deref(), "note", NOTE_CHARACTERS_MAX)?,
        need,
    })
}

/// The name a product is sold under: with its size where there is more than one.
pub fn sold_name(product: &Product, size: &Size) -> String {
    match &size.name {
        Some(size) => format!("{} {size}", product.name),
        None => product.name.clone(),
    }
}

/// What priced lines cost together.
pub fn totals(lines: &[PricedLine]) -> Totals {
    Totals::of(lines.iter().map(|line| (line.vat_rate, line.unit_price * line.quantity)))
}

#[cfg(test)]
mod tests;
