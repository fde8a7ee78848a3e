//! Giving money back of an order that is paid, and what is known of an order's money.

mod store;

pub use store::COMMANDS;

use crate::app::{App, Caller};
use crate::command;
use crate::error::Error;
use crate::ledger::{accounts, paper};
use anyhow::Context;
use domain::ledger::{Account, EntryRef, Operation, Ticket};
use domain::orders::{GivingBackRefused, ReadAccount, RefundOrder, Refunded};
use domain::payments;
use domain::staff::MANAGERS;

/// Gives back the money that its tickets say.
pub async fn refund(app: &App, caller: &Caller, call: RefundOrder) -> Result<Refunded, Error> {
    let (entries, tickets) = papers(caller);
    let entry = entries.last().context("a refund without its ticket")?;
    let reason = payments::reason(&call.reason).map_err(GivingBackRefused::from)?;
    let given = store::Given {
        call: &call,
        reason,
        tickets: &tickets,
        entry,
        revision: caller.signed.iter().find_map(|signed| signed.revision),
        approved_by: caller.consent(call.approval),
        may: may(caller, &call),
    };
    let attempt = || store::refund(app.database(), caller, &given);
    let refunded = command::unless_overtaken(attempt).await;
    let refunded: Refunded =
        command::once(app.database(), call.command, refunded, |error| match error {
            None => GivingBackRefused::Unknown.into(),
            Some(error) => store::refund_refused(error),
        })
        .await?;
    let moved = refunded.refunds.iter().map(|back| (back.tender, back.amount));
    paper::open_drawer_for(app, caller, call.command, moved).await;
    Ok(refunded)
}

/// Whether this person may give back any amount, alone or with a manager's consent.
pub fn may(caller: &Caller, call: &RefundOrder) -> bool {
    caller.consent(call.approval).is_some() || MANAGERS.admits(caller.role())
}

/// The refunds that were signed with a call.
fn papers(caller: &Caller) -> (Vec<EntryRef>, Vec<Ticket>) {
    caller
        .signed
        .iter()
        .filter_map(|signed| Some((signed.entry(), accounts::ticket(signed)?)))
        .filter(|(_, ticket)| ticket.operation == Operation::Refund)
        .unzip()
}

/// What is known of an order's money, now.
pub async fn account(app: &App, caller: &Caller, call: ReadAccount) -> Result<Account, Error> {
    let account = accounts::read(app, caller, call.order).await?;
    account.ok_or_else(|| GivingBackRefused::Unknown.into())
}
