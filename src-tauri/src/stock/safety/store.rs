//! The SQL of safety stocks.

use domain::shops::ShopId;
use domain::stock::{SetSafety, StockLevel};
use sqlx::PgPool;
use sqlx::types::Json;

/// Ingredient $2 of shop $1 was $3 when it was read, and is to be $4.
const SET: &str = "
WITH level AS MATERIALIZED (
    SELECT shop_id, ingredient_id,
           CASE WHEN safety <> $3::bigint AND safety <> $4::bigint THEN refuse('safety_moved', safety::text) END AS refused
    FROM stock_level WHERE shop_id = $1 AND ingredient_id = $2
    FOR UPDATE
), changed AS (
    UPDATE stock_level SET safety = $4
    FROM level
    WHERE stock_level.shop_id = level.shop_id AND stock_level.ingredient_id = level.ingredient_id
      AND level.refused IS NULL
    RETURNING stock_level.*
)
SELECT jsonb_build_object('ingredient', ingredient_id, 'on_hand', on_hand, 'reserved', reserved, 'safety', safety)
FROM changed WHERE tell($1, 'stock', NULL, 0)";

/// Sets it, and tells the shop; nothing where it does not keep the ingredient.
pub async fn set(
    database: &PgPool,
    shop: ShopId,
    call: &SetSafety,
) -> Result<Option<StockLevel>, sqlx::Error> {
    let level: Option<Json<StockLevel>> = sqlx::query_scalar(SET)
        .bind(shop.0)
        .bind(call.ingredient.0)
        .bind(call.known)
        .bind(call.safety)
        .fetch_optional(database)
        .await?;
    Ok(level.map(|Json(level)| level))
}
