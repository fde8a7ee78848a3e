//! A field in which a day is typed.

use super::day::{day, typed_day};
use chrono::NaiveDate;
use yew::prelude::*;

/// What the field shows, and what it hears.
pub struct DayField {
    /// What stands in it.
    pub value: String,
    /// Whether that is no day.
    pub wrong: bool,
    /// Something is typed.
    pub oninput: Callback<InputEvent>,
    /// It is left.
    pub onblur: Callback<FocusEvent>,
    /// What is typed is not meant.
    pub forget: Callback<()>,
}

/// A field that shows a day, or none. A day is heard as soon as it is typed whole, or when the field is left; that the
/// field is empty, when it is left.
#[hook]
pub fn use_day_field(
    shown: Option<NaiveDate>,
    today: NaiveDate,
    on_day: Callback<Option<NaiveDate>>,
) -> DayField {
    let typed = use_state(|| None::<String>);
    {
        // Another day is shown: what was typed is done with.
        let typed = typed.setter();
        use_effect_with(shown, move |_| typed.set(None));
    }
    let oninput = {
        let (typed, on_day) = (typed.setter(), on_day.clone());
        Callback::from(move |event: InputEvent| {
            let next = event.target_unchecked_into::<web_sys::HtmlInputElement>().value();
            // As soon as it is a whole date; before, nothing moves under the finger.
            match typed_day(&next, today).filter(|it| day(*it) == next.trim()) {
                Some(day) => {
                    typed.set(None);
                    on_day.emit(Some(day));
                }
                None => typed.set(Some(next)),
            }
        })
    };
    let onblur = {
        let typed = typed.clone();
        Callback::from(move |_: FocusEvent| {
            let Some(left) = typed.as_deref() else { return };
            let found = typed_day(left, today);
            if found.is_some() || left.trim().is_empty() {
                typed.set(None);
                on_day.emit(found);
            }
        })
    };
    let forget = {
        let typed = typed.setter();
        Callback::from(move |()| typed.set(None))
    };
    let is_wrong = |it: &str| !it.trim().is_empty() && typed_day(it, today).is_none();
    DayField {
        wrong: typed.as_deref().is_some_and(is_wrong),
        value: (*typed).clone().unwrap_or_else(|| shown.map(day).unwrap_or_default()),
        oninput,
        onblur,
        forget,
    }
}
