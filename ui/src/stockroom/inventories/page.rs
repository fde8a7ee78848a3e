//! The page: the inventories kept fresh, page by page, and one in their place.

use super::one::OnePage;
use super::table::{file, table};
use crate::catalogue::say;
use crate::frame::{Notice, use_screen};
use crate::office::{SaveTableButton, loading, use_list};
use crate::stockroom::PartProps;
use domain::server::ShopChoice;
use domain::stock::{InventoryId, ListInventories};
use yew::prelude::*;

/// One that is under way goes on without any news of it.
const LOOK_EVERY_MS: u32 = 30_000;

#[derive(Clone, PartialEq, Properties)]
struct ListProps {
    shop: ShopChoice,
    before: Option<InventoryId>,
    on_open: Callback<InventoryId>,
    on_earlier: Callback<InventoryId>,
    /// None: these are the latest.
    on_later: Option<Callback<()>>,
}

/// One page of them.
#[component]
fn List(props: &ListProps) -> Html {
    let language = use_screen().language;
    let asked = ListInventories { shop: props.shop.code.clone(), before: props.before };
    let (read, _) = use_list(asked, LOOK_EVERY_MS);
    let page = read.data.clone();
    let last = page.as_ref().filter(|page| page.earlier);
    let last = last.and_then(|page| page.inventories.last()).map(|line| line.id);
    let (earlier, later) = (props.on_earlier.clone(), props.on_later.clone());
    let is_first = later.is_none();
    let go_earlier = move |_: MouseEvent| last.iter().for_each(|last| earlier.emit(*last));
    let go_later = move |_: MouseEvent| later.iter().for_each(|later| later.emit(()));
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
                    <nav class="recap-way part-foot" aria-label={say(language, "inventories-way")}>
                        <button class="button" data-testid="inventories-earlier" disabled={!page.earlier}
                            onclick={go_earlier}>{ "←\u{a0}" }{ say(language, "recap-earlier") }</button>
                        <button class="button" data-testid="inventories-later" disabled={is_first}
                            onclick={go_later}>{ say(language, "recap-later") }{ "\u{a0}→" }</button>
                        <SaveTableButton testid="save-inventories" name={format!("inventaires-{}", props.shop.code)}
                            gather={Callback::from(move |take: Callback<_>| take.emit(Ok(file(&page.inventories, language))))} />
                    </nav>
                }
            }
        </>
    }
}

/// The past inventories of a shop.
#[component]
pub fn InventoriesPage(props: &PartProps) -> Html {
    let open = use_state(|| None::<InventoryId>);
    // The last inventory of each page that was left towards older ones.
    let befores = use_state(Vec::<InventoryId>::new);
    let on_open = {
        let open = open.setter();
        Callback::from(move |inventory| open.set(Some(inventory)))
    };
    let on_back = {
        let open = open.setter();
        Callback::from(move |()| open.set(None))
    };
    let on_earlier = {
        let befores = befores.clone();
        Callback::from(move |last| befores.set([&befores[..], &[last]].concat()))
    };
    let on_later = (!befores.is_empty()).then(|| {
        let befores = befores.clone();
        Callback::from(move |()| befores.set(befores[..befores.len() - 1].to_vec()))
    });
    let shop = props.shop.clone();
    if let Some(inventory) = *open {
        return html! { <OnePage {shop} {inventory} {on_back} /> };
    }
    let before = befores.last().copied();
    html! { <List key={format!("{before:?}")} {shop} {before} {on_open} {on_earlier} {on_later} /> }
}
