-- The ledger: what French law asks of a cash register (CGI art. 286 I 3° bis). Each register has
-- chains of signed entries that nobody changes; see docs/COMPLIANCE.md.
SET LOCAL search_path = oc_pizza;

-- What stands on a ticket of the shop, beside its name and address.
ALTER TABLE shop
    ADD COLUMN company text NOT NULL DEFAULT '',
    ADD COLUMN siret text NOT NULL DEFAULT '' CONSTRAINT shop_siret CHECK (siret ~ '^([0-9]{14})?$'),
    ADD COLUMN naf text NOT NULL DEFAULT '' CONSTRAINT shop_naf CHECK (naf ~ '^([0-9]{4}[A-Z])?$'),
    ADD COLUMN vat_number text NOT NULL DEFAULT '' CONSTRAINT shop_vat_number CHECK (vat_number ~ '^([A-Z]{2}[0-9A-Z]{2,13})?$'),
    -- meal vouchers: whether they are taken, and also on Sundays and public holidays
    ADD COLUMN takes_vouchers boolean NOT NULL DEFAULT true,
    ADD COLUMN vouchers_on_holidays boolean NOT NULL DEFAULT false,
    -- money given back above this asks for a manager
    ADD COLUMN refund_alone_cents bigint NOT NULL DEFAULT 2000 CONSTRAINT shop_refund_alone CHECK (refund_alone_cents >= 0);

-- A register for ever: a lost key closes it, and the same till goes on under another code.
CREATE TABLE ledger_register (
    code            text        CONSTRAINT ledger_register_key PRIMARY KEY,
    shop_id         bigint      NOT NULL CONSTRAINT ledger_register_of_shop REFERENCES shop,
    terminal_id     uuid        NOT NULL,
    -- as in register_key
    public_key      bytea       NOT NULL CONSTRAINT ledger_register_public_key_once UNIQUE
                                CONSTRAINT ledger_register_public_key_form CHECK (octet_length(public_key) = 91),
    opened_at       timestamptz NOT NULL DEFAULT now(),
    closed_at       timestamptz,
    -- the last business day that was closed: nothing can be added to it, nor to one before
    closed_through  date
);
CREATE UNIQUE INDEX ledger_register_open ON ledger_register (terminal_id) WHERE closed_at IS NULL;

