//! The roads of a town in squares: how far, how long, in which order stops are passed best.

use geo_types::LineString;

/// Latitude and longitude.
pub type Place = (f64, f64);

/// A way from one place to the next.
pub struct Leg {
    pub from: Place,
    pub to: Place,
    pub metres: u32,
    pub seconds: u32,
}

impl Leg {
    fn of(from: Place, to: Place) -> Leg {
        // Along the squares: a degree of latitude is 111 km, one of longitude 73 km in these parts.
        let metres = (from.0 - to.0).abs() * 111_000.0 + (from.1 - to.1).abs() * 73_000.0;
        let metres = metres.round() as u32;
        Leg { from, to, metres, seconds: metres / 7 }
    }

    /// With the traffic of the day.
    pub fn seconds_in_traffic(&self) -> u32 {
        self.seconds + self.seconds / 3
    }
}

/// The order in which stops are passed: always on to the nearest, where any order will do.
pub fn order(from: Place, stops: &[Place], in_any: bool) -> Vec<usize> {
    let mut left: Vec<usize> = (0..stops.len()).collect();
    if !in_any {
        return left;
    }
    let (mut at, mut order) = (from, Vec::new());
    while let Some(next) = left.iter().copied().min_by_key(|it| Leg::of(at, stops[*it]).metres) {
        left.retain(|it| *it != next);
        order.push(next);
        at = stops[next];
    }
    order
}

/// The legs of a way.
pub fn legs(from: Place, stops: &[Place], order: &[usize], to: Place) -> Vec<Leg> {
    let passed: Vec<_> =
        [from].into_iter().chain(order.iter().map(|it| stops[*it])).chain([to]).collect();
    passed.windows(2).map(|pair| Leg::of(pair[0], pair[1])).collect()
}

/// The line to draw, as Google writes it.
pub fn line(legs: &[Leg]) -> String {
    let corners = legs.iter().flat_map(|leg| [leg.from, (leg.from.0, leg.to.1), leg.to]);
    let line: LineString<f64> =
        corners.map(|(latitude, longitude)| (longitude, latitude)).collect();
    polyline::encode_coordinates(line, 5).expect("places on earth")
}
