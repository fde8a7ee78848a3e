//! The SQL of the board of deliveries, of past runs and of who is here.

use crate::app::Caller;
use domain::runs::{Deliveries, NotTold, RUNS_SHOWN_MAX, ReadRuns, Run, SetDriverPresence};
use domain::staff::StaffId;
use sqlx::PgPool;
use sqlx::types::Json;

/// What was taken in cash for the order of a stop from when it left until it was known what became of it, less
/// what went back; of the rows `run` and `run_stop`.
macro_rules! cash_of_stop {
    () => {
        "(SELECT coalesce(sum(amount_cents), 0)::bigint FROM payment
    WHERE payment.order_id = run_stop.order_id AND tender = 'cash' AND payment.at >= run.left_at
      AND payment.at <= CASE run_stop.state WHEN 'failed' THEN run_stop.done_at
                                            ELSE coalesce(run.ended_at, 'infinity') END)"
    };
}
pub(super) use cash_of_stop;

/// Why the order of a stop came back, as the contract's JSON; of the rows `run` and `run_stop`.
macro_rules! went_wrong {
    () => {
        "jsonb_build_object('reason', run_stop.reason, 'note', run_stop.note, 'at', run_stop.done_at, 'driver',
    coalesce((SELECT name FROM staff WHERE staff_id = run.driver_id), '—'))"
    };
}

pub(super) use went_wrong;

/// A run as the contract's JSON, from the row `run`.
macro_rules! run_json {
    () => {
        concat!(
            "(SELECT jsonb_build_object('run', run.run_id,
    'state', CASE WHEN run.ended_at IS NULL THEN 'under_way' ELSE 'ended' END, 'driver', run.driver_id,
    'driver_name', coalesce((SELECT name FROM staff WHERE staff_id = run.driver_id), '—'),
    'sent_by', coalesce((SELECT name FROM staff WHERE staff_id = run.sent_by), '—'),
    'left_at', run.left_at, 'expected_minutes', run.expected_minutes, 'is_estimate', run.is_estimate,
    'stops', jsonb_agg(stop.shown ORDER BY stop.position),
    'cash', jsonb_build_object('float', run.float_cents,
                               'taken', coalesce(run.taken_cents, sum(stop.cash)::bigint)),
    'ended', CASE WHEN run.ended_at IS NOT NULL THEN jsonb_build_object('at', run.ended_at,
        'by', coalesce((SELECT name FROM staff WHERE staff_id = run.ended_by), '—'),
        'counted', run.counted_cents,
        'difference', run.counted_cents - run.float_cents - run.taken_cents) END)
FROM (SELECT run_stop.position, cash, jsonb_build_object(
          'order', orders.order_id, 'number', number, 'state', run_stop.state, 'order_state', orders.state,
          'customer_name', customer_name, 'customer_phone', customer_phone, 'address', delivery,
          'promised_at', promised_at, 'expected_at', run.left_at + make_interval(mins => run_stop.minutes),
          'done_at', run_stop.done_at, 'total', total_cents,
          'due', CASE orders.state WHEN 'cancelled' THEN 0 ELSE total_cents - refunded_cents - paid_cents END,
          'cash', cash, 'went_wrong', CASE run_stop.state WHEN 'failed' THEN ",
            went_wrong!(),
            " END,
          'driver_message', (SELECT message.state FROM message
              WHERE message.order_id = orders.order_id AND kind = 'driver_run' AND written_at = run.left_at)) AS shown
      FROM run_stop JOIN orders USING (order_id), LATERAL (SELECT ",
            cash_of_stop!(),
            " AS cash) AS it
      WHERE run_stop.run_id = run.run_id) AS stop)"
        )
    };
}

pub(super) use run_json;

