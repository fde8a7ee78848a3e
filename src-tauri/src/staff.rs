//! People: tiles, signing in with a PIN (UC05), signing out.

mod offline;
mod store;

pub use offline::answer_away;
pub use store::add_administrator;

use crate::app::{App, Caller, reply};
use crate::error::Error;
use crate::ledger::events;
use crate::orders;
use crate::settings::key::Pepper;
use anyhow::{Context, ensure};
use argon2::password_hash::rand_core::OsRng;
use argon2::password_hash::{PasswordHash, PasswordHasher, PasswordVerifier, SaltString};
use argon2::{Algorithm, Argon2, KeyId, Params, ParamsBuilder, Version};
use domain::contract::{Who, every_call};
use domain::ledger::EventCode;
use domain::settings::SecretRefused;
use domain::shops::WindowKind;
use domain::staff::{
    ApprovalId, Approve, MANAGERS, Role, SignIn, SignInRefused, StaffCall, StaffId, StaffTile,
    WRONG_PINS_MAX, is_pin, wait_seconds_after,
};
use std::sync::OnceLock;
use zeroize::Zeroizing;

/// Answers this capability's calls.
pub async fn answer(
    app: &App,
    caller: Caller,
    call: StaffCall,
) -> Result<serde_json::Value, Error> {
    match call {
        StaffCall::ListStaff(call) => reply(call, |_| tiles(app, &caller)).await,
        StaffCall::SignIn(call) => reply(call, |call| sign_in(app, &caller, call)).await,
        StaffCall::ListManagers(call) => reply(call, |_| managers(app, &caller)).await,
        StaffCall::Approve(call) => reply(call, |call| approve(app, &caller, call)).await,
        StaffCall::SignOut(call) => {
            reply(call, async |_| {
                sign_out(app, &caller);
                Ok(())
            })
            .await
        }
        StaffCall::WhoIsSignedIn(call) => {
            reply(call, async |_| Ok(app.signed_in(caller.window))).await
        }
    }
}

/// The people of the shop who have work at this window.
async fn tiles(app: &App, caller: &Caller) -> Result<Vec<StaffTile>, Error> {
    let mut tiles = store::tiles(app.database(), caller.shop.id).await?;
    tiles.retain(|tile| works_at(tile.role, caller.window));
    Ok(tiles)
}

/// Whether a role may make any call of a window that asks for certain roles.
fn works_at(role: Role, window: WindowKind) -> bool {
    every_call().any(|call| {
        let asks = matches!(call.who, Who::Roles(roles) if roles.contains(&role));
        asks && call.windows.contains(&window)
    })
}

/// The managers of the shop and of the group.
async fn managers(app: &App, caller: &Caller) -> Result<Vec<StaffTile>, Error> {
    let mut tiles = store::tiles(app.database(), caller.shop.id).await?;
    tiles.retain(|tile| MANAGERS.admits(Some(tile.role)));
    Ok(tiles)
}

/// A manager lets the cashier do one thing.
async fn approve(app: &App, caller: &Caller, call: Approve) -> Result<ApprovalId, Error> {
    let manager = check_pin(app, caller, call.staff, call.pin.0).await?;
    if !MANAGERS.admits(Some(manager.role)) {
        return Err(SignInRefused::NotAManager.into());
    }
    tracing::info!(staff = manager.id.0, "consent given");
    Ok(app.approve(caller.window, &manager))
}

async fn sign_in(app: &App, caller: &Caller, call: SignIn) -> Result<StaffTile, Error> {
    let person = check_pin(app, caller, call.staff, call.pin.0).await?;
    if !works_at(person.role, caller.window) {
        return Err(SignInRefused::NotHere.into());
    }
    if caller.window == WindowKind::Counter {
        orders::offline::learn_register(app).await;
        // Opened while nobody waits for it, and known when the server is away.
        if let Err(error) = app.register().await {
            tracing::warn!(?error, "this terminal's register is not open");
        }
    }
    app.sign(caller.window, Some(person.clone()));
    events::note(app, EventCode::SignedIn, Some(person.name.clone()), None);
    tracing::info!(staff = person.id.0, window = caller.window.word(), "signed in");
    Ok(person)
}

/// Nobody is signed in at that window any more.
fn sign_out(app: &App, caller: &Caller) {
    app.sign(caller.window, None);
    let who = caller.name();
    events::note(app, EventCode::SignedOut, who, None);
}

