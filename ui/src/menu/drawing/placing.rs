//! Where every piece of a pizza lies. Pure: the same pizza is always laid the same.
//!
//! A pizza in halves is two half discs side by side, the first on the left; each holds its own
//! pieces and its share of what lies on the whole, and none of them crosses the cut.

use domain::menu::{IngredientId, Look, Place, Shape};
use std::f64::consts::PI;

/// Radius of the dough, in units of the drawing (its box goes from -50 to 50).
pub const CRUST: f64 = 48.0;
/// Radius within which every piece lies whole.
const BASE: f64 = 41.5;
/// Radius of what a fried egg keeps for itself.
const EGG: f64 = 9.0;
/// How far from the cut an egg of one half lies.
const EGG_ASIDE: f64 = 19.0;
/// The angle that spreads points evenly over a disc, in radians (Vogel's sunflower).
const GOLDEN_ANGLE: f64 = 2.399_963_229_728_653;
/// More pieces than this on one pizza only hide each other.
const PIECES_MAX: usize = 34;

/// An ingredient that lies on a pizza.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Topping<'menu> {
    /// Which.
    pub id: IngredientId,
    /// What it looks like.
    pub look: &'menu Look,
    /// On which part of it.
    pub place: Place,
}

impl Topping<'_> {
    fn is_on(&self, side: Place) -> bool {
        self.place == Place::Whole || self.place == side
    }
}

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

impl<'menu> Piece<'menu> {
    fn new(topping: Topping<'menu>, nth: usize, (x, y): (f64, f64), reach: f64) -> Self {
        let look = topping.look;
        Piece {
            look,
            shape: if look.shape == Shape::Sauce { Shape::Melt } else { look.shape },
            x,
            y,
            turn: (scatter(topping.id, nth) % 180) as u32,
            reach,
        }
    }
}

/// Whether a pizza is made of two halves.
pub fn is_halved(toppings: &[Topping<'_>]) -> bool {
    toppings.iter().any(|it| it.place != Place::Whole)
}

/// What lies lowest on a side, of one shape: the first that covers the whole, or else the side's
/// own first.
pub fn lowest<'t, 'menu>(
    toppings: &'t [Topping<'menu>],
    shape: Shape,
    side: Place,
) -> Option<&'t Topping<'menu>> {
    let of = |place| toppings.iter().find(move |it| it.look.shape == shape && it.place == place);
    of(Place::Whole).or_else(|| of(side))
}

/// Where every piece of a pizza lies, the lowest first; `toppings` are in the order they are put
/// there. The lowest sauce and the dough are no pieces: they fill their circles.
pub fn pieces<'menu>(toppings: &[Topping<'menu>]) -> Vec<Piece<'menu>> {
    let sides: &[Place] =
        if is_halved(toppings) { &[Place::First, Place::Second] } else { &[Place::Whole] };
    let mut laid = cheese(toppings, sides);
    laid.extend(sides.iter().flat_map(|&side| scattered(toppings, side)));
    // Soft blobs under crisp pieces.
    let (mut laid, crisp): (Vec<_>, Vec<_>) =
        laid.into_iter().partition(|piece| piece.shape == Shape::Melt);
    laid.extend(crisp);
    laid.extend([Place::Whole, Place::First, Place::Second].into_iter().flat_map(|place| {
        let start = start(toppings, sides[0]);
        let eggs: Vec<_> = eggs(toppings, place).collect();
        let spots = (0..eggs.len()).map(|nth| egg_spot(nth, eggs.len(), place, start));
        let laid = eggs.iter().zip(spots).enumerate();
        laid.map(|(nth, (egg, spot))| Piece::new(**egg, nth, spot, EGG)).collect::<Vec<_>>()
    }));
    laid
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

