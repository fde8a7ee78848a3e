//! The printers of this terminal, as people see them: a word in the top bar while something does not
//! come out, and the list of what waits.

mod waiting;

use crate::catalogue::{say, say_with};
use crate::frame::{Dialog, Notice, use_fetched, use_screen};
use domain::printing::{PrinterStands, Printers, ReadPrinters};
use domain::shops::WindowKind;
use domain::staff::AT_THE_COUNTER;
use domain::{Language, Spoken};
use patternfly_yew::prelude::ModalVariant;
use std::rc::Rc;
use waiting::Waits;
use yew::prelude::*;

/// The printers that something is wrong with.
fn troubled(printers: &Printers) -> impl Iterator<Item = &PrinterStands> {
    printers.stands.iter().filter(|stands| stands.reason.is_some())
}

/// What the top bar says: the printers' names, and how many prints wait. None: all is well.
fn alert(printers: &Printers, language: Language) -> Option<String> {
    let names: Vec<&str> = troubled(printers).map(|stands| stands.name.as_str()).collect();
    if names.is_empty() {
        return None;
    }
    let waits = printers.waiting.len();
    let values = [("names", names.join(", ").into()), ("waits", waits.into())];
    Some(say_with(language, "printers-alert", &values))
}

/// Why: what is in the way of the only one, or of each of them with its name.
fn reasons(printers: &Printers, language: Language) -> String {
    let all: Vec<&PrinterStands> = troubled(printers).collect();
    match all[..] {
        [PrinterStands { reason: Some(reason), instead: None, .. }] => reason.say(language),
        _ => all.iter().map(|stands| stands.say(language)).collect::<Vec<_>>().join(" "),
    }
}

/// Opens the list of what does not come out; nothing while everything does.
#[component]
pub fn PrintersButton() -> Html {
    let screen = use_screen();
    let language = screen.language;
    let open = use_state(|| false);
    let wanted = screen.window == WindowKind::Counter
        && AT_THE_COUNTER.admits(screen.staff.as_ref().map(|person| person.role));
    let read = use_fetched(ReadPrinters {}, wanted, screen.printers_pulse, language);
    let set = |to: bool| {
        let open = open.setter();
        move || open.set(to)
    };
    let (show, close) = (set(true), set(false));
    if !wanted {
        return Html::default();
    }
    let refused = read.failure.as_ref().map(|failure| failure.message.clone());
    let printers = read.data.clone().unwrap_or_default();
    let text = match &refused {
        Some(_) => Some(say(language, "printers-refused")),
        None => alert(&printers, language),
    };
    let why = refused.clone().unwrap_or_else(|| reasons(&printers, language));
    html! {
        <>
            if let Some(text) = text {
                <button class="button warn printers-alert" data-testid="printers-alert" title={format!("{text}\n{why}")}
                    data-waits={printers.waiting.len().to_string()} onclick={move |_| show()}>
                    <b>{ text }</b><small data-testid="printers-reason">{ why }</small>
                </button>
            }
            if *open {
                <PrintersDialog {printers} {refused} on_close={Callback::from(move |()| close())} />
            }
        </>
    }
}

/// What [`PrintersDialog`] is given.
#[derive(Properties, PartialEq)]
struct PrintersDialogProps {
    printers: Rc<Printers>,
    refused: Option<String>,
    on_close: Callback<()>,
}

/// How each printer stands, and what waits.
#[component]
fn PrintersDialog(props: &PrintersDialogProps) -> Html {
    let language = use_screen().language;
    let printers = &props.printers;
    let stands = printers.stands.iter().map(|stands| {
        html! { <li class={if stands.reason.is_some() { "warn" } else { "ok" }}>{ stands.say(language) }</li> }
    });
    html! {
        <Dialog title={say(language, "printers-title")} testid="printers-dialog" variant={ModalVariant::Medium}
            on_close={props.on_close.clone()}>
            if let Some(text) = props.refused.clone() {
                <Notice {text} testid="printers-failed" />
            }
            <ul class="printers" data-testid="printers">{ for stands }</ul>
            <Waits waiting={printers.waiting.clone()} />
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::printing::{PrinterState, PrinterTrouble};

    fn printer(name: &str, reason: Option<PrinterTrouble>) -> PrinterStands {
        let state = if reason.is_some() { PrinterState::Troubled } else { PrinterState::Ready };
        PrinterStands { name: name.to_owned(), state, waiting: 2, reason, instead: None }
    }

    #[test]
    fn only_what_does_not_come_out_is_told_with_its_reason() {
        let out = Some(PrinterTrouble::PaperOut);
        for (stands, told, reason) in [
            (vec![], None, ""),
            (vec![printer("Comptoir", None)], None, ""),
            (
                vec![printer("Comptoir", out), printer("Cuisine", None)],
                Some("⚠\u{a0}Comptoir"),
                "plus de papier",
            ),
            (
                vec![printer("Comptoir", out), printer("Cuisine", out)],
                Some("⚠\u{a0}Comptoir, Cuisine"),
                "Comptoir\u{a0}: plus de papier",
            ),
        ] {
            let printers = Printers { stands, ..Printers::default() };
            assert_eq!(alert(&printers, Language::Fr).as_deref(), told);
            let said = reasons(&printers, Language::Fr);
            assert!(said.starts_with(reason) && said.is_empty() == reason.is_empty(), "{said}");
        }
    }
}
