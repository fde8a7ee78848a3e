//! Stock in the kitchen: ruptures, inventories, receipts, transfers and waste, each from one big button.
//!
//! [`desk`] keeps what is typed and counted, [`sending`] sends it; the pages only draw. What is entered is
//! checked by the backend again.

mod desk;
mod entry;
mod inventory;
mod pad;
mod paper;
mod parts;
mod picking;
mod review;
mod rupture;
mod sending;
mod suspending;
mod warning;
mod waste;
mod weighing;

pub use sending::{StockHandle, use_stock, use_stock_desk};
pub use warning::{WarningCover, use_warnings, use_what_is_known};

use super::cover::Cover;
use super::parts::BigButton;
use crate::catalogue::{say, say_with};
use crate::frame::{Notice, Tone, use_screen};
use desk::{Desk, Page};
use domain::Language;
use inventory::InventoryPage;
use paper::{Paper, PaperPage};
use parts::AT_THE_FIGURE;
use rupture::RupturePage;
use suspending::SuspendingPage;
use waste::WastePage;
use yew::prelude::*;

/// The other fields at which a mistake is said.
const AT_ITS_FIELD: &[&str] = &["comment", "number", "to", "reason", "lines", "more_is_meant"];

impl Desk {
    /// The title of the page that is open; none: the kitchen's own is.
    pub fn title(&self, language: Language) -> Option<String> {
        Some(match self.open? {
            Page::Rupture | Page::Suspending => say(language, "kitchen-stock-out"),
            Page::Inventory => say(language, "kitchen-inventory"),
            Page::Receipt => say(language, "kitchen-receipt"),
            Page::Transfer => say(language, "kitchen-transfer"),
            Page::Waste => say(language, "kitchen-waste"),
        })
    }
}

/// Whether a failure is said at its own field.
fn is_said_in_place(field: Option<&str>) -> bool {
    let places = AT_THE_FIGURE.iter().chain(AT_ITS_FIELD);
    field.is_some_and(|field| places.into_iter().any(|place| field.starts_with(place)))
}

/// The page of stock that is open, with what went wrong.
#[component]
pub fn StockPages() -> Html {
    let language = use_screen().language;
    let stock = use_stock();
    let in_doubt = stock.desk.tap().is_some_and(|tap| !tap.busy);
    let failed = stock.desk.failed.as_ref();
    let refused = failed.filter(|it| !in_doubt && !is_said_in_place(it.field.as_deref()));
    let page = match stock.desk.open {
        Some(Page::Rupture) => html! { <RupturePage /> },
        Some(Page::Inventory) => html! { <InventoryPage /> },
        Some(Page::Receipt | Page::Transfer) => html! { <PaperPage /> },
        Some(Page::Waste) => html! { <WastePage /> },
        Some(Page::Suspending) => html! { <SuspendingPage /> },
        None => Html::default(),
    };
    html! {
        <>
            if in_doubt {
                <Notice tone={Tone::Warning} testid="stock-in-doubt" text={say(language, "kitchen-stuck-kept")} />
            }
            { page }
            if let Some(failure) = refused {
                <Cover tone="near" title={say(language, "kitchen-problem")} text={failure.message.clone()}
                    testid="stock-problem" button="stock-problem-close" label={say(language, "kitchen-acknowledge")}
                    onclick={stock.on_press(|desk| desk.failed = None)} />
            }
        </>
    }
}

/// The buttons that open the pages, in the kitchen's foot.
#[component]
pub fn StockButtons() -> Html {
    let language = use_screen().language;
    let stock = use_stock();
    let progress = inventory::progress(&stock.desk).map(|(counted, all)| {
        let values = [("counted", counted.into()), ("all", all.into())];
        AttrValue::from(say_with(language, "stock-progress", &values))
    });
    let lines = |paper: &Paper| {
        let count = paper.lines.len();
        let chosen = || say_with(language, "stock-chosen", &[("count", count.into())]);
        (count > 0).then(|| AttrValue::from(chosen()))
    };
    let open = |page: Page| stock.on_press(move |desk| desk.show(Some(page)));
    html! {
        <>
            <BigButton testid="inventory" label={say(language, "kitchen-inventory")} hint={progress} key_name="I"
                onclick={open(Page::Inventory)} />
            <BigButton testid="receipt" label={say(language, "kitchen-receipt")} hint={lines(&stock.desk.receiving)} key_name="C"
                onclick={open(Page::Receipt)} />
            <BigButton testid="stock-out" label={say(language, "kitchen-stock-out")} key_name="S"
                onclick={open(Page::Rupture)} />
            <BigButton testid="transfer" label={say(language, "kitchen-transfer")} hint={lines(&stock.desk.leaving)}
                key_name="T" onclick={open(Page::Transfer)} />
            <BigButton testid="waste" label={say(language, "kitchen-waste")} key_name="P" onclick={open(Page::Waste)} />
        </>
    }
}

/// Opens the page that a key names: I, C, S, T, P.
pub fn open_by_key(stock: &StockHandle, key: &str) -> bool {
    let page = match key {
        "i" | "I" => Page::Inventory,
        "c" | "C" => Page::Receipt,
        "s" | "S" => Page::Rupture,
        "t" | "T" => Page::Transfer,
        "p" | "P" => Page::Waste,
        _ => return false,
    };
    stock.edit(move |desk| desk.show(Some(page)));
    true
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_no_fields_mistake_covers_the_screen() {
        for (field, in_place) in [
            (None, false),
            (Some("partly"), false),
            (Some("ingredient"), false),
            (Some("comment"), true),
            (Some("line-3"), true),
        ] {
            assert_eq!(is_said_in_place(field), in_place, "{field:?}");
        }
    }
}
