//! A paper as it will be printed, on the screen: the very lines that the printer gets.

use domain::printing::{Document, PrintLine, Size};
use yew::prelude::*;

/// Of paper of 80 mm.
const COLUMNS: usize = 42;

fn drawn(line: PrintLine) -> Html {
    let PrintLine::Text { text, style } = line else { return Html::default() };
    let size = match style.size {
        Size::Normal => None,
        Size::Tall => Some("tall"),
        Size::Double => Some("double"),
    };
    let text = if text.is_empty() { "\u{a0}".to_owned() } else { text };
    html! { <p class={classes!(size, style.bold.then_some("bold"))}>{ text }</p> }
}

/// The paper.
pub fn paper(document: &Document, testid: &'static str) -> Html {
    let lines = document.lines(COLUMNS).into_iter().map(drawn);
    html! { <article class="roll" data-testid={testid}>{ for lines }</article> }
}
