//! The demonstration: five shops of an invented town, their people, their menu and their stock.
//!
//! Owns what a training or a trial starts with, and loading it once. The facts stand in JSON
//! files beside `data`, which reads them; the SQL is in `store`. Orders are not part of it:
//! they are made in the windows.

mod data;
pub mod history;
mod store;

use crate::staff;
use anyhow::Context;
use data::Demo;
use domain::staff::Role;
use sqlx::PgPool;
use std::collections::BTreeMap;

/// The shop that is there when the demonstration is.
const FIRST_SHOP: &str = "MOZ1";

/// The PIN of everyone of a role in the demonstration: printed in the README, good for nothing
/// else.
pub fn pin(role: Role) -> &'static str {
    match role {
        Role::Cashier => "1111",
        Role::Pizzaiolo => "2222",
        Role::Driver => "3333",
        Role::ShopManager => "4444",
        Role::GroupManager => "5555",
        Role::Administrator => "9999",
    }
}

/// Puts the demonstration into a migrated database, all of it or nothing. Where it stands
/// already nothing is done.
///
/// # Errors
/// When the database holds shops of its own (everyone knows the demonstration's PINs), or does
/// not take the data.
pub async fn load(pool: &PgPool) -> anyhow::Result<()> {
    let demo = Demo::read().context("reading the demonstration's files")?;
    let mut transaction = pool.begin().await.context("opening the demonstration's transaction")?;
    let shops = store::hold_shops(&mut transaction).await.context("reading the shops")?;
    if shops.iter().any(|code| code == FIRST_SHOP) {
        tracing::info!("the demonstration is there already: nothing is done");
        return Ok(());
    }
    anyhow::ensure!(
        shops.is_empty(),
        "the database holds shops of its own ({}): the demonstration, whose PINs everyone knows, \
         does not go there",
        shops.join(", ")
    );
    let hashes = tokio::task::spawn_blocking(pin_hashes).await.context("hashing the PINs")??;
    insert(&mut transaction, &demo, &hashes).await?;
    transaction.commit().await.context("committing the demonstration")?;
    tracing::info!(
        shops = demo.shops.len(),
        staff = demo.staff.len(),
        products = demo.products.len(),
        "the demonstration is loaded"
    );
    Ok(())
}

/// One hash a role. Two people of one role share theirs, salt included, which a real staff list
/// must never do; here it tells nothing that [`pin`] does not.
fn pin_hashes() -> anyhow::Result<BTreeMap<Role, String>> {
    Role::ALL
        .into_iter()
        .map(|role| {
            let hash = staff::pin_hash(pin(role), None)
                .with_context(|| format!("hashing the PIN of the role {}", role.word()))?;
            Ok((role, hash))
        })
        .collect()
}

/// Each table after those it refers to.
async fn insert(
    connection: &mut sqlx::PgConnection,
    demo: &Demo,
    hashes: &BTreeMap<Role, String>,
) -> anyhow::Result<()> {
    store::insert_shops(connection, &demo.shops).await.context("inserting the shops")?;
    store::insert_staff(connection, &demo.staff, hashes).await.context("inserting the staff")?;
    store::insert_vat(connection, &demo.vat).await.context("inserting the VAT rates")?;
    store::insert_categories(connection, &demo.categories)
        .await
        .context("inserting the categories")?;
    store::insert_ingredients(connection, &demo.ingredients)
        .await
        .context("inserting the ingredients")?;
    store::insert_products(connection, &demo.products).await.context("inserting the products")?;
    store::insert_formulas(connection, &demo.formulas).await.context("inserting the formulas")?;
    store::insert_stock(connection, &demo.stock).await.context("inserting the stock")?;
    store::insert_suppliers(connection, &demo.suppliers).await.context("inserting the suppliers")
}
