-- Halves, extras, formulas, discounts; orders changed, cancelled and paid; what kitchens have read.
SET LOCAL search_path = oc_pizza;

-- A helping on top of a pizza: no price, not sold so.
ALTER TABLE ingredient
    ADD COLUMN extra_price_cents bigint CONSTRAINT ingredient_extra_price CHECK (extra_price_cents >= 0),
    ADD COLUMN extra_quantity bigint CONSTRAINT ingredient_extra_quantity CHECK (extra_quantity > 0),
    ADD CONSTRAINT ingredient_extra CHECK ((extra_price_cents IS NULL) = (extra_quantity IS NULL));

CREATE TABLE formula (
    formula_id   bigint  GENERATED ALWAYS AS IDENTITY CONSTRAINT formula_key PRIMARY KEY,
    slug         text    NOT NULL CONSTRAINT formula_slug_once UNIQUE
                         CONSTRAINT formula_slug_form CHECK (slug ~ '^[a-z0-9-]{1,40}$'),
    name         text    NOT NULL CONSTRAINT formula_name_once UNIQUE,
    price_cents  bigint  NOT NULL CONSTRAINT formula_price CHECK (price_cents >= 0),
    position     integer NOT NULL
);

CREATE TABLE formula_part (
    formula_id  bigint  NOT NULL CONSTRAINT formula_part_of_formula REFERENCES formula,
    position    integer NOT NULL,
    name        text    NOT NULL,
    CONSTRAINT formula_part_key PRIMARY KEY (formula_id, position)
);

CREATE TABLE formula_choice (
    formula_id   bigint  NOT NULL,
    position     integer NOT NULL,
    category_id  bigint  NOT NULL CONSTRAINT formula_choice_of_category REFERENCES category,
    CONSTRAINT formula_choice_key PRIMARY KEY (formula_id, position, category_id),
    CONSTRAINT formula_choice_of_part FOREIGN KEY (formula_id, position) REFERENCES formula_part
);

-- One row: how the group sells.
CREATE TABLE selling_rule (
    one                     boolean CONSTRAINT selling_rule_one PRIMARY KEY DEFAULT true CHECK (one),
    half_price              text    NOT NULL DEFAULT 'dearer' CONSTRAINT selling_rule_half CHECK (half_price IN ('dearer', 'mean')),
    -- discounts above so many percent of an order want a manager
    discount_alone_percent  integer NOT NULL DEFAULT 10
                                    CONSTRAINT selling_rule_discount CHECK (discount_alone_percent BETWEEN 0 AND 100)
);
INSERT INTO selling_rule DEFAULT VALUES;

