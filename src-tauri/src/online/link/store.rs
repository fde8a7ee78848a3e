//! The SQL of links that are sent. One that is over is withdrawn by the database (`migrations/0039_payment_links.sql`).

use crate::app::Caller;
use domain::messages::MessageKind;
use domain::online::SendLink;
use sqlx::{FromRow, PgPool};

/// How a link stood when it was to be sent.
#[derive(FromRow)]
pub struct Link {
    /// The customer may open it.
    pub is_open: bool,
    /// The group has something to send it with.
    pub has_way: bool,
    /// That tap has written it, now or before.
    pub is_written: bool,
}

/// Writes the link of payment $2 of shop $1 to $5, by channel $4, in the language of whose order it is, or of whose
/// number. The payment is held meanwhile: one that is given up at this moment withdraws what was written before, and
/// nothing is written behind it.
const WRITE: &str = "
WITH intent AS MATERIALIZED (
    SELECT intent_id, shop_id, order_id, amount_cents, link_until, stands #>> '{seen,order,link}' AS link,
           state = 'waiting' AND left_at IS NULL AND ended_at IS NULL AND link_until > now()
           AND stands #>> '{seen,order,link}' IS NOT NULL AND stands #>> '{seen,authorization,id}' IS NULL AS is_open
    FROM paypal_intent WHERE intent_id = $2 AND shop_id = $1
    FOR SHARE
), way AS MATERIALIZED (
    SELECT EXISTS (SELECT FROM setting
                   WHERE name = CASE $4 WHEN 'sms' THEN 'digitaleo' ELSE 'mail' END) AS is_there
), written AS (
    INSERT INTO message (shop_id, kind, channel, phone, email, language, facts, expires_at, order_id, customer_id,
                         intent_id, written_by, once)
    SELECT intent.shop_id, $3, $4, CASE $4 WHEN 'sms' THEN $5 END, CASE $4 WHEN 'email' THEN $5 END,
           coalesce((SELECT language FROM customer WHERE customer.customer_id = whose.id), 'fr'),
           order_facts(orders, orders.promised_at) - 'time' || jsonb_build_object(
               'due', jsonb_build_object('amount', intent.amount_cents), 'link', jsonb_build_object('text', intent.link)),
           intent.link_until, intent.order_id, whose.id, intent.intent_id, $7, $6
    FROM intent JOIN orders USING (order_id, shop_id), LATERAL (
        SELECT coalesce(orders.customer_id,
                        (SELECT customer.customer_id FROM customer WHERE $4 = 'sms' AND customer.phone = $5))) AS whose (id)
    WHERE intent.is_open AND (SELECT is_there FROM way)
    ON CONFLICT ON CONSTRAINT message_once DO NOTHING
    RETURNING message_id
)
SELECT is_open, (SELECT is_there FROM way) AS has_way,
       EXISTS (SELECT FROM written) OR EXISTS (SELECT FROM message WHERE once = $6 AND intent_id = $2) AS is_written
FROM intent";

/// Writes it, unless that tap did before; none: the shop has no such payment.
pub async fn write(
    database: &PgPool,
    caller: &Caller,
    call: &SendLink,
    to: &str,
) -> Result<Option<Link>, sqlx::Error> {
    sqlx::query_as(WRITE)
        .bind(caller.shop.id.0)
        .bind(call.intent.0)
        .bind(MessageKind::PaymentLink.word())
        .bind(call.by.word())
        .bind(to)
        .bind(call.once)
        .bind(caller.staff.as_ref().map(|staff| staff.id.0))
        .fetch_optional(database)
        .await
}
