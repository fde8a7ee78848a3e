//! What is printed at a tap: a ticket, a note, the X. Each button says where its command stands.

use super::sending::{TillHandle, use_till};
use crate::backend::new_command;
use crate::catalogue::{say, say_with};
use crate::frame::{Screen, use_fetched, use_screen};
use domain::ledger::{EntryRef, EntryShown, LedgerCall, PrintEntry, PrintNote, PrintX};
use domain::orders::OrderId;
use domain::printing::ReadPrinters;
use domain::{Call, Language};
use yew::prelude::*;

/// The name of an entry for tests.
pub fn entry_id(entry: &EntryRef) -> String {
    format!("{}-{}", entry.chain.word(), entry.number)
}

/// Whether tickets are printed at this terminal. Where the queue cannot be used, a tap says why.
#[hook]
fn use_prints_tickets(screen: &Screen) -> bool {
    let read = use_fetched(ReadPrinters {}, true, 0, screen.language);
    read.failure.is_some() || read.data.as_ref().is_some_and(|printers| printers.tickets)
}

/// A button that prints.
struct PrintButton<'a> {
    screen: &'a Screen,
    till: &'a TillHandle,
    form: String,
    testid: &'static str,
    key: &'static str,
    class: &'static str,
}

impl PrintButton<'_> {
    fn draw<C>(&self, fresh: impl Fn() -> C + 'static, done: Callback<C::Reply>) -> Html
    where
        C: Call<Request = LedgerCall> + Clone,
    {
        let language = self.screen.language;
        let (till, screen, form) = (self.till.clone(), self.screen.clone(), self.form.clone());
        let print = move |_: MouseEvent| till.send(&screen, &form, Some(fresh()), done.clone());
        html! {
            <>
                <button class={classes!("button", self.class)} data-testid={self.testid}
                    disabled={self.till.till.is_busy()} onclick={print}>
                    { self.till.till.word(&self.form, self.key, language) }
                </button>
                { self.till.till.trouble(&self.form, &[], language) }
            </>
        }
    }
}

/// What was just sent to the printer: the original, or which duplicata.
pub fn sent(copies: u32, language: Language) -> Html {
    let text = match copies {
        0 => say(language, "print-sent"),
        _ => say_with(language, "print-sent-copy", &[("copy", copies.to_string().into())]),
    };
    html! { <span class="chip ok" role="status" data-testid="print-sent" data-copy={copies.to_string()}>{ text }</span> }
}

/// What [`PrintTicket`] is given.
#[derive(Properties, PartialEq)]
pub struct PrintTicketProps {
    /// Whose paper.
    pub entry: EntryRef,
}

/// Prints the ticket of a payment that was just taken.
#[component]
pub fn PrintTicket(props: &PrintTicketProps) -> Html {
    let (screen, till) = (use_screen(), use_till());
    let prints = use_prints_tickets(&screen);
    let printed = use_state(|| None::<u32>);
    if !prints {
        return Html::default();
    }
    let entry = props.entry.clone();
    let button = PrintButton {
        screen: &screen,
        till: &till,
        form: format!("print-{}", entry_id(&entry)),
        testid: "print-ticket",
        key: if printed.is_some() { "till-reprint" } else { "print-ticket" },
        class: "",
    };
    let set = printed.setter();
    let done = Callback::from(move |shown: EntryShown| set.set(Some(shown.copies)));
    html! {
        <div class="print">
            { button.draw(move || PrintEntry { command: new_command(), entry: entry.clone() }, done) }
            { printed.map(|copies| sent(copies, screen.language)) }
        </div>
    }
}

/// What [`PrintNoteButton`] is given.
#[derive(Properties, PartialEq)]
pub struct PrintNoteButtonProps {
    /// Of which order.
    pub order: OrderId,
    /// Whether it has to be handed over.
    pub due: bool,
}

/// Prints the note that is handed over before payment.
#[component]
pub fn PrintNoteButton(props: &PrintNoteButtonProps) -> Html {
    let (screen, till) = (use_screen(), use_till());
    let prints = use_prints_tickets(&screen);
    let printed = use_state(|| None::<u32>);
    if !prints {
        return Html::default();
    }
    let order = props.order;
    let button = PrintButton {
        screen: &screen,
        till: &till,
        form: format!("note-{}", order.0),
        testid: "print-note",
        key: "print-note",
        class: if props.due && printed.is_none() { "primary" } else { "" },
    };
    let set = printed.setter();
    let done = Callback::from(move |shown: EntryShown| set.set(Some(shown.copies)));
    html! {
        <div class={classes!("print", props.due.then_some("due"))} data-testid="note" data-due={props.due.to_string()}>
            if props.due && printed.is_none() {
                <span data-testid="note-due">{ say(screen.language, "note-due") }</span>
            }
            { button.draw(move || PrintNote { command: new_command(), order }, done) }
            { printed.map(|copies| sent(copies, screen.language)) }
        </div>
    }
}

/// Prints the X.
#[component]
pub fn PrintXButton() -> Html {
    let (screen, till) = (use_screen(), use_till());
    let prints = use_prints_tickets(&screen);
    let printed = use_state(|| false);
    if !prints {
        return Html::default();
    }
    let button = PrintButton {
        screen: &screen,
        till: &till,
        form: "print-x".to_owned(),
        testid: "print-x",
        key: "print-x",
        class: "",
    };
    let set = printed.setter();
    let done = Callback::from(move |()| set.set(true));
    html! {
        <div class="print">
            { button.draw(|| PrintX { command: new_command() }, done) }
            if *printed { { sent(0, screen.language) } }
        </div>
    }
}
