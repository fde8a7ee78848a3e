//! The picture of a product, composed from the looks of what is on it.
//!
//! Owns shapes; [`placing`] says where they lie. Which colour an ingredient has is the menu's
//! business; how large the picture stands on a screen is the caller's.

mod alone;
mod placing;
#[cfg(test)]
pub mod sample;

pub use alone::IngredientDrawing;
use domain::menu::{Dish, Look, Menu, Place, Portion, Shape, Standing};
use placing::{CRUST, Piece, Topping, lowest, pieces};
use std::rc::Rc;
use yew::prelude::*;

/// Radius of what is spread on the dough.
const SPREAD: f64 = 42.5;
/// Colours where a recipe names no dough or sauce.
const PLAIN_DOUGH: &str = "#d9a35b";
const PLAIN_BASE: &str = "#efdcae";

/// What [`Drawing`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct DrawingProps {
    /// The menu the recipe stands in.
    pub menu: Rc<Menu>,
    /// What to draw.
    pub dish: Dish,
    /// Width and height.
    pub pixels: u32,
}

/// What [`SoldDrawing`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct SoldDrawingProps {
    /// The menu the ingredients stand in.
    pub menu: Rc<Menu>,
    /// What is on it.
    pub portions: Vec<Portion>,
    /// Width and height.
    pub pixels: u32,
}

/// What is on a dish as the menu has it now. A basket outlives a version of the menu: where its
/// changes are no longer sold, the dish is drawn without them until it is refused.
fn portions(menu: &Menu, dish: &Dish) -> Vec<Portion> {
    let unchanged = || Dish { half: dish.half, ..Dish::plain(dish.size) }.on(menu);
    dish.on(menu).or_else(|_| unchanged()).map(|made| made.portions).unwrap_or_default()
}

/// What lies on a dish: nothing that is left out, and an extra besides the usual.
fn toppings<'menu>(menu: &'menu Menu, portions: &[Portion]) -> Vec<Topping<'menu>> {
    portions
        .iter()
        .filter(|portion| portion.standing != Standing::LeftOut)
        .filter_map(|portion| Some((menu.ingredient(portion.ingredient)?, portion.place)))
        .map(|(ingredient, place)| Topping { id: ingredient.id, look: &ingredient.look, place })
        .collect()
}

/// The picture of a product. Drawn again only when the menu or the product changes.
#[component]
pub fn Drawing(props: &DrawingProps) -> Html {
    draw(&props.menu, &portions(&props.menu, &props.dish), props.pixels)
}

/// The picture of a dish as it was sold, whatever the menu says of it by now.
#[component]
pub fn SoldDrawing(props: &SoldDrawingProps) -> Html {
    draw(&props.menu, &props.portions, props.pixels)
}

fn draw(menu: &Menu, portions: &[Portion], pixels: u32) -> Html {
    let toppings = toppings(menu, portions);
    let packed =
        toppings.iter().find(|it| matches!(it.look.shape, Shape::Can | Shape::Bottle | Shape::Cup));
    let pixels = pixels.to_string();
    html! {
        <svg class="drawing" viewBox="-50 -50 100 100" width={pixels.clone()} height={pixels}
            aria-hidden="true" focusable="false">
            if let Some(packed) = packed {
                { draw_packed(packed.look) }
            } else {
                { draw_pizza(&toppings) }
            }
        </svg>
    }
}

