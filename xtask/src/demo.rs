//! Shows the program at work: on the screen, or as pictures where there is none.

use std::env;
use std::fs;
use std::io::{ErrorKind, Write};
use std::path::{Path, PathBuf};
use std::process::{Child, Command, Stdio};
use std::thread;
use std::time::{Duration, Instant};

use anyhow::{Context, bail, ensure};

use crate::machine::{self, Machine};
use crate::project;
use crate::screens::{self, Profile};
use crate::steps::Steps;
use crate::test::TestCluster;

/// How long what plays the services may take until it answers.
const READY_MAX: Duration = Duration::from_secs(10);

/// Opens a counter and a kitchen; with `screenshots`, walks through them unseen and leaves their
/// pictures in that folder.
pub fn run(steps: &mut Steps, screenshots: Option<&Path>) -> anyhow::Result<()> {
    let displayed = |name: &str| env::var_os(name).is_some_and(|value| !value.is_empty());
    if screenshots.is_none() && !displayed("DISPLAY") && !displayed("WAYLAND_DISPLAY") {
        bail!(
            "there is no display here; for pictures of the windows type: \
             cargo xtask demo --headless --screenshots DIR"
        );
    }
    let machine = Machine::prepare(steps)?;
    screens::build(steps, &machine, Profile::Dev)?;
    match screenshots {
        Some(folder) => take_pictures(steps, folder),
        None => open_windows(steps),
    }
}

fn open_windows(steps: &mut Steps) -> anyhow::Result<()> {
    steps.command("compile the program", &mut project::cargo(&["build"]))?;
    let simulators = ["build", "--package", "simulators"];
    steps.command("compile what plays the services", &mut project::cargo(&simulators))?;
    steps.command("fill the database", &mut embedded(&["init-demo"]))?;
    let services = Played::begin()?;
    // Without a keyring there is no place for what they are signed in at with: the rest goes on.
    if let Err(error) = steps.step("enter the services", || services.enter()) {
        println!("  without services, as long as: {error:#}");
    }
    let windows = ["--window", "counter", "--window", "kitchen"];
    let opened = steps.command("open the counter and the kitchen", &mut embedded(&windows));
    drop(services);
    opened
}

/// The program over a database of its own.
fn embedded(arguments: &[&str]) -> Command {
    let mut command = Command::new(project::target().join("debug/oc-pizza"));
    command.arg("--embedded").args(arguments);
    command
}

/// The services outside, played on this machine for as long as the windows are open.
struct Played {
    process: Child,
    folder: PathBuf,
}

impl Played {
    fn begin() -> anyhow::Result<Self> {
        let folder = project::target().join("demo-services");
        // What an earlier demonstration left says nothing of this one.
        let _ = fs::remove_dir_all(&folder);
        fs::create_dir_all(&folder)?;
        let process =
            Command::new(project::target().join("debug/simulators")).arg(&folder).spawn()?;
        Ok(Self { process, folder })
    }

    /// Enters them as an administrator would.
    fn enter(&self) -> anyhow::Result<()> {
        let secrets = self.left("secrets")?;
        for line in secrets.lines() {
            let (name, value) = line.split_once(' ').context("a secret without a value")?;
            told(&mut embedded(&["secret", "set", name]), value)?;
        }
        told(&mut embedded(&["service", "set"]), &self.left("services")?)
    }

    /// What was left in the folder, as soon as it is.
    fn left(&self, name: &str) -> anyhow::Result<String> {
        let begun = Instant::now();
        loop {
            match fs::read_to_string(self.folder.join(name)) {
                Err(error) if error.kind() == ErrorKind::NotFound => {}
                read => return Ok(read?),
            }
            ensure!(begun.elapsed() < READY_MAX, "what plays the services does not begin");
            thread::sleep(Duration::from_millis(50));
        }
    }
}

impl Drop for Played {
    fn drop(&mut self) {
        // One that has ended by itself is no fault any more.
        let _ = self.process.kill();
        let _ = self.process.wait();
    }
}

/// Runs a command that reads that on its standard input.
fn told(command: &mut Command, what: &str) -> anyhow::Result<()> {
    let mut running = command.stdin(Stdio::piped()).spawn()?;
    running.stdin.take().context("no input")?.write_all(what.as_bytes())?;
    let status = running.wait()?;
    ensure!(status.success(), "{command:?}: {status}");
    Ok(())
}

fn take_pictures(steps: &mut Steps, folder: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(folder)?;
    let driver = machine::tauri_driver(steps)?;
    let cluster = TestCluster::begin()?;
    // The test opens its own displays, one a window: a covered window gives an empty picture.
    let mut tour =
        cluster.cargo(&["test", "--test", "e2e", "--", "tour", "--exact", "--nocapture"]);
    tour.env("OC_PIZZA_TAURI_DRIVER", driver);
    tour.env("OC_PIZZA_SCREENSHOTS", folder.canonicalize()?);
    let toured = steps.command("walk through the windows", &mut tour);
    cluster.remove()?;
    toured?;
    println!("  the pictures are in {}", folder.display());
    Ok(())
}
