//! Terminals with logins of their own: a kitchen has money captured that it cannot see, a counter books it, an
//! office carries payments on and books none.

use super::{carry_on, enter, reine, taps_stand, time_passes};
use crate::changing::summary;
use crate::services::{impatient, secrets_at};
use crate::support::people::{claim, sign_in};
use crate::support::separated::Separated;
use crate::terminals::program;
use domain::Cents;
use domain::payments::PaypalState;
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::terminals::TerminalKind;
use oc_pizza::online::carry_on_due;
use oc_pizza::settings::Secrets;
use simulators::Purse;

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_kitchens_tap_takes_money_that_it_cannot_see() {
    let (group, purse) = (Separated::new().await, simulators::Paypal::on(Purse::Works).await);
    enter(&group.pool(), &purse).await;
    let key = secrets_at(group.options()).await;
    let counter = group.enrolled("MOZ1", &[TerminalKind::Counter]).await;
    let kitchen = group.enrolled("MOZ1", &[TerminalKind::Kitchen]).await;
    let office = group.enrolled("MOZ1", &[TerminalKind::Office]).await;
    let [counter, kitchen, office] = [&counter, &kitchen, &office]
        .map(|it| program(it, group.options()).with_outside(impatient()))
        .map(|app| app.with_secrets(Secrets::with_key(key.clone())));
    sign_in(&counter, WindowKind::Counter, Role::Cashier).await;
    sign_in(&kitchen, WindowKind::Kitchen, Role::Pizzaiolo).await;
    sign_in(&office, WindowKind::Office, Role::ShopManager).await;
    let placed = reine(&counter).await;
    super::asked(&counter, &placed, 800).await.expect("asked");
    assert!(purse.pay(&purse.purchases()[0].id));
    time_passes(&group.pool()).await;
    carry_on_due(&office, false).await.expect("carried on");
    assert_eq!(summary(&counter, &placed).await.paypal, Some(PaypalState::Authorized));
    // Who asked for it works elsewhere by now: it goes on all the same.
    let moved = "DELETE FROM staff_shop WHERE staff_id = (SELECT asked_by FROM paypal_intent)";
    sqlx::query(moved).execute(&group.pool()).await.expect("moved");
    claim(&kitchen).await;
    taps_stand(&group.pool()).await;
    time_passes(&group.pool()).await;
    carry_on_due(&office, false).await.expect("carried on");
    let stands = summary(&counter, &placed).await;
    assert_eq!(
        (purse.purchases()[0].captured, stands.paid),
        (800, Cents::ZERO),
        "an office books none"
    );
    carry_on(&counter, &group.pool()).await;
    assert_eq!(summary(&counter, &placed).await.paid, Cents(800));
    carry_on_due(&kitchen, true).await.expect_err("a kitchen has no right to it");
}
