//! What was signed for a command that the world refused, and that a person gives up: its entries stay,
//! and each is taken back whole by one that follows. Whatever it was: no money moved for it.

use super::register::{Draft, Turn};
use super::{accounts, store, till};
use crate::app::{App, Caller};
use crate::error::Error;
use domain::CommandId;
use domain::ledger::{Content, LedgerRefused};
use uuid::Uuid;

/// The command that takes back what another has signed: there is one for each, so that nothing is taken
/// back twice. A screen's command is a UUID of version 7; this is the same as version 8 (RFC 9562).
pub fn taking_back(refused: CommandId) -> CommandId {
    let mut bytes = refused.0.into_bytes();
    bytes[6] = (bytes[6] & 0x0f) | 0x80;
    CommandId(Uuid::from_bytes(bytes))
}

/// Whether what a command signed is taken back, or will be.
///
/// # Errors
/// The journal cannot be read.
pub async fn is_taken_back(app: &App, refused: CommandId) -> Result<bool, Error> {
    match app.journal()? {
        Some(journal) => Ok(journal.signed_with(taking_back(refused)).await?.is_some()),
        None => Ok(false),
    }
}

/// What takes back what a command has signed, as far as nobody has yet.
///
/// # Errors
/// The server does not answer, or the journal cannot be read.
pub async fn drafts(
    app: &App,
    caller: &Caller,
    turn: &Turn,
    refused: CommandId,
    reason: &str,
) -> Result<Vec<Draft>, Error> {
    let signed = match app.journal()? {
        Some(journal) => journal.signed_with(refused).await?.unwrap_or_default(),
        None => Vec::new(),
    };
    let mut drafts = Vec::new();
    // The last first: a refund goes back before what it was of.
    for each in signed.iter().rev() {
        let Some(ticket) = accounts::ticket(each) else { continue };
        // A lesson's money never came.
        if ticket.training || store::is_taken_back(app.database(), &each.entry()).await? {
            continue;
        }
        let back = ticket.reversal(each.entry(), &till(caller, turn), reason.to_owned());
        let content = Content::Ticket(back.map_err(LedgerRefused::Bill)?);
        drafts.push(Draft { order: each.order_id.map(|order| (order, None)), content });
    }
    Ok(drafts)
}
