//! What leaves the counters, and who has to be called.

use super::*;
use crate::menu::{CategoryId, RecipeLine, Size, SizeId, VatClass};
use crate::money::Cents;
use proptest::prelude::*;
use uuid::Uuid;

const HAM: IngredientId = IngredientId(1);
const CHEESE: IngredientId = IngredientId(2);

fn product(id: i64, suspended: bool, sizes: &[&[(IngredientId, i64)]]) -> Product {
    let size = |(at, recipe): (usize, &&[(IngredientId, i64)])| Size {
        id: SizeId(id * 10 + at as i64),
        name: None,
        price: Cents(800),
        recipe: recipe
            .iter()
            .map(|&(ingredient, quantity)| RecipeLine { ingredient, quantity })
            .collect(),
        steps: vec![],
    };
    Product {
        id: ProductId(id),
        slug: format!("p{id}"),
        category: CategoryId(1),
        name: format!("P{id}"),
        description: String::new(),
        vat_class: VatClass::Prepared,
        cooking_minutes: Some(8),
        suspended,
        sizes: sizes.iter().enumerate().map(size).collect(),
    }
}

fn menu() -> Menu {
    Menu {
        products: vec![
            product(1, false, &[&[(HAM, 50), (CHEESE, 100)]]),
            // Small and large.
            product(2, false, &[&[(HAM, 20)], &[(HAM, 60)]]),
            product(3, false, &[&[(CHEESE, 100)]]),
            product(4, true, &[&[(HAM, 50)]]),
            // A coffee, of which nothing is in stock.
            product(5, false, &[&[]]),
        ],
        ..Menu::default()
    }
}

fn level(ingredient: IngredientId, on_hand: i64, reserved: i64) -> StockLevel {
    StockLevel { ingredient, on_hand, reserved, safety: 0 }
}

fn ids(products: &[ProductId]) -> Vec<i64> {
    products.iter().map(|product| product.0).collect()
}

#[test]
fn what_can_no_longer_be_made_leaves_the_counters_and_comes_back() {
    let cheese = level(CHEESE, 5000, 0);
    for (reserved, before, seen, gone) in [
        (0, 1000, 0, &[1, 2][..]),
        (0, 1000, 20, &[1]),
        (0, 1000, 49, &[1]),
        (0, 1000, 50, &[]),
        // What is promised already counts.
        (60, 1000, 100, &[1]),
        (100, 1000, 100, &[1, 2]),
        // More is there than the book had: nothing goes.
        (0, 30, 1000, &[]),
        (0, 0, 0, &[]),
    ] {
        let theirs = level(HAM, before, reserved);
        let seen = Seen { ingredient: HAM, seen, theoretical: before };
        let (before, after) = ([theirs, cheese], [seen.after(&theirs), cheese]);
        assert_eq!(ids(&no_longer_made(&menu(), &before, &after)), gone, "{seen:?}");
        // The other way round they come back by themselves.
        if seen.difference() < 0 {
            assert_eq!(ids(&no_longer_made(&menu(), &after, &before)), [0i64; 0]);
        }
    }
    let empty = [level(HAM, 0, 0), cheese];
    let full = [level(HAM, 900, 0), cheese];
    assert_eq!(ids(&no_longer_made(&menu(), &full, &empty)), [1, 2]);
}

#[test]
fn what_was_used_since_it_was_seen_stays_used() {
    // Seen at 300 where the book had 500; by the time it is written, 100 went into the oven.
    let seen = Seen { ingredient: HAM, seen: 300, theoretical: 500 };
    assert_eq!(seen.after(&level(HAM, 400, 50)), level(HAM, 200, 50));
}

fn order(number: u128) -> OrderId {
    OrderId(Uuid::from_u128(number))
}

fn dish(number: u128, need: &[(IngredientId, i64)]) -> Promised {
    Promised { order: order(number), need: need.iter().copied().collect() }
}

