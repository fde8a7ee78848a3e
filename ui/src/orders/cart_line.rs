//! One line of the basket: what, how many, how much, and, when selected, what can be done to it.

use super::basket::{Line, LineState};
use super::desk::Act;
use super::desk_provider::{use_acts, use_desk};
use super::discount::shown;
use super::draft;
use super::sums::line_off;
use crate::catalogue::{say, say_with};
use crate::frame::use_screen;
use domain::menu::Menu;
use domain::orders::{QUANTITY_MAX, Sale, Sold};
use domain::staff::MANAGERS;
use domain::stock::{Quantities, StockLevel};
use std::rc::Rc;
use yew::prelude::*;

/// What [`CartLine`] is given.
#[derive(Clone, Properties, PartialEq)]
pub struct CartLineProps {
    /// Its place in the basket.
    pub at: usize,
    /// The line.
    pub line: Line,
    /// The keys act on it.
    pub selected: bool,
    /// The basket cannot be changed now.
    pub frozen: bool,
    /// The menu.
    pub menu: Rc<Menu>,
    /// Its note is to be written.
    pub on_note: Callback<usize>,
    /// It is to be composed.
    pub on_compose: Callback<usize>,
    /// Money is to be taken off it.
    pub on_discount: Callback<Option<usize>>,
}

/// What a line has to say besides its name.
#[component]
fn Remarks(props: &CartLineProps) -> Html {
    let language = use_screen().language;
    let line = &props.line;
    let gone = match line.state(&props.menu) {
        LineState::OnSale => None,
        LineState::Suspended => Some(say(language, "line-suspended")),
        LineState::Gone => Some(say(language, "line-gone")),
    };
    let dearer = line.price_before.map(|before| {
        let (before, now) = (before.show(language), line.unit_price.show(language));
        say_with(language, "line-price-changed", &[("before", before.into()), ("now", now.into())])
    });
    let changes = line.changes.show(language).join(", ");
    let parts = line.parts.iter().map(|part| {
        let changes: Vec<String> = part.changes.show(language);
        let said =
            if changes.is_empty() { String::new() } else { format!(", {}", changes.join(", ")) };
        html! { <small data-testid="cart-line-part">{ "·\u{a0}" }{ &part.name }{ said }</small> }
    });
    html! {
        <>
            if !changes.is_empty() {
                <small class="line-changes" data-testid="cart-line-changes">{ changes }</small>
            }
            { for parts }
            if let Some(note) = &line.note {
                <small class="line-note-text" data-testid="cart-line-note-text">{ "✎\u{a0}" }{ note }</small>
            }
            if let Some(discount) = &line.discount {
                <small data-testid="cart-line-discount-text">{
                    say_with(language, "cart-discount", &[("what", shown(discount, language).into())])
                }</small>
            }
            if let Some(gone) = gone {
                <small class="line-mark bad" data-testid="cart-line-gone">{ "✕\u{a0}" }{ gone }</small>
            }
            if let Some(dearer) = dearer {
                <small class="line-mark warn" data-testid="cart-line-price-changed">{ "⚠\u{a0}" }{ dearer }</small>
            }
        </>
    }
}

/// The sizes of the line's product, where there are several.
#[component]
fn Sizes(props: &CartLineProps) -> Html {
    let acts = use_acts();
    let Sold::Dish(dish) = &props.line.sold else { return Html::default() };
    let Some((product, _)) = props.menu.size(dish.size) else { return Html::default() };
    if product.sizes.len() < 2 {
        return Html::default();
    }
    let buttons = product.sizes.iter().map(|size| {
        let (acts, at, menu) = (acts.clone(), Some(props.at), props.menu.clone());
        let sold = Sold::Dish(draft::resized(&menu, dish, size.id));
        let note = props.line.note.clone();
        let on = size.id == dish.size;
        let name = size.name.clone().unwrap_or_else(|| product.name.clone());
        let act = Act::Compose { at, menu, sold, note };
        html! {
            <button
                class={classes!(on.then_some("on"))}
                aria-pressed={on.to_string()}
                data-testid={format!("cart-line-size-{}", size.id.0)}
                onclick={move |_| acts.dispatch(act.clone())}
            >{ name }</button>
        }
    });
    html! { <div class="segment line-sizes">{ for buttons }</div> }
}

