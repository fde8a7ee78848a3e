//! The SQL of inventories. Rows are locked in one order: inventory, stock by ingredient.

use crate::app::Caller;
use domain::messages::MessageKind;
use domain::shops::ShopId;
use domain::stock::{
    BeginInventory, Count, CountIngredient, GiveUpInventory, Inventory, SaveInventory, Written,
};
use serde::de::DeserializeOwned;
use sqlx::postgres::PgArguments;
use sqlx::query::QueryScalar;
use sqlx::types::Json;
use sqlx::{PgPool, Postgres};
use uuid::Uuid;

/// All that the shop keeps is to be counted.
const BEGIN: &str = "
WITH others AS MATERIALIZED (
    SELECT count(CASE WHEN refuse('under_way', (SELECT name FROM staff WHERE staff.staff_id = began_by))
                      THEN 1 END) AS refused
    FROM inventory WHERE shop_id = $1 AND state = 'under_way'
), begun AS (
    INSERT INTO inventory (inventory_id, shop_id, list, began_at, began_by)
    SELECT $5::uuid, $1::bigint,
           ARRAY(SELECT ingredient_id FROM stock_level WHERE shop_id = $1 ORDER BY ingredient_id),
           least(coalesce($7::timestamptz, now()), now()), $3::bigint
    FROM others WHERE refused = 0
    RETURNING *
), applied AS (
    INSERT INTO applied_command (command_id, staff_id, terminal_id, reply)
    SELECT $2::uuid, $3, $4::uuid, jsonb_build_object('id', inventory_id, 'state', state, 'began_at', began_at,
        'began_by', $6::text, 'list', list, 'counts', '[]'::jsonb)
    FROM begun
    RETURNING reply
)
SELECT reply FROM applied WHERE tell($1, 'stock', NULL, 0)";

/// Ingredient $6 is $7 in inventory $5; the book's figure is that under the lock of its row, as of the moment
/// of the count ($9, where it has waited for the server). Who began one without the server, while somebody
/// else did with it, counts in the other's.
const COUNT: &str = "
WITH here AS MATERIALIZED (
    SELECT inventory_id, shop_id, CASE WHEN state <> 'under_way' THEN refuse('over', NULL)
                                       WHEN $6::bigint <> ALL (list) THEN refuse('not_on_list', NULL) END AS refused
    FROM inventory WHERE shop_id = $1 AND inventory_id = coalesce(
        (SELECT known.inventory_id FROM inventory AS known WHERE known.shop_id = $1 AND known.inventory_id = $5::uuid),
        (SELECT other.inventory_id FROM inventory AS other
         WHERE other.shop_id = $1 AND other.state = 'under_way' AND $9::timestamptz IS NOT NULL))
    FOR UPDATE
), level AS MATERIALIZED (
    SELECT here.inventory_id, stock_level.shop_id, stock_level.ingredient_id, on_hand
    FROM here JOIN stock_level USING (shop_id)
    WHERE stock_level.ingredient_id = $6 AND here.refused IS NULL
    FOR UPDATE OF stock_level
), seen AS MATERIALIZED (
    SELECT level.*, seen_at.at, on_hand - since.moved AS theoretical
    FROM level, LATERAL (SELECT least(coalesce($9, now()), now())) AS seen_at (at),
         LATERAL moved_after(shop_id, ingredient_id, seen_at.at) AS since
), grown AS (
    UPDATE inventory SET version = version + 1 FROM level WHERE inventory.inventory_id = level.inventory_id
), counted AS (
    INSERT INTO inventory_count AS known (inventory_id, shop_id, ingredient_id, counted, theoretical, at, staff_id)
    SELECT inventory_id, shop_id, ingredient_id, $7::bigint, theoretical, at, $3 FROM seen
    ON CONFLICT ON CONSTRAINT inventory_count_key DO UPDATE
    SET counted = excluded.counted, theoretical = excluded.theoretical,
        at = excluded.at, staff_id = excluded.staff_id
    WHERE known.at <= excluded.at
), applied AS (
    INSERT INTO applied_command (command_id, staff_id, terminal_id, reply)
    SELECT $2::uuid, $3::bigint, $4::uuid, jsonb_build_object('ingredient', ingredient_id, 'counted', $7,
        'theoretical', theoretical, 'at', at, 'by', $8::text)
    FROM seen
    RETURNING reply
)
SELECT reply FROM applied WHERE tell($1, 'stock', NULL, 0)";

