//! The Directions API: everything under HTTP 200.

use super::Google;
use super::roads::{Leg, Place, legs, line, order};
use crate::stage::{Asked, json, pairs, value};
use axum::response::Response;
use serde_json::{Value, json};

/// A refusal.
pub fn no(status: &str) -> Response {
    let mut body = json!({ "routes": [], "status": status });
    if !["ZERO_RESULTS", "NOT_FOUND"].contains(&status) {
        body["error_message"] = json!(format!("Simulated: {status}"));
    }
    json(200, &body)
}

fn place(text: &str) -> Option<Place> {
    let (latitude, longitude) = text.split_once(',')?;
    Some((latitude.parse().ok()?, longitude.parse().ok()?))
}

/// The stops, and whether any order will do; none where they cannot be read.
fn stops(text: &str) -> Option<(Vec<Place>, bool)> {
    let (text, in_any) = match text.strip_prefix("optimize:true|") {
        Some(rest) => (rest, true),
        None => (text, false),
    };
    let stops = text.split('|').filter(|it| !it.is_empty()).map(place);
    Some((stops.collect::<Option<Vec<_>>>()?, in_any))
}

/// What it answers.
pub fn answered(asked: &Asked) -> Response {
    let query = pairs(&asked.query);
    let of = |name| value(&query, name).unwrap_or_default();
    if asked.method != "GET" || of("key") != Google::KEY {
        return no("REQUEST_DENIED");
    }
    let is_time = of("departure_time") == "now" || of("departure_time").parse::<i64>().is_ok();
    let places = (place(of("origin")), place(of("destination")), stops(of("waypoints")));
    let (Some(from), Some(to), Some((stops, in_any))) = places else {
        return no("INVALID_REQUEST");
    };
    if of("mode") != "driving" || !is_time {
        return no("INVALID_REQUEST");
    }
    if stops.len() > 25 {
        return no("MAX_WAYPOINTS_EXCEEDED");
    }
    let order = order(from, &stops, in_any);
    let legs = legs(from, &stops, &order, to);
    let with_traffic = stops.is_empty();
    json(
        200,
        &json!({ "status": "OK", "routes": [{
            "summary": "Simulated",
            "overview_polyline": { "points": line(&legs) },
            "waypoint_order": if in_any { json!(order) } else { json!([]) },
            "legs": legs.iter().map(|leg| written(leg, with_traffic)).collect::<Vec<_>>(),
        }] }),
    )
}

fn written(leg: &Leg, with_traffic: bool) -> Value {
    let at = |(lat, lng): Place| json!({ "lat": lat, "lng": lng });
    let mut written = json!({
        "distance": { "text": "…", "value": leg.metres },
        "duration": { "text": "…", "value": leg.seconds },
        "start_location": at(leg.from),
        "end_location": at(leg.to),
    });
    if with_traffic {
        written["duration_in_traffic"] = json!({ "text": "…", "value": leg.seconds_in_traffic() });
    }
    written
}
