//! What was done away from any register and belongs among the technical events: a register of the shop
//! writes it into its chain (`docs/decisions/0005-what-an-office-does-is-signed-by-a-counter.md`).

pub(crate) mod store;

use super::register::{Draft, Turn};
use crate::error::Error;
use anyhow::Context;
use chrono::NaiveTime;
use domain::ledger::{AtOffice, Content, Event, EventCode, LedgerRefused};
use domain::shops::business_day;
use store::{PendingRow, Written};

/// Signs what waits; which entries they are.
///
/// # Errors
/// A row is none that this program knows.
pub fn sign(
    turn: &mut Turn,
    pending: Vec<PendingRow>,
    day_ends_at: NaiveTime,
) -> Result<Vec<Written>, Error> {
    let mut written = Vec::new();
    for row in pending {
        let PendingRow { office_event_id, at, code, what, who, detail, place } = row;
        let code = EventCode::from_word(&code).context("an office's event of an unknown code")?;
        let office = Some(AtOffice { number: office_event_id.unsigned_abs(), place });
        let content = Content::Event(Event { code, what, who, detail, office });
        turn.sign(Draft { order: None, content }, at, business_day(at, day_ends_at))
            .map_err(LedgerRefused::Flaw)?;
        let entry = turn.signed().last().context("an entry that was signed")?.entry();
        let (register, number) = (entry.register.0, entry.number);
        written.push(Written { office_event_id, register, number });
    }
    Ok(written)
}
