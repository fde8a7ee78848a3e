//! The SQL of coming back: an order that was not handed over, one that is sent again, a run that ends.
//!
//! Rows are locked in the order of every statement: orders by key, then the run, then the drawer.

use crate::app::Caller;
use crate::ledger::till::session;
use crate::orders::{overtaken, reply_stands};
use crate::runs::by;
use crate::runs::store::cash_of_stop;
use domain::orders::OrderStands;
use domain::runs::{EndRun, FailStop, RunEnded, SendAgain};
use sqlx::PgPool;
use sqlx::types::Json;

/// An order comes back.
const FAIL: &str = concat!(
    "
WITH target AS MATERIALIZED (
    SELECT orders.*,
           CASE WHEN ",
    overtaken!(),
    "
                WHEN stop.state IS NULL THEN refuse('not_of_run', number)
                WHEN stop.state <> 'out' THEN refuse('done', number || ' ' || stop.state)
           END AS refused
    FROM orders LEFT JOIN run_stop AS stop ON stop.order_id = orders.order_id AND stop.run_id = $6::uuid
    WHERE orders.shop_id = $1 AND orders.order_id = $3::uuid
    FOR UPDATE OF orders
), moved AS (
    UPDATE orders SET state = 'returned', version = orders.version + 1
    FROM target WHERE orders.order_id = target.order_id AND target.refused IS NULL
    RETURNING orders.*
), failed AS (
    UPDATE run_stop SET state = 'failed', done_at = now(), done_by = $4, reason = $7, note = $8
    FROM moved WHERE run_stop.order_id = moved.order_id AND run_stop.run_id = $6
), event AS (
    INSERT INTO order_event (order_id, shop_id, staff_id, terminal_id, from_state, to_state, reason)
    SELECT order_id, shop_id, $4::bigint, $5::uuid, 'out_for_delivery', state, $7::text FROM moved
), ",
    reply_stands!(),
    " AND tell($1, 'runs', NULL, 0)"
);

/// Notes that an order comes back; nothing where the shop has no such order.
pub async fn fail(
    database: &PgPool,
    caller: &Caller,
    call: &FailStop,
    note: Option<&str>,
) -> Result<Option<OrderStands>, sqlx::Error> {
    let stands: Option<Json<OrderStands>> = sqlx::query_scalar(FAIL)
        .bind(caller.shop.id.0)
        .bind(call.command.0)
        .bind(call.order.0)
        .bind(by(caller))
        .bind(caller.terminal)
        .bind(call.run.0)
        .bind(call.reason.word())
        .bind(note)
        .fetch_optional(database)
        .await?;
    Ok(stands.map(|Json(stands)| stands))
}

/// An order that came back is ready once more.
const SEND_AGAIN: &str = concat!(
    "
WITH target AS MATERIALIZED (
    SELECT orders.*, CASE WHEN state <> 'returned' THEN refuse('not_returned', number || ' ' || state) END AS refused
    FROM orders WHERE shop_id = $1 AND order_id = $3::uuid
    FOR UPDATE
), moved AS (
    UPDATE orders SET state = 'ready', version = orders.version + 1
    FROM target WHERE orders.order_id = target.order_id AND target.refused IS NULL
    RETURNING orders.*
), event AS (
    INSERT INTO order_event (order_id, shop_id, staff_id, terminal_id, from_state, to_state)
    SELECT order_id, shop_id, $4::bigint, $5::uuid, 'returned', state FROM moved
), ",
    reply_stands!(),
    " AND tell($1, 'runs', NULL, 0)"
);

/// Makes an order ready once more; nothing where the shop has no such order.
pub async fn send_again(
    database: &PgPool,
    caller: &Caller,
    call: &SendAgain,
) -> Result<Option<OrderStands>, sqlx::Error> {
    let stands: Option<Json<OrderStands>> = sqlx::query_scalar(SEND_AGAIN)
        .bind(caller.shop.id.0)
        .bind(call.command.0)
        .bind(call.order.0)
        .bind(by(caller))
        .bind(caller.terminal)
        .fetch_optional(database)
        .await?;
    Ok(stands.map(|Json(stands)| stands))
}

