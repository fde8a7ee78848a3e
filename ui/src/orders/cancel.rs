//! Giving an order up (UC08): shown whole, confirmed as final.

use crate::backend::new_command;
use crate::catalogue::{say, say_with};
use crate::doubts::use_standing;
use crate::frame::{Dialog, Notice, Tone, hour, use_fetched, use_screen};
use crate::online::{OnlineGivenUp, back_by_paypal, taken_back};
use crate::staff::Consent;
use domain::online::{OnlineStands, ReadOnline};
use domain::orders::{CancelOrder, Cancelled, OrderSummary, REASON_CHARACTERS_MAX};
use domain::payments::TenderKind;
use domain::staff::{ApprovalId, MANAGERS};
use domain::text::checked;
use domain::{Cents, FailureCode, Language, Spoken};
use patternfly_yew::prelude::ModalVariant;
use yew::prelude::*;

/// What [`CancelDialog`] is given.
#[derive(Properties, PartialEq)]
pub struct CancelDialogProps {
    /// The order, as the list says it now.
    pub order: OrderSummary,
    /// Done.
    pub on_close: Callback<()>,
    /// The order stays.
    pub on_keep: Callback<()>,
}

/// The order whole: for whom, what, how much of it is paid.
fn whole(order: &OrderSummary, language: Language) -> Html {
    let lines = order.content.iter().map(|line| {
        let changes = line.changes.show(language).join(", ");
        html! {
            <li>
                <b>{ line.quantity }{ "\u{a0}×\u{a0}" }</b>{ &line.name }
                if let Some(formula) = &line.formula { <small>{ " · " }{ formula }</small> }
                if !changes.is_empty() { <small>{ " · " }{ changes }</small> }
            </li>
        }
    });
    let name = order.customer_name.clone().unwrap_or_else(|| say(language, "no-name"));
    html! {
        <div class="cancel-order" data-testid="cancel-order">
            <p><b>{ name }</b>{ " · " }{ order.mode.say(language) }{ " · " }{ hour(order.promised_at) }{ " · " }{ order.state.say(language) }</p>
            <ul>{ for lines }</ul>
            <p class="cancel-total">{ say(language, "total") }{ "\u{a0}" }<b>{ order.total.show(language) }</b></p>
        </div>
    }
}

/// What the customer gets back.
fn refund(text: String, cents: Cents) -> Html {
    html! { <p class="refund" data-testid="refund" data-cents={cents.0.to_string()}>{ text }</p> }
}

/// Why nothing goes back: it was not paid, or all of it went back before.
fn nothing_to_give(order: &OrderSummary, language: Language) -> String {
    match order.refunded {
        Cents::ZERO => say(language, "refund-none"),
        _ => say(language, "refund-nothing-left"),
    }
}

/// What somebody hands over; what goes back by PayPal nobody does.
fn refund_to_come(order: &OrderSummary, by_paypal: Cents, language: Language) -> Html {
    let handed = order.paid - by_paypal;
    let key = [("amount", handed.show(language).into())];
    match handed {
        Cents::ZERO if by_paypal > Cents::ZERO => Html::default(),
        Cents::ZERO => refund(nothing_to_give(order, language), Cents::ZERO),
        handed => refund(say_with(language, "refund", &key), handed),
    }
}

/// What the cancellation did.
fn outcome(
    cancelled: &Cancelled,
    order: &OrderSummary,
    online: Vec<OnlineStands>,
    language: Language,
) -> Html {
    let refunds = cancelled.refunds.iter().map(|back| {
        if back.tender == TenderKind::Paypal {
            return refund(taken_back(back.amount, language), back.amount);
        }
        let values = [
            ("amount", back.amount.show(language).into()),
            ("tender", back.tender.say(language).into()),
        ];
        refund(say_with(language, "refund-by", &values), back.amount)
    });
    let number = [("number", cancelled.number.as_str().into())];
    html! {
        <div class="settled" role="status" data-testid="cancelled">
            <span class="placed-title">{ say_with(language, "cancelled", &number) }</span>
            if cancelled.wasted > 0 {
                <span data-testid="wasted">{ say_with(language, "wasted", &[("count", cancelled.wasted.into())]) }</span>
            }
            { for refunds }
            if cancelled.refunds.is_empty() {
                { refund(nothing_to_give(order, language), Cents::ZERO) }
            }
            <OnlineGivenUp payments={online} but_taken=true {language} />
        </div>
    }
}

/// What giving an order up asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Asks {
    /// A reason: something was made.
    reason: bool,
    /// A manager's consent: something was made, and who is there is none.
    consent: bool,
}

impl Asks {
    fn of(order: &OrderSummary, manager: bool, refused: bool) -> Asks {
        let made = !order.is_untouched() || refused;
        Asks { reason: made, consent: made && !manager }
    }

    fn met(self, reason: Option<&str>, approval: Option<ApprovalId>) -> bool {
        (!self.reason || reason.is_some()) && (!self.consent || approval.is_some())
    }
}

/// What [`Reason`] is given.
#[derive(Properties, PartialEq)]
struct ReasonProps {
    typed: String,
    held: bool,
    wrong: Option<String>,
    language: Language,
    on_typed: Callback<String>,
}

