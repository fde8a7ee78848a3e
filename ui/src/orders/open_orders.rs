//! The orders under way: searched, filtered, handed over, settled, changed, cancelled; and those of
//! today that are over, to be looked up.

use super::earlier::Earlier;
use super::ended_order::EndedOrder;
use super::filter::{Filter, late};
use super::filter_bar::filters;
use super::open_order::{OpenOrder, Wanted};
use super::told::of_order;
use crate::catalogue::{say, say_with};
use crate::frame::{Dialog, Notice, Tone, hour, use_fetched, use_now, use_screen};
use chrono::{DateTime, Utc};
use domain::messages::ListOrderMessages;
use domain::orders::{ENDED_ORDERS_MAX, ListEndedOrders, OrderState, OrderSummary};
use domain::{Cents, Failure, Language};
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
            (order.paid, order.refunded) = (order.total, Cents::ZERO);
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
fn age(at: Option<DateTime<Utc>>, failure: Option<&Failure>, language: Language) -> Html {
    let Some(failure) = failure else { return Html::default() };
    let text = match at {
        Some(at) => {
            let values = [("hour", hour(at).into()), ("why", failure.message.as_str().into())];
            say_with(language, "orders-old", &values)
        }
        None => failure.message.clone(),
    };
    html! { <Notice {text} tone={Tone::Warning} testid="orders-error" /> }
}

/// Why no order is listed, and what to do.
fn nothing(read: bool, none: bool, ended: bool, training: bool) -> &'static str {
    match (read, none) {
        (false, _) => "orders-loading",
        (true, true) if ended => "orders-ended-empty",
        // What is validated to learn is kept nowhere.
        (true, true) if training => "training-orders-empty",
        (true, true) => "orders-empty",
        (true, false) => "orders-none-found",
    }
}

/// The orders under way, or those of today that are over.
#[component]
pub fn OpenOrdersDialog(props: &OpenOrdersDialogProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let now = use_now();
    let filter = &props.filter;
    let over = use_fetched(ListEndedOrders {}, filter.ended, screen.orders_pulse, language);
    let written =
        use_fetched(ListOrderMessages {}, true, screen.told_pulse + screen.orders_pulse, language);
    let written = written.data.clone().unwrap_or_default();
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
    let (listed, at, failure) = if filter.ended {
        (over.data.as_ref(), over.at, over.failure.as_ref())
    } else {
        (props.orders.as_ref(), props.at, props.failure.as_ref())
    };
    let orders = listed.map(|orders| orders.as_slice()).unwrap_or_default();
    let all = if filter.ended { orders.to_vec() } else { with_troubled(orders, &troubles) };
    let mut shown = all.iter().filter(|order| filter.admits(order, now)).peekable();
    let none = shown.peek().is_none();
    // A list of its own: beside what has no key the rows' keys would count for nothing.
    let rows: Html = shown
        .map(|order| {
            let messages = of_order(&written, order.order);
            if filter.ended {
                let on_wanted = props.on_wanted.clone();
                return html! {
                    <EndedOrder key={order.order.0.to_string()} order={order.clone()} {messages} {on_wanted} />
                };
            }
            let trouble = troubles.iter().find(|(other, _)| other.order == order.order);
            html! {
                <OpenOrder
                    key={order.order.0.to_string()}
                    order={order.clone()}
                    {messages}
                    late={late(order, now)}
                    trouble={trouble.map(|(_, why)| AttrValue::from(why.clone()))}
                    on_trouble={on_trouble.clone()}
                    on_wanted={props.on_wanted.clone()}
                />
            }
        })
        .collect();
    let empty =
        say(language, nothing(listed.is_some(), all.is_empty(), filter.ended, screen.training));
    let title = say(language, if filter.ended { "orders-title-ended" } else { "orders-title" });
    let cut = filter.ended && orders.len() == ENDED_ORDERS_MAX;
    html! {
        <Dialog {title} testid="orders-dialog" variant={ModalVariant::Large} on_close={props.on_close.clone()}>
            <div class="bar">
                { filters(filter, &all, now, language) }
                <input
                    class="search" type="text" autocomplete="off" data-testid="orders-search" data-first-focus="true"
                    aria-label={say(language, "orders-search")} placeholder={say(language, "orders-search")}
                    value={filter.typed.clone()} oninput={search}
                />
            </div>
            if screen.training {
                <p class="training-note" data-testid="orders-training">{ "⚠\u{a0}" }{ say(language, "training-orders") }</p>
            }
            { age(at, failure, language) }
            if let Some(said) = &props.said {
                <p class="orders-said" role="status" data-testid="orders-said">{ said }</p>
            }
            <ul class="rows orders">
                if none {
                    <li class="empty" data-testid="orders-empty">{ empty }</li>
                }
                { rows }
                if cut {
                    <li class="empty" data-testid="orders-cut">
                        { say_with(language, "orders-cut", &[("count", ENDED_ORDERS_MAX.into())]) }
                    </li>
                }
                if filter.ended {
                    <Earlier
                        typed={filter.typed.clone()} listed={orders.iter().map(|order| order.order).collect::<Vec<_>>()}
                        on_wanted={props.on_wanted.clone()}
                    />
                }
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
