//! The runs that are over, as an office lists them.

mod store;

use crate::app::{App, Caller};
use crate::error::Error;
use crate::shops::papers::works;
use domain::runs::{ListRuns, PAST_RUNS_PAGE, PastRuns};

/// A page of them.
pub async fn list(app: &App, caller: &Caller, call: ListRuns) -> Result<PastRuns, Error> {
    let mut page = store::list(app.database(), works(caller)?, &call).await?;
    page.earlier = page.runs.len() > PAST_RUNS_PAGE;
    page.runs.truncate(PAST_RUNS_PAGE);
    Ok(page)
}
