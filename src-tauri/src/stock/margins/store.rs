//! The SQL of costs.

use domain::menu::IngredientId;
use domain::shops::ShopId;
use domain::stock::UnitCost;
use sqlx::PgPool;
use std::collections::BTreeMap;

/// What each ingredient of a shop costs in the mean; those whose cost is known.
pub async fn costs(
    database: &PgPool,
    shop: ShopId,
) -> Result<BTreeMap<IngredientId, UnitCost>, sqlx::Error> {
    let rows: Vec<(i64, i64)> = sqlx::query_as(
        "SELECT ingredient_id, mean_cost FROM stock_level WHERE shop_id = $1 AND mean_cost IS NOT NULL",
    )
    .bind(shop.0)
    .fetch_all(database)
    .await?;
    Ok(rows.into_iter().map(|(key, cost)| (IngredientId(key), UnitCost(cost))).collect())
}
