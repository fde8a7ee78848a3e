//! Who is told that a run leaves: the driver of each order, each customer who can be; and a person, where a
//! driver was not.

use super::{
    DRIVERS_PHONE, board, counter, driver, hand_over, north, ready, run_of, signed_in, with_phone,
};
use crate::services::{digitaleo, secrets, terminal};
use crate::support::database::{Fresh, a_uuid};
use crate::support::people::{at_counter, in_kitchen, paid_by_card, tap};
use domain::Language;
use domain::customers::{CustomerDetails, CustomerId, SaveCustomer};
use domain::messages::{ListMessages, Message, MessageKind, MessageState, MoveMessage};
use domain::orders::PlacedOrder;
use domain::runs::{NotTold, ReadNotTold};
use domain::settings::SetService;
use domain::shops::WindowKind;
use domain::staff::Role;
use oc_pizza::app::App;
use oc_pizza::messages::send_due;
use simulators::{Account, Post};
use std::sync::Arc;
use std::time::Duration;
use tokio::time::{sleep, timeout};

/// A counter with a service for text messages.
async fn sender(fresh: &Fresh, post: Post) -> (App, simulators::Digitaleo) {
    let simulator = simulators::Digitaleo::on(Account::Json, post).await;
    let app = signed_in(terminal(fresh, "Caisse 1", &secrets(fresh).await).await).await;
    crate::support::people::sign_in(&app, WindowKind::Office, Role::Administrator).await;
    let typed = digitaleo(&simulator).typed();
    app.call(WindowKind::Office, SetService { typed }, Language::Fr).await.expect("set");
    (app, simulator)
}

async fn not_told(app: &App) -> Vec<NotTold> {
    let here = at_counter(app, ReadNotTold {}).await.expect("the alerts");
    assert_eq!(in_kitchen(app, ReadNotTold {}).await.as_ref(), Ok(&here), "kitchen and counter");
    here
}

/// Three orders: a mobile number, paid; a landline; a mobile number and no place.
async fn three(app: &App) -> [PlacedOrder; 3] {
    let first = ready(app, "+33612345678", "12 rue des Lilas", Some(north(10))).await;
    at_counter(app, paid_by_card(first.order, first.total)).await.expect("paid");
    let second = ready(app, "+33387654321", "3 place du Marché", Some(north(20))).await;
    let third = ready(app, "+33712345678", "5 rue de l’Été", None).await;
    [first, second, third]
}

async fn send_all(app: &App) {
    while send_due(app).await.expect("tried") > 0 {}
}

async fn pass(app: &App, what: &'static str) {
    sqlx::query(what).execute(app.database()).await.expect("time passes");
}

const NEXT_TRY: &str = "UPDATE message SET due_at = now() WHERE state = 'to_send'";
const TEN_MINUTES: &str = "UPDATE message SET due_at = due_at - interval '10 minutes',
    written_at = written_at - interval '10 minutes', expires_at = expires_at - interval '10 minutes'
    WHERE state = 'to_send'";
