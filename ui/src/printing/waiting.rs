//! What is not on paper, and the button that gives a print up.

use crate::backend::call;
use crate::catalogue::{say, say_with};
use crate::frame::{Notice, Tone, hour, use_screen};
use domain::printing::{GiveUpPrint, WaitingPrint};
use domain::{Failure, Language};
use uuid::Uuid;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What [`Waits`] is given.
#[derive(Properties, PartialEq)]
pub struct WaitsProps {
    /// In order.
    pub waiting: Vec<WaitingPrint>,
}

/// When it was asked for, how often it was tried, and that it may be on paper.
fn about(print: &WaitingPrint, language: Language) -> String {
    let values = [("hour", hour(print.at).into()), ("tries", print.tries.into())];
    let about = say_with(language, "print-asked", &values);
    match print.perhaps_printed {
        true => format!("{about} {}", say(language, "print-perhaps")),
        false => about,
    }
}

/// The prints that wait.
#[component]
pub fn Waits(props: &WaitsProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let answered = use_state(|| None::<Result<bool, Failure>>);
    let busy = use_state(|| None::<Uuid>);
    let row = |print: &WaitingPrint| {
        let key = print.print;
        let what = print.what.clone().unwrap_or_else(|| say(language, "print-drawer"));
        let give_up = {
            let (set, busy, screen) = (answered.setter(), busy.clone(), screen.clone());
            move |_: MouseEvent| {
                let (set, busy, screen) = (set.clone(), busy.clone(), screen.clone());
                busy.set(Some(key));
                spawn_local(async move {
                    let answer = call(GiveUpPrint { print: key }, language).await;
                    if let Err(failure) = &answer {
                        screen.heed(failure);
                    }
                    busy.set(None);
                    set.set(Some(answer));
                });
            }
        };
        html! {
            <li key={key.to_string()} data-testid="print-waits">
                <span class="row-words"><b><span>{ what }</span></b><small>{ about(print, language) }</small></span>
                <button class="button" data-testid="print-give-up" disabled={busy.is_some()} onclick={give_up}>
                    { say(language, "print-give-up") }
                </button>
            </li>
        }
    };
    let told = match &*answered {
        Some(Ok(false)) => Some(say(language, "print-under-way")),
        Some(Err(failure)) => Some(failure.message.clone()),
        Some(Ok(true)) | None => None,
    };
    html! {
        <>
            if let Some(text) = told {
                <Notice {text} tone={Tone::Warning} testid="print-give-up-error" />
            }
            if props.waiting.is_empty() {
                <p class="empty" data-testid="prints-none">{ say(language, "prints-none") }</p>
            } else {
                <ul class="till-pairs prints">{ for props.waiting.iter().map(row) }</ul>
            }
        </>
    }
}
