//! Saying that a payment was seen to on PayPal's own site, and what was done.

use super::deciding::Deciding;
use crate::catalogue::{say, say_with};
use crate::frame::{Dialog, Field, Notice, use_screen};
use domain::online::{EndOnline, OnlineRow};
use yew::prelude::*;

/// What [`EndDialog`] is given.
#[derive(Properties, PartialEq)]
pub struct EndDialogProps {
    /// The payment.
    pub row: OnlineRow,
    /// What is being decided.
    pub deciding: Deciding,
}

/// Asks what was done; what was typed stays until it is kept.
#[component]
pub fn EndDialog(props: &EndDialogProps) -> Html {
    let language = use_screen().language;
    let EndDialogProps { row, deciding } = props;
    let reason = use_state(String::new);
    let on_type = {
        let reason = reason.setter();
        Callback::from(move |typed| reason.set(typed))
    };
    let end = {
        let (reason, intent) = (reason.clone(), row.stands.intent);
        deciding.on_end.reform(move |_: MouseEvent| EndOnline { intent, reason: (*reason).clone() })
    };
    let on_close = deciding.on_ending.reform(|()| None);
    let values = [
        ("number", row.stands.number.as_str().into()),
        ("amount", row.stands.amount.show(language).into()),
    ];
    let busy = deciding.busy.is_some();
    let actions = html! {
        <button class="button grave" data-testid="online-end-confirm" aria-busy={busy.to_string()} disabled={busy}
            onclick={end}>{ say(language, "online-end-confirm") }</button>
    };
    let elsewhere = deciding.failure.as_ref().filter(|it| it.field.as_deref() != Some("reason"));
    html! {
        <Dialog title={say_with(language, "online-end-title", &values)} testid="online-end-dialog" {actions}
            close_word={say(language, "online-end-keep")} {on_close}>
            <ul class="revoke-happens" data-first-focus="true" tabindex="-1">
                if let Some(words) = row.stands.words(language) {
                    <li>{ words }</li>
                }
                <li>{ say_with(language, "online-end-where", &[("invoice", row.invoice.as_str().into())]) }</li>
                <li>{ say(language, "online-end-then") }</li>
            </ul>
            <Field name="reason" testid="online-end-reason" label={say(language, "online-end-reason")}
                value={(*reason).clone()} width={classes!("wide")} example={say(language, "online-end-reason-example")}
                failure={deciding.failure.clone()} {on_type} />
            if let Some(failure) = elsewhere {
                <Notice text={failure.message.clone()} testid="online-end-error" />
            }
        </Dialog>
    }
}
