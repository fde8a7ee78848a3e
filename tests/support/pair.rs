//! A primary and its synchronous standby, each a PostgreSQL of its own on a Unix socket.

use super::database::a_uuid;
use super::queue::STOCK_UP;
use oc_pizza::app::{self, App, Identity};
use oc_pizza::demo;
use oc_pizza::embedded::{self, Cluster};
use oc_pizza::home::Home;
use oc_pizza::server::Place;
use sqlx::postgres::PgConnectOptions;
use sqlx::{AssertSqlSafe, ConnectOptions, Executor};
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::Duration;
use tempfile::TempDir;
use tokio::time::sleep;

/// The database of a pair.
pub const DATABASE: &str = "pair";

/// The two servers of one test. Dropping them removes them.
pub struct Pair {
    folder: TempDir,
    /// The first one, and the one that copies it: none while it is down.
    servers: [Option<Cluster>; 2],
    sockets: [PathBuf; 2],
    /// Which of them is the primary, or was it when it was killed.
    primary: usize,
}

/// Their folders.
const NAMES: [&str; 2] = ["first", "second"];

impl Pair {
    /// Makes both, with the demonstration's data.
    pub async fn start() -> Pair {
        let folder = tempfile::tempdir().expect("a folder");
        let first = open(&folder.path().join("first"), &[]);
        first.ensure_database(DATABASE).await.expect("a database");
        let pool = app::pool(first.connect_options(DATABASE));
        app::migrate(&pool).await.expect("the migrations apply");
        demo::load(&pool).await.expect("the demo data loads");
        sqlx::query(STOCK_UP).execute(&pool).await.expect("plenty of stock");
        pool.close().await;
        // An empty server makes the place of the other.
        open(&folder.path().join("second"), &[]).stop().expect("stopped");
        let sockets = [first.socket_folder().to_owned(), PathBuf::new()];
        let mut pair = Pair { folder, servers: [Some(first), None], sockets, primary: 0 };
        pair.copy().await;
        pair
    }

    /// Makes the one that is no primary a standby: the primary's files, copied while that is stopped.
    /// (`pg_basebackup` would do the same with it running, and `pg_rewind` with less to copy, but not
    /// every version's programs that we test on have them.)
    pub async fn copy(&mut self) {
        let (from, to) = (self.primary, 1 - self.primary);
        let conninfo = self.conninfo();
        self.stop(from);
        let data = NAMES.map(|name| {
            let home = self.folder.path().join(name).join("postgresql");
            home.canonicalize().expect("its home").join("data")
        });
        fs::remove_dir_all(&data[to]).expect("removed");
        let copied = Command::new("cp").arg("-a").args([&data[from], &data[to]]).status();
        assert!(copied.expect("cp").success());
        fs::write(data[to].join("standby.signal"), "").expect("a standby");
        self.start_again(from);
        let standby = open(&self.folder.path().join(NAMES[to]), &[("primary_conninfo", &conninfo)]);
        self.sockets[to] = standby.socket_folder().to_owned();
        self.servers[to] = Some(standby);
        self.type_in(from, "ALTER SYSTEM SET synchronous_standby_names = '*'").await;
        self.type_in(from, "SELECT pg_reload_conf()").await;
        self.wait_for_standby(from).await;
    }

