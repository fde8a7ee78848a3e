//! The drawer counted by notes and coins.

use crate::catalogue::say;
use crate::frame::{use_screen, wrong};
use crate::ledger::counting::{CLOSE, difference, pieces, signed, stepped, total};
use crate::ledger::{TillHandle, use_till};
use domain::payments::Denomination;
use domain::{Cents, Language, Spoken};
use yew::prelude::*;

/// One kind of note or coin.
fn kind(of: Denomination, till: &TillHandle, language: Language) -> Html {
    let cents = of.cents();
    let typed = till.till.typed.pieces.get(&cents).cloned().unwrap_or_default();
    let counted = pieces(&typed);
    let name = of.say(language);
    let step = |more: bool, sign: &'static str, word: &'static str| {
        let (put_in, next) = (till.clone(), stepped(&typed, more));
        let label = format!("{name}, {}", say(language, word));
        let held = till.till.is_held(CLOSE);
        let onclick = move |_: MouseEvent| {
            put_in.type_in(|typed| drop(typed.pieces.insert(cents, next.clone())));
        };
        html! {
            <button class="button square" aria-label={label} disabled={held}
                data-testid={format!("count-{cents}-{}", if more { "more" } else { "less" })} {onclick}>{ sign }</button>
        }
    };
    let oninput = {
        let till = till.clone();
        move |event: InputEvent| {
            let next = event.target_unchecked_into::<web_sys::HtmlInputElement>().value();
            till.type_in(|typed| drop(typed.pieces.insert(cents, next)));
        }
    };
    let failure = till.till.failure(CLOSE);
    let field = format!("counted.{cents}");
    let is_wrong =
        counted.is_none() || failure.is_some_and(|it| it.field.as_deref() == Some(&field));
    html! {
        <li>
            <b>{ &name }</b>
            { step(false, "−", "line-less") }
            <input type="text" inputmode="numeric" autocomplete="off" placeholder="0" maxlength="4"
                data-testid={format!("count-{cents}")} aria-label={name.clone()} aria-invalid={is_wrong.to_string()}
                disabled={till.till.is_held(CLOSE)} value={typed.clone()} {oninput} />
            { step(true, "+", "line-more") }
            <span>{ (Cents(cents.into()) * counted.unwrap_or(0)).show(language) }</span>
            { wrong(failure, &field) }
        </li>
    }
}

/// What [`Count`] is given.
#[derive(Properties, PartialEq)]
pub struct CountProps {
    /// What must lie in the drawer.
    pub expected: Cents,
}

/// Counts the drawer.
#[component]
pub fn Count(props: &CountProps) -> Html {
    let language = use_screen().language;
    let till = use_till();
    let of = |notes: bool| {
        let kinds = Denomination::ALL.into_iter().filter(move |it| it.is_note() == notes);
        let rows: Html = kinds.map(|it| kind(it, &till, language)).collect();
        html! { <ul class="till-count" aria-label={say(language, if notes { "till-notes" } else { "till-coins" })}>{ rows }</ul> }
    };
    let counted = total(&till.till.typed.pieces);
    html! {
        <>
            { of(true) }
            { of(false) }
            { found(counted, props.expected, language) }
        </>
    }
}

/// What was counted beside what is expected, and the difference.
pub fn found(counted: Cents, expected: Cents, language: Language) -> Html {
    let off = counted - expected;
    let tone = if off == Cents::ZERO { "ok" } else { "warn" };
    let line = |key, testid: &'static str, cents: Cents, text: String| {
        html! {
            <li><span>{ say(language, key) }</span><b data-testid={testid} data-cents={cents.0.to_string()}>{ text }</b></li>
        }
    };
    html! {
        <div class="till-found" role="status">
            <ul class="till-pairs">
                { line("drawer-counted", "count-total", counted, counted.show(language)) }
                { line("till-expected", "count-expected", expected, expected.show(language)) }
                { line("drawer-difference", "count-difference", off, signed(off, language)) }
            </ul>
            <p class={classes!("chip", tone)} data-testid="count-words">
                { if off == Cents::ZERO { "✓\u{a0}" } else { "⚠\u{a0}" } }{ difference(off, language) }
            </p>
        </div>
    }
}
