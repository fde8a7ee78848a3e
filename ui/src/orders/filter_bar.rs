//! The buttons that choose which orders are shown.

use super::filter::{CHANNELS, Filter, MODES, late};
use crate::catalogue::say;
use chrono::{DateTime, Utc};
use domain::orders::{OrderState, OrderSummary};
use domain::{Language, Spoken};
use yew::prelude::*;

fn filter_button(
    on: bool,
    testid: &str,
    text: String,
    count: Option<usize>,
    chosen: impl Fn(MouseEvent) + 'static,
) -> Html {
    html! {
        <button class={classes!(on.then_some("on"))} aria-pressed={on.to_string()} data-testid={testid.to_owned()} onclick={chosen}>
            { text }
            if let Some(count) = count { { "\u{a0}" }<b>{ count }</b> }
        </button>
    }
}

fn state_word(state: Option<OrderState>, language: Language) -> (&'static str, String) {
    match state {
        None => ("filter-all", say(language, "filter-all")),
        Some(OrderState::Queued) => ("filter-queued", say(language, "filter-queued")),
        Some(OrderState::Preparing) => ("filter-preparing", say(language, "filter-preparing")),
        Some(OrderState::Ready) => ("filter-ready", say(language, "filter-ready")),
        Some(OrderState::Closed) => ("filter-closed", say(language, "filter-closed")),
        Some(OrderState::Cancelled) => ("filter-cancelled", say(language, "filter-cancelled")),
        Some(_) => ("filter-handed-over", say(language, "filter-handed-over")),
    }
}

/// The filters: one list, one state of it, one mode, one channel, only the late ones.
pub fn filters(
    filter: &UseStateHandle<Filter>,
    orders: &[OrderSummary],
    now: DateTime<Utc>,
    language: Language,
) -> Html {
    let set = |next: Filter| {
        let filter = filter.clone();
        move |_: MouseEvent| filter.set(next.clone())
    };
    let list = |ended: bool| {
        let name = if ended { "orders-ended" } else { "orders-under-way" };
        let on = filter.ended == ended;
        filter_button(on, name, say(language, name), None, set(filter.in_list(ended)))
    };
    let state = |state: Option<OrderState>| {
        let (testid, text) = state_word(state, language);
        let next = Filter { state, late: filter.late && state.is_some(), ..(**filter).clone() };
        let on = filter.state == state && !(state.is_none() && filter.late);
        filter_button(on, testid, text, Some(Filter::count(state, orders)), set(next))
    };
    let modes = MODES.map(|mode| {
        let on = filter.mode == Some(mode);
        let next = Filter { mode: Some(mode).filter(|_| !on), ..(**filter).clone() };
        let testid = format!("filter-mode-{}", mode.word());
        filter_button(on, &testid, mode.say(language), None, set(next))
    });
    let channels = CHANNELS.map(|channel| {
        let on = filter.channel == Some(channel);
        let next = Filter { channel: Some(channel).filter(|_| !on), ..(**filter).clone() };
        let testid = format!("filter-channel-{}", channel.word());
        filter_button(on, &testid, channel.say(language), None, set(next))
    });
    let lates = orders.iter().filter(|order| late(order, now).is_some()).count();
    let turned = Filter { late: !filter.late, ..(**filter).clone() };
    html! {
        <>
            <div class="segment" role="group" aria-label={say(language, "orders-list")}>
                { list(false) }
                { list(true) }
            </div>
            <div class="segment" role="group" aria-label={say(language, "filter-label")}>
                { state(None) }
                { for filter.states().iter().map(|it| state(Some(*it))) }
                if !filter.ended {
                    { filter_button(filter.late, "filter-late", say(language, "filter-late"), Some(lates), set(turned)) }
                }
            </div>
            <div class="segment" role="group" aria-label={say(language, "mode-label")}>{ for modes }</div>
            <div class="segment" role="group" aria-label={say(language, "channel-label")}>{ for channels }</div>
        </>
    }
}
