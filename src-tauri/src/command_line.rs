//! The command line of `oc-pizza`, and where the database is.
//!
//! The password is read from the environment alone: a command line can be read by every user of
//! the machine. What a verb does belongs to the use cases; what it says belongs here.

use crate::app;
use crate::demo;
use crate::embedded::{self, Cluster};
use crate::home::Home;
use anyhow::Context;
use clap::{Parser, Subcommand};
use domain::shops::{WindowKind, ZONE};
use sqlx::postgres::{PgConnectOptions, PgPool, PgPoolOptions};
use std::path::Path;
use tauri::async_runtime::block_on;

/// The embedded cluster's one database.
const EMBEDDED_DATABASE: &str = "oc_pizza";
/// PostgreSQL's own default.
const PORT: u16 = 5432;
/// What was typed.
#[derive(Debug, Parser)]
#[command(name = "oc-pizza", version, about)]
pub struct Arguments {
    /// Use a private PostgreSQL kept in this terminal's data folder (demonstration, training)
    #[arg(long, global = true)]
    pub embedded: bool,
    /// Open this window: counter (the default), kitchen or board; may be repeated
    #[arg(long = "window", value_name = "KIND", value_parser = window_kind)]
    pub windows: Vec<WindowKind>,
    /// The shop this terminal stands in, by its code
    #[arg(long, value_name = "CODE")]
    pub shop: Option<String>,
    /// What to do instead of opening windows
    #[command(subcommand)]
    pub verb: Option<Verb>,
}

/// What the program does without a window.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Subcommand)]
pub enum Verb {
    /// Bring the database's tables to this version of the program
    Migrate,
    /// Fill the database with the demonstration's shops, people and menu
    InitDemo,
}

fn window_kind(word: &str) -> Result<WindowKind, String> {
    WindowKind::from_word(word).ok_or_else(|| {
        let words = WindowKind::ALL.map(WindowKind::word).join(", ");
        format!("the windows are: {words}")
    })
}

impl Arguments {
    /// The windows to open: those asked for, each once, else the counter.
    pub fn kinds(&self) -> Vec<WindowKind> {
        let asked = |kind: &WindowKind| self.windows.contains(kind);
        let kinds: Vec<WindowKind> = WindowKind::ALL.into_iter().filter(asked).collect();
        if kinds.is_empty() { vec![WindowKind::Counter] } else { kinds }
    }
}

impl Verb {
    /// Does it; the answer is the sentence to print. Each verb may be repeated without harm.
    ///
    /// # Errors
    /// When the database cannot be reached or refuses.
    pub async fn perform(self, database: &Database) -> anyhow::Result<&'static str> {
        database.migrate().await?;
        match self {
            Verb::Migrate => Ok("The database is up to date."),
            Verb::InitDemo => {
                let pool = database.pool();
                let loaded = load_demo(&pool).await;
                pool.close().await;
                loaded.map(|()| "The demonstration is in the database.")
            }
        }
    }
}

async fn load_demo(pool: &PgPool) -> anyhow::Result<()> {
    demo::load(pool).await?;
    let today = app::system_clock().with_timezone(&ZONE).date_naive();
    demo::history::load(pool, today, demo::history::DAYS).await
}

/// A start that does not say, or says wrongly, where the database is.
#[derive(Debug, PartialEq, Eq, thiserror::Error)]
pub enum Misplaced {
    /// Neither the option nor any variable.
    #[error(
        "no database is named: start with --embedded, or set DATABASE_NAME, DATABASE_USER, \
         DATABASE_PASSWORD, DATABASE_HOST and DATABASE_PORT"
    )]
    Nowhere,
    /// Some variables, but not this one.
    #[error("{0} is not set, while other DATABASE_ variables are")]
    Missing(&'static str),
    /// The port is not one.
    #[error("DATABASE_PORT is {0:?}, which is not a port number")]
    Port(String),
}

