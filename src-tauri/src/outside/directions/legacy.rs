//! The Directions API. It says no under HTTP 200, by a status in its answer.

use super::super::http::{Deadline, Outside, ask, quoted};
use super::{Leaves, Unanswered, line, order, whole};
use domain::delivery::{Leg, Way, WayAsked};
use domain::settings::ServiceFault;
use serde::Deserialize;

#[derive(Deserialize)]
struct Answered {
    status: String,
    #[serde(default)]
    error_message: String,
    #[serde(default)]
    routes: Vec<Route>,
}

#[derive(Deserialize)]
struct Route {
    overview_polyline: Points,
    #[serde(default)]
    waypoint_order: Vec<i64>,
    legs: Vec<RouteLeg>,
}

#[derive(Deserialize)]
struct Points {
    points: String,
}

#[derive(Deserialize)]
struct RouteLeg {
    distance: Figure,
    duration: Figure,
    /// Absent where there are stops on the way.
    duration_in_traffic: Option<Figure>,
}

#[derive(Deserialize)]
struct Figure {
    value: u32,
}

/// Asks once.
pub async fn way(
    outside: &Outside,
    (address, key): (&str, &str),
    asked: &WayAsked,
    leaves: Leaves,
    deadline: Deadline,
) -> Result<Way, Unanswered> {
    let mut query = vec![
        ("origin", asked.from.written()),
        ("destination", asked.to.written()),
        ("mode", "driving".to_owned()),
        (
            "departure_time",
            match leaves {
                Leaves::Now => "now".to_owned(),
                Leaves::At(at) => at.timestamp().to_string(),
            },
        ),
        ("language", "fr".to_owned()),
        ("region", "fr".to_owned()),
        ("key", key.to_owned()),
    ];
    if !asked.stops.is_empty() {
        let stops: Vec<_> = asked.stops.iter().map(|it| it.written()).collect();
        let first = if asked.in_any_order { "optimize:true|" } else { "" };
        query.push(("waypoints", format!("{first}{}", stops.join("|"))));
    }
    let request = outside.client()?.get(address).query(&query);
    let answer = ask(request, ("google", "directions"), deadline).await?;
    match answer.status {
        200 => read(answer.json()?, asked),
        429 => Err(ServiceFault::TooMuch { words: String::new() }.into()),
        status @ 500.. => Err(ServiceFault::Troubled { words: format!("HTTP {status}") }.into()),
        status => Err(ServiceFault::Refused { words: format!("HTTP {status}") }.into()),
    }
}

fn read(answered: Answered, asked: &WayAsked) -> Result<Way, Unanswered> {
    let Answered { status, error_message, routes } = answered;
    let words = || quoted(format!("{status} {error_message}").trim());
    let fault = match status.as_str() {
        "OK" => {
            let route = routes.into_iter().next().ok_or(ServiceFault::NoWay)?;
            return whole(way_of(&route, asked.stops.len()), asked);
        }
        "NOT_FOUND" | "ZERO_RESULTS" => ServiceFault::NoWay,
        // No key, a wrong one, or nothing paid.
        "OVER_DAILY_LIMIT" | "REQUEST_DENIED" => ServiceFault::Denied { words: words() },
        "OVER_QUERY_LIMIT" => {
            return Err(Unanswered {
                fault: ServiceFault::TooMuch { words: words() },
                again: true,
            });
        }
        "UNKNOWN_ERROR" => {
            return Err(Unanswered {
                fault: ServiceFault::Troubled { words: words() },
                again: true,
            });
        }
        "INVALID_REQUEST" | "MAX_WAYPOINTS_EXCEEDED" | "MAX_ROUTE_LENGTH_EXCEEDED" => {
            ServiceFault::Refused { words: words() }
        }
        _ => ServiceFault::Unreadable,
    };
    Err(fault.into())
}

fn way_of(route: &Route, stops: usize) -> Way {
    let leg = |it: &RouteLeg| Leg {
        seconds: it.duration_in_traffic.as_ref().unwrap_or(&it.duration).value,
        metres: Some(it.distance.value),
    };
    Way {
        legs: route.legs.iter().map(leg).collect(),
        metres: route.legs.iter().fold(0, |all: u32, it| all.saturating_add(it.distance.value)),
        order: order(&route.waypoint_order, stops),
        line: line(&route.overview_polyline.points),
    }
}
