//! What plays a terminal: this test started again as a process of its own, which sells or cooks until
//! it is told to finish, or is killed.
//!
//! It reads orders on its input, a line each (`ahead SECONDS`, `fill`, `free`, `finish`), and says on
//! its output what happens, after [`SAID`].

use super::counter::Counter;
use super::kitchen::Kitchen;
use crate::support::people::at_counter;
use crate::support::queue::listen;
use chrono::{DateTime, TimeDelta, Utc};
use domain::journal::JournalRefused;
use domain::menu::Menu;
use domain::shops::WindowKind;
use domain::staff::{ListStaff, Role};
use domain::{Call, Failure, FailureCode, Language, Spoken};
use oc_pizza::app::{App, Capability, Identity};
use oc_pizza::home::Home;
use oc_pizza::journal::Journal;
use oc_pizza::server::Place;
use oc_pizza::terminals::register::RegisterKey;
use serde::{Deserialize, Serialize};
use std::fs::{self, File};
use std::io::{BufRead, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicI64, Ordering};
use std::time::Duration;
use tokio::time::sleep;
use uuid::Uuid;

/// What a line that a terminal says begins with.
pub const SAID: &str = "said ";
/// The variable that makes a start of this test a terminal: its [`Post`].
pub const POST: &str = "OC_PIZZA_STORM_POST";

/// What a terminal is told at its start.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Post {
    /// Where its journal is.
    pub home: PathBuf,
    /// Both ways to the server.
    pub hosts: String,
    /// The database.
    pub database: String,
    /// Its login.
    pub login: String,
    /// Its key.
    pub terminal: Uuid,
    /// What it does.
    pub window: WindowKind,
    /// What its chance begins with.
    pub seed: u64,
    /// How many seconds its clock is ahead.
    pub ahead: i64,
    /// What its register signs with, if it is one.
    pub register: Option<String>,
}

/// How many seconds the clock of this terminal is ahead of others.
static AHEAD: AtomicI64 = AtomicI64::new(0);
static FINISH: AtomicBool = AtomicBool::new(false);

#[expect(clippy::disallowed_methods, reason = "the clock of a terminal, which may be wrong")]
fn clock() -> DateTime<Utc> {
    Utc::now() + TimeDelta::seconds(AHEAD.load(Ordering::SeqCst))
}

/// Tells the storm.
pub fn say(what: &str) {
    println!("{SAID}{what}");
}

/// The terminal that is killed.
#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
#[ignore = "started by the storm, and killed"]
async fn terminal() {
    let Ok(post) = std::env::var(POST) else { return };
    let post: Post = serde_json::from_str(&post).expect("a post");
    AHEAD.store(post.ahead, Ordering::SeqCst);
    let home = post.home.clone();
    std::thread::spawn(move || obey(&home));
    let app = Arc::new(start(&post).await);
    listen(app.clone());
    let role = match post.window {
        WindowKind::Kitchen => Role::Pizzaiolo,
        _ => Role::Cashier,
    };
    signed_in(&app, post.window, role).await;
    say("at work");
    let chance = fastrand::Rng::with_seed(post.seed);
    match post.window {
        WindowKind::Kitchen => Kitchen::new(app.clone(), chance).work().await,
        _ => Counter::new(app.clone(), menu(&app).await, chance).work().await,
    }
    let journal = app.journal().expect("usable").expect("there is one");
    while journal.stands().borrow().waits > 0 {
        sleep(Duration::from_millis(20)).await;
    }
    journal.written().await;
    say("done");
}

/// Whether the storm is over.
pub fn finishes() -> bool {
    FINISH.load(Ordering::SeqCst)
}

fn obey(home: &Path) {
    for line in std::io::stdin().lock().lines().map_while(Result::ok) {
        match line.split_once(' ').unwrap_or((&line, "")) {
            ("ahead", seconds) => AHEAD.store(seconds.parse().expect("seconds"), Ordering::SeqCst),
            ("fill", _) => fill(&filler(home)),
            ("free", _) => fs::remove_file(filler(home)).expect("there is room again"),
            ("finish", _) => FINISH.store(true, Ordering::SeqCst),
            _ => panic!("{line}"),
        }
    }
    // The storm is gone, however it ended.
    std::process::exit(0);
}

