//! Stock without the server: what is done is booked when it is back, and what was seen holds for the moment
//! it was seen at.

use super::{by_hand, level, moved, named, waste};
use crate::invariants;
use crate::offline::cut::{Cut, back, look, started};
use crate::support::database::a_uuid;
use crate::support::people::{claim, in_kitchen, into_oven, order, sign_in, tap};
use crate::support::proxy::Proxy;
use domain::FailureCode;
use domain::menu::IngredientId;
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::stock::{
    BeginInventory, Cause, CountIngredient, DeclareRupture, InventoryId, ReadInventory, ReadLevels,
    SaveInventory, Seen,
};
use oc_pizza::app::App;
use std::collections::BTreeMap;
use std::time::Duration;
use tokio::time::sleep;

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

fn rupture(ingredient: IngredientId, seen: i64) -> DeclareRupture {
    DeclareRupture { command: tap(), ingredient, seen }
}

/// Longer than two terminals of one clock differ about a moment.
const A_WHILE: Duration = Duration::from_millis(50);

/// A kitchen of the same shop that has its server.
async fn another(cut: &Cut) -> App {
    let other = cut.fresh.terminal("Cuisine 2");
    sign_in(&other, WindowKind::Counter, Role::Cashier).await;
    sign_in(&other, WindowKind::Kitchen, Role::ShopManager).await;
    other
}

#[tokio::test]
async fn what_is_seen_without_the_server_holds_for_its_moment() {
    let cut = Cut::ready().await;
    let cheese = named(&cut.app, "fromage").await;
    let (before, other) = (level(&cut.app, cheese).await.on_hand, another(&cut).await);
    let placed = order(&cut.app, &[("reine", 1)]).await;
    look(&cut.app).await;
    cut.away().await;
    // Not known here, but on the shelf that is seen.
    waste(&other, cheese, 300).await.expect("booked");
    let declared = in_kitchen(&cut.app, rupture(cheese, 40)).await.expect("declared");
    assert_eq!(declared.seen, Seen { ingredient: cheese, seen: 40, theoretical: before });
    assert_eq!(declared.lacking.iter().map(|it| it.order).collect::<Vec<_>>(), [placed.order]);
    assert!(!declared.no_longer_made.is_empty());
    assert_eq!(level(&cut.app, cheese).await.on_hand, 40);
    waste(&other, cheese, 7).await.expect("booked");
    let cut = cut.restart().await;
    assert_eq!((cut.waits(), level(&cut.app, cheese).await.on_hand), (1, 40));
    cut.back().await;
    sign_in(&cut.app, WindowKind::Counter, Role::Cashier).await;
    sign_in(&cut.app, WindowKind::Kitchen, Role::Pizzaiolo).await;
    assert_eq!((cut.waits(), cut.to_decide().await.len()), (0, 0));
    assert_eq!(level(&cut.app, cheese).await.on_hand, 40 - 7);
    let newest = &moved(&cut.app, cheese).await[0];
    assert_eq!((newest.cause, newest.quantity), (Cause::Inventory, 40 - (before - 300)));
    invariants::check(cut.app.database()).await;
}

#[tokio::test]
async fn who_looked_later_has_the_last_word_whoever_is_heard_first() {
    let cut = Cut::ready().await;
    let (cheese, ham) = (named(&cut.app, "fromage").await, named(&cut.app, "épaule").await);
    let other = another(&cut).await;
    cut.away().await;
    in_kitchen(&cut.app, rupture(cheese, 900)).await.expect("declared");
    in_kitchen(&other, rupture(cheese, 850)).await.expect("declared");
    let there = level(&other, ham).await.on_hand;
    in_kitchen(&cut.app, rupture(ham, there - 5)).await.expect("declared");
    // Right as it is for whoever looks later: the earlier look is over all the same.
    in_kitchen(&other, rupture(ham, there)).await.expect("declared");
    cut.back().await;
    assert_eq!((cut.waits(), cut.to_decide().await.len()), (0, 0));
    assert_eq!(level(&cut.app, cheese).await.on_hand, 850);
    assert_eq!(level(&cut.app, ham).await.on_hand, there);
    invariants::check(cut.app.database()).await;
}

#[tokio::test]
async fn what_was_used_before_somebody_looked_and_is_heard_of_later_was_seen() {
    let cut = Cut::ready().await;
    let cheese = named(&cut.app, "fromage").await;
    let home = tempfile::tempdir().expect("a home");
    let proxy = Proxy::before(cut.fresh.socket_folder());
    let second = started(&cut.fresh, &proxy, home.path()).await;
    sign_in(&second, WindowKind::Counter, Role::Cashier).await;
    sign_in(&second, WindowKind::Kitchen, Role::Pizzaiolo).await;
    look(&second).await;
    cut.away().await;
    proxy.cut();
    second.disconnected();
    waste(&second, cheese, 100).await.expect("taken");
    sleep(A_WHILE).await;
    in_kitchen(&cut.app, rupture(cheese, 2000)).await.expect("declared");
    sleep(A_WHILE).await;
    waste(&second, cheese, 50).await.expect("taken");
    cut.back().await;
    assert_eq!(level(&cut.app, cheese).await.on_hand, 2000);
    back(&second, &proxy).await;
    assert_eq!(level(&cut.app, cheese).await.on_hand, 2000 - 50);
    invariants::check(cut.app.database()).await;
}

