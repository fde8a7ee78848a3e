//! The SQL of leaving: the orders of a run that is thought of, and the statement that sends one.
//!
//! Rows are locked in the order of every statement: orders by key, then the run, then the drawer.

use super::Found;
use crate::app::Caller;
use crate::ledger::till::session;
use crate::runs::by;
use domain::messages::MessageKind;
use domain::runs::{RunSent, SendRun};
use sqlx::PgPool;
use sqlx::types::Json;
use uuid::Uuid;

/// The orders of a run that is thought of, as they stand, and where the shop is.
pub async fn found(
    database: &PgPool,
    caller: &Caller,
    orders: &[Uuid],
) -> Result<Option<Found>, sqlx::Error> {
    let found: Option<Json<Found>> = sqlx::query_scalar(
        "SELECT jsonb_build_object(
            'shop', CASE WHEN latitude_e6 IS NOT NULL
                THEN jsonb_build_object('latitude_e6', latitude_e6, 'longitude_e6', longitude_e6) END,
            'orders', (SELECT coalesce(jsonb_agg(jsonb_build_object('order', orders.order_id, 'number', number,
                    'is_delivery', mode = 'delivery', 'state', state, 'position', delivery -> 'position',
                    'out', (SELECT jsonb_build_object('left_at', left_at, 'driver',
                                coalesce((SELECT name FROM staff WHERE staff_id = driver_id), '—'))
                            FROM run_stop JOIN run USING (run_id)
                            WHERE run_stop.order_id = orders.order_id AND run_stop.state = 'out'))
                    ORDER BY place), '[]')
                FROM orders JOIN unnest($2::uuid[]) WITH ORDINALITY AS asked (order_id, place) USING (order_id)
                WHERE orders.shop_id = shop.shop_id))
         FROM shop WHERE shop.shop_id = $1",
    )
    .bind(caller.shop.id.0)
    .bind(orders)
    .fetch_optional(database)
    .await?;
    Ok(found.map(|Json(found)| found))
}

