-- The outbox: what is to be told to people, written by the statement that causes it and sent by any
-- terminal that has the means; the words that are used; and what the group has entered to send with.
SET LOCAL search_path = oc_pizza;

-- What the group has entered once for all its terminals and is no secret. In the database, not in the
-- PCs' own files: whichever terminal sends has to have it, and it changes for all at once.
CREATE TABLE setting (
    name    text        CONSTRAINT setting_key PRIMARY KEY CONSTRAINT setting_name CHECK (name IN ('mail')),
    value   jsonb       NOT NULL,
    set_by  bigint      CONSTRAINT setting_set_by REFERENCES staff,
    set_at  timestamptz NOT NULL DEFAULT now()
);

-- A setting of the group is one of every shop: its technical events say what was changed.
CREATE FUNCTION setting_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = oc_pizza, pg_temp AS $$
DECLARE
    before CONSTANT jsonb := CASE TG_OP WHEN 'INSERT' THEN '{}' ELSE OLD.value END;
    differs CONSTANT record := what_differs(before, NEW.value, ARRAY[]::text[]);
BEGIN
    IF differs.names IS NOT NULL THEN
        PERFORM keep_office_event(NULL, 'settings_changed', NEW.name,
            (SELECT staff.name FROM staff WHERE staff_id = NEW.set_by), differs.told);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER setting_changed AFTER INSERT OR UPDATE ON setting
    FOR EACH ROW EXECUTE FUNCTION setting_changed();

-- What a manager has written in the place of the program's own words.
CREATE TABLE message_template (
    kind      text        NOT NULL,
    channel   text        NOT NULL CONSTRAINT message_template_channel CHECK (channel IN ('sms', 'email')),
    language  text        NOT NULL CONSTRAINT message_template_language CHECK (language IN ('fr', 'en')),
    -- null: a text message has none
    subject   text        CONSTRAINT message_template_subject CHECK ((subject IS NULL) = (channel = 'sms')),
    text      text        NOT NULL,
    version   bigint      NOT NULL DEFAULT 1,
    set_by    bigint      NOT NULL CONSTRAINT message_template_set_by REFERENCES staff,
    set_at    timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT message_template_key PRIMARY KEY (kind, channel, language)
);

-- How who answers for a shop is reached. Read by the owner's functions alone: a counter has nothing to
-- do with a manager's number.
CREATE TABLE staff_reach (
    staff_id   bigint CONSTRAINT staff_reach_key PRIMARY KEY CONSTRAINT staff_reach_of_staff REFERENCES staff,
    preferred  text   NOT NULL CONSTRAINT staff_reach_preferred CHECK (preferred IN ('sms', 'email')),
    phone      text,
    email      text,
    language   text   NOT NULL DEFAULT 'fr' CONSTRAINT staff_reach_language CHECK (language IN ('fr', 'en')),
    CONSTRAINT staff_reach_somehow CHECK (phone IS NOT NULL OR email IS NOT NULL)
);