CREATE TABLE ledger_entry (
    register      text        NOT NULL CONSTRAINT ledger_entry_of_register REFERENCES ledger_register,
    chain         text        NOT NULL CONSTRAINT ledger_entry_chain CHECK (chain IN
                                  ('sales', 'duplicates', 'closings', 'events', 'training')),
    number        bigint      NOT NULL CONSTRAINT ledger_entry_number CHECK (number > 0),
    shop_id       bigint      NOT NULL CONSTRAINT ledger_entry_of_shop REFERENCES shop,
    terminal_id   uuid        NOT NULL,
    at            timestamptz NOT NULL,
    business_day  date        NOT NULL,
    kind          text        NOT NULL,
    -- the order whose money it is; one that was sold without the server and then refused is not there
    order_id      uuid,
    -- what it adds to the perpetual total
    total_cents   bigint      NOT NULL,
    -- RFC 8785 JSON: what is hashed, with the signature before it, and signed
    canonical     text        NOT NULL,
    previous      text        NOT NULL,
    hash          bytea       NOT NULL CONSTRAINT ledger_entry_hash CHECK (octet_length(hash) = 32),
    signature     text        NOT NULL CONSTRAINT ledger_entry_signature CHECK (signature ~ '^[A-Za-z0-9_-]{86}$'),
    written_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT ledger_entry_key PRIMARY KEY (register, chain, number)
);
CREATE INDEX ledger_entry_of_orders ON ledger_entry (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX ledger_entry_by_day ON ledger_entry (shop_id, business_day);
CREATE TRIGGER ledger_entry_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_entry
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();

-- The last entry of each chain.
CREATE TABLE ledger_head (
    register   text   NOT NULL CONSTRAINT ledger_head_of_register REFERENCES ledger_register,
    chain      text   NOT NULL,
    number     bigint NOT NULL,
    signature  text   NOT NULL,
    CONSTRAINT ledger_head_key PRIMARY KEY (register, chain)
);

-- Whoever writes an entry: it follows the last one of its chain, and its day is not closed.
CREATE FUNCTION ledger_follows() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = oc_pizza, pg_temp AS $$
DECLARE
    here ledger_register;
BEGIN
    SELECT * INTO here FROM ledger_register WHERE code = NEW.register FOR UPDATE;
    IF here.terminal_id <> NEW.terminal_id OR here.shop_id <> NEW.shop_id OR here.closed_at IS NOT NULL THEN
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
CREATE TRIGGER ledger_entry_follows BEFORE INSERT ON ledger_entry
    FOR EACH ROW EXECUTE FUNCTION ledger_follows();

-- The register of a till that signs with that key, opened where it is new. A terminal of its own
-- signs with the key of its enrolment; where all share the owner's login, who asks says who it is.
CREATE FUNCTION open_register(terminal uuid, shop bigint, key bytea) RETURNS text
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
    IF known.closed_at IS NULL AND known.terminal_id = terminal AND known.shop_id = shop THEN
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

-- The drawer of a register from one count to the next: what it was opened with, and what was put in
-- or taken out by hand. What was sold and given back is in payments.
CREATE TABLE cash_session (
    cash_session_id  bigint      GENERATED ALWAYS AS IDENTITY CONSTRAINT cash_session_key PRIMARY KEY,
    shop_id          bigint      NOT NULL CONSTRAINT cash_session_of_shop REFERENCES shop,
    terminal_id      uuid        NOT NULL,
    register         text        NOT NULL CONSTRAINT cash_session_of_register REFERENCES ledger_register,
    business_day     date        NOT NULL,
    opened_at        timestamptz NOT NULL,
    opened_by        bigint      NOT NULL CONSTRAINT cash_session_opened_by REFERENCES staff,
    float_cents      bigint      NOT NULL CONSTRAINT cash_session_float CHECK (float_cents >= 0),
    closed_at        timestamptz,
    closed_by        bigint      CONSTRAINT cash_session_closed_by REFERENCES staff,
    expected_cents   bigint,
    counted_cents    bigint,
    count            jsonb,
    CONSTRAINT cash_session_closed CHECK ((closed_at IS NULL) = (counted_cents IS NULL)
        AND (closed_at IS NULL) = (expected_cents IS NULL) AND (closed_at IS NULL) = (closed_by IS NULL))
);
CREATE UNIQUE INDEX cash_session_open ON cash_session (terminal_id) WHERE closed_at IS NULL;

CREATE TABLE cash_movement (
    cash_movement_id  bigint      GENERATED ALWAYS AS IDENTITY CONSTRAINT cash_movement_key PRIMARY KEY,
    cash_session_id   bigint      NOT NULL CONSTRAINT cash_movement_of_session REFERENCES cash_session,
    shop_id           bigint      NOT NULL CONSTRAINT cash_movement_of_shop REFERENCES shop,
    terminal_id       uuid        NOT NULL,
    at                timestamptz NOT NULL,
    staff_id          bigint      NOT NULL CONSTRAINT cash_movement_by REFERENCES staff,
    -- above zero: put in
    amount_cents      bigint      NOT NULL CONSTRAINT cash_movement_amount CHECK (amount_cents <> 0),
    reason            text        NOT NULL
);
CREATE INDEX cash_movement_by_session ON cash_movement (cash_session_id);
CREATE TRIGGER cash_movement_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON cash_movement
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();

-- The drawer in which the money lies.
ALTER TABLE payment ADD COLUMN cash_session_id bigint CONSTRAINT payment_of_session REFERENCES cash_session;
CREATE INDEX payment_by_session ON payment (cash_session_id) WHERE cash_session_id IS NOT NULL;
