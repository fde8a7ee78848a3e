//! The demonstration's SQL: one statement for each kind of thing, whatever its number.
//!
//! What refers to something names it (an ingredient, a shop's code), and the statement joins the
//! key. A name that nothing bears would silently be left out: [`Demo::read`](super::data::Demo)
//! has refused it before. `ordinality` is the place in the file; keys are given in its order.

use super::data::{
    Category, Formula, Ingredient, Level, Person, Product, Shop, Supplier, VatRates,
};
use domain::staff::Role;
use sqlx::PgConnection;
use sqlx::types::Json;
use std::collections::BTreeMap;

/// The codes of the shops that are there. Until the transaction ends nobody else adds one, so
/// that of two who load at once the second finds the first's work.
pub async fn hold_shops(connection: &mut PgConnection) -> sqlx::Result<Vec<String>> {
    sqlx::query("LOCK TABLE shop IN SHARE ROW EXCLUSIVE MODE").execute(&mut *connection).await?;
    sqlx::query_scalar("SELECT code FROM shop ORDER BY code").fetch_all(connection).await
}

/// Shops and when they are open.
pub async fn insert_shops(connection: &mut PgConnection, shops: &[Shop]) -> sqlx::Result<()> {
    sqlx::query(
        "WITH described AS (
             SELECT * FROM ROWS FROM (jsonb_to_recordset($1) AS (code text, name text, address text, latitude_e6 integer,
                 longitude_e6 integer, siret text, stations integer, making_seconds integer, oven_places integer, hours jsonb)
             ) WITH ORDINALITY
         ), opened AS (
             INSERT INTO shop (code, name, address, latitude_e6, longitude_e6, stations, making_seconds, oven_places,
                               company, siret, naf, vat_number)
             SELECT code, name, address, latitude_e6, longitude_e6, stations, making_seconds, oven_places,
                    'OC Pizza SAS', siret, '5610C', 'FR23902134568'
             FROM described ORDER BY ordinality
             RETURNING shop_id, code
         )
         INSERT INTO opening_hours (shop_id, weekday, opens_at, closes_at)
         SELECT shop_id, weekday::smallint, opens_at, closes_at
         FROM described JOIN opened USING (code),
             jsonb_to_recordset(hours) AS slot (days jsonb, opens_at time, closes_at time),
             jsonb_array_elements_text(days) AS weekday",
    )
    .bind(Json(shops))
    .execute(connection)
    .await?;
    Ok(())
}

/// People with the hash of their role's PIN, and the shop each works in. A name stands for one
/// person here, unlike in the table.
pub async fn insert_staff(
    connection: &mut PgConnection,
    staff: &[Person],
    hashes: &BTreeMap<Role, String>,
) -> sqlx::Result<()> {
    sqlx::query(
        "WITH described AS (
             SELECT * FROM ROWS FROM (
                 jsonb_to_recordset($1) AS (name text, role text, shop text, phone text)
             ) WITH ORDINALITY
         ), hired AS (
             INSERT INTO staff (name, role, pin_hash)
             SELECT name, role, $2 ->> role FROM described ORDER BY ordinality
             RETURNING staff_id, name
         ), reached AS (
             INSERT INTO staff_reach (staff_id, preferred, phone)
             SELECT staff_id, 'sms', phone FROM described JOIN hired USING (name) WHERE phone IS NOT NULL
         )
         INSERT INTO staff_shop (staff_id, shop_id)
         SELECT staff_id, shop_id
         FROM described JOIN hired USING (name) JOIN shop ON shop.code = described.shop",
    )
    .bind(Json(staff))
    .bind(Json(hashes))
    .execute(connection)
    .await?;
    Ok(())
}

/// A row for each class and way of service.
pub async fn insert_vat(connection: &mut PgConnection, vat: &[VatRates]) -> sqlx::Result<()> {
    sqlx::query(
        "INSERT INTO vat_rate (vat_class, mode, valid_from, basis_points)
         SELECT vat_class, mode, valid_from, rate::integer
         FROM jsonb_to_recordset($1) AS rates (vat_class text, valid_from date, basis_points jsonb),
             jsonb_each_text(basis_points) AS rate_of_mode (mode, rate)",
    )
    .bind(Json(vat))
    .execute(connection)
    .await?;
    Ok(())
}

/// Categories in the order of the tabs.
pub async fn insert_categories(
    connection: &mut PgConnection,
    categories: &[Category],
) -> sqlx::Result<()> {
    sqlx::query(
        "INSERT INTO category (name, name_en, position)
         SELECT name, name_en, ordinality
         FROM ROWS FROM (jsonb_to_recordset($1) AS (name text, name_en text)) WITH ORDINALITY
         ORDER BY ordinality",
    )
    .bind(Json(categories))
    .execute(connection)
    .await?;
    Ok(())
}

/// Ingredients, and what is sold as it is.
pub async fn insert_ingredients(
    connection: &mut PgConnection,
    ingredients: &[Ingredient],
) -> sqlx::Result<()> {
    sqlx::query(
        "INSERT INTO ingredient (name, unit, order_lot, shape, color, allergens, extra_price_cents, extra_quantity)
         SELECT name, unit, order_lot, shape, color, allergens,
             (extra ->> 'price_cents')::bigint, (extra ->> 'quantity')::bigint
         FROM ROWS FROM (jsonb_to_recordset($1) AS (name text, unit text, order_lot bigint,
             shape text, color text, allergens text[], extra jsonb)
         ) WITH ORDINALITY
         ORDER BY ordinality",
    )
    .bind(Json(ingredients))
    .execute(connection)
    .await?;
    Ok(())
}

