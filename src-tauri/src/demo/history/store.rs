//! The SQL of the history: a shop's whole day in one statement.

use chrono::{DateTime, NaiveDate, NaiveTime, Utc};
use domain::ledger::{Account, RegisterCode, ShopIdentity};
use domain::payments::Taken;
use domain::shops::ShopId;
use serde::Serialize;
use sqlx::types::Json;
use sqlx::{PgConnection, PgPool};
use uuid::Uuid;

/// A shop and who works there.
#[derive(Debug, sqlx::FromRow)]
pub struct Shop {
    /// Its key.
    pub shop_id: i64,
    /// Its code.
    pub code: String,
    /// A cashier of it.
    pub cashier: i64,
    /// The cashier's name.
    pub cashier_name: String,
    /// A pizzaïolo of it.
    pub pizzaiolo: i64,
}

/// Every shop that has a cashier and a pizzaïolo.
pub async fn shops(pool: &PgPool) -> sqlx::Result<Vec<Shop>> {
    sqlx::query_as(
        "SELECT shop.shop_id, code,
                min(staff_id) FILTER (WHERE role = 'cashier') AS cashier,
                (array_agg(staff.name ORDER BY staff_id) FILTER (WHERE role = 'cashier'))[1] AS cashier_name,
                min(staff_id) FILTER (WHERE role = 'pizzaiolo') AS pizzaiolo
         FROM shop JOIN staff_shop USING (shop_id) JOIN staff USING (staff_id)
         GROUP BY shop.shop_id
         HAVING count(*) FILTER (WHERE role = 'cashier') > 0 AND count(*) FILTER (WHERE role = 'pizzaiolo') > 0
         ORDER BY code",
    )
    .fetch_all(pool)
    .await
}

/// When a shop is open on a day of the week (1 is Monday).
pub async fn hours(pool: &PgPool, shop: i64) -> sqlx::Result<Vec<(i16, NaiveTime, NaiveTime)>> {
    sqlx::query_as("SELECT weekday, opens_at, closes_at FROM opening_hours WHERE shop_id = $1")
        .bind(shop)
        .fetch_all(pool)
        .await
}

/// Whether there are orders at all.
pub async fn has_orders(pool: &PgPool) -> sqlx::Result<bool> {
    sqlx::query_scalar("SELECT EXISTS (SELECT FROM orders)").fetch_one(pool).await
}

/// An order of the past, as the statement unpacks it.
#[derive(Debug, Serialize)]
pub struct Past {
    /// Its key.
    pub order_id: Uuid,
    /// Its number, and its reference.
    pub number: String,
    pub reference: String,
    /// How it came, and how it went.
    pub channel: &'static str,
    pub mode: &'static str,
    /// `closed`, or `cancelled`.
    pub state: &'static str,
    /// The name to call out.
    pub customer_name: Option<String>,
    /// What it cost, and what was off.
    pub total_cents: i64,
    pub discount_cents: i64,
    /// Pizzas in it.
    pub pizzas: u32,
    /// When each thing happened.
    pub placed_at: DateTime<Utc>,
    pub promised_at: DateTime<Utc>,
    pub started_at: DateTime<Utc>,
    pub ready_at: DateTime<Utc>,
    pub ended_at: DateTime<Utc>,
    /// `cash` or `card`, and what was received.
    pub tender: &'static str,
    pub received_cents: i64,
    /// What the counter asked for.
    pub asked: serde_json::Value,
    /// The same for its ticket.
    #[serde(skip)]
    pub account: Account,
    #[serde(skip)]
    pub taken: Taken,
    /// Rows of its lines and discounts.
    pub lines: serde_json::Value,
    pub discounts: serde_json::Value,
}

impl Past {
    /// Whether money was taken for it.
    pub fn is_paid(&self) -> bool {
        self.state == "closed" && self.total_cents > 0
    }
}

/// Opens the register of the past.
pub async fn open_register(
    connection: &mut PgConnection,
    terminal: Uuid,
    shop: &Shop,
    key: &[u8],
) -> sqlx::Result<(RegisterCode, ShopIdentity)> {
    crate::ledger::store::open_register(connection, terminal, ShopId(shop.shop_id), key).await
}

/// Nobody signs for it any more.
pub async fn close_register(connection: &mut PgConnection, terminal: Uuid) -> sqlx::Result<()> {
    sqlx::query("UPDATE ledger_register SET closed_at = now() WHERE terminal_id = $1")
        .bind(terminal)
        .execute(connection)
        .await?;
    Ok(())
}

