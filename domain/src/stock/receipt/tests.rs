//! Whole, in part, too much, without an order.

use super::*;
use crate::menu::Unit;
use crate::stock::{IngredientCost, QuantityRefused};
use crate::text::TextRefused;
use proptest::prelude::*;

const CHEESE: IngredientId = IngredientId(1);
const BASE: IngredientId = IngredientId(2);
const HAM: IngredientId = IngredientId(3);

fn units() -> Units {
    Units::from([(CHEESE, Unit::G), (BASE, Unit::Pc), (HAM, Unit::G)])
}

fn purchase(state: PurchaseState) -> Purchase {
    let line = |ingredient, ordered, received, lot, price: Option<i64>| PurchaseLine {
        ingredient,
        ordered,
        received,
        lot,
        lot_price: price.map(Cents),
    };
    let lines = vec![line(CHEESE, 20_000, 0, 10_000, Some(6250)), line(BASE, 300, 100, 100, None)];
    Purchase { id: PurchaseId(Uuid::nil()), supplier: None, state, lines, version: 3 }
}

fn came(lines: &[(IngredientId, i64)]) -> Delivery {
    let line = |&(ingredient, quantity)| Arrived { ingredient, quantity, price: None };
    Delivery {
        purchase: Some(PurchaseId(Uuid::nil())),
        number: Some(" BL-77 ".to_owned()),
        comment: None,
        lines: lines.iter().map(line).collect(),
        more_is_meant: false,
    }
}

fn received(delivery: &Delivery) -> Result<Receipt, ReceiptRefused> {
    delivery.receive(Some(&purchase(PurchaseState::Sent)), &units())
}

#[test]
fn whole_or_in_part() {
    for (lines, state, left) in [
        (&[(CHEESE, 20_000), (BASE, 200)][..], PurchaseState::Received, [0, 0]),
        (&[(CHEESE, 20_000), (BASE, 0)], PurchaseState::PartlyReceived, [0, 200]),
        (&[(CHEESE, 4000)], PurchaseState::PartlyReceived, [16_000, 200]),
    ] {
        let receipt = received(&came(lines)).expect("it came");
        assert_eq!(receipt.number.as_deref(), Some("BL-77"));
        let (after, found) = receipt.purchase.expect("an order");
        assert_eq!(found, state);
        assert_eq!(after.iter().map(PurchaseLine::outstanding).collect::<Vec<_>>(), left);
        // What did not come is no movement.
        assert!(receipt.arrived.iter().all(|it| it.quantity > 0));
    }
}

#[test]
fn goods_cost_what_was_ordered_unless_somebody_says_otherwise() {
    let mut delivery = came(&[(CHEESE, 5000), (BASE, 200)]);
    let prices = |delivery: &Delivery| -> Vec<_> {
        let receipt = received(delivery).expect("it came");
        receipt.arrived.iter().map(|it| it.price).collect()
    };
    assert_eq!(prices(&delivery), [Some(Cents(3125)), None]);
    delivery.lines[0].price = Some(Cents(3000));
    assert_eq!(prices(&delivery), [Some(Cents(3000)), None]);
    let cost = IngredientCost::after(None, 0, 5000, Cents(3000)).expect("a cost");
    assert_eq!(cost.mean.times(5000), Cents(3000));
}

#[test]
fn more_than_ordered_is_asked_about() {
    for (lines, ingredient, outstanding, unit) in [
        (&[(CHEESE, 20_001)][..], CHEESE, 20_000, Unit::G),
        (&[(CHEESE, 20_000), (BASE, 201)], BASE, 200, Unit::Pc),
        (&[(CHEESE, 20_000), (HAM, 500)], HAM, 0, Unit::G),
    ] {
        let mut delivery = came(lines);
        let asked = ReceiptRefused::More { ingredient, outstanding, unit };
        assert_eq!(received(&delivery), Err(asked));
        delivery.more_is_meant = true;
        let receipt = received(&delivery).expect("it is meant");
        assert_eq!(receipt.moved().len(), lines.len());
    }
    // What nobody ordered is on the order from then on, as come.
    let mut delivery = came(&[(HAM, 500)]);
    delivery.more_is_meant = true;
    let (lines, state) = received(&delivery).expect("it is meant").purchase.expect("an order");
    assert_eq!((lines[2].ordered, lines[2].received), (0, 500));
    assert_eq!(state, PurchaseState::PartlyReceived);
}

