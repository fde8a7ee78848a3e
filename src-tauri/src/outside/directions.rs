//! Ways, worked out by Google: by the Directions API or by the Routes API, whichever the group has. What was
//! worked out is kept for the quarter of an hour that it was asked for.

mod legacy;
mod routes;

use super::http::{Deadline, Outside};
use chrono::{DateTime, TimeDelta, Utc};
use domain::delivery::{Position, STOPS_MAX, Way, WayAsked};
use domain::settings::{Google, SecretName, ServiceFault, WaysBy};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};
use std::time::Duration;
use tokio::time::sleep;
use zeroize::Zeroizing;

/// What works ways out.
pub trait Directions {
    /// The way that is asked for.
    fn way(&self, asked: &WayAsked) -> impl Future<Output = Result<Way, ServiceFault>> + Send;
}

/// The group's account with Google.
pub struct GoogleWays<'a> {
    /// The line.
    pub outside: &'a Outside,
    /// What is entered of it.
    pub entered: Google,
    /// The group's key; none where nobody has entered it.
    pub key: Option<Zeroizing<String>>,
    /// Now: what is left by then is left now, whatever the traffic will be.
    pub now: DateTime<Utc>,
}

/// Later than that is not now.
const NOW: TimeDelta = TimeDelta::seconds(60);
/// How often a service is asked that says it may answer if it is asked again.
const TRIES: u32 = 3;
const WAIT: Duration = Duration::from_millis(400);

/// What came of asking once.
struct Unanswered {
    fault: ServiceFault,
    /// Whether it is of those that are asked again (outside.md).
    again: bool,
}

impl From<ServiceFault> for Unanswered {
    fn from(fault: ServiceFault) -> Unanswered {
        Unanswered { fault, again: false }
    }
}

/// When a way is left.
#[derive(Clone, Copy)]
enum Leaves {
    Now,
    At(DateTime<Utc>),
}

impl Directions for GoogleWays<'_> {
    async fn way(&self, asked: &WayAsked) -> Result<Way, ServiceFault> {
        let address = self.entered.asked().ok_or(ServiceFault::NotEntered)?;
        let key =
            self.key.as_ref().ok_or(ServiceFault::NoSecret { name: SecretName::GoogleKey })?;
        if asked.stops.len() > STOPS_MAX {
            let words = format!("{} > {STOPS_MAX}", asked.stops.len());
            return Err(ServiceFault::Refused { words });
        }
        let known = Known::of(asked, address);
        if let Some(way) = self.outside.ways.find(&known) {
            return Ok(way);
        }
        let leaves = if asked.leaves_at <= self.now + NOW {
            Leaves::Now
        } else {
            Leaves::At(asked.leaves_at)
        };
        let deadline = self.outside.deadline();
        let way = self.asked_again((address, key), asked, leaves, deadline).await?;
        self.outside.ways.keep(known, &way);
        Ok(way)
    }
}

impl GoogleWays<'_> {
    /// Asks, and again where the service says that it may help, with growing pauses that no two terminals
    /// have alike.
    async fn asked_again(
        &self,
        place: (&str, &str),
        asked: &WayAsked,
        leaves: Leaves,
        deadline: Deadline,
    ) -> Result<Way, ServiceFault> {
        let mut nth = 1;
        loop {
            let answer = match self.entered.ways_by {
                WaysBy::Routes => routes::way(self.outside, place, asked, leaves, deadline).await,
                _ => legacy::way(self.outside, place, asked, leaves, deadline).await,
            };
            let Unanswered { fault, again } = match answer {
                Ok(way) => return Ok(way),
                Err(not) => not,
            };
            let wait = WAIT * 2_u32.pow(nth - 1) + Duration::from_millis(fastrand::u64(0..200));
            if !again || nth == TRIES || !deadline.allows(wait) {
                return Err(fault);
            }
            sleep(wait).await;
            nth += 1;
        }
    }
}

/// A way is taken as it was said if it passes all that was asked, once.
fn whole(way: Way, asked: &WayAsked) -> Result<Way, Unanswered> {
    let mut passed = way.order.clone();
    passed.sort_unstable();
    let is_whole =
        way.legs.len() == asked.stops.len() + 1 && passed.into_iter().eq(0..asked.stops.len());
    if is_whole { Ok(way) } else { Err(ServiceFault::Unreadable.into()) }
}

/// In which order stops are passed, as it was said; where nothing was, as they were asked for.
fn order(said: &[i64], stops: usize) -> Vec<usize> {
    match said {
        // Google's word for one stop that has no other place.
        [] | [-1] => (0..stops).collect(),
        said => said.iter().map(|it| usize::try_from(*it).unwrap_or(usize::MAX)).collect(),
    }
}

