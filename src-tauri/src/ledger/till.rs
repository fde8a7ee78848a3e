//! What is asked of the ledger. A counter's own register: how it stands, its drawer, its closing; what
//! an office asks is in [`recaps`].

mod store;

pub(crate) use store::session;

use super::register::{Draft, Turn};
use super::{entries, here, paper, papers_of, prints, recaps, training};
use crate::app::{App, Away, Caller, reply};
use crate::command;
use crate::error::{Error, raised};
use crate::journal::Entry;
use anyhow::Context;
use domain::Cents;
use domain::ledger::{
    CloseDay, Closer, Closing, Content, DayClosed, Event, EventCode, LedgerCall, LedgerRefused,
    MoveCash, OpenDrawer, OpenSession, Period, PrintX, TillStands,
};
use domain::payments::{self, CashMovement, CashRefused, CashSession};
use domain::printing::{self, PrinterUse};
use domain::shops::business_day;

/// Answers this capability's calls.
pub async fn answer(
    app: &App,
    caller: Caller,
    call: LedgerCall,
) -> Result<serde_json::Value, Error> {
    let caller = &caller;
    match call {
        LedgerCall::ReadTill(call) => reply(call, |_| stands(app, caller)).await,
        LedgerCall::OpenSession(call) => reply(call, |call| open_session(app, caller, call)).await,
        LedgerCall::MoveCash(call) => reply(call, |call| move_cash(app, caller, call)).await,
        LedgerCall::OpenDrawer(call) => reply(call, |call| open_drawer(app, caller, call)).await,
        LedgerCall::CloseDay(call) => reply(call, |call| close_day(app, caller, call)).await,
        LedgerCall::ListEntries(call) => {
            reply(call, |call| entries::list(app, caller, call.day)).await
        }
        LedgerCall::ReadEntry(call) => {
            reply(call, async |call| entries::read(app, &call.entry).await).await
        }
        LedgerCall::PrintEntry(call) => reply(call, |call| prints::print(app, caller, call)).await,
        LedgerCall::PrintNote(call) => {
            reply(call, |call| prints::print_note(app, caller, call)).await
        }
        LedgerCall::PrintX(call) => reply(call, |call| print_x(app, caller, call)).await,
        LedgerCall::SwitchTraining(call) => {
            reply(call, |call| training::switch(app, caller, call)).await
        }
        LedgerCall::ListRecaps(call) => reply(call, |call| recaps::list(app, caller, call)).await,
        LedgerCall::ReadRecap(call) => reply(call, |call| recaps::read(app, caller, call)).await,
        LedgerCall::PrintRecap(call) => reply(call, |call| recaps::print(app, caller, call)).await,
        LedgerCall::DeclareRegisterLost(call) => {
            reply(call, |call| recaps::declare_lost(app, caller, call)).await
        }
        LedgerCall::NoteTaxAudit(call) => {
            reply(call, |call| recaps::note_tax_audit(app, caller, call)).await
        }
    }
}

/// Whether a call writes into the ledger.
pub fn books(call: &LedgerCall) -> bool {
    let of_none = matches!(
        call,
        LedgerCall::OpenSession(_) | LedgerCall::MoveCash(_) | LedgerCall::PrintX(_)
    );
    call.command().is_some() && !of_none
}

/// What a call writes.
///
/// # Errors
/// It is refused: nothing is begun.
pub async fn draft(
    app: &App,
    caller: &Caller,
    turn: &Turn,
    call: &LedgerCall,
) -> Result<Vec<Draft>, Error> {
    match call {
        LedgerCall::CloseDay(call) => closing(app, caller, turn, call).await,
        LedgerCall::OpenDrawer(call) => {
            let detail = Some(payments::reason(&call.reason)?);
            Ok(vec![event(caller, EventCode::DrawerOpened, None, detail)])
        }
        LedgerCall::PrintEntry(call) => prints::drafts(app, caller, call).await,
        LedgerCall::PrintNote(call) => prints::note_drafts(app, caller, turn, call).await,
        _ => Ok(Vec::new()),
    }
}

/// Answers this capability's calls while the server is away. What lies in the drawer only the server
/// knows; that it was opened, and what is printed of what was made here, is written later.
pub async fn away(
    app: &App,
    caller: Caller,
    _entry: Option<Entry>,
    call: &LedgerCall,
) -> Result<Option<Away>, Error> {
    let shown = match call {
        LedgerCall::OpenDrawer(call) => {
            paper::open_drawer(app, &caller, call.command).await;
            return Away::of(&());
        }
        LedgerCall::SwitchTraining(call) => {
            training::switch(app, &caller, call.clone()).await?;
            return Away::of(&());
        }
        LedgerCall::ListEntries(call) => {
            return Away::of(&here::list(app, &caller, call.day).await?);
        }
        LedgerCall::ReadEntry(call) => here::entry(app, &call.entry).await?.map(|(shown, _)| shown),
        LedgerCall::PrintEntry(call) => prints::print_away(app, &caller, call).await?,
        LedgerCall::PrintNote(call) => prints::print_note_away(app, &caller, call).await?,
        _ => return Ok(None),
    };
    match shown {
        Some(shown) => Away::of(&shown),
        None => Ok(None),
    }
}

/// A technical event.
fn event(caller: &Caller, code: EventCode, what: Option<String>, detail: Option<String>) -> Draft {
    let who = caller.name();
    Draft { order: None, content: Content::Event(Event { code, what, who, detail, office: None }) }
}

