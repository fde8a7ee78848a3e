//! Placing, listing, handing over.

use crate::changing::consent;
use crate::invariants;
use crate::support::database::{Fresh, a_uuid};
use crate::support::people::{
    an_order, at_counter, claim, cooked, in_kitchen, into_oven, line, order, sign_in, tap,
};
use crate::support::proxy::Proxy;
use domain::kitchen::ReadKitchen;
use domain::menu::{Dish, ReadMenu, SizeId};
use domain::orders::{
    HandOver, LineRequest, ListOpenOrders, OrderId, OrderState, PlaceOrder, ReadBoard, ReadLoad,
    ServiceMode, Sold,
};
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::stock::{ReadStock, makeable};
use domain::{Cents, FailureCode, Language};
use oc_pizza::app;
use std::collections::BTreeSet;
use std::sync::Arc;
use tokio::sync::Barrier;

#[tokio::test]
async fn an_order_is_stored_as_announced_and_reaches_the_kitchen() {
    let fresh = Fresh::new().await;
    let counter = fresh.terminal("Caisse 1");
    sign_in(&counter, WindowKind::Counter, Role::Cashier).await;
    let menu = counter.menu().await.expect("the menu");
    let before = at_counter(&counter, ReadStock {}).await.expect("stock");

    let mut call = an_order(&menu, vec![line(&menu, "reine", 2), line(&menu, "chorizo", 1)]);
    call.content.customer_name = Some("  Mme Lefèvre ".to_owned());
    call.content.lines[1].note = Some("bien cuite 🍕 l'ami".to_owned());
    let promised_at = call.promised_at;
    let placed = at_counter(&counter, call).await.expect("placed");

    assert_eq!(placed.number, "A-001");
    let reference = placed.reference.expect("the server gives one");
    assert!(reference.starts_with("MOZ1-20") && reference.ends_with("-000001"), "{reference}");
    assert_eq!(placed.total, Cents(2450));
    // PostgreSQL keeps microseconds.
    assert_eq!(placed.promised_at.timestamp_micros(), promised_at.timestamp_micros());

    let listed = at_counter(&counter, ListOpenOrders {}).await.expect("listed");
    assert_eq!(listed.len(), 1);
    let content: Vec<_> =
        listed[0].content.iter().map(|line| (line.quantity, line.name.as_str())).collect();
    assert_eq!(content, [(2, "Reine"), (1, "Chorizo")]);
    assert_eq!(listed[0].customer_name.as_deref(), Some("Mme Lefèvre"));
    assert_eq!((listed[0].pizzas, listed[0].pizzas_left), (3, 3));
    assert_eq!(listed[0].state, OrderState::Queued);

    let load = at_counter(&counter, ReadLoad {}).await.expect("load");
    assert!(load.waiting.iter().all(|pizza| pizza.order == placed.order));
    assert_eq!(load.waiting.len(), 3);
    let board = counter.call(WindowKind::Board, ReadBoard {}, Language::Fr).await.expect("board");
    assert_eq!(board.being_made, ["A-001"]);

    sign_in(&counter, WindowKind::Kitchen, Role::Pizzaiolo).await;
    let kitchen = in_kitchen(&counter, ReadKitchen {}).await.expect("kitchen");
    let names: Vec<_> = kitchen.waiting.iter().map(|pizza| pizza.name.as_str()).collect();
    assert_eq!(names, ["Reine", "Reine", "Chorizo"]);
    assert_eq!(kitchen.waiting[2].note.as_deref(), Some("bien cuite 🍕 l'ami"));

    // One makeable less for each pizza, nothing taken from the shelf yet.
    let after = at_counter(&counter, ReadStock {}).await.expect("stock");
    let dough = menu.products[0].sizes[0].recipe[0];
    assert_eq!(
        makeable(&[dough], &after, &Default::default()),
        makeable(&[dough], &before, &Default::default()).map(|left| left - 3)
    );
    assert!(before.iter().zip(&after).all(|(before, after)| before.on_hand == after.on_hand));
    invariants::check(counter.database()).await;
}

