//! Stock: what moves it, who says so, and what is short.

mod at_random;
mod away;
mod by_hand;
mod inventory;
mod levels;
mod office;
mod own_login;
mod purchases;
mod receipt;
mod rupture;
mod transfers;
mod warned;
mod warnings;

use crate::support::database::Fresh;
use crate::support::people::{at_counter, in_kitchen, sign_in, tap};
use domain::Failure;
use domain::menu::IngredientId;
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::stock::{
    ByHand, Cause, Movement, Movements, ReadMovements, ReadStock, StockLevel, WasteOrCorrect,
};
use oc_pizza::app::App;

/// A terminal with a cashier at its counter and somebody in its kitchen.
async fn terminal(fresh: &Fresh, role: Role) -> App {
    let app = fresh.terminal("Poste 1");
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    sign_in(&app, WindowKind::Kitchen, role).await;
    app
}

/// The ingredient of that name.
async fn named(app: &App, name: &str) -> IngredientId {
    let menu = app.menu().await.expect("the menu");
    menu.ingredients.iter().find(|it| it.name == name).expect("an ingredient").id
}

/// How an ingredient stands.
async fn level(app: &App, ingredient: IngredientId) -> StockLevel {
    let levels = at_counter(app, ReadStock {}).await.expect("the stock");
    *levels.iter().find(|level| level.ingredient == ingredient).expect("a level")
}

fn by_hand(ingredient: IngredientId, cause: Cause, quantity: i64) -> WasteOrCorrect {
    let entry = ByHand { ingredient, cause, quantity, reason: " tombé par terre ".to_owned() };
    WasteOrCorrect { command: tap(), entry }
}

async fn waste(app: &App, ingredient: IngredientId, quantity: i64) -> Result<StockLevel, Failure> {
    in_kitchen(app, by_hand(ingredient, Cause::Waste, -quantity)).await
}

/// The newest movements of an ingredient.
async fn moved(app: &App, ingredient: IngredientId) -> Vec<Movement> {
    let call =
        ReadMovements { shop: None, ingredient: Some(ingredient), cause: None, before: None };
    let Movements { movements, .. } = in_kitchen(app, call).await.expect("the movements");
    movements
}
