-- Payments by PayPal: what is wanted of each, what PayPal said of it, and who is at it. The rules are
-- domain/src/payments/paypal; what is done about a payment any counter or office of its shop does
-- (src-tauri/src/online), one at a time.
SET LOCAL search_path = oc_pizza;

-- Whether a payment was ever asked for on a telephone: an order of which none was pays for one comparison.
ALTER TABLE orders ADD COLUMN online_asked boolean NOT NULL DEFAULT false;

CREATE TABLE paypal_intent (
    intent_id       uuid        CONSTRAINT paypal_intent_key PRIMARY KEY,
    shop_id         bigint      NOT NULL CONSTRAINT paypal_intent_of_shop REFERENCES shop,
    order_id        uuid        NOT NULL,
    -- PayPal refuses an invoice that it has seen, so each payment of an order has a number of its own
    attempt         integer     NOT NULL CONSTRAINT paypal_intent_attempt CHECK (attempt > 0),
    amount_cents    bigint      NOT NULL CONSTRAINT paypal_intent_amount CHECK (amount_cents > 0),
    asked_at        timestamptz NOT NULL DEFAULT now(),
    asked_by        bigint      NOT NULL CONSTRAINT paypal_intent_asked_by REFERENCES staff,
    link_until      timestamptz NOT NULL,
    -- what the order wants: the money from then on; or nothing any more; and how much is to be back
    take_from       timestamptz,
    left_at         timestamptz,
    give_back_cents bigint      NOT NULL DEFAULT 0 CONSTRAINT paypal_intent_gives_back
                                CHECK (give_back_cents BETWEEN 0 AND amount_cents),
    -- all that is known of it (domain::payments::PaypalIntent), and what of that is looked for and added up
    stands          jsonb       NOT NULL,
    state           text        NOT NULL CONSTRAINT paypal_intent_state CHECK (state IN
                                ('waiting', 'authorized', 'captured', 'cancelled', 'refunded', 'to_check')),
    -- PayPal was told to take the money, and has not said what came of it
    is_taking       boolean     NOT NULL DEFAULT false,
    taken_cents     bigint,
    fee_cents       bigint,
    net_cents       bigint,
    -- when something is to be done about it next; null: nothing, until the order wants something else
    look_at         timestamptz DEFAULT now(),
    claimed_by      uuid,
    claimed_until   timestamptz,
    -- grows with each claim: who comes late with what he found is told apart
    claims          bigint      NOT NULL DEFAULT 0,
    -- which terminal writes its money into the ledger, by which command, since when
    booked_by       uuid,
    booking         uuid,
    booking_since   timestamptz,
    -- somebody saw to it on PayPal's own site
    ended_by        bigint      CONSTRAINT paypal_intent_ended_by REFERENCES staff,
    ended_at        timestamptz,
    ended_reason    text,
    CONSTRAINT paypal_intent_of_a_shop UNIQUE (intent_id, shop_id),
    CONSTRAINT paypal_intent_of_order FOREIGN KEY (order_id, shop_id) REFERENCES orders (order_id, shop_id),
    CONSTRAINT paypal_intent_once UNIQUE (order_id, attempt),
    CONSTRAINT paypal_intent_booked_whole CHECK (num_nulls(booked_by, booking, booking_since) IN (0, 3)),
    CONSTRAINT paypal_intent_ended_whole CHECK (num_nulls(ended_by, ended_at, ended_reason) IN (0, 3))
);
CREATE INDEX paypal_intent_due ON paypal_intent (look_at) WHERE look_at IS NOT NULL;
CREATE INDEX paypal_intent_listed ON paypal_intent (shop_id, asked_at DESC, intent_id DESC);
CREATE INDEX paypal_intent_to_check ON paypal_intent (shop_id) WHERE state = 'to_check' AND ended_at IS NULL;

-- The money of one is in the ledger once, whoever writes it.
ALTER TABLE payment
    ADD COLUMN intent_id uuid,
    ADD CONSTRAINT payment_of_intent FOREIGN KEY (intent_id, shop_id) REFERENCES paypal_intent (intent_id, shop_id),
    ADD CONSTRAINT payment_intent_pays CHECK (intent_id IS NULL OR (tender = 'paypal' AND refunds IS NULL));
CREATE UNIQUE INDEX payment_of_intent_once ON payment (intent_id) WHERE intent_id IS NOT NULL;

-- The money of these is being taken, or was and is not in the ledger yet.
CREATE FUNCTION paypal_is_taking(intents uuid[]) RETURNS boolean LANGUAGE sql STABLE AS $$
    SELECT EXISTS (SELECT FROM oc_pizza.paypal_intent AS it
                   WHERE it.intent_id = ANY (intents) AND it.is_taking AND it.ended_at IS NULL
                     AND NOT EXISTS (SELECT FROM oc_pizza.payment WHERE payment.intent_id = it.intent_id))
$$;

