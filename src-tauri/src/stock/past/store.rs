//! The SQL of past inventories.

use chrono::{DateTime, Utc};
use domain::Cents;
use domain::menu::{IngredientId, Unit};
use domain::shops::ShopId;
use domain::stock::{
    Count, INVENTORIES_PAGE, InventoryId, InventoryState, PastCount, PastInventory, UnitCost,
};
use serde::Deserialize;
use sqlx::PgPool;
use sqlx::types::Json;
use uuid::Uuid;

/// An inventory as the database has it.
#[derive(Deserialize)]
struct PastRow {
    id: InventoryId,
    state: InventoryState,
    began_at: DateTime<Utc>,
    began_by: String,
    ended_at: Option<DateTime<Utc>>,
    ended_by: Option<String>,
    counts: Vec<CountRow>,
    uncounted: Vec<(IngredientId, String)>,
}

#[derive(Deserialize)]
struct CountRow {
    #[serde(flatten)]
    count: Count,
    name: String,
    unit: Unit,
    price: Option<Cents>,
    received: Option<i64>,
    written: bool,
}

impl From<PastRow> for PastInventory {
    fn from(row: PastRow) -> PastInventory {
        let count = |it: CountRow| PastCount {
            cost: it.price.zip(it.received).and_then(|(price, many)| UnitCost::of(price, many)),
            count: it.count,
            name: it.name,
            unit: it.unit,
            written: it.written,
        };
        PastInventory {
            id: row.id,
            state: row.state,
            began_at: row.began_at,
            began_by: row.began_by,
            ended_at: row.ended_at,
            ended_by: row.ended_by,
            counts: row.counts.into_iter().map(count).collect(),
            uncounted: row.uncounted,
        }
    }
}

/// Inventories of shop $1: that of key $2, or those that began before that of key $3 (null: all), at most
/// $4. What an inventory writes is written at the moment at which it ends.
const PAST: &str = "
SELECT jsonb_build_object('id', inventory_id, 'state', state, 'began_at', began_at,
    'began_by', coalesce((SELECT name FROM staff WHERE staff_id = began_by), ''), 'ended_at', ended_at,
    'ended_by', (SELECT name FROM staff WHERE staff_id = ended_by),
    'counts', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('ingredient', ingredient_id, 'counted', counted,
                   'theoretical', theoretical, 'at', counts.at,
                   'by', coalesce(staff.name, ''), 'name', ingredient.name, 'unit', unit,
                   'price', priced.price_cents, 'received', priced.quantity,
                   'written', state = 'saved' AND counted <> theoretical AND EXISTS (
                       SELECT FROM stock_seen AS seen
                       WHERE seen.shop_id = $1 AND seen.ingredient_id = counts.ingredient_id
                         AND seen.at = counts.at)) ORDER BY ingredient.name), '[]')
        FROM inventory_count AS counts JOIN ingredient USING (ingredient_id) LEFT JOIN staff USING (staff_id)
        LEFT JOIN LATERAL (
            SELECT line.price_cents, line.quantity
            FROM receipt_line AS line JOIN receipt USING (receipt_id)
            WHERE line.shop_id = $1 AND line.ingredient_id = counts.ingredient_id
              AND line.price_cents IS NOT NULL AND receipt.at <= coalesce(past.ended_at, now())
            ORDER BY line.movement_id DESC LIMIT 1) AS priced ON true
        WHERE counts.inventory_id = past.inventory_id),
    'uncounted', (
        SELECT coalesce(jsonb_agg(jsonb_build_array(ingredient_id, name) ORDER BY name), '[]')
        FROM unnest(list) AS listed (ingredient_id) JOIN ingredient USING (ingredient_id)
        WHERE NOT EXISTS (SELECT FROM inventory_count AS counts
                          WHERE counts.inventory_id = past.inventory_id
                            AND counts.ingredient_id = listed.ingredient_id)))
FROM (
    SELECT * FROM inventory
    WHERE shop_id = $1 AND ($2::uuid IS NULL OR inventory_id = $2)
      AND ($3::uuid IS NULL OR (began_at, inventory_id) < (
          SELECT began_at, inventory_id FROM inventory AS last WHERE last.inventory_id = $3))
    ORDER BY began_at DESC, inventory_id DESC LIMIT $4
) AS past
ORDER BY began_at DESC, inventory_id DESC";

async fn past(
    database: &PgPool,
    shop: ShopId,
    (one, before): (Option<Uuid>, Option<Uuid>),
    limit: usize,
) -> Result<Vec<PastInventory>, sqlx::Error> {
    let rows: Vec<Json<PastRow>> = sqlx::query_scalar(PAST)
        .bind(shop.0)
        .bind(one)
        .bind(before)
        .bind(limit as i64)
        .fetch_all(database)
        .await?;
    Ok(rows.into_iter().map(|Json(row)| row.into()).collect())
}

/// The newest ones before one, and one more than a page, so that it is known whether there are older ones.
pub async fn before(
    database: &PgPool,
    shop: ShopId,
    before: Option<InventoryId>,
) -> Result<Vec<PastInventory>, sqlx::Error> {
    past(database, shop, (None, before.map(|it| it.0)), INVENTORIES_PAGE + 1).await
}

/// One of a shop's; nothing where it has none of that key.
pub async fn one(
    database: &PgPool,
    shop: ShopId,
    inventory: InventoryId,
) -> Result<Option<PastInventory>, sqlx::Error> {
    Ok(past(database, shop, (Some(inventory.0), None), 1).await?.pop())
}
