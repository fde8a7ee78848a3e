-- What customers are told of their orders: by the statement that causes it, whatever statement that is; by
-- who looks for delays; and by hand. The rules are domain/src/messages/{customers,delay,by_hand,kind}.rs;
-- tests hold these functions to them.
SET LOCAL search_path = oc_pizza;

-- A setting is changed against the version that was read.
ALTER TABLE setting ADD COLUMN IF NOT EXISTS version bigint NOT NULL DEFAULT 1;

-- In which language a customer is written to; null: nobody said, and it is French.
ALTER TABLE customer ADD COLUMN language text
    CONSTRAINT customer_language CHECK (language IN ('fr', 'en'));

-- Which kinds there are is the program's to say, which reads each by its name.
ALTER TABLE message DROP CONSTRAINT message_kind;
ALTER TABLE message
    ADD CONSTRAINT message_kind CHECK (kind ~ '^[a-z]+(_[a-z]+)*$'),
    -- about which order it is, and to which customer: it is forgotten with him
    ADD COLUMN IF NOT EXISTS order_id uuid,
    ADD COLUMN customer_id uuid CONSTRAINT message_to_customer REFERENCES customer,
    -- what somebody wrote by hand; null: it is worded when it goes
    ADD COLUMN typed text CONSTRAINT message_typed CHECK (typed <> ''),
    ADD COLUMN written_by bigint CONSTRAINT message_written_by REFERENCES staff,
    -- the tap that wrote it by hand: made twice, it writes once
    ADD COLUMN once uuid CONSTRAINT message_once UNIQUE,
    ADD CONSTRAINT message_about_order FOREIGN KEY (order_id, shop_id) REFERENCES orders (order_id, shop_id);
CREATE INDEX message_by_order ON message (order_id) WHERE order_id IS NOT NULL;
CREATE INDEX message_by_customer ON message (customer_id) WHERE customer_id IS NOT NULL;
CREATE INDEX message_undecided ON message (shop_id, message_id) WHERE state IN ('failed', 'to_check');
-- Nobody is told of a delay twice, whoever looks.
CREATE UNIQUE INDEX message_delay_once ON message (order_id) WHERE kind = 'delayed' AND typed IS NULL;

-- When a shop's delays were last looked for: of its counters one does.
CREATE TABLE delay_look (
    shop_id    bigint      CONSTRAINT delay_look_key PRIMARY KEY CONSTRAINT delay_look_of_shop REFERENCES shop,
    looked_at  timestamptz NOT NULL
);

-- Of what customers are told (domain::messages::CustomerMessages): as the group says, else as the program does.
CREATE FUNCTION customer_messages() RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT '{"on": true, "order_taken": false, "leaving": true, "ready_for_pick_up": false, "delayed": true,
             "order_cancelled": true, "delay_minutes": 15}'::jsonb
           || coalesce((SELECT value FROM oc_pizza.setting WHERE name = 'customer_messages'), '{}')
$$;