-- Holds an order of a shop of who asks: what is decided of its money meanwhile waits.
CREATE FUNCTION hold_order(of_order uuid) RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER
SET search_path = oc_pizza, pg_temp AS $$
BEGIN
    PERFORM FROM orders
    WHERE order_id = of_order AND (session_user = current_user OR shop_id = ANY (my_shops()))
    FOR UPDATE;
    RETURN FOUND;
END $$;

-- Nothing is wanted of a payment any more. Its order is held before it is looked at, so that nobody begins to take
-- its money meanwhile. False where there is none.
CREATE FUNCTION leave_paypal(of_intent uuid) RETURNS boolean LANGUAGE plpgsql AS $$
DECLARE
    known record;
BEGIN
    SELECT it.order_id, orders.number INTO known
    FROM paypal_intent AS it JOIN orders USING (order_id, shop_id) WHERE it.intent_id = of_intent;
    IF NOT FOUND THEN
        RETURN false;
    END IF;
    PERFORM hold_order(known.order_id);
    IF paypal_is_taking(ARRAY[of_intent]) THEN
        PERFORM refuse('taking', known.number);
    ELSIF EXISTS (SELECT FROM payment WHERE payment.intent_id = of_intent) THEN
        PERFORM refuse('taken', known.number);
    END IF;
    UPDATE paypal_intent SET left_at = coalesce(left_at, now()), look_at = now()
    WHERE intent_id = of_intent AND ended_at IS NULL;
    RETURN true;
END $$;

-- What an order wants of its payments follows from what happens to it, whichever statement that is. A kitchen,
-- which sees nobody's money, has it captured so: by its tap, once the tap cannot be taken back any more
-- (domain::kitchen::UNDO_WINDOW, and a second for an undo that began in time). While PayPal takes the money nobody
-- decides otherwise about it.
CREATE FUNCTION paypal_wanted() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = oc_pizza, pg_temp AS $$
DECLARE
    over uuid[];
BEGIN
    IF NEW.state = 'cancelled' OR NEW.total_cents <> OLD.total_cents THEN
        -- Given up; or something else is to be paid now, which is asked for anew.
        over := ARRAY(SELECT intent_id FROM paypal_intent AS live
                      WHERE live.order_id = NEW.order_id AND live.left_at IS NULL AND live.ended_at IS NULL
                        AND NOT EXISTS (SELECT FROM payment WHERE payment.intent_id = live.intent_id));
    ELSIF NEW.paid_cents > OLD.paid_cents THEN
        -- Settled otherwise: what was asked for last goes first.
        over := ARRAY(SELECT intent_id
                      FROM (SELECT intent_id, sum(amount_cents) OVER (ORDER BY attempt) AS sum
                            FROM paypal_intent AS live
                            WHERE live.order_id = NEW.order_id AND live.left_at IS NULL AND live.ended_at IS NULL
                              AND live.state <> 'cancelled'
                              AND NOT EXISTS (SELECT FROM payment WHERE payment.intent_id = live.intent_id)) AS asked
                      WHERE sum > NEW.total_cents - NEW.refunded_cents - NEW.paid_cents);
    END IF;
    IF over <> '{}' THEN
        IF paypal_is_taking(over) THEN
            PERFORM refuse('online', NEW.number);
        END IF;
        UPDATE paypal_intent SET left_at = now(), look_at = now() WHERE intent_id = ANY (over);
    END IF;
    IF NEW.state <> OLD.state AND NEW.state <> 'cancelled' THEN
        UPDATE paypal_intent
        SET take_from = it.at,
            look_at = CASE WHEN it.at IS NULL THEN look_at ELSE least(look_at, it.at) END
        FROM (SELECT CASE WHEN NEW.state = 'queued' THEN NULL
                          WHEN NEW.state = 'ready' AND NEW.pizzas = 0 THEN NULL
                          WHEN NEW.state = 'preparing' THEN now() + interval '11 seconds'
                          ELSE now() END) AS it (at)
        WHERE order_id = NEW.order_id AND left_at IS NULL AND ended_at IS NULL
          AND (it.at IS NULL OR take_from IS NULL OR it.at < take_from);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER paypal_wanted AFTER UPDATE OF state, total_cents, paid_cents ON orders
    FOR EACH ROW WHEN (NEW.online_asked AND (OLD.state <> NEW.state OR OLD.total_cents <> NEW.total_cents
                                             OR OLD.paid_cents <> NEW.paid_cents))
    EXECUTE FUNCTION paypal_wanted();

-- What the ledger says went back of such a payment goes back at PayPal.
CREATE FUNCTION paypal_goes_back() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = oc_pizza, pg_temp AS $$
BEGIN
    UPDATE paypal_intent SET give_back_cents = give_back_cents - NEW.amount_cents, look_at = now()
    FROM payment AS taken
    WHERE taken.payment_id = NEW.refunds AND paypal_intent.intent_id = taken.intent_id;
    RETURN NULL;
END $$;
CREATE TRIGGER paypal_goes_back AFTER INSERT ON payment
    FOR EACH ROW WHEN (NEW.tender = 'paypal' AND NEW.refunds IS NOT NULL) EXECUTE FUNCTION paypal_goes_back();