/// The server named by the variables of the environment, which are looked up through `variable`.
///
/// `DATABASE_HOST` is a host's name (the default is this machine) or the folder of a Unix socket.
///
/// # Errors
/// [`Misplaced`]: which variable to set.
pub fn server(
    variable: impl Fn(&'static str) -> Option<String>,
) -> Result<PgConnectOptions, Misplaced> {
    let set = |name: &'static str| variable(name).filter(|value| !value.is_empty());
    let (name, user) = match (set("DATABASE_NAME"), set("DATABASE_USER")) {
        (Some(name), Some(user)) => (name, user),
        (Some(_), None) => return Err(Misplaced::Missing("DATABASE_USER")),
        (None, Some(_)) => return Err(Misplaced::Missing("DATABASE_NAME")),
        (None, None) if set("DATABASE_HOST").is_some() => {
            return Err(Misplaced::Missing("DATABASE_NAME"));
        }
        (None, None) => return Err(Misplaced::Nowhere),
    };
    let port = match set("DATABASE_PORT") {
        None => PORT,
        Some(typed) => typed.parse().map_err(|_| Misplaced::Port(typed))?,
    };
    let host = set("DATABASE_HOST").unwrap_or_else(|| "localhost".to_owned());
    let options = PgConnectOptions::new_without_pgpass().username(&user).database(&name).port(port);
    let options = match set("DATABASE_PASSWORD") {
        Some(password) => options.password(&password),
        None => options,
    };
    Ok(if Path::new(&host).is_absolute() { options.socket(host) } else { options.host(&host) })
}

/// Where the database is, and the cluster if it is ours to run.
#[derive(Debug)]
pub struct Database {
    options: PgConnectOptions,
    cluster: Option<Cluster>,
}

impl Database {
    /// Finds the database: the home's own cluster, which is started, or the server named in the
    /// environment, which is not contacted yet. Blocks.
    ///
    /// # Errors
    /// [`Misplaced`]; or the cluster does not start.
    pub fn open(embedded: bool, home: &Home) -> anyhow::Result<Self> {
        if !embedded {
            let options = server(|name| std::env::var(name).ok())?;
            return Ok(Self { options, cluster: None });
        }
        let cluster = embedded::open(home.data())?;
        block_on(cluster.ensure_database(EMBEDDED_DATABASE))?;
        let options = cluster.connect_options(EMBEDDED_DATABASE);
        Ok(Self { options, cluster: Some(cluster) })
    }

    /// Whether the database is the home's own.
    pub fn is_embedded(&self) -> bool {
        self.cluster.is_some()
    }

    /// The pool for a terminal's calls. Connects when first used; must be called within the
    /// asynchronous runtime.
    pub fn pool(&self) -> PgPool {
        app::pool(self.options.clone())
    }

    /// Brings the tables to this version of the program, on a connection of its own: its
    /// statements may take longer than a terminal's.
    ///
    /// # Errors
    /// When the database cannot be reached or refuses.
    pub async fn migrate(&self) -> anyhow::Result<()> {
        let pool = PgPoolOptions::new().max_connections(1).connect_lazy_with(self.options.clone());
        let outcome = app::migrate(&pool).await;
        pool.close().await;
        outcome.context("bringing the database up to date")
    }

    /// Stops the cluster, if it is ours.
    ///
    /// # Errors
    /// When PostgreSQL does not stop.
    pub fn close(self) -> anyhow::Result<()> {
        self.cluster.map_or(Ok(()), Cluster::stop)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn with(variables: &[(&'static str, &str)]) -> Result<PgConnectOptions, Misplaced> {
        server(|name| {
            let found = variables.iter().find(|(set, _)| *set == name);
            found.map(|(_, value)| (*value).to_owned())
        })
    }

    #[test]
    fn the_environment_names_the_server() -> Result<(), Misplaced> {
        let options = with(&[
            ("DATABASE_NAME", "shops"),
            ("DATABASE_USER", "till"),
            ("DATABASE_HOST", "db.example"),
            ("DATABASE_PORT", "5433"),
        ])?;
        assert_eq!(options.get_host(), "db.example");
        assert_eq!(options.get_port(), 5433);
        assert_eq!(options.get_username(), "till");
        assert_eq!(options.get_database(), Some("shops"));

        let folder = with(&[
            ("DATABASE_NAME", "shops"),
            ("DATABASE_USER", "till"),
            ("DATABASE_HOST", "/run/postgresql"),
        ])?;
        assert_eq!(
            folder.get_socket().map(|path| path.as_path()),
            Some(Path::new("/run/postgresql"))
        );
        Ok(())
    }

    #[test]
    fn what_is_missing_is_named() {
        let table: [(&[(&'static str, &str)], Misplaced); 5] = [
            (&[], Misplaced::Nowhere),
            (&[("DATABASE_NAME", "")], Misplaced::Nowhere),
            (&[("DATABASE_NAME", "shops")], Misplaced::Missing("DATABASE_USER")),
            (&[("DATABASE_HOST", "db")], Misplaced::Missing("DATABASE_NAME")),
            (
                &[("DATABASE_NAME", "a"), ("DATABASE_USER", "b"), ("DATABASE_PORT", "high")],
                Misplaced::Port("high".to_owned()),
            ),
        ];
        for (variables, expected) in table {
            assert_eq!(with(variables).err(), Some(expected), "{variables:?}");
        }
    }

    #[test]
    fn windows_are_opened_once_and_the_counter_is_the_default() -> Result<(), clap::Error> {
        let table: [(&[&str], &[WindowKind]); 3] = [
            (&["oc-pizza"], &[WindowKind::Counter]),
            (
                &["oc-pizza", "--window", "board", "--window", "kitchen", "--window", "board"],
                &[WindowKind::Kitchen, WindowKind::Board],
            ),
            (&["oc-pizza", "--embedded", "--shop", "MOZ1"], &[WindowKind::Counter]),
        ];
        for (typed, kinds) in table {
            assert_eq!(Arguments::try_parse_from(typed)?.kinds(), kinds, "{typed:?}");
        }
        assert!(Arguments::try_parse_from(["oc-pizza", "--window", "cellar"]).is_err());
        let verb = Arguments::try_parse_from(["oc-pizza", "init-demo", "--embedded"])?;
        assert_eq!((verb.verb, verb.embedded), (Some(Verb::InitDemo), true));
        Ok(())
    }
}
