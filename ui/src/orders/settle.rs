//! Taking the money for an order (UC19, UC20): cash with change, or a card.

use super::amount::{amount, as_typed, touched};
use super::desk::Paying;
use super::standing::{Standing, use_standing};
use crate::backend::new_command;
use crate::catalogue::{say, say_with};
use crate::frame::{Dialog, Notice, Tone, on_enter, use_screen};
use domain::orders::{OrderSummary, SettleOrder, Settled, Tender};
use domain::payments::TenderKind;
use domain::{Cents, Language, Spoken};
use patternfly_yew::prelude::ModalVariant;
use std::rc::Rc;
use yew::prelude::*;

/// The notes that are one tap away, in euros.
const NOTES: [i64; 4] = [10, 20, 50, 100];
/// The keys of the pad.
const PAD: [char; 12] = ['1', '2', '3', '4', '5', '6', '7', '8', '9', ',', '0', '⌫'];

/// What is due now: as the list says it, or as it was when the dialog opened.
fn due_now(paying: &Paying, orders: Option<&[OrderSummary]>) -> Cents {
    let listed = orders.into_iter().flatten().find(|order| order.order == paying.order);
    listed.map_or(paying.due, OrderSummary::due)
}

/// What the customer gives, as far as it is typed.
fn tender(kind: TenderKind, typed: &str) -> Option<Tender> {
    match kind {
        TenderKind::Card => Some(Tender::Card),
        TenderKind::Cash => amount(typed).map(|received| Tender::Cash { received }),
        TenderKind::Cheque | TenderKind::MealVoucher | TenderKind::Paypal => None,
    }
}

