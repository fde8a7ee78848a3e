//! One entry as its paper, printed and printed again.

use super::invoice::InvoiceOf;
use super::paper;
use super::sheet::{Row, sheet};
use crate::backend::new_command;
use crate::catalogue::{say, say_with};
use crate::frame::{Notice, use_fetched, use_screen};
use crate::ledger::entry_id;
use crate::ledger::sent;
use crate::ledger::use_till;
use domain::ledger::{Chain, Content, EntryRef, EntryShown, PrintEntry, ReadEntry};
use std::rc::Rc;
use yew::prelude::*;

/// What [`EntryPaper`] is given.
#[derive(Properties, PartialEq)]
pub struct EntryPaperProps {
    /// Which.
    pub entry: EntryRef,
}

/// Whether duplicatas are made of it: of what is handed over.
fn is_printed(content: &Content) -> bool {
    matches!(content, Content::Ticket(_) | Content::Note(_) | Content::Closing(_))
}

/// One entry.
#[component]
pub fn EntryPaper(props: &EntryPaperProps) -> Html {
    let (screen, till) = (use_screen(), use_till());
    let language = screen.language;
    let read = use_fetched(ReadEntry { entry: props.entry.clone() }, true, 0, language);
    let copied = use_state(|| None::<Rc<EntryShown>>);
    let form = format!("reprint-{}", entry_id(&props.entry));
    let Some(shown) = (*copied).clone().or_else(|| read.data.clone()) else {
        return match &read.failure {
            Some(failure) => {
                html! { <Notice text={failure.message.clone()} testid="entry-failed" /> }
            }
            None => html! { <p class="empty" role="status">{ say(language, "till-loading") }</p> },
        };
    };
    // What is real is printed outside of training, what is training within it.
    let prints_now = (props.entry.chain == Chain::Training) == screen.training;
    let mut rows = paper::paper(&shown, language);
    if copied.is_some() && shown.copies > 0 {
        let copy = [("copy", shown.copies.to_string().into())];
        rows.insert(0, Row::Title(say_with(language, "paper-copy", &copy)));
    }
    let reprint = {
        let (till, screen, form) = (till.clone(), screen.clone(), form.clone());
        let (entry, set) = (props.entry.clone(), copied.setter());
        move |_: MouseEvent| {
            let asked = PrintEntry { command: new_command(), entry: entry.clone() };
            let set = set.clone();
            let done = Callback::from(move |shown| set.set(Some(Rc::new(shown))));
            till.send(&screen, &form, Some(asked), done);
        }
    };
    html! {
        <div class="till-entry-shown" data-testid="entry-shown" data-copies={shown.copies.to_string()} data-printed={shown.printed.to_string()}>
            if !prints_now {
                <p class="till-calm" data-testid="print-later">{ say(language, "till-print-later") }</p>
            } else if is_printed(&shown.content) {
                <div class="bar">
                    <button class="button" data-testid="reprint" disabled={till.till.is_busy()} onclick={reprint}>
                        { till.till.word(&form, if shown.printed { "till-reprint" } else { "till-print" }, language) }
                    </button>
                    if copied.is_some() { { sent(shown.copies, language) } }
                    if shown.copies > 0 {
                        <span class="chip" data-testid="copies">
                            { say_with(language, "till-copies", &[("count", shown.copies.into())]) }
                        </span>
                    }
                </div>
            }
            { till.till.trouble(&form, &[], language) }
            if matches!(shown.content, Content::Ticket(_)) { <InvoiceOf shown={shown.clone()} /> }
            { sheet(rows) }
        </div>
    }
}
