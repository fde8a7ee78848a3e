//! What people do with messages: see what did not go and decide about it, and write what messages say.
//!
//! None of the calls is a command. One that waited in a journal would send, hours later, what made sense
//! then; each names what was seen, so that one that is made twice moves nothing the second time.

use super::{
    Channel, CustomerMessages, Facts, Message, MessageDrafts, MessageId, MessageKind, MessageState,
    PersonReached, TypedReach,
};
use crate::calls;
use crate::language::Language;
use crate::orders::OrderId;
use crate::staff::{AT_THE_COUNTER, GROUP_MANAGERS, MANAGERS, StaffId};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// The last messages of the shop; at an office, of every shop that it looks after and the person works
/// in. A hundred at most, the newest first.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListMessages {
    /// Those that stand so; none: those that did not go ([`MessageState::did_not_go`]).
    pub state: Option<MessageState>,
}

/// The messages of this shop of which a person has to decide: they did not go and somebody has to know, or
/// they may have gone. A hundred at most, the newest first.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListUndecided {}

/// What was written to customers about their orders since yesterday, in this shop, the oldest first.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListOrderMessages {}

/// A message about an order.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OrderMessage {
    /// The order.
    pub order: OrderId,
    /// Its key.
    pub id: MessageId,
    /// What it is about.
    pub kind: MessageKind,
    /// How it goes, or went.
    pub channel: Channel,
    /// Where it stands.
    pub state: MessageState,
    /// When it went.
    pub sent_at: Option<DateTime<Utc>>,
}

/// What can be written to the customer of an order, in words.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct DraftMessages {
    /// Which order.
    pub order: OrderId,
}

/// Writes to the customer of an order, to the number that it bears: a text message of these words, for
/// whoever sends. No command: one that waited in a journal would be written when nobody means it any more.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct WriteToCustomer {
    /// This tap: made twice, it writes once.
    pub once: Uuid,
    /// The order.
    pub order: OrderId,
    /// What it is about.
    pub kind: MessageKind,
    /// As it was typed ([`super::typed_text`]).
    pub text: String,
}

/// Of what the group's customers are told.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadCustomerMessages {}

/// Of what the group's customers are told, as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct CustomerMessagesStand {
    /// Of what.
    pub told: CustomerMessages,
    /// Grows with each change; 0: as the program has it.
    pub version: i64,
    /// Who said so, and when.
    pub set: Option<(String, DateTime<Utc>)>,
}

/// Says of what the group's customers are told. May be repeated.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SaveCustomerMessages {
    /// The version that was read.
    pub version: i64,
    /// Of what.
    pub told: CustomerMessages,
}

/// Decides about a message: sends it again, gives it up, or says that it went.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct MoveMessage {
    /// Which.
    pub message: MessageId,
    /// Where it stood when the person decided.
    pub from: MessageState,
    /// Where it is to stand ([`MessageState::check_by_hand`]).
    pub to: MessageState,
}

/// What every message says.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadTemplates {}

/// A template as it stands.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct TemplateStands {
    /// What the messages are about.
    pub kind: MessageKind,
    /// How they go.
    pub channel: Channel,
    /// Their language.
    pub language: Language,
    /// The subject, of an e-mail.
    pub subject: Option<String>,
    /// The text.
    pub text: String,
    /// Grows with each change; 0: as the program has it.
    pub version: i64,
    /// Who wrote it, and when.
    pub set: Option<(String, DateTime<Utc>)>,
}

/// Writes what messages say; checked by [`super::Template::read`], and shown before by
/// [`super::preview`]. It is the whole group's.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SaveTemplate {
    /// What the messages are about.
    pub kind: MessageKind,
    /// How they go.
    pub channel: Channel,
    /// Their language.
    pub language: Language,
    /// The version that was read.
    pub version: i64,
    /// The subject, of an e-mail.
    pub subject: Option<String>,
    /// The text.
    pub text: String,
}

/// Goes back to the program's own words. May be repeated.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ForgetTemplate {
    /// What the messages are about.
    pub kind: MessageKind,
    /// How they go.
    pub channel: Channel,
    /// Their language.
    pub language: Language,
}

/// What the last message of a kind knew, to try a template with; none: none of it was written yet.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReadFacts {
    /// Which kind.
    pub kind: MessageKind,
}

/// The managers of the shops that the office looks after, and how each is reached; a shop's manager sees
/// himself alone.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ListReach {}

/// Keeps how a manager is reached. May be repeated.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct SetReach {
    /// Who.
    pub staff: StaffId,
    /// As it was typed; with neither number nor address, the person is not reached any more.
    pub typed: TypedReach,
}

calls! {
    /// The calls about messages to people.
    "messages" MessagesCall {
        ListMessages -> Vec<Message>, AT_THE_COUNTER, [Counter, Office];
        ListUndecided -> Vec<Message>, AT_THE_COUNTER, [Counter];
        MoveMessage -> (), AT_THE_COUNTER, [Counter, Office];
        ListOrderMessages -> Vec<OrderMessage>, AT_THE_COUNTER, [Counter];
        DraftMessages -> MessageDrafts, AT_THE_COUNTER, [Counter];
        WriteToCustomer -> (), AT_THE_COUNTER, [Counter];
        ReadCustomerMessages -> CustomerMessagesStand, MANAGERS, [Office];
        SaveCustomerMessages -> i64, GROUP_MANAGERS, [Office];
        ReadTemplates -> Vec<TemplateStands>, MANAGERS, [Office];
        SaveTemplate -> i64, GROUP_MANAGERS, [Office];
        ForgetTemplate -> (), GROUP_MANAGERS, [Office];
        ReadFacts -> Option<Facts>, MANAGERS, [Office];
        ListReach -> Vec<PersonReached>, MANAGERS, [Office];
        SetReach -> (), MANAGERS, [Office];
    }
}
