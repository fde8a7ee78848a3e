//! What an office asks of its shops' ledger: recaps by the day, on the screen and on paper, and that a
//! register is lost.
//!
//! Two things limit it, as with terminals: the PC's login, whose shops PostgreSQL knows, and the
//! person: a shop's manager sees the shops that person works in, the group's managers see all.

use super::{DayLine, RegisterCode, ShopDay, ShopIdentity};
use crate::failure::{FailureCode, Field, Refusal};
use crate::language::{Language, Spoken, either};
use crate::server::ShopChoice;
use chrono::NaiveDate;
use serde::{Deserialize, Serialize};
use uuid::Uuid;

/// So many calendar days are listed at once.
pub const RECAP_DAYS: u32 = 14;

/// The business days of the shops, latest first, [`RECAP_DAYS`] calendar days of them.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ListRecaps {
    /// The code of one shop; none: all that may be seen.
    pub shop: Option<String>,
    /// Only days before this one; none: from today.
    pub before: Option<NaiveDate>,
}

/// Business days of shops.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecapList {
    /// The shops that may be seen, by code.
    pub shops: Vec<ShopChoice>,
    /// Their days, latest first, then by shop.
    pub days: Vec<DayLine>,
    /// The first of the calendar days that were looked at.
    pub since: NaiveDate,
    /// Whether there is anything before it.
    pub earlier: bool,
}

/// A shop's day with its registers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct ReadRecap {
    /// The shop's code.
    pub shop: String,
    /// The day.
    pub day: NaiveDate,
}

/// A shop's day, to be read and printed.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct RecapShown {
    /// It.
    pub day: ShopDay,
    /// The shop's papers.
    pub papers: ShopIdentity,
    /// Whether this terminal prints it.
    pub prints: bool,
}

/// Prints a shop's day at this terminal. It is no entry, and closes nothing.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PrintRecap {
    /// Names the print: asked for again, it comes out once.
    pub print: Uuid,
    /// The shop's code.
    pub shop: String,
    /// The day.
    pub day: NaiveDate,
}

/// Declares a register lost: it takes no money any more, and its days without a Z are known to stay
/// without. May be repeated. No command: it is done now or not at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct DeclareRegisterLost {
    /// The register.
    pub register: RegisterCode,
    /// Why, as it will stand in the ledger.
    pub reason: String,
}

/// Keeps among the technical events that the tax office looks at the ledger (LPF art. L47 A, L80 O): of one shop, or
/// of each that who asks sees. The same words by the same person within the hour are the same audit, and kept
/// once. No command: it is done now or not at all.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct NoteTaxAudit {
    /// The shop's code; none: each that may be seen.
    pub shop: Option<String>,
    /// Who looks, and by which request, as it will stand in the ledger.
    pub reason: String,
}

/// An audit that is kept.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct AuditNoted {
    /// Of which shops, by code: a counter of each writes it into its chain.
    pub shops: Vec<ShopChoice>,
}

/// What an office asked in vain.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum OfficeRefused {
    /// No shop of that code is there for who asks.
    ShopUnknown {
        /// The code.
        code: String,
    },
    /// No register of that code is there for who asks.
    RegisterUnknown {
        /// The code.
        code: String,
    },
    /// Nothing is known of that day.
    NothingThatDay,
    /// No shop that is asked about ever had a register: there is no ledger to write in.
    NoLedger,
}

impl Spoken for OfficeRefused {
    fn say(&self, language: Language) -> String {
        match self {
            OfficeRefused::ShopUnknown { code } => either(
                language,
                format!("Aucun magasin {code} n’est visible d’ici."),
                format!("No shop {code} can be seen from here."),
            ),
            OfficeRefused::RegisterUnknown { code } => either(
                language,
                format!("Aucune caisse {code} n’est visible d’ici."),
                format!("No register {code} can be seen from here."),
            ),
            OfficeRefused::NothingThatDay => either(
                language,
                "Rien n’a été encaissé ni clôturé ce jour-là dans ce magasin.",
                "Nothing was taken or closed that day in this shop.",
            ),
            OfficeRefused::NoLedger => either(
                language,
                "Ce magasin n’a encore eu aucune caisse : il n’a pas de journal fiscal où l’inscrire.",
                "This shop never had a register: it has no ledger to write this in.",
            ),
        }
    }
}

impl Refusal for OfficeRefused {
    fn code(&self) -> FailureCode {
        FailureCode::Refused
    }

    fn field(&self) -> Option<Field> {
        None
    }
}
