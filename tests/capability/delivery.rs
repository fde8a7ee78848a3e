//! Deliveries: addresses completed, the shop that brings an order, the promise with its travel, and what an
//! office sets of it.

mod placing;
mod set;

use crate::services::{google, impatient, secrets};
use crate::support::database::{Fresh, terminal_at};
use crate::support::people::{at_counter, line, sign_in};
use crate::support::separated::Separated;
use crate::terminals::program;
use domain::delivery::{
    CompleteAddress, Completion, DeliveringShop, FindDeliveringShop, Position, Reference, Travel,
};
use domain::menu::Menu;
use domain::orders::LineRequest;
use domain::settings::{AddressBook, EnteredService, Service, WaysBy};
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::terminals::TerminalKind;
use oc_pizza::app::App;
use oc_pizza::settings::Secrets;
use oc_pizza::settings::key::GroupKey;
use simulators::{Book, Ways};
use sqlx::{AssertSqlSafe, PgPool};
use std::time::Duration;
use tokio::time::Instant;

/// Where « 12 Rue des Lilas » is, between the first shop and the sea.
fn lilas() -> Position {
    Position::of_degrees(43.4000, 3.7060).expect("on earth")
}

/// Beside the second shop.
fn oliviers() -> Position {
    Position::of_degrees(43.4150, 3.6990).expect("on earth")
}

/// An hour away.
fn etangs() -> Position {
    Position::of_degrees(43.5000, 3.8500).expect("on earth")
}

async fn run(pool: &PgPool, statement: &str) {
    sqlx::raw_sql(AssertSqlSafe(statement.to_owned())).execute(pool).await.expect(statement);
}

/// Enters a service, as an office would.
async fn enter(pool: &PgPool, entered: EnteredService) {
    let name = entered.service().word();
    let value = match entered {
        EnteredService::Google(it) => serde_json::to_value(it),
        EnteredService::Addresses(it) => serde_json::to_value(it),
        EnteredService::Digitaleo(it) => serde_json::to_value(it),
        EnteredService::Tiles(it) => serde_json::to_value(it),
        EnteredService::Paypal(it) => serde_json::to_value(it),
    };
    sqlx::query(
        "INSERT INTO setting (name, value) VALUES ($1, $2)
         ON CONFLICT (name) DO UPDATE SET value = excluded.value",
    )
    .bind(name)
    .bind(value.expect("JSON"))
    .execute(pool)
    .await
    .expect("entered");
}

/// Every shop is open at this hour, whatever hour it is.
async fn all_open(pool: &PgPool) {
    run(pool, "DELETE FROM opening_hours").await;
}

/// A counter of the first shop with the group's key, and Google.
async fn counter(fresh: &Fresh, key: &GroupKey, map: &simulators::Google, by: WaysBy) -> App {
    enter(&fresh.pool(), google(map, by)).await;
    let app = terminal_at(fresh.pool(), "Caisse 1", "MOZ1")
        .with_secrets(Secrets::with_key(key.clone()))
        .with_outside(impatient());
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    app
}

async fn complete(app: &App, typed: &str) -> Completion {
    let call = CompleteAddress { typed: typed.to_owned() };
    at_counter(app, call).await.expect("never a failure")
}

async fn find(app: &App, to: Position, lines: Vec<LineRequest>) -> DeliveringShop {
    at_counter(app, FindDeliveringShop { to, lines }).await.expect("found")
}

async fn menu(app: &App) -> std::sync::Arc<Menu> {
    app.menu().await.expect("the menu")
}

