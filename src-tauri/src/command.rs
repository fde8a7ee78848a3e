//! A command is applied at most once, and every repeat of it hears its first reply.
//!
//! A command's statement inserts its reply into `applied_command` together with everything else
//! it does. Sent twice, the second run breaks on that table's key (or finds that what it wants
//! to do has been done) and leaves nothing behind; then, and only then, a second read fetches
//! the first reply. The path of a command sent once stays one round trip.

mod store;

pub use store::{database, unseen};

use crate::error::{Error, is_unreachable, raised};
use domain::CommandId;
use serde::de::DeserializeOwned;
use serde_json::Value;
use sqlx::PgPool;

/// Turns the outcome of a command's statement into its reply. `None` (nothing to act on) and a
/// refusal become `refused`, unless the command was applied before.
pub async fn once<T: DeserializeOwned>(
    database: &PgPool,
    command: CommandId,
    outcome: Result<Option<T>, sqlx::Error>,
    refused: impl FnOnce(Option<sqlx::Error>) -> Error,
) -> Result<T, Error> {
    let error = match outcome {
        Ok(Some(reply)) => return Ok(reply),
        Ok(None) => None,
        // A broken connection says nothing of the outcome: asking again is the next try's work.
        Err(error) if is_unreachable(&error) => return Err(Error::Unreachable(error)),
        Err(error) => Some(error),
    };
    if let Some(first) = store::first_reply(database, command).await? {
        return serde_json::from_value(first).map_err(|error| Error::Internal(error.into()));
    }
    Err(refused(error))
}

/// What a command that may have been applied before hears: its first reply, if there is one, rather
/// than a no. That no may be this terminal's own (the menu changed since, the promise is past), and
/// nobody was asked.
pub async fn first_answer(
    database: &PgPool,
    command: CommandId,
    answer: Result<Value, Error>,
) -> Result<Value, Error> {
    match answer {
        Err(Error::Refused(refusal)) => {
            let first = store::first_reply(database, command).await?;
            first.ok_or(Error::Refused(refusal))
        }
        answer => answer,
    }
}

/// How often somebody else is let through first; nobody is at one order more often.
const OVERTAKEN_MAX: usize = 10;

/// Runs a statement again that found its order changed while it waited for it, and has done nothing.
pub async fn unless_overtaken<T, F>(attempt: impl Fn() -> F) -> Result<T, sqlx::Error>
where
    F: Future<Output = Result<T, sqlx::Error>>,
{
    let mut outcome = attempt().await;
    for _ in 0..OVERTAKEN_MAX {
        match &outcome {
            Err(error) if matches!(raised(error), Some(("overtaken", _))) => {}
            _ => break,
        }
        outcome = attempt().await;
    }
    outcome
}
