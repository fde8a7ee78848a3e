//! The office's pages of messages: what did not go to people, what messages say, and who is told of what
//! a shop has in store.

mod listing;
mod page;
mod reach;
mod reach_form;
mod row;
mod templates;
mod wording;

pub use page::MessagesPage;

use chrono::{DateTime, Utc};
use domain::Language;
use domain::shops::ZONE;

/// `30/11 à 19:05`, `30 Nov, 19:05`.
fn when(at: DateTime<Utc>, language: Language) -> String {
    let form = match language {
        Language::Fr => "%d/%m\u{a0}à\u{a0}%H:%M",
        Language::En => "%-d\u{a0}%b, %H:%M",
    };
    at.with_timezone(&ZONE).format(form).to_string()
}
