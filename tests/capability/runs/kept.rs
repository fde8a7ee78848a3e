//! Whose runs are: a counter's with its own login, and a forgotten customer's never.

use super::{
    DRIVERS_PHONE, board, counted, counter, hand_over, north, not_found, ready, run_of, with_phone,
};
use crate::customers::{found, in_office};
use crate::support::database::Fresh;
use crate::support::people::{at_counter, in_kitchen, paid_by_card, sign_in, tap};
use crate::support::separated::Separated;
use crate::terminals::program;
use domain::customers::EraseCustomer;
use domain::runs::{ReadDeliveries, ReadNotTold, SendAgain, SetDriverPresence};
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::terminals::TerminalKind;

#[tokio::test]
async fn a_counter_sends_and_settles_with_its_own_login_what_is_its_shops() {
    let fresh = Separated::new().await;
    let pc = fresh.enrolled("MOZ1", &[TerminalKind::Counter, TerminalKind::Kitchen]).await;
    let other = fresh.enrolled("MOZ2", &[TerminalKind::Counter]).await;
    let (app, there) = (program(&pc, fresh.options()), program(&other, fresh.options()));
    sign_in(&app, WindowKind::Counter, Role::Cashier).await;
    sign_in(&app, WindowKind::Kitchen, Role::Pizzaiolo).await;
    sign_in(&there, WindowKind::Counter, Role::Cashier).await;
    let entered = "INSERT INTO setting (name, value) VALUES ('digitaleo', '{}')";
    sqlx::query(entered).execute(&fresh.pool()).await.expect("a service for text messages");
    let number = "UPDATE staff_reach SET phone = $1";
    sqlx::query(number).bind(DRIVERS_PHONE).execute(&fresh.pool()).await.expect("numbers");
    let placed = ready(&app, "+33612345678", "12 rue des Lilas", Some(north(10))).await;
    let driver = board(&app).await.drivers[0].clone();
    assert!(driver.has_phone);
    let driver = driver.driver;
    at_counter(&app, SetDriverPresence { driver, present: true }).await.expect("said");
    let call = run_of(driver, &[placed.order]);
    at_counter(&there, run_of(driver, &[placed.order])).await.expect_err("another shop’s");
    let sent = at_counter(&app, call.clone()).await.expect("sent");
    assert!(sent.driver_is_told && sent.customers_told == 1);
    assert!(board(&there).await.runs.is_empty());
    for refused in [
        at_counter(&there, hand_over(placed.order)).await.map(drop),
        at_counter(&there, not_found(call.run, placed.order)).await.map(drop),
        at_counter(&there, counted(call.run, 0)).await.map(drop),
    ] {
        refused.expect_err("another shop’s");
    }
    at_counter(&app, not_found(call.run, placed.order)).await.expect("it came back");
    at_counter(&app, SendAgain { command: tap(), order: placed.order }).await.expect("ready");
    at_counter(&app, counted(call.run, 0)).await.expect("back");

    let kitchen = fresh.enrolled("MOZ1", &[TerminalKind::Kitchen]).await;
    let kitchen = program(&kitchen, fresh.options());
    sign_in(&kitchen, WindowKind::Kitchen, Role::Pizzaiolo).await;
    assert_eq!(in_kitchen(&kitchen, ReadNotTold {}).await, Ok(vec![]));
    for statement in ["SELECT * FROM run", "SELECT * FROM run_stop", "SELECT * FROM message"] {
        let read = sqlx::query(statement).fetch_all(kitchen.database()).await;
        read.expect_err("a kitchen sees none");
    }
    for statement in [
        "DELETE FROM run",
        "UPDATE run SET float_cents = 0",
        "UPDATE driver_presence SET present = false",
    ] {
        let done = sqlx::query(statement).execute(app.database()).await;
        done.expect_err("a counter does not");
    }
    assert!(at_counter(&app, ReadDeliveries {}).await.is_ok());
}

#[tokio::test]
async fn a_forgotten_customer_is_in_no_message_and_no_note_of_a_run() {
    let fresh = Fresh::new().await;
    let app = counter(&fresh).await;
    let driver = with_phone(&app).await;
    let placed = ready(&app, "+33612345678", "12 rue des Lilas", Some(north(10))).await;
    for comes_back in [true, false] {
        let call = run_of(driver, &[placed.order]);
        at_counter(&app, call.clone()).await.expect("sent");
        if comes_back {
            at_counter(&app, not_found(call.run, placed.order)).await.expect("it came back");
            at_counter(&app, SendAgain { command: tap(), order: placed.order })
                .await
                .expect("ready");
        } else {
            at_counter(&app, hand_over(placed.order)).await.expect("handed over");
            at_counter(&app, paid_by_card(placed.order, placed.total)).await.expect("paid");
        }
        at_counter(&app, counted(call.run, 0)).await.expect("back");
    }
    let customer = found(&app, "+33612345678").await.expect("a file").customer;
    let erase = EraseCustomer { command: tap(), customer: customer.id, version: customer.version };
    in_office(&app, erase).await.expect("erased");
    for of in ["Lefèvre", "+33612345678", "612345678", "rue des Lilas", "pas de réponse"] {
        assert_eq!(
            crate::customers::forgotten::traces(&app, of).await,
            Vec::<String>::new(),
            "{of}"
        );
    }
}
