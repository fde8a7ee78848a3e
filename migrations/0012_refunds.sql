-- Money given back of an order that stays as it is.
SET LOCAL search_path = oc_pizza;

-- What was given back while the order stood: taken off what it costs, so that it is not due again.
-- What is paid (paid_cents) is what was taken less what was given back.
ALTER TABLE orders
    ADD COLUMN refunded_cents bigint NOT NULL DEFAULT 0
        CONSTRAINT orders_refunded CHECK (refunded_cents BETWEEN 0 AND total_cents);
