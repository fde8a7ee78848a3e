-- The PCs of the shops, each a login of its own, and what they may see. Roles and rights are made
-- by the program once its owner may make roles: see src-tauri/src/terminals/rights.rs.
SET LOCAL search_path = oc_pizza;

CREATE TABLE terminal (
    terminal_id      uuid        CONSTRAINT terminal_key PRIMARY KEY,
    -- what an administrator calls it: MOZ1-3
    code             text        NOT NULL CONSTRAINT terminal_code_once UNIQUE,
    name             text        NOT NULL,
    -- null: an office of the group, which sees all shops
    shop_id          bigint      CONSTRAINT terminal_of_shop REFERENCES shop,
    kinds            text[]      NOT NULL CONSTRAINT terminal_kinds CHECK (cardinality(kinds) > 0
                                     AND kinds <@ ARRAY['counter', 'kitchen', 'office', 'board']),
    login            name        NOT NULL CONSTRAINT terminal_login_once UNIQUE,
    enrolled_at      timestamptz NOT NULL DEFAULT now(),
    last_seen_at     timestamptz,
    program_version  text,
    revoked_at       timestamptz,
    CONSTRAINT terminal_of_the_group CHECK (shop_id IS NOT NULL OR kinds = ARRAY['office'])
);

-- A code is the password of a login that may call enrol() and nothing else. PostgreSQL keeps it
-- hashed; here is what it is good for.
CREATE TABLE enrolment_code (
    login       name        CONSTRAINT enrolment_code_key PRIMARY KEY,
    shop_id     bigint      CONSTRAINT enrolment_code_of_shop REFERENCES shop,
    kinds       text[]      NOT NULL,
    expires_at  timestamptz NOT NULL,
    used_at     timestamptz,
    used_by     uuid
);

-- Roles are the whole server's, so their names carry the database's; one that leaves no room in a
-- name's 63 bytes stands as its hash.
CREATE FUNCTION group_role(word text) RETURNS name LANGUAGE sql STABLE AS $$
    SELECT (CASE WHEN octet_length(current_database()) <= 50 THEN current_database()::text
                 ELSE 'oc_pizza_' || md5(current_database()) END || '_' || word)::name
$$;

-- The terminal that asks, and the shops it may see. Found from who logged in, never from what the
-- client says. A login that is no terminal's has none. In plpgsql, which keeps its plans: placing an
-- order asks these some twenty times, and PostgreSQL would plan a function in SQL anew each time,
-- which took longer than placing the order.
CREATE FUNCTION my_terminal() RETURNS uuid LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = oc_pizza, pg_temp AS $$
BEGIN
    RETURN (SELECT terminal_id FROM terminal WHERE login = session_user AND revoked_at IS NULL);
END $$;

CREATE FUNCTION my_shops() RETURNS bigint[] LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = oc_pizza, pg_temp AS $$
BEGIN
    RETURN (SELECT CASE WHEN shop_id IS NULL THEN (SELECT array_agg(shop.shop_id) FROM shop) ELSE ARRAY[shop_id] END
            FROM terminal WHERE login = session_user AND revoked_at IS NULL);
END $$;

-- Volatile, so that it sees an order that the very statement has just placed.
CREATE FUNCTION order_is_here(asked uuid) RETURNS boolean LANGUAGE plpgsql VOLATILE SECURITY DEFINER
SET search_path = oc_pizza, pg_temp AS $$
BEGIN
    RETURN EXISTS (
        SELECT FROM orders JOIN terminal ON coalesce(terminal.shop_id, orders.shop_id) = orders.shop_id
        WHERE orders.order_id = order_is_here.asked
          AND terminal.login = session_user AND terminal.revoked_at IS NULL);
END $$;

-- The people who work in a terminal's shops, the group's managers among them.
CREATE FUNCTION works_here(asked bigint, role text) RETURNS boolean LANGUAGE plpgsql STABLE SECURITY DEFINER
SET search_path = oc_pizza, pg_temp AS $$
DECLARE
    here CONSTANT bigint[] = my_shops();
BEGIN
    RETURN cardinality(here) > 0 AND (role IN ('group_manager', 'administrator')
        OR EXISTS (SELECT FROM staff_shop WHERE staff_id = asked AND shop_id = ANY (here)));
END $$;

-- A terminal tells that it is there, and which program it runs.
CREATE FUNCTION seen(version text) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = oc_pizza, pg_temp AS $$
    UPDATE terminal SET last_seen_at = now(), program_version = left(version, 40) WHERE login = session_user
$$;

-- Redeems the code whose login asks: makes the terminal and its login. The password comes as its
-- SCRAM verifier, so that neither the line nor a log of statements ever holds it.
CREATE FUNCTION enrol(terminal uuid, name text, verifier text, version text,
                      OUT code text, OUT login name, OUT shop text, OUT kinds text[])
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
    login := 'oc_pizza_till_' || replace(enrol.terminal::text, '-', '');
    EXECUTE format('CREATE ROLE %I LOGIN PASSWORD %L IN ROLE %s', login, verifier,
        (SELECT string_agg(quote_ident(group_role(kind)), ', ') FROM unnest(kinds) AS kind));
    INSERT INTO terminal AS known (terminal_id, code, name, shop_id, kinds, login, program_version)
    VALUES (enrol.terminal, enrol.code, left(enrol.name, 80), redeemed.shop_id, enrol.kinds, enrol.login, left(version, 40))
    ON CONFLICT ON CONSTRAINT terminal_key DO UPDATE
    SET code = excluded.code, name = excluded.name, shop_id = excluded.shop_id, kinds = excluded.kinds,
        login = excluded.login, program_version = excluded.program_version, enrolled_at = now(),
        last_seen_at = NULL, revoked_at = NULL;
    UPDATE enrolment_code AS known SET used_at = now(), used_by = enrol.terminal WHERE known.login = session_user;
END $$;

-- It tells every shop, whichever the terminal that changes the menu may see.
ALTER FUNCTION menu_changed() SECURITY DEFINER;
ALTER FUNCTION menu_changed() SET search_path = oc_pizza, pg_temp;
