//! An order that nobody makes before it is paid.

use super::{Shop, ask, asked_as, giving_up, reine, says};
use crate::changing::{change_to, summary};
use crate::support::people::{at_counter, claim, in_kitchen, line, paid_by_card, tap};
use domain::Cents;
use domain::kitchen::{NextPizza, ReadKitchen};
use domain::online::{AskOnline, LeaveOnline, StartHeld};
use domain::orders::{OrderState, PlacedOrder, ReadLoad};
use domain::payments::PaypalState;

async fn held(shop: &Shop, placed: &PlacedOrder) {
    let call = AskOnline { hold: true, ..ask(placed, placed.total.0) };
    asked_as(&shop.app, call).await.expect("asked");
}

async fn waiting(shop: &Shop) -> usize {
    in_kitchen(&shop.app, ReadKitchen {}).await.expect("the kitchen").waiting.len()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_comes_to_the_kitchen_once_the_customer_has_agreed_behind_what_waits() {
    let shop = Shop::open().await;
    let first = reine(&shop.app).await;
    held(&shop, &first).await;
    let stands = summary(&shop.app, &first).await;
    assert_eq!((stands.held, stands.state), (true, OrderState::Queued));
    assert_eq!(waiting(&shop).await, 0);
    assert!(at_counter(&shop.app, ReadLoad {}).await.expect("the load").waiting.is_empty());
    says(in_kitchen(&shop.app, NextPizza { command: tap() }).await, "");
    shop.sound().await;
    let second = reine(&shop.app).await;
    shop.customer_pays();
    shop.carry_on().await;
    let stands = summary(&shop.app, &first).await;
    assert_eq!((stands.held, stands.paypal), (false, Some(PaypalState::Authorized)));
    assert_eq!(claim(&shop.app).await.pizza.number, second.number, "it takes its place now");
    assert_eq!(claim(&shop.app).await.pizza.number, first.number);
    shop.sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn somebody_says_so_or_it_is_settled_otherwise() {
    let shop = Shop::open().await;
    let said = reine(&shop.app).await;
    held(&shop, &said).await;
    at_counter(&shop.app, StartHeld { order: said.order }).await.expect("started");
    assert_eq!(claim(&shop.app).await.pizza.number, said.number);
    says(at_counter(&shop.app, StartHeld { order: said.order }).await, "déjà en cuisine");

    let by_card = reine(&shop.app).await;
    held(&shop, &by_card).await;
    at_counter(&shop.app, paid_by_card(by_card.order, Cents(800))).await.expect("by card");
    shop.carry_on().await;
    assert_eq!(claim(&shop.app).await.pizza.number, by_card.number);

    // Its link is over, and it waits on; then it is settled.
    let later = reine(&shop.app).await;
    held(&shop, &later).await;
    let intent = shop.payments(&later).await[0].intent;
    at_counter(&shop.app, LeaveOnline { intent }).await.expect("left");
    shop.carry_on().await;
    assert!(summary(&shop.app, &later).await.held);
    at_counter(&shop.app, paid_by_card(later.order, Cents(800))).await.expect("by card");
    shop.carry_on().await;
    assert_eq!(claim(&shop.app).await.pizza.number, later.number);
    shop.sound().await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_is_changed_and_given_up_as_any_and_what_was_begun_is_not_held() {
    let shop = Shop::open().await;
    let placed = reine(&shop.app).await;
    held(&shop, &placed).await;
    let menu = shop.app.menu().await.expect("the menu");
    let changed = change_to(&shop.app, &placed, vec![line(&menu, "reine", 2)]).await;
    assert_eq!(changed.expect("changed").total, Cents(1600));
    assert_eq!((summary(&shop.app, &placed).await.held, waiting(&shop).await), (true, 0));
    shop.sound().await;
    at_counter(&shop.app, giving_up(&placed)).await.expect("given up");
    assert!(!summary(&shop.app, &placed).await.held);
    shop.carry_on().await;
    shop.sound().await;
    let notices = in_kitchen(&shop.app, ReadKitchen {}).await.expect("the kitchen").notices;
    assert!(notices.is_empty(), "the kitchen never heard of it: {notices:?}");

    let begun = reine(&shop.app).await;
    claim(&shop.app).await;
    held(&shop, &begun).await;
    let stands = summary(&shop.app, &begun).await;
    assert_eq!((stands.held, stands.state), (false, OrderState::Preparing));
    shop.sound().await;
}