-- States, kinds and what becomes of each: domain/src/messages.
CREATE TABLE message (
    message_id     bigint      GENERATED ALWAYS AS IDENTITY CONSTRAINT message_key PRIMARY KEY,
    shop_id        bigint      NOT NULL CONSTRAINT message_of_shop REFERENCES shop,
    kind           text        NOT NULL CONSTRAINT message_kind CHECK (kind IN
                                   ('order_taken', 'leaving', 'ready_for_pick_up', 'delayed', 'order_cancelled',
                                    'stock_short', 'products_suspended', 'purchase_drafted', 'driver_run',
                                    'purchase_order')),
    channel        text        NOT NULL CONSTRAINT message_channel CHECK (channel IN ('sms', 'email')),
    phone          text,
    email          text,
    language       text        NOT NULL DEFAULT 'fr' CONSTRAINT message_language CHECK (language IN ('fr', 'en')),
    -- what it knows, not what it says: it is worded when it goes
    facts          jsonb       NOT NULL,
    state          text        NOT NULL DEFAULT 'to_send' CONSTRAINT message_state CHECK (state IN
                                   ('to_send', 'claimed', 'sent', 'failed', 'to_check', 'given_up')),
    -- of which the last may be under way
    tries          integer     NOT NULL DEFAULT 0 CONSTRAINT message_tries CHECK (tries >= 0),
    written_at     timestamptz NOT NULL DEFAULT now(),
    due_at         timestamptz NOT NULL DEFAULT now(),
    expires_at     timestamptz NOT NULL,
    claimed_by     uuid,
    claimed_until  timestamptz,
    sent_at        timestamptz,
    fault          text,
    -- as it was worded at the last try
    text           text,
    -- who decided about it, where the program could not
    moved_by       bigint      CONSTRAINT message_moved_by REFERENCES staff,
    CONSTRAINT message_reaches CHECK (CASE channel WHEN 'sms' THEN phone ELSE email END IS NOT NULL),
    CONSTRAINT message_claim CHECK ((state = 'claimed') = (claimed_until IS NOT NULL))
);
CREATE INDEX message_under_way ON message (due_at) WHERE state IN ('to_send', 'claimed');
CREATE INDEX message_by_shop ON message (shop_id, message_id);

-- A try that begins is nothing to look at.
CREATE FUNCTION message_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = oc_pizza, pg_temp AS $$
BEGIN
    PERFORM tell(NEW.shop_id, 'messages', NULL, 0);
    RETURN NULL;
END $$;
CREATE TRIGGER message_changed AFTER INSERT OR UPDATE ON message
    FOR EACH ROW WHEN (NEW.state <> 'claimed') EXECUTE FUNCTION message_changed();

-- Gives who asks a few messages of any shop to send, for so long. Before that, those whose sender was not
-- heard of in time are for a person to check, and those that make no sense any more end: `told` names the
-- kinds of which somebody has to know. Rows that somebody else is at are passed over.
CREATE FUNCTION claim_messages(terminal uuid, channels text[], told text[], at_once integer, lease interval)
RETURNS SETOF message LANGUAGE plpgsql SECURITY DEFINER SET search_path = oc_pizza, pg_temp AS $$
BEGIN
    UPDATE message SET state = 'to_check', claimed_until = NULL
    WHERE message_id IN (SELECT it.message_id FROM message AS it
                         WHERE it.state = 'claimed' AND it.claimed_until <= clock_timestamp()
                         FOR UPDATE SKIP LOCKED);
    UPDATE message SET state = CASE WHEN kind = ANY (told) THEN 'failed' ELSE 'given_up' END
    WHERE message_id IN (SELECT it.message_id FROM message AS it
                         WHERE it.state = 'to_send' AND it.expires_at <= clock_timestamp()
                         FOR UPDATE SKIP LOCKED);
    RETURN QUERY
        WITH next AS MATERIALIZED (
            SELECT it.message_id FROM message AS it
            WHERE it.state = 'to_send' AND it.due_at <= clock_timestamp() AND it.channel = ANY (channels)
            ORDER BY it.due_at, it.message_id LIMIT least(at_once, 10) FOR UPDATE SKIP LOCKED
        )
        UPDATE message SET state = 'claimed', claimed_by = coalesce(my_terminal(), terminal),
               claimed_until = clock_timestamp() + least(lease, interval '5 minutes'), tries = tries + 1
        FROM next WHERE message.message_id = next.message_id
        RETURNING message.*;
END $$;

-- Notes what a try brought, unless its time was over: then a person looks. True where it was noted.
CREATE FUNCTION record_try(terminal uuid, of_message bigint, nth integer, next_state text, next_channel text,
                           next_at timestamptz, words text, said text)
RETURNS boolean LANGUAGE plpgsql SECURITY DEFINER SET search_path = oc_pizza, pg_temp AS $$
BEGIN
    UPDATE message SET state = next_state, channel = next_channel, due_at = next_at, claimed_until = NULL,
           sent_at = CASE WHEN next_state = 'sent' THEN clock_timestamp() END,
           fault = left(words, 500), text = coalesce(said, text)
    WHERE message_id = of_message AND state = 'claimed' AND tries = nth
      AND claimed_by = coalesce(my_terminal(), terminal);
    RETURN FOUND;
