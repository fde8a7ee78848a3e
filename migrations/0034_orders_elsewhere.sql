-- An order that another shop brings is placed there from the counter that took it. What places it,
-- `place_elsewhere`, is made from the very text that places an order in its own shop
-- (src-tauri/src/orders/elsewhere/store.rs), each time tables are brought up to date and rights are given.
SET LOCAL search_path = oc_pizza;

-- Whether another shop's counter took it: none of this shop's prints it for a kitchen whose screen is away, so
-- any does. Said by what places it (`oc_pizza.elsewhere`), within its transaction.
ALTER TABLE orders ADD COLUMN taken_elsewhere boolean NOT NULL
    DEFAULT coalesce(current_setting('oc_pizza.elsewhere', true), '') = 'on';

-- Whether a shop is open then (domain::delivery::is_open); one of which nobody has told the hours is.
CREATE FUNCTION shop_is_open(of_shop bigint, moment timestamptz) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT count(weekday) = 0 OR bool_or(CASE
        WHEN closes_at > opens_at THEN weekday = today AND clock >= opens_at AND clock < closes_at
        ELSE weekday = today AND clock >= opens_at OR weekday = yesterday AND clock < closes_at END)
    FROM (SELECT extract(isodow FROM wall)::integer AS today,
                 extract(isodow FROM wall - interval '1 day')::integer AS yesterday, wall::time AS clock
          FROM (SELECT moment AT TIME ZONE 'Europe/Paris' AS wall) AS now_there) AS told
    LEFT JOIN oc_pizza.opening_hours ON opening_hours.shop_id = of_shop
$$;

-- Whether who asks is that terminal and a counter; where all share the owner's login, any is.
CREATE FUNCTION sells_as(terminal uuid) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = oc_pizza, pg_temp AS $$
    -- Within a definer's function the current user is the owner.
    SELECT CASE WHEN my_terminal() IS NULL THEN session_user = current_user
                ELSE my_terminal() = terminal AND 'counter' = ANY (my_kinds()) END
$$;

-- What a counter has to know of another shop to sell for it: at which prices it sells what, what is left for
-- orders to come, and the pizzas ahead. No order's customer, no money, and not what is on the shelves.
CREATE FUNCTION shop_elsewhere(of_shop text) RETURNS jsonb LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = oc_pizza, pg_temp AS $$
    SELECT jsonb_build_object(
        'shop', jsonb_build_object('id', shop_id, 'code', code, 'name', name, 'day_ends_at', day_ends_at,
            'stations', stations, 'making_seconds', making_seconds, 'oven_places', oven_places, 'delivers', delivers,
            'position', CASE WHEN latitude_e6 IS NOT NULL THEN jsonb_build_object(
                'latitude_e6', latitude_e6, 'longitude_e6', longitude_e6) END),
        'selling', jsonb_build_object(
            'version', (SELECT version FROM menu_version),
            'prices', (
                SELECT coalesce(jsonb_agg(jsonb_build_object('size', size.size_id,
                           'price', coalesce(own.price_cents, size.price_cents)) ORDER BY size.size_id), '[]')
                FROM product_size AS size
                LEFT JOIN size_shop AS own ON own.size_id = size.size_id AND own.shop_id = shop.shop_id),
            'suspended', (
                SELECT coalesce(jsonb_agg(product_id ORDER BY product_id), '[]') FROM product_shop
                WHERE product_shop.shop_id = shop.shop_id AND suspended)),
        'stock', (
            SELECT coalesce(jsonb_agg(jsonb_build_object('ingredient', ingredient_id,
                       'on_hand', on_hand - reserved, 'reserved', 0, 'safety', 0) ORDER BY ingredient_id), '[]')
            FROM stock_level WHERE stock_level.shop_id = shop.shop_id),
        'ahead', (
            SELECT coalesce(jsonb_agg(jsonb_build_object('order', item.order_id, 'state', item.state,
                       'since', item.since, 'minutes', line.cooking_minutes) ORDER BY queued_at, order_item_id), '[]')
            FROM order_item AS item JOIN order_line AS line USING (order_line_id)
            WHERE item.shop_id = shop.shop_id AND item.state IN ('waiting', 'preparing', 'in_oven')))
    FROM shop WHERE code = of_shop
$$;
