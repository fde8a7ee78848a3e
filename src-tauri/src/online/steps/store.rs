//! The SQL of carrying payments on: claimed for a while, and kept before each step and after it.

use super::super::wants::Wants;
use crate::error::{Error, unreadable};
use anyhow::Context;
use chrono::{DateTime, TimeDelta, Utc};
use domain::orders::OrderId;
use domain::payments::{PaypalIntent, PaypalStanding, PaypalState, PaypalStep, PaypalWish};
use domain::staff::{Role, StaffId, StaffTile};
use serde_json::Value;
use sqlx::types::Json;
use sqlx::{FromRow, PgPool};
use uuid::Uuid;

/// How long a terminal has a payment for itself: the longest call, and as long again.
pub const LEASE: TimeDelta = TimeDelta::seconds(45);
/// How long one that could not be carried on is left alone.
const A_MOMENT: TimeDelta = TimeDelta::seconds(2);
/// How many payments a terminal claims at once.
pub const AT_ONCE: usize = 6;

/// A payment that this terminal has for itself.
#[derive(Clone, Debug)]
pub struct Claimed {
    /// As it is kept.
    pub intent: PaypalIntent,
    /// What is wanted of it.
    pub wants: Wants,
    /// The how-many-eth claim.
    pub claims: i64,
    /// When that was, by the server's clock.
    pub at: DateTime<Utc>,
    /// When it was asked for.
    pub asked_at: DateTime<Utc>,
    /// Its money is in the ledger.
    pub is_booked: bool,
    /// Somebody had to look at it.
    pub was_to_check: bool,
    /// Who asked for it.
    pub asked_by: StaffId,
    /// The same, where that person still works here.
    pub cashier: Option<StaffTile>,
}

#[derive(FromRow)]
struct ClaimedRow {
    stands: Value,
    #[sqlx(flatten)]
    wants: Wants,
    claims: i64,
    at: DateTime<Utc>,
    asked_at: DateTime<Utc>,
    is_booked: bool,
    state: String,
    asked_by: i64,
    name: Option<String>,
    role: Option<String>,
}

impl TryFrom<ClaimedRow> for Claimed {
    type Error = Error;

    fn try_from(row: ClaimedRow) -> Result<Claimed, Error> {
        let asked_by = StaffId(row.asked_by);
        let tile = |(name, role): (String, String)| match Role::from_word(&role) {
            Some(role) => Ok(StaffTile { id: asked_by, name, role }),
            None => Err(unreadable("staff", "role", &role)),
        };
        let intent = serde_json::from_value(row.stands).context("paypal_intent.stands")?;
        Ok(Claimed {
            intent,
            wants: row.wants,
            claims: row.claims,
            at: row.at,
            asked_at: row.asked_at,
            is_booked: row.is_booked,
            was_to_check: row.state == PaypalState::ToCheck.word(),
            asked_by,
            cashier: row.name.zip(row.role).map(tile).transpose()?,
        })
    }
}

/// Claims a few payments that something is to be done about.
pub async fn claim(database: &PgPool, terminal: Uuid) -> Result<Vec<Claimed>, Error> {
    let rows: Vec<ClaimedRow> = sqlx::query_as(
        "WITH due AS MATERIALIZED (
             SELECT intent_id FROM paypal_intent
             WHERE look_at <= now() AND (claimed_until IS NULL OR claimed_until <= now())
             ORDER BY look_at LIMIT $2
             FOR UPDATE SKIP LOCKED
         ), claimed AS (
             UPDATE paypal_intent AS it
             SET claimed_by = $1, claimed_until = clock_timestamp() + $3, claims = claims + 1
             FROM due WHERE it.intent_id = due.intent_id
             RETURNING it.*
         )
         SELECT stands, take_from, left_at, give_back_cents, claims, clock_timestamp() AS at, asked_at, state, asked_by, name, role,
                EXISTS (SELECT FROM payment WHERE payment.intent_id = claimed.intent_id) AS is_booked
         FROM claimed LEFT JOIN staff ON staff.staff_id = asked_by
         ORDER BY asked_at",
    )
    .bind(terminal)
    .bind(i64::try_from(AT_ONCE).unwrap_or(1))
    .bind(LEASE)
    .fetch_all(database)
    .await?;
    // One that cannot be read, being of another version, keeps nothing back: its lease runs out.
    let (read, unread): (Vec<_>, Vec<_>) =
        rows.into_iter().map(Claimed::try_from).partition(Result::is_ok);
    for error in unread.into_iter().filter_map(Result::err) {
        tracing::error!(?error, "a payment by PayPal cannot be read");
    }
    Ok(read.into_iter().filter_map(Result::ok).collect())
}

/// What a terminal does with what it has for itself.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Then {
    /// It goes on.
    GoOn,
    /// Whoever comes looks at it then; none: nothing is to be done until the order wants something else.
    Leave(Option<DateTime<Utc>>),
}

