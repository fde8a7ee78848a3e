//! The banner that every page of a counter bears while training lasts.

use crate::catalogue::say;
use crate::frame::use_screen;
use yew::prelude::*;

/// Says over everything that nothing here is real.
#[component]
pub fn TrainingBanner() -> Html {
    let screen = use_screen();
    if !screen.training {
        return Html::default();
    }
    html! {
        <div class="training-banner" role="status" data-testid="training-banner">
            <span class="training-words">
                <i aria-hidden="true">{ "⚠" }</i>
                <b>{ say(screen.language, "training-mode") }</b>
                <span>{ say(screen.language, "training-about") }</span>
                <i aria-hidden="true">{ "⚠" }</i>
            </span>
        </div>
    }
}
