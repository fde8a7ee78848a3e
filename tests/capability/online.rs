//! Payments on the telephone, from a counter's tap to the ledger, on a PayPal that is played with its books:
//! whatever happens to the lines, the terminals and the order, PayPal has what the order wanted in the end, and the
//! ledger says each of it once.

mod at_once;
mod at_random;
mod backup;
mod faults;
mod held;
mod link;
mod listed;
mod refusals;
mod rights;
mod ways;

use crate::changing::summary;
use crate::invariants;
use crate::services::{secrets, terminal};
use crate::support::database::{Fresh, a_uuid};
use crate::support::people::{at_counter, claim, order, sign_in, tap};
use domain::online::{AskOnline, OnlineStands, ReadOnline};
use domain::orders::{CancelOrder, PlacedOrder};
use domain::payments::{PaypalIntentId, PaypalState};
use domain::settings::Paypal;
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::{Cents, Failure};
use oc_pizza::app::App;
use oc_pizza::ledger::verify::verify;
use oc_pizza::online::carry_on_due;
use oc_pizza::settings::key::GroupKey;
use simulators::{Purchase, Purse};
use sqlx::PgPool;
use std::time::Duration;
use tokio::time::sleep;

/// A counter and a kitchen of a group that takes payments by PayPal.
pub struct Shop {
    fresh: Fresh,
    key: GroupKey,
    purse: simulators::Paypal,
    app: App,
}

impl Shop {
    async fn open() -> Shop {
        let (fresh, purse) = (Fresh::new().await, simulators::Paypal::on(Purse::Works).await);
        let key = secrets(&fresh).await;
        let app = terminal(&fresh, "Caisse 1", &key).await;
        sign_in(&app, WindowKind::Kitchen, Role::Pizzaiolo).await;
        enter(&fresh.pool(), &purse).await;
        Shop { fresh, key, purse, app }
    }

    fn pool(&self) -> PgPool {
        self.fresh.pool()
    }

    /// Another terminal of the shop.
    async fn another(&self, name: &str) -> App {
        terminal(&self.fresh, name, &self.key).await
    }

    /// What PayPal has, the one that was asked for last.
    fn purchase(&self) -> Purchase {
        self.purse.purchases().pop().expect("a purchase")
    }

    /// The customer pays what was asked for last.
    fn customer_pays(&self) {
        assert!(self.purse.pay(&self.purchase().id), "there was something to pay");
    }

    /// What is due is done, though its time has not come.
    async fn carry_on(&self) {
        carry_on(&self.app, &self.pool()).await;
    }

    /// How the order's payment stands at its row.
    async fn row(&self, placed: &PlacedOrder) -> Option<PaypalState> {
        summary(&self.app, placed).await.paypal
    }

    async fn payments(&self, placed: &PlacedOrder) -> Vec<OnlineStands> {
        let read = ReadOnline { order: placed.order, watched: false };
        at_counter(&self.app, read).await.expect("read").payments
    }

    /// A payment of all of it to which the customer has agreed.
    async fn authorized(&self, placed: &PlacedOrder) {
        asked(&self.app, placed, placed.total.0).await.expect("asked");
        self.customer_pays();
        self.carry_on().await;
        assert_eq!(self.row(placed).await, Some(PaypalState::Authorized));
    }

    /// The kitchen has begun, and nobody takes that back.
    async fn started(&self) {
        claim(&self.app).await;
        taps_stand(&self.pool()).await;
        self.carry_on().await;
    }

    /// Books, stock and ledger are sound.
    async fn sound(&self) {
        let pool = self.pool();
        invariants::check(&pool).await;
        assert_eq!(verify(&pool, None).await.expect("read").defects, []);
    }
}

/// The group has entered that PayPal.
async fn enter(pool: &PgPool, purse: &simulators::Paypal) {
    let entered = Paypal { sandbox_address: purse.address(), ..Paypal::default() };
    sqlx::query("INSERT INTO setting (name, value) VALUES ('paypal', $1)")
        .bind(sqlx::types::Json(entered))
        .execute(pool)
        .await
        .expect("entered");
}

/// Whatever waits to be looked at is due, and nobody has it any more.
async fn time_passes(pool: &PgPool) {
    let all = "UPDATE paypal_intent SET look_at = now(), claimed_until = now()
               WHERE look_at IS NOT NULL";
    sqlx::query(all).execute(pool).await.expect("time passes");
}

/// The seconds in which a kitchen's tap can be taken back are over.
async fn taps_stand(pool: &PgPool) {
    let over = "UPDATE paypal_intent SET take_from = now(), look_at = now()
                WHERE take_from > now()";
    sqlx::query(over).execute(pool).await.expect("time passes");
}

async fn carry_on(app: &App, pool: &PgPool) {
    time_passes(pool).await;
    carry_on_due(app, true).await.expect("carried on");
}

fn ask(placed: &PlacedOrder, cents: i64) -> AskOnline {
    let intent = PaypalIntentId(a_uuid());
    AskOnline { intent, order: placed.order, due: placed.total, amount: Cents(cents), hold: false }
}

/// Asks as a counter does, beside which payments are carried on.
async fn asked_as(app: &App, call: AskOnline) -> Result<OnlineStands, Failure> {
    let mut asking = Box::pin(at_counter(app, call));
    loop {
        tokio::select! {
            answer = &mut asking => return answer,
            () = sleep(Duration::from_millis(20)) => {
                carry_on_due(app, true).await.expect("carried on");
            }
        }
    }
}

async fn asked(app: &App, placed: &PlacedOrder, cents: i64) -> Result<OnlineStands, Failure> {
    asked_as(app, ask(placed, cents)).await
}

/// A Reine, and nothing paid.
async fn reine(app: &App) -> PlacedOrder {
    order(app, &[("reine", 1)]).await
}

fn giving_up(placed: &PlacedOrder) -> CancelOrder {
    let reason = Some("four en panne".to_owned());
    CancelOrder { command: tap(), order: placed.order, reason, approval: None }
}

/// A manager gives an order up, at any time.
async fn given_up(app: &App, placed: &PlacedOrder) {
    sign_in(app, WindowKind::Counter, Role::ShopManager).await;
    at_counter(app, giving_up(placed)).await.expect("given up");
}

#[track_caller]
fn says<T: std::fmt::Debug>(answer: Result<T, Failure>, words: &str) {
    let failure = answer.expect_err(words);
    assert!(failure.message.contains(words), "{words}: {failure:?}");
}
