//! Whatever people do at once with orders and stock, the movements are what is on hand.

use super::{by_hand, named};
use crate::invariants;
use crate::support::database::{Fresh, a_uuid, terminal_at};
use crate::support::people::{an_order, at_counter, in_kitchen, line, sign_in, tap};
use domain::kitchen::{NextPizza, ReadKitchen, ReadyForOven};
use domain::orders::{CancelOrder, ListOpenOrders};
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::stock::{
    Cause, DeclareRupture, ListTransfers, ReceiveTransfer, SendTransfer, TakeBackTransfer,
    TransferId, TransferState,
};
use oc_pizza::app::App;
use std::sync::Arc;

/// One thing that somebody does. What is refused changes nothing: that is part of the test.
async fn at_random(app: &App, chance: &mut fastrand::Rng) {
    let menu = app.menu().await.expect("the menu");
    let name = ["fromage", "épaule", "chorizo", "pâte à pizza"][chance.usize(0..4)];
    let ingredient = named(app, name).await;
    match chance.u8(0..11) {
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
        8 => {
            let other = if app.shop_code().as_deref() == Some("MOZ1") { "MOZ2" } else { "MOZ1" };
            let call = SendTransfer {
                command: tap(),
                transfer: TransferId(a_uuid()),
                shop: None,
                to: other.to_owned(),
                lines: vec![(ingredient, chance.i64(1..400))],
            };
            let _ = in_kitchen(app, call).await;
        }
        9 => end_a_transfer(app, chance).await,
        _ => {
            let call = DeclareRupture { command: tap(), ingredient, seen: chance.i64(0..4000) };
            in_kitchen(app, call).await.expect("whatever is seen");
        }
    }
}

/// Receives what comes, or takes back what was sent; another may be at it, too.
async fn end_a_transfer(app: &App, chance: &mut fastrand::Rng) {
    let listed = in_kitchen(app, ListTransfers { shop: None }).await.expect("listed");
    let Some(transfer) = listed.iter().find(|it| it.state == TransferState::UnderWay) else {
        return;
    };
    let (command, id) = (tap(), transfer.id);
    if Some(&transfer.to.code) == app.shop_code().as_ref() {
        let came = transfer.lines.iter().map(|it| (it.ingredient, chance.i64(0..=it.sent + 5)));
        let (came, reason) = (came.collect(), Some("compté à l’arrivée".to_owned()));
        let call = ReceiveTransfer { command, transfer: id, shop: None, came, reason };
        let _ = in_kitchen(app, call).await;
    } else {
        let call = TakeBackTransfer { command, transfer: id, shop: None };
        let _ = in_kitchen(app, call).await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn whatever_is_done_at_once_the_movements_are_what_is_on_hand() {
    let seed = std::env::var("OC_PIZZA_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed: u64 = seed.unwrap_or_else(|| fastrand::u64(..));
    eprintln!("OC_PIZZA_SEED={seed}");
    let fresh = Fresh::new().await;
    let mut people = Vec::new();
    for (nth, shop) in (0..).zip(["MOZ1", "MOZ1", "MOZ2"]) {
        let app = Arc::new(terminal_at(fresh.pool(), "Poste", shop));
        sign_in(&app, WindowKind::Counter, Role::Cashier).await;
        sign_in(&app, WindowKind::Kitchen, Role::ShopManager).await;
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
