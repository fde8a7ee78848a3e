//! The papers of shops from an office's window: read, changed, and the notice for where customers pay.
//! Which form they have is said in `domain::shops`.

use super::store;
use crate::app::{App, Caller};
use crate::error::{Error, raised};
use crate::ledger::paper;
use domain::CommandId;
use domain::ledger::OfficeRefused;
use domain::printing::{self, PrinterUse};
use domain::shops::{ChangePapers, PapersList, PapersRefused, PrintNotice, ShopPapers};
use domain::staff::{Role, StaffId};

/// A shop's manager sees the shops that person works in; who else may ask sees what the login does.
pub fn works(caller: &Caller) -> Result<Option<StaffId>, Error> {
    match caller.role() {
        Some(Role::ShopManager) => caller.staff_id().map(Some),
        _ => Ok(None),
    }
}

/// The papers of the shops.
///
/// # Errors
/// This login looks after no shop, or the server does not answer.
pub async fn list(app: &App, caller: &Caller) -> Result<PapersList, Error> {
    let shops = store::papers(app.database(), works(caller)?).await?;
    Ok(PapersList { shops, prints: app.can_print(PrinterUse::Ticket).is_ok() })
}

/// Changes a shop's papers; how they stand then.
///
/// # Errors
/// They are none, the shop is not there for who asks, somebody else has changed them, or the server
/// does not answer.
pub async fn change(app: &App, caller: &Caller, call: ChangePapers) -> Result<ShopPapers, Error> {
    let ChangePapers { shop, version, typed } = call;
    let papers = typed.checked()?;
    let who = caller.name().unwrap_or_default();
    let changed = store::change_papers(app.database(), (&shop, version), &papers, &who).await;
    let version = changed.map_err(|error| match raised(&error) {
        Some(("papers_moved", _)) => PapersRefused::Moved.into(),
        Some(("shop_unknown", _)) => OfficeRefused::ShopUnknown { code: shop.clone() }.into(),
        _ => Error::from(error),
    })?;
    tracing::info!(staff = caller.staff_id()?.0, shop, "a shop's papers were changed");
    Ok(ShopPapers { code: shop, version, papers })
}

/// Prints the notice.
///
/// # Errors
/// The shop is not there for who asks, this terminal prints nothing, or the server does not answer.
pub async fn print_notice(app: &App, caller: &Caller, call: PrintNotice) -> Result<(), Error> {
    app.can_print(PrinterUse::Ticket)?;
    let shops = store::papers(app.database(), works(caller)?).await?;
    let shop = shops.into_iter().find(|shop| shop.code == call.shop);
    let shop = shop.ok_or(OfficeRefused::ShopUnknown { code: call.shop })?;
    let notice = printing::notice(&shop.papers.name);
    paper::print(app, CommandId(call.print), PrinterUse::Ticket, notice).await
}
