//! The host that accepts writes, and the connections to it: the one place that knows which it is.
//!
//! Calls and the listener ask here. Whoever finds the connection broken says so ([`Primary::lost`]):
//! what is under way on it ends, none of its connections is used again, and before the next use
//! the hosts are looked at anew, so that a promotion is followed without a restart.

use super::line::{Kept, Line};
use super::store;
use crate::{kitchen, orders};
use domain::server::ServerRefused;
use sqlx::postgres::{PgConnectOptions, PgConnection, PgPoolOptions};
use sqlx::{Connection, Executor, PgPool, SqlSafeStr};
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use std::time::{Duration, Instant};
use tokio::sync::watch;

/// Two connections serve a terminal (security.md, "The server"): one for commands, one that screens
/// read over. One more lets a screen read while a slow answer is waited for.
const CONNECTIONS_MAX: u32 = 3;

/// How long what was heard of a server is told to others who ask.
const HEARSAY_MAX: Duration = Duration::from_secs(1);

/// Which database a host has, and how often one like it was promoted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Timeline {
    /// The same for a primary and its standbys.
    pub system: i64,
    /// Grows with each promotion.
    pub number: i64,
}

/// What a host is at the moment.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Standing {
    /// Whether it accepts writes.
    pub writes: bool,
    /// Where it stands among promotions, where it says so and is no standby.
    pub timeline: Option<Timeline>,
}

/// What every connection of the pool is held against.
#[derive(Default)]
pub(super) struct Held {
    /// When the last way was lost: what was opened before leads nowhere.
    lost: watch::Sender<Option<Instant>>,
    timeline: Mutex<Option<Timeline>>,
}

impl Held {
    fn timeline(&self) -> MutexGuard<'_, Option<Timeline>> {
        self.timeline.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// Whether a host of that timeline was the primary before another one was promoted.
    fn has_overtaken(&self, timeline: Option<Timeline>) -> bool {
        match (*self.timeline(), timeline) {
            (Some(known), Some(its)) => its.system == known.system && its.number < known.number,
            _ => false,
        }
    }

    /// Whether a connection of that age was opened before the way was lost.
    pub(super) fn is_of_a_lost_way(&self, age: Duration) -> bool {
        self.lost.borrow().is_some_and(|at| age >= at.elapsed())
    }
}

/// The host that accepts writes.
pub struct Primary {
    pool: PgPool,
    kept: Kept,
    held: Arc<Held>,
    /// Whether the hosts were looked at since the last loss, and one can be worked with.
    known: AtomicBool,
    /// Held while they are looked at: of those who want to know at once, one looks. What it heard
    /// is told to the others.
    looking: tokio::sync::Mutex<Option<(Instant, ServerRefused)>>,
}

impl Primary {
    /// Connects nowhere yet. Must be called within the asynchronous runtime.
    pub fn at(options: PgConnectOptions) -> Primary {
        let held = Arc::new(Held::default());
        let pool = PgPoolOptions::new()
            .max_connections(CONNECTIONS_MAX)
            .acquire_timeout(Duration::from_secs(3))
            // Testing a connection before each use would cost every command a second round trip.
            .test_before_acquire(false)
            .after_connect({
                let held = held.clone();
                move |connection, _| Box::pin(admit(connection, held.clone()))
            })
            .before_acquire({
                let held = held.clone();
                move |_, meta| {
                    let leads_there = !held.is_of_a_lost_way(meta.age);
                    Box::pin(async move { Ok(leads_there) })
                }
            })
            .after_release({
                let held = held.clone();
                move |connection, meta| Box::pin(still_there(connection, meta.age, held.clone()))
            })
            .connect_lazy_with(settings(options));
        let looking = tokio::sync::Mutex::default();
        Primary { pool, kept: Kept::default(), held, known: AtomicBool::new(false), looking }
    }

    /// The connections for calls.
    pub fn pool(&self) -> &PgPool {
        &self.pool
    }

