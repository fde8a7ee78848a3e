//! Forgetting a person: named, with what will happen, and confirmed.

use super::file::named;
use crate::backend::{call, new_command};
use crate::catalogue::{say, say_with};
use crate::frame::{Dialog, Notice, use_screen};
use domain::Failure;
use domain::customers::{Customer, EraseCustomer};
use domain::text::phone_shown;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What [`EraseDialog`] is given.
#[derive(Properties, PartialEq)]
pub struct EraseDialogProps {
    /// Whose file.
    pub customer: Customer,
    /// The person is forgotten.
    pub on_done: Callback<()>,
    /// The file stays.
    pub on_keep: Callback<()>,
}

/// Asks whether it is meant.
#[component]
pub fn EraseDialog(props: &EraseDialogProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let busy = use_state(|| false);
    let failure = use_state(|| None::<Failure>);
    // One tap, however often it is sent.
    let command = use_memo((), |()| new_command());
    let erase = {
        let (busy, failure) = (busy.clone(), failure.setter());
        let (customer, version) = (props.customer.id, props.customer.version);
        let (done, screen, command) = (props.on_done.clone(), screen.clone(), *command);
        Callback::from(move |_: MouseEvent| {
            busy.set(true);
            let (busy, failure) = (busy.setter(), failure.clone());
            let (done, screen) = (done.clone(), screen.clone());
            spawn_local(async move {
                match call(EraseCustomer { command, customer, version }, language).await {
                    Ok(_) => done.emit(()),
                    Err(refused) => {
                        screen.heed(&refused);
                        busy.set(false);
                        failure.set(Some(refused));
                    }
                }
            });
        })
    };
    let actions = html! {
        <button class="button grave" data-testid="erase-confirm" aria-busy={busy.to_string()} disabled={*busy}
            onclick={erase}>{ say(language, "erase-confirm") }</button>
    };
    let name = named(&props.customer);
    let phone = props.customer.phone.as_deref().map(phone_shown);
    html! {
        // The focus is on what is read: Enter is not to forget a person that was only looked at.
        <Dialog title={say_with(language, "erase-title", &[("name", name.as_str().into())])} testid="erase-dialog" {actions}
            close_word={say(language, "erase-keep")} on_close={props.on_keep.clone()}>
            <p class="revoke-what" data-first-focus="true" tabindex="-1"><b>{ &name }</b><span>{ phone }</span></p>
            <ul class="revoke-happens">
                <li>{ say(language, "erase-gone") }</li>
                <li>{ say(language, "erase-stays") }</li>
                <li>{ say(language, "erase-for-good") }</li>
            </ul>
            if let Some(failure) = &*failure {
                <Notice text={failure.message.clone()} testid="erase-error" />
            }
        </Dialog>
    }
}
