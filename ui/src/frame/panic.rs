//! What a fault of a screen does: it is written down, and the screen starts again.
//!
//! After a panic nothing more is drawn, and a frozen kitchen is worse than a blink. What matters
//! survives a new start: baskets are kept by the window, everything else by the server.

use crate::backend::{local_now, tell};
use domain::Language;
use domain::screens::ReportFault;
use wasm_bindgen::JsCast;
use wasm_bindgen::closure::Closure;

/// Where the window remembers when it last started again.
const LAST_RESTART: &str = "oc-pizza.last-restart";
/// A screen that breaks again and again starts at most so often: what it shows can be read
/// meanwhile, and once its fault has gone it works again without anybody's doing.
const RESTART_APART_MS: i64 = 10_000;
/// The shortest wait: not from within the broken call, whose stack has to unwind first.
const RESTART_AFTER_MS: i64 = 100;

/// How long a screen that breaks now waits before it starts again, in milliseconds.
fn wait(now: i64, last: Option<i64>) -> i64 {
    let since = last.map_or(RESTART_APART_MS, |last| now - last);
    (RESTART_APART_MS - since).clamp(RESTART_AFTER_MS, RESTART_APART_MS)
}

/// Starts the screen again at a panic.
pub fn restart_at_panic() {
    yew::set_custom_panic_hook(Box::new(|fault| {
        web_sys::console::error_1(&format!("the screen broke: {fault}").into());
        let place = fault.location().map(ToString::to_string).unwrap_or_default();
        tell(ReportFault { place, message: fault.to_string() }, Language::default());
        // A window without storage cannot tell a loop from a first fault: it stays as it is.
        let _ = restart();
    }));
}

fn restart() -> Option<()> {
    let window = web_sys::window()?;
    let storage = window.session_storage().ok()??;
    let now = local_now().timestamp_millis();
    let last = storage.get_item(LAST_RESTART).ok()?.and_then(|at| at.parse::<i64>().ok());
    let wait = wait(now, last);
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

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_fault_starts_again_at_once_and_the_next_ones_apart() {
        let now = 1_000_000;
        for (last, expected) in [
            (None, 100),
            (Some(now - 60_000), 100),
            (Some(now - 10_000), 100),
            (Some(now - 4_000), 6_000),
            (Some(now), 10_000),
            // The clock was set back.
            (Some(now + 60_000), 10_000),
        ] {
            assert_eq!(wait(now, last), expected, "{last:?}");
        }
    }
}
