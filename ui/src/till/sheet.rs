//! A paper on the screen: its rows, and how they are drawn.

use yew::prelude::*;

/// A row of a paper.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Row {
    /// In the middle, large.
    Title(String),
    /// In the middle.
    Middle(String),
    /// On the left, of its own length.
    Words(String),
    /// A name and an amount.
    Pair(String, String),
    /// The same, in bold.
    Strong(String, String),
    /// Four columns.
    Four([String; 4]),
    /// A line across.
    Rule,
}

fn drawn(row: Row) -> Html {
    let cells = |class: &'static str, cells: Vec<String>| {
        html! { <p {class}>{ for cells.into_iter().map(|cell| html! { <span>{ cell }</span> }) }</p> }
    };
    match row {
        Row::Title(text) => html! { <h3>{ text }</h3> },
        Row::Middle(text) => html! { <p class="middle">{ text }</p> },
        Row::Words(text) => html! { <p>{ text }</p> },
        Row::Pair(name, amount) => cells("pair", vec![name, amount]),
        Row::Strong(name, amount) => cells("pair strong", vec![name, amount]),
        Row::Four(four) => cells("four", four.into()),
        Row::Rule => html! { <hr /> },
    }
}

/// The paper.
pub fn sheet(rows: Vec<Row>) -> Html {
    html! { <article class="paper" data-testid="paper">{ for rows.into_iter().map(drawn) }</article> }
}
