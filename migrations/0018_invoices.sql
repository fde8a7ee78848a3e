-- Invoices for companies. The ledger names no customer: an invoice refers to its ticket, and has the
-- company beside it. Nothing of it is changed: money that goes back has a credit note.
SET LOCAL search_path = oc_pizza;

CREATE TABLE invoice (
    shop_id       bigint      NOT NULL CONSTRAINT invoice_of_shop REFERENCES shop,
    -- one series a shop, credit notes among it: without a gap, since each number names the one before
    number        bigint      NOT NULL CONSTRAINT invoice_number CHECK (number > 0),
    previous      bigint,
    kind          text        NOT NULL CONSTRAINT invoice_kind CHECK (kind IN ('invoice', 'credit_note')),
    -- the ticket: a ticket has one
    register      text        NOT NULL,
    chain         text        NOT NULL DEFAULT 'sales' CONSTRAINT invoice_chain CHECK (chain = 'sales'),
    entry_number  bigint      NOT NULL,
    -- the invoice that a credit note corrects
    corrects      bigint,
    company       jsonb       NOT NULL,
    issued_at     timestamptz NOT NULL DEFAULT now(),
    issued_by     bigint      NOT NULL CONSTRAINT invoice_issued_by REFERENCES staff,
    terminal_id   uuid        NOT NULL,
    CONSTRAINT invoice_key PRIMARY KEY (shop_id, number),
    CONSTRAINT invoice_of_entry UNIQUE (register, entry_number),
    CONSTRAINT invoice_entry FOREIGN KEY (register, chain, entry_number) REFERENCES ledger_entry,
    CONSTRAINT invoice_follows CHECK ((number = 1) = (previous IS NULL) AND coalesce(previous = number - 1, true)),
    CONSTRAINT invoice_previous FOREIGN KEY (shop_id, previous) REFERENCES invoice,
    CONSTRAINT invoice_corrects_one CHECK ((kind = 'credit_note') = (corrects IS NOT NULL)),
    CONSTRAINT invoice_corrects FOREIGN KEY (shop_id, corrects) REFERENCES invoice
);
CREATE TRIGGER invoice_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON invoice
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();

-- What was printed of them: the original once, then numbered duplicatas.
CREATE TABLE invoice_print (
    shop_id       bigint      NOT NULL,
    number        bigint      NOT NULL,
    copy          bigint      NOT NULL CONSTRAINT invoice_print_copy CHECK (copy >= 0),
    printed_at    timestamptz NOT NULL DEFAULT now(),
    printed_by    bigint      NOT NULL CONSTRAINT invoice_print_printed_by REFERENCES staff,
    terminal_id   uuid        NOT NULL,
    CONSTRAINT invoice_print_key PRIMARY KEY (shop_id, number, copy),
    CONSTRAINT invoice_print_of_invoice FOREIGN KEY (shop_id, number) REFERENCES invoice
);
CREATE TRIGGER invoice_print_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON invoice_print
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();
