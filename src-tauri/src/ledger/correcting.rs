//! What was signed for a command that the world refused, and that a person gives up: its ticket stays,
//! and a correcting entry follows.

use super::register::{Draft, Signed};
use super::{accounts, append, close_what_is_due, store, till};
use crate::app::{App, Caller};
use crate::error::Error;
use domain::ledger::{Content, LedgerRefused, Remaining, TenderLine, Ticket};
use domain::shops::business_day;

/// Takes back what these entries say, as far as nobody has yet.
///
/// # Errors
/// The server does not answer: nothing is given up.
pub async fn take_back(
    app: &App,
    caller: &Caller,
    signed: &[Signed],
    reason: &str,
) -> Result<(), Error> {
    let mut wrong = Vec::new();
    for each in signed {
        let Some(ticket) = accounts::ticket(each) else { continue };
        if ticket.training {
            // No money came.
            continue;
        }
        // Money that came before is the order's still; only a refund says what becomes of it.
        if !ticket.deducted.is_empty() {
            tracing::error!(entry = ?each.entry(), "a sale that deducts an advance is not taken back");
        } else if !ticket.operation.corrects()
            && !store::is_corrected(app.database(), &each.entry()).await?
        {
            wrong.push((each, ticket));
        }
    }
    if wrong.is_empty() {
        return Ok(());
    }
    let day = business_day(caller.at, caller.shop.day_ends_at);
    let register = app.register().await?;
    let mut turn = register.turn().await;
    close_what_is_due(app, caller, &mut turn, day).await?;
    for (each, ticket) in wrong {
        let whole = Remaining::of(each.entry(), &ticket).map_err(LedgerRefused::Flaw)?;
        let till = till(caller, &turn);
        let back = whole
            .cancellation(&till, &given_back(&ticket), Some(reason.to_owned()))
            .map_err(LedgerRefused::Bill)?;
        let order = each.order_id.map(|order| (order, None));
        turn.sign(Draft { order, content: Content::Ticket(back) }, caller.at, day)
            .map_err(LedgerRefused::Flaw)?;
    }
    match append(app, turn.signed()).await {
        Ok(()) => {
            app.keep_turn(turn);
            Ok(())
        }
        Err(error) => {
            // It may be written: the chains are read anew.
            drop(turn);
            app.forget_register().await;
            Err(error)
        }
    }
}

fn given_back(ticket: &Ticket) -> Vec<TenderLine> {
    ticket.tenders.iter().map(|line| TenderLine::back(line.tender, line.amount)).collect()
}
