-- Stock warnings (UC10, UC12): whatever moves a level past a line writes what kitchens cover their screens
-- with and what managers are told, in its own statement. No statement has to think of it. The rules are
-- domain/src/stock/warning.rs and forecast.rs; tests hold these functions to them.
SET LOCAL search_path = oc_pizza;

-- A line that was crossed, with the figures of then. What is not over is what is remembered of an ingredient:
-- a worse alarm warns, the same one does not.
CREATE TABLE stock_warning (
    warning_id     bigint      GENERATED ALWAYS AS IDENTITY CONSTRAINT stock_warning_key PRIMARY KEY,
    shop_id        bigint      NOT NULL,
    ingredient_id  bigint      NOT NULL,
    alarm          text        NOT NULL CONSTRAINT stock_warning_alarm CHECK (alarm IN ('running_out', 'low')),
    on_hand        bigint      NOT NULL,
    projected      bigint      NOT NULL,
    safety         bigint      NOT NULL,
    -- what will be left at the end of service; null: that cannot be told
    forecast       bigint,
    at             timestamptz NOT NULL DEFAULT now(),
    -- it recovered, or a worse line was crossed
    over_at        timestamptz,
    CONSTRAINT stock_warning_of_level FOREIGN KEY (shop_id, ingredient_id) REFERENCES stock_level
);
CREATE INDEX stock_warning_open ON stock_warning (shop_id, ingredient_id) WHERE over_at IS NULL;

-- Each kitchen's terminal covers its screen until somebody there has read it.
CREATE TABLE stock_warning_read (
    warning_id   bigint NOT NULL CONSTRAINT stock_warning_read_of_warning REFERENCES stock_warning,
    terminal_id  uuid   NOT NULL,
    CONSTRAINT stock_warning_read_key PRIMARY KEY (warning_id, terminal_id)
);

-- Of which shops a person is told.
CREATE TABLE staff_reach_shop (
    staff_id  bigint NOT NULL CONSTRAINT staff_reach_shop_of_reach REFERENCES staff_reach ON DELETE CASCADE,
    shop_id   bigint NOT NULL CONSTRAINT staff_reach_shop_of_shop REFERENCES shop,
    CONSTRAINT staff_reach_shop_key PRIMARY KEY (staff_id, shop_id)
);

-- When a shop's forecasts were last looked at: of many terminals one does.
CREATE TABLE stock_look (
    shop_id    bigint      CONSTRAINT stock_look_key PRIMARY KEY CONSTRAINT stock_look_of_shop REFERENCES shop,
    looked_at  timestamptz NOT NULL
);

-- Nothing called them: the trigger below does what they were for.
DROP FUNCTION warn_short(bigint, bigint, bigint, bigint, bigint, interval);
DROP FUNCTION crosses(bigint, bigint, bigint, bigint, bigint, bigint);

-- The instant of a wall clock's time; of an hour that happens twice the first.
CREATE FUNCTION wall_clock(local timestamp) RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT instant - CASE WHEN (instant - interval '1 hour') AT TIME ZONE 'Europe/Paris' = local
                          THEN interval '1 hour' ELSE interval '0' END
    FROM (SELECT local AT TIME ZONE 'Europe/Paris') AS it (instant)
$$;

-- When the last service of the business day ends; null where it is over, or the shop is shut that day.
CREATE FUNCTION end_of_service(of_shop bigint, moment timestamptz) RETURNS timestamptz LANGUAGE sql STABLE AS $$
    SELECT ends FROM (
        SELECT wall_clock(max(today.day + (closes_at <= opens_at)::integer + closes_at)) AS ends
        FROM shop, business_day(shop.day_ends_at, moment) AS today (day), opening_hours
        WHERE shop.shop_id = of_shop AND opening_hours.shop_id = of_shop
          AND weekday = extract(isodow FROM today.day)
    ) AS last WHERE ends > moment
$$;

