//! Money that PayPal took, written into the ledger: by a counter's register, once. The command is signed, in the
//! journal and offered again as any; what it writes no screen asked for ([`crate::ledger::unasked`]).

mod store;

use super::steps::Claimed;
use crate::app::{App, Caller};
use crate::command;
use crate::error::Error;
use crate::ledger::register::{Draft, Signed, Turn};
use crate::ledger::unasked::{Unasked, asking};
use crate::orders::drafts;
use domain::ledger::EntryRef;
use domain::orders::{OrderId, SettleRefused};
use domain::payments::{PaypalIntentId, Taken, TenderKind};
use domain::staff::StaffId;
use domain::{Cents, CommandId, FailureCode, Language};
use serde::{Deserialize, Serialize};

/// Money of a payment, to be written.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct OnlineMoney {
    /// Of which payment.
    pub intent: PaypalIntentId,
    /// Of which order.
    pub order: OrderId,
    /// How much.
    pub amount: Cents,
    /// Who asked for it.
    pub asked_by: StaffId,
}

/// What became of money that was to be written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Booked {
    /// It is in the ledger.
    Yes,
    /// Later, or by another counter.
    NotNow,
    /// The order has no use for it: it was settled otherwise or given up, while a person looked at the payment.
    NotWanted,
}

/// Writes the money of a payment that was taken into this counter's register, where no other is at it.
///
/// # Errors
/// The server does not answer: then it is done later, or by another.
pub async fn book(app: &App, claimed: &Claimed) -> Result<Booked, Error> {
    // A lesson books nothing real; another counter does, or this one once the lesson is over.
    if app.training().is_on() {
        return Ok(Booked::NotNow);
    }
    let intent = &claimed.intent;
    let (terminal, new) = (app.identity().terminal, App::new_key());
    let beginning = async { Ok(store::begin(app.database(), terminal, intent.intent, new).await?) };
    let Some(command) = app.carry(beginning).await? else { return Ok(Booked::NotNow) };
    let money = OnlineMoney {
        intent: intent.intent,
        order: intent.order,
        amount: intent.amount,
        asked_by: claimed.asked_by,
    };
    let unasked = Unasked::Online { command: CommandId(command), money };
    // The ticket names who asked for it.
    let asking = crate::app::Asking { staff: claimed.cashier.clone(), ..asking(app) };
    match app.write_unasked(unasked, asking).await {
        Ok(Some(_)) => Ok(Booked::Yes),
        Ok(None) => Ok(Booked::NotNow),
        Err(Error::Refused(refused)) => {
            let is_unwanted = refused.code() == FailureCode::Conflict && !refused.is_overtaken();
            let words = refused.say(Language::En);
            tracing::warn!(intent = %intent.intent.0, "money by PayPal is not in the ledger: {words}");
            Ok(if is_unwanted { Booked::NotWanted } else { Booked::NotNow })
        }
        Err(error) => Err(error),
    }
}

/// What it writes.
///
/// # Errors
/// Nothing is due of the order, or the server does not answer.
pub async fn draft(
    app: &App,
    caller: &Caller,
    turn: &Turn,
    money: &OnlineMoney,
) -> Result<Vec<Draft>, Error> {
    let taken = Taken {
        tender: TenderKind::Paypal,
        amount: money.amount,
        received: money.amount,
        change: Cents::ZERO,
        payer: None,
    };
    drafts::taking(app, caller, turn, money.order, &[taken]).await
}

/// Writes it.
///
/// # Errors
/// It is in the ledger already, the order is settled or given up, or the server does not answer.
pub async fn write(
    app: &App,
    caller: &Caller,
    command: CommandId,
    money: &OnlineMoney,
) -> Result<Option<EntryRef>, Error> {
    let entry = caller.signed.last().map(Signed::entry);
    let revision = caller.signed.iter().find_map(|signed| signed.revision);
    let written = store::book(app.database(), caller, command, money, (revision, &entry)).await;
    command::once(app.database(), command, written, |error| match error {
        None => SettleRefused::Unknown.into(),
        Some(error) => crate::orders::settle_refused(error),
    })
    .await
}
