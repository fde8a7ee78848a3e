//! A page of orders, kept fresh: a row each.

use super::page::Show;
use crate::catalogue::{say, say_with};
use crate::frame::{Notice, use_fetched, use_look, use_screen};
use crate::office::{date, loading};
use domain::messages::MessageState;
use domain::server::ShopChoice;
use domain::shops::ZONE;
use domain::stock::{ListPurchases, PurchaseId, PurchaseListed, PurchaseState};
use domain::{Language, Spoken};
use yew::prelude::*;

/// What others do is seen so often.
const LOOK_EVERY_MS: u32 = 15_000;

/// What [`Orders`] is given.
#[derive(Properties, PartialEq)]
pub struct OrdersProps {
    /// Of which shop; none: of all.
    pub shop: Option<String>,
    /// Which.
    pub show: Show,
    /// Before which one; none: the latest.
    pub before: Option<PurchaseId>,
    /// Whether that is the first page.
    pub is_first: bool,
    /// Grows with each change that was made here.
    pub changes: u32,
    /// The shops there are.
    pub on_shops: Callback<Vec<ShopChoice>>,
    /// One is to be looked at.
    pub on_open: Callback<PurchaseId>,
    /// Earlier ones are asked for.
    pub on_earlier: Callback<PurchaseId>,
    /// Later ones are.
    pub on_later: Callback<()>,
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
    let screen = use_screen();
    let language = screen.language;
    let (looks, _) = use_look(LOOK_EVERY_MS);
    let asked = ListPurchases {
        shop: props.shop.clone(),
        states: props.show.states(),
        before: props.before,
    };
    let read = use_fetched(asked, true, looks + props.changes * 1000, language);
    use_effect_with(read.failure.clone(), move |failure| {
        failure.iter().for_each(|failure| screen.heed(failure));
    });
    let shops = read.data.as_ref().map(|list| list.shops.clone());
    let on_shops = props.on_shops.clone();
    use_effect_with(shops, move |shops| shops.iter().for_each(|it| on_shops.emit(it.clone())));
    let failure = read.failure.as_ref().map(|failure| {
        html! { <Notice text={failure.message.clone()} testid="purchases-error" /> }
    });
    let Some(list) = read.data.clone() else { return failure.unwrap_or_else(|| loading(language)) };
    if list.purchases.is_empty() && props.is_first {
        return html! {
            <>{ failure.unwrap_or_default() }<p class="empty" data-testid="purchases-empty">{ props.show.none(language) }</p></>
        };
    }
    let with_shop = list.shops.len() > 1 && props.shop.is_none();
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
    let last = list.purchases.last().map(|it| it.id);
    let earlier = props.on_earlier.clone();
    let go_earlier = move |_: MouseEvent| last.into_iter().for_each(|last| earlier.emit(last));
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
            if list.earlier || !props.is_first {
                <nav class="recap-way" aria-label={say(language, "pages-way")}>
                    <button class="button" data-testid="purchases-earlier" disabled={!list.earlier}
                        onclick={go_earlier}>{ "← " }{ say(language, "pages-earlier") }</button>
                    <span>{ say_with(language, "pages-count", &[("count", list.purchases.len().into())]) }</span>
                    <button class="button" data-testid="purchases-later" disabled={props.is_first}
                        onclick={props.on_later.reform(|_: MouseEvent| ())}>{ say(language, "pages-later") }{ " →" }</button>
                </nav>
            }
        </>
    }
}
