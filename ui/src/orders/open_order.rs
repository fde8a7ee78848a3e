//! One order under way: where it stands, and handing it over.

use super::told::told;
use crate::backend::{call, new_command};
use crate::catalogue::{say, say_with};
use crate::frame::{Notice, Tone, hour, use_screen};
use crate::online::{Held, chip};
use domain::contract::ChangeKind;
use domain::messages::{OrderMessage, can_be_written_to};
use domain::orders::{HandOver, OrderState, OrderSummary};
use domain::text::phone_shown;
use domain::{Cents, CommandId, Failure, Language, Spoken};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What [`OpenOrder`] is given.
#[derive(Properties, PartialEq)]
pub struct OpenOrderProps {
    /// The order.
    pub order: OrderSummary,
    /// Minutes past the promise, if it is late.
    pub late: Option<i64>,
    /// What was written to its customer.
    pub messages: Vec<OrderMessage>,
    /// Why handing it over failed.
    pub trouble: Option<AttrValue>,
    /// A hand-over failed, or is tried again.
    pub on_trouble: Callback<(OrderSummary, Option<Failure>)>,
    /// Something else is to be done with it.
    pub on_wanted: Callback<(OrderSummary, Wanted)>,
}

/// What can be done with an order besides handing it over.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Wanted {
    /// Its money is taken.
    Settle,
    /// It is given up.
    Cancel,
    /// Its content is changed.
    Change,
    /// Money of it goes back.
    Refund,
    /// Its customer is written to.
    Write,
}

/// What can be done with an order where it stands. Once something is made, giving it up takes a
/// manager, and nothing changes any more.
pub fn wanted(order: &OrderSummary) -> Vec<Wanted> {
    let here = matches!(
        order.state,
        OrderState::Queued | OrderState::Preparing | OrderState::Ready | OrderState::Returned
    );
    let due = order.due() > Cents::ZERO;
    let all = [
        (Wanted::Settle, due),
        (Wanted::Change, order.is_untouched()),
        (Wanted::Cancel, here),
        (Wanted::Refund, order.is_refundable()),
        (Wanted::Write, can_be_written_to(order)),
    ];
    all.into_iter().filter(|(_, can)| *can).map(|(wanted, _)| wanted).collect()
}

/// The sign that goes with a state: colour alone tells nothing.
pub fn sign(state: OrderState) -> (&'static str, &'static str) {
    match state {
        OrderState::Queued => ("○", "calm"),
        OrderState::Preparing => ("◐", "warn"),
        OrderState::Ready => ("●", "ok"),
        OrderState::OutForDelivery => ("➜", "calm"),
        OrderState::HandedOver | OrderState::Closed => ("✓", "calm"),
        OrderState::Cancelled | OrderState::Returned => ("✕", "bad"),
    }
}

/// Where the order stands and what is left of it to cook.
fn standing(order: &OrderSummary, shown: Html, language: Language) -> Html {
    let (sign, tone) = sign(order.state);
    let left = (order.pizzas_left > 0).then(|| {
        let values = [("left", order.pizzas_left.into()), ("pizzas", order.pizzas.into())];
        say_with(language, "order-left", &values)
    });
    html! {
        <span class="order-standing">
            <span class={classes!("chip", tone)}>{ sign }{ "\u{a0}" }{ order.state.say(language) }</span>
            if let Some(left) = left {
                <small>{ left }</small>
            }
            { for order.paypal.map(|state| chip(state, "order-paypal", language)) }
            { shown }
        </span>
    }
}

/// What of it went back to the customer.
pub fn refunded(order: &OrderSummary, language: Language) -> Html {
    let Cents(1..) = order.refunded else { return Html::default() };
    let text =
        say_with(language, "order-refunded", &[("back", order.refunded.show(language).into())]);
    html! { <span class="chip calm" data-testid="order-refunded" data-cents={order.refunded.0.to_string()}>{ "↩\u{a0}" }{ text }</span> }
}

/// Whether it is paid, and whether the kitchen saw it.
fn money_and_kitchen(order: &OrderSummary, language: Language) -> (Html, Html) {
    let due = order.due();
    let money = if due > Cents::ZERO {
        let text = say_with(language, "order-due", &[("due", due.show(language).into())]);
        html! { <span class="chip warn" data-testid="order-due" data-cents={due.0.to_string()}>{ text }</span> }
    } else {
        html! { <span class="chip ok" data-testid="order-due" data-cents="0">{ "✓\u{a0}" }{ say(language, "order-paid") }</span> }
    };
    let shown = match order.shown_at {
        _ if order.pizzas == 0 => return (money, Html::default()),
        Some(at) => say_with(language, "order-shown", &[("hour", hour(at).into())]),
        None => say(language, "order-not-shown"),
    };
    (money, html! { <small data-testid="order-shown">{ shown }</small> })
}

/// What is in it, on one line.
pub fn content(order: &OrderSummary, language: Language) -> String {
    let lines = order.content.iter().map(|line| {
        let changes = line.changes.show(language);
        let changes =
            if changes.is_empty() { String::new() } else { format!(" ({})", changes.join(", ")) };
        format!("{}\u{a0}× {}{changes}", line.quantity, line.name)
    });
    lines.collect::<Vec<_>>().join(", ")
}

