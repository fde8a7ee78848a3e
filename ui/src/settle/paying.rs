//! Which order is paid, and what its payment needs to know of it.

use domain::Cents;
use domain::orders::{OrderContent, OrderId};
use serde::{Deserialize, Serialize};

/// What its payment needs of it, since nobody else keeps it.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Lesson {
    /// Which since the training began.
    pub nth: u32,
    /// What is in it.
    pub content: OrderContent,
}

/// An order whose money is to be taken.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Paying {
    /// The order.
    pub order: OrderId,
    /// What is called out.
    pub number: String,
    /// What is due.
    pub due: Cents,
    /// The order of training that it is, if it is one.
    #[serde(default)]
    pub lesson: Option<Lesson>,
    /// The customer is to pay on the telephone: that is chosen first.
    #[serde(default)]
    pub online: bool,
}

impl Paying {
    /// What is due of a real order.
    pub fn of(order: OrderId, number: &str, due: Cents) -> Paying {
        Paying { order, number: number.to_owned(), due, lesson: None, online: false }
    }
}
