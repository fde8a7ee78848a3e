//! PostgreSQL's own programs: where the system keeps them, and what to type where it has none.

use std::env;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;

/// What has to be installed before a cluster can be opened.
#[derive(Debug, thiserror::Error)]
pub enum Missing {
    /// No server binaries anywhere.
    #[error("PostgreSQL is not installed; type: sudo apt-get install postgresql")]
    PostgreSql,
    /// Binaries of other major versions only: they cannot read the files.
    #[error(
        "these data were written by PostgreSQL {0}, which is not installed; \
         type: sudo apt-get install postgresql-{0}"
    )]
    Version(u32),
}

/// Names a folder of binaries to take before any other.
const CHOSEN: &str = "OC_PIZZA_POSTGRESQL";

/// The folder of the newest binaries, or of those that can read data of `version`; before them
/// the one named in the environment.
pub(super) fn find(version: Option<u32>) -> Result<PathBuf, Missing> {
    let chosen = env::var_os(CHOSEN).map(PathBuf::from).filter(|bin| is_complete(bin));
    let chosen = chosen.and_then(|bin| Some((major_version(&bin)?, bin)));
    let debian = fs::read_dir("/usr/lib/postgresql").into_iter().flatten();
    let mut found: Vec<(u32, PathBuf)> = debian
        .flatten()
        .filter_map(|entry| {
            let major = entry.file_name().to_str()?.parse().ok()?;
            Some((major, entry.path().join("bin")))
        })
        .filter(|(_, bin)| is_complete(bin))
        .collect();
    found.sort_by_key(|(major, _)| std::cmp::Reverse(*major));
    let path = env::var_os("PATH").unwrap_or_default();
    found.extend(
        env::split_paths(&path)
            .filter(|bin| is_complete(bin))
            .filter_map(|bin| Some((major_version(&bin)?, bin))),
    );
    let missing = version.map_or(Missing::PostgreSql, Missing::Version);
    chosen
        .into_iter()
        .chain(found)
        .find(|(major, _)| version.is_none_or(|wanted| wanted == *major))
        .map(|(_, bin)| bin)
        .ok_or(missing)
}

fn is_complete(bin: &Path) -> bool {
    let programs = ["initdb", "pg_ctl", "postgres"];
    programs.iter().all(|program| bin.join(program).is_file())
}

/// Reads `postgres (PostgreSQL) 15.14 (Debian …)`.
fn major_version(bin: &Path) -> Option<u32> {
    let output = Command::new(bin.join("postgres")).arg("--version").output().ok()?;
    let text = String::from_utf8(output.stdout).ok()?;
    let digits = |c: char| !c.is_ascii_digit();
    text.split(digits).find(|part| !part.is_empty())?.parse().ok()
}
