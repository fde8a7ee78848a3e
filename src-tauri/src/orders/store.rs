//! The SQL of orders.

use crate::app::Caller;
use crate::error::{Error, raised, unreadable};
use crate::stock::take_off_the_shelf;
use chrono::{DateTime, Utc};
use domain::Cents;
use domain::menu::{IngredientId, Menu, VatClass};
use domain::orders::{
    Baking, Board, Channel, HandOver, HandOverRefused, Load, OrderId, OrderRefused, OrderStands,
    OrderState, OrderSummary, PlaceOrder, PlacedOrder, PricedLine, PricedOrder, ServiceMode,
};
use domain::shops::{Shop, ShopId};
use serde::Serialize;
use sqlx::types::Json;
use sqlx::{FromRow, PgPool};
use uuid::Uuid;

/// What a connection prepares before its first command. Parameters whose place does not give
/// their type are cast.
pub const COMMANDS: &[&str] = &[PLACE, HAND_OVER];

/// A line as the statement unpacks it.
#[derive(Serialize)]
struct LineRow<'a> {
    position: usize,
    size_id: i64,
    name: &'a str,
    quantity: u32,
    unit_price_cents: i64,
    vat_class: VatClass,
    vat_basis_points: u32,
    cooking_minutes: Option<u32>,
    note: Option<&'a str>,
    ingredient_ids: Vec<i64>,
    quantities: Vec<i64>,
}

