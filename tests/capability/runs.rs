//! Runs (UC21): a driver leaves with ready deliveries, each becomes something, and what he brings is counted.

mod away;
mod kept;
mod leaving;
mod money;
mod past;
mod told;

use crate::customers::{by_phone, door};
use crate::invariants;
use crate::support::database::{Fresh, a_uuid};
use crate::support::people::{
    an_order, at_counter, claim, cooked, into_oven, line, paid_by_card, sign_in, tap,
};
use domain::customers::DeliveryAddress;
use domain::delivery::Position;
use domain::messages::{Channel, SetReach, TypedReach};
use domain::orders::{
    CancelOrder, ChangeOrder, HandOver, ListOpenOrders, OrderId, OrderState, OrderSummary,
    PlacedOrder,
};
use domain::runs::{
    Deliveries, EndRun, FailReason, FailStop, Presence, ReadDeliveries, ReadRuns, Run, RunId,
    RunState, SendAgain, SendRun, SetDriverPresence, StopAsked, StopState,
};
use domain::shops::WindowKind;
use domain::staff::{ListStaff, Role, StaffId};
use domain::{Cents, FailureCode, Language};
use oc_pizza::app::App;

/// The number that text messages to the driver go to.
const DRIVERS_PHONE: &str = "+33699999999";

/// A place so many thousandths of a degree north of the demonstration's first shop.
pub fn north(thousandths: i32) -> Position {
    Position { latitude_e6: 43_402_500 + 1000 * thousandths, longitude_e6: 3_693_000 }
}

/// Says where the first shop is.
pub async fn place_shop(app: &App, at: Option<Position>) {
    sqlx::query("UPDATE shop SET latitude_e6 = $1, longitude_e6 = $2 WHERE code = 'MOZ1'")
        .bind(at.map(|it| it.latitude_e6))
        .bind(at.map(|it| it.longitude_e6))
        .execute(app.database())
        .await
        .expect("placed");
}

/// A counter with its kitchen and its office, of a shop that is somewhere.
pub async fn counter(fresh: &Fresh) -> App {
    signed_in(fresh.terminal("Caisse 1")).await
}

/// The same at a terminal.
pub async fn signed_in(app: App) -> App {
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    sign_in(&app, WindowKind::Kitchen, Role::Pizzaiolo).await;
    sign_in(&app, WindowKind::Office, Role::GroupManager).await;
    place_shop(&app, Some(north(0))).await;
    app
}

/// Makes the pizzas of an order.
pub async fn made(app: &App, pizzas: usize) {
    for _ in 0..pizzas {
        let item = claim(app).await.pizza.item;
        into_oven(app, item).await;
        cooked(app, item).await;
    }
}

/// A delivery that is ready to leave: two Reine, a can and the fee, 19,50 €.
pub async fn ready(app: &App, phone: &str, street: &str, at: Option<Position>) -> PlacedOrder {
    let menu = app.menu().await.expect("the menu");
    let address = DeliveryAddress { position: at, code: Some("4B12".to_owned()), ..door(street) };
    let placed = at_counter(app, by_phone(&menu, phone, Some(address))).await.expect("placed");
    made(app, 2).await;
    placed
}

pub async fn board(app: &App) -> Deliveries {
    at_counter(app, ReadDeliveries {}).await.expect("the board")
}

/// The driver of the shop.
pub async fn driver(app: &App) -> StaffId {
    board(app).await.drivers[0].driver
}

/// Keeps the driver's number.
pub async fn with_phone(app: &App) -> StaffId {
    let staff = driver(app).await;
    let typed = TypedReach {
        preferred: Channel::Sms,
        phone: DRIVERS_PHONE.to_owned(),
        email: String::new(),
        language: Language::Fr,
        shops: vec!["MOZ1".to_owned()],
    };
    let set = app.call(WindowKind::Office, SetReach { staff, typed }, Language::Fr).await;
    set.expect("kept");
    staff
}

