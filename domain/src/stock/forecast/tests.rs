//! Evenings, weeks back, means and paces.

use super::*;
use crate::menu::IngredientId;
use crate::stock::Alarm;
use proptest::prelude::*;

fn at(text: &str) -> DateTime<Utc> {
    text.parse().expect("an instant")
}

fn time(hour: u32, minute: u32) -> NaiveTime {
    NaiveTime::from_hms_opt(hour, minute, 0).expect("a time of day")
}

fn level(on_hand: i64, reserved: i64) -> StockLevel {
    StockLevel { ingredient: IngredientId(1), on_hand, reserved, safety: 10 }
}

#[test]
fn the_service_ends_with_the_last_closing_of_the_business_day() {
    // Fridays noon and evening until half past midnight, Saturdays evening; shut on Sundays.
    let services = [
        Service { weekday: 5, opens_at: time(18, 0), closes_at: time(0, 30) },
        Service { weekday: 5, opens_at: time(11, 30), closes_at: time(14, 30) },
        Service { weekday: 6, opens_at: time(18, 0), closes_at: time(23, 0) },
    ];
    for (now, end) in [
        // A Friday in July: Paris is two hours ahead.
        ("2026-07-10T10:00:00Z", Some("2026-07-10T22:30:00Z")),
        ("2026-07-10T22:29:59Z", Some("2026-07-10T22:30:00Z")),
        ("2026-07-10T22:30:00Z", None),
        ("2026-07-11T02:00:00Z", None),
        ("2026-07-11T12:00:00Z", Some("2026-07-11T21:00:00Z")),
        ("2026-07-12T12:00:00Z", None),
        ("2026-12-04T12:00:00Z", Some("2026-12-04T23:30:00Z")),
    ] {
        assert_eq!(end_of_service(at(now), time(5, 0), &services), end.map(at), "{now}");
    }
    assert_eq!(end_of_service(at("2026-07-10T10:00:00Z"), time(5, 0), &[]), None);
}

#[test]
fn the_same_hours_are_those_of_the_wall_clock() {
    // A Friday eight days after the clocks went forward (29 March 2026).
    let weeks = same_hours_before(at("2026-04-03T17:00:00Z"), at("2026-04-03T21:00:00Z"));
    let expected = [
        // One week ago Paris was still one hour ahead.
        ("2026-03-27T18:00:00Z", "2026-03-27T22:00:00Z"),
        ("2026-03-20T18:00:00Z", "2026-03-20T22:00:00Z"),
        ("2026-03-13T18:00:00Z", "2026-03-13T22:00:00Z"),
        ("2026-03-06T18:00:00Z", "2026-03-06T22:00:00Z"),
    ];
    assert_eq!(weeks, expected.map(|(from, to)| (at(from), at(to))));
}

#[test]
fn an_hour_that_does_not_exist_is_the_next_one() {
    // Half past two of 29 March 2026 is skipped; that of 25 October 2026 happens twice.
    let weeks = same_hours_before(at("2026-04-05T00:30:00Z"), at("2026-04-05T01:30:00Z"));
    assert_eq!(weeks[0], (at("2026-03-29T01:30:00Z"), at("2026-03-29T01:30:00Z")));
    let weeks = same_hours_before(at("2026-11-01T01:30:00Z"), at("2026-11-01T03:30:00Z"));
    assert_eq!(weeks[0], (at("2026-10-25T00:30:00Z"), at("2026-10-25T03:30:00Z")));
}

#[test]
fn the_mean_is_of_the_weeks_there_are_and_rounded_up() {
    for (used, expected) in [
        (&[][..], None),
        (&[100], Some(100)),
        (&[100, 101], Some(101)),
        (&[0, 0, 0, 1], Some(1)),
        (&[800, 1000, 1200, 1000], Some(1000)),
        // An evening on which more taps were taken back than made counts as nothing used.
        (&[-50, 100], Some(50)),
    ] {
        assert_eq!(expected_use(used), expected, "{used:?}");
    }
}

#[test]
fn what_waits_already_is_part_of_the_evening() {
    for (on_hand, reserved, expected, left) in [
        (1000, 0, Some(600), Some(400)),
        (1000, 200, Some(600), Some(400)),
        (1000, 700, Some(600), Some(300)),
        (1000, 0, Some(1200), Some(-200)),
        (1000, 300, None, None),
        (1000, 300, Some(0), Some(700)),
    ] {
        assert_eq!(forecast(&level(on_hand, reserved), expected), left);
    }
}

#[test]
fn how_many_days_are_left() {
    for (on_hand, reserved, used, days, left) in [
        (2800, 0, 2800, 28, Some(28)),
        (2800, 1400, 2800, 28, Some(14)),
        (99, 0, 100, 1, Some(0)),
        (0, 0, 100, 28, Some(0)),
        (-5, 0, 100, 28, Some(0)),
        (1000, 0, 0, 28, None),
        (1000, 0, -3, 28, None),
        (1000, 0, 10, 0, None),
        (i64::MAX, 0, 1, 28, Some(u32::MAX)),
    ] {
        assert_eq!(days_left(&level(on_hand, reserved), used, days), left);
    }
}

#[test]
fn a_chart_ends_at_what_is_on_hand() {
    let moves = [
        ("2026-07-01T10:00:00Z", 500),
        ("2026-07-02T18:00:00Z", -50),
        ("2026-07-02T19:00:00Z", -80),
    ];
    let drawn = course(400, &moves.map(|(when, quantity)| (at(when), quantity)));
    assert_eq!(drawn.iter().map(|point| point.1).collect::<Vec<_>>(), [530, 480, 400]);
    assert_eq!(course(400, &[]), []);
}

proptest! {
    #[test]
    fn what_is_promised_is_never_forecast_as_left(
        on_hand in -500i64..5000, reserved in 0i64..5000,
        used in prop::collection::vec(0i64..3000, 1..=4),
    ) {
        let level = level(on_hand, reserved);
        let left = forecast(&level, expected_use(&used)).expect("weeks to look back on");
        prop_assert!(left <= level.projected());
        // Whoever is low or fine by the book alone is not better for a forecast.
        prop_assert!(Alarm::of(&level, Some(left)) >= Alarm::of(&level, None));
    }

    #[test]
    fn the_pace_is_kept_for_so_many_days_and_not_one_more(
        on_hand in 0i64..100_000, used in 1i64..50_000, days in 1u32..=PACE_DAYS,
    ) {
        let left = i64::from(days_left(&level(on_hand, 0), used, days).expect("a pace"));
        prop_assert!(left * used <= on_hand * i64::from(days));
        prop_assert!((left + 1) * used > on_hand * i64::from(days));
    }
}
