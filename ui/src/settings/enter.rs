//! Setting a secret: typed without being seen, unless one wants to look.

use super::rows::by_whom;
use crate::backend::call;
use crate::catalogue::{say, say_with};
use crate::frame::{Dialog, Notice, on_enter, use_screen, wrong};
use domain::settings::{SecretName, SecretStands, SecretValue, SetSecret};
use domain::{Failure, Language, Spoken};
use wasm_bindgen_futures::spawn_local;
use web_sys::HtmlInputElement;
use yew::prelude::*;

/// What [`EnterDialog`] is given.
#[derive(Properties, PartialEq)]
pub struct EnterDialogProps {
    /// The secret, as it stands.
    pub secret: SecretStands,
    /// It is set.
    pub on_done: Callback<SecretName>,
    /// It stays as it was.
    pub on_keep: Callback<()>,
}

/// Looks at what was typed, or hides it again.
fn eye(shown: &UseStateHandle<bool>, language: Language) -> Html {
    let toggle = {
        let shown = shown.clone();
        move |_: MouseEvent| shown.set(!*shown)
    };
    let words = if **shown { say(language, "secret-hide") } else { say(language, "secret-show") };
    html! {
        <button type="button" class="button square" data-testid="secret-eye" title={words.clone()}
            aria-label={words} aria-pressed={shown.to_string()} onclick={toggle}>
            <svg class="eye" viewBox="0 0 24 24" aria-hidden="true" focusable="false">
                <path d="M2 12c2.5-4.5 6-7 10-7s7.5 2.5 10 7c-2.5 4.5-6 7-10 7s-7.5-2.5-10-7z" />
                <circle cx="12" cy="12" r="3.2" />
                if **shown {
                    <path d="M4 20L20 4" />
                }
            </svg>
        </button>
    }
}

/// Asks for the value; what was typed stays until it is kept.
#[component]
pub fn EnterDialog(props: &EnterDialogProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let name = props.secret.name;
    let typed = use_state(String::new);
    let shown = use_state(|| false);
    let busy = use_state(|| false);
    let failure = use_state(|| None::<Failure>);
    let on_type = {
        let (typed, failure) = (typed.setter(), failure.setter());
        Callback::from(move |event: InputEvent| {
            typed.set(event.target_unchecked_into::<HtmlInputElement>().value());
            failure.set(None);
        })
    };
    let keep = {
        let (typed, busy, failure) = (typed.clone(), busy.clone(), failure.setter());
        let (done, screen) = (props.on_done.clone(), screen.clone());
        Callback::from(move |()| {
            if *busy {
                return;
            }
            if let Err(refused) = name.check(&typed) {
                return failure.set(Some(Failure::of(&refused, language)));
            }
            busy.set(true);
            let asked = SetSecret { name, value: SecretValue((*typed).clone()) };
            let (busy, failure) = (busy.setter(), failure.clone());
            let (done, screen) = (done.clone(), screen.clone());
            spawn_local(async move {
                match call(asked, language).await {
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
    let at_enter = {
        let keep = keep.clone();
        on_enter(move || keep.emit(()))
    };
    let word = if *busy { say(language, "secret-keeping") } else { say(language, "secret-keep") };
    let actions = html! {
        <button class="button primary" data-testid="secret-keep" aria-busy={busy.to_string()} disabled={*busy}
            onclick={keep.reform(|_: MouseEvent| ())}>{ word }</button>
    };
    let at_field = failure.as_ref().filter(|it| it.field.as_deref() == Some(name.word()));
    let elsewhere = failure.as_ref().filter(|_| at_field.is_none());
    let length = [("count", (typed.chars().count() as u32).into())];
    html! {
        <Dialog title={name.say(language)} testid="secret-dialog" {actions}
            close_word={say(language, "secret-cancel")} on_close={props.on_keep.clone()}>
            if let Some(set) = &props.secret.set {
                <p class="page-note" data-testid="secret-before">
                    { say_with(language, "secret-before", &[("by", by_whom(set, language).into())]) }
                </p>
            }
            <label class="field">
                <span>{ say(language, "secret-value") }</span>
                <span class="secret-typed">
                    <input type={if *shown { "text" } else { "password" }} autocomplete="off" spellcheck="false"
                        data-testid="secret-value" data-first-focus="true" aria-invalid={at_field.is_some().to_string()}
                        value={(*typed).clone()} oninput={on_type} onkeydown={at_enter} />
                    { eye(&shown, language) }
                </span>
                { wrong(failure.as_ref(), name.word()) }
                <small class="code-hint" data-testid="secret-length">{ say_with(language, "secret-length", &length) }</small>
            </label>
            <p class="page-note">{ say(language, "secret-once") }</p>
            if let Some(failure) = elsewhere {
                <Notice text={failure.message.clone()} testid="secret-error" />
            }
        </Dialog>
    }
}
