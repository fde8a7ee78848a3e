-- What the group keeps secret, sealed with a key that is never here; how that key reaches a new
-- terminal; the keys with which registers sign. See docs/decisions/0003-the-groups-key.md.
SET LOCAL search_path = oc_pizza;

-- Which key the group has, without the key: a number by which a terminal finds its own copy, and
-- the pepper for PINs, sealed with it. One row, or none as long as the group has no key.
CREATE TABLE group_key (
    single    boolean     NOT NULL DEFAULT true CONSTRAINT group_key_once PRIMARY KEY
                          CONSTRAINT group_key_single CHECK (single),
    key_id    bytea       NOT NULL CONSTRAINT group_key_id_length CHECK (octet_length(key_id) = 8),
    pepper    bytea       NOT NULL,
    made_by   name        NOT NULL DEFAULT session_user,
    made_at   timestamptz NOT NULL DEFAULT now()
);

CREATE TABLE group_secret (
    name          text        CONSTRAINT group_secret_key PRIMARY KEY
                              CONSTRAINT group_secret_form CHECK (name ~ '^[a-z-]{1,40}$'),
    sealed        bytea       NOT NULL,
    -- null: on the command line
    set_by        bigint      CONSTRAINT group_secret_by REFERENCES staff,
    set_by_login  name        NOT NULL DEFAULT session_user,
    set_at        timestamptz NOT NULL DEFAULT now()
);

-- The group's key on its way to a new terminal, sealed with what only the code gives. It goes as
-- soon as the code is used, and soon after it came too late.
ALTER TABLE enrolment_code ADD COLUMN sealed_key bytea;

-- Which key a register has signed with, and since when; old signatures stay verifiable. The code
-- is the terminal's at the time: it has another one when it comes back.
CREATE TABLE register_key (
    register_key_id  bigint      GENERATED ALWAYS AS IDENTITY CONSTRAINT register_key_key PRIMARY KEY,
    terminal_id      uuid        NOT NULL CONSTRAINT register_key_of_terminal REFERENCES terminal,
    shop_id          bigint      NOT NULL CONSTRAINT register_key_of_shop REFERENCES shop,
    code             text        NOT NULL,
    -- ECDSA P-256, as SubjectPublicKeyInfo in DER, which openssl reads as it is
    public_key       bytea       NOT NULL CONSTRAINT register_key_once UNIQUE
                                 CONSTRAINT register_key_form CHECK (octet_length(public_key) = 91
                                     AND substring(public_key FROM 1 FOR 27) =
                                         '\x3059301306072a8648ce3d020106082a8648ce3d03010703420004'::bytea),
    since            timestamptz NOT NULL DEFAULT now()
);
CREATE INDEX register_key_by_terminal ON register_key (terminal_id, register_key_id);
CREATE TRIGGER register_key_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON register_key
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();

-- What the terminal that asks is for.
CREATE FUNCTION my_kinds() RETURNS text[] LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = oc_pizza, pg_temp AS $$
    SELECT kinds FROM terminal WHERE login = session_user AND revoked_at IS NULL
$$;

-- Replaces the hash of a PIN that has just been right by one with the pepper: whoever calls must
-- know the old one, and one with a pepper is never replaced here.
CREATE FUNCTION pepper_pin(person bigint, before text, after text) RETURNS boolean
LANGUAGE sql SECURITY DEFINER SET search_path = oc_pizza, pg_temp AS $$
    UPDATE staff SET pin_hash = after
    WHERE staff_id = person AND pin_hash = before AND before !~ 'keyid=' AND after ~ '^\$argon2id\$[^$]*\$[^$]*keyid='
      AND (my_terminal() IS NULL OR works_here(staff_id, role));
    SELECT true
$$;

-- Seals the group's key to a code that was just made, where that is not the owner's to do.
CREATE FUNCTION seal_code(code_login name, sealed bytea) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = oc_pizza, pg_temp AS $$
    UPDATE enrolment_code SET sealed_key = sealed
    WHERE login = code_login AND sealed_key IS NULL AND used_at IS NULL AND expires_at > now()
$$;

-- Every terminal tells now and then that it is there; what lies sealed for a code that came too
-- late goes on that occasion.
CREATE OR REPLACE FUNCTION seen(version text) RETURNS void LANGUAGE sql SECURITY DEFINER
SET search_path = oc_pizza, pg_temp AS $$
    UPDATE terminal SET last_seen_at = now(), program_version = left(version, 40) WHERE login = session_user;
    UPDATE enrolment_code SET sealed_key = NULL WHERE sealed_key IS NOT NULL AND expires_at <= now()
$$;

-- As before, and: it hands over what was sealed with the code, and takes the register's key.
DROP FUNCTION enrol(uuid, text, text, text);
CREATE FUNCTION enrol(terminal uuid, name text, verifier text, version text, register bytea,
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
    login := 'oc_pizza_till_' || replace(enrol.terminal::text, '-', '');
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
