//! The picture of a product, composed from the looks of its recipe's ingredients.
//!
//! Owns shapes and places. Which colour an ingredient has is the menu's business; how large the
//! picture stands on a screen is the caller's.

use domain::menu::{Dish, IngredientId, Look, Menu, Shape, Standing};
use std::f64::consts::PI;
use std::rc::Rc;
use yew::prelude::*;

/// Radius of the dough, in units of the drawing (its box goes from -50 to 50).
const CRUST: f64 = 48.0;
/// Radius within which every piece lies whole.
const BASE: f64 = 41.5;
/// Radius of what a fried egg keeps for itself in the middle.
const EGG: f64 = 9.0;
/// The angle that spreads points evenly over a disc, in radians (Vogel's sunflower).
const GOLDEN_ANGLE: f64 = 2.399_963_229_728_653;
/// More pieces than this on one pizza only hide each other.
const PIECES_MAX: usize = 34;
/// Colours where a recipe names no dough or sauce.
const PLAIN_DOUGH: &str = "#d9a35b";
const PLAIN_BASE: &str = "#efdcae";

/// One piece of an ingredient on a pizza.
#[derive(Clone, Debug, PartialEq)]
pub struct Piece<'menu> {
    /// What it looks like.
    pub look: &'menu Look,
    /// How it is drawn: its look's shape, or drops where a second sauce is spread.
    pub shape: Shape,
    /// Right of the middle.
    pub x: f64,
    /// Below the middle.
    pub y: f64,
    /// Turned by so many degrees.
    pub turn: u32,
    /// How far it reaches from its own middle.
    pub reach: f64,
}

/// A well mixed number of an ingredient and one of its pieces: the same on every screen, for ever.
fn scatter(ingredient: IngredientId, piece: usize) -> u64 {
    // SplitMix64's finaliser.
    let seed = (ingredient.0 as u64) << 16 ^ piece as u64;
    let mut mixed = seed.wrapping_add(0x9e37_79b9_7f4a_7c15);
    mixed = (mixed ^ (mixed >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    mixed = (mixed ^ (mixed >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    mixed ^ (mixed >> 31)
}

/// How many pieces of a shape lie on a pizza, and how far each reaches.
fn portion(shape: Shape) -> (usize, f64) {
    match shape {
        Shape::Slice => (10, 6.0),
        Shape::Ring => (10, 4.7),
        Shape::Strip => (11, 5.4),
        Shape::Leaf => (9, 4.6),
        Shape::Dot => (11, 2.6),
        Shape::Egg => (1, EGG),
        Shape::Melt => (6, 6.5),
        Shape::Sauce => (6, 5.0),
        Shape::Dough | Shape::Can | Shape::Bottle | Shape::Cup => (0, 0.0),
    }
}

/// The place of the `at`th of `count` points spread evenly over a disc, a ring in its middle of
/// `hole` points left free.
fn sunflower(at: usize, count: usize, hole: f64, phase: f64, radius: f64) -> (f64, f64) {
    let share = (at as f64 + 0.5 + hole) / (count as f64 + hole);
    let (angle, distance) = (at as f64 * GOLDEN_ANGLE + phase, radius * share.sqrt());
    (distance * angle.cos(), distance * angle.sin())
}

/// Where every piece of a pizza lies, the lowest first; `looks` are the recipe's ingredients in
/// its order. The first sauce and the dough are no pieces: they fill their circles.
pub fn pieces<'menu>(looks: &[(IngredientId, &'menu Look)]) -> Vec<Piece<'menu>> {
    let of = |shape| looks.iter().copied().filter(move |(_, look)| look.shape == shape);
    let phase = |id| scatter(id, usize::MAX) as f64 % 1000.0 / 1000.0 * 2.0 * PI;
    let place = |(id, look): (IngredientId, &'menu Look), nth, (x, y), reach| Piece {
        look,
        shape: if look.shape == Shape::Sauce { Shape::Melt } else { look.shape },
        x,
        y,
        turn: (scatter(id, nth) % 180) as u32,
        reach,
    };

    let mut laid = Vec::new();
    if let Some(cheese) = of(Shape::Melt).next() {
        let (count, reach) = (9, 9.5);
        laid.extend((0..count).map(|nth| {
            let spot = sunflower(nth, count, 0.0, phase(cheese.0), BASE - reach);
            place(cheese, nth, spot, reach)
        }));
    }

    let eggs = of(Shape::Egg).count();
    let toppings: Vec<_> = looks
        .iter()
        .copied()
        .filter(|(_, look)| !matches!(look.shape, Shape::Melt | Shape::Sauce | Shape::Egg))
        .chain(of(Shape::Melt).skip(1))
        .chain(of(Shape::Sauce).skip(1))
        .collect();
    let turns = turns(&toppings);
    // Between the pieces of cheese rather than on them.
    let lowest = of(Shape::Melt).next().or(toppings.first().copied());
    let start = lowest.map_or(0.0, |(id, _)| phase(id)) + GOLDEN_ANGLE / 2.0;
    let hole = if eggs > 0 { turns.len() as f64 * 0.12 + 1.0 } else { 0.0 };
    let spots = (0..turns.len()).map(|at| sunflower(at, turns.len(), hole, start, 1.0)).collect();
    laid.extend(spread(&turns, spots).into_iter().map(|((topping, nth), (x, y))| {
        let (_, reach) = portion(topping.1.shape);
        let radius = BASE - reach;
        place(topping, nth, (x * radius, y * radius), reach)
    }));
    // Soft blobs under crisp pieces.
    laid.sort_by_key(|piece| piece.shape != Shape::Melt);

    laid.extend(of(Shape::Egg).enumerate().map(|(nth, egg)| {
        let spot = if nth == 0 { (0.0, 0.0) } else { sunflower(nth, eggs, 0.0, start, BASE - EGG) };
        place(egg, nth, spot, EGG)
    }));
    laid
}

