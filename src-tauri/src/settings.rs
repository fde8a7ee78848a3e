//! The group's secrets: entered once, sealed with the group's key in the database, and opened by
//! the terminals that need them, whose keyrings keep them for when the server is away.
//!
//! The calls of an office come here by the use cases below; they are no commands, since a command
//! is written to the journal, and each may be repeated without harm. Why the key comes to terminals
//! as it does: `docs/decisions/0003-the-groups-key.md`.

pub mod key;
pub mod mail;
pub mod map_ground;
pub mod office;
pub mod outside;
pub mod seal;
mod store;
pub mod verb;

use crate::app::App;
use crate::error::Error;
use crate::keyring::{Keyring, Secret};
use crate::terminals::{self, code::CodeKeys};
use domain::FailureCode;
use domain::server::ServerRefused;
use domain::server::check::Finding;
use domain::settings::{SecretName, SecretRefused, SecretSet, SecretStands};
use domain::staff::StaffId;
use key::{GroupKey, KeyId, Pepper};
use sqlx::PgExecutor;
use sqlx::postgres::PgConnection;
use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
pub use store::GroupKeyRow;
use tokio::sync::Notify;
use zeroize::Zeroizing;

/// Between two times the secrets are read again, besides each time the server is back.
const READ_AGAIN: Duration = Duration::from_secs(300);

/// The values of secrets, by name. They are wiped when dropped.
pub type Values = BTreeMap<SecretName, Zeroizing<String>>;

/// The group's key and secrets as this terminal has them.
#[derive(Default)]
pub struct Secrets {
    /// None: what is known here lasts as long as the process.
    keyring: Option<Keyring>,
    key: Mutex<Option<GroupKey>>,
    pepper: Mutex<Option<Pepper>>,
    values: Mutex<Option<Values>>,
    /// Whether the keyring has those values.
    kept: AtomicBool,
    /// The server is back, or a secret was changed here.
    again: Notify,
}

impl Secrets {
    /// As this terminal's keyring has them.
    pub fn of(keyring: Keyring) -> Secrets {
        Secrets { keyring: Some(keyring), ..Secrets::default() }
    }

    /// This terminal's part of the keyring; none: nothing outlives the process.
    pub fn keyring(&self) -> Option<&Keyring> {
        self.keyring.as_ref()
    }

    /// With a key that is known already.
    pub fn with_key(key: GroupKey) -> Secrets {
        Secrets { key: Mutex::new(Some(key)), ..Secrets::default() }
    }

    /// The group's key of that number.
    ///
    /// # Errors
    /// It is not here; no keyring, or a locked one.
    pub async fn key(&self, id: KeyId) -> Result<GroupKey, Error> {
        Ok(self.known_key(id).await?.ok_or(SecretRefused::KeyNotHere)?)
    }

    /// The same where it is here.
    ///
    /// # Errors
    /// No keyring, or a locked one.
    async fn known_key(&self, id: KeyId) -> Result<Option<GroupKey>, ServerRefused> {
        if let Some(key) = locked(&self.key).clone().filter(|key| key.id() == id) {
            return Ok(Some(key));
        }
        let Some(keyring) = self.keyring.as_ref() else { return Ok(None) };
        let kept = keyring.read(Secret::GroupKey(id)).await?;
        let key = kept.and_then(|kept| GroupKey::parse(&kept)).filter(|key| key.id() == id);
        if key.is_some() {
            locked(&self.key).clone_from(&key);
        }
        Ok(key)
    }

    /// Keeps the group's key here.
    ///
    /// # Errors
    /// No keyring, or a locked one.
    pub async fn keep_key(&self, key: &GroupKey) -> Result<(), ServerRefused> {
        if let Some(keyring) = &self.keyring {
            keyring.keep(Secret::GroupKey(key.id()), Some(key.text())).await?;
        }
        *locked(&self.key) = Some(key.clone());
        Ok(())
    }

