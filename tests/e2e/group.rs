//! A group's server whose terminals have logins of their own, and PCs to be enrolled at it.

use crate::database::manual;
use crate::group_server::GroupServer;
use crate::windows::Terminal;
use crate::windows::keyring::DesktopSession;
use anyhow::{Context, ensure};
use domain::Language;
use domain::server::ServerSettings;
use domain::shops::WindowKind;
use domain::terminals::{TerminalKind, mends};
use oc_pizza::server::connect;
use oc_pizza::{app, demo};
use sqlx::postgres::PgConnectOptions;
use std::fs;
use std::io::Write;
use std::path::{Path, PathBuf};
use std::process::{Command, Output, Stdio};
use std::rc::Rc;

/// Its database.
pub const DATABASE: &str = "erp_oc_pizza_database";
const USER: &str = "db_user";
const PASSWORD: &str = "db_password";

/// The server, with the demonstration's shops.
pub struct Group {
    server: GroupServer,
    administrator: Pc,
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
        let administrator = Pc::in_folder(&server.folder().join("administrator"))?;
        Ok(Group { server, administrator, owner })
    }

    /// A PC that nobody has enrolled.
    pub fn pc(&self, name: &str) -> anyhow::Result<Pc> {
        Pc::in_folder(&self.server.folder().join(name))
    }

    /// The program at the administrator's PC, which has the owner's login.
    fn as_administrator(&self) -> Command {
        let mut verb = self.administrator.command();
        verb.env("DATABASE_NAME", DATABASE).env("DATABASE_USER", USER);
        verb.env("DATABASE_PASSWORD", PASSWORD).env("DATABASE_HOST", "127.0.0.1");
        verb.env("DATABASE_PORT", self.server.port().to_string());
        verb
    }

    /// Sets one of the group's secrets on the command line of the administrator's PC, which has the group's
    /// key since the first code.
    pub fn set_secret(&self, name: &str, value: &str) -> anyhow::Result<()> {
        self.types(&["secret", "set", name], value)
    }

    /// Enters a service there, as `oc-pizza service list` prints it.
    pub fn enter_service(&self, line: &str) -> anyhow::Result<()> {
        self.types(&["service", "set"], line)
    }

    fn types(&self, words: &[&str], value: &str) -> anyhow::Result<()> {
        let mut verb = self.as_administrator();
        verb.args(words);
        verb.stdin(Stdio::piped()).stdout(Stdio::piped()).stderr(Stdio::piped());
        let mut running = verb.spawn()?;
        let mut input = running.stdin.take().context("its input")?;
        writeln!(input, "{value}")?;
        drop(input);
        let done = running.wait_with_output()?;
        ensure!(done.status.success(), "{done:?}");
        Ok(())
    }

    /// A code made on the command line of the administrator's PC, where the group's key is made
    /// with the first one.
    pub fn code(&self, shop: Option<&str>, kind: TerminalKind) -> anyhow::Result<String> {
        let mut verb = self.as_administrator();
        verb.args(["terminals", "--new-code", "--kinds", kind.word()]);
        let made = verb.args(shop.into_iter().flat_map(|shop| ["--shop", shop])).output()?;
        ensure!(made.status.success(), "{made:?}");
        let made = String::from_utf8(made.stdout)?;
        Ok(made.lines().next().context("a code")?.to_owned())
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
    session: Rc<DesktopSession>,
}

impl Pc {
    fn in_folder(folder: &Path) -> anyhow::Result<Pc> {
        let session = Rc::new(DesktopSession::open(&folder.join("session"))?);
        Ok(Pc { home: folder.join("home"), session })
    }

    /// A second home beside it, as somebody copies it: within the same session.
    pub fn copied(&self, name: &str) -> anyhow::Result<Pc> {
        let home = self.home.with_file_name(name);
        fs::create_dir(&home)?;
        fs::copy(self.home.join("config.toml"), home.join("config.toml"))?;
        Ok(Pc { home, session: Rc::clone(&self.session) })
    }

    fn command(&self) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_oc-pizza"));
        command.env("OC_PIZZA_HOME", &self.home).envs(self.session.variables());
        command.env("LC_ALL", "fr_FR.UTF-8");
        command
    }

    /// Types a verb, in French.
    pub fn verb(&self, words: &[String]) -> anyhow::Result<Output> {
        Ok(self.command().args(words).output()?)
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
