-- Where shops are, how far they deliver, and what an office sets of it.
SET LOCAL search_path = oc_pizza;

ALTER TABLE shop
    -- where drivers leave from, in millionths of a degree (WGS 84); null: nobody has entered it
    ADD COLUMN latitude_e6 integer CONSTRAINT shop_latitude CHECK (latitude_e6 BETWEEN -90000000 AND 90000000),
    ADD COLUMN longitude_e6 integer CONSTRAINT shop_longitude CHECK (longitude_e6 BETWEEN -180000000 AND 180000000),
    ADD CONSTRAINT shop_is_at_a_place CHECK ((latitude_e6 IS NULL) = (longitude_e6 IS NULL)),
    -- the address that was found there; null: the one of its papers
    ADD COLUMN place_address text,
    ADD COLUMN delivers boolean NOT NULL DEFAULT true,
    -- grows with each change of these
    ADD COLUMN place_version bigint NOT NULL DEFAULT 1;

ALTER TABLE selling_rule
    -- the longest travel of a delivery
    ADD COLUMN delivery_minutes_max integer NOT NULL DEFAULT 30
        CONSTRAINT selling_rule_delivery_minutes CHECK (delivery_minutes_max > 0),
    -- what is counted for the travel to where nobody knows the place of
    ADD COLUMN delivery_minutes_usual integer NOT NULL DEFAULT 15
        CONSTRAINT selling_rule_delivery_usual CHECK (delivery_minutes_usual > 0),
    -- grows with each change of what is about deliveries
    ADD COLUMN delivery_version bigint NOT NULL DEFAULT 1;

-- As before, and: the version of the place is none of what was changed.
CREATE OR REPLACE FUNCTION shop_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = oc_pizza, pg_temp AS $$
DECLARE
    differs record := what_differs(to_jsonb(OLD), to_jsonb(NEW), ARRAY['shop_id', 'papers_version', 'place_version']);
BEGIN
    IF differs.names IS NOT NULL THEN
        PERFORM keep_office_event(NEW.shop_id, 'settings_changed', differs.names, told_name(), differs.told);
        PERFORM tell(NEW.shop_id, 'shop', NULL, 0);
    END IF;
    RETURN NULL;
END $$;

-- The group's rules of selling are settings of every shop.
CREATE FUNCTION selling_rule_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = oc_pizza, pg_temp AS $$
DECLARE
    differs record := what_differs(to_jsonb(OLD), to_jsonb(NEW), ARRAY['one', 'delivery_version']);
BEGIN
    IF differs.names IS NOT NULL THEN
        PERFORM keep_office_event(NULL, 'settings_changed', differs.names, told_name(), differs.told);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER selling_rule_changed AFTER UPDATE ON selling_rule
    FOR EACH ROW EXECUTE FUNCTION selling_rule_changed();

-- Sets what is about deliveries, unless somebody has since that version; what is so already is done.
CREATE FUNCTION set_delivery_rules(known bigint, wanted jsonb, by_name text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = oc_pizza, pg_temp AS $$
DECLARE
    before selling_rule;
    after selling_rule;
BEGIN
    SELECT * INTO before FROM selling_rule FOR UPDATE;
    after := jsonb_populate_record(before, wanted);
    IF (before.delivery_fee_cents, before.delivery_free_from_cents, before.delivery_minimum_cents,
        before.delivery_minutes_max, before.delivery_minutes_usual)
       IS NOT DISTINCT FROM (after.delivery_fee_cents, after.delivery_free_from_cents, after.delivery_minimum_cents,
        after.delivery_minutes_max, after.delivery_minutes_usual) THEN
        RETURN before.delivery_version;
    ELSIF before.delivery_version <> known THEN
        PERFORM refuse('rules_moved', NULL);
    END IF;
    PERFORM set_config('oc_pizza.who', by_name, true);
    UPDATE selling_rule SET delivery_fee_cents = after.delivery_fee_cents,
        delivery_free_from_cents = after.delivery_free_from_cents,
        delivery_minimum_cents = after.delivery_minimum_cents,
        delivery_minutes_max = after.delivery_minutes_max,
        delivery_minutes_usual = after.delivery_minutes_usual,
        delivery_version = delivery_version + 1;
    RETURN before.delivery_version + 1;
END $$;

-- Changes where a shop is and whether it delivers, unless somebody has since that version; what is so
-- already is done.
CREATE FUNCTION place_shop(of_shop text, known bigint, wanted jsonb, by_name text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = oc_pizza, pg_temp AS $$
DECLARE
    before shop;
    after shop;
BEGIN
    SELECT * INTO before FROM shop WHERE code = of_shop FOR UPDATE;
    IF NOT FOUND OR looks_after(before.shop_id) IS NOT TRUE THEN
        PERFORM refuse('shop_unknown', of_shop);
    END IF;
    after := jsonb_populate_record(before, wanted);
    IF (before.latitude_e6, before.longitude_e6, before.place_address, before.delivers)
       IS NOT DISTINCT FROM (after.latitude_e6, after.longitude_e6, after.place_address, after.delivers) THEN
        RETURN before.place_version;
    ELSIF before.place_version <> known THEN
        PERFORM refuse('place_moved', NULL);
    END IF;
    PERFORM set_config('oc_pizza.who', by_name, true);
    UPDATE shop SET latitude_e6 = after.latitude_e6, longitude_e6 = after.longitude_e6,
        place_address = after.place_address, delivers = after.delivers, place_version = place_version + 1
    WHERE shop_id = before.shop_id;
    RETURN before.place_version + 1;
END $$;

-- The shops that deliver, to choose among them: where they are, when they are open, and whether each has so
-- much of these ingredients left and sells these products. Nothing else of another shop is told.
CREATE FUNCTION delivering_shops(needed bigint[], quantities bigint[], products bigint[])
RETURNS TABLE (shop_id bigint, code text, name text, latitude_e6 integer, longitude_e6 integer, hours jsonb, is_able boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = oc_pizza, pg_temp AS $$
    SELECT shop.shop_id, shop.code, shop.name, shop.latitude_e6, shop.longitude_e6,
           (SELECT coalesce(jsonb_agg(jsonb_build_object(
                'weekday', weekday, 'opens_at', opens_at, 'closes_at', closes_at)), '[]')
            FROM opening_hours WHERE opening_hours.shop_id = shop.shop_id),
           NOT EXISTS (
               SELECT FROM unnest(needed, quantities) AS need (ingredient_id, quantity)
               LEFT JOIN stock_level AS level
                   ON level.shop_id = shop.shop_id AND level.ingredient_id = need.ingredient_id
               WHERE level.on_hand IS NULL OR level.on_hand - level.reserved < need.quantity)
           AND NOT EXISTS (
               SELECT FROM product_shop
               WHERE product_shop.shop_id = shop.shop_id AND product_shop.suspended AND product_id = ANY (products))
    FROM shop WHERE shop.delivers
    ORDER BY shop.code
$$;
