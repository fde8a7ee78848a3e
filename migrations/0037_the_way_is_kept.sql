-- How long an order is on its way, as it was promised: the kitchen has it ready so much before, and a delay is told with it.
SET LOCAL search_path = oc_pizza;

ALTER TABLE orders ADD COLUMN travel_minutes integer NOT NULL DEFAULT 0
    CONSTRAINT orders_travel CHECK (travel_minutes >= 0);
