//! A dish while it is composed: size, other half, left out, added.
//!
//! Pure: each step leaves a dish that the menu can make, so that its price is always there.

use domain::menu::Standing;
use domain::menu::{
    Dish, EXTRAS_MAX, Ingredient, IngredientId, Menu, Product, Shape, Size, SizeId,
};
use domain::stock::{Quantities, StockLevel};

/// The pizzas that go with the first half, with the size they have to be taken in.
pub fn halves<'a>(menu: &'a Menu, dish: &Dish) -> Vec<(&'a Product, &'a Size)> {
    let sizes = menu.products.iter().filter(|product| !product.suspended);
    sizes
        .filter_map(|product| {
            let goes = |size: &&Size| {
                let both = Dish { half: Some(size.id), ..Dish::plain(dish.size) };
                both.on(menu).is_ok()
            };
            Some((product, product.sizes.iter().find(goes)?))
        })
        .collect()
}

/// What can be left out: everything on it by its recipe but the dough.
pub fn removable<'a>(menu: &'a Menu, dish: &Dish) -> Vec<&'a Ingredient> {
    let Ok(made) = dish.on(menu) else { return vec![] };
    if made.cooking_minutes().is_none() {
        return vec![];
    }
    let mut found: Vec<&Ingredient> = Vec::new();
    for portion in made.portions.iter().filter(|it| it.standing != Standing::Extra) {
        let known = found.iter().any(|it| it.id == portion.ingredient);
        let ingredient = menu.ingredient(portion.ingredient).filter(|_| !known);
        found.extend(ingredient.filter(|it| it.look.shape != Shape::Dough));
    }
    found
}

/// What can be added.
pub fn addable<'a>(menu: &'a Menu, dish: &Dish) -> Vec<&'a Ingredient> {
    let cooked = menu.size(dish.size).is_some_and(|(it, _)| it.cooking_minutes.is_some());
    menu.ingredients.iter().filter(|it| cooked && it.extra.is_some()).collect()
}

/// Helpings of an extra on it.
pub fn helpings(dish: &Dish, extra: IngredientId) -> usize {
    dish.extras.iter().filter(|&&id| id == extra).count()
}

/// The dish in another size: its half follows where it is sold in that size.
pub fn resized(menu: &Menu, dish: &Dish, size: SizeId) -> Dish {
    let half = dish.half.and_then(|half| menu.size(half)).and_then(|(product, _)| {
        halves(menu, &Dish::plain(size)).into_iter().find(|(it, _)| it.id == product.id)
    });
    kept(menu, Dish { size, half: half.map(|(_, size)| size.id), ..dish.clone() })
}

/// The dish with another second half, or none.
pub fn halved(menu: &Menu, dish: &Dish, half: Option<SizeId>) -> Dish {
    kept(menu, Dish { half, ..dish.clone() })
}

/// The dish without what no longer lies on it.
fn kept(menu: &Menu, mut dish: Dish) -> Dish {
    let without = std::mem::take(&mut dish.without);
    let on = removable(menu, &dish);
    dish.without = without.into_iter().filter(|id| on.iter().any(|it| it.id == *id)).collect();
    dish
}

/// Leaves an ingredient out, or puts it back. What is left out is not added.
pub fn toggled(dish: &Dish, ingredient: IngredientId) -> Dish {
    let mut dish = dish.clone();
    if dish.without.contains(&ingredient) {
        dish.without.retain(|&id| id != ingredient);
    } else {
        dish.without.push(ingredient);
        dish.extras.retain(|&id| id != ingredient);
    }
    dish
}

/// One more helping, as many as a dish takes. What is added is not left out.
pub fn with_more(dish: &Dish, extra: IngredientId) -> Dish {
    let mut dish = dish.clone();
    if dish.extras.len() < EXTRAS_MAX {
        let after =
            dish.extras.iter().rposition(|&id| id == extra).map_or(dish.extras.len(), |at| at + 1);
        dish.extras.insert(after, extra);
        dish.without.retain(|&id| id != extra);
    }
    dish
}

/// One helping fewer.
pub fn with_less(dish: &Dish, extra: IngredientId) -> Dish {
    let mut dish = dish.clone();
    if let Some(at) = dish.extras.iter().rposition(|&id| id == extra) {
        dish.extras.remove(at);
    }
    dish
}

