//! Giving money back of an order that is paid: by lines or by amount, with a reason, as it came; a
//! manager consents to what is more than a cashier gives back alone.

mod asking;
mod choice;

use crate::backend::new_command;
use crate::catalogue::{say, say_with};
use crate::doubts::{Standing, use_standing};
use crate::frame::{Dialog, Notice, Screen, Tone, use_fetched, use_screen};
use crate::online::taken_back;
use crate::payments::CardBack;
use crate::staff::Consent;
use asking::{Asking, wants_manager};
use choice::Choice;
use domain::ledger::{Account, LineLeft};
use domain::orders::{OrderSummary, ReadAccount, Refund, RefundOrder, Refunded};
use domain::payments::{self, TenderKind};
use domain::staff::{ApprovalId, MANAGERS};
use domain::{Cents, FailureCode, Language, Spoken};
use patternfly_yew::prelude::ModalVariant;
use yew::prelude::*;

/// What [`RefundDialog`] is given.
#[derive(Properties, PartialEq)]
pub struct RefundDialogProps {
    /// The order.
    pub order: OrderSummary,
    /// Done.
    pub on_close: Callback<()>,
}

/// What the customer gets back, by tender.
fn refunds(refunds: &[Refund], language: Language) -> Html {
    let each = refunds.iter().map(|back| {
        let values = [
            ("amount", back.amount.show(language).into()),
            ("tender", back.tender.say(language).into()),
        ];
        let words = match back.tender {
            // Nobody hands it over.
            TenderKind::Paypal => taken_back(back.amount, language),
            _ => say_with(language, "refund-by", &values),
        };
        html! {
            <p class="refund" data-testid={format!("refund-{}", back.tender.word())} data-cents={back.amount.0.to_string()}>
                { words }
            </p>
        }
    });
    each.collect()
}

/// What the refund did.
fn outcome(refunded: &Refunded, language: Language) -> Html {
    let amount: Cents = refunded.refunds.iter().map(|back| back.amount).sum();
    let by_card = refunded.refunds.iter().filter(|back| back.tender == TenderKind::Card);
    let by_card: Cents = by_card.map(|back| back.amount).sum();
    let values =
        [("number", refunded.number.as_str().into()), ("amount", amount.show(language).into())];
    html! {
        <div class="settled" role="status" data-testid="refunded" data-cents={amount.0.to_string()}>
            <span class="placed-title"><i aria-hidden="true">{ "✓" }</i>{ say_with(language, "refunded", &values) }</span>
            { refunds(&refunded.refunds, language) }
            if by_card > Cents::ZERO {
                <CardBack order={refunded.order} number={refunded.number.clone()} amount={by_card} />
            }
        </div>
    }
}

/// What is paid of it, and what went back before.
fn paid(account: &Account, language: Language) -> Html {
    let value = |amount: Cents| [("amount", amount.show(language).into())];
    html! {
        <p class="refund-paid">
            <b data-testid="refund-paid" data-cents={account.paid.0.to_string()}>
                { say_with(language, "refund-paid", &value(account.paid)) }
            </b>
            if account.refunded > Cents::ZERO {
                <span data-testid="refund-before" data-cents={account.refunded.0.to_string()}>
                    { " · " }{ say_with(language, "refund-before", &value(account.refunded)) }
                </span>
            }
        </p>
    }
}

/// What is asked as it stands: what comes of it, and what is missing.
struct Weighed {
    /// What goes back, by tender.
    refunds: Vec<Refund>,
    /// What goes back.
    amount: Cents,
    /// Why it does not.
    wrong: Option<String>,
    /// A manager has to consent.
    consent: bool,
}

impl Weighed {
    fn of(asking: &Asking, account: &Account, screen: &Screen) -> Weighed {
        let language = screen.language;
        let typed_wrong = asking.by_amount && !asking.typed.trim().is_empty();
        let (refunds, amount, wrong) = match asking.weighed(account) {
            Some(Ok(going)) => (going.refunds(), going.amount(), None),
            Some(Err(refused)) => (Vec::new(), Cents::ZERO, Some(refused.say(language))),
            None if typed_wrong => {
                (Vec::new(), Cents::ZERO, Some(say(language, "cash-not-an-amount")))
            }
            None => (Vec::new(), Cents::ZERO, None),
        };
        let is_manager = MANAGERS.admits(screen.staff.as_ref().map(|person| person.role));
        let rules = &screen.terminal.shop.refunds;
        let consent = wants_manager(account, amount, rules, is_manager);
        Weighed { refunds, amount, wrong, consent }
    }
}

/// What is said of the command: why it failed, or that nobody knows.
fn said(standing: &Standing<RefundOrder, Refunded>, language: Language) -> Html {
    let unknown = standing.in_doubt();
    let text = standing.failure.as_ref().map(|failure| failure.message.clone());
    let text = text.or_else(|| unknown.then(|| say(language, "refund-unknown")));
    let Some(text) = text else { return Html::default() };
    let tone = if unknown { Tone::Warning } else { Tone::Failure };
    html! { <Notice {text} {tone} testid="refund-error" /> }
}

