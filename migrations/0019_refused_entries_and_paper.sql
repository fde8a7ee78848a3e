-- Entries whose command the server refused when nobody heard it any more. They were signed, so they stand
-- in their chain; but no money moved, so they are no part of their order's account, unless a person has
-- the command done after all: then its payments are there.
SET LOCAL search_path = oc_pizza;

CREATE TABLE entry_refused (
    register     text        NOT NULL,
    chain        text        NOT NULL,
    number       bigint      NOT NULL,
    shop_id      bigint      NOT NULL CONSTRAINT entry_refused_of_shop REFERENCES shop,
    terminal_id  uuid        NOT NULL,
    command_id   uuid        NOT NULL,
    at           timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT entry_refused_key PRIMARY KEY (register, chain, number)
);
CREATE TRIGGER entry_refused_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON entry_refused
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();

-- What the program writes into a register's chains by itself is nobody's tap.
ALTER TABLE applied_command ALTER COLUMN staff_id DROP NOT NULL;

-- Which content of an order the kitchen was given on paper, because none of its screens had drawn it; 0: that
-- it was given up. None: it was not.
ALTER TABLE orders ADD COLUMN on_paper integer;
