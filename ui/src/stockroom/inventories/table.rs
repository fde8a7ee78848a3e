//! The inventories, a row each.

use super::words::{differing, state, unknown, value};
use crate::catalogue::{say, say_with};
use crate::office::{day_and_hour, plain_table};
use domain::Language;
use domain::screens::{Cell, Table as File};
use domain::shops::ZONE;
use domain::stock::{InventoryId, InventoryLine};
use yew::prelude::*;

fn counted(line: &InventoryLine, language: Language) -> String {
    let values = [("counted", line.counted.into()), ("listed", line.listed.into())];
    say_with(language, "inventory-counted", &values)
}

fn row(line: &InventoryLine, on_open: &Callback<InventoryId>, language: Language) -> Html {
    let id = line.id;
    let ended = line.ended_at.map(|at| {
        let who = line.ended_by.clone().unwrap_or_else(|| "—".to_owned());
        format!("{} · {who}", day_and_hour(at, language))
    });
    let worth = value(&line.differences, language);
    let is_less = worth.is_some() && line.differences.value.0 < 0;
    html! {
        <tr key={id.0.to_string()} class="pf-v6-c-table__tr" data-testid={format!("inventory-{}", id.0)}>
            <th class="pf-v6-c-table__th" scope="row">
                <span class="two-lines"><span>{ day_and_hour(line.began_at, language) }</span>
                    <small title={line.began_by.clone()}>{ &line.began_by }</small></span>
            </th>
            <td class="pf-v6-c-table__td">
                <span class="two-lines">{ state(line.state, language) }<small>{ ended }</small></span>
            </td>
            <td class="pf-v6-c-table__td number">{ counted(line, language) }</td>
            <td class="pf-v6-c-table__td">{ differing(&line.differences, language) }</td>
            <td class={classes!("pf-v6-c-table__td", "number", is_less.then_some("off"))}>
                <span class="two-lines"><span data-testid={format!("value-{}", id.0)}>{ worth.unwrap_or_else(|| "—".to_owned()) }</span>
                    <small>{ unknown(&line.differences, language) }</small></span>
            </td>
            <td class="pf-v6-c-table__td table-action">
                <button class="button" data-testid={format!("read-{}", id.0)}
                    onclick={on_open.reform(move |_| id)}>{ say(language, "recap-read") }</button>
            </td>
        </tr>
    }
}

/// A page of inventories; its head stays in sight.
pub fn table(lines: &[InventoryLine], on_open: &Callback<InventoryId>, language: Language) -> Html {
    let heads = [
        ("began", say(language, "inventory-began")),
        ("state", say(language, "inventory-state")),
        ("counted", say(language, "inventory-counted-head")),
        ("differences", say(language, "inventory-differences-head")),
        ("value", say(language, "inventory-value")),
        ("action", String::new()),
    ];
    let rows: Html = lines.iter().map(|line| row(line, on_open, language)).collect();
    plain_table("inventories", heads, &["counted", "value"], rows)
}

/// The page as a file.
pub fn file(lines: &[InventoryLine], language: Language) -> File {
    let heads = [
        "inventory-began",
        "inventory-by",
        "inventory-ended",
        "inventory-counted-head",
        "inventory-listed-head",
        "inventory-missing",
        "inventory-over",
        "inventory-value",
        "inventory-unknown-head",
    ];
    let row = |line: &InventoryLine| {
        let at = |at: chrono::DateTime<chrono::Utc>| {
            Cell::Text(at.with_timezone(&ZONE).format("%Y-%m-%d %H:%M").to_string())
        };
        let found = &line.differences;
        vec![
            at(line.began_at),
            Cell::Text(line.began_by.clone()),
            line.ended_at.map_or(Cell::Empty, at),
            Cell::Whole(line.counted.into()),
            Cell::Whole(line.listed.into()),
            Cell::Whole(found.missing.into()),
            Cell::Whole(found.over.into()),
            value(found, language).map_or(Cell::Empty, |_| Cell::Money(found.value)),
            Cell::Whole(found.unknown.into()),
        ]
    };
    File {
        heads: heads.map(|key| say(language, key)).into(),
        rows: lines.iter().map(row).collect(),
    }
}
