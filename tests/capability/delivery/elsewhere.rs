//! An order that another shop brings, placed there from here: as if it had been taken there, at its prices and from
//! its stock; what it lacks is said in its name, and nobody else may.

mod around;

use super::placing::{brought, in_minutes, refused};
use super::{all_open, counter, find, oliviers, run, said};
use crate::invariants;
use crate::services::secrets;
use crate::support::database::{Fresh, terminal_at};
use crate::support::people::{
    an_order, at_counter, in_kitchen, line, now, order, paid_by_card, sign_in, tap,
};
use chrono::{DateTime, TimeDelta, Utc};
use domain::customers::FindCustomer;
use domain::kitchen::ReadKitchen;
use domain::menu::Menu;
use domain::orders::{
    ChangeOrder, Discount, Elsewhere, ListOpenOrders, Off, OrderContent, PlaceElsewhere,
    PlaceOrder, PlacedOrder, ReadElsewhere, ReadOrder, promise,
};
use domain::settings::WaysBy;
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::{Cents, Failure, FailureCode};
use oc_pizza::app::App;
use simulators::Ways;
use sqlx::{AssertSqlSafe, PgPool, Row};
use std::sync::Arc;
use tokio::sync::Barrier;

const SECOND: &str = "(SELECT shop_id FROM shop WHERE code = 'MOZ2')";

/// The second shop, and the menu as it sells it.
async fn there(app: &App) -> (Elsewhere, Menu) {
    app.forget_menu();
    let own = app.menu().await.expect("the menu");
    let there = at_counter(app, ReadElsewhere { shop: "MOZ2".to_owned() }).await.expect("read");
    let menu = there.selling.on(&own).expect("of one time");
    (there, menu)
}

/// The same order, placed in the second shop.
fn passed_on(call: PlaceOrder) -> PlaceElsewhere {
    let PlaceOrder { command, order, content, promised_at } = call;
    PlaceElsewhere { command, order, shop: "MOZ2".to_owned(), content, promised_at }
}

/// A Reine for an address beside the second shop.
fn a_reine(menu: &Menu) -> PlaceElsewhere {
    passed_on(brought(menu, Some(oliviers()), 30))
}

/// Its Reine costs nine and a half.
async fn dearer_there(pool: &PgPool) {
    run(
        pool,
        &format!(
            "INSERT INTO size_shop (size_id, shop_id, price_cents)
             SELECT size_id, {SECOND}, 950 FROM product_size JOIN product USING (product_id) WHERE slug = 'reine'"
        ),
    )
    .await;
}

async fn one<T>(pool: &PgPool, statement: &str) -> T
where
    T: for<'r> sqlx::Decode<'r, sqlx::Postgres> + sqlx::Type<sqlx::Postgres> + Send + Unpin,
{
    let row = sqlx::query(AssertSqlSafe(statement.to_owned())).fetch_one(pool).await;
    row.expect(statement).get(0)
}