#[tokio::test]
async fn numbers_follow_each_other_in_each_shop() {
    let fresh = Fresh::new().await;
    for (code, shop) in [("MOZ1", "A-001"), ("MOZ2", "A-001")] {
        let counter = crate::support::database::terminal_at(fresh.pool(), "Caisse 1", code);
        sign_in(&counter, WindowKind::Counter, Role::Cashier).await;
        let first = order(&counter, &[("reine", 1)]).await;
        assert_eq!(first.number, shop);
        assert_eq!(order(&counter, &[("reine", 1)]).await.number, "A-002");
    }
}

#[tokio::test]
async fn a_thousandth_order_keeps_its_whole_number() {
    let fresh = Fresh::new().await;
    let counter = fresh.terminal("Caisse 1");
    sign_in(&counter, WindowKind::Counter, Role::Cashier).await;
    order(&counter, &[("reine", 1)]).await;
    sqlx::query("UPDATE order_number SET last = 999")
        .execute(counter.database())
        .await
        .expect("set");
    assert_eq!(order(&counter, &[("reine", 1)]).await.number, "A-1000");
}

fn plain(size: i64) -> Sold {
    Sold::Dish(Dish::plain(SizeId(size)))
}

#[tokio::test]
async fn hostile_orders_are_refused_and_leave_nothing() {
    let fresh = Fresh::new().await;
    let counter = fresh.terminal("Caisse 1");
    sign_in(&counter, WindowKind::Counter, Role::Cashier).await;
    let menu = counter.menu().await.expect("the menu");
    let reine = || line(&menu, "reine", 1);
    let with_line = |change: &dyn Fn(&mut LineRequest)| {
        let mut line = reine();
        change(&mut line);
        an_order(&menu, vec![line])
    };
    let with = |change: &dyn Fn(&mut PlaceOrder)| {
        let mut call = an_order(&menu, vec![reine()]);
        change(&mut call);
        call
    };
    let table: Vec<(&str, PlaceOrder, FailureCode, Option<&str>)> = vec![
        ("empty", an_order(&menu, vec![]), FailureCode::Refused, None),
        (
            "none of it",
            with_line(&|line| line.quantity = 0),
            FailureCode::Refused,
            Some("quantity"),
        ),
        (
            "10 000 of it",
            with_line(&|line| line.quantity = 10_000),
            FailureCode::Refused,
            Some("quantity"),
        ),
        ("unknown", with_line(&|line| line.sold = plain(9_999_999)), FailureCode::StaleMenu, None),
        (
            "negative key",
            with_line(&|line| line.sold = plain(i64::MIN)),
            FailureCode::StaleMenu,
            None,
        ),
        ("for a cent", with_line(&|line| line.unit_price = Cents(1)), FailureCode::StaleMenu, None),
        ("we pay", with_line(&|line| line.unit_price = Cents(-800)), FailureCode::StaleMenu, None),
        ("old menu", with(&|call| call.content.menu_version -= 1), FailureCode::StaleMenu, None),
        ("next menu", with(&|call| call.content.menu_version += 1), FailureCode::StaleMenu, None),
        (
            "100 kB",
            with_line(&|line| line.note = Some("x".repeat(100_000))),
            FailureCode::Refused,
            Some("note"),
        ),
        (
            "zero byte",
            with(&|call| call.content.customer_name = Some("a\0b".into())),
            FailureCode::Refused,
            Some("customer_name"),
        ),
        (
            "escape",
            with_line(&|line| line.note = Some("\u{1b}[2J".into())),
            FailureCode::Refused,
            Some("note"),
        ),
        (
            "no address",
            with(&|call| {
                call.content.mode = ServiceMode::Delivery;
                call.content.customer_phone = Some("06 12 34 56 78".to_owned());
            }),
            FailureCode::Refused,
            Some("street"),
        ),
        (
            "yesterday",
            with(&|call| call.promised_at -= chrono::TimeDelta::days(1)),
            FailureCode::Refused,
            Some("promised_at"),
        ),
        (
            "by a cashier despite the stock",
            with(&|call| call.content.despite_stock = true),
            FailureCode::NeedsManager,
            None,
        ),
    ];
    for (case, call, code, field) in table {
        let failure = at_counter(&counter, call).await.expect_err(case);
        assert_eq!((failure.code, failure.field.as_deref()), (code, field), "{case}: {failure:?}");
        assert!(!failure.message.is_empty(), "{case}");
    }
    assert_eq!(invariants::orders(counter.database()).await, 0);

    // What only looks hostile is taken as it is.
    let mut call = an_order(&menu, vec![reine()]);
    call.content.customer_name = Some("Robert'); DROP TABLE orders;-- <script>".to_owned());
    at_counter(&counter, call).await.expect("taken");
    let listed = at_counter(&counter, ListOpenOrders {}).await.expect("listed");
    assert_eq!(listed[0].customer_name.as_deref(), Some("Robert'); DROP TABLE orders;-- <script>"));
    invariants::check(counter.database()).await;
}