    /// A connection for a command: the one that the last command has left, if it is there.
    ///
    /// # Errors
    /// None can be had.
    pub async fn line(&self) -> Result<Line<'_>, sqlx::Error> {
        self.kept.line(&self.pool, &self.held).await
    }

    /// Closes all connections, once those who use one are done.
    pub async fn close(&self) {
        self.kept.give_back();
        self.pool.close().await;
    }

    /// Opens and prepares all connections calls may use, while nobody waits for one.
    pub async fn open_connections(&self) -> Result<(), sqlx::Error> {
        let line = self.line().await?;
        let mut opened = Vec::new();
        for _ in 1..CONNECTIONS_MAX {
            opened.push(self.pool.acquire().await?);
        }
        line.left_by(&Ok(()));
        Ok(())
    }

    /// Whether the hosts were looked at, and one can be worked with.
    pub fn is_known(&self) -> bool {
        self.known.load(Ordering::Acquire)
    }

    /// Sees to it that it is known: the first of several who ask at once is `looking`, the others
    /// hear what it heard.
    ///
    /// # Errors
    /// Why there is none.
    pub async fn ready(
        &self,
        looking: impl Future<Output = Result<(), ServerRefused>>,
    ) -> Result<(), ServerRefused> {
        if self.is_known() {
            return Ok(());
        }
        let mut heard = self.looking.lock().await;
        if self.is_known() {
            return Ok(());
        }
        if let Some((at, refused)) = &*heard
            && at.elapsed() < HEARSAY_MAX
        {
            return Err(refused.clone());
        }
        match looking.await {
            Ok(()) => {
                *heard = None;
                self.known.store(true, Ordering::Release);
                Ok(())
            }
            Err(refused) => {
                *heard = Some((Instant::now(), refused.clone()));
                Err(refused)
            }
        }
    }

    /// What was heard of the server holds no longer.
    pub async fn forget_hearsay(&self) {
        *self.looking.lock().await = None;
    }

    /// Whether it was replaced by another one since this terminal knows it.
    pub fn has_overtaken(&self, timeline: Option<Timeline>) -> bool {
        self.held.has_overtaken(timeline)
    }

    /// It is found: further connections are opened there.
    pub fn is_at(&self, options: PgConnectOptions, timeline: Option<Timeline>) {
        if timeline.is_some() {
            *self.held.timeline() = timeline;
        }
        self.pool.set_connect_options(settings(options));
    }

    /// Goes to another server or another login from now on.
    pub async fn move_to(&self, options: PgConnectOptions) {
        *self.held.timeline() = None;
        self.is_at(options, None);
        self.lose();
        self.known.store(false, Ordering::Release);
        self.forget_hearsay().await;
    }

    /// To be told when a connection of that way turns out to be broken, to be silent, or to
    /// accept no writes.
    pub fn lost(&self, way: &Way) {
        // While none is known, there is nothing to lose, and whoever is looking is left in peace;
        // nor is the next way lost with the one before.
        if !way.is_lost() && self.known.swap(false, Ordering::AcqRel) {
            self.lose();
        }
    }

    fn lose(&self) {
        self.held.lost.send_replace(Some(Instant::now()));
        self.kept.give_back();
    }

    /// The way there as it is now, to be asked later whether it is lost.
    pub fn way(&self) -> Way {
        Way(self.held.lost.subscribe())
    }
}

/// A way to the primary, until it is lost.
pub struct Way(watch::Receiver<Option<Instant>>);

impl Way {
    /// Returns when it is lost.
    pub async fn lost(&mut self) {
        if self.0.changed().await.is_err() {
            // Nobody is left who could lose it.
            std::future::pending::<()>().await;
        }
    }

    fn is_lost(&self) -> bool {
        self.0.has_changed().unwrap_or_default()
    }
}

/// A pool that connects when it is first used: a window opens, and says so, without a server.
pub fn pool(options: PgConnectOptions) -> PgPool {
    Primary::at(options).pool
}

/// The settings every connection of the program has.
fn settings(options: PgConnectOptions) -> PgConnectOptions {
    options.application_name("oc-pizza").options([
        ("search_path", "oc_pizza"),
        ("statement_timeout", "5s"),
        // The server, too, finds a terminal that vanished, and frees what it holds.
        ("tcp_keepalives_idle", "5"),
        ("tcp_keepalives_interval", "2"),
        ("tcp_keepalives_count", "2"),
        ("tcp_user_timeout", "9s"),
        ("TimeZone", "Europe/Paris"),
        // Our statements touch a few rows, the same for any values. Planning one anew for its
        // values costs as much as running it, and the planner, which takes an array for a
        // hundred rows, would compile it for seconds to save microseconds.
        ("plan_cache_mode", "force_generic_plan"),
        ("jit", "off"),
    ])
}

/// Admits a new connection to the pool: to a host that accepts writes, and that nobody has
/// replaced, whatever the others were told while it was being opened.
async fn admit(connection: &mut PgConnection, held: Arc<Held>) -> Result<(), sqlx::Error> {
    let standing = store::standing(connection).await?;
    if !standing.writes || held.has_overtaken(standing.timeline) {
        let words = "this host is not the primary";
        return Err(std::io::Error::new(std::io::ErrorKind::ConnectionRefused, words).into());
    }
    prepare_commands(connection).await
}

/// Prepares the commands' statements on a new connection, so that the first order on it costs one
/// round trip like every other. What the server cannot prepare (no schema yet, say) is left to
/// the command itself, which knows how to say it.
async fn prepare_commands(connection: &mut PgConnection) -> Result<(), sqlx::Error> {
    for statement in orders::commands().chain(kitchen::COMMANDS.iter().copied()) {
        match connection.prepare(statement.into_sql_str()).await {
            Err(error) if error.as_database_error().is_none() => return Err(error),
            Err(error) => {
                tracing::debug!(%error, "a command could not be prepared");
                break;
            }
            Ok(_) => {}
        }
    }
    Ok(())
}

/// Whether a connection that is given back may be used again. The driver asks the server, too,
/// but would wait for ever for one that vanished, and the pool would have one connection less.
async fn still_there(
    connection: &mut PgConnection,
    age: Duration,
    held: Arc<Held>,
) -> Result<bool, sqlx::Error> {
    let mut way = Way(held.lost.subscribe());
    if held.is_of_a_lost_way(age) {
        return Ok(false);
    }
    tokio::select! {
        answered = connection.ping() => answered.map(|()| true),
        () = way.lost() => Ok(false),
    }
}