-- What will be left of an ingredient (null: of each) at the end of service, where that can be told: from what
-- was used in the same hours of the four weeks before, of those in which the shop worked then.
CREATE FUNCTION forecasts(of_shop bigint, of_ingredient bigint, moment timestamptz)
RETURNS TABLE (ingredient bigint, left_over bigint) LANGUAGE plpgsql STABLE AS $$
DECLARE
    ends CONSTANT timestamptz := end_of_service(of_shop, moment);
BEGIN
    IF ends IS NULL THEN
        RETURN;
    END IF;
    RETURN QUERY
        WITH span AS (
            SELECT wall_clock((moment AT TIME ZONE 'Europe/Paris') - nth * interval '7 days') AS began,
                   wall_clock((ends AT TIME ZONE 'Europe/Paris') - nth * interval '7 days') AS ended
            FROM generate_series(1, 4) AS nth
        ), worked AS MATERIALIZED (
            -- By level, which is how movements are found.
            SELECT began, ended FROM span
            WHERE EXISTS (SELECT FROM stock_level AS kept JOIN stock_movement AS used USING (shop_id, ingredient_id)
                          WHERE kept.shop_id = of_shop AND used.at >= began AND used.at < ended
                            AND used.cause IN ('consumption', 'undo', 'waste'))
        )
        SELECT level.ingredient_id, level.on_hand - greatest(level.reserved, expected.mean)
        FROM stock_level AS level, LATERAL (
            SELECT (sum(greatest(week.quantity, 0))::bigint + count(*) - 1) / nullif(count(*), 0) AS mean
            FROM worked, LATERAL (
                SELECT coalesce(-sum(used.quantity), 0)::bigint AS quantity FROM stock_movement AS used
                WHERE used.shop_id = of_shop AND used.ingredient_id = level.ingredient_id
                  AND used.at >= began AND used.at < ended AND used.cause IN ('consumption', 'undo', 'waste')) AS week
        ) AS expected
        WHERE level.shop_id = of_shop AND level.ingredient_id = coalesce(of_ingredient, level.ingredient_id)
          AND expected.mean IS NOT NULL;
END $$;

-- Who is told of a shop, and how first: who asked for it; where nobody did, its managers; where none can be
-- reached, the group's.
CREATE FUNCTION answer_for(of_shop bigint)
RETURNS TABLE (channel text, phone text, email text, language text) LANGUAGE sql STABLE AS $$
    WITH reach AS (
        SELECT staff_reach.*, CASE WHEN EXISTS (SELECT FROM staff_reach_shop AS asked
                                                WHERE asked.staff_id = staff.staff_id AND asked.shop_id = of_shop) THEN 1
                                   WHEN staff.role = 'shop_manager' THEN 2 ELSE 3 END AS nearness
        FROM staff JOIN staff_reach USING (staff_id)
        WHERE staff.active AND (staff.role = 'group_manager' OR staff.role = 'shop_manager' AND EXISTS (
            SELECT FROM staff_shop WHERE staff_shop.staff_id = staff.staff_id AND staff_shop.shop_id = of_shop))
    )
    SELECT CASE WHEN email IS NULL OR preferred = 'sms' AND phone IS NOT NULL THEN 'sms' ELSE 'email' END,
           phone, email, language
    FROM reach WHERE nearness = (SELECT min(nearness) FROM reach)
$$;

-- Writes that an ingredient crossed a line: for the shop's kitchens, and for who answers for it, with the
-- same figures of the other shops.
CREATE FUNCTION warn_short(stands stock_level, which text, left_over bigint) RETURNS void LANGUAGE plpgsql AS $$
DECLARE
    about record;
    others jsonb;
