//! Purchase orders: drafted, sent, received in parts, closed; each step once, whoever else is at it.

mod drafting;
mod own_login;
mod receiving;
mod sending;

use super::{named, terminal};
use crate::support::database::{Fresh, a_uuid};
use crate::support::people::{in_kitchen, sign_in, tap};
use domain::menu::IngredientId;
use domain::shops::WindowKind;
use domain::staff::Role;
use domain::stock::{
    Arrived, CancelPurchase, ClosePurchase, Delivery, ListExpected, ListPurchases, ListSuppliers,
    PurchaseId, PurchaseLine, PurchaseSheet, PurchaseState, ReadPurchase, ReceiptId, ReceiveGoods,
    SavePurchase, SaveSupplier, SendPurchase, SendingWay, StockLevel, Supplier, TypedSupplier,
};
use domain::{Call, Cents, Failure, FailureCode, Language};
use oc_pizza::app::{App, Capability};

async fn at_office<C: Call>(app: &App, call: C) -> Result<C::Reply, Failure>
where
    C::Request: Capability,
{
    app.call(WindowKind::Office, call, Language::Fr).await
}

/// A terminal with a shop's manager at its office and a pizzaïolo in its kitchen.
async fn shop(fresh: &Fresh) -> App {
    let app = terminal(fresh, Role::Pizzaiolo).await;
    sign_in(&app, WindowKind::Office, Role::ShopManager).await;
    app
}

/// The supplier of that name.
async fn supplier(app: &App, name: &str) -> Supplier {
    let all = at_office(app, ListSuppliers {}).await.expect("the suppliers");
    all.into_iter().find(|it| it.name == name).expect("a supplier")
}

fn line(ingredient: IngredientId, ordered: i64, lot: i64, cents: i64) -> PurchaseLine {
    PurchaseLine { ingredient, ordered, received: 0, lot, lot_price: Some(Cents(cents)) }
}

/// A draft of two lots of cheese and one of goat's cheese, of who has an address.
async fn drafting(app: &App) -> SavePurchase {
    let (cheese, goat) = (named(app, "fromage").await, named(app, "fromage de chèvre").await);
    SavePurchase {
        once: a_uuid(),
        shop: "MOZ1".to_owned(),
        purchase: PurchaseId(a_uuid()),
        version: 0,
        supplier: Some(supplier(app, "Laiterie des Monts").await.id),
        lines: vec![line(cheese, 20_000, 10_000, 6250), line(goat, 500, 500, 640)],
    }
}

fn sending(sheet: &PurchaseSheet, way: SendingWay) -> SendPurchase {
    let purchase = &sheet.purchase;
    SendPurchase { once: a_uuid(), purchase: purchase.id, version: purchase.version, way }
}

/// An order that is on its way, told by telephone.
async fn sent(app: &App) -> PurchaseSheet {
    let draft = at_office(app, drafting(app).await).await.expect("drafted");
    at_office(app, sending(&draft, SendingWay::Hand)).await.expect("sent")
}

async fn read(app: &App, purchase: PurchaseId) -> PurchaseSheet {
    at_office(app, ReadPurchase { purchase }).await.expect("the order")
}

fn came(purchase: PurchaseId, number: &str, lines: &[(IngredientId, i64)]) -> ReceiveGoods {
    let arrived =
        |&(ingredient, quantity): &(_, i64)| Arrived { ingredient, quantity, price: None };
    ReceiveGoods {
        command: tap(),
        receipt: ReceiptId(a_uuid()),
        delivery: Delivery {
            purchase: Some(purchase),
            number: Some(number.to_owned()),
            comment: None,
            lines: lines.iter().map(arrived).collect(),
            more_is_meant: false,
        },
    }
}

fn ended(sheet: &PurchaseSheet) -> (CancelPurchase, ClosePurchase) {
    let (purchase, version) = (sheet.purchase.id, sheet.purchase.version);
    (
        CancelPurchase { once: a_uuid(), purchase, version },
        ClosePurchase { once: a_uuid(), purchase, version },
    )
}

fn conflict<T: std::fmt::Debug>(outcome: Result<T, Failure>, words: &str) {
    let refused = outcome.expect_err("refused");
    assert_eq!(refused.code, FailureCode::Conflict, "{refused:?}");
    assert!(refused.message.contains(words), "{refused:?}");
}

