//! A PIN typed for a chosen person, by finger or by key, until the backend has looked at it.

use super::pin_pad::{DIGITS_MIN, PadKey, PinPad, pad_key, typed};
use crate::backend::call;
use crate::catalogue::say_with;
use crate::frame::{Notice, in_a_field, use_keys, use_screen};
use domain::staff::{Pin, StaffId, StaffTile};
use domain::{Call, Failure, Language};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Where the typing of a PIN stands.
pub struct PinEntry {
    /// Whose it is.
    pub person: Option<StaffId>,
    /// Somebody is chosen.
    pub choose: Callback<StaffId>,
    digits: usize,
    busy: bool,
    failure: Option<Failure>,
    touch: Callback<PadKey>,
    language: Language,
}

impl PinEntry {
    /// Asks the chosen person for the PIN; until there is one, says what comes `first`.
    pub fn guide(&self, people: &[StaffTile], first: String) -> String {
        let person = people.iter().find(|person| Some(person.id) == self.person);
        person.map_or(first, |person| {
            say_with(self.language, "pin-of", &[("name", person.name.as_str().into())])
        })
    }

    /// The pad.
    pub fn pad(&self) -> Html {
        html! {
            <PinPad digits={self.digits} busy={self.busy} language={self.language} on_touch={self.touch.clone()} />
        }
    }

    /// Why the PIN was refused.
    pub fn trouble(&self, testid: &'static str) -> Html {
        let Some(failure) = &self.failure else { return Html::default() };
        html! { <Notice text={failure.message.clone()} {testid} /> }
    }
}

/// Has a PIN typed and sent by `asks`; while it is open, the keyboard is the pad as well.
#[hook]
pub fn use_pin<C: Call + 'static>(
    asks: fn(StaffId, Pin) -> C,
    open: bool,
    on_answer: Callback<C::Reply>,
) -> PinEntry {
    let language = use_screen().language;
    let person = use_state(|| None::<StaffId>);
    let pin = use_state(String::new);
    let failure = use_state(|| None::<Failure>);
    let busy = use_state(|| false);
    let choose = {
        let (person, pin, failure) = (person.setter(), pin.setter(), failure.setter());
        Callback::from(move |chosen| {
            person.set(Some(chosen));
            // What one person typed is not tried for another.
            pin.set(String::new());
            failure.set(None);
        })
    };
    let touch = {
        let (person, pin, failure, busy) = (*person, pin.clone(), failure.setter(), busy.clone());
        Callback::from(move |touched: PadKey| {
            let Some(staff) = person.filter(|_| !*busy) else { return };
            if touched != PadKey::Submit {
                pin.set(typed((*pin).clone(), touched));
                return;
            }
            if pin.len() < DIGITS_MIN {
                return;
            }
            busy.set(true);
            let asked = asks(staff, Pin((*pin).clone()));
            let (pin, failure, busy) = (pin.setter(), failure.clone(), busy.setter());
            let on_answer = on_answer.clone();
            spawn_local(async move {
                let answer = call(asked, language).await;
                busy.set(false);
                // Never left on the screen for the next person; the tile stays chosen.
                pin.set(String::new());
                match answer {
                    Ok(answer) => on_answer.emit(answer),
                    Err(refused) => failure.set(Some(refused)),
                }
            });
        })
    };
    {
        let (touch, open) = (touch.clone(), open && person.is_some());
        let complete = pin.len() >= DIGITS_MIN;
        use_keys(Callback::from(move |event: KeyboardEvent| {
            let modified = event.ctrl_key() || event.alt_key() || event.meta_key();
            // A field keeps its own keys.
            if modified || !open || in_a_field(&event).is_some() {
                return;
            }
            // Enter on a focused tile chooses it; once a PIN is typed it submits.
            let touched = pad_key(&event.key()).filter(|it| *it != PadKey::Submit || complete);
            if let Some(touched) = touched {
                event.prevent_default();
                touch.emit(touched);
            }
        }));
    }
    PinEntry {
        person: *person,
        choose,
        digits: pin.len(),
        busy: *busy,
        failure: (*failure).clone(),
        touch,
        language,
    }
}
