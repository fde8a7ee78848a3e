//! Days and amounts as the office's pages write them, and the choice of a shop, or of what a list shows.

use crate::catalogue::{say, say_with};
use crate::frame::{hour, use_screen};
use chrono::{DateTime, Datelike, NaiveDate, Utc};
use domain::server::ShopChoice;
use domain::shops::ZONE;
use domain::{Cents, Language};
use web_sys::HtmlSelectElement;
use yew::prelude::*;

/// `lun. 30/11/2026`, `Mon 30 Nov 2026`.
pub fn date(day: NaiveDate, language: Language) -> String {
    let weekday = say(language, &format!("weekday-{}", day.weekday().number_from_monday()));
    let written = match language {
        Language::Fr => day.format("%d/%m/%Y"),
        Language::En => day.format("%-d\u{a0}%b\u{a0}%Y"),
    };
    format!("{weekday}\u{a0}{written}")
}

/// `lun. 30/11/2026 20:05`, wall clock of the shops.
pub fn day_and_hour(at: DateTime<Utc>, language: Language) -> String {
    format!("{}\u{a0}{}", date(at.with_timezone(&ZONE).date_naive(), language), hour(at))
}

/// A difference, with its sign.
pub fn signed(cents: Cents, language: Language) -> String {
    let plus = if cents.0 > 0 { "+" } else { "" };
    format!("{plus}{}", cents.show(language))
}

/// A choice of what a list shows: of each its value, its name, and whether it is chosen.
pub fn choice(
    testid: &'static str,
    label: String,
    options: Vec<(String, String, bool)>,
    on_pick: Callback<String>,
) -> Html {
    let onchange =
        on_pick.reform(|event: Event| event.target_unchecked_into::<HtmlSelectElement>().value());
    let each = options.into_iter().map(|(value, name, selected)| {
        html! { <option {value} {selected}>{ name }</option> }
    });
    html! {
        <label class="part-filter">
            <select data-testid={testid} aria-label={label} {onchange}>{ for each }</select>
        </label>
    }
}

/// What [`ShopPicker`] is given.
#[derive(Properties, PartialEq)]
pub struct ShopPickerProps {
    /// The shops there are.
    pub shops: Vec<ShopChoice>,
    /// The code of the one that is picked; none: all.
    pub picked: Option<String>,
    /// Whether all can be picked at once.
    #[prop_or_default]
    pub all: bool,
    /// One was picked, or all.
    pub on_pick: Callback<Option<String>>,
}

/// Chooses a shop, where there is more than one.
#[component]
pub fn ShopPicker(props: &ShopPickerProps) -> Html {
    let language = use_screen().language;
    if props.shops.len() < 2 {
        return Html::default();
    }
    let pick = props.on_pick.reform(|event: Event| {
        let code = event.target_unchecked_into::<HtmlSelectElement>().value();
        Some(code).filter(|code| !code.is_empty())
    });
    let count = [("count", props.shops.len().into())];
    let each = props.shops.iter().map(|shop| {
        html! {
            <option value={shop.code.clone()} selected={props.picked.as_ref() == Some(&shop.code)}>
                { format!("{} · {}", shop.code, shop.name) }
            </option>
        }
    });
    html! {
        <label class="shop-picker">
            <select data-testid="shop-picker" aria-label={say(language, "shop-picker")} onchange={pick}>
                if props.all {
                    <option value="" selected={props.picked.is_none()}>{ say_with(language, "shop-all", &count) }</option>
                }
                { for each }
            </select>
        </label>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn days_and_differences_as_they_are_written() {
        let day = NaiveDate::from_ymd_opt(2026, 11, 30).expect("a day");
        assert_eq!(date(day, Language::Fr), "lun.\u{a0}30/11/2026");
        assert_eq!(date(day, Language::En), "Mon\u{a0}30\u{a0}Nov\u{a0}2026");
        let at = "2026-11-30T19:05:00Z".parse().expect("an instant");
        assert_eq!(day_and_hour(at, Language::Fr), "lun.\u{a0}30/11/2026\u{a0}20:05");
        assert_eq!(signed(Cents(150), Language::Fr), "+1,50\u{a0}€");
        assert_eq!(signed(Cents(-150), Language::Fr), "\u{2212}1,50\u{a0}€");
        assert_eq!(signed(Cents(0), Language::Fr), "0,00\u{a0}€");
    }
}