-- Whether text messages reach a kept number (domain::text::gets_texts).
CREATE FUNCTION gets_texts(number text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT number LIKE '06%' OR number LIKE '07%' OR number LIKE '+%'
$$;

-- How long a message to a customer makes sense by the clock (domain::messages::Sending::lasts).
CREATE FUNCTION customer_message_lasts(of_kind text) RETURNS interval LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE of_kind WHEN 'ready_for_pick_up' THEN interval '1 hour'
                        WHEN 'order_cancelled' THEN interval '2 hours'
                        ELSE interval '20 minutes' END
$$;

-- Whether it makes sense where its order stands (domain::messages::MessageKind::makes_sense).
CREATE FUNCTION makes_sense(of_kind text, of_mode text, stands text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE of_kind
        WHEN 'order_taken' THEN stands IN ('queued', 'preparing')
        WHEN 'delayed' THEN stands IN ('queued', 'preparing') OR stands = 'ready' AND of_mode = 'delivery'
        WHEN 'ready_for_pick_up' THEN stands = 'ready' AND of_mode = 'take_away'
        WHEN 'leaving' THEN stands = 'out_for_delivery'
        WHEN 'order_cancelled' THEN stands = 'cancelled'
        ELSE true END
$$;

-- What a message knows of an order (domain::messages::Facts).
CREATE FUNCTION order_facts(about orders, expected timestamptz) RETURNS jsonb LANGUAGE sql STABLE AS $$
    SELECT jsonb_strip_nulls(jsonb_build_object(
        'shop', jsonb_build_object('text', shop.name),
        'order', jsonb_build_object('text', about.number),
        'customer', CASE WHEN about.customer_name IS NOT NULL THEN jsonb_build_object('text', about.customer_name) END,
        'time', jsonb_build_object('time', expected),
        'due', CASE WHEN about.state <> 'cancelled' AND about.total_cents > about.refunded_cents + about.paid_cents
                    THEN jsonb_build_object('amount', about.total_cents - about.refunded_cents - about.paid_cents) END))
    FROM oc_pizza.shop WHERE shop.shop_id = about.shop_id
$$;

-- How the customer of an order is written to about it: by text message to the order's number, where they reach
-- it and the group has a service for them; else by the file's e-mail; else not at all.
CREATE FUNCTION customer_way(about orders)
RETURNS TABLE (channel text, phone text, email text, language text) LANGUAGE sql STABLE AS $$
    SELECT CASE WHEN number IS NULL THEN 'email' ELSE 'sms' END, number,
           CASE WHEN number IS NULL THEN address END, coalesce(speaks, 'fr')
    FROM (SELECT CASE WHEN oc_pizza.gets_texts(about.customer_phone)
                       AND EXISTS (SELECT FROM oc_pizza.setting WHERE name = 'digitaleo') THEN about.customer_phone END,
                 CASE WHEN EXISTS (SELECT FROM oc_pizza.setting WHERE name = 'mail') THEN file.email END,
                 file.language
          FROM (SELECT about.customer_id AS id) AS whose
          LEFT JOIN oc_pizza.customer AS file ON file.customer_id = whose.id) AS known (number, address, speaks)
    WHERE coalesce(number, address) IS NOT NULL
$$;

-- Writes that something happened at `since` to the customer of an order, if the group wants it told and he can
-- be reached; due at `due`. Whether it was written.
CREATE FUNCTION tell_customer(about orders, of_kind text, expected timestamptz, due timestamptz, since timestamptz)
RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    told CONSTANT jsonb := customer_messages();
    ends CONSTANT timestamptz := since + customer_message_lasts(of_kind);
BEGIN
    -- What comes late, because the server was away, may make no sense any more.
    IF NOT ((told ->> 'on')::boolean AND (told ->> of_kind)::boolean AND ends > now()) THEN
        RETURN false;
    END IF;
    INSERT INTO message (shop_id, kind, channel, phone, email, language, facts, due_at, expires_at, order_id, customer_id)
    SELECT about.shop_id, of_kind, way.channel, way.phone, way.email, way.language, order_facts(about, expected),
           due, ends, about.order_id, about.customer_id
    FROM customer_way(about) AS way
    ON CONFLICT DO NOTHING;
    RETURN FOUND;
END $$;

-- An order by telephone is taken.
CREATE FUNCTION order_taken_told() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = oc_pizza, pg_temp AS $$
BEGIN
    PERFORM tell_customer(NEW, 'order_taken', NEW.promised_at, now(), NEW.placed_at);
    RETURN NULL;
END $$;
-- An order without a number pays for one comparison.
CREATE TRIGGER order_taken_told AFTER INSERT ON orders
    FOR EACH ROW WHEN (NEW.customer_phone IS NOT NULL) EXECUTE FUNCTION order_taken_told();

-- An order goes on, back, or over. What was not said yet and makes no sense any more is not said: it goes where
-- nothing was tried, and ends where something was, or somebody wrote it.
CREATE FUNCTION order_moved_told() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = oc_pizza, pg_temp AS $$
BEGIN
    IF EXISTS (SELECT FROM message WHERE order_id = NEW.order_id AND state = 'to_send') THEN
        DELETE FROM message
        WHERE order_id = NEW.order_id AND state = 'to_send' AND tries = 0 AND typed IS NULL
          AND NOT makes_sense(kind, NEW.mode, NEW.state);
        UPDATE message SET state = 'given_up'
        WHERE order_id = NEW.order_id AND state = 'to_send' AND NOT makes_sense(kind, NEW.mode, NEW.state);
        IF NEW.revision <> OLD.revision THEN
            -- It is said of the order as it is now, to the number that it bears now; a delay is looked for anew.
            DELETE FROM message
            WHERE order_id = NEW.order_id AND state = 'to_send' AND typed IS NULL AND kind = 'delayed';
            DELETE FROM message
            WHERE order_id = NEW.order_id AND state = 'to_send' AND typed IS NULL AND kind = 'order_taken';
            IF FOUND THEN
                PERFORM tell_customer(NEW, 'order_taken', NEW.promised_at, now(), NEW.placed_at);
            END IF;
        END IF;
    END IF;
    IF NEW.state = 'ready' AND OLD.state IN ('queued', 'preparing') AND NEW.mode = 'take_away' AND NEW.pizzas > 0 THEN
        -- The kitchen's last tap can be taken back for ten seconds (domain::kitchen::UNDO_WINDOW), and an undo
        -- that began in time may still wait for the order's row.
        PERFORM tell_customer(NEW, 'ready_for_pick_up', NEW.promised_at, now() + interval '11 seconds', now());
    ELSIF NEW.state = 'cancelled' AND OLD.state <> 'cancelled' THEN
        PERFORM tell_customer(NEW, 'order_cancelled', NEW.promised_at, now(), now());
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER order_moved_told AFTER UPDATE OF state, revision ON orders
    FOR EACH ROW WHEN ((OLD.state <> NEW.state OR OLD.revision <> NEW.revision)
                       AND coalesce(OLD.customer_phone, NEW.customer_phone) IS NOT NULL)
    EXECUTE FUNCTION order_moved_told();

-- Whether who asks works in a shop: its terminals, the group's, the owner.
CREATE FUNCTION stands_in(of_shop bigint) RETURNS boolean LANGUAGE sql STABLE SECURITY DEFINER
SET search_path = oc_pizza, pg_temp AS $$
    -- Within a definer's function the current user is the owner.
    SELECT coalesce(of_shop = ANY (my_shops()), my_terminal() IS NULL AND session_user = current_user)
$$;

-- Tells customers of a shop that their orders come later, and when; once each, and of none that was made
-- meanwhile. To how many it was written.
CREATE FUNCTION tell_delays(of_shop bigint, late uuid[], told timestamptz[]) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = oc_pizza, pg_temp AS $$
DECLARE
    one record;
    about orders;
    written bigint := 0;
BEGIN
    IF NOT stands_in(of_shop) THEN
        PERFORM refuse('shop_unknown', of_shop::text);
    END IF;
    FOR one IN SELECT * FROM unnest(late, told) AS it (id, at) ORDER BY id LOOP
        SELECT * INTO about FROM orders WHERE orders.shop_id = of_shop AND order_id = one.id FOR SHARE;
        IF FOUND AND makes_sense('delayed', about.mode, about.state)
           AND NOT EXISTS (SELECT FROM message WHERE message.order_id = one.id AND kind = 'delayed')
           AND tell_customer(about, 'delayed', one.at, now(), now()) THEN
            written := written + 1;
        END IF;
    END LOOP;
    RETURN written;
END $$;

-- Writes to the customer of an order by hand, to the number that it bears.
CREATE FUNCTION write_to_customer(of_shop bigint, of_order uuid, of_kind text, said text, tap uuid, person bigint)
RETURNS void LANGUAGE plpgsql SECURITY DEFINER SET search_path = oc_pizza, pg_temp AS $$
DECLARE
    about orders;
BEGIN
    IF NOT stands_in(of_shop) THEN
        PERFORM refuse('shop_unknown', of_shop::text);
    END IF;
    IF EXISTS (SELECT FROM message WHERE once = tap) THEN
        RETURN;
    END IF;
    SELECT * INTO about FROM orders WHERE orders.shop_id = of_shop AND order_id = of_order FOR SHARE;
    IF NOT FOUND THEN
        PERFORM refuse('order_unknown', NULL);
    ELSIF NOT coalesce(gets_texts(about.customer_phone), false) THEN
        PERFORM refuse('no_number', NULL);
    ELSIF NOT EXISTS (SELECT FROM setting WHERE name = 'digitaleo') THEN
        PERFORM refuse('no_service', NULL);
    ELSIF NOT makes_sense(of_kind, about.mode, about.state) THEN
        PERFORM refuse('order_moved', about.state);
    END IF;
    INSERT INTO message (shop_id, kind, channel, phone, language, facts, expires_at, order_id, customer_id, typed,
                         written_by, once)
    SELECT about.shop_id, of_kind, 'sms', about.customer_phone, coalesce(file.language, 'fr'),
           order_facts(about, about.promised_at), now() + customer_message_lasts(of_kind), about.order_id,
           about.customer_id, said, person, tap
    FROM (SELECT about.customer_id AS id) AS whose LEFT JOIN customer AS file ON file.customer_id = whose.id
    ON CONFLICT ON CONSTRAINT message_once DO NOTHING;
END $$;

-- What was written to a customer about his orders in any shop, the oldest first: what he is handed of it.
CREATE FUNCTION written_to_customer(of_customer uuid) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = oc_pizza, pg_temp AS $$
    SELECT coalesce(jsonb_agg(jsonb_build_object('kind', kind, 'to', coalesce(phone, email), 'state', state,
               'written_at', written_at, 'sent_at', sent_at, 'text', text) ORDER BY message_id), '[]')
    FROM message
    WHERE customer_id = of_customer
       OR kind <> 'driver_run' AND order_id IN (SELECT order_id FROM orders WHERE orders.customer_id = of_customer)
$$;

-- As before, and what was written to the person goes, too.
CREATE OR REPLACE FUNCTION forget_customer(of_customer uuid) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = oc_pizza, pg_temp AS $$
DECLARE
    nameless bigint;
BEGIN
    DELETE FROM message
    WHERE message.customer_id = of_customer
       OR message.order_id IN (SELECT order_id FROM orders WHERE orders.customer_id = of_customer);
    UPDATE orders SET customer_name = NULL, customer_phone = NULL, delivery = NULL
    WHERE orders.customer_id = of_customer;
    GET DIAGNOSTICS nameless = ROW_COUNT;
    DELETE FROM customer_address WHERE customer_address.customer_id = of_customer;
    UPDATE customer SET phone = NULL, name = NULL, email = NULL, note = NULL, advertising_since = NULL,
        advertising_until = NULL, language = NULL, forgotten_at = now(), version = version + 1
    WHERE customer.customer_id = of_customer;
    RETURN nameless;
END $$;

-- As before, and what was written to the one is the other's.
CREATE OR REPLACE FUNCTION join_customers(kept uuid, kept_version bigint, other uuid, other_version bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = oc_pizza, pg_temp AS $$
DECLARE
    joined bigint;
BEGIN
    IF kept = other THEN
        PERFORM refuse('same_customer', NULL);
    END IF;
    -- In one order, whoever joins which to which.
    PERFORM FROM orders WHERE customer_id IN (kept, other) ORDER BY order_id FOR UPDATE;
    PERFORM FROM customer WHERE customer_id IN (kept, other) ORDER BY customer_id FOR UPDATE;
    PERFORM hold_customer(kept, kept_version);
    PERFORM hold_customer(other, other_version);
    UPDATE orders SET customer_id = kept WHERE customer_id = other;
    UPDATE message SET customer_id = kept WHERE message.customer_id = other;
    INSERT INTO customer_address (customer_id, address, used_at)
    SELECT kept, address, used_at FROM customer_address WHERE customer_address.customer_id = other
    ON CONFLICT DO NOTHING;
    UPDATE customer SET version = customer.version + 1,
        email = coalesce(customer.email, gone.email), note = coalesce(customer.note, gone.note),
        language = coalesce(customer.language, gone.language),
        created_at = least(customer.created_at, gone.created_at),
        last_order_at = greatest(customer.last_order_at, gone.last_order_at)
    FROM customer AS gone
    WHERE customer.customer_id = kept AND gone.customer_id = other
    RETURNING customer.version INTO joined;
    PERFORM forget_customer(other);
    UPDATE customer SET joined_to = kept WHERE customer_id = other;
    RETURN joined;
END $$;
