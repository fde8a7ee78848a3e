//! The SQL of stock.

use domain::menu::IngredientId;
use domain::shops::ShopId;
use domain::stock::StockLevel;
use sqlx::PgPool;

/// The levels of a shop, by ingredient.
pub async fn levels(database: &PgPool, shop: ShopId) -> Result<Vec<StockLevel>, sqlx::Error> {
    let rows: Vec<(i64, i64, i64, i64)> = sqlx::query_as(
        "SELECT ingredient_id, on_hand, reserved, safety FROM stock_level
         WHERE shop_id = $1 ORDER BY ingredient_id",
    )
    .bind(shop.0)
    .fetch_all(database)
    .await?;
    Ok(rows
        .into_iter()
        .map(|(ingredient, on_hand, reserved, safety)| StockLevel {
            ingredient: IngredientId(ingredient),
            on_hand,
            reserved,
            safety,
        })
        .collect())
}