fn phase(id: IngredientId) -> f64 {
    scatter(id, usize::MAX) as f64 % 1000.0 / 1000.0 * 2.0 * PI
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

/// Into how many parts a pizza is shared where this is one.
fn parts(side: Place) -> usize {
    if side == Place::Whole { 1 } else { 2 }
}

/// The place of the `at`th of `count` points spread evenly over a disc, a ring in its middle of
/// `hole` points left free.
fn sunflower(at: usize, count: usize, hole: f64, phase: f64, radius: f64) -> (f64, f64) {
    let share = (at as f64 + 0.5 + hole) / (count as f64 + hole);
    let (angle, distance) = (at as f64 * GOLDEN_ANGLE + phase, radius * share.sqrt());
    let (x, y) = direction(angle);
    (distance * x, distance * y)
}

/// One step in the direction of an angle, in radians. Asked of the browser, whose sine need not be
/// loaded.
#[cfg(target_arch = "wasm32")]
fn direction(angle: f64) -> (f64, f64) {
    (js_sys::Math::cos(angle), js_sys::Math::sin(angle))
}

/// The same where there is no browser: in tests.
#[cfg(not(target_arch = "wasm32"))]
fn direction(angle: f64) -> (f64, f64) {
    (angle.cos(), angle.sin())
}

/// So many places spread evenly over a side of a disc of radius 1, away from its eggs.
fn spots(count: usize, side: Place, phase: f64, eggs: &Eggs) -> Vec<(f64, f64)> {
    if side == Place::Whole {
        let hole = if eggs.0.is_empty() { 0.0 } else { count as f64 * 0.12 + 1.0 };
        return (0..count).map(|at| sunflower(at, count, hole, phase, 1.0)).collect();
    }
    let mut there = Vec::new();
    for total in count..=8 * count + 8 {
        there = (0..total)
            .map(|at| sunflower(at, total, 0.0, phase, 1.0))
            .filter(|(x, _)| (*x < 0.0) == (side == Place::First))
            .filter(|spot| eggs.leave(settle(*spot, side, 0.0)))
            .take(count)
            .collect();
        if there.len() == count {
            break;
        }
    }
    there
}

/// Where a spot of a disc of radius 1 comes to lie, so that a piece which reaches so far lies whole
/// on its side. What is pushed off the cut is drawn in along the rim.
fn settle((x, y): (f64, f64), side: Place, reach: f64) -> (f64, f64) {
    let radius = BASE - reach;
    let (x, y) = (x * radius, y * radius);
    if side == Place::Whole {
        return (x, y);
    }
    let aside = reach + x.abs() * (1.0 - reach / radius);
    let room = |x: f64| (radius * radius - x * x).max(1e-9);
    (aside.copysign(x), y * (room(aside) / room(x)).sqrt())
}

/// The pieces of the lowest cheese.
fn cheese<'menu>(toppings: &[Topping<'menu>], sides: &[Place]) -> Vec<Piece<'menu>> {
    let (count, reach) = (9_usize, 9.5);
    let whole = lowest(toppings, Shape::Melt, Place::Whole).is_some();
    let sides = if whole { &[Place::Whole] } else { sides };
    let of_side = |&side: &Place| {
        let cheese = lowest(toppings, Shape::Melt, side).copied();
        cheese.into_iter().flat_map(move |cheese| {
            let spots = spots(count.div_ceil(parts(side)), side, phase(cheese.id), &Eggs(vec![]));
            let settled = spots.into_iter().map(move |spot| settle(spot, side, reach));
            settled.enumerate().map(move |(nth, spot)| Piece::new(cheese, nth, spot, reach))
        })
    };
    sides.iter().flat_map(of_side).collect()
}

/// The pieces of everything else on a side, one of each in turn.
fn scattered<'menu>(toppings: &[Topping<'menu>], side: Place) -> Vec<Piece<'menu>> {
    let turns = turns(&crisp(toppings, side), side);
    let spots = spots(turns.len(), side, start(toppings, side), &Eggs::of(toppings, side));
    let laid = spread(&turns, spots).into_iter();
    laid.map(|((topping, nth), spot)| {
        let (_, reach) = portion(topping.look.shape);
        Piece::new(topping, nth, settle(spot, side, reach), reach)
    })
    .collect()
}

/// What is scattered over a side, further cheeses and sauces last.
fn crisp<'menu>(toppings: &[Topping<'menu>], side: Place) -> Vec<Topping<'menu>> {
    let rank = |shape| match shape {
        Shape::Melt => 1,
        Shape::Sauce => 2,
        _ => 0,
    };
    let is_lowest = |it: &Topping<'_>| {
        let shape = it.look.shape;
        rank(shape) > 0
            && lowest(toppings, shape, side).is_some_and(|other| std::ptr::eq(other, it))
    };
    let crisp: Vec<_> = toppings
        .iter()
        .filter(|it| it.is_on(side) && it.look.shape != Shape::Egg && !is_lowest(it))
        .copied()
        .collect();
    let of_rank = |wanted| crisp.iter().copied().filter(move |it| rank(it.look.shape) == wanted);
    (0..=2).flat_map(of_rank).collect()
}

