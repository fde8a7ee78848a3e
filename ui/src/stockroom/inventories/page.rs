//! The page: the inventories kept fresh, page by page, and one in their place.

use super::one::OnePage;
use super::table::{file, table};
use crate::catalogue::say;
use crate::frame::{Notice, use_screen};
use crate::office::{Pages, SaveTableButton, Way, loading, use_list, use_pages};
use crate::stockroom::PartProps;
use domain::Language;
use domain::server::ShopChoice;
use domain::stock::{Inventories, InventoryId, ListInventories};
use std::rc::Rc;
use yew::prelude::*;

/// One that is under way goes on without any news of it.
const LOOK_EVERY_MS: u32 = 30_000;

#[derive(Clone, PartialEq, Properties)]
struct ListProps {
    shop: ShopChoice,
    pages: Pages<InventoryId>,
    on_open: Callback<InventoryId>,
}

/// The way to earlier and later ones, and to a file.
fn way(props: &ListProps, page: &Rc<Inventories>, language: Language) -> Html {
    let last = page.inventories.last().map(|line| line.id).filter(|_| page.earlier);
    let gather = {
        let page = page.clone();
        Callback::from(move |take: Callback<_>| take.emit(Ok(file(&page.inventories, language))))
    };
    let behind = html! {
        <SaveTableButton testid="save-inventories" name={format!("inventaires-{}", props.shop.code)} {gather} />
    };
    let way = Way { class: classes!("part-foot"), behind, ..Way::from("inventories", last) };
    props.pages.way(way, language)
}

/// One page of them.
#[component]
fn List(props: &ListProps) -> Html {
    let language = use_screen().language;
    let asked = ListInventories { shop: props.shop.code.clone(), before: props.pages.before() };
    let (read, _) = use_list(asked, LOOK_EVERY_MS);
    let page = read.data.clone();
    html! {
        <>
            if let Some(failure) = &read.failure {
                <Notice text={failure.message.clone()} testid="inventories-error" />
            } else if page.is_none() {
                { loading(language) }
            }
            if let Some(page) = page {
                if page.inventories.is_empty() {
                    <p class="empty" data-testid="inventories-empty">{ say(language, "inventories-empty") }</p>
                } else {
                    { table(&page.inventories, &props.on_open, language) }
                    { way(props, &page, language) }
                }
            }
        </>
    }
}

/// The past inventories of a shop.
#[component]
pub fn InventoriesPage(props: &PartProps) -> Html {
    let open = use_state(|| None::<InventoryId>);
    let pages = use_pages::<InventoryId>();
    let on_open = {
        let open = open.setter();
        Callback::from(move |inventory| open.set(Some(inventory)))
    };
    let on_back = {
        let open = open.setter();
        Callback::from(move |()| open.set(None))
    };
    let shop = props.shop.clone();
    if let Some(inventory) = *open {
        return html! { <OnePage {shop} {inventory} {on_back} /> };
    }
    let key = pages.key(());
    html! { <List {key} {shop} {pages} {on_open} /> }
}
