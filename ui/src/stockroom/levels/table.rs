//! The levels, a row each.

use super::listing::{Column, Listing};
use super::state::{days_left, state, state_words};
use crate::catalogue::{say, say_with};
use crate::office::Head;
use domain::Language;
use domain::screens::{Cell, Table as File};
use domain::stock::{IngredientStands, show_quantity};
use std::rc::Rc;
use yew::prelude::*;

/// What [`Table`] is given.
#[derive(Properties, PartialEq)]
pub struct TableProps {
    /// All of them.
    pub rows: Rc<Vec<IngredientStands>>,
    /// Which are shown, and how.
    pub listing: Listing,
    /// The language.
    pub language: Language,
    /// Sorted by this column from now on.
    pub on_sort: Callback<Column>,
    /// One is to be looked at.
    pub on_open: Callback<IngredientStands>,
    /// The safety stock of one is to be another.
    pub on_safety: Callback<IngredientStands>,
}

/// What a column is called.
fn name(column: Column, language: Language) -> String {
    match column {
        Column::Name => say(language, "level-name"),
        Column::OnHand => say(language, "level-on-hand"),
        Column::Reserved => say(language, "level-reserved"),
        Column::Projected => say(language, "level-projected"),
        Column::Safety => say(language, "level-safety"),
        Column::Forecast => say(language, "level-forecast"),
        Column::Days => say(language, "level-days"),
        Column::State => say(language, "level-state"),
    }
}

fn row(props: &TableProps, row: &IngredientStands) -> Html {
    let language = props.language;
    let id = row.level.ingredient.0;
    let shown = |quantity: i64| show_quantity(quantity, row.unit, language);
    let number = |quantity: i64, testid: &str| {
        let below = (quantity < 0).then_some("off");
        html! {
            <td class={classes!("pf-v6-c-table__td", "number", below)} data-testid={format!("{testid}-{id}")}>{ shown(quantity) }</td>
        }
    };
    let forecast = match row.forecast {
        Some(left) => number(left, "forecast"),
        None => html! { <td class="pf-v6-c-table__td number">{ "—" }</td> },
    };
    let (opened, set) = (row.clone(), row.clone());
    let change = say_with(language, "safety-change", &[("name", row.name.as_str().into())]);
    html! {
        <tr key={id} class="pf-v6-c-table__tr" data-testid={format!("level-{id}")}>
            <th class="pf-v6-c-table__th" scope="row">
                <button class="table-link" data-testid={format!("open-{id}")} title={row.name.clone()}
                    onclick={props.on_open.reform(move |_| opened.clone())}>
                    <span class="table-name">{ &row.name }</span>
                </button>
            </th>
            { number(row.level.on_hand, "on-hand") }
            { number(row.level.reserved, "reserved") }
            { number(row.level.projected(), "projected") }
            <td class="pf-v6-c-table__td number">
                <button class="table-link" data-testid={format!("safety-{id}")} title={change.clone()} aria-label={change}
                    onclick={props.on_safety.reform(move |_| set.clone())}>
                    { shown(row.level.safety) }<span aria-hidden="true">{ "✎" }</span>
                </button>
            </td>
            { forecast }
            <td class="pf-v6-c-table__td number">{ days_left(row, language) }</td>
            <td class="pf-v6-c-table__td">{ state(row, language) }</td>
        </tr>
    }
}

/// The table; its head stays in sight.
#[component]
pub fn Table(props: &TableProps) -> Html {
    let language = props.language;
    let shown = props.listing.of(&props.rows);
    let heads = Column::ALL.map(|column| {
        let head = Head {
            word: column.word(),
            name: name(column, language),
            is_number: column.is_number(),
            falling: props.listing.sorted.falling(column),
        };
        head.show(props.on_sort.reform(move |_| column))
    });
    let rows: Html = shown.iter().map(|it| row(props, it)).collect();
    html! {
        <div class="table">
            <table class="pf-v6-c-table levels" data-testid="levels">
                <thead class="pf-v6-c-table__thead"><tr class="pf-v6-c-table__tr">{ for heads }</tr></thead>
                <tbody class="pf-v6-c-table__tbody">{ rows }</tbody>
            </table>
            if shown.is_empty() {
                <p class="empty" data-testid="levels-none-found">{ say(language, "levels-none-found") }</p>
            }
        </div>
    }
}

/// The rows that are shown, as a file has them: quantities in the ingredient's unit.
pub fn file(listing: &Listing, rows: &[IngredientStands], language: Language) -> File {
    let mut heads: Vec<String> = Column::ALL.map(|column| name(column, language)).into();
    heads.insert(1, say(language, "level-unit"));
    let line = |row: &IngredientStands| {
        let level = &row.level;
        let (_, state) = state_words(row, language);
        vec![
            Cell::Text(row.name.clone()),
            Cell::Text(row.unit.word().to_owned()),
            Cell::Whole(level.on_hand),
            Cell::Whole(level.reserved),
            Cell::Whole(level.projected()),
            Cell::Whole(level.safety),
            row.forecast.into(),
            row.days_left.map(i64::from).into(),
            // The sign is for the screen.
            Cell::Text(state.split_once('\u{a0}').map_or(state.clone(), |(_, words)| words.into())),
        ]
    };
    File { heads, rows: listing.of(rows).into_iter().map(line).collect() }
}

#[cfg(test)]
mod tests {
    use super::super::listing::tests::row;
    use super::*;

    #[test]
    fn a_file_has_the_rows_that_are_shown() {
        let rows = [row("œuf", 20, Some(10), Some(1)), row("ail", 800, None, None)];
        let listing = Listing { typed: "ail".to_owned(), ..Listing::default() };
        let csv = file(&listing, &rows, Language::Fr).csv(Language::Fr).expect("a table");
        let lines: Vec<_> = csv.lines().collect();
        assert_eq!(lines.len(), 2, "{csv}");
        assert_eq!(lines[1], "\"ail\";\"g\";800;2;798;100;;;\"suffisant\"");
    }
}
