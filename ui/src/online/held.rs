//! An order that nobody makes before it is paid: said at its row, and sent to the kitchen all the same by a tap.

use super::watching::send;
use crate::catalogue::say;
use crate::frame::{Notice, Tone, use_screen};
use domain::Failure;
use domain::online::StartHeld;
use domain::orders::OrderSummary;
use yew::prelude::*;

/// What [`Held`] is given.
#[derive(Properties, PartialEq)]
pub struct HeldProps {
    /// The order.
    pub order: OrderSummary,
}

/// Says that it waits for its payment, and sends it to the kitchen.
#[component]
pub fn Held(props: &HeldProps) -> Html {
    let screen = use_screen();
    let (busy, failure) = (use_state(|| false), use_state(|| None::<Failure>));
    let (order, language) = (&props.order, screen.language);
    let start = {
        let (screen, busy, failure) = (screen.clone(), busy.clone(), failure.setter());
        let order = order.order;
        move |_: MouseEvent| {
            let failure = failure.clone();
            failure.set(None);
            send(&screen, StartHeld { order }, &busy, move |answer| failure.set(answer.err()));
        }
    };
    html! {
        <span class="order-held">
            <span class="chip warn" data-testid="order-held">{ "‖\u{a0}" }{ say(language, "held") }</span>
            if !screen.training {
                <button class="button" data-testid={format!("start-{}", order.number)} aria-busy={busy.to_string()}
                    disabled={*busy || !screen.online} title={say(language, "held-about")} onclick={start}>{ say(language, "held-start") }</button>
            }
            if let Some(failure) = &*failure {
                <Notice text={failure.message.clone()} tone={Tone::Failure} testid="held-error" />
            }
        </span>
    }
}
