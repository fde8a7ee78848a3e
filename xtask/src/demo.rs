//! Shows the program at work: on the screen, or as pictures where there is none.

use std::env;
use std::fs;
use std::path::Path;
use std::process::{Child, Command};

use anyhow::bail;

use crate::machine::{self, Machine};
use crate::project;
use crate::screens::{self, Profile};
use crate::steps::Steps;
use crate::test::TestCluster;

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
    let program = project::target().join("debug/oc-pizza");
    let embedded = |arguments: &[&str]| {
        let mut command = Command::new(&program);
        command.arg("--embedded").args(arguments);
        command
    };
    steps.command("fill the database", &mut embedded(&["init-demo"]))?;
    let services = Played::begin()?;
    let windows = ["--window", "counter", "--window", "kitchen"];
    let opened = steps.command("open the counter and the kitchen", &mut embedded(&windows));
    drop(services);
    opened
}

/// The services outside, played on this machine for as long as the windows are open. What is entered at the
/// office to use them is printed.
struct Played(Child);

impl Played {
    fn begin() -> anyhow::Result<Self> {
        Ok(Self(Command::new(project::target().join("debug/simulators")).spawn()?))
    }
}

impl Drop for Played {
    fn drop(&mut self) {
        // One that has ended by itself is no fault any more.
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
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
