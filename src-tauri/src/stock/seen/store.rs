//! The SQL of ruptures.

use crate::app::Caller;
use domain::menu::IngredientId;
use domain::orders::OrderId;
use domain::shops::ShopId;
use domain::stock::{DeclareRupture, Promised, Seen, StockLevel};
use serde::Deserialize;
use sqlx::PgPool;
use sqlx::types::Json;

/// Ingredient $5 is brought to $6, whatever the book has as of that moment ($7, where it has waited for the
/// server). Where it is right already nothing moves, nor where somebody looked later. It stands as counted
/// in an inventory that is under way, in place of any count before. Nothing where the shop does not keep it.
const DECLARE: &str = "
WITH inventoried AS MATERIALIZED (
    SELECT inventory_id FROM inventory WHERE shop_id = $1 AND state = 'under_way' AND $5 = ANY (list)
    FOR UPDATE
), level AS MATERIALIZED (
    SELECT shop_id, ingredient_id, on_hand FROM stock_level
    WHERE shop_id = $1 AND ingredient_id = $5 AND (SELECT count(*) FROM inventoried) < 2
    FOR UPDATE
), seen AS MATERIALIZED (
    SELECT level.*, seen_at.at, on_hand - since.moved AS theoretical, overruled
    FROM level, LATERAL (SELECT least(coalesce($7::timestamptz, now()), now())) AS seen_at (at),
         LATERAL moved_after(shop_id, ingredient_id, seen_at.at) AS since
), moved AS (
    UPDATE stock_level SET on_hand = stock_level.on_hand + $6::bigint - theoretical
    FROM seen WHERE stock_level.shop_id = seen.shop_id AND stock_level.ingredient_id = seen.ingredient_id
      AND NOT overruled
), movement AS (
    INSERT INTO stock_movement (shop_id, ingredient_id, cause, quantity, at, staff_id)
    SELECT shop_id, ingredient_id, 'inventory', $6 - theoretical, at, $3 FROM seen
    WHERE theoretical <> $6 AND NOT overruled
), looked AS (
    INSERT INTO stock_seen (shop_id, ingredient_id, at)
    SELECT shop_id, ingredient_id, at FROM seen WHERE NOT overruled
), grown AS (
    UPDATE inventory SET version = version + 1 FROM inventoried
    WHERE inventory.inventory_id = inventoried.inventory_id
), counted AS (
    INSERT INTO inventory_count AS known (inventory_id, shop_id, ingredient_id, counted, theoretical, at, staff_id)
    SELECT inventory_id, shop_id, ingredient_id, $6, $6, at, $3
    FROM inventoried, seen WHERE NOT overruled
    ON CONFLICT ON CONSTRAINT inventory_count_key DO UPDATE
    SET counted = excluded.counted, theoretical = excluded.theoretical,
        at = excluded.at, staff_id = excluded.staff_id
    WHERE known.at <= excluded.at
), applied AS (
    INSERT INTO applied_command (command_id, staff_id, terminal_id, reply)
    SELECT $2::uuid, $3::bigint, $4::uuid,
           jsonb_build_object('ingredient', ingredient_id, 'seen', $6, 'theoretical', theoretical)
    FROM seen
    RETURNING reply
)
SELECT reply FROM applied WHERE tell($1, 'stock', NULL, 0)";

/// Brings the book to what is seen, and tells the shop; nothing where it does not keep the ingredient.
pub async fn declare(
    database: &PgPool,
    caller: &Caller,
    call: &DeclareRupture,
) -> Result<Option<Seen>, sqlx::Error> {
    let seen: Option<Json<Seen>> = sqlx::query_scalar(DECLARE)
        .bind(caller.shop.id.0)
        .bind(call.command.0)
        .bind(caller.staff.as_ref().map(|staff| staff.id.0))
        .bind(caller.terminal)
        .bind(call.ingredient.0)
        .bind(call.seen)
        .bind(caller.waited)
        .fetch_optional(database)
        .await?;
    Ok(seen.map(|Json(seen)| seen))
}

/// What a shop has, and which dishes of validated orders wait for it.
pub struct Queue {
    /// Its levels.
    pub levels: Vec<StockLevel>,
    /// The dishes that have not left the shelf, in the order of the queue.
    pub dishes: Vec<Dish>,
}

/// A dish that waits.
#[derive(Deserialize)]
pub struct Dish {
    /// Its order.
    pub order: OrderId,
    /// What is called out.
    pub number: String,
    /// The name given.
    pub customer_name: Option<String>,
    /// The number to call.
    pub customer_phone: Option<String>,
    ingredients: Vec<IngredientId>,
    quantities: Vec<i64>,
}

impl Dish {
    /// What it takes.
    pub fn promised(&self) -> Promised {
        let mut promised = Promised { order: self.order, need: Default::default() };
        for (ingredient, quantity) in self.ingredients.iter().zip(&self.quantities) {
            *promised.need.entry(*ingredient).or_default() += quantity;
        }
        promised
    }
}

/// First what was begun, then what waits, in the kitchen's order; what needs no cooking stands where its
/// order was placed.
macro_rules! queue {
    ($name:literal, $phone:literal) => {
        concat!("
WITH dish AS (
    SELECT order_item.state <> 'preparing' AS waits, queued_at AS since, order_item_id AS nth,
           order_line_id, order_item.order_id
    FROM order_item WHERE shop_id = $1 AND state IN ('held', 'waiting', 'preparing')
    UNION ALL
    SELECT true, placed_at, order_line_id, order_line_id, orders.order_id
    FROM orders JOIN order_line USING (order_id, revision), generate_series(1, order_line.quantity)
    WHERE orders.shop_id = $1 AND cooking_minutes IS NULL AND state IN ('queued', 'preparing', 'ready')
)
SELECT
    (SELECT coalesce(jsonb_agg(jsonb_build_object('ingredient', ingredient_id, 'on_hand', on_hand,
                'reserved', reserved, 'safety', safety) ORDER BY ingredient_id), '[]')
     FROM stock_level WHERE shop_id = $1),
    (SELECT coalesce(jsonb_agg(jsonb_build_object('order', dish.order_id, 'number', number,
                'customer_name', ", $name, ", 'customer_phone', ", $phone, ",
                'ingredients', ingredient_ids, 'quantities', quantities) ORDER BY waits, since, nth), '[]')
     FROM dish JOIN orders ON orders.order_id = dish.order_id
               JOIN order_line ON order_line.order_line_id = dish.order_line_id)")
    };
}

/// With whom to call, and without: a kitchen knows nobody.
const QUEUE: &str = queue!("customer_name", "customer_phone");
const NAMELESS_QUEUE: &str = queue!("NULL::text", "NULL::text");

/// What the shop has, and what waits for it.
pub async fn queue(database: &PgPool, shop: ShopId, named: bool) -> Result<Queue, sqlx::Error> {
    let asked = if named { QUEUE } else { NAMELESS_QUEUE };
    let (Json(levels), Json(dishes)) =
        sqlx::query_as(asked).bind(shop.0).fetch_one(database).await?;
    Ok(Queue { levels, dishes })
}
