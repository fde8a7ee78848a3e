//! A message in its place: PatternFly's inline alert, with a sign and a word of its own.

use yew::prelude::*;

/// How grave a notice is.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tone {
    /// Something did not work.
    #[default]
    Failure,
    /// Something to look at.
    Warning,
}

impl Tone {
    fn class(self) -> &'static str {
        match self {
            Tone::Failure => "pf-m-danger",
            Tone::Warning => "pf-m-warning",
        }
    }

    /// A sign, since colour alone tells nothing.
    fn sign(self) -> &'static str {
        match self {
            Tone::Failure => "✕",
            Tone::Warning => "⚠",
        }
    }
}

/// What [`Notice`] is given.
#[derive(Properties, PartialEq)]
pub struct NoticeProps {
    /// The sentence, in the user's words.
    pub text: AttrValue,
    /// How grave it is.
    #[prop_or_default]
    pub tone: Tone,
    /// Its name for tests.
    #[prop_or_default]
    pub testid: Option<AttrValue>,
    /// Buttons: what to do about it.
    #[prop_or_default]
    pub children: Html,
}

/// A sentence that says what happened, and the buttons that mend it.
#[component]
pub fn Notice(props: &NoticeProps) -> Html {
    html! {
        <div
            class={classes!("notice", "pf-v6-c-alert", "pf-m-inline", props.tone.class())}
            role={if props.tone == Tone::Failure { "alert" } else { "status" }}
        >
            <div class="pf-v6-c-alert__icon" aria-hidden="true">{ props.tone.sign() }</div>
            <p class="pf-v6-c-alert__title" data-testid={props.testid.clone()}>
                { &props.text }
            </p>
            <div class="notice-actions">{ props.children.clone() }</div>
        </div>
    }
}
