//! Forgetting: at the customer's word, and three years after the last order; what is handed out before.

use super::{by_phone, door, file, found, in_office, ready, search};
use crate::invariants;
use crate::support::database::Fresh;
use crate::support::people::{at_counter, claim, cooked, into_oven, paid_by_card, sign_in, tap};
use domain::FailureCode;
use domain::customers::{EraseCustomer, ExportCustomer, ReadCustomer};
use domain::orders::{FindOrders, HandOver, ListEndedOrders, PlacedOrder};
use domain::shops::WindowKind;
use domain::staff::Role;
use oc_pizza::app::App;
use oc_pizza::customers::forget_old;
use oc_pizza::ledger::verify::verify;
use std::os::unix::fs::PermissionsExt;

/// Makes, hands over and settles an order of two pizzas.
async fn ended(app: &App, placed: &PlacedOrder) {
    for _ in 0..2 {
        let item = claim(app).await.pizza.item;
        into_oven(app, item).await;
        cooked(app, item).await;
    }
    at_counter(app, paid_by_card(placed.order, placed.total)).await.expect("settled");
    at_counter(app, HandOver { command: tap(), order: placed.order }).await.expect("handed over");
}

/// What the database still has of somebody, wherever it stands.
pub async fn traces(app: &App, of: &str) -> Vec<String> {
    let tables: Vec<String> = sqlx::query_scalar(
        "SELECT table_name::text FROM information_schema.tables
         WHERE table_schema = 'oc_pizza' AND table_type = 'BASE TABLE'",
    )
    .fetch_all(app.database())
    .await
    .expect("the tables");
    let mut found = Vec::new();
    for table in tables {
        let asked = format!("SELECT count(*) FROM {table} AS it WHERE strpos(it::text, $1) > 0");
        let rows: i64 = sqlx::query_scalar(sqlx::AssertSqlSafe(asked))
            .bind(of)
            .fetch_one(app.database())
            .await
            .expect("counted");
        if rows > 0 {
            found.push(table);
        }
    }
    found
}

#[tokio::test]
async fn an_erased_customer_leaves_orders_and_ledger_nameless_and_nothing_else() {
    let fresh = Fresh::new().await;
    let app = ready(&fresh).await;
    sign_in(&app, WindowKind::Kitchen, Role::Pizzaiolo).await;
    let menu = app.menu().await.expect("the menu");
    let call = by_phone(&menu, "+33612345678", Some(door("12 rue des Lilas")));
    let placed = at_counter(&app, call).await.expect("placed");
    let customer = found(&app, "+33612345678").await.expect("a file").customer;
    let erase =
        || EraseCustomer { command: tap(), customer: customer.id, version: customer.version };

    let refused = in_office(&app, erase()).await.expect_err("an order is under way");
    let reference = placed.reference.clone().expect("the server gives one");
    assert!(refused.message.contains(&reference), "{refused:?}");
    ended(&app, &placed).await;
    let stale = EraseCustomer { version: 9, ..erase() };
    assert_eq!(in_office(&app, stale).await.expect_err("stale").code, FailureCode::Conflict);
    assert!(!traces(&app, "Lefèvre").await.is_empty(), "the search finds what there is");

    let asked = erase();
    let done = in_office(&app, asked.clone()).await.expect("erased");
    assert_eq!((done.customer, done.orders), (customer.id, 1));
    assert_eq!(in_office(&app, asked).await.expect("the same tap"), done);
    assert_eq!(in_office(&app, erase()).await.expect_err("gone").code, FailureCode::Conflict);
    for of in ["Lefèvre", "+33612345678", "612345678", "rue des Lilas"] {
        assert_eq!(traces(&app, of).await, Vec::<String>::new(), "{of}");
    }
    assert_eq!(found(&app, "+33612345678").await, None);
    let gone = in_office(&app, ReadCustomer { customer: customer.id }).await.expect_err("gone");
    assert_eq!(gone.code, FailureCode::Conflict);
    // What was sold is there, and what was signed holds.
    let over = at_counter(&app, ListEndedOrders {}).await.expect("the day");
    assert_eq!((over.len(), over[0].total, &over[0].customer_name), (1, placed.total, &None));
    let typed = placed.number.clone();
    let again = at_counter(&app, FindOrders { typed }).await.expect("found");
    assert_eq!(again.len(), 1);
    let verified = verify(app.database(), None).await.expect("read");
    assert!(verified.defects.is_empty(), "{:?}", verified.defects);
    // The same number is a new customer's.
    at_counter(&app, by_phone(&menu, "+33612345678", None)).await.expect("placed");
    assert_eq!(found(&app, "+33612345678").await.expect("a new file").orders.len(), 1);
    invariants::check(app.database()).await;
}