#[tokio::test]
async fn a_draft_is_written_changed_and_given_up_each_time_once() {
    let fresh = Fresh::new().await;
    let app = shop(&fresh).await;
    let call = drafting(&app).await;
    let draft = at_office(&app, call.clone()).await.expect("drafted");
    assert_eq!(draft.number, format!("BC-MOZ1-{}-0001", draft.written_at.format("%Y")));
    assert_eq!(draft.purchase.total(), Some(Cents(12_500 + 640)));
    assert_eq!((draft.purchase.state, draft.purchase.version), (PurchaseState::Draft, 1));
    // The same tap again, as a screen does it that has not heard.
    assert_eq!(at_office(&app, call.clone()).await.expect("as it is"), draft);
    let olives = named(&app, "olives").await;
    let lines = vec![line(olives, 1000, 500, 320), call.lines[0]];
    let change = SavePurchase { once: a_uuid(), version: 1, lines, ..call.clone() };
    let changed = at_office(&app, change.clone()).await.expect("changed");
    assert_eq!(at_office(&app, change).await.expect("as it is"), changed);
    let held: Vec<_> = changed.purchase.lines.iter().map(|it| it.ingredient).collect();
    assert_eq!((held, changed.purchase.version), (vec![call.lines[0].ingredient, olives], 2));
    assert_eq!(changed.number, draft.number);
    // Who still has the first version open.
    conflict(
        at_office(&app, SavePurchase { once: a_uuid(), version: 1, ..call.clone() }).await,
        "ailleurs",
    );
    conflict(at_office(&app, SavePurchase { once: a_uuid(), ..call.clone() }).await, "ailleurs");
    let (cancel, close) = ended(&changed);
    conflict(at_office(&app, close).await, "brouillon");
    let over = at_office(&app, cancel.clone()).await.expect("given up");
    assert_eq!(over.purchase.state, PurchaseState::Cancelled);
    assert_eq!(at_office(&app, cancel).await.expect("as it is"), over);
    conflict(at_office(&app, ended(&over).0).await, "annulée");
    conflict(at_office(&app, SavePurchase { once: a_uuid(), version: 3, ..call }).await, "annulée");
    let next = at_office(&app, drafting(&app).await).await.expect("another");
    assert!(next.number.ends_with("-0002"), "{}", next.number);
}

#[tokio::test]
async fn what_is_typed_wrong_is_said_at_its_line() {
    let fresh = Fresh::new().await;
    let app = shop(&fresh).await;
    let good = drafting(&app).await;
    let cheese = good.lines[0].ingredient;
    let at = |it: IngredientId| Some(format!("line-{}", it.0));
    let gone = IngredientId(987_654);
    for (lines, field) in [
        (vec![], Some("lines".to_owned())),
        (vec![line(cheese, 15_000, 10_000, 1)], at(cheese)),
        (vec![line(cheese, 0, 10_000, 1)], at(cheese)),
        (vec![line(cheese, -10_000, 10_000, 1)], at(cheese)),
        (vec![line(cheese, 2_000_000, 10_000, 1)], at(cheese)),
        (vec![line(cheese, 10_000, 10_000, -1)], at(cheese)),
        (vec![line(cheese, 10_000, 0, 1)], at(cheese)),
        (vec![good.lines[0], good.lines[0]], at(cheese)),
        (vec![line(gone, 1, 1, 1)], at(gone)),
    ] {
        let call = SavePurchase { lines, once: a_uuid(), ..good.clone() };
        let refused = at_office(&app, call.clone()).await.expect_err("refused");
        assert_eq!(refused.field, field, "{call:?} {refused:?}");
    }
    let nobody = SavePurchase { supplier: None, ..good.clone() };
    let draft = at_office(&app, nobody).await.expect("it is not known yet");
    let refused = at_office(&app, sending(&draft, SendingWay::Hand)).await.expect_err("to whom?");
    assert_eq!(refused.field.as_deref(), Some("supplier"), "{refused:?}");
    let strange = SavePurchase { shop: "MOZ2".to_owned(), ..drafting(&app).await };
    at_office(&app, strange).await.expect_err("another shop's manager");
    let page = ListPurchases { shop: None, states: vec![], before: None };
    let page = at_office(&app, page).await.expect("the orders");
    assert_eq!(
        (page.purchases.len(), page.purchases[0].id, page.shops.len()),
        (1, good.purchase, 1)
    );
}

