//! What a window shows until it can show its screen.

use super::context::Waiting;
use super::notice::Notice;
use super::revoked::RevokedPage;
use super::top_bar::LanguageButton;
use crate::catalogue::say;
use crate::server::SetUpPage;
use domain::FailureCode;
use domain::shops::WindowKind;
use yew::prelude::*;

/// What [`Starting`] is given.
#[derive(Properties, PartialEq)]
pub struct StartingProps {
    /// The window it fills.
    pub window: WindowKind,
    /// What is known so far.
    pub waiting: Waiting,
}

/// Waits for the backend, or sets the terminal up. Once that has begun it stays: a server that
/// comes and goes meanwhile must not take the form away from under the fingers.
#[component]
pub fn Starting(props: &StartingProps) -> Html {
    let Waiting { language, failure, set_language, ask_again } = &props.waiting;
    let language = *language;
    let setting_up = use_state(|| false);
    let code = failure.as_ref().map(|failure| failure.code);
    let must = code == Some(FailureCode::SetUp);
    {
        let setting_up = setting_up.clone();
        use_effect_with(must, move |&must| {
            if must {
                setting_up.set(true);
            }
        });
    }
    if *setting_up || must {
        return html! {
            <SetUpPage window={props.window} {language} set_language={set_language.clone()}
                on_done={ask_again.clone()} />
        };
    }
    let change = {
        let setting_up = setting_up.clone();
        Callback::from(move |_: MouseEvent| setting_up.set(true))
    };
    if code == Some(FailureCode::Revoked) {
        return html! {
            <RevokedPage {language} set_language={set_language.clone()} on_let_in={ask_again.clone()}>
                <button class="button" data-testid="start-change" onclick={change}>
                    { say(language, "start-change") }
                </button>
            </RevokedPage>
        };
    }
    let doing = match code {
        None => Some(say(language, "loading")),
        Some(FailureCode::Unreachable) => Some(say(language, "start-retrying")),
        // Tried again when the window is opened again.
        Some(_) => None,
    };
    html! {
        <main class="waiting">
            <b class="brand">{ "OC\u{a0}Pizza" }</b>
            if let Some(failure) = failure {
                <Notice text={failure.message.clone()} testid="start-error" />
            }
            if let Some(doing) = doing {
                <p class="waiting-text" role="status">
                    <span class="spinner" aria-hidden="true"></span>{ doing }
                </p>
            }
            if code == Some(FailureCode::Unreachable) {
                <div class="waiting-actions">
                    <button class="button" data-testid="start-change" onclick={change}>
                        { say(language, "start-change") }
                    </button>
                    <LanguageButton {language} on_choose={set_language.clone()} />
                </div>
            }
        </main>
    }
}
