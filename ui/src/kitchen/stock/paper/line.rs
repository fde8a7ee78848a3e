//! One ingredient of a paper: how much, beside what is expected, and what it cost.

use super::page::{back_button, enter_line, go};
use super::rules::{arrived, is_more};
use super::{Came, Kind, Paper, Step};
use crate::catalogue::{say, say_with};
use crate::frame::Screen;
use crate::kitchen::parts::BigButton;
use crate::kitchen::stock::entry::Entry;
use crate::kitchen::stock::parts::{at_the_figure, ingredient, level};
use crate::kitchen::stock::sending::StockHandle;
use crate::kitchen::stock::weighing::{Weighing, difference, theoretical};
use domain::menu::{Ingredient, Unit};
use domain::stock::show_quantity;
use domain::{Failure, Language};
use yew::prelude::*;

fn reading(stock: &StockHandle, screen: &Screen, nth: usize) -> Option<(Came, Ingredient)> {
    let came = stock.desk.paper().lines.get(nth)?.clone();
    let it = ingredient(screen.menu.as_deref(), came.typed.ingredient)?;
    Some((came, it))
}

/// Goes on to the next one, or says what is wrong; more than expected is asked about once.
pub fn confirm(stock: &StockHandle, screen: &Screen, nth: usize) {
    let Some((came, it)) = reading(stock, screen, nth) else { return };
    let paper = stock.desk.paper();
    let after = paper.after();
    match arrived(paper, &came, it.unit, &screen.stock) {
        Ok(line) if is_more(paper, &came, line.quantity) => {
            enter_line(stock, nth, move |came| came.typed.meant = Some(line.quantity));
        }
        Ok(_) => stock.edit(move |desk| go(desk, after)),
        Err(refused) => {
            let failure = Failure::of(&refused, screen.language);
            stock.edit(move |desk| desk.failed = Some(failure));
        }
    }
}

/// The question about more than expected, while it is asked.
fn doubt(paper: &Paper, came: &Came, unit: Unit, language: Language) -> Html {
    let (Ok(typed), Some(expected)) =
        (came.typed.entry.read(unit), paper.expected(came.typed.ingredient))
    else {
        return Html::default();
    };
    let asked = matches!(paper.kind, Kind::Ordered(_)) && came.typed.meant == Some(typed);
    if !asked || typed <= expected {
        return Html::default();
    }
    let values = [
        ("typed", show_quantity(typed, unit, language).into()),
        ("expected", show_quantity(expected, unit, language).into()),
    ];
    html! {
        <p class="kitchen-doubt" role="alert" data-testid="more-than-ordered">
            { "⚠\u{a0}" }{ say_with(language, "stock-more-than-ordered", &values) }
        </p>
    }
}

/// Figures that stand beside the typed one.
fn beside(
    paper: &Paper,
    came: &Came,
    it: &Ingredient,
    screen: &Screen,
) -> Vec<(AttrValue, AttrValue)> {
    let language = screen.language;
    let there = level(&screen.stock, it.id).map(|it| it.on_hand);
    let expected = paper.expected(it.id);
    let name = if matches!(paper.kind, Kind::Sent(_)) { "stock-sent" } else { "stock-expected" };
    let mut figures = Vec::new();
    if let Some(expected) = expected {
        let shown = show_quantity(expected, it.unit, language);
        figures.push((say(language, name).into(), shown.into()));
        figures.push(difference(
            came.typed.entry.read(it.unit).ok(),
            Some(expected),
            it.unit,
            language,
        ));
    }
    figures.push(theoretical(there, it.unit, language));
    figures
}