impl<'a> LineRow<'a> {
    fn of((position, line): (usize, &'a PricedLine)) -> LineRow<'a> {
        LineRow {
            position,
            size_id: line.size.0,
            name: &line.name,
            quantity: line.quantity,
            unit_price_cents: line.unit_price.0,
            vat_class: line.vat_class,
            vat_basis_points: line.vat_rate.0,
            cooking_minutes: line.cooking_minutes,
            note: line.note.as_deref(),
            ingredient_ids: line.need.keys().map(|ingredient| ingredient.0).collect(),
            quantities: line.need.values().copied().collect(),
        }
    }
}

/// Each `WITH` part runs when a later one asks for its rows, so the order below is kept by
/// reading from the part before: menu, then stock rows locked by key (so that two orders never
/// wait for each other), then what is short, then the numbers, then the rows.
const PLACE: &str = "
WITH here AS MATERIALIZED (
    SELECT shop.shop_id, shop.code, today.day, to_char(today.day, 'YYYY') AS year,
           CASE WHEN (SELECT version FROM menu_version) <> $3::bigint
                THEN refuse('stale_menu', NULL) END AS refused
    FROM shop,
         LATERAL (SELECT ((now() AT TIME ZONE 'Europe/Paris') - shop.day_ends_at::interval)::date AS day) AS today
    WHERE shop.shop_id = $1
), need AS (
    SELECT * FROM unnest($4::bigint[], $5::bigint[]) AS need (ingredient_id, quantity)
), level AS MATERIALIZED (
    SELECT stock_level.ingredient_id, stock_level.on_hand - stock_level.reserved AS projected
    FROM here JOIN stock_level USING (shop_id) JOIN need USING (ingredient_id)
    WHERE here.refused IS NULL
    ORDER BY stock_level.ingredient_id
    FOR UPDATE OF stock_level
), short AS MATERIALIZED (
    -- One row always; a manager may go below zero, but not sell what the shop does not keep.
    SELECT CASE WHEN count(*) > 0
                THEN refuse('stock_short', string_agg(need.ingredient_id::text, ',' ORDER BY need.ingredient_id))
           END AS refused
    FROM need LEFT JOIN level USING (ingredient_id)
    WHERE level.projected IS NULL OR (level.projected < need.quantity AND NOT $6::boolean)
), reserved AS (
    UPDATE stock_level SET reserved = reserved + need.quantity
    FROM need, here, short
    WHERE stock_level.shop_id = here.shop_id AND stock_level.ingredient_id = need.ingredient_id
      AND short.refused IS NULL
), numbered AS (
    INSERT INTO order_number AS given (shop_id, period, last)
    SELECT here.shop_id, period, 1 FROM here, short, unnest(ARRAY[here.day::text, here.year]) AS period
    WHERE short.refused IS NULL
    ORDER BY period
    ON CONFLICT ON CONSTRAINT order_number_key DO UPDATE SET last = given.last + 1
    RETURNING period, last
), placed AS (
    INSERT INTO orders (order_id, shop_id, business_day, number, reference, channel, mode, state,
                        customer_name, total_cents, pizzas, pizzas_left, promised_at, despite_stock,
                        menu_version, placed_by, terminal_id)
    SELECT $7::uuid, here.shop_id, here.day, 'A-' || lpad(today.last::text, greatest(3, length(today.last::text)), '0'),
           here.code || '-' || here.year || '-' || lpad(year.last::text, greatest(6, length(year.last::text)), '0'),
           $8::text, $9::text, CASE WHEN $10::integer = 0 THEN 'ready' ELSE 'queued' END,
           $11::text, $12::bigint, $10, $10, $13::timestamptz, $6, $3, $14::bigint, $15::uuid
    FROM here
    JOIN numbered today ON today.period = here.day::text
    JOIN numbered year ON year.period = here.year
    RETURNING *
), line AS (
    INSERT INTO order_line (order_id, position, size_id, name, quantity, unit_price_cents, vat_class,
                            vat_basis_points, cooking_minutes, note, ingredient_ids, quantities)
    SELECT placed.order_id, asked.*
    FROM placed, jsonb_to_recordset($16::jsonb) AS asked (
        position integer, size_id bigint, name text, quantity integer, unit_price_cents bigint,
        vat_class text, vat_basis_points integer, cooking_minutes integer, note text,
        ingredient_ids bigint[], quantities bigint[])
    RETURNING order_line_id, order_id, position, quantity, cooking_minutes
), item AS (
    INSERT INTO order_item (order_id, order_line_id, shop_id)
    SELECT line.order_id, line.order_line_id, $1::bigint
    FROM line, generate_series(1, line.quantity)
    WHERE line.cooking_minutes IS NOT NULL
    ORDER BY line.position
), event AS (
    INSERT INTO order_event (order_id, staff_id, terminal_id, to_state)
    SELECT order_id, placed_by, terminal_id, state FROM placed
), applied AS (
    INSERT INTO applied_command (command_id, staff_id, terminal_id, reply)
    SELECT $2::uuid, placed_by, terminal_id, jsonb_build_object(
        'order', order_id, 'number', number, 'reference', reference, 'total', total_cents,
        'promised_at', promised_at)
    FROM placed
    RETURNING reply
)
SELECT applied.reply FROM applied, placed
WHERE tell(placed.shop_id, 'order', placed.order_id, placed.version)";

/// Places an order, or does nothing at all.
pub async fn place(
    database: &PgPool,
    caller: &Caller,
    call: &PlaceOrder,
    priced: &PricedOrder,
) -> Result<Option<PlacedOrder>, sqlx::Error> {
    let lines: Vec<_> = priced.lines.iter().enumerate().map(LineRow::of).collect();
    let (ingredients, quantities): (Vec<i64>, Vec<i64>) =
        priced.need.iter().map(|(ingredient, quantity)| (ingredient.0, *quantity)).unzip();
    let placed: Option<Json<PlacedOrder>> = sqlx::query_scalar(PLACE)
        .bind(caller.shop.id.0)
        .bind(call.command.0)
        .bind(call.menu_version)
        .bind(ingredients)
        .bind(quantities)
        .bind(call.despite_stock)
        .bind(call.order.0)
        .bind(call.channel.word())
        .bind(call.mode.word())
        .bind(i32::try_from(priced.pizzas()).unwrap_or(i32::MAX))
        .bind(&priced.customer_name)
        .bind(priced.totals.gross.0)
        .bind(call.promised_at)
        .bind(caller.staff.as_ref().map(|staff| staff.id.0))
        .bind(caller.terminal)
        .bind(Json(lines))
        .fetch_optional(database)
        .await?;
    Ok(placed.map(|Json(placed)| placed))
}

/// What a refused placing means.
pub fn place_refused(error: Option<sqlx::Error>, menu: &Menu, stale: impl FnOnce()) -> Error {
    let Some(error) = error else {
        return anyhow::anyhow!("placing an order answered nothing").into();
    };
    match raised(&error) {
        Some(("stale_menu", _)) => {
            stale();
            OrderRefused::StaleMenu.into()
        }
        Some(("stock_short", ingredients)) => {
            OrderRefused::StockShort { ingredients: names(ingredients, menu) }.into()
        }
        _ => error.into(),
    }
}

/// The names of ingredients listed by key.
fn names(listed: &str, menu: &Menu) -> Vec<String> {
    listed
        .split(',')
        .filter_map(|key| key.parse().ok())
        .filter_map(|key| menu.ingredient(IngredientId(key)))
        .map(|ingredient| ingredient.name.clone())
        .collect()
}

const HAND_OVER: &str = concat!(
    "
WITH target AS MATERIALIZED (
    SELECT orders.*, CASE WHEN state <> 'ready' THEN refuse(number, state) END AS refused
    FROM orders WHERE shop_id = $1 AND order_id = $3 FOR UPDATE
), moved AS (
    UPDATE orders SET state = 'handed_over', handed_over_at = now(), version = orders.version + 1
    FROM target WHERE orders.order_id = target.order_id AND target.refused IS NULL
    RETURNING orders.*
), need AS MATERIALIZED (
    -- What needed no cooking leaves the shelf now.
    SELECT used.ingredient_id, sum(used.quantity * order_line.quantity)::bigint AS quantity
    FROM moved JOIN order_line USING (order_id),
         unnest(order_line.ingredient_ids, order_line.quantities) AS used (ingredient_id, quantity)
    WHERE order_line.cooking_minutes IS NULL
    GROUP BY used.ingredient_id
), ",
    take_off_the_shelf!(),
    ", movement AS (
    INSERT INTO stock_movement (shop_id, ingredient_id, cause, quantity, staff_id, order_id)
    SELECT $1::bigint, level.ingredient_id, 'consumption', -level.quantity, $4::bigint, $3::uuid FROM level
), event AS (
    INSERT INTO order_event (order_id, staff_id, terminal_id, from_state, to_state)
    SELECT order_id, $4::bigint, $5::uuid, 'ready', state FROM moved
), applied AS (
    INSERT INTO applied_command (command_id, staff_id, terminal_id, reply)
    SELECT $2::uuid, $4, $5, jsonb_build_object(
        'order', order_id, 'number', number, 'state', state, 'version', version)
    FROM moved
    RETURNING reply
)
SELECT applied.reply FROM applied, moved WHERE tell($1, 'order', moved.order_id, moved.version)"
);

/// Hands an order over; nothing where the shop has no such order.
pub async fn hand_over(
    database: &PgPool,
    caller: &Caller,
    call: &HandOver,
) -> Result<Option<OrderStands>, sqlx::Error> {
    let stands: Option<Json<OrderStands>> = sqlx::query_scalar(HAND_OVER)
        .bind(caller.shop.id.0)
        .bind(call.command.0)
        .bind(call.order.0)
        .bind(caller.staff.as_ref().map(|staff| staff.id.0))
        .bind(caller.terminal)
        .fetch_optional(database)
        .await?;
    Ok(stands.map(|Json(stands)| stands))
}

/// What a refused hand-over means: the statement names the order and the state it found.
pub fn hand_over_refused(error: sqlx::Error) -> Error {
    let Some((number, state)) = raised(&error) else { return error.into() };
    match OrderState::from_word(state) {
        Some(state) => HandOverRefused::NotReady { number: number.to_owned(), state }.into(),
        None => unreadable("orders", "state", state).into(),
    }
}

#[derive(FromRow)]
struct SummaryRow {
    order_id: Uuid,
    number: String,
    customer_name: Option<String>,
    channel: String,
    mode: String,
    state: String,
    total_cents: i64,
    pizzas: i32,
    pizzas_left: i32,
    placed_at: DateTime<Utc>,
    promised_at: DateTime<Utc>,
    version: i64,
    content: Vec<String>,
}

impl TryFrom<SummaryRow> for OrderSummary {
    type Error = Error;

