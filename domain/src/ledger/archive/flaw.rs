//! What can be wrong with an archive, and why none is made.

use crate::failure::Refusal;
use crate::language::{Language, Spoken, either};
use crate::ledger::{Chain, Defect, RegisterCode};

/// Something wrong with an archive.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArchiveFlaw {
    /// It does not begin as an archive does.
    None,
    /// A later program wrote it.
    Newer {
        /// Its format.
        format: u32,
    },
    /// A line is not one that the program writes, or not where it stands.
    Line {
        /// Which, from 1.
        line: u64,
    },
    /// There are more or fewer registers or entries than it says.
    Count,
    /// A register's part does not begin as it says.
    Beginning {
        /// Whose.
        register: RegisterCode,
    },
    /// A chain goes further than the archive says.
    Further {
        /// Whose.
        register: RegisterCode,
        /// Which.
        chain: Chain,
    },
    /// A register's totals are not those of its tickets.
    Totals {
        /// Whose.
        register: RegisterCode,
    },
    /// Another archive has another entry at the place where this one begins.
    Parted {
        /// Whose.
        register: RegisterCode,
        /// In which chain.
        chain: Chain,
        /// At which entry.
        number: u64,
    },
    /// An entry or a chain.
    Entry(Defect),
    /// There is no signature beside it, or what is there is none.
    Unsigned,
    /// It is not the file that was signed.
    Altered,
    /// The signature is not that of the key beside it.
    Signature,
    /// Somebody else has signed it than it says.
    Signer,
    /// It is not signed by the key that was asked for.
    OtherKey,
}

impl Spoken for ArchiveFlaw {
    fn say(&self, language: Language) -> String {
        let own = |text: (String, String)| either(language, text.0, text.1);
        match self {
            ArchiveFlaw::Entry(defect) => defect.say(language),
            ArchiveFlaw::Newer { format } => own((
                format!("L’archive est d’un programme plus récent (format {format})."),
                format!("A later program wrote the archive (format {format})."),
            )),
            ArchiveFlaw::Line { line } => own((
                format!("La ligne {line} n’est pas celle d’une archive."),
                format!("Line {line} is not one of an archive."),
            )),
            ArchiveFlaw::Beginning { register } => own((
                format!("La partie de la caisse {register} ne commence pas comme elle le dit."),
                format!("The part of register {register} does not begin as it says."),
            )),
            ArchiveFlaw::Totals { register } => own((
                format!("Les totaux de la caisse {register} ne sont pas ceux de ses tickets."),
                format!("The totals of register {register} are not those of its tickets."),
            )),
            ArchiveFlaw::Further { register, chain } => {
                let chain = chain.say(language);
                own((
                    format!(
                        "Caisse {register}, {chain} : il y a plus d’écritures qu’il n’est dit."
                    ),
                    format!("Register {register}, {chain}: there are more entries than it says."),
                ))
            }
            ArchiveFlaw::Parted { register, chain, number } => {
                let chain = chain.say(language);
                own((
                    format!(
                        "Caisse {register}, {chain}, n°\u{a0}{number} : l’autre archive a une autre écriture à cette place."
                    ),
                    format!(
                        "Register {register}, {chain}, no. {number}: the other archive has another entry there."
                    ),
                ))
            }
            plain => {
                let (fr, en) = plain.plain();
                either(language, fr, en)
            }
        }
    }
}

impl ArchiveFlaw {
    /// The sentences of those that name nothing.
    fn plain(&self) -> (&'static str, &'static str) {
        match self {
            ArchiveFlaw::Count => (
                "Il n’y a pas autant de caisses ou d’écritures que l’archive le dit.",
                "There are not as many registers or entries as the archive says.",
            ),
            ArchiveFlaw::Unsigned => (
                "Il n’y a pas de signature à côté de l’archive.",
                "There is no signature beside the archive.",
            ),
            ArchiveFlaw::Altered => (
                "Ce n’est pas le fichier qui a été signé.",
                "This is not the file that was signed.",
            ),
            ArchiveFlaw::Signature => (
                "La signature n’est pas celle de la clé qui l’accompagne.",
                "The signature is not that of the key beside it.",
            ),
            ArchiveFlaw::Signer => (
                "L’archive n’est pas signée par qui elle le dit.",
                "The archive is not signed by whom it says.",
            ),
            ArchiveFlaw::OtherKey => (
                "L’archive n’est pas signée par la clé demandée.",
                "The archive is not signed by the key that was asked for.",
            ),
            _ => ("Ce n’est pas une archive.", "This is no archive."),
        }
    }
}

/// Why no archive is made.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum ArchiveRefused {
    /// A file of that name exists.
    Exists {
        /// Its name.
        file: String,
    },
    /// There is no register.
    Empty,
    /// The program's windows are open at this register: they write in its chains, and so would this.
    Open,
    /// The first day is after the last.
    Backwards,
}

impl Spoken for ArchiveRefused {
    fn say(&self, language: Language) -> String {
        match self {
            ArchiveRefused::Exists { file } => either(
                language,
                format!("« {file} » existe : rien n’est écrasé. Donnez un autre nom."),
                format!("“{file}” exists: nothing is overwritten. Give another name."),
            ),
            ArchiveRefused::Empty => either(
                language,
                "Il n’y a pas de caisse à archiver.",
                "There is no register to archive.",
            ),
            ArchiveRefused::Open => either(
                language,
                "OC Pizza est ouvert sur ce poste, qui est une caisse : fermez ses fenêtres, puis recommencez. Ce qui est demandé s’inscrit dans le journal de la caisse.",
                "OC Pizza is open at this terminal, which is a register: close its windows, then try again. What is asked for is written in the register’s journal.",
            ),
            ArchiveRefused::Backwards => either(
                language,
                "Le premier jour est après le dernier.",
                "The first day is after the last.",
            ),
        }
    }
}

impl Refusal for ArchiveRefused {}
