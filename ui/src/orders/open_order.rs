//! One order under way: where it stands, and handing it over.

use crate::backend::{call, new_command};
use crate::catalogue::{say, say_with};
use crate::frame::{Notice, Tone, hour, use_screen};
use domain::contract::ChangeKind;
use domain::orders::{HandOver, OrderState, OrderSummary};
use domain::{CommandId, Failure, FailureCode, Language, Spoken};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What [`OpenOrder`] is given.
#[derive(Properties, PartialEq)]
pub struct OpenOrderProps {
    /// The order.
    pub order: OrderSummary,
    /// Minutes past the promise, if it is late.
    pub late: Option<i64>,
    /// Why handing it over failed.
    pub trouble: Option<AttrValue>,
    /// A hand-over failed, or is tried again.
    pub on_trouble: Callback<(OrderSummary, Option<Failure>)>,
}

/// The sign that goes with a state: colour alone tells nothing.
fn sign(state: OrderState) -> (&'static str, &'static str) {
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
fn standing(order: &OrderSummary, language: Language) -> Html {
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
        </span>
    }
}

/// One row of the list.
#[component]
pub fn OpenOrder(props: &OpenOrderProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
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
                let unknown = failure.as_ref().is_some_and(|failure| {
                    matches!(failure.code, FailureCode::Unreachable | FailureCode::Internal)
                });
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
    let name = order.customer_name.clone().unwrap_or_else(|| say(language, "no-name"));
    let values = [("hour", hour(order.promised_at).into())];
    html! {
        <li class={classes!("row", "order", props.late.map(|_| "late"))} data-testid={format!("order-row-{}", order.number)}>
            <b class="order-number">{ &order.number }</b>
            <span class="row-words">
                <b data-testid="order-name">
                    <span title={name.clone()}>{ &name }</span><i>{ " · " }{ order.mode.say(language) }</i>
                </b>
                <small>{ order.content.join(", ") }</small>
                if let Some(trouble) = &props.trouble {
                    <Notice text={trouble.clone()} tone={Tone::Failure} testid="hand-over-error" />
                }
            </span>
            { standing(order, language) }
            <span class="order-when">
                <b>{ say_with(language, "order-promised", &values) }</b>
                if let Some(minutes) = props.late {
                    <span class="chip bad" data-testid="order-late">
                        { say_with(language, "order-late", &[("minutes", minutes.into())]) }
                    </span>
                }
            </span>
            <b class="row-total">{ order.total.show(language) }</b>
            <span class="order-action">
                if order.state == OrderState::Ready {
                    <button
                        class="button primary" data-testid={format!("hand-over-{}", order.number)}
                        aria-busy={busy.to_string()} disabled={*busy} onclick={hand_over}
                    >{ say(language, "hand-over") }</button>
                }
            </span>
        </li>
    }
}
