//! The backend of OC Pizza: what its windows and its command line are made of.
//!
//! This module puts the parts together and owns nothing else. A use case is in its capability's
//! module, its SQL in that module's `store`; the windows know neither.
//!
//! A start of the program, in order: the home, the log, the claim on the home (or the hand-over to
//! the process that has it), the database, the windows. What was taken is given back in the
//! opposite order when the last window closes.

pub mod app;
mod browser;
pub mod command;
pub mod command_line;
pub mod customers;
pub mod delivery;
pub mod demo;
pub mod embedded;
pub mod error;
pub mod events;
pub mod home;
pub mod invoices;
mod ipc;
pub mod journal;
pub mod keyring;
pub mod kitchen;
pub mod ledger;
pub mod log;
pub mod menu;
pub mod messages;
pub mod online;
pub mod orders;
pub mod outside;
pub mod payments;
pub mod printing;
pub mod runs;
mod screens;
pub mod server;
pub mod settings;
pub mod shops;
mod sqlite_file;
pub mod staff;
pub mod stock;
pub mod terminals;
pub mod windows;

use crate::app::App;
use crate::command_line::{Arguments, Database, Verb};
use crate::home::{Claim, Claimed, Home, Request};
use crate::journal::Journal;
use crate::keyring::Keyring;
use crate::ledger::archive::verb::{self as archive, ArchiveVerb};
use crate::ledger::watching::{AFTER_START, keep_watch};
use crate::outside::card_terminal::Limits;
use crate::payments::AskedCards;
use crate::printing::{Patience, Printing};
use crate::server::{Misplaced, Place};
use crate::settings::Secrets;
use clap::Parser;
use domain::printing::PrintRefused;
use domain::shops::WindowKind;
use std::process::ExitCode;
use std::sync::Arc;
use std::time::Duration;
use tauri::async_runtime::block_on;

/// The version of this program, as tickets and terminals tell it.
pub(crate) const VERSION: &str = env!("CARGO_PKG_VERSION");

/// The exit code of a start that cannot work as it was typed.
const USAGE: u8 = 2;
/// How long the server has to close its connections when the program ends.
const FAREWELL_MAX: Duration = Duration::from_secs(1);

/// Runs the program: what the arguments ask, until it is done or its last window is closed.
pub fn run() -> ExitCode {
    match start(Arguments::parse()) {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            // The log is for those who come later; this is for who typed the command.
            eprintln!("oc-pizza: {error:#}");
            if error.is::<Misplaced>() { ExitCode::from(USAGE) } else { ExitCode::FAILURE }
        }
    }
}

fn start(arguments: Arguments) -> anyhow::Result<()> {
    let home = Home::locate()?;
    let _log = log::start(&home.logs())?;
    let outcome = match arguments.verb.clone() {
        Some(verb) => do_verb(&home, &arguments, verb),
        None => open_windows(&home, arguments),
    };
    if let Err(error) = &outcome {
        log::ended_by(error);
    }
    outcome
}

/// Does one verb and ends.
fn do_verb(home: &Home, arguments: &Arguments, verb: Verb) -> anyhow::Result<()> {
    match verb {
        Verb::Enrol(enrol) => {
            println!("{}", enrol.perform(home)?);
            return Ok(());
        }
        Verb::Call { number } => {
            let request = Request { windows: Vec::new(), shop: None, call: Some(number) };
            home.hand_over(&request)?;
            println!("The counter was told.");
            return Ok(());
        }
        Verb::Check => {
            let place = Place::find(home, |name| std::env::var(name).ok())?;
            return block_on(server::check(&place));
        }
        Verb::Archive(ArchiveVerb::Verify { key, files }) => {
            println!("{}", archive::verified(&files, key.as_deref())?);
            return Ok(());
        }
        _ => {}
    }
    // Whoever holds the home stops its cluster: with windows open that is not this process.
    let lock = home.try_lock()?;
    let database = Database::open(arguments.embedded, home)?;
    let outcome = block_on(verb.perform_at(&database, home, lock.is_some()));
    if lock.is_some() {
        database.close()?;
    }
    println!("{}", outcome?);
    Ok(())
}

/// Opens the windows, here or in the process that has the home, and stays until they are closed.
fn open_windows(home: &Home, arguments: Arguments) -> anyhow::Result<()> {
    let request = Request { windows: arguments.kinds(), shop: arguments.shop, call: None };
    match home.claim(&request)? {
        Claim::HandedOver => {
            println!("OC Pizza is running already: its windows were brought to the front.");
            Ok(())
        }
        Claim::Ours(claimed) if arguments.embedded => {
            let database = Database::open_embedded(home)?;
            let outcome = serve_embedded(home, claimed, &database, request);
            // Even when the windows failed: nobody else would stop it.
            let closed = database.close();
            outcome.and(closed)
        }
        Claim::Ours(claimed) => serve_group(home, claimed, request),
    }
}

