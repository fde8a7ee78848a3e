//! Where marks stand that would cover each other: side by side, each as near to its place as those before it leave
//! room, and so that their lines to their places do not cross. In pixels, to the right and downwards.

/// So far from each other marks stand at least.
pub const APART: i32 = 6;
/// So far above its place a mark stands that has the room.
pub const ABOVE: i32 = 9;

/// A pixel.
pub type Pixel = (i32, i32);

/// The place that a mark is of, and how large it is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Footing {
    /// Where its place is.
    pub place: Pixel,
    /// Its width and height.
    pub size: (i32, i32),
}

impl Footing {
    /// Where its middle is if nothing stands in its way.
    pub fn alone(self) -> Pixel {
        let ((x, y), (_, height)) = (self.place, self.size);
        (x, y - ABOVE - height / 2)
    }
}

/// A part of the map, from its left upper corner to its right lower one, edges included.
pub type Part = (Pixel, Pixel);

/// A mark that stands: its middle, and how far from it, to the side or up and down, that of another has to be.
type Taken = (Pixel, (i32, i32));

fn reach(one: (i32, i32), other: (i32, i32)) -> (i32, i32) {
    let halves = |one: i32, other: i32| (one + other + 1) / 2 + APART;
    (halves(one.0, other.0), halves(one.1, other.1))
}

fn is_in((from, to): Part, (x, y): Pixel) -> bool {
    (from.0..=to.0).contains(&x) && (from.1..=to.1).contains(&y)
}

fn is_free((x, y): Pixel, taken: &[Taken]) -> bool {
    taken
        .iter()
        .all(|((at_x, at_y), (aside, up))| (x - at_x).abs() >= *aside || (y - at_y).abs() >= *up)
}

fn square_of_distance(one: Pixel, other: Pixel) -> i64 {
    let square = |it: i32| i64::from(it) * i64::from(it);
    square(one.0 - other.0) + square(one.1 - other.1)
}

/// The free pixel that is nearest, of a part of the map or of all of it. It is on an edge of what is taken, or of that
/// part: straight on from where the mark would be, or where two edges meet.
fn nearest(wanted: Pixel, taken: &[Taken], part: Option<Part>) -> Option<Pixel> {
    let edges = |of: fn(Pixel) -> i32| {
        let part = part.into_iter().flat_map(move |(from, to)| [of(from), of(to)]);
        let marks =
            taken.iter().flat_map(move |(at, far)| [of(*at) - of(*far), of(*at) + of(*far)]);
        [of(wanted)].into_iter().chain(part).chain(marks).collect::<Vec<i32>>()
    };
    let (columns, rows) = (edges(|it| it.0), edges(|it| it.1));
    let mut found: Option<(i64, Pixel)> = None;
    for pixel in columns.iter().flat_map(|x| rows.iter().map(move |y| (*x, *y))) {
        let far = square_of_distance(wanted, pixel);
        let is_nearer = found.is_none_or(|(least, _)| far < least);
        if is_nearer && part.is_none_or(|part| is_in(part, pixel)) && is_free(pixel, taken) {
            found = Some((far, pixel));
        }
    }
    found.map(|(_, pixel)| pixel)
}

/// The part of the map that marks keep to while it has the room: what they would fill if none were in the way of
/// another, and at least so much around its middle.
fn kept_to(marks: &[Footing], (width, height): (i32, i32)) -> Option<Part> {
    let alone: Vec<_> = marks.iter().map(|it| it.alone()).collect();
    let (from, to) = extent(marks, &alone)?;
    let wider = |from: i32, to: i32, least: i32| {
        let more = (least - (to - from)).max(0) / 2;
        (from - more, to + more)
    };
    let (aside, down) = (wider(from.0, to.0, width), wider(from.1, to.1, height));
    Some(((aside.0, down.0), (aside.1, down.1)))
}

