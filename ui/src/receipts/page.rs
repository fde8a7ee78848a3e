//! The page: which shop, and the receipts with their lines, the latest first.

use crate::catalogue::{say, say_with};
use crate::frame::{Notice, hour, use_screen};
use crate::office::{
    ListPage, Pages, Shops, Way, date, loading, use_list_of_shops, use_pages, use_shops,
};
use domain::shops::ZONE;
use domain::stock::{ListReceipts, ReceiptId, ReceiptLineShown, ReceiptShown, show_quantity};
use domain::{Cents, Language};
use yew::prelude::*;

/// Other people's receipts are seen so often.
const LOOK_EVERY_MS: u32 = 30_000;

/// What came, and its price.
pub fn came(line: &ReceiptLineShown, language: Language) -> Html {
    let price = line.price.map_or_else(|| "—".to_owned(), |price| price.show(language));
    html! {
        <li key={line.ingredient.0.to_string()}>
            <span class="table-name">{ &line.name }</span>
            <span class="number">{ show_quantity(line.quantity, line.unit, language) }</span>
            <span class="number">{ price }</span>
        </li>
    }
}

/// A receipt with its lines.
pub fn receipt(receipt: &ReceiptShown, with_shop: bool, language: Language) -> Html {
    let day = date(receipt.at.with_timezone(&ZONE).date_naive(), language);
    let values = [
        ("day", day.into()),
        ("hour", hour(receipt.at).into()),
        ("who", receipt.by.as_str().into()),
    ];
    let number = receipt.number.as_deref();
    let title = number.map_or_else(
        || say(language, "receipt-no-number"),
        |number| say_with(language, "receipt-number", &[("number", number.into())]),
    );
    let total = receipt.total().map(|it: Cents| it.show(language));
    html! {
        <li key={receipt.id.0.to_string()} class="receipt" data-testid={format!("receipt-{}", receipt.id.0)}>
            <header>
                <b class="table-name">{ title }</b>
                if let Some((_, order)) = &receipt.purchase {
                    <span class="chip">{ say_with(language, "receipt-of", &[("number", order.as_str().into())]) }</span>
                }
                <small>{ say_with(language, "receipt-when", &values) }</small>
                if with_shop {
                    <small class="table-name">{ &receipt.shop.name }</small>
                }
            </header>
            if let Some(comment) = &receipt.comment {
                <p class="table-name" title={comment.clone()}>{ comment }</p>
            }
            <ul class="receipt-lines">{ receipt.lines.iter().map(|it| came(it, language)).collect::<Html>() }</ul>
            if let Some(total) = total {
                <footer><span>{ say(language, "total-net") }</span><b>{ total }</b></footer>
            }
        </li>
    }
}

/// What [`Page`] is given.
#[derive(Properties, PartialEq)]
struct PageProps {
    shops: Shops,
    pages: Pages<ReceiptId>,
}

/// A page of them.
#[component]
fn Page(props: &PageProps) -> Html {
    let language = use_screen().language;
    let (shops, pages) = (&props.shops, &props.pages);
    let asked = ListReceipts { shop: shops.code(), before: pages.before() };
    let (read, _) = use_list_of_shops(asked, (LOOK_EVERY_MS, 0), shops, |list| &list.shops);
    let Some(list) = read.data.clone() else {
        return match &read.failure {
            Some(failure) => {
                html! { <Notice text={failure.message.clone()} testid="receipts-error" /> }
            }
            None => loading(language),
        };
    };
    if list.receipts.is_empty() && pages.is_first() {
        return html! { <p class="empty" data-testid="receipts-empty">{ say(language, "receipts-empty") }</p> };
    }
    let with_shop = list.shops.len() > 1 && shops.code().is_none();
    let way = || {
        let last = list.receipts.last().map(|it| it.id);
        pages.way(Way::from("receipts", last.filter(|_| list.earlier)), language)
    };
    html! {
        <>
            <ul class="receipts" data-testid="receipts">
                { list.receipts.iter().map(|it| receipt(it, with_shop, language)).collect::<Html>() }
            </ul>
            if list.earlier || !pages.is_first() {
                { way() }
            }
        </>
    }
}

/// The page of receipts.
#[component]
pub fn ReceiptsPage() -> Html {
    let language = use_screen().language;
    let (shops, pages) = (use_shops(), use_pages::<ReceiptId>());
    let (first, key) = (pages.clone(), pages.key(shops.code()));
    let action = shops.picker(move || first.begin());
    html! {
        <ListPage name="receipts" title={say(language, "receipts-title")} lead={say(language, "receipts-lead")} is_read=true {action}>
            <Page {key} {shops} {pages} />
        </ListPage>
    }
}
