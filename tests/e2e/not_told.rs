//! A driver whose message did not go: counters and kitchens say so until somebody has decided.

use crate::office::in_both_themes;
use crate::people;
use crate::shop::{Shop, database, other_counter};
use crate::tour::picture;
use crate::windows::Sign;
use domain::Cents;
use domain::customers::DeliveryAddress;
use domain::orders::{OrderId, ServiceMode};
use domain::runs::{ReadDeliveries, RunId, SendRun, StopAsked};
use oc_pizza::app::App;
use sqlx::{AssertSqlSafe, Executor};

/// Deliveries of a can each, which are ready at once.
async fn ready(app: &App, count: usize) -> Vec<OrderId> {
    let menu = app.menu().await.expect("the menu");
    let mut orders = Vec::new();
    for _ in 0..count {
        let mut call = people::an_order(&menu, vec![people::line(&menu, "cola", 4)]);
        call.content.mode = ServiceMode::Delivery;
        call.content.customer_phone = Some("+33387654321".to_owned());
        call.content.delivery = Some(DeliveryAddress {
            street: "12 rue des Lilas".to_owned(),
            postcode: "99120".to_owned(),
            town: "Mozzaville".to_owned(),
            ..DeliveryAddress::default()
        });
        orders.push(people::at_counter(app, call).await.expect("placed").order);
    }
    orders
}

/// Sends the shop's driver off with these.
async fn sent(app: &App, orders: &[OrderId]) {
    let board = people::at_counter(app, ReadDeliveries {}).await.expect("the board");
    let stops = orders.iter().map(|order| StopAsked { order: *order, minutes: 5 }).collect();
    let call = SendRun {
        command: people::tap(),
        run: RunId(people::tap().0),
        driver: board.drivers[0].driver,
        stops,
        minutes: 20,
        is_estimate: true,
        float: Cents::ZERO,
    };
    people::at_counter(app, call).await.expect("sent");
}

#[tokio::test]
async fn the_kitchen_says_which_driver_has_to_be_told_and_the_counter_decides() -> anyhow::Result<()>
{
    let shop = Shop::new().await?;
    let (fresh, address) = database().await;
    let pool = fresh.pool();
    // Entered, and out of reach: what becomes of each message is said below.
    let entered = r#"INSERT INTO setting (name, value) VALUES ('digitaleo', '{"token_address":
        "http://127.0.0.1:1/token", "sms_address": "http://127.0.0.1:1/sms", "sender": "OCPizza", "form": "json"}')"#;
    pool.execute(entered).await?;
    let app = other_counter(&fresh).await;
    let orders = ready(&app, 3).await;
    let (counter, kitchen) = (shop.counter(&address).await?, shop.kitchen(&address).await?);
    counter.shows("alerts", Sign::Gone).await?;
    sent(&app, &orders).await;
    let fate = async |state: &str, nth: u32| {
        let fate = format!(
            "UPDATE message SET state = '{state}', claimed_until = NULL, tries = 5 WHERE message_id IN
                 (SELECT message_id FROM message WHERE kind = 'driver_run' ORDER BY message_id LIMIT {nth})"
        );
        pool.execute(AssertSqlSafe(fate)).await
    };
    fate("to_check", 3).await?;
    kitchen
        .shows("driver-not-told", Sign::Says("SMS à vérifier, Théo : A-001, A-002, A-003"))
        .await?;
    counter.shows("alerts", Sign::Has("data-count", "3")).await?;
    fate("failed", 2).await?;
    kitchen.shows("driver-not-told", Sign::Says("Prévenir Théo : A-001, A-002")).await?;
    counter.shows("alerts", Sign::Says("Course")).await?;
    in_both_themes(&counter, "counter-not-told").await?;
    in_both_themes(&kitchen, "kitchen-not-told").await?;
    kitchen.click("language").await?;
    kitchen.shows("driver-not-told", Sign::Says("Tell Théo: A-001, A-002")).await?;
    picture(&kitchen, "kitchen-not-told-english").await?;
    fate("given_up", 3).await?;
    kitchen.shows("driver-not-told", Sign::Gone).await?;
    counter.shows("alerts", Sign::Gone).await
}
