//! The orders that lack an ingredient since a rupture (UC11): somebody calls these customers, and changes
//! or cancels the order, until what is missing is back.

use super::open_order::{Wanted, wanted};
use crate::catalogue::{say, say_with};
use crate::frame::{Dialog, Screen, use_fetched, use_screen};
use domain::orders::OrderSummary;
use domain::stock::{LackingOrder, ListLacking, StockLevel};
use domain::text::phone_shown;
use patternfly_yew::prelude::ModalVariant;
use std::rc::Rc;
use yew::prelude::*;

/// Whether some order can lack something: all are served while nothing is promised that is not there.
fn may_lack(stock: &[StockLevel]) -> bool {
    stock.iter().any(|level| level.projected() < 0)
}

/// The orders that lack something; asked for only while there can be any.
#[hook]
fn use_lacking(screen: &Screen) -> Rc<Vec<LackingOrder>> {
    let wanted = may_lack(&screen.stock) && !screen.training;
    let fetched = use_fetched(ListLacking {}, wanted, screen.pulse, screen.language);
    fetched.data.clone().filter(|_| wanted).unwrap_or_default()
}

/// What [`LackingButton`] is given.
#[derive(Properties, PartialEq)]
pub struct LackingButtonProps {
    /// The list is wanted.
    pub on_open: Callback<MouseEvent>,
}

/// Says how many orders lack something, and opens their list; nothing where none does.
#[component]
pub fn LackingButton(props: &LackingButtonProps) -> Html {
    let screen = use_screen();
    let orders = use_lacking(&screen);
    if orders.is_empty() {
        return Html::default();
    }
    let count = [("count", orders.len().into())];
    html! {
        <button class="button warn" data-testid="lacking" data-count={orders.len().to_string()}
            onclick={props.on_open.clone()}>
            { "⚠\u{a0}" }{ say_with(screen.language, "lacking-open", &count) }
        </button>
    }
}

/// What [`LackingDialog`] is given.
#[derive(Properties, PartialEq)]
pub struct LackingDialogProps {
    /// The orders under way.
    pub orders: Option<Rc<Vec<OrderSummary>>>,
    /// Something is to be done with one.
    pub on_wanted: Callback<(OrderSummary, Wanted)>,
    /// Done.
    pub on_close: Callback<()>,
}

/// What can be done with an order that lacks something.
fn buttons(props: &LackingDialogProps, order: &LackingOrder, screen: &Screen) -> Html {
    let known = props.orders.iter().flat_map(|it| it.iter()).find(|it| it.order == order.order);
    let Some(known) = known else { return Html::default() };
    let each = wanted(known).into_iter().filter_map(|wanted| {
        let (word, text) = match wanted {
            Wanted::Change => ("lacking-change", say(screen.language, "order-change")),
            Wanted::Cancel => ("lacking-cancel", say(screen.language, "order-cancel")),
            Wanted::Settle | Wanted::Refund | Wanted::Write => return None,
        };
        let known = known.clone();
        Some(html! {
            <button key={word} class="button" data-testid={format!("{word}-{}", order.number)}
                onclick={props.on_wanted.reform(move |_| (known.clone(), wanted))}>{ text }</button>
        })
    });
    html! { <span class="lacking-buttons">{ each.collect::<Html>() }</span> }
}

/// The list of the orders that lack something.
#[component]
pub fn LackingDialog(props: &LackingDialogProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let orders = use_lacking(&screen);
    let rows = orders.iter().map(|order| {
        let name = order.customer_name.clone().unwrap_or_else(|| say(language, "no-name"));
        let phone = order.customer_phone.as_ref();
        let missing = [
            ("count", order.dishes.into()),
            ("ingredients", order.ingredients.join(", ").into()),
        ];
        html! {
            <li key={order.number.clone()} class="row lacking" data-testid="lacking-order" data-number={order.number.clone()}>
                <b class="order-number">{ &order.number }</b>
                <span class="row-words">
                    <b>{ name }</b>
                    if let Some(phone) = phone {
                        <small data-testid="lacking-phone">{ format!("☎\u{a0}{}", phone_shown(phone)) }</small>
                    }
                    <span class="lacking-what">{ say_with(language, "lacking-what", &missing) }</span>
                </span>
                { buttons(props, order, &screen) }
            </li>
        }
    });
    html! {
        <Dialog title={say(language, "lacking-title")} testid="lacking-dialog" variant={ModalVariant::Medium}
            on_close={props.on_close.clone()}>
            if orders.is_empty() {
                <p class="empty" data-testid="lacking-empty">{ say(language, "lacking-empty") }</p>
            } else {
                <p>{ say(language, "lacking-about") }</p>
                <ul class="rows">{ rows.collect::<Html>() }</ul>
            }
        </Dialog>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::menu::IngredientId;

    #[test]
    fn nothing_is_asked_while_all_that_is_promised_is_there() {
        let level = |on_hand, reserved| StockLevel {
            ingredient: IngredientId(1),
            on_hand,
            reserved,
            safety: 100,
        };
        for (levels, may) in [
            (vec![], false),
            (vec![level(50, 50)], false),
            (vec![level(500, 0), level(49, 50)], true),
        ] {
            assert_eq!(may_lack(&levels), may, "{levels:?}");
        }
    }
}