    fn try_from(row: SummaryRow) -> Result<OrderSummary, Error> {
        Ok(OrderSummary {
            order: OrderId(row.order_id),
            channel: Channel::from_word(&row.channel)
                .ok_or_else(|| unreadable("orders", "channel", &row.channel))?,
            mode: ServiceMode::from_word(&row.mode)
                .ok_or_else(|| unreadable("orders", "mode", &row.mode))?,
            state: OrderState::from_word(&row.state)
                .ok_or_else(|| unreadable("orders", "state", &row.state))?,
            number: row.number,
            customer_name: row.customer_name,
            total: Cents(row.total_cents),
            pizzas: row.pizzas.unsigned_abs(),
            pizzas_left: row.pizzas_left.unsigned_abs(),
            placed_at: row.placed_at,
            promised_at: row.promised_at,
            version: row.version,
            content: row.content,
        })
    }
}

/// The orders of a shop that their customers do not have yet, oldest first.
pub async fn open(database: &PgPool, shop: ShopId) -> Result<Vec<OrderSummary>, Error> {
    let rows: Vec<SummaryRow> = sqlx::query_as(
        "SELECT orders.order_id, number, customer_name, channel, mode, state, total_cents, pizzas,
                pizzas_left, placed_at, promised_at, version,
                ARRAY(SELECT quantity || ' × ' || name FROM order_line
                      WHERE order_line.order_id = orders.order_id ORDER BY position) AS content
         FROM orders
         WHERE shop_id = $1 AND state IN ('queued', 'preparing', 'ready', 'out_for_delivery', 'returned')
         ORDER BY placed_at, number",
    )
    .bind(shop.0)
    .fetch_all(database)
    .await?;
    rows.into_iter().map(OrderSummary::try_from).collect()
}

/// What is ahead of the next order: the pizzas that are not cooked yet.
pub async fn load(database: &PgPool, shop: &Shop) -> Result<Load, Error> {
    let rows: Vec<(String, DateTime<Utc>, i32)> = sqlx::query_as(
        "SELECT order_item.state, order_item.since, order_line.cooking_minutes
         FROM order_item JOIN order_line USING (order_line_id)
         WHERE shop_id = $1 AND state IN ('waiting', 'preparing', 'in_oven')
         ORDER BY queued_at, order_item_id",
    )
    .bind(shop.id.0)
    .fetch_all(database)
    .await?;
    let mut load = Load {
        stations: shop.stations,
        making_seconds: shop.making_seconds,
        oven_places: shop.oven_places,
        in_oven: vec![],
        preparing: vec![],
        waiting: vec![],
    };
    for (state, since, minutes) in rows {
        let cooking_minutes = minutes.unsigned_abs();
        match state.as_str() {
            "in_oven" => load.in_oven.push(Baking { since, cooking_minutes }),
            "preparing" => load.preparing.push(Baking { since, cooking_minutes }),
            _ => load.waiting.push(cooking_minutes),
        }
    }
    Ok(load)
}

/// The numbers customers of a shop wait for. An order that is brought is nobody's wait here.
pub async fn board(database: &PgPool, shop: ShopId) -> Result<Board, sqlx::Error> {
    let (being_made, ready) = sqlx::query_as(
        "SELECT coalesce(array_agg(number ORDER BY placed_at) FILTER (WHERE state <> 'ready'), '{}'),
                coalesce(array_agg(number ORDER BY ready_at) FILTER (WHERE state = 'ready'), '{}')
         FROM orders
         WHERE shop_id = $1 AND state IN ('queued', 'preparing', 'ready') AND mode <> 'delivery'",
    )
    .bind(shop.0)
    .fetch_one(database)
    .await?;
    Ok(Board { being_made, ready })
}