/// Where the scattering of a side begins: between the pieces of cheese rather than on them.
fn start(toppings: &[Topping<'_>], side: Place) -> f64 {
    let cheese = lowest(toppings, Shape::Melt, side).copied();
    let under = cheese.or_else(|| crisp(toppings, side).first().copied());
    under.map_or(0.0, |it| phase(it.id)) + GOLDEN_ANGLE / 2.0
}

/// A topping, and which of its pieces.
type Turn<'menu> = (Topping<'menu>, usize);

/// The pieces of a side in the order they are laid: one of each topping in turn.
fn turns<'menu>(toppings: &[Topping<'menu>], side: Place) -> Vec<Turn<'menu>> {
    let parts = parts(side);
    let usual = |it: &Topping<'_>| portion(it.look.shape).0.div_ceil(parts);
    let (total, most) = (toppings.iter().map(usual).sum::<usize>(), PIECES_MAX.div_ceil(parts));
    let count = |it: &Topping<'_>| match usual(it) {
        count if total > most && count > 0 => (count * most / total).max(3_usize.div_ceil(parts)),
        count => count,
    };
    let rounds = toppings.iter().map(count).max().unwrap_or(0);
    let round = |nth| {
        let left = toppings.iter().filter(move |it| nth < count(it));
        left.map(move |topping| (*topping, nth))
    };
    (0..rounds).flat_map(round).collect()
}

