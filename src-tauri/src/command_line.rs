//! The command line of `oc-pizza`.
//!
//! Nothing secret is typed on it: a command line can be read by every user of the machine. What a
//! verb does belongs to the use cases; what it says belongs here.

use crate::app::{self, App};
use crate::demo;
use crate::embedded::{self, Cluster};
use crate::home::Home;
use crate::journal::Journal;
use crate::keyring::Keyring;
use crate::ledger::archive::Wanted;
use crate::ledger::archive::verb::{self as archive, ArchiveVerb};
use crate::ledger::export::ExportVerb;
use crate::ledger::verb::LedgerVerb;
use crate::server::{Misplaced, Place, connect};
use crate::settings::verb::{KeyVerb, SecretVerb, ServiceVerb};
use crate::settings::{self, Secrets};
use crate::staff;
use crate::terminals;
use crate::terminals::verb::{Enrol, Terminals};
use anyhow::{Context, ensure};
use clap::{Parser, Subcommand};
use domain::server::{ServerRefused, Tables};
use domain::shops::{WindowKind, ZONE};
use domain::staff::is_pin;
use domain::text::{NAME_CHARACTERS_MAX, checked};
use domain::{Language, Spoken};
use sqlx::postgres::{PgConnectOptions, PgPool};
use std::io::{self, IsTerminal};
use tauri::async_runtime::block_on;

/// The embedded cluster's one database.
const EMBEDDED_DATABASE: &str = "oc_pizza";

/// What was typed.
#[derive(Debug, Parser)]
#[command(name = "oc-pizza", version, about)]
pub struct Arguments {
    /// Use a private PostgreSQL kept in this terminal's data folder (demonstration, training)
    #[arg(long, global = true)]
    pub embedded: bool,
    /// Open this window: counter (the default), kitchen, board or office; may be repeated
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
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum Verb {
    /// Bring the database's tables to this version of the program
    Migrate,
    /// Fill the database with the demonstration's shops, people and menu
    InitDemo,
    /// Add an administrator: the name and the PIN are asked for
    CreateAdministrator,
    /// List the terminals, make a code for a new one, or revoke one
    Terminals(Terminals),
    /// List the group's secrets, set one or take one away
    Secret(SecretVerb),
    /// List what is entered of the services on the Internet, or enter some
    Service(ServiceVerb),
    /// Make the group's key, show it or enter it
    Key(KeyVerb),
    /// Make this PC a terminal of the server, with a code
    Enrol(Enrol),
    /// Verify the ledger
    #[command(subcommand)]
    Ledger(LedgerVerb),
    /// Make an archive of the ledger, or verify some
    #[command(subcommand)]
    Archive(ArchiveVerb),
    /// Export sums of the ledger
    #[command(subcommand)]
    Export(ExportVerb),
    /// Tell the counter that runs here that this number calls (for a telephone switchboard)
    Call {
        /// The number, as the switchboard has it
        number: String,
    },
    /// Look at the server, the terminals' logins, the connection and the keyring
    Check,
}

/// The language of what is printed: the session's.
pub fn language() -> Language {
    let named = ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()));
    if named.is_some_and(|name| name.starts_with("fr")) { Language::Fr } else { Language::En }
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
    /// The same with whatever a verb needs of this terminal; `alone`: no window of it is open.
    ///
    /// # Errors
    /// As [`Verb::perform`].
    pub async fn perform_at(
        self,
        database: &Database,
        home: &Home,
        alone: bool,
    ) -> anyhow::Result<String> {
        match &self {
            Verb::Archive(ArchiveVerb::Make { shop, from, to, file }) => {
                let app = database.app(home, alone).await?;
                let wanted = Wanted { shop: shop.clone(), from: *from, to: *to };
                let made = archive::made(&app, &wanted, file, alone).await;
                app.close().await;
                made
            }
            Verb::Export(export) => {
                let app = database.app(home, alone).await?;
                let exported = export.perform(&app, alone).await;
                app.close().await;
                exported
            }
            Verb::Ledger(ledger) => ledger.perform(&database.app(home, alone).await?, alone).await,
            _ => self.perform(database).await,
        }
    }

    /// Does it; the answer is the sentence to print. Each verb may be repeated without harm.
    ///
    /// # Errors
    /// When the database cannot be reached or refuses.
    pub async fn perform(self, database: &Database) -> anyhow::Result<String> {
        let secrets = &database.secrets;
        match &self {
            Verb::Terminals(terminals) => {
                return terminals.perform(&database.look().await?, secrets).await;
            }
            Verb::Secret(secret) => {
                return secret.perform(&database.look().await?, secrets).await;
            }
            Verb::Service(service) => return service.perform(&database.look().await?).await,
            Verb::Key(key) => return key.perform(&database.look().await?, secrets).await,
            _ => {}
        }
        let primary = database.migrate().await?;
        // Tables that are new have their rights before a terminal asks for them.
        let separated = terminals::separate(&primary).await;
        separated.map_err(|error| error.in_words(language()))?;
        let pool = app::pool(primary);
        let done = match self {
            Verb::Migrate => Ok("The database is up to date.".into()),
            Verb::InitDemo => {
                load_demo(&pool).await.map(|()| "The demonstration is in the database.".into())
            }
            Verb::CreateAdministrator => {
                create_administrator(&pool, secrets).await.map(str::to_owned)
            }
            // Done before a pool is opened, and before there is a database to open.
            Verb::Terminals(_)
            | Verb::Secret(_)
            | Verb::Service(_)
            | Verb::Key(_)
            | Verb::Ledger(_)
            | Verb::Archive(_)
            | Verb::Export(_)
            | Verb::Enrol(_)
            | Verb::Call { .. }
            | Verb::Check => Ok(String::new()),
        };
        pool.close().await;
        done
    }
}

