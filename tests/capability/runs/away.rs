//! Without the server: no run leaves, and what is done at the counter on the driver's return is done.

use super::{board, counted, driver, hand_over, north, place_shop, ready, run_of};
use crate::invariants;
use crate::offline::cut::{Cut, cash, open};
use crate::support::people::at_counter;
use domain::Cents;
use domain::orders::OrderState;
use domain::runs::{PlanRun, StopState};

#[tokio::test]
async fn no_run_leaves_without_the_server_and_who_was_out_is_settled() {
    let cut = Cut::ready().await;
    place_shop(&cut.app, Some(north(0))).await;
    let driver = driver(&cut.app).await;
    let out = ready(&cut.app, "+33612345678", "12 rue des Lilas", Some(north(10))).await;
    let here = ready(&cut.app, "+33612345679", "3 place du Marché", Some(north(20))).await;
    let call = run_of(driver, &[out.order]);
    at_counter(&cut.app, call.clone()).await.expect("sent");
    open(&cut.app).await;
    assert_eq!(board(&cut.app).await.runs[0].stops[0].state, StopState::Out);
    cut.away().await;
    let refused = at_counter(&cut.app, run_of(driver, &[here.order])).await.expect_err("away");
    assert!(refused.message.contains("le livreur ne recevrait aucun SMS"), "{refused:?}");
    let plan = PlanRun { orders: vec![here.order], as_given: false };
    at_counter(&cut.app, plan).await.expect_err("away");
    let refused = at_counter(&cut.app, counted(call.run, 0)).await.expect_err("away");
    assert!(refused.message.contains("à son retour"), "{refused:?}");
    assert_eq!(cut.waits(), 0, "none of it waits");
    // The driver is back meanwhile.
    let stands = at_counter(&cut.app, hand_over(out.order)).await.expect("handed over");
    assert_eq!(stands.state, OrderState::HandedOver);
    at_counter(&cut.app, cash(&out)).await.expect("paid");
    let stop = board(&cut.app).await.runs[0].stops[0].clone();
    assert_eq!((stop.state, stop.due), (StopState::Delivered, Cents(0)));
    cut.back().await;
    assert_eq!((cut.waits(), cut.to_decide().await.len()), (0, 0));
    let ended = at_counter(&cut.app, counted(call.run, 1950)).await.expect("back");
    assert_eq!((ended.cash.taken, ended.difference), (Cents(1950), Cents(0)));
    invariants::check(cut.app.database()).await;
}
