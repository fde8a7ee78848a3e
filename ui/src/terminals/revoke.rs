//! Putting a terminal out: named, with what will happen, and confirmed.

use super::presence::presence;
use crate::backend::call;
use crate::catalogue::{say, say_with};
use crate::frame::{Dialog, Notice, Tone, use_now, use_screen};
use domain::terminals::{Presence, RevokeTerminal, TerminalEntry};
use domain::{Failure, Spoken};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What [`RevokeDialog`] is given.
#[derive(Properties, PartialEq)]
pub struct RevokeDialogProps {
    /// The terminal.
    pub terminal: TerminalEntry,
    /// It is out.
    pub on_done: Callback<()>,
    /// It stays.
    pub on_keep: Callback<()>,
}

/// Asks whether it is meant.
#[component]
pub fn RevokeDialog(props: &RevokeDialogProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let now = use_now();
    let terminal = &props.terminal;
    let busy = use_state(|| false);
    let failure = use_state(|| None::<Failure>);
    let revoke = {
        let (busy, failure) = (busy.clone(), failure.setter());
        let (code, done, screen) = (terminal.code.clone(), props.on_done.clone(), screen.clone());
        Callback::from(move |_: MouseEvent| {
            busy.set(true);
            let (busy, failure) = (busy.setter(), failure.clone());
            let (code, done, screen) = (code.clone(), done.clone(), screen.clone());
            spawn_local(async move {
                match call(RevokeTerminal { code }, screen.language).await {
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
    let code = [("code", terminal.code.as_str().into())];
    let word = if *busy {
        say(language, "terminal-revoking")
    } else {
        say_with(language, "revoke-confirm", &code)
    };
    let actions = html! {
        <button class="button grave" data-testid="revoke-confirm" aria-busy={busy.to_string()}
            disabled={*busy} onclick={revoke}>{ word }</button>
    };
    let shop =
        terminal.shop.as_ref().map_or_else(|| say(language, "the-group"), |it| it.name.clone());
    let kinds: Vec<String> = terminal.kinds.iter().map(|kind| kind.say(language)).collect();
    html! {
        // The focus is on what is read: Enter is not to put out a terminal that was only looked at.
        <Dialog title={say_with(language, "revoke-title", &code)} testid="revoke-dialog" {actions}
            close_word={say(language, "revoke-keep")} on_close={props.on_keep.clone()}>
            <p class="revoke-what" data-testid="revoke-what" data-first-focus="true" tabindex="-1">
                <b>{ &terminal.name }</b>
                <span>{ shop }{ " · " }{ kinds.join(", ") }</span>
                { presence(terminal, now, language) }
            </p>
            if terminal.presence(now) == Presence::There {
                <Notice text={say(language, "revoke-there")} tone={Tone::Warning} testid="revoke-there" />
            }
            <ul class="revoke-happens">
                <li>{ say(language, "revoke-out") }</li>
                <li>{ say(language, "revoke-told") }</li>
                <li>{ say(language, "revoke-waits") }</li>
                <li>{ say(language, "revoke-back") }</li>
            </ul>
            if let Some(failure) = &*failure {
                <Notice text={failure.message.clone()} testid="revoke-error" />
            }
        </Dialog>
    }
}
