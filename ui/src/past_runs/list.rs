//! A page of runs, kept fresh, and the way to earlier ones.

use super::filter::Filter;
use super::gather::gather;
use super::table::table;
use crate::catalogue::say;
use crate::frame::{Notice, use_screen};
use crate::office::{Pages, SaveTableButton, Shops, Way, loading, use_list_of_shops};
use domain::runs::{ListRuns, PastRuns, RunDriver, RunId};
use domain::{Failure, Language};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What counters settle is seen so often.
const LOOK_EVERY_MS: u32 = 30_000;

/// What [`List`] is given.
#[derive(Properties, PartialEq)]
pub struct ListProps {
    /// Of which shop.
    pub shops: Shops,
    /// Before which run.
    pub pages: Pages<RunId>,
    /// Which runs.
    pub filter: Filter,
    /// Who ever drove.
    pub on_drivers: Callback<Vec<RunDriver>>,
}

/// What is asked for a page.
pub fn asked(shop: Option<String>, filter: Filter, before: Option<RunId>) -> ListRuns {
    let Filter { driver, day } = filter;
    ListRuns { shop, day, driver, before }
}

/// The way to earlier and later ones, and to a file.
fn way(props: &ListProps, list: &PastRuns, language: Language) -> Html {
    let last = list.runs.last().map(|it| it.run.run).filter(|_| list.earlier);
    let gather = {
        let (shop, filter) = (props.shops.code(), props.filter);
        Callback::from(move |take: Callback<Result<_, Failure>>| {
            let shop = shop.clone();
            spawn_local(async move { take.emit(gather(shop, filter, language).await) });
        })
    };
    let behind = html! { <SaveTableButton testid="save-runs" name="courses" {gather} /> };
    let way = Way { class: classes!("part-foot"), behind, ..Way::from("past-runs", last) };
    props.pages.way(way, language)
}

/// One page.
#[component]
pub fn List(props: &ListProps) -> Html {
    let language = use_screen().language;
    let (shops, pages) = (&props.shops, &props.pages);
    let asked = asked(shops.code(), props.filter, pages.before());
    let (read, _) = use_list_of_shops(asked, (LOOK_EVERY_MS, 0), shops, |list| &list.shops);
    let on_drivers = props.on_drivers.clone();
    use_effect_with(read.data.as_ref().map(|list| list.drivers.clone()), move |drivers| {
        drivers.iter().for_each(|drivers| on_drivers.emit(drivers.clone()));
    });
    let list = read.data.clone();
    let empty = if props.filter == Filter::default() && shops.code().is_none() {
        "past-runs-empty"
    } else {
        "past-runs-none-found"
    };
    html! {
        <>
            if let Some(failure) = &read.failure {
                <Notice text={failure.message.clone()} testid="past-runs-error" />
            } else if list.is_none() {
                { loading(language) }
            }
            if let Some(list) = list {
                if list.runs.is_empty() && pages.is_first() {
                    <p class="empty" data-testid="past-runs-empty">{ say(language, empty) }</p>
                } else {
                    { table(&list.runs, list.shops.len() > 1 && shops.code().is_none(), language) }
                    { way(props, &list, language) }
                }
            }
        </>
    }
}
