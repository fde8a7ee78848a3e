//! Who is told of a shop's stock, and how each is reached.

use super::reach_form::ReachDialog;
use crate::catalogue::{say, say_with};
use crate::frame::{Notice, use_screen};
use crate::office::{loading, use_list};
use domain::messages::{ListReach, PersonReached, Reach};
use domain::staff::Role;
use domain::{Language, Spoken};
use yew::prelude::*;

/// No news tells of people's numbers.
const LOOK_EVERY_MS: u32 = 30_000;

/// How the person is reached, what is preferred first.
fn ways(reach: &Reach, language: Language) -> Html {
    let (first, second) = (reach.shown(reach.preferred), reach.shown(reach.preferred.other()));
    html! {
        <span class="reach-ways">
            if let Some(first) = first {
                <span class="message-to"><b>{ first }</b></span>
            }
            if let Some(second) = second {
                <small class="code-hint message-to">{ say_with(language, "reach-else", &[("to", second.into())]) }</small>
            }
        </span>
    }
}

/// Of which shops the person is told.
fn told(person: &PersonReached, language: Language) -> Html {
    match (person.reach.is_some(), person.told.is_empty()) {
        (true, _) if person.role == Role::Driver => {
            html! { <span>{ say(language, "reach-runs") }</span> }
        }
        (false, _) => html! { <span class="chip">{ say(language, "reach-none") }</span> },
        (true, true) => {
            html! { <span class="code-hint">{ say(language, "reach-else-nobody") }</span> }
        }
        (true, false) => html! { <span>{ person.told.join(", ") }</span> },
    }
}

fn row(person: &PersonReached, language: Language, on_open: &Callback<PersonReached>) -> Html {
    let one = person.clone();
    let id = person.id.0;
    html! {
        <tr key={id} class="pf-v6-c-table__tr" data-testid={format!("reach-{id}")}>
            <th class="pf-v6-c-table__th" scope="row">
                <span class="table-name">{ &person.name }</span>
                <small class="code-hint">{ person.role.say(language) }</small>
            </th>
            <td class="pf-v6-c-table__td">{ for person.reach.as_ref().map(|reach| ways(reach, language)) }</td>
            <td class="pf-v6-c-table__td">{ told(person, language) }</td>
            <td class="pf-v6-c-table__td table-action">
                <button class="button" data-testid={format!("reach-{id}-open")}
                    onclick={on_open.reform(move |_: MouseEvent| one.clone())}>{ say(language, "reach-change") }</button>
            </td>
        </tr>
    }
}

/// The part of the page.
#[component]
pub fn People() -> Html {
    let language = use_screen().language;
    let (read, look) = use_list(ListReach {}, LOOK_EVERY_MS);
    let open = use_state(|| None::<PersonReached>);
    let done = use_state(|| None::<String>);
    let on_open = {
        let (open, done) = (open.setter(), done.setter());
        Callback::from(move |person| {
            done.set(None);
            open.set(Some(person));
        })
    };
    let on_close = {
        let open = open.setter();
        Callback::from(move |()| open.set(None))
    };
    let on_done = {
        let (open, done) = (open.setter(), done.setter());
        Callback::from(move |name| {
            open.set(None);
            done.set(Some(name));
            look.emit(());
        })
    };
    html! {
        <>
            if let Some(name) = &*done {
                <p class="page-done" role="status" data-testid="reach-done">
                    { "✓\u{a0}" }{ say_with(language, "reach-done", &[("name", name.as_str().into())]) }
                </p>
            }
            if let Some(failure) = &read.failure {
                <Notice text={failure.message.clone()} testid="reach-error" />
            }
            if let Some(people) = &read.data {
                if people.is_empty() {
                    <p class="empty" data-testid="reach-empty">{ say(language, "reach-empty") }</p>
                } else {
                    <div class="table">
                        <table class="pf-v6-c-table reached" data-testid="reach">
                            <thead class="pf-v6-c-table__thead"><tr class="pf-v6-c-table__tr">
                                <th class="pf-v6-c-table__th of-who" scope="col"><span class="table-head">{ say(language, "reach-who") }</span></th>
                                <th class="pf-v6-c-table__th" scope="col"><span class="table-head">{ say(language, "reach-how") }</span></th>
                                <th class="pf-v6-c-table__th" scope="col"><span class="table-head">{ say(language, "reach-shops") }</span></th>
                                <th class="pf-v6-c-table__th of-action"></th>
                            </tr></thead>
                            <tbody class="pf-v6-c-table__tbody">{ for people.iter().map(|it| row(it, language, &on_open)) }</tbody>
                        </table>
                    </div>
                }
            } else if read.failure.is_none() {
                { loading(language) }
            }
            if let Some(person) = &*open {
                <ReachDialog person={person.clone()} {on_done} {on_close} />
            }
        </>
    }
}
