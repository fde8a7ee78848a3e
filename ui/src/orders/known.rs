//! Below the number: who has it, where the order is brought, and what was ordered before.

use super::caller::number;
use super::delivering::{Delivering, use_delivering};
use super::desk::{Act, Desk};
use super::desk_provider::{DeskHandle, use_desk};
use super::who::at_the_address;
use crate::backend::{call, local_now};
use crate::catalogue::{say, say_with};
use crate::frame::{Screen, focus, use_screen};
use chrono::Datelike;
use domain::Language;
use domain::customers::{FindCustomer, PastOrder};
use domain::orders::ServiceMode;
use domain::shops::ZONE;
use domain::text::phone_shown;
use std::rc::Rc;
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What [`Known`] is given.
#[derive(Properties, PartialEq)]
pub struct KnownProps {
    /// Where the order is brought is to be typed.
    pub on_delivery: Callback<()>,
}

/// Asks whose number it is, each time it is another one, and when the server is back.
#[hook]
fn use_whose(handle: &DeskHandle, screen: &Screen) {
    let asked = number(&handle.desk.basket.customer_phone);
    let (desk, language) = (handle.desk.dispatcher(), screen.language);
    let known = handle.desk.known.is_some();
    use_effect_with((asked, screen.online, known), move |(asked, online, known)| {
        let Some(asked) = asked.clone().filter(|_| *online && !known) else { return };
        spawn_local(async move {
            // Without an answer what is typed goes with the order, and its customer is found there.
            if let Ok(found) = call(FindCustomer { phone: asked.clone() }, language).await {
                desk.dispatch(Act::Known(asked, found.map(Rc::new)));
            }
        });
    });
}

/// Somebody calls: one tap takes it.
pub fn call_chip(handle: &DeskHandle, field: &NodeRef, language: Language) -> Html {
    let Some(calling) = handle.desk.calling.clone() else { return Html::default() };
    let take = {
        let (handle, field) = (handle.clone(), field.clone());
        move |_: MouseEvent| {
            handle.act(Act::TakeCall(local_now()));
            focus(&field);
        }
    };
    let leave = {
        let handle = handle.clone();
        move |_: MouseEvent| handle.act(Act::Calling(None))
    };
    let values = [("phone", phone_shown(&calling).into())];
    html! {
        <div class="call" role="status">
            <button class="button call-take" data-testid="incoming-call" disabled={handle.desk.frozen()} onclick={take}>
                { "☎\u{a0}" }{ say_with(language, "incoming-call", &values) }<kbd>{ "F4" }</kbd>
            </button>
            <button class="button" data-testid="incoming-call-leave" aria-label={say(language, "incoming-call-leave")}
                onclick={leave}>{ "✕" }</button>
        </div>
    }
}

/// Where the order is brought, and what is wrong with that.
fn address_line(desk: &Desk, open: &Callback<()>, language: Language) -> Html {
    if desk.basket.mode != ServiceMode::Delivery {
        return Html::default();
    }
    let address = &desk.basket.address;
    let wrong = desk.failure.as_ref().filter(|failure| at_the_address(failure));
    let text = match address.is_empty() {
        true => say(language, "delivery-none"),
        false => address.line(),
    };
    let more: Vec<&str> = [&address.floor, &address.code, &address.note]
        .into_iter()
        .flatten()
        .map(|it| &**it)
        .collect();
    html! {
        <>
            <button class={classes!("button", "address-line", wrong.map(|_| "wrong"))} data-testid="delivery-open"
                disabled={desk.frozen()} onclick={open.reform(|_: MouseEvent| ())}>
                <span><b title={text.clone()}>{ "➜\u{a0}" }{ text.clone() }</b>
                    if !more.is_empty() { <small>{ more.join(" · ") }</small> }
                </span><kbd>{ "F6" }</kbd>
            </button>
            if let Some(wrong) = wrong {
                <small class="field-error" role="alert" data-testid="delivery-error">{ &wrong.message }</small>
            }
        </>
    }
}

/// The day of an order of before, as its shop's calendar has it.
fn day(past: &PastOrder) -> String {
    // By hand: what reads chrono's patterns would be loaded for this alone.
    let day = past.placed_at.with_timezone(&ZONE);
    format!("{:02}/{:02}/{}", day.day(), day.month(), day.year())
}

/// The last orders, each a tap away; gone once something is in the basket.
fn last_orders(handle: &DeskHandle, screen: &Screen) -> Html {
    let language = screen.language;
    let (Some(known), Some(menu)) = (&handle.desk.known, &screen.menu) else {
        return Html::default();
    };
    if !handle.desk.basket.lines.is_empty() || handle.desk.changing.is_some() {
        return Html::default();
    }
    let each = known.orders.iter().enumerate().map(|(nth, past)| {
        let (handle, menu) = (handle.clone(), menu.clone());
        let again = move |_: MouseEvent| handle.act(Act::Again(nth, menu.clone()));
        html! {
            <button class="button again" data-testid={format!("again-{nth}")} title={past.summary()} onclick={again}>
                <span><b>{ past.summary() }</b><small>{ day(past) }{ " · " }{ past.total.show(language) }</small></span>
                if nth == 0 { <kbd>{ "F7" }</kbd> }
            </button>
        }
    });
    html! {
        <div class="known" data-testid="known-customer">
            if let Some(note) = &known.customer.note {
                <p class="known-note" data-testid="known-note">{ note }</p>
            }
            if known.orders.is_empty() {
                <small>{ say(language, "known-no-order") }</small>
            } else {
                <small>{ say(language, "known-again") }</small>
                { for each }
            }
        </div>
    }
}

/// What is known of the number, and where the order is brought.
#[component]
pub fn Known(props: &KnownProps) -> Html {
    let screen = use_screen();
    let handle = use_desk();
    use_whose(&handle, &screen);
    use_delivering(&handle, &screen);
    let language = screen.language;
    let typed = number(&handle.desk.basket.customer_phone).is_some();
    html! {
        <>
            { address_line(&handle.desk, &props.on_delivery, language) }
            <Delivering name="cart-shop" on_take_away={Callback::noop()} />
            if typed && !screen.online {
                <small class="known-offline" data-testid="known-offline">{ say(language, "known-offline") }</small>
            }
            { last_orders(&handle, &screen) }
        </>
    }
}

/// What of an order of before is not on the menu today.
pub fn gone(names: &[String], language: Language) -> Html {
    if names.is_empty() {
        return Html::default();
    }
    let values = [("names", names.join(", ").into())];
    html! { <li class="empty gone" role="status" data-testid="again-gone">{ say_with(language, "again-gone", &values) }</li> }
}
