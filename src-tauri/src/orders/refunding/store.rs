//! The SQL of giving money back of an order that stays.

use crate::app::Caller;
use crate::error::{Error, raised, unreadable};
use crate::ledger;
use crate::ledger::store::booked;
use crate::orders::store::overtaken;
use domain::Cents;
use domain::ledger::{EntryRef, TenderLine, Ticket};
use domain::orders::{GivingBackRefused, Refund, RefundOrder, Refunded};
use domain::payments::RefundRefused;
use domain::staff::StaffId;
use sqlx::PgPool;
use sqlx::types::Json;

/// What a connection prepares before its first command.
pub const COMMANDS: &[&str] = &[REFUND];

/// Each payment gives back no more than it brought: of a tender the last first, of meal vouchers
/// whole ones of just that worth.
const REFUND: &str = concat!(
    "
WITH back AS MATERIALIZED (
    SELECT tender, amount, tender = 'meal_voucher' AS whole,
           row_number() OVER (PARTITION BY tender, amount) AS nth
    FROM jsonb_to_recordset($7::jsonb) AS each (tender text, amount bigint)
), target AS MATERIALIZED (
    SELECT orders.*, business_day(shop.day_ends_at) AS given_back_on, asked.amount AS given_back,
           CASE WHEN state = 'cancelled' THEN refuse('cancelled', number)
                WHEN ",
    overtaken!(),
    "
                WHEN paid_cents <> $6::bigint THEN refuse('meanwhile', number || ' ' || paid_cents)
                WHEN total_cents - refunded_cents > paid_cents
                THEN refuse('due', number || ' ' || (total_cents - refunded_cents - paid_cents))
                WHEN revision <> $8::integer THEN refuse('ledger_head', number)
                WHEN refunded_cents + asked.amount > refund_alone_cents AND NOT $9::boolean
                THEN refuse('manager', number || ' ' || refund_alone_cents)
           END AS refused
    FROM orders JOIN shop USING (shop_id), LATERAL (SELECT sum(amount)::bigint AS amount FROM back) AS asked
    WHERE shop_id = $1 AND order_id = $3
    FOR UPDATE OF orders
), taken AS MATERIALIZED (
    SELECT target.order_id, target.given_back_on, payment.payment_id, payment.tender, payment.amount_cents,
           payment.amount_cents + (SELECT coalesce(sum(undone.amount_cents), 0)::bigint FROM payment AS undone
               WHERE undone.order_id = payment.order_id AND undone.refunds = payment.payment_id) AS left_cents
    FROM target JOIN payment USING (order_id)
    WHERE target.refused IS NULL AND payment.refunds IS NULL
), part AS (
    SELECT order_id, given_back_on, payment_id, tender, least(left_cents, amount - later) AS amount
    FROM (
        SELECT taken.*, asked.amount, coalesce(sum(left_cents) OVER (PARTITION BY tender ORDER BY payment_id DESC
                   ROWS BETWEEN UNBOUNDED PRECEDING AND 1 PRECEDING), 0)::bigint AS later
        FROM taken JOIN (SELECT tender, sum(amount)::bigint AS amount FROM back WHERE NOT whole
                         GROUP BY tender) AS asked USING (tender)
        WHERE left_cents > 0) AS last_first
    WHERE amount > later
    UNION ALL
    SELECT order_id, given_back_on, payment_id, tender, amount
    FROM (SELECT order_id, given_back_on, payment_id, tender, amount_cents AS amount,
                 row_number() OVER (PARTITION BY amount_cents ORDER BY payment_id DESC) AS nth
          FROM taken
          WHERE tender = 'meal_voucher' AND left_cents = amount_cents AND left_cents > 0) AS voucher
    JOIN back USING (tender, amount, nth)
), given_back AS (
    INSERT INTO payment (order_id, shop_id, terminal_id, business_day, staff_id, tender, amount_cents,
                         received_cents, refunds, command_id, cash_session_id)
    SELECT order_id, $1, $5::uuid, given_back_on, $4::bigint, tender, -amount, -amount, payment_id, $2::uuid,
           (SELECT cash_session_id FROM cash_session WHERE cash_session.terminal_id = $5 AND closed_at IS NULL)
    FROM part
    RETURNING tender, -amount_cents AS amount
), refunded AS (
    UPDATE orders SET paid_cents = orders.paid_cents - target.given_back,
        refunded_cents = orders.refunded_cents + target.given_back, version = orders.version + 1
    FROM target
    WHERE orders.order_id = target.order_id AND target.refused IS NULL
      AND (coalesce((SELECT sum(amount) FROM given_back), 0) = target.given_back
           OR refuse('ledger_head', target.number))
    RETURNING orders.*
), ",
    booked!("12", "refunded"),
    ", event AS (
    INSERT INTO order_event (order_id, shop_id, staff_id, terminal_id, from_state, to_state, reason, approved_by)
    SELECT order_id, shop_id, $4, $5, state, state, $10::text, $11::bigint FROM refunded
), applied AS (
    INSERT INTO applied_command (command_id, staff_id, terminal_id, reply)
    SELECT $2, $4, $5, jsonb_build_object('order', order_id, 'number', number, 'version', version,
        'refunds', (SELECT jsonb_agg(jsonb_build_object('tender', tender, 'amount', amount) ORDER BY tender)
                    FROM (SELECT tender, sum(amount) AS amount FROM given_back GROUP BY tender) AS sums),
        'entry', $13::jsonb)
    FROM refunded
    RETURNING reply
)
SELECT applied.reply FROM applied, refunded WHERE tell($1, 'order', refunded.order_id, refunded.version)"
);

