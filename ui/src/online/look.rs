//! How a payment on the telephone looks: its state with a sign, and the code that a telephone reads.

use crate::catalogue::{say, say_with};
use domain::online::LinkCode;
use domain::payments::PaypalState;
use domain::{Language, Spoken};
use yew::prelude::*;

/// The sign that goes with a state, and its tone: colour alone tells nothing.
pub fn sign(state: PaypalState) -> (&'static str, &'static str) {
    match state {
        PaypalState::Waiting => ("◐", "warn"),
        PaypalState::Authorized => ("●", "ok"),
        PaypalState::Captured => ("✓", "ok"),
        PaypalState::Cancelled => ("✕", "calm"),
        PaypalState::Refunded => ("↩", "calm"),
        PaypalState::ToCheck => ("⚠", "bad"),
    }
}

/// The state of an order's payment, under that name for tests: « PayPal : autorisé ».
pub fn chip(state: PaypalState, testid: &'static str, language: Language) -> Html {
    let (sign, tone) = sign(state);
    let text = say_with(language, "paypal-stands", &[("state", state.say(language).into())]);
    html! {
        <span class={classes!("chip", "online", tone)} data-testid={testid} data-state={state.word()}>
            <span aria-hidden="true">{ sign }</span>{ text }
        </span>
    }
}

/// The code, dark on white whatever the theme: a telephone has to read it.
pub fn code(code: &LinkCode, language: Language) -> Html {
    let side = code.side;
    html! {
        <div class="paypal-code" data-testid="paypal-code" data-side={side.to_string()}>
            <svg viewBox={format!("0 0 {side} {side}")} role="img" aria-label={say(language, "paypal-code")}>
                <path d={code.path.clone()} />
            </svg>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use std::collections::BTreeSet;

    #[test]
    fn no_two_states_have_the_same_sign() {
        use PaypalState::*;
        let states = [Waiting, Authorized, Captured, Cancelled, Refunded, ToCheck];
        let signs: BTreeSet<_> = states.iter().map(|it| sign(*it).0).collect();
        assert_eq!(signs.len(), states.len());
    }
}
