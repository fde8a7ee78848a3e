-- What is sold while the server is away, and booked when it is back.
SET LOCAL search_path = oc_pizza;

-- the kitchen may have made it from its ticket
ALTER TABLE orders ADD COLUMN taken_offline boolean NOT NULL DEFAULT false;

-- Which of its shop's registers a terminal is: two that are cut off call out different numbers.
CREATE TABLE register (
    shop_id      bigint  NOT NULL CONSTRAINT register_of_shop REFERENCES shop,
    terminal_id  uuid    NOT NULL,
    number       integer NOT NULL CONSTRAINT register_number CHECK (number > 0),
    CONSTRAINT register_of_terminal PRIMARY KEY (shop_id, terminal_id),
    CONSTRAINT register_number_once UNIQUE (shop_id, number)
);

-- The business day at an instant, of a shop whose day ends at that hour.
CREATE FUNCTION business_day(day_ends_at time, at timestamptz) RETURNS date LANGUAGE sql STABLE AS $$
    SELECT ((at AT TIME ZONE 'Europe/Paris') - day_ends_at::interval)::date
$$;
