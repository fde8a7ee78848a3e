//! The SQL of the drawer and of a closing.

use crate::app::Caller;
use crate::ledger::store::{booked, printed};
use chrono::{DateTime, NaiveDate, Utc};
use domain::ledger::{CashMoved, CloseDay, DayClosed, Drawer, EntryRef, OpenSession, RegisterCode};
use domain::payments::{CashMovement, CashSession};
use domain::{Cents, CommandId};
use sqlx::types::Json;
use sqlx::{FromRow, PgPool};

/// The open session of terminal $5, with what lies in it; `$lock` is nothing for a read, which would
/// wait for the disk.
macro_rules! session {
    ($lock:literal) => {
        concat!(
            "session AS MATERIALIZED (
    SELECT cash_session.*,
           (SELECT coalesce(sum(amount_cents), 0)::bigint FROM cash_movement
            WHERE cash_movement.cash_session_id = cash_session.cash_session_id AND amount_cents > 0) AS put_in,
           (SELECT -coalesce(sum(amount_cents), 0)::bigint FROM cash_movement
            WHERE cash_movement.cash_session_id = cash_session.cash_session_id AND amount_cents < 0) AS taken_out,
           (SELECT coalesce(sum(amount_cents), 0)::bigint FROM payment
            WHERE payment.cash_session_id = cash_session.cash_session_id AND tender = 'cash' AND amount_cents > 0) AS sales,
           (SELECT -coalesce(sum(amount_cents), 0)::bigint FROM payment
            WHERE payment.cash_session_id = cash_session.cash_session_id AND tender = 'cash' AND amount_cents < 0) AS refunds
    FROM cash_session WHERE shop_id = $1 AND terminal_id = $5 AND closed_at IS NULL
    ",
            $lock,
            "
)"
        )
    };
}
pub(crate) use session;

#[derive(FromRow)]
struct SessionRow {
    opened_at: DateTime<Utc>,
    opened_by: String,
    float_cents: i64,
    put_in: i64,
    taken_out: i64,
    sales: i64,
    refunds: i64,
    moved: Json<Vec<MovedRow>>,
}

#[derive(serde::Deserialize)]
struct MovedRow {
    at: DateTime<Utc>,
    who: String,
    amount: i64,
    reason: String,
}

impl From<MovedRow> for CashMoved {
    fn from(MovedRow { at, who, amount, reason }: MovedRow) -> CashMoved {
        let movement = match amount {
            ..0 => CashMovement::Out { amount: Cents(-amount), reason },
            _ => CashMovement::In { amount: Cents(amount), reason },
        };
        CashMoved { at, who, movement }
    }
}

impl From<SessionRow> for Drawer {
    fn from(row: SessionRow) -> Drawer {
        let session = CashSession {
            float: Cents(row.float_cents),
            put_in: Cents(row.put_in),
            taken_out: Cents(row.taken_out),
            sales: Cents(row.sales),
            refunds: Cents(row.refunds),
            closed: None,
        };
        let moved = row.moved.0.into_iter().map(CashMoved::from).collect();
        Drawer { opened_at: row.opened_at, opened_by: row.opened_by, session, moved }
    }
}

/// The drawer of the terminal that asks, while its session is open.
pub async fn drawer(database: &PgPool, caller: &Caller) -> Result<Option<Drawer>, sqlx::Error> {
    let row: Option<SessionRow> = sqlx::query_as(concat!(
        "WITH asks AS (SELECT $2::text, $3::text, $4::text), ",
        session!(""),
        "
SELECT opened_at, staff.name AS opened_by, float_cents, put_in, taken_out, sales, refunds, (
    SELECT coalesce(jsonb_agg(jsonb_build_object('at', at, 'who', mover.name, 'amount', amount_cents,
                                                 'reason', reason) ORDER BY at DESC), '[]')
    FROM cash_movement JOIN staff AS mover USING (staff_id)
    WHERE cash_movement.cash_session_id = session.cash_session_id) AS moved
FROM session JOIN staff ON staff_id = session.opened_by"
    ))
    .bind(caller.shop.id.0)
    .bind(None::<String>)
    .bind(None::<String>)
    .bind(None::<String>)
    .bind(caller.terminal)
    .fetch_optional(database)
    .await?;
    Ok(row.map(Drawer::from))
}

