//! The number of the order just placed, in figures read from the other side of the counter.

use super::desk::Act;
use super::desk_provider::use_desk;
use crate::catalogue::{say, say_with};
use crate::frame::{hour, use_screen};
use domain::orders::PlacedOrder;
use gloo_events::EventListener;
use gloo_timers::callback::Timeout;
use yew::prelude::*;

/// How long the number stays when nobody touches anything.
const SHOWN_MS: u32 = 8_000;

/// What [`PlacedNumber`] is given.
#[derive(Properties, PartialEq)]
pub struct PlacedNumberProps {
    /// The order.
    pub placed: PlacedOrder,
    /// It was there before, and was changed.
    pub again: bool,
    /// It is brought.
    pub brought: bool,
    /// The name of the other shop that makes it.
    pub there: Option<String>,
}

/// Shows the number until the next touch. The touch is not swallowed: the next customer's first
/// tap counts.
#[component]
pub fn PlacedNumber(props: &PlacedNumberProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let desk = use_desk().desk.dispatcher();
    use_effect_with(props.placed.order, move |_| {
        let seen = {
            let desk = desk.clone();
            move || desk.dispatch(Act::Seen)
        };
        let alone = Timeout::new(SHOWN_MS, seen.clone());
        let touched = web_sys::window()
            .map(|window| EventListener::new(&window, "pointerdown", move |_| seen()));
        move || drop((alone, touched))
    });
    let placed = &props.placed;
    let title = match (screen.training, props.again) {
        (true, _) => say(language, "training-placed"),
        (false, true) => say(language, "placed-again"),
        (false, false) => say(language, "placed-title"),
    };
    let values = [("hour", hour(placed.promised_at).into())];
    let promise = match props.brought {
        true => say_with(language, "placed-promise-brought", &values),
        false => say_with(language, "placed-promise", &values),
    };
    let reference = placed.reference.clone().unwrap_or_else(|| match screen.training {
        true => say(language, "training-nothing-sold"),
        // The server gives it when it is back.
        false => say(language, "placed-offline"),
    });
    html! {
        <div class="placed" role="status" data-testid="order-placed">
            <div class="placed-card">
                <span class="placed-title"><i aria-hidden="true">{ "✓" }</i>{ title }</span>
                <b class="placed-number" data-testid="order-number">{ &placed.number }</b>
                if let Some(shop) = &props.there {
                    <span class="placed-there" data-testid="order-shop">
                        { "➜\u{a0}" }{ say_with(language, "placed-there", &[("shop", shop.as_str().into())]) }
                    </span>
                }
                <span class="placed-promise" data-testid="order-promised">{ promise }</span>
                <span class="placed-small">{ placed.total.show(language) }{ " · " }{ reference }</span>
                <small>{ say(language, "placed-next") }</small>
            </div>
        </div>
    }
}
