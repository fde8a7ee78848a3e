-- Stock as an office looks at it.
SET LOCAL search_path = oc_pizza;

-- A shop's inventories are leafed through, newest first.
CREATE INDEX inventory_latest ON inventory (shop_id, began_at, inventory_id);

-- What an ingredient cost last.
CREATE INDEX receipt_line_priced ON receipt_line (shop_id, ingredient_id, movement_id)
    WHERE price_cents IS NOT NULL;

-- Movements of one cause, newest first. Most are consumption, which are found without it, and which are not to
-- be slowed down.
CREATE INDEX stock_movement_by_cause ON stock_movement (shop_id, cause, movement_id)
    WHERE cause <> 'consumption';
