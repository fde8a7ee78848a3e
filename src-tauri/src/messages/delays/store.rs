//! The SQL of delays: which orders are awaited, and telling of those that are late.

use chrono::{DateTime, TimeDelta, Utc};
use domain::messages::Awaited;
use domain::orders::{Baking, OrderId};
use domain::shops::ShopId;
use sqlx::types::Json;
use sqlx::{FromRow, PgPool};
use uuid::Uuid;

/// How long a look serves every counter of the shop.
const LOOK: TimeDelta = TimeDelta::minutes(1);

/// An order that is awaited, and what its delay is measured by.
pub struct Looked {
    pub order: Awaited,
    /// From how many minutes on its customer is told.
    pub minutes: u32,
    /// Now, by the server's clock.
    pub now: DateTime<Utc>,
}

/// The pizzas of an order that stand so, as the contract's JSON.
macro_rules! begun {
    ($state:literal) => {
        concat!(
            "(SELECT coalesce(jsonb_agg(jsonb_build_object('since', since, 'cooking_minutes', cooking_minutes)), '[]')
              FROM order_item JOIN order_line USING (order_line_id)
              WHERE order_item.order_id = orders.order_id AND order_item.state = '",
            $state,
            "')"
        )
    };
}
pub(in crate::messages) use begun;

#[derive(FromRow)]
struct Row {
    order_id: Uuid,
    promised_at: DateTime<Utc>,
    preparing: Json<Vec<Baking>>,
    in_oven: Json<Vec<Baking>>,
    travel_minutes: i32,
    minutes: i32,
    now: DateTime<Utc>,
}

/// The orders of a shop whose customers are to be told of a delay and were not yet; none where another counter
/// looked lately.
pub async fn look(database: &PgPool, shop: ShopId) -> Result<Vec<Looked>, sqlx::Error> {
    let rows: Vec<Row> = sqlx::query_as(concat!(
        "WITH mine AS (
             INSERT INTO delay_look AS known (shop_id, looked_at) VALUES ($1, clock_timestamp())
             ON CONFLICT ON CONSTRAINT delay_look_key DO UPDATE SET looked_at = excluded.looked_at
             WHERE known.looked_at <= excluded.looked_at - $2::interval
             RETURNING shop_id, looked_at AS now, customer_messages() AS told
         )
         SELECT order_id, promised_at, travel_minutes, (told ->> 'delay_minutes')::integer AS minutes, now, ",
        begun!("preparing"),
        " AS preparing, ",
        begun!("in_oven"),
        " AS in_oven
         FROM mine JOIN orders USING (shop_id)
         WHERE (told ->> 'on')::boolean AND (told ->> 'delayed')::boolean AND customer_phone IS NOT NULL AND NOT held
           AND (state IN ('queued', 'preparing') OR state = 'ready' AND mode = 'delivery')
           AND NOT EXISTS (SELECT FROM message WHERE message.order_id = orders.order_id AND kind = 'delayed')
         ORDER BY placed_at"
    ))
    .bind(shop.0)
    .bind(LOOK)
    .fetch_all(database)
    .await?;
    let looked = rows.into_iter().map(|row| Looked {
        order: Awaited {
            order: OrderId(row.order_id),
            promised_at: row.promised_at,
            preparing: row.preparing.0,
            in_oven: row.in_oven.0,
            on_way: TimeDelta::minutes(i64::from(row.travel_minutes)),
        },
        minutes: row.minutes.unsigned_abs(),
        now: row.now,
    });
    Ok(looked.collect())
}

/// Tells the customers of these orders the new times; how many could be.
pub async fn tell(
    database: &PgPool,
    shop: ShopId,
    late: &[(OrderId, DateTime<Utc>)],
) -> Result<i64, sqlx::Error> {
    let (orders, times): (Vec<Uuid>, Vec<DateTime<Utc>>) =
        late.iter().map(|(order, at)| (order.0, *at)).unzip();
    sqlx::query_scalar("SELECT tell_delays($1, $2, $3)")
        .bind(shop.0)
        .bind(orders)
        .bind(times)
        .fetch_one(database)
        .await
}
