//! The SQL of costs.

use domain::menu::IngredientId;
use domain::server::ShopChoice;
use domain::shops::ShopId;
use domain::staff::StaffId;
use domain::stock::UnitCost;
use sqlx::PgPool;
use sqlx::types::Json;
use std::collections::BTreeMap;

/// What each ingredient costs in the mean.
pub type Costs = BTreeMap<IngredientId, UnitCost>;

/// What each ingredient of a shop costs, where that is known, and which shops may be seen.
pub async fn costs(
    database: &PgPool,
    works: Option<StaffId>,
    shop: ShopId,
) -> Result<(Vec<ShopChoice>, Costs), sqlx::Error> {
    let (Json(shops), Json(costs)) = sqlx::query_as(
        "SELECT (SELECT coalesce(jsonb_agg(jsonb_build_object('code', code, 'name', name) ORDER BY code), '[]')
                 FROM shop WHERE $2::bigint IS NULL OR EXISTS (
                     SELECT FROM staff_shop WHERE staff_shop.staff_id = $2 AND staff_shop.shop_id = shop.shop_id)),
                (SELECT coalesce(jsonb_object_agg(ingredient_id, mean_cost), '{}')
                 FROM stock_level WHERE shop_id = $1 AND mean_cost IS NOT NULL)",
    )
    .bind(shop.0)
    .bind(works.map(|it| it.0))
    .fetch_one(database)
    .await?;
    Ok((shops, costs))
}
