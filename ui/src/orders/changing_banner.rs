//! Which order is changed in the basket, and whether it still can be.

use super::desk::{Act, Changing};
use super::desk_provider::use_desk;
use crate::catalogue::{say, say_with};
use crate::frame::{use_fetched, use_screen};
use crate::online::{OfferAgain, is_asked_for};
use domain::Spoken;
use domain::orders::{ChangeRefused, OrderAsked, ReadOrder};
use yew::prelude::*;

/// Says which order is changed, or that one was left as it is.
#[component]
pub fn ChangingBanner() -> Html {
    let language = use_screen().language;
    let handle = use_desk();
    if let Some(changing) = handle.desk.changing.clone() {
        let key = changing.order.0.to_string();
        return html! { <Changed {key} {changing} /> };
    }
    if let Some(before) = handle.desk.asked_before.clone() {
        let key = before.order.0.to_string();
        let act = |is_wanted| {
            let handle = handle.clone();
            Callback::from(move |()| handle.act(Act::AskAgain(is_wanted)))
        };
        return html! {
            <OfferAgain {key} order={before.order} number={before.number} on_again={act(true)} on_close={act(false)} />
        };
    }
    let Some(number) = &handle.desk.unchanged else { return Html::default() };
    let values = [("number", number.as_str().into())];
    let text = say_with(language, "nothing-changed", &values);
    html! {
        <div class="changing calm" role="status">
            <span data-testid="nothing-changed">{ text }</span>
            <button class="button" data-testid="nothing-changed-close" onclick={move |_| handle.act(Act::Dismiss)}>
                { say(language, "understood") }
            </button>
        </div>
    }
}

#[derive(PartialEq, Properties)]
struct ChangedProps {
    changing: Changing,
}

/// The order that is changed. It is read again with every change of an order, so that a change
/// nobody could validate any more is not filled any further.
#[component]
fn Changed(props: &ChangedProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let handle = use_desk();
    let changing = &props.changing;
    let asked = ReadOrder { order: changing.order };
    let now = use_fetched(asked, true, screen.orders_pulse, language);
    let frozen = handle.desk.frozen();
    let lost = now.data.as_deref().and_then(|now| lost(changing, now, frozen));
    let paypal = now.data.as_ref().map_or(changing.paypal, |now| now.summary.paypal);
    let leave = move |_: MouseEvent| handle.act(Act::Leave);
    let button = |text: &str| {
        html! {
            <button class="button" data-testid="changing-leave" disabled={frozen} onclick={leave}>
                { say(language, text) }
            </button>
        }
    };
    match lost {
        Some(lost) => html! {
            <div class="changing lost" role="alert">
                <b data-testid="changing-lost">{ "✕\u{a0}" }{ lost.say(language) }</b>
                { button("changing-drop") }
            </div>
        },
        None => {
            let values = [("number", changing.number.as_str().into())];
            html! {
                <div class="changing" role="status">
                    <b data-testid="changing">{ "✎\u{a0}" }{ say_with(language, "changing", &values) }</b>
                    if is_asked_for(paypal) {
                        <small class="changing-more" data-testid="changing-paypal">{ say(language, "paypal-changing") }</small>
                    }
                    { button("changing-leave") }
                </div>
            }
        }
    }
}

/// What came between, if anything. While the change itself is on its way, what is read may be what
/// it did: its own answer says.
fn lost(changing: &Changing, now: &OrderAsked, frozen: bool) -> Option<ChangeRefused> {
    if frozen { None } else { ChangeRefused::of(&now.summary, changing.version) }
}

#[cfg(test)]
mod tests {
    use super::super::filter::tests::order;
    use super::*;
    use domain::Cents;
    use domain::orders::OrderState;

    #[test]
    fn a_change_is_lost_at_once_but_never_to_itself() {
        let read = |state, version| {
            let mut summary = order(1, state);
            summary.version = version;
            OrderAsked { summary, lines: vec![], discount: None }
        };
        let summary = order(1, OrderState::Queued);
        let changing = Changing {
            order: summary.order,
            number: summary.number,
            version: summary.version,
            pizzas: 1,
            promised_at: summary.promised_at,
            delivery: None,
            paid: Cents(0),
            paypal: None,
            aside: Default::default(),
        };
        for (state, version, frozen, is) in [
            (OrderState::Queued, 1, false, false),
            (OrderState::Queued, 2, false, true),
            (OrderState::Queued, 2, true, false),
            (OrderState::Cancelled, 2, false, true),
            (OrderState::Cancelled, 2, true, false),
        ] {
            let lost = lost(&changing, &read(state, version), frozen);
            assert_eq!(lost.is_some(), is, "{state:?} {version} {frozen}");
        }
    }
}
