-- Customers: the group's, found by their number. What an order was taken with stays on the order; what
-- is here is what is known today, and is forgotten: at the customer's word, or after three years.
SET LOCAL search_path = oc_pizza;

CREATE TABLE customer (
    customer_id        uuid        CONSTRAINT customer_key PRIMARY KEY,
    -- as domain::text::phone keeps it; null: nothing is known of the person any more
    phone              text        CONSTRAINT customer_phone_once UNIQUE
                                   CONSTRAINT customer_phone_form CHECK (phone ~ '^(0[1-9][0-9]{8}|[+][1-9][0-9]{7,14})$'),
    name               text,
    email              text,
    note               text,
    -- whether advertising is wanted, and since when it is or is not
    advertising_since  timestamptz,
    advertising_until  timestamptz,
    created_at         timestamptz NOT NULL DEFAULT now(),
    last_order_at      timestamptz,
    forgotten_at       timestamptz,
    -- whose file took this one over
    joined_to          uuid        CONSTRAINT customer_joined_to REFERENCES customer,
    -- grows with each change that somebody makes of the file
    version            bigint      NOT NULL DEFAULT 1,
    CONSTRAINT customer_is_forgotten CHECK (CASE WHEN forgotten_at IS NULL THEN phone IS NOT NULL
        ELSE coalesce(phone, name, email, note) IS NULL
             AND advertising_since IS NULL AND advertising_until IS NULL END),
    CONSTRAINT customer_consent CHECK (advertising_until IS NULL OR advertising_since IS NOT NULL)
);
CREATE INDEX customer_by_last_order ON customer (coalesce(last_order_at, created_at)) WHERE forgotten_at IS NULL;

-- Where orders were brought: domain::customers::DeliveryAddress.
CREATE TABLE customer_address (
    customer_id  uuid        NOT NULL CONSTRAINT customer_address_of_customer REFERENCES customer,
    address      jsonb       NOT NULL CONSTRAINT customer_address_form
                                 CHECK (address ? 'street' AND address ? 'postcode' AND address ? 'town'),
    used_at      timestamptz NOT NULL DEFAULT now()
);
-- Each door once, whatever is noted of it.
CREATE UNIQUE INDEX customer_address_once ON customer_address
    (customer_id, lower(address ->> 'street'), (address ->> 'postcode'), lower(address ->> 'town'));

ALTER TABLE orders
    ADD COLUMN customer_id uuid CONSTRAINT orders_of_customer REFERENCES customer,
    -- where it is brought, as it was told
    ADD COLUMN delivery jsonb CONSTRAINT orders_delivery CHECK (delivery IS NULL OR mode = 'delivery');
CREATE INDEX orders_by_customer ON orders (customer_id, placed_at DESC) WHERE customer_id IS NOT NULL;

-- One row: the last day on which what is kept too long was looked for.
CREATE TABLE customer_keeping (
    one      boolean CONSTRAINT customer_keeping_one PRIMARY KEY DEFAULT true CHECK (one),
    last_on  date    NOT NULL
);
INSERT INTO customer_keeping (last_on) VALUES ('2026-01-01');

-- A customer's orders in any shop of the group, latest first, as the contract's JSON.
CREATE FUNCTION customer_orders(of_customer uuid, most integer) RETURNS jsonb
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = oc_pizza, pg_temp AS $$
    SELECT coalesce(jsonb_agg(jsonb_build_object(
        'order', order_id, 'reference', reference, 'shop', shop.name, 'placed_at', placed_at, 'mode', mode,
        'state', state, 'total', total_cents, 'delivery', delivery, 'lines', asked -> 'lines', 'names', (
            SELECT coalesce(jsonb_agg(line.name ORDER BY line.line), '[]')
            FROM (SELECT order_line.line, min(coalesce(formula, order_line.name)) AS name FROM order_line
                  WHERE order_line.order_id = past.order_id AND order_line.revision = past.revision
                    AND size_id IS NOT NULL
                  GROUP BY order_line.line) AS line)) ORDER BY placed_at DESC), '[]')
    FROM (SELECT * FROM orders WHERE orders.customer_id = of_customer
          ORDER BY placed_at DESC LIMIT most) AS past
    JOIN shop USING (shop_id)
$$;

-- Nothing of the person stays but the key: orders go on being counted, nameless. How many did.
-- Nobody's to call but other functions'.
CREATE FUNCTION forget_customer(of_customer uuid) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = oc_pizza, pg_temp AS $$
DECLARE
    nameless bigint;
