-- What is seen of an ingredient holds for the moment it was seen at, however late the book hears of it.
SET LOCAL search_path = oc_pizza;

-- Each time that somebody looked, and the book was brought to it: an inventory, a rupture, a correction. Also
-- where it was right already, so that nothing moved.
CREATE TABLE stock_seen (
    shop_id        bigint      NOT NULL,
    ingredient_id  bigint      NOT NULL,
    at             timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT stock_seen_of_level FOREIGN KEY (shop_id, ingredient_id) REFERENCES stock_level
);
CREATE INDEX stock_seen_by_level ON stock_seen (shop_id, ingredient_id, at);
CREATE TRIGGER stock_seen_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON stock_seen
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();
INSERT INTO stock_seen (shop_id, ingredient_id, at)
SELECT shop_id, ingredient_id, at FROM stock_movement WHERE cause IN ('inventory', 'correction');

-- What the book has of an ingredient that is dated behind a moment: how much, and whether somebody looked
-- then. Volatile on purpose: it looks when it is called, under the lock of the level's row, and not as of the
-- beginning of the statement.
CREATE FUNCTION moved_after(of_shop bigint, of_ingredient bigint, moment timestamptz,
                            OUT moved bigint, OUT overruled boolean) LANGUAGE plpgsql VOLATILE AS $$
BEGIN
    SELECT coalesce(sum(quantity), 0)::bigint INTO moved FROM oc_pizza.stock_movement
    WHERE shop_id = of_shop AND ingredient_id = of_ingredient AND at > moment;
    SELECT EXISTS (SELECT FROM oc_pizza.stock_seen
                   WHERE shop_id = of_shop AND ingredient_id = of_ingredient AND at > moment) INTO overruled;
END $$;

-- A movement that comes late, from a terminal that was without its server: who looked behind its date has
-- seen it on the shelf. The first of those is put right by as much, so that what is on hand stays what was
-- seen. A correction says itself what somebody saw.
CREATE FUNCTION seen_since() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER SET search_path = oc_pizza, pg_temp AS $$
DECLARE
    seen_at timestamptz;
BEGIN
    SELECT min(at) INTO seen_at FROM stock_seen
    WHERE shop_id = NEW.shop_id AND ingredient_id = NEW.ingredient_id AND at > NEW.at;
    IF seen_at IS NOT NULL THEN
        UPDATE stock_level SET on_hand = on_hand - NEW.quantity
        WHERE shop_id = NEW.shop_id AND ingredient_id = NEW.ingredient_id;
        INSERT INTO stock_movement (shop_id, ingredient_id, cause, quantity, at, staff_id)
        VALUES (NEW.shop_id, NEW.ingredient_id, 'inventory', -NEW.quantity, seen_at, NEW.staff_id);
    END IF;
    IF NEW.cause = 'correction' THEN
        INSERT INTO stock_seen (shop_id, ingredient_id, at) VALUES (NEW.shop_id, NEW.ingredient_id, NEW.at);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER stock_movement_seen_since AFTER INSERT ON stock_movement FOR EACH ROW
    WHEN (NEW.cause = 'correction' OR NEW.at < now() AND NEW.cause <> 'inventory')
    EXECUTE FUNCTION seen_since();

-- A count is judged by its moment from now on.
DROP INDEX stock_movement_reckoned;
DROP FUNCTION last_reckoned(bigint, bigint);
ALTER TABLE inventory_count DROP COLUMN behind;
