//! The SQL of the journal's file.

use super::{Entry, KEPT, Note, Numbered, Outcome, Snapshot, Taken, Undecided};
use crate::ledger::register::Signed;
use crate::sqlite_file::{Connection, Layout, opened, options};
use chrono::{DateTime, NaiveDate, Utc};
use domain::CommandId;
use domain::ledger::EntryRef;
use domain::orders::OrderId;
use serde_json::Value;
use sqlx::sqlite::SqliteSynchronous;
use sqlx::types::Json;
use sqlx::{ConnectOptions, Connection as _, Executor};
use std::collections::{BTreeMap, HashMap};
use std::path::Path;
use std::sync::Arc;
use uuid::Uuid;

/// `take` counts how often a command was taken, so that the mark of an earlier try does not hit a
/// later one. Without an `outcome` it waits. A commit writes each page that it touches: no index holds a
/// command that is only taken, but the two that look for it.
const TABLES: &str = "
CREATE TABLE command (
    place      INTEGER PRIMARY KEY,
    command_id TEXT    NOT NULL UNIQUE,
    take       INTEGER NOT NULL DEFAULT 1,
    taken      TEXT    NOT NULL,
    outcome    TEXT    CHECK (outcome IN ('applied', 'refused', 'to_decide', 'given_up')),
    words      TEXT,
    ended_at   TEXT,
    -- Which one applied it.
    database   TEXT,
    -- The number that this register gave with it: the nth of that business day.
    day        TEXT,
    nth        INTEGER
) STRICT;
CREATE INDEX command_without_outcome ON command (place) WHERE outcome IS NULL;
CREATE INDEX command_to_decide ON command (place) WHERE outcome = 'to_decide';
CREATE INDEX command_numbered ON command (day, nth) WHERE nth IS NOT NULL;
CREATE INDEX command_ended ON command (ended_at) WHERE ended_at IS NOT NULL;
CREATE TABLE snapshot (
    what  TEXT PRIMARY KEY,
    value TEXT NOT NULL,
    at    TEXT NOT NULL
) STRICT;
PRAGMA user_version = 1;
";
const LAYOUT: Layout = Layout { tables: TABLES, version: 1 };

/// A file, looked at.
pub enum Opened {
    /// It is this program's.
    Ours {
        /// Writes what is to be on the disk for certain.
        taking: Connection,
        /// Writes what may be lost with the power.
        marking: Connection,
        /// The commands without an outcome.
        waits: BTreeMap<Entry, Taken>,
        /// The commands that a person has to decide about.
        undecided: BTreeMap<Entry, Undecided>,
        /// What was read of the server last.
        snapshots: HashMap<String, Snapshot>,
    },
    /// A newer program's.
    Newer,
}

/// Opens the file and checks it whole.
pub async fn open(file: &Path) -> Result<Opened, sqlx::Error> {
    // A commit of the first is one fsync, of the second none; the log is brought in by `bring_in`.
    let options = options(file).pragma("wal_autocheckpoint", "0");
    let Some(mut taking) = opened(&options, &LAYOUT).await? else {
        return Ok(Opened::Newer);
    };
    let marking = options.synchronous(SqliteSynchronous::Normal).connect().await?;
    let rows: Vec<(i64, i64, Json<Taken>)> = sqlx::query_as(
        "SELECT place, take, taken FROM command WHERE outcome IS NULL ORDER BY place",
    )
    .fetch_all(&mut taking)
    .await?;
    let waits =
        rows.into_iter().map(|(place, take, Json(taken))| (Entry { place, take }, taken)).collect();
    let rows: Vec<(i64, i64, Json<Taken>, Option<String>)> = sqlx::query_as(
        "SELECT place, take, taken, words FROM command WHERE outcome = 'to_decide' ORDER BY place",
    )
    .fetch_all(&mut taking)
    .await?;
    let undecided = rows.into_iter().map(|(place, take, Json(taken), words)| {
        let entry = Entry { place, take };
        (entry, Undecided { entry, taken, words: words.unwrap_or_default() })
    });
    let undecided = undecided.collect();
    let rows: Vec<(String, Json<Value>, DateTime<Utc>)> =
        sqlx::query_as("SELECT what, value, at FROM snapshot").fetch_all(&mut taking).await?;
    let snapshots = rows
        .into_iter()
        .map(|(what, Json(value), at)| (what, Snapshot { value: Arc::new(value), at }))
        .collect();
    Ok(Opened::Ours { taking, marking, waits, undecided, snapshots })
}