#[tokio::test]
async fn pages_go_back_through_all_orders_and_keep_to_their_states() {
    let fresh = Fresh::new().await;
    let app = shop(&fresh).await;
    let first = sent(&app).await;
    for _ in 0..60 {
        at_office(&app, drafting(&app).await).await.expect("drafted");
    }
    let page = async |states: &[PurchaseState], before| {
        let call = ListPurchases { shop: Some("MOZ1".to_owned()), states: states.to_vec(), before };
        at_office(&app, call).await.expect("a page")
    };
    let newest = page(&[], None).await;
    assert_eq!((newest.purchases.len(), newest.earlier), (50, true));
    let oldest = page(&[], newest.purchases.last().map(|it| it.id)).await;
    assert_eq!((oldest.purchases.len(), oldest.earlier), (11, false));
    let numbers: std::collections::BTreeSet<_> =
        newest.purchases.iter().chain(&oldest.purchases).map(|it| it.number.clone()).collect();
    assert_eq!(numbers.len(), 61);
    let on_its_way = page(&[PurchaseState::Sent, PurchaseState::PartlyReceived], None).await;
    assert_eq!(on_its_way.purchases.len(), 1);
    assert_eq!(on_its_way.purchases[0].id, first.purchase.id);
    assert_eq!(on_its_way.purchases[0].total, first.purchase.total());
    assert_eq!(page(&[PurchaseState::Closed], None).await.purchases, []);
}

#[tokio::test]
async fn a_supplier_is_kept_once_and_not_over_somebody_elses_change() {
    let fresh = Fresh::new().await;
    let app = shop(&fresh).await;
    let cheese = named(&app, "fromage").await;
    let before = supplier(&app, "Laiterie des Monts").await;
    let offer = before.offers.iter().find(|it| it.ingredient == cheese).copied().expect("sold");
    let typed = TypedSupplier {
        name: " Fromages & Cie ".to_owned(),
        email: "ventes@fromages.example".to_owned(),
        phone: String::new(),
        offers: vec![domain::stock::Offer { lot: 5000, lot_price: Some(Cents(2900)), ..offer }],
    };
    let add = SaveSupplier { once: a_uuid(), supplier: None, version: 0, typed };
    let refused = at_office(&app, add.clone()).await.expect_err("the group's");
    assert!(refused.message.contains("pas ce droit"), "{refused:?}");
    sign_in(&app, WindowKind::Office, Role::GroupManager).await;
    let added = at_office(&app, add.clone()).await.expect("added");
    assert_eq!(at_office(&app, add.clone()).await.expect("as it is"), added);
    assert_eq!((added.name.as_str(), added.version), ("Fromages & Cie", 1));
    // It is bought there first from now on, and nowhere else.
    let others = supplier(&app, "Laiterie des Monts").await;
    assert!(
        added.offers[0].preferred
            && others.offers.iter().all(|it| it.preferred != (it.ingredient == cheese))
    );
    let again = SaveSupplier { once: a_uuid(), ..add.clone() };
    let refused = at_office(&app, again).await.expect_err("that name is taken");
    assert_eq!(refused.field.as_deref(), Some("name"));
    let typed = TypedSupplier { offers: vec![], ..add.typed };
    let change = |version| SaveSupplier {
        once: a_uuid(),
        supplier: Some(added.id),
        version,
        typed: typed.clone(),
    };
    let changed = at_office(&app, change(1)).await.expect("changed");
    assert_eq!((changed.offers.len(), changed.version), (0, 2));
    conflict(at_office(&app, change(1)).await, "ailleurs");
    let gone = SaveSupplier { supplier: Some(domain::stock::SupplierId(98_765)), ..change(1) };
    conflict(at_office(&app, gone).await, "existe plus");
}

/// What the kitchen expects of an order, by ingredient.
async fn expected(app: &App, purchase: PurchaseId) -> Option<Vec<(IngredientId, i64)>> {
    let all = in_kitchen(app, ListExpected {}).await.expect("what is expected");
    let found = all.into_iter().find(|it| it.purchase.id == purchase)?;
    Some(found.purchase.lines.iter().map(|it| (it.ingredient, it.outstanding())).collect())
}

async fn receive(app: &App, call: ReceiveGoods) -> Result<Vec<StockLevel>, Failure> {
    in_kitchen(app, call).await
}
