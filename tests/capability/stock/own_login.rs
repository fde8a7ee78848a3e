//! Stock at terminals with logins of their own: what a kitchen does and an office reads, and no more.

use super::{by_hand, level, named};
use crate::invariants;
use crate::support::database::a_uuid;
use crate::support::people::{at_counter, in_kitchen, order, sign_in, tap};
use crate::support::separated::Separated;
use crate::terminals::program;
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::stock::{
    Arrived, BeginInventory, Cause, CountIngredient, DeclareRupture, Delivery, InventoryId,
    ListLacking, ReadInventory, ReadLevels, ReadMovements, ReceiptId, ReceiveGoods, SaveInventory,
};
use domain::terminals::TerminalKind;
use domain::{FailureCode, Language};

fn levels() -> ReadLevels {
    ReadLevels { shop: None }
}

fn movements() -> ReadMovements {
    ReadMovements { shop: None, ingredient: None, cause: None, before: None }
}

#[tokio::test]
async fn a_kitchen_does_all_of_it_and_an_office_reads() {
    let fresh = Separated::new().await;
    let counter = fresh.enrolled("MOZ1", &[TerminalKind::Counter]).await;
    let counter = program(&counter, fresh.options());
    sign_in(&counter, WindowKind::Counter, Role::Cashier).await;
    let kitchen = fresh.enrolled("MOZ1", &[TerminalKind::Kitchen]).await;
    let kitchen = program(&kitchen, fresh.options());
    sign_in(&kitchen, WindowKind::Kitchen, Role::ShopManager).await;
    let placed = order(&counter, &[("reine", 1)]).await;
    let (cheese, ham) = (named(&counter, "fromage").await, named(&counter, "épaule").await);

    in_kitchen(&kitchen, by_hand(cheese, Cause::Waste, -10)).await.expect("booked");
    in_kitchen(&kitchen, by_hand(cheese, Cause::Correction, 10)).await.expect("booked");
    let came = Arrived { ingredient: cheese, quantity: 5, price: None };
    let delivery = Delivery {
        purchase: None,
        number: None,
        comment: Some("Marché".to_owned()),
        lines: vec![came],
        more_is_meant: false,
    };
    let call = ReceiveGoods { command: tap(), receipt: ReceiptId(a_uuid()), delivery };
    in_kitchen(&kitchen, call).await.expect("received");
    let inventory = InventoryId(a_uuid());
    in_kitchen(&kitchen, BeginInventory { command: tap(), inventory }).await.expect("begun");
    for counted in [1, 5000] {
        let call = CountIngredient { command: tap(), inventory, ingredient: cheese, counted };
        in_kitchen(&kitchen, call).await.expect("counted");
    }
    for seen in [0, 1] {
        let call = DeclareRupture { command: tap(), ingredient: ham, seen };
        let declared = in_kitchen(&kitchen, call).await.expect("declared");
        assert_eq!(declared.lacking[0].number, placed.number);
    }
    in_kitchen(&kitchen, ReadInventory {}).await.expect("read").expect("under way");
    let call = SaveInventory { command: tap(), inventory, partly: true };
    in_kitchen(&kitchen, call).await.expect("saved");
    assert_eq!(level(&counter, cheese).await.on_hand, 5000);
    assert_eq!(level(&counter, ham).await.on_hand, 1);
    assert_eq!(at_counter(&counter, ListLacking {}).await.expect("listed").len(), 1);
    in_kitchen(&kitchen, levels()).await.expect("the levels");
    let moved = in_kitchen(&kitchen, movements()).await.expect("the movements").movements;
    assert!(moved[0].by.is_some() && moved[0].cause == Cause::Inventory, "{moved:?}");

    let office = fresh.enrolled("MOZ1", &[TerminalKind::Office]).await;
    let office = program(&office, fresh.options());
    sign_in(&office, WindowKind::Office, Role::ShopManager).await;
    let ask = WindowKind::Office;
    let rows = office.call(ask, levels(), Language::Fr).await.expect("the levels");
    assert!(rows.iter().any(|row| row.level.ingredient == cheese && row.level.on_hand == 5000));
    let seen = office.call(ask, movements(), Language::Fr).await.expect("the movements");
    assert_eq!(seen.movements, moved);
    let other = ReadLevels { shop: Some("MOZ2".to_owned()) };
    office.call(ask, other, Language::Fr).await.expect_err("another shop's");
    // What a counter's window asks for in a kitchen's name is not its login's.
    sign_in(&counter, WindowKind::Kitchen, Role::ShopManager).await;
    let call = BeginInventory { command: tap(), inventory: InventoryId(a_uuid()) };
    let refused = in_kitchen(&counter, call).await.expect_err("no right");
    assert_eq!(refused.code, FailureCode::Refused, "{refused:?}");
    invariants::check(&fresh.pool()).await;
}
