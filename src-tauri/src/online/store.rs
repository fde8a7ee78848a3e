//! The SQL of payments on the telephone, as counters and offices ask about them.

use super::wants::Wants;
use crate::app::Caller;
use crate::error::{Error, raised, unreadable};
use chrono::{DateTime, TimeDelta, Utc};
use domain::Cents;
use domain::online::{AskOnline, OnlineRefused, OnlineStands};
use domain::orders::OrderId;
use domain::payments::{PaypalIntent, PaypalIntentId};
use domain::shops::ShopId;
use domain::staff::StaffId;
use sqlx::types::Json;
use sqlx::{FromRow, PgPool};

/// How often PayPal is asked while somebody waits before the screen.
const WATCHED: TimeDelta = TimeDelta::seconds(3);

/// Asks for a payment, once. What may be asked for is what is due and is not asked for already. An
/// order that is to be held until it is paid is, unless somebody has begun to make it.
pub async fn ask(
    database: &PgPool,
    caller: &Caller,
    call: &AskOnline,
    intent: &PaypalIntent,
    lasts: TimeDelta,
) -> Result<Option<i32>, sqlx::Error> {
    sqlx::query_scalar(
        "WITH known AS MATERIALIZED (
             SELECT attempt FROM paypal_intent WHERE intent_id = $3
         ), pizza AS MATERIALIZED (
             SELECT order_item_id FROM order_item
             WHERE $9::boolean AND shop_id = $1 AND order_id = $4 AND state = 'waiting'
             ORDER BY order_item_id
             FOR UPDATE
         ), target AS MATERIALIZED (
             SELECT orders.*, $9 AND state = 'queued' AND NOT held AS is_to_be_held,
                    CASE WHEN state = 'cancelled' THEN refuse('cancelled', number)
                         WHEN total_cents - refunded_cents - paid_cents <> $5::bigint
                         THEN refuse('due', number || ' ' || (total_cents - refunded_cents - paid_cents))
                    END AS refused
             FROM (SELECT count(*) FROM pizza) AS locked, orders
             WHERE shop_id = $1 AND order_id = $4 AND NOT EXISTS (SELECT FROM known)
             FOR UPDATE OF orders
         ), before AS MATERIALIZED (
             SELECT coalesce(max(it.attempt), 0) AS last,
                    coalesce(sum(it.amount_cents) FILTER (WHERE it.left_at IS NULL AND it.ended_at IS NULL
                        AND it.state <> 'cancelled'
                        AND NOT EXISTS (SELECT FROM payment WHERE payment.intent_id = it.intent_id)), 0)::bigint AS live
             FROM target LEFT JOIN paypal_intent AS it ON it.order_id = target.order_id
         ), asked AS (
             INSERT INTO paypal_intent (intent_id, shop_id, order_id, attempt, amount_cents, asked_by, link_until,
                                        take_from, stands, state)
             SELECT $3, target.shop_id, target.order_id, before.last + 1, $6::bigint, $2, until.at,
                    CASE WHEN target.state = 'queued' OR target.state = 'ready' AND target.pizzas = 0
                         THEN NULL ELSE now() END,
                    $7::jsonb || jsonb_build_object('reference', target.reference, 'attempt', before.last + 1,
                                                    'link_until', until.at),
                    'waiting'
             FROM target, before, LATERAL (SELECT now() + $8::interval) AS until (at)
             WHERE target.refused IS NULL
               AND (before.live + $6 <= $5 OR refuse('asked', target.number))
             RETURNING attempt
         ), noted AS (
             UPDATE orders SET online_asked = true, held = orders.held OR target.is_to_be_held,
                 version = orders.version + target.is_to_be_held::integer
             FROM asked, target
             WHERE orders.order_id = target.order_id AND (NOT orders.online_asked OR target.is_to_be_held)
         ), held AS (
             UPDATE order_item SET state = 'held', since = now()
             FROM asked, target, pizza
             WHERE order_item.order_item_id = pizza.order_item_id AND target.is_to_be_held
         )
         SELECT asked.attempt FROM asked, target
         WHERE tell($1, 'order', target.order_id, target.version)
         UNION ALL SELECT attempt FROM known",
    )
    .bind(caller.shop.id.0)
    .bind(caller.staff.as_ref().map(|it| it.id.0))
    .bind(call.intent.0)
    .bind(call.order.0)
    .bind(call.due.0)
    .bind(call.amount.0)
    .bind(Json(intent))
    .bind(lasts)
    .bind(call.hold)
    .fetch_optional(database)
    .await
}

