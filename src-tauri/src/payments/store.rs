//! The SQL of the card payments' file.

use crate::sqlite_file::{Connection, Layout, opened, options};
use chrono::{DateTime, Utc};
use domain::orders::OrderId;
use domain::payments::{AskedCard, CARD_PAYMENT_KEPT, CardPaymentId, CardState, CardWord, Unheard};
use sqlx::types::Json;
use std::path::Path;

/// A payment as it stands, by the place in which it was asked. None is removed before the card's holder
/// can no longer dispute it.
const TABLES: &str = "
CREATE TABLE card_payment (
    place    INTEGER PRIMARY KEY AUTOINCREMENT,
    payment  TEXT NOT NULL UNIQUE,
    stands   TEXT NOT NULL,
    ended_at TEXT
) STRICT;
CREATE INDEX card_payment_open ON card_payment (place) WHERE ended_at IS NULL;
CREATE INDEX card_payment_ended ON card_payment (ended_at) WHERE ended_at IS NOT NULL;
PRAGMA user_version = 1;
";
const LAYOUT: Layout = Layout { tables: TABLES, version: 1 };

/// A file, looked at.
pub enum Opened {
    /// It is this program's.
    Ours {
        /// A commit of it is on the disk for certain.
        connection: Connection,
        /// The payments that are not over, in order.
        open: Vec<(i64, AskedCard)>,
    },
    /// A newer program's.
    Newer,
}

/// Opens the file and checks it whole. What the terminal was asked when the last process ended, nobody
/// has heard of: a person looks.
pub async fn open(file: &Path, now: DateTime<Utc>) -> Result<Opened, sqlx::Error> {
    let Some(mut connection) = opened(&options(file), &LAYOUT).await? else {
        return Ok(Opened::Newer);
    };
    let mut open = unended(&mut connection).await?;
    let stopped = CardWord::Unheard(Unheard::Stopped);
    for (_, asked) in open.iter_mut().filter(|(_, it)| it.card.state == CardState::Asked) {
        if let Ok(after) = asked.after(stopped, None, now) {
            write(&mut connection, &after, now).await?;
            *asked = after;
        }
    }
    Ok(Opened::Ours { connection, open })
}

async fn unended(connection: &mut Connection) -> Result<Vec<(i64, AskedCard)>, sqlx::Error> {
    let rows: Vec<(i64, Json<AskedCard>)> = sqlx::query_as(
        "SELECT place, stands FROM card_payment WHERE ended_at IS NULL ORDER BY place",
    )
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|(place, Json(asked))| (place, asked)).collect())
}

/// Writes a payment that is about to be asked, and where it stands; none: it was asked before.
pub async fn take(
    connection: &mut Connection,
    asked: &AskedCard,
) -> Result<Option<i64>, sqlx::Error> {
    // Read to its end, where SQLite commits.
    let rows: Vec<i64> = sqlx::query_scalar(
        "INSERT INTO card_payment (payment, stands) VALUES ($1, $2)
         ON CONFLICT (payment) DO NOTHING
         RETURNING place",
    )
    .bind(asked.payment.0.to_string())
    .bind(Json(asked))
    .fetch_all(connection)
    .await?;
    Ok(rows.first().copied())
}

/// Writes how a payment stands, and forgets what was over long ago.
pub async fn write(
    connection: &mut Connection,
    asked: &AskedCard,
    now: DateTime<Utc>,
) -> Result<(), sqlx::Error> {
    sqlx::query("UPDATE card_payment SET stands = $2, ended_at = $3 WHERE payment = $1")
        .bind(asked.payment.0.to_string())
        .bind(Json(asked))
        .bind(asked.ended_at.map(text))
        .execute(&mut *connection)
        .await?;
    sqlx::query("DELETE FROM card_payment WHERE ended_at < $1")
        .bind(text(now - CARD_PAYMENT_KEPT))
        .execute(connection)
        .await?;
    Ok(())
}

/// A payment, and its place.
pub async fn read(
    connection: &mut Connection,
    payment: CardPaymentId,
) -> Result<Option<(i64, AskedCard)>, sqlx::Error> {
    let row: Option<(i64, Json<AskedCard>)> =
        sqlx::query_as("SELECT place, stands FROM card_payment WHERE payment = $1")
            .bind(payment.0.to_string())
            .fetch_optional(connection)
            .await?;
    Ok(row.map(|(place, Json(asked))| (place, asked)))
}

/// All that was asked for an order.
pub async fn of_order(
    connection: &mut Connection,
    order: OrderId,
) -> Result<Vec<AskedCard>, sqlx::Error> {
    let rows: Vec<Json<AskedCard>> = sqlx::query_scalar(
        "SELECT stands FROM card_payment WHERE stands ->> '$.order' = $1 ORDER BY place",
    )
    .bind(order.0.to_string())
    .fetch_all(connection)
    .await?;
    Ok(rows.into_iter().map(|Json(asked)| asked).collect())
}

/// A time whose texts have the order of the times.
fn text(time: DateTime<Utc>) -> String {
    time.to_rfc3339_opts(chrono::SecondsFormat::Micros, true)
}
