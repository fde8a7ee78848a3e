//! The system's keyring: the only place where a terminal keeps a secret.
//!
//! Entries carry the terminal's key, so that two homes of one user never read each other's. A
//! keyring that nobody has unlocked answers "no such entry" like an empty one: nothing it says is
//! believed before it has given back an entry just written.

use crate::settings::key::KeyId;
use domain::server::ServerRefused;
use keyring_core::Error;
use keyring_core::api::CredentialStoreApi;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;
use tokio::time::timeout;
use uuid::Uuid;
use zbus_secret_service_keyring_store::Store;
use zeroize::Zeroizing;

/// The program's name in the keyring.
const SERVICE: &str = "fr.ocpizza.till";
/// A locked keyring opens a window of the system, where somebody has to type. Until then the
/// screen says so, and a later look finds it unlocked.
const ANSWER_MAX: Duration = Duration::from_secs(4);

/// A secret's name.
#[derive(Clone, Copy, Debug)]
pub enum Secret {
    /// The password of the server's login.
    DatabasePassword,
    /// What seals the PINs that this terminal knows while the server is away.
    OfflineKey,
    /// The group's key of that number: a PC that has been in two groups has both.
    GroupKey(KeyId),
    /// The group's secrets that this terminal needs, for when the server is away.
    Secrets,
    /// What this register signs with.
    RegisterKey,
    /// Where this register's chains stood when they were verified last.
    RegisterHeads,
    /// What signs the archives made at this PC, where it is no register.
    ArchiveKey,
}

impl Secret {
    fn word(self) -> String {
        match self {
            Secret::DatabasePassword => "database-password".to_owned(),
            Secret::OfflineKey => "offline-key".to_owned(),
            Secret::GroupKey(id) => format!("group-key/{id}"),
            Secret::Secrets => "group-secrets".to_owned(),
            Secret::RegisterKey => "register-key".to_owned(),
            Secret::RegisterHeads => "register-heads".to_owned(),
            Secret::ArchiveKey => "archive-key".to_owned(),
        }
    }
}

/// One terminal's part of the keyring.
#[derive(Clone, Debug)]
pub struct Keyring {
    terminal: Uuid,
    /// Held while the system asks somebody to unlock it: it is to ask once.
    asking: Arc<Mutex<()>>,
}

impl Keyring {
    /// The part of that terminal; nothing is asked yet.
    pub fn of(terminal: Uuid) -> Keyring {
        Keyring { terminal, asking: Arc::default() }
    }

    /// A secret, if it was kept.
    ///
    /// # Errors
    /// No keyring, or a locked one.
    pub async fn read(&self, secret: Secret) -> Result<Option<Zeroizing<String>>, ServerRefused> {
        let terminal = self.terminal;
        self.ask(move || {
            let drawer = Drawer::open(terminal)?;
            drawer.probe()?;
            drawer.read(&secret.word())
        })
        .await
    }

    /// Keeps a secret, or with none forgets it.
    ///
    /// # Errors
    /// No keyring, or a locked one.
    pub async fn keep(
        &self,
        secret: Secret,
        value: Option<Zeroizing<String>>,
    ) -> Result<(), ServerRefused> {
        let terminal = self.terminal;
        self.ask(move || {
            let drawer = Drawer::open(terminal)?;
            drawer.probe()?;
            match value {
                Some(value) => drawer.write(&secret.word(), &value),
                None => drawer.remove(&secret.word()),
            }
        })
        .await
    }

    /// Whether what is written outlives the connection it was written on.
    ///
    /// # Errors
    /// No keyring, or a locked one.
    pub async fn survives(&self) -> Result<(), ServerRefused> {
        let terminal = self.terminal;
        self.ask(move || {
            Drawer::open(terminal)?.write("survives", "survives")?;
            let later = Drawer::open(terminal)?;
            let read = later.read("survives")?;
            later.remove("survives")?;
            let same = read.is_some_and(|read| read.as_str() == "survives");
            if same { Ok(()) } else { Err(ServerRefused::KeyringLocked) }
        })
        .await
    }

    /// Asks on a thread of its own: the system may be waiting for somebody to type.
    async fn ask<T: Send + 'static>(
        &self,
        question: impl FnOnce() -> Result<T, ServerRefused> + Send + 'static,
    ) -> Result<T, ServerRefused> {
        // A question that the system answers takes milliseconds; behind one it does not, no other
        // is asked.
        let turn = timeout(ANSWER_MAX, self.asking.clone().lock_owned()).await;
        let turn = turn.map_err(|_| ServerRefused::KeyringLocked)?;
        let asked = tokio::task::spawn_blocking(move || {
            let _turn = turn;
            question()
        });
        match timeout(ANSWER_MAX, asked).await {
            Ok(Ok(answer)) => answer,
            _ => Err(ServerRefused::KeyringLocked),
        }
    }
}

/// The terminal's entries.
struct Drawer {
    store: Arc<Store>,
    terminal: Uuid,
}

impl Drawer {
    fn open(terminal: Uuid) -> Result<Drawer, ServerRefused> {
        match Store::new() {
            Ok(store) => Ok(Drawer { store, terminal }),
            Err(error) => {
                tracing::debug!(%error, "no keyring");
                Err(ServerRefused::NoKeyring)
            }
        }
    }

    fn entry(&self, word: &str) -> Result<keyring_core::Entry, ServerRefused> {
        let user = format!("{}/{word}", self.terminal);
        self.store.build(SERVICE, &user, None).map_err(locked)
    }

    /// Writes an entry, reads it and takes it away.
    fn probe(&self) -> Result<(), ServerRefused> {
        let entry = self.entry("probe")?;
        let written = "probe";
        entry.set_password(written).map_err(locked)?;
        let read = entry.get_password().map_err(locked)?;
        entry.delete_credential().map_err(locked)?;
        if read == written { Ok(()) } else { Err(ServerRefused::KeyringLocked) }
    }

    fn read(&self, word: &str) -> Result<Option<Zeroizing<String>>, ServerRefused> {
        match self.entry(word)?.get_password() {
            Ok(value) => Ok(Some(Zeroizing::new(value))),
            Err(Error::NoEntry) => Ok(None),
            Err(error) => Err(locked(error)),
        }
    }

    fn write(&self, word: &str, value: &str) -> Result<(), ServerRefused> {
        self.entry(word)?.set_password(value).map_err(locked)
    }

    fn remove(&self, word: &str) -> Result<(), ServerRefused> {
        match self.entry(word)?.delete_credential() {
            Ok(()) | Err(Error::NoEntry) => Ok(()),
            Err(error) => Err(locked(error)),
        }
    }
}

fn locked(error: Error) -> ServerRefused {
    tracing::debug!(%error, "the keyring does not answer");
    ServerRefused::KeyringLocked
}
