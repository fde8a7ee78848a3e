//! The watching of a shop's registers, at each counter: behind each start and each day's closing what
//! is new is verified, from where the last verification ended. Where that was is kept on this PC, and
//! of its own register in the keyring too: entries cut off at the server show, whatever is changed
//! there with them.

mod store;

use super::archive::verify::fingerprint;
use super::store::stands;
use super::unasked;
use super::verify;
use super::verify::store::{RegisterRow, begin_reading, registers};
use crate::app::App;
use crate::error::Error;
use crate::keyring::Secret;
use crate::terminals::register::PublicKey;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::NaiveDate;
use domain::ledger::{Chain, Defect, Event, EventCode, Head, RegisterCode, Stands, Watch};
use domain::{Language, Spoken};
use serde::{Deserialize, Serialize};
use sqlx::postgres::PgConnection;
use std::collections::BTreeMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;
use tokio::time::sleep;
use zeroize::Zeroizing;

/// How long after a start it begins: who comes to order is served first.
pub const AFTER_START: Duration = Duration::from_secs(20);
/// Until it is looked whether the server is there, or there again.
const LOOK_AGAIN_AFTER: Duration = Duration::from_secs(30);
/// As which the defects are kept that were told already.
const TOLD: &str = "told defects";

/// What the watching found last.
#[derive(Default)]
pub struct Watching {
    again: Notify,
    found: Mutex<Vec<Defect>>,
}

impl Watching {
    /// What is wrong.
    pub fn found(&self) -> Vec<Defect> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Has the registers verified again.
    pub fn look_again(&self) {
        self.again.notify_one();
    }
}

/// Watches for as long as the program runs, where this terminal is a register; begins after so long.
pub async fn keep_watch(app: &App, after: Duration) {
    sleep(after).await;
    loop {
        if !app.works() || app.is_away() {
            sleep(LOOK_AGAIN_AFTER).await;
            continue;
        }
        match app.carry(look(app)).await {
            Ok(_) => app.watching().again.notified().await,
            Err(error) => {
                let error = error.in_words(Language::En);
                tracing::warn!(error = format!("{error:#}"), "the ledger was not verified");
                sleep(LOOK_AGAIN_AFTER).await;
            }
        }
    }
}

/// Verifies what is new at each register of the shop; what is wrong. What was not known to be is
/// logged, and written in this register's chain.
///
/// # Errors
/// The server does not answer.
pub async fn look(app: &App) -> Result<Vec<Defect>, Error> {
    look_with(app, &kept_in_keyring(app).await).await
}

/// The same with what the keyring has of this terminal's register.
///
/// # Errors
/// The server does not answer.
pub async fn look_with(app: &App, aside: &Option<KeptHeads>) -> Result<Vec<Defect>, Error> {
    let Some(own) = app.register_if_any().await? else { return Ok(Vec::new()) };
    let shop = app.shop().await?;
    let mut found = Vec::new();
    let mut reading = app.database().begin().await?;
    begin_reading(&mut reading).await?;
    for row in registers(&mut reading, Some(&shop.code)).await? {
        let (stands, defects) = one(app, &mut reading, &row, aside).await?;
        if defects.is_empty() {
            app.keep(&name(&row), &stands);
            if row.code == own.code().0 {
                keep_in_keyring(app, &row, &stands.heads).await;
            }
        }
        found.extend(defects);
    }
    reading.rollback().await?;
    app.watching().found.lock().unwrap_or_else(PoisonError::into_inner).clone_from(&found);
    tell(app, &found).await?;
    Ok(found)
}

