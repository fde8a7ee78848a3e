//! The page: which shop, which days, in what order.

use super::audit::AuditDialog;
use super::days::Days;
use super::listing::{Column, Listing};
use crate::catalogue::say;
use crate::frame::use_screen;
use crate::office::{ListPage, ShopPicker};
use chrono::NaiveDate;
use domain::server::ShopChoice;
use yew::prelude::*;

/// The page of cash and closings.
#[component]
pub fn RecapsPage() -> Html {
    let language = use_screen().language;
    let shops = use_state(Vec::<ShopChoice>::new);
    let shop = use_state(|| None::<String>);
    // The first day of each page that was left towards earlier ones.
    let befores = use_state(Vec::<NaiveDate>::new);
    let listing = use_state(Listing::default);
    let on_shops = {
        let shops = shops.setter();
        Callback::from(move |known| shops.set(known))
    };
    let on_pick = {
        let (shop, befores) = (shop.setter(), befores.setter());
        Callback::from(move |picked| {
            shop.set(picked);
            befores.set(Vec::new());
        })
    };
    let on_sort = {
        let listing = listing.clone();
        Callback::from(move |column: Column| listing.set(listing.sorted_by(column)))
    };
    let on_earlier = {
        let befores = befores.clone();
        Callback::from(move |day| befores.set([&befores[..], &[day]].concat()))
    };
    let on_later = (!befores.is_empty()).then(|| {
        let befores = befores.clone();
        Callback::from(move |()| befores.set(befores[..befores.len() - 1].to_vec()))
    });
    let audited = use_state(|| false);
    let audit = |on: bool| {
        let audited = audited.setter();
        Callback::from(move |()| audited.set(on))
    };
    let before = befores.last().copied();
    let key = format!("{}-{before:?}", shop.as_deref().unwrap_or_default());
    let picked = shops.iter().find(|it| Some(&it.code) == shop.as_ref()).cloned();
    let action = html! {
        <div class="bar">
            <button class="button" data-testid="audit-open"
                onclick={audit(true).reform(|_: MouseEvent| ())}>{ say(language, "audit-open") }</button>
            <ShopPicker shops={(*shops).clone()} picked={(*shop).clone()} all=true {on_pick} />
        </div>
    };
    html! {
        <ListPage name="recaps" title={say(language, "recaps-title")} lead={say(language, "recaps-lead")} is_read=true {action}>
            <Days {key} shop={(*shop).clone()} {before} listing={*listing} {on_sort} {on_shops} {on_earlier} {on_later} />
            if *audited {
                <AuditDialog shop={picked} on_close={audit(false)} />
            }
        </ListPage>
    }
}
