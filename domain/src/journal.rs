//! The journal of a terminal: what it holds is said here, and what stands in its way.

use crate::failure::Refusal;
use crate::language::{Language, Spoken, either};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// How the journal stands, as told to the windows.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct JournalStands {
    /// So many commands were taken and wait for the server.
    pub waits: u32,
    /// The server is away: what is shown was read by then.
    pub as_of: Option<DateTime<Utc>>,
    /// A journal that was damaged was put aside under this name when the program started.
    pub put_aside: Option<String>,
}

/// The journal does not take the command, so it was not begun.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum JournalRefused {
    /// A newer program has written it.
    Newer,
    /// The disk is full.
    Full,
    /// It cannot be read or written; the log says why.
    Unusable,
}

impl Spoken for JournalRefused {
    fn say(&self, language: Language) -> String {
        match self {
            JournalRefused::Newer => either(
                language,
                "Le journal de ce poste vient d’une version plus récente d’OC Pizza. Rien n’est perdu : installez cette version, puis relancez.",
                "The journal of this terminal comes from a newer version of OC Pizza. Nothing is lost: install that version, then start again.",
            ),
            JournalRefused::Full => either(
                language,
                "Le disque de ce poste est plein : rien n’a été enregistré. Libérez de la place, puis recommencez.",
                "The disk of this terminal is full: nothing was recorded. Free some space, then try again.",
            ),
            JournalRefused::Unusable => either(
                language,
                "Le journal de ce poste ne peut pas être écrit : rien n’a été enregistré. Relancez OC Pizza ; si cela se répète, vérifiez le disque.",
                "The journal of this terminal cannot be written: nothing was recorded. Start OC Pizza again; if it happens again, check the disk.",
            ),
        }
    }
}

impl Refusal for JournalRefused {}