    /// The pepper that the database has sealed.
    ///
    /// # Errors
    /// The group's key is not here.
    pub async fn pepper(&self, row: &GroupKeyRow) -> Result<Pepper, Error> {
        let id = row.id()?;
        if let Some(pepper) = locked(&self.pepper).clone().filter(|pepper| pepper.key == id) {
            return Ok(pepper);
        }
        let pepper = self.key(id).await?.open_pepper(&row.pepper);
        let pepper = pepper.ok_or_else(|| anyhow::anyhow!("group_key.pepper was changed"))?;
        *locked(&self.pepper) = Some(pepper.clone());
        Ok(pepper)
    }

    /// The value of a secret, if it is set: as the server said last, else as the keyring has it,
    /// which is asked by nobody but who needs one.
    ///
    /// # Errors
    /// The server has said nothing yet, and there is no keyring, or a locked one.
    pub async fn value(
        &self,
        name: SecretName,
    ) -> Result<Option<Zeroizing<String>>, ServerRefused> {
        if locked(&self.values).is_none() {
            self.recall().await?;
        }
        Ok(locked(&self.values).as_ref().and_then(|values| values.get(&name).cloned()))
    }

    /// Has the secrets read again.
    pub fn read_again(&self) {
        self.again.notify_one();
    }

    /// Takes what the keyring kept, unless the server says something meanwhile.
    async fn recall(&self) -> Result<(), ServerRefused> {
        let Some(keyring) = &self.keyring else { return Ok(()) };
        let kept = keyring.read(Secret::Secrets).await?;
        let kept: BTreeMap<SecretName, String> =
            kept.and_then(|kept| serde_json::from_str(&kept).ok()).unwrap_or_default();
        let kept = kept.into_iter().map(|(name, value)| (name, Zeroizing::new(value)));
        locked(&self.values).get_or_insert_with(|| kept.collect());
        Ok(())
    }

    /// Holds these from now on, here and in the keyring: what is not among them is forgotten.
    async fn hold(&self, values: Values) -> Result<(), ServerRefused> {
        let before = locked(&self.values).replace(values.clone());
        let is_kept = self.kept.load(Ordering::Acquire) && before.as_ref() == Some(&values);
        let Some(keyring) = self.keyring.as_ref().filter(|_| !is_kept) else { return Ok(()) };
        let plain: BTreeMap<_, _> =
            values.iter().map(|(name, value)| (name, value.as_str())).collect();
        let text = serde_json::to_string(&plain).map(Zeroizing::new).ok();
        self.kept.store(false, Ordering::Release);
        keyring.keep(Secret::Secrets, text.filter(|_| !values.is_empty())).await?;
        self.kept.store(true, Ordering::Release);
        Ok(())
    }
}

fn locked<T>(mutex: &Mutex<T>) -> MutexGuard<'_, T> {
    mutex.lock().unwrap_or_else(PoisonError::into_inner)
}

/// The value of a secret: as it is known here, else as the server has it now, so that one that was set a
/// moment ago is there, and one that is set and cannot be opened here is told from one that nobody has set.
///
/// # Errors
/// It is set and the group's key is not here; no keyring, or a locked one; the server does not answer.
pub async fn sought(
    server: &mut PgConnection,
    secrets: &Secrets,
    name: SecretName,
) -> Result<Option<Zeroizing<String>>, Error> {
    if let Some(value) = secrets.value(name).await? {
        return Ok(Some(value));
    }
    let Some(row) = store::group_key(&mut *server).await? else { return Ok(None) };
    let sealed = store::sealed(server).await?;
    let Some((_, sealed)) = sealed.into_iter().find(|(its, _)| *its == name) else {
        return Ok(None);
    };
    let opened = secrets.key(row.id()?).await?.open_secret(name, &sealed);
    secrets.read_again();
    Ok(Some(opened.ok_or(SecretRefused::Damaged { name })?))
}

/// Which secrets are set, by whom and when.
///
/// # Errors
/// When the server does not answer, or this is no office.
pub async fn list(server: impl PgExecutor<'_>) -> Result<Vec<SecretStands>, Error> {
    let set = store::set(server).await?;
    let stands = SecretName::ALL.map(|name| {
        let known = set.iter().find(|(its, ..)| *its == name);
        let set = known.map(|(_, by, at)| SecretSet { by: by.clone(), at: *at });
        SecretStands { name, set }
    });
    Ok(stands.into())
}

