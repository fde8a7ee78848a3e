//! The archive: the ledger as a text that is read without the program (BOI-TVA-DECLA-30-10-30: frozen,
//! dated, in an open format). JSON Lines: first what it is, then each register, then the entries.
//!
//! A register's part begins with its first entry or after the closing of a year, since only there
//! everything that follows can be recomputed, and ends where it says.

mod cut;
mod flaw;
mod reading;

pub use cut::Cut;
pub use flaw::{ArchiveFlaw, ArchiveRefused};
pub use reading::{ArchiveRead, ArchiveReading, Genuine};

use super::canonical::write;
use super::entry::second;
use super::{Chain, Entry, EntryRef, Flaw, Head, RegisterCode, Running, Sealed, ShopIdentity};
use chrono::{DateTime, FixedOffset, NaiveDate};
use serde::de::DeserializeOwned;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;

/// The format that this program writes, and the latest that it reads.
pub const ARCHIVE_FORMAT: u32 = 1;

/// What the archive is.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchiveHead {
    /// [`ARCHIVE_FORMAT`] of the program that wrote it.
    pub format: u32,
    /// That program, with its version.
    pub program: String,
    /// When.
    #[serde(with = "second")]
    pub made_at: DateTime<FixedOffset>,
    /// The shop that was asked for, by its code; none: every shop that could be read.
    pub shop: Option<String>,
    /// The first business day that was asked for; each register says where its part begins.
    pub from: Option<NaiveDate>,
    /// The last one.
    pub to: Option<NaiveDate>,
    /// How many registers there are.
    pub registers: u64,
    /// How many entries there are.
    pub entries: u64,
    /// Who signs the archive.
    pub signer: Signer,
}

/// Who signs an archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Signer {
    /// The register at which it was made; none: it was made elsewhere, and signed by a key of that PC.
    pub register: Option<RegisterCode>,
    /// Its public key: SubjectPublicKeyInfo in DER, in base64 as in a PEM file.
    pub public_key: String,
}

/// A register in an archive.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ArchivedRegister {
    /// Its code.
    pub register: RegisterCode,
    /// Its shop, as its tickets name it.
    pub shop: ShopIdentity,
    /// What verifies its entries: SubjectPublicKeyInfo in DER, in base64 as in a PEM file.
    pub public_key: String,
    /// Where its part begins; none: with its first entries.
    pub begins: Option<Beginning>,
    /// The last entry of each chain.
    pub ends: BTreeMap<Chain, Head>,
    /// How many entries it has here.
    pub entries: u64,
    /// What its sales here come to, and all of it since its first ticket.
    pub came_to: Running,
}

/// Where a part begins: after the closing of a year.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Beginning {
    /// The last entry of each chain that is not in the part.
    pub heads: BTreeMap<Chain, Head>,
    /// The closing of the year before.
    pub closing: Entry,
    /// Its signature.
    pub signature: String,
}

/// An entry whose text is none: it stands there as it was found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Damaged {
    /// Where it was kept.
    pub place: EntryRef,
    /// The text as it was found.
    pub text: String,
    /// Its signature as it was found.
    pub signature: String,
}

/// A line of an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Line {
    /// The first.
    Head(Box<ArchiveHead>),
    /// A register.
    Register(Box<ArchivedRegister>),
    /// An entry, text and signature.
    Entry(Box<Sealed>),
    /// An entry that was found damaged.
    Damaged(Box<Damaged>),
}

const ENTRY: &str = "{\"entry\":";
const SIGNATURE: &str = ",\"signature\":\"";
const END: &str = "\"}";

impl Line {
    /// Its text, without the end of the line.
    ///
    /// # Errors
    /// [`Flaw::Number`]: a number in it is beyond what JSON carries exactly.
    pub fn text(&self) -> Result<String, Flaw> {
        match self {
            Line::Head(head) => wrapped("archive", head),
            Line::Register(register) => wrapped("register", register),
            Line::Entry(sealed) => {
                Ok([ENTRY, &sealed.text, SIGNATURE, &sealed.signature, END].concat())
            }
            Line::Damaged(damaged) => wrapped("damaged", damaged),
        }
    }

    /// The line of a text; none: it is not what this program would have written.
    pub fn read(text: &str) -> Option<Line> {
        if let Some(rest) = text.strip_prefix(ENTRY) {
            let (text, signature) = rest.strip_suffix(END)?.rsplit_once(SIGNATURE)?;
            let entry = super::from_canonical(text).ok()?;
            let (text, signature) = (text.to_owned(), signature.to_owned());
            return Some(Line::Entry(Box::new(Sealed { entry, text, signature })));
        }
        let line = unwrapped("archive", text).map(Line::Head);
        let line = line.or_else(|| unwrapped("register", text).map(Line::Register));
        let line = line.or_else(|| unwrapped("damaged", text).map(Line::Damaged))?;
        (line.text().ok()? == text).then_some(line)
    }
}

fn wrapped(name: &str, said: &impl Serialize) -> Result<String, Flaw> {
    let value = serde_json::to_value(BTreeMap::from([(name, said)])).map_err(|_| Flaw::Text)?;
    let mut text = String::new();
    write(&value, &mut text)?;
    Ok(text)
}

fn unwrapped<T: DeserializeOwned>(name: &str, text: &str) -> Option<T> {
    let mut fields: BTreeMap<String, T> = serde_json::from_str(text).ok()?;
    fields.remove(name).filter(|_| fields.is_empty())
}
