//! What an order wants of a payment, as its row says: its columns are moved by what happens to the order.

use chrono::{DateTime, Utc};
use domain::Cents;
use domain::payments::{PaypalDoubt, PaypalIntent, PaypalWish};
use sqlx::FromRow;

/// What the order wants of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRow)]
pub struct Wants {
    /// The money from then on.
    pub take_from: Option<DateTime<Utc>>,
    /// Nothing any more since then.
    pub left_at: Option<DateTime<Utc>>,
    /// How much is to be back with the customer, in all.
    pub give_back_cents: i64,
}

impl Wants {
    /// A payment with what is wanted of it at that time.
    pub fn of(&self, intent: &PaypalIntent, now: DateTime<Utc>) -> PaypalIntent {
        let wish = match self {
            Wants { left_at: Some(_), .. } => PaypalWish::Leave,
            Wants { take_from: Some(from), .. } if *from <= now => PaypalWish::Take,
            _ => PaypalWish::Hold,
        };
        // The order was settled otherwise, or given up: that PayPal did not give its money is in nobody's way.
        let is_moot = wish == PaypalWish::Leave
            && intent.wish != PaypalWish::Leave
            && intent.doubt == Some(PaypalDoubt::NotTaken);
        let intent = if is_moot { intent.looked_at() } else { intent.clone() };
        intent.wishing(wish).giving_back(Cents(self.give_back_cents))
    }
}
