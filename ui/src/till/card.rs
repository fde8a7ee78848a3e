//! Where the card terminal of this counter is: shown to all, tried by all, set by a manager.

use crate::catalogue::{say, say_with};
use crate::frame::{Field, Notice, Tone, use_screen};
use crate::payments::{send, use_cards};
use domain::payments::{Cards, SetCardTerminal, TerminalFound, TestCardTerminal};
use domain::staff::MANAGERS;
use domain::{Failure, Spoken};
use yew::prelude::*;

/// The field of the address, in the call's failures.
const ADDRESS: &str = "card-address";

/// What a button came to.
#[derive(Clone, Debug, PartialEq)]
enum Came {
    Found(TerminalFound),
    Set(Cards),
    Failed(Failure),
}

/// The page of the terminal.
#[component]
pub fn CardTerminalPage() -> Html {
    let screen = use_screen();
    let language = screen.language;
    let cards = use_cards();
    let known = cards.cards.as_ref().and_then(|cards| cards.terminal.clone()).unwrap_or_default();
    let typed = use_state(|| None::<String>);
    let came = use_state(|| None::<Came>);
    let busy = use_state(|| false);
    let may_set = MANAGERS.admits(screen.staff.as_ref().map(|person| person.role));
    let address = typed.as_ref().cloned().unwrap_or_else(|| known.clone());
    let on_type = {
        let (typed, came) = (typed.setter(), came.setter());
        Callback::from(move |next| {
            typed.set(Some(next));
            came.set(None);
        })
    };
    let test = {
        let (screen, came, busy) = (screen.clone(), came.setter(), busy.clone());
        let asked = TestCardTerminal { address: address.clone() };
        move |_: MouseEvent| {
            let came = came.clone();
            came.set(None);
            send(&screen, asked.clone(), busy.clone(), move |answer| {
                came.set(Some(answer.map_or_else(Came::Failed, Came::Found)));
            });
        }
    };
    let set = {
        let (screen, came, busy) = (screen.clone(), came.setter(), busy.clone());
        let (asked, typed) = (SetCardTerminal { address: address.clone() }, typed.setter());
        move |_: MouseEvent| {
            let (came, typed) = (came.clone(), typed.clone());
            came.set(None);
            send(&screen, asked.clone(), busy.clone(), move |answer| {
                if answer.is_ok() {
                    typed.set(None);
                }
                came.set(Some(answer.map_or_else(Came::Failed, Came::Set)));
            });
        }
    };
    let failure = match &*came {
        Some(Came::Failed(failure)) => Some(failure.clone()),
        _ => None,
    };
    let elsewhere = failure.clone().filter(|it| it.field.as_deref() != Some(ADDRESS));
    let said = match &*came {
        Some(Came::Found(TerminalFound::There)) => {
            let text = TerminalFound::There.say(language);
            html! { <p class="orders-said" role="status" data-testid="card-found">{ "✓\u{a0}" }{ text }</p> }
        }
        Some(Came::Found(found)) => {
            html! { <Notice text={found.say(language)} tone={Tone::Warning} testid="card-found" /> }
        }
        Some(Came::Set(cards)) => {
            let text = match &cards.terminal {
                Some(address) => {
                    say_with(language, "card-set", &[("address", address.as_str().into())])
                }
                None => say(language, "card-set-none"),
            };
            html! { <p class="orders-said" role="status" data-testid="card-set">{ "✓\u{a0}" }{ text }</p> }
        }
        Some(Came::Failed(_)) | None => Html::default(),
    };
    let about = if known.is_empty() { "card-terminal-none" } else { "card-terminal-about" };
    let empty = address.trim().is_empty();
    html! {
        <section class="till-forms card-terminal" data-testid="card-terminal" data-address={known.clone()}>
            <p class="till-calm">{ say(language, about) }</p>
            if may_set {
                <Field name={ADDRESS} label={say(language, "card-address")} value={address.clone()} example="192.168.1.40"
                    {failure} {on_type} />
            } else {
                <p><b>{ if known.is_empty() { say(language, "card-address-none") } else { known.clone() } }</b></p>
                <p class="till-calm">{ say(language, "card-terminal-manager") }</p>
            }
            <div class="bar">
                if may_set {
                    <button class="button primary" data-testid="card-save" disabled={*busy || address.trim() == known} onclick={set}>
                        { say(language, "card-save") }
                    </button>
                }
                <button class="button" data-testid="card-test" disabled={*busy || empty} onclick={test}>
                    { say(language, "card-test") }
                </button>
            </div>
            { said }
            if let Some(failure) = elsewhere {
                <Notice text={failure.message} testid="card-setting-error" />
            }
        </section>
    }
}
