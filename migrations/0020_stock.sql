-- Stock, as a kitchen and an office work with it: why it moved, and who said so.
SET LOCAL search_path = oc_pizza;

ALTER TABLE stock_movement
    -- what a person said of it
    ADD COLUMN reason text CONSTRAINT stock_movement_reason CHECK (reason <> '');

-- A shop's movements are leafed through, newest first.
CREATE INDEX stock_movement_latest ON stock_movement (shop_id, movement_id);

-- What a person counts of a shop, one ingredient after the other; another PC can go on with it.
CREATE TABLE inventory (
    inventory_id  uuid        CONSTRAINT inventory_key PRIMARY KEY,
    shop_id       bigint      NOT NULL CONSTRAINT inventory_of_shop REFERENCES shop,
    state         text        NOT NULL DEFAULT 'under_way'
                              CONSTRAINT inventory_state CHECK (state IN ('under_way', 'saved', 'given_up')),
    -- what is to be counted, in the order of the screens
    list          bigint[]    NOT NULL,
    began_at      timestamptz NOT NULL DEFAULT now(),
    began_by      bigint      NOT NULL CONSTRAINT inventory_began_by REFERENCES staff,
    ended_at      timestamptz,
    ended_by      bigint      CONSTRAINT inventory_ended_by REFERENCES staff,
    -- grows with each count
    version       bigint      NOT NULL DEFAULT 1,
    CONSTRAINT inventory_of_a_shop UNIQUE (inventory_id, shop_id),
    CONSTRAINT inventory_ended CHECK ((state = 'under_way') = (ended_at IS NULL)
                                      AND (ended_at IS NULL) = (ended_by IS NULL))
);
-- A shop has one under way at most.
CREATE UNIQUE INDEX inventory_under_way ON inventory (shop_id) WHERE state = 'under_way';

CREATE TABLE inventory_count (
    inventory_id   uuid        NOT NULL,
    shop_id        bigint      NOT NULL,
    ingredient_id  bigint      NOT NULL,
    counted        bigint      NOT NULL CONSTRAINT inventory_count_counted CHECK (counted >= 0),
    -- what the book had at that moment, and the last movement by then that reckoned
    theoretical    bigint      NOT NULL,
    behind         bigint,
    at             timestamptz NOT NULL DEFAULT now(),
    staff_id       bigint      NOT NULL CONSTRAINT inventory_count_by REFERENCES staff,
    CONSTRAINT inventory_count_key PRIMARY KEY (inventory_id, ingredient_id),
    CONSTRAINT inventory_count_of_inventory FOREIGN KEY (inventory_id, shop_id)
        REFERENCES inventory (inventory_id, shop_id),
    CONSTRAINT inventory_count_of_level FOREIGN KEY (shop_id, ingredient_id) REFERENCES stock_level
);

CREATE INDEX stock_movement_reckoned ON stock_movement (shop_id, ingredient_id, movement_id)
    WHERE cause IN ('inventory', 'correction');

-- The last movement that brought the book to what was seen. Volatile on purpose: it looks when it is
-- called, under the lock of the level's row, and not as of the beginning of the statement.
CREATE FUNCTION last_reckoned(of_shop bigint, of_ingredient bigint) RETURNS bigint LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    RETURN (SELECT max(movement_id) FROM oc_pizza.stock_movement
            WHERE shop_id = of_shop AND ingredient_id = of_ingredient AND cause IN ('inventory', 'correction'));
END $$;

-- Goods that came (UC14), with what they cost where that is known. Nothing of it is changed.
CREATE TABLE receipt (
    receipt_id  uuid        CONSTRAINT receipt_key PRIMARY KEY,
    shop_id     bigint      NOT NULL CONSTRAINT receipt_of_shop REFERENCES shop,
    -- the number on the delivery note, and where it came from
    number      text        CONSTRAINT receipt_number CHECK (number <> ''),
    comment     text        CONSTRAINT receipt_comment CHECK (comment <> ''),
    at          timestamptz NOT NULL DEFAULT now(),
    staff_id    bigint      NOT NULL CONSTRAINT receipt_by REFERENCES staff,
    CONSTRAINT receipt_of_a_shop UNIQUE (receipt_id, shop_id),
    CONSTRAINT receipt_says_what_it_is CHECK (number IS NOT NULL OR comment IS NOT NULL)
);
CREATE TRIGGER receipt_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON receipt
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();

CREATE TABLE receipt_line (
    receipt_id     uuid   NOT NULL,
    shop_id        bigint NOT NULL,
    ingredient_id  bigint NOT NULL,
    quantity       bigint NOT NULL CONSTRAINT receipt_line_quantity CHECK (quantity > 0),
    -- what that much cost, without VAT
    price_cents    bigint CONSTRAINT receipt_line_price CHECK (price_cents >= 0),
    movement_id    bigint NOT NULL CONSTRAINT receipt_line_movement REFERENCES stock_movement,
    CONSTRAINT receipt_line_key PRIMARY KEY (receipt_id, ingredient_id),
    CONSTRAINT receipt_line_of_receipt FOREIGN KEY (receipt_id, shop_id) REFERENCES receipt (receipt_id, shop_id),
    CONSTRAINT receipt_line_of_level FOREIGN KEY (shop_id, ingredient_id) REFERENCES stock_level
);
CREATE TRIGGER receipt_line_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON receipt_line
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();
