//! A private PostgreSQL cluster made of the system's own binaries: for the demonstration,
//! for training and for the tests.
//!
//! It listens on a Unix socket only, in a folder that nobody else may enter; that folder is
//! what guards it, so its logins need no password. Its files:
//!
//! ```text
//! <data folder>/postgresql.lock    held while somebody opens, restarts or stops the cluster
//! <data folder>/postgresql/        as root a link to /var/lib/oc-pizza/<hash>
//!     data/                        what initdb makes, with oc_pizza.conf added
//!     postgresql.log  socket/
//! ```
//!
//! PostgreSQL refuses to run as root. Started by root, the cluster belongs to the system's user
//! `postgres`, who cannot enter `/root`: hence the link.
//!
//! Left to others: migrations, roles and the choice between this cluster and a real server.

mod binaries;
mod store;

pub use binaries::Missing;

use std::env;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::ErrorKind;
use std::os::unix::ffi::OsStrExt;
use std::os::unix::fs::{DirBuilderExt, MetadataExt, symlink};
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::Duration;

use anyhow::{Context, bail, ensure};
use sqlx::postgres::{PgConnectOptions, PgConnection, PgSslMode};
use sqlx::{ConnectOptions, Connection};

/// Owner of the cluster and of every database in it.
const SUPERUSER: &str = "oc_pizza";
/// Where a cluster started by root lives.
const ROOT_CLUSTERS: &str = "/var/lib/oc-pizza";
/// The kernel's limit for the path of a socket, without the final zero.
const SOCKET_PATH_BYTES_MAX: usize = 107;
/// PostgreSQL's default port: it names the socket, nothing listens on it.
const SOCKET_FILE: &str = ".s.PGSQL.5432";
/// Long enough for the recovery after a power cut on a slow disk.
const READY_SECONDS_MAX: u32 = 120;

/// A running cluster. Dropping it leaves PostgreSQL running: another process may be attached.
#[derive(Debug)]
pub struct Cluster {
    files: Files,
    bin: PathBuf,
    status: Status,
}

/// Opens the cluster of `data_folder`: makes it when there is none, starts it when it is not
/// running, attaches to it otherwise. Blocks, for some seconds the first time.
///
/// # Errors
/// [`Missing`] when PostgreSQL has to be installed; otherwise what its programs answered.
pub fn open(data_folder: &Path) -> anyhow::Result<Cluster> {
    Cluster::open_with(data_folder, &[])
}

impl Cluster {
    /// Like [`open`], with settings of `postgresql.conf`. A cluster that already runs keeps the
    /// settings it was started with.
    ///
    /// # Errors
    /// Those of [`open`].
    pub fn open_with(data_folder: &Path, settings: &[(&str, &str)]) -> anyhow::Result<Self> {
        let files = Files::prepare(data_folder)?;
        let _lock = files.lock()?;
        let bin = binaries::find(files.version()?)?;
        if files.version()?.is_none() {
            files.initialise(&bin)?;
        }
        if !files.is_running()? {
            files.configure(settings)?;
            files.pg_ctl(&bin, &["start"])?;
        }
        let status = files.wait_until_ready()?;
        Ok(Self { files, bin, status })
    }

    /// The folder of the Unix socket.
    pub fn socket_folder(&self) -> &Path {
        &self.status.socket_folder
    }

    /// The superuser's name.
    pub fn user(&self) -> &str {
        SUPERUSER
    }

    /// Process id of the server when it was opened or last restarted here.
    pub fn postmaster_pid(&self) -> u32 {
        self.status.pid
    }

    /// How to reach `database` as the superuser.
    pub fn connect_options(&self, database: &str) -> PgConnectOptions {
        PgConnectOptions::new_without_pgpass()
            .socket(self.socket_folder())
            // Asking for TLS on a socket would cost each connecting a round trip.
            .ssl_mode(PgSslMode::Disable)
            .port(5432)
            .username(SUPERUSER)
            .database(database)
    }

    /// Creates the database `name` unless it exists.
    ///
    /// # Errors
    /// When the server cannot be reached or refuses.
    pub async fn ensure_database(&self, name: &str) -> anyhow::Result<()> {
        let mut connection: PgConnection = self.connect_options("postgres").connect().await?;
        store::ensure_database(&mut connection, name).await?;
        Ok(connection.close().await?)
    }

    /// Stops and starts the server; its connections are cut.
    ///
    /// # Errors
    /// When PostgreSQL does not stop or does not come back.
    pub fn restart(&mut self) -> anyhow::Result<()> {
        let _lock = self.files.lock()?;
        self.files.pg_ctl(&self.bin, &["restart", "-m", "fast"])?;
        self.status = self.files.wait_until_ready()?;
        Ok(())
    }

