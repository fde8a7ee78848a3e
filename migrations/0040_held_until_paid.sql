-- An order may be held until it is paid on the telephone (UC04): its pizzas are nobody's to make yet. What they need
-- is reserved, its place in the queue is the one that it gets when it is let go.
SET LOCAL search_path = oc_pizza;

ALTER TABLE orders ADD COLUMN held boolean NOT NULL DEFAULT false;

ALTER TABLE order_item
    DROP CONSTRAINT order_item_state,
    ADD CONSTRAINT order_item_state CHECK (state IN
        ('held', 'waiting', 'preparing', 'in_oven', 'cooked', 'cancelled', 'wasted')),
    DROP CONSTRAINT order_item_claimed,
    ADD CONSTRAINT order_item_claimed CHECK (CASE WHEN state IN ('held', 'waiting') THEN claimed_by IS NULL
                                                  WHEN state = 'cancelled' THEN true
                                                  ELSE claimed_by IS NOT NULL END);

-- Lets a held order go to the kitchen, where it is paid, or because somebody says so; its place in the queue is
-- behind what waits. Whether there was anything to let go. Rows are locked in the order of every statement: pizzas,
-- order.
CREATE FUNCTION let_go(of_order uuid, said_so boolean) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = oc_pizza, pg_temp AS $$
DECLARE
    gone orders;
BEGIN
    -- Most orders are not held: these cost one look.
    PERFORM FROM orders WHERE order_id = of_order AND held;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    PERFORM FROM order_item WHERE order_id = of_order AND state = 'held' ORDER BY order_item_id FOR UPDATE;
    UPDATE orders SET held = false, version = version + 1, shown_at = NULL
    WHERE order_id = of_order AND held AND (said_so OR paid_cents >= total_cents - refunded_cents)
      AND (session_user = current_user OR shop_id = ANY (my_shops()))
    RETURNING * INTO gone;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    UPDATE order_item SET state = 'waiting', queued_at = now(), since = now()
    WHERE order_id = of_order AND state = 'held';
    RETURN tell(gone.shop_id, 'order', of_order, gone.version);
END $$;

-- One that is settled otherwise is let go by who carries its payment on.
CREATE FUNCTION held_is_paid() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = oc_pizza, pg_temp AS $$
BEGIN
    UPDATE paypal_intent SET look_at = now()
    WHERE order_id = NEW.order_id AND ended_at IS NULL
      AND attempt = (SELECT max(attempt) FROM paypal_intent AS its WHERE its.order_id = NEW.order_id);
    RETURN NULL;
END $$;
CREATE TRIGGER held_is_paid AFTER UPDATE OF paid_cents ON orders
    FOR EACH ROW WHEN (NEW.held AND NEW.paid_cents > OLD.paid_cents) EXECUTE FUNCTION held_is_paid();
