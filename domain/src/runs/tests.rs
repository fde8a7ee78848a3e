//! Rounds, plans, what a driver owes, and when a run ends.

use super::*;
use crate::delivery::{Leg, Position, STOPS_MAX, TravelRule, Way, metres_between};
use crate::failure::Refusal;
use crate::language::{Language, Spoken};
use crate::orders::OrderState;
use crate::staff::Role;
use proptest::prelude::*;

fn at(minutes: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(1_790_000_040 + 60 * minutes, 0).expect("an instant")
}

fn order(nth: u128) -> OrderId {
    OrderId(Uuid::from_u128(nth))
}

fn place(latitude_e6: i32, longitude_e6: i32) -> Position {
    Position { latitude_e6, longitude_e6 }
}

const SHOP: Position = Position { latitude_e6: 48_580_000, longitude_e6: 7_750_000 };

fn visit(nth: u128, position: Option<Position>) -> ToVisit {
    ToVisit { order: order(nth), number: format!("A-{nth:03}"), position }
}

fn numbers(planned: &PlannedRun) -> Vec<&str> {
    planned.stops.iter().map(|stop| stop.number.as_str()).collect()
}

fn minutes(planned: &PlannedRun) -> Vec<u32> {
    planned.stops.iter().map(|stop| stop.minutes).collect()
}

#[test]
fn a_services_way_tells_when_each_door_is_reached() {
    let leg = |seconds| Leg { seconds, metres: None };
    let way = Way {
        legs: vec![leg(290), leg(61), leg(400)],
        metres: 9000,
        order: vec![1, 0],
        line: vec![SHOP],
    };
    let there = Some(place(48_590_000, 7_750_000));
    let visits = [visit(1, there), visit(2, None), visit(3, there)];
    let planned = planned(&visits, Some(round_by(way)), false, at(0));
    // 290 s; 2 min at the door and 61 s; 2 min more, ten minutes to nobody knows where.
    assert_eq!(numbers(&planned), ["A-003", "A-001", "A-002"]);
    assert_eq!(minutes(&planned), [5, 8, 20]);
    // Two minutes at the last door, and the way back from the last place that is known: 400 s.
    assert_eq!(planned.minutes, 29);
    assert_eq!(planned.stops[0].arrives_at, at(5));
    assert!(planned.is_estimate, "one of the places is a guess");
    assert_eq!(planned.line, [SHOP]);
}

#[test]
fn orders_stay_where_a_person_puts_them() {
    let places = [place(48_600_000, 7_750_000), place(48_581_000, 7_750_000)];
    let visits = [visit(1, Some(places[0])), visit(2, None), visit(3, Some(places[1]))];
    let round = |as_given| estimated_round(SHOP, &places, TravelRule::default(), as_given);
    let by_hand = planned(&visits, Some(round(true)), true, at(0));
    assert_eq!(numbers(&by_hand), ["A-001", "A-002", "A-003"]);
    let best = planned(&visits, Some(round(false)), false, at(0));
    assert_eq!(numbers(&best)[2], "A-002", "what nobody can place comes last");
}

#[test]
fn a_run_of_one_and_one_from_nowhere() {
    let there = place(48_589_000, 7_750_000);
    let round = estimated_round(SHOP, &[there], TravelRule::default(), false);
    let one = planned(&[visit(1, Some(there))], Some(round), false, at(0));
    let way = TravelRule::default().minutes(SHOP, there);
    assert_eq!((minutes(&one), one.minutes), (vec![way], 2 * way + 2));
    assert_eq!(one.line, [SHOP, there, SHOP]);
    // The shop has no place: all is a guess, in the order in which they were picked.
    let visits = [visit(1, Some(there)), visit(2, None)];
    let guess = planned(&visits, None, false, at(0));
    assert_eq!((minutes(&guess), guess.minutes), (vec![10, 22], 34));
    assert!(guess.is_estimate && guess.line.is_empty());
}

