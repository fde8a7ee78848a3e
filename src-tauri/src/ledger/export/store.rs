//! The SQL of exports.

use chrono::NaiveDate;
use futures_util::stream::BoxStream;
use sqlx::FromRow;
use sqlx::postgres::PgConnection;

/// A ticket as it is kept.
#[derive(FromRow)]
pub struct SaleRow {
    /// The code of its shop.
    pub shop: String,
    /// Its day.
    pub business_day: NaiveDate,
    /// Whether its register has closed that day.
    pub closed: bool,
    /// What it says.
    pub canonical: String,
}

/// The tickets of days, of every shop or of one.
pub fn sales<'a>(
    reading: &'a mut PgConnection,
    (from, to): (NaiveDate, NaiveDate),
    shop: Option<&str>,
) -> BoxStream<'a, Result<SaleRow, sqlx::Error>> {
    sqlx::query_as(
        "SELECT shop.code AS shop, business_day, coalesce(business_day <= closed_through, false) AS closed, canonical
         FROM ledger_entry JOIN ledger_register ON ledger_register.code = register
              JOIN shop ON shop.shop_id = ledger_entry.shop_id
         WHERE chain = 'sales' AND business_day BETWEEN $1 AND $2 AND shop.code = coalesce($3, shop.code)",
    )
    .bind(from)
    .bind(to)
    .bind(shop.map(str::to_owned))
    .fetch(reading)
}
