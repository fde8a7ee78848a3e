//! How a message looks: its state, its text, what it costs, and when that was.

use crate::catalogue::{say, say_with};
use chrono::{DateTime, Utc};
use domain::messages::{Message, MessageState, Segments};
use domain::shops::ZONE;
use domain::{Language, Spoken};
use yew::prelude::*;

/// `30/11 à 19:05`, `30 Nov, 19:05`.
pub fn when(at: DateTime<Utc>, language: Language) -> String {
    let form = match language {
        Language::Fr => "%d/%m\u{a0}à\u{a0}%H:%M",
        Language::En => "%-d\u{a0}%b, %H:%M",
    };
    at.with_timezone(&ZONE).format(form).to_string()
}

/// The tone of a state, and the sign that goes with it: colour alone tells nothing.
pub fn sign(state: MessageState) -> (&'static str, &'static str) {
    match state {
        MessageState::Sent => ("ok", "✓"),
        MessageState::Failed => ("bad", "✕"),
        MessageState::ToCheck => ("warn", "?"),
        MessageState::GivenUp => ("", "–"),
        MessageState::ToSend | MessageState::Claimed => ("", "◐"),
    }
}

/// A state, with its sign.
pub fn chip(state: MessageState, language: Language) -> Html {
    let (tone, sign) = sign(state);
    html! {
        <span class={classes!("chip", tone)}>
            <span aria-hidden="true">{ sign }</span><span class="first-capital">{ state.say(language) }</span>
        </span>
    }
}

/// A message's text, as it went or was last tried; one that was never tried has none.
pub fn text(message: &Message, language: Language) -> Html {
    let id = message.id.0;
    match &message.text {
        Some(text) => html! {
            <details class="message-text" data-testid={format!("message-{id}-read")}>
                <summary data-testid={format!("message-{id}-open")}>{ text.lines().next().unwrap_or_default() }</summary>
                <p data-testid={format!("message-{id}-text")}>{ text }</p>
            </details>
        },
        None => html! { <small class="code-hint">{ say(language, "message-unworded") }</small> },
    }
}

/// What a text message costs to send, and the signs that make it dearer.
pub fn cost(segments: &Segments, language: Language) -> Html {
    let values =
        [("count", (segments.segments as u32).into()), ("left", (segments.left as u32).into())];
    let costly = [("signs", segments.costly.as_str().into())];
    html! {
        <p class="code-hint" data-testid="template-segments">
            { say_with(language, "template-segments", &values) }
            if !segments.costly.is_empty() {
                { " " }{ say_with(language, "template-costly", &costly) }
            }
        </p>
    }
}
