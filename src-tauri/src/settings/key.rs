//! The group's key: what it seals, and as what it is typed.
//!
//! It is in the keyrings of the group's terminals and nowhere else. Its number, which the database
//! knows, is made from it and tells nothing of it.

use super::seal::{Key, random};
use crate::terminals::code::CodeKeys;
use anyhow::Context;
use domain::settings::SecretName;
use sha2::{Digest, Sha256};
use std::fmt::{self, Display, Write};
use zeroize::Zeroizing;

/// Characters of a key as it is typed.
const TYPED: usize = 64;

/// The number of a group's key.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KeyId(pub [u8; 8]);

impl KeyId {
    /// As the database has it.
    ///
    /// # Errors
    /// When it has another length.
    pub fn of(bytes: &[u8]) -> anyhow::Result<KeyId> {
        Ok(KeyId(bytes.try_into().context("group_key.key_id has not eight bytes")?))
    }
}

impl Display for KeyId {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.0.iter().try_for_each(|byte| write!(out, "{byte:02x}"))
    }
}

/// What a PIN is hashed with besides itself: who has the database alone cannot try PINs.
#[derive(Clone)]
pub struct Pepper {
    /// The number of the key that seals it, which its hashes bear.
    pub key: KeyId,
    secret: Zeroizing<Vec<u8>>,
}

impl Pepper {
    /// The secret itself.
    pub fn secret(&self) -> &[u8] {
        &self.secret
    }
}

/// The group's key.
#[derive(Clone)]
pub struct GroupKey {
    key: Key,
    id: KeyId,
}

impl fmt::Debug for GroupKey {
    fn fmt(&self, out: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(out, "GroupKey({})", self.id)
    }
}

impl GroupKey {
    /// A new one.
    pub fn random() -> GroupKey {
        GroupKey::from(Key::random())
    }

    fn from(key: Key) -> GroupKey {
        let hash = Sha256::new_with_prefix(b"oc-pizza group key").chain_update(key.bytes());
        let (mut id, hash) = ([0; 8], hash.finalize());
        id.copy_from_slice(&hash[..8]);
        GroupKey { key, id: KeyId(id) }
    }

    /// The one that was typed, or read in a keyring; blanks do not matter.
    pub fn parse(typed: &str) -> Option<GroupKey> {
        let digits = typed.chars().filter(|typed| !typed.is_whitespace());
        let digits: Option<Zeroizing<Vec<u8>>> = digits
            .map(|digit| u8::try_from(digit.to_digit(16)?).ok())
            .collect::<Option<_>>()
            .map(Zeroizing::new);
        let digits = digits.filter(|digits| digits.len() == TYPED)?;
        let bytes = digits.chunks(2).map(|pair| (pair[0] << 4) | pair[1]);
        let bytes: Zeroizing<Vec<u8>> = Zeroizing::new(bytes.collect());
        Some(GroupKey::from(Key::of(&bytes)?))
    }

    /// As it is kept and typed: groups of four.
    pub fn text(&self) -> Zeroizing<String> {
        let mut text = Zeroizing::new(String::with_capacity(TYPED + TYPED / 4));
        for (place, byte) in self.key.bytes().iter().enumerate() {
            let between = if place > 0 && place % 2 == 0 { " " } else { "" };
            // Writing to a string cannot fail.
            let _ = write!(text, "{between}{byte:02x}");
        }
        text
    }

    /// Its number.
    pub fn id(&self) -> KeyId {
        self.id
    }

    /// Seals a secret for its row.
    ///
    /// # Errors
    /// When it is too large.
    pub fn seal_secret(&self, name: SecretName, value: &str) -> anyhow::Result<Vec<u8>> {
        self.key.seal(&self.secret(name), value.as_bytes())
    }

    /// Opens a secret's row; none where it is not that row, or was changed.
    pub fn open_secret(&self, name: SecretName, sealed: &[u8]) -> Option<Zeroizing<String>> {
        let plain = self.key.open(&self.secret(name), sealed)?;
        Some(Zeroizing::new(std::str::from_utf8(&plain).ok()?.to_owned()))
    }

    /// A new pepper, sealed.
    ///
    /// # Errors
    /// Never for one of this size.
    pub fn new_pepper(&self) -> anyhow::Result<Vec<u8>> {
        let secret = Zeroizing::new(random::<32>());
        self.key.seal(&[b"pepper", &self.id.0], secret.as_slice())
    }

