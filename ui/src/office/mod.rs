//! The office's window: its pages, and the way from one to another. A page is its capability's; it
//! joins by a line in [`Page`].

mod page;
mod paper;
mod words;

use crate::catalogue::say;
use crate::frame::{TopBar, use_screen};
use crate::margins::MarginsPage;
use crate::papers::PapersPage;
use crate::purchases::PurchasesPage;
use crate::recaps::RecapsPage;
use crate::receipts::ReceiptsPage;
use crate::settings::ServicesPage;
use crate::staff::SignInPage;
use crate::suppliers::SuppliersPage;
use crate::terminals::TerminalsPage;
use domain::Language;
pub use page::{ListPage, administers, loading, use_list};
pub use paper::paper;
pub use words::{ShopPicker, date, signed};
use yew::prelude::*;

/// The pages there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Page {
    /// The group's PCs.
    Terminals,
    /// What the shops' registers came to, day by day.
    Recaps,
    /// What the shops order.
    Purchases,
    /// What came.
    Receipts,
    /// Who sells to the group.
    Suppliers,
    /// What products cost and leave.
    Margins,
    /// What the shops' tickets say, and their rules of payment.
    Papers,
    /// What the group uses, and its secrets.
    Services,
}

impl Page {
    /// In the order of the way.
    const ALL: [Page; 8] = [
        Page::Terminals,
        Page::Recaps,
        Page::Purchases,
        Page::Receipts,
        Page::Suppliers,
        Page::Margins,
        Page::Papers,
        Page::Services,
    ];

    fn word(self) -> &'static str {
        match self {
            Page::Terminals => "terminals",
            Page::Recaps => "recaps",
            Page::Purchases => "purchases",
            Page::Receipts => "receipts",
            Page::Suppliers => "suppliers",
            Page::Margins => "margins",
            Page::Papers => "papers",
            Page::Services => "services",
        }
    }

    fn name(self, language: Language) -> String {
        match self {
            Page::Terminals => say(language, "terminals-title"),
            Page::Recaps => say(language, "recaps-name"),
            Page::Purchases => say(language, "purchases-way"),
            Page::Receipts => say(language, "receipts-title"),
            Page::Suppliers => say(language, "suppliers-title"),
            Page::Margins => say(language, "margins-way"),
            Page::Papers => say(language, "papers-way"),
            Page::Services => say(language, "services-title"),
        }
    }

    fn show(self) -> Html {
        match self {
            Page::Terminals => html! { <TerminalsPage /> },
            Page::Recaps => html! { <RecapsPage /> },
            Page::Purchases => html! { <PurchasesPage /> },
            Page::Receipts => html! { <ReceiptsPage /> },
            Page::Suppliers => html! { <SuppliersPage /> },
            Page::Margins => html! { <MarginsPage /> },
            Page::Papers => html! { <PapersPage /> },
            Page::Services => html! { <ServicesPage /> },
        }
    }
}

/// The way to each page.
fn way(shown: Page, language: Language, go: &Callback<Page>) -> Html {
    let each = Page::ALL.map(|page| {
        let current = page == shown;
        html! {
            <li class="pf-v6-c-nav__item">
                <button
                    class={classes!("pf-v6-c-nav__link", current.then_some("pf-m-current"))}
                    aria-current={current.then_some("page")}
                    data-testid={format!("go-{}", page.word())}
                    onclick={go.reform(move |_| page)}
                >
                    { page.name(language) }
                </button>
            </li>
        }
    });
    html! {
        <nav class="pf-v6-c-nav office-nav" aria-label={say(language, "office-pages")}>
            <ul class="pf-v6-c-nav__list">{ for each }</ul>
        </nav>
    }
}

/// The whole window.
#[component]
pub fn Office() -> Html {
    let screen = use_screen();
    let page = use_state(|| Page::Terminals);
    if screen.staff.is_none() {
        return html! { <><TopBar /><SignInPage /></> };
    }
    let go = {
        let page = page.setter();
        Callback::from(move |to| page.set(to))
    };
    html! {
        <>
            <TopBar />
            <div class="office">
                { way(*page, screen.language, &go) }
                <main class="office-page" data-testid={format!("page-{}", page.word())}>{ page.show() }</main>
            </div>
        </>
    }
}
