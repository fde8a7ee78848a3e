//! The rules of causes, what is booked by hand, and sums that go astray.

use super::*;
use crate::payments::ReasonRefused;
use crate::stock::QuantityRefused;

const EVERY: [Cause; 8] = [
    Cause::Initial,
    Cause::Consumption,
    Cause::Undo,
    Cause::Inventory,
    Cause::Receipt,
    Cause::Transfer,
    Cause::Waste,
    Cause::Correction,
];

#[test]
fn each_cause_has_its_rule_and_its_word() {
    assert_eq!(CAUSES.len(), EVERY.len());
    for cause in EVERY {
        assert_eq!(cause.rule().cause, cause);
        assert_eq!(Cause::from_word(cause.word()), Some(cause));
        assert!(!cause.fits(0), "{cause:?}: a movement moves");
        assert!(cause.fits(5) || cause.fits(-5), "{cause:?}");
    }
}

#[test]
fn what_people_book_has_a_reason() {
    for rule in CAUSES {
        assert_eq!(rule.needs_reason, !rule.by_hand.is_empty(), "{:?}", rule.cause);
        assert!(!(rule.reckons && rule.is_use), "{:?}", rule.cause);
    }
}

#[test]
fn which_way_each_cause_goes() {
    for (cause, onto, off) in [
        (Cause::Consumption, false, true),
        (Cause::Undo, true, false),
        (Cause::Receipt, true, false),
        (Cause::Waste, false, true),
        (Cause::Transfer, true, true),
        (Cause::Inventory, true, true),
        (Cause::Correction, true, true),
    ] {
        assert_eq!((cause.fits(1), cause.fits(-1)), (onto, off), "{cause:?}");
    }
}

#[test]
fn what_may_be_booked_by_hand() {
    use MovementRefused::*;
    let (cook, manager) = (crate::staff::Role::Pizzaiolo, crate::staff::Role::ShopManager);
    let way = |cause| Err(Way { cause });
    for (role, cause, quantity, reason, expected) in [
        (cook, Cause::Waste, -500, " tombée ", Ok("tombée")),
        (cook, Cause::Waste, -1800, "périmée", Ok("périmée")),
        (manager, Cause::Waste, -500, "brûlée", Ok("brûlée")),
        (manager, Cause::Correction, 500, "bon mal saisi", Ok("bon mal saisi")),
        (manager, Cause::Correction, -1800, "bon mal saisi", Ok("bon mal saisi")),
        (cook, Cause::Correction, 500, "x", Err(Role { cause: Cause::Correction })),
        (crate::staff::Role::Cashier, Cause::Waste, -500, "x", Err(Role { cause: Cause::Waste })),
        (manager, Cause::Receipt, 500, "x", Err(NotByHand { cause: Cause::Receipt })),
        (manager, Cause::Consumption, -5, "x", Err(NotByHand { cause: Cause::Consumption })),
        (cook, Cause::Waste, 500, "x", way(Cause::Waste)),
        (cook, Cause::Waste, 0, "x", way(Cause::Waste)),
        (manager, Cause::Correction, 0, "x", way(Cause::Correction)),
        (cook, Cause::Waste, -1801, "x", Err(MoreThanThere { on_hand: 1800, unit: Unit::G })),
        (
            manager,
            Cause::Correction,
            -9000,
            "x",
            Err(MoreThanThere { on_hand: 1800, unit: Unit::G }),
        ),
        (cook, Cause::Waste, -500, "  ", Err(Reason(ReasonRefused::None))),
        (
            manager,
            Cause::Correction,
            1_000_001,
            "x",
            Err(Quantity(QuantityRefused::TooMuch { unit: Unit::G })),
        ),
        (
            cook,
            Cause::Waste,
            i64::MIN,
            "x",
            Err(Quantity(QuantityRefused::TooMuch { unit: Unit::G })),
        ),
    ] {
        let reason = reason.to_owned();
        let booked = ByHand { ingredient: IngredientId(1), cause, quantity, reason };
        let checked = booked.checked(role, Unit::G, 1800).map(|it| it.reason);
        assert_eq!(checked, expected.map(str::to_owned), "{role:?} {cause:?} {quantity}");
    }
}

#[test]
fn a_book_below_zero_may_be_corrected_upwards() {
    let reason = "recompté".to_owned();
    let up = ByHand { ingredient: IngredientId(1), cause: Cause::Correction, quantity: 10, reason };
    assert!(up.checked(Role::ShopManager, Unit::Pc, -40).is_ok());
}

#[test]
fn sums_that_differ_from_the_shelf_are_found() {
    let level = |ingredient, on_hand| StockLevel {
        ingredient: IngredientId(ingredient),
        on_hand,
        reserved: 3,
        safety: 0,
    };
    let levels = [level(1, 50), level(2, 0), level(3, 7)];
    let sums =
        Quantities::from([(IngredientId(1), 50), (IngredientId(3), 8), (IngredientId(9), 1)]);
    let found: Vec<_> =
        astray(&levels, &sums).iter().map(|it| (it.ingredient.0, it.on_hand, it.moved)).collect();
    assert_eq!(found, [(3, 7, 8), (9, 0, 1)]);
}
