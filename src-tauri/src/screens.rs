//! What the screens tell of themselves: their faults, for the terminal's log; and the tables that they have
//! written into files.

use crate::app::{App, Asking, Capability, reply};
use crate::error::Error;
use crate::log;
use domain::Language;
use domain::contract::CallFacts;
use domain::screens::{ReportFault, SaveTable, SavedFile, ScreensCall, TableRefused, file_name};
use std::fs::{self, OpenOptions};
use std::io::{self, ErrorKind, Write};
use std::path::{Path, PathBuf};

/// What is longer than so many characters is no use to who looks for a fault.
const CHARACTERS_MAX: usize = 4_000;

impl Capability for ScreensCall {
    fn facts(&self) -> CallFacts {
        ScreensCall::facts(self)
    }

    async fn answer(self, app: &App, asking: Asking) -> Result<serde_json::Value, Error> {
        match self {
            ScreensCall::ReportFault(call) => {
                reply(call, async |ReportFault { place, message }| {
                    log::screen_broke(asking.window, cut(&place), cut(&message));
                    Ok(())
                })
                .await
            }
            ScreensCall::SaveTable(call) => {
                let language = asking.language;
                reply(call, async |call| {
                    let folder = app.downloads().ok_or(TableRefused::NoFolder)?;
                    save(folder, &call, language)
                })
                .await
            }
        }
    }
}

/// Of one name so many files are kept apart.
const NAMESAKES_MAX: u32 = 500;

/// Writes a table into a file of that folder.
///
/// # Errors
/// It is no table, or the disk does not take it.
pub fn save(folder: &Path, call: &SaveTable, language: Language) -> Result<SavedFile, Error> {
    let text = call.table.csv(language)?;
    let written = write(folder, &file_name(&call.name), text.as_bytes());
    let path = written.map_err(|why| TableRefused::Disk {
        folder: folder.display().to_string(),
        why: why.to_string(),
    })?;
    Ok(SavedFile { path: path.display().to_string() })
}

/// A new file of that name; where there is one, with a number behind.
fn write(folder: &Path, name: &str, bytes: &[u8]) -> io::Result<PathBuf> {
    fs::create_dir_all(folder)?;
    for nth in 1..=NAMESAKES_MAX {
        let number = if nth == 1 { String::new() } else { format!("-{nth}") };
        let path = folder.join(format!("{name}{number}.csv"));
        match OpenOptions::new().write(true).create_new(true).open(&path) {
            Err(error) if error.kind() == ErrorKind::AlreadyExists => {}
            opened => {
                opened?.write_all(bytes)?;
                return Ok(path);
            }
        }
    }
    Err(ErrorKind::AlreadyExists.into())
}

fn cut(text: &str) -> &str {
    let end = text.char_indices().nth(CHARACTERS_MAX).map_or(text.len(), |(at, _)| at);
    &text[..end]
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::screens::{Cell, Table};

    fn a_table() -> SaveTable {
        let table = Table { heads: vec!["a".to_owned()], rows: vec![vec![Cell::Whole(7)]] };
        SaveTable { name: "stock MOZ1".to_owned(), table }
    }

    #[test]
    fn a_table_is_written_beside_what_is_there() {
        let folder = tempfile::tempdir().expect("a folder");
        let folder = folder.path().join("downloads");
        for name in ["stock-MOZ1.csv", "stock-MOZ1-2.csv", "stock-MOZ1-3.csv"] {
            let saved = save(&folder, &a_table(), Language::Fr).expect("written");
            assert_eq!(saved.path, folder.join(name).display().to_string());
            let text = fs::read_to_string(&saved.path).expect("there");
            assert_eq!(text, "\u{feff}\"a\"\r\n7\r\n");
        }
    }

    #[test]
    fn a_disk_that_does_not_take_it_is_told() {
        let file = tempfile::NamedTempFile::new().expect("a file");
        let refused = save(file.path(), &a_table(), Language::Fr).expect_err("no folder");
        let told = refused.in_words(Language::Fr).to_string();
        assert!(told.contains("n’a pas pu être écrit"), "{told}");
        let none = SaveTable { table: Table { heads: vec![], rows: vec![] }, ..a_table() };
        let refused = save(file.path(), &none, Language::Fr).expect_err("no table");
        assert!(matches!(refused, Error::Refused(_)), "{refused:?}");
    }
}