/// Gives each piece a spot: the free one furthest from the pieces of its own topping, so that
/// every slice gets some of everything.
fn spread<'menu>(
    turns: &[Turn<'menu>],
    mut free: Vec<(f64, f64)>,
) -> Vec<(Turn<'menu>, (f64, f64))> {
    let mut laid: Vec<(Turn<'menu>, (f64, f64))> = Vec::with_capacity(turns.len());
    for &turn in turns {
        let (Topping { id, .. }, nth) = turn;
        let room = |spot: &(f64, f64)| {
            laid.iter()
                .filter(|((other, _), _)| other.id == id)
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

fn eggs<'t, 'menu>(
    toppings: &'t [Topping<'menu>],
    place: Place,
) -> impl Iterator<Item = &'t Topping<'menu>> {
    toppings.iter().filter(move |it| it.look.shape == Shape::Egg && it.place == place)
}

/// Where the `nth` of so many eggs lies: in the middle, or in the middle of its half.
fn egg_spot(nth: usize, count: usize, place: Place, start: f64) -> (f64, f64) {
    let row = ((nth as f64 + 0.5) / count as f64 - 0.5) * 4.0 * EGG;
    match place {
        Place::Whole if nth == 0 => (0.0, 0.0),
        Place::Whole => sunflower(nth, count, 0.0, start, BASE - EGG),
        Place::First => (-EGG_ASIDE, row),
        Place::Second => (EGG_ASIDE, row),
    }
}

/// Where the eggs lie that a side's other pieces leave free.
struct Eggs(Vec<(f64, f64)>);

impl Eggs {
    fn of(toppings: &[Topping<'_>], side: Place) -> Eggs {
        let of = |place| {
            let count = eggs(toppings, place).count();
            (0..count).map(move |nth| egg_spot(nth, count, place, 0.0))
        };
        let own = if side == Place::Whole { None } else { Some(of(side)) };
        Eggs(of(Place::Whole).chain(own.into_iter().flatten()).collect())
    }

    fn leave(&self, (x, y): (f64, f64)) -> bool {
        self.0.iter().all(|(egg_x, egg_y)| (egg_x - x).hypot(egg_y - y) > EGG)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

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

    fn looks(shapes: &[Shape]) -> Vec<Look> {
        shapes.iter().map(|&shape| Look { shape, color: "#123456".to_owned() }).collect()
    }

    /// Ingredients one after the other, each on the part named for it; the whole where none is.
    fn laid<'menu>(looks: &'menu [Look], places: &[Place]) -> Vec<Topping<'menu>> {
        let place = |at| places.get(at).copied().unwrap_or(Place::Whole);
        let topping =
            |(at, look)| Topping { id: IngredientId(at as i64 + 1), look, place: place(at) };
        looks.iter().enumerate().map(topping).collect()
    }

    fn of<'a>(laid: &[Piece<'a>], look: &Look) -> Vec<Piece<'a>> {
        laid.iter().filter(|piece| std::ptr::eq(piece.look, look)).cloned().collect()
    }

    #[test]
    fn the_same_recipe_is_always_drawn_the_same() {
        let looks = looks(RICH);
        assert_eq!(pieces(&laid(&looks, &[])), pieces(&laid(&looks, &[])));
    }

    #[test]
    fn every_piece_lies_whole_within_the_crust() {
        for place in [Place::Whole, Place::First, Place::Second] {
            for end in 0..=RICH.len() {
                let looks = looks(&RICH[..end]);
                for piece in pieces(&laid(&looks, &vec![place; end])) {
                    let edge = piece.x.hypot(piece.y) + piece.reach;
                    assert!(edge <= BASE + 1e-9, "{piece:?} reaches {edge}");
                }
            }
        }
    }

    #[test]
    fn every_topping_is_there_and_spread_over_both_halves() {
        let looks = looks(RICH);
        let laid = pieces(&laid(&looks, &[]));
        for look in &looks[3..8] {
            let of = of(&laid, look);
            assert!(of.len() >= 3, "{:?}", look.shape);
            for half in [|p: &Piece<'_>| p.x > 0.0, |p: &Piece<'_>| p.y > 0.0] {
                let there = of.iter().filter(|piece| half(piece)).count();
                assert!((1..of.len()).contains(&there), "{:?}: {there}", look.shape);
            }
        }
    }

    #[test]
    fn a_half_has_its_pieces_on_its_own_side_whole() {
        use Place::{First, Second, Whole};
        let looks = looks(RICH);
        for places in [
            [Whole, Whole, Whole, First, Second, First, Second, Whole, First, Second, First],
            [Whole, First, First, First, First, First, First, First, First, First, First],
            [Whole, Second, Second, First, First, Second, Second, Second, Second, First, First],
        ] {
            let toppings = laid(&looks, &places);
            let laid = pieces(&toppings);
            for topping in &toppings[3..] {
                let of = of(&laid, topping.look);
                let base = topping.look.shape == Shape::Sauce
                    && lowest(&toppings, Shape::Sauce, topping.place) == Some(topping);
                assert!(base || !of.is_empty(), "{topping:?}");
                for piece in of {
                    let ends = (piece.x - piece.reach, piece.x + piece.reach);
                    match topping.place {
                        First => assert!(ends.1 <= 1e-9, "{piece:?}"),
                        Second => assert!(ends.0 >= -1e-9, "{piece:?}"),
                        Whole => {}
                    }
                }
            }
        }
    }

    #[test]
    fn what_lies_on_the_whole_of_two_halves_lies_on_both() {
        let looks = looks(RICH);
        let laid = pieces(&laid(&looks, &[Place::Whole, Place::Whole, Place::Whole, Place::First]));
        for look in &looks[4..8] {
            let of = of(&laid, look);
            assert!(of.iter().any(|it| it.x < 0.0) && of.iter().any(|it| it.x > 0.0));
        }
    }

    #[test]
    fn an_extra_of_what_is_there_is_more_pieces() {
        let looks = looks(&[Shape::Dough, Shape::Sauce, Shape::Melt, Shape::Ring]);
        let mut toppings = laid(&looks, &[]);
        let usual = pieces(&toppings).len();
        toppings.push(toppings[3]);
        let with_olives = pieces(&toppings).len();
        toppings.push(toppings[2]);
        assert!(usual < with_olives && with_olives < pieces(&toppings).len());
    }

    #[test]
    fn toppings_do_not_pile_up() {
        let looks = looks(&[Shape::Dough, Shape::Sauce, Shape::Melt, Shape::Slice, Shape::Ring]);
        for (places, apart) in
            [(&[][..], 7.0), (&[Place::Whole, Place::Whole, Place::Whole, Place::First][..], 5.0)]
        {
            let laid = pieces(&laid(&looks, places));
            let crisp: Vec<_> = laid.iter().filter(|piece| piece.shape != Shape::Melt).collect();
            for (at, piece) in crisp.iter().enumerate() {
                for other in &crisp[at + 1..] {
                    let room = (piece.x - other.x).hypot(piece.y - other.y);
                    assert!(room > apart, "{room}");
                }
            }
        }
    }

    #[test]
    fn nothing_to_lay_is_fine() {
        assert!(pieces(&[]).is_empty());
        let looks = looks(&[Shape::Dough, Shape::Sauce]);
        assert!(pieces(&laid(&looks, &[])).is_empty());
        assert!(pieces(&laid(&looks, &[Place::Whole, Place::Second])).is_empty());
    }
}
