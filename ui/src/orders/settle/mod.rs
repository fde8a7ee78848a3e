//! Taking the money for an order (UC19, UC20): all that is due or an advance, in one tender or
//! several, of one payer or of several who pay apart.

mod given_list;
mod hand;
mod laid;
mod outcome;
mod pane;
mod payers;
mod split;
#[cfg(test)]
mod tests;

use super::desk::Paying;
use super::standing::{Standing, use_standing};
use crate::backend::{local_now, new_command};
use crate::catalogue::{say, say_with};
use crate::frame::{Dialog, Notice, Screen, Tone, focus, use_screen};
use chrono::TimeDelta;
use domain::orders::{OrderSummary, SettleOrder, Settled};
use domain::payments::{Due, TenderKind};
use domain::shops::ZONE;
use domain::{Cents, Language, Spoken};
use hand::Terms;
use laid::{Act, Laid, Step};
use outcome::outcome;
use pane::Pane;
use patternfly_yew::prelude::ModalVariant;
use split::Split;
use std::rc::Rc;
use yew::prelude::*;

/// What is due now: as the list says it, or as it was when the dialog opened.
fn due_now(paying: &Paying, orders: Option<&[OrderSummary]>) -> Due {
    let listed = orders.into_iter().flatten().find(|order| order.order == paying.order);
    match listed {
        Some(order) => Due { amount: order.due(), total: order.total },
        None => Due::whole(paying.due),
    }
}

/// What is to be paid: what is due now, or was when the command left.
fn terms(props: &SettleDialogProps, sent: Option<&SettleOrder>, screen: &Screen) -> Terms {
    let listed = due_now(&props.paying, props.orders.as_deref().map(Vec::as_slice));
    let now = local_now() + TimeDelta::milliseconds(screen.clock_offset_ms);
    Terms {
        due: sent.map_or(listed, |sent| Due { amount: sent.due, ..listed }),
        rules: screen.terminal.shop.taking.clone(),
        day: now.with_timezone(&ZONE).date_naive(),
    }
}

/// The word on the button that confirms.
fn word(step: &Step, laid: &Laid, terms: &Terms, language: Language) -> String {
    let pending = laid.hand().pending(terms, laid.in_full).map(|it| it.kind());
    match (step, pending) {
        (_, Some(TenderKind::Card)) => say(language, "settle-card"),
        (Step::Next(..), _) => say(language, "payer-next"),
        _ if !laid.in_full => say(language, "settle-part"),
        (_, Some(TenderKind::Cash)) if laid.is_untouched() => say(language, "settle-cash"),
        (_, None) if laid.is_untouched() && laid.hand().kind == TenderKind::Cash => {
            say(language, "settle-cash")
        }
        _ => say(language, "pay"),
    }
}

/// What [`SettleDialog`] is given.
#[derive(Properties, PartialEq)]
pub struct SettleDialogProps {
    /// The order.
    pub paying: Paying,
    /// The orders under way, once read.
    pub orders: Option<Rc<Vec<OrderSummary>>>,
    /// Done, or left for later.
    pub on_close: Callback<()>,
}

/// The dialog around it.
fn dialog(
    title: String,
    on_close: Callback<()>,
    close_word: Option<String>,
    actions: Html,
    body: Html,
) -> Html {
    html! {
        <Dialog {title} testid="pay-dialog" variant={ModalVariant::Medium} {on_close}
            close_word={close_word.map(AttrValue::from)} {actions}>{ body }</Dialog>
    }
}

