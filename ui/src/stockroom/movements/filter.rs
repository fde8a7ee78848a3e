//! Of which ingredient and of what cause movements are shown.

use crate::catalogue::say;
use crate::office::choice;
use crate::stockroom::levels::plain;
use domain::menu::IngredientId;
use domain::stock::{CAUSES, Cause, IngredientStands};
use domain::{Language, Spoken};
use std::rc::Rc;
use yew::prelude::*;

/// The ingredients that a shop keeps, with their names and units.
pub type Names = Rc<Vec<IngredientStands>>;

/// What movements are shown.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub struct Filter {
    /// Of one ingredient only.
    pub ingredient: Option<IngredientId>,
    /// Of one cause only.
    pub cause: Option<Cause>,
}

/// The choice of an ingredient.
pub fn ingredients(
    filter: Filter,
    names: &Names,
    on_filter: &Callback<Filter>,
    language: Language,
) -> Html {
    let mut known: Vec<_> = names.iter().map(|it| (it.level.ingredient, &it.name)).collect();
    known.sort_by_key(|(_, name)| plain(name));
    let all =
        (String::new(), say(language, "movements-every-ingredient"), filter.ingredient.is_none());
    let each = known
        .into_iter()
        .map(|(id, name)| (id.0.to_string(), name.clone(), filter.ingredient == Some(id)));
    let options = [all].into_iter().chain(each).collect();
    let on_pick = on_filter.reform(move |value: String| Filter {
        ingredient: value.parse().ok().map(IngredientId),
        ..filter
    });
    choice("filter-ingredient", say(language, "movements-ingredient"), options, on_pick)
}

/// The choice of a cause.
pub fn causes(filter: Filter, on_filter: &Callback<Filter>, language: Language) -> Html {
    let all = (String::new(), say(language, "movements-every-cause"), filter.cause.is_none());
    let each = CAUSES.iter().map(|rule| {
        (rule.cause.word().to_owned(), rule.cause.say(language), filter.cause == Some(rule.cause))
    });
    let options = [all].into_iter().chain(each).collect();
    let on_pick =
        on_filter.reform(move |value: String| Filter { cause: Cause::from_word(&value), ..filter });
    choice("filter-cause", say(language, "movements-cause"), options, on_pick)
}
