//! A window of the program: which screen it shows, and what it shows until it can.

use super::context::ScreenProvider;
use super::lock::use_lock_when_left_alone;
use super::notice::Notice;
use super::theme;
use super::top_bar::TopBar;
use super::use_screen;
use crate::catalogue::say;
use crate::kitchen::KitchenScreen;
use crate::orders::{BoardScreen, CounterScreen, DeskProvider};
use crate::staff::SignInPage;
use domain::shops::WindowKind;
use domain::{Failure, FailureCode, Language};
use yew::prelude::*;

/// Puts the program into the page.
pub fn start() {
    let root = web_sys::window()
        .and_then(|window| window.document())
        .and_then(|document| document.get_element_by_id("app"));
    if let Some(root) = root {
        // The page's own "loading" gives way to ours.
        root.set_inner_html("");
        yew::Renderer::<App>::with_root(root).render();
    }
}

/// What the address of this window says that it is for; a counter when it says nothing known.
fn window_kind(path: &str) -> WindowKind {
    WindowKind::from_word(path.trim_matches('/')).unwrap_or(WindowKind::Counter)
}

fn brand() -> Html {
    html! { <b class="brand">{ "OC\u{a0}Pizza" }</b> }
}

/// Shown until the backend has said where this window stands.
fn waiting(language: Language, failure: Option<&Failure>) -> Html {
    let what = match failure {
        Some(failure) => html! { <Notice text={failure.message.clone()} testid="start-error" /> },
        None => Html::default(),
    };
    let doing = match failure.map(|failure| failure.code) {
        None => say(language, "loading"),
        Some(FailureCode::Unreachable) => say(language, "start-retrying"),
        // Tried again when the window is opened again.
        Some(_) => return html! { <main class="waiting">{ brand() }{ what }</main> },
    };
    html! {
        <main class="waiting">
            { brand() }
            { what }
            <p class="waiting-text" role="status">
                <span class="spinner" aria-hidden="true"></span>{ doing }
            </p>
        </main>
    }
}

/// The whole of a window.
#[component]
fn App() -> Html {
    let window = *use_memo((), |()| {
        let path = web_sys::window().and_then(|window| window.location().pathname().ok());
        window_kind(&path.unwrap_or_default())
    });
    use_effect_with((), move |()| theme::show_theme(theme::kept_theme(window)));
    let shown_meanwhile =
        use_callback((), |(language, failure): (Language, Option<Failure>), ()| {
            waiting(language, failure.as_ref())
        });
    html! {
        <ScreenProvider {window} waiting={shown_meanwhile}>
            <DeskProvider><Shown /></DeskProvider>
        </ScreenProvider>
    }
}

/// The screen of this window, behind the sign-in where there is one.
#[component]
fn Shown() -> Html {
    let screen = use_screen();
    use_lock_when_left_alone();
    let inside = match screen.window {
        WindowKind::Board => return html! { <BoardScreen /> },
        _ if screen.staff.is_none() => html! { <SignInPage /> },
        WindowKind::Counter => html! { <CounterScreen /> },
        WindowKind::Kitchen => html! { <KitchenScreen /> },
    };
    html! { <><TopBar />{ inside }</> }
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
