//! The ledger: what is written of money, in the register's chains, with the commands that move it.

pub mod accounts;
pub mod archive;
pub mod correcting;
pub mod entries;
pub mod events;
pub mod export;
mod here;
pub mod office_events;
pub mod paper;
mod prints;
mod recaps;
pub mod register;
pub(crate) mod store;
pub mod till;
pub mod training;
pub mod unasked;
pub mod verb;
pub mod verify;
pub mod watching;

use crate::app::{App, Caller};
use crate::error::{Error, raised};
use crate::terminals::register::RegisterKey;
use chrono::NaiveDate;
use domain::CommandId;
use domain::ledger::{
    Content, EntryRef, Event, EventCode, LedgerRefused, RegisterCode, ShopIdentity, Stands, Till,
};
use register::{Draft, Signed, Turn};
use serde::{Deserialize, Serialize};

/// What is kept of a register for when the server is away.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct KeptRegister {
    /// Its code.
    pub code: RegisterCode,
    /// Its shop's papers.
    pub shop: ShopIdentity,
    /// Where its chains stand.
    pub stands: Stands,
}

/// Opens the register of this terminal at the server, or finds it there.
///
/// # Errors
/// Another till has that key, or the server does not answer.
pub async fn opened(app: &App, key: &RegisterKey) -> Result<KeptRegister, Error> {
    let (terminal, shop) = (app.identity().terminal, app.shop_id().await?);
    let public = key.public()?;
    let opened = store::open_register(app.database(), terminal, shop, &public).await;
    let (code, shop) = opened.map_err(refused)?;
    let stands = store::stands(app.database(), &code).await?;
    Ok(KeptRegister { code, shop, stands })
}

/// Whether a register of this terminal is open that signs with that key.
///
/// # Errors
/// The server does not answer.
pub async fn is_open(app: &App, key: &RegisterKey) -> Result<bool, Error> {
    let public = key.public()?;
    Ok(store::is_open(app.database(), app.identity().terminal, &public).await?)
}

/// Who takes money at this window, for a ticket.
pub fn till(caller: &Caller, turn: &Turn) -> Till {
    Till {
        cashier: caller.name().unwrap_or_default(),
        shop: turn.register().shop(),
        software_version: crate::VERSION.to_owned(),
        training: false,
    }
}

/// Who learns at this window, for a ticket of training.
pub fn learner(caller: &Caller, turn: &Turn) -> Till {
    Till { training: true, ..till(caller, turn) }
}

/// What was signed with a call, entry by entry.
fn papers_of(caller: &Caller) -> impl Iterator<Item = (EntryRef, Content)> {
    let read = |signed: &Signed| Some((signed.entry(), signed.sealed().ok()?.entry.content));
    caller.signed.iter().filter_map(read)
}

/// Closes what nobody closed: a day that was left open, its month, its year.
///
/// # Errors
/// The clock is behind the last entry.
pub async fn close_what_is_due(
    app: &App,
    caller: &Caller,
    turn: &mut Turn,
    today: NaiveDate,
) -> Result<(), Error> {
    let due = turn.stands().due(today);
    if due.is_empty() {
        return Ok(());
    }
    let unpaid = match app.is_away() {
        true => app.view().open.iter().filter_map(accounts::unpaid).collect(),
        false => store::unpaid(app.database(), caller.shop.id).await?,
    };
    for period in due {
        let unpaid = unpaid.clone();
        let closing = turn.stands().late_closing(period, crate::VERSION, unpaid);
        let (code, what) = (EventCode::of_closing(period), Some(period.to_string()));
        let event = Event { code, what, who: None, detail: closing.note.clone(), office: None };
        for content in [Content::Closing(closing), Content::Event(event)] {
            let draft = Draft { order: None, content };
            turn.sign(draft, caller.at, today).map_err(LedgerRefused::Flaw)?;
        }
    }
    Ok(())
}

/// Writes what was signed for a command that the world has refused: the chain has no hole, and the
/// orders' accounts have nothing of it.
///
/// # Errors
/// The server does not answer; or the chain does not go on there.
pub async fn append(app: &App, refused: CommandId, signed: &[Signed]) -> Result<(), Error> {
    if signed.is_empty() {
        return Ok(());
    }
    let (shop, terminal) = (app.shop_id().await?, app.identity().terminal);
    let written = store::append_refused(app.database(), (shop, terminal), refused, signed).await;
    written.map_err(self::refused)
}

/// Whether the server lacks one of these entries.
///
/// # Errors
/// The server does not answer.
pub async fn is_missing(app: &App, entries: &[EntryRef]) -> Result<bool, Error> {
    Ok(store::is_missing(app.database(), entries).await?)
}

/// What the ledger's own refusals mean.
pub fn refused(error: sqlx::Error) -> Error {
    // Somebody printed the original meanwhile: what is printed now is a duplicata.
    // Or another counter wrote what was done at an office.
    let twice = error.as_database_error().and_then(|it| it.constraint());
    if matches!(twice, Some("entry_print_key" | "office_event_entry_key")) {
        return LedgerRefused::Moved.into();
    }
    match raised(&error) {
        Some(("ledger_head", _)) => LedgerRefused::Moved.into(),
        Some(("ledger_closed", through)) => {
            let day = through.parse::<NaiveDate>().map(|day| day.format("%d/%m/%Y").to_string());
            LedgerRefused::DayClosed { through: day.unwrap_or_else(|_| through.to_owned()) }.into()
        }
        Some(("register_lost", register)) => {
            LedgerRefused::Lost { register: register.to_owned() }.into()
        }
        Some(("ledger_register" | "register_key", _)) => LedgerRefused::Closed.into(),
        _ => error.into(),
    }
}