/// Sets a secret, in the name of a person (none: of the login).
///
/// # Errors
/// [`SecretRefused`]; the server does not answer, or this is no office.
pub async fn set(
    server: &mut PgConnection,
    secrets: &Secrets,
    (name, value): (SecretName, &str),
    by: Option<StaffId>,
) -> Result<(), Error> {
    name.check(value)?;
    let row = store::group_key(&mut *server).await?.ok_or(SecretRefused::NoKey)?;
    let sealed = secrets.key(row.id()?).await?.seal_secret(name, value)?;
    store::put(server, (name, &sealed), by).await?;
    secrets.read_again();
    tracing::info!(name = name.word(), staff = by.map(|it| it.0), "a secret is set");
    Ok(())
}

/// Takes a secret away, in the name of a person (none: of the login); one that is not set is no
/// fault.
///
/// # Errors
/// The server does not answer, or this is no office.
pub async fn forget(
    server: impl PgExecutor<'_>,
    secrets: &Secrets,
    name: SecretName,
    by: Option<StaffId>,
) -> Result<(), Error> {
    store::remove(server, name, by).await?;
    secrets.read_again();
    tracing::info!(name = name.word(), staff = by.map(|it| it.0), "a secret is taken away");
    Ok(())
}

/// The group's key, if it has one.
///
/// # Errors
/// The group has one that is not here; the server does not answer.
pub async fn group_key(
    server: impl PgExecutor<'_>,
    secrets: &Secrets,
) -> Result<Option<GroupKey>, Error> {
    match store::group_key(server).await? {
        Some(row) => secrets.key(row.id()?).await.map(Some),
        None => Ok(None),
    }
}

/// The group's key, which is made where there is none: kept here first, so that the database never
/// names a key that nobody has.
///
/// # Errors
/// The group has one that is not here; who asks may not make one; no keyring.
pub async fn make_key(server: &mut PgConnection, secrets: &Secrets) -> Result<GroupKey, Error> {
    if let Some(key) = group_key(&mut *server, secrets).await? {
        return Ok(key);
    }
    let key = GroupKey::random();
    secrets.keep_key(&key).await?;
    store::add_group_key(&mut *server, key.id(), &key.new_pepper()?).await?;
    // Of two that are made at once, the first is the group's.
    let key = group_key(server, secrets).await?.ok_or(SecretRefused::NoKey)?;
    tracing::info!(key = %key.id(), "the group has a key");
    Ok(key)
}

/// The key that goes with a code: the owner makes it where the group has none and there is a keyring
/// to keep it in.
///
/// # Errors
/// The group has one that is not here; the server does not answer.
pub async fn key_for_codes(
    server: &mut PgConnection,
    secrets: &Secrets,
) -> Result<Option<GroupKey>, Error> {
    let key = group_key(&mut *server, secrets).await?;
    if key.is_some() || !terminals::is_owner(server).await? {
        return Ok(key);
    }
    match make_key(server, secrets).await {
        Err(Error::Refused(refused)) => {
            tracing::warn!(?refused, "the group's key is not made here");
            Ok(None)
        }
        made => made.map(Some),
    }
}

/// Takes the group's key as it was typed.
///
/// # Errors
/// It is not the group's; there is none; no keyring.
pub async fn enter_key(
    server: impl PgExecutor<'_>,
    secrets: &Secrets,
    typed: &str,
) -> Result<(), Error> {
    let row = store::group_key(server).await?.ok_or(SecretRefused::NoKey)?;
    let id = row.id()?;
    let key = GroupKey::parse(typed).filter(|key| key.id() == id);
    secrets.keep_key(&key.ok_or(SecretRefused::WrongKey)?).await?;
    secrets.read_again();
    Ok(())
}

