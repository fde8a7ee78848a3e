//! The form of a file: what was typed stays, and each mistake is told at its field.

use super::page::day;
use crate::backend::{call, new_command};
use crate::catalogue::{say, say_with};
use crate::frame::{Field, Notice, Tone, use_screen};
use crate::messages::{choices, languages};
use domain::customers::{Consent, Customer, CustomerDetails, SaveCustomer};
use domain::{CommandId, Failure, FailureCode, Language};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What [`Form`] is given.
#[derive(Properties, PartialEq)]
pub struct FormProps {
    /// The file as it was read.
    pub customer: Customer,
    /// It is to be read again: it was saved, or what was typed is given up.
    pub on_done: Callback<bool>,
}

/// A field of the form: its name in a refusal, what it holds, and how wide it is.
type Part =
    (&'static str, fn(&CustomerDetails) -> &str, fn(&mut CustomerDetails, String), &'static str);

fn some(typed: String) -> Option<String> {
    Some(typed).filter(|typed| !typed.is_empty())
}

const PARTS: [Part; 4] = [
    ("name", |it| &it.name, |it, typed| it.name = typed, "wide"),
    ("phone", |it| &it.phone, |it, typed| it.phone = typed, ""),
    ("email", |it| it.email.as_deref().unwrap_or_default(), |it, typed| it.email = some(typed), ""),
    (
        "note",
        |it| it.note.as_deref().unwrap_or_default(),
        |it, typed| it.note = some(typed),
        "wide",
    ),
];

fn label(name: &str, language: Language) -> String {
    match name {
        "name" => say(language, "customer-name-label"),
        "phone" => say(language, "customer-phone-label"),
        "email" => say(language, "customer-email"),
        _ => say(language, "customer-note"),
    }
}

/// Since when advertising is wanted, or is not any more.
fn consent(consent: &Consent, language: Language) -> String {
    let said = |at, key: &str| say_with(language, key, &[("day", day(at, language).into())]);
    match (consent.given_at, consent.withdrawn_at) {
        (Some(given), None) => said(given, "customer-consent-given"),
        (Some(_), Some(withdrawn)) => said(withdrawn, "customer-consent-withdrawn"),
        (None, _) => say(language, "customer-consent-never"),
    }
}

/// The form.
#[component]
pub fn Form(props: &FormProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let before = props.customer.details();
    let typed = use_state(|| before.clone());
    let failure = use_state(|| None::<Failure>);
    let busy = use_state(|| false);
    // The name of this tap, the same for each retry of what is typed.
    let command = use_mut_ref(|| None::<CommandId>);
    let change = {
        let (typed, failure, command) = (typed.setter(), failure.setter(), command.clone());
        Callback::from(move |next: CustomerDetails| {
            command.replace(None);
            failure.set(None);
            typed.set(next);
        })
    };
    let fields = PARTS.map(|(name, of, set, width)| {
        let (change, at) = (change.clone(), (*typed).clone());
        let on_type = Callback::from(move |text: String| {
            let mut next = at.clone();
            set(&mut next, text);
            change.emit(next);
        });
        html! {
            <Field {name} label={label(name, language)} value={of(&typed).to_owned()} width={classes!(width)}
                failure={(*failure).clone()} {on_type} />
        }
    });
    let doors = typed.addresses.iter().enumerate().map(|(nth, address)| {
        let (change, at) = (change.clone(), (*typed).clone());
        let drop = move |_: MouseEvent| {
            let mut next = at.clone();
            next.addresses.remove(nth);
            change.emit(next);
        };
        let more: Vec<&str> =
            [&address.floor, &address.code, &address.note].into_iter().flatten().map(|it| &**it).collect();
        let word = say(language, "customer-drop-address");
        html! {
            <li data-testid={format!("door-{nth}")}>
                <span>{ address.line() }<br /><small>{ more.join(" · ") }</small></span>
                <button type="button" class="button" data-testid={format!("door-drop-{nth}")} title={word.clone()}
                    aria-label={word} onclick={drop}>{ "✕" }</button>
            </li>
        }
    });
    let wanted = typed.advertising;
    let toggle = {
        let (change, at) = (change.clone(), (*typed).clone());
        move |_: MouseEvent| change.emit(CustomerDetails { advertising: !wanted, ..at.clone() })
    };
    let on_language = {
        let (change, at) = (change.clone(), (*typed).clone());
        Callback::from(move |language| change.emit(CustomerDetails { language, ..at.clone() }))
    };
    let speaks = choices(
        say(language, "customer-language"),
        &languages(),
        typed.language,
        false,
        &on_language,
    );
    let save = {
        let (typed, failure, busy) = (typed.clone(), failure.setter(), busy.clone());
        let (customer, version) = (props.customer.id, Some(props.customer.version));
        let (done, screen) = (props.on_done.clone(), screen.clone());
        Callback::from(move |_: MouseEvent| {
            if let Err(refused) = typed.checked() {
                return failure.set(Some(Failure::of(&refused, language)));
            }
            busy.set(true);
            let command = *command.borrow_mut().get_or_insert_with(new_command);
            let asked = SaveCustomer { command, customer, version, details: (*typed).clone() };
            let (failure, busy) = (failure.clone(), busy.setter());
            let (done, screen) = (done.clone(), screen.clone());
            spawn_local(async move {
                match call(asked, language).await {
                    Ok(_) => done.emit(true),
                    Err(refused) => {
                        busy.set(false);
                        screen.heed(&refused);
                        failure.set(Some(refused));
                    }
                }
            });
        })
    };
    let at_a_field = |it: &&Failure| {
        let field = it.field.as_deref();
        field.is_some_and(|field| PARTS.iter().any(|(name, ..)| *name == field))
    };
    let elsewhere = failure.as_ref().filter(|it| !at_a_field(it));
    let moved = elsewhere.is_some_and(|it| it.code == FailureCode::Conflict);
    html! {
        <div class="papers-form">
            <div class="papers-part">{ for fields }</div>
            <div class="papers-part">
                <div class="field wide">
                    <span>{ say(language, "customer-language") }</span>
                    { speaks }
                </div>
                <div class="field wide">
                    <button type="button" class={classes!("pick", wanted.then_some("on"))} aria-pressed={wanted.to_string()}
                        data-testid="customer-advertising" onclick={toggle}>
                        { if wanted { "✓\u{a0}" } else { "" } }{ say(language, "customer-advertising") }
                    </button>
                    <small class="code-hint" data-testid="customer-consent">{ consent(&props.customer.consent, language) }</small>
                </div>
            </div>
            <fieldset class="papers-part">
                <legend>{ say(language, "customer-addresses") }</legend>
                if typed.addresses.is_empty() {
                    <p class="empty field wide" data-testid="customer-no-address">{ say(language, "customer-no-address") }</p>
                } else {
                    <ul class="customer-doors field wide">{ for doors }</ul>
                }
            </fieldset>
            <div class="papers-foot">
                if let Some(failure) = elsewhere {
                    <Notice text={failure.message.clone()} testid="customer-save-error"
                        tone={if moved { Tone::Warning } else { Tone::Failure }}>
                        if moved {
                            <button class="button" data-testid="customer-again"
                                onclick={props.on_done.reform(|_: MouseEvent| false)}>{ say(language, "customer-again") }</button>
                        }
                    </Notice>
                }
                <div class="papers-save">
                    <button class="button primary" data-testid="customer-save" aria-busy={busy.to_string()}
                        disabled={*busy || *typed == before} onclick={save}>{ say(language, "customer-save") }</button>
                </div>
            </div>
        </div>
    }
}
