//! The SQL of an ingredient's course.

use chrono::{DateTime, Utc};
use domain::menu::IngredientId;
use domain::shops::ShopId;
use serde::Deserialize;
use sqlx::PgPool;
use sqlx::types::Json;

/// What moved within half an hour, of one cause.
#[derive(Deserialize)]
pub struct MovedRow {
    /// When the last of it did.
    pub at: DateTime<Utc>,
    /// Why.
    pub cause: String,
    /// How much.
    pub quantity: i64,
}

/// Each pizza moves something: a chart of weeks has no room for more than half hours.
const COURSE: &str = "
SELECT on_hand, (
    SELECT coalesce(jsonb_agg(jsonb_build_object('at', at, 'cause', cause, 'quantity', quantity) ORDER BY at, cause), '[]')
    FROM (SELECT max(at) AS at, cause, sum(quantity)::bigint AS quantity FROM stock_movement
          WHERE shop_id = $1 AND ingredient_id = $2 AND at >= $3
          GROUP BY floor(extract(epoch FROM at) / 1800), cause) AS moved)
FROM stock_level WHERE shop_id = $1 AND ingredient_id = $2";

/// What a shop has of an ingredient, and what moved since; nothing where it does not keep it.
pub async fn course(
    database: &PgPool,
    (shop, ingredient): (ShopId, IngredientId),
    since: DateTime<Utc>,
) -> Result<Option<(i64, Vec<MovedRow>)>, sqlx::Error> {
    let row: Option<(i64, Json<Vec<MovedRow>>)> = sqlx::query_as(COURSE)
        .bind(shop.0)
        .bind(ingredient.0)
        .bind(since)
        .fetch_optional(database)
        .await?;
    Ok(row.map(|(on_hand, Json(moved))| (on_hand, moved)))
}