BEGIN
    INSERT INTO stock_warning (shop_id, ingredient_id, alarm, on_hand, projected, safety, forecast)
    VALUES (stands.shop_id, stands.ingredient_id, which, stands.on_hand, stands.on_hand - stands.reserved,
            stands.safety, left_over);
    IF NOT EXISTS (SELECT FROM answer_for(stands.shop_id)) THEN
        RETURN;
    END IF;
    SELECT shop.name AS shop, ingredient.name AS ingredient, ingredient.unit INTO about
    FROM shop, ingredient WHERE shop.shop_id = stands.shop_id AND ingredient.ingredient_id = stands.ingredient_id;
    SELECT jsonb_agg(jsonb_build_object('shop', shop.name, 'unit', about.unit, 'outlook', jsonb_build_object(
               'on_hand', level.on_hand, 'projected', level.on_hand - level.reserved, 'safety', level.safety,
               'forecast', (SELECT it.left_over FROM forecasts(level.shop_id, level.ingredient_id, now()) AS it)))
               ORDER BY shop.name)
    INTO others
    FROM stock_level AS level JOIN shop USING (shop_id)
    WHERE level.ingredient_id = stands.ingredient_id AND level.shop_id <> stands.shop_id;
    INSERT INTO message (shop_id, kind, channel, phone, email, language, facts, expires_at)
    SELECT stands.shop_id, 'stock_short', channel, phone, email, language,
           jsonb_build_object(
               'shop', jsonb_build_object('text', about.shop),
               'ingredient', jsonb_build_object('text', about.ingredient),
               'on_hand', quantity_fact(stands.on_hand, about.unit),
               'projected', quantity_fact(stands.on_hand - stands.reserved, about.unit),
               'safety', quantity_fact(stands.safety, about.unit),
               'elsewhere', jsonb_build_object('shops', coalesce(others, '[]')))
           || CASE WHEN left_over IS NULL THEN '{}' ELSE jsonb_build_object('forecast', quantity_fact(left_over, about.unit)) END,
           now() + interval '12 hours'
    FROM answer_for(stands.shop_id);
END $$;

-- A level came to its safety stock, or recovered: by a movement, a reservation or another safety stock. What
-- recovers and still runs out tonight is warned of no more than before.
CREATE FUNCTION stock_crossed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = oc_pizza, pg_temp AS $$
DECLARE
    is_low CONSTANT boolean := NEW.on_hand - NEW.reserved <= NEW.safety;
    left_over CONSTANT bigint := (SELECT it.left_over FROM forecasts(NEW.shop_id, NEW.ingredient_id, now()) AS it);
BEGIN
    IF is_low OR coalesce(left_over > 0, true) THEN
        UPDATE stock_warning SET over_at = now()
        WHERE shop_id = NEW.shop_id AND ingredient_id = NEW.ingredient_id AND over_at IS NULL;
    END IF;
    IF is_low THEN
        PERFORM warn_short(NEW, 'low', left_over);
    END IF;
    PERFORM tell(NEW.shop_id, 'stock', NULL, 0);
    RETURN NULL;
END $$;
-- What is reserved is never below zero: what is projected is the lesser of the two. An order that crosses
-- nothing pays for one comparison a level.
CREATE TRIGGER stock_crossed AFTER UPDATE OF on_hand, reserved, safety ON stock_level
    FOR EACH ROW WHEN ((OLD.on_hand - OLD.reserved <= OLD.safety) <> (NEW.on_hand - NEW.reserved <= NEW.safety))
    EXECUTE FUNCTION stock_crossed();

-- Who answers for a shop is told which products went off sale (UC12) where somebody found less on the shelf
-- than the book had, threw it away or sent it elsewhere. What orders take leaves `reserved` as well, and is
-- what UC10 warned of before.
CREATE FUNCTION stock_found_short() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = oc_pizza, pg_temp AS $$
DECLARE
    gone jsonb;
