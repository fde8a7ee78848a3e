//! Costs per unit, means, recipes and margins, in integers.

use super::*;
use proptest::prelude::*;

const FLOUR: IngredientId = IngredientId(1);
const HAM: IngredientId = IngredientId(2);
const SALT: IngredientId = IngredientId(3);

fn known(mean: i64) -> Option<IngredientCost> {
    Some(IngredientCost { last: UnitCost(7), mean: UnitCost(mean) })
}

#[test]
fn a_unit_costs_its_part_of_the_price() {
    for (price, quantity, cost) in [
        // Ten kilos of cheese for 62.50 €; a hundred bases for 18 €; a kilo of salt for 0.30 €.
        (6250, 10_000, Some(625_000)),
        (1800, 100, Some(18_000_000)),
        (30, 1000, Some(30_000)),
        (1, 3, Some(333_333)),
        (2, 3, Some(666_667)),
        (0, 5, Some(0)),
        (500, 0, None),
        (500, -5, None),
    ] {
        assert_eq!(UnitCost::of(Cents(price), quantity), cost.map(UnitCost), "{price} {quantity}");
    }
}

#[test]
fn it_is_compared_by_the_kilo_the_litre_and_the_piece() {
    for (cost, unit, fr, en) in [
        (625_000, Unit::G, "6,25\u{a0}€\u{a0}/\u{a0}kg", "€6.25\u{a0}/\u{a0}kg"),
        (110_000, Unit::Ml, "1,10\u{a0}€\u{a0}/\u{a0}l", "€1.10\u{a0}/\u{a0}l"),
        (18_000_000, Unit::Pc, "0,18\u{a0}€\u{a0}/\u{a0}pièce", "€0.18\u{a0}/\u{a0}piece"),
    ] {
        assert_eq!(UnitCost(cost).show(unit, Language::Fr), fr);
        assert_eq!(UnitCost(cost).show(unit, Language::En), en);
    }
}

#[test]
fn the_mean_is_weighted_by_what_lies_there() {
    for (before, on_hand, received, price, mean) in [
        // As much again, at twice the cost.
        (known(600_000), 10_000, 10_000, 12_000, 900_000),
        (known(600_000), 30_000, 10_000, 12_000, 750_000),
        // Nothing lies there, the book is below zero, or nobody knows what it cost.
        (known(600_000), 0, 10_000, 12_000, 1_200_000),
        (known(600_000), -500, 10_000, 12_000, 1_200_000),
        (None, 10_000, 10_000, 12_000, 1_200_000),
        // A present.
        (known(600_000), 10_000, 10_000, 0, 300_000),
    ] {
        let after = IngredientCost::after(before, on_hand, received, Cents(price));
        let after = after.expect("something came");
        assert_eq!(after.mean, UnitCost(mean));
        assert_eq!(Some(after.last), UnitCost::of(Cents(price), received));
    }
    assert_eq!(IngredientCost::after(known(1), 5, 0, Cents(5)), None);
}

#[test]
fn a_recipe_is_rounded_once_and_says_what_it_does_not_know() {
    let costs = BTreeMap::from([(FLOUR, UnitCost(80_000)), (HAM, UnitCost(1_200_000))]);
    for (need, cost, unknown) in [
        // 250 g at 0.08 c and 50 g at 1.2 c.
        (vec![(FLOUR, 250), (HAM, 50)], 80, vec![]),
        // 0.4 c and 0.4 c are 0.8 c: rounded apart they would be nothing.
        (vec![(FLOUR, 5), (HAM, 0)], 0, vec![]),
        (vec![(FLOUR, 7), (SALT, 5)], 1, vec![SALT]),
        (vec![], 0, vec![]),
    ] {
        let need = need.into_iter().collect();
        assert_eq!(RecipeCost::of(&need, &costs), RecipeCost { cost: Cents(cost), unknown });
    }
}

#[test]
fn what_is_left_of_a_price_without_vat() {
    for (price, rate, cost, net, margin, basis_points) in [
        // A Reine at 8.00 € and 10 %: 7.27 € without VAT.
        (800, 1000, 180, 727, 547, Some(7524)),
        (250, 550, 60, 237, 177, Some(7468)),
        (300, 1000, 400, 273, -127, Some(-4652)),
        (0, 1000, 50, 0, -50, None),
    ] {
        let found = Margin::of(Cents(price), VatRate(rate), Cents(cost));
        let (net, cost, margin) = (Cents(net), Cents(cost), Cents(margin));
        assert_eq!(found, Margin { net, cost, margin, basis_points });
    }
}

proptest! {
    #[test]
    fn a_mean_lies_between_what_there_was_and_what_came(
        mean in 0i64..5_000_000, on_hand in 0i64..500_000,
        received in 1i64..500_000, price in 0i64..10_000_000,
    ) {
        let after = IngredientCost::after(known(mean), on_hand, received, Cents(price));
        let after = after.expect("something came");
        prop_assert!(after.mean.0 >= mean.min(after.last.0) - 1);
        prop_assert!(after.mean.0 <= mean.max(after.last.0) + 1);
        // Nothing of the value is lost but half a millionth of a cent a unit.
        let worth = i128::from(mean) * i128::from(on_hand)
            + i128::from(price) * i128::from(UnitCost::A_CENT);
        let all = i128::from(on_hand + received);
        prop_assert!(2 * (i128::from(after.mean.0) * all - worth).abs() <= all);
    }

    #[test]
    fn what_a_lot_costs_is_what_its_units_cost(price in 0i64..10_000_000, lot in 1i64..1_000_000) {
        let unit = UnitCost::of(Cents(price), lot).expect("a cost");
        // Within a cent: half a millionth a unit, a million units at most, and one rounding.
        prop_assert!((unit.times(lot).0 - price).abs() <= 1);
    }

    #[test]
    fn a_margin_and_its_cost_are_the_price_without_vat(
        price in 0i64..100_000, rate in prop::sample::select(vec![550u32, 1000, 2000]), cost in 0i64..100_000,
    ) {
        let found = Margin::of(Cents(price), VatRate(rate), Cents(cost));
        prop_assert_eq!(found.margin + found.cost, found.net);
        prop_assert_eq!(found.net + VatRate(rate).tax_within(Cents(price)), Cents(price));
    }
}
