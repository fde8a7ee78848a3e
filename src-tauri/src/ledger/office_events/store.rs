//! The SQL of what was done away from any register.

use crate::ledger::register::Signed;
use crate::ledger::store::booked;
use chrono::{DateTime, Utc};
use domain::shops::ShopId;
use serde::Serialize;
use sqlx::postgres::PgConnection;
use sqlx::types::Json;
use sqlx::{FromRow, PgExecutor, PgPool};
use uuid::Uuid;

/// So many are written at once.
const AT_ONCE: i64 = 50;

/// Something that was done at an office, and is in no chain yet.
#[derive(FromRow)]
pub struct PendingRow {
    /// Its number among the office's events.
    pub office_event_id: i64,
    /// When.
    pub at: DateTime<Utc>,
    /// What, in a word.
    pub code: String,
    /// To what.
    pub what: Option<String>,
    /// By whom, by name.
    pub who: Option<String>,
    /// More of it.
    pub detail: Option<String>,
    /// The office's terminal, or the login.
    pub place: String,
}

/// What was done for a shop and is in no chain, in order.
pub async fn pending(database: &PgPool, shop: ShopId) -> Result<Vec<PendingRow>, sqlx::Error> {
    sqlx::query_as(
        "SELECT office_event_id, at, code, what, who, detail, place FROM office_event
         WHERE shop_id = $1 AND NOT EXISTS (
             SELECT FROM office_event_entry
             WHERE office_event_entry.office_event_id = office_event.office_event_id)
         ORDER BY office_event_id LIMIT $2",
    )
    .bind(shop.0)
    .bind(AT_ONCE)
    .fetch_all(database)
    .await
}

/// The entry that says what was done.
#[derive(Serialize)]
pub struct Written {
    /// Its number among the office's events.
    pub office_event_id: i64,
    /// The register whose chain of events it is in.
    pub register: String,
    /// Its number there.
    pub number: u64,
}

/// Writes entries by themselves, in their order, and of which of them an office's events are. One
/// that another counter has written meanwhile refuses the whole statement.
pub async fn append(
    database: impl PgExecutor<'_>,
    (shop, terminal): (ShopId, Uuid),
    signed: &[Signed],
    written: &[Written],
) -> Result<(), sqlx::Error> {
    sqlx::query(concat!(
        "WITH ",
        booked!("$1", "$2", "3", "(SELECT) AS here"),
        ", noted AS (
    INSERT INTO office_event_entry (office_event_id, shop_id, terminal_id, register, number)
    SELECT office_event_id, $1::bigint, $2::uuid, register, number
    FROM jsonb_to_recordset($4::jsonb) AS written (office_event_id bigint, register text, number bigint)
) SELECT true"
    ))
    .bind(shop.0)
    .bind(terminal)
    .bind(Json(signed))
    .bind(Json(written))
    .execute(database)
    .await?;
    Ok(())
}

/// How many wait for a counter, of one shop or of all.
pub async fn waiting(database: &mut PgConnection, shop: Option<&str>) -> Result<u64, sqlx::Error> {
    let count: i64 = sqlx::query_scalar(
        "SELECT count(*) FROM office_event JOIN shop USING (shop_id)
         LEFT JOIN office_event_entry USING (office_event_id)
         WHERE number IS NULL AND shop.code = coalesce($1, shop.code)",
    )
    .bind(shop)
    .fetch_one(database)
    .await?;
    Ok(count.unsigned_abs())
}

/// Keeps that the tax office looks at the ledger: of a shop, or of each that the login may see. How
/// many shops that is.
pub async fn keep_tax_audit(
    database: impl PgExecutor<'_>,
    shop: Option<&str>,
    (who, detail): (Option<&str>, Option<&str>),
) -> Result<u64, sqlx::Error> {
    let count: i64 = sqlx::query_scalar("SELECT note_tax_audit($1, $2, $3)")
        .bind(shop)
        .bind(who)
        .bind(detail)
        .fetch_one(database)
        .await?;
    Ok(count.unsigned_abs())
}
