//! What is typed: `oc-pizza archive make` and `oc-pizza archive verify`, and what is printed for it.

use super::hand::Hand;
use super::verify::{self, Verified, fingerprint};
use super::{Made, Wanted, make};
use crate::app::App;
use crate::command_line::language;
use anyhow::ensure;
use chrono::NaiveDate;
use clap::Subcommand;
use domain::language::either;
use domain::ledger::{ArchiveRefused, ArchivedRegister};
use domain::{Language, Spoken};
use std::path::{Path, PathBuf};

/// What can be done with archives.
#[derive(Clone, Debug, PartialEq, Eq, Subcommand)]
pub enum ArchiveVerb {
    /// Make an archive of the ledger, with its signature (.sig) and its description (.txt) beside it
    Make {
        /// Only the registers of the shop of that code
        #[arg(long, value_name = "CODE")]
        shop: Option<String>,
        /// From that business day on; a part begins where a year begins
        #[arg(long, value_name = "YYYY-MM-DD")]
        from: Option<NaiveDate>,
        /// Up to that business day
        #[arg(long, value_name = "YYYY-MM-DD")]
        to: Option<NaiveDate>,
        /// The file to make; nothing is overwritten
        file: PathBuf,
    },
    /// Verify archives, and that they go on from each other; needs no server
    Verify {
        /// The fingerprint of the key that should have signed, as the making printed it
        #[arg(long, value_name = "FINGERPRINT")]
        key: Option<String>,
        /// The archives
        #[arg(required = true)]
        files: Vec<PathBuf>,
    },
}

/// Makes an archive at this terminal; `alone`: no window of it is open.
///
/// # Errors
/// Why none is made, in the session's language.
pub async fn made(app: &App, wanted: &Wanted, file: &Path, alone: bool) -> anyhow::Result<String> {
    let language = language();
    let done = async {
        let hand = Hand::of(app).await?;
        if hand.register().is_some() && !alone {
            return Err(ArchiveRefused::Open.into());
        }
        make(app, wanted, file, &hand).await
    };
    let made = done.await.map_err(|error| error.in_words(language))?;
    Ok(told(&made, file, language))
}

/// Verifies archives.
///
/// # Errors
/// Something is wrong with one, or a file cannot be read.
pub fn verified(files: &[PathBuf], key: Option<&str>) -> anyhow::Result<String> {
    let language = language();
    let heads: Vec<_> = files.iter().map(|file| verify::heads(file)).collect::<Result<_, _>>()?;
    let (mut lines, mut wrong) = (Vec::new(), 0);
    for (at, file) in files.iter().enumerate() {
        let others = heads.iter().enumerate().filter(|(other, _)| *other != at);
        let kept = others.flat_map(|(_, heads)| heads.clone()).collect();
        let verified = verify::verify(file, kept, key)?;
        wrong += verified.flaws.len();
        lines.push(found(&verified, file, language));
    }
    let told = lines.join("\n\n");
    ensure!(wrong == 0, told);
    Ok(told)
}

fn told(made: &Made, file: &Path, language: Language) -> String {
    let say = |fr: String, en: String| either(language, fr, en);
    let mut lines = vec![say(
        format!("{} : {} écritures", file.display(), made.entries),
        format!("{}: {} entries", file.display(), made.entries),
    )];
    lines.extend(made.registers.iter().map(|said| part(said, language)));
    lines.push(format!("SHA-256 {}", made.sha256));
    let key = fingerprint(&made.public_key).unwrap_or_default();
    lines.push(match &made.logged {
        Some(entry) => say(
            format!(
                "Signée par la caisse {} (clé {key}) ; inscrite à son journal, n°\u{a0}{}.",
                entry.register, entry.number
            ),
            format!(
                "Signed by register {} (key {key}); written in its journal, no. {}.",
                entry.register, entry.number
            ),
        ),
        None => say(
            format!(
                "Signée par ce poste (clé {key}), qui n’est pas une caisse : aucune chaîne n’en parle, seulement la base de données."
            ),
            format!(
                "Signed by this PC (key {key}), which is no register: no chain tells of it, only the database."
            ),
        ),
    });
    lines.extend(made.defects.iter().map(|defect| defect.say(language)));
    if !made.defects.is_empty() {
        lines.push(say(
            "Le journal fiscal a des défauts ; il est archivé tel quel.".to_owned(),
            "The ledger has defects; it is archived as it is.".to_owned(),
        ));
    }
    lines.join("\n")
}

/// A register's part, chain by chain: from which entry to which.
fn part(said: &ArchivedRegister, language: Language) -> String {
    let before = said.begins.as_ref().map(|begins| &begins.heads);
    let chains = said.ends.iter().filter_map(|(chain, end)| {
        let begun = before.and_then(|heads| heads.get(chain)).map_or(0, |head| head.number);
        let chain_name = chain.say(language);
        (end.number > begun).then(|| format!("{chain_name} {}–{}", begun + 1, end.number))
    });
    let chains = chains.collect::<Vec<_>>().join(", ");
    let figures = &said.came_to.figures;
    let (total, tickets) = (figures.total.show(language), figures.tickets);
    either(
        language,
        format!("Caisse {} : {chains} ; {tickets} tickets, {total}", said.register),
        format!("Register {}: {chains}; {tickets} tickets, {total}", said.register),
    )
}

fn found(verified: &Verified, file: &Path, language: Language) -> String {
    let Verified { read, sha256, fingerprint, flaws } = verified;
    let mut lines = vec![match &read.head {
        Some(head) => {
            let at = head.made_at.format("%d/%m/%Y %H:%M");
            either(
                language,
                format!(
                    "{} : du {at}, {}, {} écritures",
                    file.display(),
                    head.program,
                    read.entries
                ),
                format!("{}: of {at}, {}, {} entries", file.display(), head.program, read.entries),
            )
        }
        None => file.display().to_string(),
    }];
    lines.extend(read.registers.iter().map(|said| part(said, language)));
    lines.push(format!("SHA-256 {sha256}"));
    if let Some(key) = fingerprint {
        let signer = read.head.as_ref().and_then(|head| head.signer.register.as_ref());
        lines.push(match signer {
            Some(register) => either(
                language,
                format!("Signataire : caisse {register}, clé {key}"),
                format!("Signed by: register {register}, key {key}"),
            ),
            None => either(
                language,
                format!("Signataire : un poste qui n’est pas une caisse, clé {key}"),
                format!("Signed by: a PC that is no register, key {key}"),
            ),
        });
    }
    lines.extend(flaws.iter().map(|flaw| flaw.say(language)));
    lines.push(match flaws.len() {
        0 => either(
            language,
            "L’archive est telle qu’elle a été faite.",
            "The archive is as it was made.",
        ),
        1 => either(language, "1 défaut", "1 defect"),
        many => either(language, format!("{many} défauts"), format!("{many} defects")),
    });
    lines.join("\n")
}
