-- Who sells what to the group, what its shops order and what came of it, and what it costs.
SET LOCAL search_path = oc_pizza;

CREATE TABLE supplier (
    supplier_id  bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT supplier_key PRIMARY KEY,
    name         text   NOT NULL CONSTRAINT supplier_name CHECK (name <> ''),
    -- where orders are sent; none: they are told by telephone
    email        text   CONSTRAINT supplier_email CHECK (email <> ''),
    phone        text   CONSTRAINT supplier_phone CHECK (phone <> ''),
    version      bigint NOT NULL DEFAULT 1,
    -- the tap that changed it last: made again it does nothing
    last_change  uuid
);
CREATE UNIQUE INDEX supplier_name_once ON supplier (lower(name));

-- What each sells, in what lots; the same for every shop. Prices are without VAT.
CREATE TABLE offer (
    supplier_id      bigint  NOT NULL CONSTRAINT offer_of_supplier REFERENCES supplier,
    ingredient_id    bigint  NOT NULL CONSTRAINT offer_of_ingredient REFERENCES ingredient,
    lot              bigint  NOT NULL CONSTRAINT offer_lot CHECK (lot > 0),
    lot_price_cents  bigint  CONSTRAINT offer_price CHECK (lot_price_cents >= 0),
    -- it is bought there first, where several sell it
    preferred        boolean NOT NULL DEFAULT false,
    CONSTRAINT offer_key PRIMARY KEY (supplier_id, ingredient_id)
);

-- Of each ingredient the offer that is bought (domain::stock::chosen).
CREATE FUNCTION chosen_offers()
RETURNS TABLE (ingredient_id bigint, supplier_id bigint, lot bigint, lot_price_cents bigint, preferred boolean)
LANGUAGE sql STABLE AS $$
    SELECT DISTINCT ON (offer.ingredient_id)
           offer.ingredient_id, offer.supplier_id, offer.lot, offer.lot_price_cents, offer.preferred
    FROM oc_pizza.offer
    ORDER BY offer.ingredient_id, offer.preferred DESC, offer.lot_price_cents::numeric / offer.lot NULLS LAST,
             offer.supplier_id
$$;

-- States and steps: domain/src/stock/purchase.rs.
CREATE TABLE purchase (
    purchase_id   uuid        CONSTRAINT purchase_key PRIMARY KEY,
    shop_id       bigint      NOT NULL CONSTRAINT purchase_of_shop REFERENCES shop,
    -- BC-MOZ1-2026-0012, which the supplier's papers repeat
    number        text        NOT NULL,
    supplier_id   bigint      CONSTRAINT purchase_of_supplier REFERENCES supplier,
    state         text        NOT NULL DEFAULT 'draft' CONSTRAINT purchase_state CHECK (state IN
                                  ('draft', 'sent', 'partly_received', 'received', 'closed', 'cancelled')),
    -- grows with each change
    version       bigint      NOT NULL DEFAULT 1,
    last_change   uuid,
    -- the inventory that drafted it
    inventory_id  uuid        CONSTRAINT purchase_of_inventory REFERENCES inventory,
    written_at    timestamptz NOT NULL DEFAULT now(),
    written_by    bigint      CONSTRAINT purchase_written_by REFERENCES staff,
    sent_at       timestamptz,
    sent_by       bigint      CONSTRAINT purchase_sent_by REFERENCES staff,
    sent_way      text        CONSTRAINT purchase_sent_way CHECK (sent_way IN ('email', 'hand')),
    -- the letter to the supplier
    message_id    bigint      CONSTRAINT purchase_letter REFERENCES message,
    -- closed or cancelled
    ended_at      timestamptz,
    ended_by      bigint      CONSTRAINT purchase_ended_by REFERENCES staff,
    CONSTRAINT purchase_of_a_shop UNIQUE (purchase_id, shop_id),
    CONSTRAINT purchase_number_once UNIQUE (shop_id, number),
    CONSTRAINT purchase_sent CHECK ((sent_at IS NULL) = (sent_way IS NULL)
                                    AND CASE state WHEN 'draft' THEN sent_at IS NULL WHEN 'cancelled' THEN true
                                             ELSE sent_at IS NOT NULL AND supplier_id IS NOT NULL END),
    CONSTRAINT purchase_ended CHECK ((state IN ('closed', 'cancelled')) = (ended_at IS NOT NULL))
);
CREATE INDEX purchase_latest ON purchase (shop_id, written_at DESC, purchase_id DESC);
CREATE INDEX purchase_open ON purchase (shop_id) WHERE state IN ('draft', 'sent', 'partly_received');

