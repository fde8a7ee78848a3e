//! How a use case fails inside the backend, and how the boundary says it.

use crate::server::is_revoked;
use domain::customers::CustomerRefused;
use domain::delivery::DeliverySetRefused;
use domain::invoices::InvoiceRefused;
use domain::journal::{DecisionRefused, JournalRefused};
use domain::kitchen::TapRefused;
use domain::ledger::{ArchiveRefused, DayRefused, LedgerRefused, OfficeRefused, TrainingRefused};
use domain::messages::{
    CustomerMessagesRefused, MessageRefused, ReachRefused, TemplateRefused, WriteRefused,
};
use domain::offline::NotWithoutServer;
use domain::online::OnlineRefused;
use domain::orders::{
    ChangeRefused, GivingBackRefused, HandOverRefused, OrderRefused, SettleRefused,
};
use domain::payments::{CardRefused, CashRefused, ReasonRefused};
use domain::printing::PrintRefused;
use domain::runs::RunRefused;
use domain::screens::TableRefused;
use domain::server::ServerRefused;
use domain::settings::{MailRefused, SecretRefused, ServiceRefused};
use domain::shops::{NoShop, PapersRefused};
use domain::staff::{CallRefused, SignInRefused};
use domain::stock::{
    InventoryRefused, MovementRefused, NoInventory, PurchaseRefused, ReceiptRefused, SafetyRefused,
    SupplierRefused, SuspendRefused, TransferRefused,
};
use domain::terminals::TerminalRefused;
use domain::text::TextRefused;
use domain::{Failure, FailureCode, Language, Refusal};
use sqlx::error::DatabaseError;
use sqlx::postgres::PgDatabaseError;
use std::io::ErrorKind;

/// The code of a write that a standby was asked for.
const READ_ONLY: &str = "25006";

/// What a use case answers when it does not answer.
#[derive(Debug)]
pub enum Error {
    /// A rule said no: told to the person, not logged.
    Refused(Box<dyn Refusal>),
    /// The database did not answer: the outcome is unknown.
    Unreachable(sqlx::Error),
    /// A fault of the program or of the data: logged once, at the boundary.
    Internal(anyhow::Error),
}

impl Error {
    /// The connection failed in that way, which is ours to say: the driver may not know yet.
    pub fn broken(how: ErrorKind) -> Error {
        Error::Unreachable(sqlx::Error::Io(how.into()))
    }

    /// Whether the connection itself failed, at once, or leads to a host that accepts no writes:
    /// another one may work.
    pub fn is_broken_connection(&self) -> bool {
        let Error::Unreachable(error) = self else { return false };
        match error {
            sqlx::Error::Io(error) => error.kind() != ErrorKind::TimedOut,
            sqlx::Error::Protocol(_) | sqlx::Error::WorkerCrashed => true,
            sqlx::Error::Database(error) => {
                error.code().is_some_and(|code| code.starts_with("57P") || code == READ_ONLY)
            }
            _ => false,
        }
    }

    /// Whether it mends itself, and is worth another try without a hand.
    pub fn is_passing(&self) -> bool {
        match self {
            Error::Refused(refusal) => refusal.code() == FailureCode::Unreachable,
            Error::Unreachable(_) => true,
            Error::Internal(_) => false,
        }
    }

    /// For a log or a command line: nobody made a call that could be answered.
    pub fn in_words(self, language: Language) -> anyhow::Error {
        match self {
            Error::Refused(refusal) => anyhow::anyhow!(refusal.say(language)),
            Error::Unreachable(error) => error.into(),
            Error::Internal(error) => error,
        }
    }

    /// Says the failure in a language, and logs what a person cannot mend.
    pub fn into_failure(self, language: Language, call: &str) -> Failure {
        match self {
            Error::Refused(refusal) => {
                tracing::debug!(call, ?refusal, "refused");
                Failure::of(refusal.as_ref(), language)
            }
            Error::Unreachable(error) => {
                tracing::warn!(call, %error, "the database does not answer");
                Failure::unreachable(language)
            }
            Error::Internal(error) => {
                tracing::error!(call, error = format!("{error:#}"), "internal error");
                Failure::internal(language)
            }
        }
    }
}

