-- Transfers: one shop sends, another receives, and nothing is lost between (domain/src/stock/transfer.rs).
-- All of it is added and never changed, each row by one of the two shops, and both read it.
SET LOCAL search_path = oc_pizza;

CREATE TABLE transfer (
    transfer_id  uuid        CONSTRAINT transfer_key PRIMARY KEY,
    from_shop    bigint      NOT NULL CONSTRAINT transfer_from_shop REFERENCES shop,
    to_shop      bigint      NOT NULL CONSTRAINT transfer_to_shop REFERENCES shop,
    at           timestamptz NOT NULL DEFAULT now(),
    staff_id     bigint      NOT NULL CONSTRAINT transfer_by REFERENCES staff,
    CONSTRAINT transfer_between UNIQUE (transfer_id, from_shop, to_shop),
    CONSTRAINT transfer_to_another CHECK (from_shop <> to_shop)
);
CREATE INDEX transfer_sent ON transfer (from_shop, at);
CREATE INDEX transfer_coming ON transfer (to_shop, at);
CREATE TRIGGER transfer_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON transfer
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();

-- What left the sender's shelf. The other shop keeps it, too: it will have where to put it.
CREATE TABLE transfer_line (
    transfer_id    uuid   NOT NULL,
    from_shop      bigint NOT NULL,
    to_shop        bigint NOT NULL,
    ingredient_id  bigint NOT NULL,
    sent           bigint NOT NULL CONSTRAINT transfer_line_sent CHECK (sent > 0),
    CONSTRAINT transfer_line_key PRIMARY KEY (transfer_id, ingredient_id),
    CONSTRAINT transfer_line_of_transfer FOREIGN KEY (transfer_id, from_shop, to_shop)
        REFERENCES transfer (transfer_id, from_shop, to_shop),
    CONSTRAINT transfer_line_kept_here FOREIGN KEY (from_shop, ingredient_id) REFERENCES stock_level,
    CONSTRAINT transfer_line_kept_there FOREIGN KEY (to_shop, ingredient_id) REFERENCES stock_level
);
CREATE INDEX transfer_line_coming ON transfer_line (to_shop, ingredient_id);
CREATE TRIGGER transfer_line_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON transfer_line
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();

-- How it ended, once: the receiver got it, or the sender took it back.
CREATE TABLE transfer_end (
    transfer_id  uuid        CONSTRAINT transfer_end_key PRIMARY KEY,
    from_shop    bigint      NOT NULL,
    to_shop      bigint      NOT NULL,
    -- the shop that says so
    shop_id      bigint      NOT NULL,
    state        text        NOT NULL CONSTRAINT transfer_end_state CHECK (state IN ('received', 'taken_back')),
    at           timestamptz NOT NULL DEFAULT now(),
    staff_id     bigint      NOT NULL CONSTRAINT transfer_end_by REFERENCES staff,
    -- why less or more came
    reason       text        CONSTRAINT transfer_end_reason CHECK (reason <> ''),
    CONSTRAINT transfer_end_of_transfer FOREIGN KEY (transfer_id, from_shop, to_shop)
        REFERENCES transfer (transfer_id, from_shop, to_shop),
    CONSTRAINT transfer_end_said_by UNIQUE (transfer_id, from_shop, to_shop, shop_id),
    CONSTRAINT transfer_end_by_whom CHECK (shop_id = CASE state WHEN 'received' THEN to_shop ELSE from_shop END)
);
CREATE TRIGGER transfer_end_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON transfer_end
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();

-- What came of each line; what differs from what was sent is no movement.
CREATE TABLE transfer_arrival (
    transfer_id    uuid   NOT NULL,
    from_shop      bigint NOT NULL,
    to_shop        bigint NOT NULL,
    shop_id        bigint NOT NULL,
    ingredient_id  bigint NOT NULL,
    received       bigint NOT NULL CONSTRAINT transfer_arrival_received CHECK (received >= 0),
    CONSTRAINT transfer_arrival_key PRIMARY KEY (transfer_id, ingredient_id),
    CONSTRAINT transfer_arrival_of_end FOREIGN KEY (transfer_id, from_shop, to_shop, shop_id)
        REFERENCES transfer_end (transfer_id, from_shop, to_shop, shop_id),
    CONSTRAINT transfer_arrival_of_line FOREIGN KEY (transfer_id, ingredient_id) REFERENCES transfer_line,
    CONSTRAINT transfer_arrival_there CHECK (shop_id = to_shop)
);
CREATE TRIGGER transfer_arrival_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON transfer_arrival
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();

-- The group's shops by name, for who sends to another: a terminal reads no more than its own shop's row.
CREATE FUNCTION every_shop() RETURNS TABLE (shop_id bigint, code text, name text)
LANGUAGE sql STABLE SECURITY DEFINER SET search_path = oc_pizza, pg_temp AS $$
    SELECT shop_id, code, name FROM shop
$$;

-- What is still to come to a shop, by purchase orders and from other shops.
CREATE OR REPLACE FUNCTION expected_stock(of_shop bigint, with_drafts boolean)
RETURNS TABLE (ingredient_id bigint, quantity bigint) LANGUAGE sql STABLE AS $$
    SELECT coming.ingredient_id, sum(coming.quantity)::bigint
    FROM (
        SELECT line.ingredient_id, greatest(line.ordered - line.received, 0) AS quantity
        FROM oc_pizza.purchase JOIN oc_pizza.purchase_line AS line USING (purchase_id)
        WHERE purchase.shop_id = of_shop
          AND (state IN ('sent', 'partly_received') OR with_drafts AND state = 'draft')
        UNION ALL
        SELECT line.ingredient_id, line.sent FROM oc_pizza.transfer_line AS line
        WHERE line.to_shop = of_shop
          AND NOT EXISTS (SELECT FROM oc_pizza.transfer_end AS over WHERE over.transfer_id = line.transfer_id)
    ) AS coming
    GROUP BY coming.ingredient_id
$$;