/// The row of a statement that writes. It is read to its end, since SQLite commits there: who leaves
/// after the row goes on before anything is on the disk, and never hears that the disk was full.
fn written<T>(rows: Vec<T>) -> Result<T, sqlx::Error> {
    rows.into_iter().next().ok_or(sqlx::Error::RowNotFound)
}

/// Writes a command. Taken again it keeps its place; none: it was answered without the server, and
/// stays as it is.
pub async fn take(taking: &mut Connection, taken: &Taken) -> Result<Option<Entry>, sqlx::Error> {
    let rows: Vec<(i64, i64)> = sqlx::query_as(
        "INSERT INTO command (command_id, taken) VALUES ($1, $2)
         ON CONFLICT (command_id) DO UPDATE
         SET taken = excluded.taken, take = take + 1, outcome = NULL, words = NULL, ended_at = NULL
         WHERE command.taken ->> '$.answered' IS NULL
         RETURNING place, take",
    )
    .bind(taken.command.0.to_string())
    .bind(Json(taken))
    .fetch_all(taking)
    .await?;
    Ok(rows.first().map(|&(place, take)| Entry { place, take }))
}

/// What was signed for all commands, where it may be written: the outcome is not a no.
pub async fn signed(taking: &mut Connection) -> Result<Vec<Signed>, sqlx::Error> {
    let rows: Vec<Json<Vec<Signed>>> = sqlx::query_scalar(
        "SELECT taken -> '$.signed' FROM command
         WHERE coalesce(outcome, '') <> 'refused' AND taken ->> '$.signed[0]' IS NOT NULL
         ORDER BY place",
    )
    .fetch_all(taking)
    .await?;
    Ok(rows.into_iter().flat_map(|Json(signed)| signed).collect())
}

/// The commands that have signed an entry, and those that ask for papers: of an entry, perhaps.
pub async fn about(taking: &mut Connection, entry: &EntryRef) -> Result<Vec<Taken>, sqlx::Error> {
    let rows: Vec<Json<Taken>> = sqlx::query_scalar(
        "SELECT taken FROM command
         WHERE coalesce(outcome, '') <> 'refused' AND (taken ->> '$.capability' = 'ledger' OR EXISTS (
             SELECT 1 FROM json_each(taken, '$.signed') AS it
             WHERE it.value ->> '$.register' = $1 AND it.value ->> '$.chain' = $2 AND it.value ->> '$.number' = $3))
         ORDER BY place",
    )
    .bind(&entry.register.0)
    .bind(entry.chain.word())
    .bind(i64::try_from(entry.number).unwrap_or(i64::MAX))
    .fetch_all(taking)
    .await?;
    Ok(rows.into_iter().map(|Json(taken)| taken).collect())
}

/// What was signed on a business day.
pub async fn signed_on(
    taking: &mut Connection,
    day: NaiveDate,
) -> Result<Vec<Signed>, sqlx::Error> {
    let rows: Vec<Json<Signed>> = sqlx::query_scalar(
        "SELECT it.value FROM command, json_each(taken, '$.signed') AS it
         WHERE coalesce(outcome, '') <> 'refused' AND it.value ->> '$.business_day' = $1",
    )
    .bind(day.to_string())
    .fetch_all(taking)
    .await?;
    Ok(rows.into_iter().map(|Json(signed)| signed).collect())
}