/// A held order goes to the kitchen; false where nothing holds it.
pub async fn start_held(
    database: &PgPool,
    shop: ShopId,
    order: OrderId,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT coalesce(bool_or(let_go(order_id, true)), false) FROM orders WHERE shop_id = $1 AND order_id = $2",
    )
    .bind(shop.0)
    .bind(order.0)
    .fetch_one(database)
    .await
}

/// What a refused asking means.
pub fn ask_refused(error: sqlx::Error) -> Error {
    let Some((code, detail)) = raised(&error) else { return error.into() };
    let number = detail.split(' ').next().unwrap_or_default().to_owned();
    match code {
        "cancelled" => OnlineRefused::Cancelled { number }.into(),
        "asked" => OnlineRefused::AskedAlready { number }.into(),
        "due" => match detail.split(' ').nth(1).and_then(|due| due.parse().ok()) {
            Some(due) => OnlineRefused::Due { number, due: Cents(due) }.into(),
            None => unreadable("orders", "total_cents", detail).into(),
        },
        _ => error.into(),
    }
}

/// A payment, with what is wanted of it, as it is shown.
#[derive(FromRow)]
pub struct ShownRow {
    stands: Json<PaypalIntent>,
    #[sqlx(flatten)]
    wants: Wants,
    number: String,
    asked_at: DateTime<Utc>,
    is_booked: bool,
    is_ended: bool,
    now: DateTime<Utc>,
}

impl ShownRow {
    /// As people see it.
    pub fn shown(self) -> OnlineStands {
        let intent = self.wants.of(&self.stands.0, self.now);
        let of = (self.number, self.asked_at, self.is_booked);
        let mut stands = OnlineStands::of(&intent, of, self.now, super::code::of);
        if self.is_ended {
            stands.end_by_hand(intent.give_back);
        }
        stands
    }
}

macro_rules! shown {
    () => {
        "SELECT stands, take_from, left_at, give_back_cents, orders.number, asked_at, now() AS now,
                it.ended_at IS NOT NULL AS is_ended,
                EXISTS (SELECT FROM payment WHERE payment.intent_id = it.intent_id) AS is_booked
         FROM paypal_intent AS it JOIN orders USING (order_id, shop_id) "
    };
}

/// Those of an order, the latest first. Watched, PayPal is asked more often, and whether it is to be now.
pub async fn of_order(
    database: &PgPool,
    shop: ShopId,
    order: OrderId,
) -> Result<Vec<ShownRow>, sqlx::Error> {
    sqlx::query_as(concat!(
        shown!(),
        "WHERE it.shop_id = $1 AND it.order_id = $2 ORDER BY it.attempt DESC"
    ))
    .bind(shop.0)
    .bind(order.0)
    .fetch_all(database)
    .await
}

/// Those that a person has to look at.
pub async fn to_check(database: &PgPool, shop: ShopId) -> Result<Vec<ShownRow>, sqlx::Error> {
    sqlx::query_as(concat!(
        shown!(),
        "WHERE it.shop_id = $1 AND it.state = 'to_check' AND it.ended_at IS NULL ORDER BY it.asked_at"
    ))
    .bind(shop.0)
    .fetch_all(database)
    .await
}

/// One of a shop that the login sees.
pub async fn one(
    database: &PgPool,
    intent: PaypalIntentId,
) -> Result<Option<ShownRow>, sqlx::Error> {
    sqlx::query_as(concat!(shown!(), "WHERE it.intent_id = $1"))
        .bind(intent.0)
        .fetch_optional(database)
        .await
}

