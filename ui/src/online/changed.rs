//! An order was changed whose payment on the telephone was asked for (UC07): another one can be.

use crate::catalogue::{say, say_with};
use crate::frame::{use_fetched, use_screen};
use domain::online::{OnlineOrder, OnlineStands, ReadOnline};
use domain::orders::OrderId;
use domain::payments::PaypalState;
use yew::prelude::*;

/// Whether a customer was asked for it, or has agreed: what a change of the amount undoes.
pub fn is_asked_for(state: Option<PaypalState>) -> bool {
    matches!(state, Some(PaypalState::Waiting | PaypalState::Authorized))
}

/// Whether nothing is asked of the customer any more, and can be.
fn is_over(online: &OnlineOrder) -> bool {
    online.offered && !online.current().is_some_and(OnlineStands::is_live)
}

/// What [`OfferAgain`] is given.
#[derive(Properties, PartialEq)]
pub struct OfferAgainProps {
    /// The order that was changed.
    pub order: OrderId,
    /// What is called out of it.
    pub number: AttrValue,
    /// Another link is wanted.
    pub on_again: Callback<()>,
    /// It is seen.
    pub on_close: Callback<()>,
}

/// Says that the payment is over, once it is, and offers another one.
#[component]
pub fn OfferAgain(props: &OfferAgainProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let asked = ReadOnline { order: props.order, watched: false };
    let read = use_fetched(asked, true, screen.orders_pulse, language);
    if !read.data.as_deref().is_some_and(is_over) {
        // It has a place of its own: see `docs/ARCHITECTURE.md`.
        return html! { <div hidden=true></div> };
    }
    let text = say_with(language, "paypal-changed", &[("number", props.number.to_string().into())]);
    html! {
        <div class="changing" role="status">
            <span class="changing-more" data-testid="paypal-changed">{ "⚠\u{a0}" }{ text }</span>
            <span class="changing-acts">
                <button class="button" data-testid="paypal-new-link" onclick={props.on_again.reform(|_: MouseEvent| ())}>
                    { say(language, "paypal-new-link") }
                </button>
                <button class="button" data-testid="paypal-changed-close" onclick={props.on_close.reform(|_: MouseEvent| ())}>
                    { say(language, "understood") }
                </button>
            </span>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::super::told::tests::stands;
    use super::*;
    use domain::payments::PaypalWish::{Hold, Leave};

    #[test]
    fn another_one_is_offered_once_nothing_is_asked_any_more() {
        use PaypalState::{Authorized, Cancelled, Waiting};
        for (state, wish, over) in [
            (Waiting, Hold, false),
            (Waiting, Leave, true),
            (Authorized, Hold, false),
            (Authorized, Leave, true),
            (Cancelled, Leave, true),
        ] {
            let online = OnlineOrder { offered: true, payments: vec![stands(state, wish)] };
            assert_eq!(is_over(&online), over, "{state:?} {wish:?}");
            assert!(!is_over(&OnlineOrder { offered: false, ..online }));
        }
    }
}
