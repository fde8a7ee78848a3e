//! The end of an order: handing it over, taking the money (UC19, UC20).

mod store;

pub use store::COMMANDS;
pub(crate) use store::{reply_stands, settle_refused};

use crate::app::{App, Caller};
use crate::command;
use crate::error::Error;
use crate::journal::Taken;
use crate::ledger::{accounts, paper};
use anyhow::Context;
use domain::CommandId;
use domain::orders::{HandOver, HandOverRefused, OrderStands, SettleOrder, SettleRefused, Settled};
use domain::payments::{CardPaymentId, Given};
use serde::Deserialize;

/// The customer has the order.
pub async fn hand_over(app: &App, caller: &Caller, call: HandOver) -> Result<OrderStands, Error> {
    let attempt = || store::hand_over(app.database(), caller, &call);
    let handed_over = command::unless_overtaken(attempt).await;
    command::once(app.database(), call.command, handed_over, |error| match error {
        None => HandOverRefused::Unknown.into(),
        Some(error) => store::hand_over_refused(error),
    })
    .await
}

/// Takes the money that its ticket says.
pub async fn settle(app: &App, caller: &Caller, call: SettleOrder) -> Result<Settled, Error> {
    let signed = caller.signed.last().context("a payment without its ticket")?;
    let ticket = accounts::ticket(signed).context("a payment whose entry is no ticket")?;
    let mut line = app.line().await?;
    let settled = store::settle(&mut line, caller, &call, (signed, &ticket)).await;
    line.left_by(&settled);
    let settled: Settled =
        command::once(app.database(), call.command, settled, |error| match error {
            None => SettleRefused::Unknown.into(),
            Some(error) => store::settle_refused(error),
        })
        .await?;
    open_drawer(app, caller, call.command, &settled).await;
    Ok(settled)
}

/// The card payments that a command carries, where it is a settlement.
pub(crate) fn asked_cards(taken: &Taken) -> Vec<CardPaymentId> {
    let Some(settling) = taken.request.get("SettleOrder") else { return Vec::new() };
    let payers = SettleOrder::deserialize(settling).map(|call| call.payers).unwrap_or_default();
    let asked = |it: &Given| match it {
        Given::AskedCard { payment, .. } => Some(*payment),
        _ => None,
    };
    payers.iter().flat_map(|payer| &payer.given).filter_map(asked).collect()
}

/// Opens the drawer where cash was taken.
pub async fn open_drawer(app: &App, caller: &Caller, command: CommandId, settled: &Settled) {
    let cash = settled.taken.iter().map(|taken| (taken.tender, taken.received));
    paper::open_drawer_for(app, caller, command, cash).await;
}
