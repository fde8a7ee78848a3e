//! What stands between the dialog's title and its buttons, and the button that confirms.

use super::hand::Terms;
use super::laid::{Act, Laid, Step};
use super::pane::{Pane, asked};
use crate::catalogue::{say, say_with};
use crate::doubts::Standing;
use crate::frame::{Notice, Tone};
use domain::orders::{SettleOrder, Settled};
use domain::payments::TenderKind;
use domain::{Language, Spoken};
use yew::prelude::*;

/// The word on the button that confirms.
pub(super) fn word(
    step: &Step,
    laid: &Laid,
    terms: &Terms,
    asks: bool,
    language: Language,
) -> String {
    let pending = laid.hand().pending(terms, laid.in_full).map(|it| it.kind());
    if let Some(amount) = asked(laid, terms, asks, step) {
        let amount = amount.show(language);
        return say_with(language, "card-ask", &[("amount", amount.as_str().into())]);
    }
    match (step, pending) {
        (_, Some(TenderKind::Card)) if !asks => say(language, "settle-card"),
        (Step::Next(..), _) => say(language, "payer-next"),
        _ if !laid.in_full => say(language, "settle-part"),
        _ if laid.is_untouched() && laid.hand().kind == TenderKind::Cash => {
            say(language, "settle-cash")
        }
        _ => say(language, "pay"),
    }
}

/// What is said of all of it: a failure that belongs to none of the things shown, or a doubt.
fn said(standing: &Standing<SettleOrder, Settled>, pane: &Pane) -> Html {
    let unknown = standing.in_doubt();
    let failure = standing.failure.as_ref().filter(|_| pane.said.is_none());
    let text = failure
        .map(|it| it.message.clone())
        .or_else(|| unknown.then(|| say(pane.language, "settle-unknown")))
        .or_else(|| Some(pane.laid.fails_to_add_up(pane.terms)?.say(pane.language)));
    let Some(text) = text else { return Html::default() };
    html! {
        <Notice {text} testid="settle-error" tone={if unknown { Tone::Warning } else { Tone::Failure }}>
            if unknown { <p>{ say(pane.language, "settle-unknown-hint") }</p> }
        </Notice>
    }
}

/// An advance, or several payers.
fn ways(pane: &Pane, on_split: &Callback<()>) -> Html {
    let (laid, language) = (pane.laid, pane.language);
    let part = !laid.in_full;
    let untouched = laid.is_untouched();
    let (testid, text, onclick) = match laid.is_split() {
        true => ("split-off", say(language, "split-off"), pane.does(Act::Split(Vec::new()))),
        false => ("split", say(language, "split"), on_split.reform(|_: MouseEvent| ())),
    };
    html! {
        <>
            <button class={classes!("pick", part.then_some("on"))} aria-pressed={part.to_string()} data-testid="in-part"
                onclick={pane.does(Act::InFull(part))}>{ say(language, "in-part") }</button>
            <button class="pick" data-testid={testid} disabled={!untouched} {onclick}>{ text }</button>
        </>
    }
}

/// The button that confirms.
pub fn confirm(
    standing: &Standing<SettleOrder, Settled>,
    step: &Step,
    pane: &Pane,
    language: Language,
) -> Html {
    let held = standing.sent.is_some();
    if pane.is_by_telephone() && !held {
        return pane.telephone_actions();
    }
    let asked = if held { None } else { pane.asked(step) };
    let can = !standing.busy
        && (held || asked.is_some() || matches!(step, Step::Settle(_) | Step::Next(..)));
    let text = match (standing.busy, held) {
        (true, _) => say(language, "validating"),
        (false, true) => say(language, "retry"),
        _ => word(step, pane.laid, pane.terms, pane.asks, language),
    };
    let testid = match step {
        _ if asked.is_some() => "card-ask",
        Step::Next(..) if !held => "payer-next",
        _ => "settle",
    };
    html! {
        <button class="button primary" data-testid={testid}
            aria-busy={standing.busy.to_string()} disabled={!can} onclick={pane.enter.reform(|_| ())}>{ text }</button>
    }
}

/// Everything between the title and the buttons.
pub fn counting(
    pane: &Pane,
    on_split: &Callback<()>,
    standing: &Standing<SettleOrder, Settled>,
) -> Html {
    let due = pane.laid.hand().owed(pane.terms);
    let amount = html! {
        <div class="amount-due">
            <span>{ say(pane.language, "amount-due") }</span>
            <b data-testid="amount-due" data-cents={due.0.to_string()}>{ due.show(pane.language) }</b>
        </div>
    };
    let ways = html! { <div class="bar">{ pane.tenders() }{ ways(pane, on_split) }</div> };
    let content = match pane.is_by_telephone() {
        true => html! { <>{ ways }{ pane.on_telephone() }</> },
        false => html! { <>{ amount }{ ways }{ pane.beside_telephone() }{ pane.typing() }</> },
    };
    html! {
        <fieldset class="settle" disabled={standing.sent.is_some()}>
            { pane.payers() }
            { content }
            { said(standing, pane) }
        </fieldset>
    }
}
