//! The page of a paper: which step is drawn, what keys do at it, and what is read anew meanwhile.

use super::way::Way;
use super::{Came, Kind, Paper, Step, line, origin, review};
use crate::catalogue::say;
use crate::frame::{Notice, Screen, Tone, use_fetched, use_screen};
use crate::kitchen::parts::BigButton;
use crate::kitchen::stock::desk::Desk;
use crate::kitchen::stock::entry::Entry;
use crate::kitchen::stock::pad::{Keys, Wish, use_page_keys};
use crate::kitchen::stock::parts::{ingredient, level};
use crate::kitchen::stock::picking::Picking;
use crate::kitchen::stock::sending::{StockHandle, use_stock};
use domain::menu::IngredientId;
use domain::server::ShopChoice;
use domain::stock::{ListEveryShop, ListExpected};
use yew::prelude::*;

/// Leaves the page; what is entered stays.
pub fn leave(desk: &mut Desk) {
    let paper = desk.paper_mut();
    if paper.done.is_some() {
        *paper = Paper::default();
    }
    paper.giving_up = false;
    desk.show(None);
}

/// Forgets what is entered, once that was asked for twice.
pub fn give_up(desk: &mut Desk) {
    let paper = desk.paper_mut();
    if paper.giving_up {
        *paper = Paper::default();
        desk.show(None);
    } else {
        paper.giving_up = true;
    }
}

/// Goes to another step.
pub fn go(desk: &mut Desk, step: Step) {
    let paper = desk.paper_mut();
    (paper.step, paper.giving_up) = (step, false);
    desk.search.clear();
    desk.failed = None;
}

/// One step back.
pub fn back(desk: &mut Desk) {
    match desk.paper().before() {
        Some(step) => go(desk, step),
        None => leave(desk),
    }
}

/// Changes the paper; what was wrong with it is no longer said.
pub fn enter(stock: &StockHandle, change: impl FnOnce(&mut Paper) + 'static) {
    stock.edit(move |desk| {
        desk.failed = None;
        change(desk.paper_mut());
    });
}

/// Changes the nth line.
pub fn enter_line(stock: &StockHandle, nth: usize, change: impl FnOnce(&mut Came) + 'static) {
    enter(stock, move |paper| {
        if let Some(came) = paper.lines.get_mut(nth) {
            change(came);
        }
    });
}

/// The button that leads back, with where to.
pub fn back_button(stock: &StockHandle, screen: &Screen) -> Html {
    let leaves = stock.desk.paper().before().is_none();
    let word = if leaves { "kitchen-back-queue" } else { "stock-back" };
    let label = say(screen.language, word);
    html! { <BigButton testid="back" {label} key_name="Escape" onclick={stock.on_press(back)} /> }
}

/// What the page's main button does.
fn confirm(stock: &StockHandle, screen: &Screen) {
    let paper = stock.desk.paper();
    match paper.step {
        _ if paper.done.is_some() => stock.edit(leave),
        Step::Way | Step::Picking => {}
        Step::Origin => origin::confirm(stock, screen),
        Step::Line(nth) => line::confirm(stock, screen, nth),
        Step::Review => review::save(stock, screen),
    }
}

fn perform(wish: Wish, stock: &StockHandle, screen: &Screen) {
    let paper = stock.desk.paper();
    let on_a_line = matches!(paper.step, Step::Line(_));
    match wish {
        Wish::Confirm => confirm(stock, screen),
        Wish::Turn(1) if on_a_line => confirm(stock, screen),
        Wish::Back if paper.done.is_some() => stock.edit(leave),
        Wish::Back => stock.edit(back),
        Wish::Turn(-1) if on_a_line || paper.step == Step::Review => stock.edit(back),
        Wish::Turn(_) | Wish::Rupture => {}
    }
}

/// What a key makes of what is typed.
type Change = Box<dyn Fn(&Entry, char) -> Entry>;

/// The keys of every step but the choice of ingredients, which hears its own.
#[hook]
fn use_steps_keys(stock: &StockHandle, screen: &Screen) {
    let paper = stock.desk.paper();
    let line = match paper.step {
        Step::Line(nth) if paper.done.is_none() => paper.lines.get(nth).map(|it| (nth, it.clone())),
        _ => None,
    };
    let unit = line.as_ref().and_then(|(_, came)| {
        ingredient(screen.menu.as_deref(), came.typed.ingredient).map(|it| it.unit)
    });
    let typing = |change: Change| {
        let (stock, line) = (stock.clone(), line.clone());
        move |key: char| {
            let Some((nth, came)) = line.clone() else { return };
            let entry = change(&came.typed.entry, key);
            enter_line(&stock, nth, move |came| came.typed.entry = entry);
        }
    };
    let of_unit = unit.unwrap_or(domain::menu::Unit::Pc);
    let typed = typing(Box::new(move |entry, key| entry.touched(key, of_unit)));
    let next_unit = typing(Box::new(move |entry, _| entry.in_next_unit(of_unit)));
    let picks = paper.done.is_none() && paper.step == Step::Picking;
    let (doing, shown) = (stock.clone(), screen.clone());
    use_page_keys(Keys {
        covered: stock.covered || stock.is_held() || picks,
        letters: line.is_none(),
        wished: Callback::from(move |wish| perform(wish, &doing, &shown)),
        typed: Callback::from(typed),
        next_unit: Callback::from(move |()| next_unit(' ')),
    });
}

