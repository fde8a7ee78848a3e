//! Orders of the days before, looked for by what is on the customer's ticket.

use super::ended_order::EndedOrder;
use super::open_order::Wanted;
use crate::catalogue::{say, say_with};
use crate::frame::{Notice, Tone, use_fetched, use_screen};
use domain::orders::{FOUND_ORDERS_MAX, FindOrders, OrderId, OrderSummary};
use yew::prelude::*;

/// What [`Earlier`] is given.
#[derive(Properties, PartialEq)]
pub struct EarlierProps {
    /// What was typed.
    pub typed: String,
    /// The orders that are listed already.
    pub listed: Vec<OrderId>,
    /// Something is to be done with one.
    pub on_wanted: Callback<(OrderSummary, Wanted)>,
}

/// Asks for them at a tap: nobody types a ticket's number for today's list alone.
#[component]
pub fn Earlier(props: &EarlierProps) -> Html {
    let language = use_screen().language;
    let asked = use_state(|| None::<String>);
    let typed = props.typed.trim().to_owned();
    if typed.is_empty() {
        let hint = say(language, "orders-earlier-hint");
        return html! { <li class="empty" data-testid="orders-earlier-hint">{ hint }</li> };
    }
    if asked.as_ref() == Some(&typed) {
        let (listed, on_wanted, key) =
            (props.listed.clone(), props.on_wanted.clone(), typed.clone());
        return html! { <Found {key} {typed} {listed} {on_wanted} /> };
    }
    let words = say_with(language, "orders-earlier", &[("typed", typed.as_str().into())]);
    let onclick = {
        let set = asked.setter();
        move |_: MouseEvent| set.set(Some(typed.clone()))
    };
    html! {
        <li class="orders-earlier">
            <button class="button" data-testid="orders-earlier" {onclick}>{ words }</button>
        </li>
    }
}

/// What was found of the days before.
#[component]
fn Found(props: &EarlierProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let call = FindOrders { typed: props.typed.clone() };
    let found = use_fetched(call, true, screen.orders_pulse, language);
    let orders = found.data.as_ref().map(|orders| orders.as_slice());
    let is_new = |order: &&OrderSummary| !props.listed.contains(&order.order);
    let rows: Html = orders
        .unwrap_or_default()
        .iter()
        .filter(is_new)
        .map(|order| {
            let on_wanted = props.on_wanted.clone();
            html! {
                <EndedOrder key={order.order.0.to_string()} order={order.clone()} earlier={true} {on_wanted} />
            }
        })
        .collect();
    let none = orders.is_some_and(|orders| !orders.iter().any(|order| is_new(&order)));
    let cut = orders.is_some_and(|orders| orders.len() == FOUND_ORDERS_MAX);
    html! {
        <>
            <li class="orders-earlier"><b data-testid="earlier-title">{ say(language, "orders-earlier-title") }</b></li>
            if let Some(failure) = &found.failure {
                <li><Notice text={failure.message.clone()} tone={Tone::Warning} testid="earlier-error" /></li>
            } else if orders.is_none() {
                <li class="empty">{ say(language, "orders-loading") }</li>
            }
            if none {
                <li class="empty" data-testid="earlier-none">{ say(language, "orders-earlier-none") }</li>
            }
            { rows }
            if cut {
                <li class="empty">{ say_with(language, "orders-cut", &[("count", FOUND_ORDERS_MAX.into())]) }</li>
            }
        </>
    }
}
