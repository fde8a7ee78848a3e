//! The page: which shop, which orders, and what is open over them.

use super::form::PurchaseForm;
use super::list::Orders;
use super::sheet::SheetDialog;
use crate::catalogue::say;
use crate::frame::use_screen;
use crate::office::{ListPage, use_pages, use_shops};
use domain::Language;
use domain::stock::{PurchaseId, PurchaseSheet, PurchaseState};
use yew::prelude::*;

/// Which orders are shown.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Show {
    /// Those that somebody has still to do with.
    Open,
    /// Those to be sent.
    Drafts,
    /// Those that goods are to come of.
    Expected,
    /// Those that are over.
    Over,
}

impl Show {
    const ALL: [Show; 4] = [Show::Open, Show::Drafts, Show::Expected, Show::Over];

    fn word(self) -> &'static str {
        match self {
            Show::Open => "open",
            Show::Drafts => "drafts",
            Show::Expected => "expected",
            Show::Over => "over",
        }
    }

    fn name(self, language: Language) -> String {
        match self {
            Show::Open => say(language, "purchases-open"),
            Show::Drafts => say(language, "purchases-drafts"),
            Show::Expected => say(language, "purchases-expected"),
            Show::Over => say(language, "purchases-over"),
        }
    }

    /// The states of those.
    pub fn states(self) -> Vec<PurchaseState> {
        use PurchaseState::*;
        match self {
            Show::Open => vec![Draft, Sent, PartlyReceived],
            Show::Drafts => vec![Draft],
            Show::Expected => vec![Sent, PartlyReceived],
            Show::Over => vec![Received, Closed, Cancelled],
        }
    }

    /// What is said where there are none.
    pub fn none(self, language: Language) -> String {
        match self {
            Show::Open => say(language, "purchases-empty"),
            Show::Drafts => say(language, "purchases-no-draft"),
            Show::Expected => say(language, "purchases-none-expected"),
            Show::Over => say(language, "purchases-none-over"),
        }
    }
}

/// What is open over the page.
#[derive(Clone, PartialEq)]
enum Open {
    New,
    Sheet(PurchaseId),
    Change(Box<PurchaseSheet>),
}

fn shows(shown: &UseStateHandle<Show>, language: Language, left: &Callback<()>) -> Html {
    let each = Show::ALL.map(|show| {
        let on = **shown == show;
        let choose = {
            let (shown, left) = (shown.setter(), left.clone());
            move |_: MouseEvent| {
                shown.set(show);
                left.emit(());
            }
        };
        html! {
            <button class={on.then_some("on")} aria-pressed={on.to_string()}
                data-testid={format!("purchases-{}", show.word())} onclick={choose}>{ show.name(language) }</button>
        }
    });
    html! { <div class="segment" role="group" aria-label={say(language, "purchases-which")}>{ for each }</div> }
}

/// The page of purchase orders.
#[component]
pub fn PurchasesPage() -> Html {
    let screen = use_screen();
    let language = screen.language;
    let (shops, pages) = (use_shops(), use_pages::<PurchaseId>());
    let shown = use_state(|| Show::Open);
    let open = use_state(|| None::<Open>);
    let changes = use_state(|| 0_u32);
    let first_page = {
        let pages = pages.clone();
        Callback::from(move |()| pages.begin())
    };
    let on_pick = {
        let first_page = first_page.clone();
        move || first_page.emit(())
    };
    let on_open = {
        let open = open.setter();
        Callback::from(move |id| open.set(Some(Open::Sheet(id))))
    };
    let on_new = {
        let open = open.setter();
        move |_: MouseEvent| open.set(Some(Open::New))
    };
    let on_close = {
        let (open, changes) = (open.setter(), changes.clone());
        Callback::from(move |()| {
            open.set(None);
            changes.set(*changes + 1);
        })
    };
    let on_change = {
        let open = open.setter();
        Callback::from(move |sheet| open.set(Some(Open::Change(Box::new(sheet)))))
    };
    let on_saved = {
        let (open, changes) = (open.setter(), changes.clone());
        Callback::from(move |sheet: PurchaseSheet| {
            open.set(Some(Open::Sheet(sheet.purchase.id)));
            changes.set(*changes + 1);
        })
    };
    let known = shops.known();
    let action = html! {
        <div class="page-acts">
            { shops.picker(on_pick) }
            <button class="button primary" data-testid="purchase-new" disabled={known.is_empty()}
                onclick={on_new}>{ say(language, "purchase-new") }</button>
        </div>
    };
    // A new order is for the shop that is looked at, else for the window's own, if it may be seen.
    let own = &screen.terminal.shop.code;
    let own = shops.code().unwrap_or_else(|| own.clone());
    let here = known.iter().find(|it| it.code == own).or(known.first()).cloned();
    let key = pages.key((shops.code(), *shown));
    let over = match (&*open, here) {
        (Some(Open::New), Some(shop)) => html! {
            <PurchaseForm {shop} shops={known.clone()} {on_saved} on_close={on_close.clone()} />
        },
        (Some(Open::Change(sheet)), _) => html! {
            <PurchaseForm shop={sheet.shop.clone()} shops={known.clone()} draft={(**sheet).clone()} {on_saved}
                on_close={on_close.clone()} />
        },
        (Some(Open::Sheet(purchase)), _) => html! {
            <SheetDialog key={purchase.0.to_string()} purchase={*purchase} {on_change} on_close={on_close.clone()} />
        },
        _ => Html::default(),
    };
    html! {
        <ListPage name="purchases" title={say(language, "purchases-title")} lead={say(language, "purchases-lead")}
            is_read=true {action}>
            <div class="bar">{ shows(&shown, language, &first_page) }</div>
            <Orders {key} {shops} show={*shown} {pages} changes={*changes} {on_open} />
            { over }
        </ListPage>
    }
}
