//! The three files of an archive: itself, `.sig` and `.txt` beside it. They are there together, or
//! none is; once they are, nobody writes to them.

use super::signature::ArchiveSignature;
use crate::error::Error;
use crate::terminals::register::RegisterKey;
use anyhow::Context;
use domain::ledger::ArchiveRefused;
use sha2::{Digest, Sha256};
use std::fs::{self, File, OpenOptions, Permissions};
use std::io::{BufWriter, ErrorKind, Write};
use std::os::unix::fs::PermissionsExt;
use std::path::{Path, PathBuf};

/// What is in an archive, for who has nothing but the archive.
const DESCRIPTION: &str = include_str!("description.txt");

/// Read by everybody, written by nobody.
const FROZEN: u32 = 0o444;

/// The files while they are written; dropped before they are kept, they are gone.
pub struct Files {
    archive: BufWriter<File>,
    hash: Sha256,
    paths: Vec<PathBuf>,
}

/// The file beside an archive that signs it.
pub fn signature_of(archive: &Path) -> PathBuf {
    beside(archive, ".sig")
}

fn beside(archive: &Path, ending: &str) -> PathBuf {
    let mut name = archive.as_os_str().to_owned();
    name.push(ending);
    name.into()
}

impl Files {
    /// Begins; no file of these names may exist.
    ///
    /// # Errors
    /// One does, or it cannot be made.
    pub fn new(archive: &Path) -> Result<Files, Error> {
        for path in [archive.to_owned(), signature_of(archive), beside(archive, ".txt")] {
            if path.symlink_metadata().is_ok() {
                return Err(exists(&path));
            }
        }
        let file = made(archive)?;
        let paths = vec![archive.to_owned()];
        Ok(Files { archive: BufWriter::new(file), hash: Sha256::new(), paths })
    }

    /// Writes a line.
    ///
    /// # Errors
    /// The disk does not take it.
    pub fn write(&mut self, line: &str) -> anyhow::Result<()> {
        for part in [line.as_bytes(), b"\n"] {
            self.hash.update(part);
            self.archive.write_all(part).context("writing the archive")?;
        }
        Ok(())
    }

    /// Ends the archive, and writes its signature and its description; its SHA-256.
    ///
    /// # Errors
    /// The disk does not take it, or a file of these names was made meanwhile.
    pub fn signed(&mut self, key: &RegisterKey) -> Result<[u8; 32], Error> {
        self.archive.flush().context("writing the archive")?;
        self.archive.get_ref().sync_all().context("writing the archive")?;
        let hash: [u8; 32] = self.hash.clone().finalize().into();
        let archive = self.paths[0].clone();
        let signature = ArchiveSignature::of(&hash, key)?.text()?;
        for (path, text) in
            [(signature_of(&archive), signature.as_str()), (beside(&archive, ".txt"), DESCRIPTION)]
        {
            let mut file = made(&path)?;
            self.paths.push(path);
            file.write_all(text.as_bytes()).context("writing beside the archive")?;
            file.sync_all().context("writing beside the archive")?;
        }
        Ok(hash)
    }

    /// Keeps them as they are.
    ///
    /// # Errors
    /// They cannot be frozen.
    pub fn keep(mut self) -> anyhow::Result<()> {
        for path in &self.paths {
            let frozen = fs::set_permissions(path, Permissions::from_mode(FROZEN));
            frozen.with_context(|| format!("freezing {}", path.display()))?;
        }
        self.paths.clear();
        Ok(())
    }
}

impl Drop for Files {
    fn drop(&mut self) {
        for path in &self.paths {
            if let Err(error) = fs::remove_file(path) {
                tracing::warn!(%error, path = %path.display(), "half an archive stays");
            }
        }
    }
}

/// A file that was not there.
fn made(path: &Path) -> Result<File, Error> {
    match OpenOptions::new().write(true).create_new(true).open(path) {
        Ok(file) => Ok(file),
        Err(error) if error.kind() == ErrorKind::AlreadyExists => Err(exists(path)),
        Err(error) => {
            Err(anyhow::Error::new(error).context(format!("making {}", path.display())).into())
        }
    }
}

fn exists(path: &Path) -> Error {
    ArchiveRefused::Exists { file: path.display().to_string() }.into()
}
