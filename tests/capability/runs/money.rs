//! The money of a run: the float leaves the drawer, what was taken at the doors is booked as any money is, and
//! what is brought back shows what is missing.

use super::{board, counted, counter, driver, hand_over, north, not_found, past, ready, run_of};
use crate::invariants;
use crate::support::database::Fresh;
use crate::support::people::{at_counter, paid_by_card, tap};
use domain::ledger::{OpenSession, ReadTill};
use domain::orders::{OrderId, PlacedOrder, SettleOrder};
use domain::payments::Given;
use domain::runs::{EndRun, RunCash, SendAgain, SendRun};
use domain::{Cents, FailureCode};
use oc_pizza::app::App;
use oc_pizza::ledger::verify::verify;

fn by_cash(placed: &PlacedOrder) -> SettleOrder {
    let given = Given::Cash { received: Cents(2000) };
    SettleOrder::at_once(tap(), placed.order, placed.total, given)
}

async fn drawer(app: &App) -> Cents {
    let till = at_counter(app, ReadTill {}).await.expect("the till");
    till.drawer.expect("it is open").session.expected()
}

async fn delivered_for_cash(app: &App, placed: &PlacedOrder) {
    at_counter(app, hand_over(placed.order)).await.expect("handed over");
    at_counter(app, by_cash(placed)).await.expect("paid");
}

#[tokio::test]
async fn the_difference_is_what_he_brings_less_his_float_and_the_cash_of_his_orders() {
    let fresh = Fresh::new().await;
    let app = counter(&fresh).await;
    at_counter(&app, OpenSession { command: tap(), float: Cents(10_000) }).await.expect("open");
    let driver = driver(&app).await;
    let mut orders = Vec::new();
    for (nth, street) in ["12 rue des Lilas", "3 place du Marché", "5 rue Basse"].iter().enumerate()
    {
        let phone = format!("061234567{nth}");
        orders.push(ready(&app, &phone, street, Some(north(10))).await);
    }
    // One was paid in cash at the counter before: that is not the driver's.
    at_counter(&app, by_cash(&orders[0])).await.expect("paid");
    assert_eq!(drawer(&app).await, Cents(11_950));
    let keys: Vec<OrderId> = orders.iter().map(|it| it.order).collect();
    let too_much = SendRun { float: Cents(12_000), ..run_of(driver, &keys) };
    let refused = at_counter(&app, too_much).await.expect_err("not in the drawer");
    assert!(refused.message.contains("119,50"), "{refused:?}");
    assert_eq!(refused.field.as_deref(), Some("float"));
    let call = SendRun { float: Cents(5000), ..run_of(driver, &keys) };
    at_counter(&app, call.clone()).await.expect("sent");
    assert_eq!(drawer(&app).await, Cents(6950), "the float has left");
    at_counter(&app, hand_over(orders[0].order)).await.expect("handed over");
    delivered_for_cash(&app, &orders[1]).await;
    at_counter(&app, hand_over(orders[2].order)).await.expect("handed over");
    at_counter(&app, paid_by_card(orders[2].order, orders[2].total)).await.expect("paid");
    let cash = board(&app).await.runs[0].cash;
    assert_eq!(cash, RunCash { float: Cents(5000), taken: Cents(1950) });
    // He brings 69,00 € of 69,50 €.
    let tapped = counted(call.run, 6900);
    let ended = at_counter(&app, tapped.clone()).await.expect("back");
    assert_eq!((ended.cash, ended.difference), (cash, Cents(-50)));
    assert_eq!(at_counter(&app, tapped).await.expect("the same tap"), ended);
    // Opening float, one order at the counter, one at a door, and fifty cents that are not there.
    assert_eq!(drawer(&app).await, Cents(10_000 + 1950 + 1950 - 50));
    let till = at_counter(&app, ReadTill {}).await.expect("the till");
    assert_eq!(till.drawer.expect("open").moved.len(), 2, "out and back, with the driver's name");
    let seen = past(&app).await.remove(0);
    let end = seen.ended.expect("it is over");
    assert_eq!((end.counted, end.difference, seen.cash), (Cents(6900), Cents(-50), cash));
    let stops: Vec<_> = seen.stops.iter().map(|it| it.cash).collect();
    assert_eq!(stops, [Cents(0), Cents(1950), Cents(0)]);
    assert_eq!(board(&app).await.drivers[0].float, Some(Cents(5000)), "proposed for the next");
    let verified = verify(app.database(), None).await.expect("read");
    assert!(verified.defects.is_empty(), "{:?}", verified.defects);
    invariants::check(app.database()).await;
}

#[tokio::test]
async fn cash_of_an_order_is_of_the_run_that_took_it() {
    let fresh = Fresh::new().await;
    let app = counter(&fresh).await;
    let driver = driver(&app).await;
    let placed = ready(&app, "+33612345678", "12 rue des Lilas", Some(north(10))).await;
    let first = run_of(driver, &[placed.order]);
    at_counter(&app, first.clone()).await.expect("sent");
    at_counter(&app, not_found(first.run, placed.order)).await.expect("it came back");
    at_counter(&app, SendAgain { command: tap(), order: placed.order }).await.expect("ready");
    // The first is still to be counted; a second driver would take it now.
    at_counter(&app, counted(first.run, 0)).await.expect("back");
    let second = run_of(driver, &[placed.order]);
    at_counter(&app, second.clone()).await.expect("sent");
    delivered_for_cash(&app, &placed).await;
    let ended = at_counter(&app, counted(second.run, 1950)).await.expect("back");
    assert_eq!((ended.cash.taken, ended.difference), (Cents(1950), Cents(0)));
    let taken: Vec<_> = past(&app).await.iter().map(|it| (it.run, it.cash.taken)).collect();
    assert_eq!(taken, [(second.run, Cents(1950)), (first.run, Cents(0))]);
    let stops: Vec<_> = past(&app).await.iter().map(|it| it.stops[0].cash).collect();
    assert_eq!(stops, [Cents(1950), Cents(0)]);
}

#[tokio::test]
async fn who_delivered_and_was_not_paid_ends_his_run_where_that_is_meant() {
    let fresh = Fresh::new().await;
    let app = counter(&fresh).await;
    let placed = ready(&app, "+33612345678", "12 rue des Lilas", Some(north(10))).await;
    let call = run_of(driver(&app).await, &[placed.order]);
    at_counter(&app, call.clone()).await.expect("sent");
    at_counter(&app, hand_over(placed.order)).await.expect("handed over");
    for cents in [-1, 1_000_001] {
        let refused = at_counter(&app, counted(call.run, cents)).await.expect_err("no sum");
        assert_eq!(refused.field.as_deref(), Some("counted"));
    }
    let refused = at_counter(&app, counted(call.run, 0)).await.expect_err("not paid");
    assert_eq!(refused.code, FailureCode::Refused);
    let meant = EndRun { unpaid_is_meant: true, ..counted(call.run, 0) };
    at_counter(&app, meant).await.expect("he pays tomorrow");
    // What is paid afterwards is nobody's run any more.
    at_counter(&app, by_cash(&placed)).await.expect("paid");
    let seen = past(&app).await.remove(0);
    assert_eq!(
        (seen.cash.taken, seen.stops[0].cash, seen.stops[0].due),
        (Cents(0), Cents(0), Cents(0))
    );
    invariants::check(app.database()).await;
}
