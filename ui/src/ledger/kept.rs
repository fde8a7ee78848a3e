//! What is typed at the till, and where its commands stand: nothing typed is lost, and a command in
//! doubt is sent again unchanged.

use super::counting::Typed;
use crate::catalogue::say;
use crate::frame::{Notice, Tone};
use domain::ledger::LedgerCall;
use domain::{Call, CommandId, Failure, Language};
use serde::{Deserialize, Serialize};
use std::rc::Rc;
use yew::prelude::*;

/// A command that has left, and has no answer for sure yet.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Tap {
    form: String,
    command: CommandId,
    /// The call, as text: what is sent again is what was sent.
    text: String,
    /// It is under way; after a reload nobody waits for it any more.
    #[serde(skip)]
    busy: bool,
}

impl Tap {
    /// Of a form's call; none where the call is no command.
    pub fn of<C: Call<Request = LedgerCall> + Clone>(form: &str, asked: &C) -> Option<Tap> {
        let command = asked.clone().into().command()?;
        let text = serde_json::to_string(asked).ok()?;
        Some(Tap { form: form.to_owned(), command, text, busy: true })
    }
}

/// What the cashier does at the till.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
pub struct Till {
    /// What is typed.
    pub typed: Typed,
    taps: Vec<Tap>,
    #[serde(skip)]
    failed: Option<(String, Failure)>,
    #[serde(skip)]
    done: Option<String>,
}

/// What happens to it.
#[derive(Clone, Debug)]
pub enum Act {
    /// Something was typed.
    Type(Typed),
    /// A command left.
    Sent(Tap),
    /// A form's command was answered.
    Answered(String, Result<(), Failure>),
}

impl Till {
    fn tap(&self, form: &str) -> Option<&Tap> {
        self.taps.iter().find(|tap| tap.form == form)
    }

    /// A form's command is under way, or nobody knows whether it was applied: its fields are held.
    pub fn is_held(&self, form: &str) -> bool {
        self.tap(form).is_some()
    }

    /// Some command is under way.
    pub fn is_busy(&self) -> bool {
        self.taps.iter().any(|tap| tap.busy)
    }

    /// A form's command did what it was to do, and nothing was typed since.
    pub fn is_done(&self, form: &str) -> bool {
        self.done.as_deref() == Some(form)
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
    pub fn word(&self, form: &str, key: &str, language: Language) -> String {
        match self.tap(form) {
            Some(tap) if tap.busy => say(language, "validating"),
            Some(_) => say(language, "retry"),
            None => say(language, key),
        }
    }

    /// What went wrong with a form, unless it is said at one of these fields.
    pub fn trouble(&self, form: &str, at: &[&str], language: Language) -> Html {
        let doubt = self.tap(form).is_some_and(|tap| !tap.busy);
        let elsewhere = |failure: &&Failure| {
            failure.field.as_deref().is_none_or(|field| !at.iter().any(|it| field.starts_with(it)))
        };
        let failed = self.failure(form).filter(elsewhere).map(|failure| failure.message.clone());
        let Some(text) = failed.or_else(|| doubt.then(|| say(language, "till-unknown"))) else {
            return Html::default();
        };
        let tone = if doubt { Tone::Warning } else { Tone::Failure };
        html! {
            <Notice {text} {tone} testid={format!("{form}-error")}>
                if doubt { <p>{ say(language, "till-unknown-hint") }</p> }
            </Notice>
        }
    }

    fn act(&mut self, act: Act) {
        match act {
            Act::Type(typed) => {
                self.typed = typed;
                (self.failed, self.done) = (None, None);
            }
            Act::Sent(tap) => {
                (self.failed, self.done) = (None, None);
                self.taps.retain(|it| it.form != tap.form);
                self.taps.push(tap);
            }
            Act::Answered(form, Ok(())) => {
                self.taps.retain(|it| it.form != form);
                self.typed.clear(&form);
                self.done = Some(form);
            }
            Act::Answered(form, Err(failure)) => {
                let unknown = failure.leaves_outcome_unknown();
                self.taps.retain(|it| it.form != form || unknown);
                self.taps.iter_mut().filter(|it| it.form == form).for_each(|it| it.busy = false);
                self.failed = Some((form, failure));
            }
        }
    }
}

impl Reducible for Till {
    type Action = Act;

    fn reduce(self: Rc<Self>, act: Act) -> Rc<Self> {
        let mut till = (*self).clone();
        till.act(act);
        Rc::new(till)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::ledger::{OpenDrawer, OpenSession};
    use domain::{Cents, FailureCode};
    use uuid::Uuid;

    fn open(command: u128) -> OpenSession {
        OpenSession { command: CommandId(Uuid::from_u128(command)), float: Cents(10_000) }
    }

    fn sent(asked: &OpenSession) -> Till {
        let mut till = Till::default();
        till.typed.float = "100".to_owned();
        till.act(Act::Sent(Tap::of("session", asked).expect("a command")));
        till
    }

    fn failed(code: FailureCode) -> Result<(), Failure> {
        Err(Failure { code, message: "no".to_owned(), field: None })
    }

    #[test]
    fn a_command_in_doubt_is_sent_again_unchanged_also_after_a_reload() {
        let mut till = sent(&open(1));
        assert!(till.is_busy());
        let text = serde_json::to_string(&till).expect("a text");
        let reloaded: Till = serde_json::from_str(&text).expect("a till");
        till.act(Act::Answered("session".to_owned(), failed(FailureCode::Unreachable)));
        for till in [till, reloaded] {
            assert!(till.is_held("session") && !till.is_busy());
            assert_eq!(till.in_doubt::<OpenSession>("session"), Some(open(1)));
            assert_eq!(till.in_doubt::<OpenDrawer>("drawer"), None);
            assert_eq!(till.typed.float, "100");
        }
    }

    #[test]
    fn an_answer_for_sure_ends_the_doubt_and_only_a_yes_clears_what_was_typed() {
        for (answer, typed, said) in
            [(failed(FailureCode::Refused), "100", true), (Ok(()), "", false)]
        {
            let mut till = sent(&open(1));
            till.act(Act::Answered("session".to_owned(), answer));
            assert!(!till.is_held("session") && !till.is_busy());
            assert_eq!(
                (till.typed.float.as_str(), till.failure("session").is_some()),
                (typed, said)
            );
            assert_eq!(till.is_done("session"), !said);
            assert!(till.failure("move").is_none());
        }
    }

    #[test]
    fn typing_puts_what_was_said_away() {
        let mut till = sent(&open(1));
        till.act(Act::Answered("session".to_owned(), failed(FailureCode::Refused)));
        till.act(Act::Type(Typed::default()));
        assert!(till.failure("session").is_none());
    }
}
