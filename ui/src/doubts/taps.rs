//! Commands by the form they were sent from: one whose outcome is not known is kept, also across a reload, and
//! sent again unchanged; what was refused is said at its form.

use crate::catalogue::say;
use domain::{Call, Failure, Language};
use serde::{Deserialize, Serialize};

/// A command that has left, and has no answer for sure yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
struct Tap {
    form: String,
    /// The call, as text: what is sent again is what was sent.
    text: String,
    /// It is under way; after a reload nobody waits for it any more.
    #[serde(skip)]
    busy: bool,
}

/// The commands of a window's forms.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Taps {
    taps: Vec<Tap>,
    #[serde(skip)]
    failed: Option<(String, Failure)>,
}

impl Taps {
    fn tap(&self, form: &str) -> Option<&Tap> {
        self.taps.iter().find(|tap| tap.form == form)
    }

    /// A form's command is under way, or nobody knows whether it was applied: what it was made of is held.
    pub fn is_held(&self, form: &str) -> bool {
        self.tap(form).is_some()
    }

    /// A form's command is under way.
    pub fn is_busy(&self, form: &str) -> bool {
        self.tap(form).is_some_and(|tap| tap.busy)
    }

    /// The form's command in doubt.
    pub fn in_doubt<C: Call>(&self, form: &str) -> Option<C> {
        serde_json::from_str(&self.tap(form)?.text).ok()
    }

    /// Why a form's command failed.
    pub fn failure(&self, form: &str) -> Option<&Failure> {
        self.failed.as_ref().filter(|(of, _)| of == form).map(|(_, failure)| failure)
    }

    /// The word on the button of a form: what it does, or where it stands.
    pub fn word(&self, form: &str, what: String, language: Language) -> String {
        match self.tap(form) {
            Some(tap) if tap.busy => say(language, "validating"),
            Some(_) => say(language, "retry"),
            None => what,
        }
    }

    /// A form's command leaves.
    pub fn sent(&mut self, form: &str, text: String) {
        self.failed = None;
        self.taps.retain(|tap| tap.form != form);
        self.taps.push(Tap { form: form.to_owned(), text, busy: true });
    }

    /// A form's command was answered, or was not.
    pub fn answered(&mut self, form: &str, failure: Option<Failure>) {
        let unknown = failure.as_ref().is_some_and(Failure::leaves_outcome_unknown);
        self.taps.retain(|tap| tap.form != form || unknown);
        self.taps.iter_mut().filter(|tap| tap.form == form).for_each(|tap| tap.busy = false);
        self.failed = failure.map(|failure| (form.to_owned(), failure));
    }

    /// What was said of a form is over: something else was typed or tapped.
    pub fn forget_failure(&mut self) {
        self.failed = None;
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::orders::{HandOver, OrderId};
    use domain::{CommandId, FailureCode};
    use uuid::Uuid;

    fn hand_over(command: u128) -> HandOver {
        let (command, order) = (Uuid::from_u128(command), Uuid::from_u128(7));
        HandOver { command: CommandId(command), order: OrderId(order) }
    }

    fn sent() -> Taps {
        let mut taps = Taps::default();
        taps.sent("a", serde_json::to_string(&hand_over(1)).expect("a text"));
        taps
    }

    fn failed(code: FailureCode) -> Option<Failure> {
        Some(Failure { code, message: "no".to_owned(), field: None })
    }

    #[test]
    fn a_command_in_doubt_is_sent_again_unchanged_also_after_a_reload() {
        let mut taps = sent();
        assert!(taps.is_busy("a") && !taps.is_held("b"));
        let text = serde_json::to_string(&taps).expect("a text");
        let reloaded: Taps = serde_json::from_str(&text).expect("taps");
        taps.answered("a", failed(FailureCode::Unreachable));
        for taps in [taps, reloaded] {
            assert!(taps.is_held("a") && !taps.is_busy("a"));
            let again = taps.in_doubt::<HandOver>("a").map(|it| it.command);
            assert_eq!(again, Some(hand_over(1).command));
            assert!(taps.in_doubt::<HandOver>("b").is_none());
            assert_eq!(taps.word("a", "x".to_owned(), Language::Fr), say(Language::Fr, "retry"));
        }
    }

    #[test]
    fn an_answer_for_sure_ends_the_doubt_and_a_no_is_said_at_its_form() {
        for (failure, said) in [(failed(FailureCode::Conflict), true), (None, false)] {
            let mut taps = sent();
            taps.sent("b", "{}".to_owned());
            taps.answered("a", failure);
            assert!(!taps.is_held("a") && taps.is_held("b"));
            assert_eq!(taps.failure("a").is_some(), said);
            assert!(taps.failure("b").is_none());
            taps.forget_failure();
            assert!(taps.failure("a").is_none());
        }
    }
}