/// One row of the list.
#[component]
pub fn OpenOrder(props: &OpenOrderProps) -> Html {
    let screen = use_screen();
    let (language, reads_only) = (screen.language, screen.training);
    let order = &props.order;
    let busy = use_state(|| false);
    // Kept while the outcome is unknown: the retry is the same tap.
    let command = use_state(|| None::<CommandId>);
    let hand_over = {
        let (order, busy, command) = (order.clone(), busy.clone(), command.clone());
        let on_trouble = props.on_trouble.clone();
        Callback::from(move |_: MouseEvent| {
            if *busy {
                return;
            }
            let id = command.unwrap_or_else(new_command);
            busy.set(true);
            command.set(Some(id));
            let (order, screen, on_trouble) = (order.clone(), screen.clone(), on_trouble.clone());
            let (busy, command) = (busy.setter(), command.setter());
            spawn_local(async move {
                let answer = call(HandOver { command: id, order: order.order }, language).await;
                busy.set(false);
                let failure = answer.err();
                let unknown = failure.as_ref().is_some_and(Failure::leaves_outcome_unknown);
                if !unknown {
                    command.set(None);
                    screen.refresh.emit(ChangeKind::Order);
                }
                if let Some(failure) = &failure {
                    screen.heed(failure);
                }
                on_trouble.emit((order, failure));
            });
        })
    };
    let other = wanted(order).into_iter().map(|wanted| {
        let (word, text) = match wanted {
            Wanted::Settle => ("settle", say(language, "order-settle")),
            Wanted::Change => ("change", say(language, "order-change")),
            Wanted::Cancel => ("cancel", say(language, "order-cancel")),
            Wanted::Refund => ("refund", say(language, "order-refund")),
            Wanted::Write => ("write", say(language, "order-write")),
        };
        let order = order.clone();
        html! {
            <button class="button" data-testid={format!("{word}-{}", order.number)}
                onclick={props.on_wanted.reform(move |_| (order.clone(), wanted))}>{ text }</button>
        }
    });
    let name = order.customer_name.clone().unwrap_or_else(|| say(language, "no-name"));
    let values = [("hour", hour(order.promised_at).into())];
    let (money, shown) = money_and_kitchen(order, language);
    let phone = order.customer_phone.as_ref().map(|phone| format!("☎\u{a0}{}", phone_shown(phone)));
    html! {
        <li class={classes!("row", "order", props.late.map(|_| "late"))} data-testid={format!("order-row-{}", order.number)}>
            <b class="order-number">{ &order.number }</b>
            <span class="row-words">
                <b data-testid="order-name">
                    <span title={name.clone()}>{ &name }</span><i>{ " · " }{ order.mode.say(language) }</i>
                </b>
                <small>{ content(order, language) }</small>
                if let Some(address) = &order.delivery {
                    <small data-testid="order-delivery">{ "➜\u{a0}" }{ address.line() }</small>
                }
                if let Some(phone) = phone { <small data-testid="order-phone">{ phone }</small> }
                { told(&props.messages, language) }
                if order.held { <Held order={order.clone()} /> }
                if let Some(trouble) = &props.trouble {
                    <Notice text={trouble.clone()} tone={Tone::Failure} testid="hand-over-error" />
                }
            </span>
            { standing(order, shown, language) }
            <span class="order-when">
                <b>{ say_with(language, "order-promised", &values) }</b>
                if let Some(minutes) = props.late {
                    <span class="chip bad" data-testid="order-late">
                        { say_with(language, "order-late", &[("minutes", minutes.into())]) }
                    </span>
                }
            </span>
            <span class="order-money"><b class="row-total">{ order.total.show(language) }</b>{ money }{ refunded(order, language) }</span>
            <span class="order-action">
                if order.state == OrderState::Ready && !reads_only {
                    <button
                        class="button primary" data-testid={format!("hand-over-{}", order.number)}
                        aria-busy={busy.to_string()} disabled={*busy} onclick={hand_over}
                    >{ say(language, "hand-over") }</button>
                }
                if !reads_only { { for other } }
            </span>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::super::filter::tests::order;
    use super::*;
    use OrderState::{Closed, HandedOver, Preparing, Queued, Ready};

    #[test]
    fn what_can_be_done_with_an_order() {
        use Wanted::{Cancel, Change, Refund, Settle};
        for (state, pizzas, paid, refunded, expected) in [
            (Queued, 1, 0, 0, vec![Settle, Change, Cancel]),
            (Queued, 1, 800, 0, vec![Change, Cancel, Refund]),
            (Preparing, 1, 0, 0, vec![Settle, Cancel]),
            (Preparing, 1, 300, 0, vec![Settle, Cancel]),
            (Preparing, 1, 300, 500, vec![Cancel, Refund]),
            (Ready, 1, 0, 0, vec![Settle, Cancel]),
            // All of it went back: nothing is due again.
            (Ready, 1, 0, 800, vec![Cancel]),
            (Ready, 0, 0, 0, vec![Settle, Change, Cancel]),
            (HandedOver, 1, 0, 0, vec![Settle]),
            (Closed, 1, 800, 0, vec![Refund]),
            (Closed, 1, 0, 800, vec![]),
        ] {
            let (paid, refunded) = (Cents(paid), Cents(refunded));
            let landline = Some("+33388123456".to_owned());
            let order = OrderSummary {
                pizzas,
                paid,
                refunded,
                customer_phone: landline,
                ..order(1, state)
            };
            assert_eq!(wanted(&order), expected, "{state:?} {pizzas} {paid:?} {refunded:?}");
            let mobile = OrderSummary { customer_phone: Some("+33612345678".to_owned()), ..order };
            assert_eq!(wanted(&mobile), [expected, vec![Wanted::Write]].concat());
        }
    }
}
