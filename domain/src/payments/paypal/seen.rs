//! What PayPal says of an order and of what belongs to it, in its own words for how each stands. Of a completed
//! order the payment within may have been declined: only what is within counts.

use super::PaypalId;
use crate::money::Cents;
use crate::orders::words;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// How an order stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum OrderStatus {
    /// It is there.
    Created,
    /// It is kept for later.
    Saved,
    /// The customer agrees.
    Approved,
    /// It is over.
    Voided,
    /// What was meant is done, or was declined.
    Completed,
    /// The customer has something to do.
    PayerActionRequired,
}

words!(OrderStatus {
    Created = "CREATED",
    Saved = "SAVED",
    Approved = "APPROVED",
    Voided = "VOIDED",
    Completed = "COMPLETED",
    PayerActionRequired = "PAYER_ACTION_REQUIRED",
});

/// How an authorization stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum AuthorizationStatus {
    /// PayPal has not decided.
    Pending,
    /// The amount is kept for us.
    Created,
    /// Part of it was taken.
    PartiallyCaptured,
    /// It was taken.
    Captured,
    /// It was declined.
    Denied,
    /// It was not taken in time.
    Expired,
    /// It was let go.
    Voided,
}

words!(AuthorizationStatus {
    Pending = "PENDING",
    Created = "CREATED",
    PartiallyCaptured = "PARTIALLY_CAPTURED",
    Captured = "CAPTURED",
    Denied = "DENIED",
    Expired = "EXPIRED",
    Voided = "VOIDED",
});

/// How a capture stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum CaptureStatus {
    /// The money is not here yet.
    Pending,
    /// It is.
    Completed,
    /// Part of it went back.
    PartiallyRefunded,
    /// All of it went back.
    Refunded,
    /// It was declined.
    Declined,
    /// It failed.
    Failed,
}

words!(CaptureStatus {
    Pending = "PENDING",
    Completed = "COMPLETED",
    PartiallyRefunded = "PARTIALLY_REFUNDED",
    Refunded = "REFUNDED",
    Declined = "DECLINED",
    Failed = "FAILED",
});

/// How a refund stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "SCREAMING_SNAKE_CASE")]
pub enum RefundStatus {
    /// The money is under way.
    Pending,
    /// It is with the customer.
    Completed,
    /// It was taken back.
    Cancelled,
    /// It failed.
    Failed,
}

words!(RefundStatus {
    Pending = "PENDING",
    Completed = "COMPLETED",
    Cancelled = "CANCELLED",
    Failed = "FAILED",
});

/// An authorization.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuthorizationSeen {
    /// Its name.
    pub id: PaypalId,
    /// How it stands.
    pub status: AuthorizationStatus,
    /// How much, in euros; none: in something else.
    pub amount: Option<Cents>,
}

/// A capture.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CaptureSeen {
    /// Its name.
    pub id: PaypalId,
    /// How it stands.
    pub status: CaptureStatus,
    /// How much, in euros; none: in something else.
    pub amount: Option<Cents>,
    /// What PayPal keeps of it; none: it has not said.
    pub fee: Option<Cents>,
    /// What the group gets of it.
    pub net: Option<Cents>,
}

/// A refund.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RefundSeen {
    /// Its name.
    pub id: PaypalId,
    /// How it stands.
    pub status: RefundStatus,
    /// How much, in euros; none: in something else.
    pub amount: Option<Cents>,
    /// Under which invoice; one that was made at PayPal's own page has another, or none.
    pub invoice_id: Option<String>,
}

/// Everything that PayPal says of an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderSaid {
    /// Its name.
    pub id: PaypalId,
    /// How it stands.
    pub status: OrderStatus,
    /// What the customer opens.
    pub link: Option<String>,
    /// What was kept for us of it.
    pub authorizations: Vec<AuthorizationSeen>,
    /// What was taken of it.
    pub captures: Vec<CaptureSeen>,
    /// What went back of that.
    pub refunds: Vec<RefundSeen>,
}

/// An order, as it was seen last.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderSeen {
    /// Its name.
    pub id: PaypalId,
    /// How it stands.
    pub status: OrderStatus,
    /// What the customer opens.
    pub link: Option<String>,
    /// When it was asked for last.
    pub asked_at: DateTime<Utc>,
}

/// What is known of a payment, from all that PayPal said. Only more becomes known: what was taken stays taken,
/// whatever an answer that is older leaves out.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct PaypalSeen {
    /// The order; none: nothing is known to be there.
    pub order: Option<OrderSeen>,
    /// What is kept for us.
    pub authorization: Option<AuthorizationSeen>,
    /// What was taken.
    pub capture: Option<CaptureSeen>,
    /// What went back.
    pub refunds: Vec<RefundSeen>,
}

impl PaypalSeen {
    /// How much is with the customer again.
    pub fn given_back(&self) -> Cents {
        self.refunded(|it| it == RefundStatus::Completed)
    }

    /// How much is with the customer again, or under way.
    pub(super) fn going_back(&self) -> Cents {
        self.refunded(|it| matches!(it, RefundStatus::Completed | RefundStatus::Pending))
    }

    fn refunded(&self, which: impl Fn(RefundStatus) -> bool) -> Cents {
        self.refunds.iter().filter(|it| which(it.status)).filter_map(|it| it.amount).sum()
    }
}

impl AuthorizationStatus {
    /// Whether one that stands so may still come to stand otherwise: an older answer does not undo a newer one.
    pub(super) fn may_become(self, other: AuthorizationStatus) -> bool {
        use AuthorizationStatus::{Created, PartiallyCaptured, Pending};
        match self {
            Pending => true,
            Created => other != Pending,
            PartiallyCaptured => !matches!(other, Pending | Created),
            _ => self == other,
        }
    }
}

impl CaptureStatus {
    /// Whether the money is not here, and will not be.
    pub(super) fn is_no(self) -> bool {
        matches!(self, CaptureStatus::Declined | CaptureStatus::Failed)
    }

    pub(super) fn may_become(self, other: CaptureStatus) -> bool {
        let rank = |it: CaptureStatus| match it {
            CaptureStatus::Pending => 0,
            CaptureStatus::Completed => 1,
            CaptureStatus::PartiallyRefunded => 2,
            CaptureStatus::Refunded => 3,
            CaptureStatus::Declined | CaptureStatus::Failed => 4,
        };
        match (self.is_no(), other.is_no()) {
            (true, _) => self == other,
            (false, true) => self == CaptureStatus::Pending,
            (false, false) => rank(self) <= rank(other),
        }
    }
}

impl RefundStatus {
    pub(super) fn may_become(self, other: RefundStatus) -> bool {
        self == RefundStatus::Pending || self == other
    }
}
