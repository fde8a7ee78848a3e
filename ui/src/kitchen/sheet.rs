//! The recipe of one very pizza, as its page shows it, and what a card says it is made of.
//!
//! Pure. Read from the same portions as the price and the stock (`domain::menu::Made`), so that a
//! half is half of it everywhere.

use crate::menu::drawing::found;
use domain::menu::{Dish, IngredientId, Made, Menu, Place, Portion, Shape, Standing, Unit};

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
    /// It holds what the customer wants changed. It does not when the menu changed since and no
    /// longer knows how: then it is the unchanged recipe.
    pub exact: bool,
    /// The ingredients: on the whole, on the first half, on the second.
    pub groups: Vec<Group>,
    /// The steps, of one product or of both halves.
    pub steps: Vec<Steps>,
}

impl Sheet {
    /// The page of a pizza; none when the menu no longer knows it.
    pub fn of(menu: &Menu, dish: &Dish) -> Option<Sheet> {
        let (made, exact) = found(menu, dish)?;
        let half = |name: &str| made.second.map(|_| format!("½\u{a0}{name}"));
        let groups = [Place::Whole, Place::First, Place::Second].map(|place| Group {
            place,
            half: half_name(&made, place),
            rows: rows(menu, &made, place),
        });
        let steps = [Some(made.first), made.second]
            .into_iter()
            .flatten()
            .map(|(product, size)| Steps { half: half(&product.name), steps: size.steps.clone() });
        Some(Sheet {
            exact,
            groups: groups.into_iter().filter(|group| !group.rows.is_empty()).collect(),
            steps: steps.collect(),
        })
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

fn half_name(made: &Made<'_>, place: Place) -> Option<String> {
    let (second, _) = made.second?;
    match place {
        Place::Whole => None,
        Place::First => Some(format!("½\u{a0}{}", made.first.0.name)),
        Place::Second => Some(format!("½\u{a0}{}", second.name)),
    }
}

/// What lies on one part. The helpings of one extra are added up.
fn rows(menu: &Menu, made: &Made<'_>, place: Place) -> Vec<Row> {
    let mut rows: Vec<Row> = Vec::new();
    for portion in made.portions.iter().filter(|portion| portion.place == place) {
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
pub fn garnish(menu: &Menu, dish: &Dish) -> String {
    let Some((made, _)) = found(menu, dish) else { return String::new() };
    let recipe: Vec<_> = made.portions.iter().filter(|it| it.standing != Standing::Extra).collect();
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
    use super::*;
    use crate::menu::drawing::sample::{CHORIZO, EGG, MOZZARELLA, OLIVES, REINE, menu};
    use domain::menu::SizeId;

    /// Place, name, quantity and standing of everything on a page.
    fn shown(dish: &Dish) -> Vec<(Place, String, i64, Standing)> {
        let sheet = Sheet::of(&menu(), dish).expect("it is on the menu");
        assert!(sheet.exact);
        let rows = sheet.groups.into_iter().flat_map(|group| {
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
            shown(&dish),
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
        let sheet = Sheet::of(&menu(), &dish).expect("it is on the menu");
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
        let sheet = Sheet::of(&menu(), &Dish::plain(REINE)).expect("it is on the menu");
        assert_eq!((sheet.groups.len(), sheet.steps.len()), (1, 1));
        assert_eq!((&sheet.groups[0].half, &sheet.steps[0].half), (&None, &None));
        assert!(sheet.groups[0].rows.iter().all(|row| row.standing == Standing::Usual));
    }

    #[test]
    fn changes_the_menu_no_longer_knows_are_told_apart() {
        let dish = Dish { extras: vec![OLIVES], ..Dish::plain(REINE) };
        let sheet = Sheet::of(&menu(), &dish).expect("the recipe is there");
        assert!(!sheet.exact);
        assert_eq!(Sheet::of(&menu(), &Dish::plain(SizeId(99))), None);
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
            (Dish::plain(SizeId(99)), ""),
        ] {
            assert_eq!(garnish(&menu(), &dish), told, "{dish:?}");
        }
        let mut plain = menu();
        plain.products[0].sizes[0].recipe.truncate(3);
        assert_eq!(garnish(&plain, &Dish::plain(REINE)), "tomate, mozzarella");
        let mut goat = menu();
        goat.ingredients[4].look.shape = Shape::Melt;
        assert_eq!(garnish(&goat, &Dish::plain(REINE)), "jambon, olives", "a second cheese tells");
    }
}
