//! A window of the program: the context of its screens, and what it shows until it can show them.

use super::address::this_window;
use super::context::{ScreenProvider, Waiting};
use super::lock::use_lock_when_left_alone;
use super::starting::Starting;
use super::theme::use_kept_theme;
use yew::html::BaseComponent;
use yew::prelude::*;

/// Puts a program's screens into the page, as soon as they can be worked with.
pub fn start<Screens: BaseComponent<Properties = ()>>() {
    show::<App<Screens>>();
}

/// Puts a component into the page, in the place of the page's own "loading".
pub fn show<Whole: BaseComponent<Properties = ()>>() {
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("app"));
    if let Some(root) = root {
        root.set_inner_html("");
        yew::Renderer::<Whole>::with_root(root).render();
    }
}

/// The whole of a window.
#[component]
fn App<Screens: BaseComponent<Properties = ()>>() -> Html {
    let window = *use_memo((), |()| this_window());
    use_kept_theme(window);
    let shown_meanwhile =
        use_callback(window, |waiting: Waiting, &window| html! { <Starting {window} {waiting} /> });
    html! {
        <ScreenProvider {window} waiting={shown_meanwhile}>
            <Locking />
            <Screens />
        </ScreenProvider>
    }
}

/// Locks the window when it is left alone.
#[component]
fn Locking() -> Html {
    use_lock_when_left_alone();
    Html::default()
}
