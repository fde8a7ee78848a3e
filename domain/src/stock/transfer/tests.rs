//! Sending, receiving, taking back; and that nothing is lost between.

use super::*;
use crate::menu::Unit;
use crate::payments::ReasonRefused;
use crate::stock::QuantityRefused;
use proptest::prelude::*;

const FLOUR: IngredientId = IngredientId(1);
const EGG: IngredientId = IngredientId(2);
const A: ShopId = ShopId(1);
const B: ShopId = ShopId(2);

fn units() -> Units {
    Units::from([(FLOUR, Unit::G), (EGG, Unit::Pc)])
}

fn quantities(of: &[(IngredientId, i64)]) -> Quantities {
    of.iter().copied().collect()
}

fn send(
    shops: (ShopId, ShopId),
    sent: &[(IngredientId, i64)],
) -> Result<Transfer, TransferRefused> {
    let on_hand = quantities(&[(FLOUR, 5000), (EGG, 30)]);
    Transfer::send(TransferId(Uuid::nil()), shops, sent, &units(), &on_hand)
}

fn line(ingredient: IngredientId, fault: LineFault) -> TransferRefused {
    LineRefused { ingredient, fault }.into()
}

#[test]
fn what_is_not_sent() {
    let many: Vec<_> = (0..=LINES_MAX as i64).map(|it| (IngredientId(it), 1)).collect();
    let there = |on_hand, unit| LineFault::MoreThanThere { on_hand, unit };
    for (shops, sent, refused) in [
        ((A, A), &[(FLOUR, 1)][..], TransferRefused::ToItself),
        ((A, B), &[], TransferRefused::Lines { count: 0 }),
        ((A, B), &many, TransferRefused::Lines { count: LINES_MAX + 1 }),
        ((A, B), &[(IngredientId(9), 1)], line(IngredientId(9), LineFault::Unknown)),
        ((A, B), &[(EGG, 1), (EGG, 2)], line(EGG, LineFault::Twice)),
        ((A, B), &[(EGG, 0)], line(EGG, LineFault::Quantity(QuantityRefused::Nothing))),
        ((A, B), &[(EGG, -1)], line(EGG, LineFault::Quantity(QuantityRefused::Negative))),
        ((A, B), &[(EGG, 30), (FLOUR, 5001)], line(FLOUR, there(5000, Unit::G))),
    ] {
        assert_eq!(send(shops, sent), Err(refused));
    }
}

#[test]
fn what_comes_whole_needs_no_reason() {
    let mut transfer = send((A, B), &[(FLOUR, 2000), (EGG, 12)]).expect("it is sent");
    assert_eq!(transfer.moved(A), quantities(&[(FLOUR, -2000), (EGG, -12)]));
    assert_eq!(transfer.under_way(), quantities(&[(FLOUR, 2000), (EGG, 12)]));
    let came = quantities(&[(FLOUR, 2000), (EGG, 12)]);
    transfer.receive(&came, &units(), Some("rien à dire")).expect("it came");
    assert_eq!(transfer.reason, None);
    assert_eq!(transfer.moved(B), came);
    assert_eq!(transfer.under_way(), quantities(&[(FLOUR, 0), (EGG, 0)]));
}

#[test]
fn what_differs_is_recorded_with_its_reason() {
    let mut transfer = send((A, B), &[(FLOUR, 2000), (EGG, 12)]).expect("it is sent");
    let came = quantities(&[(FLOUR, 2500), (EGG, 10)]);
    let silent = transfer.receive(&came, &units(), Some("  "));
    assert_eq!(silent, Err(TransferRefused::Reason(ReasonRefused::None)));
    assert_eq!(transfer.state, TransferState::UnderWay);
    transfer.receive(&came, &units(), Some("deux œufs cassés")).expect("it came");
    assert_eq!(transfer.differences(), quantities(&[(FLOUR, 500), (EGG, -2)]));
    assert_eq!(transfer.reason.as_deref(), Some("deux œufs cassés"));
}

