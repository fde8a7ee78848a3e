-- Telephone numbers are kept as services dial them, with their country (ITU-T E.164, domain::text::phone): those of
-- France and its overseas departments were kept as ten digits.
SET LOCAL search_path = oc_pizza;

-- As it is dialled at home where that is France, with its country elsewhere (domain::text::phone_at_home).
CREATE FUNCTION phone_at_home(number text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT CASE WHEN number LIKE '+33%' THEN '0' || substr(number, 4)
                WHEN number ~ '^[+](262(262|263|269|639|692|693)|590(590|690|691)|594[56]94|596(596|696|697))'
                THEN '0' || substr(number, 5)
                ELSE number END
$$;

CREATE OR REPLACE FUNCTION gets_texts(number text) RETURNS boolean LANGUAGE sql IMMUTABLE AS $$
    SELECT oc_pizza.phone_at_home(number) ~ '^(0[67]|[+])'
$$;

CREATE FUNCTION with_its_country(number text) RETURNS text LANGUAGE sql IMMUTABLE AS $$
    SELECT '+' || CASE WHEN number ~ '^0(262|263|269|639|692|693)' THEN '262'
                       WHEN number ~ '^0(590|690|691)' THEN '590'
                       WHEN number ~ '^0[56]94' THEN '594'
                       WHEN number ~ '^0(596|696|697)' THEN '596'
                       ELSE '33' END || substr(number, 2)
$$;

ALTER TABLE customer DROP CONSTRAINT customer_phone_form;
UPDATE customer SET phone = with_its_country(phone) WHERE phone LIKE '0%';
ALTER TABLE customer ADD CONSTRAINT customer_phone_form CHECK (phone ~ '^[+][1-9][0-9]{7,14}$');
UPDATE orders SET customer_phone = with_its_country(customer_phone) WHERE customer_phone LIKE '0%';
UPDATE supplier SET phone = with_its_country(phone) WHERE phone LIKE '0%';
UPDATE message SET phone = with_its_country(phone) WHERE phone LIKE '0%';

DROP FUNCTION with_its_country(text);

-- Tells the customer of an order that it leaves, and when it is there. Whether it was written. The order is handed
-- in as it stands after the statement that sends it, which sees it nowhere else.
CREATE FUNCTION tell_leaving(about orders, expected timestamptz) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = oc_pizza, pg_temp AS $$
BEGIN
    IF NOT stands_in(about.shop_id) THEN
        PERFORM refuse('shop_unknown', about.shop_id::text);
    END IF;
    RETURN tell_customer(about, 'leaving', expected, now(), now());
END $$;
