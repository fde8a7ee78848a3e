//! Learning at a counter (BOI-TVA-DECLA-30-10-30): while its register is in training nothing real is
//! begun there, and what is done to learn stands in a chain of its own that counts nowhere.

use super::{Chain, LedgerCall};
use crate::failure::{FailureCode, Refusal};
use crate::language::{Language, Spoken, either};
use crate::orders::OrdersCall;
use crate::staff::ApprovalId;
use serde::{Deserialize, Serialize};

/// Begins or ends training at this counter, with the server or without it; both are technical events
/// of its register. Asked for as it is already, nothing happens.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct SwitchTraining {
    /// Whether it begins.
    pub on: bool,
    /// A manager's consent: it begins with one alone, unless a manager is signed in. Anybody ends it.
    pub approval: Option<ApprovalId>,
}

/// What is not done because of training.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TrainingRefused {
    /// It is real, and this counter is in training.
    On,
    /// It is training, and this counter is not.
    Off,
    /// A manager must consent to begin it.
    Manager,
}

/// Whether a counter does what is training, or what is real.
///
/// # Errors
/// It does the other of the two now.
pub fn admits(in_training: bool, is_of_training: bool) -> Result<(), TrainingRefused> {
    match (in_training, is_of_training) {
        (true, false) => Err(TrainingRefused::On),
        (false, true) => Err(TrainingRefused::Off),
        _ => Ok(()),
    }
}

impl LedgerCall {
    /// Whether it is made to learn: of what was made in training the papers, too.
    pub fn is_of_training(&self) -> bool {
        matches!(self, LedgerCall::PrintEntry(call) if call.entry.chain == Chain::Training)
    }
}

impl OrdersCall {
    /// Whether it is made to learn.
    pub fn is_of_training(&self) -> bool {
        matches!(self, OrdersCall::TrainOrder(_) | OrdersCall::TrainSale(_))
    }
}

impl Spoken for TrainingRefused {
    fn say(&self, language: Language) -> String {
        match self {
            TrainingRefused::On => either(
                language,
                "Mode école : rien de réel ne se fait à cette caisse. Terminez-le sous « Caisse », onglet « École », puis recommencez.",
                "Training mode: nothing real is done at this register. End it under “Till”, tab “Training”, then try again.",
            ),
            TrainingRefused::Off => either(
                language,
                "Le mode école est terminé à cette caisse : rien n’a été enregistré.",
                "Training has ended at this register: nothing was recorded.",
            ),
            TrainingRefused::Manager => either(
                language,
                "Commencer le mode école demande le code d’un responsable.",
                "To begin training needs a manager’s PIN.",
            ),
        }
    }
}

impl Refusal for TrainingRefused {
    fn code(&self) -> FailureCode {
        match self {
            TrainingRefused::Manager => FailureCode::NeedsManager,
            TrainingRefused::On | TrainingRefused::Off => FailureCode::Refused,
        }
    }
}
