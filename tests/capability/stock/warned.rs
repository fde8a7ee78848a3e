//! Warnings of a coming shortage (UC10) as kitchens read them: each terminal once, until they are over.

use super::{by_hand, level, named, terminal, waste};
use crate::support::database::{Fresh, terminal_at};
use crate::support::people::{in_kitchen, sign_in};
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::stock::{AcknowledgeWarning, Alarm, Cause, ReadWarnings, StockWarning};
use oc_pizza::app::App;

async fn unread(app: &App) -> Vec<StockWarning> {
    in_kitchen(app, ReadWarnings {}).await.expect("the warnings")
}

#[tokio::test]
async fn each_kitchen_reads_a_warning_for_itself_and_what_recovered_is_over() {
    let fresh = Fresh::new().await;
    let app = terminal(&fresh, Role::ShopManager).await;
    let other = terminal(&fresh, Role::Pizzaiolo).await;
    let elsewhere = terminal_at(fresh.pool(), "Cuisine", "MOZ2");
    sign_in(&elsewhere, WindowKind::Kitchen, Role::Pizzaiolo).await;
    assert_eq!(unread(&app).await, []);
    let ham = named(&app, "épaule").await;
    let there = level(&app, ham).await;
    waste(&app, ham, there.on_hand - there.safety).await.expect("booked");
    let [warning] = &unread(&app).await[..] else { panic!("one warning") };
    assert_eq!((warning.ingredient, warning.name.as_str()), (ham, "épaule"));
    assert_eq!((warning.alarm, warning.outlook.on_hand), (Alarm::Low, there.safety));
    assert_eq!(unread(&elsewhere).await, [], "another shop's");
    let read = AcknowledgeWarning { warning: warning.id };
    in_kitchen(&elsewhere, read.clone()).await.expect("it says nothing there");
    for _ in 0..2 {
        in_kitchen(&app, read.clone()).await.expect("read");
    }
    assert_eq!(unread(&app).await, []);
    assert_eq!(unread(&other).await.len(), 1, "nobody there has read it");
    in_kitchen(&app, by_hand(ham, Cause::Correction, 5000)).await.expect("found");
    assert_eq!(unread(&other).await, [], "it is over");
    waste(&app, ham, 5000).await.expect("booked");
    assert_eq!(unread(&app).await.len(), 1, "it crossed the line again");
}