/// What is said of it: a failure that belongs to none of the things shown, or a doubt.
fn said(standing: &Standing<SettleOrder, Settled>, laid: &Laid, terms: &Terms, placed: bool, language: Language) -> Html {
    let unknown = standing.in_doubt();
    let failure = standing.failure.as_ref().filter(|_| !placed).map(|it| it.message.clone());
    let text = failure
        .or_else(|| unknown.then(|| say(language, "settle-unknown")))
        .or_else(|| laid.fails_to_add_up(terms).map(|refused| refused.say(language)));
    let Some(text) = text else { return Html::default() };
    html! {
        <Notice {text} testid="settle-error" tone={if unknown { Tone::Warning } else { Tone::Failure }}>
            if unknown { <p>{ say(language, "settle-unknown-hint") }</p> }
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

/// Takes the money.
#[component]
pub fn SettleDialog(props: &SettleDialogProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let (standing, send) = use_standing::<SettleOrder>(props.paying.order);
    let sent = standing.sent.as_ref();
    let held = sent.is_some();
    let laid = use_reducer(|| sent.map(Laid::of).unwrap_or_default());
    let splitting = use_state(|| false);
    let field = use_node_ref();
    let terms = terms(props, sent, &screen);
    // Who gave what, for the change of each: of what is typed nothing is due any more by then.
    let payers = use_mut_ref(Vec::new);
    if let Some(sent) = sent {
        payers.borrow_mut().clone_from(&sent.payers);
    }
    let failure = standing.failure.as_ref();
    let place = failure.and_then(|it| laid.place(it.field.as_deref()?, &terms));
    {
        let field = field.clone();
        use_effect_with(((*laid).clone(), *splitting, held), move |_| focus(&field));
        let laid = laid.dispatcher();
        use_effect_with(failure.cloned(), move |_| {
            place.into_iter().for_each(|(at, _)| laid.dispatch(Act::Turn(at)));
        });
    }
    let close = props.on_close.clone();
    if let Some(settled) = &standing.done {
        let body = outcome(settled, &payers.borrow(), language);
        return dialog(settled.number.clone(), close, None, Html::default(), body);
    }
    let number = [("number", props.paying.number.as_str().into())];
    let title = say_with(language, "settle-title", &number);
    if terms.due.amount <= Cents::ZERO && !held {
        let body = html! { <p class="settled" data-testid="already-paid">{ say(language, "settle-paid-already") }</p> };
        return dialog(title, close, None, Html::default(), body);
    }
    let act = {
        let (laid, standing) = (laid.dispatcher(), standing.clone());
        Callback::from(move |act| {
            laid.dispatch(act);
            if standing.failure.is_some() {
                standing.set(Standing::default());
            }
        })
    };
    let set_splitting = splitting.setter();
    if *splitting && !held {
        let on_split = {
            let (act, set) = (act.clone(), set_splitting.clone());
            Callback::from(move |parts| {
                act.emit(Act::Split(parts));
                set.set(false);
            })
        };
        let back = Callback::from(move |()| set_splitting.set(false));
        let body = html! { <Split due={terms.due.amount} {language} {on_split} /> };
        return dialog(title, back, Some(say(language, "split-back")), Html::default(), body);
    }
    let step = laid.step(&terms);
    let enter = {
        let (order, due, in_full) = (props.paying.order, terms.due.amount, laid.in_full);
        let (step, act) = (step.clone(), act.clone());
        Callback::from(move |()| match step.clone() {
            _ if held => send.emit(None),
            Step::Settle(payers) => {
                let command = new_command();
                send.emit(Some(SettleOrder { command, order, due, payers, in_full }));
            }
            Step::Next(given, next) => act.emit(Act::Next(given, next)),
            Step::Add(given) => act.emit(Act::Add(given)),
            Step::Wait => {}
        })
    };
    let can = !standing.busy && (held || matches!(step, Step::Settle(_) | Step::Next(..)));
    let text = match (standing.busy, held) {
        (true, _) => say(language, "validating"),
        (false, true) => say(language, "retry"),
        _ => word(&step, &laid, &terms, language),
    };
    let testid = if matches!(step, Step::Next(..)) && !held { "payer-next" } else { "settle" };
    let actions = html! {
        <button class="button primary" data-testid={testid} aria-busy={standing.busy.to_string()} disabled={!can}
            onclick={enter.reform(|_| ())}>{ text }</button>
    };
    let here = place.filter(|(at, thing)| *at == laid.at && thing.is_some() && !held);
    let at_thing = here.and_then(|(_, thing)| Some((thing?, failure?.message.clone())));
    let placed = at_thing.is_some();
    let pane = Pane {
        laid: &laid, terms: &terms, language, act: &act, enter: &enter, field: &field, said: at_thing,
    };
    let split = Callback::from(move |()| set_splitting.set(true));
    let due = laid.hand().owed(&terms);
    let body = html! {
        <fieldset class="settle" disabled={held}>
            { pane.payers() }
            <div class="amount-due">
                <span>{ say(language, "amount-due") }</span>
                <b data-testid="amount-due" data-cents={due.0.to_string()}>{ due.show(language) }</b>
            </div>
            <div class="bar">{ pane.tenders() }{ ways(&pane, &split) }</div>
            { pane.typing() }
            { said(&standing, &laid, &terms, placed, language) }
        </fieldset>
    };
    dialog(title, close, None, actions, body)
}