END $$;

-- Whether a movement, a reservation or another safety stock brought a level to its safety stock
-- (domain::stock::crosses). Cheap: for the condition of the statement that did it.
CREATE FUNCTION crosses(before_on_hand bigint, before_reserved bigint, before_safety bigint,
                        on_hand bigint, reserved bigint, safety bigint)
RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT least(before_on_hand, before_on_hand - before_reserved) > before_safety
       AND least(on_hand, on_hand - reserved) <= safety
$$;

-- Warns who answers for a shop of an ingredient that crossed, with its figures as they are now and those of
-- the other shops. Called by the statement whose movement crossed the line, which has both rows:
--     warned AS (SELECT warn_short($1, ingredient_id, on_hand, reserved, safety, $9) AS told FROM moved
--                WHERE crosses(…))
-- and which has to select from `warned`, or nothing is done. Where a shop's own managers cannot be reached,
-- the group's are. To how many it was written.
CREATE FUNCTION warn_short(of_shop bigint, of_ingredient bigint, now_on_hand bigint, now_reserved bigint,
                           now_safety bigint, lasts interval)
RETURNS bigint LANGUAGE plpgsql SECURITY DEFINER SET search_path = oc_pizza, pg_temp AS $$
DECLARE
    about record;
    others jsonb;
    written bigint;
BEGIN
    IF NOT coalesce(of_shop = ANY (my_shops()), my_terminal() IS NULL AND session_user = current_user) THEN
        PERFORM refuse('shop_unknown', of_shop::text);
    END IF;
    SELECT shop.name AS shop, ingredient.name AS ingredient, ingredient.unit INTO about
    FROM shop, ingredient WHERE shop.shop_id = of_shop AND ingredient.ingredient_id = of_ingredient;
    SELECT jsonb_agg(jsonb_build_object('shop', shop.name, 'unit', about.unit, 'outlook', jsonb_build_object(
               'on_hand', on_hand, 'projected', on_hand - reserved, 'safety', safety, 'forecast', NULL))
               ORDER BY shop.name)
    INTO others
    FROM stock_level JOIN shop USING (shop_id)
    WHERE stock_level.ingredient_id = of_ingredient AND shop_id <> of_shop;
    WITH manager AS (
        SELECT reach.*, staff.role = 'shop_manager' AS of_shop
        FROM staff JOIN staff_reach AS reach USING (staff_id)
        WHERE staff.active AND (staff.role = 'group_manager' OR staff.role = 'shop_manager' AND EXISTS (
            SELECT FROM staff_shop WHERE staff_shop.staff_id = staff.staff_id AND staff_shop.shop_id = warn_short.of_shop))
    )
    INSERT INTO message (shop_id, kind, channel, phone, email, language, facts, expires_at)
    SELECT warn_short.of_shop, 'stock_short',
           CASE WHEN email IS NULL OR preferred = 'sms' AND phone IS NOT NULL THEN 'sms' ELSE 'email' END,
           phone, email, language,
           jsonb_build_object(
               'shop', jsonb_build_object('text', about.shop),
               'ingredient', jsonb_build_object('text', about.ingredient),
               'on_hand', quantity_fact(now_on_hand, about.unit),
               'projected', quantity_fact(now_on_hand - now_reserved, about.unit),
               'safety', quantity_fact(now_safety, about.unit),
               'elsewhere', jsonb_build_object('shops', coalesce(others, '[]'))),
           now() + lasts
    FROM manager
    WHERE manager.of_shop OR NOT EXISTS (SELECT FROM manager AS own WHERE own.of_shop);
    GET DIAGNOSTICS written = ROW_COUNT;
    RETURN written;
END $$;

-- A quantity as a message keeps it (domain::messages::Fact).
CREATE FUNCTION quantity_fact(quantity bigint, unit text) RETURNS jsonb LANGUAGE sql IMMUTABLE AS $$
    SELECT jsonb_build_object('quantity', jsonb_build_object('quantity', quantity, 'unit', unit))
$$;
