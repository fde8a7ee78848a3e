//! A shop for one test: a database, and terminals with homes of their own.

use crate::database::Fresh;
use crate::people;
use crate::windows::keyring::DesktopSession;
use crate::windows::{self, Address, FIRST_SHOP, Sign, Terminal};
use anyhow::Context;
use domain::shops::WindowKind;
use domain::staff::Role;
use oc_pizza::app::App;
use oc_pizza::demo::pin;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::{Command, Output};
use std::sync::OnceLock;
use tempfile::TempDir;
use tokio::sync::SemaphorePermit;

/// Somebody at the counter of the first shop.
pub const CASHIER: &str = "Inès";
/// Somebody else at the same counter.
pub const COLLEAGUE: &str = "Lucas";
/// Somebody in its kitchen.
pub const PIZZAIOLO: &str = "Karim";

/// Homes for terminals, and the right to open windows.
pub struct Shop {
    homes: TempDir,
    /// The keyring of its PCs, once a counter needs one: it has the key of its register.
    session: OnceLock<DesktopSession>,
    _turn: SemaphorePermit<'static>,
}

impl Shop {
    /// Waits for its turn.
    pub async fn new() -> anyhow::Result<Shop> {
        let (_turn, homes) = (windows::turn().await, tempfile::tempdir()?);
        Ok(Shop { homes, session: OnceLock::new(), _turn })
    }

    /// Opens a window in a home of its own.
    pub async fn open(&self, kind: WindowKind, address: &Address) -> anyhow::Result<Terminal> {
        match kind {
            WindowKind::Counter => self.open_counter(&self.home(kind), address).await,
            _ => Terminal::open(kind, &self.home(kind), address).await,
        }
    }

    /// Opens a counter on a PC that has a keyring.
    async fn open_counter(&self, home: &Path, address: &Address) -> anyhow::Result<Terminal> {
        let variables = [self.session()?.variables(), address.variables()].concat();
        Terminal::open_with(WindowKind::Counter, home, &variables, FIRST_SHOP).await
    }

    fn session(&self) -> anyhow::Result<&DesktopSession> {
        if let Some(session) = self.session.get() {
            return Ok(session);
        }
        let session = DesktopSession::open(&self.homes.path().join("session"))?;
        Ok(self.session.get_or_init(|| session))
    }

    /// What the terminal of that window has logged.
    pub fn log(&self, kind: WindowKind) -> anyhow::Result<String> {
        let folder = self.home(kind).join("logs");
        let files = fs::read_dir(&folder).with_context(|| format!("{}", folder.display()))?;
        let read = files.map(|file| Ok(fs::read_to_string(file?.path())?));
        read.collect()
    }

    /// Types a verb on the PC of the counter, in English.
    pub fn types(&self, words: &[&str], address: &Address) -> anyhow::Result<Output> {
        let mut verb = Command::new(env!("CARGO_BIN_EXE_oc-pizza"));
        verb.args(words).env("OC_PIZZA_HOME", self.home(WindowKind::Counter));
        verb.envs(self.session()?.variables()).envs(address.variables()).env("LC_ALL", "C");
        Ok(verb.output()?)
    }

    /// The home of that window.
    pub fn home(&self, kind: WindowKind) -> PathBuf {
        self.homes.path().join(kind.word())
    }

    /// A counter with the cashier signed in.
    pub async fn counter(&self, address: &Address) -> anyhow::Result<Terminal> {
        let counter = self.open(WindowKind::Counter, address).await?;
        counter.sign_in(CASHIER, pin(Role::Cashier)).await?;
        Ok(counter)
    }

    /// A counter with a large screen, and the cashier signed in.
    pub async fn large_counter(&self, address: &Address) -> anyhow::Result<Terminal> {
        let (kind, home) = (WindowKind::Counter, self.homes.path().join("counter-large"));
        let variables = [self.session()?.variables(), address.variables()].concat();
        let size = (1920, 1080);
        let counter = Terminal::open_at(kind, &home, &variables, FIRST_SHOP, size).await?;
        counter.sign_in(CASHIER, pin(Role::Cashier)).await?;
        Ok(counter)
    }

    /// A second counter with the colleague signed in.
    pub async fn second_counter(&self, address: &Address) -> anyhow::Result<Terminal> {
        let home = self.homes.path().join("counter-2");
        let counter = self.open_counter(&home, address).await?;
        counter.sign_in(COLLEAGUE, pin(Role::Cashier)).await?;
        Ok(counter)
    }

    /// A kitchen with the pizzaïolo signed in.
    pub async fn kitchen(&self, address: &Address) -> anyhow::Result<Terminal> {
        self.kitchen_in(&self.home(WindowKind::Kitchen), address).await
    }

    /// A second kitchen of the same shop.
    pub async fn second_kitchen(&self, address: &Address) -> anyhow::Result<Terminal> {
        self.kitchen_in(&self.homes.path().join("kitchen-2"), address).await
    }

    async fn kitchen_in(&self, home: &Path, address: &Address) -> anyhow::Result<Terminal> {
        let kitchen = Terminal::open(WindowKind::Kitchen, home, address).await?;
        kitchen.sign_in(PIZZAIOLO, pin(Role::Pizzaiolo)).await?;
        kitchen.shows("waiting-count", Sign::There).await?;
        Ok(kitchen)
    }
}

/// The address of a test's own database.
pub async fn database() -> (Fresh, Address) {
    let fresh = Fresh::new().await;
    let address = Address {
        database: fresh.name().to_owned(),
        user: fresh.user().to_owned(),
        socket_folder: fresh.socket_folder().to_owned(),
    };
    (fresh, address)
}

/// Somebody at another counter, to place orders with where no window is needed for it.
pub async fn other_counter(fresh: &Fresh) -> App {
    let counter = fresh.terminal("Caisse 2");
    people::sign_in(&counter, WindowKind::Counter, Role::Cashier).await;
    counter
}