#[tokio::test]
async fn a_menu_that_changed_meanwhile_refuses_and_is_read_again() {
    let fresh = Fresh::new().await;
    let counter = fresh.terminal("Caisse 1");
    sign_in(&counter, WindowKind::Counter, Role::Cashier).await;
    let menu = counter.menu().await.expect("the menu");
    sqlx::query("UPDATE product_size SET price_cents = price_cents + 50")
        .execute(counter.database())
        .await
        .expect("a new price");
    let failure = at_counter(&counter, an_order(&menu, vec![line(&menu, "reine", 1)])).await;
    assert_eq!(failure.expect_err("stale").code, FailureCode::StaleMenu);
    let newer = counter.menu().await.expect("the menu");
    assert!(newer.version > menu.version);
    assert_eq!(order(&counter, &[("reine", 1)]).await.total, Cents(850));
}

/// Corrects the book of the first shop, so that `quantity` of an ingredient can still be promised.
async fn leave(database: &sqlx::PgPool, ingredient: &str, quantity: i64) {
    sqlx::query(
        "WITH level AS (SELECT shop_id, ingredient_id, on_hand, reserved FROM stock_level
                        JOIN ingredient USING (ingredient_id) WHERE name = $1 AND shop_id = 1),
              moved AS (INSERT INTO stock_movement (shop_id, ingredient_id, cause, quantity)
                        SELECT shop_id, ingredient_id, 'correction', $2 + reserved - on_hand FROM level
                        WHERE $2 + reserved <> on_hand)
         UPDATE stock_level SET on_hand = $2 + level.reserved FROM level
         WHERE (stock_level.shop_id, stock_level.ingredient_id) = (level.shop_id, level.ingredient_id)",
    )
    .bind(ingredient)
    .bind(quantity)
    .execute(database)
    .await
    .expect("a correction");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn two_counters_and_the_last_pizza_a_hundred_rounds() {
    let fresh = Fresh::new().await;
    let counters = [Arc::new(fresh.terminal("Caisse 1")), Arc::new(fresh.terminal("Caisse 2"))];
    for counter in &counters {
        sign_in(counter, WindowKind::Counter, Role::Cashier).await;
    }
    let menu = counters[0].menu().await.expect("the menu");
    for ingredient in ["pâte à pizza", "sauce tomate", "fromage"] {
        leave(counters[0].database(), ingredient, 1_000_000).await;
    }
    for round in 0..100 {
        leave(counters[0].database(), "chorizo", 50).await;
        let barrier = Arc::new(Barrier::new(2));
        let tries = counters.clone().map(|counter| {
            let (barrier, call) =
                (barrier.clone(), an_order(&menu, vec![line(&menu, "chorizo", 1)]));
            tokio::spawn(async move {
                barrier.wait().await;
                at_counter(&counter, call).await
            })
        });
        let mut winners = 0;
        for tried in tries {
            match tried.await.expect("no panic") {
                Ok(_) => winners += 1,
                Err(failure) => {
                    assert_eq!(failure.code, FailureCode::StockShort, "round {round}: {failure:?}");
                    assert!(failure.message.contains("chorizo"), "{failure:?}");
                }
            }
        }
        assert_eq!(winners, 1, "round {round}");
    }
    assert_eq!(invariants::orders(counters[0].database()).await, 100);
    invariants::check(counters[0].database()).await;
}

