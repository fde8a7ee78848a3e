//! One inventory, line by line: what was seen beside what the book had, and what became of it.

use super::words::{differing, fate_words, state, unknown, value};
use crate::catalogue::{say, say_with};
use crate::frame::{Notice, hour, use_fetched, use_screen};
use crate::office::{SaveTableButton, day_and_hour, loading, plain_table, signed};
use crate::stockroom::levels::plain;
use domain::Language;
use domain::screens::{Cell, Table as File};
use domain::server::ShopChoice;
use domain::stock::{
    InventoryId, PastCount, PastInventory, ReadPastInventory, show_change, show_quantity,
};
use std::rc::Rc;
use yew::prelude::*;

/// What [`OnePage`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct OnePageProps {
    /// The shop.
    pub shop: ShopChoice,
    /// Which.
    pub inventory: InventoryId,
    /// Back to the list.
    pub on_back: Callback<()>,
}

/// What the columns are, with their words for styles.
fn heads(language: Language) -> [(&'static str, String); 7] {
    [
        ("name", say(language, "level-name")),
        ("counted", say(language, "count-counted")),
        ("theoretical", say(language, "count-theoretical")),
        ("difference", say(language, "count-difference")),
        ("value", say(language, "inventory-value")),
        ("fate", say(language, "count-fate")),
        ("by", say(language, "inventory-by")),
    ]
}

fn line(past: &PastInventory, count: &PastCount, language: Language) -> Html {
    let id = count.count.ingredient.0;
    let shown = |quantity: i64| show_quantity(quantity, count.unit, language);
    let difference = count.count.difference();
    let (class, fate) = fate_words(past.fate(count), language);
    let worth = count.value().filter(|_| difference != 0);
    let off = (difference < 0).then_some("off");
    html! {
        <tr key={id} class="pf-v6-c-table__tr" data-testid={format!("count-{id}")}>
            <th class="pf-v6-c-table__th" scope="row"><span class="table-name" title={count.name.clone()}>{ &count.name }</span></th>
            <td class="pf-v6-c-table__td number">{ shown(count.count.counted) }</td>
            <td class="pf-v6-c-table__td number">{ shown(count.count.theoretical) }</td>
            <td class={classes!("pf-v6-c-table__td", "number", off)} data-testid={format!("difference-{id}")}>
                { if difference == 0 { "=".to_owned() } else { show_change(difference, count.unit, language) } }
            </td>
            <td class={classes!("pf-v6-c-table__td", "number", worth.and(off))}>
                { worth.map_or_else(|| "—".to_owned(), |worth| signed(worth, language)) }
            </td>
            <td class="pf-v6-c-table__td"><span class={classes!("chip", class)}>{ fate }</span></td>
            <td class="pf-v6-c-table__td">
                <span class="two-lines"><span>{ &count.count.by }</span><small>{ hour(count.count.at) }</small></span>
            </td>
        </tr>
    }
}

/// The counts by name, as people look for one.
fn by_name(past: &PastInventory) -> Vec<&PastCount> {
    let mut counts: Vec<_> = past.counts.iter().collect();
    counts.sort_by_cached_key(|count| plain(&count.name));
    counts
}

fn table(past: &PastInventory, language: Language) -> Html {
    let rows: Html = by_name(past).into_iter().map(|count| line(past, count, language)).collect();
    let numbers = ["counted", "theoretical", "difference", "value"];
    plain_table("counts", heads(language), &numbers, rows)
}

/// What differed altogether, and what was not counted.
fn sums(past: &PastInventory, language: Language) -> Html {
    let found = past.differences();
    let names: Vec<_> = past.uncounted.iter().map(|(_, name)| name.as_str()).collect();
    let values = [("count", names.len().into()), ("names", names.join(", ").into())];
    let parts =
        [Some(differing(&found, language)), value(&found, language), unknown(&found, language)];
    let parts: Vec<_> = parts.into_iter().flatten().collect();
    html! {
        <>
            <p class="inventory-sums" data-testid="inventory-sums">{ parts.join(" · ") }</p>
            if !names.is_empty() {
                <p class="page-note" data-testid="inventory-uncounted">{ say_with(language, "inventory-uncounted", &values) }</p>
            }
        </>
    }
}

/// It as a file: quantities in the ingredient's unit.
fn file(past: &PastInventory, language: Language) -> File {
    let mut names: Vec<String> = heads(language).map(|(_, name)| name).into();
    names.insert(1, say(language, "level-unit"));
    let row = |count: &PastCount| {
        vec![
            Cell::Text(count.name.clone()),
            Cell::Text(count.unit.word().to_owned()),
            Cell::Whole(count.count.counted),
            Cell::Whole(count.count.theoretical),
            Cell::Whole(count.count.difference()),
            count.value().map_or(Cell::Empty, Cell::Money),
            Cell::Text(fate_words(past.fate(count), language).1),
            Cell::Text(count.count.by.clone()),
        ]
    };
    File { heads: names, rows: by_name(past).into_iter().map(row).collect() }
}

/// One inventory of a shop.
#[component]
pub fn OnePage(props: &OnePageProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let asked = ReadPastInventory { shop: props.shop.code.clone(), inventory: props.inventory };
    let read = use_fetched(asked, true, 0, language);
    use_effect_with(read.failure.clone(), move |failure| {
        failure.iter().for_each(|failure| screen.heed(failure));
    });
    let past: Option<Rc<PastInventory>> = read.data.clone();
    let title = past.as_ref().map(|past| {
        let began = day_and_hour(past.began_at, language);
        let values = [("began", began.into()), ("who", past.began_by.as_str().into())];
        say_with(language, "inventory-title", &values)
    });
    html! {
        <>
            <header class="part-head">
                <button class="button" data-testid="inventory-back" onclick={props.on_back.reform(|_: MouseEvent| ())}>
                    { "←\u{a0}" }{ say(language, "inventory-back") }
                </button>
                <h2>{ title }</h2>
                if let Some(past) = &past { { state(past.state, language) } }
                if let Some(past) = past.clone().filter(|past| !past.counts.is_empty()) {
                    <SaveTableButton testid="save-inventory"
                        name={format!("inventaire-{}-{}", props.shop.code, past.began_at.date_naive())}
                        gather={Callback::from(move |take: Callback<_>| take.emit(Ok(file(&past, language))))} />
                }
            </header>
            if let Some(failure) = &read.failure {
                <Notice text={failure.message.clone()} testid="inventory-error" />
            } else if past.is_none() {
                { loading(language) }
            }
            if let Some(past) = past {
                { sums(&past, language) }
                if past.counts.is_empty() {
                    <p class="empty" data-testid="inventory-nothing">{ say(language, "inventory-nothing") }</p>
                } else {
                    { table(&past, language) }
                }
            }
        </>
    }
}
