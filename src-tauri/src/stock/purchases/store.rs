//! The SQL of purchase orders.

use super::sheet::Sheet;
use crate::stock::receipts::shown;
use chrono::TimeDelta;
use domain::menu::IngredientId;
use domain::messages::Facts;
use domain::shops::ShopId;
use domain::staff::StaffId;
use domain::stock::{
    ExpectedPurchase, ListPurchases, Offer, PAPERS_PAGE, PURCHASE_STEPS, PurchaseId, PurchaseState,
    Purchases, Quantities, SavePurchase, SendPurchase, StockLevel, SupplierId, chosen,
};
use serde::Deserialize;
use sqlx::PgPool;
use sqlx::types::Json;
use uuid::Uuid;

/// What an order is about (`purchase`), as the contract has it.
macro_rules! about {
    () => {
        "jsonb_build_object('id', purchase.purchase_id, 'supplier', purchase.supplier_id, 'state', purchase.state,
            'version', purchase.version, 'lines', (
                SELECT coalesce(jsonb_agg(jsonb_build_object('ingredient', ingredient_id, 'ordered', ordered,
                           'received', received, 'lot', lot, 'lot_price', lot_price_cents) ORDER BY lower(name)), '[]')
                FROM purchase_line AS line JOIN ingredient USING (ingredient_id)
                WHERE line.purchase_id = purchase.purchase_id))"
    };
}

/// Those of shop $1 (null: of all that are seen) that stand so ($3) before $4, the latest first; one more
/// than a page.
const LIST: &str = "
WITH mine AS MATERIALIZED (
    SELECT shop_id, code, name FROM shop
    WHERE $2::bigint IS NULL OR EXISTS (
        SELECT FROM staff_shop WHERE staff_shop.staff_id = $2 AND staff_shop.shop_id = shop.shop_id)
), page AS MATERIALIZED (
    SELECT purchase.*
    FROM mine JOIN purchase USING (shop_id)
    WHERE code = coalesce($1::text, code) AND (cardinality($3::text[]) = 0 OR state = ANY ($3))
      AND ($4::uuid IS NULL OR (written_at, purchase_id) < (
          SELECT last.written_at, last.purchase_id FROM purchase AS last WHERE last.purchase_id = $4))
    ORDER BY written_at DESC, purchase_id DESC LIMIT $5
), line AS (
    SELECT purchase_id, count(*) FILTER (WHERE ordered > 0) AS lines,
           CASE WHEN bool_and(ordered = 0 OR lot_price_cents IS NOT NULL)
                THEN sum(coalesce((2 * lot_price_cents * ordered + lot) / (2 * lot), 0)) END AS total
    FROM page JOIN purchase_line USING (purchase_id) GROUP BY purchase_id
)
SELECT jsonb_build_object(
    'shops', (SELECT coalesce(jsonb_agg(jsonb_build_object('code', code, 'name', name) ORDER BY code), '[]') FROM mine),
    'purchases', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('id', page.purchase_id, 'number', number, 'state', page.state,
                   'shop', jsonb_build_object('code', mine.code, 'name', mine.name), 'supplier', supplier.name,
                   'lines', coalesce(lines, 0), 'total', total, 'written_at', page.written_at,
                   'sent_at', page.sent_at, 'letter', message.state)
                   ORDER BY page.written_at DESC, page.purchase_id DESC), '[]')
        FROM page JOIN mine USING (shop_id)
        LEFT JOIN line ON line.purchase_id = page.purchase_id
        LEFT JOIN supplier ON supplier.supplier_id = page.supplier_id
        LEFT JOIN message ON message.message_id = page.message_id),
    'earlier', false)";

/// A page of orders, and one more where there are older ones.
pub async fn list(
    database: &PgPool,
    works: Option<StaffId>,
    call: &ListPurchases,
) -> Result<Purchases, sqlx::Error> {
    let Json(page) = sqlx::query_scalar(LIST)
        .bind(&call.shop)
        .bind(works.map(|it| it.0))
        .bind(call.states.iter().map(|it| it.word()).collect::<Vec<_>>())
        .bind(call.before.map(|it| it.0))
        .bind(PAPERS_PAGE as i64 + 1)
        .fetch_one(database)
        .await?;
    Ok(page)
}

