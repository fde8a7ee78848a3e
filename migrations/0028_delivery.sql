-- What being brought an order costs, and from which amount it is brought at all.
SET LOCAL search_path = oc_pizza;

ALTER TABLE selling_rule
    ADD COLUMN delivery_fee_cents bigint NOT NULL DEFAULT 100
        CONSTRAINT selling_rule_delivery_fee CHECK (delivery_fee_cents >= 0),
    -- from so much on it costs nothing; null: always the fee
    ADD COLUMN delivery_free_from_cents bigint
        CONSTRAINT selling_rule_delivery_free CHECK (delivery_free_from_cents >= 0),
    -- below it nothing is brought; null: anything is
    ADD COLUMN delivery_minimum_cents bigint
        CONSTRAINT selling_rule_delivery_minimum CHECK (delivery_minimum_cents >= 0);

-- The fee is a line of the order, one a class of tax, which is no dish.
ALTER TABLE order_line
    ALTER COLUMN size_id DROP NOT NULL,
    ADD CONSTRAINT order_line_is_a_dish CHECK (size_id IS NOT NULL
        OR (cooking_minutes IS NULL AND cardinality(ingredient_ids) = 0));
