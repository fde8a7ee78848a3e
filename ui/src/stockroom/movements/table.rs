//! Movements, a row each.

use super::filter::Names;
use crate::catalogue::say;
use crate::frame::hour;
use crate::office::{date, plain_table};
use domain::menu::{IngredientId, Unit};
use domain::screens::Cell;
use domain::shops::ZONE;
use domain::stock::{Cause, Movement, show_change};
use domain::{Language, Spoken};
use yew::prelude::*;

/// What an ingredient is called, and its unit; one that the shop no longer keeps has neither.
fn known(names: &Names, ingredient: IngredientId) -> (String, Option<Unit>) {
    let found = names.iter().find(|it| it.level.ingredient == ingredient);
    found.map_or_else(|| ("—".to_owned(), None), |it| (it.name.clone(), Some(it.unit)))
}

/// How much, with its sign.
fn quantity(moved: &Movement, unit: Option<Unit>, language: Language) -> String {
    match unit {
        Some(unit) => show_change(moved.quantity, unit, language),
        None => moved.quantity.to_string(),
    }
}

fn who(moved: &Movement, language: Language) -> String {
    moved.by.clone().unwrap_or_else(|| say(language, "movement-by-program"))
}

/// What a person said of it, or the order it was for.
fn about(moved: &Movement) -> String {
    let parts = [moved.order.as_deref(), moved.reason.as_deref()];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" · ")
}

fn row(moved: &Movement, names: &Names, language: Language) -> Html {
    let (name, unit) = known(names, moved.ingredient);
    let way = (moved.quantity > 0).then_some("onto");
    let about = about(moved);
    let day = date(moved.at.with_timezone(&ZONE).date_naive(), language);
    let class = match moved.cause {
        Cause::Waste => Some("bad"),
        Cause::Correction | Cause::Inventory => Some("warn"),
        Cause::Receipt | Cause::Transfer => Some("ok"),
        Cause::Initial | Cause::Consumption | Cause::Undo => None,
    };
    html! {
        <tr key={moved.id.0} class="pf-v6-c-table__tr" data-testid={format!("movement-{}", moved.id.0)}>
            <td class="pf-v6-c-table__td when"><span>{ day }</span>{ " " }<b>{ hour(moved.at) }</b></td>
            <th class="pf-v6-c-table__th" scope="row"><span class="table-name" title={name.clone()}>{ &name }</span></th>
            <td class="pf-v6-c-table__td">
                <span class={classes!("chip", class)} data-cause={moved.cause.word()}>{ moved.cause.say(language) }</span>
            </td>
            <td class={classes!("pf-v6-c-table__td", "number", way)}>{ quantity(moved, unit, language) }</td>
            <td class="pf-v6-c-table__td"><span class="table-name">{ who(moved, language) }</span></td>
            <td class="pf-v6-c-table__td"><span class="table-name" title={about.clone()}>{ about }</span></td>
        </tr>
    }
}

/// What the columns are, with their words for styles.
fn heads(language: Language) -> [(&'static str, String); 6] {
    [
        ("when", say(language, "movement-when")),
        ("ingredient", say(language, "level-name")),
        ("cause", say(language, "movement-cause")),
        ("quantity", say(language, "movement-quantity")),
        ("who", say(language, "movement-who")),
        ("about", say(language, "movement-about")),
    ]
}

/// A page of movements; its head stays in sight.
pub fn table(movements: &[Movement], names: &Names, language: Language) -> Html {
    let rows: Html = movements.iter().map(|moved| row(moved, names, language)).collect();
    plain_table("movements", heads(language), &["quantity"], rows)
}

/// The columns of a file of movements.
pub fn file_heads(language: Language) -> Vec<String> {
    let names = heads(language).map(|(_, name)| name);
    let [when, ingredient, cause, quantity, who, _] = names;
    let unit = say(language, "level-unit");
    let (order, reason) = (say(language, "movement-order"), say(language, "movement-reason"));
    vec![when, ingredient, unit, cause, quantity, who, order, reason]
}

/// A movement's row of a file.
pub fn file_row(moved: &Movement, names: &Names, language: Language) -> Vec<Cell> {
    let (name, unit) = known(names, moved.ingredient);
    let text = |text: &Option<String>| text.clone().map_or(Cell::Empty, Cell::Text);
    vec![
        Cell::Text(moved.at.with_timezone(&ZONE).format("%Y-%m-%d %H:%M").to_string()),
        Cell::Text(name),
        unit.map_or(Cell::Empty, |unit| Cell::Text(unit.word().to_owned())),
        Cell::Text(moved.cause.say(language)),
        Cell::Whole(moved.quantity),
        Cell::Text(who(moved, language)),
        text(&moved.order),
        text(&moved.reason),
    ]
}