    /// Opens the pepper; none where it was changed.
    pub fn open_pepper(&self, sealed: &[u8]) -> Option<Pepper> {
        let secret = self.key.open(&[b"pepper", &self.id.0], sealed)?;
        Some(Pepper { key: self.id, secret })
    }

    /// Seals the key itself to an enrolment code.
    ///
    /// # Errors
    /// Never for one of this size.
    pub fn seal_to(&self, code: &CodeKeys) -> anyhow::Result<Vec<u8>> {
        code.seal.seal(&[b"group key", code.login.as_bytes()], self.key.bytes())
    }

    /// Opens what was sealed to a code; none where it was another, or something was changed.
    pub fn open_with(code: &CodeKeys, sealed: &[u8]) -> Option<GroupKey> {
        let bytes = code.seal.open(&[b"group key", code.login.as_bytes()], sealed)?;
        Some(GroupKey::from(Key::of(&bytes)?))
    }

    /// What a secret's row is bound to: its name, and the group whose key this is.
    fn secret(&self, name: SecretName) -> [&[u8]; 3] {
        [b"secret", &self.id.0, name.word().as_bytes()]
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use domain::terminals::EnrolmentCode;

    #[test]
    fn a_key_is_read_as_it_is_written_and_as_it_is_typed() {
        let key = GroupKey::random();
        let written = key.text();
        assert_eq!(written.len(), 79);
        for typed in [written.to_string(), written.to_uppercase(), written.replace(' ', "")] {
            let read = GroupKey::parse(&typed).expect("a key");
            assert_eq!((read.id(), read.text()), (key.id(), key.text()));
        }
        for typed in ["", "0123", &written[1..], &format!("{}0", *written), &"g".repeat(64)] {
            assert!(GroupKey::parse(typed).is_none(), "{typed}");
        }
        // A slip of the finger makes another key, whose number is another.
        let slip = if written.starts_with('0') { "1" } else { "0" };
        let other = GroupKey::parse(&format!("{slip}{}", &written[1..])).expect("a key");
        assert_ne!(other.id(), key.id());
        assert!(!format!("{key:?}").contains(&written[..4]));
    }

    #[test]
    fn a_row_opens_in_its_place_in_its_group_alone() {
        let (key, other) = (GroupKey::random(), GroupKey::random());
        for name in SecretName::ALL {
            let sealed = key.seal_secret(name, "s3cret").expect("sealed");
            assert!(!sealed.windows(6).any(|part| part == b"s3cret"));
            for place in SecretName::ALL {
                let opened = key.open_secret(place, &sealed);
                assert_eq!(
                    opened.as_ref().map(|it| it.as_str()),
                    (place == name).then_some("s3cret")
                );
            }
            assert!(other.open_secret(name, &sealed).is_none());
            assert!(key.open_pepper(&sealed).is_none());
        }
        let pepper = key.new_pepper().expect("sealed");
        let opened = key.open_pepper(&pepper).expect("its own");
        assert_eq!((opened.key, opened.secret().len()), (key.id(), 32));
        assert!(other.open_pepper(&pepper).is_none());
    }

    #[tokio::test]
    async fn a_key_sealed_to_a_code_opens_with_that_code_alone() {
        let code = |seed: u8| EnrolmentCode::from_random([seed; 15]).expect("a code");
        let [right, wrong] = [code(3), code(4)];
        let [right, again, wrong] = [
            CodeKeys::of(&right).await.expect("keys"),
            CodeKeys::of(&right).await.expect("keys"),
            CodeKeys::of(&wrong).await.expect("keys"),
        ];
        let key = GroupKey::random();
        let sealed = key.seal_to(&right).expect("sealed");
        assert_eq!(GroupKey::open_with(&again, &sealed).map(|it| it.id()), Some(key.id()));
        assert!(GroupKey::open_with(&wrong, &sealed).is_none());
        // Nor in another code's row.
        let moved = CodeKeys { login: wrong.login.clone(), ..again };
        assert!(GroupKey::open_with(&moved, &sealed).is_none());
        for place in 0..sealed.len() {
            let mut changed = sealed.clone();
            changed[place] ^= 1;
            assert!(GroupKey::open_with(&right, &changed).is_none(), "byte {place}");
        }
        assert_ne!(right.password, wrong.password);
    }
}