async fn stands(app: &App, caller: &Caller) -> Result<TillStands, Error> {
    let register = app.register().await?;
    let stands = register.stands().await;
    let day = business_day(caller.at, caller.shop.day_ends_at);
    // Each on a connection of its own: one round trip.
    let (drawer, unpaid) = tokio::try_join!(
        store::drawer(app.database(), caller),
        super::store::unpaid(app.database(), caller.shop.id)
    )?;
    Ok(TillStands {
        register: register.code().clone(),
        day,
        closed: stands.days.day >= Some(day),
        due: stands.due(day),
        figures: stands.day.figures,
        standing: stands.day.standing,
        unpaid,
        drawer,
        defects: app.watching().found(),
    })
}

async fn open_drawer(app: &App, caller: &Caller, call: OpenDrawer) -> Result<(), Error> {
    entries::write(app, caller, call.command, &(), &[]).await?;
    paper::open_drawer(app, caller, call.command).await;
    Ok(())
}

/// Prints the X: it is no entry, and closes nothing.
async fn print_x(app: &App, caller: &Caller, call: PrintX) -> Result<(), Error> {
    app.can_print(PrinterUse::Ticket)?;
    let (stands, register) = (stands(app, caller).await?, app.register().await?);
    entries::write(app, caller, call.command, &(), &[]).await?;
    let cashier = caller.staff.as_ref().map_or("", |staff| &staff.name);
    let version = crate::VERSION;
    let x = printing::x(&stands, &register.shop(), (caller.at, cashier), version);
    paper::print(app, call.command, PrinterUse::Ticket, x.document()).await
}

async fn open_session(app: &App, caller: &Caller, call: OpenSession) -> Result<(), Error> {
    CashSession::open(None, call.float)?;
    let register = app.register().await?;
    let day = business_day(caller.at, caller.shop.day_ends_at);
    let opened = store::open_session(app.database(), caller, &call, (register.code(), day)).await;
    command::once(app.database(), call.command, opened, drawer_refused).await
}

async fn move_cash(app: &App, caller: &Caller, call: MoveCash) -> Result<(), Error> {
    let (amount, reason) = match call.movement.checked()? {
        CashMovement::In { amount, reason } => (amount, reason),
        CashMovement::Out { amount, reason } => (Cents(-amount.0), reason),
        CashMovement::Sale { .. } | CashMovement::Refund { .. } => {
            return Err(CashRefused::NotAnAmount.into());
        }
    };
    let moved = store::move_cash(app.database(), caller, call.command, (amount, &reason)).await;
    command::once(app.database(), call.command, moved, drawer_refused).await
}

/// What the drawer's statements refuse.
fn drawer_refused(error: Option<sqlx::Error>) -> Error {
    let Some(error) = error else { return CashRefused::NotOpen.into() };
    match raised(&error) {
        Some(("session_open", _)) => CashRefused::AlreadyOpen.into(),
        Some(("not_in_drawer", expected)) => match expected.parse() {
            Ok(expected) => CashRefused::NotInDrawer { expected: Cents(expected) }.into(),
            Err(_) => error.into(),
        },
        _ => super::refused(error),
    }
}

/// The day's closing, with the drawer as it was counted.
async fn closing(
    app: &App,
    caller: &Caller,
    turn: &Turn,
    call: &CloseDay,
) -> Result<Vec<Draft>, Error> {
    if app.is_away() || app.waiting().iter().any(|(_, taken)| !taken.signed.is_empty()) {
        return Err(LedgerRefused::Waits.into());
    }
    let day = business_day(caller.at, caller.shop.day_ends_at);
    let period = Period::Day(day);
    turn.stands().days.admits_closing(period, day)?;
    let session = counted(app, caller, call).await?;
    let closer = Closer {
        closed_by: caller.name(),
        software_version: crate::VERSION.to_owned(),
        unpaid: super::store::unpaid(app.database(), caller.shop.id).await?,
        cash_difference: session.and_then(|it| it.closed).map(|closed| closed.difference),
        note: None,
    };
    let closing = turn.stands().closing(period, closer);
    let event = event(caller, EventCode::DayClosed, Some(period.to_string()), None);
    Ok(vec![Draft { order: None, content: Content::Closing(closing) }, event])
}

/// The drawer as it was counted, where its session is open.
async fn counted(
    app: &App,
    caller: &Caller,
    call: &CloseDay,
) -> Result<Option<CashSession>, Error> {
    match store::drawer(app.database(), caller).await? {
        Some(drawer) => Ok(Some(drawer.session.close(call.count.as_ref())?)),
        None => Ok(None),
    }
}

async fn close_day(app: &App, caller: &Caller, call: CloseDay) -> Result<DayClosed, Error> {
    let (entry, closing) = papers_of(caller)
        .find_map(|(entry, content)| match content {
            Content::Closing(closing) => Some((entry, closing)),
            _ => None,
        })
        .filter(|(_, closing): &(_, Closing)| matches!(closing.period, Period::Day(_)))
        .context("a closing without its entry")?;
    let session = counted(app, caller, &call).await?;
    let closed = DayClosed { entry, closing, session };
    let prints = app.can_print(PrinterUse::Ticket).is_ok();
    let originals = Some(closed.entry.clone()).filter(|_| prints);
    let written =
        store::close_day(app.database(), caller, &call, &closed, originals.as_slice()).await;
    let closed = command::once(app.database(), call.command, written, drawer_refused).await?;
    let register = app.register().await?;
    paper::print_z(app, caller, call.command, &closed, &register.shop()).await;
    app.watching().look_again();
    Ok(closed)
}
