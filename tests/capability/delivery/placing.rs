//! Placing and changing what is brought: how far, and promised for when.

use super::{counter, etangs, find, lilas, menu, oliviers, run};
use crate::services::secrets;
use crate::support::database::{Fresh, terminal_at};
use crate::support::people::{an_order, at_counter, in_kitchen, line, now, sign_in, tap};
use chrono::{DateTime, TimeDelta, Utc};
use domain::customers::DeliveryAddress;
use domain::delivery::Position;
use domain::kitchen::ReadKitchen;
use domain::menu::Menu;
use domain::orders::{ChangeOrder, OrderContent, PlaceOrder, PlacedOrder, ServiceMode};
use domain::settings::WaysBy;
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::{Failure, FailureCode};
use oc_pizza::app::App;
use simulators::Ways;

fn address(position: Option<Position>) -> DeliveryAddress {
    DeliveryAddress {
        street: "12 Rue des Lilas".to_owned(),
        postcode: "99120".to_owned(),
        town: "Mozzaville".to_owned(),
        position,
        ..DeliveryAddress::default()
    }
}

pub(super) fn in_minutes(minutes: i64) -> DateTime<Utc> {
    now() + TimeDelta::minutes(minutes)
}

/// A delivery there, promised for so many minutes from now.
pub(super) fn brought(menu: &Menu, position: Option<Position>, minutes: i64) -> PlaceOrder {
    let call = an_order(menu, vec![line(menu, "reine", 1)]);
    let content = OrderContent {
        mode: ServiceMode::Delivery,
        customer_phone: Some("+33612345678".to_owned()),
        delivery: Some(address(position)),
        ..call.content.clone()
    };
    PlaceOrder { content, promised_at: in_minutes(minutes), ..call }
}