/// The last note of an order.
pub async fn last_note(
    taking: &mut Connection,
    order: OrderId,
) -> Result<Option<Signed>, sqlx::Error> {
    let signed: Option<Json<Signed>> = sqlx::query_scalar(
        "SELECT it.value FROM command, json_each(taken, '$.signed') AS it
         WHERE coalesce(outcome, '') <> 'refused' AND it.value ->> '$.kind' = 'note'
           AND it.value ->> '$.order_id' = $1
         ORDER BY place DESC LIMIT 1",
    )
    .bind(order.0.to_string())
    .fetch_optional(taking)
    .await?;
    Ok(signed.map(|Json(signed)| signed))
}

/// The same for one command, found by its key: somebody waits for it.
pub async fn signed_with(
    taking: &mut Connection,
    command: CommandId,
) -> Result<Vec<Signed>, sqlx::Error> {
    let signed: Option<Json<Vec<Signed>>> = sqlx::query_scalar(
        "SELECT coalesce(taken -> '$.signed', '[]') FROM command
         WHERE command_id = $1 AND coalesce(outcome, '') <> 'refused'",
    )
    .bind(command.0.to_string())
    .fetch_optional(taking)
    .await?;
    Ok(signed.map(|Json(signed)| signed).unwrap_or_default())
}

/// A command that was taken.
pub async fn taken(
    taking: &mut Connection,
    command: CommandId,
) -> Result<(Entry, Taken), sqlx::Error> {
    let (place, take, Json(taken)) =
        sqlx::query_as("SELECT place, take, taken FROM command WHERE command_id = $1")
            .bind(command.0.to_string())
            .fetch_one(taking)
            .await?;
    Ok((Entry { place, take }, taken))
}

/// Writes what a command was answered, and the number given with it: that counts for every try.
pub async fn answer(
    taking: &mut Connection,
    entry: Entry,
    taken: &Taken,
    numbered: Option<Numbered>,
) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE command SET taken = $2, day = coalesce($3, day), nth = coalesce($4, nth)
         WHERE place = $1",
    )
    .bind(entry.place)
    .bind(Json(taken))
    .bind(numbered.map(|given| given.day.to_string()))
    .bind(numbered.map(|given| given.nth))
    .execute(taking)
    .await?;
    Ok(())
}

/// The last number given on that day; 0: none.
pub async fn last_number(taking: &mut Connection, day: NaiveDate) -> Result<i64, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT coalesce(max(nth), 0) FROM command WHERE day = $1 AND nth IS NOT NULL",
    )
    .bind(day.to_string())
    .fetch_one(taking)
    .await
}

/// A command, by its place.
pub async fn at(taking: &mut Connection, place: i64) -> Result<Option<Taken>, sqlx::Error> {
    let taken: Option<Json<Taken>> =
        sqlx::query_scalar("SELECT taken FROM command WHERE place = $1")
            .bind(place)
            .fetch_optional(taking)
            .await?;
    Ok(taken.map(|Json(taken)| taken))
}

/// Writes notes, all or none, and forgets what ended long before the last of them.
pub async fn write(marking: &mut Connection, notes: &[Note]) -> Result<(), sqlx::Error> {
    let mut writing = marking.begin().await?;
    let mut latest = None;
    for note in notes {
        match note {
            Note::Mark(entry, outcome, database, now) => {
                mark(&mut writing, *entry, outcome, database.as_deref(), *now).await?;
                latest = latest.max(Some(*now));
            }
            Note::Keep(what, snapshot) => keep(&mut writing, what, snapshot).await?,
            Note::Together(kept, _) => {
                for (what, snapshot) in kept {
                    keep(&mut writing, what, snapshot).await?;
                }
            }
            Note::Written(_) => {}
        }
    }
    if let Some(now) = latest {
        sqlx::query("DELETE FROM command WHERE ended_at < $1 AND outcome <> 'to_decide'")
            .bind(text(now - KEPT))
            .execute(&mut *writing)
            .await?;
    }
    writing.commit().await
}

/// Brings the log into the file. It goes on growing where that fails, and is brought in later.
pub async fn bring_in(marking: &mut Connection) {
    if let Err(error) = marking.execute("PRAGMA wal_checkpoint(PASSIVE)").await {
        tracing::warn!(%error, "the journal's log could not be brought in");
    }
}