BEGIN
    UPDATE orders SET customer_name = NULL, customer_phone = NULL, delivery = NULL
    WHERE orders.customer_id = of_customer;
    GET DIAGNOSTICS nameless = ROW_COUNT;
    DELETE FROM customer_address WHERE customer_address.customer_id = of_customer;
    UPDATE customer SET phone = NULL, name = NULL, email = NULL, note = NULL, advertising_since = NULL,
        advertising_until = NULL, forgotten_at = now(), version = version + 1
    WHERE customer.customer_id = of_customer;
    RETURN nameless;
END $$;

-- Locks what a customer has: first the orders, then the file, as a change of an order does.
CREATE FUNCTION hold_customer(of_customer uuid, read_version bigint) RETURNS void
LANGUAGE plpgsql SECURITY DEFINER SET search_path = oc_pizza, pg_temp AS $$
DECLARE
    held record;
BEGIN
    PERFORM FROM orders WHERE orders.customer_id = of_customer ORDER BY order_id FOR UPDATE;
    SELECT version, forgotten_at INTO held FROM customer WHERE customer.customer_id = of_customer FOR UPDATE;
    IF NOT FOUND OR held.forgotten_at IS NOT NULL THEN
        PERFORM refuse('unknown_customer', NULL);
    ELSIF held.version <> read_version THEN
        PERFORM refuse('customer_changed', NULL);
    END IF;
END $$;

-- Forgets a customer at his word; not while an order of his is under way.
CREATE FUNCTION erase_customer(of_customer uuid, read_version bigint) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = oc_pizza, pg_temp AS $$
DECLARE
    under_way text;
BEGIN
    PERFORM hold_customer(of_customer, read_version);
    SELECT min(reference) INTO under_way FROM orders
    WHERE orders.customer_id = of_customer AND state NOT IN ('closed', 'cancelled');
    IF under_way IS NOT NULL THEN
        PERFORM refuse('order_under_way', under_way);
    END IF;
    RETURN forget_customer(of_customer);
END $$;

-- Joins two files of one person: number, name and consent of the one stay, addresses and orders of the
-- other go over. The version of the file that stays.
CREATE FUNCTION join_customers(kept uuid, kept_version bigint, other uuid, other_version bigint) RETURNS bigint
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
    INSERT INTO customer_address (customer_id, address, used_at)
    SELECT kept, address, used_at FROM customer_address WHERE customer_address.customer_id = other
    ON CONFLICT DO NOTHING;
    UPDATE customer SET version = customer.version + 1,
        email = coalesce(customer.email, gone.email), note = coalesce(customer.note, gone.note),
        created_at = least(customer.created_at, gone.created_at),
        last_order_at = greatest(customer.last_order_at, gone.last_order_at)
    FROM customer AS gone
    WHERE customer.customer_id = kept AND gone.customer_id = other
    RETURNING customer.version INTO joined;
    PERFORM forget_customer(other);
    UPDATE customer SET joined_to = kept WHERE customer_id = other;
    RETURN joined;
END $$;

-- Forgets those whose last order is three years old (domain::customers::KEPT_YEARS), some at a time; not
-- one of whom an order is under way. How many. Of several terminals one does, once a day; null: that was
-- another one, or all of today's are done.
CREATE FUNCTION forget_old_customers(most integer) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = oc_pizza, pg_temp AS $$
DECLARE
    today CONSTANT date := (now() AT TIME ZONE 'Europe/Paris')::date;
    old uuid;
    forgotten bigint := 0;
BEGIN
    PERFORM FROM customer_keeping WHERE last_on < today FOR UPDATE SKIP LOCKED;
    IF NOT FOUND THEN
        RETURN NULL;
    END IF;
    FOR old IN
        SELECT customer_id FROM customer
        WHERE forgotten_at IS NULL AND coalesce(last_order_at, created_at) <= now() - interval '3 years'
          AND created_at <= now() - interval '3 years'
          AND NOT EXISTS (SELECT FROM orders WHERE orders.customer_id = customer.customer_id
                                               AND state NOT IN ('closed', 'cancelled'))
        ORDER BY customer_id LIMIT most
    LOOP
        PERFORM FROM orders WHERE orders.customer_id = old ORDER BY order_id FOR UPDATE;
        -- Somebody may have ordered meanwhile.
        PERFORM FROM customer WHERE customer.customer_id = old AND forgotten_at IS NULL
            AND coalesce(last_order_at, created_at) <= now() - interval '3 years' FOR UPDATE;
        IF FOUND THEN
            PERFORM forget_customer(old);
            forgotten := forgotten + 1;
        END IF;
    END LOOP;
    IF forgotten < most THEN
        UPDATE customer_keeping SET last_on = today;
    END IF;
    RETURN forgotten;
END $$;