pub(super) fn refused(answer: Result<PlacedOrder, Failure>) -> (String, String) {
    let failure = answer.expect_err("refused");
    assert_eq!(failure.code, FailureCode::Refused, "{failure:?}");
    (failure.field.unwrap_or_default(), failure.message.replace('\u{a0}', " "))
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_is_brought_is_promised_no_sooner_than_it_can_be_there_and_asks_nobody() {
    let (fresh, map) = (Fresh::new().await, simulators::Google::on(Ways::Answers).await);
    let app = counter(&fresh, &secrets(&fresh).await, &map, WaysBy::Directions).await;
    let menu = menu(&app).await;
    find(&app, oliviers(), vec![]).await;
    let asked = map.asked().len();
    // Six minutes by the way that was found; the minute of grace is that of every promise.
    let (field, _) = refused(at_counter(&app, brought(&menu, Some(oliviers()), 4)).await);
    assert_eq!(field, "promised_at");
    let call = brought(&menu, Some(oliviers()), 7);
    let placed = at_counter(&app, call.clone()).await.expect("in time");
    assert_eq!(placed.promised_at.timestamp(), call.promised_at.timestamp(), "as announced");
    // Nobody has looked it up: it is estimated, and what is too far is told with its minutes.
    at_counter(&app, brought(&menu, Some(lilas()), 6)).await.expect("an estimate of four");
    let (field, words) = refused(at_counter(&app, brought(&menu, Some(etangs()), 100)).await);
    assert_eq!(field, "street");
    assert!(words.contains("Hors zone") && words.contains("30 au plus"), "{words}");
    // By hand: what is usual counts, and nobody can say that it is too far.
    let (field, _) = refused(at_counter(&app, brought(&menu, None, 12)).await);
    assert_eq!(field, "promised_at");
    at_counter(&app, brought(&menu, None, 16)).await.expect("what is usual");
    assert_eq!(map.asked().len(), asked, "placing asks nobody");

    // Another terminal has found nothing: it estimates. A shop that does not deliver says so.
    let other = terminal_at(fresh.pool(), "Caisse 2", "MOZ1");
    sign_in(&other, WindowKind::Counter, Role::Cashier).await;
    at_counter(&other, brought(&menu, Some(oliviers()), 7)).await.expect("an estimate");
    run(&fresh.pool(), "UPDATE shop SET delivers = false WHERE code = 'MOZ1'").await;
    let changed = terminal_at(fresh.pool(), "Caisse 3", "MOZ1");
    sign_in(&changed, WindowKind::Counter, Role::Cashier).await;
    let (field, words) = refused(at_counter(&changed, brought(&menu, None, 20)).await);
    assert_eq!((field.as_str(), words.contains("ne livre pas")), ("street", true), "{words}");
}

/// Changes an order, of the version that is named, to another content.
fn changed(placed: &PlacedOrder, version: i64, to: PlaceOrder) -> ChangeOrder {
    let PlaceOrder { content, promised_at, .. } = to;
    ChangeOrder { command: tap(), order: placed.order, version, content, promised_at }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_was_announced_stands_until_it_is_brought_elsewhere() {
    let (fresh, map) = (Fresh::new().await, simulators::Google::on(Ways::Answers).await);
    let app = counter(&fresh, &secrets(&fresh).await, &map, WaysBy::Directions).await;
    let menu = menu(&app).await;
    let placed = at_counter(&app, brought(&menu, Some(lilas()), 20)).await.expect("placed");
    let change = async |version, to: PlaceOrder| {
        let answer = at_counter(&app, changed(&placed, version, to)).await;
        // To the nearest minute: what is told now is told some moments later.
        answer.map(|it| ((it.promised_at - placed.promised_at).num_seconds() + 1230) / 60 - 20)
    };
    // Another floor, the same house: as it was.
    let mut upstairs = brought(&menu, Some(lilas()), 40);
    if let Some(address) = &mut upstairs.content.delivery {
        address.floor = Some("3e".to_owned());
    }
    assert_eq!(change(1, upstairs).await, Ok(0));
    // Another place: as it is told now; too far: not at all, and what was there stays.
    assert_eq!(change(2, brought(&menu, Some(oliviers()), 40)).await, Ok(20));
    let far = change(3, brought(&menu, Some(etangs()), 90)).await.expect_err("too far");
    assert_eq!(far.field.as_deref(), Some("street"), "{far:?}");
    assert!(far.message.contains("Hors zone"), "{far:?}");
    // The group allows less by now: what was taken is still brought where it was to be.
    run(
        &fresh.pool(),
        "UPDATE selling_rule SET delivery_minutes_max = 3, delivery_minutes_usual = 3",
    )
    .await;
    app.forget_menu();
    let menu: Menu = app.menu().await.expect("the menu").as_ref().clone();
    assert_eq!(change(3, brought(&menu, Some(oliviers()), 60)).await, Ok(20));
    // Told sooner than it can be there: it is promised for when it can.
    let sooner = change(4, brought(&menu, None, 0)).await.expect("by hand");
    assert!((-18..=-16).contains(&sooner), "{sooner}");
    // Picked up after all: no travel.
    let call = an_order(&menu, vec![line(&menu, "reine", 1)]);
    let picked_up = change(5, PlaceOrder { promised_at: in_minutes(10), ..call }).await;
    assert_eq!(picked_up, Ok(-10));
    assert_eq!(delivery_of(&app, &placed).await, None);
}

async fn delivery_of(app: &App, placed: &PlacedOrder) -> Option<serde_json::Value> {
    sqlx::query_scalar("SELECT delivery FROM orders WHERE order_id = $1")
        .bind(placed.order.0)
        .fetch_one(app.database())
        .await
        .expect("an order")
}

/// The minutes before its promise that a kitchen has the one pizza ready by.
async fn ready_before(app: &App) -> i64 {
    let kitchen = in_kitchen(app, ReadKitchen {}).await.expect("the kitchen");
    let [pizza] = kitchen.waiting.as_slice() else { panic!("one pizza: {kitchen:?}") };
    (pizza.promised_at - pizza.ready_by()).num_minutes()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kitchen_has_ready_what_is_brought_so_much_before_it_is_awaited() {
    let (fresh, map) = (Fresh::new().await, simulators::Google::on(Ways::Answers).await);
    let app = counter(&fresh, &secrets(&fresh).await, &map, WaysBy::Directions).await;
    sign_in(&app, WindowKind::Kitchen, Role::Pizzaiolo).await;
    let menu = menu(&app).await;
    find(&app, oliviers(), vec![]).await;
    let placed = at_counter(&app, brought(&menu, Some(oliviers()), 30)).await.expect("placed");
    assert_eq!(ready_before(&app).await, 6, "as Google said");
    let by_hand = changed(&placed, 1, brought(&menu, None, 30));
    at_counter(&app, by_hand).await.expect("brought elsewhere");
    assert_eq!(ready_before(&app).await, 15, "what is usual");
    let call = an_order(&menu, vec![line(&menu, "reine", 1)]);
    let fetched = changed(&placed, 2, PlaceOrder { promised_at: in_minutes(30), ..call });
    at_counter(&app, fetched).await.expect("picked up after all");
    assert_eq!(ready_before(&app).await, 0);
}
