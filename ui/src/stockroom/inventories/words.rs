//! What became of an inventory and of a count, in a sign, words and a colour; and what differences are worth.

use crate::catalogue::{say, say_with};
use crate::office::signed;
use domain::Language;
use domain::stock::{CountFate, Differences, InventoryState};
use yew::prelude::*;

/// What became of an inventory.
pub fn state(state: InventoryState, language: Language) -> Html {
    let (class, words) = match state {
        InventoryState::Saved => ("ok", say(language, "inventory-saved")),
        InventoryState::UnderWay => ("", say(language, "inventory-under-way")),
        InventoryState::GivenUp => ("bad", say(language, "inventory-given-up")),
    };
    html! { <span class={classes!("chip", class)} data-state={state.word()}>{ words }</span> }
}

/// What became of a count.
pub fn fate_words(fate: CountFate, language: Language) -> (&'static str, String) {
    match fate {
        CountFate::Right => ("ok", say(language, "count-right")),
        CountFate::Written => ("", say(language, "count-written")),
        CountFate::Overruled => ("warn", say(language, "count-overruled")),
        CountFate::Waiting => ("", say(language, "count-waiting")),
    }
}

/// How many differ, each way.
pub fn differing(found: &Differences, language: Language) -> String {
    if found.missing + found.over == 0 {
        return say(language, "inventory-no-difference");
    }
    let values = [("missing", found.missing.into()), ("over", found.over.into())];
    say_with(language, "inventory-differences", &values)
}

/// What the differences are worth, as far as costs are known; nothing where none is.
pub fn value(found: &Differences, language: Language) -> Option<String> {
    let known = (found.missing + found.over).saturating_sub(found.unknown);
    (known > 0).then(|| signed(found.value, language))
}

/// That some of it has no cost.
pub fn unknown(found: &Differences, language: Language) -> Option<String> {
    let count = [("count", found.unknown.into())];
    (found.unknown > 0).then(|| say_with(language, "inventory-unknown", &count))
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::Cents;

    #[test]
    fn what_has_no_cost_is_said_beside_what_has() {
        let found = |missing, over, value, unknown| Differences {
            missing,
            over,
            value: Cents(value),
            unknown,
        };
        for (found, words, worth, without) in [
            (found(0, 0, 0, 0), "aucun écart", None, None),
            (found(2, 1, -1250, 0), "2 en moins, 1 en plus", Some("\u{2212}12,50\u{a0}€"), None),
            (found(1, 0, 0, 1), "1 en moins, 0 en plus", None, Some("1 sans coût connu")),
            (
                found(1, 1, 300, 1),
                "1 en moins, 1 en plus",
                Some("+3,00\u{a0}€"),
                Some("1 sans coût connu"),
            ),
        ] {
            assert_eq!(differing(&found, Language::Fr), words);
            assert_eq!(value(&found, Language::Fr).as_deref(), worth);
            assert_eq!(unknown(&found, Language::Fr).as_deref(), without);
        }
    }
}
