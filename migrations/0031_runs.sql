-- Runs: a driver leaves with ready deliveries, each becomes something, and what he brings back is counted.
-- Which drivers are here, how one is reached, and to whom a message about an order was written. The rules are
-- domain/src/runs; states of orders: domain/src/orders/states.rs.
SET LOCAL search_path = oc_pizza;

-- Where runs begin and end (migrations/0030 says what they hold); null: nobody has entered it.
ALTER TABLE shop
    ADD COLUMN IF NOT EXISTS latitude_e6 integer,
    ADD COLUMN IF NOT EXISTS longitude_e6 integer;

CREATE TABLE run (
    run_id            uuid        CONSTRAINT run_key PRIMARY KEY,
    shop_id           bigint      NOT NULL CONSTRAINT run_of_shop REFERENCES shop,
    driver_id         bigint      NOT NULL CONSTRAINT run_driven_by REFERENCES staff,
    sent_by           bigint      NOT NULL CONSTRAINT run_sent_by REFERENCES staff,
    terminal_id       uuid        NOT NULL,
    left_at           timestamptz NOT NULL DEFAULT now(),
    -- there and back
    expected_minutes  integer     NOT NULL CONSTRAINT run_minutes CHECK (expected_minutes >= 0),
    is_estimate       boolean     NOT NULL,
    float_cents       bigint      NOT NULL CONSTRAINT run_float CHECK (float_cents >= 0),
    ended_at          timestamptz,
    ended_by          bigint      CONSTRAINT run_ended_by REFERENCES staff,
    -- of its orders, in cash, since they left; and what was brought back, float included
    taken_cents       bigint,
    counted_cents     bigint      CONSTRAINT run_counted CHECK (counted_cents >= 0),
    CONSTRAINT run_of_a_shop UNIQUE (run_id, shop_id),
    CONSTRAINT run_ends_whole CHECK (num_nulls(ended_at, ended_by, taken_cents, counted_cents) IN (0, 4))
);
-- A driver is on one run.
CREATE UNIQUE INDEX run_driver_once ON run (shop_id, driver_id) WHERE ended_at IS NULL;
CREATE INDEX run_ended ON run (shop_id, ended_at DESC) WHERE ended_at IS NOT NULL;

-- What is over stays as it is.
CREATE TRIGGER run_is_over BEFORE UPDATE OR DELETE ON run
    FOR EACH ROW WHEN (OLD.ended_at IS NOT NULL) EXECUTE FUNCTION append_only();

CREATE TABLE run_stop (
    run_id    uuid    NOT NULL,
    shop_id   bigint  NOT NULL,
    order_id  uuid    NOT NULL,
    -- from 1
    position  integer NOT NULL,
    -- from leaving to its door
    minutes   integer NOT NULL CONSTRAINT run_stop_minutes CHECK (minutes >= 0),
    state     text    NOT NULL DEFAULT 'out' CONSTRAINT run_stop_state CHECK (state IN ('out', 'delivered', 'failed')),
    done_at   timestamptz,
    done_by   bigint  CONSTRAINT run_stop_done_by REFERENCES staff,
    -- why it came back
    reason    text    CONSTRAINT run_stop_reason CHECK (reason IN ('not_found', 'cannot_pay', 'refused', 'spoilt', 'other')),
    note      text,
    CONSTRAINT run_stop_key PRIMARY KEY (run_id, order_id),
    CONSTRAINT run_stop_place UNIQUE (run_id, position),
    CONSTRAINT run_stop_of_run FOREIGN KEY (run_id, shop_id) REFERENCES run (run_id, shop_id),
    CONSTRAINT run_stop_of_order FOREIGN KEY (order_id, shop_id) REFERENCES orders (order_id, shop_id),
    CONSTRAINT run_stop_is_done CHECK ((state = 'out') = (done_at IS NULL) AND (done_at IS NULL) = (done_by IS NULL)),
    CONSTRAINT run_stop_came_back CHECK ((state = 'failed') = (reason IS NOT NULL))
);
-- An order is out on one run.
CREATE UNIQUE INDEX run_stop_out ON run_stop (order_id) WHERE state = 'out';
CREATE INDEX run_stop_by_order ON run_stop (order_id);

