//! What the counter does when a key is pressed.

use super::desk::{Act, How};
use super::desk_provider::{DeskHandle, use_desk};
use super::keys::{Direction, Held, Place, Wish, moved, wish};
use super::menu_pane::first_found;
use super::placing::place;
use super::sheet::Sheet;
use crate::backend::local_now;
use crate::frame::{Screen, focus, go_to_deliveries, in_a_field, use_keys, use_screen};
use domain::menu::{Menu, SizeId};
use domain::orders::ServiceMode;
use domain::staff::MANAGERS;
use domain::stock::makeable;
use std::rc::Rc;
use wasm_bindgen::JsCast;
use web_sys::HtmlElement;
use yew::prelude::*;

/// What the keys of the counter act on, besides the desk.
#[derive(Clone)]
pub struct CounterKeys {
    /// What lies over the counter.
    pub sheet: UseStateHandle<Option<Sheet>>,
    /// What is searched.
    pub search: UseStateHandle<String>,
    /// The search field.
    pub search_field: NodeRef,
    /// The field of the customer's name.
    pub name_field: NodeRef,
    /// The field of the customer's telephone number.
    pub phone_field: NodeRef,
}

/// Moves the focus among the tiles.
fn move_focus(direction: Direction) {
    let Some(document) = web_sys::window().and_then(|window| window.document()) else { return };
    let Ok(found) = document.query_selector_all(".tile") else { return };
    let tiles: Vec<HtmlElement> =
        (0..found.length()).filter_map(|at| found.item(at)?.dyn_into().ok()).collect();
    let top = |tile: &HtmlElement| tile.offset_top();
    let columns = tiles.iter().take_while(|tile| top(tile) == tiles.first().map_or(0, top)).count();
    let focused = document.active_element();
    let from = tiles.iter().position(|tile| focused.as_ref() == Some(tile.as_ref()));
    if let Some(tile) = tiles.get(moved(from, direction, tiles.len(), columns)) {
        // A tile that cannot take the focus leaves it where it is.
        let _ = tile.focus();
    }
}

/// Does at the desk what a key asks for.
fn at_the_desk(handle: &DeskHandle, wish: Wish) {
    let current = handle.desk.basket.current();
    match (wish, current) {
        (Wish::More, Some(at)) => handle.act(Act::Change(at, 1)),
        (Wish::Less, Some(at)) => handle.act(Act::Change(at, -1)),
        (Wish::Remove, Some(at)) => handle.act(Act::Remove(at)),
        _ => {}
    }
}

/// What Enter adds for what is typed: nothing that this person may not order.
fn may_add(screen: &Screen, handle: &DeskHandle, typed: &str) -> Option<(Rc<Menu>, SizeId)> {
    let menu = screen.menu.clone()?;
    let size = first_found(&menu, typed)?;
    let need = handle.desk.basket.need(&menu);
    let left = makeable(&menu.size(size)?.1.recipe, &screen.stock, &need) != Some(0);
    let manager = MANAGERS.admits(screen.staff.as_ref().map(|person| person.role));
    (left || manager).then_some((menu, size))
}

/// Takes the focus away from where a key was pressed.
fn blur(event: &KeyboardEvent) {
    let element = event.target().and_then(|target| target.dyn_into::<HtmlElement>().ok());
    if let Some(element) = element {
        // The page itself cannot lose the focus.
        let _ = element.blur();
    }
}

impl CounterKeys {
    fn answer(&self, wish: Wish, event: &KeyboardEvent, screen: &Screen, handle: &DeskHandle) {
        match wish {
            Wish::Help => self.sheet.set(Some(Sheet::Help)),
            Wish::Customer => focus(&self.name_field),
            Wish::Phone => {
                handle.act(Act::TakeCall(local_now()));
                focus(&self.phone_field);
            }
            Wish::Delivery if !handle.desk.frozen() => {
                handle.act(Act::Mode(ServiceMode::Delivery));
                self.sheet.set(Some(Sheet::Delivery));
            }
            Wish::Delivery => {}
            Wish::Again => {
                if let Some(menu) = &screen.menu {
                    handle.act(Act::Again(0, menu.clone()));
                }
            }
            Wish::Deliveries => go_to_deliveries(screen.window),
            Wish::Validate => place(handle, screen, How::default()),
            Wish::Pay => place(handle, screen, How { pay: true, ..How::default() }),
            Wish::Back => {
                self.search.set(String::new());
                blur(event);
            }
            Wish::Type(letter) => {
                self.search.set(format!("{}{letter}", *self.search));
                focus(&self.search_field);
            }
            Wish::Erase => {
                let mut shorter = (*self.search).clone();
                shorter.pop();
                self.search.set(shorter);
            }
            Wish::AddFirst => {
                if let Some((menu, size)) = may_add(screen, handle, &self.search) {
                    handle.act(Act::Add(menu, size));
                    self.search.set(String::new());
                }
            }
            Wish::Compose => {
                if let Some(at) = handle.desk.basket.current() {
                    self.sheet.set(Sheet::compose_line(&handle.desk, at));
                }
            }
            Wish::Move(direction) => move_focus(direction),
            Wish::More | Wish::Less | Wish::Remove => at_the_desk(handle, wish),
        }
    }
}

/// Answers the keys of the counter, wherever the focus is.
#[hook]
pub fn use_counter_keys(keys: CounterKeys) {
    let screen = use_screen();
    let handle = use_desk();
    use_keys(Callback::from(move |event: KeyboardEvent| {
        if event.default_prevented() {
            return;
        }
        let held = match (event.ctrl_key() || event.meta_key(), event.alt_key()) {
            (false, false) => Held::Nothing,
            (false, true) => Held::Alt,
            _ => Held::Other,
        };
        let place = match in_a_field(&event).as_deref() {
            None => Place::Elsewhere,
            Some("search") => Place::Search,
            Some(_) => Place::Field,
        };
        let key = event.key();
        if event.repeat() && matches!(key.as_str(), "F7" | "F9" | "F10" | "Enter" | "Delete") {
            // A finger that rests on the key validates, adds and removes once.
            event.prevent_default();
            return;
        }
        if handle.desk.placed.is_some() && handle.desk.paying.is_none() {
            handle.act(Act::Seen);
            if matches!(key.as_str(), "Enter" | "Escape" | " " | "F9" | "F10") {
                event.prevent_default();
                return;
            }
        }
        let Some(wish) = wish(&key, held, place, !keys.search.is_empty()) else { return };
        let desk = &handle.desk;
        if keys.sheet.is_some() || desk.paying.is_some() || desk.asking.is_some() {
            // Below a dialog the keys of the counter wait; the dialog hears Esc itself.
            let function =
                ["F1", "F2", "F4", "F6", "F7", "F8", "F9", "F10"].contains(&key.as_str());
            if function {
                event.prevent_default();
            }
            if wish == Wish::Help && *keys.sheet == Some(Sheet::Help) {
                keys.sheet.set(None);
            }
            return;
        }
        event.prevent_default();
        keys.answer(wish, &event, &screen, &handle);
    }));
}