/// Whether the book has enough for one more of a line.
fn one_more_is_left(line: &Line, menu: &Menu, stock: &[StockLevel], basket: &Quantities) -> bool {
    Sale::of(&line.sold, menu)
        .is_ok_and(|sale| draft::lacking(menu, stock, basket, &sale.need()).is_empty())
}

/// The buttons of the selected line.
#[component]
fn Tools(props: &CartLineProps) -> Html {
    let screen = use_screen();
    let language = screen.language;
    let handle = use_desk();
    let at = props.at;
    let does = |act: Act| {
        let handle = handle.clone();
        Callback::from(move |_: MouseEvent| handle.act(act.clone()))
    };
    let manager = MANAGERS.admits(screen.staff.as_ref().map(|person| person.role));
    let need = handle.desk.basket.need(&props.menu);
    let none_left = !one_more_is_left(&props.line, &props.menu, &screen.stock, &need);
    let no_more = props.line.quantity >= QUANTITY_MAX || (none_left && !manager);
    html! {
        <div class="line-tools">
            <button
                class="button square" data-testid="cart-line-less" aria-label={say(language, "line-less")}
                disabled={props.line.quantity <= 1} onclick={does(Act::Change(at, -1))}
            >{ "\u{2212}" }</button>
            <button
                class="button square" data-testid="cart-line-more" aria-label={say(language, "line-more")}
                disabled={no_more} onclick={does(Act::Change(at, 1))}
            >{ "+" }</button>
            <button class="button square" data-testid="cart-line-compose" aria-label={say(language, "line-compose")}
                title={say(language, "line-compose")} onclick={props.on_compose.reform(move |_| at)}
            >{ "✎" }</button>
            <button class="button" data-testid="cart-line-note" onclick={props.on_note.reform(move |_| at)}>
                { say(language, "line-note") }
            </button>
            <button class="button square" data-testid="cart-line-discount" aria-label={say(language, "line-discount")}
                title={say(language, "line-discount")} onclick={props.on_discount.reform(move |_| Some(at))}
            >{ "%" }</button>
            <button
                class="button square" data-testid="cart-line-remove" aria-label={say(language, "line-remove")}
                title={say(language, "line-remove")} onclick={does(Act::Remove(at))}
            >{ "✕" }</button>
        </div>
    }
}

/// One line of the basket.
#[component]
pub fn CartLine(props: &CartLineProps) -> Html {
    let language = use_screen().language;
    let acts = use_acts();
    let line = &props.line;
    let at = props.at;
    let unsaleable = line.state(&props.menu) != LineState::OnSale;
    let here = use_node_ref();
    {
        let here = here.clone();
        use_effect_with((props.selected, line.quantity), move |&(selected, _)| {
            if let (true, Some(line)) = (selected, here.cast::<web_sys::Element>()) {
                line.scroll_into_view_with_scroll_into_view_options(&nearest());
            }
        });
    }
    let open = props.selected && !props.frozen;
    html! {
        <li
            ref={here}
            class={classes!("line", props.selected.then_some("on"), unsaleable.then_some("unsaleable"))}
            data-testid="cart-line"
            data-quantity={line.quantity.to_string()}
        >
            <button class="line-head" aria-expanded={open.to_string()} onclick={move |_| acts.dispatch(Act::Select(at))}>
                <span class="line-quantity">{ line.quantity }{ "\u{a0}×" }</span>
                <span class="line-name">{ &line.name }<Remarks ..props.clone() /></span>
                <span class="line-price">{ (line.unit_price * line.quantity - line_off(line)).show(language) }</span>
            </button>
            if open {
                <Sizes ..props.clone() />
                <Tools ..props.clone() />
            }
        </li>
    }
}

/// Scrolls as little as needed.
fn nearest() -> web_sys::ScrollIntoViewOptions {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Nearest);
    options
}
