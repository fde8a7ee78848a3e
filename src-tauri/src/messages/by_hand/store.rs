//! The SQL of what is written to customers by hand. What it writes is the server's to check
//! (`migrations/0032_told_customers.sql`).

use super::super::delays::store::begun;
use super::super::store::{channel, kind, language, state};
use crate::app::Caller;
use crate::error::{Error, raised, unreadable};
use chrono::{DateTime, TimeDelta, Utc};
use domain::Language;
use domain::messages::{
    Audience, Awaited, Facts, MessageId, OrderMessage, SENDINGS, WriteRefused, WriteToCustomer,
};
use domain::orders::{Baking, OrderId, OrderState, ServiceMode};
use domain::shops::ShopId;
use sqlx::types::Json;
use sqlx::{FromRow, PgPool};
use uuid::Uuid;

#[derive(FromRow)]
struct ListedRow {
    order_id: Uuid,
    message_id: i64,
    kind: String,
    channel: String,
    state: String,
    sent_at: Option<DateTime<Utc>>,
}

impl TryFrom<ListedRow> for OrderMessage {
    type Error = Error;

    fn try_from(row: ListedRow) -> Result<OrderMessage, Error> {
        Ok(OrderMessage {
            order: OrderId(row.order_id),
            id: MessageId(row.message_id),
            kind: kind(&row.kind)?,
            channel: channel(&row.channel)?,
            state: state(&row.state)?,
            sent_at: row.sent_at,
        })
    }
}

/// What was written to customers about orders of the shop since yesterday; a thousand at most, and nothing that
/// waits for the kitchen's ten seconds.
pub async fn listed(database: &PgPool, shop: ShopId) -> Result<Vec<OrderMessage>, Error> {
    let kinds = SENDINGS.iter().filter(|it| it.to == Audience::Customer);
    let rows: Vec<ListedRow> = sqlx::query_as(
        "SELECT * FROM (
             SELECT order_id, message_id, kind, channel, state, sent_at FROM message
             WHERE shop_id = $1 AND order_id IS NOT NULL AND kind = ANY ($2)
               AND written_at > now() - interval '1 day' AND NOT (state = 'to_send' AND tries = 0 AND due_at > now())
             ORDER BY message_id DESC LIMIT 1000) AS latest
         ORDER BY message_id",
    )
    .bind(shop.0)
    .bind(kinds.map(|it| it.kind.word()).collect::<Vec<_>>())
    .fetch_all(database)
    .await?;
    rows.into_iter().map(OrderMessage::try_from).collect()
}

#[derive(FromRow)]
struct AboutRow {
    promised_at: DateTime<Utc>,
    mode: String,
    state: String,
    phone: Option<String>,
    speaks: Option<String>,
    facts: Json<Facts>,
    preparing: Json<Vec<Baking>>,
    in_oven: Json<Vec<Baking>>,
    travel_minutes: i32,
    now: DateTime<Utc>,
}

/// What can be said of an order, and to whom.
pub struct About {
    pub mode: ServiceMode,
    pub state: OrderState,
    pub phone: Option<String>,
    pub language: Language,
    pub facts: Facts,
    pub awaited: Awaited,
    /// Now, by the server's clock.
    pub now: DateTime<Utc>,
}

/// What is known of an order; none: the shop has no such.
pub async fn about(
    database: &PgPool,
    shop: ShopId,
    order: OrderId,
) -> Result<Option<About>, Error> {
    let row: Option<AboutRow> = sqlx::query_as(concat!(
        "SELECT promised_at, mode, state, travel_minutes, customer_phone AS phone, now(),
                (SELECT customer.language FROM customer WHERE customer.customer_id = orders.customer_id) AS speaks,
                order_facts(orders, promised_at) AS facts, ",
        begun!("preparing"),
        " AS preparing, ",
        begun!("in_oven"),
        " AS in_oven FROM orders WHERE shop_id = $1 AND order_id = $2"
    ))
    .bind(shop.0)
    .bind(order.0)
    .fetch_optional(database)
    .await?;
    let Some(row) = row else { return Ok(None) };
    let mode = ServiceMode::from_word(&row.mode);
    let state = OrderState::from_word(&row.state);
    Ok(Some(About {
        mode: mode.ok_or_else(|| unreadable("orders", "mode", &row.mode))?,
        state: state.ok_or_else(|| unreadable("orders", "state", &row.state))?,
        phone: row.phone,
        language: row.speaks.as_deref().map_or(Ok(Language::Fr), language)?,
        facts: row.facts.0,
        awaited: Awaited {
            order,
            promised_at: row.promised_at,
            preparing: row.preparing.0,
            in_oven: row.in_oven.0,
            on_way: TimeDelta::minutes(i64::from(row.travel_minutes)),
        },
        now: row.now,
    }))
}

/// Writes a message by hand, unless that tap did before.
pub async fn write(
    database: &PgPool,
    caller: &Caller,
    call: &WriteToCustomer,
    text: &str,
) -> Result<(), sqlx::Error> {
    sqlx::query("SELECT write_to_customer($1, $2, $3, $4, $5, $6)")
        .bind(caller.shop.id.0)
        .bind(call.order.0)
        .bind(call.kind.word())
        .bind(text)
        .bind(call.once)
        .bind(caller.staff.as_ref().map(|staff| staff.id.0))
        .execute(database)
        .await
        .map(drop)
}

/// What it means that nothing was written.
pub fn write_refused(error: sqlx::Error) -> Error {
    match raised(&error) {
        Some(("order_unknown", _)) => WriteRefused::Unknown.into(),
        Some(("no_number", _)) => WriteRefused::NoNumber.into(),
        Some(("no_service", _)) => WriteRefused::NoService.into(),
        Some(("order_moved", stands)) => match OrderState::from_word(stands) {
            Some(state) => WriteRefused::Moved { state }.into(),
            None => unreadable("orders", "state", stands).into(),
        },
        _ => error.into(),
    }
}
