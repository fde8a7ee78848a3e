//! The Routes API: a key and a mask of fields in headers, no mask no answer, and nothing outside of it.

use super::Google;
use super::roads::{Place, legs, line, order};
use crate::stage::{Asked, json};
use axum::response::Response;
use serde_json::{Value, json};
use std::collections::BTreeSet;

/// A refusal in the place of that status of the Directions API.
pub fn no(status: &str) -> Response {
    match status {
        "ZERO_RESULTS" | "NOT_FOUND" => json(200, &json!({})),
        "OVER_QUERY_LIMIT" | "OVER_DAILY_LIMIT" => {
            refused(429, "RESOURCE_EXHAUSTED", "Quota exceeded")
        }
        "REQUEST_DENIED" => {
            refused(403, "PERMISSION_DENIED", "The caller does not have permission")
        }
        "UNKNOWN_ERROR" => refused(500, "UNKNOWN", "Unknown error"),
        other => refused(400, "INVALID_ARGUMENT", other),
    }
}

fn refused(code: u16, status: &str, message: &str) -> Response {
    json(code, &json!({ "error": { "code": code, "message": message, "status": status } }))
}

fn place(waypoint: &Value) -> Option<Place> {
    let at = &waypoint["location"]["latLng"];
    Some((at["latitude"].as_f64()?, at["longitude"].as_f64()?))
}

/// Whether a text is an instant in UTC as RFC 3339 writes it.
fn is_instant(text: &str) -> bool {
    let bytes = text.as_bytes();
    bytes.len() >= 20 && bytes[10] == b'T' && text.ends_with('Z')
}

/// What it answers.
pub fn answered(asked: &Asked) -> Response {
    if asked.header("x-goog-api-key") != Some(Google::KEY) {
        return refused(403, "PERMISSION_DENIED", "API key not valid");
    }
    let Some(mask) = asked.header("x-goog-fieldmask").filter(|mask| !mask.is_empty()) else {
        return refused(400, "INVALID_ARGUMENT", "FieldMask is a required parameter.");
    };
    let mask: BTreeSet<_> = mask.split(',').collect();
    let body: Value = serde_json::from_str(&asked.body).unwrap_or_default();
    let stops = body["intermediates"].as_array().cloned().unwrap_or_default();
    let stops: Option<Vec<_>> = stops.iter().map(place).collect();
    let (Some(from), Some(to), Some(stops)) =
        (place(&body["origin"]), place(&body["destination"]), stops)
    else {
        return refused(400, "INVALID_ARGUMENT", "Origin and destination must be set.");
    };
    let is_time = body["departureTime"].as_str().is_none_or(is_instant);
    let is_drive = body["travelMode"] == "DRIVE" && body["routingPreference"] == "TRAFFIC_AWARE";
    if asked.method != "POST" || !is_drive || !is_time || stops.len() > 25 {
        return refused(400, "INVALID_ARGUMENT", "Request contains an invalid argument.");
    }
    let in_any = body["optimizeWaypointOrder"] == true;
    let order = order(from, &stops, in_any);
    let legs = legs(from, &stops, &order, to);
    let written = |seconds: u32| json!(format!("{seconds}s"));
    let mut route = json!({});
    let mut add = |field: &str, name: &str, value: Value| {
        if mask.contains(field) {
            route[name] = value;
        }
    };
    add(
        "routes.duration",
        "duration",
        written(legs.iter().map(|it| it.seconds_in_traffic()).sum()),
    );
    add(
        "routes.distanceMeters",
        "distanceMeters",
        json!(legs.iter().map(|it| it.metres).sum::<u32>()),
    );
    add("routes.polyline.encodedPolyline", "polyline", json!({ "encodedPolyline": line(&legs) }));
    let each = legs.iter().map(|it| json!({ "duration": written(it.seconds_in_traffic()) }));
    add("routes.legs.duration", "legs", each.collect());
    if in_any {
        add(
            "routes.optimizedIntermediateWaypointIndex",
            "optimizedIntermediateWaypointIndex",
            json!(order),
        );
    }
    json(200, &json!({ "routes": [route] }))
}
