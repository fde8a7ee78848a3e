//! The page: which shop, its transfers, and the dialogs over them.

use super::done::Done;
use super::receive::ReceiveDialog;
use super::row::Row;
use super::send::SendDialog;
use crate::backend::{call, new_command};
use crate::catalogue::say;
use crate::frame::{Notice, Tone, use_fetched, use_screen};
use crate::office::{ListPage, ShopPicker, use_list};
use domain::server::ShopChoice;
use domain::shops::ReadPapers;
use domain::stock::{ListTransfers, TakeBackTransfer, TransferShown, TransferState};
use domain::{Failure, FailureCode, Language};
use wasm_bindgen_futures::spawn_local;
use yew::prelude::*;

/// News tells of this window's shop alone.
const LOOK_EVERY_MS: u32 = 20_000;

/// The page of transfers.
#[component]
pub fn TransfersPage() -> Html {
    let screen = use_screen();
    let language = screen.language;
    let seen = use_fetched(ReadPapers {}, true, 0, language);
    let picked = use_state(|| None::<String>);
    let of = |shop: &domain::shops::ShopPapers| ShopChoice {
        code: shop.code.clone(),
        name: shop.papers.name.clone(),
    };
    let shops: Vec<ShopChoice> = seen.data.iter().flat_map(|list| &list.shops).map(of).collect();
    let own = || screen.terminal.shop.code.clone();
    let shop = (*picked).clone().unwrap_or_else(own);
    let on_pick = {
        let picked = picked.setter();
        Callback::from(move |code| picked.set(code))
    };
    html! {
        <ListPage name="transfers" title={say(language, "transfers-title")} lead={say(language, "transfers-lead")} is_read=true
            action={html! { <ShopPicker {shops} picked={Some(shop.clone())} {on_pick} /> }}>
            <OfShop key={shop.clone()} shop={shop.clone()} />
        </ListPage>
    }
}

/// What is open over the page.
#[derive(Clone, PartialEq)]
enum Open {
    Send,
    Receive(Box<TransferShown>),
}

#[derive(Properties, PartialEq)]
struct OfShopProps {
    /// Its code.
    shop: String,
}

fn rows(
    list: &[TransferShown],
    props: &OfShopProps,
    on_receive: &Callback<TransferShown>,
    on_take_back: &Callback<TransferShown>,
) -> Html {
    let row = |transfer: &TransferShown| {
        html! {
            <Row key={transfer.id.0.to_string()} transfer={transfer.clone()} shop={props.shop.clone()}
                on_receive={on_receive.clone()} on_take_back={on_take_back.clone()} />
        }
    };
    list.iter().map(row).collect()
}

fn group(language: Language, title: &str, testid: &'static str, rows: Html) -> Html {
    html! {
        <section class="transfer-group" data-testid={testid}>
            <h2>{ say(language, title) }</h2>
            { rows }
        </section>
    }
}

/// The transfers of one shop.
#[component]
fn OfShop(props: &OfShopProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let asked = ListTransfers { shop: Some(props.shop.clone()) };
    let (read, look) = use_list(asked, LOOK_EVERY_MS);
    let open = use_state(|| None::<Open>);
    let done = use_state(|| None::<Done>);
    let failure = use_state(|| None::<Failure>);
    let show = |what: Option<Open>| {
        let (open, done, failure) = (open.setter(), done.setter(), failure.setter());
        move || {
            done.set(None);
            failure.set(None);
            open.set(what.clone());
        }
    };
    let on_send = {
        let show = show(Some(Open::Send));
        Callback::from(move |_: MouseEvent| show())
    };
    let on_close = {
        let show = show(None);
        Callback::from(move |()| show())
    };
    let on_receive = {
        let (open, done) = (open.setter(), done.setter());
        Callback::from(move |transfer| {
            done.set(None);
            open.set(Some(Open::Receive(Box::new(transfer))));
        })
    };
    let on_done = {
        let (open, done, look) = (open.setter(), done.setter(), look.clone());
        Callback::from(move |what: Done| {
            open.set(None);
            done.set(Some(what));
            look.emit(());
        })
    };
    let on_take_back = {
        let (done, failure, look) = (done.setter(), failure.setter(), look.clone());
        let (shop, screen) = (props.shop.clone(), screen.clone());
        // The same tap, sent again, is the same command.
        let taps = use_mut_ref(std::collections::HashMap::new);
        Callback::from(move |transfer: TransferShown| {
            let command = *taps.borrow_mut().entry(transfer.id).or_insert_with(new_command);
            let asked =
                TakeBackTransfer { command, transfer: transfer.id, shop: Some(shop.clone()) };
            let (done, failure, look) = (done.clone(), failure.clone(), look.clone());
            let screen = screen.clone();
            spawn_local(async move {
                match call(asked, language).await {
                    Ok(_) => {
                        failure.set(None);
                        done.set(Some(Done::TakenBack(transfer.to.name)));
                    }
                    Err(refused) => {
                        screen.heed(&refused);
                        failure.set(Some(refused));
                    }
                }
                look.emit(());
            });
        })
    };
    let dialog = match &*open {
        Some(Open::Send) => html! {
            <SendDialog shop={props.shop.clone()} on_done={on_done.clone()} on_close={on_close.clone()} />
        },
        Some(Open::Receive(transfer)) => html! {
            <ReceiveDialog transfer={(**transfer).clone()} shop={props.shop.clone()} {on_done} {on_close} />
        },
        None => Html::default(),
    };
    let told = read.failure.as_ref().or(failure.as_ref());
    html! {
        <>
            <div class="transfer-bar">
                <button class="button primary" data-testid="transfer-send" onclick={on_send}>{ say(language, "transfer-send") }</button>
                if let Some(what) = &*done {
                    <p class="page-done" role="status" data-testid="transfers-done">{ "✓\u{a0}" }{ what.say(language) }</p>
                }
            </div>
            if let Some(refused) = told {
                <Notice text={refused.message.clone()} testid="transfers-error"
                    tone={if refused.code == FailureCode::Conflict { Tone::Warning } else { Tone::Failure }} />
            }
            if let Some(list) = &read.data {
                if list.is_empty() {
                    <p class="empty" data-testid="transfers-empty">{ say(language, "transfers-empty") }</p>
                } else {
                    <div class="transfers">
                        { of_both(list, props, language, &on_receive, &on_take_back) }
                    </div>
                }
            }
            { dialog }
        </>
    }
}

/// What is under way, and what is over.
fn of_both(
    list: &[TransferShown],
    props: &OfShopProps,
    language: Language,
    on_receive: &Callback<TransferShown>,
    on_take_back: &Callback<TransferShown>,
) -> Html {
    let is_under_way = |it: &&TransferShown| it.state == TransferState::UnderWay;
    let (under_way, over): (Vec<&TransferShown>, Vec<_>) = list.iter().partition(is_under_way);
    let cloned = |of: Vec<&TransferShown>| of.into_iter().cloned().collect::<Vec<_>>();
    let (under_way, over) = (cloned(under_way), cloned(over));
    html! {
        <>
            if !under_way.is_empty() {
                { group(language, "transfers-under-way", "transfers-under-way", rows(&under_way, props, on_receive, on_take_back)) }
            }
            if !over.is_empty() {
                { group(language, "transfers-over", "transfers-over", rows(&over, props, on_receive, on_take_back)) }
            }
        </>
    }
}
