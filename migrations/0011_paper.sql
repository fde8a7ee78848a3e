-- What was printed of the ledger. The original of an entry is printed once; each further print is a
-- duplicata, which is an entry of its own.
SET LOCAL search_path = oc_pizza;

CREATE TABLE entry_print (
    register     text        NOT NULL,
    chain        text        NOT NULL,
    number       bigint      NOT NULL,
    shop_id      bigint      NOT NULL CONSTRAINT entry_print_of_shop REFERENCES shop,
    -- where it was printed: another of the shop than the register that made the entry, perhaps
    terminal_id  uuid        NOT NULL,
    -- the tap that printed it: sent again it prints the original again, not a duplicata
    command_id   uuid        NOT NULL,
    printed_at   timestamptz NOT NULL DEFAULT now(),
    CONSTRAINT entry_print_key PRIMARY KEY (register, chain, number)
);
CREATE TRIGGER entry_print_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON entry_print
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();
