//! Archives of the ledger: frozen, dated and signed files that are read without the program, and
//! verified on any PC. Who signs them: `docs/decisions/0004-who-signs-an-archive.md`.

mod files;
pub mod hand;
mod signature;
mod store;
pub mod verb;
pub mod verify;

use super::unasked;
use super::verify::store::{begin_reading, heads};
use crate::app::App;
use crate::error::Error;
use crate::terminals::register::PublicKey;
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use chrono::NaiveDate;
use domain::ledger::{
    ARCHIVE_FORMAT, ArchiveHead, ArchiveRefused, ArchivedRegister, Cut, Damaged, Defect, EntryRef,
    Event, EventCode, Flaw, Head, LedgerRefused, Line, RegisterCode, Sealed, ShopIdentity,
    Verification, from_canonical, local,
};
use files::Files;
use futures_util::TryStreamExt;
use hand::Hand;
use sqlx::postgres::PgConnection;
use std::path::Path;
use store::{KeptEntry, RegisterRow};

/// What is to be archived.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// The registers of that shop; none: all that can be read.
    pub shop: Option<String>,
    /// From that business day; each register's part begins after the last year that was closed before.
    pub from: Option<NaiveDate>,
    /// Up to that business day.
    pub to: Option<NaiveDate>,
}

/// An archive that was made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Made {
    /// What it says of its registers.
    pub registers: Vec<ArchivedRegister>,
    /// How many entries are in it.
    pub entries: u64,
    /// Its SHA-256, in hexadecimal digits.
    pub sha256: String,
    /// The public key that verifies its signature.
    pub public_key: String,
    /// What is wrong with the ledger; it is archived as it is.
    pub defects: Vec<Defect>,
    /// The event that tells of it, where it was made at a register.
    pub logged: Option<EntryRef>,
}

/// A register and its part.
struct Part {
    code: RegisterCode,
    cut: Cut,
    said: ArchivedRegister,
}

/// Makes an archive, its signature and its description beside it; nothing is overwritten.
///
/// # Errors
/// A file exists, no register is there, the disk or the server does not do it: then there is none.
pub async fn make(app: &App, wanted: &Wanted, file: &Path, hand: &Hand) -> Result<Made, Error> {
    if wanted.from.zip(wanted.to).is_some_and(|(from, to)| from > to) {
        return Err(ArchiveRefused::Backwards.into());
    }
    app.ready().await?;
    let mut files = Files::new(file)?;
    let mut reading = app.database().begin().await?;
    begin_reading(&mut reading).await?;
    let (mut parts, mut defects) = (Vec::new(), Vec::new());
    for row in store::registers(&mut reading, wanted.shop.as_deref()).await? {
        let (part, found) = looked_at(&mut reading, row, wanted).await?;
        parts.push(part);
        defects.extend(found);
    }
    if parts.is_empty() {
        return Err(ArchiveRefused::Empty.into());
    }
    let head = ArchiveHead {
        format: ARCHIVE_FORMAT,
        program: concat!("oc-pizza ", env!("CARGO_PKG_VERSION")).to_owned(),
        made_at: local(app.now()),
        shop: wanted.shop.clone(),
        from: wanted.from,
        to: wanted.to,
        registers: u64::try_from(parts.len()).unwrap_or(u64::MAX),
        entries: parts.iter().map(|part| part.said.entries).sum(),
        signer: hand.signer()?,
    };
    let (entries, public_key) = (head.entries, head.signer.public_key.clone());
    write(&mut files, &Line::Head(Box::new(head)))?;
    for part in &parts {
        write(&mut files, &Line::Register(Box::new(part.said.clone())))?;
    }
    for part in &parts {
        copy(&mut reading, part, &mut files).await?;
    }
    reading.rollback().await?;
    let hash = files.signed(hand.key())?;
    store::note(app.database(), app.identity().terminal, hand, wanted, (&hash, entries)).await?;
    let sha256 = signature::digits(&hash);
    let logged = log(app, hand, file, &sha256).await?;
    files.keep()?;
    let registers = parts.into_iter().map(|part| part.said).collect();
    Ok(Made { registers, entries, sha256, public_key, defects, logged })
}

