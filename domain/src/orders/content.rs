//! What is ordered: lines, discounts, and whom it is for, as the counter asks for it.

use super::discount::Discount;
use super::{OrderId, words};
use crate::contract::CommandId;
use crate::customers::DeliveryAddress;
use crate::language::{Language, Spoken, either};
use crate::menu::{Dish, FormulaId};
use crate::money::Cents;
use crate::staff::ApprovalId;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

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

impl Spoken for Channel {
    fn say(&self, language: Language) -> String {
        match self {
            Channel::Counter => either(language, "Comptoir", "Counter"),
            Channel::Phone => either(language, "Téléphone", "Phone"),
        }
    }
}

/// The most of one product on one line.
pub const QUANTITY_MAX: u32 = 99;
/// The most lines in one order.
pub const LINES_MAX: usize = 100;
/// The furthest a promise can lie ahead.
pub const PROMISE_AHEAD_MAX: TimeDelta = TimeDelta::hours(24);

/// What a line sells.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Sold {
    /// A product.
    Dish(Dish),
    /// Several at one price.
    Formula {
        /// Which.
        formula: FormulaId,
        /// One dish a part, in the order of its parts.
        dishes: Vec<Dish>,
    },
}

impl Sold {
    /// Its dishes.
    pub fn dishes(&self) -> &[Dish] {
        match self {
            Sold::Dish(dish) => std::slice::from_ref(dish),
            Sold::Formula { dishes, .. } => dishes,
        }
    }
}

/// One line as the counter asks for it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LineRequest {
    /// What.
    pub sold: Sold,
    /// How many: 1 to [`QUANTITY_MAX`].
    pub quantity: u32,
    /// The price of one as the customer was told it, extras included, discounts not.
    pub unit_price: Cents,
    /// A note to the kitchen.
    pub note: Option<String>,
    /// Money off the whole line.
    #[serde(default)]
    pub discount: Option<Discount>,
}

/// What an order holds, the same for placing and for changing it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderContent {
    /// How it came.
    pub channel: Channel,
    /// How the customer gets it.
    pub mode: ServiceMode,
    /// The name to call out, if one was given.
    pub customer_name: Option<String>,
    /// The number to call, if one was given: the order is of the customer who has it.
    pub customer_phone: Option<String>,
    /// Where it is brought, if it is.
    #[serde(default)]
    pub delivery: Option<DeliveryAddress>,
    /// What is ordered; never empty.
    pub lines: Vec<LineRequest>,
    /// Money off the whole order, after what is off its lines.
    pub discount: Option<Discount>,
    /// The menu the prices were read from.
    pub menu_version: i64,
    /// Sold although the book says that something is gone: by a manager, or with one's consent;
    /// recorded.
    pub despite_stock: bool,
    /// A manager's consent to what the cashier may not do alone.
    pub approval: Option<ApprovalId>,
}

/// Validates an order (UC03, UC18).
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlaceOrder {
    /// Names this validation; sent again unchanged on a retry.
    pub command: CommandId,
    /// The order to be.
    pub order: OrderId,
    /// What is in it.
    pub content: OrderContent,
    /// The time the customer was told.
    pub promised_at: DateTime<Utc>,
}