/// Products, each in its one size, with recipe and steps.
pub async fn insert_products(
    connection: &mut PgConnection,
    products: &[Product],
) -> sqlx::Result<()> {
    sqlx::query(
        "WITH described AS (
             SELECT * FROM ROWS FROM (jsonb_to_recordset($1) AS (category text, slug text, name text,
                 description text, vat_class text, cooking_minutes integer, price_cents bigint,
                 recipe jsonb, steps jsonb)
             ) WITH ORDINALITY
         ), listed AS (
             INSERT INTO product
                 (category_id, slug, name, description, vat_class, cooking_minutes, position)
             SELECT category_id, slug, described.name, description, vat_class, cooking_minutes,
                 ordinality
             FROM described JOIN category ON category.name = described.category
             ORDER BY ordinality
             RETURNING product_id, slug
         ), sized AS (
             INSERT INTO product_size (product_id, price_cents, position)
             SELECT product_id, price_cents, 1 FROM described JOIN listed USING (slug)
             ORDER BY ordinality
             RETURNING size_id, product_id
         ), written AS (
             SELECT size_id, recipe, steps
             FROM described JOIN listed USING (slug) JOIN sized USING (product_id)
         ), composed AS (
             INSERT INTO recipe_line (size_id, ingredient_id, quantity, position)
             SELECT size_id, ingredient_id, quantity, place
             FROM written,
                 ROWS FROM (jsonb_to_recordset(recipe) AS (ingredient text, quantity bigint))
                     WITH ORDINALITY AS line (ingredient, quantity, place)
                 JOIN ingredient ON ingredient.name = line.ingredient
         )
         INSERT INTO recipe_step (size_id, position, text)
         SELECT size_id, place, step
         FROM written, jsonb_array_elements_text(steps) WITH ORDINALITY AS told (step, place)",
    )
    .bind(Json(products))
    .execute(connection)
    .await?;
    Ok(())
}

/// Menus at one price.
pub async fn insert_formulas(
    connection: &mut PgConnection,
    formulas: &[Formula],
) -> sqlx::Result<()> {
    sqlx::query(
        "WITH described AS (
             SELECT * FROM ROWS FROM (jsonb_to_recordset($1) AS (slug text, name text,
                 price_cents bigint, parts jsonb)) WITH ORDINALITY
         ), listed AS (
             INSERT INTO formula (slug, name, price_cents, position)
             SELECT slug, name, price_cents, ordinality FROM described ORDER BY ordinality
             RETURNING formula_id, slug
         ), part AS (
             SELECT formula_id, place, part ->> 'name' AS name, part -> 'categories' AS categories
             FROM described JOIN listed USING (slug),
                 jsonb_array_elements(parts) WITH ORDINALITY AS told (part, place)
         ), made_of AS (
             INSERT INTO formula_part (formula_id, position, name) SELECT formula_id, place, name FROM part
         )
         INSERT INTO formula_choice (formula_id, position, category_id)
         SELECT formula_id, place, category_id
         FROM part, jsonb_array_elements_text(categories) AS chosen
             JOIN category ON category.name = chosen",
    )
    .bind(Json(formulas))
    .execute(connection)
    .await?;
    Ok(())
}

/// What each shop has, and the movement that says where it came from. A level of none has no
/// movement: the sum of no movements is none.
pub async fn insert_stock(connection: &mut PgConnection, stock: &[Level]) -> sqlx::Result<()> {
    sqlx::query(
        "WITH counted AS (
             SELECT shop_id, ingredient_id, safety, quantity::bigint AS on_hand
             FROM jsonb_to_recordset($1) AS level (ingredient text, safety bigint, on_hand jsonb)
                 JOIN ingredient ON ingredient.name = level.ingredient,
                 jsonb_each_text(on_hand) AS held (code, quantity) JOIN shop USING (code)
         ), put AS (
             INSERT INTO stock_level (shop_id, ingredient_id, on_hand, safety)
             SELECT shop_id, ingredient_id, on_hand, safety FROM counted
             ORDER BY shop_id, ingredient_id
         )
         INSERT INTO stock_movement (shop_id, ingredient_id, cause, quantity)
         SELECT shop_id, ingredient_id, 'initial', on_hand FROM counted WHERE on_hand <> 0
         ORDER BY shop_id, ingredient_id",
    )
    .bind(Json(stock))
    .execute(connection)
    .await?;
    Ok(())
}

/// Suppliers, and what each sells.
pub async fn insert_suppliers(
    connection: &mut PgConnection,
    suppliers: &[Supplier],
) -> sqlx::Result<()> {
    sqlx::query(
        "WITH described AS (
             SELECT * FROM ROWS FROM (jsonb_to_recordset($1) AS (name text, email text, phone text, offers jsonb))
                 WITH ORDINALITY
         ), known AS (
             INSERT INTO supplier (name, email, phone) SELECT name, email, phone FROM described ORDER BY ordinality
             RETURNING supplier_id, name
         )
         INSERT INTO offer (supplier_id, ingredient_id, lot, lot_price_cents, preferred)
         SELECT supplier_id, ingredient_id, sold.lot, sold.lot_price_cents, true
         FROM described JOIN known USING (name),
             jsonb_to_recordset(offers) AS sold (ingredient text, lot bigint, lot_price_cents bigint)
             JOIN ingredient ON ingredient.name = sold.ingredient",
    )
    .bind(Json(suppliers))
    .execute(connection)
    .await?;
    Ok(())
}
