//! The log of the terminal: a file a day in its home, and the same on standard error.
//!
//! What is logged names things by their keys. No name, telephone number, address, PIN or text
//! that somebody typed is ever put into a log line: the files are kept for two weeks and may be
//! sent to whoever looks for a fault.

use anyhow::Context;
use domain::shops::WindowKind;
use std::io::IsTerminal;
use std::panic;
use std::path::Path;
use tracing_appender::non_blocking::WorkerGuard;
use tracing_appender::rolling::{RollingFileAppender, Rotation};
use tracing_subscriber::fmt::writer::MakeWriterExt;
use tracing_subscriber::layer::SubscriberExt;
use tracing_subscriber::util::SubscriberInitExt;
use tracing_subscriber::{EnvFilter, fmt};

/// Days kept.
const FILES_MAX: usize = 14;
/// What is logged unless `RUST_LOG` says otherwise. The database driver tells at `info` what the
/// server says during migrations.
const ORDINARY: &str = "info,sqlx=warn";

/// The target of the error that ended the program: standard error has it in plain words.
const ENDING: &str = "oc_pizza::ending";

/// Starts the log. What is still in memory is written when the answer is dropped.
///
/// # Errors
/// When the folder cannot be written, or a log was started before.
pub fn start(folder: &Path) -> anyhow::Result<WorkerGuard> {
    let file = RollingFileAppender::builder()
        .rotation(Rotation::DAILY)
        .filename_prefix("oc-pizza")
        .filename_suffix("log")
        .max_log_files(FILES_MAX)
        .build(folder)
        .with_context(|| format!("opening a log file in {}", folder.display()))?;
    let (file, guard) = tracing_appender::non_blocking(file);
    let wanted = EnvFilter::try_from_default_env().unwrap_or_else(|_| EnvFilter::new(ORDINARY));
    let for_people = std::io::stderr.with_filter(|about| about.target() != ENDING);
    // One filter for both, and none of the layers' own: those lose the next line of a thread after
    // each look (`tracing::enabled!`) at something that is not wanted, and sqlx looks at every
    // statement.
    tracing_subscriber::registry()
        .with(wanted)
        .with(fmt::layer().with_ansi(std::io::stderr().is_terminal()).with_writer(for_people))
        .with(fmt::layer().json().with_writer(file))
        .try_init()?;
    log_panics();
    Ok(guard)
}

/// Notes, in the file only, what ended the program.
pub fn ended_by(error: &anyhow::Error) {
    tracing::error!(target: ENDING, "{error:#}");
}

/// Tells where a screen broke. Its message goes the way of a panic's.
pub fn screen_broke(window: WindowKind, place: &str, message: &str) {
    tracing::error!(window = window.word(), place, "a screen broke");
    eprintln!("the {} broke at {place}: {}", window.word(), message.escape_debug());
}

/// Tells where a panic was. Not its message, which may quote what somebody typed; that goes to
/// standard error only.
fn log_panics() {
    let before = panic::take_hook();
    panic::set_hook(Box::new(move |about| {
        let place = about.location().map(ToString::to_string).unwrap_or_default();
        tracing::error!(place, "panic");
        before(about);
    }));
}