/// What was typed for a command that is in doubt.
fn typed_of(sent: &SettleOrder) -> String {
    match sent.tender {
        Tender::Cash { received } => as_typed(received),
        Tender::Card => String::new(),
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

/// What [`Cash`] is given.
#[derive(Properties, PartialEq)]
struct CashProps {
    due: Cents,
    typed: String,
    held: bool,
    language: Language,
    on_typed: Callback<String>,
    on_enter: Callback<()>,
}

/// Notes, field and pad.
#[component]
fn Cash(props: &CashProps) -> Html {
    let language = props.language;
    let exact = as_typed(props.due);
    let quick = |testid: String, text: String, value: String| {
        let chosen = props.on_typed.reform(move |_: MouseEvent| value.clone());
        html! { <button class="pick" data-testid={testid} disabled={props.held} onclick={chosen}>{ text }</button> }
    };
    let notes = NOTES.map(|euros| {
        let note = match language {
            Language::Fr => format!("{euros}\u{a0}€"),
            Language::En => format!("€{euros}"),
        };
        quick(format!("cash-{euros}"), note, euros.to_string())
    });
    let pad = PAD.map(|key| {
        let next = touched(&props.typed, key);
        let label = if key == '⌫' { say(language, "pad-erase") } else { key.to_string() };
        html! {
            <button class="button pad-key" data-testid={format!("cash-key-{key}")} aria-label={label} disabled={props.held}
                onclick={props.on_typed.reform(move |_| next.clone())}>{ key }</button>
        }
    });
    let typed = props.on_typed.reform(|event: InputEvent| {
        event.target_unchecked_into::<web_sys::HtmlInputElement>().value()
    });
    let settle = props.on_enter.clone();
    let entered = on_enter(move || settle.emit(()));
    let tender = tender(TenderKind::Cash, &props.typed);
    let change = tender.map(|tender| tender.change(props.due));
    let back = change.as_ref().and_then(|change| Some(change.as_ref().ok()?.1));
    let wrong = match change {
        _ if props.typed.trim().is_empty() => None,
        None => Some(say(language, "cash-not-an-amount")),
        Some(change) => change.err().map(|refused| refused.say(language)),
    };
    html! {
        <div class="cash">
            <div class="cash-typed">
                <label class="name-field">
                    <span>{ say(language, "cash-received") }</span>
                    <input
                        type="text" inputmode="decimal" autocomplete="off" data-testid="cash-received" data-first-focus="true"
                        aria-invalid={wrong.is_some().to_string()} disabled={props.held}
                        value={props.typed.clone()} oninput={typed} onkeydown={entered}
                    />
                </label>
                <p class="field-error" data-testid="cash-error" aria-live="polite">{ wrong }</p>
                <div class="picks">
                    { quick("cash-exact".to_owned(), say(language, "cash-exact"), exact) }
                    { for notes }
                </div>
                <div class="change-due">
                    <span>{ say(language, "change-due") }</span>
                    <b data-testid="change-due" data-cents={back.map(|back| back.0.to_string())}>
                        { back.map_or_else(|| "—".to_owned(), |back| back.show(language)) }
                    </b>
                </div>
            </div>
            <div class="pad">{ for pad }</div>
        </div>
    }
}

/// What was taken and what is given back.
fn outcome(settled: &Settled, language: Language) -> Html {
    let values = [
        ("number", settled.number.as_str().into()),
        ("amount", settled.amount.show(language).into()),
    ];
    html! {
        <div class="settled" role="status" data-testid="settled" data-change={settled.change.0.to_string()}>
            <span class="placed-title"><i aria-hidden="true">{ "✓" }</i>{ say_with(language, "settled", &values) }</span>
            if settled.change > Cents::ZERO {
                <span>{ say(language, "change-due") }</span>
                <b class="settled-change" data-testid="settled-change">{ settled.change.show(language) }</b>
            } else {
                <span>{ say(language, "no-change") }</span>
            }
            <small>{ settled.state.say(language) }</small>
        </div>
    }
}

/// Takes the money.
#[component]
pub fn SettleDialog(props: &SettleDialogProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let order = props.paying.order;
    let (standing, send) = use_standing::<SettleOrder>(order);
    let sent = standing.sent.as_ref();
    let kind = use_state(|| sent.map_or(TenderKind::Cash, |sent| sent.tender.kind()));
    let typed = use_state(|| sent.map(typed_of).unwrap_or_default());
    let listed = due_now(&props.paying, props.orders.as_deref().map(Vec::as_slice));
    let due = sent.map_or(listed, |sent| sent.due);
    let given = tender(*kind, &typed).filter(|tender| tender.change(due).is_ok());
    let held = sent.is_some();
    let settle = send.reform(move |()| {
        given.map(|tender| SettleOrder { command: new_command(), order, due, tender })
    });
    let choose = |wanted: TenderKind| {
        let (kind, standing) = (kind.clone(), standing.clone());
        Callback::from(move |_: MouseEvent| {
            kind.set(wanted);
            standing.set(Standing::default());
        })
    };
    let on_typed = {
        let (typed, standing) = (typed.clone(), standing.clone());
        Callback::from(move |next: String| {
            typed.set(next);
            standing.set(Standing::default());
        })
    };
    let title =
        say_with(language, "settle-title", &[("number", props.paying.number.as_str().into())]);
    if let Some(settled) = &standing.done {
        return html! {
            <Dialog title={settled.number.clone()} testid="pay-dialog" variant={ModalVariant::Medium} on_close={props.on_close.clone()}>
                { outcome(settled, language) }
            </Dialog>
        };
    }
    if due <= Cents::ZERO && !held {
        return html! {
            <Dialog {title} testid="pay-dialog" variant={ModalVariant::Medium} on_close={props.on_close.clone()}>
                <p class="settled" data-testid="already-paid">{ say(language, "settle-paid-already") }</p>
            </Dialog>
        };
    }
    let word = match (standing.busy, held, *kind) {
        (true, ..) => say(language, "validating"),
        (false, true, _) => say(language, "retry"),
        (_, _, TenderKind::Cash) => say(language, "settle-cash"),
        _ => say(language, "settle-card"),
    };
    let can = !standing.busy && (held || given.is_some());
    let actions = html! {
        <button class="button primary" data-testid="settle" aria-busy={standing.busy.to_string()} disabled={!can}
            onclick={settle.reform(|_| ())}>{ word }</button>
    };
    let tenders = [TenderKind::Cash, TenderKind::Card].map(|each| {
        let on = *kind == each;
        html! {
            <button class={classes!(on.then_some("on"))} aria-pressed={on.to_string()}
                data-testid={format!("tender-{}", each.word())} onclick={choose(each)}>{ each.say(language) }</button>
        }
    });
    let unknown = standing.in_doubt();
    let said = standing.failure.as_ref().map(|failure| failure.message.clone());
    let said = said.or_else(|| unknown.then(|| say(language, "settle-unknown")));
    html! {
        <Dialog {title} testid="pay-dialog" variant={ModalVariant::Medium} on_close={props.on_close.clone()} {actions}>
            <div class="settle">
                <div class="amount-due">
                    <span>{ say(language, "amount-due") }</span>
                    <b data-testid="amount-due" data-cents={due.0.to_string()}>{ due.show(language) }</b>
                </div>
                <fieldset class="segment" disabled={held} aria-label={say(language, "tender-label")}>{ for tenders }</fieldset>
                if *kind == TenderKind::Cash {
                    <Cash {due} typed={(*typed).clone()} {held} {language} {on_typed} on_enter={settle.clone()} />
                } else {
                    <p class="settle-guide" data-testid="card-guide">{
                        say_with(language, "card-guide", &[("due", due.show(language).into())])
                    }</p>
                }
                if let Some(text) = said {
                    <Notice
                        {text} testid="settle-error"
                        tone={if unknown { Tone::Warning } else { Tone::Failure }}
                    >
                        if unknown { <p>{ say(language, "settle-unknown-hint") }</p> }
                    </Notice>
                }
            </div>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::super::filter::tests::order;
    use super::*;
    use domain::CommandId;
    use domain::orders::OrderState;
    use domain::{Failure, FailureCode};

    fn paying() -> Paying {
        let order = order(1, OrderState::Queued);
        Paying { order: order.order, number: order.number, due: Cents(500) }
    }

    #[test]
    fn what_is_due_is_what_the_list_says_once_it_knows_the_order() {
        let mut listed = order(1, OrderState::Queued);
        listed.paid = Cents(100);
        for (orders, due) in [
            (None, 500),
            (Some(vec![]), 500),
            (Some(vec![order(2, OrderState::Ready)]), 500),
            (Some(vec![listed]), 700),
        ] {
            assert_eq!(due_now(&paying(), orders.as_deref()), Cents(due));
        }
    }

    #[test]
    fn what_the_customer_gives() {
        let cash = |cents| Some(Tender::Cash { received: Cents(cents) });
        for (kind, typed, expected) in [
            (TenderKind::Cash, "20,50", cash(2050)),
            (TenderKind::Cash, "", None),
            (TenderKind::Card, "", Some(Tender::Card)),
        ] {
            assert_eq!(tender(kind, typed), expected);
        }
    }

    #[test]
    fn only_an_unknown_outcome_keeps_the_command() {
        let asked = SettleOrder {
            command: CommandId(uuid::Uuid::from_u128(1)),
            order: paying().order,
            due: Cents(500),
            tender: Tender::Card,
        };
        let no = |code| Err::<Settled, _>(Failure { code, message: "no".to_owned(), field: None });
        for (code, kept) in [
            (FailureCode::Unreachable, true),
            (FailureCode::Internal, true),
            (FailureCode::Conflict, false),
            (FailureCode::Refused, false),
        ] {
            let standing = Standing::<_, Settled>::answered(asked.clone(), no(code));
            assert_eq!((standing.sent.is_some(), standing.busy), (kept, false), "{code:?}");
            assert!(standing.failure.is_some());
        }
    }
}
