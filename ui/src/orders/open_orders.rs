//! The orders under way: searched, filtered, handed over, settled, changed, cancelled.

use super::filter::{CHANNELS, Filter, MODES, STATES, late};
use super::open_order::{OpenOrder, Wanted};
use crate::catalogue::{say, say_with};
use crate::frame::{Dialog, Notice, Tone, hour, use_now, use_screen};
use chrono::{DateTime, Utc};
use domain::orders::{OrderState, OrderSummary};
use domain::{Failure, Language, Spoken};
use patternfly_yew::prelude::ModalVariant;
use std::rc::Rc;
use yew::prelude::*;

/// A hand-over that failed: the order stays in the list with the reason, even when it has left.
type Trouble = (OrderSummary, String);

/// The orders to show: the open ones and those that left under the cashier's finger.
fn with_troubled(open: &[OrderSummary], troubles: &[Trouble]) -> Vec<OrderSummary> {
    let mut all = open.to_vec();
    let left = |order: &OrderSummary| open.iter().all(|other| other.order != order.order);
    all.extend(troubles.iter().map(|(order, _)| order).filter(|order| left(order)).cloned().map(
        |mut order| {
            // It is not there to be handed over any more, nor to be paid.
            order.state = OrderState::HandedOver;
            order.paid = order.total;
            order
        },
    ));
    all.sort_by_key(|order| order.placed_at);
    all
}

/// What [`OpenOrdersDialog`] is given.
#[derive(Properties, PartialEq)]
pub struct OpenOrdersDialogProps {
    /// The orders, once read.
    pub orders: Option<Rc<Vec<OrderSummary>>>,
    /// When they were read, by this PC's clock.
    pub at: Option<DateTime<Utc>>,
    /// Why they could not be read again, if so.
    pub failure: Option<Failure>,
    /// Which are shown: kept while a dialog on one of them is open.
    pub filter: UseStateHandle<Filter>,
    /// What was said last about one of them.
    pub said: Option<AttrValue>,
    /// Something is to be done with one.
    pub on_wanted: Callback<(OrderSummary, Wanted)>,
    /// Done.
    pub on_close: Callback<()>,
}

/// Says that the list is an old one, or that there is none.
fn age(props: &OpenOrdersDialogProps, language: Language) -> Html {
    let Some(failure) = &props.failure else { return Html::default() };
    let text = match props.at {
        Some(at) => {
            let values = [("hour", hour(at).into()), ("why", failure.message.as_str().into())];
            say_with(language, "orders-old", &values)
        }
        None => failure.message.clone(),
    };
    html! { <Notice {text} tone={Tone::Warning} testid="orders-error" /> }
}

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
        Some(_) => ("filter-handed-over", say(language, "filter-handed-over")),
    }
}

/// The filters: one state, one mode, one channel, only the late ones.
fn filters(
    filter: &UseStateHandle<Filter>,
    orders: &[OrderSummary],
    now: DateTime<Utc>,
    language: Language,
) -> Html {
    let set = |next: Filter| {
        let filter = filter.clone();
        move |_: MouseEvent| filter.set(next.clone())
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
            <div class="segment" role="group" aria-label={say(language, "filter-label")}>
                { state(None) }
                { for STATES.map(|it| state(Some(it))) }
                { filter_button(filter.late, "filter-late", say(language, "filter-late"), Some(lates), set(turned)) }
            </div>
            <div class="segment" role="group" aria-label={say(language, "mode-label")}>{ for modes }</div>
            <div class="segment" role="group" aria-label={say(language, "channel-label")}>{ for channels }</div>
        </>
    }
}

/// The orders under way.
#[component]
pub fn OpenOrdersDialog(props: &OpenOrdersDialogProps) -> Html {
    let language = use_screen().language;
    let now = use_now();
    let filter = &props.filter;
    let troubles = use_state(Vec::<Trouble>::new);
    let latest = use_mut_ref(Vec::new);
    latest.replace((*troubles).clone());
    let on_trouble = {
        let set = troubles.setter();
        use_callback((), move |(order, failure): (OrderSummary, Option<Failure>), ()| {
            let mut next = latest.borrow().clone();
            next.retain(|(other, _): &Trouble| other.order != order.order);
            next.extend(failure.map(|failure| (order, failure.message)));
            set.set(next);
        })
    };
    let search = {
        let filter = filter.clone();
        Callback::from(move |event: InputEvent| {
            let typed = event.target_unchecked_into::<web_sys::HtmlInputElement>().value();
            filter.set(Filter { typed, ..(*filter).clone() });
        })
    };
    let open = props.orders.as_deref().map(Vec::as_slice).unwrap_or_default();
    let all = with_troubled(open, &troubles);
    let rows: Vec<Html> = all
        .iter()
        .filter(|order| filter.admits(order, now))
        .map(|order| {
            let trouble = troubles.iter().find(|(other, _)| other.order == order.order);
            html! {
                <OpenOrder
                    key={order.order.0.to_string()}
                    order={order.clone()}
                    late={late(order, now)}
                    trouble={trouble.map(|(_, why)| AttrValue::from(why.clone()))}
                    on_trouble={on_trouble.clone()}
                    on_wanted={props.on_wanted.clone()}
                />
            }
        })
        .collect();
    let empty = match (props.orders.is_some(), all.is_empty()) {
        (false, _) => say(language, "orders-loading"),
        (true, true) => say(language, "orders-empty"),
        (true, false) => say(language, "orders-none-found"),
    };
    html! {
        <Dialog title={say(language, "orders-title")} testid="orders-dialog" variant={ModalVariant::Large} on_close={props.on_close.clone()}>
            <div class="bar">
                { filters(filter, &all, now, language) }
                <input
                    class="search" type="text" autocomplete="off" data-testid="orders-search" data-first-focus="true"
                    aria-label={say(language, "orders-search")} placeholder={say(language, "orders-search")}
                    value={filter.typed.clone()} oninput={search}
                />
            </div>
            { age(props, language) }
            if let Some(said) = &props.said {
                <p class="orders-said" role="status" data-testid="orders-said">{ said }</p>
            }
            <ul class="rows orders">
                if rows.is_empty() {
                    <li class="empty" data-testid="orders-empty">{ empty }</li>
                }
                { for rows }
            </ul>
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::super::filter::tests::order;
    use super::*;

    #[test]
    fn an_order_taken_by_somebody_else_stays_with_the_reason() {
        let open = [order(2, OrderState::Ready)];
        let troubles = [(order(1, OrderState::Ready), "remise".to_owned())];
        let shown = with_troubled(&open, &troubles);
        assert_eq!(shown.len(), 2);
        assert_eq!(shown.iter().filter(|order| order.state == OrderState::Ready).count(), 1);
    }
}
