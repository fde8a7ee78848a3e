//! What must hold after anything: checked at the end of the tests that move orders and stock.

use sqlx::PgPool;

/// Sums of movements, reservations, counts and states agree with each other.
pub async fn check(database: &PgPool) {
    for (rule, broken) in [
        (
            "the sum of movements is what is on hand",
            "SELECT count(*) FROM stock_level LEFT JOIN (
                 SELECT shop_id, ingredient_id, sum(quantity) AS moved FROM stock_movement
                 GROUP BY shop_id, ingredient_id) AS movement USING (shop_id, ingredient_id)
             WHERE on_hand <> coalesce(moved, 0)",
        ),
        (
            "reserved is what pizzas before the oven and drinks before the hand-over need",
            "SELECT count(*) FROM stock_level LEFT JOIN (
                 SELECT shop_id, ingredient_id, sum(quantity) AS needed FROM (
                     SELECT order_item.shop_id, used.*
                     FROM order_item JOIN order_line USING (order_line_id),
                          unnest(ingredient_ids, quantities) AS used (ingredient_id, quantity)
                     WHERE state IN ('held', 'waiting', 'preparing')
                     UNION ALL
                     SELECT orders.shop_id, used.ingredient_id, used.quantity * order_line.quantity
                     FROM orders JOIN order_line USING (order_id, revision),
                          unnest(ingredient_ids, quantities) AS used (ingredient_id, quantity)
                     WHERE cooking_minutes IS NULL
                       AND state IN ('queued', 'preparing', 'ready', 'out_for_delivery', 'returned')
                 ) AS need GROUP BY shop_id, ingredient_id) AS need USING (shop_id, ingredient_id)
             WHERE reserved <> coalesce(needed, 0)",
        ),
        (
            "of what shops send each other nothing is lost: movements and what is under way add up to the differences",
            "SELECT count(*) FROM ingredient
             WHERE coalesce((SELECT sum(quantity) FROM stock_movement AS moved
                             WHERE moved.ingredient_id = ingredient.ingredient_id AND cause = 'transfer'), 0)
                 + coalesce((SELECT sum(sent) FROM transfer_line AS line
                             WHERE line.ingredient_id = ingredient.ingredient_id AND NOT EXISTS (
                                 SELECT FROM transfer_end AS over WHERE over.transfer_id = line.transfer_id)), 0)
                 <> coalesce((SELECT sum(received - sent)
                              FROM transfer_line JOIN transfer_arrival AS came USING (transfer_id, ingredient_id)
                              WHERE came.ingredient_id = ingredient.ingredient_id), 0)",
        ),
        (
            "what is low is warned of by one warning that is not over",
            "SELECT count(*) FROM stock_level AS level WHERE on_hand - reserved <= safety AND 1 < (
                 SELECT count(*) FROM stock_warning AS open WHERE over_at IS NULL
                   AND (open.shop_id, open.ingredient_id) = (level.shop_id, level.ingredient_id))",
        ),
        (
            "an order's counts and state follow its pizzas",
            "SELECT count(*) FROM orders JOIN (
                 SELECT orders.order_id, count(order_item_id) AS pizzas,
                        count(*) FILTER (WHERE order_item.state NOT IN ('waiting', 'held')) AS started,
                        count(*) FILTER (WHERE order_item.state <> 'cooked' AND order_item_id IS NOT NULL) AS unfinished
                 FROM orders LEFT JOIN order_item ON order_item.order_id = orders.order_id
                                                 AND order_item.state NOT IN ('cancelled', 'wasted')
                 GROUP BY orders.order_id) AS real USING (order_id)
             WHERE state <> 'cancelled' AND ((orders.pizzas, pizzas_left) <> (real.pizzas, unfinished)
                OR (state = 'queued') <> (real.pizzas > 0 AND pizzas_started = 0)
                OR (state = 'preparing') <> (pizzas_started > 0 AND unfinished > 0))",
        ),
        (
            "an order is held with all its pizzas, while nobody has begun any, or not at all",
            "SELECT count(*) FROM orders JOIN order_item USING (order_id)
             WHERE order_item.state = 'held' AND NOT (held AND orders.state = 'queued')
                OR held AND order_item.state NOT IN ('held', 'cancelled')",
        ),
        (
            "what was taken of an order is what the ledger says of it, but for what the server refused",
            "SELECT count(*) FROM (
                 SELECT order_id, sum(amount_cents) AS paid FROM payment GROUP BY order_id) AS payment
             FULL JOIN (
                 SELECT order_id, sum(total_cents) AS booked FROM ledger_entry AS entry
                 WHERE chain = 'sales' AND kind <> 'reversal' AND NOT EXISTS (
                     SELECT FROM entry_refused AS no
                     WHERE (no.register, no.chain, no.number) = (entry.register, entry.chain, entry.number)
                       AND no.command_id NOT IN (SELECT command_id FROM applied_command))
                 GROUP BY order_id) AS entry USING (order_id)
             WHERE coalesce(paid, 0) <> coalesce(booked, 0)",
        ),
        (
            "money that came by PayPal is what PayPal took, and no more goes back at PayPal than the ledger says",
            "SELECT count(*) FROM paypal_intent JOIN payment USING (intent_id)
             WHERE payment.amount_cents <> taken_cents
                OR give_back_cents <> (SELECT -coalesce(sum(back.amount_cents), 0) FROM payment AS back
                                       WHERE back.refunds = payment.payment_id)",
        ),
        (
            "what takes an entry back is of one that the server refused, and no money of it moved",
            "SELECT count(*) FROM ledger_entry AS back WHERE kind = 'reversal' AND NOT EXISTS (
                 SELECT FROM entry_refused AS no
                 WHERE jsonb_build_object('register', register, 'chain', chain, 'number', no.number) =
                       back.canonical::jsonb #> '{content,ticket,corrects}'
                   AND no.command_id NOT IN (SELECT command_id FROM payment))",
        ),
        (
            "a total is the sum of its lines",
            "SELECT count(*) FROM orders WHERE total_cents <>
                 (SELECT sum(quantity * unit_price_cents - discount_cents) FROM order_line
                  WHERE order_line.order_id = orders.order_id AND order_line.revision = orders.revision)",
        ),
        (
            "a discount is the sum of what is off its lines",
            "SELECT count(*) FROM orders WHERE (discount_cents, discount_cents) <>
                 ((SELECT sum(discount_cents) FROM order_line
                   WHERE order_line.order_id = orders.order_id AND order_line.revision = orders.revision),
                  (SELECT coalesce(sum(amount_cents), 0) FROM order_discount AS off
                   WHERE off.order_id = orders.order_id AND off.revision = orders.revision))",
        ),
        (
            "what is paid is the sum of payments, and with what went back never more than the order costs",
            "SELECT count(*) FROM orders WHERE paid_cents < 0 OR paid_cents + refunded_cents > total_cents OR paid_cents <>
                 (SELECT coalesce(sum(amount_cents), 0) FROM payment WHERE payment.order_id = orders.order_id)",
        ),
        (
            "a closed order is paid, one that the customer has and has not paid is not closed",
            "SELECT count(*) FROM orders WHERE (state = 'closed' AND paid_cents + refunded_cents < total_cents)
                 OR (state = 'handed_over' AND paid_cents + refunded_cents >= total_cents)",
        ),
        (
            "what went back of an order that stood is what its refunds in the ledger say",
            "SELECT count(*) FROM orders FULL JOIN (
                 SELECT order_id, -sum(total_cents) AS back FROM ledger_entry AS entry
                 WHERE chain = 'sales' AND kind = 'refund' AND NOT EXISTS (
                     SELECT FROM entry_refused AS no
                     WHERE (no.register, no.chain, no.number) = (entry.register, entry.chain, entry.number)
                       AND no.command_id NOT IN (SELECT command_id FROM applied_command))
                 GROUP BY order_id) AS entry USING (order_id)
             WHERE coalesce(refunded_cents, 0) <> coalesce(back, 0)",
        ),
        (
            "no payment gave back more than it brought, and a meal voucher goes back whole",
            "SELECT count(*) FROM payment AS taken JOIN (
                 SELECT refunds, order_id, tender, sum(amount_cents) AS back FROM payment
                 WHERE refunds IS NOT NULL GROUP BY refunds, order_id, tender) AS undone
               ON undone.refunds = taken.payment_id
             WHERE taken.amount_cents + back < 0 OR taken.refunds IS NOT NULL
                OR (taken.order_id, taken.tender) <> (undone.order_id, undone.tender)
                OR (taken.tender = 'meal_voucher' AND taken.amount_cents + back <> 0)",
        ),
        (
            "of an order that is given up nothing is waited for",
            "SELECT count(*) FROM orders JOIN order_item USING (order_id)
             WHERE orders.state = 'cancelled' AND order_item.state NOT IN ('cancelled', 'wasted')",
        ),
        (
            "what came of a purchase order is what its receipts say",
            "SELECT count(*) FROM purchase_line FULL JOIN (
                 SELECT purchase_id, ingredient_id, sum(quantity) AS came
                 FROM receipt JOIN receipt_line USING (receipt_id)
                 WHERE purchase_id IS NOT NULL GROUP BY purchase_id, ingredient_id) AS receipt
               USING (purchase_id, ingredient_id)
             WHERE coalesce(received, 0) <> coalesce(came, 0)",
        ),
        (
            "a purchase order stands where what came of it puts it",
            "SELECT count(*) FROM purchase JOIN (
                 SELECT purchase_id, bool_or(received > 0) AS any_came, bool_and(received >= ordered) AS whole
                 FROM purchase_line GROUP BY purchase_id) AS line USING (purchase_id)
             WHERE CASE state WHEN 'received' THEN NOT whole WHEN 'partly_received' THEN whole OR NOT any_came
                              WHEN 'closed' THEN NOT any_came ELSE any_came END",
        ),
        (
            "what came at a price has a cost, and nothing else has",
            "SELECT count(*) FROM stock_level LEFT JOIN (
                 SELECT DISTINCT shop_id, ingredient_id FROM receipt_line WHERE price_cents IS NOT NULL) AS priced
               USING (shop_id, ingredient_id)
             WHERE (mean_cost IS NULL) <> (priced.shop_id IS NULL)",
        ),
        (
            "an order that is out for delivery is out on one run that is under way, and no other is",
            "SELECT count(*) FROM orders WHERE (state = 'out_for_delivery') <>
                 ((SELECT count(*) FROM run_stop JOIN run USING (run_id)
                   WHERE run_stop.order_id = orders.order_id AND run_stop.state = 'out' AND ended_at IS NULL) = 1)",
        ),
        (
            "of a run that is over it is known what became of each order, and what was taken of them",
            "SELECT count(*) FROM run WHERE ended_at IS NOT NULL AND (
                 EXISTS (SELECT FROM run_stop WHERE run_stop.run_id = run.run_id AND state = 'out')
                 OR taken_cents <> (
                     SELECT coalesce(sum(amount_cents), 0) FROM run_stop JOIN payment USING (order_id)
                     WHERE run_stop.run_id = run.run_id AND tender = 'cash' AND payment.at >= left_at
                       AND payment.at <= CASE state WHEN 'failed' THEN done_at ELSE ended_at END))",
        ),
        (
            "an order's last event is its state",
            "SELECT count(*) FROM orders WHERE state IN ('handed_over', 'closed', 'cancelled') AND NOT EXISTS (
                 SELECT FROM order_event WHERE order_event.order_id = orders.order_id AND to_state = state)",
        ),
    ] {
        let broken: i64 = sqlx::query_scalar(broken).fetch_one(database).await.expect(rule);
        assert_eq!(broken, 0, "{rule}");
    }
}

/// How many orders there are.
pub async fn orders(database: &PgPool) -> i64 {
    sqlx::query_scalar("SELECT count(*) FROM orders").fetch_one(database).await.expect("a count")
}
