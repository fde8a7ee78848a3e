//! How the printers of a terminal stand, and what is in the way of one.

use crate::failure::Refusal;
use crate::language::{Language, Spoken, either};
use serde::{Deserialize, Serialize};

/// What a printer is used for.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrinterUse {
    /// What customers and cashiers are given; the drawer hangs on it.
    Ticket,
    /// What the kitchen makes.
    Kitchen,
}

impl PrinterUse {
    /// Every use.
    pub const ALL: [PrinterUse; 2] = [PrinterUse::Ticket, PrinterUse::Kitchen];

    /// The word in the configuration and in the queue.
    pub fn word(self) -> &'static str {
        match self {
            PrinterUse::Ticket => "ticket",
            PrinterUse::Kitchen => "kitchen",
        }
    }

    /// The use of that word.
    pub fn from_word(word: &str) -> Option<PrinterUse> {
        PrinterUse::ALL.into_iter().find(|used| used.word() == word)
    }
}

/// What keeps a printer from printing.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrinterTrouble {
    /// Nobody is at its address, or nothing is plugged in there.
    Unreachable,
    /// It was there, and left in the middle.
    Broken,
    /// It takes nothing more, or does not answer any more.
    Silent,
    /// The roll is at its end.
    PaperOut,
    /// Its cover is open.
    CoverOpen,
    /// It says that it has a fault: cutter, heat, voltage.
    Fault,
    /// It says that it is off line, and not why.
    OffLine,
    /// This user may not use the device.
    Forbidden,
    /// What is at its path is no printer's device.
    NoDevice,
}

impl Spoken for PrinterTrouble {
    fn say(&self, language: Language) -> String {
        match self {
            PrinterTrouble::Unreachable => either(
                language,
                "elle ne répond pas : allumée ? branchée ?",
                "it does not answer: is it on, is it plugged in?",
            ),
            PrinterTrouble::Broken => either(
                language,
                "la liaison s’est coupée pendant l’impression.",
                "the line broke while it was printing.",
            ),
            PrinterTrouble::Silent => either(
                language,
                "elle ne dit plus rien : éteignez-la, puis rallumez-la.",
                "it has gone silent: switch it off, then on again.",
            ),
            PrinterTrouble::PaperOut => either(
                language,
                "plus de papier : changez le rouleau.",
                "out of paper: change the roll.",
            ),
            PrinterTrouble::CoverOpen => {
                either(language, "le capot est ouvert : fermez-le.", "the cover is open: close it.")
            }
            PrinterTrouble::Fault => either(
                language,
                "elle signale une panne (massicot, chauffe) : ouvrez, vérifiez, refermez.",
                "it reports a fault (cutter, heat): open it, look, close it.",
            ),
            PrinterTrouble::OffLine => either(
                language,
                "elle est hors ligne : appuyez sur son bouton.",
                "it is off line: press its button.",
            ),
            PrinterTrouble::Forbidden => either(
                language,
                "ce compte n’a pas le droit de l’utiliser : ajoutez-le au groupe lp.",
                "this account may not use it: add it to the group lp.",
            ),
            PrinterTrouble::NoDevice => either(
                language,
                "ce chemin n’est pas celui d’une imprimante : corrigez config.toml.",
                "this path is not a printer’s: correct config.toml.",
            ),
        }
    }
}

/// Where a printer stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PrinterState {
    /// Nothing is known against it.
    #[default]
    Ready,
    /// It is printing.
    Printing,
    /// It could not print, and is tried again.
    Troubled,
    /// It could not print several times, and another one prints in its place.
    StoodIn,
}

/// How a printer stands, as told to the windows.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrinterStands {
    /// What people call it.
    pub name: String,
    /// Where it stands.
    pub state: PrinterState,
    /// So many prints are meant for it and not on paper.
    pub waiting: u32,
    /// What is in the way, where something is.
    pub reason: Option<PrinterTrouble>,
    /// The printer that prints in its place, while it is [`PrinterState::StoodIn`].
    pub instead: Option<String>,
}

