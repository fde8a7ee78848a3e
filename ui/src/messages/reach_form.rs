//! How one person is reached: typed in a dialog; what was typed stays until it is kept.

use super::templates::{choices, languages};
use crate::backend::call;
use crate::catalogue::{say, say_with};
use crate::frame::{Dialog, Field, Notice, use_screen};
use domain::messages::{Channel, PersonReached, Reach, SetReach, TypedReach};
use domain::staff::Role;
use domain::{Failure, Language, Spoken};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What [`ReachDialog`] is given.
#[derive(Properties, PartialEq)]
pub struct ReachDialogProps {
    /// The person, as it stands.
    pub person: PersonReached,
    /// It is kept; the person's name.
    pub on_done: Callback<String>,
    /// It stays as it was.
    pub on_close: Callback<()>,
}

/// What the form begins with; of whom nobody said anything yet, all the shops are ticked that the person
/// runs alone.
fn begun(person: &PersonReached) -> TypedReach {
    let number = |reach: &Reach| reach.shown(Channel::Sms);
    let reach = person.reach.as_ref();
    let is_new = reach.is_none() && person.role == Role::ShopManager;
    TypedReach {
        preferred: reach.map_or(Channel::Sms, |it| it.preferred),
        phone: reach.and_then(number).unwrap_or_default(),
        email: reach.and_then(|it| it.email.clone()).unwrap_or_default(),
        language: person.language,
        shops: if is_new { person.works.clone() } else { person.told.clone() },
    }
}

/// Nothing for a driver, who is told of his runs alone.
fn shops(person: &PersonReached, typed: &UseStateHandle<TypedReach>, language: Language) -> Html {
    if person.role == Role::Driver {
        return Html::default();
    }
    let each = person.works.iter().map(|code| {
        let on = typed.shops.contains(code);
        let (typed, code) = (typed.clone(), code.clone());
        let name = code.clone();
        let toggle = move |_: MouseEvent| {
            let mut next = (*typed).clone();
            match on {
                true => next.shops.retain(|it| *it != code),
                false => next.shops.push(code.clone()),
            }
            typed.set(next);
        };
        html! {
            <button type="button" class={classes!("pick", on.then_some("on"))} aria-pressed={on.to_string()}
                data-testid={format!("reach-shop-{name}")} onclick={toggle}>{ if on { "✓\u{a0}" } else { "" } }{ &name }</button>
        }
    });
    html! {
        <div class="field wide" role="group" aria-label={say(language, "reach-shops")}>
            <span>{ say(language, "reach-shops") }</span>
            <div class="picks">{ for each }</div>
            <small class="code-hint">{ say(language, "reach-shops-hint") }</small>
        </div>
    }
}

/// The dialog.
#[component]
pub fn ReachDialog(props: &ReachDialogProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let typed = use_state(|| begun(&props.person));
    let failure = use_state(|| None::<Failure>);
    let busy = use_state(|| false);
    let change = |of: fn(&mut TypedReach) -> &mut String| {
        let (typed, failure) = (typed.clone(), failure.setter());
        Callback::from(move |text: String| {
            let mut next = (*typed).clone();
            *of(&mut next) = text;
            typed.set(next);
            failure.set(None);
        })
    };
    let on_prefer = {
        let (typed, failure) = (typed.clone(), failure.setter());
        Callback::from(move |preferred| {
            typed.set(TypedReach { preferred, ..(*typed).clone() });
            failure.set(None);
        })
    };
    let on_language = {
        let typed = typed.clone();
        Callback::from(move |language| typed.set(TypedReach { language, ..(*typed).clone() }))
    };
    let keep = {
        let (typed, busy, failure) = (typed.clone(), busy.clone(), failure.setter());
        let (person, done, screen) = (props.person.clone(), props.on_done.clone(), screen.clone());
        Callback::from(move |_: MouseEvent| {
            if *busy {
                return;
            }
            if let Err(refused) = typed.check() {
                return failure.set(Some(Failure::of(&refused, language)));
            }
            busy.set(true);
            let asked = SetReach { staff: person.id, typed: (*typed).clone() };
            let (busy, failure, screen) = (busy.setter(), failure.clone(), screen.clone());
            let (done, name) = (done.clone(), person.name.clone());
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
    let channels = [
        (Channel::Sms, "prefers-sms", Channel::Sms.say(language)),
        (Channel::Email, "prefers-email", Channel::Email.say(language)),
    ];
    let word = if *busy { say(language, "reach-keeping") } else { say(language, "reach-keep") };
    let actions = html! {
        <button class="button primary" data-testid="reach-keep" aria-busy={busy.to_string()} disabled={*busy} onclick={keep}>{ word }</button>
    };
    let is_shown = |it: &Failure| matches!(it.field.as_deref(), Some("phone" | "email"));
    let elsewhere = failure.as_ref().filter(|it| !is_shown(it));
    let title = say_with(language, "reach-title", &[("name", props.person.name.as_str().into())]);
    html! {
        <Dialog {title} testid="reach-dialog" {actions} close_word={say(language, "reach-cancel")} on_close={props.on_close.clone()}>
            <div class="reach-form">
                <Field name="phone" kind="tel" label={say(language, "reach-phone")} value={typed.phone.clone()}
                    example={"06\u{a0}12\u{a0}34\u{a0}56\u{a0}78"} failure={(*failure).clone()} on_type={change(|it| &mut it.phone)} />
                <Field name="email" kind="email" label={say(language, "reach-email")} value={typed.email.clone()}
                    example="nom@exemple.fr" failure={(*failure).clone()} on_type={change(|it| &mut it.email)} />
                <div class="field">
                    <span>{ say(language, "reach-prefers") }</span>
                    { choices(say(language, "reach-prefers"), &channels, typed.preferred, false, &on_prefer) }
                </div>
                <div class="field">
                    <span>{ say(language, "reach-language") }</span>
                    { choices(say(language, "reach-language"), &languages(), typed.language, false, &on_language) }
                </div>
                { shops(&props.person, &typed, language) }
            </div>
            <p class="page-note">{ say(language, "reach-note") }</p>
            if let Some(failure) = elsewhere {
                <Notice text={failure.message.clone()} testid="reach-refused" />
            }
        </Dialog>
    }
}
