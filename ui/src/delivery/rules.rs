//! The form of the group's rules: what was typed stays, each mistake is told at its field.

use super::page::Done;
use crate::backend::call;
use crate::catalogue::say;
use crate::frame::{Field, Notice, Tone, use_screen};
use domain::delivery::{DeliverySettings, SetDeliveryRules, TypedDelivery};
use domain::orders::DeliveryRules;
use domain::{Cents, Failure, FailureCode, Language};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What [`RulesForm`] is given.
#[derive(Properties, PartialEq)]
pub struct RulesFormProps {
    /// The rules, as they stand.
    pub rules: DeliveryRules,
    /// Of that version.
    pub version: i64,
    /// Whether who looks may change them.
    pub may_change: bool,
    /// Something is typed, or a refusal said: what was done before is over.
    pub on_stir: Callback<()>,
    /// They were changed.
    pub on_done: Callback<(DeliverySettings, Done)>,
    /// They are to be read again: what was typed is given up.
    pub on_read_again: Callback<()>,
}

/// A field: its name, and what it holds.
type Part = (&'static str, fn(&mut TypedDelivery) -> &mut String);

const PARTS: [Part; 5] = [
    ("delivery_fee", |it| &mut it.fee),
    ("delivery_free_from", |it| &mut it.free_from),
    ("delivery_minimum", |it| &mut it.minimum),
    ("minutes_max", |it| &mut it.minutes_max),
    ("minutes_usual", |it| &mut it.minutes_usual),
];

fn label(name: &str, language: Language) -> String {
    match name {
        "delivery_fee" => say(language, "deliveries-fee"),
        "delivery_free_from" => say(language, "deliveries-free-from"),
        "delivery_minimum" => say(language, "deliveries-minimum"),
        "minutes_max" => say(language, "deliveries-minutes-max"),
        _ => say(language, "deliveries-minutes-usual"),
    }
}

/// What an empty field means.
fn example(name: &str, language: Language) -> Option<AttrValue> {
    match name {
        "delivery_free_from" => Some(say(language, "deliveries-never-free").into()),
        "delivery_minimum" => Some(say(language, "deliveries-no-minimum").into()),
        _ => None,
    }
}

/// The failure that no field says, and the way on where somebody else was quicker.
pub fn elsewhere(
    failure: Option<&Failure>,
    fields: &[&str],
    again: &Callback<()>,
    (testid, language): (&'static str, Language),
) -> Html {
    let shown = |it: &&Failure| it.field.as_deref().is_none_or(|field| !fields.contains(&field));
    let Some(failure) = failure.filter(shown) else { return Html::default() };
    let moved = failure.code == FailureCode::Conflict;
    let again = again.reform(|_: MouseEvent| ());
    html! {
        <Notice text={failure.message.clone()} testid={testid} tone={if moved { Tone::Warning } else { Tone::Failure }}>
            if moved {
                <button class="button" data-testid={format!("{testid}-again")} onclick={again}>{ say(language, "papers-again") }</button>
            }
        </Notice>
    }
}

/// The form of the rules.
#[component]
pub fn RulesForm(props: &RulesFormProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let typed = use_state(|| props.rules.typed());
    let failure = use_state(|| None::<Failure>);
    let busy = use_state(|| false);
    let fields = PARTS.map(|(name, of)| {
        let mut shown = (*typed).clone();
        let held = of(&mut shown).clone();
        let is_amount = !name.starts_with("minutes");
        let value = if is_amount { Cents::retyped(&held, language) } else { held };
        let (typed, refused, stir) = (typed.clone(), failure.setter(), props.on_stir.clone());
        let on_type = Callback::from(move |text: String| {
            let mut next = (*typed).clone();
            *of(&mut next) = text;
            typed.set(next);
            refused.set(None);
            stir.emit(());
        });
        html! {
            <Field {name} label={label(name, language)} {value} disabled={!props.may_change}
                example={example(name, language)} failure={(*failure).clone()} {on_type} />
        }
    });
    let save = {
        let (typed, failure, busy) = (typed.clone(), failure.setter(), busy.clone());
        let (version, screen) = (props.version, screen.clone());
        let (done, stir) = (props.on_done.clone(), props.on_stir.clone());
        Callback::from(move |_: MouseEvent| {
            if let Err(refused) = typed.checked() {
                failure.set(Some(Failure::of(&refused, language)));
                return stir.emit(());
            }
            busy.set(true);
            let asked = SetDeliveryRules { version, typed: (*typed).clone() };
            let (failure, busy, screen) = (failure.clone(), busy.setter(), screen.clone());
            let (done, stir) = (done.clone(), stir.clone());
            spawn_local(async move {
                let answer = call(asked, language).await;
                busy.set(false);
                match answer {
                    Ok(settings) => done.emit((settings, Done::Rules)),
                    Err(refused) => {
                        screen.heed(&refused);
                        failure.set(Some(refused));
                        stir.emit(());
                    }
                }
            });
        })
    };
    let is_changed = *typed != props.rules.typed();
    let names = PARTS.map(|(name, _)| name);
    html! {
        <fieldset class="papers-part deliveries-rules">
            <legend>{ say(language, "deliveries-rules") }</legend>
            { for fields }
            if props.may_change {
                <div class="field wide">
                    { elsewhere(failure.as_ref(), &names, &props.on_read_again, ("rules-error", language)) }
                    <div class="papers-save">
                        <button class="button primary" data-testid="rules-save" aria-busy={busy.to_string()}
                            disabled={*busy || !is_changed} onclick={save}>{ say(language, "papers-save") }</button>
                        <small class="code-hint">{ say(language, "deliveries-from-now") }</small>
                    </div>
                </div>
            }
        </fieldset>
    }
}
