//! A group's server whose terminals have logins of their own, and PCs to be enrolled at it.

use crate::database::manual;
use crate::group_server::GroupServer;
use crate::windows::Terminal;
use crate::windows::keyring::DesktopSession;
use anyhow::ensure;
use domain::Language;
use domain::server::ServerSettings;
use domain::shops::WindowKind;
use domain::terminals::{TerminalKind, mends};
use oc_pizza::server::connect;
use oc_pizza::terminals::new_code;
use oc_pizza::{app, demo};
use sqlx::postgres::PgConnectOptions;
use std::path::PathBuf;
use std::process::{Command, Output};

/// Its database.
pub const DATABASE: &str = "erp_oc_pizza_database";
const USER: &str = "db_user";
const PASSWORD: &str = "db_password";

/// The server, with the demonstration's shops.
pub struct Group {
    server: GroupServer,
    /// How the owner of the tables reaches it.
    pub owner: PgConnectOptions,
}

impl Group {
    /// Starts it as the manual says, with its one line more.
    pub async fn start() -> anyhow::Result<Group> {
        let server = GroupServer::start()?;
        server.type_in(&manual(DATABASE, USER, PASSWORD)).await?;
        server.type_in(&[mends(USER)]).await?;
        let settings = ServerSettings {
            host: "127.0.0.1".parse().expect("a host"),
            port: server.port(),
            database: DATABASE.to_owned(),
            user: USER.to_owned(),
            tls: None,
            ca_file: None,
        };
        let owner = connect::ways(&settings, Some(PASSWORD)).remove(0);
        connect::migrate(std::slice::from_ref(&owner))
            .await
            .map_err(|error| error.in_words(Language::En))?;
        let pool = app::pool(owner.clone());
        demo::load(&pool).await?;
        pool.close().await;
        Ok(Group { server, owner })
    }

    /// A PC that nobody has enrolled.
    pub fn pc(&self, name: &str) -> anyhow::Result<Pc> {
        let folder = self.server.folder().join(name);
        let session = DesktopSession::open(&folder.join("session"))?;
        Ok(Pc { home: folder.join("home"), session })
    }

    /// A code made on the command line.
    pub async fn code(&self, shop: Option<&str>, kind: TerminalKind) -> anyhow::Result<String> {
        let code = new_code(&self.owner, shop, &[kind]).await;
        Ok(code.map_err(|error| error.in_words(Language::En))?.to_string())
    }

    /// What is typed on a PC to enrol it.
    pub fn enrol_words<'a>(&self, code: &'a str) -> Vec<String> {
        let port = self.server.port().to_string();
        let words: [&'a str; 6] = ["enrol", code, "--host", "127.0.0.1", "--database", DATABASE];
        words.into_iter().map(str::to_owned).chain(["--port".to_owned(), port]).collect()
    }
}

/// A home and the session of who works there.
pub struct Pc {
    /// Its home.
    pub home: PathBuf,
    session: DesktopSession,
}

impl Pc {
    /// Types a verb, in French.
    pub fn verb(&self, words: &[String]) -> anyhow::Result<Output> {
        let mut verb = Command::new(env!("CARGO_BIN_EXE_oc-pizza"));
        verb.args(words).env("OC_PIZZA_HOME", &self.home).envs(self.session.variables());
        Ok(verb.env("LC_ALL", "fr_FR.UTF-8").output()?)
    }

    /// Enrols it, as the terminal of that code.
    pub fn enrol(&self, words: &[String], as_code: &str) -> anyhow::Result<()> {
        let done = self.verb(words)?;
        let told = String::from_utf8_lossy(&done.stdout);
        ensure!(done.status.success() && told.contains(as_code), "{done:?}");
        Ok(())
    }

    /// Opens a window, which is told nothing more.
    pub async fn open(&self, kind: WindowKind) -> anyhow::Result<Terminal> {
        Terminal::open_with(kind, &self.home, &self.session.variables(), &[]).await
    }
}
