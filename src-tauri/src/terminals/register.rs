//! The key with which a register signs: ECDSA over P-256. The private half is in the terminal's
//! keyring and nowhere else, the public one in the database for whoever verifies.

use crate::settings::seal::random;
use anyhow::Context;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE_NO_PAD};
use p256::ecdsa::signature::hazmat::{PrehashSigner, PrehashVerifier};
use p256::ecdsa::signature::{Signer, Verifier};
use p256::ecdsa::{Signature, SigningKey, VerifyingKey};
use p256::pkcs8::{DecodePublicKey, EncodePublicKey};
use sha2::{Digest, Sha256};
use std::fmt;
use zeroize::Zeroizing;

/// Draws that fall outside the curve's order are drawn again; one in four thousand millions does.
const DRAWS_MAX: u32 = 5;

/// A register's key. It is wiped when dropped, and never written out.
pub struct RegisterKey(SigningKey);

impl fmt::Debug for RegisterKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("RegisterKey")
    }
}

impl RegisterKey {
    /// A new one.
    ///
    /// # Errors
    /// The system's random bytes are not random.
    pub fn random() -> anyhow::Result<RegisterKey> {
        let drawn = (0..DRAWS_MAX).find_map(|_| {
            let bytes: Zeroizing<[u8; 32]> = Zeroizing::new(random());
            SigningKey::from_slice(bytes.as_slice()).ok()
        });
        drawn.map(RegisterKey).context("no number drawn is a key")
    }

    /// The one that a keyring kept.
    pub fn parse(kept: &str) -> Option<RegisterKey> {
        let bytes = Zeroizing::new(STANDARD.decode(kept).ok()?);
        SigningKey::from_slice(&bytes).ok().map(RegisterKey)
    }

    /// As a keyring keeps it.
    pub fn text(&self) -> Zeroizing<String> {
        let bytes = Zeroizing::new(<[u8; 32]>::from(self.0.to_bytes()));
        Zeroizing::new(STANDARD.encode(bytes.as_slice()))
    }

    /// The SHA-256 of a text in hexadecimal digits, and its signature: the two numbers of ECDSA one
    /// after the other, in base64url without padding. The same text has the same signature (RFC 6979).
    pub fn sign(&self, text: &str) -> (String, String) {
        let signature: Signature = self.0.sign(text.as_bytes());
        let hash = Sha256::digest(text.as_bytes());
        let digits = hash.iter().map(|byte| format!("{byte:02x}")).collect();
        (digits, URL_SAFE_NO_PAD.encode(signature.to_bytes()))
    }

    /// The signature of a SHA-256, as other programs take it: in DER, in base64.
    ///
    /// # Errors
    /// Never for a hash of that length.
    pub fn sign_hash(&self, hash: &[u8; 32]) -> anyhow::Result<String> {
        let signed: Result<Signature, _> = self.0.sign_prehash(hash);
        let signature = signed.map_err(|error| anyhow::anyhow!("a register's key: {error}"))?;
        Ok(STANDARD.encode(signature.to_der().as_bytes()))
    }

    /// The public half, as SubjectPublicKeyInfo in DER.
    ///
    /// # Errors
    /// Never for a key of this curve.
    pub fn public(&self) -> anyhow::Result<Vec<u8>> {
        let public = self.0.verifying_key().to_public_key_der();
        Ok(public.map_err(|error| anyhow::anyhow!("a register's key: {error}"))?.into_vec())
    }
}

/// What verifies what a register signed.
pub struct PublicKey(VerifyingKey);

impl PublicKey {
    /// One as the database has it; none: it is no key.
    pub fn read(der: &[u8]) -> Option<PublicKey> {
        VerifyingKey::from_public_key_der(der).ok().map(PublicKey)
    }

    /// One as an archive has it; none: it is no key.
    pub fn parse(text: &str) -> Option<PublicKey> {
        PublicKey::read(&STANDARD.decode(text).ok()?)
    }

    /// Whether that is the key's signature of a SHA-256, as [`RegisterKey::sign_hash`] writes it.
    pub fn signed_hash(&self, hash: &[u8; 32], signature: &str) -> bool {
        let bytes = STANDARD.decode(signature).ok();
        let signature = bytes.and_then(|bytes| Signature::from_der(&bytes).ok());
        signature.is_some_and(|signature| self.0.verify_prehash(hash, &signature).is_ok())
    }

    /// Whether that is the register's signature of the text.
    pub fn signed(&self, text: &str, signature: &str) -> bool {
        let bytes = URL_SAFE_NO_PAD.decode(signature).ok();
        let signature = bytes.and_then(|bytes| Signature::from_slice(&bytes).ok());
        signature.is_some_and(|signature| self.0.verify(text.as_bytes(), &signature).is_ok())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_it_signs_is_verified_by_its_public_half_alone() {
        let [key, other] = [0; 2].map(|_| RegisterKey::random().expect("a key"));
        let kept = RegisterKey::parse(&key.text()).expect("kept");
        assert_eq!(kept.public().expect("public"), key.public().expect("public"));
        let signed: Signature = kept.0.sign(b"ticket 1");
        let verifies = |key: &RegisterKey, text: &[u8]| {
            let public = key.public().expect("public");
            assert_eq!(public.len(), 91);
            let public = VerifyingKey::from_public_key_der(&public).expect("read");
            public.verify(text, &signed).is_ok()
        };
        assert!(verifies(&key, b"ticket 1"));
        assert!(!verifies(&key, b"ticket 2") && !verifies(&other, b"ticket 1"));
        assert!(RegisterKey::parse("").is_none() && RegisterKey::parse("AAAA").is_none());
        assert_eq!(format!("{key:?}"), "RegisterKey");
    }
}
