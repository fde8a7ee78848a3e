//! What was done last: a run left, a run is over, or what was picked is gone.

use super::cash::verdict;
use super::desk::Said;
use crate::catalogue::{say, say_with};
use crate::frame::{Notice, Tone, hour};
use domain::Language;
use domain::runs::{RunEnded, RunSent};
use yew::prelude::*;

fn sent(sent: &RunSent, language: Language) -> Html {
    let values = [
        ("driver", sent.driver_name.as_str().into()),
        ("numbers", sent.numbers.join(", ").into()),
        ("hour", hour(sent.left_at).into()),
    ];
    let told = [("count", sent.customers_told.into())];
    html! {
        <div class="deliveries-said" role="status" data-testid="run-sent">
            <b>{ "✓\u{a0}" }{ say_with(language, "sent-left", &values) }</b>
            if sent.driver_is_told {
                <p>{ say(language, "sent-driver-told") }{ " " }{ say_with(language, "sent-customers-told", &told) }</p>
            } else {
                <p class="delivery-wrong" data-testid="driver-to-tell">{ "⚠\u{a0}" }{ say_with(language, "sent-driver-not-told", &values[..1]) }</p>
            }
        </div>
    }
}

fn ended(driver: &str, ended: &RunEnded, language: Language) -> Html {
    let values = [("driver", driver.into())];
    html! {
        <div class="deliveries-said" role="status" data-testid="run-ended" data-difference={ended.difference.0.to_string()}>
            <b>{ "✓\u{a0}" }{ say_with(language, "ended-run", &values) }</b>
            <p>{ verdict(ended.difference, language) }</p>
        </div>
    }
}

/// What was done last.
pub fn said(said: Option<&Said>, language: Language) -> Html {
    match said {
        None => Html::default(),
        Some(Said::Sent(it)) => sent(it, language),
        Some(Said::Ended(driver, it)) => ended(driver, it, language),
        Some(Said::Gone(numbers)) => {
            let values = [("numbers", numbers.join(", ").into()), ("count", numbers.len().into())];
            html! { <Notice text={say_with(language, "picked-gone", &values)} tone={Tone::Warning} testid="picked-gone" /> }
        }
    }
}
