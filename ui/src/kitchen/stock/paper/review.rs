//! All lines of a paper before it is saved, and what it left on the shelf.

use super::origin::often;
use super::page::{back_button, enter, give_up, go, leave};
use super::rules::{Unready, arrived, call, differs, ends, lines};
use super::{Came, Kind, Paper, Step};
use crate::backend::new_uuid;
use crate::catalogue::{say, say_with};
use crate::frame::Screen;
use crate::kitchen::parts::{BigButton, done_sign};
use crate::kitchen::stock::parts::{Words, confirm_button, ingredient, named, shown};
use crate::kitchen::stock::sending::StockHandle;
use crate::menu::drawing::IngredientDrawing;
use domain::Cents;
use domain::stock::{PurchaseState, StockLevel, show_change};
use yew::prelude::*;

/// Saves all of it, or shows where something is missing.
pub fn save(stock: &StockHandle, screen: &Screen) {
    let (paper, language) = (stock.desk.paper(), screen.language);
    let Some(menu) = screen.menu.as_deref() else { return };
    if paper.kind.needs_server() && !screen.online {
        return;
    }
    let wrong = |failure: domain::Failure| {
        stock.edit(move |desk| {
            desk.paper_mut().show_mistake(&failure);
            desk.failed = Some(failure);
        });
    };
    let lines = match lines(paper, menu, &screen.stock, language) {
        Ok(lines) => lines,
        Err(Unready::Wrong(failure)) => return wrong(failure),
        Err(Unready::More(nth)) => return stock.edit(move |desk| go(desk, Step::Line(nth))),
    };
    let (key, ends) = (paper.key.unwrap_or_else(new_uuid), ends(paper, &lines, menu));
    match call(paper, key, lines, language) {
        Ok(call) => {
            stock.edit(move |desk| {
                let paper = desk.paper_mut();
                (paper.key, paper.ends) = (Some(key), ends);
            });
            stock.send(call);
        }
        Err(failure) => wrong(failure),
    }
}

/// What stands beside the quantity of a line.
fn beside(paper: &Paper, came: &Came, quantity: Option<i64>, screen: &Screen) -> String {
    let (menu, language) = (screen.menu.as_deref(), screen.language);
    let id = came.typed.ingredient;
    match (&paper.kind, paper.expected(id), quantity) {
        (Kind::Leaving(_), ..) => String::new(),
        (_, Some(expected), Some(quantity)) if quantity != expected => {
            let by = quantity - expected;
            let change = ingredient(menu, id).map(|it| show_change(by, it.unit, language));
            let values = [
                ("expected", shown(menu, id, expected, language).into()),
                ("change", change.unwrap_or_default().into()),
            ];
            let sent = matches!(paper.kind, Kind::Sent(_));
            say_with(
                language,
                if sent { "stock-sent-change" } else { "stock-expected-change" },
                &values,
            )
        }
        (_, Some(_), _) => String::new(),
        _ => Cents::typed(&came.price)
            .map_or_else(|| say(language, "stock-no-price"), |price| price.show(language)),
    }
}

fn row(nth: usize, came: &Came, stock: &StockHandle, screen: &Screen) -> Html {
    let (menu, language, paper) = (screen.menu.as_deref(), screen.language, stock.desk.paper());
    let id = came.typed.ingredient;
    let it = ingredient(menu, id);
    let quantity = it.as_ref().and_then(|it| came.typed.entry.read(it.unit).ok());
    let whole = quantity.is_some() && quantity == paper.expected(id);
    html! {
        <li key={id.0}>
            <button type="button" class={classes!("kitchen-counted", "told", if whole { "even" } else { "differs" })}
                data-testid={format!("line-{}", id.0)} disabled={stock.is_held()}
                onclick={stock.on_press(move |desk| go(desk, Step::Line(nth)))}>
                if let Some(it) = it { <IngredientDrawing look={it.look} pixels={44} /> }
                <b>{ named(menu, id) }</b>
                <span>{ beside(paper, came, quantity, screen) }</span>
                <em>{ quantity.map_or("–".to_owned(), |it| shown(menu, id, it, language)) }</em>
            </button>
        </li>
    }
}

/// What the receipt means for its order, or what the lines of a transfer lack.
fn outcome(paper: &Paper, stock: &StockHandle, screen: &Screen) -> Html {
    let language = screen.language;
    let Some(menu) = screen.menu.as_deref() else { return Html::default() };
    let read = paper.lines.iter().filter_map(|came| {
        let unit = menu.ingredient(came.typed.ingredient)?.unit;
        arrived(paper, came, unit, &screen.stock).ok()
    });
    let read: Vec<_> = read.collect();
    if !differs(paper, &read) {
        return order_ends(ends(paper, &read, menu), false, screen);
    }
    let failed = stock.desk.failed.as_ref().filter(|it| it.field.as_deref() == Some("reason"));
    let wrong = failed.map(|it| AttrValue::from(it.message.clone()));
    let on_type = {
        let stock = stock.clone();
        Callback::from(move |typed: String| enter(&stock, move |paper| paper.reason = typed))
    };
    let often = often(&["stock-why-forgotten", "stock-why-spoilt", "stock-why-counted"], language);
    html! {
        <Words label={say(language, "stock-why-differs")} testid="transfer-reason" value={paper.reason.clone()} {often}
            {on_type} {wrong} held={stock.is_held()} />
    }
}