/// Looks at all entries of a register: which of them are in, and what is wrong with any.
async fn looked_at(
    reading: &mut PgConnection,
    row: RegisterRow,
    wanted: &Wanted,
) -> Result<(Part, Vec<Defect>), Error> {
    let code = RegisterCode(row.code.clone());
    let after = match wanted.from {
        None => None,
        Some(from) => store::years(reading, &code)
            .await?
            .into_iter()
            .rev()
            .filter_map(|(text, signature)| read(text, signature))
            .find(|sealed| Cut::day_of(&sealed.entry) < from),
    };
    let key = PublicKey::read(&row.public_key);
    let genuine =
        |text: &str, signature: &str| key.as_ref().is_some_and(|key| key.signed(text, signature));
    let heads = heads(reading, &code).await?;
    let mut verification = Verification::of(code.clone(), &heads, genuine);
    let mut cut = Cut::new(after, wanted.to);
    let mut entries = store::entries(reading, &code);
    while let Some(kept) = entries.try_next().await? {
        let Some(chain) = kept.chain() else { continue };
        verification.take(chain, &kept.canonical, &kept.signature);
        let sealed = kept.sealed(&code);
        let at = sealed.as_ref().map(|sealed| sealed.entry.at);
        let head = Head { number: kept.number(), signature: kept.signature.clone(), at };
        cut.take(chain, head, kept.business_day, sealed.as_ref());
    }
    let shop = ShopIdentity {
        name: row.company,
        address: row.address,
        siret: row.siret,
        naf: row.naf,
        vat_number: row.vat_number,
    };
    let said = cut.archived(code.clone(), shop, STANDARD.encode(&row.public_key));
    Ok((Part { code, cut, said }, verification.finish().defects))
}

fn read(text: String, signature: String) -> Option<Sealed> {
    Some(Sealed { entry: from_canonical(&text).ok()?, text, signature })
}

impl KeptEntry {
    /// The entry of its text, if it is the one of its place.
    fn sealed(&self, register: &RegisterCode) -> Option<Sealed> {
        let sealed = read(self.canonical.clone(), self.signature.clone())?;
        let is_here = sealed.entry.register == *register
            && Some(sealed.entry.chain) == self.chain()
            && sealed.entry.number == self.number();
        // Another signature would not end where the line says.
        (is_here && !self.signature.contains(['"', '\\', '\n'])).then_some(sealed)
    }
}

/// Writes a register's entries as they are kept.
async fn copy(reading: &mut PgConnection, part: &Part, files: &mut Files) -> Result<(), Error> {
    let mut entries = store::entries(reading, &part.code);
    while let Some(kept) = entries.try_next().await? {
        let (Some(chain), number) = (kept.chain(), kept.number()) else { continue };
        if !part.cut.holds(chain, number) {
            continue;
        }
        let line = match kept.sealed(&part.code) {
            Some(sealed) => Line::Entry(Box::new(sealed)),
            None => Line::Damaged(Box::new(Damaged {
                place: EntryRef { register: part.code.clone(), chain, number },
                text: kept.canonical,
                signature: kept.signature,
            })),
        };
        write(files, &line)?;
    }
    Ok(())
}

fn write(files: &mut Files, line: &Line) -> Result<(), Error> {
    let text = line.text().map_err(|flaw: Flaw| LedgerRefused::Flaw(flaw))?;
    Ok(files.write(&text)?)
}

/// Tells of it in the register's chain, where it was made at one.
async fn log(app: &App, hand: &Hand, file: &Path, sha256: &str) -> Result<Option<EntryRef>, Error> {
    let Hand::Register(_) = hand else { return Ok(None) };
    let name = file.file_name().map(|name| name.to_string_lossy().into_owned());
    let event = Event {
        code: EventCode::ArchiveMade,
        what: name,
        who: None,
        detail: Some(format!("SHA-256 {sha256}")),
        office: None,
    };
    unasked::event(app, event).await.map(Some)
}
