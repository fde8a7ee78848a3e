//! The Routes API. It answers what its mask of fields names, and nothing without one.

use super::super::http::{Answer, Deadline, Outside, ask, quoted};
use super::{Leaves, Unanswered, line, order, whole};
use chrono::SecondsFormat;
use domain::delivery::{Leg, Position, Way, WayAsked};
use domain::settings::ServiceFault;
use reqwest::header::CONTENT_TYPE;
use serde::Deserialize;
use serde_json::{Value, json};

const FIELDS: &str = "routes.duration,routes.distanceMeters,routes.polyline.encodedPolyline,\
                      routes.legs.duration,routes.optimizedIntermediateWaypointIndex";

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Answered {
    /// Absent where there is no way.
    #[serde(default)]
    routes: Vec<Route>,
}

#[derive(Deserialize)]
#[serde(rename_all = "camelCase")]
struct Route {
    /// Absent where it is nothing.
    #[serde(default)]
    distance_meters: u32,
    #[serde(default)]
    polyline: Points,
    #[serde(default)]
    legs: Vec<RouteLeg>,
    #[serde(default)]
    optimized_intermediate_waypoint_index: Vec<i64>,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Points {
    #[serde(default)]
    encoded_polyline: String,
}

#[derive(Deserialize)]
struct RouteLeg {
    /// `165s`.
    duration: String,
}

#[derive(Deserialize)]
struct Failed {
    error: Fault,
}

#[derive(Deserialize)]
struct Fault {
    #[serde(default)]
    status: String,
    #[serde(default)]
    message: String,
}

/// Asks once.
pub async fn way(
    outside: &Outside,
    (address, key): (&str, &str),
    asked: &WayAsked,
    leaves: Leaves,
    deadline: Deadline,
) -> Result<Way, Unanswered> {
    let request = outside
        .client()?
        .post(address)
        .header("x-goog-api-key", key)
        .header("x-goog-fieldmask", FIELDS)
        .header(CONTENT_TYPE, "application/json")
        .body(body(asked, leaves).to_string());
    let answer = ask(request, ("google", "routes"), deadline).await?;
    match answer.status {
        200 => read(answer.json()?, asked),
        _ => Err(refused(&answer)),
    }
}

fn body(asked: &WayAsked, leaves: Leaves) -> Value {
    let place = |at: &Position| {
        let (latitude, longitude) = at.degrees();
        json!({ "location": { "latLng": { "latitude": latitude, "longitude": longitude } } })
    };
    let mut body = json!({
        "origin": place(&asked.from),
        "destination": place(&asked.to),
        "intermediates": asked.stops.iter().map(place).collect::<Vec<_>>(),
        "travelMode": "DRIVE",
        "routingPreference": "TRAFFIC_AWARE",
        "languageCode": "fr",
        "optimizeWaypointOrder": asked.in_any_order && !asked.stops.is_empty(),
    });
    // A time that is past by the time it arrives is refused; none is now.
    if let Leaves::At(at) = leaves {
        body["departureTime"] = json!(at.to_rfc3339_opts(SecondsFormat::Secs, true));
    }
    body
}

fn read(answered: Answered, asked: &WayAsked) -> Result<Way, Unanswered> {
    let route = answered.routes.into_iter().next().ok_or(ServiceFault::NoWay)?;
    let legs: Option<Vec<_>> = route.legs.iter().map(|it| seconds(&it.duration)).collect();
    let legs = legs.ok_or(ServiceFault::Unreadable)?;
    let way = Way {
        legs: legs.into_iter().map(|seconds| Leg { seconds, metres: None }).collect(),
        metres: route.distance_meters,
        order: order(&route.optimized_intermediate_waypoint_index, asked.stops.len()),
        line: line(&route.polyline.encoded_polyline),
    };
    whole(way, asked)
}

/// A duration as it is written: `165s`, `3.5s`; the part of a second counts as one.
fn seconds(written: &str) -> Option<u32> {
    let seconds: f64 = written.strip_suffix('s')?.parse().ok()?;
    let is_one = (0.0..=f64::from(u32::MAX)).contains(&seconds);
    is_one.then(|| seconds.ceil() as u32)
}

fn refused(answer: &Answer) -> Unanswered {
    let status = answer.status;
    let Ok(Failed { error: Fault { status: word, message } }) = answer.json::<Failed>() else {
        let words = format!("HTTP {status}");
        return match status {
            429 => ServiceFault::TooMuch { words },
            500.. => ServiceFault::Troubled { words },
            _ => ServiceFault::Refused { words },
        }
        .into();
    };
    let words = quoted(format!("{word} {message}").trim());
    match word.as_str() {
        // What OVER_QUERY_LIMIT and UNKNOWN_ERROR are called here.
        "RESOURCE_EXHAUSTED" => Unanswered { fault: ServiceFault::TooMuch { words }, again: true },
        "UNKNOWN" => Unanswered { fault: ServiceFault::Troubled { words }, again: true },
        "PERMISSION_DENIED" | "UNAUTHENTICATED" => ServiceFault::Denied { words }.into(),
        // A key that is none is called an argument that is none.
        "INVALID_ARGUMENT" if message.contains("API key") => ServiceFault::Denied { words }.into(),
        "NOT_FOUND" => ServiceFault::NoWay.into(),
        _ if status >= 500 => ServiceFault::Troubled { words }.into(),
        _ => ServiceFault::Refused { words }.into(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn durations_are_read_as_they_are_written() {
        for (written, expected) in [
            ("165s", Some(165)),
            ("0s", Some(0)),
            ("3.5s", Some(4)),
            ("165", None),
            ("s", None),
            ("-1s", None),
            ("NaNs", None),
            ("1e99s", None),
        ] {
            assert_eq!(seconds(written), expected, "{written}");
        }
    }
}
