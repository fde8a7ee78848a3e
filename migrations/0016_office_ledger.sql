-- What an office sees of its shops' ledger.
SET LOCAL search_path = oc_pizza;

-- The Z of a business day, which may have been made on a later one.
CREATE INDEX ledger_entry_of_closed_days ON ledger_entry
    (shop_id, (canonical::jsonb #>> '{content,closing,period}') COLLATE "C")
    WHERE chain = 'closings' AND kind = 'day';

-- A manager declared it lost: it takes no money any more, and its days without a Z stay without.
ALTER TABLE ledger_register ADD COLUMN lost_at timestamptz
    CONSTRAINT ledger_register_lost CHECK (lost_at IS NULL OR closed_at IS NOT NULL);

-- What was done away from any register and belongs among a shop's technical events. Who does it signs
-- nothing: the shop's next counter writes each row into its own chain, once. See
-- docs/decisions/0005-what-an-office-does-is-signed-by-a-counter.md.
CREATE TABLE office_event (
    office_event_id  bigint      GENERATED ALWAYS AS IDENTITY CONSTRAINT office_event_key PRIMARY KEY,
    shop_id          bigint      NOT NULL CONSTRAINT office_event_of_shop REFERENCES shop,
    at               timestamptz NOT NULL DEFAULT now(),
    code             text        NOT NULL CONSTRAINT office_event_code CHECK (code IN
                                     ('rights_changed', 'settings_changed', 'tax_audit', 'register_lost')),
    what             text,
    -- by name; null: not told, as where a statement was typed at the server
    who              text,
    detail           text,
    -- the terminal, or the login where it is none
    place            text        NOT NULL
);
CREATE INDEX office_event_by_shop ON office_event (shop_id);
CREATE TRIGGER office_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON office_event
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();

-- The entry that says so. Of two counters that write one at once, the second writes nothing.
CREATE TABLE office_event_entry (
    office_event_id  bigint      CONSTRAINT office_event_entry_key PRIMARY KEY
                                 CONSTRAINT office_event_entry_of REFERENCES office_event,
    shop_id          bigint      NOT NULL CONSTRAINT office_event_entry_of_shop REFERENCES shop,
    terminal_id      uuid        NOT NULL,
    register         text        NOT NULL,
    chain            text        NOT NULL DEFAULT 'events'
                                 CONSTRAINT office_event_entry_chain CHECK (chain = 'events'),
    number           bigint      NOT NULL,
    CONSTRAINT office_event_entry_once UNIQUE (register, chain, number)
);
CREATE TRIGGER office_event_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON office_event_entry
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();

-- Keeps an event for a shop (null: for each), and tells its counters. A shop that never had a register
-- has no ledger to write it in. Nobody's to call but other functions'.
CREATE FUNCTION keep_office_event(of_shop bigint, event_code text, event_what text, event_who text, event_detail text)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = oc_pizza, pg_temp AS $$
DECLARE
    place CONSTANT text = coalesce((SELECT terminal.code FROM terminal WHERE login = session_user), session_user);
    kept bigint;
BEGIN
    FOR kept IN
        INSERT INTO office_event (shop_id, code, what, who, detail, place)
        SELECT shop.shop_id, event_code, left(event_what, 200), left(event_who, 200), left(event_detail, 2000), place
        FROM shop WHERE shop.shop_id = coalesce(of_shop, shop.shop_id)
          AND EXISTS (SELECT FROM ledger_register WHERE ledger_register.shop_id = shop.shop_id)
        RETURNING shop_id
    LOOP
        PERFORM tell(kept, 'shop', NULL, 0);
    END LOOP;
END $$;

-- The tax office looks at the ledger of a shop (null: of each that who asks may see); of how many.
CREATE FUNCTION note_tax_audit(of_shop text, by_name text, detail text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = oc_pizza, pg_temp AS $$
DECLARE
    seen CONSTANT bigint[] = (
        SELECT array_agg(shop_id) FROM shop
        WHERE code = coalesce(of_shop, code) AND (looks_after(shop_id) OR shop_id = ANY (my_shops())));
BEGIN
    PERFORM keep_office_event(shop_id, 'tax_audit', NULL, by_name, detail) FROM unnest(seen) AS shop_id;
    RETURN coalesce(cardinality(seen), 0);
END $$;

-- A register is lost: whoever has it takes no money with it any more, and its key signs nothing. Said
-- again, nothing more is written.
CREATE FUNCTION declare_register_lost(of_register text, by_name text, reason text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = oc_pizza, pg_temp AS $$
DECLARE
    known ledger_register;
BEGIN
    SELECT * INTO known FROM ledger_register WHERE code = of_register FOR UPDATE;
    IF NOT FOUND OR looks_after(known.shop_id) IS NOT TRUE THEN
        PERFORM refuse('register_unknown', of_register);
    ELSIF known.lost_at IS NULL THEN
        UPDATE ledger_register SET lost_at = now(), closed_at = coalesce(closed_at, now()) WHERE code = of_register;
        PERFORM keep_office_event(known.shop_id, 'register_lost', of_register, by_name, reason);
    END IF;
    RETURN true;
END $$;

-- As before, and: a lost register is named as such.
CREATE OR REPLACE FUNCTION ledger_follows() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = oc_pizza, pg_temp AS $$
DECLARE
    here ledger_register;
BEGIN
    SELECT * INTO here FROM ledger_register WHERE code = NEW.register FOR UPDATE;
    IF here.lost_at IS NOT NULL THEN
        PERFORM refuse('register_lost', NEW.register);
    ELSIF here.terminal_id <> NEW.terminal_id OR here.shop_id <> NEW.shop_id OR here.closed_at IS NOT NULL THEN
        PERFORM refuse('ledger_register', NEW.register);
    ELSIF NEW.chain IN ('sales', 'training') AND NEW.business_day <= here.closed_through THEN
        PERFORM refuse('ledger_closed', here.closed_through::text);
    END IF;
    IF NEW.number = 1 AND NEW.previous = '' THEN
        INSERT INTO ledger_head (register, chain, number, signature)
        VALUES (NEW.register, NEW.chain, 1, NEW.signature) ON CONFLICT DO NOTHING;
    ELSE
        UPDATE ledger_head SET number = NEW.number, signature = NEW.signature
        WHERE register = NEW.register AND chain = NEW.chain
          AND number = NEW.number - 1 AND signature = NEW.previous;
    END IF;
    IF NOT FOUND THEN
        PERFORM refuse('ledger_head', NEW.register || ' ' || NEW.chain || ' ' || NEW.number);
    END IF;
    IF NEW.chain = 'closings' AND NEW.kind = 'day' THEN
        -- What is closed late is closed on a later day.
        UPDATE ledger_register SET closed_through = (NEW.canonical::jsonb #>> '{content,closing,period}')::date
        WHERE code = NEW.register;
    END IF;
    RETURN NEW;
END $$;

-- As before, and: a lost register is not opened again by its key.
CREATE OR REPLACE FUNCTION open_register(terminal uuid, shop bigint, key bytea) RETURNS text
LANGUAGE plpgsql SECURITY DEFINER SET search_path = oc_pizza, pg_temp AS $$
DECLARE
    known ledger_register;
    opened text;
BEGIN
    IF my_terminal() IS NOT NULL THEN
        SELECT register_key.terminal_id, register_key.shop_id INTO terminal, shop
        FROM register_key WHERE terminal_id = my_terminal() AND public_key = key;
        IF NOT FOUND THEN
            PERFORM refuse('register_key', NULL);
        END IF;
    END IF;
    SELECT * INTO known FROM ledger_register WHERE public_key = key;
    IF known.lost_at IS NOT NULL THEN
        PERFORM refuse('register_lost', known.code);
    ELSIF known.closed_at IS NULL AND known.terminal_id = terminal AND known.shop_id = shop THEN
        RETURN known.code;
    ELSIF known.code IS NOT NULL THEN
        PERFORM refuse('register_key', known.code);
    END IF;
    -- Of two tills of a shop that open at once, the second waits for the first one's number.
    LOCK TABLE ledger_register IN SHARE ROW EXCLUSIVE MODE;
    UPDATE ledger_register SET closed_at = now() WHERE terminal_id = terminal AND closed_at IS NULL;
    INSERT INTO ledger_register (code, shop_id, terminal_id, public_key)
    SELECT shop.code || '-C' || 1 + (SELECT count(*) FROM ledger_register AS before WHERE before.shop_id = shop.shop_id),
           shop.shop_id, open_register.terminal, key
    FROM shop WHERE shop.shop_id = open_register.shop
    RETURNING code INTO opened;
    RETURN opened;
END $$;
