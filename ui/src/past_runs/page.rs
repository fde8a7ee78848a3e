//! The page: of which shop, day and driver, and the runs.

use super::filter::{Filter, FilterBar};
use super::list::List;
use crate::catalogue::say;
use crate::frame::use_screen;
use crate::office::{ListPage, use_pages, use_shops};
use domain::runs::{RunDriver, RunId};
use yew::prelude::*;

/// The page of runs.
#[component]
pub fn PastRunsPage() -> Html {
    let language = use_screen().language;
    let (shops, pages) = (use_shops(), use_pages::<RunId>());
    let filter = use_state(Filter::default);
    let drivers = use_state(Vec::<RunDriver>::new);
    let on_filter = {
        let (filter, pages) = (filter.setter(), pages.clone());
        Callback::from(move |wanted| {
            filter.set(wanted);
            pages.begin();
        })
    };
    let on_drivers = {
        let drivers = drivers.setter();
        use_callback((), move |known, ()| drivers.set(known))
    };
    // Another shop has other drivers.
    let of_anybody = Filter { driver: None, ..*filter };
    let action = {
        let on_filter = on_filter.clone();
        shops.picker(move || on_filter.emit(of_anybody))
    };
    let key = pages.key((shops.code(), *filter));
    html! {
        <ListPage name="past-runs" title={say(language, "past-runs-title")} lead={say(language, "past-runs-lead")} is_read=true {action}>
            <FilterBar filter={*filter} drivers={(*drivers).clone()} {on_filter} />
            <List {key} {shops} {pages} filter={*filter} {on_drivers} />
        </ListPage>
    }
}