/// Somebody waits before the screen for those of an order: they are looked at as soon as is decent.
pub async fn watch(database: &PgPool, shop: ShopId, order: OrderId) -> Result<bool, sqlx::Error> {
    let watched = sqlx::query(
        "UPDATE paypal_intent AS it SET look_at = least(it.look_at, next.at)
         FROM paypal_intent AS known, LATERAL (
             SELECT greatest(now(), coalesce((known.stands #>> '{seen,order,asked_at}')::timestamptz, known.asked_at) + $3)
         ) AS next (at)
         WHERE it.intent_id = known.intent_id AND it.shop_id = $1 AND it.order_id = $2
           AND it.state IN ('waiting', 'authorized') AND it.ended_at IS NULL AND it.look_at > next.at",
    )
    .bind(shop.0)
    .bind(order.0)
    .bind(WATCHED)
    .execute(database)
    .await?;
    Ok(watched.rows_affected() > 0)
}

/// Nothing is wanted of a payment any more; false where the shop has no such one.
pub async fn leave(
    database: &PgPool,
    shop: ShopId,
    intent: PaypalIntentId,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar(
        "SELECT coalesce(bool_or(tell($1, 'order', it.order_id, orders.version)), false)
         FROM paypal_intent AS it JOIN orders USING (order_id, shop_id)
         WHERE it.shop_id = $1 AND it.intent_id = $2 AND leave_paypal(it.intent_id)",
    )
    .bind(shop.0)
    .bind(intent.0)
    .fetch_one(database)
    .await
}

/// What a refused leaving means.
pub fn leave_refused(error: sqlx::Error) -> Error {
    let Some((code, number)) = raised(&error) else { return error.into() };
    let number = number.to_owned();
    match code {
        "taking" => OnlineRefused::Taking { number }.into(),
        "taken" => OnlineRefused::Taken { number }.into(),
        _ => error.into(),
    }
}

/// Somebody looked at a payment: PayPal is asked again. False where nobody has to look at it, or who `works` somewhere
/// works elsewhere.
pub async fn look_again(
    database: &PgPool,
    intent: PaypalIntentId,
    works: Option<StaffId>,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar(
        "WITH looked AS (
             UPDATE paypal_intent
             SET stands = jsonb_set(stands, '{doubt}', 'null'), look_at = now(), claimed_until = NULL
             WHERE intent_id = $1 AND state = 'to_check' AND ended_at IS NULL
               AND ($2::bigint IS NULL OR EXISTS (
                   SELECT FROM staff_shop WHERE staff_id = $2 AND staff_shop.shop_id = paypal_intent.shop_id))
             RETURNING intent_id
         )
         SELECT count(*) > 0 FROM looked",
    )
    .bind(intent.0)
    .bind(works.map(|it| it.0))
    .fetch_one(database)
    .await
}

/// Somebody saw to a payment on PayPal's own site. False where nobody has to look at it, or who `works` somewhere works
/// elsewhere.
pub async fn end(
    database: &PgPool,
    (by, works): (StaffId, Option<StaffId>),
    intent: PaypalIntentId,
    reason: &str,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar(
        "WITH ended AS (
             UPDATE paypal_intent AS it
             SET ended_at = now(), ended_by = $2, ended_reason = $3, look_at = NULL, claimed_until = NULL,
                 is_taking = false,
                 state = CASE WHEN NOT EXISTS (SELECT FROM payment WHERE payment.intent_id = it.intent_id)
                              THEN 'cancelled'
                              WHEN give_back_cents >= amount_cents THEN 'refunded' ELSE 'captured' END
             WHERE intent_id = $1 AND state = 'to_check' AND ended_at IS NULL
               AND ($4::bigint IS NULL OR EXISTS (
                   SELECT FROM staff_shop WHERE staff_id = $4 AND staff_shop.shop_id = it.shop_id))
             RETURNING it.shop_id, it.order_id
         )
         SELECT count(*) > 0 FROM ended JOIN orders USING (order_id, shop_id)
         WHERE tell(ended.shop_id, 'order', ended.order_id, orders.version)",
    )
    .bind(intent.0)
    .bind(by.0)
    .bind(reason)
    .bind(works.map(|it| it.0))
    .fetch_one(database)
    .await
}
