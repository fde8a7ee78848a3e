//! Of which day and of which state payments are shown.

use crate::catalogue::say;
use crate::frame::use_screen;
use crate::office::{DayBar, choice};
use chrono::NaiveDate;
use domain::payments::PaypalState;
use domain::{Language, Spoken};
use yew::prelude::*;

/// In the order of the choice: what a person has to do first.
const STATES: [PaypalState; 6] = [
    PaypalState::ToCheck,
    PaypalState::Waiting,
    PaypalState::Authorized,
    PaypalState::Captured,
    PaypalState::Refunded,
    PaypalState::Cancelled,
];

/// Which payments are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Filter {
    /// Of one state only.
    pub state: Option<PaypalState>,
    /// Of one day only.
    pub day: Option<NaiveDate>,
}

/// What [`FilterBar`] is given.
#[derive(Properties, PartialEq)]
pub struct FilterBarProps {
    /// What is shown.
    pub filter: Filter,
    /// Others are to be shown.
    pub on_filter: Callback<Filter>,
}

/// A word with a capital.
fn capital(word: &str) -> String {
    let mut letters = word.chars();
    letters.next().map(|first| first.to_uppercase().chain(letters).collect()).unwrap_or_default()
}

/// The choice of a state.
fn states(props: &FilterBarProps, language: Language) -> Html {
    let filter = props.filter;
    let all = (String::new(), say(language, "online-every-state"), filter.state.is_none());
    let each = STATES
        .map(|it| (it.word().to_owned(), capital(&it.say(language)), filter.state == Some(it)));
    let on_pick = props
        .on_filter
        .reform(move |word: String| Filter { state: PaypalState::from_word(&word), ..filter });
    let options = [all].into_iter().chain(each).collect();
    choice("online-filter-state", say(language, "online-state"), options, on_pick)
}

/// The choices of a state and of a day.
#[component]
pub fn FilterBar(props: &FilterBarProps) -> Html {
    let (language, filter) = (use_screen().language, props.filter);
    let on_day = props.on_filter.reform(move |day| Filter { day, ..filter });
    html! {
        <DayBar name="online" day={filter.day} {on_day}>{ states(props, language) }</DayBar>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn states_begin_with_a_capital() {
        assert_eq!(capital(&PaypalState::ToCheck.say(Language::Fr)), "À vérifier");
        assert_eq!(capital(""), "");
    }
}
