//! Terminals as shops have them: each a login of its own with the rights of its kind, and a journal
//! on this machine's disk.

use anyhow::anyhow;
use domain::server::ServerSettings;
use domain::terminals::TerminalKind;
use oc_pizza::app::{App, Identity};
use oc_pizza::journal::Journal;
use oc_pizza::terminals::{self, Enrolled};
use sqlx::postgres::PgConnectOptions;
use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use tempfile::TempDir;
use tokio::sync::Mutex;

use crate::server::{Server, a_key};

/// Which terminal: its kind, its shop, and its place in that shop, counted from zero.
type Post = (TerminalKind, usize, usize);

/// The terminals that were enrolled so far; enrolling one takes longer than an order.
pub struct Terminals {
    enrolled: Mutex<BTreeMap<Post, Arc<Enrolled>>>,
    /// Beside the server's files, whose disk is the one that is measured.
    homes: TempDir,
}

impl Terminals {
    /// None yet.
    pub fn none() -> anyhow::Result<Terminals> {
        let homes = tempfile::tempdir_in(env!("CARGO_TARGET_TMPDIR"))?;
        Ok(Terminals { enrolled: Mutex::default(), homes })
    }

    /// The file of a new journal.
    pub fn journal_file(&self) -> PathBuf {
        self.homes.path().join(format!("{}.sqlite", a_key()))
    }
}

impl Server {
    /// A terminal with its own login; enrolled on its first use.
    pub async fn enrolled(&self, post: Post) -> anyhow::Result<App> {
        self.enrolled_at(post, self.options()).await
    }

    /// The same where the server is reached another way.
    pub async fn enrolled_at(&self, post: Post, way: PgConnectOptions) -> anyhow::Result<App> {
        let mut known = self.terminals().enrolled.lock().await;
        let terminal = match known.get(&post) {
            Some(terminal) => terminal.clone(),
            None => {
                let terminal = Arc::new(self.enrol(post).await?);
                known.insert(post, terminal.clone());
                terminal
            }
        };
        let (terminal, login) = (terminal.terminal, &terminal.known.settings.user);
        let identity = Identity { terminal, name: "Poste".to_owned(), shop_code: None };
        Ok(App::new(way.username(login), identity))
    }

    /// A counter as a shop has one: with its own login and a journal.
    pub async fn counter(&self, shop: usize, place: usize) -> anyhow::Result<App> {
        journaled(self, self.enrolled((TerminalKind::Counter, shop, place)).await?).await
    }

    async fn enrol(&self, (kind, shop, _): Post) -> anyhow::Result<Enrolled> {
        let (socket_folder, _, database) = self.address();
        let settings = ServerSettings {
            host: socket_folder.display().to_string().parse().map_err(|it| anyhow!("{it:?}"))?,
            port: self.options().get_port(),
            database: database.to_owned(),
            user: String::new(),
            tls: None,
            ca_file: None,
        };
        let told = |error| anyhow!("enrolling a terminal: {error:?}");
        let shop = Some(self.shop_code(shop));
        let code = terminals::new_code(&self.options(), shop, &[kind]).await.map_err(told)?;
        terminals::redeem(settings, &code, (a_key(), "Poste")).await.map_err(told)
    }
}

/// The same with an empty journal.
pub async fn journaled(server: &Server, app: App) -> anyhow::Result<App> {
    let journal = Journal::open(&server.terminals().journal_file(), app.now()).await;
    Ok(app.with_journal(Ok(journal.map_err(|refused| anyhow!("a journal: {refused:?}"))?)))
}