CREATE TABLE purchase_line (
    purchase_id      uuid   NOT NULL,
    shop_id          bigint NOT NULL,
    ingredient_id    bigint NOT NULL,
    -- nothing (0): it came without having been ordered
    ordered          bigint NOT NULL CONSTRAINT purchase_line_ordered CHECK (ordered >= 0),
    received         bigint NOT NULL DEFAULT 0 CONSTRAINT purchase_line_received CHECK (received >= 0),
    lot              bigint NOT NULL CONSTRAINT purchase_line_lot CHECK (lot > 0),
    lot_price_cents  bigint CONSTRAINT purchase_line_price CHECK (lot_price_cents >= 0),
    CONSTRAINT purchase_line_key PRIMARY KEY (purchase_id, ingredient_id),
    CONSTRAINT purchase_line_of_purchase FOREIGN KEY (purchase_id, shop_id)
        REFERENCES purchase (purchase_id, shop_id),
    CONSTRAINT purchase_line_of_level FOREIGN KEY (shop_id, ingredient_id) REFERENCES stock_level
);

-- Kitchens draw what is expected, offices the orders.
CREATE FUNCTION purchase_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = oc_pizza, pg_temp AS $$
BEGIN
    PERFORM tell(NEW.shop_id, 'stock', NULL, 0);
    RETURN NULL;
END $$;
CREATE TRIGGER purchase_changed AFTER INSERT OR UPDATE ON purchase
    FOR EACH ROW EXECUTE FUNCTION purchase_changed();

CREATE TABLE purchase_number (
    shop_id  bigint  NOT NULL CONSTRAINT purchase_number_of_shop REFERENCES shop,
    year     integer NOT NULL,
    last     bigint  NOT NULL,
    CONSTRAINT purchase_number_key PRIMARY KEY (shop_id, year)
);

-- The next number of a shop's orders.
CREATE FUNCTION next_purchase_number(of_shop bigint) RETURNS text LANGUAGE plpgsql VOLATILE AS $$
DECLARE
    this_year CONSTANT integer := extract(year FROM now() AT TIME ZONE 'Europe/Paris');
    nth text;
BEGIN
    INSERT INTO oc_pizza.purchase_number AS known (shop_id, year, last) VALUES (of_shop, this_year, 1)
    ON CONFLICT ON CONSTRAINT purchase_number_key DO UPDATE SET last = known.last + 1
    RETURNING last INTO nth;
    RETURN concat_ws('-', 'BC', (SELECT code FROM oc_pizza.shop WHERE shop_id = of_shop), this_year,
                     lpad(nth, greatest(4, length(nth)), '0'));
END $$;

-- What came for which order; of one order a delivery note is received once.
ALTER TABLE receipt
    ADD COLUMN purchase_id uuid,
    ADD CONSTRAINT receipt_of_purchase FOREIGN KEY (purchase_id, shop_id) REFERENCES purchase (purchase_id, shop_id);
CREATE UNIQUE INDEX receipt_number_once ON receipt (purchase_id, number) WHERE purchase_id IS NOT NULL;
CREATE INDEX receipt_latest ON receipt (shop_id, at DESC, receipt_id DESC);

-- What one gram, millilitre or piece costs, in millionths of a cent, without VAT: at the last receipt that
-- had a price, and over what is on the shelf (domain::stock::IngredientCost).
ALTER TABLE stock_level
    ADD COLUMN last_cost bigint CONSTRAINT stock_level_last_cost CHECK (last_cost >= 0),
    ADD COLUMN mean_cost bigint CONSTRAINT stock_level_mean_cost CHECK (mean_cost >= 0),
    ADD CONSTRAINT stock_level_costs CHECK ((last_cost IS NULL) = (mean_cost IS NULL));

-- The mean over what is on the shelf once `received` of it came for `price`, rounded half up. What lay
-- there at an unknown cost has no weight: without a cost before it is the receipt's own.
CREATE FUNCTION cost_after(before bigint, on_hand bigint, received bigint, price bigint) RETURNS bigint
LANGUAGE sql IMMUTABLE AS $$
    SELECT div(2 * (coalesce(before::numeric * greatest(on_hand, 0), 0) + price::numeric * 1000000) + weight,
               2 * weight)::bigint
    FROM (SELECT CASE WHEN before IS NULL THEN 0 ELSE greatest(on_hand, 0) END + received::numeric AS weight) AS shelf
$$;

-- Receipts that were there before have their cost, each as if nothing had lain on the shelf.
UPDATE stock_level SET last_cost = cost_after(NULL, 0, quantity, price_cents), mean_cost = cost_after(NULL, 0, quantity, price_cents)
FROM (SELECT DISTINCT ON (receipt_line.shop_id, ingredient_id) receipt_line.shop_id, ingredient_id, quantity, price_cents
      FROM receipt_line JOIN receipt USING (receipt_id)
      WHERE price_cents IS NOT NULL
      ORDER BY receipt_line.shop_id, ingredient_id, at DESC, receipt_id) AS latest
WHERE stock_level.shop_id = latest.shop_id AND stock_level.ingredient_id = latest.ingredient_id;

