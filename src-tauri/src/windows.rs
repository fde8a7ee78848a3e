//! The windows: one of each kind at most, all of this process.
//!
//! What is in them is the screens' business (`ui/`); what they may ask is in `capabilities/`.

mod tiles;

use crate::app::App;
use crate::command_line::language;
use crate::home::{Answer, Claimed, Request};
use crate::{browser, events, ipc};
use anyhow::Context;
use domain::Spoken;
use domain::contract::News;
use domain::shops::WindowKind;
use domain::text::phone;
use std::path::PathBuf;
use std::sync::Arc;
use tauri::async_runtime::block_on;
use tauri::{AppHandle, Emitter, Manager, Url, WebviewUrl, WebviewWindowBuilder};
use tokio::signal::unix::{SignalKind, signal};

/// The size of a new window, in logical pixels: the smallest screen a shop has.
const SIZE: (f64, f64) = (1280.0, 800.0);

/// Everything the windows of this process need.
pub struct Program {
    /// What answers their calls.
    pub app: Arc<App>,
    /// The home: what later starts ask of it is done here.
    pub claimed: Claimed,
    /// Where the browser keeps its files.
    pub webview: PathBuf,
}

/// Where the browser keeps its files, for windows opened later.
struct WebviewFolder(PathBuf);

impl Program {
    /// Opens the windows and stays until the last one is closed, or the process is asked to end.
    ///
    /// # Errors
    /// When there is no display, or a window cannot be made.
    pub fn run_until_closed(self, kinds: &[WindowKind]) -> anyhow::Result<()> {
        let tauri = tauri::Builder::default()
            .manage(Arc::clone(&self.app))
            .manage(events::Reach::unknown())
            .manage(WebviewFolder(self.webview))
            .invoke_handler(ipc::commands())
            .register_asynchronous_uri_scheme_protocol(tiles::SCHEME, tiles::answer)
            .build(tauri::generate_context!())
            .context("starting the windows")?;
        let handle = tauri.handle().clone();
        open_all(&handle, kinds)?;
        let listening = events::carry_to_windows(handle.clone(), Arc::clone(&self.app));
        end_when_asked(handle.clone());
        let app = self.app;
        self.claimed.answer_with(move |request| take_over(&handle, &app, &request))?;
        tauri.run_return(|_, _| {});
        listening.abort();
        Ok(())
    }
}

fn open_all(handle: &AppHandle, kinds: &[WindowKind]) -> anyhow::Result<()> {
    kinds.iter().try_for_each(|kind| {
        open(handle, *kind).with_context(|| format!("opening the window {}", kind.word()))
    })
}

/// Opens the window of that kind, or brings it to the front.
fn open(handle: &AppHandle, kind: WindowKind) -> tauri::Result<()> {
    if let Some(window) = handle.get_webview_window(kind.word()) {
        window.unminimize()?;
        window.show()?;
        return window.set_focus();
    }
    let window =
        WebviewWindowBuilder::new(handle, kind.word(), WebviewUrl::App(kind.word().into()))
            .title(title(kind))
            .inner_size(SIZE.0, SIZE.1)
            .data_directory(handle.state::<WebviewFolder>().0.clone())
            .on_navigation(is_ours)
            .build()?;
    browser::reload_after_a_fault(&window, Arc::clone(&handle.state::<Arc<App>>()))
}

/// In French, like the shops: the screen's own language is not known yet.
fn title(kind: WindowKind) -> &'static str {
    match kind {
        WindowKind::Counter => "OC Pizza — Comptoir",
        WindowKind::Kitchen => "OC Pizza — Cuisine",
        WindowKind::Board => "OC Pizza — Écran client",
        WindowKind::Office => "OC Pizza — Bureau",
    }
}

/// A window shows what is compiled into the program and goes nowhere else.
fn is_ours(url: &Url) -> bool {
    url.scheme() == "tauri" || url.host_str() == Some("tauri.localhost")
}

