//! Whether this terminal's counter is in training: on this PC's disk, with the event that says so.

use super::events;
use crate::app::{App, Caller};
use crate::error::Error;
use crate::journal::Journal;
use anyhow::Context;
use domain::ledger::{Event, EventCode, SwitchTraining, TrainingRefused, admits};
use domain::staff::MANAGERS;
use serde::{Deserialize, Serialize};
use serde_json::Value;
use tokio::sync::{Mutex, watch};

/// What it is kept as: of this PC, whichever shop it stands in.
const KEPT: &str = "training";

/// How it stands.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
struct Stands {
    on: bool,
    /// So many orders were validated since it began.
    orders: u32,
}

impl Stands {
    /// As it is kept.
    fn kept(self) -> Result<(String, Value), Error> {
        let value = serde_json::to_value(self).context("how training stands")?;
        Ok((KEPT.to_owned(), value))
    }
}

/// Whether the counter is in training.
#[derive(Default)]
pub struct Training {
    stands: watch::Sender<Stands>,
    /// Held by who changes it, until that is on the disk.
    changing: Mutex<()>,
}

impl Training {
    /// As it was when the program ended.
    pub(crate) fn read(&self, journal: &Journal) {
        let kept = journal.snapshot(KEPT);
        let kept = kept.and_then(|kept| serde_json::from_value(kept.value.as_ref().clone()).ok());
        self.stands.send_replace(kept.unwrap_or_default());
    }

    /// Whether it is on.
    pub fn is_on(&self) -> bool {
        self.stands.borrow().on
    }

    /// Tells whether it is on, each time that it is switched.
    pub(crate) async fn watch(&self, tell: impl Fn(bool)) {
        let mut stands = self.stands.subscribe();
        let mut told = stands.borrow_and_update().on;
        while stands.changed().await.is_ok() {
            let on = stands.borrow_and_update().on;
            if std::mem::replace(&mut told, on) != on {
                tell(on);
            }
        }
    }

    /// Whether the counter does what is training, or what is real.
    ///
    /// # Errors
    /// It does the other now.
    pub fn admits(&self, is_of_training: bool) -> Result<(), TrainingRefused> {
        admits(self.is_on(), is_of_training)
    }
}

/// Begins or ends it. It is on the disk with its event, or neither is.
///
/// # Errors
/// No manager consents, or the disk does not take it: nothing is switched.
pub async fn switch(app: &App, caller: &Caller, call: SwitchTraining) -> Result<(), Error> {
    let SwitchTraining { on, approval } = call;
    let consent = caller.consented(approval);
    if on && consent.is_none() && !MANAGERS.admits(caller.role()) {
        return Err(TrainingRefused::Manager.into());
    }
    let training = app.training();
    let _alone = training.changing.lock().await;
    if training.is_on() == on {
        return Ok(());
    }
    let code = if on { EventCode::TrainingOn } else { EventCode::TrainingOff };
    let detail = consent.filter(|_| on).map(|consent| format!("Accord : {}", consent.name));
    let event = Event { code, what: None, who: caller.name(), detail, office: None };
    let stands = Stands { on, orders: 0 };
    events::note_with_kept(app, event, stands.kept()?).await?;
    training.stands.send_replace(stands);
    tracing::info!(on, "training");
    Ok(())
}

/// The number of the next order of training.
///
/// # Errors
/// It ended meanwhile, or the disk does not take it.
pub async fn next_order(app: &App) -> Result<u32, Error> {
    let training = app.training();
    let _alone = training.changing.lock().await;
    training.admits(true)?;
    let before = *training.stands.borrow();
    let next = Stands { orders: before.orders.saturating_add(1), ..before };
    app.keep_together(vec![next.kept()?]).await?;
    training.stands.send_replace(next);
    Ok(next.orders)
}