/// Leaves the group's key for who redeems a code that was just made.
///
/// # Errors
/// The server does not answer.
pub async fn hand_over(
    server: impl PgExecutor<'_>,
    key: &GroupKey,
    code: &domain::terminals::EnrolmentCode,
) -> Result<(), Error> {
    let keys = CodeKeys::of(code).await?;
    store::seal_code(server, &keys.login, &key.seal_to(&keys)?).await?;
    Ok(())
}

/// Whether the group has a key.
///
/// # Errors
/// When the server does not answer.
pub async fn key_row(server: impl PgExecutor<'_>) -> Result<Option<GroupKeyRow>, Error> {
    Ok(store::group_key(server).await?)
}

/// The pepper for PINs, if the group has one and its key is here.
///
/// # Errors
/// When the server does not answer.
pub async fn pepper(
    server: impl PgExecutor<'_>,
    secrets: &Secrets,
) -> Result<Option<Pepper>, Error> {
    let Some(row) = store::group_key(server).await? else { return Ok(None) };
    match secrets.pepper(&row).await {
        Err(Error::Refused(refused)) => {
            tracing::warn!(?refused, "a PIN gets its pepper when it is next typed");
            Ok(None)
        }
        pepper => pepper.map(Some),
    }
}

/// How the group's key and secrets stand here, for `oc-pizza check`.
///
/// # Errors
/// When the server does not answer.
pub async fn standing(server: &mut PgConnection, secrets: &Secrets) -> Result<Vec<Finding>, Error> {
    let Some(row) = store::group_key(&mut *server).await? else {
        return Ok(vec![Finding::NoGroupKey]);
    };
    let key = match secrets.key(row.id()?).await {
        Ok(key) => key,
        // A keyring that does not answer has a line of its own.
        Err(Error::Refused(refused)) if refused.code() == FailureCode::SetUp => {
            return Ok(Vec::new());
        }
        Err(_) => return Ok(vec![Finding::GroupKeyNotHere]),
    };
    let mut found = vec![Finding::GroupKey];
    let sealed = store::sealed(&mut *server).await?;
    let opens = |(name, sealed): &(SecretName, Vec<u8>)| key.open_secret(*name, sealed).is_some();
    let damaged = sealed.iter().filter(|row| !opens(row));
    let damaged = damaged.map(|(name, _)| Finding::SecretDamaged { name: *name });
    let set: Vec<_> = sealed.iter().map(|(name, _)| *name).collect();
    // A terminal that sees none may be one that needs none.
    if !set.is_empty() || terminals::is_owner(server).await? {
        found.push(Finding::Secrets { set });
    }
    found.extend(damaged);
    Ok(found)
}

/// Reads the secrets that this terminal needs and keeps them; those it has no right to any more, or
/// that were taken away, are forgotten.
///
/// # Errors
/// The group's key is not here; the server or the keyring does not answer.
pub async fn refresh(app: &App) -> Result<(), Error> {
    let (server, secrets) = (app.database(), app.secrets());
    let Some(row) = store::group_key(server).await? else { return Ok(()) };
    let sealed = store::sealed(server).await?;
    let mut values = Values::new();
    if !sealed.is_empty() {
        let key = secrets.key(row.id()?).await?;
        for (name, sealed) in sealed {
            match key.open_secret(name, &sealed) {
                Some(value) => drop(values.insert(name, value)),
                None => tracing::error!(name = name.word(), "a secret's row was changed"),
            }
        }
    }
    Ok(secrets.hold(values).await?)
}

/// Has the secrets at hand, aside from all calls: as the server has them each time it is back, and
/// now and then.
pub async fn keep_fresh(app: &App) {
    loop {
        if app.primary().is_known() {
            match refresh(app).await {
                Err(Error::Refused(refused)) => tracing::warn!(?refused, "the group's secrets"),
                Err(error) => tracing::debug!(?error, "the group's secrets could not be read"),
                Ok(()) => {}
            }
        }
        // Woken by whoever changes something, too.
        let _ = tokio::time::timeout(READ_AGAIN, app.secrets().again.notified()).await;
    }
}
