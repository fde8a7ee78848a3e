//! The queue, the oven, the undo.

use crate::changing::{change_to, summary};
use crate::invariants;
use crate::support::database::Fresh;
use crate::support::people::{
    an_order, at_counter, claim, cooked, in_kitchen, into_oven, line, order, sign_in, tap,
};
use domain::FailureCode;
use domain::kitchen::{
    ItemId, NextPizza, OrdersShown, PizzaCooked, ReadKitchen, ReadyForOven, ReleasePizza, UndoTap,
};
use domain::menu::Dish;
use domain::orders::{HandOver, ItemState, LineRequest, OrderState, Sale, Sold};
use domain::shops::{ShopId, WindowKind};
use domain::staff::Role;
use domain::stock::{ReadStock, StockLevel};
use oc_pizza::app::App;
use oc_pizza::menu;
use std::collections::BTreeSet;
use std::sync::Arc;

/// A terminal at which a cashier and a pizzaïolo are signed in.
async fn terminal(fresh: &Fresh, name: &str) -> App {
    let terminal = fresh.terminal(name);
    sign_in(&terminal, WindowKind::Counter, Role::Cashier).await;
    sign_in(&terminal, WindowKind::Kitchen, Role::Pizzaiolo).await;
    terminal
}

async fn stock(app: &App) -> Vec<StockLevel> {
    at_counter(app, ReadStock {}).await.expect("stock")
}