/// The line to draw; one that cannot be read is not drawn, and the way is as long without it.
fn line(points: &str) -> Vec<Position> {
    match polyline::decode_polyline(points, 5) {
        // In it x is the longitude.
        Ok(line) => line.into_iter().filter_map(|at| Position::of_degrees(at.y, at.x)).collect(),
        Err(error) => {
            tracing::debug!(%error, "a way's line cannot be read");
            Vec::new()
        }
    }
}

/// Which way it is: the places to a house, and the time to a quarter of an hour.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Known {
    address: String,
    places: Vec<Position>,
    in_any_order: bool,
    quarter: i64,
}

const QUARTER_SECONDS: i64 = 900;
const KNOWN_MAX: usize = 500;

impl Known {
    fn of(asked: &WayAsked, address: &str) -> Known {
        let ends = [asked.from, asked.to];
        Known {
            address: address.to_owned(),
            places: ends.iter().chain(&asked.stops).map(|it| it.rounded()).collect(),
            in_any_order: asked.in_any_order,
            quarter: asked.leaves_at.timestamp().div_euclid(QUARTER_SECONDS),
        }
    }
}

/// Ways that were worked out lately.
#[derive(Default)]
pub(super) struct KnownWays(Mutex<HashMap<Known, Way>>);

impl KnownWays {
    fn held(&self) -> MutexGuard<'_, HashMap<Known, Way>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn find(&self, known: &Known) -> Option<Way> {
        self.held().get(known).cloned()
    }

    fn keep(&self, known: Known, way: &Way) {
        let mut held = self.held();
        held.retain(|it, _| it.quarter + 1 >= known.quarter);
        if held.len() >= KNOWN_MAX {
            held.clear();
        }
        held.insert(known, way.clone());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn place(latitude: f64) -> Position {
        Position::of_degrees(latitude, 2.35).expect("on earth")
    }

    fn asked(from: f64, minute: u32) -> WayAsked {
        let leaves_at = DateTime::from_timestamp(i64::from(minute) * 60, 0).expect("an instant");
        let (from, to) = (place(from), place(48.9));
        WayAsked { from, to, stops: vec![place(48.8)], in_any_order: true, leaves_at }
    }

    #[test]
    fn a_way_is_known_for_the_same_houses_and_quarter() {
        let known = |from, minute| Known::of(&asked(from, minute), "a");
        assert_eq!(known(48.850_001, 0), known(48.850_02, 14));
        assert_ne!(known(48.850_001, 0), known(48.850_001, 15));
        assert_ne!(known(48.850_001, 0), known(48.850_2, 0));
        assert_ne!(known(48.85, 0), Known::of(&asked(48.85, 0), "b"));
        let fixed = WayAsked { in_any_order: false, ..asked(48.85, 0) };
        assert_ne!(known(48.85, 0), Known::of(&fixed, "a"));
    }

    #[test]
    fn what_is_past_is_forgotten() {
        let (ways, way) = (
            KnownWays::default(),
            Way { legs: Vec::new(), metres: 1, order: Vec::new(), line: Vec::new() },
        );
        let known = |minute| Known::of(&asked(48.85, minute), "a");
        for minute in [0, 15, 30] {
            ways.keep(known(minute), &way);
        }
        let found = [0, 15, 30].map(|minute| ways.find(&known(minute)).is_some());
        assert_eq!(found, [false, true, true]);
    }

    #[test]
    fn a_way_passes_each_stop_once() {
        let leg = domain::delivery::Leg { seconds: 1, metres: None };
        let way = |legs, order: &[usize]| Way {
            legs: vec![leg; legs],
            metres: 1,
            order: order.to_vec(),
            line: Vec::new(),
        };
        let stops = |count| WayAsked { stops: vec![place(48.8); count], ..asked(48.85, 0) };
        for (legs, order, count, good) in [
            (1, &[][..], 0, true),
            (3, &[1, 0], 2, true),
            (2, &[1, 0], 2, false),
            (3, &[0, 0], 2, false),
            (3, &[0], 2, false),
            (3, &[0, 7], 2, false),
        ] {
            assert_eq!(whole(way(legs, order), &stops(count)).is_ok(), good, "{legs} {order:?}");
        }
        assert_eq!(order(&[-1], 1), [0]);
        assert_eq!(order(&[], 2), [0, 1]);
        assert_eq!(order(&[1, 0], 2), [1, 0]);
    }

    #[test]
    fn a_line_has_its_longitude_first() {
        // The example of Google's own page on the form.
        let line = line("_p~iF~ps|U_ulLnnqC_mqNvxq`@");
        let degrees: Vec<_> = line.into_iter().map(Position::degrees).collect();
        assert_eq!(degrees, [(38.5, -120.2), (40.7, -120.95), (43.252, -126.453)]);
        assert_eq!(super::line("\u{7f}\u{7f}"), []);
    }
}
