//! The orders under way: searched, filtered, handed over.

use super::open_order::OpenOrder;
use crate::catalogue::{say, say_with};
use crate::frame::{Dialog, Notice, Tone, hour, use_now, use_screen};
use crate::menu::folded;
use chrono::{DateTime, Utc};
use domain::orders::{OrderState, OrderSummary};
use domain::{Failure, Language};
use patternfly_yew::prelude::ModalVariant;
use std::rc::Rc;
use yew::prelude::*;

/// Which orders are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Filter {
    All,
    Queued,
    Preparing,
    Ready,
    Late,
}

impl Filter {
    const ALL: [Filter; 5] =
        [Filter::All, Filter::Queued, Filter::Preparing, Filter::Ready, Filter::Late];

    fn word(self) -> &'static str {
        match self {
            Filter::All => "all",
            Filter::Queued => "queued",
            Filter::Preparing => "preparing",
            Filter::Ready => "ready",
            Filter::Late => "late",
        }
    }

    fn say(self, language: Language) -> String {
        match self {
            Filter::All => say(language, "filter-all"),
            Filter::Queued => say(language, "filter-queued"),
            Filter::Preparing => say(language, "filter-preparing"),
            Filter::Ready => say(language, "filter-ready"),
            Filter::Late => say(language, "filter-late"),
        }
    }

    fn admits(self, order: &OrderSummary, now: DateTime<Utc>) -> bool {
        match self {
            Filter::All => true,
            Filter::Queued => order.state == OrderState::Queued,
            Filter::Preparing => order.state == OrderState::Preparing,
            Filter::Ready => order.state == OrderState::Ready,
            Filter::Late => late(order, now).is_some(),
        }
    }
}

/// Whole minutes past the promise of an order that is not ready.
fn late(order: &OrderSummary, now: DateTime<Utc>) -> Option<i64> {
    let waited_for = matches!(order.state, OrderState::Queued | OrderState::Preparing);
    let minutes = (now - order.promised_at).num_minutes();
    (waited_for && minutes > 0).then_some(minutes)
}

/// Whether what was typed is in the number or the name.
fn found(order: &OrderSummary, typed: &str) -> bool {
    let wanted = folded(typed.trim());
    let name = order.customer_name.as_deref().unwrap_or_default();
    folded(&order.number).contains(&wanted) || folded(name).contains(&wanted)
}

/// A hand-over that failed: the order stays in the list with the reason, even when it has left.
type Trouble = (OrderSummary, String);

/// The orders to show: the open ones and those that left under the cashier's finger.
fn with_troubled(open: &[OrderSummary], troubles: &[Trouble]) -> Vec<OrderSummary> {
    let mut all = open.to_vec();
    let left = |order: &OrderSummary| open.iter().all(|other| other.order != order.order);
    all.extend(troubles.iter().map(|(order, _)| order).filter(|order| left(order)).cloned().map(
        |mut order| {
            // It is not there to be handed over any more.
            order.state = OrderState::HandedOver;
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

/// The orders under way.
#[component]
pub fn OpenOrdersDialog(props: &OpenOrdersDialogProps) -> Html {
    let language = use_screen().language;
    let now = use_now();
    let filter = use_state(|| Filter::All);
    let typed = use_state(String::new);
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
        let typed = typed.clone();
        Callback::from(move |event: InputEvent| {
            typed.set(event.target_unchecked_into::<web_sys::HtmlInputElement>().value());
        })
    };
    let open = props.orders.as_deref().map(Vec::as_slice).unwrap_or_default();
    let all = with_troubled(open, &troubles);
    let filters = Filter::ALL.map(|choice| {
        let on = *filter == choice;
        let count = all.iter().filter(|order| choice.admits(order, now)).count();
        let filter = filter.clone();
        html! {
            <button class={classes!(on.then_some("on"))} aria-pressed={on.to_string()}
                data-testid={format!("filter-{}", choice.word())} onclick={move |_| filter.set(choice)}>
                { choice.say(language) }{ "\u{a0}" }<b>{ count }</b>
            </button>
        }
    });
    let rows: Vec<Html> = all
        .iter()
        .filter(|order| filter.admits(order, now) && found(order, &typed))
        .map(|order| {
            let trouble = troubles.iter().find(|(other, _)| other.order == order.order);
            html! {
                <OpenOrder
                    key={order.order.0.to_string()}
                    order={order.clone()}
                    late={late(order, now)}
                    trouble={trouble.map(|(_, why)| AttrValue::from(why.clone()))}
                    on_trouble={on_trouble.clone()}
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
                <div class="segment" role="group" aria-label={say(language, "filter-label")}>{ for filters }</div>
                <input
                    class="search" type="text" autocomplete="off" data-testid="orders-search" data-first-focus="true"
                    aria-label={say(language, "orders-search")} placeholder={say(language, "orders-search")}
                    value={(*typed).clone()} oninput={search}
                />
            </div>
            { age(props, language) }
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
    use super::*;
    use chrono::TimeDelta;
    use domain::Cents;
    use domain::orders::{Channel, OrderId, ServiceMode};
    use uuid::Uuid;

    fn order(id: u128, state: OrderState) -> OrderSummary {
        let at = DateTime::UNIX_EPOCH;
        OrderSummary {
            order: OrderId(Uuid::from_u128(id)),
            number: format!("A-{id:03}"),
            customer_name: Some("Zoé".to_owned()),
            customer_phone: None,
            channel: Channel::Counter,
            mode: ServiceMode::TakeAway,
            state,
            total: Cents(800),
            paid: Cents(0),
            pizzas: 1,
            pizzas_started: 0,
            pizzas_left: 1,
            placed_at: at,
            promised_at: at + TimeDelta::minutes(20),
            version: 1,
            shown_at: None,
            content: vec![],
        }
    }

    #[test]
    fn late_is_what_is_waited_for_past_its_promise() {
        let now = DateTime::UNIX_EPOCH + TimeDelta::minutes(25);
        for (state, expected) in [
            (OrderState::Queued, Some(5)),
            (OrderState::Preparing, Some(5)),
            (OrderState::Ready, None),
        ] {
            assert_eq!(late(&order(1, state), now), expected);
        }
        assert_eq!(late(&order(1, OrderState::Queued), DateTime::UNIX_EPOCH), None);
    }

    #[test]
    fn numbers_and_names_are_searched_without_accents() {
        let order = order(42, OrderState::Ready);
        for (typed, is) in [("", true), ("zoe", true), ("042", true), ("a-04", true), ("x", false)]
        {
            assert_eq!(found(&order, typed), is, "{typed}");
        }
    }

    #[test]
    fn an_order_taken_by_somebody_else_stays_with_the_reason() {
        let open = [order(2, OrderState::Ready)];
        let troubles = [(order(1, OrderState::Ready), "remise".to_owned())];
        let shown = with_troubled(&open, &troubles);
        assert_eq!(shown.len(), 2);
        assert_eq!(shown.iter().filter(|order| order.state == OrderState::Ready).count(), 1);
    }
}
