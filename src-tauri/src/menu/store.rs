//! The SQL of the menu.

use domain::menu::Menu;
use domain::shops::ShopId;
use sqlx::PgPool;
use sqlx::types::Json;

/// The whole menu in one statement, so that it is of one version; the server builds the
/// contract's own JSON. A product without a size is not on the menu yet.
const READ: &str = "
SELECT jsonb_build_object(
    'version', (SELECT version FROM menu_version),
    'categories', (SELECT coalesce(jsonb_agg(jsonb_build_object(
            'id', category_id, 'name', name, 'name_en', name_en) ORDER BY position, category_id), '[]')
        FROM category),
    'ingredients', (SELECT coalesce(jsonb_agg(jsonb_build_object(
            'id', ingredient_id, 'name', name, 'unit', unit, 'allergens', allergens,
            'look', jsonb_build_object('shape', shape, 'color', color),
            'extra', CASE WHEN extra_price_cents IS NOT NULL THEN jsonb_build_object(
                'price', extra_price_cents, 'quantity', extra_quantity) END) ORDER BY ingredient_id), '[]')
        FROM ingredient),
    'formulas', (SELECT coalesce(jsonb_agg(jsonb_build_object(
            'id', formula_id, 'slug', slug, 'name', name, 'price', price_cents, 'parts', parts.listed)
            ORDER BY position, formula_id), '[]')
        FROM formula JOIN (
            SELECT formula_id, jsonb_agg(jsonb_build_object('name', name, 'categories', (
                SELECT coalesce(jsonb_agg(category_id ORDER BY category_id), '[]') FROM formula_choice AS choice
                WHERE (choice.formula_id, choice.position) = (formula_part.formula_id, formula_part.position)))
                ORDER BY position) AS listed
            FROM formula_part GROUP BY formula_id) AS parts USING (formula_id)),
    'rules', (SELECT jsonb_build_object('half_price', half_price,
            'discount_alone_percent', discount_alone_percent, 'delivery', jsonb_build_object(
                'fee', delivery_fee_cents, 'free_from', delivery_free_from_cents,
                'minimum', delivery_minimum_cents, 'minutes_max', delivery_minutes_max,
                'minutes_usual', delivery_minutes_usual)) FROM selling_rule),
    'vat', (SELECT coalesce(jsonb_agg(jsonb_build_object(
            'class', vat_class, 'mode', mode, 'rate', basis_points)), '[]')
        FROM (SELECT DISTINCT ON (vat_class, mode) * FROM vat_rate
              WHERE valid_from <= (now() AT TIME ZONE 'Europe/Paris')::date
              ORDER BY vat_class, mode, valid_from DESC) AS in_force),
    'coming', (SELECT coalesce(jsonb_agg(jsonb_build_object('from', valid_from, 'rule', jsonb_build_object(
            'class', vat_class, 'mode', mode, 'rate', basis_points)) ORDER BY valid_from), '[]')
        FROM vat_rate WHERE valid_from > (now() AT TIME ZONE 'Europe/Paris')::date),
    'products', (SELECT coalesce(jsonb_agg(jsonb_build_object(
            'id', product.product_id, 'slug', slug, 'category', category_id, 'name', product.name,
            'description', description, 'vat_class', vat_class, 'cooking_minutes', cooking_minutes,
            'suspended', coalesce(product_shop.suspended, false), 'sizes', sizes.listed)
            ORDER BY product.position, product.product_id), '[]')
        FROM product
        JOIN (
            SELECT product_id, jsonb_agg(jsonb_build_object(
                'id', product_size.size_id, 'name', product_size.name,
                'price', coalesce(size_shop.price_cents, product_size.price_cents),
                'recipe', coalesce(recipe.listed, '[]'), 'steps', coalesce(steps.listed, '[]'))
                ORDER BY product_size.position) AS listed
            FROM product_size
            LEFT JOIN size_shop ON size_shop.size_id = product_size.size_id AND size_shop.shop_id = $1
            LEFT JOIN (SELECT size_id, jsonb_agg(jsonb_build_object(
                           'ingredient', ingredient_id, 'quantity', quantity) ORDER BY position) AS listed
                       FROM recipe_line GROUP BY size_id) AS recipe ON recipe.size_id = product_size.size_id
            LEFT JOIN (SELECT size_id, jsonb_agg(text ORDER BY position) AS listed
                       FROM recipe_step GROUP BY size_id) AS steps ON steps.size_id = product_size.size_id
            GROUP BY product_id
        ) AS sizes USING (product_id)
        LEFT JOIN product_shop ON product_shop.product_id = product.product_id AND product_shop.shop_id = $1))";

/// The menu of a shop.
pub async fn read(database: &PgPool, shop: ShopId) -> Result<Menu, sqlx::Error> {
    let Json(menu) = sqlx::query_scalar(READ).bind(shop.0).fetch_one(database).await?;
    Ok(menu)
}
