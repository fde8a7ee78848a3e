//! What the pages of stock have in common: what was said of a quantity, buttons, words to touch.

use super::desk::Typed;
use super::sending::StockHandle;
use crate::backend::new_uuid;
use crate::catalogue::{say, say_with};
use crate::kitchen::parts::BigButton;
use domain::menu::{Ingredient, IngredientId, Menu, Unit};
use domain::stock::{MovementRefused, QuantityRefused, StockLevel, is_doubtful, show_quantity};
use domain::{CommandId, Failure, Language};
use yew::prelude::*;

/// The fields whose mistake stands at the figure on the pad.
pub const AT_THE_FIGURE: &[&str] = &["quantity", "counted", "seen", "line-"];

/// What a person has said with the figure that is typed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Said {
    /// It is no quantity.
    Nothing(QuantityRefused),
    /// So much, and it may be a slip: it is asked once more.
    Doubtful(i64),
    /// So much.
    Clear(i64),
}

/// What is said; beside what the book has, where that is known.
pub fn said(typed: &Typed, theoretical: Option<i64>, unit: Unit) -> Said {
    match typed.entry.read(unit) {
        Err(refused) => Said::Nothing(refused),
        Ok(figure) => {
            let doubtful = theoretical.is_some_and(|there| is_doubtful(figure, there));
            match doubtful && typed.meant != Some(figure) {
                true => Said::Doubtful(figure),
                false => Said::Clear(figure),
            }
        }
    }
}

/// A figure that is no quantity, as a failure at it.
pub fn no_quantity(refused: QuantityRefused, language: Language) -> Failure {
    Failure::of(&MovementRefused::Quantity(refused), language)
}

/// The sentence at the figure, where that is what is wrong.
pub fn at_the_figure(failed: Option<&Failure>) -> Option<AttrValue> {
    let failed = failed?;
    let field = failed.field.as_deref()?;
    let here = AT_THE_FIGURE.iter().any(|name| field.starts_with(name));
    here.then(|| AttrValue::from(failed.message.clone()))
}

/// The question about a figure that may be a slip, while it is asked.
pub fn doubt(typed: &Typed, theoretical: Option<i64>, unit: Unit, language: Language) -> Html {
    let Ok(figure) = typed.entry.read(unit) else { return Html::default() };
    let Some(there) = theoretical.filter(|there| is_doubtful(figure, *there)) else {
        return Html::default();
    };
    if typed.meant != Some(figure) {
        return Html::default();
    }
    let values = [
        ("typed", show_quantity(figure, unit, language).into()),
        ("there", show_quantity(there, unit, language).into()),
    ];
    html! {
        <p class="kitchen-doubt" role="alert" data-testid="doubtful">
            { "⚠\u{a0}" }{ say_with(language, "stock-doubtful", &values) }
        </p>
    }
}

/// The level of an ingredient.
pub fn level(levels: &[StockLevel], ingredient: IngredientId) -> Option<&StockLevel> {
    levels.iter().find(|level| level.ingredient == ingredient)
}

/// An ingredient by its key.
pub fn ingredient(menu: Option<&Menu>, id: IngredientId) -> Option<Ingredient> {
    menu?.ingredient(id).cloned()
}

/// An ingredient's name; a dash where the menu no longer has it.
pub fn named(menu: Option<&Menu>, id: IngredientId) -> String {
    ingredient(menu, id).map_or("–".to_owned(), |it| it.name)
}

/// A name as a title begins.
pub fn capital(name: &str) -> String {
    let mut letters = name.chars();
    let first = letters.next().map(|it| it.to_uppercase().to_string());
    first.unwrap_or_default() + letters.as_str()
}

/// A quantity of an ingredient in words.
pub fn shown(menu: Option<&Menu>, id: IngredientId, quantity: i64, language: Language) -> String {
    match ingredient(menu, id) {
        Some(it) => show_quantity(quantity, it.unit, language),
        None => quantity.to_string(),
    }
}

/// A name for a command.
pub fn new_command() -> CommandId {
    CommandId(new_uuid())
}

