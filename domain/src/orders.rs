//! An order: its life, its lines, its price, and the time it is promised for.

mod change;
mod content;
mod delivery;
mod discount;
mod elsewhere;
mod find;
mod price;
mod promise;
mod refund;
mod refused;
mod settle;
mod states;
mod training;

pub use change::{CancelOrder, Cancelled, ChangeOrder, ChangeRefused, Difference};
pub use content::{
    Channel, LINES_MAX, LineRequest, OrderContent, PROMISE_AHEAD_MAX, PlaceOrder, QUANTITY_MAX,
    ServiceMode, Sold,
};
pub use delivery::{DeliveryRules, PromisedFor, fee_parts};
pub use discount::{Discount, Off, REASON_CHARACTERS_MAX};
pub use elsewhere::{Elsewhere, PlaceElsewhere, ReadElsewhere, Selling, SizePrice, said_by};
pub use find::{FIND_DAYS, FOUND_ORDERS_MAX, FindOrders, FoundOrders, Sought};
pub use price::{PricedDiscount, PricedLine, PricedOrder, Sale, check_promise, price, totals};
pub use promise::{Baking, Load, Waiting, promise};
pub use refund::{GivingBackRefused, ReadAccount, RefundOrder, Refunded};
pub use refused::{HandOverRefused, OrderRefused};
pub use settle::{Refund, SettleOrder, SettleRefused, Settled};
pub use states::{
    ItemState, ORDER_STEPS, OrderState, OrderStep, Step, allowed_steps, state_of_pizzas,
};
pub use training::{TrainOrder, TrainSale, Trained};

use crate::calls;
use crate::contract::CommandId;
use crate::customers::DeliveryAddress;
use crate::ledger::Account;
use crate::menu::Changes;
use crate::money::Cents;
use crate::payments::PaypalState;
use crate::staff::AT_THE_COUNTER;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// An order, for ever. Made by the counter, so that a retry names the same order.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct OrderId(pub Uuid);

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

/// A validated order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlacedOrder {
    /// The order.
    pub order: OrderId,
    /// What is called out: `A-042`.
    pub number: String,
    /// The reference for ever: `MOZ1-2026-000123`. None while the server, which gives it, is away.
    pub reference: Option<String>,
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
    /// The number to call, if one was given.
    pub customer_phone: Option<String>,
    /// Where it is brought, as it was told.
    #[serde(default)]
    pub delivery: Option<DeliveryAddress>,
    /// How it came.
    pub channel: Channel,
    /// How the customer gets it.
    pub mode: ServiceMode,
    /// Where it stands.
    pub state: OrderState,
    /// What it costs.
    pub total: Cents,
    /// What of it is paid, and was not given back.
    pub paid: Cents,
    /// What was given back of it while it stood: it is not due again.
    #[serde(default)]
    pub refunded: Cents,
    /// How its last payment on the telephone stands, if one was asked for.
    #[serde(default)]
    pub paypal: Option<PaypalState>,
    /// Nobody makes it before it is paid.
    #[serde(default)]
    pub held: bool,
    /// Pizzas in it.
    pub pizzas: u32,
    /// Pizzas that somebody has begun to make.
    pub pizzas_started: u32,
    /// Pizzas not cooked yet.
    pub pizzas_left: u32,
    /// When it was validated.
    pub placed_at: DateTime<Utc>,
    /// As announced.
    pub promised_at: DateTime<Utc>,
    /// Grows with each change of the order.
    pub version: i64,
    /// When a kitchen screen drew it as it is now; none: none did yet.
    pub shown_at: Option<DateTime<Utc>>,
    /// When it was over: the customer had it and had paid, or it was given up.
    pub ended_at: Option<DateTime<Utc>>,
    /// Its lines.
    pub content: Vec<SoldLine>,
}

impl OrderSummary {
    /// What is still to be paid.
    pub fn due(&self) -> Cents {
        match self.state {
            OrderState::Cancelled => Cents::ZERO,
            _ => self.total - self.refunded - self.paid,
        }
    }

    /// Whether something of it can go back to the customer: it is paid in full, and not all went
    /// back. What is given up has nothing left.
    pub fn is_refundable(&self) -> bool {
        self.paid > Cents::ZERO && self.due() <= Cents::ZERO
    }

    /// Whether anybody at the counter may still change or cancel it.
    pub fn is_untouched(&self) -> bool {
        self.state == OrderState::Queued || (self.state == OrderState::Ready && self.pizzas == 0)
    }
}

/// A line of an order as it was sold.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SoldLine {
    /// How many.
    pub quantity: u32,
    /// The name as sold.
    pub name: String,
    /// What was changed on it.
    pub changes: Changes,
    /// The formula it is part of.
    pub formula: Option<String>,
    /// What all of it costs, VAT included, its share of a discount taken off.
    #[serde(default)]
    pub gross: Cents,
    /// It is no dish, but what bringing the order costs.
    #[serde(default)]
    pub is_fee: bool,
}

/// The orders of this shop that are not over: the customer does not have them yet, or has not
/// paid. Oldest first.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListOpenOrders {}

/// The most orders of one answer to [`ListEndedOrders`].
pub const ENDED_ORDERS_MAX: usize = 200;

/// The orders of this shop and business day that are over, latest first, [`ENDED_ORDERS_MAX`] at
/// most.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListEndedOrders {}

/// An order as it was asked for, to be changed.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadOrder {
    /// The order.
    pub order: OrderId,
}

/// An order as it was asked for.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderAsked {
    /// Where it stands.
    pub summary: OrderSummary,
    /// Its lines, at the prices the customer was told.
    pub lines: Vec<LineRequest>,
    /// Money off the whole order.
    pub discount: Option<Discount>,
}

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
        PlaceOrder -> PlacedOrder, AT_THE_COUNTER, [Counter], command;
        PlaceElsewhere -> PlacedOrder, AT_THE_COUNTER, [Counter], command;
        ChangeOrder -> PlacedOrder, AT_THE_COUNTER, [Counter], command;
        CancelOrder -> Cancelled, AT_THE_COUNTER, [Counter], command;
        SettleOrder -> Settled, AT_THE_COUNTER, [Counter], command;
        RefundOrder -> Refunded, AT_THE_COUNTER, [Counter], command;
        TrainOrder -> Trained, AT_THE_COUNTER, [Counter];
        TrainSale -> Settled, AT_THE_COUNTER, [Counter], command;
        HandOver -> OrderStands, AT_THE_COUNTER, [Counter], command;
        ReadElsewhere -> Elsewhere, AT_THE_COUNTER, [Counter];
        ReadOrder -> OrderAsked, AT_THE_COUNTER, [Counter];
        ReadAccount -> Account, AT_THE_COUNTER, [Counter];
        ListEndedOrders -> Vec<OrderSummary>, AT_THE_COUNTER, [Counter];
        FindOrders -> FoundOrders, AT_THE_COUNTER, [Counter];
        ListOpenOrders -> Vec<OrderSummary>, AT_THE_COUNTER, [Counter];
        ReadLoad -> Load, AT_THE_COUNTER, [Counter];
        ReadBoard -> Board, crate::contract::Who::Anyone, [Board];
    }
}

#[cfg(test)]
mod tests;
