//! Receiving: what came of each line, beside what was sent; what differs has a reason.

use super::done::Done;
use super::lines::{Typed, field, quantities};
use crate::backend::{call, new_command};
use crate::catalogue::{say, say_with};
use crate::frame::{Dialog, Field, Notice, use_screen};
use domain::stock::{ReceiveTransfer, TransferShown, show_quantity};
use domain::{Failure, Language};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What [`ReceiveDialog`] is given.
#[derive(Properties, PartialEq)]
pub struct ReceiveDialogProps {
    /// The transfer.
    pub transfer: TransferShown,
    /// The code of the shop that receives.
    pub shop: String,
    /// It is received.
    pub on_done: Callback<Done>,
    /// It is under way still.
    pub on_close: Callback<()>,
}

/// Mostly all of it came.
fn begun(transfer: &TransferShown, language: Language) -> Vec<Typed> {
    let of = |line: &domain::stock::TransferLineShown| Typed {
        ingredient: line.ingredient,
        name: line.name.clone(),
        unit: line.unit,
        quantity: show_quantity(line.sent, line.unit, language),
    };
    transfer.lines.iter().map(of).collect()
}

/// Whether what is typed is something else than what was sent.
fn differs(transfer: &TransferShown, lines: &[Typed], language: Language) -> bool {
    quantities(lines, language).is_ok_and(|came| {
        transfer.lines.iter().any(|line| came.get(&line.ingredient) != Some(&line.sent))
    })
}

/// The dialog; what was typed stays until it is received.
#[component]
pub fn ReceiveDialog(props: &ReceiveDialogProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let transfer = &props.transfer;
    let command = use_memo((), |()| new_command());
    let lines = use_state(|| begun(transfer, language));
    let reason = use_state(String::new);
    let failure = use_state(|| None::<Failure>);
    let busy = use_state(|| false);
    let on_reason = {
        let (reason, failure) = (reason.setter(), failure.setter());
        Callback::from(move |typed| {
            reason.set(typed);
            failure.set(None);
        })
    };
    let receive = {
        let (lines, reason, busy, failure) =
            (lines.clone(), reason.clone(), busy.clone(), failure.setter());
        let (transfer, shop, command) = (transfer.clone(), props.shop.clone(), *command);
        let (done, screen) = (props.on_done.clone(), screen.clone());
        Callback::from(move |_: MouseEvent| {
            if *busy {
                return;
            }
            let came = match quantities(&lines, language) {
                Ok(came) => came,
                Err(refused) => return failure.set(Some(refused)),
            };
            busy.set(true);
            let asked = ReceiveTransfer {
                command,
                transfer: transfer.id,
                shop: Some(shop.clone()),
                came,
                reason: Some((*reason).clone()).filter(|it| !it.trim().is_empty()),
            };
            let (busy, failure) = (busy.setter(), failure.clone());
            let (done, screen, from) = (done.clone(), screen.clone(), transfer.from.name.clone());
            spawn_local(async move {
                match call(asked, language).await {
                    Ok(_) => done.emit(Done::Received(from)),
                    Err(refused) => {
                        screen.heed(&refused);
                        busy.set(false);
                        failure.set(Some(refused));
                    }
                }
            });
        })
    };
    let each = lines.iter().enumerate().map(|(nth, line)| {
        let on_type = {
            let (lines, failure) = (lines.clone(), failure.setter());
            Callback::from(move |quantity: String| {
                let mut next = lines.to_vec();
                next[nth].quantity = quantity;
                lines.set(next);
                failure.set(None);
            })
        };
        let sent = show_quantity(transfer.lines[nth].sent, line.unit, language);
        let label = say_with(
            language,
            "transfer-line",
            &[("name", line.name.as_str().into()), ("sent", sent.into())],
        );
        html! {
            <Field key={line.ingredient.0} name={field(line.ingredient)} {label} value={line.quantity.clone()}
                failure={(*failure).clone()} {on_type} />
        }
    });
    let is_other = differs(transfer, &lines, language);
    let word = if *busy {
        say(language, "transfer-receiving")
    } else {
        say(language, "transfer-receive-go")
    };
    let actions = html! {
        <button class="button primary" data-testid="transfer-receive-go" aria-busy={busy.to_string()} disabled={*busy} onclick={receive}>{ word }</button>
    };
    let asks_why =
        is_other || failure.as_ref().is_some_and(|it| it.field.as_deref() == Some("reason"));
    let is_shown = |field: &str| field == "reason" || field.starts_with("line-");
    let elsewhere = failure.as_ref().filter(|it| !it.field.as_deref().is_some_and(is_shown));
    let title = say_with(
        language,
        "transfer-receive-title",
        &[("from", transfer.from.name.as_str().into())],
    );
    html! {
        <Dialog {title} testid="transfer-dialog" {actions} close_word={say(language, "transfer-cancel")} on_close={props.on_close.clone()}>
            <div class="transfer-came">{ for each }</div>
            if asks_why {
                <Field name="reason" label={say(language, "transfer-why")} value={(*reason).clone()} width={classes!("wide")}
                    example={say(language, "transfer-why-example")} failure={(*failure).clone()} on_type={on_reason} />
            }
            if let Some(failure) = elsewhere {
                <Notice text={failure.message.clone()} testid="transfer-refused" />
            }
        </Dialog>
    }
}
