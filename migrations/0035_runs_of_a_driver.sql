-- The runs of one driver: what he carried on the last one, which the board proposes for the next; and who ever drove
-- for a shop, among whom an office chooses.
SET LOCAL search_path = oc_pizza;

CREATE INDEX run_of_driver ON run (shop_id, driver_id, left_at DESC);
