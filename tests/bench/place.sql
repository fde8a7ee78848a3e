-- pgbench's share: what PLACE of src-tauri/src/orders/store.rs does, to the same tables, as one
-- prepared statement. Kept by hand: when PLACE changes, change this. One of the two files
-- `tell_inside.sql` and `tell_after.sql` ends it.
\set shop 1 + mod(:client_id, :shops)
WITH here AS MATERIALIZED (
    SELECT shop.shop_id, shop.code, today.day, to_char(today.day, 'YYYY') AS year,
           CASE WHEN (SELECT version FROM menu_version) <> :menu_version::bigint THEN refuse('stale_menu', NULL) END AS refused
    FROM shop, LATERAL business_day(shop.day_ends_at) AS today (day)
    WHERE shop.shop_id = :shop::bigint
), need AS (
    SELECT * FROM unnest(:ingredients::bigint[], :quantities::bigint[]) AS need (ingredient_id, quantity)
), level AS MATERIALIZED (
    SELECT stock_level.ingredient_id, stock_level.on_hand - stock_level.reserved AS projected
    FROM here JOIN stock_level USING (shop_id) JOIN need USING (ingredient_id)
    WHERE here.refused IS NULL
    ORDER BY stock_level.ingredient_id
    FOR UPDATE OF stock_level
), short AS MATERIALIZED (
    SELECT CASE WHEN count(*) > 0
                THEN refuse('stock_short', string_agg(need.ingredient_id::text, ',' ORDER BY need.ingredient_id))
           END AS refused
    FROM need LEFT JOIN level USING (ingredient_id)
    WHERE level.projected IS NULL OR (level.projected < need.quantity AND NOT false)
), reserved AS (
    UPDATE stock_level SET reserved = reserved + need.quantity
    FROM need, here, short
    WHERE stock_level.shop_id = here.shop_id AND stock_level.ingredient_id = need.ingredient_id
      AND short.refused IS NULL
), numbered AS (
    INSERT INTO order_number AS given (shop_id, period, last)
    SELECT here.shop_id, period, 1 FROM here, short, unnest(ARRAY[here.day::text, here.year]) AS period
    WHERE short.refused IS NULL
    ORDER BY period
    ON CONFLICT ON CONSTRAINT order_number_key DO UPDATE SET last = given.last + 1
    RETURNING period, last
), placed AS (
    INSERT INTO orders (order_id, shop_id, business_day, number, reference, channel, mode, state,
                        customer_name, customer_phone, total_cents, discount_cents, pizzas, pizzas_left,
                        promised_at, approved_by, asked, despite_stock, menu_version, placed_by, terminal_id)
    SELECT a_key(), here.shop_id, here.day, 'A-' || lpad(today.last::text, greatest(3, length(today.last::text)), '0'),
           here.code || '-' || here.year || '-' || lpad(year.last::text, greatest(6, length(year.last::text)), '0'),
           'counter', 'take_away', CASE WHEN :pizzas::integer = 0 THEN 'ready' ELSE 'queued' END,
           NULL, NULL, :total_cents::bigint, 0, :pizzas::integer, :pizzas::integer,
           now() + interval '20 minutes', NULL, :asked::jsonb, false,
           :menu_version::bigint, :staff::bigint, :terminal::uuid
    FROM here
    JOIN numbered today ON today.period = here.day::text
    JOIN numbered year ON year.period = here.year
    RETURNING *
), line AS (
    INSERT INTO order_line (order_id, shop_id, revision, position, line, formula, size_id, half_size_id, without_ids,
                            extra_ids, name, changes, quantity, unit_price_cents, discount_cents, vat_class,
                            vat_basis_points, cooking_minutes, note, portions, ingredient_ids, quantities)
    SELECT placed.order_id, placed.shop_id, placed.revision, asked.*
    FROM placed, jsonb_to_recordset(:lines::jsonb) AS asked (
        position integer, line integer, formula text, size_id bigint, half_size_id bigint,
        without_ids bigint[], extra_ids bigint[], name text, changes jsonb, quantity integer,
        unit_price_cents bigint, discount_cents bigint, vat_class text, vat_basis_points integer,
        cooking_minutes integer, note text, portions jsonb, ingredient_ids bigint[], quantities bigint[])
    RETURNING order_line_id, order_id, position, quantity, cooking_minutes, name, changes
), discount AS (
    INSERT INTO order_discount (order_id, shop_id, revision, position, line, percent, amount_cents, reason)
    SELECT placed.order_id, placed.shop_id, placed.revision, off.*
    FROM placed, jsonb_to_recordset('[]'::jsonb) AS off (
        position integer, line integer, percent integer, amount_cents bigint, reason text)
), item AS (
    INSERT INTO order_item (order_id, order_line_id, shop_id)
    SELECT line.order_id, line.order_line_id, :shop::bigint
    FROM line, generate_series(1, line.quantity)
    WHERE line.cooking_minutes IS NOT NULL
    ORDER BY line.position
), event AS (
    INSERT INTO order_event (order_id, shop_id, staff_id, terminal_id, to_state, approved_by)
    SELECT order_id, shop_id, placed_by, terminal_id, state, approved_by FROM placed
), applied AS (
    INSERT INTO applied_command (command_id, staff_id, terminal_id, reply)
    SELECT a_key(), placed_by, terminal_id, jsonb_build_object(
        'order', order_id, 'number', number, 'reference', reference, 'total', total_cents,
        'promised_at', promised_at)
    FROM placed
    RETURNING reply
)