/// Where the middle of a mark may be that is to be whole in a part.
fn of_middles((from, to): Part, (width, height): (i32, i32)) -> Part {
    let (aside, up) = ((width + 1) / 2, (height + 1) / 2);
    ((from.0 + aside, from.1 + up), (to.0 - aside, to.1 - up))
}

/// Where the middle of each mark stands, so that none covers another and all keep to so much `room`, if they fit.
pub fn apart(marks: &[Footing], room: (i32, i32)) -> Vec<Pixel> {
    untangled(marks, side_by_side(marks, room))
}

/// Two lines that cross are shorter when their marks have changed places; so marks of one size do, until no two lines
/// become shorter by it.
fn untangled(marks: &[Footing], mut middles: Vec<Pixel>) -> Vec<Pixel> {
    let line = |mark: usize, at: Pixel| (square_of_distance(marks[mark].place, at) as f64).sqrt();
    let pairs = || (0..marks.len()).flat_map(|one| (0..one).map(move |other| (one, other)));
    loop {
        let mut is_shorter = false;
        for (one, other) in pairs().filter(|it| marks[it.0].size == marks[it.1].size) {
            let (here, there) = (middles[one], middles[other]);
            let changed = line(one, there) + line(other, here);
            // By less than a pixel it is not worth it, and would have no end.
            if changed + 0.5 < line(one, here) + line(other, there) {
                middles.swap(one, other);
                is_shorter = true;
            }
        }
        if !is_shorter {
            return middles;
        }
    }
}

/// The same where the first have the first choice.
fn side_by_side(marks: &[Footing], room: (i32, i32)) -> Vec<Pixel> {
    let mut middles: Vec<Pixel> = Vec::with_capacity(marks.len());
    let part = kept_to(marks, room);
    for mark in marks {
        let before = marks.iter().zip(&middles);
        let taken: Vec<Taken> =
            before.map(|(it, middle)| (*middle, reach(it.size, mark.size))).collect();
        let inside = part.map(|part| of_middles(part, mark.size));
        let found = nearest(mark.alone(), &taken, inside);
        let anywhere = || nearest(mark.alone(), &taken, None);
        middles.push(found.or_else(anywhere).unwrap_or(mark.alone()));
    }
    middles
}

/// The part of the map that has all marks and their places.
pub fn extent(marks: &[Footing], middles: &[Pixel]) -> Option<Part> {
    let each = marks.iter().zip(middles).flat_map(|(mark, (x, y))| {
        let (aside, up) = ((mark.size.0 + 1) / 2, (mark.size.1 + 1) / 2);
        [(x - aside, y - up), (x + aside, y + up), mark.place]
    });
    each.fold(None, |all: Option<Part>, (x, y)| {
        let (from, to) = all.unwrap_or(((x, y), (x, y)));
        Some(((from.0.min(x), from.1.min(y)), (to.0.max(x), to.1.max(y))))
    })
}

/// A key that leads from mark to mark.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Arrow {
    /// To the next one further to the left.
    Left,
    /// To the next one further to the right.
    Right,
    /// To the next one further up.
    Up,
    /// To the next one further down.
    Down,
}

impl Arrow {
    /// Of a key's name.
    pub fn of(key: &str) -> Option<Arrow> {
        Some(match key {
            "ArrowLeft" => Arrow::Left,
            "ArrowRight" => Arrow::Right,
            "ArrowUp" => Arrow::Up,
            "ArrowDown" => Arrow::Down,
            _ => return None,
        })
    }
}

/// Which mark an arrow leads to from this one. Each is the next of another one, to the side as well as up and down,
/// so that all of them are reached.
pub fn beside(middles: &[Pixel], from: usize, arrow: Arrow) -> Option<usize> {
    let rank = |nth: usize| {
        let (x, y) = middles[nth];
        match arrow {
            Arrow::Left | Arrow::Right => (x, y, nth),
            Arrow::Up | Arrow::Down => (y, x, nth),
        }
    };
    let (all, here) = (0..middles.len(), rank(from));
    match arrow {
        Arrow::Left | Arrow::Up => all.filter(|it| rank(*it) < here).max_by_key(|it| rank(*it)),
        Arrow::Right | Arrow::Down => all.filter(|it| rank(*it) > here).min_by_key(|it| rank(*it)),
    }
}

