//! Stock without the server: waste is booked when it is back, a rupture waits for it.

use super::{by_hand, level, moved, named, waste};
use crate::invariants;
use crate::offline::cut::Cut;
use crate::support::people::{in_kitchen, sign_in, tap};
use domain::FailureCode;
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::stock::{Cause, DeclareRupture, ReadLevels};

#[tokio::test]
async fn what_is_thrown_away_without_the_server_is_booked_when_it_is_back() {
    let cut = Cut::ready().await;
    let cheese = named(&cut.app, "fromage").await;
    let before = level(&cut.app, cheese).await.on_hand;
    cut.away().await;
    let shown = waste(&cut.app, cheese, 300).await.expect("taken");
    assert_eq!(shown.on_hand, before - 300);
    assert_eq!(level(&cut.app, cheese).await, shown);
    let more = waste(&cut.app, cheese, before).await.expect_err("not so much is there");
    assert_eq!(more.field.as_deref(), Some("quantity"));
    let cut = cut.restart().await;
    assert_eq!(level(&cut.app, cheese).await, shown, "the journal knows it");
    assert_eq!(cut.waits(), 1);
    let taken_by = cut.app.now();
    cut.back().await;
    sign_in(&cut.app, WindowKind::Counter, Role::Cashier).await;
    sign_in(&cut.app, WindowKind::Kitchen, Role::Pizzaiolo).await;
    assert_eq!((cut.waits(), cut.to_decide().await.len()), (0, 0));
    assert_eq!(level(&cut.app, cheese).await.on_hand, before - 300);
    let newest = &moved(&cut.app, cheese).await[0];
    assert_eq!((newest.cause, newest.quantity), (Cause::Waste, -300));
    assert!(newest.at <= taken_by, "it is dated when it was done");
    invariants::check(cut.app.database()).await;
}

#[tokio::test]
async fn what_the_book_does_not_have_when_it_is_back_waits_for_a_person_who_reads_what_it_was() {
    let cut = Cut::ready().await;
    let cheese = named(&cut.app, "fromage").await;
    let there = level(&cut.app, cheese).await.on_hand;
    cut.away().await;
    waste(&cut.app, cheese, there).await.expect("taken");
    // Another kitchen throws some away meanwhile.
    let other = cut.fresh.terminal("Cuisine 2");
    sign_in(&other, WindowKind::Kitchen, Role::Pizzaiolo).await;
    waste(&other, cheese, 1).await.expect("booked");
    cut.back().await;
    let waits = cut.to_decide().await;
    assert_eq!(waits.len(), 1);
    assert!(waits[0].what.starts_with("Perte\u{a0}: fromage, −12\u{a0}kg"), "{waits:?}");
    assert!(waits[0].why.contains("n’a plus que"), "{waits:?}");
    assert!(!waits[0].needs_manager);
    invariants::check(cut.app.database()).await;
}

#[tokio::test]
async fn a_rupture_is_not_declared_without_the_server_and_nothing_is_left_waiting() {
    let cut = Cut::ready().await;
    let cheese = named(&cut.app, "fromage").await;
    let before = level(&cut.app, cheese).await;
    cut.away().await;
    let call = DeclareRupture { command: tap(), ingredient: cheese, seen: 0 };
    let refused = in_kitchen(&cut.app, call).await.expect_err("not now");
    assert_eq!(refused.code, FailureCode::Refused);
    assert!(refused.message.contains("Le serveur est absent"), "{refused:?}");
    in_kitchen(&cut.app, ReadLevels { shop: None }).await.expect_err("nobody knows");
    assert_eq!((cut.waits(), level(&cut.app, cheese).await), (0, before));
    let corrected = in_kitchen(&cut.app, by_hand(cheese, Cause::Correction, 10)).await;
    assert_eq!(corrected.expect_err("a manager's").field.as_deref(), Some("cause"));
    cut.back().await;
    assert_eq!(level(&cut.app, cheese).await, before);
}
