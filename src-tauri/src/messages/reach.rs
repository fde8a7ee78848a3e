//! How managers are reached: kept by whom it concerns, or by who runs the group.

mod store;

use crate::app::{App, Caller};
use crate::error::Error;
use domain::messages::{PersonReached, ReachRefused, SetReach};
use domain::staff::{Role, StaffId};

/// The managers whom the office sees; a shop's manager, himself.
pub async fn list(app: &App, caller: &Caller) -> Result<Vec<PersonReached>, Error> {
    let mut people = store::list(app.database()).await?;
    if let Some(own) = own(caller)? {
        people.retain(|person| person.id == own);
    }
    Ok(people)
}

/// Keeps how one is reached.
pub async fn set(app: &App, caller: &Caller, call: SetReach) -> Result<(), Error> {
    if own(caller)?.is_some_and(|own| own != call.staff) {
        return Err(ReachRefused::NotYours.into());
    }
    let reach = call.typed.check()?;
    match store::set(app.database(), call.staff, reach.as_ref(), &call.typed).await? {
        true => Ok(()),
        false => Err(ReachRefused::Unknown.into()),
    }
}

/// Of whom alone somebody may say anything; none: of everybody.
fn own(caller: &Caller) -> Result<Option<StaffId>, Error> {
    match caller.role() {
        Some(Role::GroupManager | Role::Administrator) => Ok(None),
        _ => caller.staff_id().map(Some),
    }
}
