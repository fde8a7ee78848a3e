//! The ledger verified whole, held against nothing but the signatures of the same entries.

use crate::ROUNDS;
use crate::report::{Bound, Report, Row, count};
use crate::server::Server;
use anyhow::{Context, ensure};
use chrono::NaiveDate;
use oc_pizza::demo::history;
use oc_pizza::ledger::verify::verify;
use oc_pizza::terminals::register::PublicKey;
use sqlx::PgPool;
use std::time::Instant;

/// The days of five shops that are verified.
const DAYS: u64 = 30;

/// Row 10.
pub async fn tell(server: &Server, report: &mut Report) -> anyhow::Result<()> {
    let pool = server.another("ledger", 1).await?;
    let today = NaiveDate::from_ymd_opt(2026, 11, 30).context("a day")?;
    history::load(&pool, today, DAYS).await?;
    let (mut whole, mut bare) = (Vec::new(), Vec::new());
    for _ in 0..ROUNDS {
        let begun = Instant::now();
        let found = verify(&pool, None).await.map_err(|error| anyhow::anyhow!("{error:?}"))?;
        ensure!(found.defects.is_empty(), "{:?}", found.defects);
        whole.push(1e3 * begun.elapsed().as_secs_f64() / count(usize::try_from(found.entries)?));
        bare.push(signatures_alone(&pool).await?);
    }
    pool.close().await;
    report.add(Row {
        number: "10",
        what: "verify the ledger, an entry ÷ its signature alone",
        unit: "ms",
        ours: whole,
        reference: bare,
        bound: Bound::AtMost(1.5),
    });
    Ok(())
}

/// Milliseconds of verifying one signature, the text at hand.
async fn signatures_alone(pool: &PgPool) -> anyhow::Result<f64> {
    let rows: Vec<(Vec<u8>, String, String)> = sqlx::query_as(
        "SELECT public_key, canonical, signature FROM ledger_entry JOIN ledger_register ON code = register",
    )
    .fetch_all(pool)
    .await?;
    let begun = Instant::now();
    let mut key: Option<(Vec<u8>, PublicKey)> = None;
    for (der, text, signature) in &rows {
        if key.as_ref().is_none_or(|(known, _)| known != der) {
            key = Some((der.clone(), PublicKey::read(der).context("a key")?));
        }
        let (_, key) = key.as_ref().context("a key")?;
        ensure!(key.signed(text, signature), "{text}");
    }
    Ok(1e3 * begun.elapsed().as_secs_f64() / count(rows.len()))
}
