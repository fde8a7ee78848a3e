//! Sixty days of business: every invariant holds over them, and the next order goes on.

use crate::invariants;
use crate::support::database::Fresh;
use crate::support::people::{order, sign_in};
use domain::shops::WindowKind;
use domain::staff::Role;
use oc_pizza::demo::history;

#[tokio::test]
async fn sixty_days_hold_every_invariant_and_numbers_go_on() {
    let fresh = Fresh::new().await;
    let counter = fresh.terminal("Caisse 1");
    let today = "2026-01-15".parse().expect("a day");
    history::load(counter.database(), today, history::DAYS).await.expect("the history loads");
    let orders = invariants::orders(counter.database()).await;
    assert!(orders > 15_000, "{orders}");
    invariants::check(counter.database()).await;
    // Twice is once.
    history::load(counter.database(), today, history::DAYS).await.expect("nothing to do");
    assert_eq!(invariants::orders(counter.database()).await, orders);
    sign_in(&counter, WindowKind::Counter, Role::Cashier).await;
    assert_eq!(order(&counter, &[("reine", 1)]).await.number, "A-001");
    invariants::check(counter.database()).await;
}
