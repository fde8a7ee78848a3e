//! What becomes of a message after a try, when it expires, and when its sender is lost.

use super::{Channel, MessageKind, MessageState};
use chrono::{DateTime, TimeDelta, Utc};

/// For how long a terminal that claims messages has them to itself. The longest try of each one
/// ([`TRY_MAX`]), one after the other, ends before.
pub const LEASE: TimeDelta = TimeDelta::seconds(45);
/// How many messages a terminal claims at once.
pub const AT_ONCE: u32 = 3;
/// The longest that a try may be set to take. Without a setting it is thirteen: three seconds to connect, ten for
/// the call (outside.md).
pub const TRY_MAX: TimeDelta = TimeDelta::seconds(15);

/// A try at a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Attempt {
    /// What the message is about.
    pub kind: MessageKind,
    /// How it was tried.
    pub channel: Channel,
    /// Whether the person can be reached by the other channel, too.
    pub has_other: bool,
    /// Which try it was, from 1.
    pub nth: u32,
    /// When it began.
    pub began_at: DateTime<Utc>,
    /// Until when the message makes sense.
    pub expires_at: DateTime<Utc>,
}

/// What a try brought.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The service took it.
    Sent,
    /// It did not go, for a reason that may pass: no connection, too busy.
    Failed,
    /// It did not go and never will by this channel: the address or the number is refused.
    Refused,
    /// Nobody knows: the service was asked, and not heard to the end.
    Unknown,
}

/// What becomes of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Next {
    /// Where it stands from now on.
    pub state: MessageState,
    /// How it goes.
    pub channel: Channel,
    /// When it is tried again; counts for [`MessageState::ToSend`] alone.
    pub at: DateTime<Utc>,
}

/// Where a message of that kind ends that did not go: somebody is told, or it is given up.
pub fn ended(kind: MessageKind) -> MessageState {
    match kind.sending().is_told {
        true => MessageState::Failed,
        false => MessageState::GivenUp,
    }
}

/// Where a message stands whose lease ended with its terminal not heard from: it may have gone.
pub fn after_lease() -> MessageState {
    MessageState::ToCheck
}

/// What becomes of a message after a try that ended at `now`.
pub fn after_try(attempt: &Attempt, outcome: Outcome, now: DateTime<Utc>) -> Next {
    let Attempt { kind, channel, nth, expires_at, .. } = *attempt;
    let sending = kind.sending();
    let other = sending.other_channel && attempt.has_other;
    let next = |state, channel, at| Next { state, channel, at };
    match outcome {
        Outcome::Sent => next(MessageState::Sent, channel, now),
        Outcome::Unknown => next(MessageState::ToCheck, channel, now),
        Outcome::Refused if !other => next(ended(kind), channel, now),
        Outcome::Refused | Outcome::Failed => {
            let channel = if other { channel.other() } else { channel };
            let at =
                if other && nth == 1 { now } else { now.max(attempt.began_at + wait(attempt)) };
            let is_over = nth >= sending.tries_max || at >= expires_at;
            next(if is_over { ended(kind) } else { MessageState::ToSend }, channel, at)
        }
    }
}

/// From the beginning of this try to that of the next one.
fn wait(attempt: &Attempt) -> TimeDelta {
    let sending = attempt.kind.sending();
    let growth =
        (1..attempt.nth.min(16)).fold(1, |grown: i32, _| grown.saturating_mul(sending.growth));
    sending.wait.checked_mul(growth).map_or(sending.wait_max, |wait| wait.min(sending.wait_max))
}

#[cfg(test)]
mod tests;
