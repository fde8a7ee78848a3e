//! Where the project's files are, and cargo called on them.

use std::env;
use std::path::PathBuf;
use std::process::Command;

use anyhow::Context;

/// The root of the repository.
///
/// Asked while running: two clones may share a target folder, and then this binary as well.
pub fn root() -> PathBuf {
    let xtask = env::var_os("CARGO_MANIFEST_DIR").unwrap_or_else(|| "xtask".into());
    PathBuf::from(xtask).join("..")
}

/// Where cargo builds.
pub fn target() -> PathBuf {
    let folder = env::var_os("CARGO_TARGET_DIR").unwrap_or_else(|| "target".into());
    root().join(folder)
}

/// What is worth keeping between two clones of the repository: tools that take long to build.
pub fn tools() -> anyhow::Result<PathBuf> {
    let home = env::home_dir().context("no home folder")?;
    Ok(home.join(".cache/oc-pizza/tools"))
}

/// A command that runs at the root.
pub fn command(program: &str) -> Command {
    let mut command = Command::new(program);
    command.current_dir(root());
    command
}

/// Cargo at the root, thus on all default members: one selection of packages for every task, since
/// another one means other features, and dependencies compiled anew.
pub fn cargo(arguments: &[&str]) -> Command {
    let mut command = command("cargo");
    command.args(arguments);
    command
}