/// What `Inventory::written` says: each difference as of its count, but where somebody looked since. Drafts
/// what is to be bought, too (UC13). A
/// count that was taken while its row was waited for is not known here: then it is run again.
const SAVE: &str = "
WITH here AS MATERIALIZED (
    SELECT inventory_id, shop_id, CASE
        WHEN state <> 'under_way' THEN refuse('over', NULL)
        WHEN version <> (SELECT began.version FROM inventory AS began WHERE began.inventory_id = $5::uuid)
            THEN refuse('overtaken', NULL)
        WHEN counts.there = 0 THEN refuse('nothing_counted', NULL)
        WHEN counts.there < cardinality(list) AND NOT $6::boolean
            THEN refuse('incomplete', (cardinality(list) - counts.there)::text) END AS refused
    FROM inventory, (SELECT count(*) AS there FROM inventory_count WHERE inventory_id = $5) AS counts
    WHERE shop_id = $1 AND inventory_id = $5
    FOR UPDATE OF inventory
), level AS MATERIALIZED (
    SELECT stock_level.shop_id, stock_level.ingredient_id, inventory_count.counted, inventory_count.at, on_hand
    FROM here JOIN inventory_count USING (inventory_id, shop_id) JOIN stock_level USING (shop_id, ingredient_id)
    WHERE here.refused IS NULL
    ORDER BY stock_level.ingredient_id
    FOR UPDATE OF stock_level
), judged AS MATERIALIZED (
    SELECT shop_id, ingredient_id, at, counted - (on_hand - since.moved) AS difference, overruled
    FROM level, LATERAL moved_after(shop_id, ingredient_id, at) AS since
), written AS MATERIALIZED (
    SELECT * FROM judged WHERE difference <> 0 AND NOT overruled
), moved AS (
    UPDATE stock_level SET on_hand = on_hand + difference
    FROM written
    WHERE stock_level.shop_id = written.shop_id AND stock_level.ingredient_id = written.ingredient_id
    RETURNING stock_level.ingredient_id
), movement AS (
    INSERT INTO stock_movement (shop_id, ingredient_id, cause, quantity, at, staff_id)
    SELECT shop_id, ingredient_id, 'inventory', difference, at, $3 FROM written
), looked AS (
    INSERT INTO stock_seen (shop_id, ingredient_id, at)
    SELECT shop_id, ingredient_id, at FROM judged WHERE NOT overruled
), saved AS (
    UPDATE inventory SET state = 'saved', ended_at = now(), ended_by = $3
    FROM here WHERE inventory.inventory_id = here.inventory_id AND here.refused IS NULL
    RETURNING inventory.inventory_id, inventory.shop_id
), drafted AS MATERIALIZED (
    -- Behind all that was moved, which it counts.
    SELECT draft_purchases(shop_id, inventory_id, $3, $7::interval, (SELECT count(*) FROM moved)) AS orders FROM saved
), applied AS (
    INSERT INTO applied_command (command_id, staff_id, terminal_id, reply)
    SELECT $2::uuid, $3::bigint, $4::uuid, jsonb_build_object(
        'drafted', (SELECT orders FROM drafted),
        'differences', (SELECT coalesce(jsonb_object_agg(ingredient_id, difference), '{}') FROM written),
        'overruled', (SELECT coalesce(jsonb_agg(ingredient_id ORDER BY ingredient_id), '[]')
                      FROM judged WHERE overruled))
    FROM here WHERE refused IS NULL
    RETURNING reply
)
SELECT reply FROM applied WHERE tell($1, 'stock', NULL, 0)";

