//! A card payment asked of a terminal, and the settlement of its order.

use super::super::{CardAnswer, CardLink, CardNo, Unheard};
use super::*;
use crate::staff::{Role, StaffId};
use proptest::prelude::*;

fn at(minutes: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::minutes(minutes)
}

fn asked(payment: u128, cents: i64) -> AskedCard {
    AskedCard {
        payment: CardPaymentId(Uuid::from_u128(payment)),
        order: OrderId(Uuid::from_u128(9)),
        number: "A-042".to_owned(),
        goes_back: false,
        asked: CardSaid { who: "Inès".to_owned(), at: at(0) },
        card: CardPayment::ask(Cents(cents), CardLink::Network).expect("asked"),
        seen: None,
        settled_by: None,
        end: None,
        ended_at: None,
        back_by: None,
    }
}

const COMMAND: CommandId = CommandId(Uuid::from_u128(4));
const SILENCE: CardWord = CardWord::Unheard(Unheard::NoAnswer);
const NO: CardWord = CardWord::Answered(CardAnswer::Refused { why: CardNo::Declined });

fn yes(cents: i64) -> CardWord {
    CardWord::Answered(CardAnswer::Accepted { amount: Cents(cents) })
}

fn seen(answer: CardAnswer) -> CardWord {
    CardWord::Seen { answer, staff: StaffId(7), role: Role::Cashier }
}

fn heard(payment: u128, cents: i64, words: &[CardWord]) -> AskedCard {
    let after = |it: AskedCard, word: &CardWord| it.after(*word, Some("Lucas"), at(1));
    words.iter().try_fold(asked(payment, cents), after).expect("may be said")
}

fn payer(given: &[Given]) -> Payer {
    Payer { given: given.to_vec(), ..Payer::default() }
}

fn card(payment: u128, cents: i64) -> Given {
    Given::AskedCard { payment: CardPaymentId(Uuid::from_u128(payment)), amount: Cents(cents) }
}

#[test]
fn a_settlement_carries_what_was_taken_and_waits_for_what_nobody_knows() {
    let cash = Given::Cash { received: Cents(500) };
    let held = |stands| Err(CardRefused::Held { amount: Cents(800), stands });
    let left_out = Err(CardRefused::LeftOut { amount: Cents(800) });
    let taken = || heard(1, 800, &[yes(800)]);
    for (known, payers, expected) in [
        (vec![], vec![payer(&[cash])], Ok(())),
        (vec![asked(1, 800)], vec![payer(&[cash])], held(CardState::Asked)),
        (vec![heard(1, 800, &[SILENCE])], vec![payer(&[cash])], held(CardState::Unknown)),
        // Said to be taken, though nobody knows.
        (vec![heard(1, 800, &[SILENCE])], vec![payer(&[card(1, 800)])], held(CardState::Unknown)),
        (vec![heard(1, 800, &[NO])], vec![payer(&[cash])], Ok(())),
        (vec![heard(1, 800, &[NO])], vec![payer(&[card(1, 800)])], Err(CardRefused::NotTaken)),
        (vec![taken()], vec![payer(&[cash])], left_out.clone()),
        (vec![taken()], vec![payer(&[Given::Card { amount: Cents(800) }])], left_out.clone()),
        (vec![taken()], vec![payer(&[card(1, 800)])], Ok(())),
        (vec![taken()], vec![payer(&[cash]), payer(&[card(1, 800)])], Ok(())),
        (vec![taken()], vec![payer(&[card(1, 900)])], left_out.clone()),
        (vec![taken()], vec![payer(&[card(1, 800), card(1, 800)])], Err(CardRefused::NotTaken)),
        (vec![], vec![payer(&[card(1, 800)])], Err(CardRefused::NotTaken)),
        (vec![taken(), heard(2, 300, &[yes(300)])], vec![payer(&[card(2, 300)])], left_out),
        (
            vec![taken(), heard(2, 300, &[yes(300)])],
            vec![payer(&[card(2, 300)]), payer(&[card(1, 800), cash])],
            Ok(()),
        ),
        (vec![taken().booked(COMMAND, at(2))], vec![payer(&[cash])], Ok(())),
        (
            vec![taken().booked(COMMAND, at(2))],
            vec![payer(&[card(1, 800)])],
            Err(CardRefused::NotTaken),
        ),
    ] {
        assert_eq!(check_carried(&known, &payers), expected, "{known:?} {payers:?}");
    }
}

