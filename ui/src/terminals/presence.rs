//! How a terminal is, in a sign and words.

use crate::catalogue::{say, say_with};
use chrono::{DateTime, Utc};
use domain::Language;
use domain::shops::ZONE;
use domain::terminals::{Presence, TerminalEntry};
use yew::prelude::*;

/// The hour, with the day if it is another one, by the clock of the shops.
pub fn when(at: DateTime<Utc>, now: DateTime<Utc>, language: Language) -> String {
    let (at, now) = (at.with_timezone(&ZONE), now.with_timezone(&ZONE));
    let form = match language {
        _ if at.date_naive() == now.date_naive() => "%H:%M",
        Language::Fr => "%d/%m/%Y %H:%M",
        Language::En => "%-d %b %Y %H:%M",
    };
    at.format(form).to_string()
}

/// The sign and the words.
pub fn presence(terminal: &TerminalEntry, now: DateTime<Utc>, language: Language) -> Html {
    let (tone, sign, words, since) = match terminal.presence(now) {
        Presence::There => ("ok", "●", say(language, "presence-there"), None),
        Presence::Silent => ("warn", "◌", say(language, "presence-silent"), terminal.last_seen_at),
        Presence::NeverSeen => ("calm", "○", say(language, "presence-never"), None),
        Presence::Revoked => ("bad", "✕", say(language, "presence-revoked"), terminal.revoked_at),
    };
    let since = since.map(|at| {
        let at = when(at, now, language);
        html! { <small>{ say_with(language, "presence-since", &[("when", at.into())]) }</small> }
    });
    html! {
        <span class="presence" data-testid={format!("presence-{}", terminal.code)}>
            <span class={classes!("chip", tone)}><span aria-hidden="true">{ sign }</span>{ words }</span>
            { since }
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_day_is_told_when_it_is_not_today() {
        let at = |text: &str| text.parse::<DateTime<Utc>>().expect("an instant");
        let now = at("2026-11-25T18:00:00Z");
        for (seen, fr, en) in [
            ("2026-11-25T17:05:00Z", "18:05", "18:05"),
            ("2026-11-24T23:30:00Z", "00:30", "00:30"),
            ("2026-11-24T22:30:00Z", "24/11/2026 23:30", "24 Nov 2026 23:30"),
        ] {
            assert_eq!(when(at(seen), now, Language::Fr), fr);
            assert_eq!(when(at(seen), now, Language::En), en);
        }
    }
}
