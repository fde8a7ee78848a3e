//! Verification of archives, from their files alone: no server, no keyring.

use super::files::signature_of;
use super::signature::{ArchiveSignature, digits};
use crate::terminals::register::PublicKey;
use anyhow::Context;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use domain::ledger::{
    ArchiveFlaw, ArchiveRead, ArchiveReading, Chain, Genuine, Head, Line, RegisterCode,
};
use sha2::{Digest, Sha256};
use std::fs::{self, File};
use std::io::{BufRead, BufReader};
use std::path::Path;

/// What an archive says, and what is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Verified {
    /// What it says.
    pub read: ArchiveRead,
    /// The SHA-256 of the file, in hexadecimal digits.
    pub sha256: String,
    /// The fingerprint of the key that signs it, if anything does.
    pub fingerprint: Option<String>,
    /// All that is wrong, the signature first.
    pub flaws: Vec<ArchiveFlaw>,
}

/// Verifies an archive. `kept` are heads known from elsewhere ([`heads`] of other archives), `key` the
/// fingerprint of the key that should have signed it.
///
/// # Errors
/// The file cannot be read.
pub fn verify(
    file: &Path,
    kept: Vec<(RegisterCode, Chain, Head)>,
    key: Option<&str>,
) -> anyhow::Result<Verified> {
    let opened = File::open(file).with_context(|| format!("opening {}", file.display()))?;
    let mut lines = BufReader::new(opened);
    let mut reading = ArchiveReading::new(kept, genuine);
    let (mut hash, mut line) = (Sha256::new(), Vec::new());
    while lines.read_until(b'\n', &mut line).with_context(|| file.display().to_string())? > 0 {
        hash.update(&line);
        let text = line.strip_suffix(b"\n").map(str::from_utf8);
        match text {
            Some(Ok(text)) => reading.take(text),
            _ => reading.take_unreadable(),
        }
        line.clear();
    }
    let hash: [u8; 32] = hash.finalize().into();
    let mut read = reading.finish();
    let beside = fs::read_to_string(signature_of(file)).ok();
    let signature = beside.and_then(|text| ArchiveSignature::read(&text));
    let mut flaws = signature_flaws(&read, &hash, signature.as_ref());
    let fingerprint = signature.and_then(|it| fingerprint(&it.public_key));
    if key.is_some() && key != fingerprint.as_deref() {
        flaws.push(ArchiveFlaw::OtherKey);
    }
    flaws.append(&mut read.flaws);
    Ok(Verified { read, sha256: digits(&hash), fingerprint, flaws })
}

/// What is wrong with the signature.
fn signature_flaws(
    read: &ArchiveRead,
    hash: &[u8; 32],
    signature: Option<&ArchiveSignature>,
) -> Vec<ArchiveFlaw> {
    let Some(signature) = signature else { return vec![ArchiveFlaw::Unsigned] };
    let mut flaws = Vec::new();
    if signature.sha256 != digits(hash) {
        flaws.push(ArchiveFlaw::Altered);
    } else if !signature.signs(hash) {
        flaws.push(ArchiveFlaw::Signature);
    }
    if let Some(head) = &read.head {
        let key = &head.signer.public_key;
        // A register in the archive signs it with the key that signs its entries.
        let of_register = head
            .signer
            .register
            .as_ref()
            .and_then(|signer| read.registers.iter().find(|said| said.register == *signer));
        if *key != signature.public_key || of_register.is_some_and(|it| it.public_key != *key) {
            flaws.push(ArchiveFlaw::Signer);
        }
    }
    flaws
}

/// The heads between which an archive's registers stand, for verifying another one.
///
/// # Errors
/// The file cannot be read.
pub fn heads(file: &Path) -> anyhow::Result<Vec<(RegisterCode, Chain, Head)>> {
    let opened = File::open(file).with_context(|| format!("opening {}", file.display()))?;
    let mut heads = Vec::new();
    for line in BufReader::new(opened).split(b'\n').skip(1) {
        let line = line.with_context(|| file.display().to_string())?;
        let said = match str::from_utf8(&line).ok().and_then(Line::read) {
            Some(Line::Register(said)) => said,
            _ => break,
        };
        let begins = said.begins.map(|begins| begins.heads).unwrap_or_default();
        let all = begins.into_iter().chain(said.ends);
        heads.extend(all.map(|(chain, head)| (said.register.clone(), chain, head)));
    }
    Ok(heads)
}

/// What checks the signatures of a register with that public key; none is good where it is no key.
fn genuine(public_key: &str) -> Genuine {
    match PublicKey::parse(public_key) {
        Some(key) => Box::new(move |text, signature| key.signed(text, signature)),
        None => Box::new(|_, _| false),
    }
}

/// What people compare of a public key: the first half of its SHA-256, in groups.
pub fn fingerprint(public_key: &str) -> Option<String> {
    let hash = Sha256::digest(STANDARD.decode(public_key).ok()?);
    let groups = hash[..16].chunks(2);
    let group = |pair: &[u8]| pair.iter().map(|byte| format!("{byte:02x}")).collect::<String>();
    Some(groups.map(group).collect::<Vec<_>>().join("-"))
}
