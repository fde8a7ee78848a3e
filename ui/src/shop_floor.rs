//! The screens where pizzas are sold and made, each in a window of its own.

use crate::frame::{TopBar, use_screen};
use crate::journal::ToDecideButton;
use crate::kitchen::KitchenScreen;
use crate::ledger::{TillProvider, TrainingBanner};
use crate::orders::{BoardScreen, CounterScreen, DeskProvider};
use crate::payments::{CardsButton, CardsProvider};
use crate::printing::PrintersButton;
use crate::staff::SignInPage;
use domain::shops::WindowKind;
use yew::prelude::*;

/// The screen of this window. What a cashier types is kept above the sign-in.
#[component]
pub fn ShopFloor() -> Html {
    html! { <DeskProvider><TillProvider><CardsProvider><Shown /></CardsProvider></TillProvider></DeskProvider> }
}

/// Behind the sign-in where there is one.
#[component]
fn Shown() -> Html {
    let screen = use_screen();
    let inside = match screen.window {
        WindowKind::Board => return html! { <BoardScreen /> },
        _ if screen.staff.is_none() => html! { <SignInPage /> },
        WindowKind::Kitchen => html! { <KitchenScreen /> },
        // An office's window runs the other program.
        WindowKind::Counter | WindowKind::Office => html! { <CounterScreen /> },
    };
    html! { <><TrainingBanner /><TopBar><CardsButton /><PrintersButton /><ToDecideButton /></TopBar>{ inside }</> }
}
