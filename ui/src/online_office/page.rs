//! The page: of which shop, day and state, and the payments.

use super::filter::{Filter, FilterBar};
use super::list::List;
use crate::catalogue::say;
use crate::frame::use_screen;
use crate::office::{ListPage, use_pages, use_shops};
use domain::payments::PaypalIntentId;
use yew::prelude::*;

/// The page of payments on the telephone.
#[component]
pub fn OnlineOfficePage() -> Html {
    let language = use_screen().language;
    let (shops, pages) = (use_shops(), use_pages::<PaypalIntentId>());
    let filter = use_state(Filter::default);
    let on_filter = {
        let (filter, pages) = (filter.setter(), pages.clone());
        Callback::from(move |wanted| {
            filter.set(wanted);
            pages.begin();
        })
    };
    let action = {
        let pages = pages.clone();
        shops.picker(move || pages.begin())
    };
    let key = pages.key((shops.code(), *filter));
    html! {
        <div class="online-page" data-testid="online-page">
            <ListPage name="online" title={say(language, "online-title")} lead={say(language, "online-lead")} is_read=true {action}>
                <FilterBar filter={*filter} {on_filter} />
                <List {key} {shops} {pages} filter={*filter} />
            </ListPage>
        </div>
    }
}
