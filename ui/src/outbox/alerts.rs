//! A word in the counter's top bar while a message waits for a person, and the list where it is decided.

use super::{chip, decisions, text, use_deciding, when};
use crate::catalogue::{say, say_with};
use crate::frame::{Dialog, Notice, Tone, use_fetched, use_screen};
use domain::messages::{Channel, ListUndecided, Message, MessageState};
use domain::shops::WindowKind;
use domain::staff::AT_THE_COUNTER;
use domain::text::phone_shown;
use domain::{FailureCode, Language, Spoken};
use patternfly_yew::prelude::ModalVariant;
use std::rc::Rc;
use yew::prelude::*;

/// What the top bar says: how many, and of the newest what it is and how it stands.
fn alert(messages: &[Message], language: Language) -> Option<(String, String)> {
    let newest = messages.first()?;
    let count = say_with(language, "alerts-count", &[("count", messages.len().into())]);
    let values =
        [("what", newest.kind.say(language).into()), ("state", newest.state.say(language).into())];
    Some((count, say_with(language, "alerts-newest", &values)))
}

/// The number or the address, as people read it.
fn to(message: &Message) -> String {
    match message.channel {
        Channel::Sms => phone_shown(&message.to),
        Channel::Email => message.to.clone(),
    }
}

/// Opens the list of what a person has to decide; nothing while there is nothing.
#[component]
pub fn AlertsButton() -> Html {
    let screen = use_screen();
    let language = screen.language;
    let open = use_state(|| false);
    let looks = use_state(|| 0_u32);
    let wanted = screen.window == WindowKind::Counter
        && AT_THE_COUNTER.admits(screen.staff.as_ref().map(|person| person.role));
    let read = use_fetched(ListUndecided {}, wanted, screen.told_pulse + *looks, language);
    let set = |to: bool| {
        let open = open.setter();
        move || open.set(to)
    };
    let (show, close) = (set(true), set(false));
    if !wanted {
        return Html::default();
    }
    let messages = read.data.clone().unwrap_or_default();
    let on_look = Callback::from(move |()| looks.set(*looks + 1));
    html! {
        <>
            if let Some((count, newest)) = alert(&messages, language) {
                <button class="button warn printers-alert" data-testid="alerts" data-count={messages.len().to_string()}
                    title={format!("{count}\n{newest}")} onclick={move |_| show()}>
                    <b>{ count }</b><small class="first-capital">{ newest }</small>
                </button>
            }
            if *open {
                <AlertsDialog {messages} {on_look} on_close={Callback::from(move |()| close())} />
            }
        </>
    }
}

/// What [`AlertsDialog`] is given.
#[derive(Properties, PartialEq)]
struct AlertsDialogProps {
    messages: Rc<Vec<Message>>,
    on_look: Callback<()>,
    on_close: Callback<()>,
}

/// What a person is to know before deciding.
fn advice(state: MessageState, language: Language) -> String {
    match state {
        MessageState::ToCheck => say(language, "alerts-to-check"),
        _ => say(language, "alerts-failed"),
    }
}

/// The messages, and what is decided about each.
#[component]
fn AlertsDialog(props: &AlertsDialogProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let deciding = use_deciding(props.on_look.clone());
    let role = screen.staff.as_ref().map(|person| person.role);
    let row = |message: &Message| {
        let id = message.id.0;
        html! {
            <li key={id} class="row alert" data-testid={format!("message-{id}")}>
                <span class="row-words">
                    <b><span>{ message.kind.say(language) }</span><i>{ " · " }{ to(message) }</i></b>
                    { text(message, language) }
                    <small>{ advice(message.state, language) }</small>
                    if let Some(fault) = &message.fault {
                        <small class="message-fault" data-testid={format!("message-{id}-fault")}>{ fault }</small>
                    }
                </span>
                <span class="alert-state">
                    { chip(message.state, language) }<small class="code-hint">{ when(message.written_at, language) }</small>
                </span>
                { decisions(message, role, deciding.busy == Some(message.id), &deciding.on_decide, language) }
            </li>
        }
    };
    let rows: Html = props.messages.iter().map(row).collect();
    html! {
        <Dialog title={say(language, "alerts-title")} testid="alerts-dialog" variant={ModalVariant::Large}
            on_close={props.on_close.clone()}>
            if let Some(failure) = &deciding.failure {
                <Notice text={failure.message.clone()} testid="alerts-error"
                    tone={if failure.code == FailureCode::Conflict { Tone::Warning } else { Tone::Failure }} />
            }
            if props.messages.is_empty() {
                <p class="empty" data-testid="alerts-empty">{ say(language, "alerts-empty") }</p>
            } else {
                <ul class="rows alerts">{ rows }</ul>
            }
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use chrono::DateTime;
    use domain::messages::{MessageId, MessageKind};

    fn message(kind: MessageKind, state: MessageState) -> Message {
        Message {
            id: MessageId(1),
            shop: "MOZ1".to_owned(),
            kind,
            channel: Channel::Sms,
            to: "+33612345678".to_owned(),
            state,
            tries: 5,
            written_at: DateTime::UNIX_EPOCH,
            expires_at: DateTime::UNIX_EPOCH,
            sent_at: None,
            fault: None,
            text: None,
        }
    }

    #[test]
    fn the_bar_says_how_many_and_what_the_newest_is() {
        assert_eq!(alert(&[], Language::Fr), None);
        let run = message(MessageKind::DriverRun, MessageState::Failed);
        let short = message(MessageKind::StockShort, MessageState::ToCheck);
        let said = |of: &[Message]| alert(of, Language::Fr).expect("an alert");
        assert_eq!(
            said(std::slice::from_ref(&run)),
            ("⚠\u{a0}1\u{a0}message".to_owned(), "Course\u{a0}: échec".to_owned())
        );
        let (count, newest) = said(&[short, run.clone()]);
        assert_eq!(count, "⚠\u{a0}2\u{a0}messages");
        assert_eq!(newest, "Stock bas\u{a0}: à vérifier");
        assert_eq!(to(&run), "06\u{a0}12\u{a0}34\u{a0}56\u{a0}78");
    }
}
