//! The process that draws a window, and what happens when it dies.
//!
//! WebKit draws each window in a process of its own. When that one ends by a fault, the window is
//! left empty, and a kitchen would wait before it: the page is loaded again. What matters survives,
//! as with a fault of the screen's own: baskets are kept by the window, the rest by the server.

use crate::app::App;
use domain::screens::wait_before_restart;
use std::cell::Cell;
use std::sync::Arc;
use std::time::Duration;
use tauri::WebviewWindow;
use webkit2gtk::glib::timeout_add_local_once;
use webkit2gtk::{WebView, WebViewExt};

/// Loads the page again whenever the process that draws the window has ended.
pub fn reload_after_a_fault(window: &WebviewWindow, app: Arc<App>) -> tauri::Result<()> {
    let label = window.label().to_owned();
    window.with_webview(move |webview| {
        let last = Cell::new(None);
        webview.inner().connect_web_process_terminated(move |view, reason| {
            tracing::error!(window = label, ?reason, "the window's browser ended");
            let now = app.now().timestamp_millis();
            let wait = wait_before_restart(now, last.get());
            last.set(Some(now + wait));
            load_again(view.clone(), Duration::from_millis(wait.unsigned_abs()));
        });
    })
}

fn load_again(view: WebView, wait: Duration) {
    timeout_add_local_once(wait, move || view.reload());
}
