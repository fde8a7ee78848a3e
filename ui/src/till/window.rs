//! The window of a counter while its till is open: it comes from the counter's program and goes back there.

use super::page::TillPage;
use crate::frame::{TopBar, go_to_screens, use_screen};
use crate::journal::ToDecideButton;
use crate::ledger::{TillProvider, TrainingBanner};
use crate::payments::{CardsButton, CardsProvider};
use crate::printing::PrintersButton;
use crate::staff::SignInPage;
use yew::prelude::*;

/// The till. What is typed is kept above the sign-in, and for the counter's program.
#[component]
pub fn TillWindow() -> Html {
    html! { <TillProvider><CardsProvider><Shown /></CardsProvider></TillProvider> }
}

/// Behind the sign-in.
#[component]
fn Shown() -> Html {
    let screen = use_screen();
    let inside = match screen.staff {
        None => html! { <SignInPage /> },
        Some(_) => {
            let back = Callback::from(move |()| go_to_screens(screen.window));
            html! { <TillPage on_close={back} /> }
        }
    };
    html! { <><TrainingBanner /><TopBar><CardsButton /><PrintersButton /><ToDecideButton /></TopBar>{ inside }</> }
}