/// All that is expected, or nothing of it, with one touch.
fn at_once(nth: usize, expected: i64, unit: Unit, stock: &StockHandle, language: Language) -> Html {
    let button = |testid: &'static str, label: String, quantity: i64| {
        let stock = stock.clone();
        let entry = match quantity {
            0 => Entry::about(expected, unit).touched('0', unit),
            some => Entry::of(some, unit, language),
        };
        let onclick = move |_: MouseEvent| {
            let entry = entry.clone();
            enter_line(&stock, nth, move |came| came.typed.entry = entry);
        };
        html! { <button type="button" class="kitchen-often" data-testid={testid} {onclick}>{ label }</button> }
    };
    let all = [("quantity", show_quantity(expected, unit, language).into())];
    html! {
        <div class="kitchen-oftens" role="group">
            { button("came-all", say_with(language, "stock-came-all", &all), expected) }
            { button("came-none", say(language, "stock-came-none"), 0) }
        </div>
    }
}

fn price(nth: usize, came: &Came, stock: &StockHandle, screen: &Screen) -> Html {
    let language = screen.language;
    let oninput = {
        let stock = stock.clone();
        Callback::from(move |event: InputEvent| {
            let typed = event.target_unchecked_into::<web_sys::HtmlInputElement>().value();
            enter_line(&stock, nth, move |came| came.price = typed);
        })
    };
    let paper = stock.desk.paper();
    let expected = paper.expected(came.typed.ingredient).is_some_and(|it| it > 0);
    let ordered = matches!(paper.kind, Kind::Ordered(_)) && expected;
    let unknown = if ordered { "stock-price-ordered" } else { "stock-price-unknown" };
    html! {
        <label class="kitchen-price">
            <span>{ say(language, "stock-price") }</span>
            <input type="text" inputmode="decimal" class="kitchen-search" data-testid="line-price" autocomplete="off"
                placeholder={say(language, unknown)} value={came.price.clone()} {oninput} />
        </label>
    }
}

/// The nth ingredient.
pub fn draw(nth: usize, stock: &StockHandle, screen: &Screen) -> Html {
    let language = screen.language;
    let Some((came, it)) = reading(stock, screen, nth) else { return Html::default() };
    let paper = stock.desk.paper();
    let on_entry = {
        let stock = stock.clone();
        Callback::from(move |entry: Entry| {
            enter_line(&stock, nth, move |came| came.typed.entry = entry)
        })
    };
    let all = paper.lines.len();
    let values = [("place", (nth + 1).into()), ("all", all.into())];
    let (name, has_price) = match paper.kind {
        Kind::Leaving(_) => ("stock-leaves", false),
        Kind::Sent(_) => ("stock-came", false),
        _ => ("stock-came", true),
    };
    let label = match paper.after() {
        Step::Review => say(language, "stock-receipt-review"),
        _ => say(language, "stock-inventory-next"),
    };
    let onclick = {
        let (stock, screen) = (stock.clone(), screen.clone());
        Callback::from(move |_: MouseEvent| confirm(&stock, &screen, nth))
    };
    let expected = paper.expected(it.id).filter(|it| *it > 0);
    html! {
        <>
            <nav class="kitchen-progress">
                <span data-testid="line-place">{ say_with(language, "stock-place", &values) }</span>
                <progress max={all.to_string()} value={(nth + 1).to_string()}></progress>
                <em>{ paper.kind.other() }</em>
            </nav>
            <Weighing key={nth} ingredient={it.clone()} label={say(language, name)} entry={came.typed.entry.clone()} {on_entry}
                held={stock.is_held()} wrong={at_the_figure(stock.desk.failed.as_ref())}
                beside={beside(paper, &came, &it, screen)}>
                { doubt(paper, &came, it.unit, language) }
                { expected.map(|expected| at_once(nth, expected, it.unit, stock, language)).unwrap_or_default() }
                if has_price { { price(nth, &came, stock, screen) } }
            </Weighing>
            <footer class="kitchen-foot two">
                { back_button(stock, screen) }
                <BigButton testid="stock-confirm" {label} key_name="Enter" primary=true {onclick} />
            </footer>
        </>
    }
}
