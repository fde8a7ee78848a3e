//! A place on earth.

use serde::{Deserialize, Serialize};

/// A place: millionths of a degree (WGS 84), eleven centimetres at most, so that two are the same or not.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Position {
    /// Northwards of the equator.
    pub latitude_e6: i32,
    /// Eastwards of Greenwich.
    pub longitude_e6: i32,
}

const MILLION: f64 = 1_000_000.0;
/// The mean radius of the earth (IUGG).
const EARTH_METRES: f64 = 6_371_008.8;

impl Position {
    /// The place of these degrees; none where they are no place on earth.
    pub fn of_degrees(latitude: f64, longitude: f64) -> Option<Position> {
        let is_there = latitude.abs() <= 90.0 && longitude.abs() <= 180.0;
        is_there.then(|| Position {
            // Within the limits above both are far from those of the type.
            latitude_e6: (latitude * MILLION).round() as i32,
            longitude_e6: (longitude * MILLION).round() as i32,
        })
    }

    /// Whether there is such a place: what came from outside may say anything.
    pub fn is_on_earth(self) -> bool {
        self.latitude_e6.unsigned_abs() <= 90_000_000
            && self.longitude_e6.unsigned_abs() <= 180_000_000
    }

    /// Latitude and longitude, in degrees.
    pub fn degrees(self) -> (f64, f64) {
        (f64::from(self.latitude_e6) / MILLION, f64::from(self.longitude_e6) / MILLION)
    }

    /// The place of a latitude and a longitude as somebody types them, in degrees: `43.4025, 3.693`.
    pub fn typed(typed: &str) -> Option<Position> {
        let (latitude, longitude) = typed.split_once([',', ';'])?;
        let degrees = |it: &str| it.trim().parse().ok().filter(|it: &f64| it.is_finite());
        Position::of_degrees(degrees(latitude)?, degrees(longitude)?)
    }

    /// As services read it: `48.856600,2.352200`.
    pub fn written(self) -> String {
        let (latitude, longitude) = self.degrees();
        format!("{latitude:.6},{longitude:.6}")
    }

    /// The same to ten-thousandths of a degree, eleven metres: the same house.
    pub fn rounded(self) -> Position {
        let round =
            |it: i32| it.div_euclid(100) * 100 + if it.rem_euclid(100) < 50 { 0 } else { 100 };
        Position { latitude_e6: round(self.latitude_e6), longitude_e6: round(self.longitude_e6) }
    }
}

/// An address that was found by its beginning.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct FoundAddress {
    /// All of it, on one line.
    pub label: String,
    /// The number and the street.
    pub street: String,
    /// The postcode.
    pub postcode: String,
    /// The town.
    pub city: String,
    /// Where it is.
    pub position: Position,
}

/// How far two places are as the crow flies, in metres (haversine).
pub fn metres_between(a: Position, b: Position) -> u32 {
    let (from, to) = (a.degrees(), b.degrees());
    let (north, east) = ((to.0 - from.0).to_radians(), (to.1 - from.1).to_radians());
    let (from, to) = (from.0.to_radians(), to.0.to_radians());
    let half = (north / 2.0).sin().powi(2) + from.cos() * to.cos() * (east / 2.0).sin().powi(2);
    // Rounding may bring the half chord of two antipodes above one.
    let metres = 2.0 * EARTH_METRES * half.sqrt().min(1.0).asin();
    metres.round() as u32
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(latitude: f64, longitude: f64) -> Position {
        Position::of_degrees(latitude, longitude).expect("on earth")
    }

    #[test]
    fn places_are_kept_to_a_millionth_of_a_degree() {
        let paris = at(48.856_613_4, 2.352_221_9);
        assert_eq!((paris.latitude_e6, paris.longitude_e6), (48_856_613, 2_352_222));
        assert_eq!(paris.written(), "48.856613,2.352222");
        assert_eq!(at(-0.000_001_4, -180.0).written(), "-0.000001,-180.000000");
        for nowhere in [(90.1, 0.0), (0.0, -180.1), (f64::NAN, 0.0), (0.0, f64::INFINITY)] {
            assert_eq!(Position::of_degrees(nowhere.0, nowhere.1), None, "{nowhere:?}");
        }
    }

    #[test]
    fn the_same_house_is_the_same_place() {
        assert_eq!(at(48.856_613, 2.352_222).rounded(), at(48.8566, 2.3522));
        assert_eq!(at(48.856_650, -0.000_050).rounded(), at(48.8567, 0.0));
        assert_eq!(at(-48.856_613, -2.352_222).rounded(), at(-48.8566, -2.3522));
        let house = at(48.8566, 2.3522);
        assert_eq!(house.rounded(), house);
    }

    #[test]
    fn distances_as_the_crow_flies() {
        for (a, b, metres) in [
            (at(48.8566, 2.3522), at(48.8566, 2.3522), 0),
            // A degree of latitude.
            (at(0.0, 0.0), at(1.0, 0.0), 111_195),
            // Paris and Lyon, 391.5 km by the same formula elsewhere.
            (at(48.8566, 2.3522), at(45.764, 4.8357), 391_499),
            // From pole to pole, and over the line of the date.
            (at(90.0, 0.0), at(-90.0, 0.0), 20_015_115),
            (at(0.0, 179.5), at(0.0, -179.5), 111_195),
        ] {
            let found = metres_between(a, b);
            assert!(found.abs_diff(metres) <= 2, "{a:?} {b:?}: {found}, not {metres}");
            assert_eq!(found, metres_between(b, a));
        }
    }
}
