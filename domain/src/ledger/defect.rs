//! What can be wrong with an entry or a chain, in words for who looks after the ledger.

use super::{Chain, RegisterCode};
use crate::failure::Refusal;
use crate::language::{Language, Spoken, either};

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Flaw {
    /// The text is no entry's, or not its canonical one.
    Text,
    /// A number beyond what JSON carries exactly.
    Number,
    /// Hash or signature do not fit the text.
    Signature,
    /// The entry is another register's, or stands in a chain it does not belong to.
    Chain,
    /// It does not follow the number before it.
    Gap,
    /// It does not hold the signature of the entry before it.
    Previous,
    /// It is earlier than the entry before it.
    SetBack,
    /// The offset of its time is not the one France had then.
    Offset,
}

impl Spoken for Flaw {
    fn say(&self, language: Language) -> String {
        let (fr, en) = match self {
            Flaw::Text => ("le texte n’est pas celui d’une écriture", "the text is no entry’s"),
            Flaw::Number => ("un nombre est trop grand", "a number is too large"),
            Flaw::Signature => {
                ("la signature ne correspond pas au texte", "the signature does not fit the text")
            }
            Flaw::Chain => ("l’écriture est d’une autre chaîne", "the entry is another chain’s"),
            Flaw::Gap => ("le numéro ne suit pas le précédent", "the number does not follow on"),
            Flaw::Previous => (
                "l’écriture précédente n’est pas celle qui avait été signée",
                "the entry before it is not the one that was signed",
            ),
            Flaw::SetBack => (
                "l’heure est antérieure à celle de l’écriture précédente",
                "the time is before that of the entry before it",
            ),
            Flaw::Offset => (
                "le décalage horaire n’est pas celui de la France à cette date",
                "the time’s offset is not France’s at that date",
            ),
        };
        either(language, fr, en)
    }
}

impl Refusal for Flaw {}

/// Something wrong at a place of the ledger.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Defect {
    /// Whose.
    pub register: RegisterCode,
    /// In which chain.
    pub chain: Chain,
    /// At which entry.
    pub number: u64,
    /// What.
    pub flaw: Flaw,
}
