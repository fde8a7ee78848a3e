//! What a fault of a screen does: it is written down, and the screen starts again.
//!
//! After a panic nothing more is drawn, and a frozen kitchen is worse than a blink. What matters
//! survives a new start: baskets are kept by the window, everything else by the server.

use crate::backend::local_now;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Where the window remembers when it last started again.
const LAST_RESTART: &str = "oc-pizza.last-restart";
/// A screen that breaks again so soon stays as it is: starting again does not help it.
const RESTART_APART_MS: i64 = 10_000;

/// Starts the screen again at a panic.
pub fn restart_at_panic() {
    yew::set_custom_panic_hook(Box::new(|fault| {
        web_sys::console::error_1(&format!("the screen broke: {fault}").into());
        // A window without storage cannot tell a loop from a first fault: it stays.
        let _ = restart();
    }));
}

fn restart() -> Option<()> {
    let window = web_sys::window()?;
    let storage = window.session_storage().ok()??;
    let now = local_now().timestamp_millis();
    let last = storage.get_item(LAST_RESTART).ok()?.and_then(|at| at.parse::<i64>().ok());
    if last.is_some_and(|at| now - at < RESTART_APART_MS) {
        return None;
    }
    storage.set_item(LAST_RESTART, &now.to_string()).ok()?;
    // Not from within the broken call: the stack has to unwind first.
    let reload = Closure::once_into_js(|| {
        // A window that cannot load again stays as it is.
        web_sys::window().and_then(|window| window.location().reload().ok());
    });
    window
        .set_timeout_with_callback_and_timeout_and_arguments_0(reload.unchecked_ref(), 100)
        .ok()?;
    Some(())
}