/// A run of these orders, each five minutes behind the other.
pub fn run_of(driver: StaffId, orders: &[OrderId]) -> SendRun {
    let stops = (1..).zip(orders).map(|(nth, order)| StopAsked { order: *order, minutes: 5 * nth });
    let stops: Vec<_> = stops.collect();
    SendRun {
        command: tap(),
        run: RunId(a_uuid()),
        driver,
        minutes: 5 * stops.len() as u32 + 4,
        stops,
        is_estimate: false,
        float: Cents::ZERO,
    }
}

pub async fn summary(app: &App, order: OrderId) -> OrderSummary {
    let open = at_counter(app, ListOpenOrders {}).await.expect("the orders");
    open.into_iter().find(|it| it.order == order).expect("it is open")
}

pub fn hand_over(order: OrderId) -> HandOver {
    HandOver { command: tap(), order }
}

pub fn not_found(run: RunId, order: OrderId) -> FailStop {
    let (reason, note) = (FailReason::NotFound, Some("pas de réponse".to_owned()));
    FailStop { command: tap(), run, order, reason, note }
}

pub fn counted(run: RunId, cents: i64) -> EndRun {
    EndRun { command: tap(), run, counted: Cents(cents), unpaid_is_meant: false }
}

async fn past(app: &App) -> Vec<Run> {
    at_counter(app, ReadRuns { before: None }).await.expect("the runs")
}

#[tokio::test]
async fn a_driver_leaves_and_what_became_of_each_order_is_known_when_he_is_back() {
    let fresh = Fresh::new().await;
    let app = counter(&fresh).await;
    let first = ready(&app, "+33612345678", "12 rue des Lilas", Some(north(10))).await;
    let second = ready(&app, "+33387654321", "3 place du Marché", None).await;
    let seen = board(&app).await;
    let shown: Vec<_> = seen.ready.iter().map(|it| (it.order, it.due, it.pizzas)).collect();
    assert_eq!(shown, [(first.order, Cents(1950), 2), (second.order, Cents(1950), 2)]);
    assert_eq!(seen.shop.position, Some(north(0)));
    assert!(seen.ready[0].ready_since.is_some() && seen.runs.is_empty());
    let address = seen.ready[0].address.as_ref().expect("an address");
    assert_eq!((address.street.as_str(), address.position), ("12 rue des Lilas", Some(north(10))));

    let driver = driver(&app).await;
    let call = run_of(driver, &[second.order, first.order]);
    let sent = at_counter(&app, call.clone()).await.expect("sent");
    assert_eq!(sent.numbers, [second.number.clone(), first.number.clone()]);
    assert_eq!(at_counter(&app, call.clone()).await.expect("the same tap"), sent);
    for order in [first.order, second.order] {
        assert_eq!(summary(&app, order).await.state, OrderState::OutForDelivery);
    }
    let seen = board(&app).await;
    let run = &seen.runs[0];
    assert_eq!((run.run, run.state, run.expected_minutes), (call.run, RunState::UnderWay, 14));
    assert_eq!((run.left_at, &run.driver_name), (sent.left_at, &sent.driver_name));
    let expected: Vec<_> =
        run.stops.iter().map(|it| (it.expected_at - run.left_at).num_minutes()).collect();
    assert_eq!(expected, [5, 10]);
    let back_at = run.back_at();
    assert_eq!(seen.drivers[0].presence, Presence::OnRun { run: call.run, back_at });
    assert!(seen.ready.is_empty());

    // The one is handed over, and paid by card at the door; the other comes back.
    let stands = at_counter(&app, hand_over(first.order)).await.expect("handed over");
    assert_eq!(stands.state, OrderState::HandedOver);
    let early = at_counter(&app, counted(call.run, 0)).await.expect_err("one is still out");
    assert!(early.message.contains(&second.number) && early.code == FailureCode::Conflict);
    let failed = at_counter(&app, not_found(call.run, second.order)).await.expect("it came back");
    assert_eq!(failed.state, OrderState::Returned);
    let again = at_counter(&app, not_found(call.run, second.order)).await.expect_err("once");
    assert!(again.message.contains("déjà notée"), "{again:?}");
    let unpaid = at_counter(&app, counted(call.run, 0)).await.expect_err("one is not paid");
    assert!(unpaid.message.contains(&first.number), "{unpaid:?}");
    assert_eq!(unpaid.field.as_deref(), Some("unpaid"));
    at_counter(&app, paid_by_card(first.order, first.total)).await.expect("paid");
    let ended = at_counter(&app, counted(call.run, 0)).await.expect("it ends");
    assert_eq!((ended.cash.owed(), ended.difference), (Cents::ZERO, Cents::ZERO));
    let over = at_counter(&app, counted(call.run, 0)).await.expect_err("it is over");
    assert!(over.message.contains(&sent.driver_name), "{over:?}");

    let seen = board(&app).await;
    assert!(seen.runs.is_empty());
    let wrong = seen.ready[0].went_wrong.as_ref().expect("why it came back");
    assert_eq!(
        (wrong.reason, wrong.note.as_deref()),
        (FailReason::NotFound, Some("pas de réponse"))
    );
    assert_eq!(
        (wrong.driver.as_str(), seen.ready[0].state),
        (sent.driver_name.as_str(), OrderState::Returned)
    );
    let runs = past(&app).await;
    let states: Vec<_> = runs[0].stops.iter().map(|it| it.state).collect();
    assert_eq!(states, [StopState::Failed, StopState::Delivered]);
    let end = runs[0].ended.as_ref().expect("it is over");
    assert_eq!((runs.len(), end.counted, end.difference), (1, Cents::ZERO, Cents::ZERO));
    invariants::check(app.database()).await;
}