/// What becomes of the order, or became.
fn order_ends(state: Option<PurchaseState>, past: bool, screen: &Screen) -> Html {
    let Some(state) = state else { return Html::default() };
    let key = match (state == PurchaseState::Received, past) {
        (true, false) => "stock-order-whole",
        (false, false) => "stock-order-part",
        (true, true) => "stock-order-closed",
        (false, true) => "stock-order-goes-on",
    };
    html! {
        <p class="kitchen-outcome" data-testid="order-ends" data-state={state.word()}>{ say(screen.language, key) }</p>
    }
}

fn title(paper: &Paper, screen: &Screen) -> String {
    let language = screen.language;
    let other = paper.kind.other();
    match &paper.kind {
        // A number stands on one line.
        Kind::Ordered(order) => {
            format!("{other} · {} · {}", order.number, paper.number.trim()).replace('-', "\u{2011}")
        }
        Kind::Sent(_) => say_with(language, "stock-transfer-from", &[("from", other.into())]),
        Kind::Leaving(_) => say_with(language, "stock-transfer-to", &[("to", other.into())]),
        _ => say_with(language, "stock-receipt-of", &[("comment", paper.comment.trim().into())]),
    }
}

/// The foot: back, what was not ordered, giving up, saving.
fn foot(paper: &Paper, stock: &StockHandle, screen: &Screen) -> Html {
    let language = screen.language;
    let saving = {
        let (stock, screen) = (stock.clone(), screen.clone());
        Callback::from(move |_: MouseEvent| save(&stock, &screen))
    };
    let waits = paper.kind.needs_server() && !screen.online;
    let hint = say_with(language, "stock-chosen", &[("count", paper.lines.len().into())]);
    let give_up_word = if paper.giving_up { "stock-give-up-yes" } else { "stock-give-up" };
    let word =
        if let Kind::Leaving(_) = paper.kind { "stock-leaving-save" } else { "stock-receipt-save" };
    let label = (say(language, word), Some(hint));
    let adds = matches!(paper.kind, Kind::Ordered(_));
    html! {
        <footer class={classes!("kitchen-foot", if adds { "four" } else { "three" })}>
            { back_button(stock, screen) }
            <BigButton testid="receipt-give-up" label={say(language, give_up_word)} disabled={stock.is_held()}
                onclick={stock.on_press(give_up)} />
            if adds {
                <BigButton testid="receipt-add" label={say(language, "stock-receipt-add")} disabled={stock.is_held()}
                    onclick={stock.on_press(|desk| go(desk, Step::Picking))} />
            }
            { confirm_button(stock, "receipt-save", label, waits, saving, language) }
        </footer>
    }
}

/// All of it.
pub fn draw(stock: &StockHandle, screen: &Screen) -> Html {
    let paper = stock.desk.paper();
    let rows = paper.lines.iter().enumerate().map(|(nth, came)| row(nth, came, stock, screen));
    let failed = stock
        .desk
        .failed
        .as_ref()
        .filter(|it| matches!(it.field.as_deref(), Some("lines" | "more_is_meant")));
    html! {
        <>
            <section class="kitchen-page kitchen-review" data-testid="receipt-review">
                <h2>{ title(paper, screen) }</h2>
                { outcome(paper, stock, screen) }
                if let Some(failure) = failed {
                    <p class="kitchen-wrong" role="alert" data-testid="lines-error">{ &failure.message }</p>
                }
                <ul class="kitchen-counts">{ rows.collect::<Html>() }</ul>
            </section>
            { foot(paper, stock, screen) }
        </>
    }
}

/// How what it moved stands now.
pub fn saved(levels: &[StockLevel], stock: &StockHandle, screen: &Screen) -> Html {
    let (language, menu) = (screen.language, screen.menu.as_deref());
    let paper = stock.desk.paper();
    let rows = levels.iter().map(|it| {
        let id = it.ingredient;
        html! {
            <li key={id.0} class="kitchen-counted differs" data-testid={format!("received-{}", id.0)}
                data-on-hand={it.on_hand.to_string()}>
                if let Some(it) = ingredient(menu, id) { <IngredientDrawing look={it.look} pixels={44} /> }
                <b>{ named(menu, id) }</b><em>{ shown(menu, id, it.on_hand, language) }</em>
            </li>
        }
    });
    let to = [("to", paper.kind.other().into())];
    let title = match &paper.kind {
        Kind::Leaving(_) => say_with(language, "stock-sent-off", &to),
        _ => say(language, "stock-received"),
    };
    html! {
        <>
            <section class="kitchen-page kitchen-review" data-testid="receipt-saved">
                <h1>{ done_sign() }{ " " }{ title }</h1>
                { order_ends(paper.ends, true, screen) }
                if !levels.is_empty() {
                    <p>{ say(language, "stock-received-now") }</p>
                    <ul class="kitchen-counts">{ rows.collect::<Html>() }</ul>
                }
            </section>
            <footer class="kitchen-foot back">
                <BigButton testid="back" label={say(language, "kitchen-back-queue")} key_name="Enter" primary=true
                    onclick={stock.on_press(leave)} />
            </footer>
        </>
    }
}