/// Everything that happened is told by the same tables as what happens now. What was used is put
/// back by a delivery at the end of the day, so that the shelves are as they were.
const DAY: &str = "
WITH past AS MATERIALIZED (
    SELECT * FROM jsonb_to_recordset($3) AS past (
        order_id uuid, number text, reference text, channel text, mode text, state text, customer_name text,
        total_cents bigint, discount_cents bigint, pizzas integer, placed_at timestamptz,
        promised_at timestamptz, started_at timestamptz, ready_at timestamptz, ended_at timestamptz,
        tender text, received_cents bigint, asked jsonb, lines jsonb, discounts jsonb)
), placed AS (
    INSERT INTO orders (order_id, shop_id, business_day, number, reference, channel, mode, state,
        customer_name, total_cents, discount_cents, paid_cents, pizzas, pizzas_started, pizzas_left,
        placed_at, promised_at, shown_at, ready_at, handed_over_at, ended_at, asked, menu_version,
        placed_by, terminal_id)
    SELECT order_id, $1, $2, number, reference, channel, mode, state, customer_name, total_cents,
        discount_cents, CASE state WHEN 'closed' THEN total_cents ELSE 0 END, pizzas,
        CASE state WHEN 'closed' THEN pizzas ELSE 0 END, CASE state WHEN 'closed' THEN 0 ELSE pizzas END,
        placed_at, promised_at, placed_at, CASE WHEN state = 'closed' THEN ready_at END,
        CASE WHEN state = 'closed' THEN ended_at END, ended_at, asked, (SELECT version FROM menu_version),
        $4, $6
    FROM past
    RETURNING order_id
), line AS (
    INSERT INTO order_line (order_id, shop_id, position, line, formula, size_id, half_size_id, without_ids, extra_ids,
        name, changes, quantity, unit_price_cents, discount_cents, vat_class, vat_basis_points,
        cooking_minutes, note, ingredient_ids, quantities)
    SELECT order_id, $1, row.*
    FROM past, jsonb_to_recordset(lines) AS row (position integer, line integer, formula text, size_id bigint,
        half_size_id bigint, without_ids bigint[], extra_ids bigint[], name text, changes jsonb,
        quantity integer, unit_price_cents bigint, discount_cents bigint, vat_class text,
        vat_basis_points integer, cooking_minutes integer, note text, ingredient_ids bigint[], quantities bigint[])
    RETURNING order_line_id, order_id, quantity, cooking_minutes, ingredient_ids, quantities
), discount AS (
    INSERT INTO order_discount (order_id, shop_id, revision, position, line, percent, amount_cents, reason)
    SELECT order_id, $1, 1, row.*
    FROM past, jsonb_to_recordset(discounts) AS row (position integer, line integer, percent integer,
        amount_cents bigint, reason text)
), item AS (
    INSERT INTO order_item (order_id, order_line_id, shop_id, state, queued_at, since, claimed_by)
    SELECT line.order_id, order_line_id, $1, CASE past.state WHEN 'closed' THEN 'cooked' ELSE 'cancelled' END,
        past.placed_at, past.ready_at, CASE past.state WHEN 'closed' THEN $6 END
    FROM line JOIN past USING (order_id), generate_series(1, line.quantity)
    WHERE cooking_minutes IS NOT NULL
), event AS (
    INSERT INTO order_event (order_id, shop_id, at, staff_id, terminal_id, from_state, to_state)
    SELECT order_id, $1, step.at, step.by, $6, step.from_state, step.to_state
    FROM past, LATERAL (VALUES
        (placed_at, $4, NULL, CASE WHEN pizzas > 0 THEN 'queued' ELSE 'ready' END),
        (CASE WHEN pizzas > 0 AND state = 'closed' THEN started_at END, $5, 'queued', 'preparing'),
        (CASE WHEN pizzas > 0 AND state = 'closed' THEN ready_at END, $5, 'preparing', 'ready'),
        (CASE WHEN state = 'closed' THEN ended_at END, $4, 'ready', 'handed_over'),
        (CASE WHEN state = 'closed' THEN ended_at END, $4, 'handed_over', 'closed'),
        (CASE WHEN state = 'cancelled' THEN ended_at END, $4,
         CASE WHEN pizzas > 0 THEN 'queued' ELSE 'ready' END, 'cancelled')
    ) AS step (at, by, from_state, to_state)
    WHERE step.at IS NOT NULL
    ORDER BY step.at
), payment AS (
    INSERT INTO payment (order_id, shop_id, terminal_id, business_day, at, staff_id, tender, amount_cents,
        received_cents, change_cents, command_id)
    SELECT order_id, $1, $6, $2, placed_at, $4, tender, total_cents, received_cents,
        received_cents - total_cents, order_id
    FROM past WHERE state = 'closed' AND total_cents > 0
), used AS (
    SELECT order_id, past.ready_at, used.ingredient_id, sum(used.quantity * line.quantity)::bigint AS quantity
    FROM line JOIN past USING (order_id),
         unnest(line.ingredient_ids, line.quantities) AS used (ingredient_id, quantity)
    WHERE past.state = 'closed'
    GROUP BY order_id, past.ready_at, used.ingredient_id
), movement AS (
    INSERT INTO stock_movement (shop_id, ingredient_id, cause, quantity, at, staff_id, order_id)
    SELECT $1, ingredient_id, 'consumption', -quantity, ready_at, $5, order_id FROM used
    UNION ALL
    SELECT $1, ingredient_id, 'receipt', sum(quantity), max(ready_at) + interval '3 hours', $5, NULL
    FROM used GROUP BY ingredient_id
)
INSERT INTO order_number (shop_id, period, last)
SELECT $1, period, last FROM unnest($7::text[], $8::bigint[]) AS given (period, last)
ON CONFLICT ON CONSTRAINT order_number_key DO UPDATE SET last = excluded.last";

