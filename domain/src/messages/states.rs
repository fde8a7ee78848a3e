//! The life of a message, as data.

use super::MessageRefused;
use crate::language::{Language, Spoken, either};
use crate::orders::words;
use crate::staff::{COUNTER_ROLES, Role};
use serde::{Deserialize, Serialize};

/// Where a message stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum MessageState {
    /// Waits for a terminal to send it, now or at its next try.
    ToSend,
    /// A terminal is sending it, until its lease ends.
    Claimed,
    /// It went.
    Sent,
    /// It did not go, and somebody has to know.
    Failed,
    /// It may have gone: the terminal was lost, or the service was not heard to the end.
    ToCheck,
    /// It did not go, and no longer has to.
    GivenUp,
}

words!(MessageState {
    ToSend = "to_send",
    Claimed = "claimed",
    Sent = "sent",
    Failed = "failed",
    ToCheck = "to_check",
    GivenUp = "given_up",
});

impl Spoken for MessageState {
    fn say(&self, language: Language) -> String {
        match self {
            MessageState::ToSend => either(language, "à envoyer", "to send"),
            MessageState::Claimed => either(language, "en cours d’envoi", "being sent"),
            MessageState::Sent => either(language, "envoyé", "sent"),
            MessageState::Failed => either(language, "échec", "failed"),
            MessageState::ToCheck => either(language, "à vérifier", "to check"),
            MessageState::GivenUp => either(language, "abandonné", "given up"),
        }
    }
}

impl MessageState {
    /// Checks that a person of that role may bring a message that stands so to `to`. One that is sent
    /// again has all its tries before it, and makes sense for as long as a new one.
    ///
    /// # Errors
    /// There is no such step by hand, or it is another role's: the message has moved on, mostly.
    pub fn check_by_hand(self, to: MessageState, role: Role) -> Result<(), MessageRefused> {
        let is_step =
            |step: &&MessageStep| step.from == self && step.to == to && step.roles.contains(&role);
        match MESSAGE_STEPS.iter().find(is_step) {
            Some(_) => Ok(()),
            None => Err(MessageRefused::Moved { state: self }),
        }
    }

    /// Those of what did not go.
    pub const NOT_GONE: [MessageState; 3] =
        [MessageState::Failed, MessageState::ToCheck, MessageState::GivenUp];
    /// Those of which a person has to decide: somebody has to know that it did not go, or nobody knows whether
    /// it did.
    pub const UNDECIDED: [MessageState; 2] = [MessageState::Failed, MessageState::ToCheck];

    /// Whether it stands on the page of what did not go.
    pub fn did_not_go(self) -> bool {
        MessageState::NOT_GONE.contains(&self)
    }
}

/// A transition of a message.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct MessageStep {
    /// The state it leaves.
    pub from: MessageState,
    /// The state it reaches.
    pub to: MessageState,
    /// Whether the program does it by itself.
    pub by_itself: bool,
    /// Who may do it by hand.
    pub roles: &'static [Role],
}

/// The whole table of a message's life. What may have gone is sent again by a person's word alone.
pub const MESSAGE_STEPS: &[MessageStep] = {
    use MessageState::*;
    const fn step(from: MessageState, to: MessageState) -> MessageStep {
        MessageStep { from, to, by_itself: true, roles: &[] }
    }
    const fn by_hand(from: MessageState, to: MessageState) -> MessageStep {
        MessageStep { from, to, by_itself: false, roles: COUNTER_ROLES }
    }
    &[
        step(ToSend, Claimed),
        // It expired before anybody could send it; or a person gives it up.
        step(ToSend, Failed),
        MessageStep { roles: COUNTER_ROLES, ..step(ToSend, GivenUp) },
        step(Claimed, Sent),
        // It did not go for sure, and there is another try.
        step(Claimed, ToSend),
        step(Claimed, Failed),
        step(Claimed, GivenUp),
        step(Claimed, ToCheck),
        by_hand(ToCheck, ToSend),
        by_hand(ToCheck, Sent),
        by_hand(ToCheck, GivenUp),
        by_hand(Failed, ToSend),
        by_hand(Failed, GivenUp),
    ]
};

#[cfg(test)]
mod tests {
    use super::*;
    use MessageState::*;

    #[test]
    fn every_state_has_its_word_and_is_reached() {
        for state in [ToSend, Claimed, Sent, Failed, ToCheck, GivenUp] {
            assert_eq!(MessageState::from_word(state.word()), Some(state));
            assert!(MESSAGE_STEPS.iter().any(|step| step.to == state), "{state:?}");
            let over = matches!(state, Sent | GivenUp);
            assert_eq!(MESSAGE_STEPS.iter().any(|step| step.from == state), !over, "{state:?}");
        }
    }

    #[test]
    fn what_people_do_with_messages() {
        let moved = |state| Err(MessageRefused::Moved { state });
        for (from, to, role, expected) in [
            (ToCheck, ToSend, Role::Cashier, Ok(())),
            (ToCheck, Sent, Role::ShopManager, Ok(())),
            (Failed, ToSend, Role::Cashier, Ok(())),
            (ToSend, GivenUp, Role::Cashier, Ok(())),
            (ToCheck, ToSend, Role::Driver, moved(ToCheck)),
            (Sent, ToSend, Role::Administrator, moved(Sent)),
            (GivenUp, ToSend, Role::Administrator, moved(GivenUp)),
            // The program's own steps are nobody's.
            (ToSend, Claimed, Role::Administrator, moved(ToSend)),
            (Claimed, Sent, Role::Administrator, moved(Claimed)),
        ] {
            assert_eq!(from.check_by_hand(to, role), expected, "{from:?} {to:?} {role:?}");
        }
    }

    #[test]
    fn what_may_have_gone_moves_by_hand_alone() {
        for step in MESSAGE_STEPS {
            assert!(step.by_itself || !step.roles.is_empty(), "{step:?}");
            if step.from.did_not_go() {
                assert!(!step.by_itself && !step.roles.is_empty(), "{step:?}");
            }
            assert!(step.to != Claimed || step.from == ToSend, "{step:?}");
        }
    }
}