-- What is still to come to a shop: the one place that knows all that is on its way. With drafts, what
-- somebody means to order already.
CREATE FUNCTION expected_stock(of_shop bigint, with_drafts boolean)
RETURNS TABLE (ingredient_id bigint, quantity bigint) LANGUAGE sql STABLE AS $$
    SELECT line.ingredient_id, sum(greatest(line.ordered - line.received, 0))::bigint
    FROM oc_pizza.purchase JOIN oc_pizza.purchase_line AS line USING (purchase_id)
    WHERE purchase.shop_id = of_shop
      AND (state IN ('sent', 'partly_received') OR with_drafts AND state = 'draft')
    GROUP BY line.ingredient_id
$$;

-- Drafts the orders of what a shop should buy (domain::stock::to_buy): one a supplier, into the open draft
-- of that supplier where there is one that nobody is at. Writes to who answers for the shop. Called by the
-- statement that saves an inventory, whose differences it sees: it has to be given them, so as to come
-- after. To how many suppliers there is something to order.
CREATE FUNCTION draft_purchases(of_shop bigint, of_inventory uuid, by_staff bigint, lasts interval, behind bigint)
RETURNS bigint LANGUAGE plpgsql VOLATILE SECURITY DEFINER SET search_path = oc_pizza, pg_temp AS $$
DECLARE
    wanted record;
    draft purchase;
    drafted bigint := 0;
BEGIN
    IF NOT coalesce(of_shop = ANY (my_shops()), my_terminal() IS NULL AND session_user = current_user) THEN
        PERFORM refuse('shop_unknown', of_shop::text);
    END IF;
    FOR wanted IN
        SELECT short.supplier_id, array_agg(short.ingredient_id ORDER BY short.ingredient_id) AS ingredients,
               array_agg(short.ordered ORDER BY short.ingredient_id) AS ordered,
               array_agg(short.lot ORDER BY short.ingredient_id) AS lots,
               array_agg(short.lot_price_cents ORDER BY short.ingredient_id) AS prices
        FROM (
            SELECT bought.supplier_id, level.ingredient_id, bought.lot_price_cents,
                   coalesce(bought.lot, ingredient.order_lot) AS lot,
                   (level.safety - level.on_hand + level.reserved - coalesce(coming.quantity, 0)
                    + coalesce(bought.lot, ingredient.order_lot)) / coalesce(bought.lot, ingredient.order_lot)
                   * coalesce(bought.lot, ingredient.order_lot) AS ordered
            FROM stock_level AS level
            JOIN ingredient USING (ingredient_id)
            LEFT JOIN chosen_offers() AS bought USING (ingredient_id)
            LEFT JOIN expected_stock(of_shop, true) AS coming USING (ingredient_id)
            WHERE level.shop_id = of_shop
              AND level.on_hand - level.reserved + coalesce(coming.quantity, 0) <= level.safety
        ) AS short
        GROUP BY short.supplier_id ORDER BY short.supplier_id
    LOOP
        SELECT * INTO draft FROM purchase
        WHERE shop_id = of_shop AND state = 'draft' AND supplier_id IS NOT DISTINCT FROM wanted.supplier_id
        ORDER BY written_at DESC LIMIT 1 FOR UPDATE SKIP LOCKED;
        IF FOUND THEN
            UPDATE purchase SET version = version + 1, last_change = NULL WHERE purchase_id = draft.purchase_id;
        ELSE
            INSERT INTO purchase (purchase_id, shop_id, number, supplier_id, inventory_id, written_by)
            VALUES (md5(concat_ws(':', of_inventory, wanted.supplier_id))::uuid, of_shop,
                    next_purchase_number(of_shop), wanted.supplier_id, of_inventory, by_staff)
            RETURNING * INTO draft;
        END IF;
        INSERT INTO purchase_line AS known (purchase_id, shop_id, ingredient_id, ordered, lot, lot_price_cents)
        SELECT draft.purchase_id, of_shop, short.*
        FROM unnest(wanted.ingredients, wanted.ordered, wanted.lots, wanted.prices) AS short
        -- A person has changed the lot there: the sum is rounded up to it.
        ON CONFLICT ON CONSTRAINT purchase_line_key DO UPDATE
        SET ordered = (known.ordered + excluded.ordered + known.lot - 1) / known.lot * known.lot;
        INSERT INTO message (shop_id, kind, channel, phone, email, language, facts, expires_at)
        SELECT of_shop, 'purchase_drafted', channel, phone, email, language, jsonb_strip_nulls(jsonb_build_object(
                   'shop', jsonb_build_object('text', (SELECT name FROM shop WHERE shop_id = of_shop)),
                   'purchase', jsonb_build_object('text', draft.number),
                   'supplier', (SELECT jsonb_build_object('text', name) FROM supplier
                                WHERE supplier_id = wanted.supplier_id),
                   'lines', jsonb_build_object('quantities', (
                       SELECT jsonb_agg(jsonb_build_object('name', name, 'quantity', ordered, 'unit', unit)
                                        ORDER BY ingredient_id)
                       FROM purchase_line JOIN ingredient USING (ingredient_id)
                       WHERE purchase_id = draft.purchase_id)))),
               now() + lasts
        FROM answer_for(of_shop);
        drafted := drafted + 1;
    END LOOP;
    RETURN drafted;
END $$;
