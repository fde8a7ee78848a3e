//! What a counter and an office ask about payments on the telephone.

use super::{OnlineOrder, OnlineStands};
use crate::calls;
use crate::messages::Channel;
use crate::money::Cents;
use crate::orders::OrderId;
use crate::payments::{PaypalIntentId, PaypalState};
use crate::server::ShopChoice;
use crate::staff::{AT_THE_COUNTER, MANAGERS};
use chrono::{DateTime, NaiveDate, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// How many payments a page has at most.
pub const ONLINE_PAGE: usize = 30;

/// What is known of an order's payments on the telephone.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadOnline {
    /// The order.
    pub order: OrderId,
    /// Somebody waits before the screen: PayPal is asked more often.
    pub watched: bool,
}

/// Asks for a payment, of all that is due of an order or of a part. Sent again, it asks for nothing more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AskOnline {
    /// Names it.
    pub intent: PaypalIntentId,
    /// The order it is for.
    pub order: OrderId,
    /// What was due when it was asked.
    pub due: Cents,
    /// How much.
    pub amount: Cents,
    /// Nobody makes the order before it is paid, unless somebody has begun to.
    #[serde(default)]
    pub hold: bool,
}

/// The order that is held until it is paid goes to the kitchen all the same.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct StartHeld {
    /// Which.
    pub order: OrderId,
}

/// Sends the link to the customer.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SendLink {
    /// Whose link.
    pub intent: PaypalIntentId,
    /// How it goes.
    pub by: Channel,
    /// The number or the address, as it is typed.
    pub to: String,
    /// Names this tap: made twice, it sends once.
    pub once: Uuid,
}

/// A link that is on its way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkSent {
    /// Where to, as it is shown.
    pub to: String,
}

/// The customer pays otherwise, or not: nothing is taken of it any more.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LeaveOnline {
    /// Which.
    pub intent: PaypalIntentId,
}

/// The payments of this shop that a person has to look at.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListOnlineToCheck {}

/// Payments on the telephone, the latest first: of a shop, or of every shop that the office sees and the person
/// works in.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListOnline {
    /// The code of one shop.
    pub shop: Option<String>,
    /// Asked for on this business day alone.
    pub day: Option<NaiveDate>,
    /// Which stand so alone.
    pub state: Option<PaypalState>,
    /// Earlier ones than this: the last of the page before.
    pub before: Option<PaypalIntentId>,
}

/// A page of payments.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnlinePage {
    /// The shops that may be seen, by code.
    pub shops: Vec<ShopChoice>,
    /// At most [`ONLINE_PAGE`].
    pub rows: Vec<OnlineRow>,
    /// Whether there are earlier ones.
    pub earlier: bool,
}

/// A payment as an office lists it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnlineRow {
    /// Of which shop.
    pub shop: ShopChoice,
    /// The business day that it was asked for on.
    pub day: NaiveDate,
    /// Where it stands.
    pub stands: OnlineStands,
    /// What PayPal and the group know it by: `MOZ1-2026-000123-1`.
    pub invoice: String,
    /// What the group gets of it, where PayPal has said so.
    pub net: Option<Cents>,
    /// Who asked for it, by name.
    pub asked_by: String,
    /// Who ended it by hand, when, and why.
    pub ended: Option<EndedByHand>,
}

/// Somebody saw to a payment on PayPal's own site.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndedByHand {
    /// By name.
    pub by: String,
    /// When.
    pub at: DateTime<Utc>,
    /// What was done.
    pub reason: String,
}

/// Somebody looked at it: PayPal is asked again, and it goes on from there.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LookAgain {
    /// Which.
    pub intent: PaypalIntentId,
}

/// Somebody saw to it on PayPal's own site: nothing more is done about it here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct EndOnline {
    /// Which.
    pub intent: PaypalIntentId,
    /// What was done, as it was typed.
    pub reason: String,
}

calls! {
    /// The calls about payments on the telephone.
    "online" OnlineCall {
        ReadOnline -> OnlineOrder, AT_THE_COUNTER, [Counter];
        AskOnline -> OnlineStands, AT_THE_COUNTER, [Counter];
        SendLink -> LinkSent, AT_THE_COUNTER, [Counter];
        LeaveOnline -> OnlineStands, AT_THE_COUNTER, [Counter];
        StartHeld -> (), AT_THE_COUNTER, [Counter];
        ListOnlineToCheck -> Vec<OnlineStands>, AT_THE_COUNTER, [Counter];
        ListOnline -> OnlinePage, MANAGERS, [Office];
        LookAgain -> OnlineStands, MANAGERS, [Counter, Office];
        EndOnline -> OnlineStands, MANAGERS, [Counter, Office];
    }
}
