//! The sign-in page: tiles of the people who can work here, then the PIN.

use super::pin_pad::{DIGITS_MIN, PadKey, PinPad, pad_key, typed};
use crate::backend::call;
use crate::catalogue::{say, say_with};
use crate::frame::{Notice, use_fetched, use_keys, use_screen};
use domain::staff::{ListStaff, SignIn, StaffId, StaffTile};
use domain::{Failure, Language, Spoken};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// The letters a person's tile shows.
fn initials(name: &str) -> String {
    name.split([' ', '-']).filter_map(|part| part.chars().next()).take(2).collect()
}

/// What [`People`] is given.
#[derive(Properties, PartialEq)]
struct PeopleProps {
    people: Vec<StaffTile>,
    chosen: Option<StaffId>,
    language: Language,
    on_choose: Callback<StaffId>,
}

/// The tiles of the people.
#[component]
fn People(props: &PeopleProps) -> Html {
    let tiles = props.people.iter().map(|person| {
        let (id, on_choose) = (person.id, props.on_choose.clone());
        let chosen = props.chosen == Some(id);
        html! {
            <button
                key={id.0}
                class={classes!("person", chosen.then_some("on"))}
                data-testid={format!("staff-{}", id.0)}
                aria-pressed={chosen.to_string()}
                onclick={move |_| on_choose.emit(id)}
            >
                <span class="person-initials" aria-hidden="true">{ initials(&person.name) }</span>
                <span class="person-words">
                    <b>{ &person.name }</b>
                    <small>{ person.role.say(props.language) }</small>
                </span>
            </button>
        }
    });
    html! { <div class="people">{ for tiles }</div> }
}

/// The sign-in of a counter or a kitchen.
#[component]
pub fn SignInPage() -> Html {
    let screen = use_screen();
    let language = screen.language;
    let staff = use_fetched(ListStaff {}, true, screen.pulse, language);
    let chosen = use_state(|| None::<StaffId>);
    let pin = use_state(String::new);
    let failure = use_state(|| None::<Failure>);
    let busy = use_state(|| false);

    let choose = {
        let (chosen, pin, failure) = (chosen.clone(), pin.clone(), failure.clone());
        Callback::from(move |person| {
            chosen.set(Some(person));
            pin.set(String::new());
            failure.set(None);
        })
    };
    let touch = {
        let (chosen, pin, failure) = (*chosen, pin.clone(), failure.clone());
        let (busy, set_staff) = (busy.clone(), screen.set_staff.clone());
        Callback::from(move |touched: PadKey| {
            let Some(person) = chosen.filter(|_| !*busy) else { return };
            if touched != PadKey::Submit {
                pin.set(typed((*pin).clone(), touched));
                return;
            }
            if pin.len() < DIGITS_MIN {
                return;
            }
            busy.set(true);
            let sign_in = SignIn { staff: person, pin: (*pin).clone() };
            let (pin, failure) = (pin.setter(), failure.setter());
            let (busy, set_staff) = (busy.setter(), set_staff.clone());
            spawn_local(async move {
                let answer = call(sign_in, language).await;
                busy.set(false);
                // Never left on the screen for the next person; the tile stays chosen.
                pin.set(String::new());
                match answer {
                    Ok(person) => set_staff.emit(Some(person)),
                    Err(refused) => failure.set(Some(refused)),
                }
            });
        })
    };
    {
        let (touch, complete) = (touch.clone(), pin.len() >= DIGITS_MIN);
        use_keys(Callback::from(move |event: KeyboardEvent| {
            let modified = event.ctrl_key() || event.alt_key() || event.meta_key();
            if let Some(touched) = pad_key(&event.key()).filter(|_| !modified) {
                // Enter on a focused tile chooses it; once a PIN is typed it submits.
                if touched != PadKey::Submit || complete {
                    event.prevent_default();
                    touch.emit(touched);
                }
            }
        }));
    }

    let people = staff.data.as_deref().cloned().unwrap_or_default();
    let name = people.iter().find(|person| Some(person.id) == *chosen).map(|it| it.name.clone());
    let guide = match &name {
        Some(name) => say_with(language, "pin-of", &[("name", name.as_str().into())]),
        None => say(language, "sign-in-choose"),
    };
    let nobody = staff.data.is_some() && people.is_empty();
    html! {
        <main class="sign-in">
            <section class="sign-in-people">
                <h1>{ say(language, "sign-in-title") }</h1>
                if let Some(failure) = &staff.failure {
                    <Notice text={failure.message.clone()} testid="staff-error" />
                }
                if nobody {
                    <p class="empty">{ say(language, "sign-in-nobody") }</p>
                }
                <People {people} chosen={*chosen} {language} on_choose={choose} />
            </section>
            <section class="sign-in-pin" data-open={chosen.is_some().to_string()}>
                <h2>{ guide }</h2>
                <PinPad digits={pin.len()} busy={*busy} {language} on_touch={touch} />
                <div class="pin-message" aria-live="assertive">
                    if let Some(failure) = &*failure {
                        <Notice text={failure.message.clone()} testid="pin-error" />
                    }
                </div>
            </section>
        </main>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_tile_shows_two_letters_at_most() {
        for (name, letters) in
            [("Inès", "I"), ("Jean-Paul", "JP"), ("Anne Marie Rose", "AM"), ("", "")]
        {
            assert_eq!(initials(name), letters);
        }
    }
}
