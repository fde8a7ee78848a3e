-- Shops, their hours, the people who work there. PostgreSQL 12 to 18.
SET LOCAL search_path = oc_pizza;

CREATE TABLE shop (
    shop_id         bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT shop_key PRIMARY KEY,
    code            text     NOT NULL CONSTRAINT shop_code_once UNIQUE,
    name            text     NOT NULL,
    address         text     NOT NULL DEFAULT '',
    day_ends_at     time     NOT NULL DEFAULT '05:00',
    stations        integer  NOT NULL DEFAULT 1 CONSTRAINT shop_has_a_station CHECK (stations > 0),
    making_seconds  integer  NOT NULL DEFAULT 180 CONSTRAINT shop_takes_time CHECK (making_seconds > 0),
    oven_places     integer  NOT NULL DEFAULT 6 CONSTRAINT shop_has_an_oven CHECK (oven_places > 0),
    CONSTRAINT shop_code_form CHECK (code ~ '^[A-Z]{2,5}[0-9]{1,2}$')
);

-- weekday: 1 is Monday, as in ISO 8601. Closing after midnight is closing "before" opening.
CREATE TABLE opening_hours (
    shop_id    bigint   NOT NULL CONSTRAINT opening_hours_of_shop REFERENCES shop,
    weekday    smallint NOT NULL CONSTRAINT opening_hours_weekday CHECK (weekday BETWEEN 1 AND 7),
    opens_at   time     NOT NULL,
    closes_at  time     NOT NULL,
    CONSTRAINT opening_hours_key PRIMARY KEY (shop_id, weekday, opens_at)
);

CREATE TABLE staff (
    staff_id  bigint  GENERATED ALWAYS AS IDENTITY CONSTRAINT staff_key PRIMARY KEY,
    name      text    NOT NULL,
    role      text    NOT NULL CONSTRAINT staff_role CHECK (role IN
                  ('cashier', 'pizzaiolo', 'driver', 'shop_manager', 'group_manager', 'administrator')),
    -- argon2id in PHC form
    pin_hash  text    NOT NULL,
    active    boolean NOT NULL DEFAULT true
);

-- A group manager or an administrator belongs to no shop and works in all.
CREATE TABLE staff_shop (
    staff_id  bigint NOT NULL CONSTRAINT staff_shop_of_staff REFERENCES staff,
    shop_id   bigint NOT NULL CONSTRAINT staff_shop_of_shop REFERENCES shop,
    CONSTRAINT staff_shop_key PRIMARY KEY (staff_id, shop_id)
);

-- Wrong PINs in a row of one person at one terminal; the row goes when the right one comes.
CREATE TABLE sign_in_attempt (
    staff_id     bigint      NOT NULL CONSTRAINT sign_in_attempt_of_staff REFERENCES staff,
    terminal_id  uuid        NOT NULL,
    wrong_pins   integer     NOT NULL,
    last_at      timestamptz NOT NULL,
    CONSTRAINT sign_in_attempt_key PRIMARY KEY (staff_id, terminal_id)
);

-- One tap, applied once: its first reply is what every repeat of it is told.
CREATE TABLE applied_command (
    command_id   uuid        CONSTRAINT applied_command_once PRIMARY KEY,
    reply        jsonb       NOT NULL,
    staff_id     bigint      NOT NULL CONSTRAINT applied_command_by REFERENCES staff,
    terminal_id  uuid        NOT NULL,
    applied_at   timestamptz NOT NULL DEFAULT now()
);

-- Refuses the statement it is called in. The code is read by the program (SQLSTATE OC001), the
-- detail goes with it; nothing of the statement remains.
CREATE FUNCTION refuse(code text, detail text) RETURNS boolean LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING ERRCODE = 'OC001', MESSAGE = code, DETAIL = coalesce(detail, '');
END $$;

-- Tells the listeners of a shop what changed; the payload is the program's `Change`.
CREATE FUNCTION tell(shop_id bigint, kind text, order_id uuid, version bigint) RETURNS boolean
LANGUAGE sql AS $$
    SELECT pg_notify('oc_pizza', json_build_object(
        'shop', shop_id, 'kind', kind, 'order', order_id, 'version', version)::text) IS NOT NULL
$$;
