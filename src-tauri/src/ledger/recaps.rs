//! What an office sees of its shops' days: their recaps, in a list, one by one, and on paper.

mod store;

use super::paper;
use crate::app::{App, Caller};
use crate::error::{Error, raised};
use crate::shops::papers::works;
use domain::ledger::{
    AuditNoted, DeclareRegisterLost, ListRecaps, NoteTaxAudit, OfficeRefused, PrintRecap,
    RECAP_DAYS, ReadRecap, RecapList, RecapShown,
};
use domain::printing::{self, PrinterUse};
use domain::{CommandId, payments};
use store::Span;

/// The days of the shops.
///
/// # Errors
/// This login looks after no shop, or the server does not answer.
pub async fn list(app: &App, caller: &Caller, call: ListRecaps) -> Result<RecapList, Error> {
    let span = Span::Before(call.before, RECAP_DAYS);
    let found = store::days(app.database(), call.shop.as_deref(), works(caller)?, span).await?;
    Ok(RecapList {
        days: found.days.iter().map(|day| day.line()).collect(),
        shops: found.shops,
        // Where nothing is, nothing is before it.
        since: found.since.unwrap_or_default(),
        earlier: found.earlier,
    })
}

/// A shop's day.
///
/// # Errors
/// Nothing is there for who asks, or the server does not answer.
pub async fn read(app: &App, caller: &Caller, call: ReadRecap) -> Result<RecapShown, Error> {
    let ReadRecap { shop, day } = call;
    let span = Span::Day(day);
    let found = store::days(app.database(), Some(&shop), works(caller)?, span).await?;
    let papers = found.papers.ok_or(OfficeRefused::ShopUnknown { code: shop })?;
    let day = found.days.into_iter().next().ok_or(OfficeRefused::NothingThatDay)?;
    Ok(RecapShown { day, papers, prints: app.can_print(PrinterUse::Ticket).is_ok() })
}

/// Prints a shop's day.
///
/// # Errors
/// As above; or this terminal prints no tickets.
pub async fn print(app: &App, caller: &Caller, call: PrintRecap) -> Result<(), Error> {
    app.can_print(PrinterUse::Ticket)?;
    let PrintRecap { print, shop, day } = call;
    let RecapShown { day, papers, .. } = read(app, caller, ReadRecap { shop, day }).await?;
    let who = caller.name().unwrap_or_default();
    let document = printing::recap(&day, &papers, (caller.at, &who), crate::VERSION);
    paper::print(app, CommandId(print), PrinterUse::Ticket, document).await
}

/// Declares a register lost.
///
/// # Errors
/// No reason is given, no such register is there for who asks, or the server does not answer.
pub async fn declare_lost(
    app: &App,
    caller: &Caller,
    call: DeclareRegisterLost,
) -> Result<(), Error> {
    let reason = payments::reason(&call.reason)?;
    let code = call.register.0;
    let unknown = || OfficeRefused::RegisterUnknown { code: code.clone() };
    let who = caller.name().unwrap_or_default();
    let declared =
        store::declare_lost(app.database(), &code, works(caller)?, (&who, &reason)).await;
    match declared {
        Ok(true) => {
            tracing::info!(staff = caller.staff_id()?.0, code, "a register was declared lost");
            Ok(())
        }
        Ok(false) => Err(unknown().into()),
        Err(error) => match raised(&error) {
            Some(("register_unknown", _)) => Err(unknown().into()),
            _ => Err(error.into()),
        },
    }
}

/// Keeps that the tax office looks at the ledger.
///
/// # Errors
/// Nobody says who looks, no such shop is there for who asks, none of them ever had a register, or the server
/// does not answer.
pub async fn note_tax_audit(
    app: &App,
    caller: &Caller,
    call: NoteTaxAudit,
) -> Result<AuditNoted, Error> {
    let reason = payments::reason(&call.reason)?;
    let who = caller.name().unwrap_or_default();
    let shop = call.shop.as_deref();
    let seen = store::note_tax_audit(app.database(), shop, works(caller)?, (&who, &reason)).await?;
    if seen.is_empty() {
        return Err(OfficeRefused::ShopUnknown { code: call.shop.unwrap_or_default() }.into());
    }
    let shops: Vec<_> = seen.into_iter().filter(|(_, kept)| *kept).map(|(shop, _)| shop).collect();
    if shops.is_empty() {
        return Err(OfficeRefused::NoLedger.into());
    }
    tracing::info!(staff = caller.staff_id()?.0, shops = shops.len(), "a tax audit was noted");
    Ok(AuditNoted { shops })
}
