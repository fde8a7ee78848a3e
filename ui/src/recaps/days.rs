//! The days that were asked for, kept fresh, and the one that is open over them.

use super::day::DayDialog;
use super::listing::{Column, Listing};
use super::lost::LostDialog;
use super::table::Table;
use crate::catalogue::{say, say_with};
use crate::frame::{Notice, use_screen};
use crate::office::{Pages, Shops, Way, date, loading, use_list_of_shops};
use chrono::NaiveDate;
use domain::ledger::{DayLine, ListRecaps, RecapList, RegisterCode};
use std::rc::Rc;
use yew::prelude::*;

/// Each order would be news of it: it is read again by itself alone.
const LOOK_EVERY_MS: u32 = 30_000;

/// What [`Days`] is given.
#[derive(Properties, PartialEq)]
pub struct DaysProps {
    /// Of which shop.
    pub shops: Shops,
    /// Before which day.
    pub pages: Pages<NaiveDate>,
    /// In what order.
    pub listing: Listing,
    /// Sorted by this column from now on.
    pub on_sort: Callback<Column>,
}

/// The way to earlier and later days.
fn way(props: &DaysProps, list: &RecapList, language: domain::Language) -> Html {
    let since = list.since;
    let last = list.days.iter().map(|line| line.day).max();
    let words = last.map(|last| {
        let values = [("from", date(since, language).into()), ("to", date(last, language).into())];
        say_with(language, "recap-span", &values)
    });
    let between = html! { <span data-testid="recap-span">{ words }</span> };
    let way = Way { between, ..Way::from("recap", list.earlier.then_some(since)) };
    props.pages.way(way, language)
}

/// The days.
#[component]
pub fn Days(props: &DaysProps) -> Html {
    let language = use_screen().language;
    let open = use_state(|| None::<DayLine>);
    let losing = use_state(|| None::<RegisterCode>);
    let asked = ListRecaps { shop: props.shops.code(), before: props.pages.before() };
    let (read, look) =
        use_list_of_shops(asked, (LOOK_EVERY_MS, 0), &props.shops, |list| &list.shops);
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
