//! A word in the top bar of counters and kitchens while a driver does not know of an order that he has: his text
//! message did not go, or may not have. It goes by itself when somebody has decided about the message, or when
//! it is known what became of the order.

use crate::catalogue::say_with;
use crate::frame::{use_fetched, use_screen};
use domain::Language;
use domain::runs::{NotTold, ReadNotTold};
use yew::prelude::*;

/// The first of them: the bar has to hold the rest, too.
fn few(words: &[&str]) -> String {
    match words.len() {
        0..=3 => words.join(", "),
        many => format!("{}, +{}", words[..2].join(", "), many - 2),
    }
}

/// What the top bar says, and whether it is certain that the driver was not told. None: every one was.
fn alert(not_told: &[NotTold], language: Language) -> Option<(String, bool)> {
    let certain = not_told.iter().any(|it| !it.may_have_gone);
    let shown: Vec<_> = not_told.iter().filter(|it| it.may_have_gone != certain).collect();
    let mut drivers: Vec<&str> = shown.iter().map(|it| it.driver.as_str()).collect();
    drivers.dedup();
    let numbers: Vec<&str> = shown.iter().map(|it| it.number.as_str()).collect();
    let values = [("drivers", few(&drivers).into()), ("numbers", few(&numbers).into())];
    match (shown.is_empty(), certain) {
        (true, _) => None,
        (false, true) => Some((say_with(language, "driver-not-told", &values), true)),
        (false, false) => Some((say_with(language, "driver-perhaps-told", &values), false)),
    }
}

/// Nothing while every driver was told.
#[component]
pub fn NotToldChip() -> Html {
    let screen = use_screen();
    let language = screen.language;
    let wanted = screen.staff.is_some() && !screen.training;
    let read = use_fetched(ReadNotTold {}, wanted, screen.told_pulse, language);
    let not_told = read.data.clone().filter(|_| wanted).unwrap_or_default();
    match alert(&not_told, language) {
        None => Html::default(),
        Some((text, certain)) => html! {
            <span class={classes!("chip", if certain { "bad" } else { "warn" })} data-testid="driver-not-told"
                role="alert" title={text.clone()}>{ text.clone() }</span>
        },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::runs::RunId;

    fn not_told(number: &str, driver: &str, may_have_gone: bool) -> NotTold {
        let (number, driver) = (number.to_owned(), driver.to_owned());
        NotTold { run: RunId(uuid::Uuid::nil()), number, driver, may_have_gone }
    }

    #[test]
    fn who_has_to_be_called_is_said_before_what_may_have_gone() {
        let of = |all: &[NotTold]| alert(all, Language::Fr);
        assert_eq!(of(&[]), None);
        let perhaps = not_told("A-013", "Karim", true);
        let (text, certain) = of(std::slice::from_ref(&perhaps)).expect("an alert");
        assert!(text.contains("A-013") && text.contains("Karim") && !certain, "{text}");
        let (first, second) =
            (not_told("A-011", "Karim", false), not_told("A-012", "Karim", false));
        let (text, certain) = of(&[first, perhaps, second]).expect("an alert");
        assert!(text.contains("A-011, A-012") && !text.contains("A-013") && certain, "{text}");
        assert_eq!(text.matches("Karim").count(), 1);
        let many: Vec<_> =
            (10..16).map(|nth| not_told(&format!("A-0{nth}"), "Karim", false)).collect();
        let (text, _) = of(&many).expect("an alert");
        assert!(text.contains("A-010, A-011, +4") && !text.contains("A-012"), "{text}");
    }
}
