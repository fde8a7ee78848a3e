//! Where goods come from or go to: in words, by the number of a delivery note, or a shop.

use super::page::{back_button, enter, give_up, go};
use super::{Kind, Paper, Step};
use crate::catalogue::{say, say_with};
use crate::frame::Screen;
use crate::kitchen::parts::BigButton;
use crate::kitchen::stock::parts::{Words, named, shown};
use crate::kitchen::stock::sending::StockHandle;
use domain::server::ShopChoice;
use domain::stock::{ReceiptRefused, TransferRefused};
use domain::{Failure, Language};
use yew::prelude::*;

/// What is missing.
fn missing(paper: &Paper, language: Language) -> Option<Failure> {
    match &paper.kind {
        Kind::Loose if paper.comment.trim().is_empty() => {
            Some(Failure::of(&ReceiptRefused::NoComment, language))
        }
        Kind::Ordered(_) if paper.number.trim().is_empty() => {
            Some(Failure::of(&ReceiptRefused::NoNumber, language))
        }
        Kind::Leaving(None) => Some(Failure {
            message: say(language, "stock-leaving-nowhere"),
            ..Failure::of(&TransferRefused::ToItself, language)
        }),
        _ => None,
    }
}

/// Goes on, once it is said.
pub fn confirm(stock: &StockHandle, screen: &Screen) {
    let paper = stock.desk.paper();
    let failure = missing(paper, screen.language);
    let next = match paper.kind {
        Kind::Ordered(_) | Kind::Sent(_) => paper.after(),
        _ => Step::Picking,
    };
    stock.edit(move |desk| match failure {
        Some(failure) => desk.failed = Some(failure),
        None => go(desk, next),
    });
}

/// Something that is typed, with its mistake.
fn words(
    stock: &StockHandle,
    (testid, field): (&'static str, &str),
    (label, value): (String, &str),
    often: Vec<AttrValue>,
    change: fn(&mut Paper, String),
) -> Html {
    let wrong = stock.desk.failed.as_ref().filter(|it| it.field.as_deref() == Some(field));
    let wrong = wrong.map(|it| AttrValue::from(it.message.clone()));
    let on_type = {
        let stock = stock.clone();
        Callback::from(move |typed: String| enter(&stock, move |paper| change(paper, typed)))
    };
    let value = value.to_owned();
    html! { <Words {label} {testid} {value} {often} {on_type} {wrong} held={stock.is_held()} /> }
}

/// Sentences that are often meant.
pub fn often(keys: &[&str], language: Language) -> Vec<AttrValue> {
    keys.iter().map(|key| say(language, key).into()).collect()
}

/// What is to come, with how much of it.
fn expected(paper: &Paper, screen: &Screen) -> Html {
    let (menu, language) = (screen.menu.as_deref(), screen.language);
    let each = paper.lines.iter().map(|came| {
        let id = came.typed.ingredient;
        let quantity = paper.expected(id).unwrap_or(0);
        html! { <li key={id.0}><b>{ named(menu, id) }</b><em>{ shown(menu, id, quantity, language) }</em></li> }
    });
    html! { <ul class="kitchen-manifest" data-testid="manifest">{ each.collect::<Html>() }</ul> }
}

fn shops(shops: Option<&[ShopChoice]>, stock: &StockHandle, screen: &Screen) -> Html {
    let language = screen.language;
    let chosen = stock.desk.paper().kind.clone();
    let wrong = stock.desk.failed.as_ref().filter(|it| it.field.as_deref() == Some("to"));
    let Some(shops) = shops else {
        let word = if screen.online { say(language, "stock-loading") } else { String::new() };
        return html! { <p class="kitchen-loading" role="status">{ word }</p> };
    };
    let each = shops.iter().map(|shop| {
        let pressed = matches!(&chosen, Kind::Leaving(Some(to)) if to.code == shop.code);
        let to = shop.clone();
        let onclick = stock.on_press(move |desk| {
            desk.failed = None;
            desk.leaving.kind = Kind::Leaving(Some(to.clone()));
        });
        html! {
            <button type="button" key={shop.code.clone()} class="kitchen-often" data-testid={format!("to-{}", shop.code)}
                aria-pressed={pressed.to_string()} {onclick}>{ &shop.name }</button>
        }
    });
    html! {
        <>
            if let Some(wrong) = wrong {
                <p class="kitchen-wrong" role="alert" data-testid="to-error">{ &wrong.message }</p>
            }
            if shops.is_empty() {
                <p class="kitchen-none" data-testid="shops-empty">{ say(language, "stock-leaving-no-shop") }</p>
            } else {
                <div class="kitchen-oftens" role="group">{ each.collect::<Html>() }</div>
            }
        </>
    }
}

/// Asks it.
pub fn draw(others: Option<&[ShopChoice]>, stock: &StockHandle, screen: &Screen) -> Html {
    let (language, paper) = (screen.language, stock.desk.paper());
    let from = || [("from", paper.kind.other().into())];
    let (title, about, asked) = match &paper.kind {
        Kind::Ordered(order) => (
            format!("{} · {}", order.supplier, order.number.replace('-', "\u{2011}")),
            say(language, "stock-order-about"),
            html! {
                <>
                    { words(stock, ("receipt-number", "number"), (say(language, "stock-order-number"), &paper.number), vec![],
                        |paper, typed| paper.number = typed) }
                    { expected(paper, screen) }
                </>
            },
        ),
        Kind::Sent(_) => (
            say_with(language, "stock-transfer-from", &from()),
            say(language, "stock-transfer-about"),
            expected(paper, screen),
        ),
        Kind::Leaving(_) => (
            say(language, "stock-leaving"),
            say(language, "stock-leaving-about"),
            shops(others, stock, screen),
        ),
        Kind::Unsaid | Kind::Loose => (
            say(language, "stock-origin"),
            say(language, "stock-origin-about"),
            words(
                stock,
                ("receipt-comment", "comment"),
                (say(language, "stock-origin-words"), &paper.comment),
                often(
                    &["stock-origin-supplier", "stock-origin-shop", "stock-origin-market"],
                    language,
                ),
                |paper, typed| paper.comment = typed,
            ),
        ),
    };
    let next = {
        let (stock, screen) = (stock.clone(), screen.clone());
        Callback::from(move |_: MouseEvent| confirm(&stock, &screen))
    };
    let label = if paper.takes_nothing() { "stock-receipt-how-much" } else { "stock-receipt-what" };
    let begun = !paper.is_blank();
    let give_up_word = if paper.giving_up { "stock-give-up-yes" } else { "stock-give-up" };
    html! {
        <>
            <section class="kitchen-page kitchen-origin" data-testid="receipt-origin">
                <h2>{ title }</h2>
                <p>{ about }</p>
                { asked }
            </section>
            <footer class={classes!("kitchen-foot", if begun { "three" } else { "two" })}>
                { back_button(stock, screen) }
                if begun {
                    <BigButton testid="receipt-give-up" label={say(language, give_up_word)} disabled={stock.is_held()}
                        onclick={stock.on_press(give_up)} />
                }
                <BigButton testid="receipt-next" label={say(language, label)} key_name="Enter" primary=true onclick={next} />
            </footer>
        </>
    }
}
