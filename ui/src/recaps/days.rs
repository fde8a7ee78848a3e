//! The days that were asked for, kept fresh, and the one that is open over them.

use super::day::DayDialog;
use super::listing::{Column, Listing};
use super::lost::LostDialog;
use super::table::Table;
use crate::catalogue::{say, say_with};
use crate::frame::{Notice, use_fetched, use_look, use_screen};
use crate::office::{date, loading};
use chrono::NaiveDate;
use domain::ledger::{DayLine, ListRecaps, RecapList, RegisterCode};
use domain::server::ShopChoice;
use std::rc::Rc;
use yew::prelude::*;

/// Each order would be news of it: it is read again by itself alone.
const LOOK_EVERY_MS: u32 = 30_000;

/// What [`Days`] is given.
#[derive(Properties, PartialEq)]
pub struct DaysProps {
    /// Of which shop; none: of all.
    pub shop: Option<String>,
    /// Before which day; none: from today.
    pub before: Option<NaiveDate>,
    /// In what order.
    pub listing: Listing,
    /// Sorted by this column from now on.
    pub on_sort: Callback<Column>,
    /// The shops there are.
    pub on_shops: Callback<Vec<ShopChoice>>,
    /// Earlier days are asked for.
    pub on_earlier: Callback<NaiveDate>,
    /// Later ones; none: these are the latest.
    pub on_later: Option<Callback<()>>,
}

/// The way to earlier and later days.
fn way(props: &DaysProps, list: &RecapList, language: domain::Language) -> Html {
    let since = list.since;
    let last = list.days.iter().map(|line| line.day).max();
    let words = last.map(|last| {
        let values = [("from", date(since, language).into()), ("to", date(last, language).into())];
        say_with(language, "recap-span", &values)
    });
    let later = props.on_later.clone();
    let is_latest = later.is_none();
    let go_later = move |_: MouseEvent| later.iter().for_each(|later| later.emit(()));
    html! {
        <nav class="recap-way" aria-label={say(language, "recap-way")}>
            <button class="button" data-testid="recap-earlier" disabled={!list.earlier}
                onclick={props.on_earlier.reform(move |_| since)}>{ "← " }{ say(language, "recap-earlier") }</button>
            <span data-testid="recap-span">{ words }</span>
            <button class="button" data-testid="recap-later" disabled={is_latest}
                onclick={go_later}>{ say(language, "recap-later") }{ " →" }</button>
        </nav>
    }
}

/// The days.
#[component]
pub fn Days(props: &DaysProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let open = use_state(|| None::<DayLine>);
    let losing = use_state(|| None::<RegisterCode>);
    let (looks, look) = use_look(LOOK_EVERY_MS);
    let asked = ListRecaps { shop: props.shop.clone(), before: props.before };
    let read = use_fetched(asked, true, looks, language);
    use_effect_with(read.failure.clone(), move |failure| {
        failure.iter().for_each(|failure| screen.heed(failure));
    });
    let shops = read.data.as_ref().map(|list| list.shops.clone());
    let on_shops = props.on_shops.clone();
    use_effect_with(shops, move |shops| shops.iter().for_each(|it| on_shops.emit(it.clone())));
    let on_open = {
        let open = open.setter();
        Callback::from(move |line| open.set(Some(line)))
    };
    let on_lose = {
        let losing = losing.setter();
        Callback::from(move |register| losing.set(Some(register)))
    };
    // The day is read anew behind it.
    let keep = {
        let losing = losing.setter();
        Callback::from(move |()| losing.set(None))
    };
    let lost = {
        let (keep, look) = (keep.clone(), look.clone());
        Callback::from(move |()| {
            keep.emit(());
            look.emit(());
        })
    };
    let on_close = {
        let open = open.setter();
        Callback::from(move |()| {
            open.set(None);
            look.emit(());
        })
    };
    let list: Option<Rc<RecapList>> = read.data.clone();
    html! {
        <>
            if let Some(failure) = &read.failure {
                <Notice text={failure.message.clone()} testid="recaps-error" />
            } else if list.is_none() {
                { loading(language) }
            }
            if let Some(list) = &list {
                if list.days.is_empty() {
                    <p class="empty" data-testid="recaps-empty">{ say(language, "recaps-empty") }</p>
                } else {
                    <Table list={list.clone()} listing={props.listing} {language}
                        on_sort={props.on_sort.clone()} {on_open} />
                    { way(props, list, language) }
                }
            }
            if let Some(register) = &*losing {
                <LostDialog register={register.clone()} on_done={lost} on_keep={keep} />
            } else if let Some(line) = &*open {
                <DayDialog line={line.clone()} {on_close} {on_lose} />
            }
        </>
    }
}
