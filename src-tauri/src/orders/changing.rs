//! Changing (UC07) and cancelling (UC08) an order.

mod store;

pub use store::COMMANDS;

use super::store::Asked;
use crate::app::{App, Caller};
use crate::command;
use crate::delivery;
use crate::error::Error;
use crate::ledger::{accounts, events, paper};
use chrono::TimeDelta;
use domain::CommandId;
use domain::ledger::{Event, EventCode};
use domain::orders::{
    CancelOrder, Cancelled, ChangeOrder, ChangeRefused, PlacedOrder, REASON_CHARACTERS_MAX,
    check_promise,
};
use domain::staff::MANAGERS;
use domain::text;

/// Puts other content into an order that nobody has begun to make.
pub async fn change(app: &App, caller: &Caller, call: ChangeOrder) -> Result<PlacedOrder, Error> {
    // A late order is promised for a time that has passed; the statement keeps it as it was.
    let told_at = call.promised_at.max(caller.at);
    check_promise(told_at, caller.at).map_err(Error::from)?;
    let sold = caller.answered.as_ref().and_then(|answered| answered.sold.as_ref());
    let (menu, priced, approved_by) = match sold {
        Some(sold) => {
            let consent = caller.consent(call.content.approval);
            (app.menu().await?, sold.priced.clone(), consent)
        }
        None => super::priced(app, caller, &call.content).await?,
    };
    // Both count only where it is brought to another place than before, which the statement knows.
    let rules = &menu.rules.delivery;
    let (travel, not_brought) = match delivery::on_its_way(app, &caller.shop, &priced, rules) {
        Ok(travel) => (travel, None),
        Err(_) if sold.is_some() => (TimeDelta::zero(), None),
        Err(refused) => (TimeDelta::zero(), Some(refused)),
    };
    let promised_at = told_at.max(caller.at + travel);
    let asked = Asked {
        command: call.command,
        order: call.order,
        content: &call.content,
        priced: &priced,
        promised_at,
        travel,
        approved_by,
        sold,
    };
    accounts::forget(app, call.order);
    let mut line = app.line().await?;
    let known = (call.version, not_brought.is_some());
    let changed = store::change(&mut line, caller, &asked, known).await;
    line.left_by(&changed);
    command::once(app.database(), call.command, changed, |error| match (error, not_brought) {
        (None, _) => ChangeRefused::Unknown.into(),
        (Some(error), Some(refused)) if store::is_not_brought(&error) => refused.into(),
        (Some(error), _) => store::change_refused(error, &menu, || app.forget_menu()),
    })
    .await
}

/// Gives an order up.
pub async fn cancel(app: &App, caller: &Caller, call: CancelOrder) -> Result<Cancelled, Error> {
    let reason = text::checked(call.reason.as_deref(), "reason", REASON_CHARACTERS_MAX)
        .map_err(domain::orders::OrderRefused::from)?;
    let approved_by = caller.consent(call.approval);
    let late = approved_by.is_some() || MANAGERS.admits(caller.role());
    let given_up = store::Given { call: &call, reason, approved_by, late };
    let attempt = || store::cancel(app.database(), caller, &given_up);
    let cancelled = command::unless_overtaken(attempt).await;
    let cancelled: Cancelled =
        command::once(app.database(), call.command, cancelled, |error| match error {
            None => ChangeRefused::Unknown.into(),
            Some(error) => store::cancel_refused(error),
        })
        .await?;
    let who = caller.name();
    let (what, detail) = (Some(cancelled.number.clone()), call.reason.clone());
    events::note_with(app, Event { code: EventCode::Cancelled, what, who, detail, office: None });
    open_drawer(app, caller, call.command, &cancelled).await;
    Ok(cancelled)
}

/// Opens the drawer where cash goes back.
pub async fn open_drawer(app: &App, caller: &Caller, command: CommandId, cancelled: &Cancelled) {
    let cash = cancelled.refunds.iter().map(|back| (back.tender, back.amount));
    paper::open_drawer_for(app, caller, command, cash).await;
}
