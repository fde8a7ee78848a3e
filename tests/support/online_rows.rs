//! Rows of payments by PayPal, as carrying them on leaves them.

use super::database::a_uuid;
use super::people::now;
use chrono::TimeDelta;
use domain::Cents;
use domain::orders::OrderId;
use domain::payments::{
    AuthorizationSeen, AuthorizationStatus, CaptureSeen, CaptureStatus, OrderSeen, OrderStatus,
    PaypalId, PaypalIntent, PaypalIntentId, PaypalSeen, PaypalWish,
};
use sqlx::PgPool;
use sqlx::types::Json;

/// What the customer opens.
pub const LINK: &str = "https://www.paypal.com/checkoutnow?token=5O190127TN364715T";

fn id(text: &str) -> PaypalId {
    PaypalId::of(text).expect("a name of PayPal's")
}

/// A payment of all that the order costs, of which the customer has the link.
fn waiting(order: OrderId, amount: Cents, reference: String, attempt: u32) -> PaypalIntent {
    let seen = OrderSeen {
        id: id("5O190127TN364715T"),
        status: OrderStatus::PayerActionRequired,
        link: Some(LINK.to_owned()),
        asked_at: now(),
    };
    PaypalIntent {
        intent: PaypalIntentId(a_uuid()),
        order,
        reference,
        attempt,
        amount,
        link_until: now() + TimeDelta::hours(1),
        wish: PaypalWish::Hold,
        give_back: Cents::ZERO,
        seen: PaypalSeen { order: Some(seen), ..PaypalSeen::default() },
        begun: None,
        declines: 0,
        refunds_begun: 0,
        no: None,
        doubt: None,
    }
}

/// The customer agreed.
pub fn authorized(intent: &mut PaypalIntent) {
    let amount = Some(intent.amount);
    let status = AuthorizationStatus::Created;
    intent.seen.authorization =
        Some(AuthorizationSeen { id: id("3C679366HH908993F"), status, amount });
}

/// Its money is here; fifty cents of it PayPal keeps.
pub fn captured(intent: &mut PaypalIntent) {
    authorized(intent);
    intent.seen.capture = Some(CaptureSeen {
        id: id("2GG279541U471931P"),
        status: CaptureStatus::Completed,
        amount: Some(intent.amount),
        fee: Some(Cents(50)),
        net: Some(intent.amount - Cents(50)),
    });
}

/// A payment of an order, asked for now by who took the order. Nothing is to be done about it: no terminal does.
pub async fn asked(
    pool: &PgPool,
    order: OrderId,
    change: impl FnOnce(&mut PaypalIntent),
) -> PaypalIntentId {
    let (total, reference, before): (i64, String, i64) = sqlx::query_as(
        "SELECT total_cents, reference, (SELECT count(*) FROM oc_pizza.paypal_intent AS it WHERE it.order_id = orders.order_id)
         FROM oc_pizza.orders WHERE order_id = $1",
    )
    .bind(order.0)
    .fetch_one(pool)
    .await
    .expect("an order");
    let attempt = u32::try_from(before + 1).expect("few");
    let mut intent = waiting(order, Cents(total), reference, attempt);
    change(&mut intent);
    let capture = intent.seen.capture.as_ref();
    sqlx::query(
        "INSERT INTO oc_pizza.paypal_intent (intent_id, shop_id, order_id, attempt, amount_cents, asked_by, link_until, stands, state,
                                    taken_cents, fee_cents, net_cents, left_at, give_back_cents, look_at)
         SELECT $1, shop_id, order_id, $3, $4, placed_by, $5, $6, $7, $8, $9, $10,
                CASE WHEN $11 THEN now() END, $12, NULL
         FROM oc_pizza.orders WHERE order_id = $2",
    )
    .bind(intent.intent.0)
    .bind(order.0)
    .bind(i32::try_from(attempt).expect("few"))
    .bind(intent.amount.0)
    .bind(intent.link_until)
    .bind(Json(&intent))
    .bind(intent.state().word())
    .bind(capture.and_then(|it| it.amount).map(|it| it.0))
    .bind(capture.and_then(|it| it.fee).map(|it| it.0))
    .bind(capture.and_then(|it| it.net).map(|it| it.0))
    .bind(intent.wish == PaypalWish::Leave)
    .bind(intent.give_back.0)
    .execute(pool)
    .await
    .expect("asked");
    intent.intent
}
