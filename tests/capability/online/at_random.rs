//! Anything, in any order: customers who pay or do not, orders that are changed, given up, settled otherwise, made
//! and refunded, a PayPal that fails in every way, and terminals that are killed. In the end PayPal has of each order
//! what the ledger says of it.

use super::{Shop, ask, giving_up, taps_stand, time_passes};
use crate::changing::change_to;
use crate::refunds::{amount, refund};
use crate::services::terminal;
use crate::support::people::{at_counter, in_kitchen, line, order, paid_by_card, sign_in, tap};
use domain::Cents;
use domain::kitchen::NextPizza;
use domain::online::{AskOnline, LeaveOnline, ListOnlineToCheck, LookAgain, StartHeld};
use domain::orders::{OrderSummary, PlacedOrder, ReadOrder};
use domain::payments::TenderKind;
use domain::shops::WindowKind;
use domain::staff::Role;
use oc_pizza::app::App;
use oc_pizza::online::carry_on_due;
use oc_pizza::outside::{Limits, Outside};
use simulators::Purse;
use std::time::Duration;
use tokio::time::timeout;

/// How many things happen with each seed.
const TAPS: usize = 70;
/// What terminals wait for PayPal, so that its silence costs the test no time.
const PATIENCE: Duration = Duration::from_millis(250);

const MOODS: [Purse; 9] = [
    Purse::Works,
    Purse::Works,
    Purse::Works,
    Purse::SilentAfter,
    Purse::Fails,
    Purse::Malformed,
    Purse::Declines,
    Purse::Pends,
    Purse::Slow(Duration::from_millis(60)),
];

pub struct Life {
    pub shop: Shop,
    pub counters: [App; 2],
    pub orders: Vec<PlacedOrder>,
    chance: fastrand::Rng,
}

impl Life {
    pub async fn of(seed: u64) -> Life {
        let shop = Shop::open().await;
        let impatient = || Outside::within(Limits { connect: PATIENCE, call: PATIENCE });
        let mut counters = Vec::new();
        for name in ["Caisse 1", "Caisse 2"] {
            let app = terminal(&shop.fresh, name, &shop.key).await.with_outside(impatient());
            sign_in(&app, WindowKind::Counter, Role::ShopManager).await;
            sign_in(&app, WindowKind::Kitchen, Role::Pizzaiolo).await;
            counters.push(app);
        }
        let counters = counters.try_into().unwrap_or_else(|_| panic!("two"));
        Life { shop, counters, orders: Vec::new(), chance: fastrand::Rng::with_seed(seed) }
    }

    fn counter(&mut self) -> usize {
        self.chance.usize(0..2)
    }

    async fn summary(&self, placed: &PlacedOrder) -> OrderSummary {
        let read = ReadOrder { order: placed.order };
        at_counter(&self.counters[0], read).await.expect("the order").summary
    }

    /// One thing happens; what is refused is.
    async fn tap(&mut self) {
        let (at, what) = (self.counter(), self.chance.usize(0..20));
        if self.orders.is_empty() || what == 0 && self.orders.len() < 4 {
            let placed = order(&self.counters[at], &[("reine", 1)]).await;
            self.orders.push(placed);
            return;
        }
        let placed = self.orders[self.chance.usize(0..self.orders.len())].clone();
        let stands = self.summary(&placed).await;
        let app = &self.counters[at];
        match what {
            1 | 2 => {
                let call = ask(&PlacedOrder { total: stands.due(), ..placed }, stands.due().0);
                let call = AskOnline { hold: self.chance.bool(), ..call };
                // The link is somebody else's to wait for.
                let _ = timeout(Duration::from_millis(80), at_counter(app, call)).await;
            }
            3 | 4 | 14 => self.customers_pay(),
            5 => {
                let menu = app.menu().await.expect("the menu");
                let quantity = self.chance.u32(1..3);
                let _ = change_to(app, &placed, vec![line(&menu, "reine", quantity)]).await;
            }
            6 if self.chance.bool() => {
                let _ = at_counter(app, giving_up(&placed)).await;
            }
            7 if self.chance.bool() => {
                let _ = at_counter(app, paid_by_card(placed.order, stands.due())).await;
            }
            8 => {
                let _ = in_kitchen(app, NextPizza { command: tap() }).await;
                if self.chance.bool() {
                    taps_stand(&self.shop.pool()).await;
                }
            }
            9 => {
                let _ = refund(app, &placed, amount(self.chance.i64(1..500))).await;
            }
            10 => {
                let payments = self.shop.payments(&placed).await;
                if let Some(it) = payments.first() {
                    let _ = at_counter(app, LeaveOnline { intent: it.intent }).await;
                }
            }
            11 => self.shop.purse.behave(MOODS[self.chance.usize(0..MOODS.len())]),
            12 => self.look_again(at).await,
            _ => {
                time_passes(&self.shop.pool()).await;
                let killed = Duration::from_millis(self.chance.u64(1..120));
                let limit = if self.chance.bool() { killed } else { Duration::from_secs(20) };
                let _ = timeout(limit, carry_on_due(app, true)).await;
            }
        }
    }

