//! A page of payments, kept fresh, and the way to earlier ones.

use super::deciding::use_deciding;
use super::end::EndDialog;
use super::filter::Filter;
use super::gather::gather;
use super::table::table;
use crate::catalogue::say;
use crate::frame::{Notice, Tone, use_screen};
use crate::office::{Pages, SaveTableButton, Shops, Way, loading, use_list_of_shops};
use domain::online::{ListOnline, OnlinePage};
use domain::payments::PaypalIntentId;
use domain::{Failure, FailureCode, Language};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// What terminals find out at PayPal is seen so often.
const LOOK_EVERY_MS: u32 = 10_000;

/// What [`List`] is given.
#[derive(Properties, PartialEq)]
pub struct ListProps {
    /// Of which shop.
    pub shops: Shops,
    /// Before which payment.
    pub pages: Pages<PaypalIntentId>,
    /// Which payments.
    pub filter: Filter,
}

/// What is asked for a page.
pub fn asked(shop: Option<String>, filter: Filter, before: Option<PaypalIntentId>) -> ListOnline {
    let Filter { state, day } = filter;
    ListOnline { shop, day, state, before }
}

/// The way to earlier and later ones, and to a file.
fn way(props: &ListProps, list: &OnlinePage, language: Language) -> Html {
    let last = list.rows.last().map(|it| it.stands.intent).filter(|_| list.earlier);
    let gather = {
        let (shop, filter) = (props.shops.code(), props.filter);
        Callback::from(move |take: Callback<Result<_, Failure>>| {
            let shop = shop.clone();
            spawn_local(async move { take.emit(gather(shop, filter, language).await) });
        })
    };
    let behind = html! { <SaveTableButton testid="save-online" name={say(language, "online-file")} {gather} /> };
    let way = Way { class: classes!("part-foot"), behind, ..Way::from("online", last) };
    props.pages.way(way, language)
}

/// That there are none, and what would change that.
fn empty(props: &ListProps, language: Language) -> Html {
    let is_all = props.filter == Filter::default() && props.shops.code().is_none();
    let key = if is_all { "online-empty" } else { "online-none-found" };
    html! { <p class="empty" data-testid="online-empty">{ say(language, key) }</p> }
}

/// One page.
#[component]
pub fn List(props: &ListProps) -> Html {
    let language = use_screen().language;
    let (shops, pages) = (&props.shops, &props.pages);
    let asked = asked(shops.code(), props.filter, pages.before());
    let (read, look) = use_list_of_shops(asked, (LOOK_EVERY_MS, 0), shops, |list| &list.shops);
    let deciding = use_deciding(look);
    let list = read.data.clone();
    let said = deciding.failure.as_ref().filter(|_| deciding.ending.is_none());
    html! {
        <>
            if let Some(failure) = read.failure.as_ref().or(said) {
                <Notice text={failure.message.clone()} testid="online-error"
                    tone={if failure.code == FailureCode::Conflict { Tone::Warning } else { Tone::Failure }} />
            } else if list.is_none() {
                { loading(language) }
            }
            if let Some(list) = list {
                if list.rows.is_empty() && pages.is_first() {
                    { empty(props, language) }
                } else {
                    { table(&list.rows, list.shops.len() > 1 && shops.code().is_none(), &deciding, language) }
                    { way(props, &list, language) }
                }
            }
            if let Some(row) = deciding.ending.clone() {
                <EndDialog {row} deciding={deciding.clone()} />
            }
        </>
    }
}