    /// Stops the server, cutting whoever is connected. No error when it is stopped already.
    ///
    /// # Errors
    /// When PostgreSQL does not stop.
    pub fn stop(self) -> anyhow::Result<()> {
        let _lock = self.files.lock()?;
        if self.files.is_running()? {
            self.files.pg_ctl(&self.bin, &["stop", "-m", "fast"])?;
        }
        Ok(())
    }

    /// Stops the server and removes all its data.
    ///
    /// # Errors
    /// When PostgreSQL does not stop or a file cannot be removed.
    pub fn remove(self) -> anyhow::Result<()> {
        let (files, socket_folder) = (self.files.clone(), self.status.socket_folder.clone());
        self.stop()?;
        fs::remove_dir_all(&files.home)?;
        if files.link.is_symlink() {
            fs::remove_file(&files.link)?;
        }
        if socket_folder.exists() {
            fs::remove_dir(socket_folder)?;
        }
        Ok(())
    }
}

/// Where the cluster's files are, and who owns them.
#[derive(Debug, Clone)]
struct Files {
    /// `postgresql` in the data folder.
    link: PathBuf,
    /// The same folder with every link resolved.
    home: PathBuf,
    as_root: bool,
}

/// What the server writes about itself in `postmaster.pid`.
#[derive(Debug)]
struct Status {
    pid: u32,
    socket_folder: PathBuf,
    ready: bool,
}

impl Files {
    fn prepare(data_folder: &Path) -> anyhow::Result<Self> {
        make_private_folder(data_folder)?;
        let data_folder = data_folder.canonicalize()?;
        let link = data_folder.join("postgresql");
        let as_root = effective_user()? == 0;
        if as_root {
            let target = fs::read_link(&link)
                .unwrap_or_else(|_| Path::new(ROOT_CLUSTERS).join(hash(&data_folder)));
            let install = ["-d", "-o", "postgres", "-g", "postgres", "-m", "0700"];
            // Without the package there is no user `postgres` to give the folder to.
            run(Command::new("install").args(install).arg(&target)).context(Missing::PostgreSql)?;
            match symlink(&target, &link) {
                Err(error) if error.kind() != ErrorKind::AlreadyExists => return Err(error.into()),
                _ => {}
            }
        } else {
            make_private_folder(&link)?;
        }
        ensure!(
            link.is_symlink() == as_root,
            "{} was made by {}: start the program as the same user",
            link.display(),
            if as_root { "an ordinary user" } else { "root" }
        );
        let home = link.canonicalize()?;
        Ok(Self { link, home, as_root })
    }

    fn data(&self) -> PathBuf {
        self.home.join("data")
    }

    fn log(&self) -> PathBuf {
        self.home.join("postgresql.log")
    }

    /// Waits for its turn; the lock falls with the value, or with the process.
    fn lock(&self) -> anyhow::Result<File> {
        let file = File::create(self.link.with_extension("lock"))?;
        file.lock()?;
        Ok(file)
    }

    /// Major version of the data, `None` before `initdb`.
    fn version(&self) -> anyhow::Result<Option<u32>> {
        match fs::read_to_string(self.data().join("PG_VERSION")) {
            Ok(text) => Ok(Some(text.trim().parse().context("PG_VERSION")?)),
            Err(error) if error.kind() == ErrorKind::NotFound => Ok(None),
            Err(error) => Err(error).context("PG_VERSION"),
        }
    }

    /// Made beside its place and then renamed: a half-made cluster is never taken for a whole one.
    fn initialise(&self, bin: &Path) -> anyhow::Result<()> {
        let unfinished = self.home.join("data.new");
        let initdb = |locale: &str| {
            if unfinished.exists() {
                fs::remove_dir_all(&unfinished)?;
            }
            let mut command = self.command(&bin.join("initdb"));
            command.args(["-D", "data.new"]);
            command.args(["-U", SUPERUSER, "-E", "UTF8", "--locale", locale]);
            run(command.args(["--auth-local=trust", "--auth-host=reject"]))
        };
        // Not every system has C.UTF-8; plain C sorts the same and lacks only upper and lower case
        // of accented letters.
        initdb("C.UTF-8").or_else(|_| initdb("C"))?;
        let configuration = unfinished.join("postgresql.conf");
        let mut text = fs::read_to_string(&configuration)?;
        text.push_str("\ninclude_if_exists = 'oc_pizza.conf'\n");
        fs::write(&configuration, text)?;
        Ok(fs::rename(&unfinished, self.data())?)
    }