#[tokio::test]
async fn first_in_first_out_and_the_last_one_makes_the_order_ready() {
    let fresh = Fresh::new().await;
    let here = terminal(&fresh, "Poste 1").await;
    let first = order(&here, &[("reine", 2)]).await;
    let second = order(&here, &[("chorizo", 1)]).await;

    let mut numbers = Vec::new();
    for _ in 0..3 {
        let done = claim(&here).await;
        assert_eq!(done.order_state, OrderState::Preparing);
        assert!(done.pizza.mine);
        numbers.push(done.pizza.number.clone());
        into_oven(&here, done.pizza.item).await;
    }
    assert_eq!(numbers, [&*first.number, &*first.number, &*second.number]);
    let empty = in_kitchen(&here, NextPizza { command: tap() }).await.expect_err("none waits");
    assert_eq!(empty.code, FailureCode::QueueEmpty);

    let kitchen = in_kitchen(&here, ReadKitchen {}).await.expect("the kitchen");
    let states: Vec<_> = {
        let mut states = Vec::new();
        for pizza in &kitchen.in_oven {
            states.push(cooked(&here, pizza.item).await.order_state);
        }
        states
    };
    assert_eq!(states, [OrderState::Preparing, OrderState::Ready, OrderState::Ready]);
    let kitchen = in_kitchen(&here, ReadKitchen {}).await.expect("the kitchen");
    assert_eq!((kitchen.in_oven.len(), kitchen.to_serve), (0, 2));
    at_counter(&here, HandOver { command: tap(), order: first.order }).await.expect("handed over");
    invariants::check(here.database()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_stations_never_claim_the_same_pizza() {
    let fresh = Fresh::new().await;
    let stations =
        [Arc::new(terminal(&fresh, "Poste 1").await), Arc::new(terminal(&fresh, "Poste 2").await)];
    for _ in 0..4 {
        order(&stations[0], &[("reine", 5)]).await;
    }
    let working = stations.clone().map(|station| {
        tokio::spawn(async move {
            let mut claimed = Vec::new();
            while let Ok(done) = in_kitchen(&station, NextPizza { command: tap() }).await {
                claimed.push(done.pizza.item);
            }
            claimed
        })
    });
    let mut all = Vec::new();
    for station in working {
        all.extend(station.await.expect("no panic"));
    }
    assert_eq!(all.len(), 20);
    assert_eq!(all.iter().collect::<BTreeSet<_>>().len(), 20);
    invariants::check(stations[0].database()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn the_last_two_pizzas_out_at_once_make_the_order_ready() {
    let fresh = Fresh::new().await;
    let here = Arc::new(terminal(&fresh, "Poste 1").await);
    for _ in 0..10 {
        order(&here, &[("reine", 2)]).await;
        let mut items = Vec::new();
        for _ in 0..2 {
            let item = claim(&here).await.pizza.item;
            into_oven(&here, item).await;
            items.push(item);
        }
        let out = items.into_iter().map(|item| {
            let here = here.clone();
            tokio::spawn(async move { cooked(&here, item).await.order_state })
        });
        let mut states = Vec::new();
        for out in out.collect::<Vec<_>>() {
            states.push(out.await.expect("no panic"));
        }
        assert_eq!(
            states.iter().filter(|state| **state == OrderState::Ready).count(),
            1,
            "{states:?}"
        );
    }
    invariants::check(here.database()).await;
}

#[tokio::test]
async fn a_released_pizza_is_first_again_and_its_order_waits_again() {
    let fresh = Fresh::new().await;
    let here = terminal(&fresh, "Poste 1").await;
    order(&here, &[("reine", 1)]).await;
    order(&here, &[("chorizo", 1)]).await;
    let first = claim(&here).await.pizza;
    let released = in_kitchen(&here, ReleasePizza { command: tap(), item: first.item })
        .await
        .expect("released");
    assert_eq!(
        (released.pizza.state, released.order_state),
        (ItemState::Waiting, OrderState::Queued)
    );
    assert_eq!(claim(&here).await.pizza.item, first.item);
    invariants::check(here.database()).await;
}

#[tokio::test]
async fn into_the_oven_the_ingredients_leave_the_shelf_and_an_undo_brings_them_back() {
    let fresh = Fresh::new().await;
    let here = terminal(&fresh, "Poste 1").await;
    let untouched = stock(&here).await;
    order(&here, &[("paysanne", 1)]).await;
    let reserved = stock(&here).await;
    let item = claim(&here).await.pizza.item;
    assert_eq!(stock(&here).await, reserved);

    let oven = tap();
    in_kitchen(&here, ReadyForOven { command: oven, item }).await.expect("in the oven");
    for (before, after) in untouched.iter().zip(stock(&here).await) {
        assert_eq!(before.reserved, after.reserved);
    }
    let consumed: i64 =
        untouched.iter().zip(stock(&here).await).map(|(b, a)| b.on_hand - a.on_hand).sum();
    // The recipe of the Paysanne: 1 + 50 + 100 + 50 + 50 + 1 + 100.
    assert_eq!(consumed, 352);

    let undone =
        in_kitchen(&here, UndoTap { command: tap(), item, tap: oven }).await.expect("undone");
    assert_eq!(undone.pizza.state, ItemState::Preparing);
    assert_eq!(stock(&here).await, reserved);
    invariants::check(here.database()).await;
}

#[tokio::test]
async fn only_the_last_tap_of_ten_seconds_can_be_undone() {
    let fresh = Fresh::new().await;
    let here = terminal(&fresh, "Poste 1").await;
    let placed = order(&here, &[("reine", 1)]).await;
    let (claimed, oven, out) = (tap(), tap(), tap());
    let item = in_kitchen(&here, NextPizza { command: claimed }).await.expect("claimed").pizza.item;
    in_kitchen(&here, ReadyForOven { command: oven, item }).await.expect("in the oven");
    let undo = |tap_to_undo| UndoTap { command: tap(), item, tap: tap_to_undo };
    // Something came after the claim.
    assert_eq!(
        in_kitchen(&here, undo(claimed)).await.expect_err("late").code,
        FailureCode::Conflict
    );

    in_kitchen(&here, PizzaCooked { command: out, item }).await.expect("cooked");
    let undone = in_kitchen(&here, undo(out)).await.expect("undone");
    assert_eq!(
        (undone.pizza.state, undone.order_state),
        (ItemState::InOven, OrderState::Preparing)
    );

    let out = tap();
    in_kitchen(&here, PizzaCooked { command: out, item }).await.expect("cooked");
    sqlx::query("UPDATE order_item SET since = since - interval '11 seconds'")
        .execute(here.database())
        .await
        .expect("time passes");
    assert_eq!(in_kitchen(&here, undo(out)).await.expect_err("late").code, FailureCode::Conflict);

    sqlx::query("UPDATE order_item SET since = now()")
        .execute(here.database())
        .await
        .expect("set back");
    at_counter(&here, HandOver { command: tap(), order: placed.order }).await.expect("handed over");
    assert_eq!(in_kitchen(&here, undo(out)).await.expect_err("gone").code, FailureCode::Conflict);
    invariants::check(here.database()).await;
}

#[tokio::test]
async fn another_stations_pizza_and_a_moved_one_are_refused() {
    let fresh = Fresh::new().await;
    let (mine, theirs) = (terminal(&fresh, "Poste 1").await, terminal(&fresh, "Poste 2").await);
    order(&mine, &[("reine", 1)]).await;
    let item = claim(&mine).await.pizza.item;
    let refused =
        in_kitchen(&theirs, ReadyForOven { command: tap(), item }).await.expect_err("not theirs");
    assert_eq!(
        (refused.code, refused.message.as_str()),
        (FailureCode::Conflict, "Un autre poste prépare cette pizza.")
    );
    into_oven(&mine, item).await;
    let moved = in_kitchen(&mine, ReadyForOven { command: tap(), item }).await.expect_err("moved");
    assert!(moved.message.contains("au four"), "{moved:?}");
    // Anyone may take it out of the one oven.
    cooked(&theirs, item).await;
    let unknown = in_kitchen(&mine, PizzaCooked { command: tap(), item: ItemId(-1) }).await;
    assert_eq!(unknown.expect_err("unknown").code, FailureCode::Conflict);
}

#[tokio::test]
async fn an_order_changed_while_it_is_drawn_was_not_seen_as_it_is() {
    let fresh = Fresh::new().await;
    let here = terminal(&fresh, "Poste 1").await;
    let menu = here.menu().await.expect("the menu");
    let placed = order(&here, &[("reine", 1)]).await;
    let drawn = in_kitchen(&here, ReadKitchen {}).await.expect("the kitchen").not_shown;
    change_to(&here, &placed, vec![line(&menu, "chorizo", 1)]).await.expect("changed");
    in_kitchen(&here, OrdersShown { orders: drawn }).await.expect("heard");
    assert_eq!(summary(&here, &placed).await.shown_at, None);

    // A tap between drawing and report leaves the content as it was.
    let drawn = in_kitchen(&here, ReadKitchen {}).await.expect("the kitchen").not_shown;
    claim(&here).await;
    in_kitchen(&here, OrdersShown { orders: drawn }).await.expect("heard");
    assert!(summary(&here, &placed).await.shown_at.is_some());
}

#[tokio::test]
async fn what_was_sold_is_cooked_as_sold_though_the_menu_changes() {
    let fresh = Fresh::new().await;
    let here = terminal(&fresh, "Poste 1").await;
    let menu = here.menu().await.expect("the menu");
    let size = |slug| line(&menu, slug, 1).sold.dishes()[0].size;
    let ingredient =
        |name: &str| menu.ingredients.iter().find(|it| it.name == name).expect("an ingredient").id;
    let dish = Dish {
        size: size("reine"),
        half: Some(size("chorizo")),
        without: vec![ingredient("sauce tomate")],
        extras: vec![ingredient("œuf"), ingredient("œuf")],
    };
    let portions = dish.on(&menu).expect("made").portions;
    let sold = Sold::Dish(dish.clone());
    let unit_price = Sale::of(&sold, &menu).expect("sold").price();
    let asked = LineRequest { sold, quantity: 1, unit_price, note: None, discount: None };
    at_counter(&here, an_order(&menu, vec![asked])).await.expect("placed");

    for change in [
        "UPDATE ingredient SET extra_price_cents = NULL, extra_quantity = NULL",
        "DELETE FROM recipe_line USING ingredient
         WHERE recipe_line.ingredient_id = ingredient.ingredient_id AND name = 'sauce tomate'",
        "UPDATE recipe_line SET quantity = 1",
        "UPDATE product SET cooking_minutes = NULL WHERE slug = 'chorizo'",
    ] {
        sqlx::query(change).execute(here.database()).await.expect("a change of the menu");
    }
    let today = menu::of_shop(here.database(), ShopId(1)).await.expect("the menu");
    assert!(dish.on(&today).is_err());
    let waiting = in_kitchen(&here, ReadKitchen {}).await.expect("the kitchen").waiting;
    assert_eq!(waiting[0].portions, portions);
    let made = claim(&here).await.pizza;
    assert_eq!(made.portions, portions);
    // What leaves the shelf is what lay on it.
    into_oven(&here, made.item).await;
    invariants::check(here.database()).await;
}