fn filler(home: &Path) -> PathBuf {
    home.join("filler")
}

/// Writes until there is no room for a byte more.
fn fill(file: &Path) {
    let mut file = File::create(file).expect("a file");
    for piece in [1 << 16, 1 << 8, 1].map(|length| vec![0x5A; length]) {
        while file.write_all(&piece).is_ok() {}
    }
}

/// The program, as it starts.
async fn start(post: &Post) -> App {
    let home = Home::at(&post.home).expect("a home");
    let variable = |variable: &'static str| match variable {
        "DATABASE_NAME" => Some(post.database.clone()),
        "DATABASE_USER" => Some(post.login.clone()),
        "DATABASE_HOST" => Some(post.hosts.clone()),
        _ => None,
    };
    let place = Place::find(&home, variable).expect("a place");
    let identity = Identity { terminal: post.terminal, name: "Poste".into(), shop_code: None };
    let journal = loop {
        match Journal::open(&home.journal(), clock()).await {
            Ok(journal) => break journal,
            // Its disk may be full; people start the program again.
            Err(refused) => say(&format!("journal {refused:?}")),
        }
        sleep(Duration::from_millis(100)).await;
    };
    let app = App::at(place, identity).with_clock(clock).with_journal(Ok(journal));
    match post.register.as_deref().and_then(RegisterKey::parse) {
        Some(key) => app.with_register_key(key),
        None => app,
    }
}

async fn signed_in(app: &App, window: WindowKind, role: Role) {
    loop {
        if let Ok(tiles) = app.call(window, ListStaff {}, Language::Fr).await {
            let tile = tiles.into_iter().find(|tile| tile.role == role);
            return app.sign(window, Some(tile.expect("somebody of that role")));
        }
        sleep(Duration::from_millis(50)).await;
    }
}

async fn menu(app: &App) -> Arc<Menu> {
    loop {
        if let Ok(menu) = app.menu().await {
            return menu;
        }
        sleep(Duration::from_millis(50)).await;
    }
}

/// What became of a command, as far as the person at the screen knows.
pub enum Told<T> {
    /// Done, or taken for later.
    Done(T),
    /// A no.
    No,
    /// Nobody knows yet: it waits in the journal.
    Waits,
}

/// Sends a command as a screen does: again while the disk is full, and sometimes when nobody
/// answered.
pub async fn send<C: Call + Clone>(app: &App, chance: &mut fastrand::Rng, call: C) -> Told<C::Reply>
where
    C::Request: Capability,
{
    loop {
        let failure = match in_its_window(app, call.clone()).await {
            Ok(reply) => {
                say(&format!("done {}", C::FACTS.name));
                return Told::Done(reply);
            }
            Err(failure) => failure,
        };
        match failure.code {
            FailureCode::Unreachable if chance.bool() || finishes() => return Told::Waits,
            FailureCode::Unreachable => sleep(Duration::from_millis(100)).await,
            _ if failure.message == JournalRefused::Full.say(Language::Fr) => {
                say("full");
                sleep(Duration::from_millis(20)).await;
            }
            FailureCode::Internal => {
                say(&format!("fault {}: {failure:?}", C::FACTS.name));
                return Told::No;
            }
            _ => {
                say(&format!("no {}: {}", C::FACTS.name, failure.message));
                return Told::No;
            }
        }
    }
}

/// A call from the window it is made in.
pub async fn in_its_window<C: Call>(app: &App, call: C) -> Result<C::Reply, Failure>
where
    C::Request: Capability,
{
    match C::FACTS.windows.contains(&WindowKind::Counter) {
        true => at_counter(app, call).await,
        false => crate::support::people::in_kitchen(app, call).await,
    }
}
