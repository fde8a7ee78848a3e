-- What an office does with terminals. It has no right to their tables nor to make logins: it calls
-- these functions, which are the owner's and ask who calls them.
SET LOCAL search_path = oc_pizza;

-- Whether the terminal that asks is an office of the group. A login that is no terminal's has none.
CREATE FUNCTION of_the_group() RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = oc_pizza, pg_temp AS $$
    SELECT shop_id IS NULL FROM terminal WHERE login = session_user AND revoked_at IS NULL
$$;

-- Whether who asks looks after the terminals of a shop (null: the group's offices): the owner after
-- all of them, the group's office too, a shop's office after its shop's.
CREATE FUNCTION looks_after(asked bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = oc_pizza, pg_temp AS $$
    -- Within a definer's function the current user is the owner.
    SELECT session_user = current_user OR EXISTS (
        SELECT FROM terminal WHERE login = session_user AND revoked_at IS NULL AND 'office' = ANY (kinds)
            AND (shop_id IS NULL OR shop_id = asked))
$$;

-- The terminals that who asks looks after, or those of one shop among them.
CREATE FUNCTION list_terminals(of_shop text)
RETURNS TABLE (code text, name text, shop_code text, shop_name text, kinds text[], enrolled_at timestamptz,
               last_seen_at timestamptz, program_version text, revoked_at timestamptz, here boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = oc_pizza, pg_temp AS $$
    SELECT terminal.code, terminal.name, shop.code, shop.name, kinds, enrolled_at,
           last_seen_at, program_version, revoked_at, login = session_user
    FROM terminal LEFT JOIN shop USING (shop_id)
    WHERE looks_after(terminal.shop_id) AND (of_shop IS NULL OR shop.code = of_shop)
    ORDER BY shop.code, substring(terminal.code FROM '[0-9]+$')::bigint
$$;

-- Makes a code for a terminal of that shop (none: of the group) and these kinds: a login whose
-- password it is. The answer is until when; nothing where the code is taken. An hour longer it can
-- be said that it was used or came too late; what is older is cleared away.
CREATE FUNCTION make_enrolment_code(code_login text, verifier text, of_shop text, kinds text[]) RETURNS timestamptz
LANGUAGE plpgsql SECURITY DEFINER SET search_path = oc_pizza, pg_temp AS $$
DECLARE
    place bigint;
    past name;
    expires timestamptz := now() + interval '10 minutes';
BEGIN
    SELECT shop_id INTO place FROM shop WHERE code = of_shop;
    IF of_shop IS NOT NULL AND place IS NULL THEN
        PERFORM refuse('shop_unknown', of_shop);
    ELSIF looks_after(place) IS NOT TRUE THEN
        RAISE insufficient_privilege USING MESSAGE = 'terminals of another shop';
    ELSIF code_login !~ '^oc_pizza_enrol_[2-9a-z]{4}$'
        OR verifier !~ '^SCRAM-SHA-256\$\d+:[A-Za-z0-9+/=]+\$[A-Za-z0-9+/=]+:[A-Za-z0-9+/=]+$' THEN
        RAISE EXCEPTION 'a code must come as a login and a SCRAM verifier';
    END IF;
    FOR past IN DELETE FROM enrolment_code USING pg_roles
        WHERE login = rolname AND coalesce(rolvaliduntil < now(), true) RETURNING login
    LOOP
        EXECUTE format('DROP ROLE %I', past);
    END LOOP;
    BEGIN
        EXECUTE format('CREATE ROLE %I LOGIN PASSWORD %L VALID UNTIL %L CONNECTION LIMIT 2 IN ROLE %I',
            code_login, verifier, expires + interval '1 hour', group_role('newcomer'));
    EXCEPTION WHEN duplicate_object THEN
        RETURN NULL;
    END;
    INSERT INTO enrolment_code (login, shop_id, kinds, expires_at)
    VALUES (code_login::name, place, kinds, expires);
    RETURN expires;
END $$;

-- Takes a terminal's login away: once this is committed, nobody comes in with it.
CREATE FUNCTION revoke_terminal(of_code text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = oc_pizza, pg_temp AS $$
DECLARE
    known terminal;
BEGIN
    SELECT * INTO known FROM terminal WHERE code = of_code FOR UPDATE;
    IF NOT FOUND OR looks_after(known.shop_id) IS NOT TRUE THEN
        PERFORM refuse('terminal_unknown', of_code);
    ELSIF known.login = session_user THEN
        PERFORM refuse('terminal_itself', of_code);
    END IF;
    UPDATE terminal SET revoked_at = coalesce(revoked_at, now()) WHERE terminal_id = known.terminal_id;
    IF EXISTS (SELECT FROM pg_roles WHERE rolname = known.login) THEN
        EXECUTE format('ALTER ROLE %I NOLOGIN', known.login);
    END IF;
END $$;

-- Ends the sessions of a terminal that was revoked, and takes its login out of the world. A step of
-- its own: until the first one is committed, another session could begin.
CREATE FUNCTION put_out_terminal(of_code text) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = oc_pizza, pg_temp AS $$
DECLARE
    gone name;
BEGIN
    SELECT login INTO gone FROM terminal JOIN pg_roles ON rolname = login
    WHERE code = of_code AND revoked_at IS NOT NULL AND looks_after(shop_id) FOR UPDATE OF terminal;
    IF FOUND THEN
        -- Ending a session takes the rights of its role.
        EXECUTE format('GRANT %I TO %I', gone, current_user);
        PERFORM pg_terminate_backend(pid) FROM pg_stat_activity WHERE usename = gone;
        EXECUTE format('DROP ROLE %I', gone);
    END IF;
END $$;
