//! The file that signs an archive: a line of JSON with what another program needs to check it.

use crate::terminals::register::{PublicKey, RegisterKey};
use anyhow::Context;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use serde::{Deserialize, Serialize};

/// How an archive is signed.
const ALGORITHM: &str = "ECDSA P-256 SHA-256";

/// What the file says, its fields in the order of their names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct ArchiveSignature {
    algorithm: String,
    /// SubjectPublicKeyInfo in DER, in base64 as in a PEM file.
    pub public_key: String,
    /// Of the archive, in hexadecimal digits.
    pub sha256: String,
    /// Of that hash: in DER, in base64.
    signature: String,
}

impl ArchiveSignature {
    /// Signs.
    ///
    /// # Errors
    /// Never for a key of this curve.
    pub fn of(hash: &[u8; 32], key: &RegisterKey) -> anyhow::Result<ArchiveSignature> {
        Ok(ArchiveSignature {
            algorithm: ALGORITHM.to_owned(),
            public_key: STANDARD.encode(key.public()?),
            sha256: digits(hash),
            signature: key.sign_hash(hash)?,
        })
    }

    /// The file's text.
    ///
    /// # Errors
    /// Never.
    pub fn text(&self) -> anyhow::Result<String> {
        Ok(serde_json::to_string(self).context("a signature")? + "\n")
    }

    /// The one of a text, if it is written as this program writes it.
    pub fn read(text: &str) -> Option<ArchiveSignature> {
        let read: ArchiveSignature = serde_json::from_str(text).ok()?;
        let is_ours = read.algorithm == ALGORITHM && read.text().is_ok_and(|ours| ours == text);
        is_ours.then_some(read)
    }

    /// Whether its key has signed that hash.
    pub fn signs(&self, hash: &[u8; 32]) -> bool {
        PublicKey::parse(&self.public_key).is_some_and(|key| key.signed_hash(hash, &self.signature))
    }
}

/// A hash in hexadecimal digits.
pub fn digits(hash: &[u8; 32]) -> String {
    hash.iter().map(|byte| format!("{byte:02x}")).collect()
}
