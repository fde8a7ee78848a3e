//! A payment by PayPal, from the link that is asked for until its money is here, let go or given back: what is
//! known of it, and what is to be done next. No sequence of answers takes it twice, lets go of what was taken or
//! forgets it; what contradicts itself is shown to a person.

mod amount;
mod heard;
mod names;
mod next;
mod refusal;
mod seen;
mod step;

pub use amount::{of_paypal_value, of_signed_paypal_value, paypal_value};
pub use heard::{DECLINES_MAX, PAYPAL_IN_FLIGHT, PaypalDoubt, PaypalWord};
pub use names::{PaypalId, REQUEST_ID_CHARACTERS_MAX, invoice_id, refund_invoice_id};
pub use next::{PAYPAL_TABLE, PaypalNext, PaypalPlan, PaypalStanding, PaypalState, REFUND_KEPT};
pub use refusal::{PAYPAL_ISSUES, PaypalMeaning, PaypalNo};
pub use seen::{
    AuthorizationSeen, AuthorizationStatus, CaptureSeen, CaptureStatus, OrderSaid, OrderSeen,
    OrderStatus, PaypalSeen, RefundSeen, RefundStatus,
};
pub use step::{PaypalBegun, PaypalCall, PaypalStep};

use crate::money::Cents;
use crate::orders::{OrderId, words};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// A payment by PayPal, for ever. Made before the first call, so that one that is sent again asks for nothing
/// twice.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PaypalIntentId(pub Uuid);

/// What the order wants of its payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaypalWish {
    /// That the customer agrees: nothing is prepared yet.
    Hold,
    /// The money: preparation has begun.
    Take,
    /// Nothing any more: the order was changed, cancelled, settled otherwise, or the link is over.
    Leave,
}

words!(PaypalWish { Hold = "hold", Take = "take", Leave = "leave" });

/// A payment by PayPal, as it is kept before each call and after each answer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaypalIntent {
    /// Names it.
    pub intent: PaypalIntentId,
    /// The order it is for.
    pub order: OrderId,
    /// That order's reference: `MOZ1-2026-000123`.
    pub reference: String,
    /// The how-many-eth payment of that order: PayPal refuses an invoice that it has seen, also of one let go.
    pub attempt: u32,
    /// How much.
    pub amount: Cents,
    /// Until when the customer may agree.
    pub link_until: DateTime<Utc>,
    /// What the order wants of it now.
    pub wish: PaypalWish,
    /// How much of what was taken is to be back with the customer, in all. Where the order wants nothing any
    /// more it is all of it, whatever stands here.
    pub give_back: Cents,
    /// What PayPal said of it.
    pub seen: PaypalSeen,
    /// The step that was begun and of which nobody knows yet what came of it.
    pub begun: Option<PaypalBegun>,
    /// How often the customer's means of payment was declined.
    pub declines: u32,
    /// How many refunds were begun.
    pub refunds_begun: u32,
    /// What PayPal refused last, to be told.
    pub no: Option<PaypalNo>,
    /// What a person has to look at.
    pub doubt: Option<PaypalDoubt>,
}

impl PaypalIntent {
    /// Wants that of it from now on. What has begun to be prepared is not unprepared, and what is not wanted any
    /// more stays so.
    #[must_use]
    pub fn wishing(&self, wish: PaypalWish) -> PaypalIntent {
        let wish = match (self.wish, wish) {
            (PaypalWish::Leave, _) => PaypalWish::Leave,
            (PaypalWish::Take, PaypalWish::Hold) => PaypalWish::Take,
            (_, wish) => wish,
        };
        // An order of which nobody has the link is no order, whether it is there or not.
        let is_unseen = wish == PaypalWish::Leave && self.seen.order.is_none();
        let begun = if is_unseen { None } else { self.begun };
        PaypalIntent { wish, begun, ..self.clone() }
    }

    /// Wants so much to be back with the customer, in all; what is on its way back already is not taken again.
    #[must_use]
    pub fn giving_back(&self, in_all: Cents) -> PaypalIntent {
        let give_back = in_all.max(self.give_back).min(self.amount);
        PaypalIntent { give_back, ..self.clone() }
    }

    /// Keeps that a step is begun; the same step again stays as old as it is.
    #[must_use]
    pub fn beginning(&self, step: PaypalStep, at: DateTime<Utc>) -> PaypalIntent {
        let mut after = self.clone();
        after.begun = match &self.begun {
            Some(begun) if begun.step == step => Some(PaypalBegun { last_at: at, ..*begun }),
            _ => {
                if let PaypalStep::Refund { nth, .. } = step {
                    after.refunds_begun = after.refunds_begun.max(nth);
                }
                Some(PaypalBegun { step, first_at: at, last_at: at, is_said_done: false })
            }
        };
        after
    }

    /// Under another number, where the invoice of this one was used: nobody has seen a link of it.
    #[must_use]
    pub fn renumbered(&self, attempt: u32) -> PaypalIntent {
        PaypalIntent { attempt, no: None, begun: None, ..self.clone() }
    }

    /// Somebody looked: it goes on from what PayPal says now.
    #[must_use]
    pub fn looked_at(&self) -> PaypalIntent {
        PaypalIntent { doubt: None, ..self.clone() }
    }

    /// The invoice that PayPal knows it by.
    pub fn invoice_id(&self) -> String {
        invoice_id(&self.reference, self.attempt)
    }

    /// What a step is sent under: the same as often as it is sent, and no other step's.
    pub fn request_id(&self, step: PaypalStep) -> String {
        names::request_id(self, step)
    }
}

#[cfg(test)]
mod tests;