/// Does what a later start asked for. Called on a thread that may wait.
fn take_over(handle: &AppHandle, app: &App, request: &Request) -> Answer {
    if let Some(asked) = &request.shop {
        let here = block_on(shop_code(app)).unwrap_or_else(|| "another shop".to_owned());
        if here != *asked {
            return Answer::Refused(format!(
                "OC Pizza is running already, for {here}; close its windows first"
            ));
        }
    }
    if let Some(number) = &request.call {
        return calling(handle, number);
    }
    match open_all(handle, &request.windows) {
        Ok(()) => Answer::Opened,
        Err(error) => Answer::Refused(format!("{error:#}")),
    }
}

/// Tells the counter who calls.
fn calling(handle: &AppHandle, number: &str) -> Answer {
    if handle.get_webview_window(WindowKind::Counter.word()).is_none() {
        return Answer::Refused("no counter is open here".to_owned());
    }
    let told = match phone(Some(number), "call") {
        Ok(Some(number)) => handle.emit(events::EVENT, News::Calling(number)),
        Ok(None) => return Answer::Refused("that call has no number".to_owned()),
        Err(refused) => return Answer::Refused(refused.say(language())),
    };
    match told {
        Ok(()) => Answer::Opened,
        Err(error) => Answer::Refused(error.to_string()),
    }
}

/// The code of the shop these windows are for; without a server, as far as the home knows it.
async fn shop_code(app: &App) -> Option<String> {
    match app.shop().await {
        Ok(shop) => Some(shop.code.clone()),
        Err(_) => app.shop_code(),
    }
}

/// Ends the program in order when the session ends or the terminal it was started from is left.
fn end_when_asked(handle: AppHandle) {
    tauri::async_runtime::spawn(async move {
        let asked = async || -> std::io::Result<()> {
            let mut terminate = signal(SignalKind::terminate())?;
            let mut interrupt = signal(SignalKind::interrupt())?;
            tokio::select! {
                _ = terminate.recv() => {}
                _ = interrupt.recv() => {}
            }
            Ok(())
        };
        match asked().await {
            Ok(()) => handle.exit(0),
            Err(error) => tracing::warn!("signals end the program at once: {error}"),
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::contract::every_call;
    use serde_json::Value;
    use std::collections::BTreeSet;
    use std::fs;
    use std::path::Path;

    /// The commands that a window's file permits.
    fn permitted(kind: WindowKind) -> anyhow::Result<BTreeSet<String>> {
        let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("src-tauri/capabilities");
        let text = fs::read_to_string(folder.join(kind.word()).with_extension("json"))?;
        let file: Value = serde_json::from_str(&text)?;
        assert_eq!(file["windows"], serde_json::json!([kind.word()]));
        let permissions = file["permissions"].as_array().context("no permissions")?;
        assert!(permissions.contains(&Value::from("hear-news")), "{} hears nothing", kind.word());
        let commands = permissions.iter().filter_map(|one| one.as_str()?.strip_prefix("call-"));
        Ok(commands.map(str::to_owned).collect())
    }

    #[test]
    fn a_window_may_send_the_commands_that_have_calls_for_it_and_no_other() -> anyhow::Result<()> {
        for kind in WindowKind::ALL {
            let needed: BTreeSet<String> = every_call()
                .filter(|call| call.windows.contains(&kind))
                .map(|call| call.capability.to_owned())
                .collect();
            assert_eq!(permitted(kind)?, needed, "{}", kind.word());
        }
        Ok(())
    }

    #[test]
    fn a_window_stays_at_home() -> anyhow::Result<()> {
        for (url, ours) in [
            ("tauri://localhost/counter", true),
            ("http://tauri.localhost/counter", true),
            ("https://example.org/", false),
            ("file:///etc/passwd", false),
            ("data:text/html,hello", false),
        ] {
            assert_eq!(is_ours(&url.parse()?), ours, "{url}");
        }
        Ok(())
    }
}
