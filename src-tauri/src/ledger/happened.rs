//! What happens to a register apart from any call: a technical event in its chain.

use super::append;
use super::register::{Draft, Register};
use crate::app::App;
use crate::error::Error;
use domain::ledger::{Content, EntryRef, Event, LedgerRefused};
use domain::shops::business_day;
use std::sync::Arc;

/// Writes an event; which entry it is.
///
/// # Errors
/// What was signed before waits for the server, or the server does not answer: then it may be
/// written.
pub async fn write(app: &App, register: &Arc<Register>, event: Event) -> Result<EntryRef, Error> {
    // What waits is written first: the chains go on from there.
    app.replay().await?;
    let (shop, now) = (app.shop().await?, app.now());
    let mut turn = register.turn().await;
    if app.waiting().iter().any(|(_, taken)| !taken.signed.is_empty()) {
        return Err(LedgerRefused::Waits.into());
    }
    let draft = Draft { order: None, content: Content::Event(event) };
    turn.sign(draft, now, business_day(now, shop.day_ends_at)).map_err(LedgerRefused::Flaw)?;
    let entry = turn.signed().last().map(super::Signed::entry).ok_or(LedgerRefused::Unknown)?;
    match append(app, turn.signed()).await {
        Ok(()) => {
            app.keep_turn(turn);
            Ok(entry)
        }
        Err(error) => {
            // It may be written: the chains are read anew.
            drop(turn);
            app.forget_register().await;
            Err(error)
        }
    }
}
