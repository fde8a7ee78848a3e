//! The SQL of what is booked by hand.

use crate::app::Caller;
use domain::CommandId;
use domain::stock::{ByHand, StockLevel};
use sqlx::PgPool;
use sqlx::types::Json;

/// One movement of ingredient $5. Nothing where the shop does not keep it. What waited for the server
/// was done when it was taken ($9).
const BOOK: &str = "
WITH level AS MATERIALIZED (
    SELECT ingredient_id,
           CASE WHEN $6::bigint < 0 AND on_hand + $6 < 0 THEN refuse('more_than_there', on_hand::text) END AS refused
    FROM stock_level WHERE shop_id = $1 AND ingredient_id = $5
    FOR UPDATE
), moved AS (
    UPDATE stock_level SET on_hand = on_hand + $6
    FROM level
    WHERE stock_level.shop_id = $1 AND stock_level.ingredient_id = level.ingredient_id AND level.refused IS NULL
    RETURNING stock_level.*
), movement AS (
    INSERT INTO stock_movement (shop_id, ingredient_id, cause, quantity, at, staff_id, reason)
    SELECT shop_id, ingredient_id, $7::text, $6, least(coalesce($9::timestamptz, now()), now()), $3, $8::text
    FROM moved
), applied AS (
    INSERT INTO applied_command (command_id, staff_id, terminal_id, reply)
    SELECT $2::uuid, $3::bigint, $4::uuid, jsonb_build_object(
        'ingredient', ingredient_id, 'on_hand', on_hand, 'reserved', reserved, 'safety', safety)
    FROM moved
    RETURNING reply
)
SELECT reply FROM applied WHERE tell($1, 'stock', NULL, 0)";

/// Books a movement by hand, and tells the shop; nothing where it does not keep the ingredient.
pub async fn book(
    database: &PgPool,
    caller: &Caller,
    command: CommandId,
    entry: &ByHand,
) -> Result<Option<StockLevel>, sqlx::Error> {
    let level: Option<Json<StockLevel>> = sqlx::query_scalar(BOOK)
        .bind(caller.shop.id.0)
        .bind(command.0)
        .bind(caller.staff.as_ref().map(|staff| staff.id.0))
        .bind(caller.terminal)
        .bind(entry.ingredient.0)
        .bind(entry.quantity)
        .bind(entry.cause.word())
        .bind(&entry.reason)
        .bind(caller.waited)
        .fetch_optional(database)
        .await?;
    Ok(level.map(|Json(level)| level))
}