/// The board of a shop.
const BOARD: &str = concat!(
    "SELECT jsonb_build_object(
    'shop', jsonb_build_object('name', shop.name, 'position', CASE WHEN latitude_e6 IS NOT NULL
        THEN jsonb_build_object('latitude_e6', latitude_e6, 'longitude_e6', longitude_e6) END),
    'ready', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('order', orders.order_id, 'number', number,
            'state', state, 'version', version, 'promised_at', promised_at, 'ready_since', ready_at,
            'customer_name', customer_name, 'customer_phone', customer_phone, 'address', delivery,
            'total', total_cents, 'due', total_cents - refunded_cents - paid_cents, 'pizzas', pizzas,
            'went_wrong', (SELECT ",
    went_wrong!(),
    " FROM run_stop JOIN run USING (run_id)
                WHERE run_stop.order_id = orders.order_id AND run_stop.state = 'failed'
                ORDER BY run_stop.done_at DESC LIMIT 1)) ORDER BY promised_at, number), '[]')
        FROM orders WHERE orders.shop_id = shop.shop_id AND mode = 'delivery' AND state IN ('ready', 'returned')),
    'runs', (
        SELECT coalesce(jsonb_agg(",
    run_json!(),
    " ORDER BY run.left_at, run.run_id), '[]')
        FROM run WHERE run.shop_id = shop.shop_id AND ended_at IS NULL),
    'drivers', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('driver', staff.staff_id, 'name', staff.name,
            'presence', CASE WHEN out.run_id IS NOT NULL THEN jsonb_build_object('OnRun', jsonb_build_object(
                    'run', out.run_id, 'back_at', out.left_at + make_interval(mins => out.expected_minutes)))
                WHEN said.present THEN '\"Here\"' ELSE '\"Absent\"' END,
            'float', (SELECT float_cents FROM run WHERE run.shop_id = shop.shop_id AND run.driver_id = staff.staff_id
                      ORDER BY left_at DESC LIMIT 1),
            'has_phone', EXISTS (SELECT FROM driver_reach(staff.staff_id))) ORDER BY staff.name, staff.staff_id), '[]')
        FROM staff JOIN staff_shop USING (staff_id)
        LEFT JOIN run AS out ON out.shop_id = shop.shop_id AND out.driver_id = staff.staff_id AND out.ended_at IS NULL
        LEFT JOIN LATERAL (
            SELECT present FROM driver_presence AS word
            WHERE word.shop_id = shop.shop_id AND word.driver_id = staff.staff_id
              AND business_day(shop.day_ends_at, word.at) = business_day(shop.day_ends_at)
            ORDER BY driver_presence_id DESC LIMIT 1) AS said ON true
        WHERE staff_shop.shop_id = shop.shop_id AND staff.role = 'driver' AND staff.active))
FROM shop WHERE shop.shop_id = $1"
);

/// What the board of a shop shows.
pub async fn board(database: &PgPool, caller: &Caller) -> Result<Option<Deliveries>, sqlx::Error> {
    let read = sqlx::query_scalar(BOARD).bind(caller.shop.id.0).fetch_optional(database);
    let board: Option<Json<Deliveries>> = read.await?;
    Ok(board.map(|Json(board)| board))
}

/// The runs of a shop that are over.
pub async fn over(
    database: &PgPool,
    caller: &Caller,
    call: &ReadRuns,
) -> Result<Vec<Run>, sqlx::Error> {
    let rows: Vec<Json<Run>> = sqlx::query_scalar(concat!(
        "SELECT ",
        run_json!(),
        " FROM run WHERE shop_id = $1 AND ended_at < coalesce($2::timestamptz, 'infinity')
         ORDER BY ended_at DESC LIMIT $3"
    ))
    .bind(caller.shop.id.0)
    .bind(call.before)
    .bind(i64::try_from(RUNS_SHOWN_MAX).unwrap_or(i64::MAX))
    .fetch_all(database)
    .await?;
    Ok(rows.into_iter().map(|Json(run)| run).collect())
}

/// The orders under way of which the driver was not told.
pub async fn not_told(database: &PgPool, caller: &Caller) -> Result<Vec<NotTold>, sqlx::Error> {
    let rows: Vec<Json<NotTold>> = sqlx::query_scalar(
        "SELECT jsonb_build_object('run', run_id, 'number', number, 'driver', driver, 'may_have_gone', may_have_gone)
         FROM drivers_not_told($1)",
    )
    .bind(caller.shop.id.0)
    .fetch_all(database)
    .await?;
    Ok(rows.into_iter().map(|Json(it)| it).collect())
}

/// Says whether a driver is here, where that is not what was said last; false where nobody such delivers for
/// the shop.
pub async fn presence(
    database: &PgPool,
    caller: &Caller,
    call: &SetDriverPresence,
    by: StaffId,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar(
        "WITH who AS (
             SELECT staff_id FROM staff WHERE staff_id = $2 AND role = 'driver' AND active
               AND EXISTS (SELECT FROM staff_shop WHERE staff_shop.staff_id = staff.staff_id AND shop_id = $1)
         ), last AS (
             SELECT present FROM driver_presence JOIN shop USING (shop_id)
             WHERE shop_id = $1 AND driver_id = $2 AND business_day(day_ends_at, at) = business_day(day_ends_at)
             ORDER BY driver_presence_id DESC LIMIT 1
         ), said AS (
             INSERT INTO driver_presence (shop_id, driver_id, present, staff_id)
             SELECT $1, staff_id, $3, $4 FROM who WHERE coalesce((SELECT present FROM last), false) <> $3
             RETURNING shop_id
         )
         SELECT EXISTS (SELECT FROM who) AND coalesce((SELECT tell(shop_id, 'runs', NULL, 0) FROM said), true)",
    )
    .bind(caller.shop.id.0)
    .bind(call.driver.0)
    .bind(call.present)
    .bind(by.0)
    .fetch_one(database)
    .await
}
