//! Why a register does not write.

use super::{BillRefused, Flaw};
use crate::failure::{FailureCode, Field, Refusal};
use crate::language::{Language, Spoken, either};

/// A register that does not write: nothing was done.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum LedgerRefused {
    /// The key it signs with is not in the keyring.
    NoKey,
    /// It is closed, or another till signs with its key.
    Closed,
    /// A manager declared it lost.
    Lost {
        /// Its code.
        register: String,
    },
    /// Nobody declared it lost.
    NotLost,
    /// The entry does not hold by its own rules.
    Flaw(Flaw),
    /// No ticket is made of that money.
    Bill(BillRefused),
    /// What was taken here waits for the server: the day is closed when it is there.
    Waits,
    /// No such entry in this shop.
    Unknown,
    /// Somebody else wrote at this register, or a server came back that knows less: look again.
    Moved,
    /// The business day is closed: nothing is added to it.
    DayClosed {
        /// Until which day, as people write it.
        through: String,
    },
}

impl From<Flaw> for LedgerRefused {
    fn from(flaw: Flaw) -> LedgerRefused {
        LedgerRefused::Flaw(flaw)
    }
}

impl From<BillRefused> for LedgerRefused {
    fn from(refused: BillRefused) -> LedgerRefused {
        LedgerRefused::Bill(refused)
    }
}

impl Spoken for LedgerRefused {
    fn say(&self, language: Language) -> String {
        match self {
            LedgerRefused::NoKey => either(
                language,
                "La clé de cette caisse n’est pas dans le trousseau de ce poste : rien n’a été encaissé. Un administrateur doit inscrire le poste à nouveau ; la caisse reprendra sous un nouveau code.",
                "The key of this register is not in this terminal’s keyring: nothing was taken. An administrator has to enrol the terminal again; the register goes on under a new code.",
            ),
            LedgerRefused::Closed => either(
                language,
                "Cette caisse est fermée sous ce code : rien n’a été encaissé. Relancez OC Pizza ou appelez un responsable.",
                "This register is closed under its code: nothing was taken. Start OC Pizza again or call a manager.",
            ),
            LedgerRefused::Lost { register } => either(
                language,
                format!(
                    "La caisse {register} a été déclarée perdue : elle n’encaisse plus, et rien n’a été encaissé. Un administrateur doit inscrire ce poste à nouveau ; la caisse reprendra sous un nouveau code. (Sans accès propre au serveur : « oc-pizza ledger new-key ».)"
                ),
                format!(
                    "The register {register} was declared lost: it takes no money any more, and nothing was taken. An administrator has to enrol this PC again; the register goes on under a new code. (Without a login of its own: “oc-pizza ledger new-key”.)"
                ),
            ),
            LedgerRefused::NotLost => either(
                language,
                "La caisse de ce poste n’est pas déclarée perdue : elle garde sa clé.",
                "This PC’s register is not declared lost: it keeps its key.",
            ),
            LedgerRefused::Flaw(Flaw::SetBack) => either(
                language,
                "L’heure de ce poste est avant celle du dernier ticket : réglez l’horloge. Rien n’a été encaissé.",
                "This terminal’s clock is behind its last ticket: set the clock. Nothing was taken.",
            ),
            LedgerRefused::Flaw(flaw) => either(
                language,
                format!(
                    "Le ticket ne peut pas être écrit ({}). Rien n’a été encaissé.",
                    flaw.say(language)
                ),
                format!(
                    "The ticket cannot be written ({}). Nothing was taken.",
                    flaw.say(language)
                ),
            ),
            LedgerRefused::Bill(refused) => refused.say(language),
            LedgerRefused::Waits => either(
                language,
                "Des encaissements de ce poste attendent le serveur : la caisse se clôture quand ils y sont.",
                "Payments of this terminal wait for the server: the register is closed once they are there.",
            ),
            LedgerRefused::Unknown => {
                either(language, "Ce ticket n’existe pas ici.", "No such ticket here.")
            }
            LedgerRefused::Moved => either(
                language,
                "Le journal fiscal de cette caisse a avancé entre-temps : recommencez. Rien n’a été encaissé.",
                "This register’s ledger has moved on meanwhile: try again. Nothing was taken.",
            ),
            LedgerRefused::DayClosed { through } => either(
                language,
                format!(
                    "La caisse est clôturée jusqu’au {through} inclus : plus rien ne peut y être ajouté. Rien n’a été encaissé."
                ),
                format!(
                    "The register is closed through {through}: nothing can be added. Nothing was taken."
                ),
            ),
        }
    }
}

impl Refusal for LedgerRefused {
    fn is_overtaken(&self) -> bool {
        matches!(self, LedgerRefused::Moved)
    }

    fn code(&self) -> FailureCode {
        match self {
            LedgerRefused::Bill(refused) => refused.code(),
            LedgerRefused::Moved | LedgerRefused::DayClosed { .. } => FailureCode::Conflict,
            _ => FailureCode::Refused,
        }
    }

    fn field(&self) -> Option<Field> {
        match self {
            LedgerRefused::Bill(refused) => refused.field(),
            _ => None,
        }
    }
}
