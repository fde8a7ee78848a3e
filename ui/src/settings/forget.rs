//! Forgetting a secret: named, with what stops working, and confirmed.

use super::rows::by_whom;
use crate::backend::call;
use crate::catalogue::{say, say_with};
use crate::frame::{Dialog, Notice, use_screen};
use domain::settings::{ForgetSecret, SecretName, SecretStands, Service};
use domain::{Failure, Language, Spoken};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What [`ForgetDialog`] is given.
#[derive(Properties, PartialEq)]
pub struct ForgetDialogProps {
    /// The secret, as it stands.
    pub secret: SecretStands,
    /// It is forgotten.
    pub on_done: Callback<SecretName>,
    /// It stays.
    pub on_keep: Callback<()>,
}

/// What a service without it does not do any more.
fn stops(service: Service, language: Language) -> String {
    match service {
        Service::Paypal => say(language, "forget-paypal"),
        Service::Google => say(language, "forget-google"),
        // They have no secret: what is open to all cannot be forgotten.
        Service::Addresses | Service::Tiles => String::new(),
        Service::Digitaleo => say(language, "forget-digitaleo"),
        Service::Mail => say(language, "forget-mail"),
        Service::Sentry => say(language, "forget-sentry"),
    }
}

/// Asks whether it is meant.
#[component]
pub fn ForgetDialog(props: &ForgetDialogProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let name = props.secret.name;
    let busy = use_state(|| false);
    let failure = use_state(|| None::<Failure>);
    let forget = {
        let (busy, failure) = (busy.clone(), failure.setter());
        let (done, screen) = (props.on_done.clone(), screen.clone());
        Callback::from(move |_: MouseEvent| {
            busy.set(true);
            let (busy, failure) = (busy.setter(), failure.clone());
            let (done, screen) = (done.clone(), screen.clone());
            spawn_local(async move {
                match call(ForgetSecret { name }, screen.language).await {
                    Ok(()) => done.emit(name),
                    Err(refused) => {
                        screen.heed(&refused);
                        busy.set(false);
                        failure.set(Some(refused));
                    }
                }
            });
        })
    };
    let named = [("name", name.say(language).into())];
    let word =
        if *busy { say(language, "secret-forgetting") } else { say(language, "forget-confirm") };
    let actions = html! {
        <button class="button grave" data-testid="forget-confirm" aria-busy={busy.to_string()}
            disabled={*busy} onclick={forget}>{ word }</button>
    };
    html! {
        // The focus is on what is read: Enter is not to forget what was only looked at.
        <Dialog title={say_with(language, "forget-title", &named)} testid="forget-dialog" {actions}
            close_word={say(language, "forget-keep")} on_close={props.on_keep.clone()}>
            <p class="revoke-what" data-testid="forget-what" data-first-focus="true" tabindex="-1">
                <b>{ stops(name.service(), language) }</b>
            </p>
            <ul class="revoke-happens">
                if let Some(set) = &props.secret.set {
                    <li>{ say_with(language, "forget-by", &[("by", by_whom(set, language).into())]) }</li>
                }
                <li>{ say(language, "forget-everywhere") }</li>
                <li>{ say(language, "forget-value") }</li>
            </ul>
            if let Some(failure) = &*failure {
                <Notice text={failure.message.clone()} testid="forget-error" />
            }
        </Dialog>
    }
}
