//! The SQL of the watching.

use super::New;
use chrono::NaiveDate;
use domain::ledger::{Chain, Head, RegisterCode};
use sqlx::postgres::PgConnection;
use std::collections::BTreeMap;

/// Heads, as two parameters.
fn places(heads: &BTreeMap<Chain, Head>) -> (Vec<&'static str>, Vec<i64>) {
    let number = |head: &Head| i64::try_from(head.number).unwrap_or(i64::MAX);
    heads.iter().map(|(chain, head)| (chain.word(), number(head))).unzip()
}

/// The entries at these heads, as they are kept now: chain, number, signature.
pub async fn at(
    reading: &mut PgConnection,
    register: &RegisterCode,
    heads: &BTreeMap<Chain, Head>,
) -> Result<Vec<(Chain, u64, String)>, sqlx::Error> {
    let (chains, numbers) = places(heads);
    let rows: Vec<(String, i64, String)> = sqlx::query_as(
        "SELECT chain, number, signature
         FROM ledger_entry JOIN unnest($2::text[], $3::bigint[]) AS head (chain, number) USING (chain, number)
         WHERE register = $1",
    )
    .bind(&register.0)
    .bind(chains)
    .bind(numbers)
    .fetch_all(reading)
    .await?;
    let place = |(chain, number, signature): (String, i64, String)| {
        Some((Chain::from_word(&chain)?, number.unsigned_abs(), signature))
    };
    Ok(rows.into_iter().filter_map(place).collect())
}

/// The entries after these heads.
pub async fn since(
    reading: &mut PgConnection,
    register: &RegisterCode,
    heads: &BTreeMap<Chain, Head>,
) -> Result<Vec<New>, sqlx::Error> {
    let (chains, numbers) = places(heads);
    let rows: Vec<(String, i64, NaiveDate, String, String)> = sqlx::query_as(
        "SELECT chain, entry.number, business_day, canonical, signature
         FROM ledger_entry AS entry
              LEFT JOIN unnest($2::text[], $3::bigint[]) AS head (chain, number) USING (chain)
         WHERE register = $1 AND entry.number > coalesce(head.number, 0)
         ORDER BY chain, entry.number",
    )
    .bind(&register.0)
    .bind(chains)
    .bind(numbers)
    .fetch_all(reading)
    .await?;
    let new = |(chain, number, day, text, signature): (String, i64, NaiveDate, String, String)| {
        let (chain, number) = (Chain::from_word(&chain)?, number.unsigned_abs());
        Some(New { chain, number, day, text, signature })
    };
    Ok(rows.into_iter().filter_map(new).collect())
}
