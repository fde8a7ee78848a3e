-- Archives of the ledger that were made: by whom, and which key signed them. A register writes a
-- technical event too; a PC that is none has only this.
SET LOCAL search_path = oc_pizza;

CREATE TABLE ledger_archive (
    sha256       bytea       CONSTRAINT ledger_archive_key PRIMARY KEY
                             CONSTRAINT ledger_archive_sha256 CHECK (octet_length(sha256) = 32),
    made_at      timestamptz NOT NULL DEFAULT now(),
    login        text        NOT NULL DEFAULT session_user,
    terminal_id  uuid        NOT NULL,
    -- none: made where no register is
    register     text        CONSTRAINT ledger_archive_of_register REFERENCES ledger_register,
    -- as in register_key
    public_key   bytea       NOT NULL CONSTRAINT ledger_archive_public_key CHECK (octet_length(public_key) = 91),
    -- what was asked for; none: all
    shop         text,
    first_day    date,
    last_day     date,
    entries      bigint      NOT NULL
);
CREATE TRIGGER ledger_archive_append_only BEFORE UPDATE OR DELETE OR TRUNCATE ON ledger_archive
    FOR EACH STATEMENT EXECUTE FUNCTION append_only();
