//! A manager's consent: a PIN that lets the cashier do one thing, and signs nobody in or out.

use super::pin_entry::use_pin;
use crate::catalogue::say;
use crate::frame::{Notice, use_fetched, use_screen};
use domain::staff::{ApprovalId, Approve, ListManagers, StaffId, StaffTile};
use domain::{Language, Spoken};
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
    let asks = |staff, pin| Approve { staff, pin };
    let entry = use_pin(asks, !props.given, props.on_given.clone());
    if props.given {
        return html! { <p class="chip ok" data-testid="approved">{ "✓\u{a0}" }{ say(language, "consent-given") }</p> };
    }
    let list = people.data.as_deref().cloned().unwrap_or_default();
    let guide = entry.guide(&list, say(language, "consent-choose"));
    html! {
        <section class="consent" data-testid="consent">
            <b>{ say(language, "consent-title") }</b>
            if let Some(failure) = &people.failure {
                <Notice text={failure.message.clone()} testid="managers-error" />
            }
            if people.data.is_some() && list.is_empty() {
                <p class="empty">{ say(language, "consent-nobody") }</p>
            }
            { managers(&list, entry.person, language, &entry.choose) }
            <p class="consent-guide">{ guide }</p>
            if entry.person.is_some() { { entry.pad() } }
            { entry.trouble("approve-error") }
        </section>
    }
}
