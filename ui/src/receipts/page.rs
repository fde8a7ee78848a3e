//! The page: which shop, and the receipts with their lines, the latest first.

use crate::catalogue::{say, say_with};
use crate::frame::{Notice, hour, use_fetched, use_look, use_screen};
use crate::office::{ListPage, ShopPicker, date, loading};
use domain::server::ShopChoice;
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
    shop: Option<String>,
    before: Option<ReceiptId>,
    is_first: bool,
    on_shops: Callback<Vec<ShopChoice>>,
    on_earlier: Callback<ReceiptId>,
    on_later: Callback<()>,
}

/// A page of them.
#[component]
fn Page(props: &PageProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let (looks, _) = use_look(LOOK_EVERY_MS);
    let asked = ListReceipts { shop: props.shop.clone(), before: props.before };
    let read = use_fetched(asked, true, looks, language);
    use_effect_with(read.failure.clone(), move |failure| {
        failure.iter().for_each(|failure| screen.heed(failure));
    });
    let shops = read.data.as_ref().map(|list| list.shops.clone());
    let on_shops = props.on_shops.clone();
    use_effect_with(shops, move |shops| shops.iter().for_each(|it| on_shops.emit(it.clone())));
    let Some(list) = read.data.clone() else {
        return match &read.failure {
            Some(failure) => {
                html! { <Notice text={failure.message.clone()} testid="receipts-error" /> }
            }
            None => loading(language),
        };
    };
    if list.receipts.is_empty() && props.is_first {
        return html! { <p class="empty" data-testid="receipts-empty">{ say(language, "receipts-empty") }</p> };
    }
    let with_shop = list.shops.len() > 1 && props.shop.is_none();
    let last = list.receipts.last().map(|it| it.id);
    let earlier = props.on_earlier.clone();
    let go_earlier = move |_: MouseEvent| last.into_iter().for_each(|last| earlier.emit(last));
    html! {
        <>
            <ul class="receipts" data-testid="receipts">
                { list.receipts.iter().map(|it| receipt(it, with_shop, language)).collect::<Html>() }
            </ul>
            if list.earlier || !props.is_first {
                <nav class="recap-way" aria-label={say(language, "pages-way")}>
                    <button class="button" data-testid="receipts-earlier" disabled={!list.earlier}
                        onclick={go_earlier}>{ "← " }{ say(language, "pages-earlier") }</button>
                    <button class="button" data-testid="receipts-later" disabled={props.is_first}
                        onclick={props.on_later.reform(|_: MouseEvent| ())}>{ say(language, "pages-later") }{ " →" }</button>
                </nav>
            }
        </>
    }
}

/// The page of receipts.
#[component]
pub fn ReceiptsPage() -> Html {
    let language = use_screen().language;
    let shops = use_state(Vec::<ShopChoice>::new);
    let shop = use_state(|| None::<String>);
    // The last of each page that was left towards earlier ones.
    let befores = use_state(Vec::<ReceiptId>::new);
    let on_shops = {
        let shops = shops.setter();
        Callback::from(move |known| shops.set(known))
    };
    let on_pick = {
        let (shop, befores) = (shop.setter(), befores.setter());
        Callback::from(move |picked| {
            shop.set(picked);
            befores.set(Vec::new());
        })
    };
    let on_earlier = {
        let befores = befores.clone();
        Callback::from(move |last| befores.set([&befores[..], &[last]].concat()))
    };
    let on_later = {
        let befores = befores.clone();
        Callback::from(move |()| {
            befores.set(befores[..befores.len().saturating_sub(1)].to_vec());
        })
    };
    let before = befores.last().copied();
    let key = format!("{}-{before:?}", shop.as_deref().unwrap_or_default());
    html! {
        <ListPage name="receipts" title={say(language, "receipts-title")} lead={say(language, "receipts-lead")} is_read=true
            action={html! { <ShopPicker shops={(*shops).clone()} picked={(*shop).clone()} all=true {on_pick} /> }}>
            <Page {key} shop={(*shop).clone()} {before} is_first={befores.is_empty()} {on_shops} {on_earlier} {on_later} />
        </ListPage>
    }
}
