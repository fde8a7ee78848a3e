//! The SQL of the end of an order: the hand-over, and the money.

use crate::app::Caller;
use crate::error::{Error, raised, unreadable};
use crate::ledger;
use crate::ledger::register::Signed;
use crate::ledger::store::booked;
use crate::orders::store::overtaken;
use crate::stock::take_off_the_shelf;
use domain::Cents;
use domain::ledger::Ticket;
use domain::orders::{
    HandOver, HandOverRefused, OrderStands, OrderState, SettleOrder, SettleRefused, Settled,
};
use sqlx::PgPool;
use sqlx::postgres::PgConnection;
use sqlx::types::Json;

/// What a connection prepares before its first command.
pub const COMMANDS: &[&str] = &[HAND_OVER, SETTLE];

/// The part of a statement that records the command with where the order `moved` stands now for a reply, and tells.
macro_rules! reply_stands {
    () => {
        "applied AS (
    INSERT INTO applied_command (command_id, staff_id, terminal_id, reply)
    SELECT $2::uuid, $4::bigint, $5::uuid, jsonb_build_object(
        'order', order_id, 'number', number, 'state', state, 'version', version)
    FROM moved
    RETURNING reply
)
SELECT applied.reply FROM applied, moved
WHERE tell($1, 'order', moved.order_id, moved.version)"
    };
}
pub(crate) use reply_stands;

/// An order that is paid is over with the hand-over. One that a driver had is handed over at its door: its stop
/// on the run is done.
const HAND_OVER: &str = concat!(
    "
WITH target AS MATERIALIZED (
    SELECT orders.*,
           CASE WHEN state NOT IN ('ready', 'out_for_delivery') THEN refuse(number, state)
                WHEN ",
    overtaken!(),
    "
           END AS refused,
           CASE WHEN paid_cents >= total_cents - refunded_cents THEN 'closed' ELSE 'handed_over' END AS to_state
    FROM orders WHERE shop_id = $1 AND order_id = $3 FOR UPDATE
), moved AS (
    UPDATE orders SET state = target.to_state, handed_over_at = now(), version = orders.version + 1,
        ended_at = CASE target.to_state WHEN 'closed' THEN now() END
    FROM target WHERE orders.order_id = target.order_id AND target.refused IS NULL
    RETURNING orders.*, target.state AS from_state
), delivered AS (
    UPDATE run_stop SET state = 'delivered', done_at = least(coalesce($6, now()), now()), done_by = $4
    FROM moved WHERE run_stop.order_id = moved.order_id AND run_stop.state = 'out'
), need AS MATERIALIZED (
    -- What needed no cooking leaves the shelf now.
    SELECT used.ingredient_id, sum(used.quantity * order_line.quantity)::bigint AS quantity
    FROM moved JOIN order_line USING (order_id, revision),
         unnest(order_line.ingredient_ids, order_line.quantities) AS used (ingredient_id, quantity)
    WHERE order_line.cooking_minutes IS NULL
    GROUP BY used.ingredient_id
), ",
    take_off_the_shelf!(),
    ", movement AS (
    INSERT INTO stock_movement (shop_id, ingredient_id, cause, quantity, at, staff_id, order_id)
    SELECT $1::bigint, level.ingredient_id, 'consumption', -level.quantity,
           least(coalesce($6::timestamptz, now()), now()), $4::bigint, $3::uuid FROM level
), event AS (
    INSERT INTO order_event (order_id, shop_id, staff_id, terminal_id, from_state, to_state)
    SELECT order_id, shop_id, $4::bigint, $5::uuid, step.from_state, step.to_state
    FROM moved, LATERAL (VALUES (moved.from_state, 'handed_over'), ('handed_over', 'closed')) AS step (from_state, to_state)
    WHERE step.to_state = 'handed_over' OR moved.state = 'closed'
), ",
    reply_stands!()
);

/// Hands an order over; nothing where the shop has no such order.
pub async fn hand_over(
    database: &PgPool,
    caller: &Caller,
    call: &HandOver,
) -> Result<Option<OrderStands>, sqlx::Error> {
    let stands: Option<Json<OrderStands>> = sqlx::query_scalar(HAND_OVER)
        .bind(caller.shop.id.0)
        .bind(call.command.0)
        .bind(call.order.0)
        .bind(caller.staff.as_ref().map(|staff| staff.id.0))
        .bind(caller.terminal)
        .bind(caller.waited)
        .fetch_optional(database)
        .await?;
    Ok(stands.map(|Json(stands)| stands))
}

/// What a refused hand-over means: the statement names the order and the state it found.
pub fn hand_over_refused(error: sqlx::Error) -> Error {
    let Some((number, state)) = raised(&error) else { return error.into() };
    match OrderState::from_word(state) {
        Some(state) => HandOverRefused::NotReady { number: number.to_owned(), state }.into(),
        None => unreadable("orders", "state", state).into(),
    }
}

