//! The picture of one ingredient, as stock shows it: on a plate, in a bowl, in its tin.

use super::placing::Piece;
use super::{draw_packed, draw_piece};
use domain::menu::{Look, Shape};
use yew::prelude::*;

/// How much larger a piece is than on a pizza.
const LARGER: f64 = 3.2;
/// Where pieces lie on the plate, and how each is turned.
const SPOTS: [(f64, f64, u32); 3] = [(-5.2, -4.6, 20), (5.6, -2.8, 110), (-0.4, 5.8, 65)];

/// What [`IngredientDrawing`] is given.
#[derive(Clone, PartialEq, Properties)]
pub struct IngredientDrawingProps {
    /// What it looks like.
    pub look: Look,
    /// Width and height.
    pub pixels: u32,
}

/// How far a piece reaches, on a pizza.
fn reach(shape: Shape) -> f64 {
    match shape {
        Shape::Slice => 6.0,
        Shape::Egg => 9.0,
        _ => 5.6,
    }
}

fn pieces(look: &Look) -> Vec<Piece<'_>> {
    let one = [(0.0, 0.0, 0)];
    let spots = if look.shape == Shape::Egg { &one[..] } else { &SPOTS[..] };
    let laid = |&(x, y, turn): &(f64, f64, u32)| Piece {
        look,
        shape: look.shape,
        x,
        y,
        turn,
        reach: reach(look.shape),
    };
    spots.iter().map(laid).collect()
}

/// The picture of an ingredient.
#[component]
pub fn IngredientDrawing(props: &IngredientDrawingProps) -> Html {
    let look = &props.look;
    let pixels = props.pixels.to_string();
    let drawn = match look.shape {
        Shape::Can | Shape::Bottle | Shape::Cup => draw_packed(look),
        Shape::Dough => html! {
            <>
                <path d="M-42 20C-42 -14 -22 -30 2 -30C26 -30 42 -12 42 20C42 30 -42 30 -42 20Z"
                    fill={look.color.clone()} stroke="#6b3a10" stroke-opacity=".35" />
                <path d="M-26 2C-20 -12 -8 -19 4 -19" fill="none" stroke="#fff"
                    stroke-opacity=".5" stroke-width="5" stroke-linecap="round" />
            </>
        },
        Shape::Sauce => html! {
            <>
                <path d="M-44 -8H44C44 20 26 38 0 38C-26 38 -44 20 -44 -8Z" fill="#fffaf0"
                    stroke="#000" stroke-opacity=".2" />
                <ellipse cy="-8" rx="44" ry="15" fill="#fffaf0" stroke="#000" stroke-opacity=".2" />
                <ellipse cy="-7" rx="37" ry="11" fill={look.color.clone()} />
            </>
        },
        _ => html! {
            <>
                <circle r="46" fill="#fffaf0" stroke="#000" stroke-opacity=".2" />
                <circle r="37" fill="none" stroke="#000" stroke-opacity=".1" />
                <g transform={format!("scale({LARGER})")}>
                    { for pieces(look).iter().map(draw_piece) }
                </g>
            </>
        },
    };
    html! {
        <svg class="drawing" viewBox="-50 -50 100 100" width={pixels.clone()} height={pixels}
            aria-hidden="true" focusable="false">{ drawn }</svg>
    }
}