#[tokio::test]
async fn a_manager_may_sell_what_the_book_says_is_gone_or_consent_to_it() {
    let fresh = Fresh::new().await;
    let counter = fresh.terminal("Caisse 1");
    sign_in(&counter, WindowKind::Counter, Role::ShopManager).await;
    let menu = counter.menu().await.expect("the menu");
    leave(counter.database(), "chorizo", 0).await;
    let mut call = an_order(&menu, vec![line(&menu, "chorizo", 1)]);
    assert_eq!(
        at_counter(&counter, call.clone()).await.expect_err("short").code,
        FailureCode::StockShort
    );
    call.command = tap();
    call.content.despite_stock = true;
    at_counter(&counter, call.clone()).await.expect("forced");

    let counter = fresh.terminal("Caisse 2");
    sign_in(&counter, WindowKind::Counter, Role::Cashier).await;
    (call.command, call.order) = (tap(), OrderId(a_uuid()));
    let refused = at_counter(&counter, call.clone()).await.expect_err("alone");
    assert_eq!(refused.code, FailureCode::NeedsManager);
    call.content.approval = Some(consent(&counter).await);
    at_counter(&counter, call).await.expect("with consent");

    let recorded: Vec<(bool, bool)> = sqlx::query_as(
        "SELECT despite_stock, approved_by IS NOT NULL FROM orders ORDER BY placed_at",
    )
    .fetch_all(counter.database())
    .await
    .expect("the orders");
    assert_eq!(recorded, [(true, false), (true, true)]);
    invariants::check(counter.database()).await;
}

#[tokio::test]
async fn what_needs_no_cooking_is_ready_at_once_and_leaves_the_shelf_at_the_hand_over() {
    let fresh = Fresh::new().await;
    let counter = fresh.terminal("Caisse 1");
    sign_in(&counter, WindowKind::Counter, Role::Cashier).await;
    let menu = counter.menu().await.expect("the menu");
    let drink = menu.products.iter().find(|p| p.cooking_minutes.is_none()).expect("a drink");
    let can = drink.sizes[0].recipe[0].ingredient;
    let level = async || {
        let levels = at_counter(&counter, ReadStock {}).await.expect("stock");
        levels.into_iter().find(|level| level.ingredient == can).expect("the can")
    };
    let before = level().await;
    let placed = order(&counter, &[(drink.slug.as_str(), 3)]).await;
    assert_eq!(
        (level().await.on_hand, level().await.reserved),
        (before.on_hand, before.reserved + 3)
    );

    let stands = at_counter(&counter, HandOver { command: tap(), order: placed.order })
        .await
        .expect("handed over");
    assert_eq!(stands.state, OrderState::HandedOver);
    assert_eq!(
        (level().await.on_hand, level().await.reserved),
        (before.on_hand - 3, before.reserved)
    );
    // It is not paid yet.
    let listed = at_counter(&counter, ListOpenOrders {}).await.expect("listed");
    assert_eq!(listed[0].due(), placed.total);

    let again = at_counter(&counter, HandOver { command: tap(), order: placed.order })
        .await
        .expect_err("once");
    assert_eq!(again.code, FailureCode::Conflict);
    assert!(again.message.contains("A-001") && again.message.contains("remise"), "{again:?}");
    invariants::check(counter.database()).await;
}

#[tokio::test]
async fn an_order_that_is_not_ready_stays() {
    let fresh = Fresh::new().await;
    let counter = fresh.terminal("Caisse 1");
    sign_in(&counter, WindowKind::Counter, Role::Cashier).await;
    let placed = order(&counter, &[("reine", 1)]).await;
    let refused = at_counter(&counter, HandOver { command: tap(), order: placed.order }).await;
    assert_eq!(refused.expect_err("not ready").code, FailureCode::Conflict);
    // An order of another shop is none of ours.
    let other = crate::support::database::terminal_at(fresh.pool(), "Caisse 1", "MOZ2");
    sign_in(&other, WindowKind::Counter, Role::Cashier).await;
    let unknown = at_counter(&other, HandOver { command: tap(), order: placed.order }).await;
    assert_eq!(unknown.expect_err("not here").code, FailureCode::Conflict);
}

