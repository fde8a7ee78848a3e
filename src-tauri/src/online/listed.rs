//! Payments on the telephone, as an office looks them over.

mod store;

use crate::app::{App, Caller};
use crate::error::Error;
use crate::shops::papers::works;
use domain::online::{ListOnline, ONLINE_PAGE, OnlinePage};

/// A page of them.
pub async fn list(app: &App, caller: &Caller, call: ListOnline) -> Result<OnlinePage, Error> {
    let mut page = store::list(app.database(), works(caller)?, &call).await?;
    page.earlier = page.rows.len() > ONLINE_PAGE;
    page.rows.truncate(ONLINE_PAGE);
    Ok(page)
}
