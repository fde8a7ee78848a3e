//! The SQLite files of this PC: each is opened alike, checked whole, put aside where it is damaged, and left
//! alone where a newer program has written it. What is in one is its owner's ([`crate::journal`],
//! [`crate::printing`], [`crate::payments`]).

mod store;

pub use store::{Connection, Layout, is_damaged, is_full, opened, options};

use anyhow::Context;
use chrono::{DateTime, Utc};
use std::fs;
use std::path::{Path, PathBuf};

/// Why a file is not open.
pub enum Unopened {
    /// It cannot be read or written.
    Store(sqlx::Error),
    /// It is damaged, and could not be put aside.
    Aside(anyhow::Error),
}

/// Opens a file by `open`; one that is damaged is put aside, never deleted, and begun anew: the second is what
/// the damaged one is called now.
///
/// # Errors
/// It cannot be read or written, or not be put aside.
pub async fn open<T>(
    file: &Path,
    now: DateTime<Utc>,
    open: impl AsyncFn(&Path) -> Result<T, sqlx::Error>,
) -> Result<(T, Option<String>), Unopened> {
    match open(file).await {
        Err(error) if is_damaged(&error) => {
            tracing::error!(%error, file = %file.display(), "a file is damaged");
            let aside = put_aside(file, now).map_err(Unopened::Aside)?;
            let anew = open(file).await.map_err(Unopened::Store)?;
            Ok((anew, Some(aside)))
        }
        opened => opened.map(|opened| (opened, None)).map_err(Unopened::Store),
    }
}

/// Gives a damaged file another name; what that is.
fn put_aside(file: &Path, now: DateTime<Utc>) -> anyhow::Result<String> {
    let stem = file.file_stem().unwrap_or_default().to_string_lossy();
    let name = format!("{stem}-damaged-{}.sqlite", now.format("%Y-%m-%dT%H-%M-%S"));
    for ending in ["", "-wal", "-shm"] {
        let part = with_ending(file, ending);
        if part.exists() {
            let aside = with_ending(&file.with_file_name(&name), ending);
            fs::rename(&part, &aside).with_context(|| format!("moving {}", part.display()))?;
        }
    }
    tracing::error!(name, "the damaged file was put aside");
    Ok(name)
}

/// The file that SQLite keeps beside it under that ending.
pub fn with_ending(file: &Path, ending: &str) -> PathBuf {
    let mut name = file.as_os_str().to_owned();
    name.push(ending);
    name.into()
}
