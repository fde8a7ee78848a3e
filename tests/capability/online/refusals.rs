//! Each refusal that PayPal documents, at each step of a payment: something is said or done about it, and in the end
//! PayPal has what the ledger says.

use super::at_random::Life;
use super::{asked, given_up, reine, taps_stand};
use crate::support::people::{claim, sign_in};
use domain::orders::PlacedOrder;
use domain::payments::PAYPAL_ISSUES;
use domain::shops::WindowKind;
use domain::staff::Role;
use oc_pizza::online::carry_on_due;
use simulators::Purse;

impl Life {
    /// The payment of that order alone is carried on.
    async fn carry_on(&self, placed: &PlacedOrder) {
        let due =
            "UPDATE paypal_intent SET look_at = now(), claimed_until = now() WHERE order_id = $1";
        let pool = self.shop.pool();
        sqlx::query(due).bind(placed.order.0).execute(&pool).await.expect("due");
        carry_on_due(&self.counters[0], true).await.expect("carried on");
    }

    /// PayPal refuses each next request of these so, as often as it is asked.
    fn refuses(&self, issue: &'static str) {
        self.shop.purse.behave(Purse::Refuses(422, "UNPROCESSABLE_ENTITY", issue));
    }
}

/// A payment that comes to that step, which is refused.
async fn refused_at(life: &Life, step: &str, issue: &'static str) -> PlacedOrder {
    let app = &life.counters[0];
    let placed = reine(app).await;
    if step == "create" {
        life.refuses(issue);
        let _ = asked(app, &placed, 800).await;
        life.shop.purse.behave(Purse::Works);
        return placed;
    }
    asked(app, &placed, 800).await.expect("asked");
    life.shop.customer_pays();
    if step == "authorize" {
        // The look before it is answered.
        life.shop.purse.next(&[Purse::Works]);
        life.refuses(issue);
        life.carry_on(&placed).await;
        life.shop.purse.behave(Purse::Works);
        return placed;
    }
    life.carry_on(&placed).await;
    if step == "capture" {
        life.refuses(issue);
    }
    if step != "void" {
        claim(app).await;
        taps_stand(&life.shop.pool()).await;
        life.carry_on(&placed).await;
    }
    if step != "capture" {
        given_up(app, &placed).await;
        life.refuses(issue);
        life.carry_on(&placed).await;
    }
    life.shop.purse.behave(Purse::Works);
    placed
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn each_listed_refusal_at_each_step_ends_well() {
    for step in ["create", "authorize", "capture", "void", "refund"] {
        let mut life = Life::of(1).await;
        sign_in(&life.counters[0], WindowKind::Counter, Role::ShopManager).await;
        for (issue, _) in PAYPAL_ISSUES {
            let placed = refused_at(&life, step, issue).await;
            life.orders.push(placed);
        }
        life.end().await;
        life.adds_up(step).await;
    }
}
