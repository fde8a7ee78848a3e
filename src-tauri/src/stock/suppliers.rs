//! Who sells to the group, and what.

mod store;

use super::receiving::units;
use crate::app::App;
use crate::error::{Error, raised};
use domain::stock::{IngredientChoice, SaveSupplier, Supplier, SupplierId, SupplierRefused};

/// The suppliers, by name.
pub async fn list(app: &App) -> Result<Vec<Supplier>, Error> {
    Ok(store::list(app.database()).await?)
}

/// The ingredients to choose from, by name.
pub async fn ingredients(app: &App) -> Result<Vec<IngredientChoice>, Error> {
    store::ingredients(app.database()).await
}

/// Adds a supplier or changes one; how it stands then.
pub async fn save(app: &App, call: SaveSupplier) -> Result<Supplier, Error> {
    let SaveSupplier { once, supplier, version, typed } = call;
    let key = (supplier.unwrap_or(SupplierId(0)), version);
    let checked = typed.checked(key, &units(app).await?)?;
    let saved = store::save(app.database(), supplier, once, &checked).await;
    let saved = saved.map_err(|error| refused(error, &checked))?;
    let id = saved.ok_or(SupplierRefused::Unknown)?;
    let known = store::list(app.database()).await?;
    Ok(known.into_iter().find(|it| it.id == id).ok_or(SupplierRefused::Unknown)?)
}

/// What a refused statement means.
fn refused(error: sqlx::Error, supplier: &Supplier) -> Error {
    let constraint = error.as_database_error().and_then(|it| it.constraint());
    match (raised(&error), constraint) {
        (Some(("changed_first", _)), _) => SupplierRefused::ChangedFirst.into(),
        (_, Some("supplier_name_once")) => {
            SupplierRefused::NameTaken { name: supplier.name.clone() }.into()
        }
        _ => error.into(),
    }
}
