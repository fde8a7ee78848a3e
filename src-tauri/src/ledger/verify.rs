//! Verification: every chain of every register, replayed from what is kept. In Rust, text, signature,
//! numbers, totals and closings; in SQL once more, hashes, numbers and totals.

pub(crate) mod store;

use super::office_events;
use crate::error::Error;
use crate::terminals::register::PublicKey;
use domain::ledger::{Chain, Defect, EntryRef, Flaw, Head, RegisterCode, Verification};
use futures_util::TryStreamExt;
use sqlx::PgPool;
use store::RegisterRow;

/// What a verification found.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Report {
    /// Registers.
    pub registers: usize,
    /// Entries that were read.
    pub entries: u64,
    /// What was done at offices, and waits for a counter of its shop to write it.
    pub waiting: u64,
    /// What is wrong.
    pub defects: Vec<Defect>,
}

/// Verifies every register, or those of one shop, as they stood at one moment.
///
/// # Errors
/// The server does not answer.
pub async fn verify(database: &PgPool, shop: Option<&str>) -> Result<Report, Error> {
    verify_with(database, shop, |_| Vec::new()).await
}

/// The same with heads that were kept aside of the server's.
///
/// # Errors
/// The server does not answer.
pub async fn verify_with(
    database: &PgPool,
    shop: Option<&str>,
    aside: impl Fn(&RegisterRow) -> Vec<(Chain, Head)>,
) -> Result<Report, Error> {
    let mut transaction = database.begin().await?;
    store::begin_reading(&mut transaction).await?;
    let mut report = Report::default();
    for register in store::registers(&mut transaction, shop).await? {
        report.registers += 1;
        let (entries, defects) = one(&mut transaction, &register, aside(&register)).await?;
        report.entries += entries;
        report.defects.extend(defects);
    }
    for (register, chain, number) in store::unsound(&mut transaction, shop).await? {
        let entry = EntryRef { register: RegisterCode(register), chain, number };
        let known =
            |it: &Defect| (&it.register, it.chain, it.number) == (&entry.register, chain, number);
        if !report.defects.iter().any(known) {
            report.defects.push(Defect::at(entry, Flaw::Text));
        }
    }
    report.waiting = office_events::store::waiting(&mut transaction, shop).await?;
    transaction.rollback().await?;
    Ok(report)
}

/// Verifies a register from its first entry; `kept` are heads that were kept aside.
pub(super) async fn one(
    reading: &mut sqlx::PgConnection,
    register: &RegisterRow,
    mut kept: Vec<(Chain, Head)>,
) -> Result<(u64, Vec<Defect>), Error> {
    let code = RegisterCode(register.code.clone());
    kept.extend(store::heads(reading, &code).await?);
    let key = PublicKey::read(&register.public_key);
    let genuine =
        |text: &str, signature: &str| key.as_ref().is_some_and(|key| key.signed(text, signature));
    let mut verification = Verification::of(code.clone(), &kept, genuine);
    let mut read = 0;
    let mut entries = store::chains(reading, &code);
    while let Some((chain, text, signature)) = entries.try_next().await? {
        let chain = Chain::from_word(&chain).unwrap_or(Chain::Sales);
        verification.take(chain, &text, &signature);
        read += 1;
    }
    Ok((read, verification.finish().defects))
}
