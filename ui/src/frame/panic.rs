//! What a fault of a screen does: it is written down, and the screen starts again. The fault may be
//! the browser's, which then ends a call without a panic.
//!
//! After a panic nothing more is drawn, and a frozen kitchen is worse than a blink. What matters
//! survives a new start: baskets are kept by the window, everything else by the server.

use crate::backend::{local_now, tell};
use domain::Language;
use domain::screens::{ReportFault, wait_before_restart};
use std::sync::atomic::{AtomicBool, Ordering};
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;
use wasm_bindgen::prelude::wasm_bindgen;

/// Where the window remembers when it last started again.
const LAST_RESTART: &str = "oc-pizza.last-restart";
/// So much of the calls under way is told.
const CALLS_CHARACTERS_MAX: usize = 4_000;
/// It is about to start again.
static BROKE: AtomicBool = AtomicBool::new(false);

/// Starts the screen again at a panic.
pub fn restart_at_panic() {
    yew::set_custom_panic_hook(Box::new(|fault| {
        web_sys::console::error_1(&format!("the screen broke: {fault}").into());
        let place = fault.location().map(ToString::to_string).unwrap_or_default();
        report(ReportFault { place, message: format!("{fault}\n{}", calls()) });
    }));
}

/// The calls under way, as the browser names them: where the fault lies may be far from its place.
fn calls() -> String {
    let stack = js_sys::Reflect::get(&js_sys::Error::new(""), &"stack".into());
    let stack = stack.ok().and_then(|stack| stack.as_string()).unwrap_or_default();
    stack.chars().take(CALLS_CHARACTERS_MAX).collect()
}

/// A call into this program ended, and the browser says why. Called by `boot.js`; after a panic that
/// is no news.
#[wasm_bindgen]
pub fn broke(why: String) {
    report(ReportFault { place: "wasm".to_owned(), message: why });
}

/// Tells of the first fault, and starts again.
fn report(fault: ReportFault) {
    if !BROKE.swap(true, Ordering::Relaxed) {
        tell(fault, Language::default());
        // A window without storage cannot tell a loop from a first fault: it stays as it is.
        let _ = restart();
    }
}

fn restart() -> Option<()> {
    let window = web_sys::window()?;
    let storage = window.session_storage().ok()??;
    let now = local_now().timestamp_millis();
    let last = storage.get_item(LAST_RESTART).ok()?.and_then(|at| at.parse::<i64>().ok());
    // Never from within the broken call, whose stack has to unwind first.
    let wait = wait_before_restart(now, last);
    storage.set_item(LAST_RESTART, &(now + wait).to_string()).ok()?;
    let reload = Closure::once_into_js(|| {
        // A window that cannot load again stays as it is.
        web_sys::window().and_then(|window| window.location().reload().ok());
    });
    let wait = i32::try_from(wait).ok()?;
    window
        .set_timeout_with_callback_and_timeout_and_arguments_0(reload.unchecked_ref(), wait)
        .ok()?;
    Some(())
}