/// The ingredients the book has too little of for this, beside what the basket takes.
pub fn lacking(
    menu: &Menu,
    stock: &[StockLevel],
    basket: &Quantities,
    need: &Quantities,
) -> Vec<String> {
    let short = need.iter().filter(|&(id, &needed)| {
        let level = stock.iter().find(|level| level.ingredient == *id);
        let left = level.map_or(0, StockLevel::projected);
        needed > 0 && left - basket.get(id).copied().unwrap_or(0) < needed
    });
    short.filter_map(|(id, _)| Some(menu.ingredient(*id)?.name.clone())).collect()
}

#[cfg(test)]
mod tests {
    use super::super::basket::tests::menu;
    use super::*;
    use domain::Cents;
    use domain::menu::{Extra, Look, RecipeLine, Unit};

    /// Two pizzas (Reine, Royale), one can; ingredients 1 (ham), 4 (olive), 5 (egg, also extra).
    fn pizzas() -> Menu {
        let mut menu = menu();
        let ingredient = |id: i64, name: &str, extra: Option<i64>| Ingredient {
            id: IngredientId(id),
            name: name.to_owned(),
            unit: Unit::G,
            look: Look { shape: Shape::Dot, color: "#000000".to_owned() },
            allergens: vec![],
            extra: extra.map(|price| Extra { price: Cents(price), quantity: 1 }),
        };
        menu.ingredients = vec![
            ingredient(1, "jambon", None),
            ingredient(2, "limonade", None),
            ingredient(4, "olive", None),
            ingredient(5, "œuf", Some(100)),
        ];
        let mut royale = menu.products[0].clone();
        royale.id = domain::menu::ProductId(3);
        royale.name = "Royale".to_owned();
        royale.sizes[0].id = SizeId(3);
        royale.sizes[0].recipe = vec![
            RecipeLine { ingredient: IngredientId(4), quantity: 20 },
            RecipeLine { ingredient: IngredientId(5), quantity: 1 },
        ];
        menu.products.push(royale);
        menu
    }

    #[test]
    fn only_another_pizza_goes_with_a_pizza() {
        let menu = pizzas();
        let names = |size| -> Vec<_> {
            halves(&menu, &Dish::plain(SizeId(size)))
                .iter()
                .map(|(it, _)| it.name.clone())
                .collect()
        };
        assert_eq!(names(1), ["Royale"]);
        assert_eq!(names(2), Vec::<String>::new());
    }

    #[test]
    fn a_half_that_goes_takes_its_left_out_ingredients_along() {
        let menu = pizzas();
        let both = halved(&menu, &Dish::plain(SizeId(1)), Some(SizeId(3)));
        let names: Vec<_> = removable(&menu, &both).iter().map(|it| it.id.0).collect();
        assert_eq!(names, [1, 4, 5]);
        let without = toggled(&toggled(&both, IngredientId(4)), IngredientId(1));
        assert!(without.on(&menu).is_ok());
        let alone = halved(&menu, &without, None);
        assert_eq!(alone.without, [IngredientId(1)]);
        assert!(alone.on(&menu).is_ok());
    }

    #[test]
    fn what_is_left_out_is_not_added_and_the_other_way_round() {
        let menu = pizzas();
        let egg = IngredientId(5);
        let royale = Dish::plain(SizeId(3));
        let more = with_more(&with_more(&toggled(&royale, egg), egg), egg);
        assert_eq!((helpings(&more, egg), more.without.len()), (2, 0));
        assert_eq!(more.on(&menu).expect("made").price(), Cents(1000));
        assert_eq!(helpings(&with_less(&more, egg), egg), 1);
        assert_eq!(helpings(&toggled(&more, egg), egg), 0);
        let most = (0..20).fold(royale, |dish, _| with_more(&dish, egg));
        assert_eq!(most.extras.len(), EXTRAS_MAX);
    }

    #[test]
    fn nothing_is_changed_on_what_is_not_cooked() {
        let menu = pizzas();
        let can = Dish::plain(SizeId(2));
        assert!(removable(&menu, &can).is_empty() && addable(&menu, &can).is_empty());
    }

    #[test]
    fn the_book_says_what_is_lacking() {
        let menu = pizzas();
        let stock =
            [StockLevel { ingredient: IngredientId(1), on_hand: 100, reserved: 0, safety: 0 }];
        let need = Quantities::from([(IngredientId(1), 50), (IngredientId(5), 1)]);
        for (basket, names) in [(0, vec!["œuf"]), (50, vec!["œuf"]), (51, vec!["jambon", "œuf"])]
        {
            let basket = Quantities::from([(IngredientId(1), basket)]);
            assert_eq!(lacking(&menu, &stock, &basket, &need), names);
        }
    }
}