/// `MOZ1 4`, `MOZ2 53 > 30`, `nobody`; `~` before an estimate.
fn said(found: &DeliveringShop) -> String {
    let minutes = |it: Travel| format!("{}{}", if it.is_estimate { "~" } else { "" }, it.minutes);
    match &found.reference {
        Reference::Brought(by) => format!("{} {}", by.shop.code, minutes(by.travel)),
        Reference::TooFar { nearest, most } => {
            format!("{} {} > {most}", nearest.shop.code, minutes(nearest.travel))
        }
        Reference::Nobody => "nobody".to_owned(),
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn addresses_are_completed_near_the_shop_and_typed_by_hand_whatever_the_service_does() {
    let fresh = Fresh::new().await;
    let app = terminal_at(fresh.pool(), "Caisse 1", "MOZ1").with_outside(impatient());
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    assert_eq!(complete(&app, "12 rue des lil").await, Completion::NotEntered);
    let book = simulators::Addresses::on(Book::Answers).await;
    let search_address = book.search_address();
    enter(&fresh.pool(), EnteredService::Addresses(AddressBook { search_address })).await;
    let Completion::Found(found) = complete(&app, " 12 rue des lil").await else {
        panic!("it answers")
    };
    assert_eq!((found[0].street.as_str(), found[0].position), ("12 Rue des Lilas", lilas()));
    let asked = book.asked().remove(0);
    assert!(asked.query.contains("lat=43.4025&lon=3.693"), "near the shop: {}", asked.query);
    assert_eq!(complete(&app, "rue de nulle part").await, Completion::Found(vec![]));
    assert_eq!(complete(&app, "ru").await, Completion::Found(vec![]));
    assert_eq!(book.asked().len(), 2, "too little is not asked for");
    for behaves in [
        Book::TooMuch,
        Book::Malformed,
        Book::Strange,
        Book::Gateway(503),
        Book::Silent,
        Book::Slow(Duration::from_secs(30)),
    ] {
        book.behave(behaves);
        let since = Instant::now();
        assert_eq!(complete(&app, "12 rue des lil").await, Completion::Silent, "{behaves:?}");
        assert!(since.elapsed() < Duration::from_secs(4), "{behaves:?}");
    }
    drop(book);
    assert_eq!(complete(&app, "12 rue des lil").await, Completion::Silent, "it is down");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_nearest_shop_that_is_open_and_able_brings_it() {
    let (fresh, map) = (Fresh::new().await, simulators::Google::on(Ways::Answers).await);
    let pool = fresh.pool();
    all_open(&pool).await;
    let app = counter(&fresh, &secrets(&fresh).await, &map, WaysBy::Directions).await;
    let menu = menu(&app).await;
    assert_eq!(said(&find(&app, lilas(), vec![]).await), "MOZ1 4");
    assert_eq!(map.asked().len(), 5, "each shop's way once");
    let nearer = find(&app, oliviers(), vec![]).await;
    assert_eq!(said(&nearer), "MOZ2 2");
    assert_eq!(nearer.here, Some(Travel { minutes: 6, is_estimate: false }));
    assert_eq!(map.asked().len(), 10);
    find(&app, oliviers(), vec![]).await;
    assert_eq!(map.asked().len(), 10, "what was found lately is known");
    let far = find(&app, etangs(), vec![]).await;
    assert_eq!(said(&far), "MOZ5 53 > 30");

    // What the second shop does not have, does not sell, or has no hours for is brought from here.
    let two = vec![line(&menu, "reine", 2)];
    assert_eq!(said(&find(&app, oliviers(), two.clone()).await), "MOZ2 2");
    let second = "(SELECT shop_id FROM shop WHERE code = 'MOZ2')";
    for (away, back) in [
        (
            format!("UPDATE stock_level SET on_hand = on_hand - 100000 WHERE shop_id = {second}"),
            format!("UPDATE stock_level SET on_hand = on_hand + 100000 WHERE shop_id = {second}"),
        ),
        (
            format!("INSERT INTO product_shop (product_id, shop_id, suspended)
                     SELECT product_id, {second}, true FROM product WHERE slug = 'reine'"),
            format!("DELETE FROM product_shop WHERE shop_id = {second}"),
        ),
        (
            format!("INSERT INTO opening_hours (shop_id, weekday, opens_at, closes_at)
                     SELECT {second}, 1 + (extract(isodow FROM now() AT TIME ZONE 'Europe/Paris')::int + 2) % 7,
                            '11:30', '14:30'"),
            format!("DELETE FROM opening_hours WHERE shop_id = {second}"),
        ),
        (
            "UPDATE shop SET delivers = false WHERE code = 'MOZ2'".to_owned(),
            "UPDATE shop SET delivers = true WHERE code = 'MOZ2'".to_owned(),
        ),
        (
            "UPDATE shop SET latitude_e6 = NULL, longitude_e6 = NULL WHERE code = 'MOZ2'".to_owned(),
            "UPDATE shop SET latitude_e6 = 43412700, longitude_e6 = 3696300 WHERE code = 'MOZ2'"
                .to_owned(),
        ),
    ] {
        run(&pool, &away).await;
        assert_eq!(said(&find(&app, oliviers(), two.clone()).await), "MOZ1 6", "{away}");
        run(&pool, &back).await;
    }
    assert_eq!(said(&find(&app, oliviers(), two.clone()).await), "MOZ2 2");
    // Nobody has it: the nearest says what is short.
    run(&pool, "UPDATE stock_level SET on_hand = on_hand - 100000").await;
    assert_eq!(said(&find(&app, oliviers(), two).await), "MOZ2 2");
    run(&pool, "UPDATE shop SET delivers = false").await;
    let nobody = find(&app, oliviers(), vec![]).await;
    assert_eq!((said(&nobody).as_str(), nobody.here), ("nobody", None));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn without_google_the_way_is_estimated_in_time_and_says_so() {
    let (fresh, map) = (Fresh::new().await, simulators::Google::on(Ways::Silent).await);
    all_open(&fresh.pool()).await;
    let key = secrets(&fresh).await;
    for (by, behaves) in [
        (WaysBy::Directions, Ways::Silent),
        (WaysBy::Directions, Ways::Slow(Duration::from_secs(30))),
        (WaysBy::Directions, Ways::Says("OVER_QUERY_LIMIT")),
        (WaysBy::Directions, Ways::Says("REQUEST_DENIED")),
        (WaysBy::Directions, Ways::Malformed),
        (WaysBy::Routes, Ways::Gateway(502)),
        (WaysBy::Nobody, Ways::Answers),
    ] {
        map.behave(behaves);
        let (app, since) = (counter(&fresh, &key, &map, by).await, Instant::now());
        assert_eq!(said(&find(&app, lilas(), vec![]).await), "MOZ1 ~4", "{by:?} {behaves:?}");
        assert!(since.elapsed() < Duration::from_secs(6), "{by:?} {behaves:?}");
    }
    let app = counter(&fresh, &key, &map, WaysBy::Directions).await;
    drop(map);
    let far = find(&app, etangs(), vec![]).await;
    assert!(matches!(far.reference, Reference::TooFar { most: 30, .. }), "{far:?}");
    // Whose place nobody has entered is counted as what is usual.
    run(&fresh.pool(), "UPDATE shop SET latitude_e6 = NULL, longitude_e6 = NULL").await;
    let app = terminal_at(fresh.pool(), "Caisse 2", "MOZ1");
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    let unknown = find(&app, etangs(), vec![]).await;
    assert_eq!((said(&unknown).as_str(), unknown.here), ("MOZ1 ~15", None));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_counter_of_its_own_login_chooses_among_shops_that_it_does_not_see() {
    let fresh = Separated::new().await;
    let enrolled = fresh.enrolled("MOZ1", &[TerminalKind::Counter]).await;
    all_open(&fresh.pool()).await;
    let app = program(&enrolled, fresh.options());
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    assert_eq!(complete(&app, "12 rue").await, Completion::NotEntered);
    let menu = menu(&app).await;
    let found = find(&app, oliviers(), vec![line(&menu, "reine", 2)]).await;
    assert!(said(&found).starts_with("MOZ2 ~"), "{found:?}");
    let seen: i64 = sqlx::query_scalar("SELECT count(*) FROM shop")
        .fetch_one(app.database())
        .await
        .expect("read");
    assert_eq!(seen, 1);
    let service = Service::Google.word();
    let none: i64 = sqlx::query_scalar("SELECT count(*) FROM setting WHERE name = $1")
        .bind(service)
        .fetch_one(app.database())
        .await
        .expect("its login reads what is entered");
    assert_eq!(none, 0);
}