#[test]
fn what_can_be_told_of_a_run_before_it_is_sent() {
    let stop = |nth, minutes| StopAsked { order: order(nth), minutes };
    let run = |stops, minutes, float| SendRun {
        command: CommandId(Uuid::nil()),
        run: RunId(Uuid::nil()),
        driver: StaffId(1),
        stops,
        minutes,
        is_estimate: false,
        float: Cents(float),
    };
    let many = |count: usize| (0..count).map(|nth| stop(nth as u128, 1)).collect::<Vec<_>>();
    for (run, refused, field) in [
        (run(vec![stop(1, 5), stop(2, 5)], 12, 5000), None, None),
        (run(many(STOPS_MAX), 12, 0), None, None),
        (run(vec![], 12, 0), Some(RunRefused::Empty), Some("orders")),
        (run(many(26), 12, 0), Some(RunRefused::TooMany { orders: 26 }), Some("orders")),
        (run(vec![stop(1, 5), stop(1, 6)], 12, 0), Some(RunRefused::Twice), Some("orders")),
        (run(vec![stop(1, 6), stop(2, 5)], 12, 0), Some(RunRefused::Minutes), None),
        (run(vec![stop(1, 13)], 12, 0), Some(RunRefused::Minutes), None),
        (run(vec![stop(1, 13)], 601, 0), Some(RunRefused::Minutes), None),
        (run(vec![stop(1, 1)], 12, -1), Some(RunRefused::Float), Some("float")),
        (run(vec![stop(1, 1)], 12, FLOAT_MAX.0 + 1), Some(RunRefused::Float), Some("float")),
    ] {
        let told = run.check().err();
        assert_eq!(told, refused);
        assert_eq!(told.and_then(|it| it.field()).as_deref(), field);
    }
}

#[test]
fn another_reason_is_said_in_words() {
    let fail = |reason, note: &str| {
        let note = Some(note.to_owned());
        let (command, run) = (CommandId(Uuid::nil()), RunId(Uuid::nil()));
        FailStop { command, run, order: order(1), reason, note }.noted()
    };
    assert_eq!(fail(FailReason::NotFound, "  "), Ok(None));
    assert_eq!(fail(FailReason::Other, " pneu crevé "), Ok(Some("pneu crevé".to_owned())));
    assert_eq!(fail(FailReason::Other, " "), Err(RunRefused::NoNote));
    let long = fail(FailReason::Refused, &"x".repeat(NOTE_CHARACTERS_MAX + 1)).expect_err("long");
    assert_eq!(long.field().as_deref(), Some("note"));
}

fn a_stop(nth: u128, state: StopState, due: i64) -> Stop {
    Stop {
        order: order(nth),
        number: format!("A-{nth:03}"),
        state,
        order_state: OrderState::OutForDelivery,
        customer_name: None,
        customer_phone: None,
        address: None,
        promised_at: at(0),
        expected_at: at(5),
        done_at: None,
        total: Cents(1000),
        due: Cents(due),
        cash: Cents::ZERO,
        went_wrong: None,
        driver_message: None,
    }
}

fn a_run(stops: Vec<Stop>, ended: Option<RunEnd>) -> Run {
    Run {
        run: RunId(Uuid::nil()),
        state: if ended.is_some() { RunState::Ended } else { RunState::UnderWay },
        driver: StaffId(1),
        driver_name: "Karim".to_owned(),
        sent_by: "Ana".to_owned(),
        left_at: at(0),
        expected_minutes: 24,
        is_estimate: false,
        stops,
        cash: RunCash::default(),
        ended,
    }
}

#[test]
fn a_run_ends_when_it_is_known_what_became_of_each_order() {
    use StopState::{Delivered, Failed, Out};
    let refused = |stops, meant| check_end(&a_run(stops, None), meant).err();
    let named = |number: &str| vec![number.to_owned()];
    for (stops, meant, expected) in [
        (vec![a_stop(1, Delivered, 0), a_stop(2, Failed, 900)], false, None),
        (vec![a_stop(1, Delivered, 900)], true, None),
        (
            vec![a_stop(1, Delivered, 900), a_stop(2, Delivered, 0)],
            false,
            Some(RunRefused::Unpaid { numbers: named("A-001") }),
        ),
        (
            vec![a_stop(1, Delivered, 900), a_stop(2, Out, 0)],
            true,
            Some(RunRefused::StillOut { numbers: named("A-002") }),
        ),
    ] {
        assert_eq!(refused(stops, meant), expected);
    }
    let end = RunEnd { at: at(30), by: "Ana".to_owned(), counted: Cents(1), difference: Cents(1) };
    let over = check_end(&a_run(vec![], Some(end)), true).expect_err("over");
    assert_eq!(over, RunRefused::Over { driver: "Karim".to_owned(), at: at(30) });
    assert_eq!(a_run(vec![], None).back_at(), at(24));
}