DO $$
DECLARE read_by_the_menu text;
BEGIN
    FOREACH read_by_the_menu IN ARRAY ARRAY['formula', 'formula_part', 'formula_choice', 'selling_rule']
    LOOP
        EXECUTE format('CREATE TRIGGER menu_changed AFTER INSERT OR UPDATE OR DELETE ON %I
                        FOR EACH STATEMENT EXECUTE FUNCTION menu_changed()', read_by_the_menu);
    END LOOP;
END $$;

ALTER TABLE orders
    ADD COLUMN customer_phone text,
    -- the lines and the discount as the counter asked for them, for the next change
    ADD COLUMN asked jsonb NOT NULL DEFAULT '{"lines": [], "discount": null}',
    ADD COLUMN discount_cents bigint NOT NULL DEFAULT 0 CONSTRAINT orders_discount CHECK (discount_cents >= 0),
    -- the manager who consented to what the cashier may not do alone
    ADD COLUMN approved_by bigint CONSTRAINT orders_approved_by REFERENCES staff,
    ADD COLUMN paid_cents bigint NOT NULL DEFAULT 0,
    -- grows when the content is changed; lines of an earlier one are history
    ADD COLUMN revision integer NOT NULL DEFAULT 1,
    -- when a kitchen screen had drawn the present revision
    ADD COLUMN shown_at timestamptz,
    ADD COLUMN ended_at timestamptz;
-- Not over: the customer does not have it yet, or has not paid.
DROP INDEX orders_open;
CREATE INDEX orders_open ON orders (shop_id, placed_at)
    WHERE state IN ('queued', 'preparing', 'ready', 'out_for_delivery', 'returned', 'handed_over');
CREATE INDEX orders_ended ON orders (shop_id, business_day, ended_at) WHERE state IN ('closed', 'cancelled');

ALTER TABLE order_line
    ADD COLUMN revision integer NOT NULL DEFAULT 1,
    -- the line of the request, from 0: dishes of one formula share it
    ADD COLUMN line integer,
    ADD COLUMN formula text,
    ADD COLUMN half_size_id bigint CONSTRAINT order_line_of_half REFERENCES product_size,
    ADD COLUMN without_ids bigint[] NOT NULL DEFAULT '{}',
    ADD COLUMN extra_ids bigint[] NOT NULL DEFAULT '{}',
    -- the names of the two above, as sold
    ADD COLUMN changes jsonb NOT NULL DEFAULT '{"without": [], "extras": []}',
    -- off all of them: the line's own discount and its share of the order's
    ADD COLUMN discount_cents bigint NOT NULL DEFAULT 0 CONSTRAINT order_line_discount CHECK (discount_cents >= 0),
    DROP CONSTRAINT order_line_once,
    ADD CONSTRAINT order_line_once UNIQUE (order_id, revision, position);

CREATE TABLE order_discount (
    order_id      uuid    NOT NULL CONSTRAINT order_discount_of_order REFERENCES orders,
    revision      integer NOT NULL,
    position      integer NOT NULL,
    -- null: off the order
    line          integer,
    percent       integer,
    amount_cents  bigint  NOT NULL CONSTRAINT order_discount_amount CHECK (amount_cents > 0),
    reason        text    NOT NULL,
    CONSTRAINT order_discount_key PRIMARY KEY (order_id, revision, position)
);

ALTER TABLE order_item
    DROP CONSTRAINT order_item_state,
    ADD CONSTRAINT order_item_state CHECK (state IN
        ('waiting', 'preparing', 'in_oven', 'cooked', 'cancelled', 'wasted')),
    DROP CONSTRAINT order_item_claimed,
    ADD CONSTRAINT order_item_claimed CHECK (CASE state WHEN 'waiting' THEN claimed_by IS NULL
        WHEN 'cancelled' THEN true ELSE claimed_by IS NOT NULL END);

ALTER TABLE order_event
    ADD COLUMN reason text,
    ADD COLUMN approved_by bigint CONSTRAINT order_event_approved_by REFERENCES staff;

-- Told to the kitchen about an order it had: what the present content holds more and less of.
CREATE TABLE kitchen_notice (
    notice_id    bigint      GENERATED ALWAYS AS IDENTITY CONSTRAINT kitchen_notice_key PRIMARY KEY,
    shop_id      bigint      NOT NULL CONSTRAINT kitchen_notice_of_shop REFERENCES shop,
    order_id     uuid        NOT NULL CONSTRAINT kitchen_notice_of_order REFERENCES orders,
    number       text        NOT NULL,
    at           timestamptz NOT NULL DEFAULT now(),
    cancelled    boolean     NOT NULL,
    differences  jsonb       NOT NULL
);
CREATE INDEX kitchen_notice_by_shop ON kitchen_notice (shop_id, at);

CREATE TABLE kitchen_notice_read (
    notice_id    bigint NOT NULL CONSTRAINT kitchen_notice_read_of_notice REFERENCES kitchen_notice,
    terminal_id  uuid   NOT NULL,
    CONSTRAINT kitchen_notice_read_key PRIMARY KEY (notice_id, terminal_id)
);

-- Money taken (and, below zero, given back) for an order. What was taken is never changed: a
-- refund is a row of its own that names what it gives back.
CREATE TABLE payment (
    payment_id      bigint      GENERATED ALWAYS AS IDENTITY CONSTRAINT payment_key PRIMARY KEY,
    order_id        uuid        NOT NULL CONSTRAINT payment_of_order REFERENCES orders,
    shop_id         bigint      NOT NULL CONSTRAINT payment_of_shop REFERENCES shop,
    -- the register that took it
    terminal_id     uuid        NOT NULL,
    business_day    date        NOT NULL,
    at              timestamptz NOT NULL DEFAULT now(),
    staff_id        bigint      NOT NULL CONSTRAINT payment_by REFERENCES staff,
    tender          text        NOT NULL CONSTRAINT payment_tender CHECK (tender IN
                        ('cash', 'card', 'cheque', 'meal_voucher', 'paypal')),
    amount_cents    bigint      NOT NULL,
    -- what lay on the counter, and what went back over it; cash only differs
    received_cents  bigint      NOT NULL,
    change_cents    bigint      NOT NULL DEFAULT 0 CONSTRAINT payment_change CHECK (change_cents >= 0),
    refunds         bigint      CONSTRAINT payment_refunds REFERENCES payment,
    command_id      uuid        NOT NULL,
    CONSTRAINT payment_adds_up CHECK (received_cents = amount_cents + change_cents),
    CONSTRAINT payment_refund_sign CHECK ((refunds IS NULL AND amount_cents >= 0) OR (refunds IS NOT NULL AND amount_cents <= 0))
);
CREATE INDEX payment_by_order ON payment (order_id);
CREATE TRIGGER payment_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON payment
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();

-- The business day now, of a shop whose day ends at that hour.
CREATE FUNCTION business_day(day_ends_at time) RETURNS date LANGUAGE sql STABLE AS $$
    SELECT ((now() AT TIME ZONE 'Europe/Paris') - day_ends_at::interval)::date
$$;

-- A line as the kitchen is told of it: its name, and what was changed on it.
CREATE FUNCTION told(name text, changes jsonb) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT concat_ws(', ', name,
        (SELECT string_agg(U&'\2212\00A0' || left_out, ', ') FROM jsonb_array_elements_text(changes -> 'without') AS left_out),
        (SELECT string_agg(U&'+\00A0' || extra, ', ') FROM jsonb_array_elements_text(changes -> 'extras') AS extra))
$$;
