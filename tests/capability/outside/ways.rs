//! Google's ways, by the Directions API and by the Routes API: the same way whichever is asked.

use super::{impatient, nobody};
use crate::support::people::now;
use chrono::TimeDelta;
use domain::delivery::{Position, Way, WayAsked, metres_between};
use domain::settings::{Google, SecretName, ServiceFault, WaysBy};
use oc_pizza::outside::Outside;
use oc_pizza::outside::directions::{Directions, GoogleWays};
use simulators::Ways;
use std::time::Duration;

const BOTH: [WaysBy; 2] = [WaysBy::Directions, WaysBy::Routes];

fn place(latitude: f64, longitude: f64) -> Position {
    Position::of_degrees(latitude, longitude).expect("on earth")
}

fn asked(stops: &[Position], in_any_order: bool) -> WayAsked {
    WayAsked {
        from: place(48.85, 2.35),
        to: place(48.85, 2.35),
        stops: stops.to_vec(),
        in_any_order,
        leaves_at: now(),
    }
}

/// From the shop to one customer.
fn straight() -> WayAsked {
    WayAsked { to: place(48.86, 2.36), ..asked(&[], false) }
}

fn google<'a>(outside: &'a Outside, simulator: &simulators::Google, by: WaysBy) -> GoogleWays<'a> {
    GoogleWays {
        outside,
        entered: Google {
            ways_by: by,
            directions_address: simulator.directions_address(),
            routes_address: simulator.routes_address(),
            ..Google::default()
        },
        key: Some(simulators::Google::KEY.to_owned().into()),
        now: now(),
    }
}

/// What a behaviour is called when it is a fault, and how often the service is asked for it.
const BEHAVIOURS: [(Ways, &str, usize); 19] = [
    (Ways::Answers, "", 1),
    (Ways::Slow(Duration::from_millis(300)), "", 1),
    (Ways::Slow(Duration::from_secs(5)), "Silent", 1),
    (Ways::Silent, "Silent", 1),
    (Ways::Malformed, "Unreadable", 1),
    (Ways::Gateway(502), "Troubled", 1),
    (Ways::Gateway(429), "TooMuch", 1),
    (Ways::Gateway(404), "Refused", 1),
    (Ways::Says("NOT_FOUND"), "NoWay", 1),
    (Ways::Says("ZERO_RESULTS"), "NoWay", 1),
    (Ways::Says("MAX_WAYPOINTS_EXCEEDED"), "Refused", 1),
    (Ways::Says("MAX_ROUTE_LENGTH_EXCEEDED"), "Refused", 1),
    (Ways::Says("INVALID_REQUEST"), "Refused", 1),
    (Ways::Says("REQUEST_DENIED"), "Denied", 1),
    (Ways::SaysAtFirst("OVER_QUERY_LIMIT", 1), "", 2),
    (Ways::SaysAtFirst("UNKNOWN_ERROR", 2), "", 3),
    (Ways::Says("OVER_QUERY_LIMIT"), "TooMuch", 3),
    (Ways::Says("UNKNOWN_ERROR"), "Troubled", 3),
    (Ways::SaysAtFirst("REQUEST_DENIED", 1), "Denied", 1),
];

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn what_google_does_says_what_becomes_of_a_way() {
    for by in BOTH {
        for (behaves, fault, times) in BEHAVIOURS {
            let simulator = simulators::Google::on(behaves).await;
            // Those that are repeated have time to be.
            let outside = if times > 1 { Outside::default() } else { impatient() };
            let way = google(&outside, &simulator, by).way(&straight()).await;
            let said = way.as_ref().err().map(|it| format!("{it:?}")).unwrap_or_default();
            assert!(
                said.starts_with(fault) && said.is_empty() == fault.is_empty(),
                "{by:?} {behaves:?} {said}"
            );
            assert_eq!(simulator.asked().len(), times, "{by:?} {behaves:?}");
        }
    }
    // Directions alone calls this so: nothing is paid, or no key.
    let (simulator, outside) =
        (simulators::Google::on(Ways::Says("OVER_DAILY_LIMIT")).await, impatient());
    let denied = google(&outside, &simulator, WaysBy::Directions).way(&straight()).await;
    assert!(matches!(denied, Err(ServiceFault::Denied { .. })), "{denied:?}");
    // A status that nobody documents is no way.
    simulator.behave(Ways::Says("SOMETHING_NEW"));
    let unread = google(&outside, &simulator, WaysBy::Directions).way(&straight()).await;
    assert_eq!(unread, Err(ServiceFault::Unreadable));
}

#[tokio::test]
async fn a_way_is_as_long_with_the_traffic_whichever_service_says_it() {
    let mut found = Vec::new();
    for by in BOTH {
        let (simulator, outside) = (simulators::Google::on(Ways::Answers).await, impatient());
        let way = google(&outside, &simulator, by).way(&straight()).await.expect("a way");
        assert_eq!((way.legs.len(), way.order.as_slice()), (1, &[][..]));
        assert_eq!((way.line[0], way.line.last()), (place(48.85, 2.35), Some(&place(48.86, 2.36))));
        found.push((way.seconds(), way.metres));
    }
    // 1 110 m and 730 m along the squares, seven metres a second, a third more with the traffic.
    assert_eq!(found, [(349, 1840), (349, 1840)]);
}

