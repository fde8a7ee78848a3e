//! Where training begins and ends.

use crate::backend::call;
use crate::catalogue::say;
use crate::frame::{Notice, use_screen};
use crate::staff::Consent;
use domain::Failure;
use domain::ledger::SwitchTraining;
use domain::staff::{ApprovalId, MANAGERS};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What the page is doing.
#[derive(Clone, Default, PartialEq)]
struct Switching {
    /// A manager is asked.
    asks: bool,
    /// The switch is under way.
    busy: bool,
    /// Why it was not switched.
    failure: Option<Failure>,
}

/// What switches it, with a manager's consent where one was asked.
#[hook]
fn use_switch(state: &UseStateHandle<Switching>) -> Callback<(bool, Option<ApprovalId>)> {
    let (screen, state) = (use_screen(), state.clone());
    let in_the_air = use_mut_ref(|| false);
    Callback::from(move |(on, approval)| {
        if in_the_air.replace(true) {
            return;
        }
        state.set(Switching { busy: true, ..(*state).clone() });
        let (set, screen, in_the_air) = (state.setter(), screen.clone(), in_the_air.clone());
        spawn_local(async move {
            let answer = call(SwitchTraining { on, approval }, screen.language).await;
            in_the_air.replace(false);
            // What it is now is told to every window by the backend.
            let failure = answer.err();
            if let Some(failure) = &failure {
                screen.heed(failure);
            }
            set.set(Switching { failure, ..Switching::default() });
        });
    })
}

/// Where it begins and ends.
#[component]
pub fn TrainingPage() -> Html {
    let screen = use_screen();
    let language = screen.language;
    let state = use_state(Switching::default);
    let switch = use_switch(&state);
    let is_manager = MANAGERS.admits(screen.staff.as_ref().map(|person| person.role));
    let failure = state.failure.as_ref().map(|failure| {
        html! { <Notice text={failure.message.clone()} testid="training-error" /> }
    });
    if screen.training {
        let end = switch.reform(|_: MouseEvent| (false, None));
        return html! {
            <section class="till-forms training-page" data-testid="training-on">
                <h3>{ "⚠\u{a0}" }{ say(language, "training-is-on") }</h3>
                <p>{ say(language, "training-on-about") }</p>
                <p class="till-calm">{ say(language, "training-end-about") }</p>
                { failure }
                <div class="bar">
                    <button class="button primary" data-testid="training-end" disabled={state.busy} onclick={end}>
                        { say(language, "training-end") }
                    </button>
                </div>
            </section>
        };
    }
    let begin = {
        let (state, switch) = (state.clone(), switch.clone());
        move |_: MouseEvent| match is_manager {
            true => switch.emit((true, None)),
            false => state.set(Switching { asks: true, ..Switching::default() }),
        }
    };
    let on_given = switch.reform(|approval| (true, Some(approval)));
    html! {
        <div class="till-two" data-testid="training-off">
            <section class="training-page">
                <h3>{ say(language, "training-mode") }</h3>
                <p>{ say(language, "training-learn") }</p>
                <p>{ say(language, "training-nothing-real") }</p>
                <p class="till-calm">{ say(language, "training-others") }</p>
                { failure }
                if !state.asks {
                    <div class="bar">
                        <button class="button" data-testid="training-begin" disabled={state.busy} onclick={begin}>
                            { say(language, if is_manager { "training-begin" } else { "training-begin-ask" }) }
                        </button>
                    </div>
                }
            </section>
            <section>
                if state.asks { <Consent given={state.busy} {on_given} /> }
            </section>
        </div>
    }
}