/// Notes what became of a command.
async fn mark(
    marking: &mut Connection,
    entry: Entry,
    outcome: &Outcome,
    database: Option<&str>,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    let (outcome, words) = match outcome {
        Outcome::Applied => ("applied", None),
        Outcome::Refused => ("refused", None),
        Outcome::ToDecide(words) => ("to_decide", Some(words)),
        Outcome::GivenUp(words) => ("given_up", Some(words)),
    };
    sqlx::query(
        "UPDATE command SET outcome = $3, words = $4, ended_at = $5, database = $6 WHERE place = $1 AND take = $2",
    )
    .bind(entry.place)
    .bind(entry.take)
    .bind(outcome)
    .bind(words)
    .bind(text(now))
    .bind(database)
    .execute(marking)
    .await?;
    Ok(())
}

/// The orders' commands that this database applied. A kitchen's name pizzas by keys that a database
/// gave them, which another one gives to others.
pub async fn applied(taking: &mut Connection, database: &str) -> Result<Vec<Uuid>, sqlx::Error> {
    let ids: Vec<String> = sqlx::query_scalar(
        "SELECT command_id FROM command
         WHERE outcome = 'applied' AND database = $1
           AND taken ->> '$.capability' IN ('orders', 'stock', 'ledger', 'invoices', 'customers', 'runs', 'unasked')
         ORDER BY place",
    )
    .bind(database)
    .fetch_all(taking)
    .await?;
    let read = |id: &String| id.parse().map_err(|error| sqlx::Error::Decode(Box::new(error)));
    ids.iter().map(read).collect()
}

/// The commands that this database refused and that have signed something.
pub async fn refused(
    taking: &mut Connection,
    database: &str,
) -> Result<Vec<(Uuid, Vec<EntryRef>)>, sqlx::Error> {
    let rows: Vec<(Json<Uuid>, Json<Vec<Signed>>)> = sqlx::query_as(
        "SELECT taken -> '$.command', taken -> '$.signed' FROM command
         WHERE outcome IN ('to_decide', 'given_up') AND database = $1
           AND taken ->> '$.signed[0]' IS NOT NULL
         ORDER BY place",
    )
    .bind(database)
    .fetch_all(taking)
    .await?;
    let entries = |signed: Vec<Signed>| signed.iter().map(Signed::entry).collect();
    Ok(rows.into_iter().map(|(Json(command), Json(signed))| (command, entries(signed))).collect())
}

/// Takes the mark off a command: it waits again. One that was given up stays so, in what was taken.
pub async fn unmark(taking: &mut Connection, command: Uuid) -> Result<(Entry, Taken), sqlx::Error> {
    let rows = sqlx::query_as(
        "UPDATE command SET take = take + 1, outcome = NULL, words = NULL, ended_at = NULL, database = NULL,
             taken = CASE outcome WHEN 'given_up' THEN json_set(taken, '$.given_up', words) ELSE taken END
         WHERE command_id = $1
         RETURNING place, take, taken",
    )
    .bind(command.to_string())
    .fetch_all(taking)
    .await?;
    let (place, take, Json(taken)) = written(rows)?;
    Ok((Entry { place, take }, taken))
}

/// Keeps what was read of the server, in place of what was read before.
async fn keep(
    marking: &mut Connection,
    what: &str,
    snapshot: &Snapshot,
) -> Result<(), sqlx::Error> {
    sqlx::query("INSERT OR REPLACE INTO snapshot (what, value, at) VALUES ($1, $2, $3)")
        .bind(what)
        .bind(Json(snapshot.value.as_ref()))
        .bind(text(snapshot.at))
        .execute(marking)
        .await?;
    Ok(())
}

/// A time whose texts have the order of the times.
fn text(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(chrono::SecondsFormat::Micros, true)
}

/// How all commands stand, in order.
#[cfg(test)]
pub async fn outcomes(
    taking: &mut Connection,
) -> Result<Vec<(Option<String>, Option<String>)>, sqlx::Error> {
    sqlx::query_as("SELECT outcome, words FROM command ORDER BY place").fetch_all(taking).await
}
