//! Rows in every table, of two shops and of two terminals each: what kinds of terminals are tried on.

use crate::support::database::{a_register_key, a_uuid};
use crate::support::people::{at_counter, claim, cooked, into_oven, order, paid_by_card, sign_in};
use crate::support::separated::Separated;
use domain::settings::SecretName;
use domain::shops::WindowKind;
use domain::staff::Role;
use oc_pizza::app::{App, Identity};
use oc_pizza::terminals::Enrolled;
use sqlx::postgres::PgConnection;

/// Puts rows of two shops, and of two terminals each, into every table that has a shop's rows.
pub async fn live_a_day(fresh: &Separated, terminal: &Enrolled) {
    let owner = |shop: &str, terminal| {
        let identity = Identity { terminal, name: "P".into(), shop_code: Some(shop.to_owned()) };
        App::new(fresh.options(), identity).with_register_key(a_register_key())
    };
    for app in [owner("MOZ1", terminal.terminal), owner("MOZ2", a_uuid())] {
        sign_in(&app, WindowKind::Counter, Role::Cashier).await;
        sign_in(&app, WindowKind::Kitchen, Role::Pizzaiolo).await;
        let placed = order(&app, &[("reine", 1), ("cola", 1)]).await;
        let item = claim(&app).await.pizza.item;
        into_oven(&app, item).await;
        cooked(&app, item).await;
        let settle = paid_by_card(placed.order, placed.total);
        at_counter(&app, settle).await.expect("settled");
        for statement in [
            "INSERT INTO entry_print (register, chain, number, shop_id, terminal_id, command_id)
                 SELECT register, chain, number, shop_id, terminal_id, terminal_id FROM ledger_entry
                 WHERE terminal_id = $1",
            "INSERT INTO office_event (shop_id, code, place)
                 SELECT shop_id, 'tax_audit', 'x' FROM orders WHERE terminal_id = $1",
            "INSERT INTO ledger_entry SELECT register, 'events', 1, shop_id, terminal_id, at, business_day, 'tax_audit',
                 NULL, 0, canonical, '', hash, signature FROM ledger_entry WHERE terminal_id = $1 LIMIT 1",
            "INSERT INTO office_event_entry (office_event_id, shop_id, terminal_id, register, number)
                 SELECT office_event_id, entry.shop_id, entry.terminal_id, register, number
                 FROM ledger_entry AS entry JOIN office_event USING (shop_id)
                 WHERE chain = 'events' AND terminal_id = $1 ORDER BY number LIMIT 1",
            "INSERT INTO invoice (shop_id, number, kind, register, entry_number, company, issued_by, terminal_id)
                 SELECT shop_id, 1, 'invoice', register, number, '{}',
                        (SELECT min(staff_id) FROM staff), terminal_id
                 FROM ledger_entry WHERE terminal_id = $1 AND chain = 'sales' LIMIT 1",
            "INSERT INTO invoice_print (shop_id, number, copy, printed_by, terminal_id)
                 SELECT shop_id, number, 0, issued_by, terminal_id FROM invoice WHERE terminal_id = $1",
            "INSERT INTO sign_in_attempt SELECT staff_id, $1, 1, now() FROM staff LIMIT 1",
            "INSERT INTO order_discount SELECT order_id, 1, 99, 1, 1, 1, 'x', shop_id FROM orders WHERE terminal_id = $1",
            "WITH notice AS (INSERT INTO kitchen_notice (shop_id, order_id, number, cancelled, differences)
                 SELECT shop_id, order_id, number, false, '[]' FROM orders WHERE terminal_id = $1 RETURNING notice_id)
             INSERT INTO kitchen_notice_read SELECT notice_id, $1 FROM notice",
            "WITH warning AS (INSERT INTO stock_warning (shop_id, ingredient_id, alarm, on_hand, projected, safety)
                 SELECT shop_id, ingredient_id, 'low', 1, 1, 1 FROM orders JOIN stock_level USING (shop_id)
                 WHERE terminal_id = $1 ORDER BY ingredient_id LIMIT 1 RETURNING warning_id)
             INSERT INTO stock_warning_read SELECT warning_id, $1 FROM warning",
            "INSERT INTO stock_seen (shop_id, ingredient_id)
                 SELECT shop_id, min(ingredient_id) FROM orders JOIN stock_level USING (shop_id)
                 WHERE terminal_id = $1 GROUP BY shop_id",
            "WITH begun AS (INSERT INTO inventory (inventory_id, shop_id, list, began_by)
                 SELECT order_id, shop_id, '{}', placed_by FROM orders WHERE terminal_id = $1
                 RETURNING inventory_id, shop_id, began_by)
             INSERT INTO inventory_count (inventory_id, shop_id, ingredient_id, counted, theoretical, staff_id)
                 SELECT inventory_id, shop_id, min(ingredient_id), 1, 1, began_by
                 FROM begun JOIN stock_level USING (shop_id) GROUP BY inventory_id, shop_id, began_by",
            "WITH came AS (INSERT INTO receipt (receipt_id, shop_id, comment, staff_id)
                 SELECT order_id, shop_id, 'x', placed_by FROM orders WHERE terminal_id = $1
                 RETURNING receipt_id, shop_id)
             INSERT INTO receipt_line (receipt_id, shop_id, ingredient_id, quantity, movement_id)
                 SELECT receipt_id, shop_id, min(ingredient_id), 1, min(movement_id)
                 FROM came JOIN stock_movement USING (shop_id) GROUP BY receipt_id, shop_id",
            // Sent to a third shop and taken back; sent by it, and here.
            "WITH third AS (SELECT shop_id FROM shop WHERE code NOT IN ('MOZ1', 'MOZ2') ORDER BY code LIMIT 1),
             between AS (
                 SELECT order_id AS id, orders.shop_id AS here, orders.shop_id AS from_shop, third.shop_id AS to_shop,
                        placed_by, 'taken_back' AS state FROM orders, third WHERE terminal_id = $1
                 UNION ALL SELECT md5(order_id::text)::uuid, orders.shop_id, third.shop_id, orders.shop_id, placed_by,
                        'received' FROM orders, third WHERE terminal_id = $1),
             sent AS (INSERT INTO transfer (transfer_id, from_shop, to_shop, staff_id)
                 SELECT id, from_shop, to_shop, placed_by FROM between),
             line AS (INSERT INTO transfer_line (transfer_id, from_shop, to_shop, ingredient_id, sent)
                 SELECT id, from_shop, to_shop, (SELECT min(ingredient_id) FROM ingredient), 1 FROM between),
             ended AS (INSERT INTO transfer_end (transfer_id, from_shop, to_shop, shop_id, state, staff_id)
                 SELECT id, from_shop, to_shop, here, state, placed_by FROM between)
             INSERT INTO transfer_arrival (transfer_id, from_shop, to_shop, shop_id, ingredient_id, received)
                 SELECT id, from_shop, to_shop, here, (SELECT min(ingredient_id) FROM ingredient), 1
                 FROM between WHERE state = 'received'",
            "WITH begun AS (INSERT INTO purchase (purchase_id, shop_id, number)
                 SELECT order_id, shop_id, 'x' FROM orders WHERE terminal_id = $1 RETURNING purchase_id, shop_id),
                  counted AS (INSERT INTO purchase_number (shop_id, year, last) SELECT shop_id, 2026, 1 FROM begun)
             INSERT INTO purchase_line (purchase_id, shop_id, ingredient_id, ordered, lot)
                 SELECT purchase_id, shop_id, min(ingredient_id), 1, 1
                 FROM begun JOIN stock_level USING (shop_id) GROUP BY purchase_id, shop_id",
            "WITH left_with AS (INSERT INTO run (run_id, shop_id, driver_id, sent_by, terminal_id, expected_minutes,
                                                 is_estimate, float_cents)
                 SELECT order_id, shop_id, placed_by, placed_by, terminal_id, 1, true, 0 FROM orders WHERE terminal_id = $1
                 RETURNING run_id, shop_id, driver_id),
                  said AS (INSERT INTO driver_presence (shop_id, driver_id, present, staff_id)
                 SELECT shop_id, driver_id, true, driver_id FROM left_with)
             INSERT INTO run_stop (run_id, shop_id, order_id, position, minutes)
                 SELECT run_id, shop_id, run_id, 1, 1 FROM left_with",
            "INSERT INTO paypal_intent (intent_id, shop_id, order_id, attempt, amount_cents, asked_by, link_until, stands,
                                        state)
                 SELECT order_id, shop_id, order_id, 1, 1, placed_by, now(), '{}', 'waiting'
                 FROM orders WHERE terminal_id = $1",
            "INSERT INTO product_shop SELECT product_id, shop_id, true FROM product, orders WHERE terminal_id = $1",
            "INSERT INTO delay_look SELECT shop_id, now() FROM orders WHERE terminal_id = $1",
            "INSERT INTO size_shop SELECT size_id, shop_id, 1 FROM product_size, orders WHERE terminal_id = $1",
        ] {
            let done = sqlx::query(statement).bind(app.identity().terminal);
            done.execute(app.database()).await.unwrap_or_else(|e| panic!("{statement}: {e}"));
        }
        app.close().await;
    }
}

/// Every secret, and a key of the group's. What is sealed is not looked at.
pub async fn keep_secrets(owner: &mut PgConnection) {
    let key = "INSERT INTO group_key (key_id, pepper) VALUES ('12345678', '')";
    sqlx::query(key).execute(&mut *owner).await.expect("a key");
    for name in SecretName::ALL {
        let secret = sqlx::query("INSERT INTO group_secret (name, sealed) VALUES ($1, '')");
        secret.bind(name.word()).execute(&mut *owner).await.expect("a secret");
    }
}
