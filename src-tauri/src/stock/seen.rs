//! Ruptures (UC11): what is seen of an ingredient, and which orders lack something.

mod store;

use super::unit;
use crate::app::{App, Caller};
use crate::command;
use crate::error::Error;
use domain::menu::Menu;
use domain::shops::WindowKind;
use domain::stock::{
    DeclareRupture, LackingOrder, MovementRefused, Quantities, RuptureDeclared, Seen, StockLevel,
    check_quantity, lacking, no_longer_made,
};

/// Brings the book to what is seen, as a count does, and says what that means.
pub async fn declare(
    app: &App,
    caller: &Caller,
    call: DeclareRupture,
) -> Result<RuptureDeclared, Error> {
    let unit = unit(app, call.ingredient).await?;
    check_quantity(call.seen, unit).map_err(MovementRefused::from)?;
    let declared = store::declare(app.database(), caller, &call).await;
    let seen: Seen = command::once(app.database(), call.command, declared, |error| match error {
        None => MovementRefused::Unknown.into(),
        Some(error) => error.into(),
    })
    .await?;
    let (menu, queue) =
        (app.menu().await?, store::queue(app.database(), caller.shop.id, names(caller)).await?);
    Ok(RuptureDeclared {
        no_longer_made: no_longer_made(&menu, &before(&queue.levels, &seen), &queue.levels),
        lacking: named(&queue, &menu),
        seen,
    })
}

/// Whether whoever asks may know whose orders they are.
fn names(caller: &Caller) -> bool {
    caller.window == WindowKind::Counter
}

/// The levels as they were with what the book had of the ingredient.
fn before(levels: &[StockLevel], seen: &Seen) -> Vec<StockLevel> {
    let was = |level: &StockLevel| match level.ingredient == seen.ingredient {
        true => StockLevel { on_hand: level.on_hand - seen.difference(), ..*level },
        false => *level,
    };
    levels.iter().map(was).collect()
}

/// The validated orders that lack something.
pub async fn lacking_now(app: &App, caller: &Caller) -> Result<Vec<LackingOrder>, Error> {
    let (menu, queue) =
        (app.menu().await?, store::queue(app.database(), caller.shop.id, names(caller)).await?);
    Ok(named(&queue, &menu))
}

fn named(queue: &store::Queue, menu: &Menu) -> Vec<LackingOrder> {
    let on_hand: Quantities = queue.levels.iter().map(|it| (it.ingredient, it.on_hand)).collect();
    let promised: Vec<_> = queue.dishes.iter().map(|dish| dish.promised()).collect();
    let name = |ingredient| {
        let known = menu.ingredients.iter().find(|known| known.id == ingredient);
        known.map_or_else(|| "?".to_owned(), |known| known.name.clone())
    };
    let mut found = Vec::new();
    for it in lacking(&on_hand, &promised) {
        let Some(dish) = queue.dishes.iter().find(|dish| dish.order == it.order) else { continue };
        found.push(LackingOrder {
            order: it.order,
            number: dish.number.clone(),
            customer_name: dish.customer_name.clone(),
            customer_phone: dish.customer_phone.clone(),
            dishes: it.dishes,
            ingredients: it.ingredients.into_iter().map(name).collect(),
        });
    }
    found
}