/// Lets `?` and `into` carry these refusals. (A blanket implementation would forbid the two below.)
macro_rules! refusals {
    ($($refusal:ty),+ $(,)?) => {
        $(impl From<$refusal> for Error {
            fn from(refusal: $refusal) -> Error {
                Error::Refused(Box::new(refusal))
            }
        })+
    };
}

refusals!(
    CustomerRefused,
    InventoryRefused,
    MovementRefused,
    ReceiptRefused,
    SafetyRefused,
    NoInventory,
    TransferRefused,
    SuspendRefused,
    PurchaseRefused,
    SupplierRefused,
    OnlineRefused,
    OrderRefused,
    ChangeRefused,
    SettleRefused,
    HandOverRefused,
    TapRefused,
    SignInRefused,
    CallRefused,
    NoShop,
    DeliverySetRefused,
    PapersRefused,
    ServerRefused,
    TableRefused,
    TerminalRefused,
    SecretRefused,
    ServiceRefused,
    TextRefused,
    JournalRefused,
    DecisionRefused,
    CardRefused,
    InvoiceRefused,
    MailRefused,
    MessageRefused,
    TemplateRefused,
    ReachRefused,
    WriteRefused,
    CustomerMessagesRefused,
    NotWithoutServer,
    LedgerRefused,
    TrainingRefused,
    DayRefused,
    ArchiveRefused,
    CashRefused,
    GivingBackRefused,
    ReasonRefused,
    OfficeRefused,
    PrintRefused,
    RunRefused,
);

impl From<sqlx::Error> for Error {
    fn from(error: sqlx::Error) -> Error {
        match &error {
            _ if is_unreachable(&error) => Error::Unreachable(error),
            sqlx::Error::Database(known) if is_revoked(known.as_ref()) => {
                ServerRefused::Revoked.into()
            }
            // A login that lacks a right: the owner has them all.
            sqlx::Error::Database(known) if known.code().as_deref() == Some("42501") => {
                tracing::warn!(%error, "not this terminal's work");
                TerminalRefused::NotItsWork.into()
            }
            _ => Error::Internal(error.into()),
        }
    }
}

impl From<anyhow::Error> for Error {
    fn from(error: anyhow::Error) -> Error {
        Error::Internal(error)
    }
}

/// Whether the statement may or may not have been carried out: the connection broke, the pool
/// has none to give, or the server is stopping, starting or full.
pub fn is_unreachable(error: &sqlx::Error) -> bool {
    match error {
        sqlx::Error::Io(_)
        | sqlx::Error::Tls(_)
        | sqlx::Error::Protocol(_)
        | sqlx::Error::PoolTimedOut
        | sqlx::Error::PoolClosed
        | sqlx::Error::WorkerCrashed => true,
        // Classes 08 connection, 53 resources, 57 operator intervention (shutdown, time limit).
        sqlx::Error::Database(error) => error.code().is_some_and(|code| {
            ["08", "53", "57", READ_ONLY].iter().any(|it| code.starts_with(it))
        }),
        _ => false,
    }
}

/// The code and detail of a refusal raised by a statement through `oc_pizza.refuse`.
pub fn raised(error: &sqlx::Error) -> Option<(&str, &str)> {
    let sqlx::Error::Database(error) = error else { return None };
    let error = error.try_downcast_ref::<PgDatabaseError>()?;
    (DatabaseError::code(error)? == "OC001")
        .then(|| (error.message(), error.detail().unwrap_or("")))
}

/// A row that the program cannot read: named by table and column, never guessed around.
pub fn unreadable(table: &str, column: &str, value: &str) -> anyhow::Error {
    anyhow::anyhow!("{table}.{column} holds {value:?}, which this program does not know")
}
