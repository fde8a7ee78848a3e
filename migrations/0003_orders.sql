-- Orders, their lines, each pizza, and what happened to them.
SET LOCAL search_path = oc_pizza;

-- The last number given: A-001 … of a shop's business day, and of its year for the reference.
CREATE TABLE order_number (
    shop_id       bigint NOT NULL CONSTRAINT order_number_of_shop REFERENCES shop,
    period        text   NOT NULL,
    last          bigint NOT NULL,
    CONSTRAINT order_number_key PRIMARY KEY (shop_id, period)
) WITH (fillfactor = 50);

CREATE TABLE orders (
    order_id        uuid        CONSTRAINT orders_key PRIMARY KEY,
    shop_id         bigint      NOT NULL CONSTRAINT orders_of_shop REFERENCES shop,
    business_day    date        NOT NULL,
    number          text        NOT NULL,
    reference       text        NOT NULL CONSTRAINT orders_reference_once UNIQUE,
    channel         text        NOT NULL CONSTRAINT orders_channel CHECK (channel IN ('counter', 'phone')),
    mode            text        NOT NULL CONSTRAINT orders_mode CHECK (mode IN ('take_away', 'eat_in', 'delivery')),
    state           text        NOT NULL CONSTRAINT orders_state CHECK (state IN
                        ('queued', 'preparing', 'ready', 'out_for_delivery', 'handed_over', 'closed',
                         'cancelled', 'returned')),
    customer_name   text,
    total_cents     bigint      NOT NULL CONSTRAINT orders_total CHECK (total_cents >= 0),
    -- counts of its pizzas, kept here so that the last of two that finish at once sees it is the last
    pizzas          integer     NOT NULL,
    pizzas_started  integer     NOT NULL DEFAULT 0,
    pizzas_left     integer     NOT NULL,
    placed_at       timestamptz NOT NULL DEFAULT now(),
    promised_at     timestamptz NOT NULL,
    ready_at        timestamptz,
    handed_over_at  timestamptz,
    -- a manager sold what the book said was gone
    despite_stock   boolean     NOT NULL DEFAULT false,
    menu_version    bigint      NOT NULL,
    placed_by       bigint      NOT NULL CONSTRAINT orders_placed_by REFERENCES staff,
    terminal_id     uuid        NOT NULL,
    version         bigint      NOT NULL DEFAULT 1,
    CONSTRAINT orders_number_once UNIQUE (shop_id, business_day, number),
    CONSTRAINT orders_counts CHECK (pizzas_started BETWEEN 0 AND pizzas AND pizzas_left BETWEEN 0 AND pizzas)
) WITH (fillfactor = 80);
CREATE INDEX orders_open ON orders (shop_id, placed_at)
    WHERE state IN ('queued', 'preparing', 'ready', 'out_for_delivery', 'returned');

-- Name, price, tax and needs as they were when sold.
CREATE TABLE order_line (
    order_line_id     bigint  GENERATED ALWAYS AS IDENTITY CONSTRAINT order_line_key PRIMARY KEY,
    order_id          uuid    NOT NULL CONSTRAINT order_line_of_order REFERENCES orders,
    position          integer NOT NULL,
    size_id           bigint  NOT NULL CONSTRAINT order_line_of_size REFERENCES product_size,
    name              text    NOT NULL,
    quantity          integer NOT NULL CONSTRAINT order_line_quantity CHECK (quantity > 0),
    unit_price_cents  bigint  NOT NULL,
    vat_class         text    NOT NULL,
    vat_basis_points  integer NOT NULL,
    cooking_minutes   integer,
    note              text,
    -- what one of it takes from the stock: the same place in both arrays
    ingredient_ids    bigint[] NOT NULL,
    quantities        bigint[] NOT NULL,
    CONSTRAINT order_line_once UNIQUE (order_id, position),
    CONSTRAINT order_line_need CHECK (cardinality(ingredient_ids) = cardinality(quantities))
);

-- Each pizza on its own.
CREATE TABLE order_item (
    order_item_id  bigint      GENERATED ALWAYS AS IDENTITY CONSTRAINT order_item_key PRIMARY KEY,
    order_id       uuid        NOT NULL CONSTRAINT order_item_of_order REFERENCES orders,
    order_line_id  bigint      NOT NULL CONSTRAINT order_item_of_line REFERENCES order_line,
    shop_id        bigint      NOT NULL,
    state          text        NOT NULL DEFAULT 'waiting' CONSTRAINT order_item_state CHECK (state IN
                       ('waiting', 'preparing', 'in_oven', 'cooked')),
    -- its place in the queue
    queued_at      timestamptz NOT NULL DEFAULT now(),
    since          timestamptz NOT NULL DEFAULT now(),
    -- the terminal whose station makes it
    claimed_by     uuid,
    -- the tap that brought it where it is: what an undo must name
    last_command   uuid,
    CONSTRAINT order_item_claimed CHECK ((state = 'waiting') = (claimed_by IS NULL))
) WITH (fillfactor = 70);
CREATE INDEX order_item_queue ON order_item (shop_id, queued_at, order_item_id) WHERE state = 'waiting';
CREATE INDEX order_item_under_way ON order_item (shop_id) WHERE state IN ('preparing', 'in_oven');
CREATE INDEX order_item_by_order ON order_item (order_id);

-- Who brought what from where to where, and when.
CREATE TABLE order_event (
    event_id       bigint      GENERATED ALWAYS AS IDENTITY CONSTRAINT order_event_key PRIMARY KEY,
    order_id       uuid        NOT NULL CONSTRAINT order_event_of_order REFERENCES orders,
    order_item_id  bigint      CONSTRAINT order_event_of_item REFERENCES order_item,
    at             timestamptz NOT NULL DEFAULT now(),
    staff_id       bigint      NOT NULL CONSTRAINT order_event_by REFERENCES staff,
    terminal_id    uuid        NOT NULL,
    from_state     text,
    to_state       text        NOT NULL
);
CREATE INDEX order_event_by_order ON order_event (order_id);
CREATE TRIGGER order_event_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON order_event
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();