/// Money for all that is due, or a part of it. An order that the customer has is over with the rest.
const SETTLE: &str = concat!(
    "
WITH given AS (
    SELECT sum(amount)::bigint AS amount, sum(change)::bigint AS change
    FROM jsonb_to_recordset($7::jsonb) AS each (amount bigint, change bigint)
), target AS MATERIALIZED (
    SELECT orders.*, business_day(shop.day_ends_at, taken.at) AS paid_on, taken.at AS paid_at,
           CASE WHEN state = 'cancelled' THEN refuse('cancelled', number)
                WHEN paid_cents >= total_cents - refunded_cents THEN refuse('paid', number)
                WHEN total_cents - refunded_cents - paid_cents <> $6::bigint
                THEN refuse('due', number || ' ' || (total_cents - refunded_cents - paid_cents))
                WHEN revision <> $8::integer THEN refuse('ledger_head', number)
           END AS refused
    FROM orders JOIN shop USING (shop_id),
         LATERAL (SELECT least(coalesce($9::timestamptz, now()), now())) AS taken (at)
    WHERE shop_id = $1 AND order_id = $3
    FOR UPDATE OF orders
), settled AS (
    UPDATE orders SET paid_cents = orders.paid_cents + given.amount, version = orders.version + 1,
        state = CASE WHEN is_over THEN 'closed' ELSE orders.state END,
        ended_at = CASE WHEN is_over THEN now() END
    FROM target, given,
         LATERAL (SELECT target.state = 'handed_over' AND target.paid_cents + given.amount
                        >= target.total_cents - target.refunded_cents) AS it (is_over)
    WHERE orders.order_id = target.order_id AND target.refused IS NULL
    RETURNING orders.*, target.state AS from_state, target.paid_on, target.paid_at, given.amount, given.change
), payment AS (
    INSERT INTO payment (order_id, shop_id, terminal_id, business_day, staff_id, tender, amount_cents,
                         received_cents, change_cents, command_id, at, cash_session_id)
    SELECT order_id, settled.shop_id, $5::uuid, paid_on, $4::bigint, each.tender, each.amount, each.received,
           each.change, $2::uuid, paid_at, (SELECT cash_session_id FROM cash_session
               WHERE cash_session.terminal_id = $5 AND closed_at IS NULL)
    FROM settled, jsonb_to_recordset($7::jsonb) AS each (tender text, amount bigint, received bigint, change bigint)
), ",
    booked!("10", "settled"),
    ", event AS (
    INSERT INTO order_event (order_id, shop_id, staff_id, terminal_id, from_state, to_state)
    SELECT order_id, shop_id, $4, $5, from_state, state FROM settled WHERE from_state <> state
), applied AS (
    INSERT INTO applied_command (command_id, staff_id, terminal_id, reply)
    SELECT $2, $4, $5, jsonb_build_object('order', order_id, 'number', number, 'state', state,
        'version', version, 'amount', amount, 'change', change, 'taken', $7, 'left', total_cents - refunded_cents - paid_cents,
        'entry', $11::jsonb)
    FROM settled
    RETURNING reply
)
SELECT applied.reply FROM applied, settled WHERE tell($1, 'order', settled.order_id, settled.version)"
);

/// Takes the money for an order; nothing where the shop has no such order.
pub async fn settle(
    line: &mut PgConnection,
    caller: &Caller,
    call: &SettleOrder,
    (signed, ticket): (&Signed, &Ticket),
) -> Result<Option<Settled>, sqlx::Error> {
    let settled: Option<Json<Settled>> = sqlx::query_scalar(SETTLE)
        .bind(caller.shop.id.0)
        .bind(call.command.0)
        .bind(call.order.0)
        .bind(caller.staff.as_ref().map(|staff| staff.id.0))
        .bind(caller.terminal)
        .bind(call.due.0)
        .bind(Json(&ticket.tenders))
        // What was sold without the server is paid as it was.
        .bind(signed.revision)
        // When the money was taken, where that is a while ago.
        .bind(caller.answered.as_ref().map(|_| caller.at))
        .bind(Json(&caller.signed))
        .bind(Json(signed.entry()))
        .fetch_optional(line)
        .await?;
    Ok(settled.map(|Json(settled)| settled))
}

/// What refused money means.
pub fn settle_refused(error: sqlx::Error) -> Error {
    let Some((code, detail)) = raised(&error) else { return error.into() };
    let number = detail.split(' ').next().unwrap_or_default().to_owned();
    match code {
        "cancelled" => SettleRefused::Cancelled { number }.into(),
        "paid" => SettleRefused::PaidAlready { number }.into(),
        "online" => SettleRefused::Taking { number }.into(),
        "due" => match detail.split(' ').nth(1).and_then(|due| due.parse().ok()) {
            Some(due) => SettleRefused::Due { number, due: Cents(due) }.into(),
            None => unreadable("orders", "total_cents", detail).into(),
        },
        _ => ledger::refused(error),
    }
}