BEGIN
    SELECT jsonb_agg(product.name ORDER BY category.position, product.position, product.name) INTO gone
    FROM product JOIN category USING (category_id)
    WHERE NOT EXISTS (SELECT FROM product_shop AS here WHERE here.product_id = product.product_id
                      AND here.shop_id = NEW.shop_id AND here.suspended)
      -- It was enough for one size at least, and no size can be made now.
      AND EXISTS (SELECT FROM product_size JOIN recipe_line USING (size_id)
                  WHERE product_size.product_id = product.product_id AND recipe_line.ingredient_id = NEW.ingredient_id
                    AND recipe_line.quantity <= OLD.on_hand - OLD.reserved
                    AND recipe_line.quantity > NEW.on_hand - NEW.reserved)
      AND NOT EXISTS (SELECT FROM product_size AS size WHERE size.product_id = product.product_id
                      AND NOT EXISTS (SELECT FROM recipe_line LEFT JOIN stock_level AS level
                                          ON level.shop_id = NEW.shop_id AND level.ingredient_id = recipe_line.ingredient_id
                                      WHERE recipe_line.size_id = size.size_id
                                        AND coalesce(level.on_hand - level.reserved, 0) < recipe_line.quantity));
    IF gone IS NOT NULL THEN
        INSERT INTO message (shop_id, kind, channel, phone, email, language, facts, expires_at)
        SELECT NEW.shop_id, 'products_suspended', told.channel, told.phone, told.email, told.language,
               jsonb_build_object(
                   'shop', jsonb_build_object('text', shop.name),
                   'ingredient', jsonb_build_object('text', ingredient.name),
                   'on_hand', quantity_fact(NEW.on_hand, ingredient.unit),
                   'products', jsonb_build_object('list', gone))
               || coalesce((SELECT jsonb_build_object('person', jsonb_build_object('text', staff.name))
                            FROM stock_movement AS moved JOIN staff USING (staff_id)
                            WHERE moved.shop_id = NEW.shop_id AND moved.ingredient_id = NEW.ingredient_id
                              AND moved.at >= now()
                            ORDER BY moved.movement_id DESC LIMIT 1), '{}'),
               now() + interval '12 hours'
        FROM shop, ingredient, answer_for(NEW.shop_id) AS told
        WHERE shop.shop_id = NEW.shop_id AND ingredient.ingredient_id = NEW.ingredient_id;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER stock_found_short AFTER UPDATE OF on_hand ON stock_level
    FOR EACH ROW WHEN (NEW.on_hand < OLD.on_hand AND NEW.reserved >= OLD.reserved)
    EXECUTE FUNCTION stock_found_short();

-- The forecast crosses its line with time alone, so it is looked at: for each shop at most once in so long,
-- whoever asks. What recovered is over. To how many ingredients a warning was written.
CREATE FUNCTION look_ahead(pause interval) RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER
SET search_path = oc_pizza, pg_temp AS $$
DECLARE
    place bigint;
    found record;
    stands stock_level;
    written bigint := 0;
    has_changed boolean;
BEGIN
    INSERT INTO stock_look (shop_id, looked_at)
    SELECT shop.shop_id, '-infinity' FROM shop
    WHERE NOT EXISTS (SELECT FROM stock_look WHERE stock_look.shop_id = shop.shop_id)
    ON CONFLICT DO NOTHING;
    FOR place IN
        UPDATE stock_look SET looked_at = clock_timestamp()
        WHERE shop_id IN (SELECT it.shop_id FROM stock_look AS it
                          WHERE it.looked_at <= clock_timestamp() - pause FOR UPDATE SKIP LOCKED)
        RETURNING shop_id
    LOOP
        has_changed := false;
        FOR found IN
            SELECT level.ingredient_id, it.left_over, level.on_hand - level.reserved <= level.safety AS is_low,
                   (SELECT max(open.warning_id) FROM stock_warning AS open
                    WHERE open.shop_id = place AND open.ingredient_id = level.ingredient_id AND open.over_at IS NULL) AS known
            FROM stock_level AS level LEFT JOIN forecasts(place, NULL, now()) AS it ON it.ingredient = level.ingredient_id
            WHERE level.shop_id = place
        LOOP
            IF found.known IS NULL AND NOT found.is_low AND found.left_over <= 0 THEN
                SELECT * INTO stands FROM stock_level AS level
                WHERE level.shop_id = place AND level.ingredient_id = found.ingredient_id;
                PERFORM warn_short(stands, 'running_out', found.left_over);
                written := written + 1;
                has_changed := true;
            ELSIF found.known IS NOT NULL AND NOT found.is_low AND coalesce(found.left_over > 0, true) THEN
                -- Not what was crossed since that was read.
                UPDATE stock_warning SET over_at = now()
                WHERE shop_id = place AND ingredient_id = found.ingredient_id AND over_at IS NULL
                  AND warning_id <= found.known;
                has_changed := true;
            END IF;
        END LOOP;
        IF has_changed THEN
            PERFORM tell(place, 'stock', NULL, 0);
        END IF;
    END LOOP;
    RETURN written;
