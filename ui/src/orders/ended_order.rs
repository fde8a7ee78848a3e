//! One order that is over: to be read, and money of it goes back.

use super::open_order::{Wanted, content, refunded, sign};
use super::told::told;
use crate::catalogue::{say, say_with};
use crate::frame::{hour, use_screen};
use crate::ledger::day;
use crate::online::chip;
use domain::ledger::local;
use domain::messages::{OrderMessage, can_be_written_to};
use domain::orders::{OrderState, OrderSummary};
use domain::text::phone_shown;
use domain::{Cents, Spoken};
use yew::prelude::*;

/// What [`EndedOrder`] is given.
#[derive(Properties, PartialEq)]
pub struct EndedOrderProps {
    /// The order.
    pub order: OrderSummary,
    /// What was written to its customer.
    #[prop_or_default]
    pub messages: Vec<OrderMessage>,
    /// It was found among those of the days before: its day is told.
    #[prop_or_default]
    pub earlier: bool,
    /// Something is to be done with it.
    pub on_wanted: Callback<(OrderSummary, Wanted)>,
}

/// One row of the list.
#[component]
pub fn EndedOrder(props: &EndedOrderProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let order = &props.order;
    let cancelled = order.state == OrderState::Cancelled;
    let (sign, tone) = sign(order.state);
    let name = order.customer_name.clone().unwrap_or_else(|| say(language, "no-name"));
    let at = |key: &str, at| say_with(language, key, &[("hour", hour(at).into())]);
    let total = order.total.show(language);
    let place = if props.earlier { "found" } else { "ended" };
    let wants = |wanted: Wanted| {
        let order = order.clone();
        props.on_wanted.reform(move |_: MouseEvent| (order.clone(), wanted))
    };
    html! {
        <li class="row order" data-testid={format!("{place}-row-{}", order.number)} data-state={order.state.word()}>
            <b class="order-number">{ &order.number }</b>
            <span class="row-words">
                <b><span title={name.clone()}>{ &name }</span><i>{ " · " }{ order.mode.say(language) }</i></b>
                <small>{ content(order, language) }</small>
                if let Some(phone) = &order.customer_phone { <small>{ format!("☎\u{a0}{}", phone_shown(phone)) }</small> }
                { told(&props.messages, language) }
            </span>
            <span class="order-standing">
                <span class={classes!("chip", tone)}>{ sign }{ "\u{a0}" }{ order.state.say(language) }</span>
                { for order.paypal.map(|state| chip(state, "order-paypal", language)) }
                if let Some(shown) = order.shown_at {
                    <small>{ at("order-shown", shown) }</small>
                }
            </span>
            <span class="order-when">
                if let Some(ended) = order.ended_at {
                    <b data-testid="order-ended">{ at("order-promised", ended) }</b>
                }
                if props.earlier {
                    <small data-testid="order-day">{ day(local(order.placed_at).date_naive()) }</small>
                } else {
                    <small>{ at("order-was-promised", order.promised_at) }</small>
                }
            </span>
            <span class="order-money">
                if cancelled {
                    <s class="row-total">{ total }</s>
                } else {
                    <b class="row-total">{ total }</b>
                    if order.paid > Cents::ZERO || order.refunded == Cents::ZERO {
                        <span class="chip ok">{ "✓\u{a0}" }{ say(language, "order-paid") }</span>
                    }
                }
                { refunded(order, language) }
            </span>
            <span class="order-action">
                if order.is_refundable() && !screen.training {
                    <button class="button" data-testid={format!("refund-{}", order.number)} onclick={wants(Wanted::Refund)}>
                        { say(language, "order-refund") }
                    </button>
                }
                if can_be_written_to(order) && !props.earlier && !screen.training {
                    <button class="button" data-testid={format!("write-{}", order.number)} onclick={wants(Wanted::Write)}>
                        { say(language, "order-write") }
                    </button>
                }
            </span>
        </li>
    }
}
