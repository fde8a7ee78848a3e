//! How a call fails, as the screen sees it.

use crate::language::{Language, Spoken, either};
use serde::{Deserialize, Serialize};
use std::fmt::Debug;

/// Why a call failed. A code exists only where a screen acts on it; the rest is `Refused`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum FailureCode {
    /// Nobody is signed in at this window: show the sign-in.
    NotSignedIn,
    /// What was asked is against a rule; the message says which.
    Refused,
    /// The menu or a price changed: fetch it again, keep the basket.
    StaleMenu,
    /// Something ran out: fetch the stock again, keep the basket.
    StockShort,
    /// Only with a manager's PIN: ask for it.
    NeedsManager,
    /// Somebody else acted first: fetch the order again.
    Conflict,
    /// Nothing waits in the kitchen.
    QueueEmpty,
    /// Too many wrong PINs.
    LockedOut,
    /// The terminal cannot work before something is set up: show that.
    SetUp,
    /// The terminal was put out: show that, over everything, and ask nothing more.
    Revoked,
    /// The database cannot be reached: the outcome is unknown, the same command may be sent again.
    Unreachable,
    /// A fault of the program; it is in the log.
    Internal,
}

/// The field of a form at which a message belongs; its names are those of the call's fields.
pub type Field = String;

/// A failed call: what the screen does (`code`), what the person reads (`message`), and where.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize, thiserror::Error)]
#[error("{message}")]
pub struct Failure {
    /// What the screen should do.
    pub code: FailureCode,
    /// The sentence to show, in the language of the call.
    pub message: String,
    /// The field at fault, where there is one.
    pub field: Option<Field>,
}

/// A rule that said no.
pub trait Refusal: Spoken + Debug + Send + Sync {
    /// What the screen should do.
    fn code(&self) -> FailureCode {
        FailureCode::Refused
    }

    /// The field at fault, where there is one.
    fn field(&self) -> Option<Field> {
        None
    }

    /// Whether what was asked has been done meanwhile, or is past: where nobody heard the no, nobody
    /// has to decide.
    fn is_settled(&self) -> bool {
        false
    }

    /// Whether somebody else was first, so that the same can be asked once more of what there is now.
    fn is_overtaken(&self) -> bool {
        false
    }
}

impl Failure {
    /// Says a refusal in a language.
    pub fn of(refusal: &(impl Refusal + ?Sized), language: Language) -> Failure {
        Failure { code: refusal.code(), message: refusal.say(language), field: refusal.field() }
    }

    /// Whether the command may or may not have been applied: the same one may be sent again.
    pub fn leaves_outcome_unknown(&self) -> bool {
        matches!(self.code, FailureCode::Unreachable | FailureCode::Internal)
    }

    /// The outcome of the call is unknown: the server did not answer.
    pub fn unreachable(language: Language) -> Failure {
        Failure {
            code: FailureCode::Unreachable,
            message: either(
                language,
                "Le serveur ne répond pas. Rien n’est perdu : réessayez dans un instant.",
                "The server does not answer. Nothing is lost: try again in a moment.",
            ),
            field: None,
        }
    }

    /// A fault of the program itself.
    pub fn internal(language: Language) -> Failure {
        Failure {
            code: FailureCode::Internal,
            message: either(
                language,
                "Une erreur inattendue s’est produite. Elle est notée dans le journal du poste ; réessayez.",
                "Something unexpected went wrong. It is in this terminal’s log; please try again.",
            ),
            field: None,
        }
    }
}
