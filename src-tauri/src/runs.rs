//! Runs (UC21): the board of deliveries, who is here, and what became of runs. A driver leaves in [`leaving`]
//! and comes back in [`back`]; an order of his is handed over and settled as any other (`orders::settling`). An office
//! reads what came of it in [`past`].

mod back;
mod leaving;
mod past;
mod store;

use crate::app::{App, Away, Caller, reply};
use crate::error::Error;
use crate::journal::Entry;
use anyhow::Context;
use chrono::{DateTime, Utc};
use domain::runs::{Deliveries, RunRefused, RunsCall, SetDriverPresence};

/// What the board is kept as, for when the server is away.
const KEPT: &str = "ReadDeliveries counter";

/// Answers this capability's calls.
pub async fn answer(app: &App, caller: Caller, call: RunsCall) -> Result<serde_json::Value, Error> {
    let caller = &caller;
    match call {
        RunsCall::ReadDeliveries(call) => reply(call, |_| board(app, caller)).await,
        RunsCall::PlanRun(call) => reply(call, |call| leaving::plan(app, caller, call)).await,
        RunsCall::SendRun(call) => reply(call, |call| leaving::send(app, caller, call)).await,
        RunsCall::FailStop(call) => reply(call, |call| back::fail(app, caller, call)).await,
        RunsCall::SendAgain(call) => reply(call, |call| back::send_again(app, caller, call)).await,
        RunsCall::EndRun(call) => reply(call, |call| back::end(app, caller, call)).await,
        RunsCall::SetDriverPresence(call) => reply(call, |call| presence(app, caller, call)).await,
        RunsCall::ReadRuns(call) => {
            reply(call, async |call| Ok(store::over(app.database(), caller, &call).await?)).await
        }
        RunsCall::ListRuns(call) => reply(call, |call| past::list(app, caller, call)).await,
        RunsCall::ReadNotTold(call) => {
            reply(call, async |_| Ok(store::not_told(app.database(), caller).await?)).await
        }
    }
}

/// Without the server no run leaves: the driver would not be told. The rest waits for it, too; handing over and
/// settling, on the driver's return, do not, and show on the board as it was read last.
pub async fn away(
    app: &App,
    _caller: Caller,
    _entry: Option<Entry>,
    call: &RunsCall,
) -> Result<Option<Away>, Error> {
    match call {
        RunsCall::ReadDeliveries(_) => {
            let Some(board) = app.kept::<Deliveries>(KEPT) else { return Ok(None) };
            let view = app.view();
            let known = |order| {
                let mut all = view.open.iter().chain(&view.ended);
                all.find(|it| it.order == order).map(|it| (it.state, it.due()))
            };
            Away::of(&board.since(known))
        }
        RunsCall::SendRun(_) | RunsCall::PlanRun(_) => Err(RunRefused::Away.into()),
        _ => Ok(None),
    }
}

async fn board(app: &App, caller: &Caller) -> Result<Deliveries, Error> {
    let board = store::board(app.database(), caller).await?;
    Ok(board.context("a board without its shop")?)
}

async fn presence(app: &App, caller: &Caller, call: SetDriverPresence) -> Result<(), Error> {
    let by = caller.staff_id()?;
    match store::presence(app.database(), caller, &call, by).await? {
        true => Ok(()),
        false => Err(RunRefused::UnknownDriver.into()),
    }
}

/// Who asks, as statements take it.
fn by(caller: &Caller) -> Option<i64> {
    caller.staff.as_ref().map(|staff| staff.id.0)
}

/// An instant and a name, as statements put them into a refusal.
fn when_and_who(detail: &str) -> Option<(DateTime<Utc>, String)> {
    let (seconds, name) = detail.split_once(' ')?;
    Some((DateTime::from_timestamp(seconds.parse().ok()?, 0)?, name.to_owned()))
}
