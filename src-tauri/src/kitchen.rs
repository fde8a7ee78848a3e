//! The kitchen: queue (UC15), recipe (UC16), oven (UC17), undo of the last tap.

pub mod offline;
mod store;

pub use store::COMMANDS;

use crate::app::{App, Caller, reply};
use crate::command;
use crate::error::Error;
use crate::journal::KEPT;
use domain::CommandId;
use domain::kitchen::{ItemId, Kitchen, KitchenCall, TapDone, TapRefused, UNDO_WINDOW};
use domain::orders::Step;
use std::time::Duration;

/// How often a queue whose pizzas are all held is asked again, and after how long.
const HELD_TRIES: u32 = 5;
const HELD_PAUSE: Duration = Duration::from_millis(20);

/// Answers this capability's calls.
pub async fn answer(
    app: &App,
    caller: Caller,
    call: KitchenCall,
) -> Result<serde_json::Value, Error> {
    let caller = &caller;
    match call {
        KitchenCall::ReadKitchen(call) => reply(call, |_| read(app, caller)).await,
        KitchenCall::NextPizza(call) => {
            reply(call, async |call| match caller.answered.as_ref().and_then(offline::claimed) {
                // It has been shown to somebody, who made it.
                Some(item) => tap(app, caller, call.command, item, Step::Claim).await,
                None => claim(app, caller, call.command).await,
            })
            .await
        }
        KitchenCall::ReleasePizza(call) => {
            reply(call, |call| tap(app, caller, call.command, call.item, Step::Release)).await
        }
        KitchenCall::ReadyForOven(call) => {
            reply(call, |call| tap(app, caller, call.command, call.item, Step::IntoOven)).await
        }
        KitchenCall::PizzaCooked(call) => {
            reply(call, |call| tap(app, caller, call.command, call.item, Step::Cooked)).await
        }
        KitchenCall::UndoTap(call) => {
            reply(call, |call| undo(app, caller, call.command, call.item, call.tap)).await
        }
        KitchenCall::MadeAlready(call) => {
            reply(call, async |call| {
                let made = store::made_already(app.database(), caller, &call).await;
                command::once(app.database(), call.command, made, store::tap_refused).await
            })
            .await
        }
        KitchenCall::OrdersShown(call) => {
            reply(call, async |call| Ok(store::shown(app.database(), caller, &call.orders).await?))
                .await
        }
        KitchenCall::NoticesRead(call) => {
            reply(call, async |call| {
                Ok(store::notices_read(app.database(), caller, &call.notices).await?)
            })
            .await
        }
    }
}

async fn read(app: &App, caller: &Caller) -> Result<Kitchen, Error> {
    Ok(store::read(app.database(), caller).await?)
}

/// Claims the first waiting pizza. Stations that tap at once skip each other's row.
async fn claim(app: &App, caller: &Caller, command: CommandId) -> Result<TapDone, Error> {
    let mut line = app.line().await?;
    let mut claimed = store::claim(&mut line, caller, command).await;
    // A row that a change of its order holds for a moment is skipped too: where something waits
    // all the same, the queue is not empty. A pizzaïolo is told so only when it is.
    for _ in 0..HELD_TRIES {
        if !matches!(claimed, Ok(None)) || !store::anything_waits(app.database(), caller).await? {
            break;
        }
        tokio::time::sleep(HELD_PAUSE).await;
        claimed = store::claim(&mut line, caller, command).await;
    }
    line.left_by(&claimed);
    command::once(app.database(), command, claimed, |error| match error {
        None => TapRefused::QueueEmpty.into(),
        Some(error) => error.into(),
    })
    .await
}

/// Moves one pizza one step.
async fn tap(
    app: &App,
    caller: &Caller,
    command: CommandId,
    item: ItemId,
    step: Step,
) -> Result<TapDone, Error> {
    let item = offline::named(app, caller, item).await?;
    let mut line = app.line().await?;
    let moved = store::step(&mut line, caller, command, item, step).await;
    line.left_by(&moved);
    command::once(app.database(), command, moved, |error| store::step_refused(step, error)).await
}

/// Takes back a tap; the statement reads which from where the pizza stands.
async fn undo(
    app: &App,
    caller: &Caller,
    command: CommandId,
    item: ItemId,
    tap: CommandId,
) -> Result<TapDone, Error> {
    let item = offline::named(app, caller, item).await?;
    // One that was answered while the server was away was young then.
    let young = if caller.answered.is_some() { KEPT } else { UNDO_WINDOW };
    let mut line = app.line().await?;
    let moved = store::undo(&mut line, caller, command, item, tap, young).await;
    line.left_by(&moved);
    command::once(app.database(), command, moved, store::tap_refused).await
}