#[cfg(all(test, not(target_family = "wasm")))]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// Marks as they are drawn, many of them in one street, some in one house.
    fn footings() -> impl Strategy<Value = Vec<Footing>> {
        let mark = ((-300..300_i32, -300..300_i32), (44..130_i32, 32..60_i32));
        let mark = mark.prop_map(|(place, size)| Footing { place, size });
        (prop::collection::vec(mark, 0..25), 1..40_i32).prop_map(|(mut marks, closer)| {
            marks.iter_mut().for_each(|it| it.place = (it.place.0 / closer, it.place.1 / closer));
            marks
        })
    }

    fn room() -> impl Strategy<Value = (i32, i32)> {
        (100..900_i32, 100..900_i32)
    }

    /// No farther than that a mark stands from where it would be alone: across the part that marks keep to; and where
    /// that is full, so far more as a grid as wide as the widest is: a mark takes four points of it at most.
    fn farthest(marks: &[Footing], part: Part) -> f64 {
        let most = |of: fn(&Footing) -> i32| marks.iter().map(of).max().unwrap_or(0) + 1 + APART;
        let (wide, high) = (f64::from(most(|it| it.size.0)), f64::from(most(|it| it.size.1)));
        let points = 4.0 * (marks.len() as f64 - 1.0) + 1.0;
        let of_grid = ((points.sqrt() - 1.0) / 2.0).ceil() * wide.hypot(high);
        of_grid + (square_of_distance(part.0, part.1) as f64).sqrt()
    }

    /// The empty pixels between two marks, the wider way.
    fn between(one: (Footing, Pixel), other: (Footing, Pixel)) -> f64 {
        let gap = |at: i32, size: i32, other_at: i32, other_size: i32| {
            f64::from((at - other_at).abs()) - f64::from(size + other_size) / 2.0
        };
        let aside = gap(one.1.0, one.0.size.0, other.1.0, other.0.size.0);
        aside.max(gap(one.1.1, one.0.size.1, other.1.1, other.0.size.1))
    }

    /// How much shorter two lines are when they change their ends: more than nothing where they cross.
    fn saved_by_a_change([one, other]: [(Pixel, Pixel); 2]) -> f64 {
        let line = |from, to| (square_of_distance(from, to) as f64).sqrt();
        line(one.0, one.1) + line(other.0, other.1) - line(one.0, other.1) - line(other.0, one.1)
    }

    proptest! {
        #[test]
        fn no_two_marks_are_closer_and_none_is_far_from_its_place(marks in footings(), room in room()) {
            let middles = apart(&marks, room);
            prop_assert_eq!(middles.len(), marks.len());
            for (nth, one) in marks.iter().zip(&middles).enumerate() {
                for (before, other) in marks.iter().zip(&middles).enumerate().take(nth) {
                    let gap = between((*one.0, *one.1), (*other.0, *other.1));
                    prop_assert!(gap >= f64::from(APART), "{} and {}: {}", before, nth, gap);
                }
                let far = (square_of_distance(*one.1, one.0.alone()) as f64).sqrt();
                let part = kept_to(&marks, room).expect("there are marks");
                prop_assert!(far <= farthest(&marks, part), "{} is {} away", nth, far);
            }
        }

        #[test]
        fn nothing_nearer_was_free(
            marks in footings(),
            room in room(),
            tried in prop::collection::vec((-1.0..1.0_f64, -1.0..1.0_f64), 20),
        ) {
            let middles = side_by_side(&marks, room);
            for (nth, mark) in marks.iter().enumerate() {
                let (wanted, stands) = (mark.alone(), middles[nth]);
                let far = square_of_distance(wanted, stands);
                let before = marks[..nth].iter().zip(&middles);
                let taken: Vec<Taken> =
                    before.map(|(it, at)| (*at, reach(it.size, mark.size))).collect();
                let part = of_middles(kept_to(&marks, room).expect("there are marks"), mark.size);
                for (aside, up) in &tried {
                    let away = |share: &f64| (share * (far as f64).sqrt()) as i32;
                    let other = (wanted.0 + away(aside), wanted.1 + away(up));
                    let is_kept = is_in(part, other);
                    prop_assert!(!is_kept || is_in(part, stands) || !is_free(other, &taken),
                        "{} left for no reason", nth);
                    let is_nearer = square_of_distance(wanted, other) < far;
                    prop_assert!(!(is_nearer && is_kept && is_free(other, &taken)),
                        "{:?} was nearer for {}", other, nth);
                }
            }
        }

        #[test]
        fn lines_do_not_cross(mut marks in footings(), room in room()) {
            marks.iter_mut().for_each(|it| it.size = (66, 46));
            let middles = apart(&marks, room);
            for (nth, one) in marks.iter().zip(&middles).enumerate() {
                for other in marks.iter().zip(&middles).take(nth) {
                    let lines = [(one.0.place, *one.1), (other.0.place, *other.1)];
                    prop_assert!(saved_by_a_change(lines) <= 0.5, "{:?}", lines);
                }
            }
        }

        #[test]
        fn arrows_lead_to_every_mark_and_back(marks in footings(), room in room()) {
            let middles = apart(&marks, room);
            for (there, back) in [(Arrow::Right, Arrow::Left), (Arrow::Down, Arrow::Up)] {
                let first = (0..middles.len()).find(|it| beside(&middles, *it, back).is_none());
                let mut way: Vec<_> = first.into_iter().collect();
                while let Some(next) = way.last().and_then(|it| beside(&middles, *it, there)) {
                    prop_assert_eq!(beside(&middles, next, back), way.last().copied());
                    way.push(next);
                }
                way.sort_unstable();
                prop_assert_eq!(way, (0..middles.len()).collect::<Vec<_>>());
            }
        }
    }

    #[test]
    fn what_has_the_room_stands_on_its_place() {
        let mark = |place| Footing { place, size: (90, 44) };
        let marks = [mark((0, 0)), mark((97, 0)), mark((0, 300)), mark((10, 300))];
        let middles = apart(&marks, (0, 0));
        assert_eq!(middles[..3], [(0, -31), (97, -31), (0, 269)]);
        // The shortest way is up or down.
        assert_eq!(middles[3], (10, 219));
        assert_eq!(extent(&marks, &middles), Some(((-45, -53), (142, 300))));
        assert_eq!((apart(&[], (0, 0)), extent(&[], &[])), (vec![], None));
    }

    #[test]
    fn marks_whose_lines_would_cross_change_places() {
        let mark = |place| Footing { place, size: (64, 46) };
        let marks = [mark((0, 0)), mark((10, 0))];
        let crossed = vec![(70, 50), (-60, 50)];
        assert_eq!(untangled(&marks, crossed), [(-60, 50), (70, 50)]);
        // Of two sizes none has the other's room.
        let marks = [marks[0], Footing { size: (90, 46), ..marks[1] }];
        assert_eq!(untangled(&marks, vec![(70, 50), (-60, 50)]), [(70, 50), (-60, 50)]);
    }

    #[test]
    fn thirty_in_one_house_keep_to_the_room_there_is() {
        let marks = [Footing { place: (0, 0), size: (64, 46) }; 31];
        let room = (408, 500);
        let (from, to) = extent(&marks, &apart(&marks, room)).expect("marks");
        assert!(to.0 - from.0 <= room.0 && to.1 - from.1 <= room.1, "{from:?} to {to:?}");
    }
}