#[tokio::test]
async fn what_came_back_is_sent_again_or_given_up_by_a_manager() {
    let fresh = Fresh::new().await;
    let app = counter(&fresh).await;
    let driver = driver(&app).await;
    let placed = ready(&app, "+33612345678", "12 rue des Lilas", Some(north(10))).await;
    let again = || SendAgain { command: tap(), order: placed.order };
    let refused = at_counter(&app, again()).await.expect_err("it has not left");
    assert!(refused.message.contains("n’est pas revenue"), "{refused:?}");
    for _ in 0..2 {
        let call = run_of(driver, &[placed.order]);
        at_counter(&app, call.clone()).await.expect("sent");
        at_counter(&app, not_found(call.run, placed.order)).await.expect("it came back");
        at_counter(&app, counted(call.run, 0)).await.expect("back");
        let refused =
            at_counter(&app, run_of(driver, &[placed.order])).await.expect_err("first ready");
        assert!(refused.message.contains("retour"), "{refused:?}");
        let tapped = again();
        let stands = at_counter(&app, tapped.clone()).await.expect("ready once more");
        assert_eq!(stands.state, OrderState::Ready);
        assert_eq!(at_counter(&app, tapped).await.expect("the same tap"), stands);
    }
    let call = run_of(driver, &[placed.order]);
    at_counter(&app, call.clone()).await.expect("sent");
    at_counter(&app, not_found(call.run, placed.order)).await.expect("it came back");
    let cancel = |reason: Option<&str>| CancelOrder {
        command: tap(),
        order: placed.order,
        reason: reason.map(str::to_owned),
        approval: None,
    };
    let refused = at_counter(&app, cancel(Some("absent"))).await.expect_err("a manager does");
    assert_eq!(refused.code, FailureCode::NeedsManager);
    sign_in(&app, WindowKind::Counter, Role::ShopManager).await;
    let cancelled = at_counter(&app, cancel(Some("client absent"))).await.expect("given up");
    assert_eq!(cancelled.wasted, 2, "what was made is waste");
    at_counter(&app, counted(call.run, 0)).await.expect("back, with nothing owed");
    // Each run keeps what became of it.
    let states: Vec<_> = past(&app).await.iter().map(|it| it.stops[0].state).collect();
    assert_eq!(states, [StopState::Failed; 3]);
    invariants::check(app.database()).await;
}

