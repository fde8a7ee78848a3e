//! Keeps the desk above the sign-in, and in the window's session store across a reload.

use super::desk::{Act, Desk};
use crate::frame::use_screen;
use chrono::{DateTime, Utc};
use domain::shops::WindowKind;
use std::cell::Cell;
use std::rc::Rc;
use yew::prelude::*;

const KEPT: &str = "oc-pizza.desk";

/// The desk as components reach it.
#[derive(Clone, PartialEq)]
pub struct DeskHandle {
    /// What the cashier is doing.
    pub desk: UseReducerHandle<Desk>,
    /// A validation is in the air: set at once, so that two quick taps are one.
    pub busy: Rc<Cell<bool>>,
    /// The time shown to the customer last: what is promised is what was announced.
    pub announced: Rc<Cell<Option<DateTime<Utc>>>>,
}

impl DeskHandle {
    /// Does something at the desk.
    pub fn act(&self, act: Act) {
        self.desk.dispatch(act);
    }
}

/// The desk.
///
/// # Panics
///
/// Outside of [`DeskProvider`]: a mistake in the program.
#[hook]
pub fn use_desk() -> DeskHandle {
    use_context::<DeskHandle>().expect("the counter stands within the DeskProvider")
}

fn store() -> Option<web_sys::Storage> {
    web_sys::window()?.session_storage().ok()?
}

fn kept() -> Option<Desk> {
    serde_json::from_str(&store()?.get_item(KEPT).ok()??).ok()
}

fn keep(desk: &Desk) {
    if let (Some(store), Ok(text)) = (store(), serde_json::to_string(desk)) {
        // A full store only means that a reload would lose the basket.
        let _ = store.set_item(KEPT, &text);
    }
}

/// What [`DeskProvider`] is given.
#[derive(Properties, PartialEq)]
pub struct DeskProviderProps {
    /// The screens.
    pub children: Html,
}

/// Provides the desk to everything below.
#[component]
pub fn DeskProvider(props: &DeskProviderProps) -> Html {
    let screen = use_screen();
    let desk = use_reducer(|| kept().unwrap_or_default());
    let busy = use_memo((), |()| Cell::new(false));
    let announced = use_memo((), |()| Cell::new(None));
    {
        let counter = screen.window == WindowKind::Counter;
        let desk = desk.clone();
        use_effect_with(desk.clone(), move |_| {
            if counter {
                keep(&desk);
            }
        });
    }
    {
        let desk = desk.dispatcher();
        let version = screen.menu.as_ref().map(|menu| menu.version);
        let menu = screen.menu.clone();
        use_effect_with(version, move |_| {
            if let Some(menu) = menu {
                desk.dispatch(Act::MenuRead(menu));
            }
        });
    }
    let handle = DeskHandle { desk, busy, announced };
    html! {
        <ContextProvider<DeskHandle> context={handle}>{ props.children.clone() }</ContextProvider<DeskHandle>>
    }
}
