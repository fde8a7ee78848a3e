//! The SQL of the print queue's file.

use super::Print;
use crate::sqlite_file::{Connection, Layout, opened, options};
use chrono::{DateTime, TimeDelta, Utc};
use domain::Language;
use domain::printing::{Document, PrinterUse};
use sqlx::Executor;
use sqlx::types::Json;
use std::path::Path;
use uuid::Uuid;

/// How long a print is known by its key after it is over.
const KEPT: TimeDelta = TimeDelta::days(7);

/// The document is there as long as it is needed: it may name a customer.
const TABLES: &str = "
CREATE TABLE print (
    place    INTEGER PRIMARY KEY AUTOINCREMENT,
    key      TEXT    NOT NULL UNIQUE,
    used     TEXT    NOT NULL,
    language TEXT    NOT NULL,
    document TEXT,
    taken_at TEXT    NOT NULL,
    tries    INTEGER NOT NULL DEFAULT 0,
    -- Sent, and its outcome not known yet.
    sending  INTEGER NOT NULL DEFAULT 0 CHECK (sending IN (0, 1)),
    -- An earlier try may have printed it.
    perhaps  INTEGER NOT NULL DEFAULT 0 CHECK (perhaps IN (0, 1)),
    outcome  TEXT    CHECK (outcome IN ('printed', 'given_up')),
    -- The printer it came out on.
    printer  TEXT,
    ended_at TEXT,
    CHECK ((outcome IS NULL) = (document IS NOT NULL))
) STRICT;
CREATE INDEX print_waiting ON print (place) WHERE outcome IS NULL;
CREATE INDEX print_ended ON print (ended_at) WHERE ended_at IS NOT NULL;
PRAGMA user_version = 1;
";
const LAYOUT: Layout = Layout { tables: TABLES, version: 1 };

/// A print that waits.
#[derive(Clone, Debug)]
pub struct Job {
    /// Where it stands in the queue.
    pub place: i64,
    /// What is to be printed.
    pub print: Print,
    /// When it was asked for.
    pub taken_at: DateTime<Utc>,
    /// How often it was tried.
    pub tries: u32,
    /// Whether one of these tries may have printed it.
    pub perhaps: bool,
}

/// A file, looked at.
pub enum Opened {
    /// It is this program's.
    Ours {
        /// A commit of it is on the disk for certain.
        connection: Connection,
        /// What waits, in order.
        waits: Vec<Job>,
    },
    /// A newer program's.
    Newer,
}

/// Opens the file and checks it whole. What was being sent when the last process ended may have been
/// printed.
pub async fn open(file: &Path) -> Result<Opened, sqlx::Error> {
    // What is over is overwritten: it may have named a customer.
    let options = options(file).pragma("secure_delete", "ON");
    let Some(mut connection) = opened(&options, &LAYOUT).await? else {
        return Ok(Opened::Newer);
    };
    connection.execute("UPDATE print SET sending = 0, perhaps = 1 WHERE sending = 1").await?;
    let waits = waiting(&mut connection).await?;
    Ok(Opened::Ours { connection, waits })
}

type Row = (i64, String, String, Json<Language>, Json<Document>, DateTime<Utc>, u32, bool);

async fn waiting(connection: &mut Connection) -> Result<Vec<Job>, sqlx::Error> {
    let rows: Vec<Row> = sqlx::query_as(
        "SELECT place, key, used, language, document, taken_at, tries, perhaps
         FROM print WHERE outcome IS NULL ORDER BY place",
    )
    .fetch_all(connection)
    .await?;
    rows.into_iter().map(job).collect()
}

fn job(row: Row) -> Result<Job, sqlx::Error> {
    let (place, key, used, Json(language), Json(document), taken_at, tries, perhaps) = row;
    let key: Uuid = key.parse().map_err(|error| sqlx::Error::Decode(Box::new(error)))?;
    let unknown = || sqlx::Error::Decode(format!("no printer is used for {used:?}").into());
    let used = PrinterUse::from_word(&used).ok_or_else(unknown)?;
    Ok(Job { place, print: Print { key, used, document, language }, taken_at, tries, perhaps })
}

/// Writes a print; none: it was taken before.
pub async fn take(
    connection: &mut Connection,
    print: &Print,
    now: DateTime<Utc>,
) -> Result<Option<i64>, sqlx::Error> {
    // Read to its end, where SQLite commits.
    let rows: Vec<i64> = sqlx::query_scalar(
        "INSERT INTO print (key, used, language, document, taken_at) VALUES ($1, $2, $3, $4, $5)
         ON CONFLICT (key) DO NOTHING
         RETURNING place",
    )
    .bind(print.key.to_string())
    .bind(print.used.word())
    .bind(Json(print.language))
    .bind(Json(&print.document))
    .bind(text(now))
    .fetch_all(connection)
    .await?;
    Ok(rows.first().copied())
}

/// It is about to be sent.
pub async fn sending(connection: &mut Connection, place: i64) -> Result<(), sqlx::Error> {
    let sending = "UPDATE print SET sending = 1, tries = tries + 1 WHERE place = $1";
    sqlx::query(sending).bind(place).execute(connection).await?;
    Ok(())
}

/// It did not come through; `perhaps`: or it did.
pub async fn failed(
    connection: &mut Connection,
    place: i64,
    perhaps: bool,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE print SET sending = 0, perhaps = max(perhaps, $2) WHERE place = $1")
        .bind(place)
        .bind(perhaps)
        .execute(connection)
        .await?;
    Ok(())
}

/// It is over: printed there, or given up. Forgets what was over long ago.
pub async fn end(
    connection: &mut Connection,
    place: i64,
    printer: Option<&str>,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let outcome = if printer.is_some() { "printed" } else { "given_up" };
    sqlx::query(
        "UPDATE print SET sending = 0, document = NULL, outcome = $2, printer = $3, ended_at = $4
         WHERE place = $1",
    )
    .bind(place)
    .bind(outcome)
    .bind(printer)
    .bind(text(now))
    .execute(&mut *connection)
    .await?;
    sqlx::query("DELETE FROM print WHERE ended_at < $1")
        .bind(text(now - KEPT))
        .execute(connection)
        .await?;
    Ok(())
}

/// A time whose texts have the order of the times.
fn text(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(chrono::SecondsFormat::Micros, true)
}
