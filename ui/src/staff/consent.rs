//! A manager's consent: a PIN that lets the cashier do one thing, and signs nobody in or out.

use super::pin_pad::{DIGITS_MIN, PadKey, PinPad, pad_key, typed};
use crate::backend::call;
use crate::catalogue::{say, say_with};
use crate::frame::{Notice, in_a_field, use_fetched, use_keys, use_screen};
use domain::staff::{ApprovalId, Approve, ListManagers, StaffId, StaffTile};
use domain::{Failure, Language, Spoken};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What [`Consent`] is given.
#[derive(Properties, PartialEq)]
pub struct ConsentProps {
    /// It is given already.
    #[prop_or_default]
    pub given: bool,
    /// A manager gave it.
    pub on_given: Callback<ApprovalId>,
}

/// The tiles of the managers.
fn managers(
    people: &[StaffTile],
    chosen: Option<StaffId>,
    language: Language,
    choose: &Callback<StaffId>,
) -> Html {
    let tiles = people.iter().map(|person| {
        let id = person.id;
        let on = chosen == Some(id);
        html! {
            <button class={classes!("pick", on.then_some("on"))} aria-pressed={on.to_string()}
                data-testid={format!("approve-staff-{}", id.0)} onclick={choose.reform(move |_| id)}>
                { &person.name }{ " · " }{ person.role.say(language) }
            </button>
        }
    });
    html! { <div class="picks">{ for tiles }</div> }
}

/// Asks for a manager's consent.
#[component]
pub fn Consent(props: &ConsentProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let people = use_fetched(ListManagers {}, true, screen.pulse, language);
    let chosen = use_state(|| None::<StaffId>);
    let pin = use_state(String::new);
    let failure = use_state(|| None::<Failure>);
    let busy = use_state(|| false);
    let choose = {
        let (chosen, pin, failure) = (chosen.setter(), pin.setter(), failure.setter());
        Callback::from(move |person| {
            chosen.set(Some(person));
            // What one person typed is not tried for another.
            pin.set(String::new());
            failure.set(None);
        })
    };
    let touch = {
        let (chosen, pin, failure, busy) = (*chosen, pin.clone(), failure.clone(), busy.clone());
        let on_given = props.on_given.clone();
        Callback::from(move |touched: PadKey| {
            let Some(staff) = chosen.filter(|_| !*busy) else { return };
            if touched != PadKey::Submit {
                pin.set(typed((*pin).clone(), touched));
                return;
            }
            if pin.len() < DIGITS_MIN {
                return;
            }
            busy.set(true);
            let approve = Approve { staff, pin: (*pin).clone() };
            let (pin, failure, busy) = (pin.setter(), failure.setter(), busy.setter());
            let on_given = on_given.clone();
            spawn_local(async move {
                let answer = call(approve, language).await;
                busy.set(false);
                // Never left on the screen.
                pin.set(String::new());
                match answer {
                    Ok(approval) => on_given.emit(approval),
                    Err(refused) => failure.set(Some(refused)),
                }
            });
        })
    };
    {
        let (touch, open) = (touch.clone(), chosen.is_some() && !props.given);
        let complete = pin.len() >= DIGITS_MIN;
        use_keys(Callback::from(move |event: KeyboardEvent| {
            let modified = event.ctrl_key() || event.alt_key() || event.meta_key();
            // A field keeps its own keys.
            if modified || !open || in_a_field(&event).is_some() {
                return;
            }
            let touched = pad_key(&event.key()).filter(|it| *it != PadKey::Submit || complete);
            if let Some(touched) = touched {
                event.prevent_default();
                touch.emit(touched);
            }
        }));
    }
    if props.given {
        return html! { <p class="chip ok" data-testid="approved">{ "✓\u{a0}" }{ say(language, "consent-given") }</p> };
    }
    let list = people.data.as_deref().cloned().unwrap_or_default();
    let name = list.iter().find(|person| Some(person.id) == *chosen).map(|it| it.name.clone());
    let guide = match &name {
        Some(name) => say_with(language, "pin-of", &[("name", name.as_str().into())]),
        None => say(language, "consent-choose"),
    };
    html! {
        <section class="consent" data-testid="consent">
            <b>{ say(language, "consent-title") }</b>
            if let Some(failure) = &people.failure {
                <Notice text={failure.message.clone()} testid="managers-error" />
            }
            if people.data.is_some() && list.is_empty() {
                <p class="empty">{ say(language, "consent-nobody") }</p>
            }
            { managers(&list, *chosen, language, &choose) }
            <p class="consent-guide">{ guide }</p>
            if chosen.is_some() {
                <div data-testid="approve-pin">
                    <PinPad digits={pin.len()} busy={*busy} {language} on_touch={touch} />
                </div>
            }
            if let Some(failure) = &*failure {
                <Notice text={failure.message.clone()} testid="approve-error" />
            }
        </section>
    }
}