async fn load_demo(pool: &PgPool) -> anyhow::Result<()> {
    demo::load(pool).await?;
    let today = app::system_clock().with_timezone(&ZONE).date_naive();
    demo::history::load(pool, today, demo::history::DAYS).await
}

/// Asks who, and adds them. The PIN does not show, and is typed twice.
async fn create_administrator(pool: &PgPool, secrets: &Secrets) -> anyhow::Result<&'static str> {
    let (name, pin) = tokio::task::spawn_blocking(ask_name_and_pin).await??;
    let pepper = settings::pepper(pool, secrets).await;
    let pepper = pepper.map_err(|error| error.in_words(language()))?;
    let hash = staff::pin_hash_aside(pin, pepper).await?;
    let added = staff::add_administrator(pool, &name, &hash).await?;
    ensure!(added, "there is an administrator of that name already: nothing was changed");
    Ok("The administrator may sign in now, at any window of any shop.")
}

fn ask(question: &str) -> anyhow::Result<String> {
    eprint!("{question}");
    let mut line = String::new();
    io::stdin().read_line(&mut line)?;
    Ok(line.trim_end_matches(['\r', '\n']).to_owned())
}

/// Asks for what is not to be seen. A script hands it over on its standard input, where nothing
/// echoes.
pub(crate) fn ask_unseen(question: &str) -> anyhow::Result<String> {
    if io::stdin().is_terminal() {
        Ok(rpassword::prompt_password(question)?)
    } else {
        ask(question)
    }
}

fn ask_name_and_pin() -> anyhow::Result<(String, String)> {
    let name = checked(Some(&ask("First name: ")?), "name", NAME_CHARACTERS_MAX)
        .map_err(|refused| anyhow::anyhow!(refused.say(language())))?
        .context("an administrator has a name")?;
    let pin = ask_unseen("PIN, four to eight digits: ")?;
    ensure!(is_pin(&pin), ServerRefused::Pin.say(language()));
    ensure!(pin == ask_unseen("The same PIN again: ")?, "the two PINs are not the same");
    Ok((name, pin))
}

/// Where the database may be, the cluster if it is ours to run, and the group's key if it is here.
pub struct Database {
    ways: Vec<PgConnectOptions>,
    cluster: Option<Cluster>,
    secrets: Secrets,
}

impl Database {
    /// Finds the database: the home's own cluster, which is started, or the group's server, which
    /// is not contacted yet. Blocks.
    ///
    /// # Errors
    /// [`Misplaced`]; the keyring does not give the password; or the cluster does not start.
    pub fn open(embedded: bool, home: &Home) -> anyhow::Result<Self> {
        if embedded {
            return Self::open_embedded(home);
        }
        let place = Place::find(home, |name| std::env::var(name).ok())?;
        let known = block_on(place.known()).map_err(|refused| match refused {
            ServerRefused::Nowhere => Misplaced::Refused(refused.say(language())).into(),
            refused => anyhow::anyhow!(refused.say(language())),
        })?;
        connect::check_files(&known.settings)
            .map_err(|refused| anyhow::anyhow!(refused.say(language())))?;
        let secrets = Secrets::of(place.keyring().clone());
        Ok(Self { ways: known.ways(), cluster: None, secrets })
    }

    /// Starts the home's own cluster. Blocks.
    ///
    /// # Errors
    /// When it does not start.
    pub fn open_embedded(home: &Home) -> anyhow::Result<Self> {
        let cluster = embedded::open(home.data())?;
        block_on(cluster.ensure_database(EMBEDDED_DATABASE))?;
        let ways = vec![cluster.connect_options(EMBEDDED_DATABASE)];
        let secrets = Secrets::of(Keyring::of(home.identity(None)?.terminal));
        Ok(Self { ways, cluster: Some(cluster), secrets })
    }

    /// This terminal at work without a window; with its journal where nobody else has it.
    async fn app(&self, home: &Home, alone: bool) -> anyhow::Result<App> {
        let (server, identity) = (self.look().await?, home.identity(None)?);
        let secrets = self.secrets.keyring().cloned().map(Secrets::of).unwrap_or_default();
        let app = App::new(server, identity).with_secrets(secrets);
        if !alone {
            return Ok(app);
        }
        let journal = Journal::open(&home.journal(), app.now()).await;
        Ok(app.with_journal(journal))
    }

    /// The way to the host that accepts writes, whose tables are this program's.
    async fn look(&self) -> anyhow::Result<PgConnectOptions> {
        let found = connect::look(&self.ways, |_| false).await;
        let found = found.and_then(|found| match found.server.tables {
            Tables::None => Err(ServerRefused::NoTables),
            Tables::Older => Err(ServerRefused::OlderSchema),
            Tables::Current => Ok(found.options),
        });
        found.map_err(|refused| anyhow::anyhow!(refused.say(language())))
    }

    /// Brings the tables to this version of the program, at the host that accepts writes: the
    /// answer is the way there.
    ///
    /// # Errors
    /// When the database cannot be reached or refuses, in the words of the session's language.
    pub async fn migrate(&self) -> anyhow::Result<PgConnectOptions> {
        connect::migrate(&self.ways).await.map_err(|error| error.in_words(language()))
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
