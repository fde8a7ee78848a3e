//! Sealing: authenticated encryption with what it is about bound to it, so that what was sealed for
//! one place opens in no other.

use anyhow::Context;
use argon2::password_hash::rand_core::{OsRng, RngCore};
use chacha20poly1305::aead::{Aead, KeyInit, Payload};
use chacha20poly1305::{XChaCha20Poly1305, XNonce};
use std::fmt;
use zeroize::Zeroizing;

/// The form of what is sealed: the first of its bytes.
const FORM: u8 = 1;
/// Drawn for each sealing; so long that no two are ever alike.
const NONCE: usize = 24;

/// Random bytes of the system's.
pub fn random<const LENGTH: usize>() -> [u8; LENGTH] {
    let mut bytes = [0; LENGTH];
    OsRng.fill_bytes(&mut bytes);
    bytes
}

/// A key that seals. It is wiped when dropped, and never written out.
#[derive(Clone)]
pub struct Key(Zeroizing<[u8; 32]>);

impl fmt::Debug for Key {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        out.write_str("Key")
    }
}

impl Key {
    /// A new one.
    pub fn random() -> Key {
        Key(Zeroizing::new(random()))
    }

    /// The one of these bytes; none where they are not as many as a key has.
    pub fn of(bytes: &[u8]) -> Option<Key> {
        Some(Key(Zeroizing::new(bytes.try_into().ok()?)))
    }

    /// Its bytes.
    pub fn bytes(&self) -> &[u8; 32] {
        &self.0
    }

    /// Seals a text; `about` says what it is, and is not in it.
    ///
    /// # Errors
    /// When it is larger than anything we seal.
    pub fn seal(&self, about: &[&[u8]], plain: &[u8]) -> anyhow::Result<Vec<u8>> {
        let nonce: [u8; NONCE] = random();
        let payload = Payload { msg: plain, aad: &bound(about) };
        let sealed = self.cipher().encrypt(&XNonce::from(nonce), payload);
        let sealed = sealed.ok().context("what is to be sealed is too large")?;
        Ok([&[FORM][..], &nonce, &sealed].concat())
    }

    /// Opens what was sealed with this key and for this; none where it was not.
    pub fn open(&self, about: &[&[u8]], sealed: &[u8]) -> Option<Zeroizing<Vec<u8>>> {
        let sealed = sealed.strip_prefix(&[FORM])?;
        let (nonce, sealed) = sealed.split_first_chunk::<NONCE>()?;
        let payload = Payload { msg: sealed, aad: &bound(about) };
        self.cipher().decrypt(&XNonce::from(*nonce), payload).ok().map(Zeroizing::new)
    }

    fn cipher(&self) -> XChaCha20Poly1305 {
        XChaCha20Poly1305::new(&(*self.0).into())
    }
}

/// The parts with their lengths: none can pass for two.
fn bound(about: &[&[u8]]) -> Vec<u8> {
    let mut whole = Vec::new();
    for part in about {
        whole.extend_from_slice(&(part.len() as u64).to_le_bytes());
        whole.extend_from_slice(part);
    }
    whole
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_was_sealed_opens_with_its_key_in_its_place_as_it_was_and_not_otherwise() {
        for length in [0, 1, 31, 500] {
            let (key, plain) = (Key::random(), vec![7; length]);
            let about: &[&[u8]] = &[b"secret", b"smtp-user"];
            let sealed = key.seal(about, &plain).expect("sealed");
            assert_eq!(key.open(about, &sealed).as_deref(), Some(&plain));
            assert_ne!(key.seal(about, &plain).expect("sealed"), sealed, "each time anew");
            assert!(Key::random().open(about, &sealed).is_none(), "another key");
            for elsewhere in [
                &[b"secret".as_slice(), b"smtp-password"][..],
                &[b"secretsmtp-user".as_slice()],
                &[b"secret".as_slice(), b"smtp-user", b""],
                &[b"secrets".as_slice(), b"mtp-user"],
            ] {
                assert!(key.open(elsewhere, &sealed).is_none(), "{elsewhere:?}");
            }
            for place in 0..sealed.len() {
                for bit in 0..8 {
                    let mut changed = sealed.clone();
                    changed[place] ^= 1 << bit;
                    assert!(key.open(about, &changed).is_none(), "byte {place} bit {bit}");
                }
                assert!(key.open(about, &sealed[..place]).is_none(), "cut at {place}");
            }
        }
        assert_eq!(format!("{:?}", Key::random()), "Key");
    }
}
