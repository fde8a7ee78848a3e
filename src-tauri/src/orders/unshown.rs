//! Orders of this counter, and those that another shop took for this one, that no kitchen screen has drawn: the
//! kitchen is given them on paper, once. A screen that is back shows that there is paper, and takes in one tap
//! what was made from it.

mod store;

use crate::app::App;
use crate::error::Error;
use crate::ledger::paper;
use chrono::{DateTime, TimeDelta, Utc};
use domain::orders::OrderId;
use domain::printing::PrinterUse;
use domain::{CommandId, Language};
use std::collections::HashMap;
use std::convert::Infallible;
use std::time::Duration;
use tokio::time::sleep;
use uuid::Uuid;

/// How long a screen is waited for. One that is there draws within a second; one that lost its line or
/// its server is back within fifteen, as the heartbeat and a promotion take.
pub const PATIENCE: TimeDelta = TimeDelta::seconds(30);
/// How much longer the next of a shop's counters waits for what none of them took: it looks in between.
const TURN: TimeDelta = TimeDelta::seconds(10);
/// How often it is looked.
const PAUSE: Duration = Duration::from_secs(5);

/// Since when an order's content is known not to be drawn.
pub type Since = HashMap<(OrderId, i32), DateTime<Utc>>;

/// Looks for as long as the program runs: this terminal is a counter.
pub async fn keep_kitchen_told(app: &App) -> Infallible {
    let mut since = Since::new();
    loop {
        sleep(PAUSE).await;
        // Without the server each order is printed as it is taken.
        if app.is_away() || !app.works() || app.can_print(PrinterUse::Kitchen).is_err() {
            continue;
        }
        if let Err(error) = app.carry(look(app, &mut since)).await {
            let error = error.in_words(Language::En);
            tracing::info!("orders that no screen has drawn are looked for again: {error:#}");
        }
    }
}

/// Prints what was not drawn for [`PATIENCE`], and notes that it is on paper.
///
/// # Errors
/// The server does not answer, or the queue cannot be written: it is tried again, and printed once.
pub async fn look(app: &App, since: &mut Since) -> Result<(), Error> {
    let (shop, terminal, now) = (app.shop_id().await?, app.identity().terminal, app.now());
    let unshown = store::unshown(app.database(), shop, terminal).await?;
    let is_there = |of: &(OrderId, i32)| unshown.iter().any(|it| (it.order, it.content) == *of);
    since.retain(|of, _| is_there(of));
    for it in unshown {
        let first = *since.entry((it.order, it.content)).or_insert(now);
        // Of what was given up the kitchen has the paper: it is told at once.
        let patience = if it.content == store::GIVEN_UP { TimeDelta::zero() } else { PATIENCE };
        if now - first < patience + TURN * it.turn {
            continue;
        }
        let document = it.ticket.document(Language::Fr);
        paper::print(app, named(it.order, it.content), PrinterUse::Kitchen, document).await?;
        store::on_paper(app.database(), shop, it.order, it.content).await?;
    }
    Ok(())
}

/// The print of that content of an order: asked for again, it is printed once. No tap has this name
/// (UUID version 8, RFC 9562).
fn named(order: OrderId, content: i32) -> CommandId {
    let mut bytes = order.0.into_bytes();
    bytes[6] = (bytes[6] & 0x0f) | 0x80;
    for (byte, of) in bytes[12..].iter_mut().zip(content.to_be_bytes()) {
        *byte ^= of;
    }
    CommandId(Uuid::from_bytes(bytes))
}
