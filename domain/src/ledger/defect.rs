//! What can be wrong with an entry or a chain, in words for who looks after the ledger.

use super::{Chain, EntryRef, RegisterCode};
use crate::failure::Refusal;
use crate::language::{Language, Spoken, either};
use serde::{Deserialize, Serialize};

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
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
    /// The day of work is not that of its time, or lies before that of the entry before.
    Day,
    /// An amount, a quantity or a rate beyond anything sold.
    Amount,
    /// A line is not quantity × price − discount.
    Lines,
    /// The count of lines is not theirs, or there are none.
    LinesCount,
    /// The totals per rate are not those of the lines.
    Rates,
    /// The tax does not follow from the amount.
    Vat,
    /// The total is not the sum of the rates.
    Total,
    /// What was paid is not the total.
    Tenders,
    /// Change that does not fit, or of what gives none.
    Change,
    /// An amount has the other sign than its operation.
    Sign,
    /// An advance is deducted that cannot be.
    Deducted,
    /// A correction does not name an earlier entry that can be corrected.
    Original,
    /// More goes back than remained.
    Remained,
    /// A closing is made before its period has ended.
    Early,
    /// A day that was closed late does not say why.
    Unexplained,
    /// A closing's figures are not those of its tickets.
    Figures,
    /// A closing's perpetual totals are not those of all tickets.
    Perpetual,
    /// A period is closed again, or after a later one.
    ClosedTwice,
    /// Tickets of a later day follow, though this one was not closed.
    Unclosed,
    /// A duplicata's number was given before.
    Copy,
    /// Entries that were there are gone.
    Missing,
    /// Another entry stands where one was known.
    Replaced,
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
            Flaw::Day => (
                "la journée ne correspond pas à l’heure, ou précède celle de l’écriture d’avant",
                "the business day does not fit the time, or lies before the previous entry’s",
            ),
            Flaw::Amount => (
                "un montant, une quantité ou un taux est hors de toute mesure",
                "an amount, a quantity or a rate is out of all proportion",
            ),
            Flaw::Lines => (
                "une ligne n’est pas égale à quantité × prix − remise",
                "a line is not quantity × price − discount",
            ),
            Flaw::LinesCount => {
                ("le nombre de lignes n’est pas le bon", "the count of lines is wrong")
            }
            Flaw::Rates => (
                "les totaux par taux ne sont pas ceux des lignes",
                "the totals per rate are not those of the lines",
            ),
            Flaw::Vat => {
                ("la TVA ne découle pas du montant", "the VAT does not follow from the amount")
            }
            Flaw::Total => {
                ("le total n’est pas la somme des taux", "the total is not the sum of the rates")
            }
            Flaw::Tenders => {
                ("les règlements ne font pas le total", "the payments do not make the total")
            }
            Flaw::Change => (
                "le rendu de monnaie ne correspond pas au règlement",
                "the change does not fit the payment",
            ),
            Flaw::Sign => (
                "un montant n’a pas le signe de son opération",
                "an amount does not have the sign of its operation",
            ),
            Flaw::Deducted => {
                ("un acompte déduit ne peut pas l’être", "an advance is deducted that cannot be")
            }
            Flaw::Original => (
                "la correction ne désigne pas une écriture antérieure qui puisse l’être",
                "the correction does not name an earlier entry that can be corrected",
            ),
            Flaw::Remained => {
                ("il est rendu plus qu’il ne restait", "more goes back than remained")
            }
            Flaw::Early => (
                "la période n’était pas terminée quand elle a été clôturée",
                "the period had not ended when it was closed",
            ),
            Flaw::Unexplained => (
                "la journée a été clôturée en retard sans motif",
                "the day was closed late and does not say why",
            ),
            Flaw::Figures => (
                "les montants de la clôture ne sont pas ceux des tickets",
                "the closing’s figures are not those of its tickets",
            ),
            Flaw::Perpetual => (
                "les totaux perpétuels ne sont pas ceux de tous les tickets",
                "the perpetual totals are not those of all tickets",
            ),
            Flaw::ClosedTwice => {
                ("la période était déjà clôturée", "the period was closed already")
            }
            Flaw::Unclosed => ("la période n’a pas été clôturée", "the period was not closed"),
            Flaw::Copy => (
                "le numéro de ce duplicata était déjà donné",
                "the duplicate’s number was given before",
            ),
            Flaw::Missing => {
                ("des écritures qui existaient ont disparu", "entries that were there are gone")
            }
            Flaw::Replaced => (
                "l’écriture n’est pas celle qui était connue à cette place",
                "the entry is not the one that was known there",
            ),
        };
        either(language, fr, en)
    }
}

impl Refusal for Flaw {}

/// Something wrong at a place of the ledger.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
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

impl Defect {
    /// Something wrong with an entry.
    pub fn at(entry: EntryRef, flaw: Flaw) -> Defect {
        Defect { register: entry.register, chain: entry.chain, number: entry.number, flaw }
    }
}

impl Spoken for Defect {
    fn say(&self, language: Language) -> String {
        let Defect { register, chain, number, flaw } = self;
        let (chain, flaw) = (chain.say(language), flaw.say(language));
        either(
            language,
            format!("Caisse {register}, {chain}, n°\u{a0}{number} : {flaw}."),
            format!("Register {register}, {chain}, no. {number}: {flaw}."),
        )
    }
}

impl Spoken for Chain {
    fn say(&self, language: Language) -> String {
        match self {
            Chain::Sales => either(language, "ventes", "sales"),
            Chain::Duplicates => either(language, "duplicatas et notes", "duplicates and notes"),
            Chain::Closings => either(language, "clôtures", "closings"),
            Chain::Events => either(language, "événements techniques", "technical events"),
            Chain::Training => either(language, "école", "training"),
        }
    }
}
