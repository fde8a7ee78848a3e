//! Whatever people do while the server is away: what was shown then is what is booked.

use super::cut::{Cut, look, open};
use crate::invariants;
use crate::support::people::{an_order, at_counter, in_kitchen, line, paid_by_card, tap};
use domain::kitchen::{Kitchen, NextPizza, PizzaCooked, ReadKitchen, ReadyForOven, UndoTap};
use domain::orders::{CancelOrder, ChangeOrder, HandOver, OrderSummary};
use oc_pizza::app::App;

/// What people do at random: each by the rules, as far as the screens let them.
async fn at_random(app: &App, chance: &mut fastrand::Rng) {
    let menu = app.menu().await.expect("the menu");
    let orders = open(app).await;
    let kitchen = in_kitchen(app, ReadKitchen {}).await.expect("the kitchen");
    let any = (!orders.is_empty()).then(|| orders[chance.usize(0..orders.len())].clone());
    // What is refused changes nothing: that is part of the test.
    match (chance.u8(0..10), any) {
        (0..=2, _) | (_, None) => {
            let slug = ["reine", "chorizo", "cola"][chance.usize(0..3)];
            let call = an_order(&menu, vec![line(&menu, slug, chance.u32(1..3))]);
            let _ = at_counter(app, call).await;
        }
        (3, Some(it)) => {
            let _ = at_counter(app, paid_by_card(it.order, it.due())).await;
        }
        (4, Some(it)) => {
            let _ = at_counter(app, HandOver { command: tap(), order: it.order }).await;
        }
        (5, Some(it)) => {
            let call =
                CancelOrder { command: tap(), order: it.order, reason: None, approval: None };
            let _ = at_counter(app, call).await;
        }
        (6, Some(it)) => {
            let lines = vec![line(&menu, "reine", chance.u32(1..4))];
            let content = an_order(&menu, lines).content;
            let (command, version, promised_at) = (tap(), it.version, it.promised_at);
            let call = ChangeOrder { command, order: it.order, version, content, promised_at };
            let _ = at_counter(app, call).await;
        }
        (7, _) => {
            let _ = in_kitchen(app, NextPizza { command: tap() }).await;
        }
        (8, _) => {
            if let Some(pizza) = kitchen.preparing.first() {
                let call = ReadyForOven { command: tap(), item: pizza.item };
                let _ = in_kitchen(app, call).await;
            }
        }
        _ => {
            if let Some(pizza) = kitchen.in_oven.first() {
                let (command, item) = (tap(), pizza.item);
                let done = in_kitchen(app, PizzaCooked { command, item }).await.expect("cooked");
                if chance.bool() {
                    let call = UndoTap { command: tap(), item: done.pizza.item, tap: command };
                    in_kitchen(app, call).await.expect("a moment ago");
                }
            }
        }
    }
}

/// An order as far as both sides know it.
fn known(order: &OrderSummary) -> String {
    let OrderSummary { number, state, total, paid, version, .. } = order;
    let counts = (order.pizzas, order.pizzas_started, order.pizzas_left);
    format!("{number} {state:?} {total:?} {paid:?} {version} {counts:?} {:?}", order.content)
}

#[tokio::test]
async fn what_was_shown_without_the_server_is_what_it_shows_when_it_is_back() {
    let seed = std::env::var("OC_PIZZA_SEED").ok().and_then(|seed| seed.parse().ok());
    let seed = seed.unwrap_or_else(|| fastrand::u64(..));
    eprintln!("OC_PIZZA_SEED={seed}");
    let mut chance = fastrand::Rng::with_seed(seed);
    let cut = Cut::ready().await;
    for _ in 0..3 {
        for _ in 0..10 {
            at_random(&cut.app, &mut chance).await;
        }
        look(&cut.app).await;
        cut.away().await;
        for _ in 0..30 {
            at_random(&cut.app, &mut chance).await;
        }
        let shown = open(&cut.app).await;
        let kitchen = in_kitchen(&cut.app, ReadKitchen {}).await.expect("the kitchen");
        cut.back().await;
        assert_eq!((cut.waits(), cut.to_decide().await), (0, vec![]));
        let shown: Vec<_> = shown.iter().map(known).collect();
        assert_eq!(open(&cut.app).await.iter().map(known).collect::<Vec<_>>(), shown);
        let real = in_kitchen(&cut.app, ReadKitchen {}).await.expect("the kitchen");
        let counts =
            |it: &Kitchen| (it.waiting.len(), it.preparing.len(), it.in_oven.len(), it.to_serve);
        assert_eq!(counts(&real), counts(&kitchen));
        let in_queue = |it: &Kitchen| {
            it.waiting.iter().map(|it| (it.number.clone(), it.name.clone())).collect::<Vec<_>>()
        };
        assert_eq!(in_queue(&real), in_queue(&kitchen));
        invariants::check(cut.app.database()).await;
    }
}
