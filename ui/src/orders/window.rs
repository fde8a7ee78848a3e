//! The window where pizzas are sold, and the customers' board.

use super::board::BoardScreen;
use super::counter::CounterScreen;
use super::desk_provider::DeskProvider;
use super::elsewhere::SoldThere;
use crate::doubts::DoubtsProvider;
use crate::frame::{TopBar, use_screen};
use crate::journal::ToDecideButton;
use crate::ledger::{TillProvider, TrainingBanner};
use crate::online::OnlineButton;
use crate::outbox::AlertsButton;
use crate::payments::{CardsButton, CardsProvider};
use crate::printing::PrintersButton;
use crate::staff::SignInPage;
use domain::shops::WindowKind;
use yew::prelude::*;

/// The screens of a counter, or of a board. What a cashier types is kept above the sign-in.
#[component]
pub fn CounterWindow() -> Html {
    html! {
        <DoubtsProvider><DeskProvider><TillProvider><CardsProvider><Shown /></CardsProvider></TillProvider></DeskProvider></DoubtsProvider>
    }
}

/// Behind the sign-in where there is one.
#[component]
fn Shown() -> Html {
    let screen = use_screen();
    let inside = match screen.window {
        WindowKind::Board => return html! { <BoardScreen /> },
        _ if screen.staff.is_none() => html! { <SignInPage /> },
        _ => html! { <SoldThere><CounterScreen /></SoldThere> },
    };
    html! { <><TrainingBanner /><TopBar><AlertsButton /><CardsButton /><OnlineButton /><PrintersButton /><ToDecideButton /></TopBar>{ inside }</> }
}
