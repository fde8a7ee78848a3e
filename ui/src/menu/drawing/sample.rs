//! A small menu for tests: two pizzas that go half and half, and what may be put on them.

use domain::menu::{
    CategoryId, Extra, Ingredient, IngredientId, Look, Menu, Product, ProductId, RecipeLine, Shape,
    Size, SizeId, Unit, VatClass,
};
use domain::money::Cents;

/// The sizes of the two pizzas.
pub const REINE: SizeId = SizeId(1);
pub const CHORIZO: SizeId = SizeId(2);
/// Some of what lies on them; the first and the last are sold as extras.
pub const MOZZARELLA: IngredientId = IngredientId(3);
pub const OLIVES: IngredientId = IngredientId(5);
pub const EGG: IngredientId = IngredientId(7);

/// The menu.
pub fn menu() -> Menu {
    let ingredients = [
        ("pâte", Unit::Pc, Shape::Dough, None),
        ("tomate", Unit::Ml, Shape::Sauce, None),
        ("mozzarella", Unit::G, Shape::Melt, Some(40)),
        ("jambon", Unit::G, Shape::Strip, None),
        ("olives", Unit::G, Shape::Ring, None),
        ("chorizo", Unit::G, Shape::Slice, None),
        ("œuf", Unit::Pc, Shape::Egg, Some(1)),
    ];
    let ingredient =
        |(at, (name, unit, shape, helping)): (usize, (&str, Unit, Shape, Option<i64>))| {
            Ingredient {
                id: IngredientId(at as i64 + 1),
                name: name.to_owned(),
                unit,
                look: Look { shape, color: "#aabbcc".to_owned() },
                allergens: vec![],
                extra: helping.map(|quantity| Extra { price: Cents(100), quantity }),
            }
        };
    let product = |id: SizeId, name: &str, recipe: &[(i64, i64)]| Product {
        id: ProductId(id.0),
        slug: name.to_lowercase(),
        category: CategoryId(1),
        name: name.to_owned(),
        description: String::new(),
        vat_class: VatClass::Prepared,
        cooking_minutes: Some(6),
        suspended: false,
        sizes: vec![Size {
            id,
            name: None,
            price: Cents(800),
            recipe: recipe
                .iter()
                .map(|&(ingredient, quantity)| RecipeLine {
                    ingredient: IngredientId(ingredient),
                    quantity,
                })
                .collect(),
            steps: vec![format!("Étaler pour {name}"), format!("Garnir {name}")],
        }],
    };
    Menu {
        ingredients: ingredients.into_iter().enumerate().map(ingredient).collect(),
        products: vec![
            product(REINE, "Reine", &[(1, 1), (2, 80), (3, 100), (4, 75), (5, 20)]),
            product(CHORIZO, "Chorizo", &[(1, 1), (2, 80), (3, 90), (6, 75), (5, 20)]),
        ],
        ..Menu::default()
    }
}