#[tokio::test]
async fn who_has_not_ordered_for_three_years_is_forgotten_once_a_day_by_one_terminal() {
    let fresh = Fresh::new().await;
    let (app, other) = (ready(&fresh).await, ready(&fresh).await);
    sign_in(&app, WindowKind::Kitchen, Role::Pizzaiolo).await;
    let menu = app.menu().await.expect("the menu");
    let (mut old, under_way) = (Vec::new(), "+33600000099");
    for nth in 0..3 {
        let phone = format!("+3360000000{nth}");
        let placed = at_counter(&app, by_phone(&menu, &phone, None)).await.expect("placed");
        ended(&app, &placed).await;
        old.push(phone);
    }
    at_counter(&app, by_phone(&menu, under_way, None)).await.expect("placed");
    let age = async |years: &str, day: &str, but: &str| {
        let past = format!("UPDATE customer SET created_at = now() - interval '{years}',
                                last_order_at = now() - interval '{day}' WHERE phone IS DISTINCT FROM '{but}'");
        sqlx::query(sqlx::AssertSqlSafe(past)).execute(app.database()).await.expect("aged");
    };
    age("4 years", "2 years 11 months 30 days", "").await;
    assert_eq!(forget_old(&app).await.expect("looked"), 0, "not yet");
    age("4 years", "3 years", &old[0]).await;
    assert_eq!(forget_old(&app).await.expect("looked"), 0, "once a day");
    let tomorrow = "UPDATE customer_keeping SET last_on = last_on - 1";
    sqlx::query(tomorrow).execute(app.database()).await.expect("a day later");
    let (mine, yours) = tokio::join!(forget_old(&app), forget_old(&other));
    assert_eq!(mine.expect("looked") + yours.expect("looked"), 2, "each once");
    assert!(found(&app, &old[0]).await.is_some() && found(&app, under_way).await.is_some());
    for phone in &old[1..] {
        assert_eq!(traces(&app, phone).await, Vec::<String>::new());
    }
    assert_eq!(search(&app, "").await.len(), 2);
}

#[tokio::test]
async fn what_is_kept_of_a_customer_is_handed_out_as_a_file() {
    let fresh = Fresh::new().await;
    let folder = tempfile::tempdir().expect("a folder");
    let app = ready(&fresh).await.with_downloads(Some(folder.path().join("downloads")));
    let menu = app.menu().await.expect("the menu");
    let call = by_phone(&menu, "+32470123456", Some(door("12 rue des Lilas")));
    at_counter(&app, call).await.expect("placed");
    let customer = found(&app, "+32470123456").await.expect("a file").customer.id;
    let first = in_office(&app, ExportCustomer { customer }).await.expect("written").file;
    let second = in_office(&app, ExportCustomer { customer }).await.expect("written").file;
    assert!(first != second && first.contains("client-0032470123456-"), "{first} {second}");
    let text = std::fs::read_to_string(&first).expect("readable");
    let told: serde_json::Value = serde_json::from_str(&text).expect("JSON");
    let kept = file(&app, customer).await;
    assert_eq!(told["customer"], serde_json::to_value(&kept.customer).expect("JSON"));
    assert_eq!(told["orders"], serde_json::to_value(&kept.orders).expect("JSON"));
    let mode = std::fs::metadata(&first).expect("there").permissions().mode();
    assert_eq!(mode & 0o777, 0o600);
}
