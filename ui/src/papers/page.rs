//! The page: which shop, its form, and the notice.

use super::form::Form;
use super::notice::NoticeDialog;
use crate::catalogue::{say, say_with};
use crate::frame::{use_fetched, use_screen};
use crate::office::{ListPage, ShopPicker};
use domain::server::ShopChoice;
use domain::shops::{ReadPapers, ShopPapers};
use domain::staff::GROUP_MANAGERS;
use yew::prelude::*;

/// The page of papers.
#[component]
pub fn PapersPage() -> Html {
    let screen = use_screen();
    let language = screen.language;
    let may_change = GROUP_MANAGERS.admits(screen.staff.as_ref().map(|person| person.role));
    // Read when somebody comes, and when somebody asks: what is typed is not pulled away by news.
    let readings = use_state(|| 0_u32);
    let read = use_fetched(ReadPapers {}, true, *readings, language);
    let picked = use_state(|| None::<String>);
    let changed = use_state(|| None::<ShopPapers>);
    let notice = use_state(|| false);
    {
        let screen = screen.clone();
        use_effect_with(read.failure.clone(), move |failure| {
            failure.iter().for_each(|failure| screen.heed(failure));
        });
    }
    let list = read.data.clone();
    let shops: Vec<ShopChoice> = list.iter().flat_map(|list| &list.shops).map(choice).collect();
    let here = picked.as_deref().unwrap_or(&screen.terminal.shop.code);
    let shop = list.as_ref().and_then(|list| {
        let found = list.shops.iter().find(|shop| shop.code == here);
        found.or(list.shops.first()).cloned()
    });
    let read_again = {
        let readings = readings.clone();
        Callback::from(move |()| readings.set(*readings + 1))
    };
    let on_pick = {
        let (picked, changed) = (picked.setter(), changed.setter());
        Callback::from(move |code| {
            picked.set(code);
            changed.set(None);
        })
    };
    let on_done = {
        let (changed, again) = (changed.setter(), read_again.clone());
        Callback::from(move |papers| {
            changed.set(Some(papers));
            again.emit(());
        })
    };
    let on_stir = {
        let changed = changed.setter();
        Callback::from(move |()| changed.set(None))
    };
    let show = |on: bool| {
        let notice = notice.setter();
        Callback::from(move |()| notice.set(on))
    };
    let code = shop.as_ref().map(|shop| shop.code.clone());
    let action = html! { <ShopPicker {shops} picked={code} {on_pick} /> };
    let is_read = list.is_some();
    html! {
        <ListPage name="papers" title={say(language, "papers-title")} lead={say(language, "papers-lead")} {action}
            failure={read.failure.clone()} {is_read}>
            if let Some(papers) = (*changed).as_ref().filter(|_| read.failure.is_none()) {
                <p class="page-done" role="status" data-testid="papers-done">
                    { "✓\u{a0}" }{ say_with(language, "papers-done", &[("shop", papers.papers.name.as_str().into())]) }
                </p>
            }
            if let Some(shop) = &shop {
                <Form key={format!("{}-{}-{}", shop.code, shop.version, *readings)} shop={shop.clone()} {may_change} {on_done} {on_stir}
                    on_read_again={read_again} on_notice={show(true)} />
            } else if is_read {
                <p class="empty" data-testid="papers-empty">{ say(language, "papers-empty") }</p>
            }
            if let (true, Some(shop), Some(list)) = (*notice, &shop, &list) {
                <NoticeDialog shop={shop.clone()} prints={list.prints} on_close={show(false)} />
            }
        </ListPage>
    }
}

fn choice(shop: &ShopPapers) -> ShopChoice {
    ShopChoice { code: shop.code.clone(), name: shop.papers.name.clone() }
}
