//! The SQL of receipts, as they are shown.

use domain::staff::StaffId;
use domain::stock::{ListReceipts, PAPERS_PAGE, Receipts};
use sqlx::PgPool;
use sqlx::postgres::PgConnection;
use sqlx::types::Json;

/// A receipt (`receipt` beside `shop`) as the contract has it.
macro_rules! shown {
    () => {
        "jsonb_build_object('id', receipt.receipt_id, 'shop', jsonb_build_object('code', shop.code, 'name', shop.name),
            'number', receipt.number, 'comment', receipt.comment,
            'purchase', (SELECT jsonb_build_array(bought.purchase_id, bought.number) FROM purchase AS bought
                         WHERE bought.purchase_id = receipt.purchase_id),
            'at', receipt.at,
            'by', coalesce((SELECT name FROM staff WHERE staff.staff_id = receipt.staff_id), ''),
            'lines', (SELECT coalesce(jsonb_agg(jsonb_build_object('ingredient', ingredient_id, 'name', name, 'unit', unit,
                                 'quantity', quantity, 'price', price_cents) ORDER BY lower(name)), '[]')
                      FROM receipt_line JOIN ingredient USING (ingredient_id)
                      WHERE receipt_line.receipt_id = receipt.receipt_id))"
    };
}
pub(in crate::stock) use shown;

/// Those of shop $1 (null: of all that are seen) before $3, the latest first; one more than a page.
const LIST: &str = concat!(
    "
WITH mine AS MATERIALIZED (
    SELECT shop_id, code, name FROM shop
    WHERE $2::bigint IS NULL OR EXISTS (
        SELECT FROM staff_shop WHERE staff_shop.staff_id = $2 AND staff_shop.shop_id = shop.shop_id)
), page AS MATERIALIZED (
    SELECT receipt.*
    FROM mine JOIN receipt USING (shop_id)
    WHERE code = coalesce($1::text, code)
      AND ($3::uuid IS NULL OR (at, receipt_id) < (SELECT last.at, last.receipt_id FROM receipt AS last
                                                   WHERE last.receipt_id = $3))
    ORDER BY at DESC, receipt_id DESC LIMIT $4
)
SELECT jsonb_build_object(
    'shops', (SELECT coalesce(jsonb_agg(jsonb_build_object('code', code, 'name', name) ORDER BY code), '[]') FROM mine),
    'receipts', (SELECT coalesce(jsonb_agg(",
    shown!(),
    " ORDER BY at DESC, receipt_id DESC), '[]')
                 FROM page AS receipt JOIN mine AS shop USING (shop_id)),
    'earlier', false)"
);

/// A page of receipts, and one more where there are older ones.
pub async fn list(
    database: &PgPool,
    works: Option<StaffId>,
    call: &ListReceipts,
) -> Result<Receipts, sqlx::Error> {
    let Json(page) = sqlx::query_scalar(LIST)
        .bind(&call.shop)
        .bind(works.map(|it| it.0))
        .bind(call.before.map(|it| it.0))
        .bind(PAPERS_PAGE as i64 + 1)
        .fetch_one(database)
        .await?;
    Ok(page)
}

/// The shops, of those that this login sees, with orders of which something else came than their receipts
/// say, and how many those are.
pub async fn astray(server: &mut PgConnection) -> Result<Vec<(String, i64)>, sqlx::Error> {
    sqlx::query_as(
        "SELECT shop.name, count(DISTINCT purchase_id)
         FROM oc_pizza.purchase_line FULL JOIN (
             SELECT receipt.shop_id, purchase_id, ingredient_id, sum(quantity) AS came
             FROM oc_pizza.receipt JOIN oc_pizza.receipt_line USING (receipt_id)
             WHERE purchase_id IS NOT NULL GROUP BY receipt.shop_id, purchase_id, ingredient_id) AS receipt
           USING (shop_id, purchase_id, ingredient_id)
         JOIN oc_pizza.shop USING (shop_id)
         WHERE coalesce(received, 0) <> coalesce(came, 0)
         GROUP BY shop.name ORDER BY shop.name",
    )
    .fetch_all(server)
    .await
}
