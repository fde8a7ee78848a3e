//! Lots, what to buy, what a draft holds, and the life of an order as a table.

use super::*;
use crate::menu::Unit;
use crate::stock::QuantityRefused;
use proptest::prelude::*;

const CHEESE: IngredientId = IngredientId(1);
const BASE: IngredientId = IngredientId(2);

fn units() -> Units {
    Units::from([(CHEESE, Unit::G), (BASE, Unit::Pc)])
}

fn line(ingredient: IngredientId, ordered: i64, lot: i64, price: Option<i64>) -> PurchaseLine {
    PurchaseLine { ingredient, ordered, received: 0, lot, lot_price: price.map(Cents) }
}

fn draft(lines: Vec<PurchaseLine>) -> Purchase {
    let id = PurchaseId(Uuid::nil());
    Purchase { id, supplier: None, state: PurchaseState::Draft, lines, version: 1 }
}

fn level(ingredient: IngredientId, on_hand: i64, reserved: i64, safety: i64) -> StockLevel {
    StockLevel { ingredient, on_hand, reserved, safety }
}

#[test]
fn lots_are_rounded_up() {
    for (quantity, lot, ordered) in [
        (1, 100, 100),
        (100, 100, 100),
        (101, 100, 200),
        (7001, 10_000, 10_000),
        (5, 1, 5),
        (0, 100, 0),
        (-30, 100, 0),
    ] {
        assert_eq!(in_lots(quantity, lot), ordered, "{quantity} {lot}");
    }
}

#[test]
fn what_is_bought_is_what_brings_it_above_the_safety_stock() {
    let (one, other) = (Some(SupplierId(1)), None);
    let offer = |ingredient, supplier, lot| Offer {
        ingredient,
        supplier,
        lot,
        lot_price: None,
        preferred: false,
    };
    let offers = [offer(CHEESE, one, 10_000), offer(BASE, other, 100)];
    for (cheese, base, expected, lines) in [
        // At the safety stock it is too little; one above is enough.
        ((10_000, 0), (101, 0), 0, vec![(one, CHEESE, 10_000)]),
        ((10_001, 0), (101, 0), 0, vec![]),
        ((12_000, 2000), (0, 250), 0, vec![(other, BASE, 400), (one, CHEESE, 10_000)]),
        // What is expected already is not bought twice.
        ((3000, 0), (101, 0), 10_000, vec![]),
        ((3000, 4000), (101, 0), 10_000, vec![(one, CHEESE, 10_000)]),
    ] {
        let levels = [level(CHEESE, cheese.0, cheese.1, 10_000), level(BASE, base.0, base.1, 100)];
        let expected = Quantities::from([(CHEESE, expected)]);
        let orders = to_buy(&levels, &expected, &offers);
        let found: Vec<_> = orders
            .into_iter()
            .flat_map(|(supplier, lines)| lines.into_iter().map(move |it| (supplier, it)))
            .map(|(supplier, line)| (supplier, line.ingredient, line.ordered))
            .collect();
        assert_eq!(found, lines, "{cheese:?} {base:?}");
    }
    // What the shop does not keep is not bought for it.
    assert_eq!(to_buy(&[], &Quantities::new(), &offers), BTreeMap::new());
}

#[test]
fn what_a_draft_may_hold() {
    let fault = |ingredient, fault| Err(LineRefused { ingredient, fault }.into());
    let many = vec![line(CHEESE, 10_000, 10_000, None); LINES_MAX + 1];
    for (lines, expected) in [
        (vec![line(CHEESE, 20_000, 10_000, Some(6250)), line(BASE, 100, 100, None)], Ok(())),
        (vec![], Err(PurchaseRefused::Lines { count: 0 })),
        (many, Err(PurchaseRefused::Lines { count: LINES_MAX + 1 })),
        (
            vec![line(BASE, 100, 100, None), line(BASE, 100, 100, None)],
            fault(BASE, LineFault::Twice),
        ),
        (
            vec![line(BASE, 0, 100, None)],
            fault(BASE, LineFault::Quantity(QuantityRefused::Nothing)),
        ),
        (
            vec![line(BASE, -100, 100, None)],
            fault(BASE, LineFault::Quantity(QuantityRefused::Negative)),
        ),
        (
            vec![line(BASE, 10_100, 100, None)],
            fault(BASE, LineFault::Quantity(QuantityRefused::TooMuch { unit: Unit::Pc })),
        ),
        (
            vec![line(BASE, 150, 100, None)],
            fault(BASE, LineFault::Lot { lot: 100, unit: Unit::Pc }),
        ),
        (vec![line(BASE, 150, 0, None)], fault(BASE, LineFault::Lot { lot: 0, unit: Unit::Pc })),
        (vec![line(BASE, 100, 100, Some(-1))], fault(BASE, LineFault::Price)),
        (vec![line(BASE, 100, 100, Some(PRICE_MAX.0 + 1))], fault(BASE, LineFault::Price)),
        (vec![line(IngredientId(9), 100, 100, None)], fault(IngredientId(9), LineFault::Unknown)),
    ] {
        assert_eq!(draft(lines).check_draft(&units()), expected);
    }
    let sent = Purchase { state: PurchaseState::Sent, ..draft(vec![]) };
    let refused = Err(PurchaseRefused::Step { state: PurchaseState::Sent });
    assert_eq!(sent.check_draft(&units()), refused);
}