#[test]
fn a_board_that_was_read_goes_on_with_what_is_done_since() {
    let run = a_run(vec![a_stop(1, StopState::Out, 900), a_stop(2, StopState::Out, 900)], None);
    let shop = ShopPlace { name: "Centre".to_owned(), position: None };
    let board = Deliveries { shop, ready: vec![], runs: vec![run], drivers: vec![] };
    let known = |it| (it == order(1)).then_some((OrderState::HandedOver, Cents(300)));
    let stops = board.clone().since(known).runs.remove(0).stops;
    let shown: Vec<_> = stops.iter().map(|it| (it.state, it.due)).collect();
    assert_eq!(shown, [(StopState::Delivered, Cents(300)), (StopState::Out, Cents(900))]);
    assert_eq!(board.clone().since(|_| None), board);
}

#[test]
fn a_stop_is_done_once_and_by_who_works_at_the_counter() {
    for step in STOP_STEPS {
        assert_eq!(step.from, StopState::Out, "what became of it is said once");
        assert!(step.roles.contains(&Role::Cashier) && !step.roles.contains(&Role::Driver));
    }
    for state in [StopState::Out, StopState::Delivered, StopState::Failed] {
        assert_eq!(StopState::from_word(state.word()), Some(state));
        assert_eq!(STOP_STEPS.iter().any(|it| it.to == state), state != StopState::Out);
    }
    for state in [RunState::UnderWay, RunState::Ended] {
        assert_eq!(RunState::from_word(state.word()), Some(state));
        assert_eq!(RUN_STEPS.iter().any(|it| it.from == state), state == RunState::UnderWay);
    }
    for reason in FailReason::ALL {
        assert_eq!(FailReason::from_word(reason.word()), Some(reason));
        assert_ne!(reason.say(Language::Fr), reason.say(Language::En));
    }
}

#[test]
fn a_refusal_says_in_both_languages_what_stands_in_the_way() {
    let (number, driver, left_at) = ("A-012".to_owned(), "Karim".to_owned(), at(0));
    let numbers = vec!["A-012".to_owned(), "A-013".to_owned()];
    let state = OrderState::Preparing;
    for (refused, words) in [
        (RunRefused::Empty, "Choisissez au moins une commande."),
        (RunRefused::TooMany { orders: 26 }, "25 commandes au plus"),
        (RunRefused::NotInDrawer { holds: Cents(1250) }, "12,50\u{a0}€"),
        (RunRefused::DriverOut { driver: driver.clone(), left_at }, "Karim est en course depuis"),
        (RunRefused::NotReady { number: number.clone(), state }, "en préparation"),
        (
            RunRefused::TakenAlready { number: number.clone(), driver, left_at },
            "partie avec Karim à",
        ),
        (RunRefused::StillOut { numbers: numbers.clone() }, "A-012, A-013"),
        (RunRefused::Unpaid { numbers }, "A-012, A-013"),
        (RunRefused::Away, "le livreur ne recevrait aucun SMS"),
        (RunRefused::Done { number, state: StopState::Failed }, "non livrée"),
    ] {
        let (french, english) = (refused.say(Language::Fr), refused.say(Language::En));
        assert!(french.contains(words), "{french}");
        assert_ne!(french, english);
    }
}

