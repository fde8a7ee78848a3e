//! The office's window: its pages, and the way from one to another. A page is its capability's; it
//! joins by a line in [`Page`].

mod columns;
mod day_bar;
mod page;
mod pages;
mod paper;
mod table_file;
mod words;

use crate::catalogue::say;
use crate::customers::CustomersPage;
use crate::delivery::DeliveryPage;
use crate::frame::{TopBar, use_screen};
use crate::messages::MessagesPage;
use crate::online_office::OnlineOfficePage;
use crate::papers::PapersPage;
use crate::past_runs::PastRunsPage;
use crate::recaps::RecapsPage;
use crate::settings::ServicesPage;
use crate::staff::SignInPage;
use crate::stockroom::StockPage;
use crate::terminals::TerminalsPage;
pub use columns::{Head, Sorted, plain_table};
pub use day_bar::DayBar;
use domain::Language;
pub use page::{ListPage, administers, loading, use_list};
pub use pages::{Pages, Shops, Way, use_list_of_shops, use_pages, use_shops};
pub use paper::paper;
pub use table_file::SaveTableButton;
pub use words::{ShopPicker, choice, date, day_and_hour, signed};
use yew::prelude::*;

/// The pages there are.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Page {
    /// The group's PCs.
    Terminals,
    /// Who orders.
    Customers,
    /// What the shops' registers came to, day by day.
    Recaps,
    /// What the shops have, and how it moves.
    Stock,
    /// What the shops' tickets say, and their rules of payment.
    Papers,
    /// How deliveries are made, and from where.
    Deliveries,
    /// What drivers left with, and what came of it.
    Runs,
    /// What customers paid on their telephones.
    Online,
    /// What is written to people.
    Messages,
    /// What the group uses, and its secrets.
    Services,
}

impl Page {
    /// In the order of the way.
    const ALL: [Page; 10] = [
        Page::Terminals,
        Page::Customers,
        Page::Recaps,
        Page::Stock,
        Page::Papers,
        Page::Deliveries,
        Page::Runs,
        Page::Online,
        Page::Messages,
        Page::Services,
    ];

    fn word(self) -> &'static str {
        match self {
            Page::Terminals => "terminals",
            Page::Customers => "customers",
            Page::Recaps => "recaps",
            Page::Stock => "stock",
            Page::Papers => "papers",
            Page::Deliveries => "deliveries",
            Page::Runs => "runs",
            Page::Online => "online",
            Page::Messages => "messages",
            Page::Services => "services",
        }
    }

    fn name(self, language: Language) -> String {
        match self {
            Page::Terminals => say(language, "terminals-title"),
            Page::Customers => say(language, "customers-way"),
            Page::Recaps => say(language, "recaps-name"),
            Page::Stock => say(language, "stock-way"),
            Page::Papers => say(language, "papers-way"),
            Page::Deliveries => say(language, "deliveries-way"),
            Page::Runs => say(language, "past-runs-title"),
            Page::Online => say(language, "online-title"),
            Page::Messages => say(language, "messages-title"),
            Page::Services => say(language, "services-title"),
        }
    }

    fn show(self) -> Html {
        match self {
            Page::Terminals => html! { <TerminalsPage /> },
            Page::Customers => html! { <CustomersPage /> },
            Page::Recaps => html! { <RecapsPage /> },
            Page::Stock => html! { <StockPage /> },
            Page::Papers => html! { <PapersPage /> },
            Page::Deliveries => html! { <DeliveryPage /> },
            Page::Runs => html! { <PastRunsPage /> },
            Page::Online => html! { <OnlineOfficePage /> },
            Page::Messages => html! { <MessagesPage /> },
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
