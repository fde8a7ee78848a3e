-- A shop's papers are changed from an office; what changes them, and whoever changes rights, leaves a
-- technical event of the shop, whatever the way.
SET LOCAL search_path = oc_pizza;

-- Grows with each change of what an office types there.
ALTER TABLE shop ADD COLUMN papers_version bigint NOT NULL DEFAULT 1;

-- Who does what the statement does, where it says so. It holds until the statement's end.
CREATE FUNCTION told_name() RETURNS text LANGUAGE sql STABLE AS $$
    SELECT nullif(current_setting('oc_pizza.who', true), '')
$$;

-- What differs between two rows, column by column, but for those that are named.
CREATE FUNCTION what_differs(before jsonb, after jsonb, but text[], OUT names text, OUT told text)
LANGUAGE sql IMMUTABLE AS $$
    SELECT string_agg(key, ', ' ORDER BY key),
           string_agg(key || U&' : \00AB\00A0' || coalesce(before ->> key, '') || U&'\00A0\00BB \2192 \00AB\00A0'
                      || coalesce(value, '') || U&'\00A0\00BB', ' ; ' ORDER BY key)
    FROM jsonb_each_text(after)
    WHERE NOT key = ANY (but) AND before ->> key IS DISTINCT FROM value
$$;

CREATE FUNCTION shop_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = oc_pizza, pg_temp AS $$
DECLARE
    differs record := what_differs(to_jsonb(OLD), to_jsonb(NEW), ARRAY['shop_id', 'papers_version']);
BEGIN
    IF differs.names IS NOT NULL THEN
        PERFORM keep_office_event(NEW.shop_id, 'settings_changed', differs.names, told_name(), differs.told);
        PERFORM tell(NEW.shop_id, 'shop', NULL, 0);
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER shop_changed AFTER UPDATE ON shop FOR EACH ROW EXECUTE FUNCTION shop_changed();

-- Changes a shop's papers, unless somebody has since that version; what is so already is done.
CREATE FUNCTION change_shop_papers(of_shop text, known bigint, wanted jsonb, by_name text) RETURNS bigint
LANGUAGE plpgsql SECURITY DEFINER SET search_path = oc_pizza, pg_temp AS $$
DECLARE
    before shop;
    after shop;
BEGIN
    SELECT * INTO before FROM shop WHERE code = of_shop FOR UPDATE;
    IF NOT FOUND OR looks_after(before.shop_id) IS NOT TRUE THEN
        PERFORM refuse('shop_unknown', of_shop);
    END IF;
    after := jsonb_populate_record(before, wanted);
    IF (before.company, before.name, before.address, before.siret, before.naf, before.vat_number,
        before.takes_vouchers, before.vouchers_on_holidays, before.refund_alone_cents)
       = (after.company, after.name, after.address, after.siret, after.naf, after.vat_number,
          after.takes_vouchers, after.vouchers_on_holidays, after.refund_alone_cents) THEN
        RETURN before.papers_version;
    ELSIF before.papers_version <> known THEN
        PERFORM refuse('papers_moved', NULL);
    END IF;
    PERFORM set_config('oc_pizza.who', by_name, true);
    UPDATE shop SET company = after.company, name = after.name, address = after.address, siret = after.siret,
        naf = after.naf, vat_number = after.vat_number, takes_vouchers = after.takes_vouchers,
        vouchers_on_holidays = after.vouchers_on_holidays, refund_alone_cents = after.refund_alone_cents,
        papers_version = papers_version + 1
    WHERE shop_id = before.shop_id;
    RETURN before.papers_version + 1;
END $$;

-- Rights: a person's role, PIN, name and being there; in which shops a person works; which PC may come in.
CREATE FUNCTION staff_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = oc_pizza, pg_temp AS $$
DECLARE
    person CONSTANT staff := coalesce(NEW, OLD);
    -- A pepper that is added to a PIN that was just right changes nobody's rights.
    peppered CONSTANT boolean := coalesce(current_setting('oc_pizza.peppered', true), '') <> '';
    told text;
