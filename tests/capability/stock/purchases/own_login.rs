//! Purchase orders at terminals with logins of their own: an office orders for its shop, a kitchen receives.

use super::{at_office, came, drafting, ended, sending};
use crate::stock::named;
use crate::support::database::a_uuid;
use crate::support::people::{in_kitchen, sign_in, tap};
use crate::support::separated::Separated;
use crate::terminals::program;
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::stock::{
    BeginInventory, CountIngredient, InventoryId, ListExpected, ListPurchases, ListReceipts,
    PurchaseState, ReadMargins, ReadPurchase, ReadToBuy, SaveInventory, SaveSupplier, SendingWay,
    TypedSupplier,
};
use domain::terminals::TerminalKind;
use domain::{Cents, FailureCode};

#[tokio::test]
async fn an_office_orders_and_a_kitchen_receives_and_neither_does_the_others() {
    let fresh = Separated::new().await;
    let office = fresh.enrolled("MOZ1", &[TerminalKind::Office]).await;
    let office = program(&office, fresh.options());
    sign_in(&office, WindowKind::Office, Role::GroupManager).await;
    let kitchen = fresh.enrolled("MOZ1", &[TerminalKind::Kitchen]).await;
    let kitchen = program(&kitchen, fresh.options());
    sign_in(&kitchen, WindowKind::Kitchen, Role::ShopManager).await;
    let far = fresh.enrolled("MOZ2", &[TerminalKind::Office]).await;
    let far = program(&far, fresh.options());
    sign_in(&far, WindowKind::Office, Role::GroupManager).await;

    let draft = at_office(&office, drafting(&office).await).await.expect("drafted");
    let order = at_office(&office, sending(&draft, SendingWay::Email)).await.expect("sent");
    let cheese = named(&office, "fromage").await;
    let expected = in_kitchen(&kitchen, ListExpected {}).await.expect("expected");
    assert_eq!((expected.len(), expected[0].number.as_str()), (1, order.number.as_str()));
    let call = came(order.purchase.id, "BL-1", &[(cheese, 4000)]);
    in_kitchen(&kitchen, call).await.expect("received");
    let read = ReadPurchase { purchase: order.purchase.id };
    let sheet = at_office(&office, read.clone()).await.expect("read");
    assert_eq!(sheet.purchase.state, PurchaseState::PartlyReceived);
    assert_eq!(sheet.receipts[0].total(), Some(Cents(2500)));
    at_office(&office, ended(&sheet).1).await.expect("closed");
    let receipts = ListReceipts { shop: None, before: None };
    assert_eq!(at_office(&office, receipts).await.expect("listed").receipts.len(), 1);
    at_office(&office, ReadMargins { shop: None }).await.expect("costs");
    at_office(&office, ReadToBuy { shop: "MOZ1".to_owned() }).await.expect("what to buy");
    let typed = TypedSupplier { name: "Au marché".to_owned(), ..TypedSupplier::default() };
    let call = SaveSupplier { once: a_uuid(), supplier: None, version: 0, typed };
    at_office(&office, call).await.expect("added");

    // The other shop's office has nothing to do with it.
    let refused = at_office(&far, read).await.expect_err("not there");
    assert_eq!(refused.code, FailureCode::Conflict, "{refused:?}");
    at_office(&far, drafting(&far).await).await.expect_err("for the first shop");
    let all = ListPurchases { shop: None, states: vec![], before: None };
    assert_eq!(at_office(&far, all.clone()).await.expect("its own").purchases, []);
    // What a kitchen's login may not do, whoever is signed in there.
    sign_in(&kitchen, WindowKind::Office, Role::GroupManager).await;
    let refused = at_office(&kitchen, drafting(&office).await).await.expect_err("no right");
    assert_eq!(refused.code, FailureCode::Refused, "{refused:?}");

    let inventory = InventoryId(a_uuid());
    in_kitchen(&kitchen, BeginInventory { command: tap(), inventory }).await.expect("begun");
    let call = CountIngredient { command: tap(), inventory, ingredient: cheese, counted: 0 };
    in_kitchen(&kitchen, call).await.expect("counted");
    let call = SaveInventory { command: tap(), inventory, partly: true };
    let written = in_kitchen(&kitchen, call).await.expect("saved");
    let drafts = ListPurchases { states: vec![PurchaseState::Draft], ..all };
    let drafts = at_office(&office, drafts).await.expect("the drafts").purchases;
    assert!(written.drafted > 0 && drafts.len() == written.drafted as usize, "{drafts:?}");
}
