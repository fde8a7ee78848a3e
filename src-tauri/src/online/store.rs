//! The SQL of payments on the telephone.

use crate::app::Caller;
use crate::error::{Error, raised, unreadable};
use chrono::{DateTime, TimeDelta, Utc};
use domain::Cents;
use domain::online::{AskOnline, OnlineRefused, OnlineStands};
use domain::orders::OrderId;
use domain::payments::{
    PaypalDoubt, PaypalIntent, PaypalIntentId, PaypalStanding, PaypalState, PaypalStep, PaypalWish,
};
use domain::shops::ShopId;
use domain::staff::{Role, StaffId, StaffTile};
use sqlx::types::Json;
use sqlx::{FromRow, PgPool};
use uuid::Uuid;

/// How long a terminal has a payment for itself: the longest call, and as long again.
pub const LEASE: TimeDelta = TimeDelta::seconds(45);
/// How many payments a terminal claims at once.
pub const AT_ONCE: usize = 6;
/// How often PayPal is asked while somebody waits before the screen.
const WATCHED: TimeDelta = TimeDelta::seconds(3);
/// How long a terminal that was to write money into the ledger is waited for before another does.
const BOOKING_MAX: TimeDelta = TimeDelta::minutes(10);

/// What the order wants of a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, FromRow)]
pub struct Wants {
    /// The money from then on.
    pub take_from: Option<DateTime<Utc>>,
    /// Nothing any more since then.
    pub left_at: Option<DateTime<Utc>>,
    /// How much is to be back with the customer, in all.
    pub give_back_cents: i64,
}

impl Wants {
    /// A payment with what is wanted of it at that time.
    pub fn of(&self, intent: &PaypalIntent, now: DateTime<Utc>) -> PaypalIntent {
        let wish = match self {
            Wants { left_at: Some(_), .. } => PaypalWish::Leave,
            Wants { take_from: Some(from), .. } if *from <= now => PaypalWish::Take,
            _ => PaypalWish::Hold,
        };
        // The order was settled otherwise, or given up: that PayPal did not give its money is in nobody's way.
        let is_moot = wish == PaypalWish::Leave
            && intent.wish != PaypalWish::Leave
            && intent.doubt == Some(PaypalDoubt::NotTaken);
        let intent = if is_moot { intent.looked_at() } else { intent.clone() };
        intent.wishing(wish).giving_back(Cents(self.give_back_cents))
    }
}

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
    pub asked_by: StaffTile,
}

#[derive(FromRow)]
struct ClaimedRow {
    stands: Json<PaypalIntent>,
    #[sqlx(flatten)]
    wants: Wants,
    claims: i64,
    at: DateTime<Utc>,
    asked_at: DateTime<Utc>,
    is_booked: bool,
    state: String,
    asked_by: i64,
    name: String,
    role: String,
}

impl TryFrom<ClaimedRow> for Claimed {
    type Error = Error;

    fn try_from(row: ClaimedRow) -> Result<Claimed, Error> {
        let role = Role::from_word(&row.role).ok_or_else(|| unreadable("staff", "role", &row.role));
        Ok(Claimed {
            intent: row.stands.0,
            wants: row.wants,
            claims: row.claims,
            at: row.at,
            asked_at: row.asked_at,
            is_booked: row.is_booked,
            was_to_check: row.state == PaypalState::ToCheck.word(),
            asked_by: StaffTile { id: StaffId(row.asked_by), name: row.name, role: role? },
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
         FROM claimed JOIN staff ON staff.staff_id = asked_by
         ORDER BY asked_at",
    )
    .bind(terminal)
    .bind(i64::try_from(AT_ONCE).unwrap_or(1))
    .bind(LEASE)
    .fetch_all(database)
    .await?;
    rows.into_iter().map(Claimed::try_from).collect()
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
             SELECT $4::boolean AND hold_order($5) AS is_held
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
               AND held.is_held IS NOT NULL
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
    .fetch_optional(database)
    .await
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

/// Asks for a payment, once. What may be asked for is what is due and is not asked for already.
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
         ), target AS MATERIALIZED (
             SELECT orders.*,
                    CASE WHEN state = 'cancelled' THEN refuse('cancelled', number)
                         WHEN total_cents - refunded_cents - paid_cents <> $5::bigint
                         THEN refuse('due', number || ' ' || (total_cents - refunded_cents - paid_cents))
                    END AS refused
             FROM orders
             WHERE shop_id = $1 AND order_id = $4 AND NOT EXISTS (SELECT FROM known)
             FOR UPDATE
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
             UPDATE orders SET online_asked = true
             FROM asked WHERE orders.order_id = $4 AND NOT orders.online_asked
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
    .fetch_optional(database)
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
            stands.end_by_hand();
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

/// Somebody looked at a payment: PayPal is asked again. False where nobody has to look at it.
pub async fn look_again(database: &PgPool, intent: PaypalIntentId) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar(
        "WITH looked AS (
             UPDATE paypal_intent
             SET stands = jsonb_set(stands, '{doubt}', 'null'), look_at = now(), claimed_until = NULL
             WHERE intent_id = $1 AND state = 'to_check' AND ended_at IS NULL
             RETURNING intent_id
         )
         SELECT count(*) > 0 FROM looked",
    )
    .bind(intent.0)
    .fetch_one(database)
    .await
}

/// Somebody saw to a payment on PayPal's own site. False where nobody has to look at it.
pub async fn end(
    database: &PgPool,
    by: StaffId,
    intent: PaypalIntentId,
    reason: &str,
) -> Result<bool, sqlx::Error> {
    sqlx::query_scalar(
        "WITH ended AS (
             UPDATE paypal_intent AS it
             SET ended_at = now(), ended_by = $2, ended_reason = $3, look_at = NULL, claimed_until = NULL,
                 is_taking = false,
                 state = CASE WHEN taken_cents IS NULL THEN 'cancelled'
                              WHEN give_back_cents >= amount_cents OR left_at IS NOT NULL THEN 'refunded'
                              ELSE 'captured' END
             WHERE intent_id = $1 AND state = 'to_check' AND ended_at IS NULL
             RETURNING it.shop_id, it.order_id
         )
         SELECT count(*) > 0 FROM ended JOIN orders USING (order_id, shop_id)
         WHERE tell(ended.shop_id, 'order', ended.order_id, orders.version)",
    )
    .bind(intent.0)
    .bind(by.0)
    .bind(reason)
    .fetch_one(database)
    .await
}

/// This terminal writes the money of a payment into the ledger; by that command. None: another is at it.
pub async fn begin_booking(
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
