//! The page: what movements are shown, and they.

use super::filter::{Filter, Names, causes, ingredients};
use super::pages::Pages;
use crate::frame::{Notice, use_fetched, use_screen};
use crate::office::loading;
use crate::stockroom::PartProps;
use domain::stock::ReadLevels;
use yew::prelude::*;

/// The movements of a shop.
#[component]
pub fn MovementsPage(props: &PartProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let filter = use_state(Filter::default);
    let asked = ReadLevels { shop: Some(props.shop.code.clone()) };
    let read = use_fetched(asked, true, 0, language);
    use_effect_with(read.failure.clone(), move |failure| {
        failure.iter().for_each(|failure| screen.heed(failure));
    });
    let on_filter = {
        let filter = filter.setter();
        Callback::from(move |wanted| filter.set(wanted))
    };
    let names: Option<Names> = read.data.clone();
    html! {
        <>
            if let Some(failure) = &read.failure {
                <Notice text={failure.message.clone()} testid="names-error" />
            } else if names.is_none() {
                { loading(language) }
            }
            if let Some(names) = names {
                <div class="bar">
                    { ingredients(*filter, &names, &on_filter, language) }
                    { causes(*filter, &on_filter, language) }
                </div>
                <Pages shop={props.shop.clone()} filter={*filter} {names} />
            }
        </>
    }
}
