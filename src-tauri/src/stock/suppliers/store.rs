//! The SQL of suppliers.

use crate::error::{Error, unreadable};
use domain::menu::{IngredientId, Unit};
use domain::stock::{IngredientChoice, Supplier, SupplierId};
use sqlx::PgPool;
use sqlx::types::Json;
use uuid::Uuid;

const LIST: &str = "
SELECT coalesce(jsonb_agg(jsonb_build_object('id', supplier_id, 'name', name, 'email', email, 'phone', phone,
    'version', version, 'offers', (
        SELECT coalesce(jsonb_agg(jsonb_build_object('ingredient', ingredient_id, 'supplier', supplier_id, 'lot', lot,
                   'lot_price', lot_price_cents, 'preferred', preferred) ORDER BY lower(ingredient.name)), '[]')
        FROM offer JOIN ingredient USING (ingredient_id) WHERE offer.supplier_id = supplier.supplier_id))
    ORDER BY lower(name)), '[]')
FROM supplier";

/// Every supplier with its offers.
pub async fn list(database: &PgPool) -> Result<Vec<Supplier>, sqlx::Error> {
    let Json(suppliers) = sqlx::query_scalar(LIST).fetch_one(database).await?;
    Ok(suppliers)
}

/// The ingredients, by name.
pub async fn ingredients(database: &PgPool) -> Result<Vec<IngredientChoice>, Error> {
    let rows: Vec<(i64, String, String, i64)> = sqlx::query_as(
        "SELECT ingredient_id, name, unit, order_lot FROM ingredient ORDER BY lower(name)",
    )
    .fetch_all(database)
    .await?;
    let choice = |(id, name, unit, lot): (i64, String, String, i64)| {
        let unit = Unit::from_word(&unit).ok_or_else(|| unreadable("ingredient", "unit", &unit))?;
        Ok(IngredientChoice { id: IngredientId(id), name, unit, lot })
    };
    rows.into_iter().map(choice).collect()
}

/// Supplier $1 (null: a new one), read in version $2, is to be as $4 to $10 say. Where it sells something
/// first from now on, nobody else does. The same tap ($3) again changes nothing.
const SAVE: &str = "
WITH known AS MATERIALIZED (
    SELECT supplier_id, last_change,
           CASE WHEN last_change = $3 THEN NULL WHEN version <> $2 THEN refuse('changed_first', NULL) END AS refused
    FROM supplier WHERE supplier_id = $1::bigint OR $1 IS NULL AND last_change = $3::uuid
    FOR UPDATE
), added AS (
    INSERT INTO supplier (name, email, phone, last_change)
    SELECT $4::text, $5::text, $6::text, $3 WHERE $1 IS NULL AND NOT EXISTS (SELECT FROM known)
    RETURNING supplier_id
), changed AS (
    UPDATE supplier SET name = $4, email = $5, phone = $6, version = version + 1, last_change = $3
    FROM known
    WHERE supplier.supplier_id = known.supplier_id AND refused IS NULL AND known.last_change IS DISTINCT FROM $3
    RETURNING supplier.supplier_id
), kept AS MATERIALIZED (
    SELECT supplier_id FROM added UNION ALL SELECT supplier_id FROM changed
), sells AS MATERIALIZED (
    SELECT supplier_id, sold.*
    FROM kept, unnest($7::bigint[], $8::bigint[], $9::bigint[], $10::boolean[])
               AS sold (ingredient_id, lot, lot_price_cents, preferred)
), gone AS (
    DELETE FROM offer USING kept
    WHERE offer.supplier_id = kept.supplier_id AND offer.ingredient_id <> ALL ($7)
), elsewhere AS (
    UPDATE offer SET preferred = false FROM sells
    WHERE offer.ingredient_id = sells.ingredient_id AND offer.supplier_id <> sells.supplier_id
      AND sells.preferred AND offer.preferred
), sold AS (
    INSERT INTO offer (supplier_id, ingredient_id, lot, lot_price_cents, preferred) SELECT * FROM sells
    ON CONFLICT ON CONSTRAINT offer_key DO UPDATE
    SET lot = excluded.lot, lot_price_cents = excluded.lot_price_cents, preferred = excluded.preferred
)
SELECT supplier_id FROM kept UNION ALL SELECT supplier_id FROM known WHERE last_change = $3";

/// Adds or changes one; which. Nothing where there is none of that key.
pub async fn save(
    database: &PgPool,
    which: Option<SupplierId>,
    once: Uuid,
    supplier: &Supplier,
) -> Result<Option<SupplierId>, sqlx::Error> {
    let offers = &supplier.offers;
    let saved: Option<i64> = sqlx::query_scalar(SAVE)
        .bind(which.map(|it| it.0))
        .bind(supplier.version)
        .bind(once)
        .bind(&supplier.name)
        .bind(&supplier.email)
        .bind(&supplier.phone)
        .bind(offers.iter().map(|it| it.ingredient.0).collect::<Vec<_>>())
        .bind(offers.iter().map(|it| it.lot).collect::<Vec<_>>())
        .bind(offers.iter().map(|it| it.lot_price.map(|price| price.0)).collect::<Vec<_>>())
        .bind(offers.iter().map(|it| it.preferred).collect::<Vec<_>>())
        .fetch_optional(database)
        .await?;
    Ok(saved.map(SupplierId))
}