/// Windows over the home's own cluster.
fn serve_embedded(
    home: &Home,
    claimed: Claimed,
    database: &Database,
    request: Request,
) -> anyhow::Result<()> {
    let identity = home.identity(request.shop.as_deref())?;
    // It belongs to this program alone: there is nobody else to migrate it.
    let server = block_on(database.migrate())?;
    let secrets = Secrets::of(Keyring::of(identity.terminal));
    let app = block_on(async { App::new(server, identity).with_secrets(secrets) });
    serve(home, claimed, app, &request)
}

/// Windows over the group's server, which may still have to be found.
fn serve_group(home: &Home, claimed: Claimed, request: Request) -> anyhow::Result<()> {
    let identity = home.identity(request.shop.as_deref())?;
    let place = Place::find(home, |name| std::env::var(name).ok())?;
    let app = block_on(async { App::at(place, identity) });
    serve(home, claimed, app, &request)
}

/// The print queue, where this terminal has printers.
async fn open_queue(
    home: &Home,
    app: &App,
) -> anyhow::Result<Option<Result<Printing, PrintRefused>>> {
    let printers = home.config().read()?.map(|config| config.printer).unwrap_or_default();
    if printers.is_empty() {
        return Ok(None);
    }
    let patience = Patience::default();
    Ok(Some(Printing::open(&home.printing(), &printers, app.clock(), patience).await))
}

fn serve(home: &Home, claimed: Claimed, app: App, request: &Request) -> anyhow::Result<()> {
    tracing::info!(terminal = %app.identity().terminal, "starting");
    let journal = block_on(Journal::open(&home.journal(), app.now()));
    let printing = block_on(open_queue(home, &app))?;
    let (cards, config, clock) = (home.cards(), home.config(), app.clock());
    let cards = block_on(AskedCards::open(&cards, config, clock, Limits::default()));
    let app = app.with_journal(journal).with_cards(cards).with_downloads(Some(home.downloads()));
    let limits = home.config().read()?.and_then(|config| config.services).unwrap_or_default();
    let app = app.with_limits(limits.into()).with_tiles_in(home.tiles());
    let app = Arc::new(match printing {
        Some(printing) => app.with_printing(printing),
        None => app,
    });
    // Before a window can ask for anything.
    app.presence().ask();
    let pool = app.database().clone();
    let keeping = Arc::clone(&app);
    // Aside: a keyring may first ask somebody to unlock it.
    tauri::async_runtime::spawn(async move {
        if let Some(place) = keeping.place() {
            place.keep_first().await;
        }
    });
    let is_counter = request.windows.contains(&WindowKind::Counter);
    if is_counter {
        let register = Arc::clone(&app);
        tauri::async_runtime::spawn(async move { ledger::events::write(&register).await });
        let cooking = Arc::clone(&app);
        tauri::async_runtime::spawn(
            async move { orders::unshown::keep_kitchen_told(&cooking).await },
        );
        let late = Arc::clone(&app);
        tauri::async_runtime::spawn(async move { messages::keep_told(&late).await });
        let watched = Arc::clone(&app);
        tauri::async_runtime::spawn(async move { keep_watch(&watched, AFTER_START).await });
    }
    let sends = [WindowKind::Counter, WindowKind::Office];
    if request.windows.iter().any(|window| sends.contains(window)) {
        let keeper = Arc::clone(&app);
        tauri::async_runtime::spawn(async move { customers::keep_forgetting(&keeper).await });
        let sender = Arc::clone(&app);
        tauri::async_runtime::spawn(async move { messages::keep_sent(&sender).await });
        let online = Arc::clone(&app);
        tauri::async_runtime::spawn(
            async move { online::keep_carried_on(&online, is_counter).await },
        );
        let ahead = Arc::clone(&app);
        tauri::async_runtime::spawn(async move { stock::keep_ahead(&ahead).await });
    }
    let (there, ends) = (Arc::clone(&app), Arc::clone(&app));
    tauri::async_runtime::spawn(async move { terminals::keep_seen(&there).await });
    let secrets = Arc::clone(&app);
    tauri::async_runtime::spawn(async move { settings::keep_fresh(&secrets).await });
    let outcome = windows::Program { app, claimed, webview: home.webview() }
        .run_until_closed(&request.windows);
    let noted = async { tokio::time::timeout(FAREWELL_MAX, ledger::events::end(&ends)).await };
    if block_on(noted).is_err() {
        tracing::warn!("that the program ended is written at its next start");
    }
    // A farewell to the server. One that does not answer must not keep the program from ending.
    let farewell = block_on(async { tokio::time::timeout(FAREWELL_MAX, pool.close()).await });
    if farewell.is_err() {
        tracing::warn!("ended without the server's answer");
    }
    outcome
}