/// A topping, and which of its pieces.
type Turn<'menu> = ((IngredientId, &'menu Look), usize);

/// The pieces of all toppings in the order they are laid: one of each in turn.
fn turns<'menu>(toppings: &[(IngredientId, &'menu Look)]) -> Vec<Turn<'menu>> {
    let total: usize = toppings.iter().map(|(_, look)| portion(look.shape).0).sum();
    let mut order: Vec<Turn<'menu>> = toppings
        .iter()
        .flat_map(|&topping| {
            let (count, _) = portion(topping.1.shape);
            let count =
                if total > PIECES_MAX { (count * PIECES_MAX / total).max(3) } else { count };
            (0..count).map(move |nth| (topping, nth))
        })
        .collect();
    order.sort_by_key(|&(_, nth)| nth);
    order
}

/// Gives each piece a spot: the free one furthest from the pieces of its own topping, so that
/// every slice gets some of everything.
fn spread<'menu>(
    turns: &[Turn<'menu>],
    mut free: Vec<(f64, f64)>,
) -> Vec<(Turn<'menu>, (f64, f64))> {
    let mut laid: Vec<(Turn<'menu>, (f64, f64))> = Vec::with_capacity(turns.len());
    for &turn in turns {
        let ((id, _), nth) = turn;
        let room = |spot: &(f64, f64)| {
            laid.iter()
                .filter(|(((other, _), _), _)| *other == id)
                .map(|(_, own)| (own.0 - spot.0).hypot(own.1 - spot.1))
                .fold(f64::INFINITY, f64::min)
        };
        let furthest = if nth == 0 {
            // The remainder is below the length.
            (!free.is_empty()).then(|| (scatter(id, nth) % free.len() as u64) as usize)
        } else {
            (0..free.len()).max_by(|&a, &b| room(&free[a]).total_cmp(&room(&free[b])))
        };
        if let Some(at) = furthest {
            let spot = free.swap_remove(at);
            laid.push((turn, spot));
        }
    }
    laid
}

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

/// The picture of a product. Drawn again only when the menu or the product changes.
#[component]
pub fn Drawing(props: &DrawingProps) -> Html {
    let portions = props.dish.on(&props.menu).map(|made| made.portions).unwrap_or_default();
    let looks: Vec<(IngredientId, &Look)> = portions
        .iter()
        .filter(|portion| portion.standing != Standing::LeftOut)
        .filter_map(|portion| props.menu.ingredient(portion.ingredient))
        .map(|ingredient| (ingredient.id, &ingredient.look))
        .collect();
    let packed = looks
        .iter()
        .find(|(_, look)| matches!(look.shape, Shape::Can | Shape::Bottle | Shape::Cup));
    let pixels = props.pixels.to_string();
    html! {
        <svg class="drawing" viewBox="-50 -50 100 100" width={pixels.clone()} height={pixels}
            aria-hidden="true" focusable="false">
            if let Some((_, look)) = packed {
                { draw_packed(look) }
            } else {
                { draw_pizza(&looks) }
            }
        </svg>
    }
}

fn draw_pizza(looks: &[(IngredientId, &Look)]) -> Html {
    let color = |shape, plain: &str| {
        let found = looks.iter().find(|(_, look)| look.shape == shape);
        found.map_or_else(|| plain.to_owned(), |(_, look)| look.color.clone())
    };
    html! {
        <>
            <circle r={CRUST.to_string()} fill={color(Shape::Dough, PLAIN_DOUGH)} />
            <circle r={(CRUST - 0.7).to_string()} fill="none" stroke="#6b3a10"
                stroke-opacity=".28" stroke-width="1.4" />
            <circle r="42.5" fill={color(Shape::Sauce, PLAIN_BASE)} />
            <circle r="42.5" fill="none" stroke="#5a1d08" stroke-opacity=".3" />
            { for pieces(looks).iter().map(draw_piece) }
        </>
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
    use super::*;

    fn looks_of(shapes: &[Shape]) -> Vec<(IngredientId, Look)> {
        shapes
            .iter()
            .enumerate()
            .map(|(at, &shape)| {
                (IngredientId(at as i64 + 1), Look { shape, color: "#123456".to_owned() })
            })
            .collect()
    }

    fn borrowed(looks: &[(IngredientId, Look)]) -> Vec<(IngredientId, &Look)> {
        looks.iter().map(|(id, look)| (*id, look)).collect()
    }

    const RICH: &[Shape] = &[
        Shape::Dough,
        Shape::Sauce,
        Shape::Melt,
        Shape::Slice,
        Shape::Ring,
        Shape::Strip,
        Shape::Leaf,
        Shape::Dot,
        Shape::Egg,
        Shape::Melt,
        Shape::Sauce,
    ];

    #[test]
    fn the_same_recipe_is_always_drawn_the_same() {
        let looks = looks_of(RICH);
        assert_eq!(pieces(&borrowed(&looks)), pieces(&borrowed(&looks)));
    }

    #[test]
    fn every_piece_lies_whole_within_the_crust() {
        for end in 0..=RICH.len() {
            let looks = looks_of(&RICH[..end]);
            for piece in pieces(&borrowed(&looks)) {
                let edge = piece.x.hypot(piece.y) + piece.reach;
                assert!(edge <= BASE + 1e-9, "{piece:?} reaches {edge}");
            }
        }
    }

    #[test]
    fn every_topping_is_there_and_spread_over_both_halves() {
        let looks = looks_of(RICH);
        let laid = pieces(&borrowed(&looks));
        for (_, look) in &looks[3..8] {
            let of: Vec<_> = laid.iter().filter(|piece| std::ptr::eq(piece.look, look)).collect();
            assert!(of.len() >= 3, "{:?}", look.shape);
            for half in [|p: &Piece<'_>| p.x > 0.0, |p: &Piece<'_>| p.y > 0.0] {
                let there = of.iter().filter(|piece| half(piece)).count();
                assert!((1..of.len()).contains(&there), "{:?}: {there}", look.shape);
            }
        }
    }

    #[test]
    fn toppings_do_not_pile_up() {
        let looks = looks_of(&[Shape::Dough, Shape::Sauce, Shape::Melt, Shape::Slice, Shape::Ring]);
        let laid = pieces(&borrowed(&looks));
        let crisp: Vec<_> = laid.iter().filter(|piece| piece.shape != Shape::Melt).collect();
        for (at, piece) in crisp.iter().enumerate() {
            for other in &crisp[at + 1..] {
                assert!((piece.x - other.x).hypot(piece.y - other.y) > 7.0);
            }
        }
    }

    #[test]
    fn nothing_to_lay_is_fine() {
        assert!(pieces(&[]).is_empty());
        let looks = looks_of(&[Shape::Dough, Shape::Sauce]);
        assert!(pieces(&borrowed(&looks)).is_empty());
    }
}