proptest! {
    #[test]
    fn a_round_passes_each_place_once_and_is_no_longer_than_as_given(
        at in prop::collection::vec((48_500_000i32..48_700_000, 7_600_000i32..7_900_000), 0..=STOPS_MAX),
    ) {
        let places: Vec<_> = at.into_iter().map(|(north, east)| place(north, east)).collect();
        let rule = TravelRule::default();
        let best = estimated_round(SHOP, &places, rule, false);
        let given = estimated_round(SHOP, &places, rule, true);
        let metres = |round: &Round| round.line.windows(2)
            .map(|two| u64::from(metres_between(two[0], two[1]))).sum::<u64>();
        let mut passed = best.order.clone();
        passed.sort_unstable();
        prop_assert!(passed.into_iter().eq(0..places.len()));
        prop_assert!(given.order.iter().copied().eq(0..places.len()));
        for round in [&best, &given] {
            prop_assert!(round.is_estimate && round.legs.len() == places.len() + 1);
            prop_assert_eq!((round.line.first(), round.line.last()), (Some(&SHOP), Some(&SHOP)));
        }
        // Nothing is turned about that made it longer; from the nearest to the nearest is the beginning.
        prop_assert!(places.len() > 3 || metres(&best) <= metres(&given));
    }

    #[test]
    fn a_plan_has_each_order_once_and_goes_forward_in_time(
        at in prop::collection::vec(prop::option::of((48_500_000i32..48_700_000, 7_600_000i32..7_900_000)), 1..=STOPS_MAX),
        as_given in any::<bool>(), shop_is_known in any::<bool>(),
    ) {
        let visits: Vec<_> = (1..).zip(at).map(|(nth, it)| visit(nth, it.map(|(n, e)| place(n, e)))).collect();
        let known: Vec<_> = visits.iter().filter_map(|it| it.position).collect();
        let round = shop_is_known.then(|| estimated_round(SHOP, &known, TravelRule::default(), as_given));
        let plan = planned(&visits, round, as_given, super::tests::at(0));
        let mut planned: Vec<_> = plan.stops.iter().map(|it| it.order).collect();
        if as_given {
            prop_assert!(planned.iter().eq(visits.iter().map(|it| &it.order)));
        }
        planned.sort_unstable();
        prop_assert!(planned.into_iter().eq(visits.iter().map(|it| it.order)));
        let times: Vec<_> = minutes(&plan);
        prop_assert!(times.windows(2).all(|two| two[0] + 2 < two[1]), "a door and a leg: {times:?}");
        prop_assert!(times.last().is_some_and(|last| *last < plan.minutes));
        // What a plan says can be sent.
        let stops = plan.stops.iter().map(|it| StopAsked { order: it.order, minutes: it.minutes });
        let send = SendRun {
            command: CommandId(Uuid::nil()), run: RunId(Uuid::nil()), driver: StaffId(1),
            stops: stops.collect(), minutes: plan.minutes, is_estimate: plan.is_estimate, float: Cents::ZERO,
        };
        prop_assert_eq!(send.check().is_ok(), plan.minutes <= RUN_MINUTES_MAX);
    }

    /// Whatever is settled at the door or afterwards: who brings what he owes makes no difference, the drawer's
    /// book ends as if the float had never left, and each cent more or less shows once.
    #[test]
    fn what_a_driver_owes_is_his_float_and_the_cash_of_his_orders(
        float in 0i64..50_000, taken in prop::collection::vec(-5_000i64..20_000, 0..10), more in -30_000i64..30_000,
    ) {
        let cash = RunCash::of(Cents(float), taken.iter().copied().map(Cents));
        let sum: i64 = taken.iter().sum();
        prop_assert_eq!(cash.owed(), Cents(float + sum));
        prop_assert_eq!(cash.difference(cash.owed()), Cents::ZERO);
        let counted = cash.owed() + Cents(more);
        prop_assert_eq!(cash.difference(counted), Cents(more));
        // Float out, payments booked, and what is put in when he is back.
        let drawer = -float + sum + cash.into_drawer(counted).0;
        prop_assert_eq!(drawer, sum + more);
    }

    #[test]
    fn a_round_is_never_crossed_out_longer(
        at in prop::collection::vec((48_500_000i32..48_700_000, 7_600_000i32..7_900_000), 2..12),
        from in 0usize..12, to in 0usize..12,
    ) {
        let places: Vec<_> = at.into_iter().map(|(north, east)| place(north, east)).collect();
        let best = estimated_round(SHOP, &places, TravelRule::default(), false);
        let metres = |order: &[usize]| {
            let line: Vec<_> = std::iter::once(SHOP).chain(order.iter().map(|it| places[*it])).chain([SHOP]).collect();
            line.windows(2).map(|two| u64::from(metres_between(two[0], two[1]))).sum::<u64>()
        };
        let (from, to) = (from.min(to) % places.len(), from.max(to) % places.len());
        if from < to {
            let mut turned = best.order.clone();
            turned[from..=to].reverse();
            prop_assert!(metres(&best.order) <= metres(&turned), "no part is better turned about");
        }
    }
}