impl Spoken for PrinterStands {
    fn say(&self, language: Language) -> String {
        let PrinterStands { name, waiting, .. } = self;
        let why = self.reason.map(|trouble| trouble.say(language)).unwrap_or_default();
        let other = self.instead.as_deref().unwrap_or_default();
        match self.state {
            PrinterState::Ready => {
                either(language, format!("{name} : prête."), format!("{name}: ready."))
            }
            PrinterState::Printing => {
                either(language, format!("{name} : imprime."), format!("{name}: printing."))
            }
            PrinterState::Troubled => either(
                language,
                format!("{name} : {why} En attente : {waiting}."),
                format!("{name}: {why} Waiting: {waiting}."),
            ),
            PrinterState::StoodIn => either(
                language,
                format!("{name} : {why} Les tickets sortent sur {other}."),
                format!("{name}: {why} Tickets come out on {other}."),
            ),
        }
    }
}

/// What is not printed, and does not wait to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PrintRefused {
    /// This terminal has no printer for that.
    NoPrinter {
        /// For what.
        used: PrinterUse,
    },
    /// The disk is full.
    Full,
    /// A newer program has written the queue.
    Newer,
    /// The queue cannot be read or written; the log says why.
    Unusable,
}

impl Spoken for PrintRefused {
    fn say(&self, language: Language) -> String {
        match self {
            PrintRefused::NoPrinter { used: PrinterUse::Ticket } => either(
                language,
                "Ce poste n’a pas d’imprimante de tickets.",
                "This terminal has no ticket printer.",
            ),
            PrintRefused::NoPrinter { used: PrinterUse::Kitchen } => either(
                language,
                "Ce poste n’a pas d’imprimante de cuisine.",
                "This terminal has no kitchen printer.",
            ),
            PrintRefused::Full => either(
                language,
                "Le disque de ce poste est plein : rien n’est imprimé. Libérez de la place, puis recommencez.",
                "The disk of this terminal is full: nothing is printed. Free some space, then try again.",
            ),
            PrintRefused::Newer => either(
                language,
                "La file d’impression de ce poste vient d’une version plus récente d’OC Pizza : installez cette version, puis relancez.",
                "The print queue of this terminal comes from a newer version of OC Pizza: install that version, then start again.",
            ),
            PrintRefused::Unusable => either(
                language,
                "La file d’impression de ce poste ne peut pas être écrite : rien n’est imprimé. Relancez OC Pizza ; si cela se répète, vérifiez le disque.",
                "The print queue of this terminal cannot be written: nothing is printed. Start OC Pizza again; if it happens again, check the disk.",
            ),
        }
    }
}

impl Refusal for PrintRefused {}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_printer_in_trouble_says_what_to_do_in_both_languages() {
        for trouble in [
            PrinterTrouble::Unreachable,
            PrinterTrouble::Broken,
            PrinterTrouble::Silent,
            PrinterTrouble::PaperOut,
            PrinterTrouble::CoverOpen,
            PrinterTrouble::Fault,
            PrinterTrouble::OffLine,
            PrinterTrouble::Forbidden,
            PrinterTrouble::NoDevice,
        ] {
            let stands = PrinterStands {
                name: "Comptoir".to_owned(),
                state: PrinterState::Troubled,
                waiting: 3,
                reason: Some(trouble),
                instead: None,
            };
            let (fr, en) = (stands.say(Language::Fr), stands.say(Language::En));
            assert_eq!(
                fr,
                format!("Comptoir\u{a0}: {} En attente\u{a0}: 3.", trouble.say(Language::Fr))
            );
            assert_eq!(en, format!("Comptoir: {} Waiting: 3.", trouble.say(Language::En)));
            assert_ne!(fr, en);
        }
    }

    #[test]
    fn a_use_is_known_by_its_word() {
        for used in PrinterUse::ALL {
            assert_eq!(PrinterUse::from_word(used.word()), Some(used));
        }
        assert_eq!(PrinterUse::from_word("office"), None);
    }
}
