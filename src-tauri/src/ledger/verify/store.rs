//! The SQL of verifying: everything that was written, as it stands there.

use domain::ledger::{Chain, Head, RegisterCode};
use futures_util::stream::BoxStream;
use sqlx::postgres::PgConnection;
use sqlx::{Executor, FromRow};

/// A register and the key it signs with.
#[derive(FromRow)]
pub struct RegisterRow {
    /// Its code.
    pub code: String,
    /// SubjectPublicKeyInfo in DER.
    pub public_key: Vec<u8>,
}

/// All that is read from now on is of one moment, and may take its time.
pub async fn begin_reading(reading: &mut PgConnection) -> Result<(), sqlx::Error> {
    reading.execute("SET TRANSACTION ISOLATION LEVEL REPEATABLE READ READ ONLY").await?;
    reading.execute("SET LOCAL statement_timeout = 0").await?;
    Ok(())
}

/// Every register, or those of one shop.
pub async fn registers(
    reading: &mut PgConnection,
    shop: Option<&str>,
) -> Result<Vec<RegisterRow>, sqlx::Error> {
    sqlx::query_as(
        "SELECT ledger_register.code, public_key FROM ledger_register JOIN shop USING (shop_id)
         WHERE shop.code = coalesce($1, shop.code) ORDER BY shop_id, opened_at, ledger_register.code",
    )
    .bind(shop)
    .fetch_all(reading)
    .await
}

/// Where a register's chains stood when their last entries were written.
pub async fn heads(
    reading: &mut PgConnection,
    register: &RegisterCode,
) -> Result<Vec<(Chain, Head)>, sqlx::Error> {
    let rows: Vec<(String, i64, String)> =
        sqlx::query_as("SELECT chain, number, signature FROM ledger_head WHERE register = $1")
            .bind(&register.0)
            .fetch_all(reading)
            .await?;
    let head = |(chain, number, signature): (String, i64, String)| {
        let head = Head { number: number.unsigned_abs(), signature, at: None };
        Chain::from_word(&chain).map(|chain| (chain, head))
    };
    Ok(rows.into_iter().filter_map(head).collect())
}

/// The entries of a register's chains, each in its order.
pub fn chains<'a>(
    reading: &'a mut PgConnection,
    register: &RegisterCode,
) -> BoxStream<'a, Result<(String, String, String), sqlx::Error>> {
    sqlx::query_as(
        "SELECT chain, canonical, signature FROM ledger_entry WHERE register = $1 ORDER BY chain, number",
    )
    .bind(register.0.clone())
    .fetch(reading)
}

/// The same looked at by PostgreSQL: entries whose hash is not that of their text, whose columns say
/// something else than it, or whose number does not follow.
pub async fn unsound(
    reading: &mut PgConnection,
    shop: Option<&str>,
) -> Result<Vec<(String, Chain, u64)>, sqlx::Error> {
    let rows: Vec<(String, String, i64)> = sqlx::query_as(
        "SELECT register, chain, entry.number
         FROM (SELECT ledger_entry.*, canonical::jsonb AS said, canonical::jsonb -> 'content' AS content,
                      row_number() OVER (PARTITION BY register, chain ORDER BY number) AS nth
               FROM ledger_entry) AS entry
         JOIN ledger_register AS here ON here.code = register
         JOIN shop ON shop.shop_id = here.shop_id
         LEFT JOIN orders AS sold USING (order_id)
         LEFT JOIN orders AS named ON named.reference =
             coalesce(content #>> '{ticket,order,reference}', content #>> '{note,order,reference}')
         WHERE shop.code = coalesce($1, shop.code) AND (
             sha256(convert_to(canonical, 'UTF8')) <> hash OR nth <> entry.number
             OR said ->> 'register' <> register OR said ->> 'chain' <> chain
             OR (said ->> 'number')::bigint <> entry.number OR said ->> 'previous' <> previous
             OR (said ->> 'at')::timestamptz <> at OR (said ->> 'business_day')::date <> entry.business_day
             OR entry.shop_id <> here.shop_id OR entry.terminal_id <> here.terminal_id
             OR kind <> coalesce(content #>> '{ticket,operation}', content #>> '{event,code}',
                    CASE length(content #>> '{closing,period}') WHEN 10 THEN 'day' WHEN 7 THEN 'month' WHEN 4 THEN 'year' END,
                    (SELECT key FROM jsonb_object_keys(content) AS key))
             OR CASE WHEN chain = 'sales' THEN (content #>> '{ticket,total}')::bigint <> entry.total_cents
                     ELSE entry.total_cents <> 0 END
             OR (content ?| ARRAY['ticket', 'note'] AND chain <> 'training') <> (entry.order_id IS NOT NULL)
             OR sold.number <> coalesce(content #>> '{ticket,order,number}', content #>> '{note,order,number}')
             OR named.order_id <> entry.order_id
             OR content #> '{event,office}' IS NOT NULL AND NOT EXISTS (
                 SELECT FROM office_event_entry AS told JOIN office_event AS deed USING (office_event_id)
                 WHERE told.register = entry.register AND told.number = entry.number
                   AND content -> 'event' = jsonb_strip_nulls(jsonb_build_object('code', code, 'what', what,
                       'who', who, 'detail', detail, 'office', jsonb_build_object('number', office_event_id, 'place', place)))
                   AND date_trunc('second', deed.at) = entry.at AND deed.shop_id = entry.shop_id))
         ORDER BY register, chain, entry.number",
    )
    .bind(shop)
    .fetch_all(reading)
    .await?;
    let place = |(register, chain, number): (String, String, i64)| {
        Some((register, Chain::from_word(&chain)?, number.unsigned_abs()))
    };
    Ok(rows.into_iter().filter_map(place).collect())
}
