//! An address that is completed while it is typed: asked for when the fingers pause, and only the answer to
//! what was typed last counts. Whatever becomes of it, the address can be typed by hand.

use crate::backend::call;
use crate::catalogue::say;
use crate::frame::use_screen;
use domain::Language;
use domain::delivery::{CompleteAddress, Completion, FoundAddress};
use gloo_timers::callback::Timeout;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// How long the fingers pause before anybody is asked.
const PAUSE_MS: u32 = 250;
/// Fewer characters find nothing.
const CHARACTERS_MIN: usize = 3;

/// What is offered for what is typed.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Offered {
    /// The addresses, the likeliest first.
    pub found: Rc<Vec<FoundAddress>>,
    /// Why there are none, where there is something to say of it.
    pub none: Option<Absence>,
}

/// Why nothing is offered.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Absence {
    /// Nobody answers.
    Silent,
    /// No address begins so.
    Unknown,
}

impl Offered {
    fn of(answer: Option<Completion>) -> Offered {
        match answer {
            Some(Completion::NotEntered) => Offered::default(),
            Some(Completion::Found(found)) => Offered {
                none: found.is_empty().then_some(Absence::Unknown),
                found: Rc::new(found),
            },
            Some(Completion::Silent) | None => {
                Offered { none: Some(Absence::Silent), ..Offered::default() }
            }
        }
    }
}

/// What begins as it is typed; nothing is asked for too little.
#[hook]
pub fn use_completion(typed: String, language: Language) -> Offered {
    let offered = use_state_eq(Offered::default);
    let asked = use_mut_ref(|| 0_u32);
    let set = offered.setter();
    use_effect_with(typed, move |typed| {
        let nth = asked.borrow().wrapping_add(1);
        *asked.borrow_mut() = nth;
        let typed = typed.trim().to_owned();
        let waiting = if typed.chars().count() < CHARACTERS_MIN {
            set.set(Offered::default());
            None
        } else {
            Some(Timeout::new(PAUSE_MS, move || {
                spawn_local(async move {
                    let answer = call(CompleteAddress { typed }, language).await;
                    if *asked.borrow() == nth {
                        set.set(Offered::of(answer.ok()));
                    }
                });
            }))
        };
        move || drop(waiting)
    });
    (*offered).clone()
}

/// Where a key moves the mark among so many addresses; none: it is no key of the list.
pub fn moved(mark: Option<usize>, key: &str, count: usize) -> Option<Option<usize>> {
    let last = count.checked_sub(1)?;
    match (key, mark) {
        ("ArrowDown", None) => Some(Some(0)),
        ("ArrowDown", Some(at)) => Some(Some((at + 1).min(last))),
        ("ArrowUp", None | Some(0)) => Some(None),
        ("ArrowUp", Some(at)) => Some(Some(at - 1)),
        _ => None,
    }
}

/// What [`OfferedList`] is given.
#[derive(Properties, PartialEq)]
pub struct OfferedListProps {
    /// What is offered.
    pub offered: Offered,
    /// Which of them Enter takes.
    pub mark: Option<usize>,
    /// One is taken.
    pub on_pick: Callback<FoundAddress>,
}

/// The addresses that are offered, or why there are none.
#[component]
pub fn OfferedList(props: &OfferedListProps) -> Html {
    let language = use_screen().language;
    let quiet = |testid: &'static str, text: String| {
        html! { <p class="offered-none" role="status" data-testid={testid}>{ text }</p> }
    };
    match props.offered.none {
        Some(Absence::Silent) => return quiet("address-by-hand", say(language, "address-by-hand")),
        Some(Absence::Unknown) => {
            return quiet("address-unknown", say(language, "address-unknown"));
        }
        None if props.offered.found.is_empty() => return Html::default(),
        None => {}
    }
    let each = props.offered.found.iter().enumerate().map(|(nth, found)| {
        let on = props.mark == Some(nth);
        let (pick, taken) = (props.on_pick.clone(), found.clone());
        let take = move |_: MouseEvent| pick.emit(taken.clone());
        // The field keeps the focus: what follows is typed on.
        let hold = |event: MouseEvent| event.prevent_default();
        html! {
            <li role="option" aria-selected={on.to_string()}>
                <button type="button" class={classes!("offered", on.then_some("on"))} tabindex="-1"
                    data-testid={format!("address-found-{nth}")} onmousedown={hold} onclick={take}>
                    <span aria-hidden="true">{ if on { "➜" } else { "•" } }</span><span>{ &found.label }</span>
                </button>
            </li>
        }
    });
    html! {
        <ul class="offered-list" role="listbox" aria-label={say(language, "address-offered")}>
            { for each }
        </ul>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn arrows_move_the_mark_and_stop_at_the_ends() {
        for (mark, key, count, expected) in [
            (None, "ArrowDown", 3, Some(Some(0))),
            (Some(0), "ArrowDown", 3, Some(Some(1))),
            (Some(2), "ArrowDown", 3, Some(Some(2))),
            (Some(2), "ArrowUp", 3, Some(Some(1))),
            (Some(0), "ArrowUp", 3, Some(None)),
            (None, "ArrowUp", 3, Some(None)),
            (None, "ArrowDown", 0, None),
            (Some(1), "Enter", 3, None),
            (None, "a", 3, None),
        ] {
            assert_eq!(moved(mark, key, count), expected, "{mark:?} {key} {count}");
        }
    }

    #[test]
    fn what_does_not_answer_is_said_and_what_is_not_entered_is_not() {
        let none = |answer| Offered::of(answer).none;
        assert_eq!(none(Some(Completion::Silent)), Some(Absence::Silent));
        assert_eq!(none(None), Some(Absence::Silent));
        assert_eq!(none(Some(Completion::NotEntered)), None);
        assert_eq!(none(Some(Completion::Found(vec![]))), Some(Absence::Unknown));
    }
}
