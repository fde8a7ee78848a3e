//! Declaring a register lost: named, with what will happen, a reason, and confirmed.

use crate::backend::call;
use crate::catalogue::{say, say_with};
use crate::frame::{Dialog, Field, Notice, use_screen};
use domain::Failure;
use domain::ledger::{DeclareRegisterLost, RegisterCode};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What [`LostDialog`] is given.
#[derive(Properties, PartialEq)]
pub struct LostDialogProps {
    /// The register.
    pub register: RegisterCode,
    /// It is lost.
    pub on_done: Callback<()>,
    /// It stays.
    pub on_keep: Callback<()>,
}

/// Asks whether it is meant, and why; what was typed stays until it is declared.
#[component]
pub fn LostDialog(props: &LostDialogProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let register = &props.register;
    let reason = use_state(String::new);
    let busy = use_state(|| false);
    let failure = use_state(|| None::<Failure>);
    let on_type = {
        let (reason, failure) = (reason.setter(), failure.setter());
        Callback::from(move |typed| {
            reason.set(typed);
            failure.set(None);
        })
    };
    let declare = {
        let (busy, failure, reason) = (busy.clone(), failure.setter(), reason.clone());
        let (register, done) = (register.clone(), props.on_done.clone());
        Callback::from(move |_: MouseEvent| {
            busy.set(true);
            let asked =
                DeclareRegisterLost { register: register.clone(), reason: (*reason).clone() };
            let (busy, failure) = (busy.setter(), failure.clone());
            let (done, screen) = (done.clone(), screen.clone());
            spawn_local(async move {
                match call(asked, screen.language).await {
                    Ok(()) => done.emit(()),
                    Err(refused) => {
                        screen.heed(&refused);
                        busy.set(false);
                        failure.set(Some(refused));
                    }
                }
            });
        })
    };
    let code = [("code", register.0.as_str().into())];
    let word = if *busy { say(language, "lost-declaring") } else { say(language, "lost-confirm") };
    let actions = html! {
        <button class="button grave" data-testid="lost-confirm" aria-busy={busy.to_string()}
            disabled={*busy} onclick={declare}>{ word }</button>
    };
    let elsewhere = failure.as_ref().filter(|it| it.field.as_deref() != Some("reason"));
    html! {
        <Dialog title={say_with(language, "lost-title", &code)} testid="lost-dialog" {actions}
            close_word={say(language, "lost-keep")} on_close={props.on_keep.clone()}>
            // The focus is on what is read: Enter is not to give up a register that was only looked at.
            <ul class="revoke-happens" data-first-focus="true" tabindex="-1">
                <li>{ say(language, "lost-money") }</li>
                <li>{ say(language, "lost-days") }</li>
                <li>{ say(language, "lost-back") }</li>
                <li>{ say(language, "lost-logged") }</li>
            </ul>
            <Field name="reason" label={say(language, "lost-reason")} value={(*reason).clone()} width={classes!("wide")}
                example={say(language, "lost-reason-example")} failure={(*failure).clone()} {on_type} />
            if let Some(failure) = elsewhere {
                <Notice text={failure.message.clone()} testid="lost-error" />
            }
        </Dialog>
    }
}
