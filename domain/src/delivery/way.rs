//! A way by car, as a service of ways works it out.

use super::Position;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// How many stops a way takes between its ends (Directions API).
pub const STOPS_MAX: usize = 25;

/// A way that is looked for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WayAsked {
    /// Where it begins.
    pub from: Position,
    /// Where it ends.
    pub to: Position,
    /// What is passed on the way, at most [`STOPS_MAX`].
    pub stops: Vec<Position>,
    /// Whether the stops may be passed in another order, which is quicker.
    pub in_any_order: bool,
    /// When it is left.
    pub leaves_at: DateTime<Utc>,
}

/// A way from one stop to the next.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Leg {
    /// How long it takes: with the traffic, where the service tells it.
    pub seconds: u32,
    /// How far it is; none where the service does not say it for each leg.
    pub metres: Option<u32>,
}

/// A way.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Way {
    /// From each stop to the next, the ends included.
    pub legs: Vec<Leg>,
    /// How far it is in all.
    pub metres: u32,
    /// In which order the stops are passed, each by its place in what was asked.
    pub order: Vec<usize>,
    /// The line to draw.
    pub line: Vec<Position>,
}

impl Way {
    /// How long it takes in all.
    pub fn seconds(&self) -> u32 {
        self.legs.iter().fold(0, |all, leg| all.saturating_add(leg.seconds))
    }
}

/// What a driver opens to be led to a place (Maps URLs).
pub fn map_link(to: Position) -> String {
    map_link_to(&to.written())
}

/// The same to an address of which nobody knows the place.
pub fn map_link_to(words: &str) -> String {
    let mut link = "https://www.google.com/maps/dir/?api=1&destination=".to_owned();
    for byte in words.bytes() {
        // What stands for itself in an address of the Web (RFC 3986), and the comma of a position.
        match byte {
            b'A'..=b'Z' | b'a'..=b'z' | b'0'..=b'9' | b'-' | b'.' | b'_' | b'~' | b',' => {
                link.push(char::from(byte));
            }
            b' ' => link.push('+'),
            _ => link.push_str(&format!("%{byte:02X}")),
        }
    }
    link
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_way_lasts_as_long_as_its_legs() {
        let leg = |seconds| Leg { seconds, metres: None };
        let way = |legs| Way { legs, metres: 0, order: Vec::new(), line: Vec::new() };
        assert_eq!(way(vec![leg(90), leg(31)]).seconds(), 121);
        assert_eq!(way(vec![leg(u32::MAX), leg(1)]).seconds(), u32::MAX);
        assert_eq!(way(Vec::new()).seconds(), 0);
    }

    #[test]
    fn a_driver_is_led_to_the_very_place() {
        let place = Position { latitude_e6: 48_856_613, longitude_e6: -2_352_222 };
        let link = "https://www.google.com/maps/dir/?api=1&destination=48.856613,-2.352222";
        assert_eq!(map_link(place), link);
    }

    #[test]
    fn an_address_without_a_place_is_looked_for_by_its_words() {
        let link = map_link_to("12 rue de l’Été & fils, 67000 Mozzaville");
        let words = "12+rue+de+l%E2%80%99%C3%89t%C3%A9+%26+fils,+67000+Mozzaville";
        assert!(link.ends_with(&format!("destination={words}")), "{link}");
    }
}
