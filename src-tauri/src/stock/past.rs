//! Inventories as an office looks back on them.

mod store;

use crate::app::{App, Caller};
use crate::error::Error;
use domain::stock::{
    INVENTORIES_PAGE, Inventories, ListInventories, NoInventory, PastInventory, ReadPastInventory,
};

/// A page of a shop's inventories.
///
/// # Errors
/// The shop is not there for who asks, or the server does not answer.
pub async fn list(app: &App, caller: &Caller, call: ListInventories) -> Result<Inventories, Error> {
    let shop = super::shop(app, caller, Some(&call.shop)).await?;
    let mut found = store::before(app.database(), shop.id, call.before).await?;
    let earlier = found.len() > INVENTORIES_PAGE;
    found.truncate(INVENTORIES_PAGE);
    Ok(Inventories { inventories: found.iter().map(PastInventory::line).collect(), earlier })
}

/// One of them, line by line.
///
/// # Errors
/// The shop has none of that key or is not there for who asks, or the server does not answer.
pub async fn read(
    app: &App,
    caller: &Caller,
    call: ReadPastInventory,
) -> Result<PastInventory, Error> {
    let shop = super::shop(app, caller, Some(&call.shop)).await?;
    let found = store::one(app.database(), shop.id, call.inventory).await?;
    Ok(found.ok_or(NoInventory)?)
}
