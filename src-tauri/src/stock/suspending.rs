//! Products that a person takes off sale by hand in this shop, and puts back (UC11).

mod store;

use crate::app::{App, Caller};
use crate::command::once;
use crate::error::Error;
use domain::stock::{SuspendProduct, SuspendRefused};

/// Takes it off sale, or puts it back; counters hear of it as of any change of the menu.
pub async fn suspend(app: &App, caller: &Caller, call: SuspendProduct) -> Result<(), Error> {
    let done = store::suspend(app.database(), caller, &call).await;
    once(app.database(), call.command, done, |error| match error {
        None => SuspendRefused::Unknown.into(),
        Some(error) => error.into(),
    })
    .await
}
