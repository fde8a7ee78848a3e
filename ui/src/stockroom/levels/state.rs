//! How an ingredient stands, in a sign, words and a colour; and how long it lasts.

use crate::catalogue::{say, say_with};
use domain::Language;
use domain::stock::{Alarm, IngredientStands};
use yew::prelude::*;

/// The colour and the words of how it stands.
pub fn state_words(row: &IngredientStands, language: Language) -> (&'static str, String) {
    match row.alarm() {
        Alarm::Low if row.level.projected() <= 0 => ("bad", say(language, "level-out")),
        Alarm::Low => ("warn", say(language, "level-low")),
        Alarm::RunningOut => ("warn", say(language, "level-running-out")),
        Alarm::Fine => ("ok", say(language, "level-fine")),
    }
}

/// How it stands.
pub fn state(row: &IngredientStands, language: Language) -> Html {
    let (class, words) = state_words(row, language);
    html! {
        <span class={classes!("chip", class)} data-testid={format!("state-{}", row.level.ingredient.0)}
            data-state={row.alarm().word()}>{ words }</span>
    }
}

/// How long it lasts at the present pace.
pub fn days_left(row: &IngredientStands, language: Language) -> String {
    match row.days_left {
        Some(days) => say_with(language, "level-days-left", &[("count", days.into())]),
        None => "—".to_owned(),
    }
}