/// The button that goes on with a page; it says where a command stands.
pub fn confirm_button(
    stock: &StockHandle,
    testid: &'static str,
    (label, hint): (String, Option<String>),
    disabled: bool,
    onclick: Callback<MouseEvent>,
    language: Language,
) -> Html {
    let in_the_air = stock.desk.tap().map(|tap| tap.busy);
    let retry = {
        let stock = stock.clone();
        Callback::from(move |_: MouseEvent| stock.retry())
    };
    let (label, onclick) = match in_the_air {
        Some(true) => (say(language, "kitchen-busy"), Callback::noop()),
        Some(false) => (say(language, "kitchen-retry"), retry),
        None => (label, onclick),
    };
    html! {
        <BigButton {testid} {label} hint={hint.map(AttrValue::from)} primary=true key_name="Enter"
            disabled={disabled && in_the_air.is_none()} {onclick} />
    }
}

/// What [`Words`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct WordsProps {
    /// Its name for people.
    pub label: AttrValue,
    /// Its name for tests.
    pub testid: AttrValue,
    /// What is typed.
    pub value: AttrValue,
    /// Sentences that are often meant: one touch types them.
    pub often: Vec<AttrValue>,
    /// What is wrong with it.
    #[prop_or_default]
    pub wrong: Option<AttrValue>,
    /// Nothing can be typed now.
    #[prop_or_default]
    pub held: bool,
    /// What is typed next.
    pub on_type: Callback<String>,
}

/// A sentence, typed or touched.
#[component]
pub fn Words(props: &WordsProps) -> Html {
    let WordsProps { label, testid, value, often, wrong, held, on_type } = props;
    let oninput = on_type.reform(|event: InputEvent| {
        event.target_unchecked_into::<web_sys::HtmlInputElement>().value()
    });
    let often = often.iter().enumerate().map(|(nth, words)| {
        let (on_type, words) = (on_type.clone(), words.clone());
        let said = words.clone();
        html! {
            <button type="button" key={nth} class="kitchen-often" data-testid={format!("{testid}-{nth}")} disabled={*held}
                aria-pressed={(words == *value).to_string()}
                onclick={move |_: MouseEvent| on_type.emit(said.to_string())}>{ words }</button>
        }
    });
    html! {
        <div class="kitchen-words">
            <label>
                <span>{ label }</span>
                <input type="text" class="kitchen-search" data-testid={testid.clone()} autocomplete="off"
                    maxlength="200" aria-invalid={wrong.is_some().to_string()} value={value.clone()}
                    disabled={*held} {oninput} />
            </label>
            if let Some(wrong) = wrong {
                <p class="kitchen-wrong" role="alert" data-testid={format!("{testid}-error")}>{ wrong }</p>
            }
            <div class="kitchen-oftens">{ often.collect::<Html>() }</div>
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::super::entry::Entry;
    use super::*;
    use domain::FailureCode;

    #[test]
    fn a_figure_that_may_be_a_slip_is_asked_about_once() {
        let entry = Entry::of(300, Unit::G, Language::Fr);
        let mut typed = Typed::new(IngredientId(1), entry);
        assert_eq!(said(&typed, Some(3000), Unit::G), Said::Doubtful(300));
        assert_eq!(said(&typed, None, Unit::G), Said::Clear(300));
        typed.meant = Some(300);
        assert_eq!(said(&typed, Some(3000), Unit::G), Said::Clear(300));
        typed.entry = Entry::of(301, Unit::G, Language::Fr);
        assert_eq!(said(&typed, Some(3000), Unit::G), Said::Doubtful(301));
        typed.entry = Entry::default();
        assert!(matches!(said(&typed, Some(3000), Unit::G), Said::Nothing(_)));
    }

    #[test]
    fn a_title_begins_with_a_capital() {
        for (name, title) in [("épaule", "Épaule"), ("", ""), ("Œuf", "Œuf")] {
            assert_eq!(capital(name), title);
        }
    }

    #[test]
    fn a_mistake_stands_where_it_is() {
        let failure = |field: &str| Failure {
            code: FailureCode::Refused,
            message: "no".to_owned(),
            field: Some(field.to_owned()),
        };
        for (field, here) in [("quantity", true), ("line-7", true), ("reason", false)] {
            assert_eq!(at_the_figure(Some(&failure(field))).is_some(), here, "{field}");
        }
        assert_eq!(at_the_figure(None), None);
    }
}