/// Money to give back, and by what right.
pub struct Given<'a> {
    /// What was asked.
    pub call: &'a RefundOrder,
    /// Why, checked.
    pub reason: String,
    /// What was signed of it.
    pub tickets: &'a [Ticket],
    /// The last of these.
    pub entry: &'a EntryRef,
    /// The content of the order that they were made of.
    pub revision: Option<i32>,
    /// The manager who consented.
    pub approved_by: Option<StaffId>,
    /// Even more than a cashier gives back alone.
    pub may: bool,
}

impl Given<'_> {
    /// The money, line by line.
    fn money(&self) -> Vec<Refund> {
        let back =
            |line: &TenderLine| Refund { tender: line.tender, amount: Cents(-line.amount.0) };
        self.tickets.iter().flat_map(|ticket| &ticket.tenders).map(back).collect()
    }
}

/// Gives money back, or does nothing at all; nothing where the shop has no such order.
pub async fn refund(
    database: &PgPool,
    caller: &Caller,
    given: &Given<'_>,
) -> Result<Option<Refunded>, sqlx::Error> {
    let refunded: Option<Json<Refunded>> = sqlx::query_scalar(REFUND)
        .bind(caller.shop.id.0)
        .bind(given.call.command.0)
        .bind(given.call.order.0)
        .bind(caller.staff.as_ref().map(|staff| staff.id.0))
        .bind(caller.terminal)
        .bind(given.call.paid.0)
        .bind(Json(given.money()))
        .bind(given.revision)
        .bind(given.may)
        .bind(&given.reason)
        .bind(given.approved_by.map(|staff| staff.0))
        .bind(Json(&caller.signed))
        .bind(Json(given.entry))
        .fetch_optional(database)
        .await?;
    Ok(refunded.map(|Json(refunded)| refunded))
}

/// What refused money means.
pub fn refund_refused(error: sqlx::Error) -> Error {
    let Some((code, detail)) = raised(&error) else { return error.into() };
    let (number, cents) = detail.split_once(' ').unwrap_or((detail, ""));
    let (number, cents) = (number.to_owned(), cents.parse().map(Cents));
    match (code, cents) {
        ("cancelled", _) => GivingBackRefused::Cancelled { number }.into(),
        ("meanwhile", Ok(paid)) => GivingBackRefused::Meanwhile { number, paid }.into(),
        ("due", Ok(due)) => GivingBackRefused::NotPaid { number, due }.into(),
        ("manager", Ok(alone)) => {
            GivingBackRefused::Back(RefundRefused::NeedsManager { alone }).into()
        }
        ("meanwhile" | "due" | "manager", Err(_)) => {
            unreadable("orders", "paid_cents", detail).into()
        }
        _ => ledger::refused(error),
    }
}
