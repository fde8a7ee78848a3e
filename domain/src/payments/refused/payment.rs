//! Why money is not taken, divided among payers, or given back.

use super::ReasonRefused;
use crate::failure::{FailureCode, Field, Refusal};
use crate::language::{Language, Spoken, either};
use crate::money::Cents;
use crate::payments::{At, GIVEN_MAX, PAYERS_MAX, TenderKind};

/// Money that is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaymentRefused {
    /// More payers or more things of one than [`PAYERS_MAX`] and [`GIVEN_MAX`].
    TooMany,
    /// A payer gives nothing.
    NothingGiven {
        /// Which one, from 0.
        payer: usize,
    },
    /// Not enough was given for all that is due.
    Short {
        /// What is missing.
        missing: Cents,
    },
    /// Not enough was given for a payer's part.
    ShortOfPart {
        /// Whose, from 0.
        payer: usize,
        /// What is missing.
        missing: Cents,
    },
    /// A part of nothing, or of more than is left.
    Part {
        /// Whose, from 0.
        payer: usize,
        /// What is left.
        left: Cents,
    },
    /// One of the things given.
    Given {
        /// Which.
        at: At,
        /// Why.
        why: GivenRefused,
    },
}

/// One thing given that is not taken.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum GivenRefused {
    /// An amount of zero or below.
    NotAnAmount,
    /// Nobody gives so much.
    Absurd,
    /// More than is left to pay, by a tender that gives no change; or cash where nothing is left.
    Over {
        /// As what.
        tender: TenderKind,
        /// What is left.
        most: Cents,
    },
    /// Too much to be paid in cash.
    CashMax {
        /// The largest debt that is paid in cash.
        max: Cents,
    },
    /// The shop takes no meal vouchers.
    NoVouchers,
    /// A Sunday or a public holiday.
    VoucherDay {
        /// The holiday's name in French; none: a plain Sunday.
        holiday: Option<&'static str>,
    },
    /// More in vouchers than one payer may.
    VoucherMax {
        /// The most.
        max: Cents,
    },
}

impl Spoken for PaymentRefused {
    fn say(&self, language: Language) -> String {
        match self {
            PaymentRefused::TooMany => either(
                language,
                format!(
                    "Un encaissement tient {PAYERS_MAX} payeurs, et {GIVEN_MAX} règlements de chacun, au plus."
                ),
                format!(
                    "A payment holds {PAYERS_MAX} payers, and {GIVEN_MAX} tenders of each, at most."
                ),
            ),
            PaymentRefused::NothingGiven { payer } => either(
                language,
                format!("Payeur {} : rien n’est encore donné.", payer + 1),
                format!("Payer {}: nothing is given yet.", payer + 1),
            ),
            PaymentRefused::Short { missing } => either(
                language,
                format!("Il manque {}.", missing.show(Language::Fr)),
                format!("{} is missing.", missing.show(Language::En)),
            ),
            PaymentRefused::ShortOfPart { payer, missing } => either(
                language,
                format!("Payeur {} : il manque {}.", payer + 1, missing.show(Language::Fr)),
                format!("Payer {}: {} is missing.", payer + 1, missing.show(Language::En)),
            ),
            PaymentRefused::Part { payer, left: Cents::ZERO } => either(
                language,
                format!("Payeur {} : il ne reste rien à payer.", payer + 1),
                format!("Payer {}: nothing is left to pay.", payer + 1),
            ),
            PaymentRefused::Part { payer, left } => either(
                language,
                format!(
                    "Payeur {} : une part va d’un centime à {}.",
                    payer + 1,
                    left.show(Language::Fr)
                ),
                format!(
                    "Payer {}: a part goes from one cent to {}.",
                    payer + 1,
                    left.show(Language::En)
                ),
            ),
            PaymentRefused::Given { why, .. } => why.say(language),
        }
    }
}

