-- Three hundred products, nearly all of them on the tab that opens first: copies of the
-- demonstration's pizzas, with their recipes.
INSERT INTO product (category_id, slug, name, description, vat_class, cooking_minutes, position)
SELECT category_id, slug || '-' || copy, name || ' ' || copy, description, vat_class,
       cooking_minutes, position + 1000 * copy
FROM product, generate_series(1, 300) AS copy
WHERE cooking_minutes IS NOT NULL
ORDER BY copy, position
LIMIT 300 - (SELECT count(*) FROM product);

CREATE TEMPORARY TABLE copied AS
SELECT original.product_id AS original, product.product_id AS copy
FROM product
JOIN product AS original ON original.slug = regexp_replace(product.slug, '-[0-9]+$', '')
WHERE product.product_id <> original.product_id;

INSERT INTO product_size (product_id, name, price_cents, position)
SELECT copied.copy, name, price_cents, position
FROM product_size JOIN copied ON copied.original = product_size.product_id;

INSERT INTO recipe_line (size_id, ingredient_id, quantity, position)
SELECT size_copy.size_id, ingredient_id, quantity, recipe_line.position
FROM recipe_line
JOIN product_size AS size ON size.size_id = recipe_line.size_id
JOIN copied ON copied.original = size.product_id
JOIN product_size AS size_copy
    ON size_copy.product_id = copied.copy AND size_copy.position = size.position;

DROP TABLE copied;
