//! Of what customers are told: the group's, against the version that was read.

mod store;

use crate::app::{App, Caller};
use crate::error::Error;
use domain::messages::{CustomerMessagesRefused, CustomerMessagesStand, SaveCustomerMessages};

/// As it stands.
pub async fn read(app: &App) -> Result<CustomerMessagesStand, Error> {
    store::read(app.database()).await
}

/// Keeps it; which version it is then.
pub async fn save(app: &App, caller: &Caller, call: SaveCustomerMessages) -> Result<i64, Error> {
    call.told.check()?;
    let saved = store::save(app.database(), &call, caller.staff_id()?).await?;
    Ok(saved.ok_or(CustomerMessagesRefused::Moved)?)
}
