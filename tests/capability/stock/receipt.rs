//! Goods receipt (UC14): booked whole or not at all, once, with number, price and where it came from.

use super::{level, moved, named, terminal};
use crate::invariants;
use crate::offline::cut::Cut;
use crate::support::database::{Fresh, a_uuid};
use crate::support::people::{in_kitchen, tap};
use domain::menu::IngredientId;
use domain::staff::Role;
use domain::stock::{Arrived, Cause, Delivery, PurchaseId, ReceiptId, ReceiveGoods};
use domain::{Cents, FailureCode};

fn came(lines: &[(IngredientId, i64)]) -> ReceiveGoods {
    let arrived = |&(ingredient, quantity): &(_, i64)| Arrived {
        ingredient,
        quantity,
        price: Some(Cents(quantity / 10)),
    };
    ReceiveGoods {
        command: tap(),
        receipt: ReceiptId(a_uuid()),
        delivery: Delivery {
            purchase: None,
            number: Some(" BL-77 ".to_owned()),
            comment: Some("Marché de gros".to_owned()),
            lines: lines.iter().map(arrived).collect(),
            more_is_meant: false,
        },
    }
}

#[tokio::test]
async fn what_came_is_in_the_book_once_with_its_number_and_its_price() {
    let fresh = Fresh::new().await;
    let app = terminal(&fresh, Role::Pizzaiolo).await;
    let (cheese, ham) = (named(&app, "fromage").await, named(&app, "épaule").await);
    let before = [level(&app, cheese).await.on_hand, level(&app, ham).await.on_hand];
    let call = came(&[(ham, 1500), (cheese, 10_000)]);
    let after = in_kitchen(&app, call.clone()).await.expect("received");
    assert_eq!(in_kitchen(&app, call).await.expect("its first answer"), after);
    assert_eq!(after.len(), 2);
    assert_eq!(level(&app, cheese).await.on_hand, before[0] + 10_000);
    assert_eq!(level(&app, ham).await.on_hand, before[1] + 1500);
    let newest = &moved(&app, cheese).await[0];
    assert_eq!((newest.cause, newest.quantity), (Cause::Receipt, 10_000));
    assert_eq!(newest.reason.as_deref(), Some("Marché de gros"));
    let rows: Vec<(String, i64, i64, i64)> = sqlx::query_as(
        "SELECT number, receipt_line.quantity, price_cents, stock_movement.quantity
         FROM receipt JOIN receipt_line USING (receipt_id) JOIN stock_movement USING (movement_id)
         ORDER BY 2",
    )
    .fetch_all(app.database())
    .await
    .expect("rows");
    let row = |quantity: i64| ("BL-77".to_owned(), quantity, quantity / 10, quantity);
    assert_eq!(rows, [row(1500), row(10_000)]);
    invariants::check(app.database()).await;
}

#[tokio::test]
async fn each_refusal_is_said_and_nothing_of_it_is_booked() {
    let fresh = Fresh::new().await;
    let app = terminal(&fresh, Role::Pizzaiolo).await;
    let (cheese, ham) = (named(&app, "fromage").await, named(&app, "épaule").await);
    let before = level(&app, cheese).await;
    // On the menu, and not kept in this shop.
    let gold: i64 = sqlx::query_scalar(
        "INSERT INTO ingredient (name, unit, order_lot, shape, color)
         VALUES ('poudre d’or', 'g', 500, 'dot', '#778844') RETURNING ingredient_id",
    )
    .fetch_one(app.database())
    .await
    .expect("another one");
    app.forget_menu();
    let with = |lines: &[(IngredientId, i64)], change: &dyn Fn(&mut Delivery)| {
        let mut call = came(lines);
        change(&mut call.delivery);
        call
    };
    let as_it_is = |_: &mut Delivery| {};
    for call in [
        with(&[], &as_it_is),
        with(&[(cheese, 0)], &as_it_is),
        with(&[(cheese, -5)], &as_it_is),
        with(&[(cheese, 1_000_001)], &as_it_is),
        with(&[(cheese, 5), (cheese, 5)], &as_it_is),
        with(&[(cheese, 5), (IngredientId(987_654), 5)], &as_it_is),
        with(&[(cheese, 5), (IngredientId(gold), 5)], &as_it_is),
        with(&[(cheese, 5)], &|it| it.comment = Some("  ".to_owned())),
        with(&[(cheese, 5)], &|it| it.purchase = Some(PurchaseId(a_uuid()))),
        with(&[(cheese, 5)], &|it| it.lines[0].price = Some(Cents(-1))),
        with(&[(cheese, 5)], &|it| it.number = Some("9".repeat(41))),
    ] {
        let refused = in_kitchen(&app, call.clone()).await.expect_err("refused");
        let said = matches!(refused.code, FailureCode::Refused | FailureCode::Conflict);
        assert!(said, "{call:?}: {refused:?}");
    }
    assert_eq!(level(&app, cheese).await, before);
    in_kitchen(&app, came(&[(ham, 1)])).await.expect("as it should be");
    invariants::check(app.database()).await;
}

#[tokio::test]
async fn what_comes_without_the_server_is_there_at_once_and_booked_when_it_is_back() {
    let cut = Cut::ready().await;
    let cheese = named(&cut.app, "fromage").await;
    let before = level(&cut.app, cheese).await.on_hand;
    cut.away().await;
    let shown = in_kitchen(&cut.app, came(&[(cheese, 700)])).await.expect("taken");
    assert_eq!((shown.len(), shown[0].on_hand), (1, before + 700));
    assert_eq!(level(&cut.app, cheese).await.on_hand, before + 700);
    in_kitchen(&cut.app, came(&[])).await.expect_err("nothing came");
    cut.back().await;
    assert_eq!((cut.waits(), cut.to_decide().await.len()), (0, 0));
    assert_eq!(level(&cut.app, cheese).await.on_hand, before + 700);
    invariants::check(cut.app.database()).await;
}
