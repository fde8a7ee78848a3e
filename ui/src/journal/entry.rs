//! One thing to decide: what it was, why it was refused, and what can be done.

use crate::backend::call;
use crate::catalogue::say;
use crate::frame::{Notice, Screen, hour, use_screen};
use crate::staff::Consent;
use domain::contract::ChangeKind;
use domain::journal::{GiveUp, ToDecide, TryAgain};
use domain::orders::REASON_CHARACTERS_MAX;
use domain::shops::WindowKind;
use domain::staff::{ApprovalId, MANAGERS};
use domain::{Call, Failure};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What [`Entry`] is given.
#[derive(Properties, PartialEq)]
pub struct EntryProps {
    /// The thing.
    pub it: ToDecide,
}

/// How far a decision is.
#[derive(Clone, PartialEq, Default)]
struct Deciding {
    busy: bool,
    /// The form of giving up is open.
    giving_up: bool,
    reason: String,
    approval: Option<ApprovalId>,
    failure: Option<Failure>,
}

/// Sends a decision, and tells what came of it.
fn decide<C: Call<Reply = ()>>(asked: C, screen: &Screen, state: &UseStateHandle<Deciding>) {
    if state.busy {
        return;
    }
    state.set(Deciding { busy: true, failure: None, ..(**state).clone() });
    let (screen, state) = (screen.clone(), state.clone());
    spawn_local(async move {
        match call(asked, screen.language).await {
            // The journal tells how it stands now, and the row goes.
            Ok(()) => screen.refresh.emit(ChangeKind::Order),
            Err(failure) => {
                screen.heed(&failure);
                state.set(Deciding { busy: false, failure: Some(failure), ..(*state).clone() });
            }
        }
    });
}

/// One thing to decide.
#[component]
pub fn Entry(props: &EntryProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let state = use_state(Deciding::default);
    let ToDecide { entry, at, person, what, lines, why, was_sold, needs_manager } = &props.it;
    let entry = *entry;
    let who = person.as_ref().map(|name| format!(" · {name}")).unwrap_or_default();
    // A manager's PIN is typed at the counter.
    let elsewhere = *needs_manager && screen.window == WindowKind::Kitchen;
    let manager = MANAGERS.admits(screen.staff.as_ref().map(|person| person.role));
    let consent = *needs_manager && !manager;
    let try_again = {
        let (screen, state, as_sold) = (screen.clone(), state.clone(), *was_sold);
        move |_: MouseEvent| decide(TryAgain { entry, as_sold }, &screen, &state)
    };
    let open = {
        let state = state.clone();
        move |_: MouseEvent| state.set(Deciding { giving_up: true, ..(*state).clone() })
    };
    let word = if *was_sold { "decide-as-sold" } else { "decide-try-again" };
    html! {
        <li class="decide-entry" data-testid={format!("decide-{entry}")}>
            <p class="decide-what"><b>{ what }</b><small>{ hour(*at) }{ who }</small></p>
            if !lines.is_empty() { <p class="decide-lines">{ lines.join(", ") }</p> }
            <p class="decide-why" data-testid="decide-why">{ "⚠\u{a0}" }{ why }</p>
            if elsewhere {
                <p class="decide-elsewhere">{ say(language, "decide-at-counter") }</p>
            } else {
                <div class="decide-actions">
                    <button class="button strong" data-testid="decide-try-again" disabled={state.busy}
                        onclick={try_again}>{ say(language, word) }</button>
                    if !state.giving_up {
                        <button class="button" data-testid="decide-give-up" disabled={state.busy}
                            onclick={open}>{ say(language, "decide-give-up") }</button>
                    }
                </div>
            }
            if state.giving_up {
                <GivingUp {entry} {consent} state={state.clone()} />
            }
            if let Some(failure) = state.failure.as_ref().filter(|it| it.field.is_none()) {
                <Notice text={failure.message.clone()} testid="decide-error" />
            }
        </li>
    }
}

/// What [`GivingUp`] is given.
#[derive(Properties, PartialEq)]
struct GivingUpProps {
    entry: i64,
    consent: bool,
    state: UseStateHandle<Deciding>,
}

/// Why it is given up, and a manager's consent where it needs one.
#[component]
fn GivingUp(props: &GivingUpProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let GivingUpProps { entry, consent, state } = props;
    let typed = {
        let state = state.clone();
        move |event: InputEvent| {
            let reason = event.target_unchecked_into::<web_sys::HtmlInputElement>().value();
            state.set(Deciding { reason, failure: None, ..(*state).clone() });
        }
    };
    let given = {
        let state = state.clone();
        Callback::from(move |approval| {
            state.set(Deciding { approval: Some(approval), ..(*state).clone() });
        })
    };
    let confirm = {
        let (screen, state, entry) = (screen.clone(), state.clone(), *entry);
        move |_: MouseEvent| {
            let asked = GiveUp { entry, reason: state.reason.clone(), approval: state.approval };
            decide(asked, &screen, &state);
        }
    };
    let wrong = state.failure.as_ref().filter(|it| it.field.is_some());
    let ready = !state.reason.trim().is_empty() && (!consent || state.approval.is_some());
    html! {
        <div class={classes!("decide-giving-up", consent.then_some("asks"))}>
            <label class="note-field">
                <span>{ say(language, "decide-reason") }</span>
                <input type="text" autocomplete="off" data-testid="decide-reason"
                    maxlength={REASON_CHARACTERS_MAX.to_string()} aria-invalid={wrong.is_some().to_string()}
                    value={state.reason.clone()} oninput={typed} />
                if let Some(wrong) = wrong {
                    <small class="field-error" data-testid="decide-reason-error">{ &wrong.message }</small>
                }
            </label>
            if *consent {
                <Consent given={state.approval.is_some()} on_given={given} />
            }
            <button class="button grave" data-testid="decide-give-up-confirm"
                disabled={state.busy || !ready} onclick={confirm}>{ say(language, "decide-give-up-confirm") }</button>
        </div>
    }
}
