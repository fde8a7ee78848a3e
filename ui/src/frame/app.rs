//! A window of the program: the context of its screens, and what it shows until it can show them.

use super::context::{ScreenProvider, Waiting};
use super::lock::use_lock_when_left_alone;
use super::starting::Starting;
use super::theme;
use domain::shops::WindowKind;
use yew::html::BaseComponent;
use yew::prelude::*;

/// Puts a program's screens into the page.
pub fn start<Screens: BaseComponent<Properties = ()>>() {
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("app"));
    if let Some(root) = root {
        // The page's own "loading" gives way to ours.
        root.set_inner_html("");
        yew::Renderer::<App<Screens>>::with_root(root).render();
    }
}

/// What the address of this window says that it is for; a counter when it says nothing known.
fn window_kind(path: &str) -> WindowKind {
    WindowKind::from_word(path.trim_matches('/')).unwrap_or(WindowKind::Counter)
}

/// The whole of a window.
#[component]
fn App<Screens: BaseComponent<Properties = ()>>() -> Html {
    let window = *use_memo((), |()| {
        let path = web_sys::window().and_then(|window| window.location().pathname().ok());
        window_kind(&path.unwrap_or_default())
    });
    use_effect_with((), move |()| theme::show_theme(theme::kept_theme(window)));
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_address_says_what_a_window_is_for() {
        for kind in WindowKind::ALL {
            assert_eq!(window_kind(&format!("/{}", kind.word())), kind);
        }
        assert_eq!(window_kind("/"), WindowKind::Counter);
    }
}
