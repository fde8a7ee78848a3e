//! What the program writes into its register's chains though no screen asks for it: what happened to
//! the register, and what takes back what was given up. It is a command like any other: signed, in the
//! journal, written once whatever is lost, and offered again to a server that knows less.

use super::register::{Draft, Signed, Turn};
use super::{correcting, entries};
use crate::app::{App, Asking, Caller, Capability};
use crate::error::Error;
use crate::online::booking::{self, OnlineMoney};
use domain::contract::{CallFacts, Who};
use domain::ledger::{Content, EntryRef, Event, LedgerRefused};
use domain::shops::WindowKind;
use domain::{CommandId, Language};
use serde::{Deserialize, Serialize};
use serde_json::Value;

/// What the journal calls it.
pub const UNASKED: &str = "unasked";

/// Something to write.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub enum Unasked {
    /// Something happened to the register.
    Event {
        /// Names it for ever.
        command: CommandId,
        /// What.
        event: Event,
    },
    /// A person has given up what was refused: what was signed for it is taken back.
    TakeBack {
        /// Names it for ever: [`correcting::taking_back`].
        command: CommandId,
        /// What was refused.
        refused: CommandId,
        /// Why.
        reason: String,
    },
    /// PayPal took the money of a payment.
    Online {
        /// Names it for ever.
        command: CommandId,
        /// What.
        money: OnlineMoney,
    },
}

impl Capability for Unasked {
    fn facts(&self) -> CallFacts {
        let windows = &[WindowKind::Counter];
        CallFacts {
            name: "Unasked",
            capability: UNASKED,
            windows,
            who: Who::Anyone,
            is_command: true,
        }
    }

    fn command(&self) -> Option<CommandId> {
        match self {
            Unasked::Event { command, .. }
            | Unasked::TakeBack { command, .. }
            | Unasked::Online { command, .. } => Some(*command),
        }
    }

    fn books(&self) -> bool {
        true
    }

    /// An event stands in no day's figures: it closes none.
    fn closes_what_is_due(&self) -> bool {
        matches!(self, Unasked::TakeBack { .. } | Unasked::Online { .. })
    }

    async fn draft(&self, app: &App, caller: &Caller, turn: &Turn) -> Result<Vec<Draft>, Error> {
        match self {
            Unasked::Event { event, .. } => {
                Ok(vec![Draft { order: None, content: Content::Event(event.clone()) }])
            }
            Unasked::TakeBack { refused, reason, .. } => {
                correcting::drafts(app, caller, turn, *refused, reason).await
            }
            Unasked::Online { money, .. } => booking::draft(app, caller, turn, money).await,
        }
    }

    async fn answer(self, app: &App, asking: Asking) -> Result<Value, Error> {
        let caller = app.caller(asking).await?;
        let Some(command) = self.command() else { return Ok(Value::Null) };
        let last = match &self {
            Unasked::Online { money, .. } => {
                let written = booking::write(app, &caller, command, money);
                let entry = app.carry(written).await?;
                return serde_json::to_value(entry).map_err(|error| Error::Internal(error.into()));
            }
            Unasked::Event { .. } | Unasked::TakeBack { .. } => {
                caller.signed.last().map(Signed::entry)
            }
        };
        let written = app.carry(entries::write(app, &caller, command, &last, &[])).await?;
        serde_json::to_value(written).map_err(|error| Error::Internal(error.into()))
    }
}

/// Asked by nobody, at a moment.
pub fn asking(app: &App) -> Asking {
    Asking {
        window: WindowKind::Counter,
        staff: None,
        language: Language::Fr,
        at: app.now(),
        ahead: Default::default(),
        consents: Vec::new(),
        answered: None,
        signed: Vec::new(),
    }
}

/// Writes an event now; which entry it is.
///
/// # Errors
/// What was signed before waits for the server, or the server does not answer: then it is written
/// later.
pub async fn event(app: &App, event: Event) -> Result<EntryRef, Error> {
    let unasked = Unasked::Event { command: CommandId(App::new_key()), event };
    let entry = app.write_unasked(unasked, asking(app)).await?;
    Ok(entry.ok_or(LedgerRefused::Unknown)?)
}
