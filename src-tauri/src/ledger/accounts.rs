//! The accounts of orders: read with the list of what is open, kept for when the server is away, and
//! carried on by what was taken here since.

use super::register::Signed;
use super::store;
use crate::app::{App, Caller};
use crate::error::Error;
use crate::journal::Taken;
use domain::Cents;
use domain::ledger::{Account, Booked, Chain, Content, Operation, OrderName, Ticket, Unpaid};
use domain::orders::{OrderId, OrderSummary, OrdersCall};

/// What the accounts of open orders are kept as.
const KEPT: &str = "accounts";

/// The account of an order, read now; none: the shop has no such order.
///
/// # Errors
/// The server does not answer.
pub async fn read(app: &App, caller: &Caller, order: OrderId) -> Result<Option<Account>, Error> {
    Ok(store::account(app.database(), caller.shop.id, order).await?)
}

/// Keeps the accounts of the orders that are open now: what is settled next is among them, and need
/// not be read first.
pub fn keep_open(app: &App, open: Vec<Account>) {
    app.keep(KEPT, &open);
    *app.accounts() = open;
}

/// The account of an order as it was read last, if nothing is known to have changed since.
pub fn known(app: &App, order: OrderId) -> Option<Account> {
    app.accounts().iter().find(|known| known.order == order).cloned()
}

/// Something of the order has changed.
pub fn forget(app: &App, order: OrderId) {
    app.accounts().retain(|known| known.order != order);
}

/// Carries the accounts on by what was written.
pub fn carry_on(app: &App, signed: &[Signed]) {
    let mut accounts = app.accounts();
    for account in accounts.iter_mut() {
        signed.iter().for_each(|signed| add(account, signed));
    }
}

/// The account of an order as it is known here while the server is away.
pub fn away(app: &App, order: OrderId) -> Option<Account> {
    let kept: Vec<Account> = app.kept(KEPT).unwrap_or_default();
    let mut account = kept.into_iter().find(|known| known.order == order);
    for (_, taken) in app.waiting().into_iter().filter(|(_, taken)| taken.given_up.is_none()) {
        if let Some(sold) = sold_as(&taken, order) {
            let entries = account.take().map(|before| before.entries).unwrap_or_default();
            account = Some(Account { entries, ..sold });
        }
        if let Some(account) = &mut account {
            taken.signed.iter().for_each(|signed| add(account, signed));
        }
    }
    account
}

/// What an order was sold as, by a command that was answered here.
fn sold_as(taken: &Taken, order: OrderId) -> Option<Account> {
    let sold = taken.answered.as_ref()?.sold.as_ref()?;
    let (of, mode) = match serde_json::from_value(taken.request.clone()).ok()? {
        OrdersCall::PlaceOrder(call) => (call.order, call.content.mode),
        OrdersCall::ChangeOrder(call) => (call.order, call.content.mode),
        _ => return None,
    };
    (of == order).then(|| Account::sold(order, sold.number.clone(), mode, &sold.priced))
}

/// Carries an account on by an entry of its order.
fn add(account: &mut Account, signed: &Signed) {
    let entry = signed.entry();
    if signed.order_id != Some(account.order)
        || signed.chain != Chain::Sales
        || account.entries.iter().any(|booked| booked.entry == entry)
    {
        return;
    }
    // What takes back what was refused is no part of it, nor was that.
    if let Some(ticket) = ticket(signed).filter(|it| it.operation != Operation::Reversal) {
        account.paid += ticket.total;
        if ticket.operation == Operation::Refund {
            account.refunded = account.refunded - ticket.total;
        }
        account.entries.push(Booked { entry, ticket });
    }
}

/// The ticket that was signed.
pub fn ticket(signed: &Signed) -> Option<Ticket> {
    match signed.sealed().ok()?.entry.content {
        Content::Ticket(ticket) => Some(ticket),
        _ => None,
    }
}

/// An order that is carried over to the next day, if it is.
pub fn unpaid(order: &OrderSummary) -> Option<Unpaid> {
    let (name, amount) = (OrderName { reference: None, number: order.number.clone() }, order.due());
    (amount > Cents::ZERO).then_some(Unpaid { order: name, amount })
}