const GIVE_UP: &str = "
WITH here AS MATERIALIZED (
    SELECT inventory_id, CASE WHEN state <> 'under_way' THEN refuse('over', NULL) END AS refused
    FROM inventory WHERE shop_id = $1 AND inventory_id = $5::uuid
    FOR UPDATE
), over AS (
    UPDATE inventory SET state = 'given_up', ended_at = now(), ended_by = $3
    FROM here WHERE inventory.inventory_id = here.inventory_id AND here.refused IS NULL
), applied AS (
    INSERT INTO applied_command (command_id, staff_id, terminal_id, reply)
    SELECT $2::uuid, $3::bigint, $4::uuid, 'null'::jsonb FROM here WHERE refused IS NULL
    RETURNING reply
)
SELECT reply FROM applied WHERE tell($1, 'stock', NULL, 0)";

/// What every command of an inventory begins with: $1 shop, $2 command, $3 person, $4 terminal, $5
/// inventory.
fn bound<'q, T>(
    statement: &'static str,
    caller: &Caller,
    (command, inventory): (Uuid, Uuid),
) -> QueryScalar<'q, Postgres, Json<T>, PgArguments>
where
    T: DeserializeOwned + Send + Unpin + 'static,
{
    sqlx::query_scalar(statement)
        .bind(caller.shop.id.0)
        .bind(command)
        .bind(caller.staff.as_ref().map(|staff| staff.id.0))
        .bind(caller.terminal)
        .bind(inventory)
}

/// Begins an inventory of the shop.
pub async fn begin(
    database: &PgPool,
    caller: &Caller,
    call: &BeginInventory,
) -> Result<Option<Inventory>, sqlx::Error> {
    let begun = bound(BEGIN, caller, (call.command.0, call.inventory.0))
        .bind(caller.name())
        .bind(caller.waited);
    Ok(begun.fetch_optional(database).await?.map(|Json(begun)| begun))
}

/// Counts one ingredient; nothing where the shop has no such inventory.
pub async fn count(
    database: &PgPool,
    caller: &Caller,
    call: &CountIngredient,
) -> Result<Option<Count>, sqlx::Error> {
    let counted = bound(COUNT, caller, (call.command.0, call.inventory.0))
        .bind(call.ingredient.0)
        .bind(call.counted)
        .bind(caller.name())
        .bind(caller.waited);
    Ok(counted.fetch_optional(database).await?.map(|Json(counted)| counted))
}

/// Writes it; nothing where the shop has no such inventory.
pub async fn save(
    database: &PgPool,
    caller: &Caller,
    call: &SaveInventory,
) -> Result<Option<Written>, sqlx::Error> {
    let saved = bound(SAVE, caller, (call.command.0, call.inventory.0))
        .bind(call.partly)
        .bind(MessageKind::PurchaseDrafted.sending().lasts);
    Ok(saved.fetch_optional(database).await?.map(|Json(saved)| saved))
}

/// Gives it up; nothing where the shop has no such inventory.
pub async fn give_up(
    database: &PgPool,
    caller: &Caller,
    call: &GiveUpInventory,
) -> Result<Option<()>, sqlx::Error> {
    let given_up = bound(GIVE_UP, caller, (call.command.0, call.inventory.0));
    Ok(given_up.fetch_optional(database).await?.map(|Json(())| ()))
}

/// The inventory of a shop that is under way; the book's figures are as of each count, by what is known now.
const READ: &str = "
SELECT jsonb_build_object('id', inventory_id, 'state', state, 'began_at', began_at,
    'began_by', coalesce((SELECT name FROM staff WHERE staff.staff_id = began_by), ''), 'list', list,
    'counts', (SELECT coalesce(jsonb_agg(jsonb_build_object('ingredient', ingredient_id, 'counted', counted,
                   'theoretical', on_hand - since.moved, 'at', at, 'by', coalesce(staff.name, ''))
                   ORDER BY ingredient_id), '[]')
               FROM inventory_count JOIN stock_level USING (shop_id, ingredient_id)
                    LEFT JOIN staff USING (staff_id),
                    LATERAL moved_after(inventory_count.shop_id, ingredient_id, at) AS since
               WHERE inventory_count.inventory_id = inventory.inventory_id))
FROM inventory WHERE shop_id = $1 AND state = 'under_way'";

/// Reads it.
pub async fn read(database: &PgPool, shop: ShopId) -> Result<Option<Inventory>, sqlx::Error> {
    let read = sqlx::query_scalar(READ).bind(shop.0).fetch_optional(database).await?;
    Ok(read.map(|Json(read)| read))
}
