//! What the screens tell of themselves, and the tables that they have written into files.

mod table;

use crate::calls;
use crate::contract::Who;
use crate::staff::MANAGERS;
use serde::{Deserialize, Serialize};
pub use table::{Cell, Table, TableRefused, file_name};

/// A screen met a fault of the program and starts again.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct ReportFault {
    /// Where in the program.
    pub place: String,
    /// What happened. It may quote what somebody typed: it is shown, and not kept.
    pub message: String,
}

/// Writes a table into a file among this user's downloads, which any spreadsheet opens. Nothing is
/// overwritten: asked for once more, there are two.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SaveTable {
    /// What the file is to be called, without its ending.
    pub name: String,
    /// What is in it.
    pub table: Table,
}

/// A file that was written.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SavedFile {
    /// Where, for people.
    pub path: String,
}

calls! {
    /// The calls about the screens themselves. They are answered without a server.
    "screens" ScreensCall {
        ReportFault -> (), Who::Anyone, [Counter, Kitchen, Board, Office];
        SaveTable -> SavedFile, MANAGERS, [Office];
    }
}

/// A screen that breaks again and again starts at most so often: what it shows can be read
/// meanwhile, and once its fault has gone it works again without anybody's doing.
const RESTART_APART_MS: i64 = 10_000;
/// The shortest wait.
const RESTART_AFTER_MS: i64 = 100;

/// How long a screen that breaks `now` waits before it starts again, when it started last at
/// `last`. All in milliseconds.
pub fn wait_before_restart(now: i64, last: Option<i64>) -> i64 {
    let since = last.map_or(RESTART_APART_MS, |last| now.saturating_sub(last));
    RESTART_APART_MS.saturating_sub(since).clamp(RESTART_AFTER_MS, RESTART_APART_MS)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_first_fault_starts_again_at_once_and_the_next_ones_apart() {
        let now = 1_000_000;
        for (last, expected) in [
            (None, 100),
            (Some(now - 60_000), 100),
            (Some(now - 10_000), 100),
            (Some(now - 4_000), 6_000),
            (Some(now), 10_000),
            // The clock was set back.
            (Some(now + 60_000), 10_000),
        ] {
            assert_eq!(wait_before_restart(now, last), expected, "{last:?}");
        }
    }
}
