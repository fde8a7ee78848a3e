//! What a window shows until it can show its screen.

use super::address::go_to_set_up;
use super::context::Waiting;
use super::notice::Notice;
use super::revoked::RevokedPage;
use super::top_bar::LanguageButton;
use crate::catalogue::say;
use domain::shops::WindowKind;
use domain::{FailureCode, Language};
use yew::prelude::*;

/// What [`Starting`] is given.
#[derive(Properties, PartialEq)]
pub struct StartingProps {
    /// The window it fills.
    pub window: WindowKind,
    /// What is known so far.
    pub waiting: Waiting,
}

/// What [`Loading`] is given.
#[derive(Properties, PartialEq)]
pub struct LoadingProps {
    /// The language shown.
    pub language: Language,
}

/// Nothing is known yet. The page shows the same before its program is there (`ui/index.html`).
#[component]
pub fn Loading(props: &LoadingProps) -> Html {
    html! {
        <main class="waiting">
            <b class="brand">{ "OC\u{a0}Pizza" }</b>
            { in_progress(say(props.language, "loading")) }
        </main>
    }
}

/// What is being done.
fn in_progress(words: String) -> Html {
    html! {
        <p class="waiting-text" role="status">
            <span class="spinner" aria-hidden="true"></span>{ words }
        </p>
    }
}

/// Waits for the backend, or goes to where the terminal is set up.
#[component]
pub fn Starting(props: &StartingProps) -> Html {
    let window = props.window;
    let Waiting { language, failure, set_language, ask_again } = &props.waiting;
    let language = *language;
    let code = failure.as_ref().map(|failure| failure.code);
    let must = code == Some(FailureCode::SetUp);
    use_effect_with(must, move |&must| {
        if must {
            go_to_set_up(window);
        }
    });
    let Some(failure) = failure.as_ref().filter(|_| !must) else {
        return html! { <Loading {language} /> };
    };
    let change = html! {
        <button class="button" data-testid="start-change" onclick={move |_| go_to_set_up(window)}>
            { say(language, "start-change") }
        </button>
    };
    if code == Some(FailureCode::Revoked) {
        return html! {
            <RevokedPage {language} set_language={set_language.clone()} on_let_in={ask_again.clone()}>
                { change }
            </RevokedPage>
        };
    }
    html! {
        <main class="waiting">
            <b class="brand">{ "OC\u{a0}Pizza" }</b>
            <Notice text={failure.message.clone()} testid="start-error" />
            // Anything else is tried again when the window is opened again.
            if code == Some(FailureCode::Unreachable) {
                { in_progress(say(language, "start-retrying")) }
                <div class="waiting-actions">
                    { change }
                    <LanguageButton {language} on_choose={set_language.clone()} />
                </div>
            }
        </main>
    }
}
