-- What is sold, what it is made of, what each shop has.
SET LOCAL search_path = oc_pizza;

CREATE TABLE category (
    category_id  bigint  GENERATED ALWAYS AS IDENTITY CONSTRAINT category_key PRIMARY KEY,
    name         text    NOT NULL CONSTRAINT category_name_once UNIQUE,
    name_en      text,
    position     integer NOT NULL
);

CREATE TABLE ingredient (
    ingredient_id  bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT ingredient_key PRIMARY KEY,
    name           text   NOT NULL CONSTRAINT ingredient_name_once UNIQUE,
    unit           text   NOT NULL CONSTRAINT ingredient_unit CHECK (unit IN ('g', 'ml', 'pc')),
    -- how much of it a supplier sends at least, in its unit
    order_lot      bigint NOT NULL CONSTRAINT ingredient_lot CHECK (order_lot > 0),
    shape          text   NOT NULL CONSTRAINT ingredient_shape CHECK (shape IN
                       ('dough', 'sauce', 'melt', 'slice', 'ring', 'strip', 'leaf', 'dot', 'egg',
                        'can', 'bottle', 'cup')),
    color          text   NOT NULL CONSTRAINT ingredient_color CHECK (color ~ '^#[0-9a-f]{6}$'),
    -- of the fourteen of Regulation (EU) 1169/2011, annex II
    allergens      text[] NOT NULL DEFAULT '{}' CONSTRAINT ingredient_allergens CHECK (allergens <@ ARRAY[
                       'gluten', 'crustaceans', 'eggs', 'fish', 'peanuts', 'soy', 'milk', 'nuts',
                       'celery', 'mustard', 'sesame', 'sulphites', 'lupin', 'molluscs'])
);

CREATE TABLE product (
    product_id       bigint  GENERATED ALWAYS AS IDENTITY CONSTRAINT product_key PRIMARY KEY,
    category_id      bigint  NOT NULL CONSTRAINT product_of_category REFERENCES category,
    slug             text    NOT NULL CONSTRAINT product_slug_once UNIQUE
                             CONSTRAINT product_slug_form CHECK (slug ~ '^[a-z0-9-]{1,40}$'),
    name             text    NOT NULL CONSTRAINT product_name_once UNIQUE,
    description      text    NOT NULL DEFAULT '',
    vat_class        text    NOT NULL CONSTRAINT product_vat_class CHECK (vat_class IN
                                 ('prepared', 'open_drink', 'packed', 'alcohol')),
    -- null: needs no cooking
    cooking_minutes  integer CONSTRAINT product_cooking CHECK (cooking_minutes BETWEEN 1 AND 120),
    position         integer NOT NULL
);

CREATE TABLE product_size (
    size_id      bigint  GENERATED ALWAYS AS IDENTITY CONSTRAINT product_size_key PRIMARY KEY,
    product_id   bigint  NOT NULL CONSTRAINT product_size_of_product REFERENCES product,
    name         text,
    price_cents  bigint  NOT NULL CONSTRAINT product_size_price CHECK (price_cents >= 0),
    position     integer NOT NULL,
    CONSTRAINT product_size_order UNIQUE (product_id, position)
);

CREATE TABLE recipe_line (
    size_id        bigint  NOT NULL CONSTRAINT recipe_line_of_size REFERENCES product_size,
    ingredient_id  bigint  NOT NULL CONSTRAINT recipe_line_of_ingredient REFERENCES ingredient,
    quantity       bigint  NOT NULL CONSTRAINT recipe_line_quantity CHECK (quantity > 0),
    position       integer NOT NULL,
    CONSTRAINT recipe_line_key PRIMARY KEY (size_id, ingredient_id)
);

CREATE TABLE recipe_step (
    size_id   bigint  NOT NULL CONSTRAINT recipe_step_of_size REFERENCES product_size,
    position  integer NOT NULL,
    text      text    NOT NULL,
    CONSTRAINT recipe_step_key PRIMARY KEY (size_id, position)
);

-- What one shop does differently: no row is as the group does.
CREATE TABLE product_shop (
    product_id  bigint  NOT NULL CONSTRAINT product_shop_of_product REFERENCES product,
    shop_id     bigint  NOT NULL CONSTRAINT product_shop_of_shop REFERENCES shop,
    suspended   boolean NOT NULL DEFAULT false,
    CONSTRAINT product_shop_key PRIMARY KEY (product_id, shop_id)
);

