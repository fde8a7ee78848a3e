//! The end of an order: handing it over, taking the money (UC19, UC20).

mod store;

pub use store::COMMANDS;

use crate::app::{App, Caller};
use crate::command;
use crate::error::Error;
use domain::Cents;
use domain::orders::{HandOver, HandOverRefused, OrderStands, SettleOrder, SettleRefused, Settled};

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

/// Takes the money for all that is due.
pub async fn settle(app: &App, caller: &Caller, call: SettleOrder) -> Result<Settled, Error> {
    if call.due <= Cents::ZERO {
        return Err(SettleRefused::Absurd.into());
    }
    let (received, change) = call.tender.change(call.due)?;
    let settled = store::settle(app.database(), caller, &call, (received, change)).await;
    command::once(app.database(), call.command, settled, |error| match error {
        None => SettleRefused::Unknown.into(),
        Some(error) => store::settle_refused(error),
    })
    .await
}
