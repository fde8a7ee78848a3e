//! Choosing what goes back: lines and how many of each, or an amount; and why.

use super::asking::Asking;
use crate::catalogue::{say, say_with};
use crate::settle::amount::{as_typed, shown};
use domain::Language;
use domain::ledger::{Account, LineLeft};
use domain::orders::REASON_CHARACTERS_MAX;
use yew::prelude::*;

/// What [`Choice`] is given.
#[derive(Properties, PartialEq)]
pub struct ChoiceProps {
    /// The order's money.
    pub account: Account,
    /// Its lines, where one can go back.
    pub lines: Option<Vec<LineLeft>>,
    /// What is asked.
    pub asking: Asking,
    /// Why, as it is typed.
    pub reason: String,
    /// What is wrong with what is asked.
    pub wrong: Option<String>,
    /// What is wrong with the reason.
    pub wrong_reason: Option<String>,
    /// The language shown.
    pub language: Language,
    /// Something else is asked.
    pub on_asking: Callback<Asking>,
    /// Another reason is typed.
    pub on_reason: Callback<String>,
}

/// What is typed into a field.
fn typed(event: &InputEvent) -> String {
    event.target_unchecked_into::<web_sys::HtmlInputElement>().value()
}

/// By lines or by amount.
fn ways(props: &ChoiceProps) -> Html {
    let ways = [(false, "refund-by-line"), (true, "refund-by-amount")];
    let buttons = ways.map(|(by_amount, testid)| {
        let on = props.asking.by_amount == by_amount;
        let asking = props.asking.by(by_amount);
        let text = match by_amount {
            false => say(props.language, "refund-lines"),
            true => say(props.language, "refund-part"),
        };
        html! {
            <button class={classes!(on.then_some("on"))} aria-pressed={on.to_string()} data-testid={testid}
                onclick={props.on_asking.reform(move |_: MouseEvent| asking.clone())}>{ text }</button>
        }
    });
    html! { <div class="segment" role="group" aria-label={say(props.language, "refund-how")}>{ for buttons }</div> }
}

/// One line, and how many of it go back.
fn line(props: &ChoiceProps, line: &LineLeft) -> Html {
    let language = props.language;
    let (many, number) = (props.asking.many(line), line.number);
    let what = [("what", line.label.as_str().into())];
    let left = [("quantity", line.quantity.into()), ("gross", line.gross.show(language).into())];
    let step = |more: bool| {
        let asking = props.asking.step(line, more);
        props.on_asking.reform(move |_: MouseEvent| asking.clone())
    };
    html! {
        <li data-testid={format!("refund-line-{number}")}>
            <span class="refund-what">
                { &line.label }
                <small>{ say_with(language, "refund-line-left", &left) }</small>
            </span>
            <button class="button square" data-testid={format!("refund-less-{number}")} disabled={many == 0}
                aria-label={say_with(language, "refund-less", &what)} onclick={step(false)}>{ "\u{2212}" }</button>
            <b data-testid={format!("refund-count-{number}")}>{ many }</b>
            <button class="button square" data-testid={format!("refund-more-{number}")} disabled={many >= line.quantity}
                aria-label={say_with(language, "refund-more", &what)} onclick={step(true)}>{ "+" }</button>
        </li>
    }
}

/// How much, as it is typed.
fn part(props: &ChoiceProps) -> Html {
    let language = props.language;
    let asking = props.asking.clone();
    let oninput = props
        .on_asking
        .reform(move |event: InputEvent| Asking { typed: typed(&event), ..asking.clone() });
    let (all, asking) = (props.account.paid, props.asking.clone());
    let whole = props
        .on_asking
        .reform(move |_: MouseEvent| Asking { typed: as_typed(all), ..asking.clone() });
    html! {
        <div class="given-field">
            <label class="name-field">
                <span>{ say(language, "refund-amount") }</span>
                <input type="text" inputmode="decimal" autocomplete="off" data-testid="refund-amount" data-first-focus="true"
                    aria-invalid={props.wrong.is_some().to_string()} value={shown(&props.asking.typed, language)} {oninput} />
            </label>
            <button class="button" data-testid="refund-all" onclick={whole}>
                { say_with(language, "refund-all", &[("amount", all.show(language).into())]) }
            </button>
        </div>
    }
}

/// Why.
fn reason(props: &ChoiceProps) -> Html {
    let language = props.language;
    let reasons = [
        say(language, "refund-missing"),
        say(language, "refund-quality"),
        say(language, "discount-late"),
        say(language, "discount-mistake"),
    ];
    let picks = reasons.map(|text| {
        let fill = text.clone();
        html! { <button class="pick" onclick={props.on_reason.reform(move |_: MouseEvent| fill.clone())}>{ text }</button> }
    });
    html! {
        <>
            <label class="note-field">
                <span>{ say(language, "refund-reason") }</span>
                <input type="text" autocomplete="off" data-testid="refund-reason"
                    maxlength={REASON_CHARACTERS_MAX.to_string()} aria-invalid={props.wrong_reason.is_some().to_string()}
                    value={props.reason.clone()} oninput={props.on_reason.reform(|event: InputEvent| typed(&event))} />
                if let Some(wrong) = &props.wrong_reason {
                    <small class="field-error" data-testid="refund-reason-error">{ wrong }</small>
                }
            </label>
            <div class="picks">{ for picks }</div>
        </>
    }
}

/// Asks what goes back, and why.
#[component]
pub fn Choice(props: &ChoiceProps) -> Html {
    let language = props.language;
    let lines = props.lines.as_ref().filter(|_| !props.asking.by_amount);
    html! {
        <>
            if props.lines.is_some() {
                { ways(props) }
            } else {
                <p class="chip warn" data-testid="refund-changed">{ "⚠\u{a0}" }{ say(language, "refund-changed") }</p>
            }
            if let Some(lines) = lines {
                <ul class="refund-lines">{ for lines.iter().map(|it| line(props, it)) }</ul>
            } else {
                { part(props) }
            }
            <p class="field-error" aria-live="polite" data-testid="refund-wrong">{ props.wrong.clone() }</p>
            { reason(props) }
        </>
    }
}