BEGIN
    IF TG_OP = 'INSERT' THEN
        told := 'ajout, ' || NEW.role;
    ELSIF TG_OP = 'DELETE' THEN
        told := 'retrait, ' || OLD.role;
    ELSE
        told := concat_ws(' ; ',
            (SELECT differs.told FROM what_differs(to_jsonb(OLD), to_jsonb(NEW), ARRAY['staff_id', 'pin_hash']) AS differs),
            CASE WHEN OLD.pin_hash <> NEW.pin_hash AND NOT peppered THEN U&'code PIN chang\00E9' END);
    END IF;
    IF told <> '' THEN
        -- Who belongs to no shop works in all.
        IF 'group_manager' IN (OLD.role, NEW.role) OR 'administrator' IN (OLD.role, NEW.role) THEN
            PERFORM keep_office_event(NULL, 'rights_changed', person.name, told_name(), told);
        ELSE
            PERFORM keep_office_event(shop_id, 'rights_changed', person.name, told_name(), told)
            FROM staff_shop WHERE staff_shop.staff_id = person.staff_id;
        END IF;
    END IF;
    RETURN NULL;
END $$;
CREATE TRIGGER staff_changed AFTER INSERT OR UPDATE OR DELETE ON staff
    FOR EACH ROW EXECUTE FUNCTION staff_changed();

CREATE FUNCTION staff_shop_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = oc_pizza, pg_temp AS $$
DECLARE
    moved record;
BEGIN
    FOR moved IN
        SELECT OLD.shop_id, OLD.staff_id, 'ne travaille plus ici' AS told WHERE TG_OP <> 'INSERT'
        UNION ALL SELECT NEW.shop_id, NEW.staff_id, 'travaille ici' WHERE TG_OP <> 'DELETE'
    LOOP
        PERFORM keep_office_event(moved.shop_id, 'rights_changed',
            (SELECT name || ', ' || role FROM staff WHERE staff.staff_id = moved.staff_id), told_name(), moved.told);
    END LOOP;
    RETURN NULL;
END $$;
CREATE TRIGGER staff_shop_changed AFTER INSERT OR UPDATE OR DELETE ON staff_shop
    FOR EACH ROW EXECUTE FUNCTION staff_shop_changed();

CREATE FUNCTION terminal_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = oc_pizza, pg_temp AS $$
BEGIN
    IF TG_OP = 'UPDATE' AND (OLD.revoked_at, OLD.enrolled_at, OLD.kinds, OLD.shop_id)
                            IS NOT DISTINCT FROM (NEW.revoked_at, NEW.enrolled_at, NEW.kinds, NEW.shop_id) THEN
        RETURN NULL;
    END IF;
    PERFORM keep_office_event(NEW.shop_id, 'rights_changed', NEW.code, told_name(),
        CASE WHEN NEW.revoked_at IS NULL THEN 'poste inscrit' ELSE U&'poste retir\00E9' END
        || U&' : ' || array_to_string(NEW.kinds, ', '));
    RETURN NULL;
END $$;
CREATE TRIGGER terminal_changed AFTER INSERT OR UPDATE OF revoked_at, enrolled_at, kinds, shop_id ON terminal
    FOR EACH ROW EXECUTE FUNCTION terminal_changed();

-- The group's secrets are settings of every shop; which, never what.
CREATE FUNCTION group_secret_changed() RETURNS trigger LANGUAGE plpgsql SECURITY DEFINER
SET search_path = oc_pizza, pg_temp AS $$
BEGIN
    PERFORM keep_office_event(NULL, 'settings_changed', coalesce(NEW.name, OLD.name),
        coalesce(told_name(), (SELECT staff.name FROM staff WHERE staff_id = NEW.set_by)),
        CASE TG_OP WHEN 'INSERT' THEN U&'renseign\00E9' WHEN 'UPDATE' THEN U&'remplac\00E9' ELSE U&'oubli\00E9' END);
    RETURN NULL;
END $$;
CREATE TRIGGER group_secret_changed AFTER INSERT OR UPDATE OR DELETE ON group_secret
    FOR EACH ROW EXECUTE FUNCTION group_secret_changed();

-- As before, and: it says that it is no change of rights.
CREATE OR REPLACE FUNCTION pepper_pin(person bigint, before text, after text) RETURNS boolean
LANGUAGE plpgsql SECURITY DEFINER SET search_path = oc_pizza, pg_temp AS $$
BEGIN
    PERFORM set_config('oc_pizza.peppered', 'true', true);
    UPDATE staff SET pin_hash = after
    WHERE staff_id = person AND pin_hash = before AND before !~ 'keyid=' AND after ~ '^\$argon2id\$[^$]*\$[^$]*keyid='
      AND (my_terminal() IS NULL OR works_here(staff_id, role));
    PERFORM set_config('oc_pizza.peppered', '', true);
    RETURN true;
END $$;