/// A day of a shop.
pub struct Day<'a> {
    /// The shop.
    pub shop: &'a Shop,
    /// The business day.
    pub day: NaiveDate,
    /// Its register.
    pub terminal: Uuid,
    /// What was ordered.
    pub orders: &'a [Past],
    /// The last number given, of the day and of the year.
    pub last: [(String, i64); 2],
}

/// Inserts a day.
pub async fn insert(connection: &mut PgConnection, day: Day<'_>) -> sqlx::Result<()> {
    let (periods, last): (Vec<String>, Vec<i64>) = day.last.into_iter().unzip();
    sqlx::query(DAY)
        .bind(day.shop.shop_id)
        .bind(day.day)
        .bind(Json(day.orders))
        .bind(day.shop.cashier)
        .bind(day.shop.pizzaiolo)
        .bind(day.terminal)
        .bind(periods)
        .bind(last)
        .execute(connection)
        .await?;
    Ok(())
}

/// What a shop has ordered lately: an order that came whole, one in part, one that is expected and a draft,
/// of suppliers of the demonstration. $2 receives.
const PURCHASES: &str = "
WITH asked AS (
    SELECT md5($1::text || supplier.name)::uuid AS purchase_id, supplier_id, state, days, ingredients, lots, came
    FROM (VALUES ('Primeurs du Midi', 'received', 6, ARRAY['persil', 'ail'], 1, 1),
                 ('Salaisons de la Garonne', 'partly_received', 3, ARRAY['lardons'], 2, 1),
                 ('Conserverie Bonfils', 'sent', 1, ARRAY['sauce tomate'], 2, 0),
                 ('Moulin du Lauragais', 'draft', 0, ARRAY['pâte à pizza'], 1, 0))
         AS asked (name, state, days, ingredients, lots, came)
    JOIN supplier USING (name)
), bought AS (
    INSERT INTO purchase (purchase_id, shop_id, number, supplier_id, state, written_at, written_by, sent_at, sent_by, sent_way)
    SELECT purchase_id, $1::bigint, next_purchase_number($1), supplier_id, state,
           now() - days * interval '1 day', $2::bigint,
           CASE WHEN days > 0 THEN now() - days * interval '1 day' + interval '20 minutes' END,
           CASE WHEN days > 0 THEN $2 END, CASE WHEN days > 0 THEN 'hand' END
    FROM asked ORDER BY days DESC
    RETURNING purchase_id
), line AS (
    INSERT INTO purchase_line (purchase_id, shop_id, ingredient_id, ordered, received, lot, lot_price_cents)
    SELECT purchase_id, $1, ingredient_id, lots * lot, came * lot, lot, lot_price_cents
    FROM bought JOIN asked USING (purchase_id) JOIN offer USING (supplier_id) JOIN ingredient USING (ingredient_id)
    WHERE ingredient.name = ANY (ingredients)
    RETURNING *
), receipt AS (
    INSERT INTO receipt (receipt_id, shop_id, purchase_id, number, at, staff_id)
    SELECT md5(purchase_id::text)::uuid, $1, purchase_id, 'BL-' || (1000 + supplier_id),
           now() - (days - 1) * interval '1 day', $2
    FROM bought JOIN asked USING (purchase_id) WHERE came > 0
    RETURNING *
), level AS (
    UPDATE stock_level SET on_hand = on_hand + received, last_cost = cost_after(NULL, 0, lot, lot_price_cents),
           mean_cost = cost_after(NULL, 0, lot, lot_price_cents)
    FROM line
    WHERE stock_level.shop_id = line.shop_id AND stock_level.ingredient_id = line.ingredient_id AND received > 0
), movement AS (
    INSERT INTO stock_movement (shop_id, ingredient_id, cause, quantity, at, staff_id, reason)
    SELECT line.shop_id, line.ingredient_id, 'receipt', received, receipt.at, $2, receipt.number
    FROM line JOIN receipt USING (purchase_id)
    RETURNING movement_id, ingredient_id
)
INSERT INTO receipt_line (receipt_id, shop_id, ingredient_id, quantity, price_cents, movement_id)
SELECT receipt_id, line.shop_id, line.ingredient_id, received, lot_price_cents, movement_id
FROM line JOIN receipt USING (purchase_id) JOIN movement USING (ingredient_id)";

/// Inserts a shop's purchase orders, with what came of them.
pub async fn insert_purchases(connection: &mut PgConnection, shop: &Shop) -> sqlx::Result<()> {
    sqlx::query(PURCHASES).bind(shop.shop_id).bind(shop.pizzaiolo).execute(connection).await?;
    Ok(())
}
