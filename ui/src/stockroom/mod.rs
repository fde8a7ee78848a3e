//! The office's section of stock: which shop is looked at, and the way from one of its pages to another. A
//! page joins by a line in [`Part`]; those of the shop are given it, and begin anew with another one.

mod chart;
mod inventories;
mod levels;
mod movements;

use crate::catalogue::say;
use crate::frame::{use_fetched, use_screen};
use crate::margins::MarginsPage;
use crate::office::{ListPage, ShopPicker};
use crate::purchases::PurchasesPage;
use crate::receipts::ReceiptsPage;
use crate::suppliers::SuppliersPage;
use crate::transfers::TransfersPage;
use domain::Language;
use domain::server::ShopChoice;
use domain::shops::ListShops;
use inventories::InventoriesPage;
use levels::LevelsPage;
use movements::MovementsPage;
use std::rc::Rc;
use yew::prelude::*;

/// The pages of the section.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Part {
    /// How each ingredient stands.
    Levels,
    /// What moved, and why.
    Movements,
    /// What was counted.
    Inventories,
    /// What is ordered.
    Purchases,
    /// What came.
    Receipts,
    /// What goes from one shop to another.
    Transfers,
    /// Who sells to the group.
    Suppliers,
    /// What products cost and leave.
    Margins,
}

impl Part {
    /// In the order of the way.
    const ALL: [Part; 8] = [
        Part::Levels,
        Part::Movements,
        Part::Inventories,
        Part::Purchases,
        Part::Receipts,
        Part::Transfers,
        Part::Suppliers,
        Part::Margins,
    ];

    fn word(self) -> &'static str {
        match self {
            Part::Levels => "levels",
            Part::Movements => "movements",
            Part::Inventories => "inventories",
            Part::Purchases => "purchases",
            Part::Receipts => "receipts",
            Part::Transfers => "transfers",
            Part::Suppliers => "suppliers",
            Part::Margins => "margins",
        }
    }

    fn name(self, language: Language) -> String {
        match self {
            Part::Levels => say(language, "stock-levels"),
            Part::Movements => say(language, "stock-movements"),
            Part::Inventories => say(language, "stock-inventories"),
            Part::Purchases => say(language, "purchases-way"),
            Part::Receipts => say(language, "receipts-title"),
            Part::Transfers => say(language, "transfers-title"),
            Part::Suppliers => say(language, "suppliers-title"),
            Part::Margins => say(language, "margins-way"),
        }
    }

    /// A page of one shop.
    fn of_shop(self, shop: ShopChoice) -> Html {
        match self {
            Part::Movements => html! { <MovementsPage {shop} /> },
            Part::Inventories => html! { <InventoriesPage {shop} /> },
            _ => html! { <LevelsPage {shop} /> },
        }
    }

    /// A page that has a title, and a choice of shops, of its own.
    fn whole(self) -> Option<Html> {
        Some(match self {
            Part::Levels | Part::Movements | Part::Inventories => return None,
            Part::Purchases => html! { <PurchasesPage /> },
            Part::Receipts => html! { <ReceiptsPage /> },
            Part::Transfers => html! { <TransfersPage /> },
            Part::Suppliers => html! { <SuppliersPage /> },
            Part::Margins => html! { <MarginsPage /> },
        })
    }
}

/// What each page of the section is given.
#[derive(Clone, PartialEq, Properties)]
pub struct PartProps {
    /// The shop that is looked at.
    pub shop: ShopChoice,
}

/// The way to each page of the section.
fn way(shown: Part, language: Language, go: &Callback<Part>) -> Html {
    let each = Part::ALL.map(|part| {
        let current = part == shown;
        html! {
            <button class={classes!(current.then_some("on"))} aria-current={current.then_some("page")}
                data-testid={format!("go-stock-{}", part.word())} onclick={go.reform(move |_| part)}>
                { part.name(language) }
            </button>
        }
    });
    html! { <nav class="segment part-way" aria-label={say(language, "stock-pages")}>{ for each }</nav> }
}

/// The section.
#[component]
pub fn StockPage() -> Html {
    let screen = use_screen();
    let language = screen.language;
    let part = use_state(|| Part::Levels);
    let picked = use_state(|| None::<String>);
    let read = use_fetched(ListShops {}, true, 0, language);
    {
        let screen = screen.clone();
        use_effect_with(read.failure.clone(), move |failure| {
            failure.iter().for_each(|failure| screen.heed(failure));
        });
    }
    let go = {
        let part = part.setter();
        Callback::from(move |to| part.set(to))
    };
    let on_pick = {
        let picked = picked.setter();
        Callback::from(move |code| picked.set(code))
    };
    let shops: Rc<Vec<ShopChoice>> = read.data.clone().unwrap_or_default();
    let here = picked.as_deref().unwrap_or(&screen.terminal.shop.code);
    let shop = shops.iter().find(|shop| shop.code == here).or(shops.first()).cloned();
    let code = shop.as_ref().map(|shop| shop.code.clone());
    let is_read = read.data.is_some();
    let page = part.whole().unwrap_or_else(|| html! {
        <ListPage name="stock" title={part.name(language)} lead={say(language, "stock-lead")}
            action={html! { <ShopPicker shops={(*shops).clone()} picked={code} {on_pick} /> }}
            failure={read.failure.clone()} {is_read}>
            if let Some(shop) = shop {
                <div class="stock-part" key={format!("{}-{}", part.word(), shop.code)} data-testid={format!("stock-{}", part.word())}>
                    { part.of_shop(shop) }
                </div>
            } else if is_read {
                <p class="empty" data-testid="stock-no-shop">{ say(language, "stock-no-shop") }</p>
            }
        </ListPage>
    });
    html! { <>{ way(*part, language, &go) }{ page }</> }
}
