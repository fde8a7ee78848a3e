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

/// The two parts of a statement that take what `need` (ingredient_id, quantity) lists off the
/// shelf of shop $1 and out of what is reserved; negative quantities come back. Rows are locked
/// by ingredient, as everywhere. Whoever uses it writes the movements of `level` beside it.
macro_rules! take_off_the_shelf {
    () => {
        "level AS MATERIALIZED (
    SELECT stock_level.ingredient_id, need.quantity
    FROM stock_level JOIN need USING (ingredient_id)
    WHERE stock_level.shop_id = $1
    ORDER BY stock_level.ingredient_id
    FOR UPDATE OF stock_level
), taken AS (
    UPDATE stock_level SET on_hand = on_hand - level.quantity, reserved = reserved - level.quantity
    FROM level WHERE stock_level.shop_id = $1 AND stock_level.ingredient_id = level.ingredient_id
)"
    };
}
pub(crate) use take_off_the_shelf;
