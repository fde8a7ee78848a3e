//! What is picked stays in the order a person gave it, and what became of it is said.

use super::*;
use chrono::DateTime;
use domain::runs::{PlannedStop, ShopPlace};
use domain::{CommandId, FailureCode};
use uuid::Uuid;

fn id(nth: u128) -> OrderId {
    OrderId(Uuid::from_u128(nth))
}

fn one(nth: u128) -> Picked {
    Picked { order: id(nth), number: format!("A-{nth:03}") }
}

fn plan(orders: &[u128]) -> PlannedRun {
    let stop = |nth: &u128| PlannedStop {
        order: id(*nth),
        number: format!("A-{nth:03}"),
        minutes: 5,
        arrives_at: DateTime::UNIX_EPOCH,
    };
    PlannedRun {
        stops: orders.iter().map(stop).collect(),
        minutes: 20,
        leaves_at: DateTime::UNIX_EPOCH,
        is_estimate: true,
        remarks: Vec::new(),
        line: Vec::new(),
    }
}

fn after(acts: impl IntoIterator<Item = Act>) -> Desk {
    let desk = acts.into_iter().fold(Rc::new(Desk::default()), |desk, act| desk.reduce(act));
    (*desk).clone()
}

fn orders(desk: &Desk) -> Vec<u128> {
    desk.picked.iter().map(|it| it.order.0.as_u128()).collect()
}

fn picked() -> [Act; 3] {
    [1, 2, 3].map(|nth| Act::Pick(one(nth)))
}

fn deliveries(ready: &[u128]) -> Rc<Deliveries> {
    let ready = ready.iter().map(|nth| super::super::ready::tests::ready(*nth)).collect();
    let shop = ShopPlace { name: "Mozzaville".to_owned(), position: None };
    Rc::new(Deliveries { shop, ready, runs: Vec::new(), drivers: Vec::new() })
}

#[test]
fn the_best_round_orders_what_is_picked_and_a_person_may_change_it() {
    let asked = vec![id(1), id(2), id(3)];
    let mut acts = picked().to_vec();
    acts.push(Act::Planned(asked.clone(), Ok(plan(&[3, 1, 2]))));
    let desk = after(acts.clone());
    assert_eq!((orders(&desk), desk.place(id(1))), (vec![3, 1, 2], Some(2)));
    acts.push(Act::Earlier(2));
    let desk = after(acts.clone());
    assert_eq!(orders(&desk), [3, 2, 1]);
    assert!(desk.planned.is_none(), "its times are of another order");
    // The answer to what was asked before comes late.
    acts.push(Act::Planned(asked, Ok(plan(&[1, 2, 3]))));
    let desk = after(acts.clone());
    assert_eq!((orders(&desk), desk.planned), (vec![3, 2, 1], None));
}

#[test]
fn picked_twice_is_not_picked() {
    let [first, ..] = picked();
    let desk = after(picked().into_iter().chain([first]));
    assert_eq!((orders(&desk), desk.place(id(1))), (vec![2, 3], None));
    assert_eq!(
        orders(&after(picked().into_iter().chain([Act::Earlier(0), Act::Earlier(9)]))),
        [1, 2, 3]
    );
}

#[test]
fn what_somebody_else_sent_goes_and_is_said() {
    let mut acts = picked().to_vec();
    acts.push(Act::Planned(vec![id(1), id(2), id(3)], Ok(plan(&[1, 2, 3]))));
    acts.push(Act::Read(deliveries(&[1, 3, 4])));
    let desk = after(acts.clone());
    assert_eq!((orders(&desk), desk.planned.clone()), (vec![1, 3], None));
    assert_eq!(desk.said, Some(Said::Gone(vec!["A-002".to_owned()])));
    // Read again it still is, until something is done.
    acts.push(Act::Read(deliveries(&[1, 3])));
    assert!(after(acts.clone()).said.is_some());
    acts.push(Act::Drive(StaffId(1)));
    assert_eq!(after(acts).said, None);
}

#[test]
fn a_run_in_doubt_is_held_and_sent_it_is_cleared() {
    let sent = || Act::Sent(SEND.to_owned(), "{}".to_owned());
    let no = |code| {
        Act::Answered(SEND.to_owned(), Err(Failure { code, message: "no".to_owned(), field: None }))
    };
    let begun = || {
        picked().into_iter().chain([Act::Drive(StaffId(1)), Act::Float("30".to_owned()), sent()])
    };
    let held = after(begun().chain([no(FailureCode::Unreachable)]));
    assert!(held.is_held());
    // The window is loaded again meanwhile.
    let text = serde_json::to_string(&held).expect("a text");
    let held: Desk = serde_json::from_str(&text).expect("a desk");
    let mut still = Rc::new(held);
    for act in [Act::PickNone, Act::Earlier(1), Act::Drive(StaffId(2)), Act::Read(deliveries(&[]))]
    {
        still = still.reduce(act);
    }
    assert_eq!(
        (orders(&still), still.driver, still.float.as_deref()),
        (vec![1, 2, 3], Some(StaffId(1)), Some("30"))
    );
    let refused = after(begun().chain([no(FailureCode::Conflict)]));
    assert!(!refused.is_held() && refused.taps.failure(SEND).is_some());
    assert_eq!(orders(&refused), [1, 2, 3]);
    let done = after(begun().chain([Act::Answered(SEND.to_owned(), Ok(None))]));
    assert_eq!((orders(&done), done.driver, done.float), (vec![], None, None));
}

#[test]
fn a_run_that_is_over_is_not_settled_any_more() {
    let run = RunId(Uuid::from_u128(9));
    let typed = [Act::Back(Some(run)), Act::Counted("46,00".to_owned())];
    let desk = after(typed.clone());
    assert_eq!(desk.back, Some(Back { run, counted: "46,00".to_owned() }));
    let over = Act::Read(deliveries(&[]));
    assert_eq!(after(typed.clone().into_iter().chain([over.clone()])).back, None);
    let asked = domain::runs::EndRun {
        command: CommandId(Uuid::from_u128(1)),
        run,
        counted: domain::Cents(4600),
        unpaid_is_meant: false,
    };
    let text = serde_json::to_string(&asked).expect("a text");
    let held = after(typed.into_iter().chain([Act::Sent(END.to_owned(), text), over]));
    assert_eq!(held.taps.in_doubt::<domain::runs::EndRun>(END), Some(asked));
    assert!(held.back.is_some(), "until it is known that it ended by this");
}
