//! Whatever people do at once with orders and stock, the movements are what is on hand.

use super::{by_hand, named, terminal};
use crate::invariants;
use crate::support::database::Fresh;
use crate::support::people::{an_order, at_counter, in_kitchen, line, tap};
use domain::kitchen::{NextPizza, ReadKitchen, ReadyForOven};
use domain::orders::{CancelOrder, ListOpenOrders};
use domain::staff::Role;
use domain::stock::{Cause, DeclareRupture};
use oc_pizza::app::App;
use std::sync::Arc;

/// One thing that somebody does. What is refused changes nothing: that is part of the test.
async fn at_random(app: &App, chance: &mut fastrand::Rng) {
    let menu = app.menu().await.expect("the menu");
    let name = ["fromage", "épaule", "chorizo", "pâte à pizza"][chance.usize(0..4)];
    let ingredient = named(app, name).await;
    match chance.u8(0..9) {
        0..=2 => {
            let slug = ["reine", "chorizo", "cola"][chance.usize(0..3)];
            let call = an_order(&menu, vec![line(&menu, slug, chance.u32(1..3))]);
            let _ = at_counter(app, call).await;
        }
        3 => {
            let _ = in_kitchen(app, NextPizza { command: tap() }).await;
        }
        4 => {
            let kitchen = in_kitchen(app, ReadKitchen {}).await.expect("the kitchen");
            if let Some(pizza) = kitchen.preparing.first() {
                let _ = in_kitchen(app, ReadyForOven { command: tap(), item: pizza.item }).await;
            }
        }
        5 => {
            let open = at_counter(app, ListOpenOrders {}).await.expect("the orders");
            if let Some(it) = open.first() {
                let call =
                    CancelOrder { command: tap(), order: it.order, reason: None, approval: None };
                let _ = at_counter(app, call).await;
            }
        }
        6 => {
            let _ = in_kitchen(app, by_hand(ingredient, Cause::Waste, -chance.i64(1..500))).await;
        }
        7 => {
            let quantity = chance.i64(-300..300);
            let _ = in_kitchen(app, by_hand(ingredient, Cause::Correction, quantity)).await;
        }
        _ => {
            let call = DeclareRupture { command: tap(), ingredient, seen: chance.i64(0..4000) };
            in_kitchen(app, call).await.expect("whatever is seen");
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whatever_is_done_at_once_the_movements_are_what_is_on_hand() {
    let seed = std::env::var("OC_PIZZA_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed: u64 = seed.unwrap_or_else(|| fastrand::u64(..));
    eprintln!("OC_PIZZA_SEED={seed}");
    let fresh = Fresh::new().await;
    let mut people = Vec::new();
    for nth in 0..3 {
        let app = Arc::new(terminal(&fresh, Role::ShopManager).await);
        people.push(tokio::spawn(async move {
            let mut chance = fastrand::Rng::with_seed(seed.wrapping_add(nth));
            for _ in 0..50 {
                at_random(&app, &mut chance).await;
            }
        }));
    }
    for person in people {
        person.await.expect("no panic");
    }
    invariants::check(&fresh.pool()).await;
}