/// Why an order that was begun is given up.
#[component]
fn Reason(props: &ReasonProps) -> Html {
    let typed = props.on_typed.reform(|event: InputEvent| {
        event.target_unchecked_into::<web_sys::HtmlInputElement>().value()
    });
    html! {
        <label class="note-field">
            <span>{ say(props.language, "cancel-reason") }</span>
            <input
                type="text" autocomplete="off" data-testid="cancel-reason" data-first-focus="true"
                maxlength={REASON_CHARACTERS_MAX.to_string()} aria-invalid={props.wrong.is_some().to_string()}
                disabled={props.held} value={props.typed.clone()} oninput={typed}
            />
            if let Some(wrong) = &props.wrong {
                <small class="field-error" data-testid="cancel-reason-error">{ wrong }</small>
            }
        </label>
    }
}

/// Gives an order up.
#[component]
pub fn CancelDialog(props: &CancelDialogProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let order = &props.order;
    let (standing, send) = use_standing::<CancelOrder>(order.order);
    let sent = standing.sent.as_ref();
    let typed = use_state(|| sent.and_then(|sent| sent.reason.clone()).unwrap_or_default());
    let approval = use_state(|| None::<ApprovalId>);
    let manager = MANAGERS.admits(screen.staff.as_ref().map(|person| person.role));
    let refused = standing.failure.as_ref().is_some_and(|it| it.code == FailureCode::NeedsManager);
    let asks = Asks::of(order, manager, refused);
    let reason = checked(Some(&typed), "reason", REASON_CHARACTERS_MAX);
    let ready = reason.as_ref().is_ok_and(|reason| asks.met(reason.as_deref(), *approval));
    let cancel = {
        let (order, approval) = (order.order, *approval);
        let reason = reason.clone().ok().flatten();
        send.reform(move |_: MouseEvent| {
            Some(CancelOrder { command: new_command(), order, reason: reason.clone(), approval })
        })
    };
    // As it stood before: afterwards it is said what became of that.
    let stood = use_fetched(
        ReadOnline { order: order.order, watched: false },
        order.paypal.is_some() && sent.is_none() && standing.done.is_none(),
        screen.orders_pulse,
        language,
    );
    let online = stood.data.as_ref().map(|it| it.payments.clone()).unwrap_or_default();
    let title = say_with(language, "cancel-title", &[("number", order.number.as_str().into())]);
    if let Some(cancelled) = &standing.done {
        return html! {
            <Dialog title={cancelled.number.clone()} testid="cancel-dialog" variant={ModalVariant::Medium} on_close={props.on_close.clone()}>
                { outcome(cancelled, order, online, language) }
            </Dialog>
        };
    }
    let unknown = standing.sent.is_some();
    let said = standing.failure.as_ref().map(|failure| failure.message.clone());
    let said = said.or_else(|| standing.in_doubt().then(|| say(language, "cancel-unknown")));
    let word = match (standing.busy, unknown) {
        (true, _) => say(language, "validating"),
        (false, true) => say(language, "retry"),
        _ => say(language, "cancel-confirm"),
    };
    let actions = html! {
        <button class="button grave" data-testid="cancel-confirm" aria-busy={standing.busy.to_string()}
            disabled={standing.busy || !(ready || unknown)} onclick={cancel}>{ word }</button>
    };
    // With its outcome unknown nobody can say that the order stays.
    let leave = if unknown { props.on_close.clone() } else { props.on_keep.clone() };
    let close_word = if unknown { say(language, "close") } else { say(language, "cancel-keep") };
    let consent = asks.consent && !unknown;
    let variant = if consent { ModalVariant::Large } else { ModalVariant::Medium };
    let wrong = reason.err().map(|refused| refused.say(language));
    let on_typed = {
        let typed = typed.setter();
        Callback::from(move |next| typed.set(next))
    };
    let on_given = {
        let approval = approval.setter();
        Callback::from(move |given| approval.set(Some(given)))
    };
    html! {
        <Dialog {title} testid="cancel-dialog" {variant} on_close={leave} close_word={Some(AttrValue::from(close_word))} {actions}>
            <div class={classes!("cancel", consent.then_some("asks"))}>
                <div class="cancel-words">
                    { whole(order, language) }
                    { refund_to_come(order, back_by_paypal(&online), language) }
                    <OnlineGivenUp payments={online} {language} />
                    if asks.reason {
                        <p class="chip warn">{ "⚠\u{a0}" }{ say(language, "cancel-made") }</p>
                        <Reason typed={(*typed).clone()} held={unknown} {wrong} {language} {on_typed} />
                    }
                    if let Some(text) = said {
                        <Notice
                            {text} testid="cancel-error"
                            tone={if unknown { Tone::Warning } else { Tone::Failure }}
                        />
                    }
                </div>
                if consent {
                    <Consent given={approval.is_some()} {on_given} />
                }
            </div>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::super::filter::tests::order;
    use super::*;
    use domain::orders::OrderState;

    #[test]
    fn what_was_made_asks_for_a_reason_and_a_manager() {
        let approval = Some(ApprovalId(uuid::Uuid::from_u128(1)));
        for (state, manager, refused, reason, consent) in [
            (OrderState::Queued, false, false, false, false),
            (OrderState::Queued, false, true, true, true),
            (OrderState::Preparing, false, false, true, true),
            (OrderState::Ready, true, false, true, false),
        ] {
            let asks = Asks::of(&order(1, state), manager, refused);
            assert_eq!((asks.reason, asks.consent), (reason, consent), "{state:?}");
            assert!(asks.met(Some("parti"), approval));
            assert_eq!(asks.met(None, None), !reason && !consent);
        }
    }
}
