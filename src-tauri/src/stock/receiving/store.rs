//! The SQL of goods receipt.

use crate::app::Caller;
use domain::stock::{Receipt, ReceiveGoods, StockLevel};
use sqlx::PgPool;
use sqlx::types::Json;

/// All that came ($6 ingredients, $7 quantities, $8 prices in cents) is in the book, or, where the shop does
/// not keep some of it, nothing. What waited for the server came when it was taken ($11).
const RECEIVE: &str = "
WITH came AS MATERIALIZED (
    SELECT * FROM unnest($6::bigint[], $7::bigint[], $8::bigint[]) AS came (ingredient_id, quantity, price_cents)
), level AS MATERIALIZED (
    SELECT stock_level.ingredient_id, came.quantity, came.price_cents
    FROM stock_level JOIN came USING (ingredient_id)
    WHERE stock_level.shop_id = $1
    ORDER BY stock_level.ingredient_id
    FOR UPDATE OF stock_level
), here AS MATERIALIZED (
    SELECT least(coalesce($11::timestamptz, now()), now()) AS at,
           CASE WHEN count(*) > 0 THEN refuse('unknown', min(ingredient_id)::text) END AS refused
    FROM came WHERE NOT EXISTS (SELECT FROM level WHERE level.ingredient_id = came.ingredient_id)
), received AS (
    INSERT INTO receipt (receipt_id, shop_id, number, comment, at, staff_id)
    SELECT $5::uuid, $1::bigint, $9::text, $10::text, at, $3::bigint FROM here WHERE refused IS NULL
    RETURNING *
), moved AS (
    UPDATE stock_level SET on_hand = on_hand + level.quantity
    FROM level, received
    WHERE stock_level.shop_id = received.shop_id AND stock_level.ingredient_id = level.ingredient_id
    RETURNING stock_level.*
), movement AS (
    INSERT INTO stock_movement (shop_id, ingredient_id, cause, quantity, at, staff_id, reason)
    SELECT received.shop_id, level.ingredient_id, 'receipt', level.quantity, received.at, received.staff_id,
           coalesce(received.comment, received.number)
    FROM received, level
    RETURNING movement_id, ingredient_id
), line AS (
    INSERT INTO receipt_line (receipt_id, shop_id, ingredient_id, quantity, price_cents, movement_id)
    SELECT received.receipt_id, received.shop_id, level.ingredient_id, level.quantity, level.price_cents, movement_id
    FROM received, level JOIN movement USING (ingredient_id)
), applied AS (
    INSERT INTO applied_command (command_id, staff_id, terminal_id, reply)
    SELECT $2::uuid, $3, $4::uuid, (
        SELECT jsonb_agg(jsonb_build_object('ingredient', ingredient_id, 'on_hand', on_hand,
                   'reserved', reserved, 'safety', safety) ORDER BY ingredient_id) FROM moved)
    FROM received
    RETURNING reply
)
SELECT reply FROM applied WHERE tell($1, 'stock', NULL, 0)";

/// Books what came, and tells the shop.
pub async fn receive(
    database: &PgPool,
    caller: &Caller,
    call: &ReceiveGoods,
    receipt: &Receipt,
) -> Result<Option<Vec<StockLevel>>, sqlx::Error> {
    let (mut ingredients, mut quantities, mut prices) = (Vec::new(), Vec::new(), Vec::new());
    for line in &receipt.arrived {
        ingredients.push(line.ingredient.0);
        quantities.push(line.quantity);
        prices.push(line.price.map(|price| price.0));
    }
    let levels: Option<Json<Vec<StockLevel>>> = sqlx::query_scalar(RECEIVE)
        .bind(caller.shop.id.0)
        .bind(call.command.0)
        .bind(caller.staff.as_ref().map(|staff| staff.id.0))
        .bind(caller.terminal)
        .bind(call.receipt.0)
        .bind(ingredients)
        .bind(quantities)
        .bind(prices)
        .bind(receipt.number.as_deref())
        .bind(receipt.comment.as_deref())
        .bind(caller.waited)
        .fetch_optional(database)
        .await?;
    Ok(levels.map(|Json(levels)| levels))
}
