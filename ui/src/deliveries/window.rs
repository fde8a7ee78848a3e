//! The window of a counter while its deliveries are open: it comes from the counter's program and goes back there.

use super::desk_provider::DeskProvider;
use super::page::DeliveriesPage;
use crate::doubts::DoubtsProvider;
use crate::frame::{TopBar, go_to_screens, use_screen};
use crate::journal::ToDecideButton;
use crate::ledger::{TillProvider, TrainingBanner};
use crate::payments::{CardsButton, CardsProvider};
use crate::printing::PrintersButton;
use crate::runs::NotToldChip;
use crate::staff::SignInPage;
use yew::prelude::*;

/// The deliveries. What is picked and typed is kept above the sign-in, and for when it is come back to.
#[component]
pub fn DeliveriesWindow() -> Html {
    html! {
        <DoubtsProvider><DeskProvider><TillProvider><CardsProvider><Shown /></CardsProvider></TillProvider></DeskProvider></DoubtsProvider>
    }
}

/// Behind the sign-in.
#[component]
fn Shown() -> Html {
    let screen = use_screen();
    let inside = match screen.staff {
        None => html! { <SignInPage /> },
        Some(_) => {
            let back = Callback::from(move |()| go_to_screens(screen.window));
            html! { <DeliveriesPage on_close={back} /> }
        }
    };
    html! { <><TrainingBanner /><TopBar><NotToldChip /><CardsButton /><PrintersButton /><ToDecideButton /></TopBar>{ inside }</> }
}
