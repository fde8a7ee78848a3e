//! Why a transfer does not leave or arrive.

use super::LineRefused;
use crate::failure::{FailureCode, Field, Refusal};
use crate::language::{Language, Spoken, either};
use crate::payments::ReasonRefused;
use crate::stock::{LINES_MAX, TransferState};

/// What cannot be done with a transfer.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum TransferRefused {
    /// No such transfer concerns this shop.
    NotHere,
    /// A shop sends nothing to itself.
    ToItself,
    /// No shop of that code.
    NoShop {
        /// The code.
        code: String,
    },
    /// The other shop does not keep all of it.
    NotKeptThere,
    /// Nothing in it, or more than [`LINES_MAX`] lines.
    Lines {
        /// How many.
        count: usize,
    },
    /// A line that does not stand.
    Line(LineRefused),
    /// It came, or was taken back.
    Over {
        /// Where it stands.
        state: TransferState,
    },
    /// Less or more came than was sent, and nobody said why.
    Reason(ReasonRefused),
}

impl From<LineRefused> for TransferRefused {
    fn from(refused: LineRefused) -> TransferRefused {
        TransferRefused::Line(refused)
    }
}

impl From<ReasonRefused> for TransferRefused {
    fn from(refused: ReasonRefused) -> TransferRefused {
        TransferRefused::Reason(refused)
    }
}

impl Spoken for TransferRefused {
    fn say(&self, language: Language) -> String {
        match self {
            TransferRefused::NotHere => either(
                language,
                "Ce transfert ne concerne pas ce magasin.",
                "This transfer does not concern this shop.",
            ),
            TransferRefused::ToItself => either(
                language,
                "Choisissez un autre magasin que celui-ci.",
                "Choose another shop than this one.",
            ),
            TransferRefused::NoShop { code } => either(
                language,
                format!("Aucun magasin n’a le code {code}."),
                format!("No shop has the code {code}."),
            ),
            TransferRefused::NotKeptThere => either(
                language,
                "L’autre magasin ne tient pas tous ces ingrédients en stock.",
                "The other shop does not keep all of these ingredients.",
            ),
            TransferRefused::Lines { count: 0 } => either(
                language,
                "Le transfert est vide : choisissez un ingrédient.",
                "The transfer is empty: choose an ingredient.",
            ),
            TransferRefused::Lines { .. } => either(
                language,
                format!("Un transfert tient {LINES_MAX} lignes au plus."),
                format!("A transfer holds {LINES_MAX} lines at most."),
            ),
            TransferRefused::Line(refused) => refused.say(language),
            TransferRefused::Over { state } => either(
                language,
                format!("Ce transfert est déjà {}.", state.say(Language::Fr)),
                format!("This transfer is {} already.", state.say(Language::En)),
            ),
            TransferRefused::Reason(ReasonRefused::None) => either(
                language,
                "Ce qui est arrivé diffère de ce qui est parti : indiquez pourquoi.",
                "What came differs from what was sent: say why.",
            ),
            TransferRefused::Reason(refused) => refused.say(language),
        }
    }
}

impl Refusal for TransferRefused {
    fn code(&self) -> FailureCode {
        match self {
            TransferRefused::Over { .. } => FailureCode::Conflict,
            _ => FailureCode::Refused,
        }
    }

    fn field(&self) -> Option<Field> {
        match self {
            TransferRefused::ToItself
            | TransferRefused::NoShop { .. }
            | TransferRefused::NotKeptThere => Some("to".to_owned()),
            TransferRefused::Lines { .. } => Some("lines".to_owned()),
            TransferRefused::Line(refused) => refused.field(),
            TransferRefused::Reason(refused) => refused.field(),
            TransferRefused::NotHere | TransferRefused::Over { .. } => None,
        }
    }
}