    /// Written before each start, so that a folder that moved keeps working.
    fn configure(&self, settings: &[(&str, &str)]) -> anyhow::Result<()> {
        let socket_folder = self.make_socket_folder()?;
        let socket_folder = socket_folder.to_str().context("the folder's name is not UTF-8")?;
        let fixed = [
            ("listen_addresses", ""),
            ("port", "5432"),
            ("unix_socket_directories", socket_folder),
        ];
        let line = |(name, value): &(&str, &str)| {
            let value = value.replace('\\', "\\\\").replace('\'', "''");
            format!("{name} = '{value}'\n")
        };
        let text: String = settings.iter().chain(&fixed).map(line).collect();
        Ok(fs::write(self.data().join("oc_pizza.conf"), text)?)
    }

    fn make_socket_folder(&self) -> anyhow::Result<PathBuf> {
        let near = self.home.join("socket");
        let fits = near.join(SOCKET_FILE).as_os_str().len() <= SOCKET_PATH_BYTES_MAX;
        // PostgreSQL reads a list here and has no way to quote a comma.
        if fits && !near.as_os_str().as_bytes().contains(&b',') {
            run(self.command(Path::new("mkdir")).args(["-p", "-m", "0700"]).arg(&near))?;
            return Ok(near);
        }
        // Only an ordinary user's folder can be long: root's is ROOT_CLUSTERS.
        let parent = env::var_os("XDG_RUNTIME_DIR")
            .map(PathBuf::from)
            .filter(|folder| folder.is_absolute())
            .unwrap_or_else(|| "/tmp".into());
        let short = parent.join(format!("oc-pizza-{}", hash(&self.home)));
        make_private_folder(&short)?;
        // In /tmp anybody could have made the folder before us, to listen in our place.
        let found = fs::symlink_metadata(&short)?;
        ensure!(
            found.is_dir() && found.uid() == effective_user()? && found.mode() & 0o077 == 0,
            "{} belongs to somebody else or is open to others; remove it",
            short.display()
        );
        Ok(short)
    }

    fn status(&self) -> anyhow::Result<Option<Status>> {
        let text = match fs::read_to_string(self.data().join("postmaster.pid")) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(None),
            other => other.context("postmaster.pid")?,
        };
        // Lines: pid, data folder, start, port, socket folder, address, shared memory, status.
        let lines: Vec<&str> = text.lines().map(str::trim).collect();
        let Some(pid) = lines.first().and_then(|line| line.parse().ok()) else {
            return Ok(None);
        };
        Ok(Some(Status {
            pid,
            socket_folder: lines.get(4).copied().unwrap_or_default().into(),
            ready: lines.get(7) == Some(&"ready"),
        }))
    }

    /// Whether the process named in `postmaster.pid` is this cluster's server.
    ///
    /// After a power cut that number often belongs to some other program, and PostgreSQL would
    /// then refuse to start: so such a file is removed. One whose process is gone stays, since
    /// the server reads in it whether children of a killed server are still at work.
    fn is_running(&self) -> anyhow::Result<bool> {
        let Some(status) = self.status()? else {
            return Ok(false);
        };
        let process = PathBuf::from(format!("/proc/{}", status.pid));
        let ours = self.is_home_of(&process);
        if !ours && process.exists() {
            // Or it belongs to a dead server that nobody has buried, whose children still work.
            while fs::read_dir("/proc")?.flatten().any(|other| self.is_home_of(&other.path())) {
                thread::sleep(Duration::from_millis(50));
            }
            // A server that was only just stopping has removed it by itself.
            match fs::remove_file(self.data().join("postmaster.pid")) {
                Err(error) if error.kind() != ErrorKind::NotFound => return Err(error.into()),
                _ => {}
            }
        }
        Ok(ours)
    }

    /// Servers work in their data folder; other users' processes do not even let us look.
    fn is_home_of(&self, process: &Path) -> bool {
        fs::read_link(process.join("cwd")).is_ok_and(|folder| folder == self.data())
    }

    fn wait_until_ready(&self) -> anyhow::Result<Status> {
        let pause = Duration::from_millis(50);
        for _ in 0..READY_SECONDS_MAX * 20 {
            match self.status()? {
                Some(status) if status.ready => return Ok(status),
                Some(_) if self.is_running()? => thread::sleep(pause),
                _ => break,
            }
        }
        bail!("PostgreSQL did not get ready; see {}", self.log().display());
    }

    /// Runs `pg_ctl`, waiting until what it does is done.
    fn pg_ctl(&self, bin: &Path, verb: &[&str]) -> anyhow::Result<()> {
        let attempt = || {
            let mut command = self.command(&bin.join("pg_ctl"));
            command.args(verb).args(["-D", "data"]);
            command.args(["-w", "-t", &READY_SECONDS_MAX.to_string()]);
            if verb[0] != "stop" {
                command.args(["-l", "postgresql.log"]);
            }
            run(&mut command).with_context(|| format!("see {}", self.log().display()))
        };
        // The children of a killed server need a moment to see that it is gone; until then they
        // hold its shared memory and a new server refuses to start.
        for _ in 0..5 {
            match attempt() {
                Err(_) if !self.is_running()? => thread::sleep(Duration::from_millis(500)),
                done => return done,
            }
        }
        attempt()
    }

    /// A command that runs as the owner of the files and in their folder: `pg_ctl` hands the paths
    /// it is given to a shell, and the names of folders above are not ours to choose.
    fn command(&self, program: &Path) -> Command {
        let mut command = if self.as_root {
            let mut command = Command::new("runuser");
            command.args(["-u", "postgres", "--"]).arg(program);
            command
        } else {
            Command::new(program)
        };
        command.current_dir(&self.home);
        // What it answers may end up in an error of ours, whose readers want one language.
        command.env("LC_ALL", "C");
        command
    }
}

