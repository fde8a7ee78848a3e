//! The SQL of archives.

use super::Wanted;
use super::hand::Hand;
use crate::error::Error;
use chrono::NaiveDate;
use domain::ledger::{Chain, RegisterCode};
use futures_util::stream::BoxStream;
use sqlx::postgres::PgConnection;
use sqlx::{FromRow, PgExecutor};
use uuid::Uuid;

/// A register, its key and its shop's papers.
#[derive(FromRow)]
pub struct RegisterRow {
    /// Its code.
    pub code: String,
    /// SubjectPublicKeyInfo in DER.
    pub public_key: Vec<u8>,
    /// The shop's company.
    pub company: String,
    /// Its address.
    pub address: String,
    /// Its SIRET.
    pub siret: String,
    /// Its NAF code.
    pub naf: String,
    /// Its VAT number.
    pub vat_number: String,
}

/// An entry as it is kept.
#[derive(FromRow)]
pub struct KeptEntry {
    chain: String,
    number: i64,
    /// Its day.
    pub business_day: NaiveDate,
    /// Its text.
    pub canonical: String,
    /// Its signature.
    pub signature: String,
}

impl KeptEntry {
    /// Its chain.
    pub fn chain(&self) -> Option<Chain> {
        Chain::from_word(&self.chain)
    }

    /// Its number there.
    pub fn number(&self) -> u64 {
        self.number.unsigned_abs()
    }
}

/// Every register, or those of one shop, in the order in which they were opened.
pub async fn registers(
    reading: &mut PgConnection,
    shop: Option<&str>,
) -> Result<Vec<RegisterRow>, sqlx::Error> {
    sqlx::query_as(
        "SELECT ledger_register.code, public_key, company, address, siret, naf, vat_number
         FROM ledger_register JOIN shop USING (shop_id)
         WHERE shop.code = coalesce($1, shop.code) ORDER BY shop_id, opened_at, ledger_register.code",
    )
    .bind(shop)
    .fetch_all(reading)
    .await
}

/// The closings of a register's years, text and signature, in their order.
pub async fn years(
    reading: &mut PgConnection,
    register: &RegisterCode,
) -> Result<Vec<(String, String)>, sqlx::Error> {
    sqlx::query_as(
        "SELECT canonical, signature FROM ledger_entry
         WHERE register = $1 AND chain = 'closings' AND kind = 'year' ORDER BY number",
    )
    .bind(&register.0)
    .fetch_all(reading)
    .await
}

/// The entries of a register's chains, each in its order.
pub fn entries<'a>(
    reading: &'a mut PgConnection,
    register: &RegisterCode,
) -> BoxStream<'a, Result<KeptEntry, sqlx::Error>> {
    sqlx::query_as(
        "SELECT chain, number, business_day, canonical, signature FROM ledger_entry
         WHERE register = $1 ORDER BY chain, number",
    )
    .bind(register.0.clone())
    .fetch(reading)
}

/// Notes that an archive is made.
pub async fn note(
    database: impl PgExecutor<'_>,
    terminal: Uuid,
    hand: &Hand,
    wanted: &Wanted,
    (sha256, entries): (&[u8; 32], u64),
) -> Result<(), Error> {
    sqlx::query(
        "INSERT INTO ledger_archive (sha256, terminal_id, register, public_key, shop, first_day, last_day, entries)
         VALUES ($1, $2, $3, $4, $5, $6, $7, $8) ON CONFLICT DO NOTHING",
    )
    .bind(sha256.as_slice())
    .bind(terminal)
    .bind(hand.register().map(|code| code.0.as_str()))
    .bind(hand.key().public()?)
    .bind(wanted.shop.as_deref())
    .bind(wanted.from)
    .bind(wanted.to)
    .bind(i64::try_from(entries).unwrap_or(i64::MAX))
    .execute(database)
    .await?;
    Ok(())
}
