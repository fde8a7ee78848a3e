//! Of what customers are told by themselves: a switch an event, one for all of them, and from which delay on.

use super::wording::use_doing;
use crate::catalogue::{say, say_with};
use crate::frame::{Field, Notice, Tone, use_fetched, use_screen};
use crate::office::loading;
use crate::outbox::when;
use domain::messages::{
    CustomerMessages, CustomerMessagesStand, MessageKind, ReadCustomerMessages,
    SaveCustomerMessages,
};
use domain::staff::GROUP_MANAGERS;
use domain::{Failure, FailureCode, Language, Spoken};
use yew::prelude::*;

/// What an event is, and why it is worth a message or not.
fn about(event: MessageKind, language: Language) -> String {
    match event {
        MessageKind::OrderTaken => say(language, "told-about-taken"),
        MessageKind::Delayed => say(language, "told-about-delayed"),
        MessageKind::ReadyForPickUp => say(language, "told-about-ready"),
        MessageKind::Leaving => say(language, "told-about-leaving"),
        _ => say(language, "told-about-cancelled"),
    }
}

/// One switch.
fn switch(
    testid: String,
    on: bool,
    (name, hint): (String, String),
    disabled: bool,
    flip: Callback<MouseEvent>,
    language: Language,
) -> Html {
    let word = if on { say(language, "told-yes") } else { say(language, "told-no") };
    html! {
        <li class="row told-row" key={testid.clone()}>
            <span class="row-words"><b><span>{ name }</span></b><small>{ hint }</small></span>
            <button type="button" role="switch" class={classes!("pick", "told-switch", on.then_some("on"))} {disabled}
                aria-checked={on.to_string()} data-testid={testid} onclick={flip}>
                { if on { "✓\u{a0}" } else { "–\u{a0}" } }{ word }
            </button>
        </li>
    }
}

/// Whose words it is.
fn whose(stands: &CustomerMessagesStand, language: Language) -> String {
    match &stands.set {
        Some((by, at)) => {
            let values = [("who", by.as_str().into()), ("when", when(*at, language).into())];
            say_with(language, "told-by", &values)
        }
        None => say(language, "told-ours"),
    }
}

/// What [`Form`] is given.
#[derive(Properties, PartialEq)]
struct FormProps {
    /// As it stands.
    stands: CustomerMessagesStand,
    /// Whether who looks may change it.
    may_change: bool,
    /// It was changed, or is to be read again.
    on_read_again: Callback<()>,
}

/// The switches.
#[component]
fn Form(props: &FormProps) -> Html {
    let language = use_screen().language;
    let stands = &props.stands;
    let told = use_state(|| stands.told.clone());
    let minutes = use_state(|| stands.told.delay_minutes.to_string());
    let failure = use_state(|| None::<Failure>);
    let busy = use_state(|| false);
    let save = use_doing::<SaveCustomerMessages>(
        busy.clone(),
        failure.clone(),
        props.on_read_again.clone(),
    );
    // What is no number is refused as one that is too small: the sentence says which there are.
    let delay_minutes = minutes.trim().parse().unwrap_or(0);
    let typed = CustomerMessages { delay_minutes, ..(*told).clone() };
    let mistake = typed.check().err().map(|refused| Failure::of(&refused, language));
    let shown = mistake.clone().or_else(|| (*failure).clone());
    let disabled = !props.may_change;
    let set = {
        let (told, failure) = (told.setter(), failure.setter());
        move |next: CustomerMessages| {
            failure.set(None);
            told.set(next);
        }
    };
    let all = {
        let (set, next) = (set.clone(), CustomerMessages { on: !typed.on, ..typed.clone() });
        let names = (say(language, "told-all"), say(language, "told-about-all"));
        let flip = Callback::from(move |_: MouseEvent| set(next.clone()));
        switch("told-on".to_owned(), typed.on, names, disabled, flip, language)
    };
    let events = CustomerMessages::EVENTS.map(|event| {
        let (set, mut next) = (set.clone(), typed.clone());
        let on = next.switch(event).is_some_and(|on| std::mem::replace(on, !*on));
        let flip = Callback::from(move |_: MouseEvent| set(next.clone()));
        let names = (event.say(language), about(event, language));
        let off = disabled || !typed.on;
        switch(format!("told-{}", event.word()), on, names, off, flip, language)
    });
    let on_minutes = {
        let (minutes, failure) = (minutes.setter(), failure.setter());
        Callback::from(move |text| {
            failure.set(None);
            minutes.set(text);
        })
    };
    let elsewhere = shown.as_ref().filter(|it| it.field.is_none());
    let moved = elsewhere.is_some_and(|it| it.code == FailureCode::Conflict);
    let is_changed = typed != stands.told;
    let asked = SaveCustomerMessages { version: stands.version, told: typed.clone() };
    let on_save = save.reform(move |_: MouseEvent| asked.clone());
    html! {
        <div class="papers-form told-form">
            <ul class="rows told-rows">{ all }{ for events }</ul>
            <div class="told-minutes">
                <Field name="delay-minutes" label={say(language, "told-minutes")} value={(*minutes).clone()}
                    {disabled} failure={shown.clone()} on_type={on_minutes} />
            </div>
            if props.may_change {
                <div class="papers-foot">
                    if let Some(failure) = elsewhere {
                        <Notice text={failure.message.clone()} testid="told-error"
                            tone={if moved { Tone::Warning } else { Tone::Failure }}>
                            if moved {
                                <button class="button" data-testid="told-again"
                                    onclick={props.on_read_again.reform(|_: MouseEvent| ())}>{ say(language, "template-again") }</button>
                            }
                        </Notice>
                    }
                    <div class="papers-save">
                        <button class="button primary" data-testid="told-save" aria-busy={busy.to_string()}
                            disabled={*busy || !is_changed || mistake.is_some()} onclick={on_save}>
                            { if *busy { say(language, "template-saving") } else { say(language, "template-save") } }
                        </button>
                        <small class="code-hint" data-testid="told-whose">{ whose(stands, language) }</small>
                    </div>
                </div>
            } else {
                <p class="page-note" data-testid="told-only-seen">{ say(language, "told-only-seen") }</p>
                <small class="code-hint" data-testid="told-whose">{ whose(stands, language) }</small>
            }
        </div>
    }
}

/// The part of the page.
#[component]
pub fn Customers() -> Html {
    let screen = use_screen();
    let language = screen.language;
    let may_change = GROUP_MANAGERS.admits(screen.staff.as_ref().map(|person| person.role));
    // Read when somebody comes, and when somebody asks: what is picked is not pulled away by news.
    let readings = use_state(|| 0_u32);
    let read = use_fetched(ReadCustomerMessages {}, true, *readings, language);
    {
        let screen = screen.clone();
        use_effect_with(read.failure.clone(), move |failure| {
            failure.iter().for_each(|failure| screen.heed(failure));
        });
    }
    let at = read.at.map_or(0, |at| at.timestamp_millis());
    let on_read_again = Callback::from(move |()| readings.set(*readings + 1));
    html! {
        <>
            if let Some(failure) = &read.failure {
                <Notice text={failure.message.clone()} testid="told-read-error" />
            } else if read.data.is_none() {
                { loading(language) }
            }
            if let Some(stands) = &read.data {
                <Form key={at} stands={(**stands).clone()} {may_change} {on_read_again} />
            }
        </>
    }
}
