//! What orders write into the ledger: money taken, money given back.

use super::{refunding, training};
use crate::app::{App, Caller};
use crate::error::Error;
use crate::ledger::register::{Draft, Turn};
use crate::ledger::{accounts, till};
use domain::Cents;
use domain::ledger::{Account, Content, LedgerRefused, Ticket, local};
use domain::offline::NotWithoutServer;
use domain::orders::{
    CancelOrder, ChangeRefused, GivingBackRefused, OrderId, OrdersCall, RefundOrder, SettleOrder,
    SettleRefused,
};
use domain::payments::{self, Due, Payer, Taken, check_carried, check_none, take_apart};

/// Whether a call can move money, or does as if.
pub fn books(call: &OrdersCall) -> bool {
    matches!(
        call,
        OrdersCall::SettleOrder(_)
            | OrdersCall::CancelOrder(_)
            | OrdersCall::RefundOrder(_)
            | OrdersCall::TrainSale(_)
    )
}

/// What a call writes.
///
/// # Errors
/// Nothing is taken, or it is not known what was.
pub async fn draft(
    app: &App,
    caller: &Caller,
    turn: &Turn,
    call: &OrdersCall,
) -> Result<Vec<Draft>, Error> {
    match call {
        OrdersCall::SettleOrder(call) => settling(app, caller, turn, call).await,
        OrdersCall::CancelOrder(call) => cancelling(app, caller, turn, call).await,
        OrdersCall::RefundOrder(call) => giving_back(app, caller, turn, call).await,
        OrdersCall::TrainSale(call) => training::drafts(app, caller, turn, call).await,
        _ => Ok(Vec::new()),
    }
}

async fn settling(
    app: &App,
    caller: &Caller,
    turn: &Turn,
    call: &SettleOrder,
) -> Result<Vec<Draft>, Error> {
    check_carried(&app.cards_of(call.order), &call.payers)?;
    if app.is_away() {
        // What the view refuses is said in its words.
        app.view().taking(call, &caller.shop.taking, local(caller.at).date_naive())?;
    }
    let account = match account(app, caller, call.order).await?.ok_or(SettleRefused::Unknown)? {
        // It was changed since it was read, or the screen is behind.
        known if known.due() != call.due && !app.is_away() => {
            accounts::forget(app, call.order);
            self::account(app, caller, call.order).await?.ok_or(SettleRefused::Unknown)?
        }
        known => known,
    };
    let number = account.name.number.clone();
    match account.due() {
        due if due <= Cents::ZERO => return Err(SettleRefused::PaidAlready { number }.into()),
        due if due != call.due => return Err(SettleRefused::Due { number, due }.into()),
        _ => {}
    }
    let taken = taken(caller, call, &account)?;
    let ticket = account.taking(&till(caller, turn), &taken).map_err(LedgerRefused::Bill)?;
    Ok(vec![of(app, &account, ticket)])
}

/// What says that money came for an order by itself.
///
/// # Errors
/// Nothing, or less, is due of it, or nobody knows.
pub async fn taking(
    app: &App,
    caller: &Caller,
    turn: &Turn,
    order: OrderId,
    taken: &[Taken],
) -> Result<Vec<Draft>, Error> {
    // As it is now: what would be refused by what is known here would be given back.
    accounts::forget(app, order);
    let account = account(app, caller, order).await?.ok_or(SettleRefused::Unknown)?;
    let (amount, due) = (taken.iter().map(|it| it.amount).sum::<Cents>(), account.due());
    let number = account.name.number.clone();
    if due <= Cents::ZERO || account.is_cancelled() {
        return Err(SettleRefused::PaidAlready { number }.into());
    } else if amount > due {
        return Err(SettleRefused::Due { number, due }.into());
    }
    let ticket = account.taking(&till(caller, turn), taken).map_err(LedgerRefused::Bill)?;
    Ok(vec![of(app, &account, ticket)])
}

/// What is taken of what is given.
fn taken(
    caller: &Caller,
    call: &SettleOrder,
    account: &Account,
) -> Result<Vec<Taken>, SettleRefused> {
    // The vouchers' rules go by the calendar.
    let day = local(caller.at).date_naive();
    let due = Due { amount: call.due, total: account.total() };
    let payers = with_vouchers_before(&call.payers, account);
    Ok(take_apart(due, &payers, &caller.shop.taking, day, call.in_full)?.concat())
}

/// The same payers with the vouchers that each gave on this order before, as its tickets say.
fn with_vouchers_before(payers: &[Payer], account: &Account) -> Vec<Payer> {
    let before = account.vouchers_before(payers.len());
    let with =
        |(payer, before): (&Payer, Cents)| Payer { vouchers_before: before, ..payer.clone() };
    payers.iter().zip(before).map(with).collect()
}

async fn cancelling(
    app: &App,
    caller: &Caller,
    turn: &Turn,
    call: &CancelOrder,
) -> Result<Vec<Draft>, Error> {
    check_none(&app.cards_of(call.order))?;
    let account = account(app, caller, call.order).await?.ok_or(ChangeRefused::Unknown)?;
    let back = account
        .giving_back(&till(caller, turn), call.reason.as_deref())
        .map_err(LedgerRefused::Bill)?;
    Ok(back.into_iter().map(|ticket| of(app, &account, ticket)).collect())
}

/// What goes back, signed before it is known whether it may: what may not is said here, before.
async fn giving_back(
    app: &App,
    caller: &Caller,
    turn: &Turn,
    call: &RefundOrder,
) -> Result<Vec<Draft>, Error> {
    if app.is_away() {
        return Err(NotWithoutServer.into());
    }
    let reason = payments::reason(&call.reason).map_err(GivingBackRefused::from)?;
    let account = match account(app, caller, call.order).await?.ok_or(GivingBackRefused::Unknown)? {
        // Money moved since it was read, or the screen is behind.
        known if known.paid != call.paid => {
            accounts::forget(app, call.order);
            self::account(app, caller, call.order).await?.ok_or(GivingBackRefused::Unknown)?
        }
        known => known,
    };
    if account.paid != call.paid && !account.is_cancelled() {
        let (number, paid) = (account.name.number.clone(), account.paid);
        return Err(GivingBackRefused::Meanwhile { number, paid }.into());
    }
    let going = account.going_back(&call.back)?;
    let in_all = account.refunded + going.amount();
    let may = refunding::may(caller, call);
    caller.shop.refunds.check_consent(in_all, may).map_err(GivingBackRefused::from)?;
    let tickets = going.tickets(&till(caller, turn), &reason).map_err(LedgerRefused::Bill)?;
    Ok(tickets.into_iter().map(|ticket| of(app, &account, ticket)).collect())
}

/// The account of an order: at the server, or as it is known here while that is away.
async fn account(app: &App, caller: &Caller, order: OrderId) -> Result<Option<Account>, Error> {
    match accounts::known(app, order) {
        _ if app.is_away() => Ok(accounts::away(app, order)),
        Some(known) => Ok(Some(known)),
        None => accounts::read(app, caller, order).await,
    }
}

fn of(app: &App, account: &Account, ticket: Ticket) -> Draft {
    // What is sold without the server has no revision there yet.
    let revision = if app.is_away() { None } else { Some(account.revision) };
    Draft { order: Some((account.order, revision)), content: Content::Ticket(ticket) }
}
