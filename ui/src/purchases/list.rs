//! A page of orders, kept fresh: a row each.

use super::page::Show;
use crate::catalogue::{say, say_with};
use crate::frame::{Notice, use_screen};
use crate::office::{Pages, Shops, Way, date, loading, use_list_of_shops};
use domain::messages::MessageState;
use domain::shops::ZONE;
use domain::stock::{ListPurchases, PurchaseId, PurchaseListed, PurchaseState};
use domain::{Language, Spoken};
use yew::prelude::*;

/// What others do is seen so often.
const LOOK_EVERY_MS: u32 = 15_000;

/// What [`Orders`] is given.
#[derive(Properties, PartialEq)]
pub struct OrdersProps {
    /// Of which shop.
    pub shops: Shops,
    /// Which.
    pub show: Show,
    /// Before which one.
    pub pages: Pages<PurchaseId>,
    /// Grows with each change that was made here.
    pub changes: u32,
    /// One is to be looked at.
    pub on_open: Callback<PurchaseId>,
}

/// Where an order stands: a word each.
pub fn state(state: PurchaseState, language: Language) -> Html {
    let class = match state {
        PurchaseState::Draft => "warn",
        PurchaseState::Received => "ok",
        _ => "",
    };
    html! { <span class={classes!("chip", class)} data-state={state.word()}>{ state.say(language) }</span> }
}

/// Whether the letter went: nothing is said where all is well.
pub fn letter(stands: Option<MessageState>, language: Language) -> Html {
    let (class, words) = match stands {
        None | Some(MessageState::Sent) => return Html::default(),
        Some(MessageState::ToSend | MessageState::Claimed) => ("", say(language, "letter-goes")),
        Some(MessageState::ToCheck) => ("warn", say(language, "letter-to-check")),
        Some(MessageState::Failed | MessageState::GivenUp) => {
            ("bad", say(language, "letter-failed"))
        }
    };
    html! { <span class={classes!("chip", class)}>{ words }</span> }
}

fn row(order: &PurchaseListed, with_shop: bool, props: &OrdersProps, language: Language) -> Html {
    let id = order.id;
    let number = &order.number;
    let supplier = order.supplier.clone().unwrap_or_else(|| say(language, "purchase-no-supplier"));
    let day = date(order.written_at.with_timezone(&ZONE).date_naive(), language);
    let total = order.total.map_or_else(|| "—".to_owned(), |it| it.show(language));
    // Of a draft no letter was written, and of one that was cancelled it matters no more.
    let letter_of = order.state.is_expected().then_some(order.letter).flatten();
    html! {
        <tr key={id.0.to_string()} class="pf-v6-c-table__tr" data-testid={format!("purchase-{number}")}>
            <th class="pf-v6-c-table__th" scope="row">{ number }<small>{ day }</small></th>
            if with_shop {
                <td class="pf-v6-c-table__td">
                    <span class="table-name" title={order.shop.name.clone()}>{ &order.shop.name }</span>
                </td>
            }
            <td class="pf-v6-c-table__td"><span class="table-name" title={supplier.clone()}>{ &supplier }</span></td>
            <td class="pf-v6-c-table__td number">{ order.lines }</td>
            <td class="pf-v6-c-table__td number">{ total }</td>
            <td class="pf-v6-c-table__td">
                <span class="recap-states">{ state(order.state, language) }{ letter(letter_of, language) }</span>
            </td>
            <td class="pf-v6-c-table__td table-action">
                <button class="button" data-testid={format!("open-{number}")}
                    onclick={props.on_open.reform(move |_| id)}>{ say(language, "purchase-read") }</button>
            </td>
        </tr>
    }
}

fn title(head: &str, language: Language) -> String {
    match head {
        "number" => say(language, "purchase-number"),
        "shop" => say(language, "purchase-shop"),
        "supplier" => say(language, "purchase-supplier"),
        "lines" => say(language, "purchase-lines"),
        "total" => say(language, "total-net"),
        _ => say(language, "purchase-state"),
    }
}

/// The orders.
#[component]
pub fn Orders(props: &OrdersProps) -> Html {
    let language = use_screen().language;
    let (shops, pages) = (&props.shops, &props.pages);
    let asked =
        ListPurchases { shop: shops.code(), states: props.show.states(), before: pages.before() };
    let pulse = (LOOK_EVERY_MS, props.changes);
    let (read, _) = use_list_of_shops(asked, pulse, shops, |list| &list.shops);
    let failure = read.failure.as_ref().map(|failure| {
        html! { <Notice text={failure.message.clone()} testid="purchases-error" /> }
    });
    let Some(list) = read.data.clone() else { return failure.unwrap_or_else(|| loading(language)) };
    if list.purchases.is_empty() && pages.is_first() {
        return html! {
            <>{ failure.unwrap_or_default() }<p class="empty" data-testid="purchases-empty">{ props.show.none(language) }</p></>
        };
    }
    let with_shop = list.shops.len() > 1 && shops.code().is_none();
    let heads = ["number", "shop", "supplier", "lines", "total", "state"];
    let heads = heads.into_iter().filter(|head| with_shop || *head != "shop").map(|head| {
        let number = ["lines", "total"].contains(&head).then_some("number");
        html! {
            <th class={classes!("pf-v6-c-table__th", "plain-head", format!("of-{head}"), number)} scope="col">
                { title(head, language) }
            </th>
        }
    });
    let rows = list.purchases.iter().map(|order| row(order, with_shop, props, language));
    let way = || {
        let last = list.purchases.last().map(|it| it.id).filter(|_| list.earlier);
        let count = [("count", list.purchases.len().into())];
        let between = html! { <span>{ say_with(language, "pages-count", &count) }</span> };
        pages.way(Way { between, ..Way::from("purchases", last) }, language)
    };
    html! {
        <>
            { failure.unwrap_or_default() }
            <div class="table">
                <table class="pf-v6-c-table purchases" data-testid="purchases">
                    <thead class="pf-v6-c-table__thead">
                        <tr class="pf-v6-c-table__tr">{ for heads }<th class="pf-v6-c-table__th of-action"></th></tr>
                    </thead>
                    <tbody class="pf-v6-c-table__tbody">{ rows.collect::<Html>() }</tbody>
                </table>
            </div>
            if list.earlier || !pages.is_first() {
                { way() }
            }
        </>
    }
}