async fn at_second(fresh: &Fresh) -> App {
    let app = terminal_at(fresh.pool(), "Caisse 1", "MOZ2");
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    sign_in(&app, WindowKind::Kitchen, Role::Pizzaiolo).await;
    app
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn it_is_the_other_shops_order_as_if_it_had_been_taken_there() {
    let (fresh, map) = (Fresh::new().await, simulators::Google::on(Ways::Answers).await);
    let pool = fresh.pool();
    all_open(&pool).await;
    dearer_there(&pool).await;
    run(
        &pool,
        "INSERT INTO setting (name, value) VALUES ('digitaleo', '{}'), ('customer_messages', '{\"order_taken\": true}')",
    )
    .await;
    let app = counter(&fresh, &secrets(&fresh).await, &map, WaysBy::Directions).await;
    let second = at_second(&fresh).await;
    order(&app, &[("cola", 1)]).await;
    // Its kitchen has two before this one: that is what the customer waits for.
    order(&second, &[("chorizo", 2)]).await;
    let (there, menu) = there(&app).await;
    assert_eq!(there.shop.name, "Mozzaville-Gare");
    assert_eq!((there.load.waiting.len(), there.load.stations), (2, 2));
    let found = find(&app, oliviers(), vec![line(&menu, "reine", 2)]).await;
    assert_eq!(said(&found), "MOZ2 2");
    let reserved = "SELECT coalesce(sum(reserved), 0)::bigint FROM stock_level JOIN shop USING (shop_id) WHERE code =";
    let before: i64 = one(&pool, &format!("{reserved} 'MOZ1'")).await;
    let minutes = menu.products.iter().find(|it| it.slug == "reine").expect("it").cooking_minutes;
    let cooking = [minutes.expect("a pizza")];
    let promised_at = promise(now(), &there.load, None, &cooking) + TimeDelta::minutes(2);
    let mut call = a_reine(&menu);
    call.promised_at = promised_at;
    let asked = map.asked().len();
    let placed = at_counter(&app, call.clone()).await.expect("placed there");
    assert_eq!(map.asked().len(), asked, "placing asks nobody");
    // Its number and reference, its price, its promise.
    assert_eq!(placed.number, "A-002");
    let reference = placed.reference.clone().expect("a reference");
    assert!(reference.starts_with("MOZ2-") && reference.ends_with("-000002"), "{reference}");
    assert_eq!(placed.total, Cents(950 + 100));
    assert_eq!(placed.promised_at.timestamp(), promised_at.timestamp());
    // Sent again it hears the same, and nothing is there twice.
    assert_eq!(at_counter(&app, call).await, Ok(placed.clone()));
    assert_eq!(invariants::orders(&pool).await, 3);

    // It is in that shop's queue, and in none of this one.
    let is_it =
        |listed: &[domain::orders::OrderSummary]| listed.iter().any(|it| it.order == placed.order);
    assert!(!is_it(&at_counter(&app, ListOpenOrders {}).await.expect("listed")));
    assert!(is_it(&at_counter(&second, ListOpenOrders {}).await.expect("listed")));
    let kitchen = in_kitchen(&second, ReadKitchen {}).await.expect("the kitchen");
    assert_eq!(kitchen.waiting.len(), 3);
    let after: i64 = one(&pool, &format!("{reserved} 'MOZ1'")).await;
    assert_eq!(after, before, "nothing of this shop's is promised");
    let told: String = one(
        &pool,
        &format!("SELECT kind FROM message WHERE shop_id = {SECOND} AND phone = '+33612345678'"),
    )
    .await;
    assert_eq!(told, "order_taken");
    // This counter took no money, and sees the order in the customer's history.
    let booked: i64 = one(
        &pool,
        "SELECT (SELECT count(*) FROM ledger_entry) + (SELECT count(*) FROM payment)
              + (SELECT count(*) FROM cash_movement)",
    )
    .await;
    assert_eq!(booked, 0);
    let customer = at_counter(&app, FindCustomer { phone: "+33612345678".to_owned() }).await;
    let past = customer.expect("found").expect("a file").orders.remove(0);
    assert_eq!((past.reference, past.shop.as_str()), (reference, "Mozzaville-Gare"));
    // There it is made and paid.
    let settled = at_counter(&second, paid_by_card(placed.order, placed.total)).await;
    assert_eq!(settled.expect("paid there").amount, placed.total);
    let settled = at_counter(&app, paid_by_card(placed.order, placed.total)).await;
    settled.expect_err("not here");
    invariants::check(&pool).await;
}

/// What was said, after the shop's name.
fn said_there(answer: Result<PlacedOrder, Failure>) -> (FailureCode, String) {
    let failure = answer.expect_err("refused");
    let said = failure.message.replace('\u{a0}', " ");
    let said = said.strip_prefix("Mozzaville-Gare : ").unwrap_or_else(|| panic!("whose? {said}"));
    (failure.code, said.to_owned())
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_it_does_not_take_is_said_in_its_name_and_leaves_nothing() {
    let (fresh, map) = (Fresh::new().await, simulators::Google::on(Ways::Answers).await);
    let pool = fresh.pool();
    all_open(&pool).await;
    let app = counter(&fresh, &secrets(&fresh).await, &map, WaysBy::Directions).await;
    find(&app, oliviers(), vec![]).await;
    let (_, menu) = there(&app).await;
    let refuses = async |call: PlaceElsewhere| said_there(at_counter(&app, call).await);

    // Its price changed since it was read: the order is refused, and its screen reads again.
    dearer_there(&pool).await;
    let (code, words) = refuses(a_reine(&menu)).await;
    assert_eq!(
        (code, words.contains("carte vient de changer")),
        (FailureCode::StaleMenu, true),
        "{words}"
    );
    let own = app.menu().await.expect("the menu");
    let (_, menu) = there(&app).await;
    let (code, words) = refuses(a_reine(&own)).await;
    assert_eq!(code, FailureCode::StaleMenu);
    assert!(words.starts_with("Reine") && words.contains("9,50"), "{words}");
    // Off sale there, not here.
    run(
        &pool,
        &format!(
            "INSERT INTO product_shop (product_id, shop_id, suspended)
             SELECT product_id, {SECOND}, true FROM product WHERE slug = 'reine'"
        ),
    )
    .await;
    let (read, off_sale) = there(&app).await;
    assert_eq!(read.selling.suspended.len(), 1);
    let (code, words) = refuses(a_reine(&off_sale)).await;
    assert_eq!((code, words.as_str()), (FailureCode::StaleMenu, "Reine n’est plus en vente."));
    run(&pool, &format!("DELETE FROM product_shop WHERE shop_id = {SECOND} AND suspended")).await;
    drop(menu);
    let (_, menu) = there(&app).await;
    // Sooner than it can be there, and a discount that nobody consented to.
    let soon = PlaceElsewhere { promised_at: in_minutes(0), ..a_reine(&menu) };
    assert!(refuses(soon).await.1.contains("heure promise"));
    let mut cheap = a_reine(&menu);
    cheap.content.discount = Some(Discount { off: Off::Percent(50), reason: "ami".to_owned() });
    assert_eq!(refuses(cheap).await.0, FailureCode::NeedsManager);
    // Gone from its shelves; a manager here forces nothing.
    run(
        &pool,
        &format!("UPDATE stock_level SET on_hand = on_hand - 100000 WHERE shop_id = {SECOND}"),
    )
    .await;
    let (code, words) = refuses(a_reine(&menu)).await;
    assert_eq!(code, FailureCode::Refused, "no button that forces it");
    assert!(words.contains("plus assez"), "{words}");
    sign_in(&app, WindowKind::Counter, Role::ShopManager).await;
    let mut forced = a_reine(&menu);
    forced.content.despite_stock = true;
    refused(at_counter(&app, forced).await);
    run(
        &pool,
        &format!("UPDATE stock_level SET on_hand = on_hand + 100000 WHERE shop_id = {SECOND}"),
    )
    .await;
    // Nothing but what is brought; nothing for a shop that is none.
    let call = an_order(&menu, vec![line(&menu, "reine", 1)]);
    refused(at_counter(&app, passed_on(call)).await);
    let nowhere = PlaceElsewhere { shop: "XX9".to_owned(), ..a_reine(&menu) };
    at_counter(&app, nowhere).await.expect_err("no such shop");
    at_counter(&app, ReadElsewhere { shop: "XX9".to_owned() }).await.expect_err("no such shop");
    // It closed, or does not deliver any more, since it was read.
    for (away, back) in [
        (
            "UPDATE shop SET delivers = false WHERE code = 'MOZ2'".to_owned(),
            "UPDATE shop SET delivers = true WHERE code = 'MOZ2'".to_owned(),
        ),
        (
            format!(
                "INSERT INTO opening_hours (shop_id, weekday, opens_at, closes_at)
                 SELECT {SECOND}, 1 + (extract(isodow FROM now() AT TIME ZONE 'Europe/Paris')::int + 2) % 7,
                        '11:30', '14:30'"
            ),
            "DELETE FROM opening_hours".to_owned(),
        ),
    ] {
        run(&pool, &away).await;
        let (code, words) = refuses(a_reine(&menu)).await;
        assert_eq!((code, words.contains("fermer")), (FailureCode::Refused, true), "{words}");
        run(&pool, &back).await;
    }
    assert_eq!(invariants::orders(&pool).await, 0);
    at_counter(&app, a_reine(&menu)).await.expect("after all");
    invariants::check(&pool).await;
}

/// Ten minutes behind the server's clock.
fn behind() -> DateTime<Utc> {
    now() - TimeDelta::minutes(10)
}

#[tokio::test]
async fn what_waited_until_it_could_not_be_there_in_time_is_a_persons() {
    let fresh = Fresh::new().await;
    all_open(&fresh.pool()).await;
    let app = terminal_at(fresh.pool(), "Caisse 1", "MOZ1").with_clock(behind);
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    let (_, menu) = there(&app).await;
    let late = PlaceElsewhere { promised_at: in_minutes(-1), ..a_reine(&menu) };
    let (_, words) = said_there(at_counter(&app, late).await);
    assert!(words.contains("Rappelez le client"), "{words}");
    assert_eq!(invariants::orders(&fresh.pool()).await, 0);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_shops_counters_and_its_last_pizza() {
    let fresh = Fresh::new().await;
    let pool = fresh.pool();
    all_open(&pool).await;
    let first = Arc::new(terminal_at(fresh.pool(), "Caisse 1", "MOZ1"));
    sign_in(&first, WindowKind::Counter, Role::Cashier).await;
    let second = Arc::new(at_second(&fresh).await);
    let (_, menu) = there(&first).await;
    let own = second.menu().await.expect("the menu");
    for round in 0..20 {
        let leave = format!(
            "WITH level AS (SELECT shop_id, ingredient_id, on_hand, reserved FROM stock_level
                            JOIN ingredient USING (ingredient_id) WHERE name = 'chorizo' AND shop_id = {SECOND}),
                  moved AS (INSERT INTO stock_movement (shop_id, ingredient_id, cause, quantity)
                            SELECT shop_id, ingredient_id, 'correction', 50 + reserved - on_hand FROM level
                            WHERE 50 + reserved <> on_hand)
             UPDATE stock_level SET on_hand = 50 + level.reserved FROM level
             WHERE (stock_level.shop_id, stock_level.ingredient_id) = (level.shop_id, level.ingredient_id)"
        );
        run(&pool, &leave).await;
        let barrier = Arc::new(Barrier::new(2));
        let mut passed = a_reine(&menu);
        passed.content.lines = vec![line(&menu, "chorizo", 1)];
        let here = an_order(&own, vec![line(&own, "chorizo", 1)]);
        let (at_first, at_second) = (first.clone(), second.clone());
        let (one, other) = (barrier.clone(), barrier);
        let from_first = tokio::spawn(async move {
            one.wait().await;
            at_counter(&at_first, passed).await
        });
        let in_second = tokio::spawn(async move {
            other.wait().await;
            at_counter(&at_second, here).await
        });
        let tried = [from_first.await.expect("no panic"), in_second.await.expect("no panic")];
        assert_eq!(tried.iter().filter(|it| it.is_ok()).count(), 1, "round {round}: {tried:?}");
    }
    assert_eq!(invariants::orders(&pool).await, 20);
    invariants::check(&pool).await;
}

/// What is asked is kept as it was asked, for whoever changes it there.
#[tokio::test]
async fn it_is_changed_there() {
    let fresh = Fresh::new().await;
    all_open(&fresh.pool()).await;
    let app = terminal_at(fresh.pool(), "Caisse 1", "MOZ1");
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    let second = at_second(&fresh).await;
    let (_, menu) = there(&app).await;
    let placed = at_counter(&app, a_reine(&menu)).await.expect("placed there");
    let read = ReadOrder { order: placed.order };
    at_counter(&app, read.clone()).await.expect_err("not here");
    let asked = at_counter(&second, read).await.expect("there");
    let content = OrderContent { lines: vec![line(&menu, "reine", 2)], ..a_reine(&menu).content };
    let change = ChangeOrder {
        command: tap(),
        order: placed.order,
        version: asked.summary.version,
        content,
        promised_at: in_minutes(40),
    };
    let changed = at_counter(&second, change).await.expect("changed");
    assert_eq!((changed.number, changed.total > placed.total), (placed.number, true));
    invariants::check(&fresh.pool()).await;
}
