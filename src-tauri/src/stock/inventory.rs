//! Inventories (UC13): begun, counted one ingredient at a time, left and taken up again at any kitchen
//! PC of the shop, and written once at the end.

mod store;

use super::unit;
use crate::app::{App, Caller};
use crate::command::{once, unless_overtaken};
use crate::error::{Error, raised, unreadable};
use domain::stock::{
    BeginInventory, Count, CountIngredient, GiveUpInventory, Inventory, InventoryRefused,
    SaveInventory, Written, check_quantity,
};

/// Begins one; a shop has one under way at most.
pub async fn begin(app: &App, caller: &Caller, call: BeginInventory) -> Result<Inventory, Error> {
    let mut begun = store::begin(app.database(), caller, &call).await;
    // Somebody else was first at that moment: who, says the second try.
    if matches!(&begun, Err(error) if constraint(error) == Some("inventory_under_way")) {
        begun = store::begin(app.database(), caller, &call).await;
    }
    once(app.database(), call.command, begun, refused).await
}

/// The one that is under way.
pub async fn read(app: &App, caller: &Caller) -> Result<Option<Inventory>, Error> {
    Ok(store::read(app.database(), caller.shop.id).await?)
}

/// Takes a count, with what the book has at that moment.
pub async fn count(app: &App, caller: &Caller, call: CountIngredient) -> Result<Count, Error> {
    let unit = unit(app, call.ingredient).await?;
    check_quantity(call.counted, unit).map_err(InventoryRefused::from)?;
    let counted = store::count(app.database(), caller, &call).await;
    once(app.database(), call.command, counted, refused).await
}

/// Writes it, in one statement: what was used or came meanwhile stays in the book.
pub async fn save(app: &App, caller: &Caller, call: SaveInventory) -> Result<Written, Error> {
    let saved = unless_overtaken(|| store::save(app.database(), caller, &call)).await;
    once(app.database(), call.command, saved, refused).await
}

/// Gives it up: nothing is written.
pub async fn give_up(app: &App, caller: &Caller, call: GiveUpInventory) -> Result<(), Error> {
    let given_up = store::give_up(app.database(), caller, &call).await;
    once(app.database(), call.command, given_up, refused).await
}

fn constraint(error: &sqlx::Error) -> Option<&str> {
    error.as_database_error()?.constraint()
}

/// What a refused statement means; nothing done, that the shop has no such inventory.
fn refused(error: Option<sqlx::Error>) -> Error {
    let Some(error) = error else { return InventoryRefused::Over.into() };
    match raised(&error) {
        Some(("under_way", by)) => InventoryRefused::UnderWay { by: by.to_owned() }.into(),
        Some(("over", _)) => InventoryRefused::Over.into(),
        Some(("not_on_list", _)) => InventoryRefused::NotOnList.into(),
        Some(("nothing_counted", _)) => InventoryRefused::NothingCounted.into(),
        Some(("incomplete", left)) => match left.parse() {
            Ok(left) => InventoryRefused::Incomplete { left }.into(),
            Err(_) => unreadable("inventory", "list", left).into(),
        },
        // Its name is another inventory's already, whoever's.
        _ if constraint(&error) == Some("inventory_key") => InventoryRefused::Over.into(),
        _ => error.into(),
    }
}