/// The order of the paper as it stands now: others may be receiving of it, too.
#[hook]
fn use_order_as_it_stands(stock: &StockHandle, screen: &Screen) {
    let order = match &stock.desk.paper().kind {
        Kind::Ordered(order) => Some(order.purchase.id),
        _ => None,
    };
    let asked = order.is_some() && stock.desk.paper().done.is_none();
    let read = use_fetched(ListExpected {}, asked, screen.pulse, screen.language);
    let held = stock.is_held();
    let desk = stock.clone();
    use_effect_with((read.data.clone(), held), move |(read, held)| {
        let known = read.iter().flat_map(|it| it.iter()).find(|it| Some(it.purchase.id) == order);
        if let (Some(known), false) = (known.cloned(), *held) {
            desk.edit(move |desk| desk.receiving.renew(&known));
        }
    });
}

/// The shops that goods may be sent to: every one but this.
#[hook]
fn use_other_shops(stock: &StockHandle, screen: &Screen) -> Option<Vec<ShopChoice>> {
    let leaves = matches!(stock.desk.paper().kind, Kind::Leaving(_));
    let read = use_fetched(ListEveryShop {}, leaves, u32::from(screen.online), screen.language);
    let own = &screen.terminal.shop.code;
    let others = |all: &Vec<ShopChoice>| all.iter().filter(|it| it.code != *own).cloned().collect();
    read.data.as_deref().map(others)
}

/// A receipt, or a transfer.
#[component]
pub fn PaperPage() -> Html {
    let (stock, screen) = (use_stock(), use_screen());
    use_steps_keys(&stock, &screen);
    use_order_as_it_stands(&stock, &screen);
    let shops = use_other_shops(&stock, &screen);
    let paper = stock.desk.paper();
    if let Some(levels) = &paper.done {
        return review::saved(levels, &stock, &screen);
    }
    let drawn = match paper.step {
        Step::Way => return html! { <Way /> },
        Step::Origin => origin::draw(shops.as_deref(), &stock, &screen),
        Step::Line(nth) if nth < paper.lines.len() => line::draw(nth, &stock, &screen),
        Step::Review if !paper.lines.is_empty() => review::draw(&stock, &screen),
        _ => picking(&stock, &screen),
    };
    html! {
        <>
            if paper.kind.needs_server() && !screen.online {
                { without_server(paper, &stock, &screen) }
            }
            { drawn }
        </>
    }
}

/// What cannot be done without the server, and what can.
fn without_server(paper: &Paper, stock: &StockHandle, screen: &Screen) -> Html {
    let language = screen.language;
    let (text, order) = match &paper.kind {
        Kind::Ordered(order) => ("stock-order-offline", Some(order)),
        _ => ("stock-transfer-offline", None),
    };
    let loosen = order.map(|order| {
        let number = &paper.number;
        let comment = format!("{} · {} {number}", order.supplier, order.number);
        let onclick = stock.on_press(move |desk| {
            desk.receiving.loosen(comment.trim_end().to_owned());
            desk.failed = None;
        });
        html! {
            <button type="button" class="kitchen-often" data-testid="receipt-loosen" disabled={stock.is_held()} {onclick}>
                { say(language, "stock-receive-loose") }</button>
        }
    });
    html! {
        <Notice tone={Tone::Warning} testid="paper-offline" text={say(language, text)}>
            { loosen.unwrap_or_default() }
        </Notice>
    }
}

/// Which ingredients.
fn picking(stock: &StockHandle, screen: &Screen) -> Html {
    let (language, paper) = (screen.language, stock.desk.paper());
    let chosen: Vec<_> = paper.lines.iter().map(|it| it.typed.ingredient).collect();
    let on_pick = {
        let (stock, menu, levels) = (stock.clone(), screen.menu.clone(), screen.stock.clone());
        Callback::from(move |id: IngredientId| {
            let there = level(&levels, id).map_or(0, |it| it.on_hand);
            let menu = menu.clone();
            enter(&stock, move |paper| paper.toggle(id, there, menu.as_deref()));
        })
    };
    let next = {
        let (stock, any, after) = (stock.clone(), !chosen.is_empty(), paper.after());
        Callback::from(move |()| {
            if any {
                stock.edit(move |desk| go(desk, after));
            }
        })
    };
    let going_back = stock.clone();
    let question = match paper.kind {
        Kind::Leaving(_) => "stock-leaving-which",
        Kind::Ordered(_) => "stock-receipt-more-which",
        _ => "stock-receipt-which",
    };
    let hint =
        crate::catalogue::say_with(language, "stock-chosen", &[("count", chosen.len().into())]);
    html! {
        <>
            <Picking question={say(language, question)} chosen={chosen.clone()} {on_pick}
                on_back={Callback::from(move |()| going_back.edit(back))} on_confirm={next.clone()} />
            <footer class="kitchen-foot two">
                { back_button(stock, screen) }
                <BigButton testid="receipt-next" label={say(language, "stock-receipt-how-much")} hint={AttrValue::from(hint)}
                    key_name="Enter" primary=true disabled={chosen.is_empty()} onclick={next.reform(|_| ())} />
            </footer>
        </>
    }
}
