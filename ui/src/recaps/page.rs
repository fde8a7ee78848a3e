//! The page: which shop, which days, in what order.

use super::audit::AuditDialog;
use super::days::Days;
use super::listing::{Column, Listing};
use crate::catalogue::say;
use crate::frame::use_screen;
use crate::office::{ListPage, use_pages, use_shops};
use chrono::NaiveDate;
use yew::prelude::*;

/// The page of cash and closings.
#[component]
pub fn RecapsPage() -> Html {
    let language = use_screen().language;
    let (shops, pages) = (use_shops(), use_pages::<NaiveDate>());
    let listing = use_state(Listing::default);
    let on_sort = {
        let listing = listing.clone();
        Callback::from(move |column: Column| listing.set(listing.sorted_by(column)))
    };
    let audited = use_state(|| false);
    let audit = |on: bool| {
        let audited = audited.setter();
        Callback::from(move |()| audited.set(on))
    };
    let (first, picked) = (pages.clone(), shops.picked());
    let key = pages.key(shops.code());
    let action = html! {
        <div class="bar">
            <button class="button" data-testid="audit-open"
                onclick={audit(true).reform(|_: MouseEvent| ())}>{ say(language, "audit-open") }</button>
            { shops.picker(move || first.begin()) }
        </div>
    };
    html! {
        <ListPage name="recaps" title={say(language, "recaps-title")} lead={say(language, "recaps-lead")} is_read=true {action}>
            <Days {key} {shops} {pages} listing={*listing} {on_sort} />
            if *audited {
                <AuditDialog shop={picked} on_close={audit(false)} />
            }
        </ListPage>
    }
}
