//! The keyboard of a window: keys heard wherever the focus is, and where it is.

use gloo_events::{EventListener, EventListenerOptions};
use wasm_bindgen::JsCast;
use web_sys::{HtmlElement, KeyboardEvent};
use yew::prelude::*;

/// Hears every key of this window for as long as the component lives. The handler prevents what
/// it answers, so that the browser does not answer too.
#[hook]
pub fn use_keys(pressed: Callback<KeyboardEvent>) {
    let latest = use_mut_ref(|| pressed.clone());
    latest.replace(pressed);
    use_effect_with((), move |()| {
        let listener = web_sys::window().map(|window| {
            let options = EventListenerOptions::enable_prevent_default();
            EventListener::new_with_options(&window, "keydown", options, move |event| {
                if let Some(event) = event.dyn_ref::<KeyboardEvent>() {
                    let pressed = latest.borrow().clone();
                    pressed.emit(event.clone());
                }
            })
        });
        move || drop(listener)
    });
}

/// The text field a key was typed into, by its `data-testid`; none where it is no text field.
pub fn in_a_field(event: &KeyboardEvent) -> Option<String> {
    let element = event.target()?.dyn_into::<HtmlElement>().ok()?;
    matches!(element.tag_name().as_str(), "INPUT" | "TEXTAREA")
        .then(|| element.get_attribute("data-testid").unwrap_or_default())
}

/// What a field does at Enter.
pub fn on_enter(done: impl Fn() + 'static) -> Callback<KeyboardEvent> {
    Callback::from(move |event: KeyboardEvent| {
        if event.key() == "Enter" {
            event.prevent_default();
            done();
        }
    })
}

/// Moves the focus to what the node holds, if it is there.
pub fn focus(node: &NodeRef) {
    if let Some(element) = node.cast::<HtmlElement>() {
        // An element that cannot take the focus leaves it where it is.
        let _ = element.focus();
    }
}