    /// Whoever may still pay does.
    fn customers_pay(&self) {
        for it in self.shop.purse.purchases() {
            self.shop.purse.pay(&it.id);
        }
    }

    async fn look_again(&self, at: usize) {
        let app = &self.counters[at];
        for it in at_counter(app, ListOnlineToCheck {}).await.expect("listed") {
            let _ = at_counter(app, LookAgain { intent: it.intent }).await;
        }
    }

    /// PayPal works, the kitchen makes what waits, a manager looks at what has to be looked at, and time goes by.
    pub async fn end(&mut self) {
        let pool = self.shop.pool();
        self.shop.purse.behave(Purse::Works);
        if self.chance.bool() {
            self.customers_pay();
        }
        for placed in &self.orders {
            let _ = at_counter(&self.counters[0], StartHeld { order: placed.order }).await;
        }
        while in_kitchen(&self.counters[0], NextPizza { command: tap() }).await.is_ok() {}
        taps_stand(&pool).await;
        for round in 0..12 {
            self.shop.purse.decide();
            let sent_long_ago = "UPDATE paypal_intent SET stands = jsonb_set(jsonb_set(stands,
                    '{begun,first_at}', to_jsonb(now() - interval '3 minutes')),
                    '{begun,last_at}', to_jsonb(now() - interval '3 minutes'))
                WHERE stands -> 'begun' <> 'null'";
            sqlx::query(sent_long_ago).execute(&pool).await.expect("time passes");
            let gone = "UPDATE paypal_intent SET booking_since = now() - interval '11 minutes'
                        WHERE booked_by IS NOT NULL";
            sqlx::query(gone).execute(&pool).await.expect("time passes");
            time_passes(&pool).await;
            carry_on_due(&self.counters[round % 2], true).await.expect("carried on");
            self.look_again(round % 2).await;
        }
    }

    /// Of each order PayPal has what the ledger says, and nothing is kept for an order that does not want it.
    pub async fn adds_up(&self, what: &str) {
        for placed in &self.orders {
            let stands = self.summary(placed).await;
            let there = self.shop.purse.purchases();
            let reference = format!("{}-", placed.reference.clone().expect("the server gave one"));
            let its: Vec<_> =
                there.iter().filter(|it| it.invoice.starts_with(&reference)).collect();
            let at_paypal: i64 = its.iter().map(|it| it.captured - it.refunded).sum();
            let in_ledger: i64 = sqlx::query_scalar(
                "SELECT coalesce(sum(amount_cents), 0)::bigint FROM payment WHERE order_id = $1 AND tender = $2",
            )
            .bind(placed.order.0)
            .bind(TenderKind::Paypal.word())
            .fetch_one(&self.shop.pool())
            .await
            .expect("the ledger");
            let payments = self.shop.payments(placed).await;
            assert_eq!(at_paypal, in_ledger, "{what}: {stands:?} {its:?} {payments:?}");
            assert!(its.iter().all(|it| it.captures <= 1), "{what}: {its:?}");
            let held = its.iter().filter(|it| it.authorized == Some("CREATED")).count();
            // What is made is taken, what is not wanted is let go: nothing is kept for later.
            assert_eq!(held, 0, "{what}: {stands:?} {its:?} {payments:?}");
            assert!(stands.due() >= Cents::ZERO, "{what}: {stands:?}");
        }
        self.shop.sound().await;
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn whatever_happens_paypal_and_the_ledger_agree_in_the_end() {
    let seeds = match std::env::var("OC_PIZZA_SEED").ok().and_then(|it| it.parse().ok()) {
        Some(seed) => vec![seed],
        None => (0..4).map(|_| fastrand::u64(..)).collect(),
    };
    for seed in seeds {
        let mut life = Life::of(seed).await;
        for _ in 0..TAPS {
            life.tap().await;
        }
        life.end().await;
        life.adds_up(&format!("seed {seed}")).await;
    }
}