#[test]
fn what_is_not_received() {
    for (came, refused) in [
        (&[(FLOUR, 2000)][..], line(EGG, LineFault::NotTold)),
        (&[(FLOUR, -1), (EGG, 12)], line(FLOUR, LineFault::Quantity(QuantityRefused::Negative))),
        (
            &[(FLOUR, 2000), (EGG, 99_999)],
            line(EGG, LineFault::Quantity(QuantityRefused::TooMuch { unit: Unit::Pc })),
        ),
        (
            &[(FLOUR, 2000), (EGG, 12), (IngredientId(9), 1)],
            line(IngredientId(9), LineFault::Unknown),
        ),
    ] {
        let mut transfer = send((A, B), &[(FLOUR, 2000), (EGG, 12)]).expect("it is sent");
        assert_eq!(transfer.receive(&quantities(came), &units(), Some("x")), Err(refused));
        assert_eq!(transfer.state, TransferState::UnderWay);
    }
    // An ingredient that is known but was not sent.
    let mut transfer = send((A, B), &[(FLOUR, 2000)]).expect("it is sent");
    let came = quantities(&[(FLOUR, 2000), (EGG, 1)]);
    let refused = transfer.receive(&came, &units(), Some("x"));
    assert_eq!(refused, Err(line(EGG, LineFault::Unknown)));
}

#[test]
fn it_arrives_or_is_taken_back_once() {
    let came = quantities(&[(FLOUR, 2000)]);
    let sent = || send((A, B), &[(FLOUR, 2000)]).expect("it is sent");
    let (mut received, mut back) = (sent(), sent());
    received.receive(&came, &units(), None).expect("it came");
    back.take_back().expect("it is back");
    for (mut over, state) in [(received, TransferState::Received), (back, TransferState::TakenBack)]
    {
        let refused = Err(TransferRefused::Over { state });
        assert_eq!(over.receive(&came, &units(), None), refused);
        assert_eq!(over.take_back(), refused);
    }
}

#[test]
fn the_table_and_the_words_name_every_state() {
    use TransferState::*;
    for state in [UnderWay, Received, TakenBack] {
        assert_eq!(TransferState::from_word(state.word()), Some(state));
        assert!(TRANSFER_STEPS.iter().any(|(from, to, ..)| *from == state || *to == state));
    }
    assert!(
        TRANSFER_STEPS.iter().all(|(from, _, _, roles)| *from == UnderWay && !roles.is_empty())
    );
}

proptest! {
    /// Whatever three shops send each other, receive in part or in excess, and take back: what all have
    /// on the shelf and what is under way is what there was, but for the differences recorded.
    #[test]
    fn nothing_is_lost_between(
        began in prop::array::uniform3(0i64..2000),
        story in prop::collection::vec((0usize..3, 0usize..3, 1i64..800, 0usize..6, 0i64..900), 1..40),
    ) {
        let shop = |at: usize| ShopId(at as i64);
        let mut transfers: Vec<Transfer> = Vec::new();
        let shelf = |at: usize, transfers: &[Transfer]| {
            began[at] + transfers.iter().map(|it| it.moved(shop(at))[&FLOUR]).sum::<i64>()
        };
        for (from, to, sent, what, came) in story {
            let (place, some) = (what, Some("écart"));
            match transfers.get_mut(place) {
                Some(it) if came % 5 == 0 => drop(it.take_back()),
                Some(it) => drop(it.receive(&quantities(&[(FLOUR, came)]), &units(), some)),
                None => {
                    let on_hand = quantities(&[(FLOUR, shelf(from, &transfers))]);
                    let id = TransferId(Uuid::from_u128(transfers.len() as u128));
                    let sent = [(FLOUR, sent)];
                    let sent = Transfer::send(id, (shop(from), shop(to)), &sent, &units(), &on_hand);
                    transfers.extend(sent);
                }
            }
            let sum = |of: fn(&Transfer) -> Quantities| -> i64 {
                transfers.iter().map(|it| of(it)[&FLOUR]).sum()
            };
            let shelves: i64 = (0..3).map(|at| shelf(at, &transfers)).sum();
            let (under_way, differences) = (sum(Transfer::under_way), sum(Transfer::differences));
            prop_assert_eq!(shelves + under_way - differences, began.iter().sum::<i64>());
            for transfer in &transfers {
                let moved = transfer.moved(transfer.from)[&FLOUR] + transfer.moved(transfer.to)[&FLOUR];
                let (under_way, difference) = (transfer.under_way()[&FLOUR], transfer.differences()[&FLOUR]);
                prop_assert_eq!(moved + under_way, difference);
            }
            prop_assert!((0..3).all(|at| shelf(at, &transfers) >= 0));
        }
    }
}
