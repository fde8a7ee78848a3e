-- What was sold is cooked as it was sold, though the menu changes in between.
SET LOCAL search_path = oc_pizza;

-- what is on one of it, as the recipe stood: ingredient, place, standing, halves of the unit
ALTER TABLE order_line ADD COLUMN portions jsonb NOT NULL DEFAULT '[]';

-- Pizzas that wait for the kitchen have the menu's recipe of today; what both halves have alike
-- lies on the whole.
UPDATE order_line SET portions = (
    SELECT coalesce(jsonb_agg(jsonb_build_object('ingredient', ingredient_id, 'place', place, 'standing', standing,
                                                 'halves', halves) ORDER BY part, position), '[]')
    FROM (
        SELECT ingredient_id, min(part) AS part, min(recipe_line.position) AS position,
               CASE WHEN half_size_id IS NULL OR count(*) = 2 THEN 'whole'
                    WHEN min(part) = 1 THEN 'first' ELSE 'second' END AS place,
               CASE WHEN ingredient_id = ANY (without_ids) THEN 'left_out' ELSE 'usual' END AS standing,
               recipe_line.quantity * CASE WHEN half_size_id IS NULL THEN 2 ELSE count(*) END AS halves
        FROM (VALUES (1, order_line.size_id), (2, half_size_id)) AS side (part, size_id)
        JOIN recipe_line ON recipe_line.size_id = side.size_id
        GROUP BY ingredient_id, recipe_line.quantity
        UNION ALL
        SELECT ingredient_id, 3, nth, 'whole', 'extra', 2 * extra_quantity
        FROM unnest(extra_ids) WITH ORDINALITY AS extra (ingredient_id, nth) JOIN ingredient USING (ingredient_id)
        WHERE extra_quantity IS NOT NULL
    ) AS portion)
WHERE EXISTS (SELECT FROM order_item WHERE order_item.order_line_id = order_line.order_line_id
              AND state IN ('waiting', 'preparing', 'in_oven'));