/// Whether PayPal takes its money, or has taken it: until it is in the ledger nothing else is decided about it.
fn is_taking(intent: &PaypalIntent) -> bool {
    use PaypalStanding::{CapturePending, Taken, TakenUnseen};
    let is_told = intent.begun.is_some_and(|it| it.step == PaypalStep::Capture);
    let is_taken = matches!(intent.standing(), CapturePending | Taken | TakenUnseen);
    (is_told || is_taken) && intent.doubt.is_none() && intent.wish != PaypalWish::Leave
}

/// Keeps a payment as it is known now; what is wanted of it meanwhile. None: another terminal has it by now, or
/// the money was to be taken of what is not wanted any more: nothing was kept.
pub async fn keep(
    database: &PgPool,
    terminal: Uuid,
    claimed: &Claimed,
    after: &PaypalIntent,
    then: Then,
) -> Result<Option<Wants>, sqlx::Error> {
    let begins = after.begun.is_some_and(|it| it.step == PaypalStep::Capture)
        && claimed.intent.begun != after.begun;
    let (leaves, look_at) = match then {
        Then::GoOn => (false, None),
        Then::Leave(at) => (true, at),
    };
    let capture = after.seen.capture.as_ref();
    sqlx::query_as(
        "WITH held AS MATERIALIZED (
             SELECT CASE WHEN $4::boolean THEN hold_order($5)
                         WHEN $14::boolean OR $20::boolean THEN let_go($5, $20) END IS NOT FALSE AS is_seen_to
         ), before AS MATERIALIZED (
             SELECT state AS was FROM paypal_intent WHERE intent_id = $1
         ), kept AS (
             UPDATE paypal_intent AS it
             SET stands = $6, attempt = $7, state = $8, is_taking = $9, taken_cents = $10, fee_cents = $11,
                 net_cents = $12,
                 left_at = coalesce(it.left_at, CASE WHEN $13::boolean THEN clock_timestamp() END),
                 claimed_until = CASE WHEN $14::boolean THEN NULL ELSE clock_timestamp() + $15::interval END,
                 look_at = CASE WHEN NOT $14 THEN it.look_at
                                WHEN ROW (it.take_from, it.left_at, it.give_back_cents)
                                     IS DISTINCT FROM ROW ($16::timestamptz, $17::timestamptz, $18::bigint)
                                THEN clock_timestamp()
                                ELSE $19::timestamptz END
             FROM held
             WHERE it.intent_id = $1 AND it.claimed_by = $2 AND it.claims = $3
               AND it.claimed_until > clock_timestamp() AND NOT ($4 AND it.left_at IS NOT NULL)
               AND held.is_seen_to IS NOT NULL
             RETURNING it.*
         )
         SELECT take_from, left_at, give_back_cents
         FROM kept JOIN orders USING (order_id), before
         WHERE kept.state = before.was OR tell(kept.shop_id, 'order', kept.order_id, orders.version)",
    )
    .bind(after.intent.0)
    .bind(terminal)
    .bind(claimed.claims)
    .bind(begins)
    .bind(after.order.0)
    .bind(Json(after))
    .bind(i32::try_from(after.attempt).unwrap_or(i32::MAX))
    .bind(after.state().word())
    .bind(is_taking(after))
    .bind(capture.and_then(|it| it.amount).map(|it| it.0))
    .bind(capture.and_then(|it| it.fee).map(|it| it.0))
    .bind(capture.and_then(|it| it.net).map(|it| it.0))
    .bind(after.wish == PaypalWish::Leave)
    .bind(leaves)
    .bind(LEASE)
    .bind(claimed.wants.take_from)
    .bind(claimed.wants.left_at)
    .bind(claimed.wants.give_back_cents)
    .bind(look_at)
    // The customer has paid: what was held until then goes to the kitchen.
    .bind(matches!(after.state(), PaypalState::Authorized | PaypalState::Captured))
    .fetch_optional(database)
    .await
}

/// Leaves a payment as it is kept to whoever comes next, in a moment.
pub async fn give_up(database: &PgPool, claimed: &Claimed) -> Result<(), sqlx::Error> {
    sqlx::query(
        "UPDATE paypal_intent SET claimed_until = NULL, look_at = clock_timestamp() + $3::interval
         WHERE intent_id = $1 AND claims = $2",
    )
    .bind(claimed.intent.intent.0)
    .bind(claimed.claims)
    .bind(A_MOMENT)
    .execute(database)
    .await
    .map(drop)
}

/// The number of the next payment of an order.
pub async fn next_attempt(database: &PgPool, order: OrderId) -> Result<u32, sqlx::Error> {
    let next: i32 = sqlx::query_scalar(
        "SELECT coalesce(max(attempt), 0) + 1 FROM paypal_intent WHERE order_id = $1",
    )
    .bind(order.0)
    .fetch_one(database)
    .await?;
    Ok(next.unsigned_abs())
}