const EXPECTED: &str = concat!(
    "
SELECT coalesce(jsonb_agg(jsonb_build_object('purchase', ",
    about!(),
    ", 'number', number, 'supplier', supplier.name, 'sent_at', sent_at) ORDER BY sent_at, purchase_id), '[]')
FROM purchase JOIN supplier USING (supplier_id)
WHERE shop_id = $1 AND state IN ('sent', 'partly_received')"
);

/// The orders whose goods a shop expects, those sent first first.
pub async fn expected(
    database: &PgPool,
    shop: ShopId,
) -> Result<Vec<ExpectedPurchase>, sqlx::Error> {
    let Json(expected) = sqlx::query_scalar(EXPECTED).bind(shop.0).fetch_one(database).await?;
    Ok(expected)
}

/// What a shop has, what is coming and what it is bought in.
#[derive(Deserialize)]
pub struct Needs {
    /// Its levels.
    pub levels: Vec<StockLevel>,
    /// What is still to come, drafts included.
    pub expected: Quantities,
    offers: Vec<Offer>,
    lots: Quantities,
}

impl Needs {
    /// Where and in what lots each ingredient is bought; what nobody sells, in its own lot.
    pub fn bought(&self) -> Vec<Offer> {
        let mut bought = chosen(&self.offers);
        for (&ingredient, &lot) in &self.lots {
            if !bought.iter().any(|it| it.ingredient == ingredient) {
                let (supplier, lot_price) = (None, None);
                bought.push(Offer { ingredient, supplier, lot, lot_price, preferred: false });
            }
        }
        bought.sort_by_key(|it: &Offer| -> IngredientId { it.ingredient });
        bought
    }
}

const NEEDS: &str = "
SELECT jsonb_build_object(
    'levels', (SELECT coalesce(jsonb_agg(jsonb_build_object('ingredient', ingredient_id, 'on_hand', on_hand,
                   'reserved', reserved, 'safety', safety) ORDER BY ingredient_id), '[]')
               FROM stock_level WHERE shop_id = $1),
    'expected', (SELECT coalesce(jsonb_object_agg(ingredient_id, quantity), '{}') FROM expected_stock($1, true)),
    'offers', (SELECT coalesce(jsonb_agg(jsonb_build_object('ingredient', ingredient_id, 'supplier', supplier_id,
                   'lot', lot, 'lot_price', lot_price_cents, 'preferred', preferred)), '[]') FROM offer),
    'lots', (SELECT coalesce(jsonb_object_agg(ingredient_id, order_lot), '{}') FROM ingredient))";

/// What is needed to tell what to buy.
pub async fn needs(database: &PgPool, shop: ShopId) -> Result<Needs, sqlx::Error> {
    let Json(needs) = sqlx::query_scalar(NEEDS).bind(shop.0).fetch_one(database).await?;
    Ok(needs)
}

const SHEET: &str = concat!(
    "
SELECT jsonb_build_object('purchase', ",
    about!(),
    ", 'shop', jsonb_build_object('code', shop.code, 'name', shop.name), 'shop_id', purchase.shop_id,
    'identity', jsonb_build_object('name', concat_ws(' – ', nullif(shop.company, ''), shop.name),
        'address', shop.address, 'siret', shop.siret, 'naf', shop.naf, 'vat_number', shop.vat_number),
    'number', number,
    'supplier', CASE WHEN supplier.name IS NOT NULL THEN jsonb_build_object('name', supplier.name,
        'email', supplier.email, 'phone', supplier.phone) END,
    'written_at', purchase.written_at,
    'written_by', (SELECT name FROM staff WHERE staff_id = written_by),
    'by_inventory', inventory_id IS NOT NULL,
    'sent', CASE WHEN purchase.sent_at IS NOT NULL THEN jsonb_build_object('at', purchase.sent_at,
        'by', coalesce((SELECT name FROM staff WHERE staff_id = sent_by), ''), 'way', sent_way,
        'letter', (SELECT jsonb_build_array(message.state, message.fault) FROM message
                   WHERE message.message_id = purchase.message_id)) END,
    'ended', CASE WHEN ended_at IS NOT NULL THEN jsonb_build_array(ended_at,
        coalesce((SELECT name FROM staff WHERE staff_id = ended_by), '')) END,
    'receipts', (SELECT coalesce(jsonb_agg(",
    shown!(),
    " ORDER BY at, receipt_id), '[]') FROM receipt WHERE receipt.purchase_id = purchase.purchase_id),
    'names', (SELECT coalesce(jsonb_agg(jsonb_build_object('ingredient', ingredient_id, 'name', name, 'unit', unit)), '[]')
              FROM purchase_line AS line JOIN ingredient USING (ingredient_id)
              WHERE line.purchase_id = purchase.purchase_id),
    'last_change', purchase.last_change)
FROM purchase JOIN shop USING (shop_id) LEFT JOIN supplier USING (supplier_id)
WHERE purchase_id = $1 AND ($2::bigint IS NULL OR EXISTS (
    SELECT FROM staff_shop WHERE staff_shop.staff_id = $2 AND staff_shop.shop_id = purchase.shop_id))"
);

/// All that is known of an order, if it is of a shop in which that person works.
pub async fn sheet(
    database: &PgPool,
    works: Option<StaffId>,
    purchase: PurchaseId,
) -> Result<Option<Sheet>, sqlx::Error> {
    let sheet: Option<Json<Sheet>> = sqlx::query_scalar(SHEET)
        .bind(purchase.0)
        .bind(works.map(|it| it.0))
        .fetch_optional(database)
        .await?;
    Ok(sheet.map(|Json(sheet)| sheet))
}

/// Draft $2 of shop $1, read in version $4 (0: a new one), is to hold the lines $7 to $10. The same tap
/// ($3) again changes nothing.
const SAVE: &str = "
WITH known AS MATERIALIZED (
    SELECT purchase_id, last_change, CASE
        WHEN last_change = $3 THEN NULL
        WHEN state <> 'draft' THEN refuse('step', state)
        WHEN version <> $4 THEN refuse('changed_first', NULL) END AS refused
    FROM purchase WHERE shop_id = $1 AND purchase_id = $2::uuid
    FOR UPDATE
), typed AS MATERIALIZED (
    SELECT typed.*, CASE WHEN NOT EXISTS (
               SELECT FROM stock_level WHERE shop_id = $1 AND stock_level.ingredient_id = typed.ingredient_id)
               THEN refuse('not_kept', typed.ingredient_id::text) END AS refused
    FROM unnest($7::bigint[], $8::bigint[], $9::bigint[], $10::bigint[])
         AS typed (ingredient_id, ordered, lot, lot_price_cents)
), begun AS (
    INSERT INTO purchase (purchase_id, shop_id, number, supplier_id, written_by, last_change)
    SELECT $2, $1::bigint, next_purchase_number($1), $5::bigint, $6::bigint, $3::uuid
    WHERE $4::bigint = 0 AND NOT EXISTS (SELECT FROM known) AND NOT EXISTS (SELECT FROM typed WHERE refused IS NOT NULL)
    RETURNING purchase_id
), changed AS (
    UPDATE purchase SET supplier_id = $5, version = version + 1, last_change = $3
    FROM known
    WHERE purchase.purchase_id = known.purchase_id AND refused IS NULL AND known.last_change IS DISTINCT FROM $3
      AND NOT EXISTS (SELECT FROM typed WHERE typed.refused IS NOT NULL)
    RETURNING purchase.purchase_id
), kept AS MATERIALIZED (
    SELECT purchase_id FROM begun UNION ALL SELECT purchase_id FROM changed
), gone AS (
    DELETE FROM purchase_line USING kept
    WHERE purchase_line.purchase_id = kept.purchase_id AND purchase_line.ingredient_id <> ALL ($7)
), line AS (
    INSERT INTO purchase_line (purchase_id, shop_id, ingredient_id, ordered, lot, lot_price_cents)
    SELECT purchase_id, $1, ingredient_id, ordered, lot, lot_price_cents FROM kept, typed
    ON CONFLICT ON CONSTRAINT purchase_line_key DO UPDATE
    SET ordered = excluded.ordered, lot = excluded.lot, lot_price_cents = excluded.lot_price_cents
)
SELECT purchase_id FROM kept UNION ALL SELECT purchase_id FROM known WHERE last_change = $3";

/// Begins an order or changes a draft; nothing where the shop has none of that key.
pub async fn save(
    database: &PgPool,
    shop: ShopId,
    by: StaffId,
    call: &SavePurchase,
) -> Result<Option<Uuid>, sqlx::Error> {
    let lines = &call.lines;
    sqlx::query_scalar(SAVE)
        .bind(shop.0)
        .bind(call.purchase.0)
        .bind(call.once)
        .bind(call.version)
        .bind(call.supplier.map(|SupplierId(it)| it))
        .bind(by.0)
        .bind(lines.iter().map(|it| it.ingredient.0).collect::<Vec<_>>())
        .bind(lines.iter().map(|it| it.ordered).collect::<Vec<_>>())
        .bind(lines.iter().map(|it| it.lot).collect::<Vec<_>>())
        .bind(lines.iter().map(|it| it.lot_price.map(|price| price.0)).collect::<Vec<_>>())
        .fetch_optional(database)
        .await
}

/// What a change of order $1 of shop $2 begins with: the same tap ($3) again does nothing, and neither does
/// who read another version than $4, or where it does not stand as $5 says.
macro_rules! moving {
    () => {
        "known AS MATERIALIZED (
    SELECT purchase_id, shop_id, supplier_id, message_id, last_change, CASE
        WHEN last_change = $3 THEN NULL
        WHEN state <> ALL ($5::text[]) THEN refuse('step', state)
        WHEN version <> $4 THEN refuse('changed_first', NULL) END AS refused
    FROM purchase WHERE purchase_id = $1::uuid AND shop_id = $2
    FOR UPDATE
), moves AS MATERIALIZED (
    SELECT * FROM known WHERE refused IS NULL AND last_change IS DISTINCT FROM $3
)"
    };
}

const SEND: &str = concat!(
    "
WITH ",
    moving!(),
    ", letter AS (
    INSERT INTO message (shop_id, kind, channel, email, facts, expires_at)
    SELECT shop_id, 'purchase_order', 'email', supplier.email, $8::jsonb, now() + $9::interval
    FROM moves JOIN supplier USING (supplier_id) WHERE $7::text = 'email'
    RETURNING message_id
), sent AS (
    UPDATE purchase SET state = 'sent', sent_at = now(), sent_by = $6::bigint, sent_way = $7,
           message_id = (SELECT message_id FROM letter), version = version + 1, last_change = $3::uuid
    FROM moves WHERE purchase.purchase_id = moves.purchase_id
)
SELECT purchase_id FROM known"
);

/// Makes a draft expected, and writes its letter; nothing where the shop has none of that key.
pub async fn send(
    database: &PgPool,
    shop: ShopId,
    (call, by): (&SendPurchase, StaffId),
    (facts, lasts): (&Facts, TimeDelta),
) -> Result<Option<Uuid>, sqlx::Error> {
    sqlx::query_scalar(SEND)
        .bind(call.purchase.0)
        .bind(shop.0)
        .bind(call.once)
        .bind(call.version)
        .bind(before(PurchaseState::Sent))
        .bind(by.0)
        .bind(call.way.word())
        .bind(Json(facts))
        .bind(lasts)
        .fetch_optional(database)
        .await
}

/// A letter that has not gone yet does not go any more where the order is given up.
const END: &str = concat!(
    "
WITH ",
    moving!(),
    ", kept_back AS (
    UPDATE message SET state = 'given_up', moved_by = $6
    FROM moves
    WHERE message.message_id = moves.message_id AND message.state IN ('to_send', 'failed') AND $7::text = 'cancelled'
), ended AS (
    UPDATE purchase SET state = $7, ended_at = now(), ended_by = $6::bigint, version = version + 1,
           last_change = $3::uuid
    FROM moves WHERE purchase.purchase_id = moves.purchase_id
)
SELECT purchase_id FROM known"
);

/// Closes or cancels an order; nothing where the shop has none of that key.
pub async fn end(
    database: &PgPool,
    (purchase, shop): (PurchaseId, ShopId),
    (once, version): (Uuid, i64),
    (to, by): (PurchaseState, StaffId),
) -> Result<Option<Uuid>, sqlx::Error> {
    sqlx::query_scalar(END)
        .bind(purchase.0)
        .bind(shop.0)
        .bind(once)
        .bind(version)
        .bind(before(to))
        .bind(by.0)
        .bind(to.word())
        .fetch_optional(database)
        .await
}

/// The states from which an order gets there.
fn before(to: PurchaseState) -> Vec<&'static str> {
    PURCHASE_STEPS.iter().filter(|step| step.to == to).map(|step| step.from.word()).collect()
}
