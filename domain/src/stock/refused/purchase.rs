//! Why a purchase order does not go on, and why goods are not received.

use super::LineRefused;
use crate::failure::{FailureCode, Field, Refusal};
use crate::language::{Language, Spoken, either};
use crate::stock::{LINES_MAX, PurchaseState};

/// What cannot be done with a purchase order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PurchaseRefused {
    /// No such order in this shop.
    Unknown,
    /// Not where it stands.
    Step {
        /// Where it stands.
        state: PurchaseState,
    },
    /// A manager's step.
    Manager,
    /// Nothing in it, or more than [`LINES_MAX`] lines.
    Lines {
        /// How many.
        count: usize,
    },
    /// A line that does not stand.
    Line(LineRefused),
    /// Nobody is named who sends it.
    NoSupplier,
    /// The supplier has no e-mail address.
    NoAddress {
        /// The supplier's name.
        supplier: String,
    },
    /// Somebody changed it meanwhile.
    ChangedFirst,
    /// This PC has no folder to keep a PDF in.
    NoFolder,
    /// The PDF could not be written.
    NotKept {
        /// What the system says.
        why: String,
    },
}

impl From<LineRefused> for PurchaseRefused {
    fn from(refused: LineRefused) -> PurchaseRefused {
        PurchaseRefused::Line(refused)
    }
}

impl Spoken for PurchaseRefused {
    fn say(&self, language: Language) -> String {
        match self {
            PurchaseRefused::Unknown => either(
                language,
                "Ce bon de commande n’existe pas ici.",
                "No such purchase order here.",
            ),
            PurchaseRefused::Step { state } => either(
                language,
                format!("Cette commande fournisseur est {}.", state.say(Language::Fr)),
                format!("This purchase order is {}.", state.say(Language::En)),
            ),
            PurchaseRefused::Manager => {
                either(language, "Il faut un responsable.", "This needs a manager.")
            }
            PurchaseRefused::Lines { count: 0 } => either(
                language,
                "La commande est vide : ajoutez un ingrédient.",
                "The order is empty: add an ingredient.",
            ),
            PurchaseRefused::Lines { .. } => either(
                language,
                format!("Une commande tient {LINES_MAX} lignes au plus."),
                format!("An order holds {LINES_MAX} lines at most."),
            ),
            PurchaseRefused::Line(refused) => refused.say(language),
            PurchaseRefused::NoSupplier => {
                either(language, "Choisissez le fournisseur.", "Choose the supplier.")
            }
            PurchaseRefused::NoAddress { supplier } => either(
                language,
                format!("{supplier} n’a pas d’adresse e-mail : ajoutez-la d’abord."),
                format!("{supplier} has no e-mail address: add it first."),
            ),
            PurchaseRefused::ChangedFirst => either(
                language,
                "Cette commande vient d’être modifiée ailleurs. Rouvrez-la.",
                "This order has just been changed elsewhere. Open it again.",
            ),
            PurchaseRefused::NoFolder => either(
                language,
                "Ce poste n’a pas de dossier de téléchargements.",
                "This PC has no folder of downloads.",
            ),
            PurchaseRefused::NotKept { why } => either(
                language,
                format!("Le PDF n’a pas pu être enregistré : {why}."),
                format!("The PDF could not be saved: {why}."),
            ),
        }
    }
}

impl Refusal for PurchaseRefused {
    fn code(&self) -> FailureCode {
        match self {
            PurchaseRefused::Unknown
            | PurchaseRefused::Step { .. }
            | PurchaseRefused::ChangedFirst => FailureCode::Conflict,
            PurchaseRefused::Manager => FailureCode::NeedsManager,
            _ => FailureCode::Refused,
        }
    }

    fn field(&self) -> Option<Field> {
        match self {
            PurchaseRefused::Lines { .. } => Some("lines".to_owned()),
            PurchaseRefused::Line(refused) => refused.field(),
            PurchaseRefused::NoSupplier | PurchaseRefused::NoAddress { .. } => {
                Some("supplier".to_owned())
            }
            _ => None,
        }
    }
}