fn color(toppings: &[Topping<'_>], shape: Shape, side: Place, plain: &str) -> String {
    lowest(toppings, shape, side).map_or_else(|| plain.to_owned(), |it| it.look.color.clone())
}

fn draw_pizza(toppings: &[Topping<'_>]) -> Html {
    let halved = placing::is_halved(toppings);
    let dough = color(toppings, Shape::Dough, Place::First, PLAIN_DOUGH);
    html! {
        <>
            <circle r={CRUST.to_string()} fill={dough} />
            <circle r={(CRUST - 0.7).to_string()} fill="none" stroke="#6b3a10"
                stroke-opacity=".28" stroke-width="1.4" />
            <circle r={SPREAD.to_string()}
                fill={color(toppings, Shape::Sauce, Place::First, PLAIN_BASE)} />
            if halved {
                <path d={format!("M0 -{SPREAD}A{SPREAD} {SPREAD} 0 0 1 0 {SPREAD}Z")}
                    fill={color(toppings, Shape::Sauce, Place::Second, PLAIN_BASE)} />
            }
            <circle r={SPREAD.to_string()} fill="none" stroke="#5a1d08" stroke-opacity=".3" />
            { for pieces(toppings).iter().map(draw_piece) }
            if halved {
                { draw_cut() }
            }
        </>
    }
}

/// Where one half ends and the other begins; seen on a pale base as well as on a dark one.
fn draw_cut() -> Html {
    html! {
        <g fill="none" stroke-linecap="round">
            <path d="M0 -46V46" stroke="#2a120a" stroke-opacity=".55" stroke-width="2" />
            <path d="M0 -46V46" stroke="#fff" stroke-width="1.1" stroke-dasharray="3 3.2" />
        </g>
    }
}

fn draw_piece(piece: &Piece<'_>) -> Html {
    let place = format!("translate({:.1} {:.1}) rotate({})", piece.x, piece.y, piece.turn);
    let color = piece.look.color.clone();
    let reach = piece.reach;
    match piece.shape {
        Shape::Melt | Shape::Sauce => html! {
            <ellipse transform={place} rx={reach.to_string()} ry={(reach * 0.76).to_string()}
                fill={color} opacity=".92" />
        },
        Shape::Slice => html! {
            <g transform={place}>
                <circle r={(reach - 0.4).to_string()} fill={color} stroke="#000"
                    stroke-opacity=".22" stroke-width=".8" />
                <path d="M-2.6 -1.6h.1M1.9 -2.3h.1M.6 2.6h.1M-1.5 1.4h.1M3 1h.1" stroke="#fff"
                    stroke-opacity=".38" stroke-width="1.3" stroke-linecap="round" />
            </g>
        },
        Shape::Ring => html! {
            <circle transform={place} r="3.3" fill="none" stroke={color} stroke-width="2.7" />
        },
        Shape::Strip => html! {
            <rect transform={place} x="-4.5" y="-2.9" width="9" height="5.8" rx="2.3" fill={color}
                stroke="#000" stroke-opacity=".16" stroke-width=".6" />
        },
        Shape::Leaf => html! {
            <path transform={place} d="M-4.5 0C-2.6 -3.2 2.6 -3.2 4.5 0C2.6 3.2 -2.6 3.2 -4.5 0Z"
                fill={color} stroke="#000" stroke-opacity=".2" stroke-width=".6" />
        },
        Shape::Dot => html! {
            <circle transform={place} r="2.4" fill={color} stroke="#000" stroke-opacity=".22"
                stroke-width=".5" />
        },
        Shape::Egg => html! {
            <g transform={place}>
                <path d="M-8.6 -1C-8 -7 -2 -9 3 -7.6C8 -6.4 9.4 -2 7.6 2.4C6 7 0 9.4 -4.6 7.2C-8
                    5.6 -9 2 -8.6 -1Z" fill="#fffaf0" stroke="#000" stroke-opacity=".14"
                    stroke-width=".6" />
                <circle r="4.3" fill={color} />
                <circle cx="-1.3" cy="-1.4" r="1" fill="#fff" fill-opacity=".6" />
            </g>
        },
        Shape::Dough | Shape::Can | Shape::Bottle | Shape::Cup => Html::default(),
    }
}

/// What is sold in a tin, a bottle or a pot.
fn draw_packed(look: &Look) -> Html {
    let color = look.color.clone();
    match look.shape {
        Shape::Bottle => html! {
            <>
                <path d="M-6 -46H6V-26C6 -19 15 -16 15 -6V41A5 5 0 0 1 10 46H-10A5 5 0 0 1 -15
                    41V-6C-15 -16 -6 -19 -6 -26Z" fill={color} stroke="#000" stroke-opacity=".25" />
                <rect x="-7" y="-48" width="14" height="7" rx="2" fill="#d8d2c8" />
                <rect x="-15" y="2" width="30" height="24" fill="#fffaf0" fill-opacity=".9" />
                <path d="M-10 -4V38" stroke="#fff" stroke-opacity=".35" stroke-width="3"
                    stroke-linecap="round" />
            </>
        },
        Shape::Cup => html! {
            <>
                <path d="M-27 -16H27L20 38A6 6 0 0 1 14 43H-14A6 6 0 0 1 -20 38Z" fill="#fffaf0"
                    stroke="#000" stroke-opacity=".2" />
                <path d="M-25 -4H25L20 34A6 6 0 0 1 14 38H-14A6 6 0 0 1 -20 34Z"
                    fill={color.clone()} />
                <ellipse cy="-17" rx="29" ry="9" fill={color} stroke="#000" stroke-opacity=".18" />
                <ellipse cx="-9" cy="-20" rx="9" ry="2.4" fill="#fff" fill-opacity=".4" />
            </>
        },
        _ => html! {
            <>
                <path d="M-16 -44H16L20 -36V36L15 44H-15L-20 36V-36Z" fill={color} stroke="#000"
                    stroke-opacity=".25" />
                <path d="M-16 -44H16L20 -36H-20ZM-20 36H20L15 44H-15Z" fill="#cfd3d6" />
                <ellipse cy="-44" rx="16" ry="2.6" fill="#e9ecee" />
                <rect x="-20" y="-12" width="40" height="22" fill="#fffaf0" fill-opacity=".88" />
                <path d="M-14 -32V32" stroke="#fff" stroke-opacity=".4" stroke-width="3.5"
                    stroke-linecap="round" />
            </>
        },
    }
}

#[cfg(test)]
mod tests {
    use super::sample::{CHORIZO, EGG, OLIVES, REINE, menu};
    use super::*;
    use domain::menu::IngredientId;

    fn on(dish: &Dish) -> Vec<(IngredientId, Place)> {
        let menu = menu();
        toppings(&menu, &portions(&menu, dish)).iter().map(|it| (it.id, it.place)).collect()
    }

    #[test]
    fn what_is_left_out_is_not_drawn_and_an_extra_is() {
        let plain = on(&Dish::plain(REINE));
        assert!(plain.contains(&(OLIVES, Place::Whole)));
        let dish = Dish { without: vec![OLIVES], extras: vec![EGG, EGG], ..Dish::plain(REINE) };
        let drawn = on(&dish);
        assert!(drawn.iter().all(|(id, _)| *id != OLIVES));
        assert_eq!(drawn.iter().filter(|it| **it == (EGG, Place::Whole)).count(), 2);
    }

    #[test]
    fn a_dish_whose_changes_are_no_longer_sold_is_still_drawn() {
        let halves = Dish { half: Some(CHORIZO), ..Dish::plain(REINE) };
        let gone = Dish { extras: vec![IngredientId(99)], ..halves.clone() };
        assert_eq!(on(&gone), on(&halves));
        assert_eq!(on(&Dish { half: Some(REINE), ..gone }), []);
    }
}