fn effective_user() -> anyhow::Result<u32> {
    Ok(fs::metadata("/proc/self")?.uid())
}

fn make_private_folder(folder: &Path) -> anyhow::Result<()> {
    fs::DirBuilder::new()
        .recursive(true)
        .mode(0o700)
        .create(folder)
        .with_context(|| format!("making the folder {}", folder.display()))
}

/// FNV-1a. It names folders that outlive this build, so it must be the same in all of them, which
/// the standard library does not promise of its own hash.
fn hash(path: &Path) -> String {
    let step = |hash: u64, byte: &u8| (hash ^ u64::from(*byte)).wrapping_mul(0x0100_0000_01b3);
    let bytes = path.as_os_str().as_bytes();
    format!("{:016x}", bytes.iter().fold(0xcbf2_9ce4_8422_2325, step))
}

/// Runs a command to its end; on failure its own words become the error.
fn run(command: &mut Command) -> anyhow::Result<()> {
    let output = command
        .output()
        .with_context(|| format!("starting {}", command.get_program().display()))?;
    if output.status.success() {
        return Ok(());
    }
    let arguments: Vec<&OsStr> = command.get_args().collect();
    bail!(
        "{} {} failed ({}): {}{}",
        command.get_program().display(),
        arguments.join(OsStr::new(" ")).display(),
        output.status,
        String::from_utf8_lossy(&output.stdout).trim(),
        String::from_utf8_lossy(&output.stderr).trim(),
    );
}

#[cfg(test)]
mod tests {
    use super::*;

    const FAST: &[(&str, &str)] = &[("fsync", "off"), ("shared_buffers", "8MB")];

    async fn answer(cluster: &Cluster) -> anyhow::Result<i32> {
        let mut connection: PgConnection = cluster.connect_options("shop \"1\"").connect().await?;
        Ok(sqlx::query_scalar("SELECT 42").fetch_one(&mut connection).await?)
    }

    #[tokio::test]
    async fn survives_what_a_shop_does_to_it() -> anyhow::Result<()> {
        let folder = tempfile::tempdir()?;
        let open = || Cluster::open_with(folder.path(), FAST);
        // A first try that was killed half-way.
        let files = Files::prepare(folder.path())?;
        let unfinished = files.home.join("data.new");
        fs::create_dir(&unfinished)?;
        fs::write(unfinished.join("PG_VERSION"), "15\n")?;

        let opened = thread::scope(|scope| {
            let openers: Vec<_> = (0..3).map(|_| scope.spawn(open)).collect();
            openers.into_iter().map(|opener| opener.join()).collect::<Vec<_>>()
        });
        let mut pids = Vec::new();
        for cluster in opened {
            let cluster = cluster.map_err(|_| anyhow::anyhow!("an opener panicked"))??;
            cluster.ensure_database("shop \"1\"").await?;
            assert_eq!(answer(&cluster).await?, 42);
            pids.push(cluster.postmaster_pid());
        }
        pids.dedup();
        assert_eq!(pids.len(), 1, "three openers, one server");

        run(Command::new("kill").args(["-9", &pids[0].to_string()]))?;
        // The signal is sent before it is obeyed.
        while files.is_running()? {
            thread::sleep(Duration::from_millis(10));
        }
        let mut cluster = open()?;
        assert_ne!(cluster.postmaster_pid(), pids[0]);
        assert_eq!(answer(&cluster).await?, 42);

        cluster.restart()?;
        assert_eq!(answer(&cluster).await?, 42);
        let pid_file = files.data().join("postmaster.pid");
        cluster.stop()?;

        // A power cut, after which the server's number went to another program: this test.
        fs::write(&pid_file, format!("{}\n/elsewhere\n", std::process::id()))?;
        let cluster = open()?;
        assert_eq!(answer(&cluster).await?, 42);
        cluster.remove()?;
        assert!(!files.home.exists());
        Ok(())
    }

    #[test]
    fn names_of_folders_never_change() {
        assert_eq!(hash(Path::new("a")), "af63dc4c8601ec8c");
    }
}
