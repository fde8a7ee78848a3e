//! What came, as an office lists it.

mod store;

use crate::app::{App, Caller};
use crate::error::Error;
use crate::shops::papers::works;
use domain::stock::{ListReceipts, PAPERS_PAGE, Receipts};
pub use store::astray;
pub(super) use store::shown;

/// A page of receipts.
pub async fn list(app: &App, caller: &Caller, call: ListReceipts) -> Result<Receipts, Error> {
    let mut page = store::list(app.database(), works(caller)?, &call).await?;
    page.earlier = page.receipts.len() > PAPERS_PAGE;
    page.receipts.truncate(PAPERS_PAGE);
    Ok(page)
}
