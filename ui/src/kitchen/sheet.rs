//! The recipe of one very pizza, as its page shows it, and what a card says it is made of.
//!
//! Pure. Read from the portions that the price and the stock were read from when it was sold, so
//! that a half is half of it everywhere, and a menu that changes takes nothing off it. Names and
//! steps are the menu's.

use domain::kitchen::Pizza;
use domain::menu::{IngredientId, Menu, Place, Portion, Shape, Standing, Unit};

/// An ingredient of this pizza.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Row {
    /// Which.
    pub ingredient: IngredientId,
    /// Its name.
    pub name: String,
    /// The unit of its quantity.
    pub unit: Unit,
    /// How much of it.
    pub quantity: i64,
    /// Why it is there, or is not.
    pub standing: Standing,
}

/// The ingredients that lie on one part of it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Group {
    /// Which part.
    pub place: Place,
    /// The half's name, `½ Chorizo`; none for the whole.
    pub half: Option<String>,
    /// What lies there, extras last.
    pub rows: Vec<Row>,
}

/// What is done, in order.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Steps {
    /// The half's name; none where there are no halves.
    pub half: Option<String>,
    /// The steps.
    pub steps: Vec<String>,
}

/// A recipe's page.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Sheet {
    /// The ingredients: on the whole, on the first half, on the second.
    pub groups: Vec<Group>,
    /// The steps, of one product or of both halves.
    pub steps: Vec<Steps>,
}

impl Sheet {
    /// The page of a pizza.
    pub fn of(menu: &Menu, pizza: &Pizza) -> Sheet {
        let product = |size| menu.size(size);
        let (first, second) = (product(pizza.dish.size), pizza.dish.half.and_then(product));
        let half = |name: &str| pizza.dish.half.map(|_| format!("½\u{a0}{name}"));
        let side = |place| match place {
            Place::Whole => None,
            Place::First => first,
            Place::Second => second,
        };
        let groups = [Place::Whole, Place::First, Place::Second].map(|place| Group {
            place,
            half: side(place).and_then(|(product, _)| half(&product.name)),
            rows: rows(menu, &pizza.portions, place),
        });
        let steps = [first, second]
            .into_iter()
            .flatten()
            .map(|(product, size)| Steps { half: half(&product.name), steps: size.steps.clone() });
        Sheet {
            groups: groups.into_iter().filter(|group| !group.rows.is_empty()).collect(),
            steps: steps.collect(),
        }
    }

    /// Whether the menu gives any steps.
    pub fn has_steps(&self) -> bool {
        self.steps.iter().any(|part| !part.steps.is_empty())
    }

    /// Whether it is made of two halves.
    pub fn is_halved(&self) -> bool {
        self.steps.len() > 1
    }
}

/// What lies on one part. The helpings of one extra are added up.
fn rows(menu: &Menu, portions: &[Portion], place: Place) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for portion in portions.iter().filter(|portion| portion.place == place) {
        let Some(ingredient) = menu.ingredient(portion.ingredient) else { continue };
        let same = rows.iter_mut().find(|row| {
            row.ingredient == portion.ingredient
                && row.standing == Standing::Extra
                && portion.standing == Standing::Extra
        });
        match same {
            Some(row) => row.quantity += portion.quantity(),
            None => rows.push(Row {
                ingredient: ingredient.id,
                name: ingredient.name.clone(),
                unit: ingredient.unit,
                quantity: portion.quantity(),
                standing: portion.standing,
            }),
        }
    }
    rows
}

/// What tells a pizza from the others: what its recipe puts on it besides the dough, the sauce and
/// the base cheese (the first one) of each side. A pizza of nothing else is told by those. What is
/// left out is not named, nor what is added: the changes say it.
pub fn garnish(menu: &Menu, portions: &[Portion]) -> String {
    let recipe: Vec<_> = portions.iter().filter(|it| it.standing != Standing::Extra).collect();
    let base = |shapes: &[Shape]| -> Vec<IngredientId> {
        let sides = [Place::First, Place::Second];
        let of = |&shape| sides.map(|side| first_of(menu, &recipe, shape, side));
        shapes.iter().flat_map(of).flatten().collect()
    };
    let names = |without: &[IngredientId]| {
        let mut told: Vec<IngredientId> = Vec::new();
        for portion in recipe.iter().filter(|portion| portion.standing == Standing::Usual) {
            if !without.contains(&portion.ingredient) && !told.contains(&portion.ingredient) {
                told.push(portion.ingredient);
            }
        }
        let names = told.iter().filter_map(|id| menu.ingredient(*id)).map(|it| it.name.as_str());
        names.collect::<Vec<_>>().join(", ")
    };
    let telling = names(&base(&[Shape::Dough, Shape::Sauce, Shape::Melt]));
    if telling.is_empty() { names(&base(&[Shape::Dough])) } else { telling }
}

fn first_of(menu: &Menu, on: &[&Portion], shape: Shape, side: Place) -> Option<IngredientId> {
    let mut ids =
        on.iter().filter(|it| [Place::Whole, side].contains(&it.place)).map(|it| it.ingredient);
    ids.find(|id| menu.ingredient(*id).is_some_and(|it| it.look.shape == shape))
}

