//! The days, a row each.

use super::listing::{Column, Listing};
use crate::catalogue::{say, say_with};
use crate::office::{Head, date, signed};
use domain::Language;
use domain::ledger::{DayLine, RecapList, RegisterCode};
use std::rc::Rc;
use yew::prelude::*;

/// What [`Table`] is given.
#[derive(Properties, PartialEq)]
pub struct TableProps {
    /// The days.
    pub list: Rc<RecapList>,
    /// In what order.
    pub listing: Listing,
    /// The language.
    pub language: Language,
    /// Sorted by this column from now on.
    pub on_sort: Callback<Column>,
    /// One is to be looked at.
    pub on_open: Callback<DayLine>,
}

fn head(props: &TableProps, column: Column) -> Html {
    let name = match column {
        Column::Day => say(props.language, "recap-day"),
        Column::Shop => say(props.language, "recap-shop"),
        Column::Tickets => say(props.language, "recap-tickets"),
        Column::Total => say(props.language, "recap-total"),
        Column::Difference => say(props.language, "recap-difference"),
        Column::Registers => say(props.language, "recap-registers"),
    };
    let Listing { by, turned } = props.listing;
    // What is latest, largest or to be looked at first comes first.
    let falling = (by == column).then_some(!turned);
    let head = Head { word: column.word(), name, is_number: column.is_number(), falling };
    head.show(props.on_sort.reform(move |_| column))
}

/// How the registers stand: a sign and words for each state that there is.
pub fn states(line: &DayLine, language: Language) -> Html {
    let chip = |class: &'static str, key: &str, codes: &[RegisterCode]| {
        (!codes.is_empty()).then(|| {
            let codes: Vec<_> = codes.iter().map(|code| code.0.as_str()).collect();
            let codes = codes.join(", ");
            let text = say_with(language, key, &[("codes", codes.clone().into())]);
            html! { <span class={classes!("chip", class)} title={codes}>{ text }</span> }
        })
    };
    let closed = [("count", line.closed.into())];
    html! {
        <span class="recap-states">
            { chip("bad", "recap-missing", &line.missing) }
            { chip("warn", "recap-lost", &line.lost) }
            { chip("", "recap-open", &line.open) }
            if line.closed > 0 {
                <span class="chip ok">{ "✓\u{a0}" }{ say_with(language, "recap-closed", &closed) }</span>
            }
        </span>
    }
}

fn row(props: &TableProps, line: &DayLine) -> Html {
    let language = props.language;
    let id = format!("{}-{}", line.shop.code, line.day);
    let one = line.clone();
    let off = line.cash_difference.map_or_else(|| "—".to_owned(), |cents| signed(cents, language));
    let is_off = line.cash_difference.is_some_and(|cents| cents.0 != 0).then_some("off");
    html! {
        <tr key={id.clone()} class="pf-v6-c-table__tr" data-testid={format!("recap-{id}")}>
            <th class="pf-v6-c-table__th" scope="row">{ date(line.day, language) }</th>
            <td class="pf-v6-c-table__td">
                <span class="table-name" title={line.shop.name.clone()}>{ &line.shop.name }</span>
            </td>
            <td class="pf-v6-c-table__td number">{ line.tickets }</td>
            <td class="pf-v6-c-table__td number" data-testid={format!("total-{id}")}>{ line.total.show(language) }</td>
            <td class={classes!("pf-v6-c-table__td", "number", is_off)}>{ off }</td>
            <td class="pf-v6-c-table__td">{ states(line, language) }</td>
            <td class="pf-v6-c-table__td table-action">
                <button class="button" data-testid={format!("open-{id}")}
                    onclick={props.on_open.reform(move |_| one.clone())}>{ say(language, "recap-read") }</button>
            </td>
        </tr>
    }
}

/// The table; its head stays in sight.
#[component]
pub fn Table(props: &TableProps) -> Html {
    let rows: Html =
        props.listing.of(&props.list.days).into_iter().map(|line| row(props, line)).collect();
    html! {
        <div class="table">
            <table class="pf-v6-c-table recaps" data-testid="recaps">
                <thead class="pf-v6-c-table__thead">
                    <tr class="pf-v6-c-table__tr">
                        { for Column::ALL.map(|column| head(props, column)) }
                        <th class="pf-v6-c-table__th of-action"></th>
                    </tr>
                </thead>
                <tbody class="pf-v6-c-table__tbody">{ rows }</tbody>
            </table>
        </div>
    }
}
