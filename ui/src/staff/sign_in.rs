//! The sign-in page: tiles of the people who can work here, then the PIN.

use super::pin_entry::use_pin;
use crate::catalogue::say;
use crate::frame::{Notice, use_fetched, use_screen};
use domain::staff::{ListStaff, SignIn, StaffId, StaffTile};
use domain::{Language, Spoken};
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
    let on_answer = screen.set_staff.reform(Some);
    let entry = use_pin(|staff, pin| SignIn { staff, pin }, true, on_answer);
    let people = staff.data.as_deref().cloned().unwrap_or_default();
    let guide = entry.guide(&people, say(language, "sign-in-choose"));
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
                <People {people} chosen={entry.person} {language} on_choose={entry.choose.clone()} />
            </section>
            <section class="sign-in-pin" data-open={entry.person.is_some().to_string()}>
                <h2>{ guide }</h2>
                { entry.pad() }
                <div class="pin-message" aria-live="assertive">{ entry.trouble("pin-error") }</div>
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
