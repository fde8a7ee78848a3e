//! Who signs an archive: the register at which it is made, else a key of that PC.

use crate::app::App;
use crate::error::Error;
use crate::keyring::Secret;
use crate::ledger::register::Register;
use crate::terminals::register::RegisterKey;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::ledger::{RegisterCode, Signer};
use domain::server::ServerRefused;
use std::sync::Arc;

/// Who signs.
pub enum Hand {
    /// The register of this terminal.
    Register(Arc<Register>),
    /// The key that this PC keeps for archives.
    Own(RegisterKey),
}

impl Hand {
    /// The one of this terminal; the key of a PC that is no register is made with its first archive.
    ///
    /// # Errors
    /// The keyring or the server does not answer.
    pub async fn of(app: &App) -> Result<Hand, Error> {
        app.ready().await?;
        if let Some(register) = app.register_if_any().await? {
            return Ok(Hand::Register(register));
        }
        let keyring = app.secrets().keyring().ok_or(ServerRefused::NoKeyring)?;
        let kept = keyring.read(Secret::ArchiveKey).await?;
        if let Some(key) = kept.as_deref().and_then(|kept| RegisterKey::parse(kept)) {
            return Ok(Hand::Own(key));
        }
        let key = RegisterKey::random()?;
        keyring.keep(Secret::ArchiveKey, Some(key.text())).await?;
        Ok(Hand::Own(key))
    }

    /// The key that signs.
    pub fn key(&self) -> &RegisterKey {
        match self {
            Hand::Register(register) => register.key(),
            Hand::Own(key) => key,
        }
    }

    /// The register, where it is one.
    pub fn register(&self) -> Option<&RegisterCode> {
        match self {
            Hand::Register(register) => Some(register.code()),
            Hand::Own(_) => None,
        }
    }

    /// As an archive names it.
    ///
    /// # Errors
    /// Never for a key of this curve.
    pub fn signer(&self) -> anyhow::Result<Signer> {
        let public_key = STANDARD.encode(self.key().public()?);
        Ok(Signer { register: self.register().cloned(), public_key })
    }
}
