//! Why a drawer cannot be told so.

use super::ReasonRefused;
use crate::failure::{FailureCode, Field, Refusal};
use crate::language::{Language, Spoken, either};
use crate::money::Cents;
use crate::payments::{Denomination, PIECES_MAX};

/// What a register's drawer cannot be told.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum CashRefused {
    /// The drawer is open.
    AlreadyOpen,
    /// The drawer is not open.
    NotOpen,
    /// Not an amount that can be meant.
    NotAnAmount,
    /// More than lies in the drawer.
    NotInDrawer {
        /// What lies in it.
        expected: Cents,
    },
    /// Nobody counts so many.
    Pieces {
        /// Of which.
        of: Denomination,
    },
    /// The drawer was not counted.
    NotCounted,
    /// No reason, or one that cannot be printed.
    Reason(ReasonRefused),
}

impl From<ReasonRefused> for CashRefused {
    fn from(refused: ReasonRefused) -> CashRefused {
        CashRefused::Reason(refused)
    }
}

impl Spoken for CashRefused {
    fn say(&self, language: Language) -> String {
        match self {
            CashRefused::AlreadyOpen => {
                either(language, "Cette caisse est déjà ouverte.", "This register is open already.")
            }
            CashRefused::NotOpen => either(
                language,
                "Cette caisse n’est pas ouverte : comptez d’abord son fonds de caisse.",
                "This register is not open: count its float first.",
            ),
            CashRefused::NotAnAmount => either(
                language,
                "Ce montant n’est pas possible : vérifiez-le.",
                "That amount cannot be: check it.",
            ),
            CashRefused::NotInDrawer { expected } => either(
                language,
                format!("Il n’y a que {} dans le tiroir.", expected.show(Language::Fr)),
                format!("There is only {} in the drawer.", expected.show(Language::En)),
            ),
            CashRefused::Pieces { of } => either(
                language,
                format!("{} : {PIECES_MAX} au plus, vérifiez.", of.say(Language::Fr)),
                format!("{}: {PIECES_MAX} at most, please check.", of.say(Language::En)),
            ),
            CashRefused::NotCounted => either(
                language,
                "Comptez le tiroir avant de fermer la caisse.",
                "Count the drawer before you close the register.",
            ),
            CashRefused::Reason(refused) => refused.say(language),
        }
    }
}

impl Refusal for CashRefused {
    fn code(&self) -> FailureCode {
        match self {
            CashRefused::AlreadyOpen | CashRefused::NotOpen => FailureCode::Conflict,
            _ => FailureCode::Refused,
        }
    }

    fn field(&self) -> Option<Field> {
        match self {
            CashRefused::AlreadyOpen | CashRefused::NotOpen => None,
            CashRefused::NotAnAmount | CashRefused::NotInDrawer { .. } => Some("amount".to_owned()),
            CashRefused::Pieces { of } => Some(format!("counted.{}", of.cents())),
            CashRefused::NotCounted => Some("counted".to_owned()),
            CashRefused::Reason(refused) => refused.field(),
        }
    }
}