#[tokio::test]
async fn placing_takes_one_round_trip_and_so_does_each_tap() {
    let fresh = Fresh::new().await;
    let proxy = Proxy::before(fresh.socket_folder());
    let terminal = crate::support::database::terminal_at(
        app::pool(proxy.options(fresh.options()).clone()),
        "Caisse 1",
        "MOZ1",
    );
    sign_in(&terminal, WindowKind::Counter, Role::Cashier).await;
    sign_in(&terminal, WindowKind::Kitchen, Role::Pizzaiolo).await;
    // As when the program starts to listen; then a screen reads the menu.
    terminal.primary().open_connections().await.expect("three connections");
    at_counter(&terminal, ReadMenu {}).await.expect("the menu");
    let mut cost = Vec::new();
    // The first round is what every other costs, on whichever connection its calls go.
    for _ in 0..4 {
        let mut count = proxy.round_trips();
        let mut lap = |what: &'static str| {
            cost.push((what, proxy.round_trips() - count));
            count = proxy.round_trips();
        };
        let placed = order(&terminal, &[("reine", 1), ("chorizo", 1), ("cola", 1)]).await;
        lap("place");
        for _ in 0..2 {
            let item = claim(&terminal).await.pizza.item;
            lap("claim");
            into_oven(&terminal, item).await;
            lap("oven");
            cooked(&terminal, item).await;
            lap("cooked");
        }
        at_counter(&terminal, HandOver { command: tap(), order: placed.order })
            .await
            .expect("handed over");
        lap("hand over");
    }
    for (what, round_trips) in &cost {
        assert_eq!(*round_trips, 1, "{what} of {cost:?}");
    }
    let kinds: BTreeSet<_> = cost.iter().map(|(what, _)| what).collect();
    assert_eq!(kinds.len(), 5);
}

#[tokio::test]
async fn a_command_leaves_its_connection_to_the_next_and_nothing_is_asked_between() {
    let fresh = Fresh::new().await;
    let proxy = Proxy::before(fresh.socket_folder());
    let terminal = crate::support::database::terminal_at(
        app::pool(proxy.options(fresh.options()).clone()),
        "Caisse 1",
        "MOZ1",
    );
    sign_in(&terminal, WindowKind::Counter, Role::Cashier).await;
    sign_in(&terminal, WindowKind::Kitchen, Role::Pizzaiolo).await;
    order(&terminal, &[("reine", 1)]).await;
    settled_down(&proxy).await;
    let (round_trips, signs_of_life) = (proxy.round_trips(), proxy.signs_of_life());
    let sell_and_cook = async |refused: bool| {
        order(&terminal, &[("reine", 1)]).await;
        let item = claim(&terminal).await.pizza.item;
        into_oven(&terminal, item).await;
        if refused {
            let twice = domain::kitchen::ReadyForOven { command: tap(), item };
            in_kitchen(&terminal, twice).await.expect_err("it is there");
        }
        cooked(&terminal, item).await;
    };
    for _ in 0..3 {
        sell_and_cook(false).await;
    }
    settled_down(&proxy).await;
    assert_eq!(proxy.round_trips() - round_trips, 3 * 4);
    assert_eq!(proxy.signs_of_life() - signs_of_life, 0);

    // A no leaves the connection as good as a yes; what is read to say it has one of the pool's.
    sell_and_cook(true).await;
    settled_down(&proxy).await;
    assert_eq!(proxy.signs_of_life() - signs_of_life, SIGNS_OF_LIFE);

    // One that broke is left alone, and who comes next gets another.
    proxy.cut();
    proxy.mend();
    order(&terminal, &[("cola", 1)]).await;
}

/// What the pool asks of a connection it is given back: ours, which has a limit, and the driver's.
const SIGNS_OF_LIFE: u64 = 2;

/// Waits until nobody asks anything any more.
async fn settled_down(proxy: &Proxy) {
    let mut asked = None;
    while asked != Some(proxy.signs_of_life()) {
        asked = Some(proxy.signs_of_life());
        tokio::time::sleep(std::time::Duration::from_millis(100)).await;
    }
}
