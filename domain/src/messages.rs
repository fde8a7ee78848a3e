//! Messages to customers, managers, drivers and suppliers: what kinds there are, how each is tried, what
//! it says, and the life of one. Who sends them, and through what, is the backend's.
//!
//! A message is a row written by the statement that causes it, with its facts and not yet with its
//! text: whoever sends it words it, from the template of then.

mod by_hand;
mod calls;
mod customers;
mod defaults;
mod delay;
mod facts;
mod kind;
mod outbox;
mod reach;
mod refused;
mod segments;
mod states;
mod template;

pub use by_hand::{BY_HAND, MessageDrafts, can_be_written_to, kinds_by_hand, typed_text};
pub use calls::{
    CustomerMessagesStand, DraftMessages, ForgetTemplate, ListMessages, ListOrderMessages,
    ListReach, ListUndecided, MessagesCall, MoveMessage, OrderMessage, ReadCustomerMessages,
    ReadFacts, ReadTemplates, SaveCustomerMessages, SaveTemplate, SetReach, TemplateStands,
    WriteToCustomer,
};
pub use customers::{CustomerMessages, DELAY_MINUTES};
pub use defaults::{default_subject, default_text};
pub use delay::{Awaited, new_time};
pub use facts::{Fact, Facts, NamedQuantity, Placeholder, ShopStock, example};
pub use kind::{Audience, Channel, MessageKind, SENDINGS, Sending};
pub use outbox::{AT_ONCE, Attempt, LEASE, Next, Outcome, TRY_MAX, after_lease, after_try, ended};
pub use reach::{PersonReached, Reach, TypedReach};
pub use refused::{
    CustomerMessagesRefused, MessageRefused, ReachRefused, TemplateRefused, WriteRefused,
};
pub use segments::{Encoding, Segments, segments, sms_text};
pub use states::{MESSAGE_STEPS, MessageState, MessageStep};
pub use template::{Preview, SUBJECT_CHARACTERS_MAX, Template, examples, preview};

use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// One message.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(transparent)]
pub struct MessageId(pub i64);

/// A message as it is listed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Message {
    /// Its key.
    pub id: MessageId,
    /// The code of its shop.
    pub shop: String,
    /// What it is about.
    pub kind: MessageKind,
    /// How it goes, or went.
    pub channel: Channel,
    /// The number or the address.
    pub to: String,
    /// Where it stands.
    pub state: MessageState,
    /// How often it was tried.
    pub tries: u32,
    /// When it was written.
    pub written_at: DateTime<Utc>,
    /// Until when it makes sense.
    pub expires_at: DateTime<Utc>,
    /// When it went.
    pub sent_at: Option<DateTime<Utc>>,
    /// What went wrong at the last try, in the words of the service.
    pub fault: Option<String>,
    /// What it says, where it was worded already.
    pub text: Option<String>,
}
