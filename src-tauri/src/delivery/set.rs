//! What an office sets of deliveries: the group's rules, and where its shops are. What may be set is said in
//! `domain::delivery`.

use super::store;
use crate::app::{App, Caller};
use crate::error::{Error, raised};
use crate::shops::papers::works;
use domain::delivery::{DeliverySetRefused, DeliverySettings, SetDeliveryRules, SetShopPlace};
use domain::ledger::OfficeRefused;

/// How it stands.
///
/// # Errors
/// The server does not answer.
pub async fn read(app: &App, caller: &Caller) -> Result<DeliverySettings, Error> {
    Ok(store::settings(app.database(), works(caller)?).await?)
}

/// Sets the group's rules; how all of it stands then.
///
/// # Errors
/// They are none, somebody else has changed them, or the server does not answer.
pub async fn rules(
    app: &App,
    caller: &Caller,
    call: SetDeliveryRules,
) -> Result<DeliverySettings, Error> {
    let rules = call.typed.checked()?;
    let who = caller.name().unwrap_or_default();
    let set = store::set_rules(app.database(), call.version, &rules, &who).await;
    set.map_err(|error| match raised(&error) {
        Some(("rules_moved", _)) => DeliverySetRefused::Moved.into(),
        _ => Error::from(error),
    })?;
    tracing::info!(staff = caller.staff_id()?.0, "the rules of delivery were changed");
    read(app, caller).await
}

/// Sets where a shop is and whether it delivers; how all of it stands then.
///
/// # Errors
/// It cannot be so, the shop is not there for who asks, somebody else has changed it, or the server does not
/// answer.
pub async fn place(
    app: &App,
    caller: &Caller,
    call: SetShopPlace,
) -> Result<DeliverySettings, Error> {
    let SetShopPlace { shop, version, typed } = call;
    let place = typed.checked()?;
    let who = caller.name().unwrap_or_default();
    let placed = store::place_shop(app.database(), (&shop, version), &place, &who).await;
    placed.map_err(|error| match raised(&error) {
        Some(("place_moved", _)) => DeliverySetRefused::Moved.into(),
        Some(("shop_unknown", _)) => OfficeRefused::ShopUnknown { code: shop.clone() }.into(),
        _ => Error::from(error),
    })?;
    tracing::info!(staff = caller.staff_id()?.0, shop, "a shop was placed");
    read(app, caller).await
}
