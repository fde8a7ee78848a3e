-- Whose a row is stands in the row, and who asks in the name of the login: row-level security compares
-- the two and asks nothing. A function asked for each line of an order cost more than the line.
SET LOCAL search_path = oc_pizza;

-- What belongs to an order belongs to its shop: a row cannot name one's order and another's shop.
ALTER TABLE orders ADD CONSTRAINT orders_of_a_shop UNIQUE (order_id, shop_id);

ALTER TABLE order_line ADD COLUMN shop_id bigint;
UPDATE order_line SET shop_id = orders.shop_id FROM orders WHERE orders.order_id = order_line.order_id;
ALTER TABLE order_line
    ALTER COLUMN shop_id SET NOT NULL,
    DROP CONSTRAINT order_line_of_order,
    ADD CONSTRAINT order_line_of_order FOREIGN KEY (order_id, shop_id) REFERENCES orders (order_id, shop_id);

ALTER TABLE order_discount ADD COLUMN shop_id bigint;
UPDATE order_discount SET shop_id = orders.shop_id FROM orders WHERE orders.order_id = order_discount.order_id;
ALTER TABLE order_discount
    ALTER COLUMN shop_id SET NOT NULL,
    DROP CONSTRAINT order_discount_of_order,
    ADD CONSTRAINT order_discount_of_order FOREIGN KEY (order_id, shop_id) REFERENCES orders (order_id, shop_id);

-- What happened stays as it is; that the shop is written beside it changes nothing of it.
ALTER TABLE order_event ADD COLUMN shop_id bigint;
ALTER TABLE order_event DISABLE TRIGGER order_event_append_only;
UPDATE order_event SET shop_id = orders.shop_id FROM orders WHERE orders.order_id = order_event.order_id;
ALTER TABLE order_event ENABLE TRIGGER order_event_append_only;
ALTER TABLE order_event
    ALTER COLUMN shop_id SET NOT NULL,
    DROP CONSTRAINT order_event_of_order,
    ADD CONSTRAINT order_event_of_order FOREIGN KEY (order_id, shop_id) REFERENCES orders (order_id, shop_id);

ALTER TABLE order_item
    DROP CONSTRAINT order_item_of_order,
    ADD CONSTRAINT order_item_of_order FOREIGN KEY (order_id, shop_id) REFERENCES orders (order_id, shop_id);
ALTER TABLE kitchen_notice
    DROP CONSTRAINT kitchen_notice_of_order,
    ADD CONSTRAINT kitchen_notice_of_order FOREIGN KEY (order_id, shop_id) REFERENCES orders (order_id, shop_id);
ALTER TABLE payment
    DROP CONSTRAINT payment_of_order,
    ADD CONSTRAINT payment_of_order FOREIGN KEY (order_id, shop_id) REFERENCES orders (order_id, shop_id);

-- A terminal's login bears its key and, unless it is the group's, its shop: oc_pizza_till_<key>_<shop>.
CREATE FUNCTION terminal_login(terminal uuid, shop bigint) RETURNS name LANGUAGE sql IMMUTABLE AS $$
    SELECT ('oc_pizza_till_' || replace(terminal::text, '-', '') || coalesce('_' || shop, ''))::name
$$;

-- As before, but for the login's name.
CREATE OR REPLACE FUNCTION enrol(terminal uuid, name text, verifier text, version text, register bytea,
                      OUT code text, OUT login name, OUT shop text, OUT kinds text[], OUT sealed bytea)
LANGUAGE plpgsql SECURITY DEFINER SET search_path = oc_pizza, pg_temp AS $$
DECLARE
    redeemed oc_pizza.enrolment_code;
    place bigint;
BEGIN
    SELECT * INTO redeemed FROM enrolment_code AS known WHERE known.login = session_user FOR UPDATE;
    IF NOT FOUND THEN
        PERFORM refuse('code_unknown', NULL);
    ELSIF redeemed.used_at IS NOT NULL THEN
        PERFORM refuse('code_used', NULL);
    ELSIF redeemed.expires_at <= now() THEN
        PERFORM refuse('code_expired', NULL);
    ELSIF verifier !~ '^SCRAM-SHA-256\$\d+:[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+$' THEN
        RAISE EXCEPTION 'a password must come as its SCRAM verifier';
    END IF;
    -- Of two PCs of one shop that enrol at once, the second waits for the first one's number.
    LOCK TABLE terminal IN SHARE ROW EXCLUSIVE MODE;
    SELECT known.code INTO code FROM terminal AS known
    WHERE known.terminal_id = enrol.terminal AND revoked_at IS NULL;
    IF FOUND THEN
        PERFORM refuse('enrolled', code);
    END IF;
    SELECT known.code INTO shop FROM shop AS known WHERE known.shop_id = redeemed.shop_id;
    SELECT 1 + coalesce(max(substring(known.code FROM '[0-9]+$')::bigint), 0) INTO place
    FROM terminal AS known WHERE known.shop_id IS NOT DISTINCT FROM redeemed.shop_id;
    code := coalesce(shop, 'GROUPE') || '-' || place;
    kinds := redeemed.kinds;
    login := terminal_login(enrol.terminal, redeemed.shop_id);
    EXECUTE format('CREATE ROLE %I LOGIN PASSWORD %L IN ROLE %s', login, verifier,
        (SELECT string_agg(quote_ident(group_role(kind)), ', ') FROM unnest(kinds) AS kind));
    INSERT INTO terminal AS known (terminal_id, code, name, shop_id, kinds, login, program_version)
    VALUES (enrol.terminal, enrol.code, left(enrol.name, 80), redeemed.shop_id, enrol.kinds, enrol.login, left(version, 40))
    ON CONFLICT ON CONSTRAINT terminal_key DO UPDATE
    SET code = excluded.code, name = excluded.name, shop_id = excluded.shop_id, kinds = excluded.kinds,
        login = excluded.login, program_version = excluded.program_version, enrolled_at = now(),
        last_seen_at = NULL, revoked_at = NULL;
    IF 'counter' = ANY (kinds) THEN
        INSERT INTO register_key AS known (terminal_id, shop_id, code, public_key)
        VALUES (enrol.terminal, redeemed.shop_id, enrol.code, enrol.register);
    END IF;
    sealed := redeemed.sealed_key;
    UPDATE enrolment_code AS known SET used_at = now(), used_by = enrol.terminal, sealed_key = NULL
    WHERE known.login = session_user;
END $$;

-- Policies that ask it are made anew right after (src-tauri/src/terminals/store.rs, `grant`).
DROP FUNCTION order_is_here(uuid) CASCADE;