#[tokio::test]
async fn an_inventory_goes_on_without_the_server_and_is_written_as_it_was_shown() {
    let cut = Cut::ready().await;
    let (cheese, ham) = (named(&cut.app, "fromage").await, named(&cut.app, "épaule").await);
    let other = another(&cut).await;
    order(&cut.app, &[("reine", 2)]).await;
    look(&cut.app).await;
    cut.away().await;
    let inventory = InventoryId(a_uuid());
    let begun = in_kitchen(&cut.app, BeginInventory { command: tap(), inventory }).await;
    let list = begun.expect("begun").list;
    assert!(list.contains(&cheese) && list.contains(&ham));
    let second = in_kitchen(&cut.app, BeginInventory { command: tap(), inventory }).await;
    assert_eq!(second.expect_err("one is under way").code, FailureCode::Conflict);
    into_oven(&cut.app, claim(&cut.app).await.pizza.item).await;
    let there = level(&cut.app, cheese).await.on_hand;
    let count =
        |ingredient, counted| CountIngredient { command: tap(), inventory, ingredient, counted };
    let counted = in_kitchen(&cut.app, count(cheese, there - 60)).await.expect("counted");
    assert_eq!((counted.theoretical, counted.difference()), (there, -60));
    // Used after the count, here and elsewhere.
    into_oven(&cut.app, claim(&cut.app).await.pizza.item).await;
    waste(&other, cheese, 10).await.expect("booked");
    let hams = level(&cut.app, ham).await.on_hand;
    in_kitchen(&cut.app, rupture(ham, hams - 9)).await.expect("declared");
    let cut = cut.restart().await;
    sign_in(&cut.app, WindowKind::Kitchen, Role::Pizzaiolo).await;
    let found = in_kitchen(&cut.app, ReadInventory {}).await.expect("read").expect("under way");
    assert_eq!(found.counts.len(), 2);
    let save = |partly| SaveInventory { command: tap(), inventory, partly };
    let refused = in_kitchen(&cut.app, save(false)).await.expect_err("some are not counted");
    assert_eq!(refused.field.as_deref(), Some("partly"));
    let written = in_kitchen(&cut.app, save(true)).await.expect("saved");
    assert_eq!(written.differences, BTreeMap::from([(cheese, -60)]));
    assert_eq!(in_kitchen(&cut.app, ReadInventory {}).await.expect("read"), None);
    let shown = (level(&cut.app, cheese).await.on_hand, level(&cut.app, ham).await.on_hand);
    cut.back().await;
    sign_in(&cut.app, WindowKind::Counter, Role::Cashier).await;
    sign_in(&cut.app, WindowKind::Kitchen, Role::Pizzaiolo).await;
    assert_eq!((cut.waits(), cut.to_decide().await), (0, vec![]));
    let real = (level(&cut.app, cheese).await.on_hand, level(&cut.app, ham).await.on_hand);
    assert_eq!(real, (shown.0 - 10, shown.1));
    assert_eq!(in_kitchen(&cut.app, ReadInventory {}).await.expect("read"), None);
    invariants::check(cut.app.database()).await;
}

#[tokio::test]
async fn who_began_an_inventory_while_somebody_else_did_counts_in_the_others() {
    let cut = Cut::ready().await;
    let (cheese, ham) = (named(&cut.app, "fromage").await, named(&cut.app, "épaule").await);
    let other = another(&cut).await;
    cut.away().await;
    let (mine, theirs) = (InventoryId(a_uuid()), InventoryId(a_uuid()));
    let begin = |inventory| BeginInventory { command: tap(), inventory };
    in_kitchen(&cut.app, begin(mine)).await.expect("begun");
    in_kitchen(&other, begin(theirs)).await.expect("begun");
    let count = |inventory, ingredient, counted| CountIngredient {
        command: tap(),
        inventory,
        ingredient,
        counted,
    };
    in_kitchen(&cut.app, count(mine, cheese, 111)).await.expect("counted");
    in_kitchen(&cut.app, count(mine, ham, 222)).await.expect("counted");
    // Counted later by the other: that one stands.
    in_kitchen(&other, count(theirs, ham, 333)).await.expect("counted");
    cut.back().await;
    assert_eq!((cut.waits(), cut.to_decide().await), (0, vec![]));
    let found = in_kitchen(&other, ReadInventory {}).await.expect("read").expect("under way");
    let of = |it| found.count(it).map(|count| count.counted);
    assert_eq!((found.id, of(cheese), of(ham)), (theirs, Some(111), Some(333)));
    let save = SaveInventory { command: tap(), inventory: theirs, partly: true };
    in_kitchen(&other, save).await.expect("saved");
    assert_eq!(level(&other, cheese).await.on_hand, 111);
    invariants::check(cut.app.database()).await;
}

#[tokio::test]
async fn nobody_corrects_without_the_right_to_and_no_list_is_made_up() {
    let cut = Cut::ready().await;
    let cheese = named(&cut.app, "fromage").await;
    cut.away().await;
    in_kitchen(&cut.app, ReadLevels { shop: None }).await.expect_err("nobody knows");
    let corrected = in_kitchen(&cut.app, by_hand(cheese, Cause::Correction, 10)).await;
    assert_eq!(corrected.expect_err("a manager's").field.as_deref(), Some("cause"));
    let absurd = in_kitchen(&cut.app, rupture(cheese, -1)).await.expect_err("absurd");
    assert_eq!(absurd.field.as_deref(), Some("quantity"));
    assert_eq!(cut.waits(), 0);
    cut.back().await;
}
