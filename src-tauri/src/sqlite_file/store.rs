//! The SQL that every SQLite file of this PC is opened with, and what its errors mean.

use sqlx::sqlite::{SqliteConnectOptions, SqliteConnection, SqliteJournalMode, SqliteSynchronous};
use sqlx::{ConnectOptions, Executor};
use std::path::Path;

/// A connection to a file.
pub type Connection = SqliteConnection;

/// What a program writes into a file.
pub struct Layout {
    /// Makes its tables, and notes the version.
    pub tables: &'static str,
    /// A file of a later one is left alone.
    pub version: i64,
}

/// How a file is opened, made if missing: a commit is on the disk for certain when it is answered.
pub fn options(file: &Path) -> SqliteConnectOptions {
    SqliteConnectOptions::new()
        .filename(file)
        .create_if_missing(true)
        .journal_mode(SqliteJournalMode::Wal)
        .synchronous(SqliteSynchronous::Full)
        .disable_statement_logging()
}

/// Opens a file, checks it whole, and gives a new one its tables; none: a newer program has written it.
///
/// # Errors
/// It cannot be read or written, or is damaged ([`is_damaged`]).
pub async fn opened(
    options: &SqliteConnectOptions,
    layout: &Layout,
) -> Result<Option<Connection>, sqlx::Error> {
    let mut connection = options.connect().await?;
    let version: i64 = sqlx::query_scalar("PRAGMA user_version").fetch_one(&mut connection).await?;
    if version > layout.version {
        return Ok(None);
    }
    let sound: String =
        sqlx::query_scalar("PRAGMA quick_check(1)").fetch_one(&mut connection).await?;
    if sound != "ok" {
        return Err(sqlx::Error::Decode(sound.into()));
    }
    if version == 0 {
        connection.execute("BEGIN IMMEDIATE").await?;
        connection.execute(layout.tables).await?;
        connection.execute("COMMIT").await?;
    }
    Ok(Some(connection))
}

/// Whether the file is not what a program like this one wrote.
pub fn is_damaged(error: &sqlx::Error) -> bool {
    match error {
        // SQLITE_CORRUPT and SQLITE_NOTADB.
        sqlx::Error::Database(_) => [11, 26].contains(&primary_code(error)),
        sqlx::Error::Decode(_) | sqlx::Error::ColumnDecode { .. } => true,
        _ => false,
    }
}

/// Whether the disk has no room: SQLITE_FULL.
pub fn is_full(error: &sqlx::Error) -> bool {
    primary_code(error) == 13
}

/// SQLite's error without what it adds in the higher bits.
fn primary_code(error: &sqlx::Error) -> i64 {
    let code = error.as_database_error().and_then(|error| error.code()?.parse::<i64>().ok());
    code.map_or(0, |code| code & 0xff)
}