#[tokio::test]
async fn stops_are_passed_in_the_order_that_is_quickest() {
    let stops = [place(48.90, 2.35), place(48.86, 2.35), place(48.88, 2.35)];
    for by in BOTH {
        let (simulator, outside) = (simulators::Google::on(Ways::Answers).await, impatient());
        let google = google(&outside, &simulator, by);
        let best: Way = google.way(&asked(&stops, true)).await.expect("a way");
        assert_eq!((best.order.as_slice(), best.legs.len()), (&[1, 2, 0][..], 4));
        let fixed = google.way(&asked(&stops, false)).await.expect("a way");
        assert_eq!(fixed.order, [0, 1, 2]);
        assert!(fixed.seconds() > best.seconds() && fixed.metres > best.metres);
        let alone = google.way(&asked(&stops[..1], true)).await.expect("a way");
        assert_eq!((alone.order.as_slice(), alone.legs.len()), (&[0][..], 2));
    }
    // With stops the Directions API says nothing of the traffic: what it says without is taken.
    let (simulator, outside) = (simulators::Google::on(Ways::Answers).await, impatient());
    let way = google(&outside, &simulator, WaysBy::Directions).way(&asked(&stops[..1], true)).await;
    assert_eq!(way.expect("a way").legs[0].seconds, 5550 / 7);
}

#[tokio::test]
async fn what_is_asked_is_what_the_services_document() {
    let (simulator, outside) = (simulators::Google::on(Ways::Answers).await, impatient());
    let later =
        WayAsked { leaves_at: now() + TimeDelta::hours(1), ..asked(&[place(48.86, 2.35)], true) };
    for by in BOTH {
        google(&outside, &simulator, by).way(&straight()).await.expect("a way");
        google(&outside, &simulator, by).way(&later).await.expect("a way");
    }
    let [now, then, routes_now, routes_then] = <[_; 4]>::try_from(simulator.asked()).expect("four");
    for part in [
        "mode=driving",
        "departure_time=now",
        "language=fr",
        "region=fr",
        "origin=48.850000%2C2.350000",
    ] {
        assert!(now.query.contains(part), "{part}: {}", now.query);
    }
    let at = format!("departure_time={}", later.leaves_at.timestamp());
    assert!(then.query.contains(&at), "{}", then.query);
    assert!(
        then.query.contains("waypoints=optimize%3Atrue%7C48.860000%2C2.350000"),
        "{}",
        then.query
    );
    let mask = routes_now.header("x-goog-fieldmask").expect("a mask");
    assert!(mask.starts_with("routes.duration,routes.distanceMeters"), "{mask}");
    assert!(!routes_now.body.contains("departureTime"), "a time that is past is refused");
    let written = later.leaves_at.format("%Y-%m-%dT%H:%M:%SZ").to_string();
    assert!(routes_then.body.contains(&written), "{}", routes_then.body);
    assert!(routes_then.query.is_empty() && !routes_then.body.contains(simulators::Google::KEY));
}

#[tokio::test]
async fn a_way_is_kept_for_its_quarter_of_an_hour_and_a_fault_is_not() {
    let (simulator, outside) = (simulators::Google::on(Ways::Answers).await, impatient());
    let google = google(&outside, &simulator, WaysBy::Directions);
    let base = straight();
    let first = google.way(&base).await;
    let next_door = WayAsked { to: place(48.860_02, 2.360_03), ..base.clone() };
    assert_eq!(google.way(&next_door).await, first);
    assert_eq!(simulator.asked().len(), 1);
    for other in [
        WayAsked { to: place(48.861, 2.36), ..base.clone() },
        WayAsked { leaves_at: base.leaves_at + TimeDelta::minutes(15), ..base.clone() },
    ] {
        google.way(&other).await.expect("a way");
    }
    assert_eq!(simulator.asked().len(), 3);
    simulator.behave(Ways::Says("ZERO_RESULTS"));
    let far = WayAsked { to: place(48.99, 2.36), ..base };
    assert_eq!(google.way(&far).await, Err(ServiceFault::NoWay));
    simulator.behave(Ways::Answers);
    google.way(&far).await.expect("it is asked again");
}

#[tokio::test]
async fn no_key_no_service_and_too_many_stops_are_told_apart() {
    let (simulator, outside) = (simulators::Google::on(Ways::Answers).await, impatient());
    for by in BOTH {
        let mut google = google(&outside, &simulator, by);
        google.key = Some("AIza-wrong".to_owned().into());
        let denied = google.way(&straight()).await;
        assert!(matches!(denied, Err(ServiceFault::Denied { .. })), "{denied:?}");
        google.key = None;
        let none = google.way(&straight()).await;
        assert_eq!(none, Err(ServiceFault::NoSecret { name: SecretName::GoogleKey }));
    }
    let mut google = google(&outside, &simulator, WaysBy::Directions);
    let asked_before = simulator.asked().len();
    let many = vec![place(48.86, 2.36); 26];
    assert!(matches!(google.way(&asked(&many, true)).await, Err(ServiceFault::Refused { .. })));
    google.entered.ways_by = WaysBy::Nobody;
    assert_eq!(google.way(&straight()).await, Err(ServiceFault::NotEntered));
    assert_eq!(simulator.asked().len(), asked_before, "nothing was asked");
    google.entered.ways_by = WaysBy::Routes;
    google.entered.routes_address = nobody().await;
    let away = google.way(&straight()).await;
    assert!(matches!(away, Err(ServiceFault::NotReached { .. })), "{away:?}");
    let said = format!("{away:?}");
    assert!(!said.contains(simulators::Google::KEY), "a fault is shown and logged: {said}");
    assert!(metres_between(straight().from, straight().to) < 1840);
}
