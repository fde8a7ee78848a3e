-- What an office sees of its shops' ledger.
SET LOCAL search_path = oc_pizza;

-- The Z of a business day, which may have been made on a later one.
CREATE INDEX ledger_entry_of_closed_days ON ledger_entry
    (shop_id, (canonical::jsonb #>> '{content,closing,period}') COLLATE "C")
    WHERE chain = 'closings' AND kind = 'day';