#[test]
fn an_order_with_money_of_a_card_that_is_nowhere_is_not_given_up() {
    for (known, good) in [
        (asked(1, 800), false),
        (heard(1, 800, &[SILENCE]), false),
        (heard(1, 800, &[yes(800)]), false),
        (heard(1, 800, &[NO]), true),
        (heard(1, 800, &[yes(800)]).booked(COMMAND, at(2)), true),
        (heard(1, 800, &[yes(800)]).given_back("Inès", at(2)).expect("back"), true),
    ] {
        assert_eq!(check_none(std::slice::from_ref(&known)).is_ok(), good, "{known:?}");
    }
}

#[test]
fn who_said_what_and_when_is_kept() {
    let accepted = CardAnswer::Accepted { amount: Cents(800) };
    let it = heard(1, 800, &[SILENCE, seen(accepted)]);
    assert_eq!(it.seen, Some(CardSaid { who: "Lucas".to_owned(), at: at(1) }));
    assert!(it.is_taken() && it.end.is_none());
    let it = heard(1, 800, &[SILENCE, seen(CardAnswer::Refused { why: CardNo::NotTaken })]);
    assert_eq!((it.end, it.ended_at), (Some(CardEnd::NotTaken), Some(at(1))));
    assert!(it.is_shown(at(15)) && !it.is_shown(at(17)));
    assert_eq!(heard(1, 800, &[yes(800)]).seen, None, "the terminal said so");
    let back = heard(1, 800, &[yes(800)]).given_back("Karim", at(5)).expect("back");
    assert_eq!((back.back_by.as_deref(), back.ended_at), (Some("Karim"), Some(at(5))));
    assert_eq!(asked(1, 800).given_back("Karim", at(5)), Err(CardRefused::Over));
}

#[test]
fn a_settlement_that_is_taken_back_leaves_the_money_to_be_seen() {
    let command = CommandId(Uuid::from_u128(5));
    let booked = heard(1, 800, &[yes(800)]).booked(command, at(2));
    assert!(!booked.is_taken() && !booked.is_shown(at(2)));
    assert_eq!(booked.settled_by, Some(command));
    let again = booked.unbooked();
    assert!(again.is_taken() && again.is_shown(at(1_000_000)));
    assert_eq!(again.settled_by, None);
}

#[test]
fn what_goes_back_to_a_card_holds_nothing_and_is_over_when_it_did() {
    let back = |words: &[CardWord]| {
        let asked = AskedCard { goes_back: true, ..asked(1, 500) };
        let after = |it: AskedCard, word: &CardWord| it.after(*word, None, at(1));
        words.iter().try_fold(asked, after).expect("may be said")
    };
    for (words, end) in [
        (&[][..], None),
        (&[SILENCE], None),
        (&[NO], Some(CardEnd::NotTaken)),
        (&[yes(500)], Some(CardEnd::GivenBack)),
        (&[SILENCE, seen(CardAnswer::Accepted { amount: Cents(500) })], Some(CardEnd::GivenBack)),
    ] {
        let it = back(words);
        assert_eq!((it.end, it.is_open(), it.is_taken()), (end, end.is_none(), false), "{words:?}");
        let cash = payer(&[Given::Cash { received: Cents(500) }]);
        assert_eq!(check_carried(std::slice::from_ref(&it), &[cash]), Ok(()));
        assert_eq!(check_none(std::slice::from_ref(&it)), Ok(()));
        assert!(it.is_shown(at(2)));
    }
    assert_eq!(back(&[yes(500)]).back_by.as_deref(), Some("Inès"));
    let gone = [back(&[yes(500)]), back(&[NO]), back(&[SILENCE])];
    for (refunded, amount, expected) in [
        (1500, 500, Ok(())),
        (1499, 500, Err(CardRefused::NotRefunded { left: Cents(499) })),
        (0, 1, Err(CardRefused::NotRefunded { left: Cents(0) })),
    ] {
        assert_eq!(check_going_back(&gone, Cents(refunded), Cents(amount)), expected);
    }
}

proptest! {
    /// Whatever is heard, in whatever order: the money is in one place.
    #[test]
    fn it_is_held_or_taken_or_over(words in proptest::collection::vec(0usize..6, 0..6)) {
        let accepted = CardAnswer::Accepted { amount: Cents(800) };
        let refused = CardAnswer::Refused { why: CardNo::NotTaken };
        let all = [SILENCE, NO, yes(800), yes(799), seen(accepted), seen(refused)];
        let mut it = asked(1, 800);
        for word in words {
            if let Ok(after) = it.after(all[word], Some("Lucas"), at(1)) {
                it = after;
            }
            let stands = [it.is_held(), it.is_taken(), it.end.is_some()];
            prop_assert_eq!(stands.iter().filter(|it| **it).count(), 1, "{:?}", it);
        }
    }
}