/// Checks a PIN. The try is counted before the PIN is looked at, in one statement that also
/// reads what is needed: tries sent at once cannot slip past the count.
async fn check_pin(
    app: &App,
    caller: &Caller,
    staff: StaffId,
    pin: String,
) -> Result<StaffTile, Error> {
    let attempt =
        store::begin_attempt(app.database(), staff, caller.shop.id, caller.terminal).await?;
    let Some(attempt) = attempt else {
        // Nobody of that key: as slow as a wrong PIN, and the same words.
        verify(&unknown_hash()?, &pin, None).await?;
        return Err(SignInRefused::Wrong.into());
    };
    if attempt.wrong_pins > WRONG_PINS_MAX {
        return Err(SignInRefused::Locked.into());
    }
    // The count holds this try too; what was wrong before it decides the wait.
    let wait = wait_seconds_after(attempt.wrong_pins.saturating_sub(1));
    if attempt.seconds_since_last < f64::from(wait) {
        store::forgive_attempt(app.database(), staff, caller.terminal).await?;
        let left = (f64::from(wait) - attempt.seconds_since_last).ceil();
        return Err(SignInRefused::Wait { seconds: left as u32 }.into());
    }
    let pepper = match pepper_for(app, &attempt).await {
        Ok(pepper) => pepper,
        Err(error) => {
            // It was not looked at.
            store::forgive_attempt(app.database(), staff, caller.terminal).await?;
            return Err(error);
        }
    };
    let right = is_pin(&pin) && verify(&attempt.pin_hash, &pin, pepper.clone()).await?;
    if !right {
        store::note_wrong(app.database(), staff, caller.terminal).await?;
        return Err(SignInRefused::Wrong.into());
    }
    // A hash of before there was a pepper is replaced while the PIN is at hand.
    let peppered = match pepper.filter(|_| !is_peppered(&attempt.pin_hash)) {
        Some(pepper) => Some(pin_hash_aside(pin.clone(), Some(pepper)).await?),
        None => None,
    };
    let hashes = peppered.as_deref().map(|after| (attempt.pin_hash.as_str(), after));
    store::end_attempts(app.database(), staff, caller.terminal, hashes).await?;
    offline::remember(app, &attempt.tile, &pin);
    Ok(attempt.tile)
}

/// The pepper, where the group has one. A terminal without the group's key still verifies what was
/// hashed without.
async fn pepper_for(app: &App, attempt: &store::Attempt) -> Result<Option<Pepper>, Error> {
    let pepper = match &attempt.group_key {
        Some(row) => app.secrets().pepper(row).await,
        None => Err(SecretRefused::NoKey.into()),
    };
    match pepper {
        Ok(pepper) => Ok(Some(pepper)),
        Err(Error::Refused(refused)) if !is_peppered(&attempt.pin_hash) => {
            tracing::debug!(?refused, "a PIN is verified without the group's key");
            Ok(None)
        }
        Err(Error::Refused(refused)) => {
            tracing::warn!(?refused, "a PIN cannot be verified");
            Err(SignInRefused::NoKey.into())
        }
        Err(error) => Err(error),
    }
}

/// Whether a hash says that it was made with a pepper.
fn is_peppered(hash: &str) -> bool {
    hash.contains("keyid=")
}

/// Compares away from the threads that serve the screens: it takes tens of milliseconds on purpose.
async fn verify(hash: &str, pin: &str, pepper: Option<Pepper>) -> anyhow::Result<bool> {
    let (hash, pin) = (hash.to_owned(), Zeroizing::new(pin.to_owned()));
    tokio::task::spawn_blocking(move || {
        let hash = PasswordHash::new(&hash)
            .map_err(|error| anyhow::anyhow!("staff.pin_hash is not a PHC string: {error}"))?;
        let id = Params::try_from(&hash).ok();
        let id = id.as_ref().map(Params::keyid).unwrap_or_default();
        let pepper = pepper.filter(|pepper| pepper.key.0 == id);
        ensure!(id.is_empty() || pepper.is_some(), "a PIN's pepper is another group's");
        Ok(argon2(pepper.as_ref())?.verify_password(pin.as_bytes(), &hash).is_ok())
    })
    .await
    .context("comparing a PIN")?
}

/// The hash compared with when the person does not exist: of a PIN nobody can type.
fn unknown_hash() -> anyhow::Result<String> {
    static HASH: OnceLock<String> = OnceLock::new();
    if let Some(hash) = HASH.get() {
        return Ok(hash.clone());
    }
    let hash = pin_hash("not a PIN", None)?;
    Ok(HASH.get_or_init(|| hash).clone())
}

/// The hash of a PIN made away from the threads that serve the screens.
pub async fn pin_hash_aside(pin: String, pepper: Option<Pepper>) -> anyhow::Result<String> {
    let pin = Zeroizing::new(pin);
    tokio::task::spawn_blocking(move || pin_hash(&pin, pepper.as_ref()))
        .await
        .context("hashing a PIN")?
}

/// The hash of a PIN, to be stored. With a pepper it bears the number of the key that seals it.
pub fn pin_hash(pin: &str, pepper: Option<&Pepper>) -> anyhow::Result<String> {
    let salt = SaltString::generate(&mut OsRng);
    let hash = argon2(pepper)?
        .hash_password(pin.as_bytes(), &salt)
        .map_err(|error| anyhow::anyhow!("hashing a PIN: {error}"))?;
    Ok(hash.to_string())
}

/// OWASP's first choice for argon2id: 19 MiB, two passes, one lane.
fn argon2(pepper: Option<&Pepper>) -> anyhow::Result<Argon2<'_>> {
    let (kind, version) = (Algorithm::Argon2id, Version::V0x13);
    let Some(pepper) = pepper else { return Ok(Argon2::new(kind, version, Params::DEFAULT)) };
    let told = |error| anyhow::anyhow!("a pepper: {error}");
    let id = KeyId::new(&pepper.key.0).map_err(told)?;
    let params = ParamsBuilder::new().keyid(id).build().map_err(told)?;
    Argon2::new_with_secret(pepper.secret(), kind, version, params).map_err(told)
}