    /// Until the standby has all that was ever confirmed: the primary may be killed from then on.
    async fn wait_for_standby(&self, primary: usize) {
        let mut server = self.options(primary).connect().await.expect("let in");
        loop {
            // The servers read their settings again a moment after they were told to.
            sleep(Duration::from_millis(200)).await;
            let has_all = "SELECT EXISTS (SELECT FROM pg_stat_replication
                 WHERE sync_state = 'sync' AND flush_lsn >= pg_current_wal_flush_lsn())";
            let has_all = sqlx::query_scalar(has_all).fetch_one(&mut server).await;
            if has_all.expect("the standbys") {
                return;
            }
        }
    }

    /// A terminal that knows these hosts.
    pub fn terminal(&self, name: &str, hosts: &str) -> App {
        let home = Home::at(&self.folder.path().join(a_uuid().to_string())).expect("a home");
        let variable = |variable: &'static str| match variable {
            "DATABASE_NAME" => Some(DATABASE.to_owned()),
            "DATABASE_USER" => Some(self.user().to_owned()),
            "DATABASE_HOST" => Some(hosts.to_owned()),
            _ => None,
        };
        let place = Place::find(&home, variable).expect("a place");
        let shop_code = Some("MOZ1".to_owned());
        App::at(place, Identity { terminal: a_uuid(), name: name.to_owned(), shop_code })
    }

    /// Both hosts, as people write them.
    pub fn hosts(&self) -> String {
        format!("{}, {}", self.sockets[0].display(), self.sockets[1].display())
    }

    /// Which of them is the primary.
    pub fn primary(&self) -> usize {
        self.primary
    }

    /// The folder of the socket of each.
    pub fn sockets(&self) -> &[PathBuf; 2] {
        &self.sockets
    }

    fn user(&self) -> &str {
        self.servers.iter().flatten().next().expect("one runs").user()
    }

    /// How to reach one of them as its administrator.
    pub fn options(&self, which: usize) -> PgConnectOptions {
        self.servers[which].as_ref().expect("it runs").connect_options(DATABASE)
    }

    /// Types a statement at one of them, as its administrator.
    pub async fn type_in(&self, which: usize, statement: &str) {
        let mut server = self.options(which).connect().await.expect("let in");
        server.execute(AssertSqlSafe(statement.to_owned())).await.expect(statement);
    }

    /// Kills it with all it was doing, as a power cut does.
    pub fn kill(&mut self, which: usize) {
        let server = self.servers[which].take().expect("it runs");
        let pid = server.postmaster_pid().to_string();
        let killed = Command::new("kill").args(["-9", &pid]).status().expect("kill");
        assert!(killed.success());
    }

    /// Stops it in good order.
    pub fn stop(&mut self, which: usize) {
        self.servers[which].take().expect("it runs").stop().expect("stopped");
    }

    /// Starts it again as it was.
    pub fn start_again(&mut self, which: usize) {
        let conninfo = (which != self.primary).then(|| self.conninfo());
        let settings: Vec<_> = conninfo.iter().map(|it| ("primary_conninfo", it.as_str())).collect();
        self.servers[which] = Some(open(&self.folder.path().join(NAMES[which]), &settings));
    }

    /// How the standby reaches the primary.
    fn conninfo(&self) -> String {
        format!("host={} user={}", self.sockets[self.primary].display(), self.user())
    }

    /// Stops and starts it.
    pub fn restart(&mut self, which: usize) {
        self.servers[which].as_mut().expect("it runs").restart().expect("restarted");
    }

    /// Makes the standby the primary.
    pub async fn promote(&mut self) {
        self.primary = 1 - self.primary;
        self.type_in(self.primary, "SELECT pg_promote()").await;
        // Nobody copies it: it would wait for ever.
        self.type_in(self.primary, "ALTER SYSTEM SET synchronous_standby_names = ''").await;
        self.type_in(self.primary, "SELECT pg_reload_conf()").await;
    }
}

impl Drop for Pair {
    fn drop(&mut self) {
        for (which, name) in NAMES.into_iter().enumerate() {
            // What was killed is removed as well: it is opened for that.
            let opened = || embedded::open(&self.folder.path().join(name)).ok();
            let removed = self.servers[which].take().or_else(opened).map(Cluster::remove);
            if let Some(Err(error)) = removed {
                eprintln!("a server of the pair stays behind: {error:#}");
            }
        }
    }
}

fn open(folder: &Path, settings: &[(&str, &str)]) -> Cluster {
    // What is killed leaves its pages to the system, which lives on.
    let small = [("shared_buffers", "16MB"), ("max_connections", "60"), ("fsync", "off")];
    let settings: Vec<_> = small.iter().chain(settings).copied().collect();
    Cluster::open_with(folder, &settings).expect("a server")
}

/// How long a promotion may take to be followed.
pub const FOLLOWED_MAX: Duration = Duration::from_secs(10);