#[test]
fn what_an_order_costs() {
    let cheese = line(CHEESE, 20_000, 10_000, Some(6250));
    assert_eq!(cheese.price_of(5000), Some(Cents(3125)));
    assert_eq!(draft(vec![cheese, line(BASE, 100, 100, Some(1800))]).total(), Some(Cents(14_300)));
    assert_eq!(draft(vec![cheese, line(BASE, 100, 100, None)]).total(), None);
}

#[test]
fn the_life_of_an_order() {
    use PurchaseState::*;
    let (cook, manager) = (Role::Pizzaiolo, Role::ShopManager);
    for (from, to, role, expected) in [
        (Draft, Sent, manager, Ok(())),
        (Draft, Sent, cook, Err(PurchaseRefused::Manager)),
        (Sent, Received, cook, Ok(())),
        (Sent, PartlyReceived, manager, Ok(())),
        (PartlyReceived, PartlyReceived, cook, Ok(())),
        (PartlyReceived, Closed, cook, Err(PurchaseRefused::Manager)),
        (PartlyReceived, Closed, manager, Ok(())),
        (PartlyReceived, Cancelled, manager, Err(PurchaseRefused::Step { state: PartlyReceived })),
        (Draft, Received, manager, Err(PurchaseRefused::Step { state: Draft })),
        (Received, Sent, manager, Err(PurchaseRefused::Step { state: Received })),
    ] {
        assert_eq!(from.check_step(to, role), expected, "{from:?} {to:?} {role:?}");
    }
    for role in [Role::Cashier, Role::Driver] {
        for step in PURCHASE_STEPS {
            assert_eq!(step.from.check_step(step.to, role), Err(PurchaseRefused::Manager));
        }
    }
}

#[test]
fn nothing_leaves_an_ended_order_and_every_state_is_reached() {
    use PurchaseState::*;
    for state in [Draft, Sent, PartlyReceived, Received, Closed, Cancelled] {
        assert_eq!(PurchaseState::from_word(state.word()), Some(state));
        let ended = matches!(state, Received | Closed | Cancelled);
        assert_eq!(PURCHASE_STEPS.iter().any(|step| step.from == state), !ended, "{state:?}");
        assert!(state == Draft || PURCHASE_STEPS.iter().any(|step| step.to == state));
        let receives = PURCHASE_STEPS.iter().any(|step| step.from == state && step.to == Received);
        assert_eq!(state.is_expected(), receives, "{state:?}");
    }
}

proptest! {
    #[test]
    fn the_fewest_lots_that_are_enough(
        on_hand in -500i64..20_000, reserved in 0i64..5000, safety in 0i64..10_000,
        expected in 0i64..10_000, lot in 1i64..12_000,
    ) {
        let levels = [level(CHEESE, on_hand, reserved, safety)];
        let offers = [Offer { ingredient: CHEESE, supplier: None, lot, lot_price: None, preferred: false }];
        let coming = on_hand - reserved + expected;
        let orders = to_buy(&levels, &Quantities::from([(CHEESE, expected)]), &offers);
        match orders.get(&None).and_then(|lines| lines.first()) {
            None => prop_assert!(coming > safety),
            Some(line) => {
                prop_assert_eq!(line.ordered % lot, 0);
                prop_assert!(coming + line.ordered > safety);
                prop_assert!(coming + line.ordered - lot <= safety);
            }
        }
    }
}

#[test]
fn of_several_who_sell_it_the_preferred_or_the_cheapest_is_bought() {
    let offer = |supplier, lot, price: Option<i64>, preferred| Offer {
        ingredient: CHEESE,
        supplier: Some(SupplierId(supplier)),
        lot,
        lot_price: price.map(Cents),
        preferred,
    };
    for (offers, expected) in [
        (vec![offer(1, 1000, Some(700), false), offer(2, 10_000, Some(6900), false)], 2),
        (vec![offer(1, 1000, Some(700), true), offer(2, 10_000, Some(6900), false)], 1),
        (vec![offer(1, 1000, None, false), offer(2, 10_000, Some(9000), false)], 2),
        (vec![offer(2, 1000, None, false), offer(1, 10_000, None, false)], 1),
        (vec![offer(2, 1000, Some(700), false), offer(1, 10_000, Some(7000), false)], 1),
    ] {
        let other = Offer { ingredient: BASE, ..offer(9, 1, None, false) };
        let bought = chosen(&[&offers[..], &[other]].concat());
        assert_eq!(bought.len(), 2);
        assert_eq!(bought[0].supplier, Some(SupplierId(expected)), "{offers:?}");
    }
}