#[test]
fn who_came_first_is_served_first() {
    let queue = [
        dish(1, &[(HAM, 50), (CHEESE, 100)]),
        dish(2, &[(HAM, 50), (CHEESE, 100)]),
        dish(2, &[(CHEESE, 100)]),
        dish(3, &[(HAM, 20)]),
        dish(1, &[(HAM, 50)]),
    ];
    for (ham, cheese, expected) in [
        (170, 300, &[][..]),
        // The last pizza came to order 1 by a change: it waits at the end.
        (120, 300, &[(1, 1, &[HAM][..])]),
        (100, 300, &[(3, 1, &[HAM][..]), (1, 1, &[HAM])]),
        // Order 2's second pizza cannot be made; order 3 needs less and can.
        (99, 300, &[(2, 1, &[HAM][..]), (1, 1, &[HAM])]),
        (0, 0, &[(1, 2, &[HAM, CHEESE][..]), (2, 2, &[HAM, CHEESE]), (3, 1, &[HAM])]),
        (-10, 300, &[(1, 2, &[HAM][..]), (2, 1, &[HAM]), (3, 1, &[HAM])]),
    ] {
        let on_hand = Quantities::from([(HAM, ham), (CHEESE, cheese)]);
        let found = lacking(&on_hand, &queue);
        let found: Vec<_> =
            found.iter().map(|it| (it.order.0.as_u128(), it.dishes, &it.ingredients[..])).collect();
        assert_eq!(found, expected, "{ham} {cheese}");
    }
}

fn queue() -> impl Strategy<Value = Vec<Promised>> {
    let need = prop::collection::btree_map((1i64..4).prop_map(IngredientId), 1i64..100, 1..4);
    let dish = (1u128..6, need).prop_map(|(number, need)| Promised { order: order(number), need });
    prop::collection::vec(dish, 0..20)
}

fn shelf() -> impl Strategy<Value = Quantities> {
    prop::collection::btree_map((1i64..4).prop_map(IngredientId), -50i64..600, 0..4)
}

proptest! {
    #[test]
    fn what_is_served_is_there_and_what_is_not_served_was_not(on_hand in shelf(), queue in queue()) {
        let mut left = on_hand.clone();
        for (dish, lacks) in queue.iter().zip(lacks_by_dish(&on_hand, &queue)) {
            let there = |it: &IngredientId| left.get(it).copied().unwrap_or(0).max(0);
            for (ingredient, quantity) in &dish.need {
                prop_assert_eq!(lacks.contains(ingredient), *quantity > there(ingredient));
            }
            if lacks.is_empty() {
                for (ingredient, quantity) in &dish.need {
                    *left.entry(*ingredient).or_default() -= quantity;
                }
            }
        }
    }

    #[test]
    fn who_comes_later_takes_nothing_from_who_waits(on_hand in shelf(), queue in queue(), kept in 0usize..20) {
        let kept = kept.min(queue.len());
        prop_assert_eq!(&lacks_by_dish(&on_hand, &queue)[..kept], &lacks_by_dish(&on_hand, &queue[..kept])[..]);
    }

    #[test]
    fn where_all_is_there_nobody_is_called(queue in queue(), more in 0i64..50) {
        let mut on_hand = Quantities::new();
        for (ingredient, quantity) in queue.iter().flat_map(|dish| &dish.need) {
            *on_hand.entry(*ingredient).or_insert(more) += quantity;
        }
        prop_assert_eq!(lacking(&on_hand, &queue), vec![]);
    }

    #[test]
    fn who_sees_as_much_as_the_book_or_more_suspends_nothing(
        before in 0i64..300, reserved in 0i64..200, more in 0i64..300,
    ) {
        let theirs = level(HAM, before, reserved);
        let seen = Seen { ingredient: HAM, seen: before + more, theoretical: before };
        let cheese = level(CHEESE, 500, 0);
        let gone = no_longer_made(&menu(), &[theirs, cheese], &[seen.after(&theirs), cheese]);
        prop_assert_eq!(gone, vec![]);
    }
}
