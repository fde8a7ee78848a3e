-- The link of a payment by PayPal, sent to the customer (UC04): a message of its payment, for as long as that waits
-- for him. The rules are domain/src/messages/kind.rs; tests hold these functions to them.
SET LOCAL search_path = oc_pizza;

ALTER TABLE message
    -- whose link it is
    ADD COLUMN intent_id uuid,
    ADD CONSTRAINT message_of_intent FOREIGN KEY (intent_id, shop_id) REFERENCES paypal_intent (intent_id, shop_id);
CREATE INDEX message_by_intent ON message (intent_id) WHERE intent_id IS NOT NULL;

-- As before, and a link for as long as the longest is good (domain::settings::LINK_MINUTES); each ends with its own.
CREATE OR REPLACE FUNCTION customer_message_lasts(of_kind text) RETURNS interval LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE of_kind WHEN 'ready_for_pick_up' THEN interval '1 hour'
                        WHEN 'order_cancelled' THEN interval '2 hours'
                        WHEN 'payment_link' THEN interval '3 hours'
                        ELSE interval '20 minutes' END
$$;

-- A payment that does not wait for the customer any more: what was not sent of its link is not. It goes where nothing
-- was tried, and ends where something was.
CREATE FUNCTION payment_link_over() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = oc_pizza, pg_temp AS $$
BEGIN
    DELETE FROM message WHERE intent_id = NEW.intent_id AND state = 'to_send' AND tries = 0;
    UPDATE message SET state = 'given_up' WHERE intent_id = NEW.intent_id AND state = 'to_send';
    RETURN NULL;
END $$;
CREATE TRIGGER payment_link_over AFTER UPDATE OF state, left_at ON paypal_intent
    FOR EACH ROW WHEN (OLD.left_at IS NULL AND NEW.left_at IS NOT NULL OR OLD.state = 'waiting' AND NEW.state <> 'waiting')
    EXECUTE FUNCTION payment_link_over();

-- One that is to be tried again, by itself or because a person says so, is tried for as long as its link is good.
CREATE FUNCTION payment_link_again() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = oc_pizza, pg_temp AS $$
DECLARE
    good_until timestamptz;
BEGIN
    SELECT link_until INTO good_until FROM paypal_intent
    WHERE intent_id = NEW.intent_id AND state = 'waiting' AND left_at IS NULL AND link_until > now();
    IF FOUND THEN
        NEW.expires_at := least(NEW.expires_at, good_until);
    ELSE
        NEW.state := 'given_up';
    END IF;
    RETURN NEW;
END $$;
CREATE TRIGGER payment_link_again BEFORE UPDATE OF state ON message
    FOR EACH ROW WHEN (NEW.intent_id IS NOT NULL AND NEW.state = 'to_send') EXECUTE FUNCTION payment_link_again();

-- An office looks for those of one state among all that there ever were.
CREATE INDEX paypal_intent_of_state ON paypal_intent (shop_id, state, asked_at DESC, intent_id DESC);
