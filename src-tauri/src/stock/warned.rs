//! Warnings of a coming shortage (UC10), as a kitchen's screen is covered with them until somebody there has
//! read them. They are written by whatever moves a level past its line (`stock_warning`).

mod store;

use crate::app::{App, Caller};
use crate::error::Error;
use domain::stock::{AcknowledgeWarning, StockWarning};

/// Those that nobody at this terminal has read, oldest first; one that is over needs no reading.
pub async fn unread(app: &App, caller: &Caller) -> Result<Vec<StockWarning>, Error> {
    Ok(store::unread(app.database(), caller).await?)
}

/// Somebody at this terminal has read one.
pub async fn acknowledge(
    app: &App,
    caller: &Caller,
    call: AcknowledgeWarning,
) -> Result<(), Error> {
    Ok(store::acknowledge(app.database(), caller, call.warning).await?)
}
