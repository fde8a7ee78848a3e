//! The window where pizzas are made.

use super::KitchenScreen;
use crate::doubts::DoubtsProvider;
use crate::frame::{TopBar, use_screen};
use crate::journal::ToDecideButton;
use crate::runs::NotToldChip;
use crate::staff::SignInPage;
use yew::prelude::*;

/// The screens of a kitchen, behind the sign-in.
#[component]
pub fn KitchenWindow() -> Html {
    let inside = match use_screen().staff {
        None => html! { <SignInPage /> },
        Some(_) => html! { <KitchenScreen /> },
    };
    html! { <DoubtsProvider><TopBar><NotToldChip /><ToDecideButton /></TopBar>{ inside }</DoubtsProvider> }
}
