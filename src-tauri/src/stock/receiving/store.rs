//! The SQL of goods receipt.

use crate::app::Caller;
use domain::stock::{Receipt, ReceiveGoods, StockLevel};
use sqlx::PgPool;
use sqlx::types::Json;

/// All that came ($6 ingredients, $7 quantities, $8 prices in cents) is in the book, or, where the shop does
/// not keep some of it, nothing. What waited for the server came when it was taken ($11). Of order $12 it is
/// what `Delivery::receive` says: one that was changed while its row was waited for is not known here, then
/// it is run again. More than was to come has to be meant ($13). Rows are locked in one order: order, stock
/// by ingredient.
const RECEIVE: &str = "
WITH bought AS MATERIALIZED (
    SELECT purchase_id, CASE
        WHEN state NOT IN ('sent', 'partly_received') THEN refuse('not_expected', state)
        WHEN version <> (SELECT was.version FROM purchase AS was WHERE was.purchase_id = $12::uuid)
            THEN refuse('overtaken', NULL)
        WHEN EXISTS (SELECT FROM receipt WHERE receipt.purchase_id = $12 AND receipt.number = $9)
            THEN refuse('number_taken', NULL) END AS refused
    FROM purchase WHERE shop_id = $1 AND purchase_id = $12
    FOR UPDATE
), came AS MATERIALIZED (
    SELECT came.ingredient_id, came.quantity, came.nth, greatest(coalesce(line.ordered - line.received, 0), 0) AS outstanding,
           coalesce(came.price_cents, (2 * line.lot_price_cents * came.quantity + line.lot) / (2 * line.lot)) AS price_cents
    FROM unnest($6::bigint[], $7::bigint[], $8::bigint[]) WITH ORDINALITY AS came (ingredient_id, quantity, price_cents, nth)
    LEFT JOIN purchase_line AS line ON line.purchase_id = $12 AND line.ingredient_id = came.ingredient_id
), level AS MATERIALIZED (
    SELECT stock_level.ingredient_id, came.quantity, came.price_cents
    FROM stock_level JOIN came USING (ingredient_id)
    WHERE stock_level.shop_id = $1 AND ($12 IS NULL OR (SELECT count(*) FROM bought WHERE refused IS NULL) = 1)
    ORDER BY stock_level.ingredient_id
    FOR UPDATE OF stock_level
), here AS MATERIALIZED (
    SELECT least(coalesce($11::timestamptz, now()), now()) AS at, CASE
        WHEN $12 IS NOT NULL AND NOT EXISTS (SELECT FROM bought) THEN refuse('no_purchase', NULL)
        WHEN unknown.key IS NOT NULL THEN refuse('unknown', unknown.key::text)
        WHEN more.told IS NOT NULL THEN refuse('more', more.told) END AS refused
    FROM (SELECT min(ingredient_id) AS key FROM came
          WHERE NOT EXISTS (SELECT FROM level WHERE level.ingredient_id = came.ingredient_id)) AS unknown,
         (SELECT min(ingredient_id || ' ' || outstanding) AS told FROM came
          WHERE $12 IS NOT NULL AND NOT $13::boolean AND nth = (
              SELECT min(nth) FROM came AS much WHERE much.quantity > much.outstanding)) AS more
), received AS (
    INSERT INTO receipt (receipt_id, shop_id, purchase_id, number, comment, at, staff_id)
    SELECT $5::uuid, $1::bigint, $12, $9::text, $10::text, at, $3::bigint FROM here WHERE refused IS NULL
    RETURNING *
), moved AS (
    UPDATE stock_level SET on_hand = on_hand + level.quantity,
        last_cost = CASE WHEN price_cents IS NULL THEN last_cost
                         ELSE cost_after(NULL, 0, level.quantity, price_cents) END,
        mean_cost = CASE WHEN price_cents IS NULL THEN mean_cost
                         ELSE cost_after(mean_cost, on_hand, level.quantity, price_cents) END
    FROM level, received
    WHERE stock_level.shop_id = received.shop_id AND stock_level.ingredient_id = level.ingredient_id
    RETURNING stock_level.*
), movement AS (
    INSERT INTO stock_movement (shop_id, ingredient_id, cause, quantity, at, staff_id, reason)
    SELECT received.shop_id, level.ingredient_id, 'receipt', level.quantity, received.at, received.staff_id,
           coalesce(received.comment, received.number)
    FROM received, level
    RETURNING movement_id, ingredient_id
), line AS (
    INSERT INTO receipt_line (receipt_id, shop_id, ingredient_id, quantity, price_cents, movement_id)
    SELECT received.receipt_id, received.shop_id, level.ingredient_id, level.quantity, level.price_cents, movement_id
    FROM received, level JOIN movement USING (ingredient_id)
), ordered AS (
    INSERT INTO purchase_line AS known (purchase_id, shop_id, ingredient_id, ordered, received, lot)
    SELECT received.purchase_id, received.shop_id, level.ingredient_id, 0, level.quantity, 1
    FROM received, level WHERE received.purchase_id IS NOT NULL
    ON CONFLICT ON CONSTRAINT purchase_line_key DO UPDATE SET received = known.received + excluded.received
), went_on AS (
    UPDATE purchase SET version = version + 1, state = CASE WHEN EXISTS (
            SELECT FROM purchase_line AS asked LEFT JOIN came USING (ingredient_id)
            WHERE asked.purchase_id = $12 AND asked.ordered > asked.received + coalesce(came.quantity, 0))
        THEN 'partly_received' ELSE 'received' END
    FROM received WHERE purchase.purchase_id = received.purchase_id
), applied AS (
    INSERT INTO applied_command (command_id, staff_id, terminal_id, reply)
    SELECT $2::uuid, $3, $4::uuid, (
        SELECT jsonb_agg(jsonb_build_object('ingredient', ingredient_id, 'on_hand', on_hand,
                   'reserved', reserved, 'safety', safety) ORDER BY ingredient_id) FROM moved)
    FROM received
    RETURNING reply
)
SELECT reply FROM applied WHERE tell($1, 'stock', NULL, 0)";

/// Books what came, and tells the shop.
pub async fn receive(
    database: &PgPool,
    caller: &Caller,
    call: &ReceiveGoods,
    receipt: &Receipt,
) -> Result<Option<Vec<StockLevel>>, sqlx::Error> {
    let (mut ingredients, mut quantities, mut prices) = (Vec::new(), Vec::new(), Vec::new());
    for line in &receipt.arrived {
        ingredients.push(line.ingredient.0);
        quantities.push(line.quantity);
        prices.push(line.price.map(|price| price.0));
    }
    let levels: Option<Json<Vec<StockLevel>>> = sqlx::query_scalar(RECEIVE)
        .bind(caller.shop.id.0)
        .bind(call.command.0)
        .bind(caller.staff.as_ref().map(|staff| staff.id.0))
        .bind(caller.terminal)
        .bind(call.receipt.0)
        .bind(ingredients)
        .bind(quantities)
        .bind(prices)
        .bind(receipt.number.as_deref())
        .bind(receipt.comment.as_deref())
        .bind(caller.waited)
        .bind(call.delivery.purchase.map(|it| it.0))
        .bind(call.delivery.more_is_meant)
        .fetch_optional(database)
        .await?;
    Ok(levels.map(|Json(levels)| levels))
}