/// Verifies a register from where it stood, or all of it where that is not known.
async fn one(
    app: &App,
    reading: &mut PgConnection,
    row: &RegisterRow,
    aside: &Option<KeptHeads>,
) -> Result<(Stands, Vec<Defect>), Error> {
    let code = RegisterCode(row.code.clone());
    let known: Option<Stands> = app.kept_ever(&name(row));
    let Some(from) = known else {
        let (_, defects) = verify::one(reading, row, in_keyring(aside, row)).await?;
        return Ok((stands(&mut *reading, &code).await?, defects));
    };
    let key = PublicKey::read(&row.public_key);
    let genuine =
        |text: &str, signature: &str| key.as_ref().is_some_and(|key| key.signed(text, signature));
    let heads: BTreeMap<Chain, Head> = in_keyring(aside, row).into_iter().collect();
    let there = store::at(reading, &code, &heads).await?;
    let mut watch = Watch::from(code.clone(), Stands { heads, ..Stands::default() }, genuine);
    watch.begin(&there);
    let (_, mut defects) = watch.finish();
    let there = store::at(reading, &code, &from.heads).await?;
    let mut new = store::since(reading, &code, &from.heads).await?;
    let mut watch = Watch::from(code, from, genuine);
    watch.begin(&there);
    new.sort_by_cached_key(|it| {
        Watch::<fn(&str, &str) -> bool>::order(it.chain, &it.text, it.day, it.number)
    });
    for entry in new {
        watch.take(entry.chain, &entry.text, &entry.signature);
    }
    let (stands, found) = watch.finish();
    defects.extend(found.into_iter().filter(|it| !defects.contains(it)).collect::<Vec<_>>());
    Ok((stands, defects))
}

/// Tells of what nobody was told yet.
async fn tell(app: &App, found: &[Defect]) -> Result<(), Error> {
    let told: Vec<Defect> = app.kept_ever(TOLD).unwrap_or_default();
    let new: Vec<&Defect> = found.iter().filter(|it| !told.contains(it)).collect();
    let Some(first) = new.first() else { return Ok(()) };
    for defect in &new {
        tracing::error!(defect = defect.say(Language::En), "the ledger is not as it was written");
    }
    let event = Event {
        code: EventCode::IntegrityDefect,
        what: Some(format!("{} {} {}", first.register, first.chain.word(), first.number)),
        who: None,
        detail: Some(format!("{} ({})", first.flaw.say(Language::Fr), new.len())),
        office: None,
    };
    unasked::event(app, event).await?;
    app.keep(TOLD, &found);
    Ok(())
}

/// As which it is kept where a register stood; a register of another database has another key.
fn name(row: &RegisterRow) -> String {
    let key = fingerprint(&STANDARD.encode(&row.public_key)).unwrap_or_default();
    format!("verified {} {key}", row.code)
}

/// The heads of this terminal's own register, as the keyring keeps them.
#[derive(Serialize, Deserialize)]
pub struct KeptHeads {
    /// The register's public key, in base64.
    key: String,
    heads: BTreeMap<Chain, Head>,
}

impl KeptHeads {
    /// Those of a register with that public key.
    pub fn of(public_key: &[u8], heads: BTreeMap<Chain, Head>) -> KeptHeads {
        KeptHeads { key: STANDARD.encode(public_key), heads }
    }
}

/// What the keyring has of this terminal's register.
pub async fn kept_in_keyring(app: &App) -> Option<KeptHeads> {
    match app.secrets().keyring()?.read(Secret::RegisterHeads).await {
        Ok(kept) => serde_json::from_str(&kept?).ok(),
        Err(error) => {
            tracing::debug!(?error, "the keyring does not say where the register stood");
            None
        }
    }
}

async fn keep_in_keyring(app: &App, row: &RegisterRow, heads: &BTreeMap<Chain, Head>) {
    let Some(keyring) = app.secrets().keyring() else { return };
    let kept = KeptHeads::of(&row.public_key, heads.clone());
    let Ok(text) = serde_json::to_string(&kept) else { return };
    if let Err(error) = keyring.keep(Secret::RegisterHeads, Some(Zeroizing::new(text))).await {
        tracing::debug!(?error, "the keyring does not keep where the register stands");
    }
}

fn in_keyring(kept: &Option<KeptHeads>, row: &RegisterRow) -> Vec<(Chain, Head)> {
    let of_row = kept.as_ref().filter(|kept| kept.key == STANDARD.encode(&row.public_key));
    of_row.map(|kept| kept.heads.clone().into_iter().collect()).unwrap_or_default()
}

/// All that this terminal knows of where a register stood.
pub fn known(app: &App, own: &Option<KeptHeads>, row: &RegisterRow) -> Vec<(Chain, Head)> {
    let kept: Option<Stands> = app.kept_ever(&name(row));
    let kept = kept.map(|stands| stands.heads).unwrap_or_default();
    kept.into_iter().chain(in_keyring(own, row)).collect()
}

/// An entry that is new.
struct New {
    chain: Chain,
    number: u64,
    day: NaiveDate,
    text: String,
    signature: String,
}