const RUN_TOO: &str = "UPDATE run SET left_at = left_at - interval '10 minutes'";

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_driver_gets_a_message_an_order_and_each_customer_with_a_mobile_number_one() {
    let fresh = Fresh::new().await;
    let (app, simulator) = sender(&fresh, Post::Takes).await;
    let driver = with_phone(&app).await;
    let orders = three(&app).await;
    let call = run_of(driver, &[orders[1].order, orders[0].order, orders[2].order]);
    let sent = at_counter(&app, call.clone()).await.expect("sent");
    assert!(sent.driver_is_told && sent.customers_told == 2, "{sent:?}");
    assert_eq!(at_counter(&app, call.clone()).await.expect("the same tap"), sent);
    send_all(&app).await;
    let texts = simulator.sent();
    let drivers: Vec<_> =
        texts.iter().filter(|it| it.to == DRIVERS_PHONE).map(|it| it.text.as_str()).collect();
    assert_eq!((drivers.len(), texts.len()), (3, 5), "{texts:?}");
    for (at, order) in [(0, &orders[1]), (1, &orders[0]), (2, &orders[2])] {
        assert!(
            drivers[at].starts_with(&order.number),
            "in the order of the stops: {}",
            drivers[at]
        );
    }
    // Name, number, content, address, floor and code, link, what is due.
    for words in [
        "Lefèvre",
        "0387654321",
        "2x Reine",
        "1x Cola",
        "3 place du March",
        "99120 Mozzaville",
        "2e, code 4B12",
        "destination=43.422500,3.693000",
        "19,50",
    ] {
        assert!(drivers[0].contains(words), "{words}: {}", drivers[0]);
    }
    assert!(drivers[1].contains("payée"), "{}", drivers[1]);
    assert!(
        drivers[2].contains("destination=5+rue+de+l%E2%80%99%C3%89t%C3%A9,+99120+Mozzaville"),
        "{}",
        drivers[2]
    );
    let customers: Vec<_> = texts.iter().filter(|it| it.to != DRIVERS_PHONE).collect();
    let to: Vec<_> = customers.iter().map(|it| it.to.as_str()).collect();
    assert_eq!(to, ["+33612345678", "+33712345678"]);
    assert!(customers[0].text.contains("votre pizza part, arrivée vers"), "{}", customers[0].text);
    assert!(!customers[0].text.contains("Reste à payer") && customers[1].text.contains("19,50"));
    let stops = board(&app).await.runs.remove(0).stops;
    assert!(stops.iter().all(|it| it.driver_message == Some(MessageState::Sent)));
    assert_eq!(not_told(&app).await, []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_has_no_number_is_told_by_hand() {
    let fresh = Fresh::new().await;
    let (app, simulator) = sender(&fresh, Post::Takes).await;
    pass(&app, "DELETE FROM staff_reach").await;
    let driver = driver(&app).await;
    assert!(!board(&app).await.drivers[0].has_phone);
    let placed = ready(&app, "+33387654321", "3 place du Marché", Some(north(20))).await;
    let sent = at_counter(&app, run_of(driver, &[placed.order])).await.expect("sent");
    assert!(!sent.driver_is_told && sent.customers_told == 0);
    send_all(&app).await;
    assert_eq!(simulator.sent(), []);
    assert_eq!(board(&app).await.runs[0].stops[0].driver_message, None);
}

#[tokio::test]
async fn without_a_service_for_text_messages_whoever_sends_him_tells_him() {
    let fresh = Fresh::new().await;
    let app = counter(&fresh).await;
    let driver = with_phone(&app).await;
    let placed = ready(&app, "+33612345678", "12 rue des Lilas", Some(north(10))).await;
    let sent = at_counter(&app, run_of(driver, &[placed.order])).await.expect("sent");
    assert!(!sent.driver_is_told && sent.customers_told == 0);
    assert_eq!(board(&app).await.runs[0].stops[0].driver_message, None);
    pass(&app, RUN_TOO).await;
    assert_eq!(not_told(&app).await, [], "the counter was told at once");
}

async fn listed(app: &App, kind: MessageKind) -> Message {
    let all = at_counter(app, ListMessages { state: None }).await.expect("listed");
    all.into_iter().find(|it| it.kind == kind).expect("it did not go")
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_service_down_for_ten_minutes_tells_a_person_and_sends_nothing_that_is_over() {
    let fresh = Fresh::new().await;
    let (app, simulator) = sender(&fresh, Post::Fails).await;
    let driver = with_phone(&app).await;
    let placed = ready(&app, "+33612345678", "12 rue des Lilas", Some(north(10))).await;
    let call = run_of(driver, &[placed.order]);
    at_counter(&app, call.clone()).await.expect("sent");
    for _ in 0..5 {
        assert_eq!(not_told(&app).await, [], "it is still tried");
        send_all(&app).await;
        pass(&app, NEXT_TRY).await;
    }
    let told = not_told(&app).await;
    assert_eq!((told.len(), told[0].number.as_str()), (1, placed.number.as_str()));
    assert!(!told[0].may_have_gone && told[0].run == call.run);
    assert_eq!(board(&app).await.runs[0].stops[0].driver_message, Some(MessageState::Failed));
    // Ten minutes later the service is back: what was given up is not sent by itself, the customer, whose
    // pizza is still on its way, is told.
    let to_driver = || simulator.sent().iter().filter(|sms| sms.to == DRIVERS_PHONE).count();
    pass(&app, TEN_MINUTES).await;
    simulator.behave(Post::Takes);
    let before = to_driver();
    send_all(&app).await;
    assert_eq!(to_driver(), before);
    assert_eq!(simulator.sent().last().map(|sms| sms.to.as_str()), Some("+33612345678"));
    // A person sends it again: it goes once, and nobody is alarmed any more.
    let message = listed(&app, MessageKind::DriverRun).await;
    let (from, to) = (message.state, MessageState::ToSend);
    at_counter(&app, MoveMessage { message: message.id, from, to }).await.expect("again");
    assert_eq!(not_told(&app).await, []);
    send_all(&app).await;
    assert_eq!(to_driver(), before + 1);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_nobody_sent_within_its_time_is_told_to_a_person_and_not_sent() {
    let fresh = Fresh::new().await;
    let (app, simulator) = sender(&fresh, Post::Takes).await;
    let driver = with_phone(&app).await;
    let placed = ready(&app, "+33612345678", "12 rue des Lilas", Some(north(10))).await;
    at_counter(&app, run_of(driver, &[placed.order])).await.expect("sent");
    pass(&app, TEN_MINUTES).await;
    pass(&app, RUN_TOO).await;
    send_all(&app).await;
    assert_eq!(not_told(&app).await.len(), 1, "the driver's minute is over");
    // The customer's twenty are not.
    let to: Vec<_> = simulator.sent().into_iter().map(|it| it.to).collect();
    assert_eq!(to, ["+33612345678"]);
    // Nobody is told that he comes where the group does not want it.
    let off =
        "INSERT INTO setting (name, value) VALUES ('customer_messages', '{\"leaving\": false}')";
    pass(&app, off).await;
    let other = ready(&app, "+33612345679", "3 place du Marché", Some(north(20))).await;
    let second = "INSERT INTO staff_shop SELECT staff_id, shop_id FROM staff, shop
                  WHERE shop.code = 'MOZ1' AND staff_id = (SELECT min(staff_id) FROM staff JOIN staff_shop USING (staff_id)
                                                      JOIN shop USING (shop_id) WHERE role = 'driver' AND code = 'MOZ2')";
    pass(&app, second).await;
    let free =
        board(&app).await.drivers.into_iter().find(|it| it.driver != driver).expect("another");
    let sent = at_counter(&app, run_of(free.driver, &[other.order])).await.expect("sent");
    assert_eq!(sent.customers_told, 0);
    // What became of the order ends the alarm.
    at_counter(&app, hand_over(placed.order)).await.expect("handed over");
    assert_eq!(not_told(&app).await, []);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn who_is_killed_between_sending_and_noting_sends_no_second_message_to_a_driver() {
    let fresh = Fresh::new().await;
    let (app, simulator) = sender(&fresh, Post::SilentAfter).await;
    let app = Arc::new(app.with_outside(oc_pizza::outside::Outside::default()));
    let driver = with_phone(&app).await;
    let placed = ready(&app, "+33387654321", "3 place du Marché", Some(north(20))).await;
    at_counter(&app, run_of(driver, &[placed.order])).await.expect("sent");
    let killed = app.clone();
    let sending = tokio::spawn(async move { send_due(&killed).await });
    let given = async {
        while simulator.sent().is_empty() {
            sleep(Duration::from_millis(10)).await;
        }
    };
    timeout(Duration::from_secs(8), given).await.expect("it was given");
    sending.abort();
    simulator.behave(Post::Takes);
    pass(&app, "UPDATE message SET claimed_until = now() WHERE state = 'claimed'").await;
    send_all(&app).await;
    assert_eq!(simulator.sent().len(), 1);
    let told = not_told(&app).await;
    assert!(told.len() == 1 && told[0].may_have_gone, "a person looks: {told:?}");
}

#[tokio::test]
async fn a_customer_is_told_that_it_leaves_in_his_language_and_by_the_way_there_is_to_him() {
    let fresh = Fresh::new().await;
    let (app, _simulator) = sender(&fresh, Post::Takes).await;
    let pool = fresh.pool();
    let entered = "INSERT INTO setting (name, value) VALUES ('mail', '{}')";
    sqlx::query(entered).execute(&pool).await.expect("a service for mail");
    let (mobile, landline) = ("+33712345678", "+33388123457");
    for (phone, email) in [(landline, Some("zoe@exemple.fr")), (mobile, None)] {
        let details = CustomerDetails {
            phone: phone.to_owned(),
            name: "Zoé".to_owned(),
            email: email.map(str::to_owned),
            language: Language::En,
            ..CustomerDetails::default()
        };
        let customer = CustomerId(a_uuid());
        let call = SaveCustomer { command: tap(), customer, version: None, details };
        at_counter(&app, call).await.expect("saved");
    }
    let mut orders = Vec::new();
    for phone in [mobile, landline, "0692 12 34 56", "03 88 12 34 56"] {
        orders.push(ready(&app, phone, "12 rue des Lilas", None).await.order);
    }
    let driver = driver(&app).await;
    let sent = at_counter(&app, run_of(driver, &orders)).await.expect("sent");
    assert_eq!(sent.customers_told, 3, "a landline without an address is nobody’s way");
    let written: Vec<(String, String, String)> = sqlx::query_as(
        "SELECT channel, coalesce(phone, email), language FROM message
         WHERE kind = 'leaving' ORDER BY message_id",
    )
    .fetch_all(&pool)
    .await
    .expect("the messages");
    let written: Vec<_> = written
        .iter()
        .map(|(by, to, speaks)| (by.as_str(), to.as_str(), speaks.as_str()))
        .collect();
    assert_eq!(
        written,
        [("sms", mobile, "en"), ("email", "zoe@exemple.fr", "en"), ("sms", "+262692123456", "fr"),],
        "in the order of the stops"
    );
}
