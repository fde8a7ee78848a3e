//! The processes behind a window: a display and a driver. They end when they are dropped, and
//! with them whatever they started; so they do when the tests end without dropping anything.

use anyhow::{Context, ensure};
use std::env;
use std::ffi::OsStr;
use std::fs::{self, File};
use std::io::{BufRead, BufReader, ErrorKind};
use std::net::{Ipv4Addr, TcpListener};
use std::os::unix::process::CommandExt;
use std::path::{Path, PathBuf};
use std::process::{Child, ChildStdin, ChildStdout, Command, Stdio};
use std::time::{Duration, Instant};
use tokio::net::TcpStream;
use tokio::time::sleep;

/// A driver that takes longer to listen does not start.
const LISTENING_MAX: Duration = Duration::from_secs(20);
const LOOK_AGAIN_AFTER: Duration = Duration::from_millis(20);

/// What would tell the program more than the test does.
const INHERITED: [&str; 8] = [
    "DATABASE_NAME",
    "DATABASE_USER",
    "DATABASE_PASSWORD",
    "DATABASE_HOST",
    "DATABASE_PORT",
    "DATABASE_TLS",
    "DATABASE_CA_FILE",
    "WAYLAND_DISPLAY",
];

/// A process and its descendants, and the signal that ends them.
pub struct Family {
    first: Child,
    signal: &'static str,
}

impl Family {
    /// Starts the first of it.
    pub fn start(command: &mut Command, signal: &'static str) -> anyhow::Result<Family> {
        Family::begin(command.stdin(Stdio::null()), signal)
    }

    /// The same with an input to write to.
    pub fn start_fed(command: &mut Command, signal: &'static str) -> anyhow::Result<Family> {
        Family::begin(command.stdin(Stdio::piped()), signal)
    }

    fn begin(command: &mut Command, signal: &'static str) -> anyhow::Result<Family> {
        let started = command.process_group(0).spawn();
        let first = started.with_context(|| format!("starting {command:?}"))?;
        Ok(Family { first, signal })
    }

    /// The input of the first; it ends when what is returned is dropped.
    pub fn input(&mut self) -> Option<ChildStdin> {
        self.first.stdin.take()
    }

    /// What the first prints.
    pub fn output(&mut self) -> Option<ChildStdout> {
        self.first.stdout.take()
    }
}

/// A program that is asked to end when the thread that starts it ends: at Ctrl-C nobody drops
/// anything. A test starts and drops its processes in the one thread it has.
fn tied(program: impl AsRef<OsStr>) -> Command {
    let mut command = Command::new("setpriv");
    command.args(["--pdeathsig", "TERM"]).arg(program);
    command
}

impl Drop for Family {
    fn drop(&mut self) {
        // Its group bears its number: nobody else is hit. What cannot be ended or waited for has
        // ended already.
        let group = format!("-{}", self.first.id());
        let _ = Command::new("kill").args(["-s", self.signal, "--", &group]).status();
        let _ = self.first.wait();
    }
}

/// A screen that exists in memory only.
pub struct Display {
    name: String,
    _server: Family,
}

impl Display {
    /// Opens a screen of that size under a number that is free.
    pub fn open((width, height): (u32, u32)) -> anyhow::Result<Display> {
        let size = format!("{width}x{height}x24");
        let mut command = tied("Xvfb");
        // The server writes the number it found to its standard output.
        command.args(["-displayfd", "1", "-nolisten", "tcp", "-screen", "0", &size]);
        command.stdout(Stdio::piped()).stderr(Stdio::null());
        // Asked to end, it takes the files away that mark its number as taken.
        let mut server = Family::start(&mut command, "TERM")?;
        let output = server.output().context("Xvfb has no output")?;
        let mut number = String::new();
        BufReader::new(output).read_line(&mut number)?;
        ensure!(!number.is_empty(), "Xvfb did not start");
        Ok(Display { name: format!(":{}", number.trim()), _server: server })
    }

    /// Its name in `DISPLAY`.
    pub fn name(&self) -> &str {
        &self.name
    }
}

/// A `tauri-driver`, which starts the program and passes WebDriver commands on to its window.
pub struct Driver {
    port: u16,
    log: PathBuf,
    family: Family,
}

impl Driver {
    /// Starts one, and waits until it listens. The program inherits where its home and its screen
    /// are, and the variables; what both print goes to `driver.log` in the home.
    pub async fn start(
        display: &Display,
        home: &Path,
        variables: &[(&'static str, String)],
    ) -> anyhow::Result<Driver> {
        let (port, native_port) = (free_port()?, free_port()?);
        let log = home.join("driver.log");
        let printed = File::create(&log)?;
        let mut command = tied(program());
        command.args(["--port", &port.to_string(), "--native-port", &native_port.to_string()]);
        command.env("DISPLAY", display.name()).env("OC_PIZZA_HOME", home);
        for inherited in INHERITED {
            command.env_remove(inherited);
        }
        command.envs(variables.iter().map(|(name, value)| (name, value)));
        // There is no graphics card behind such a screen.
        command.env("LIBGL_ALWAYS_SOFTWARE", "1").env("WEBKIT_DISABLE_DMABUF_RENDERER", "1");
        command.stdout(printed.try_clone()?).stderr(printed);
        let family = Family::start(&mut command, "KILL")?;
        for port in [port, native_port] {
            listening(port).await.with_context(|| format!("{command:?}"))?;
        }
        Ok(Driver { port, log, family })
    }

    /// What it and the program have printed so far.
    pub fn printed(&self) -> String {
        fs::read_to_string(&self.log).unwrap_or_else(|error| error.to_string())
    }

    /// Ends the process that draws the program's window, as a fault of it would.
    pub fn kill_browser(&self) -> anyhow::Result<()> {
        let group = self.family.first.id().to_string();
        let mut kill = Command::new("pkill");
        // The kernel cuts a process's name after fifteen characters.
        let killed = kill.args(["-KILL", "-g", &group, "-x", "WebKitWebProces"]).status()?;
        ensure!(killed.success(), "no window's browser in the group {group}");
        Ok(())
    }

    /// Where it listens.
    pub fn port(&self) -> u16 {
        self.port
    }
}

/// The driver named in the environment, the one `cargo xtask` installs, or one on the path.
fn program() -> PathBuf {
    if let Some(named) = env::var_os("OC_PIZZA_TAURI_DRIVER") {
        return named.into();
    }
    let home = env::home_dir().unwrap_or_default();
    [".cache/oc-pizza/tools/bin", ".cargo/bin"]
        .map(|folder| home.join(folder).join("tauri-driver"))
        .into_iter()
        .find(|program| program.exists())
        .unwrap_or_else(|| "tauri-driver".into())
}

/// A port nobody listens on; the kernel does not hand the same one out again soon.
fn free_port() -> anyhow::Result<u16> {
    Ok(TcpListener::bind((Ipv4Addr::LOCALHOST, 0))?.local_addr()?.port())
}

async fn listening(port: u16) -> anyhow::Result<()> {
    let since = Instant::now();
    loop {
        match TcpStream::connect((Ipv4Addr::LOCALHOST, port)).await {
            Err(error) if error.kind() == ErrorKind::ConnectionRefused => {
                ensure!(since.elapsed() < LISTENING_MAX, "nobody listens on port {port}");
                sleep(LOOK_AGAIN_AFTER).await;
            }
            connected => return Ok(connected.map(drop)?),
        }
    }
}
