-- Stock, as a kitchen and an office work with it: why it moved, and who said so.
SET LOCAL search_path = oc_pizza;

ALTER TABLE stock_movement
    -- what a person said of it
    ADD COLUMN reason text CONSTRAINT stock_movement_reason CHECK (reason <> '');

-- A shop's movements are leafed through, newest first.
CREATE INDEX stock_movement_latest ON stock_movement (shop_id, movement_id);
