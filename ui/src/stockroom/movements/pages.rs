//! Movements page by page, newest first, and the way to older ones.

use super::filter::{Filter, Names};
use super::gather::gather;
use super::table::table;
use crate::catalogue::say;
use crate::frame::{Notice, use_screen};
use crate::office::{
    Pages as PagesOf, SaveTableButton, Way, day_and_hour, loading, use_list, use_pages,
};
use domain::screens::Table;
use domain::server::ShopChoice;
use domain::stock::{Movement, MovementId, Movements, ReadMovements};
use domain::{Failure, Language};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// Movements are read again so often; older pages do not change.
const LOOK_EVERY_MS: u32 = 30_000;

/// What [`Pages`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct PagesProps {
    /// The shop.
    pub shop: ShopChoice,
    /// What movements are shown.
    pub filter: Filter,
    /// The names of ingredients.
    pub names: Names,
}

#[derive(Clone, PartialEq, Properties)]
struct OnePageProps {
    of: PagesProps,
    pages: PagesOf<MovementId>,
    /// All that the filter leaves, for a file.
    gather: Callback<Callback<Result<Table, Failure>>>,
}

/// The way to older and newer ones.
fn way(props: &OnePageProps, page: &Movements, language: Language) -> Html {
    let span = page.movements.first().zip(page.movements.last());
    let span = span.map(|(newest, oldest): (&Movement, &Movement)| {
        format!("{} → {}", day_and_hour(oldest.at, language), day_and_hour(newest.at, language))
    });
    let last = page.movements.last().map(|moved| moved.id).filter(|_| page.earlier);
    let between = html! { <span data-testid="movements-span">{ span }</span> };
    let behind = html! {
        <SaveTableButton testid="save-movements" name={format!("mouvements-{}", props.of.shop.code)}
            gather={props.gather.clone()} />
    };
    let class = classes!("part-foot");
    let way = Way { name: "movements", class, earlier: last, between, behind };
    props.pages.way(way, language)
}

/// One page.
#[component]
fn OnePage(props: &OnePageProps) -> Html {
    let language = use_screen().language;
    let Filter { ingredient, cause } = props.of.filter;
    let shop = Some(props.of.shop.code.clone());
    let asked = ReadMovements { shop, ingredient, cause, before: props.pages.before() };
    let (read, _) = use_list(asked, LOOK_EVERY_MS);
    let page = read.data.clone();
    html! {
        <>
            if let Some(failure) = &read.failure {
                <Notice text={failure.message.clone()} testid="movements-error" />
            } else if page.is_none() {
                { loading(language) }
            }
            if let Some(page) = page {
                if page.movements.is_empty() {
                    <p class="empty" data-testid="movements-empty">{
                        if props.of.filter == Filter::default() { say(language, "movements-empty") }
                        else { say(language, "movements-none-found") }
                    }</p>
                } else {
                    { table(&page.movements, &props.of.names, language) }
                    { way(props, &page, language) }
                }
            }
        </>
    }
}

/// All of them, page by page.
#[component]
pub fn Pages(props: &PagesProps) -> Html {
    let language = use_screen().language;
    let pages = use_pages::<MovementId>();
    {
        let pages = pages.clone();
        use_effect_with(props.filter, move |_| pages.begin());
    }
    let file = {
        let props = props.clone();
        Callback::from(move |take: Callback<Result<_, Failure>>| {
            let (shop, filter, names) =
                (props.shop.code.clone(), props.filter, props.names.clone());
            spawn_local(async move { take.emit(gather(shop, filter, names, language).await) });
        })
    };
    let key = pages.key(props.filter);
    html! { <OnePage {key} of={props.clone()} {pages} gather={file} /> }
}
