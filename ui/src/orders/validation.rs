//! A validation on its way: what is sent, under which ids, and what comes after it.

use super::basket::Basket;
use chrono::{DateTime, Utc};
use domain::customers::DeliveryAddress;
use domain::orders::{ChangeOrder, OrderContent, OrderId, PlaceElsewhere, PlaceOrder, PromisedFor};
use domain::payments::PaypalState;
use domain::staff::ApprovalId;
use domain::{Cents, CommandId};
use serde::{Deserialize, Serialize};

/// A validation: of a new order, or of another content for one.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub enum Validation {
    /// A new order.
    Place(PlaceOrder),
    /// A new order that another shop makes.
    Elsewhere(PlaceElsewhere),
    /// A change.
    Change(ChangeOrder),
}

impl Validation {
    /// Its ids.
    pub fn ids(&self) -> Ids {
        match self {
            Validation::Place(call) => Ids { command: call.command, order: call.order },
            Validation::Elsewhere(call) => Ids { command: call.command, order: call.order },
            Validation::Change(call) => Ids { command: call.command, order: call.order },
        }
    }

    /// What it asks for.
    pub fn content(&self) -> &OrderContent {
        match self {
            Validation::Place(call) => &call.content,
            Validation::Elsewhere(call) => &call.content,
            Validation::Change(call) => &call.content,
        }
    }

    /// The time the customer was told.
    pub fn promised_at(&self) -> DateTime<Utc> {
        match self {
            Validation::Place(call) => call.promised_at,
            Validation::Elsewhere(call) => call.promised_at,
            Validation::Change(call) => call.promised_at,
        }
    }
}

/// How a basket is validated.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct How {
    /// Although the book says that something is gone.
    pub despite_stock: bool,
    /// The money is taken at once.
    pub pay: bool,
    /// A manager's consent.
    pub approval: Option<ApprovalId>,
}

/// An order that is changed in the basket.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Changing {
    /// The order.
    pub order: OrderId,
    /// What is called out.
    pub number: String,
    /// The version it was read at.
    pub version: i64,
    /// Pizzas in it, as it was.
    pub pizzas: u32,
    /// As announced.
    pub promised_at: DateTime<Utc>,
    /// Where it is brought, as it was.
    #[serde(default)]
    pub delivery: Option<DeliveryAddress>,
    /// What of it is paid.
    pub paid: Cents,
    /// How its payment on the telephone stood.
    #[serde(default)]
    pub paypal: Option<PaypalState>,
    /// The basket that was being filled: it comes back afterwards.
    pub aside: Basket,
}

impl Changing {
    /// What its promise was made for.
    pub fn promised_for(&self) -> PromisedFor {
        PromisedFor::of(self.pizzas, self.delivery.as_ref())
    }
}

/// The ids of a validation: kept for each retry of the same basket.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Ids {
    /// The tap.
    pub command: CommandId,
    /// The order to be.
    pub order: OrderId,
}
