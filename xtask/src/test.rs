//! Checks everything, cheapest first; the tests in a real window come last.

use std::fs;
use std::io::ErrorKind;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::thread;
use std::time::Duration;

use anyhow::{bail, ensure};
use serde_json::Value;

use crate::machine::{self, Machine};
use crate::postgresql;
use crate::project::{self, cargo};
use crate::screens::{self, Profile};
use crate::steps::{Steps, run as run_command};
use crate::windows;

/// The test target that opens real windows.
const IN_A_WINDOW: &str = "e2e";

/// Stops at the first step that fails; within the tests, at the end of all of them.
pub fn run(steps: &mut Steps, fast: bool) -> anyhow::Result<()> {
    let machine = Machine::prepare(steps)?;
    steps.command("check the format", &mut cargo(&["fmt", "--all", "--check"]))?;
    check_licences(steps)?;
    // This also shows that the domain compiles for the window.
    screens::build(steps, &machine, Profile::Dev)?;
    let deny_warnings = ["--all-targets", "--", "-D", "warnings"];
    if machine.can_lint_screens() {
        let mut clippy = machine.cargo_for_screens("clippy")?;
        steps.command("lint the screens", clippy.args(deny_warnings))?;
    } else {
        steps.skip("lint the screens", "the toolchain with the wasm target has no clippy");
    }
    steps.command("lint the rest", cargo(&["clippy"]).args(deny_warnings))?;

    let driver = if fast { None } else { Some(machine::tauri_driver(steps)?) };
    let cluster = TestCluster::begin()?;
    let tested = test(steps, &cluster, driver);
    cluster.remove().and(tested)
}

/// The use cases alone, on one version of PostgreSQL.
pub fn run_on_postgresql(steps: &mut Steps, version: u32) -> anyhow::Result<()> {
    let programs = postgresql::programs(steps, version)?;
    let cluster = TestCluster::named(&format!("test-cluster-{version}"))?;
    let mut tests = cluster.cargo(&["test", "--test", "capability"]);
    tests.env("OC_PIZZA_POSTGRESQL", programs);
    // A test makes sure that it is on this version.
    tests.env("OC_PIZZA_POSTGRESQL_VERSION", version.to_string());
    let tested = steps.command(&format!("use cases on PostgreSQL {version}"), &mut tests);
    cluster.remove().and(tested)
}

fn test(steps: &mut Steps, cluster: &TestCluster, driver: Option<PathBuf>) -> anyhow::Result<()> {
    steps.command("examples in the documentation", &mut cargo(&["test", "--doc"]))?;
    // Not among the default members, since the screens are built for the window; their rules are
    // tested where the tests run.
    steps.command("tests of the screens", &mut cargo(&["test", "--package", "oc-pizza-ui"]))?;
    let mut tests = cluster.cargo(&["test", "--no-fail-fast", "--lib", "--bins"]);
    for target in test_targets()?.iter().filter(|target| *target != IN_A_WINDOW) {
        tests.args(["--test", target]);
    }
    let tested = steps.command("tests", &mut tests);
    let Some(driver) = driver else {
        steps.skip("tests in a real window", "--fast was asked for");
        return tested;
    };
    let windows = || {
        let mut tests = cluster.cargo(&["test", "--test", IN_A_WINDOW]);
        tests.env("OC_PIZZA_TAURI_DRIVER", &driver);
        tests
    };
    windows::run(steps, windows).and(tested)
}

/// Asked of cargo, so that a new test file is not forgotten here.
fn test_targets() -> anyhow::Result<Vec<String>> {
    let output = cargo(&["metadata", "--no-deps", "--format-version", "1"]).output()?;
    ensure!(output.status.success(), "cargo metadata: {}", output.status);
    let metadata: Value = serde_json::from_slice(&output.stdout)?;
    let packages = metadata["packages"].as_array().into_iter().flatten();
    let targets = packages.flat_map(|package| package["targets"].as_array().into_iter().flatten());
    Ok(targets
        .filter(|target| target["kind"][0] == "test")
        .filter_map(|target| target["name"].as_str().map(str::to_owned))
        .collect())
}

fn check_licences(steps: &mut Steps) -> anyhow::Result<()> {
    let name = "check licences and sources";
    let found = cargo(&["deny", "--version"]).output()?.status.success();
    if !found {
        steps.skip(name, "cargo-deny is not installed (cargo install cargo-deny)");
        return Ok(());
    }
    // Advisories need a database from elsewhere, and would make yesterday's success fail today.
    steps.command(name, &mut cargo(&["deny", "--offline", "check", "licenses", "bans", "sources"]))
}

/// The PostgreSQL that all tests share. They start it, by `oc_pizza::embedded`; the one who knows
/// when the last of them is done, and stops it, is here.
pub struct TestCluster {
    folder: PathBuf,
}

impl TestCluster {
    /// Names the folder, and clears away what a killed run left in it.
    pub fn begin() -> anyhow::Result<Self> {
        Self::named("test-cluster")
    }

    /// The same under a name of its own: each version of PostgreSQL has its own files.
    pub fn named(name: &str) -> anyhow::Result<Self> {
        let folder = project::target().join(name);
        let cluster = Self { folder };
        cluster.remove()?;
        Ok(cluster)
    }

    /// Cargo, with the tests told where the cluster is.
    pub fn cargo(&self, arguments: &[&str]) -> Command {
        let mut command = cargo(arguments);
        command.env("OC_PIZZA_TEST_CLUSTER", &self.folder);
        command
    }

    /// Stops the server, which for PostgreSQL SIGINT means without waiting for its clients, and
    /// removes the files. They may lie behind a link: see `oc_pizza::embedded`.
    pub fn remove(&self) -> anyhow::Result<()> {
        let home = match self.folder.join("postgresql").canonicalize() {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            home => home?,
        };
        let data = home.join("data");
        let pid_file = fs::read_to_string(data.join("postmaster.pid")).unwrap_or_default();
        let pid = pid_file.lines().next().unwrap_or_default();
        let process = Path::new("/proc").join(pid);
        // The number may be another program's by now; a server works in its data folder.
        let runs = || fs::read_link(process.join("cwd")).is_ok_and(|folder| folder == data);
        if runs() {
            run_command(Command::new("kill").args(["-INT", pid]))?;
        }
        for _ in 0..100 {
            if !runs() {
                fs::remove_dir_all(&home)?;
                return Ok(fs::remove_dir_all(&self.folder)?);
            }
            thread::sleep(Duration::from_millis(100));
        }
        bail!("the tests' PostgreSQL does not stop: {}", home.display());
    }
}
