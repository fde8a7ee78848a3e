//! The travels that were found when addresses were taken: an order that is placed has its from here.

use crate::app::App;
use chrono::{DateTime, TimeDelta, Utc};
use domain::delivery::{Position, Travel, TravelRule};
use std::collections::HashMap;
use std::sync::{Mutex, MutexGuard, PoisonError};

/// How long what was found is believed: longer than it takes to fill a basket that was put aside.
const KNOWN_FOR: TimeDelta = TimeDelta::hours(2);
const KNOWN_MAX: usize = 500;
/// What the group's rule of estimating is kept as, for when the server is away.
const RULE: &str = "travel_rule";

/// From where, and to which house.
type Ends = (Position, Position);

/// The travels that were found here lately, and how the group estimates others.
#[derive(Default)]
pub struct KnownTravels {
    found: Mutex<HashMap<Ends, (Travel, DateTime<Utc>)>>,
    rule: Mutex<Option<TravelRule>>,
}

impl KnownTravels {
    fn found(&self) -> MutexGuard<'_, HashMap<Ends, (Travel, DateTime<Utc>)>> {
        self.found.lock().unwrap_or_else(PoisonError::into_inner)
    }

    /// What was found of a way.
    pub fn find(&self, (from, to): Ends, now: DateTime<Utc>) -> Option<Travel> {
        let found = self.found().get(&(from, to.rounded())).copied();
        found.filter(|(_, at)| now - *at < KNOWN_FOR).map(|(travel, _)| travel)
    }

    /// Keeps what was found.
    pub fn keep(&self, (from, to): Ends, travel: Travel, now: DateTime<Utc>) {
        let mut found = self.found();
        found.retain(|_, (_, at)| now - *at < KNOWN_FOR);
        if found.len() >= KNOWN_MAX {
            found.clear();
        }
        found.insert((from, to.rounded()), (travel, now));
    }

    /// How the group estimates, as it was read last.
    pub fn rule(&self, app: &App) -> TravelRule {
        let mut rule = self.rule.lock().unwrap_or_else(PoisonError::into_inner);
        *rule.get_or_insert_with(|| app.kept_ever(RULE).unwrap_or_default())
    }

    /// It was read.
    pub fn keep_rule(&self, app: &App, read: TravelRule) {
        let before = self.rule.lock().unwrap_or_else(PoisonError::into_inner).replace(read);
        if before != Some(read) {
            app.keep(RULE, &read);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(latitude: f64) -> Position {
        Position::of_degrees(latitude, 3.69).expect("on earth")
    }

    #[test]
    fn what_was_found_is_known_for_the_same_house_and_a_while() {
        let (known, now) = (KnownTravels::default(), DateTime::UNIX_EPOCH);
        let travel = Travel { minutes: 8, is_estimate: false };
        known.keep((at(43.4), at(43.41)), travel, now);
        let find = |to, from, minutes| known.find((from, to), now + TimeDelta::minutes(minutes));
        assert_eq!(find(at(43.410_001), at(43.4), 119), Some(travel));
        assert_eq!(find(at(43.411), at(43.4), 0), None);
        assert_eq!(find(at(43.41), at(43.5), 0), None);
        assert_eq!(find(at(43.41), at(43.4), 120), None);
        for nth in 0..2 * KNOWN_MAX {
            known.keep((at(43.4), at(40.0 + nth as f64 / 1000.0)), travel, now);
        }
        assert!(known.found().len() <= KNOWN_MAX);
    }
}