#[test]
fn what_is_not_received_against_an_order() {
    use PurchaseState::*;
    for state in [Draft, Received, Closed, Cancelled] {
        let refused = came(&[(CHEESE, 1)]).receive(Some(&purchase(state)), &units());
        assert_eq!(refused, Err(ReceiptRefused::NotExpected { state }));
    }
    let line = |ingredient, fault| Err(ReceiptRefused::Line(LineRefused { ingredient, fault }));
    for (lines, refused) in [
        (&[][..], Err(ReceiptRefused::Nothing)),
        (&[(CHEESE, 0), (BASE, 0)], Err(ReceiptRefused::Nothing)),
        (&[(CHEESE, -1)], line(CHEESE, LineFault::Quantity(QuantityRefused::Negative))),
        (
            &[(CHEESE, 2_000_000)],
            line(CHEESE, LineFault::Quantity(QuantityRefused::TooMuch { unit: Unit::G })),
        ),
        (&[(BASE, 5), (BASE, 5)], line(BASE, LineFault::Twice)),
        (&[(IngredientId(9), 5)], line(IngredientId(9), LineFault::Unknown)),
    ] {
        assert_eq!(received(&came(lines)), refused);
    }
    let of = |number: Option<&str>| Delivery {
        number: number.map(str::to_owned),
        ..came(&[(CHEESE, 1)])
    };
    assert_eq!(received(&of(None)), Err(ReceiptRefused::NoNumber));
    assert_eq!(received(&of(Some("  "))), Err(ReceiptRefused::NoNumber));
    let long = TextRefused::TooLong { field: "number", characters_max: NUMBER_CHARACTERS_MAX };
    assert_eq!(received(&of(Some(&"9".repeat(41)))), Err(ReceiptRefused::Text(long)));
    let mut dear = came(&[(CHEESE, 1)]);
    dear.lines[0].price = Some(Cents(-5));
    assert_eq!(received(&dear), line(CHEESE, LineFault::Price));
    let unknown = came(&[(CHEESE, 1)]).receive(None, &units());
    assert_eq!(unknown, Err(ReceiptRefused::Unknown));
}

#[test]
fn without_an_order_somebody_says_where_it_comes_from() {
    let without = |comment: Option<&str>, quantity| {
        let comment = comment.map(str::to_owned);
        let delivery = came(&[(CHEESE, quantity)]);
        Delivery { purchase: None, number: None, comment, ..delivery }.receive(None, &units())
    };
    let receipt = without(Some(" dépannage du magasin 2 "), 3000).expect("it came");
    assert_eq!(receipt.comment.as_deref(), Some("dépannage du magasin 2"));
    assert_eq!(receipt.moved(), Quantities::from([(CHEESE, 3000)]));
    assert_eq!(receipt.purchase, None);
    assert_eq!(without(None, 3000), Err(ReceiptRefused::NoComment));
    assert_eq!(without(Some(""), 3000), Err(ReceiptRefused::NoComment));
    let fault = LineFault::Quantity(QuantityRefused::Nothing);
    let nothing = LineRefused { ingredient: CHEESE, fault };
    assert_eq!(without(Some("x"), 0), Err(ReceiptRefused::Line(nothing)));
}

proptest! {
    /// However a delivery is split into parts, what came onto the shelf is what the order has as come,
    /// and the order is received exactly when nothing is outstanding.
    #[test]
    fn parts_add_up(parts in prop::collection::vec((0i64..9000, 0i64..150), 1..12)) {
        let mut order = purchase(PurchaseState::Sent);
        let before: Quantities = order.lines.iter().map(|it| (it.ingredient, it.received)).collect();
        let mut shelf = before.clone();
        for (cheese, base) in parts {
            let mut delivery = came(&[(CHEESE, cheese), (BASE, base)]);
            delivery.more_is_meant = true;
            let Ok(receipt) = delivery.receive(Some(&order), &units()) else {
                prop_assert!(!order.state.is_expected() || (cheese, base) == (0, 0));
                continue;
            };
            for (ingredient, quantity) in receipt.moved() {
                *shelf.entry(ingredient).or_default() += quantity;
            }
            (order.lines, order.state) = receipt.purchase.expect("an order");
            let outstanding: i64 = order.lines.iter().map(PurchaseLine::outstanding).sum();
            prop_assert_eq!(order.state == PurchaseState::Received, outstanding == 0);
        }
        let came: Quantities = order.lines.iter().map(|it| (it.ingredient, it.received)).collect();
        prop_assert_eq!(came, shelf);
    }
}