CREATE TABLE size_shop (
    size_id      bigint NOT NULL CONSTRAINT size_shop_of_size REFERENCES product_size,
    shop_id      bigint NOT NULL CONSTRAINT size_shop_of_shop REFERENCES shop,
    price_cents  bigint NOT NULL CONSTRAINT size_shop_price CHECK (price_cents >= 0),
    CONSTRAINT size_shop_key PRIMARY KEY (size_id, shop_id)
);

-- Rates are dated rows (CGI art. 278-0 bis, 279): the newest not after today holds.
CREATE TABLE vat_rate (
    vat_class     text    NOT NULL,
    mode          text    NOT NULL CONSTRAINT vat_rate_mode CHECK (mode IN ('take_away', 'eat_in', 'delivery')),
    valid_from    date    NOT NULL,
    basis_points  integer NOT NULL CONSTRAINT vat_rate_range CHECK (basis_points BETWEEN 0 AND 10000),
    CONSTRAINT vat_rate_key PRIMARY KEY (vat_class, mode, valid_from)
);

-- One row: grows with every change of anything a menu is read from, so that an order priced on
-- an older menu is refused.
CREATE TABLE menu_version (
    one      boolean CONSTRAINT menu_version_one PRIMARY KEY DEFAULT true CHECK (one),
    version  bigint  NOT NULL
);
INSERT INTO menu_version (version) VALUES (1);

CREATE FUNCTION menu_changed() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    UPDATE oc_pizza.menu_version SET version = version + 1;
    PERFORM oc_pizza.tell(shop_id, 'menu', NULL, 0) FROM oc_pizza.shop;
    RETURN NULL;
END $$;

DO $$
DECLARE read_by_the_menu text;
BEGIN
    FOREACH read_by_the_menu IN ARRAY ARRAY['category', 'ingredient', 'product', 'product_size',
        'recipe_line', 'recipe_step', 'product_shop', 'size_shop', 'vat_rate']
    LOOP
        EXECUTE format('CREATE TRIGGER menu_changed AFTER INSERT OR UPDATE OR DELETE ON %I
                        FOR EACH STATEMENT EXECUTE FUNCTION menu_changed()', read_by_the_menu);
    END LOOP;
END $$;

-- on_hand moves only together with a row of stock_movement; reserved is what validated orders
-- still need. Projected = on_hand - reserved, and may fall below zero when a manager says so.
CREATE TABLE stock_level (
    shop_id        bigint NOT NULL CONSTRAINT stock_level_of_shop REFERENCES shop,
    ingredient_id  bigint NOT NULL CONSTRAINT stock_level_of_ingredient REFERENCES ingredient,
    on_hand        bigint NOT NULL DEFAULT 0,
    reserved       bigint NOT NULL DEFAULT 0 CONSTRAINT stock_level_reserved CHECK (reserved >= 0),
    safety         bigint NOT NULL DEFAULT 0 CONSTRAINT stock_level_safety CHECK (safety >= 0),
    CONSTRAINT stock_level_key PRIMARY KEY (shop_id, ingredient_id)
) WITH (fillfactor = 50);

CREATE TABLE stock_movement (
    movement_id    bigint GENERATED ALWAYS AS IDENTITY CONSTRAINT stock_movement_key PRIMARY KEY,
    shop_id        bigint      NOT NULL,
    ingredient_id  bigint      NOT NULL,
    cause          text        NOT NULL CONSTRAINT stock_movement_cause CHECK (cause IN
                       ('initial', 'consumption', 'undo', 'inventory', 'receipt', 'transfer', 'waste', 'correction')),
    quantity       bigint      NOT NULL CONSTRAINT stock_movement_moves CHECK (quantity <> 0),
    at             timestamptz NOT NULL DEFAULT now(),
    staff_id       bigint      CONSTRAINT stock_movement_by REFERENCES staff,
    order_id       uuid,
    CONSTRAINT stock_movement_of_level FOREIGN KEY (shop_id, ingredient_id) REFERENCES stock_level
);
CREATE INDEX stock_movement_by_level ON stock_movement (shop_id, ingredient_id, at);

CREATE FUNCTION append_only() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION '% rows are never changed or removed', TG_TABLE_NAME USING ERRCODE = 'OC002';
END $$;
CREATE TRIGGER stock_movement_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON stock_movement
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();
