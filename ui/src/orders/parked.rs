//! The baskets put aside.

use super::basket::Basket;
use super::desk::Act;
use super::desk_provider::use_desk;
use crate::backend::local_now;
use crate::catalogue::say;
use crate::frame::{Dialog, hour, use_screen};
use chrono::{DateTime, Utc};
use domain::Language;
use serde::{Deserialize, Serialize};
use yew::prelude::*;

/// A basket put aside.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Parked {
    /// The basket.
    pub basket: Basket,
    /// When it was put aside.
    pub at: DateTime<Utc>,
}

/// What is in a basket, in one line.
fn content(parked: &Parked) -> String {
    let lines = &parked.basket.lines;
    let words: Vec<String> =
        lines.iter().map(|line| format!("{}\u{a0}×\u{a0}{}", line.quantity, line.name)).collect();
    words.join(", ")
}

/// The name it was put aside under.
fn title(parked: &Parked, language: Language) -> String {
    parked.basket.name_request().unwrap_or_else(|| say(language, "no-name"))
}

/// What [`ParkedDialog`] is given.
#[derive(Properties, PartialEq)]
pub struct ParkedDialogProps {
    /// Done.
    pub on_close: Callback<()>,
}

/// Lists the baskets put aside; one tap takes one up again.
#[component]
pub fn ParkedDialog(props: &ParkedDialogProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let handle = use_desk();
    let asked = use_state(|| None::<usize>);
    let rows = handle.desk.parked.iter().enumerate().map(|(at, parked)| {
        let take_up = {
            let (handle, close) = (handle.clone(), props.on_close.clone());
            move |_: MouseEvent| {
                handle.act(Act::TakeUp(at, local_now()));
                close.emit(());
            }
        };
        let sure = *asked == Some(at);
        let drop_it = {
            let (handle, asked) = (handle.clone(), asked.clone());
            move |_: MouseEvent| {
                // The first tap asks, the second does it: nothing typed is lost by a slip.
                asked.set(Some(at).filter(|_| !sure));
                if sure {
                    handle.act(Act::Drop(at));
                }
            }
        };
        let total = screen.menu.as_ref().map(|menu| parked.basket.totals(menu).gross.show(language));
        html! {
            <li class="row" data-testid={format!("parked-row-{at}")}>
                <time>{ hour(parked.at) }</time>
                <span class="row-words"><b>{ title(parked, language) }</b><small>{ content(parked) }</small></span>
                <b class="row-total">{ total }</b>
                <button class="button primary" data-testid={format!("take-up-{at}")} disabled={handle.desk.frozen() || handle.desk.changing.is_some()} onclick={take_up}>
                    { say(language, "parked-take-up") }
                </button>
                <button
                    class={classes!("button", if sure { "grave" } else { "square" })} data-testid={format!("drop-parked-{at}")}
                    aria-label={say(language, "parked-drop")} title={say(language, "parked-drop")} onclick={drop_it}
                >{ if sure { say(language, "parked-drop-sure") } else { "✕".to_owned() } }</button>
            </li>
        }
    });
    html! {
        <Dialog title={say(language, "parked-title")} testid="parked-dialog" on_close={props.on_close.clone()}>
            <ul class="rows">{ for rows }</ul>
            if handle.desk.parked.is_empty() {
                <p class="empty">{ say(language, "parked-empty") }</p>
            }
        </Dialog>
    }
}
