//! The best round: as the service of ways works it out, or, where nobody can be asked, from the nearest stop
//! to the nearest, which is said to be an estimate.

use crate::delivery::{Position, TravelRule, Way, metres_between};
use crate::language::{Language, Spoken, either};
use crate::orders::OrderId;
use crate::settings::ServiceFault;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// How long a driver is at a door: stairs, and money.
pub const AT_THE_DOOR: TimeDelta = TimeDelta::seconds(120);
/// How long it takes to a place that nobody knows, and back from it.
pub const UNKNOWN_LEG: TimeDelta = TimeDelta::minutes(10);

/// A run as it would be, left now.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedRun {
    /// The orders, in the order in which they are visited.
    pub stops: Vec<PlannedStop>,
    /// There and back, in minutes.
    pub minutes: u32,
    /// When it was worked out: it is left then.
    pub leaves_at: DateTime<Utc>,
    /// Whether nobody worked the way out: it is said beside each time.
    pub is_estimate: bool,
    /// What has to be known about it.
    pub remarks: Vec<PlanRemark>,
    /// The line to draw, from the shop and back; empty where the shop has no place.
    pub line: Vec<Position>,
}

/// An order of a planned run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PlannedStop {
    /// The order.
    pub order: OrderId,
    /// What is called out.
    pub number: String,
    /// From leaving to its door, in minutes, rounded up.
    pub minutes: u32,
    /// When that is.
    pub arrives_at: DateTime<Utc>,
}

/// What has to be known about a planned run.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub enum PlanRemark {
    /// Nobody has said where the shop is.
    ShopHasNoPosition,
    /// Nobody knows where these are: they come last, and their time is a guess.
    NoPosition {
        /// What is called out of each.
        numbers: Vec<String>,
    },
    /// The service of ways was not asked, or did not answer.
    Estimate {
        /// Why; none: the group asks nobody.
        fault: Option<ServiceFault>,
    },
}

impl Spoken for PlanRemark {
    fn say(&self, language: Language) -> String {
        match self {
            PlanRemark::ShopHasNoPosition => either(
                language,
                "La position du magasin n’est pas connue : les heures sont une simple indication. Un responsable la saisit au bureau.",
                "Where the shop is is not known: the times are no more than a guess. A manager enters it at the office.",
            ),
            PlanRemark::NoPosition { numbers } => {
                let numbers = numbers.join(", ");
                either(
                    language,
                    format!("Adresse sans position, à placer soi-même : {numbers}."),
                    format!("Address without a position, to be placed by hand: {numbers}."),
                )
            }
            PlanRemark::Estimate { fault: None } => either(
                language,
                "Trajet estimé à vol d’oiseau : aucun service d’itinéraires n’est réglé.",
                "Way estimated as the crow flies: no service of ways is set.",
            ),
            PlanRemark::Estimate { fault: Some(fault) } => either(
                language,
                format!("Trajet estimé à vol d’oiseau. {}", fault.say(Language::Fr)),
                format!("Way estimated as the crow flies. {}", fault.say(Language::En)),
            ),
        }
    }
}

/// An order that is to be visited.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ToVisit {
    /// The order.
    pub order: OrderId,
    /// What is called out.
    pub number: String,
    /// Where it is, if anybody knows.
    pub position: Option<Position>,
}

/// A way from a shop through some places and back to it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Round {
    /// In which order the places are passed, each by its place in what was asked.
    pub order: Vec<usize>,
    /// From each place to the next, the way back included.
    pub legs: Vec<TimeDelta>,
    /// The line to draw.
    pub line: Vec<Position>,
    /// Whether nobody worked it out.
    pub is_estimate: bool,
}

/// A round as a service worked it out.
pub fn round_by(way: Way) -> Round {
    let legs = way.legs.iter().map(|leg| TimeDelta::seconds(i64::from(leg.seconds))).collect();
    Round { order: way.order, legs, line: way.line, is_estimate: false }
}

/// A round by the distances as the crow flies: from the nearest place to the nearest, with the crossings
/// taken out; or through the places as they are given.
pub fn estimated_round(
    shop: Position,
    places: &[Position],
    rule: TravelRule,
    as_given: bool,
) -> Round {
    let order = match as_given {
        true => (0..places.len()).collect(),
        false => uncrossed(shop, places, nearest_first(shop, places)),
    };
    let line = through(shop, places, &order);
    let minutes = line.windows(2).map(|two| rule.minutes(two[0], two[1]));
    let legs = minutes.map(|minutes| TimeDelta::minutes(i64::from(minutes))).collect();
    Round { order, legs, line, is_estimate: true }
}