/// A driver leaves. Of two dispatchers who take one order the second waits for its row, and is run again to be
/// told who has it ([`crate::command::unless_overtaken`]).
///
/// The messages are written here: that to the driver for each order, where he has a number and the group a
/// service; that to each customer who can be told, unless the group has switched it off (`tell_customer`).
const SEND: &str = concat!(
    "
WITH asked AS MATERIALIZED (
    SELECT * FROM unnest($7::uuid[], $8::integer[]) WITH ORDINALITY AS asked (order_id, minutes, position)
), who AS MATERIALIZED (
    SELECT staff.staff_id, $1::bigint AS shop_id, staff.name, reach.phone, reach.language
    FROM staff LEFT JOIN LATERAL driver_reach(staff.staff_id) AS reach ON true
    WHERE staff.staff_id = $6::bigint AND staff.role = 'driver' AND staff.active
      AND EXISTS (SELECT FROM staff_shop WHERE staff_shop.staff_id = staff.staff_id AND staff_shop.shop_id = $1)
), target AS MATERIALIZED (
    SELECT orders.*,
           CASE WHEN version <> (SELECT began.version FROM orders AS began WHERE began.order_id = orders.order_id)
                THEN refuse('overtaken', NULL)
                WHEN mode <> 'delivery' THEN refuse('not_a_delivery', number)
                WHEN state = 'out_for_delivery' THEN refuse('taken', number || ' ' || coalesce((
                    SELECT extract(epoch FROM left_at)::bigint || ' ' || staff.name
                    FROM run_stop JOIN run USING (run_id) JOIN staff ON staff_id = driver_id
                    WHERE run_stop.order_id = orders.order_id AND run_stop.state = 'out'), ''))
                WHEN state <> 'ready' THEN refuse('not_ready', number || ' ' || state)
           END AS refused
    FROM orders WHERE shop_id = $1 AND order_id = ANY ($7)
    ORDER BY order_id
    FOR UPDATE
), checked AS MATERIALIZED (
    SELECT $1::bigint AS shop_id,
           CASE WHEN now() - $12::timestamptz > interval '2 minutes' THEN refuse('held_up', NULL)
                WHEN NOT EXISTS (SELECT FROM who) THEN refuse('unknown_driver', NULL)
                WHEN (SELECT count(*) FROM target WHERE refused IS NULL) < cardinality($7)
                THEN refuse('unknown_order', NULL)
                WHEN EXISTS (SELECT FROM run WHERE shop_id = $1 AND driver_id = $6 AND ended_at IS NULL)
                THEN refuse('driver_out', (SELECT extract(epoch FROM left_at)::bigint || ' ' || who.name
                    FROM run JOIN who USING (shop_id) WHERE driver_id = $6 AND ended_at IS NULL))
           END AS refused
), sent AS (
    INSERT INTO run (run_id, shop_id, driver_id, sent_by, terminal_id, expected_minutes, is_estimate, float_cents)
    SELECT $3::uuid, shop_id, $6, $4::bigint, $5::uuid, $9::integer, $10::boolean, $11::bigint
    FROM checked WHERE refused IS NULL
    RETURNING *
), moved AS (
    UPDATE orders SET state = 'out_for_delivery', version = orders.version + 1
    FROM target JOIN sent USING (shop_id)
    WHERE orders.order_id = target.order_id
    RETURNING orders.*
), leaving AS (
    SELECT moved.*, ROW(moved.*)::orders AS stands, asked.minutes, asked.position, sent.left_at,
           moved.total_cents - moved.refunded_cents - moved.paid_cents AS due
    FROM moved JOIN asked USING (order_id) JOIN sent USING (shop_id)
), stop AS (
    INSERT INTO run_stop (run_id, shop_id, order_id, position, minutes)
    SELECT $3, shop_id, order_id, position, minutes FROM leaving
), told_driver AS (
    INSERT INTO message (shop_id, kind, channel, phone, language, facts, expires_at, order_id)
    SELECT leaving.shop_id, 'driver_run', 'sms', who.phone, who.language, order_facts(stands, promised_at) ||
           jsonb_strip_nulls(jsonb_build_object(
               'phone', CASE WHEN customer_phone IS NOT NULL THEN jsonb_build_object('text', phone_at_home(customer_phone)) END,
               'content', jsonb_build_object('list', (
                   SELECT coalesce(jsonb_agg(quantity || '× ' || told(order_line.name, changes) ORDER BY order_line.position), '[]')
                   FROM order_line WHERE order_line.order_id = leaving.order_id
                     AND order_line.revision = leaving.revision AND size_id IS NOT NULL)),
               'address', CASE WHEN delivery IS NOT NULL THEN jsonb_build_object('address', delivery) END,
               'access', CASE WHEN delivery IS NOT NULL THEN jsonb_build_object('access', delivery) END,
               'map', CASE WHEN delivery IS NOT NULL THEN jsonb_build_object('map', delivery) END,
               'due', CASE WHEN due > 0 THEN jsonb_build_object('amount', due) ELSE '\"paid\"' END)),
           now() + $13::interval, order_id
    FROM leaving JOIN who USING (shop_id)
    -- Without a service for text messages somebody tells him by word of mouth, and knows it now.
    WHERE who.phone IS NOT NULL AND EXISTS (SELECT FROM setting WHERE name = 'digitaleo')
    ORDER BY leaving.position
    RETURNING message_id
), told_customer AS MATERIALIZED (
    SELECT order_id FROM (SELECT * FROM leaving ORDER BY position) AS leaving
    WHERE tell_leaving(stands, left_at + make_interval(mins => minutes))
), event AS (
    INSERT INTO order_event (order_id, shop_id, staff_id, terminal_id, from_state, to_state)
    SELECT order_id, shop_id, $4, $5, 'ready', state FROM moved
), ",
    session!("FOR UPDATE"),
    ", drawer AS (
    INSERT INTO cash_movement (cash_session_id, shop_id, terminal_id, at, staff_id, amount_cents, reason)
    SELECT cash_session_id, sent.shop_id, session.terminal_id, now(), sent.sent_by, -sent.float_cents,
           'Fonds de course : ' || who.name
    FROM sent JOIN session USING (shop_id) JOIN who USING (shop_id)
    WHERE sent.float_cents > 0
      AND (session.float_cents + put_in + sales - taken_out - refunds >= sent.float_cents
           OR refuse('not_in_drawer', (session.float_cents + put_in + sales - taken_out - refunds)::text))
), applied AS (
    INSERT INTO applied_command (command_id, staff_id, terminal_id, reply)
    SELECT $2::uuid, $4, $5, jsonb_build_object('run', run_id, 'left_at', left_at, 'driver_name', who.name,
        'numbers', (SELECT jsonb_agg(number ORDER BY position) FROM leaving),
        'driver_is_told', EXISTS (SELECT FROM told_driver),
        'customers_told', (SELECT count(*) FROM told_customer))
    FROM sent JOIN who USING (shop_id)
    RETURNING reply
)
SELECT applied.reply FROM applied
WHERE tell($1, 'runs', NULL, 0) AND (SELECT bool_and(tell(shop_id, 'order', order_id, version)) FROM moved)"
);

/// A driver leaves, or nothing is done at all.
pub async fn send(
    database: &PgPool,
    caller: &Caller,
    call: &SendRun,
) -> Result<Option<RunSent>, sqlx::Error> {
    let (orders, minutes): (Vec<_>, Vec<_>) =
        call.stops.iter().map(|stop| (stop.order.0, as_stored(stop.minutes))).unzip();
    let sent: Option<Json<RunSent>> = sqlx::query_scalar(SEND)
        .bind(caller.shop.id.0)
        .bind(call.command.0)
        .bind(call.run.0)
        .bind(by(caller))
        .bind(caller.terminal)
        .bind(call.driver.0)
        .bind(orders)
        .bind(minutes)
        .bind(as_stored(call.minutes))
        .bind(call.is_estimate)
        .bind(call.float.0)
        .bind(caller.waited)
        .bind(MessageKind::DriverRun.sending().lasts)
        .fetch_optional(database)
        .await?;
    Ok(sent.map(|Json(sent)| sent))
}

fn as_stored(minutes: u32) -> i32 {
    i32::try_from(minutes).unwrap_or(i32::MAX)
}
