//! How managers are reached: kept by whom it concerns, or by who runs the group. How drivers are: kept by who
//! answers for a shop of theirs.

mod store;

use crate::app::{App, Caller};
use crate::error::Error;
use domain::messages::{PersonReached, ReachRefused, SetReach};
use domain::staff::{Role, StaffId};

/// The managers and the drivers whom the office sees; a shop's manager, himself and the drivers of his shops.
pub async fn list(app: &App, caller: &Caller) -> Result<Vec<PersonReached>, Error> {
    let people = store::list(app.database()).await?;
    let Some(own) = own(caller)? else { return Ok(people) };
    let shops = people.iter().find(|it| it.id == own).map(|it| it.works.clone());
    let shops = shops.unwrap_or_default();
    let drives = |it: &PersonReached| {
        it.role == Role::Driver && it.works.iter().any(|shop| shops.contains(shop))
    };
    Ok(people.into_iter().filter(|it| it.id == own || drives(it)).collect())
}

/// Keeps how one is reached.
pub async fn set(app: &App, caller: &Caller, call: SetReach) -> Result<(), Error> {
    let sees_all = own(caller)?.is_none_or(|own| own == call.staff);
    if !sees_all && !list(app, caller).await?.iter().any(|it| it.id == call.staff) {
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