-- Who said that a driver is here, or is not any more: the last word of a business day counts.
CREATE TABLE driver_presence (
    driver_presence_id  bigint      GENERATED ALWAYS AS IDENTITY CONSTRAINT driver_presence_key PRIMARY KEY,
    shop_id             bigint      NOT NULL CONSTRAINT driver_presence_of_shop REFERENCES shop,
    driver_id           bigint      NOT NULL CONSTRAINT driver_presence_of_driver REFERENCES staff,
    present             boolean     NOT NULL,
    at                  timestamptz NOT NULL DEFAULT now(),
    staff_id            bigint      NOT NULL CONSTRAINT driver_presence_by REFERENCES staff
);
CREATE INDEX driver_presence_last ON driver_presence (shop_id, driver_id, driver_presence_id DESC);
CREATE TRIGGER driver_presence_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON driver_presence
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();

-- About which order a message is.
ALTER TABLE message
    ADD COLUMN IF NOT EXISTS order_id uuid,
    ADD CONSTRAINT message_of_order FOREIGN KEY (order_id, shop_id) REFERENCES orders (order_id, shop_id);
CREATE INDEX message_to_driver ON message (order_id) WHERE kind = 'driver_run';

-- How a driver who works at the shops of who asks is written to; no row: he cannot be.
CREATE FUNCTION driver_reach(of_driver bigint) RETURNS TABLE (phone text, language text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = oc_pizza, pg_temp AS $$
    SELECT reach.phone, reach.language
    FROM staff JOIN staff_reach AS reach USING (staff_id)
    WHERE staff.staff_id = of_driver AND staff.role = 'driver' AND staff.active AND reach.phone IS NOT NULL
      AND (session_user = current_user OR works_here(staff.staff_id, staff.role))
$$;

-- The orders under way in a shop of who asks, of which the driver was not told: for kitchens too, which see
-- neither runs nor messages.
CREATE FUNCTION drivers_not_told(of_shop bigint)
RETURNS TABLE (run_id uuid, number text, driver text, may_have_gone boolean)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = oc_pizza, pg_temp AS $$
    SELECT run.run_id, orders.number, staff.name, message.state = 'to_check'
    FROM run JOIN run_stop USING (run_id) JOIN orders USING (order_id) JOIN staff ON staff.staff_id = run.driver_id
    JOIN message ON message.order_id = run_stop.order_id AND message.kind = 'driver_run'
                AND message.written_at = run.left_at
    WHERE run.shop_id = of_shop AND run.ended_at IS NULL AND run_stop.state = 'out'
      AND message.state IN ('failed', 'to_check')
      AND (session_user = current_user OR of_shop = ANY (my_shops()))
    ORDER BY run.left_at, run_stop.position
$$;

-- A forgotten customer is in no message about his orders, and in no note about a door that was not found.
CREATE FUNCTION run_forgets() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = oc_pizza, pg_temp AS $$
BEGIN
    DELETE FROM message USING orders
    WHERE orders.customer_id = NEW.customer_id AND message.order_id = orders.order_id
      AND message.kind IN ('driver_run', 'leaving');
    UPDATE run_stop SET note = NULL FROM orders
    WHERE orders.customer_id = NEW.customer_id AND run_stop.order_id = orders.order_id AND note IS NOT NULL;
    RETURN NULL;
END $$;
CREATE TRIGGER run_forgets AFTER UPDATE OF forgotten_at ON customer
    FOR EACH ROW WHEN (OLD.forgotten_at IS NULL AND NEW.forgotten_at IS NOT NULL) EXECUTE FUNCTION run_forgets();

-- As before, and: how drivers are reached, who are told of no shop's stock.
CREATE OR REPLACE FUNCTION list_reach()
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
    WHERE staff.active AND staff.role IN ('shop_manager', 'group_manager', 'driver')
      AND (session_user = current_user OR works_here(staff.staff_id, staff.role))
    ORDER BY staff.role DESC, staff.name, staff.staff_id
$$;

CREATE OR REPLACE FUNCTION set_reach(person bigint, likes text, number text, address text, speaks text, shops text[])
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = oc_pizza, pg_temp AS $$
DECLARE
    known staff;
BEGIN
    SELECT * INTO known FROM staff
    WHERE staff.staff_id = person AND staff.active AND staff.role IN ('shop_manager', 'group_manager', 'driver')
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
      AND (known.role = 'group_manager' OR known.role = 'shop_manager' AND EXISTS (
          SELECT FROM staff_shop AS here WHERE here.staff_id = person AND here.shop_id = shop.shop_id))
    ON CONFLICT DO NOTHING;
    RETURN true;
END $$;