END $$;

-- How each manager whom an office sees is reached, and of which shops: the codes of those in which the person
-- works (a group's manager in all), and of those of which he is told.
CREATE FUNCTION list_reach()
RETURNS TABLE (staff_id bigint, name text, role text, preferred text, phone text, email text, language text,
               works text[], told text[])
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = oc_pizza, pg_temp AS $$
    SELECT staff.staff_id, staff.name, staff.role, reach.preferred, reach.phone, reach.email, reach.language,
           ARRAY(SELECT shop.code FROM shop
                 WHERE looks_after(shop.shop_id) AND (staff.role = 'group_manager' OR EXISTS (
                     SELECT FROM staff_shop AS here WHERE here.staff_id = staff.staff_id AND here.shop_id = shop.shop_id))
                 ORDER BY shop.code),
           ARRAY(SELECT shop.code FROM staff_reach_shop AS asked JOIN shop USING (shop_id)
                 WHERE asked.staff_id = staff.staff_id AND looks_after(shop.shop_id) ORDER BY shop.code)
    FROM staff LEFT JOIN staff_reach AS reach USING (staff_id)
    WHERE staff.active AND staff.role IN ('shop_manager', 'group_manager')
      AND (session_user = current_user OR works_here(staff.staff_id, staff.role))
    ORDER BY staff.role DESC, staff.name, staff.staff_id
$$;

-- Keeps how a manager is reached; with neither number nor address he is not any more. Shops that the office
-- does not look after stay as they were. False: no such manager here.
CREATE FUNCTION set_reach(person bigint, likes text, number text, address text, speaks text, shops text[])
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = oc_pizza, pg_temp AS $$
DECLARE
    known staff;
BEGIN
    SELECT * INTO known FROM staff
    WHERE staff.staff_id = person AND staff.active AND staff.role IN ('shop_manager', 'group_manager')
      AND (session_user = current_user OR works_here(staff.staff_id, staff.role));
    IF NOT FOUND THEN
        RETURN false;
    ELSIF number IS NULL AND address IS NULL THEN
        DELETE FROM staff_reach WHERE staff_reach.staff_id = person;
        RETURN true;
    END IF;
    INSERT INTO staff_reach (staff_id, preferred, phone, email, language)
    VALUES (person, likes, number, address, speaks)
    ON CONFLICT ON CONSTRAINT staff_reach_key DO UPDATE
    SET preferred = excluded.preferred, phone = excluded.phone, email = excluded.email, language = excluded.language;
    DELETE FROM staff_reach_shop AS asked USING shop
    WHERE asked.staff_id = person AND shop.shop_id = asked.shop_id AND looks_after(shop.shop_id)
      AND NOT shop.code = ANY (shops);
    INSERT INTO staff_reach_shop (staff_id, shop_id)
    SELECT person, shop.shop_id FROM shop
    WHERE shop.code = ANY (shops) AND looks_after(shop.shop_id)
      AND (known.role = 'group_manager' OR EXISTS (
          SELECT FROM staff_shop AS here WHERE here.staff_id = person AND here.shop_id = shop.shop_id))
    ON CONFLICT DO NOTHING;
    RETURN true;
END $$;
