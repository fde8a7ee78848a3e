//! An order could not be handed over: why, in a tap, and in a few words where that says too little.

use super::desk::{Act, FAIL, Failing};
use super::desk_provider::use_desk;
use crate::backend::new_command;
use crate::catalogue::{say, say_with};
use crate::frame::{Dialog, Field, Notice, Tone, use_screen};
use domain::Spoken;
use domain::runs::{FailReason, FailStop};
use yew::prelude::*;

/// What [`FailDialog`] is given.
#[derive(Properties, PartialEq)]
pub struct FailDialogProps {
    /// What is typed.
    pub failing: Failing,
}

/// Asks why.
#[component]
pub fn FailDialog(props: &FailDialogProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let handle = use_desk();
    let (taps, failing) = (&handle.desk.taps, &props.failing);
    let held = taps.is_held(FAIL);
    let failure = taps.failure(FAIL);
    let reasons = FailReason::ALL.map(|reason| {
        let on = failing.reason == Some(reason);
        let chosen = Failing { reason: Some(reason), ..failing.clone() };
        html! {
            <button class={classes!("pick", on.then_some("on"))} aria-pressed={on.to_string()} disabled={held}
                data-testid={format!("reason-{}", reason.word())} onclick={handle.does(Act::Fail(Some(chosen)))}>
                { if on { "✓\u{a0}" } else { "" } }{ reason.say(language) }
            </button>
        }
    });
    let on_type = {
        let (handle, failing) = (handle.clone(), failing.clone());
        Callback::from(move |note| handle.act(Act::Fail(Some(Failing { note, ..failing.clone() }))))
    };
    let confirm = {
        let (handle, screen, failing) = (handle.clone(), screen.clone(), failing.clone());
        move |_: MouseEvent| {
            let Failing { run, order, reason, note, .. } = failing.clone();
            let note = Some(note).filter(|it| !it.trim().is_empty());
            let fresh =
                reason.map(|reason| FailStop { command: new_command(), run, order, reason, note });
            handle.send(&screen, FAIL, fresh, |_| None);
        }
    };
    let word = taps.word(FAIL, say(language, "fail-confirm"), language);
    let actions = html! {
        <button class="button primary" data-testid="fail-confirm" disabled={failing.reason.is_none() || taps.is_busy(FAIL)}
            aria-busy={taps.is_busy(FAIL).to_string()} onclick={confirm}>{ word }</button>
    };
    let close = {
        let handle = handle.clone();
        Callback::from(move |()| handle.act(Act::Fail(None)))
    };
    let elsewhere = failure.filter(|it| it.field.as_deref() != Some("note"));
    html! {
        <Dialog title={say_with(language, "fail-title", &[("number", failing.number.as_str().into())])} testid="fail-dialog"
            {actions} on_close={close}>
            <div class="picks fail-reasons" role="group" aria-label={say(language, "fail-why")}>{ for reasons }</div>
            <Field name="note" label={say(language, "fail-note")} value={failing.note.clone()} width="wide" disabled={held}
                failure={failure.cloned()} {on_type} />
            <p class="page-note">{ say(language, "fail-about") }</p>
            if let Some(failure) = elsewhere {
                <Notice text={failure.message.clone()} tone={if held { Tone::Warning } else { Tone::Failure }} testid="fail-error">
                    if held { <p>{ say(language, "send-unknown") }</p> }
                </Notice>
            }
        </Dialog>
    }
}