/// The button that confirms.
fn confirm(
    standing: &Standing<RefundOrder, Refunded>,
    amount: Cents,
    ready: bool,
    language: Language,
    onclick: Callback<MouseEvent>,
) -> Html {
    let held = standing.sent.is_some();
    let text = match (standing.busy, held) {
        (true, _) => say(language, "validating"),
        (false, true) => say(language, "retry"),
        _ if amount > Cents::ZERO => {
            say_with(language, "refund-confirm", &[("amount", amount.show(language).into())])
        }
        _ => say(language, "order-refund"),
    };
    html! {
        <button class="button grave" data-testid="refund-confirm" aria-busy={standing.busy.to_string()}
            disabled={standing.busy || !(ready || held)} {onclick}>{ text }</button>
    }
}

/// The dialog around it.
fn dialog(title: String, wide: bool, close: &Callback<()>, actions: Html, body: Html) -> Html {
    let variant = if wide { ModalVariant::Large } else { ModalVariant::Medium };
    html! {
        <Dialog {title} testid="refund-dialog" {variant} on_close={close.clone()} {actions}>{ body }</Dialog>
    }
}

/// The lines of which something is left, where lines can go back.
fn lines_left(account: &Account) -> Option<Vec<LineLeft>> {
    let lines = account.lines_left().ok().flatten()?;
    Some(lines.into_iter().filter(|line| line.quantity > 0).collect())
}

/// Gives money back.
#[component]
pub fn RefundDialog(props: &RefundDialogProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let order = props.order.order;
    let (standing, send) = use_standing::<RefundOrder>(order);
    let read = use_fetched(ReadAccount { order }, true, screen.orders_pulse, language);
    let sent = standing.sent.as_ref();
    let asking = use_state(|| sent.map(Asking::of).unwrap_or_default());
    let reason = use_state(|| sent.map(|sent| sent.reason.clone()).unwrap_or_default());
    let approval = use_state(|| None::<ApprovalId>);
    {
        // A consent that has run out is asked for again.
        let refused = standing.failure.as_ref().map(|it| it.code == FailureCode::NeedsManager);
        let approval = approval.setter();
        use_effect_with(refused, move |refused| {
            if *refused == Some(true) {
                approval.set(None);
            }
        });
    }
    let close = &props.on_close;
    let number = props.order.number.as_str();
    let title = say_with(language, "refund-title", &[("number", number.into())]);
    if let Some(refunded) = &standing.done {
        return dialog(title, false, close, Html::default(), outcome(refunded, language));
    }
    let Some(account) = read.data.as_deref() else {
        let text = read.failure.as_ref().map(|failure| failure.message.clone());
        let body = match text {
            Some(text) => html! { <Notice {text} testid="refund-unread" /> },
            None => html! { <p class="settled">{ say(language, "refund-reading") }</p> },
        };
        return dialog(title, false, close, Html::default(), body);
    };
    if account.paid <= Cents::ZERO && sent.is_none() {
        let text = say(language, "refund-nothing-left");
        let body = html! { <p class="settled" data-testid="refund-nothing-left">{ text }</p> };
        return dialog(title, false, close, Html::default(), body);
    }
    let lines = lines_left(account);
    let asked = if lines.is_none() { asking.by(true) } else { (*asking).clone() };
    let mut weighed = Weighed::of(&asked, account, &screen);
    let held = sent.is_some();
    if held {
        // What is in doubt may be done: nothing is wrong with it.
        weighed.wrong = None;
    }
    let why = payments::reason(&reason);
    let consented = !weighed.consent || approval.is_some();
    let ready = weighed.amount > Cents::ZERO && why.is_ok() && consented;
    let onclick = {
        let (back, reason, approval) = (asked.back(), (*reason).clone(), *approval);
        let paid = account.paid;
        send.reform(move |_: MouseEvent| {
            let (command, reason) = (new_command(), reason.clone());
            Some(RefundOrder { command, order, paid, back: back.clone()?, reason, approval })
        })
    };
    let actions = confirm(&standing, weighed.amount, ready, language, onclick);
    let consent = weighed.consent && !held;
    let wrong_reason = why.err().filter(|_| !reason.trim().is_empty());
    let (set_asking, set_reason) = (asking.setter(), reason.setter());
    let set_approval = approval.setter();
    let alone = screen.terminal.shop.refunds.alone_max.show(language);
    let body = html! {
        <div class={classes!("cancel", consent.then_some("asks"))}>
            <fieldset class="settle cancel-words" disabled={held}>
                { paid(account, language) }
                <Choice
                    account={account.clone()} {lines} asking={asked} reason={(*reason).clone()}
                    wrong={weighed.wrong} wrong_reason={wrong_reason.map(|refused| refused.say(language))} {language}
                    on_asking={Callback::from(move |next| set_asking.set(next))}
                    on_reason={Callback::from(move |next| set_reason.set(next))}
                />
                <div data-testid="refund-preview" data-cents={weighed.amount.0.to_string()} aria-live="polite">
                    { refunds(&weighed.refunds, language) }
                </div>
                <small class="discount-rule">{ say_with(language, "refund-rule", &[("alone", alone.into())]) }</small>
                { said(&standing, language) }
            </fieldset>
            if consent {
                <Consent given={approval.is_some()} on_given={Callback::from(move |given| set_approval.set(Some(given)))} />
            }
        </div>
    };
    dialog(title, consent, close, actions, body)
}
