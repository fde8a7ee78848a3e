//! The SQL of writing what PayPal took into the ledger.

use super::OnlineMoney;
use crate::app::Caller;
use crate::ledger::store::booked;
use chrono::TimeDelta;
use domain::CommandId;
use domain::ledger::EntryRef;
use domain::payments::PaypalIntentId;
use sqlx::PgPool;
use sqlx::types::Json;
use uuid::Uuid;

/// How long a terminal that was to write money into the ledger is waited for before another does.
const BOOKING_MAX: TimeDelta = TimeDelta::minutes(10);

/// Money of payment $6 for order $3. One that the customer has is over with the rest.
const BOOK: &str = concat!(
    "
WITH target AS MATERIALIZED (
    SELECT orders.*, business_day(shop.day_ends_at, taken.at) AS paid_on, taken.at AS paid_at,
           CASE WHEN state = 'cancelled' THEN refuse('cancelled', number)
                WHEN EXISTS (SELECT FROM payment WHERE payment.intent_id = $6::uuid)
                  OR EXISTS (SELECT FROM paypal_intent AS it WHERE it.intent_id = $6 AND it.left_at IS NOT NULL)
                THEN refuse('paid', number)
                WHEN paid_cents >= total_cents - refunded_cents THEN refuse('paid', number)
                WHEN total_cents - refunded_cents - paid_cents < $7::bigint
                THEN refuse('due', number || ' ' || (total_cents - refunded_cents - paid_cents))
                WHEN revision <> $8::integer THEN refuse('ledger_head', number)
           END AS refused
    FROM orders JOIN shop USING (shop_id),
         LATERAL (SELECT least(coalesce($9::timestamptz, now()), now())) AS taken (at)
    WHERE shop_id = $1 AND order_id = $3
    FOR UPDATE OF orders
), settled AS (
    UPDATE orders SET paid_cents = orders.paid_cents + $7, version = orders.version + 1,
        state = CASE WHEN is_over THEN 'closed' ELSE orders.state END,
        ended_at = CASE WHEN is_over THEN now() END
    FROM target,
         LATERAL (SELECT target.state = 'handed_over' AND target.paid_cents + $7
                        >= target.total_cents - target.refunded_cents) AS it (is_over)
    WHERE orders.order_id = target.order_id AND target.refused IS NULL
    RETURNING orders.*, target.state AS from_state, target.paid_on, target.paid_at
), payment AS (
    INSERT INTO payment (order_id, shop_id, terminal_id, business_day, staff_id, tender, amount_cents,
                         received_cents, command_id, at, cash_session_id, intent_id)
    SELECT order_id, settled.shop_id, $5::uuid, paid_on, $4::bigint, 'paypal', $7, $7, $2::uuid, paid_at,
           (SELECT cash_session_id FROM cash_session WHERE cash_session.terminal_id = $5 AND closed_at IS NULL),
           -- A server that fell back to a backup may not have the payment, and the money came all the same.
           (SELECT it.intent_id FROM paypal_intent AS it WHERE it.intent_id = $6)
    FROM settled
), ",
    booked!("10", "settled"),
    ", event AS (
    INSERT INTO order_event (order_id, shop_id, staff_id, terminal_id, from_state, to_state)
    SELECT order_id, shop_id, $4, $5, from_state, state FROM settled WHERE from_state <> state
), applied AS (
    INSERT INTO applied_command (command_id, staff_id, terminal_id, reply)
    SELECT $2, $4, $5, $11::jsonb FROM settled
    RETURNING reply
)
SELECT applied.reply FROM applied, settled WHERE tell($1, 'order', settled.order_id, settled.version)"
);

/// Writes it, or does nothing at all; nothing where the shop has no such order.
pub async fn book(
    database: &PgPool,
    caller: &Caller,
    command: CommandId,
    money: &OnlineMoney,
    (revision, entry): (Option<i32>, &Option<EntryRef>),
) -> Result<Option<Option<EntryRef>>, sqlx::Error> {
    let written: Option<Json<Option<EntryRef>>> = sqlx::query_scalar(BOOK)
        .bind(caller.shop.id.0)
        .bind(command.0)
        .bind(money.order.0)
        .bind(money.asked_by.0)
        .bind(caller.terminal)
        .bind(money.intent.0)
        .bind(money.amount.0)
        .bind(revision)
        .bind(caller.waited.map(|_| caller.at))
        .bind(Json(&caller.signed))
        .bind(Json(entry))
        .fetch_optional(database)
        .await?;
    Ok(written.map(|Json(entry)| entry))
}

/// This terminal writes the money of a payment into the ledger; by that command. None: another is at it.
pub async fn begin(
    database: &PgPool,
    terminal: Uuid,
    intent: PaypalIntentId,
    command: Uuid,
) -> Result<Option<Uuid>, sqlx::Error> {
    sqlx::query_scalar(
        "UPDATE paypal_intent AS it
         SET booked_by = $2,
             booking = CASE WHEN booked_by = $2 THEN booking ELSE $3 END,
             booking_since = CASE WHEN booked_by = $2 THEN booking_since ELSE now() END
         WHERE intent_id = $1
           AND (booked_by IS NULL OR booked_by = $2 OR booking_since < now() - $4::interval)
           AND NOT EXISTS (SELECT FROM payment WHERE payment.intent_id = it.intent_id)
         RETURNING booking",
    )
    .bind(intent.0)
    .bind(terminal)
    .bind(command)
    .bind(BOOKING_MAX)
    .fetch_optional(database)
    .await
}