#[tokio::test]
async fn an_order_that_is_out_is_neither_changed_nor_given_up_but_may_be_paid() {
    let fresh = Fresh::new().await;
    let app = counter(&fresh).await;
    sign_in(&app, WindowKind::Counter, Role::ShopManager).await;
    let placed = ready(&app, "+33612345678", "12 rue des Lilas", Some(north(10))).await;
    let call = run_of(driver(&app).await, &[placed.order]);
    at_counter(&app, call.clone()).await.expect("sent");
    let menu = app.menu().await.expect("the menu");
    let content = an_order(&menu, vec![line(&menu, "cola", 1)]);
    let version = summary(&app, placed.order).await.version;
    let change = ChangeOrder {
        command: tap(),
        order: placed.order,
        version,
        content: content.content,
        promised_at: content.promised_at,
    };
    let cancel = CancelOrder {
        command: tap(),
        order: placed.order,
        reason: Some("erreur".to_owned()),
        approval: None,
    };
    let refusals = [
        at_counter(&app, change).await.map(drop).expect_err("it is out"),
        at_counter(&app, cancel).await.map(drop).expect_err("it is out"),
    ];
    for refused in refusals {
        assert!(refused.message.contains("est en livraison"), "{refused:?}");
        assert_eq!(refused.code, FailureCode::Conflict);
    }
    // By card on the telephone, while the driver is on his way: nothing is due at the door.
    at_counter(&app, paid_by_card(placed.order, placed.total)).await.expect("paid");
    let stop = board(&app).await.runs[0].stops[0].clone();
    assert_eq!(
        (stop.due, stop.cash, stop.order_state),
        (Cents::ZERO, Cents::ZERO, OrderState::OutForDelivery)
    );
    let stands = at_counter(&app, hand_over(placed.order)).await.expect("handed over");
    assert_eq!(stands.state, OrderState::Closed, "it is paid");
    at_counter(&app, counted(call.run, 0)).await.expect("back");
    invariants::check(app.database()).await;
}

#[tokio::test]
async fn who_is_here_is_said_each_day_anew() {
    let fresh = Fresh::new().await;
    let app = counter(&fresh).await;
    let driver = driver(&app).await;
    let presence = async || board(&app).await.drivers[0].presence;
    assert_eq!(presence().await, Presence::Absent);
    for present in [true, true, false, true] {
        at_counter(&app, SetDriverPresence { driver, present }).await.expect("said");
        let expected = if present { Presence::Here } else { Presence::Absent };
        assert_eq!(presence().await, expected);
    }
    let said: i64 = sqlx::query_scalar("SELECT count(*) FROM driver_presence")
        .fetch_one(app.database())
        .await
        .expect("counted");
    assert_eq!(said, 3, "what is so already is not said again");
    let tiles = at_counter(&app, ListStaff {}).await.expect("the tiles");
    let cashier = tiles.iter().find(|it| it.role == Role::Cashier).expect("a cashier").id;
    let refused = at_counter(&app, SetDriverPresence { driver: cashier, present: true }).await;
    assert!(refused.expect_err("no driver").message.contains("ne livre pas"));
    // Yesterday's word does not count.
    for statement in [
        "ALTER TABLE driver_presence DISABLE TRIGGER driver_presence_append_only",
        "UPDATE driver_presence SET at = at - interval '1 day'",
    ] {
        sqlx::query(statement).execute(app.database()).await.expect("a day passes");
    }
    assert_eq!(presence().await, Presence::Absent);
}