/// Opens a session.
pub async fn open_session(
    database: &PgPool,
    caller: &Caller,
    call: &OpenSession,
    (register, day): (&RegisterCode, NaiveDate),
) -> Result<Option<()>, sqlx::Error> {
    let opened: Option<bool> = sqlx::query_scalar(
        "WITH opened AS (
             INSERT INTO cash_session (shop_id, terminal_id, register, business_day, opened_at, opened_by, float_cents)
             SELECT $1, $5, $6, $7, now(), $4, $3::bigint
             WHERE NOT EXISTS (SELECT FROM cash_session WHERE terminal_id = $5 AND closed_at IS NULL)
                OR refuse('session_open', NULL)
         ), applied AS (
             INSERT INTO applied_command (command_id, staff_id, terminal_id, reply) VALUES ($2, $4, $5, 'null')
         )
         SELECT true",
    )
    .bind(caller.shop.id.0)
    .bind(call.command.0)
    .bind(call.float.0)
    .bind(caller.staff.as_ref().map(|staff| staff.id.0))
    .bind(caller.terminal)
    .bind(&register.0)
    .bind(day)
    .fetch_optional(database)
    .await?;
    Ok(opened.map(drop))
}

/// Puts cash in, or below zero takes it out; nothing while no session is open.
const MOVE_CASH: &str = concat!(
    "WITH ",
    session!("FOR UPDATE"),
    ", moved AS (
    INSERT INTO cash_movement (cash_session_id, shop_id, terminal_id, at, staff_id, amount_cents, reason)
    SELECT cash_session_id, shop_id, terminal_id, now(), $4::bigint, $3::bigint, $6::text
    FROM session
    WHERE float_cents + put_in + sales - taken_out - refunds + $3 >= 0
       OR refuse('not_in_drawer', (float_cents + put_in + sales - taken_out - refunds)::text)
    RETURNING true AS done
), applied AS (
    INSERT INTO applied_command (command_id, staff_id, terminal_id, reply)
    SELECT $2::uuid, $4, $5, 'null' FROM moved
)
SELECT done FROM moved"
);

/// Moves cash by hand.
pub async fn move_cash(
    database: &PgPool,
    caller: &Caller,
    command: CommandId,
    (amount, reason): (Cents, &str),
) -> Result<Option<()>, sqlx::Error> {
    let moved: Option<bool> = sqlx::query_scalar(MOVE_CASH)
        .bind(caller.shop.id.0)
        .bind(command.0)
        .bind(amount.0)
        .bind(caller.staff.as_ref().map(|staff| staff.id.0))
        .bind(caller.terminal)
        .bind(reason)
        .fetch_optional(database)
        .await?;
    Ok(moved.map(drop))
}

/// Closes the day: the entry, and the drawer's session where it is open; `originals` are printed.
pub async fn close_day(
    database: &PgPool,
    caller: &Caller,
    call: &CloseDay,
    closed: &DayClosed,
    originals: &[EntryRef],
) -> Result<Option<DayClosed>, sqlx::Error> {
    let counted = closed.session.and_then(|session| session.closed);
    let reply: Option<Json<DayClosed>> = sqlx::query_scalar(concat!(
        "WITH here AS (SELECT), ",
        booked!("6", "here"),
        ", ",
        printed!("10"),
        ", shut AS (
    UPDATE cash_session SET closed_at = now(), closed_by = $4, expected_cents = $7, counted_cents = $8, count = $9::jsonb
    WHERE terminal_id = $5 AND closed_at IS NULL AND $8::bigint IS NOT NULL
), applied AS (
    INSERT INTO applied_command (command_id, staff_id, terminal_id, reply)
    SELECT $2::uuid, $4::bigint, $5, $3::jsonb FROM here
    RETURNING reply
)
SELECT reply FROM applied"
    ))
    .bind(caller.shop.id.0)
    .bind(call.command.0)
    .bind(Json(closed))
    .bind(caller.staff.as_ref().map(|staff| staff.id.0))
    .bind(caller.terminal)
    .bind(Json(&caller.signed))
    .bind(closed.session.map(|session| session.expected().0))
    .bind(counted.map(|counted| counted.counted.0))
    .bind(Json(&call.count))
    .bind(Json(originals))
    .fetch_optional(database)
    .await?;
    Ok(reply.map(|Json(closed)| closed))
}