impl Refusal for PaymentRefused {
    fn field(&self) -> Option<Field> {
        Some(match self {
            PaymentRefused::TooMany | PaymentRefused::Short { .. } => "payers".to_owned(),
            PaymentRefused::NothingGiven { payer } | PaymentRefused::ShortOfPart { payer, .. } => {
                format!("payers.{payer}.given")
            }
            PaymentRefused::Part { payer, .. } => format!("payers.{payer}.part"),
            PaymentRefused::Given { at, .. } => format!("payers.{}.given.{}", at.payer, at.given),
        })
    }
}

impl Spoken for GivenRefused {
    fn say(&self, language: Language) -> String {
        match self {
            GivenRefused::NotAnAmount => either(
                language,
                "Un montant va d’un centime à ce qui est dû.",
                "An amount goes from one cent to what is due.",
            ),
            GivenRefused::Absurd => either(
                language,
                "Ce montant reçu est trop grand : vérifiez-le.",
                "That amount is too large: check it.",
            ),
            GivenRefused::Over { tender, most: Cents::ZERO } => either(
                language,
                format!("{} : il ne reste rien à payer.", tender.say(Language::Fr)),
                format!("{}: nothing is left to pay.", tender.say(Language::En)),
            ),
            GivenRefused::Over { tender: TenderKind::MealVoucher, most } => either(
                language,
                format!(
                    "Un titre-restaurant ne se rend pas en monnaie : {} au plus.",
                    most.show(Language::Fr)
                ),
                format!(
                    "No change is given on a meal voucher: {} at most.",
                    most.show(Language::En)
                ),
            ),
            GivenRefused::Over { tender, most } => either(
                language,
                format!(
                    "{} : il ne reste que {} à payer.",
                    tender.say(Language::Fr),
                    most.show(Language::Fr)
                ),
                format!(
                    "{}: only {} is left to pay.",
                    tender.say(Language::En),
                    most.show(Language::En)
                ),
            ),
            GivenRefused::CashMax { max } => either(
                language,
                format!(
                    "La loi interdit de payer en espèces, même en partie, une somme de plus de {}.",
                    max.show(Language::Fr)
                ),
                format!(
                    "The law forbids paying a sum above {} in cash, even in part.",
                    max.show(Language::En)
                ),
            ),
            GivenRefused::NoVouchers => either(
                language,
                "Ce magasin ne prend pas les titres-restaurant.",
                "This shop takes no meal vouchers.",
            ),
            GivenRefused::VoucherDay { holiday: None } => either(
                language,
                "Les titres-restaurant ne sont pas pris le dimanche.",
                "Meal vouchers are not taken on Sundays.",
            ),
            GivenRefused::VoucherDay { holiday: Some(name) } => either(
                language,
                format!("Les titres-restaurant ne sont pas pris les jours fériés ({name})."),
                format!("Meal vouchers are not taken on public holidays ({name})."),
            ),
            GivenRefused::VoucherMax { max } => either(
                language,
                format!("Titres-restaurant : {} au plus par payeur.", max.show(Language::Fr)),
                format!("Meal vouchers: {} a payer at most.", max.show(Language::En)),
            ),
        }
    }
}

/// A sum that cannot be divided so.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum SplitRefused {
    /// Nothing is due, or more than a till can mean.
    NotAnAmount,
    /// Nobody, or more than [`PAYERS_MAX`].
    Payers,
    /// Not a cent for each.
    TooSmall {
        /// How many were to share it.
        people: usize,
    },
    /// A part of nothing, or of more than is left.
    Part {
        /// Whose, from 0.
        payer: usize,
        /// What is left for it.
        left: Cents,
    },
    /// A line that nobody pays, or somebody who is not there.
    Line {
        /// Which, from 0.
        line: usize,
    },
}

