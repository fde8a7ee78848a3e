//! A driver comes back: orders that were not handed over, and what he brings.

mod store;

use super::when_and_who;
use crate::app::{App, Caller};
use crate::command;
use crate::error::{Error, raised, unreadable};
use crate::ledger::paper;
use domain::orders::{OrderStands, OrderState};
use domain::payments::TenderKind;
use domain::runs::{EndRun, FailStop, RunEnded, RunRefused, SendAgain, StopState};

/// An order comes back.
pub async fn fail(app: &App, caller: &Caller, call: FailStop) -> Result<OrderStands, Error> {
    let note = call.noted()?;
    let attempt = || store::fail(app.database(), caller, &call, note.as_deref());
    let failed = command::unless_overtaken(attempt).await;
    command::once(app.database(), call.command, failed, refused).await
}

/// One that came back is ready once more.
pub async fn send_again(app: &App, caller: &Caller, call: SendAgain) -> Result<OrderStands, Error> {
    let again = store::send_again(app.database(), caller, &call).await;
    command::once(app.database(), call.command, again, refused).await
}

/// The run is over, and what he brings is in the drawer.
pub async fn end(app: &App, caller: &Caller, call: EndRun) -> Result<RunEnded, Error> {
    call.check()?;
    let attempt = || store::end(app.database(), caller, &call);
    let ended = command::unless_overtaken(attempt).await;
    let ended: RunEnded = command::once(app.database(), call.command, ended, |error| match error {
        None => RunRefused::Unknown.into(),
        error => refused(error),
    })
    .await?;
    let counted = [(TenderKind::Cash, ended.counted)];
    paper::open_drawer_for(app, caller, call.command, counted).await;
    Ok(ended)
}

/// What these statements refuse.
fn refused(error: Option<sqlx::Error>) -> Error {
    let Some(error) = error else { return RunRefused::UnknownOrder.into() };
    let Some((code, detail)) = raised(&error) else { return error.into() };
    let numbers = || detail.split(',').map(str::to_owned).collect::<Vec<_>>();
    let (number, rest) = detail.split_once(' ').unwrap_or((detail, ""));
    let number = number.to_owned();
    match code {
        "not_of_run" => RunRefused::NotOfRun { number }.into(),
        "done" => match StopState::from_word(rest) {
            Some(state) => RunRefused::Done { number, state }.into(),
            None => unreadable("run_stop", "state", rest).into(),
        },
        "not_returned" => match OrderState::from_word(rest) {
            Some(state) => RunRefused::NotReturned { number, state }.into(),
            None => unreadable("orders", "state", rest).into(),
        },
        "still_out" => RunRefused::StillOut { numbers: numbers() }.into(),
        "unpaid" => RunRefused::Unpaid { numbers: numbers() }.into(),
        "over" => match when_and_who(detail) {
            Some((at, driver)) => RunRefused::Over { driver, at }.into(),
            None => error.into(),
        },
        _ => error.into(),
    }
}
