//! The menu of a shop.

mod store;

use crate::app::{App, Caller, reply};
use crate::error::Error;
use domain::menu::{Menu, MenuCall};
use domain::shops::ShopId;
use sqlx::PgPool;

/// Answers this capability's calls.
pub async fn answer(
    app: &App,
    _caller: Caller,
    call: MenuCall,
) -> Result<serde_json::Value, Error> {
    match call {
        MenuCall::ReadMenu(call) => reply(call, |_| current(app)).await,
    }
}

async fn current(app: &App) -> Result<Menu, Error> {
    Ok(app.menu().await?.as_ref().clone())
}

/// Reads the menu of a shop from the database.
pub async fn read(app: &App, shop: ShopId) -> Result<Menu, Error> {
    let menu = of_shop(app.database(), shop).await?;
    tracing::debug!(version = menu.version, products = menu.products.len(), "menu read");
    Ok(menu)
}

/// The same, before there is a terminal.
pub async fn of_shop(database: &PgPool, shop: ShopId) -> Result<Menu, sqlx::Error> {
    store::read(database, shop).await
}