fn through(shop: Position, places: &[Position], order: &[usize]) -> Vec<Position> {
    let passed = order.iter().map(|at| places[*at]);
    std::iter::once(shop).chain(passed).chain([shop]).collect()
}

fn nearest_first(shop: Position, places: &[Position]) -> Vec<usize> {
    let mut left: Vec<usize> = (0..places.len()).collect();
    let (mut here, mut order) = (shop, Vec::with_capacity(places.len()));
    while let Some(nearest) =
        (0..left.len()).min_by_key(|nth| metres_between(here, places[left[*nth]]))
    {
        let next = left.remove(nearest);
        here = places[next];
        order.push(next);
    }
    order
}

fn metres(line: &[Position]) -> u64 {
    line.windows(2).map(|two| u64::from(metres_between(two[0], two[1]))).sum()
}

/// Turns parts of the round about for as long as that makes it shorter (2-opt). Each turn takes metres off,
/// so that there is an end.
fn uncrossed(shop: Position, places: &[Position], mut order: Vec<usize>) -> Vec<usize> {
    let mut shortest = metres(&through(shop, places, &order));
    loop {
        let before = shortest;
        for from in 0..order.len() {
            for to in from + 1..order.len() {
                order[from..=to].reverse();
                match metres(&through(shop, places, &order)) {
                    shorter if shorter < shortest => shortest = shorter,
                    _ => order[from..=to].reverse(),
                }
            }
        }
        if shortest == before {
            return order;
        }
    }
}

/// The run that is left then. `round` passes the places that are known, in the order in which they are among
/// `visits`; none: the shop's own place is not known, and nothing is. As they are given, orders stay where
/// they are; else those without a place come last.
pub fn planned(
    visits: &[ToVisit],
    round: Option<Round>,
    as_given: bool,
    leaves_at: DateTime<Utc>,
) -> PlannedRun {
    let known: Vec<usize> = match &round {
        Some(_) => (0..visits.len()).filter(|at| visits[*at].position.is_some()).collect(),
        None => Vec::new(),
    };
    let visited = match as_given {
        true => (0..visits.len()).collect(),
        false => quickest(visits.len(), &known, round.as_ref()),
    };
    let legs = round.as_ref().map(|it| it.legs.clone()).unwrap_or_default();
    let (mut legs, mut since) = (legs.into_iter(), TimeDelta::zero());
    let mut stops = Vec::with_capacity(visits.len());
    for at in visited {
        let leg = if known.contains(&at) { legs.next() } else { None };
        since += leg.unwrap_or(UNKNOWN_LEG);
        let minutes = minutes_of(since);
        stops.push(PlannedStop {
            order: visits[at].order,
            number: visits[at].number.clone(),
            minutes,
            arrives_at: leaves_at + TimeDelta::minutes(i64::from(minutes)),
        });
        since += AT_THE_DOOR;
    }
    let back = legs.next().filter(|_| !known.is_empty()).unwrap_or(UNKNOWN_LEG);
    let is_estimate = known.len() < visits.len() || round.as_ref().is_none_or(|it| it.is_estimate);
    let line = round.map(|it| it.line).unwrap_or_default();
    let minutes = minutes_of(since + back);
    PlannedRun { stops, minutes, leaves_at, is_estimate, remarks: Vec::new(), line }
}

/// Which orders come when: the known ones as the round passes them, the others behind.
fn quickest(visits: usize, known: &[usize], round: Option<&Round>) -> Vec<usize> {
    let passed = round.into_iter().flat_map(|it| &it.order).filter_map(|nth| known.get(*nth));
    let unknown = (0..visits).filter(|at| !known.contains(at));
    passed.copied().chain(unknown).collect()
}

/// Rounded up: who promises less than it takes is late.
fn minutes_of(time: TimeDelta) -> u32 {
    u32::try_from(time.num_seconds().max(0).unsigned_abs().div_ceil(60)).unwrap_or(u32::MAX)
}
