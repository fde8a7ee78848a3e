//! Signing in while the server is away: with a PIN that was right at this terminal in the last days.
//!
//! What is kept is sealed: a hash that cannot be compared with anything without a key of this
//! terminal's keyring, so that a copy of its files helps nobody to find a PIN of four digits.

use super::works_at;
use crate::app::{App, Away, Caller};
use crate::error::Error;
use crate::journal::Entry;
use crate::keyring::{Keyring, Secret};
use crate::ledger::events;
use anyhow::{Context, anyhow};
use argon2::password_hash::rand_core::{OsRng, RngCore};
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, Params, Version};
use chrono::{DateTime, TimeDelta, Utc};
use domain::ledger::EventCode;
use domain::staff::{
    Approve, MANAGERS, SignIn, SignInRefused, StaffCall, StaffId, StaffTile, WRONG_PINS_MAX,
    is_pin, wait_seconds_after,
};
use serde::{Deserialize, Serialize};
use zeroize::Zeroizing;

/// How long after a right PIN a person is still let in.
const KNOWN: TimeDelta = TimeDelta::days(7);

/// A person who was here.
#[derive(Serialize, Deserialize)]
struct Known {
    tile: StaffTile,
    /// argon2id in PHC form, with the terminal's key as its secret.
    sealed: String,
    at: DateTime<Utc>,
}

/// Wrong PINs in a row while the server is away.
#[derive(Clone, Copy, Default, Serialize, Deserialize)]
struct Tries {
    wrong_pins: u32,
    last_at: Option<DateTime<Utc>>,
}

/// Answers this capability's calls from what is known here.
pub async fn answer_away(
    app: &App,
    caller: Caller,
    _entry: Option<Entry>,
    call: &StaffCall,
) -> Result<Option<Away>, Error> {
    match call {
        StaffCall::SignIn(SignIn { staff, pin }) => {
            let person = check_pin(app, *staff, pin.0.clone()).await?;
            if !works_at(person.role, caller.window) {
                return Err(SignInRefused::NotHere.into());
            }
            app.sign(caller.window, Some(person.clone()));
            events::note(app, EventCode::SignedIn, Some(person.name.clone()), None);
            tracing::info!(staff = person.id.0, "signed in without the server");
            Away::of(&person)
        }
        StaffCall::Approve(Approve { staff, pin }) => {
            let manager = check_pin(app, *staff, pin.0.clone()).await?;
            if !MANAGERS.admits(Some(manager.role)) {
                return Err(SignInRefused::NotAManager.into());
            }
            Away::of(&app.approve(caller.window, &manager))
        }
        StaffCall::SignOut(_) => {
            super::sign_out(app, &caller);
            Away::of(&())
        }
        StaffCall::WhoIsSignedIn(_) => Away::of(&app.signed_in(caller.window)),
        StaffCall::ListStaff(_) | StaffCall::ListManagers(_) => Ok(None),
    }
}

/// Keeps that this PIN of a person was right, behind the answer: the keyring may take its time.
pub fn remember(app: &App, tile: &StaffTile, pin: &str) {
    // The program's one, which is asked one thing after the other.
    let Some(keyring) = app.secrets().keyring().cloned() else { return };
    let (tile, pin, at) = (tile.clone(), pin.to_owned(), app.now());
    app.keep_behind(&known(tile.id), async move {
        match seal(&keyring, pin).await {
            Ok(sealed) => Some(Known { tile, sealed, at }),
            Err(error) => {
                tracing::warn!("nobody new can sign in while the server is away: {error:#}");
                None
            }
        }
    });
}

async fn check_pin(app: &App, staff: StaffId, pin: String) -> Result<StaffTile, Error> {
    let (kept, now) = (app.kept::<Known>(&known(staff)), app.now());
    let Some(kept) = kept.filter(|kept| now - kept.at < KNOWN) else {
        return Err(SignInRefused::NotKnownHere.into());
    };
    let tries: Tries = app.kept(&wrong(staff)).unwrap_or_default();
    if tries.wrong_pins >= WRONG_PINS_MAX {
        return Err(SignInRefused::Locked.into());
    }
    let wait = TimeDelta::seconds(wait_seconds_after(tries.wrong_pins).into());
    // A clock that was set back does not make it longer.
    let left = tries.last_at.map_or(TimeDelta::zero(), |at| (at + wait - now).min(wait));
    if left > TimeDelta::zero() {
        let seconds = u32::try_from(left.num_milliseconds().div_euclid(1000) + 1);
        return Err(SignInRefused::Wait { seconds: seconds.unwrap_or(u32::MAX) }.into());
    }
    // Counted before it is looked at, as with the server.
    let counted = Tries { wrong_pins: tries.wrong_pins + 1, last_at: Some(now) };
    app.keep(&wrong(staff), &counted);
    let keyring = app.secrets().keyring().ok_or(SignInRefused::NotKnownHere)?;
    if !is_pin(&pin) || !opens(keyring, kept.sealed, pin).await? {
        return Err(SignInRefused::Wrong.into());
    }
    app.keep(&wrong(staff), &Tries::default());
    Ok(kept.tile)
}

async fn seal(keyring: &Keyring, pin: String) -> anyhow::Result<String> {
    let key = key(keyring).await?;
    let sealed = move || {
        let salt = SaltString::generate(&mut OsRng);
        let hash = argon2(&key)?.hash_password(pin.as_bytes(), &salt);
        Ok(hash.map_err(|error| anyhow!("hashing a PIN: {error}"))?.to_string())
    };
    tokio::task::spawn_blocking(sealed).await.context("hashing a PIN")?
}

async fn opens(keyring: &Keyring, sealed: String, pin: String) -> anyhow::Result<bool> {
    let key = key(keyring).await?;
    let opened = move || {
        let hash = PasswordHash::new(&sealed).map_err(|error| anyhow!("no PHC string: {error}"))?;
        Ok(argon2(&key)?.verify_password(pin.as_bytes(), &hash).is_ok())
    };
    tokio::task::spawn_blocking(opened).await.context("comparing a PIN")?
}

/// The terminal's key, made at its first use.
async fn key(keyring: &Keyring) -> anyhow::Result<Zeroizing<String>> {
    let said = |refused| anyhow!("{refused:?}");
    if let Some(key) = keyring.read(Secret::OfflineKey).await.map_err(said)? {
        return Ok(key);
    }
    let mut bytes = [0; 32];
    OsRng.fill_bytes(&mut bytes);
    let key = Zeroizing::new(bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>());
    keyring.keep(Secret::OfflineKey, Some(key.clone())).await.map_err(said)?;
    Ok(key)
}

fn argon2(key: &str) -> anyhow::Result<Argon2<'_>> {
    let (algorithm, version) = (Algorithm::Argon2id, Version::V0x13);
    let keyed = Argon2::new_with_secret(key.as_bytes(), algorithm, version, Params::DEFAULT);
    keyed.map_err(|error| anyhow!("the terminal's key: {error}"))
}

fn known(staff: StaffId) -> String {
    format!("person {}", staff.0)
}

fn wrong(staff: StaffId) -> String {
    format!("wrong PINs {}", staff.0)
}