/// The driver is back and settled. Its orders are held, so that no money of them is taken meanwhile. What he
/// brings goes into the drawer, of which the payments are there by the book already.
const END: &str = concat!(
    "
WITH held AS MATERIALIZED (
    SELECT order_id, number, state AS order_state, total_cents - refunded_cents - paid_cents AS due,
           CASE WHEN version <> (SELECT began.version FROM orders AS began WHERE began.order_id = orders.order_id)
                THEN refuse('overtaken', NULL) END AS refused
    FROM orders
    WHERE shop_id = $1 AND order_id IN (SELECT run_stop.order_id FROM run_stop WHERE run_stop.run_id = $3::uuid)
    ORDER BY order_id
    FOR UPDATE
), stop AS MATERIALIZED (
    SELECT held.number, held.due, run_stop.state, run_stop.position, ",
    cash_of_stop!(),
    " AS cash
    FROM held JOIN run_stop USING (order_id) JOIN run USING (run_id)
    WHERE run_stop.run_id = $3 AND held.refused IS NULL
), target AS MATERIALIZED (
    SELECT run.*, (SELECT coalesce(sum(cash), 0)::bigint FROM stop) AS taken,
           CASE WHEN ended_at IS NOT NULL
                THEN refuse('over', extract(epoch FROM ended_at)::bigint || ' ' || coalesce(
                    (SELECT name FROM staff WHERE staff_id = driver_id), ''))
                WHEN EXISTS (SELECT FROM stop WHERE state = 'out')
                THEN refuse('still_out', (SELECT string_agg(number, ',' ORDER BY position) FROM stop WHERE state = 'out'))
                WHEN NOT $6::boolean AND EXISTS (SELECT FROM stop WHERE state = 'delivered' AND due > 0)
                THEN refuse('unpaid', (SELECT string_agg(number, ',' ORDER BY position) FROM stop
                                       WHERE state = 'delivered' AND due > 0))
           END AS refused
    FROM run WHERE shop_id = $1 AND run_id = $3
    FOR UPDATE
), ended AS (
    UPDATE run SET ended_at = now(), ended_by = $4, taken_cents = target.taken, counted_cents = $7
    FROM target WHERE run.run_id = target.run_id AND target.refused IS NULL
    RETURNING run.*
), ",
    session!("FOR UPDATE"),
    ", drawer AS (
    INSERT INTO cash_movement (cash_session_id, shop_id, terminal_id, at, staff_id, amount_cents, reason)
    SELECT cash_session_id, ended.shop_id, session.terminal_id, now(), ended.ended_by, ended.counted_cents - ended.taken_cents,
           'Retour de course : ' || coalesce((SELECT name FROM staff WHERE staff_id = driver_id), '')
    FROM ended JOIN session USING (shop_id)
    WHERE ended.counted_cents <> ended.taken_cents
), applied AS (
    INSERT INTO applied_command (command_id, staff_id, terminal_id, reply)
    SELECT $2::uuid, $4::bigint, $5::uuid, jsonb_build_object('run', run_id,
        'cash', jsonb_build_object('float', float_cents, 'taken', taken_cents),
        'counted', counted_cents, 'difference', $7::bigint - float_cents - taken_cents)
    FROM ended
    RETURNING reply
)
SELECT applied.reply FROM applied WHERE tell($1, 'runs', NULL, 0)"
);

/// Ends a run; nothing where the shop has no such run.
pub async fn end(
    database: &PgPool,
    caller: &Caller,
    call: &EndRun,
) -> Result<Option<RunEnded>, sqlx::Error> {
    let ended: Option<Json<RunEnded>> = sqlx::query_scalar(END)
        .bind(caller.shop.id.0)
        .bind(call.command.0)
        .bind(call.run.0)
        .bind(by(caller))
        .bind(caller.terminal)
        .bind(call.unpaid_is_meant)
        .bind(call.counted.0)
        .fetch_optional(database)
        .await?;
    Ok(ended.map(|Json(ended)| ended))
}