#[cfg(test)]
mod tests {
    use super::super::queue::tests::pizza;
    use super::*;
    use crate::menu::drawing::sample::{CHORIZO, EGG, MOZZARELLA, OLIVES, REINE, menu};
    use domain::menu::Dish;
    use domain::orders::ItemState;

    /// The dish, sold on that menu.
    fn sold(menu: &Menu, dish: Dish) -> Pizza {
        let portions = dish.on(menu).expect("it is on the menu").portions;
        Pizza { dish, portions, ..pizza(1, ItemState::Preparing) }
    }

    /// Place, name, quantity and standing of everything on a page.
    fn shown(menu: &Menu, pizza: &Pizza) -> Vec<(Place, String, i64, Standing)> {
        let rows = Sheet::of(menu, pizza).groups.into_iter().flat_map(|group| {
            let place = group.place;
            group.rows.into_iter().map(move |row| (place, row.name, row.quantity, row.standing))
        });
        rows.collect()
    }

    fn row(
        place: Place,
        name: &str,
        quantity: i64,
        standing: Standing,
    ) -> (Place, String, i64, Standing) {
        (place, name.to_owned(), quantity, standing)
    }

    #[test]
    fn a_pizza_of_halves_shows_what_lies_where_and_how_much() {
        use Place::{First, Second, Whole};
        use Standing::{Extra, LeftOut, Usual};
        let dish = Dish {
            half: Some(CHORIZO),
            without: vec![OLIVES],
            extras: vec![EGG, MOZZARELLA, EGG],
            ..Dish::plain(REINE)
        };
        assert_eq!(
            shown(&menu(), &sold(&menu(), dish)),
            [
                row(Whole, "pâte", 1, Usual),
                row(Whole, "tomate", 80, Usual),
                row(Whole, "olives", 20, LeftOut),
                row(Whole, "œuf", 2, Extra),
                row(Whole, "mozzarella", 40, Extra),
                row(First, "mozzarella", 50, Usual),
                // 75 g are 37.5 g each.
                row(First, "jambon", 38, Usual),
                row(Second, "mozzarella", 45, Usual),
                row(Second, "chorizo", 38, Usual),
            ]
        );
    }

    #[test]
    fn halves_have_their_headings_and_both_their_steps() {
        let dish = Dish { half: Some(CHORIZO), ..Dish::plain(REINE) };
        let sheet = Sheet::of(&menu(), &sold(&menu(), dish));
        let headings: Vec<_> = sheet.groups.iter().map(|group| group.half.as_deref()).collect();
        assert_eq!(headings, [None, Some("½\u{a0}Reine"), Some("½\u{a0}Chorizo")]);
        let steps: Vec<_> =
            sheet.steps.iter().map(|it| (it.half.as_deref(), it.steps[1].as_str())).collect();
        assert_eq!(
            steps,
            [(Some("½\u{a0}Reine"), "Garnir Reine"), (Some("½\u{a0}Chorizo"), "Garnir Chorizo")]
        );
        assert!(sheet.is_halved() && sheet.has_steps());
    }

    #[test]
    fn a_pizza_as_it_is_has_one_list_and_no_headings() {
        let sheet = Sheet::of(&menu(), &sold(&menu(), Dish::plain(REINE)));
        assert_eq!((sheet.groups.len(), sheet.steps.len()), (1, 1));
        assert_eq!((&sheet.groups[0].half, &sheet.steps[0].half), (&None, &None));
        assert!(sheet.groups[0].rows.iter().all(|row| row.standing == Standing::Usual));
    }

    #[test]
    fn what_is_no_longer_sold_is_made_as_it_was_sold() {
        let dish = Dish { without: vec![OLIVES], extras: vec![EGG], ..Dish::plain(REINE) };
        let pizza = sold(&menu(), dish);
        let before = shown(&menu(), &pizza);
        let mut today = menu();
        today.ingredients.iter_mut().for_each(|ingredient| ingredient.extra = None);
        today.products[0].sizes[0].recipe.clear();
        assert_eq!(shown(&today, &pizza), before);
        today.products.clear();
        assert_eq!(shown(&today, &pizza), before, "without a name for its halves or any step");
    }

    #[test]
    fn a_pizza_is_told_by_what_others_do_not_have() {
        let halves = Dish { half: Some(CHORIZO), ..Dish::plain(REINE) };
        let changed = Dish { without: vec![OLIVES], extras: vec![EGG], ..halves.clone() };
        let no_cheese = Dish { without: vec![MOZZARELLA], ..Dish::plain(REINE) };
        for (dish, told) in [
            (Dish::plain(REINE), "jambon, olives"),
            (halves, "jambon, olives, chorizo"),
            (changed, "jambon, chorizo"),
            (no_cheese, "jambon, olives"),
        ] {
            assert_eq!(garnish(&menu(), &sold(&menu(), dish).portions), told);
        }
        let mut plain = menu();
        plain.products[0].sizes[0].recipe.truncate(3);
        let reine = |menu: &Menu| garnish(menu, &sold(menu, Dish::plain(REINE)).portions);
        assert_eq!(reine(&plain), "tomate, mozzarella");
        let mut goat = menu();
        goat.ingredients[4].look.shape = Shape::Melt;
        assert_eq!(reine(&goat), "jambon, olives", "a second cheese tells");
    }
}