impl Spoken for SplitRefused {
    fn say(&self, language: Language) -> String {
        match self {
            SplitRefused::NotAnAmount => {
                either(language, "Il n’y a rien à partager.", "There is nothing to divide.")
            }
            SplitRefused::Payers => either(
                language,
                format!("On partage entre 1 et {PAYERS_MAX} payeurs."),
                format!("A sum is divided among 1 to {PAYERS_MAX} payers."),
            ),
            SplitRefused::TooSmall { people } => either(
                language,
                format!("La somme est trop petite pour {people} payeurs."),
                format!("The sum is too small for {people} payers."),
            ),
            SplitRefused::Part { payer, left } => {
                PaymentRefused::Part { payer: *payer, left: *left }.say(language)
            }
            SplitRefused::Line { line } => either(
                language,
                format!("Ligne {} : choisissez qui la paie.", line + 1),
                format!("Line {}: choose who pays it.", line + 1),
            ),
        }
    }
}

impl Refusal for SplitRefused {
    fn field(&self) -> Option<Field> {
        Some(match self {
            SplitRefused::NotAnAmount => "due".to_owned(),
            SplitRefused::Payers | SplitRefused::TooSmall { .. } => "payers".to_owned(),
            SplitRefused::Part { payer, .. } => format!("parts.{payer}"),
            SplitRefused::Line { line } => format!("lines.{line}"),
        })
    }
}

/// Money that is not given back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum RefundRefused {
    /// An amount of zero or below.
    NotAnAmount,
    /// More than was paid and not given back yet.
    Over {
        /// The most.
        most: Cents,
    },
    /// A meal voucher would have to be given back in part.
    VoucherWhole {
        /// The next amount below that can be given back; none: there is none.
        below: Option<Cents>,
        /// The next above.
        above: Cents,
    },
    /// No reason, or one that cannot be printed.
    Reason(ReasonRefused),
    /// A manager must consent.
    NeedsManager {
        /// What a cashier gives back alone.
        alone: Cents,
    },
}

impl From<ReasonRefused> for RefundRefused {
    fn from(refused: ReasonRefused) -> RefundRefused {
        RefundRefused::Reason(refused)
    }
}

impl Spoken for RefundRefused {
    fn say(&self, language: Language) -> String {
        match self {
            RefundRefused::NotAnAmount => either(
                language,
                "Un remboursement va d’un centime à ce qui a été payé.",
                "A refund goes from one cent to what was paid.",
            ),
            RefundRefused::Over { most: Cents::ZERO } => {
                either(language, "Il ne reste rien à rembourser.", "Nothing is left to refund.")
            }
            RefundRefused::Over { most } => either(
                language,
                format!("On ne peut pas rembourser plus de {}.", most.show(Language::Fr)),
                format!("No more than {} can be refunded.", most.show(Language::En)),
            ),
            RefundRefused::VoucherWhole { below: None, above } => either(
                language,
                format!(
                    "Un titre-restaurant se rend entier : remboursez {}.",
                    above.show(Language::Fr)
                ),
                format!("A meal voucher is given back whole: refund {}.", above.show(Language::En)),
            ),
            RefundRefused::VoucherWhole { below: Some(below), above } => either(
                language,
                format!(
                    "Un titre-restaurant se rend entier : remboursez {} ou {}.",
                    below.show(Language::Fr),
                    above.show(Language::Fr)
                ),
                format!(
                    "A meal voucher is given back whole: refund {} or {}.",
                    below.show(Language::En),
                    above.show(Language::En)
                ),
            ),
            RefundRefused::Reason(refused) => refused.say(language),
            RefundRefused::NeedsManager { alone } => either(
                language,
                format!(
                    "Au-delà de {}, un remboursement demande le code d’un responsable.",
                    alone.show(Language::Fr)
                ),
                format!("Above {}, a refund needs a manager’s PIN.", alone.show(Language::En)),
            ),
        }
    }
}

impl Refusal for RefundRefused {
    fn code(&self) -> FailureCode {
        match self {
            RefundRefused::NeedsManager { .. } => FailureCode::NeedsManager,
            _ => FailureCode::Refused,
        }
    }

    fn field(&self) -> Option<Field> {
        match self {
            RefundRefused::Reason(refused) => refused.field(),
            _ => Some("amount".to_owned()),
        }
    }
}
