//! What is heard of a card payment, in every order.

use super::*;
use CardState::{Accepted, Asked, Refused, Unknown};
use proptest::prelude::*;

const NO: CardAnswer = CardAnswer::Refused { why: CardNo::Declined };

fn yes(amount: i64) -> CardAnswer {
    CardAnswer::Accepted { amount: Cents(amount) }
}

fn seen_by(answer: CardAnswer, role: Role) -> CardWord {
    CardWord::Seen { answer, staff: StaffId(7), role }
}

fn seen(answer: CardAnswer) -> CardWord {
    seen_by(answer, Role::Cashier)
}

fn told(answer: CardAnswer) -> CardWord {
    CardWord::Answered(answer)
}

const SILENCE: CardWord = CardWord::Unheard(Unheard::NoAnswer);

fn ask(link: CardLink) -> CardPayment {
    CardPayment::ask(Cents(1250), link).expect("asked")
}

fn after(link: CardLink, words: &[CardWord]) -> Result<CardPayment, CardRefused> {
    words.iter().try_fold(ask(link), |payment, word| payment.after(*word))
}

#[test]
fn a_card_over_the_network() {
    let contradicts = |stands| Err(CardRefused::Contradicts { stands });
    for (words, expected) in [
        (&[][..], Ok(Asked)),
        (&[told(yes(1250))], Ok(Accepted)),
        (&[told(NO)], Ok(Refused)),
        // A person does not answer for a terminal that is about to.
        (&[seen(yes(1250))], Err(CardRefused::TerminalAnswers)),
        (&[seen(NO)], Err(CardRefused::TerminalAnswers)),
        (&[SILENCE], Ok(Unknown)),
        (&[SILENCE, SILENCE], Ok(Unknown)),
        (&[SILENCE, seen(yes(1250))], Ok(Accepted)),
        (&[SILENCE, seen(NO)], Ok(Refused)),
        (&[SILENCE, told(yes(1250))], Ok(Accepted)),
        // Another amount is never booked, whoever says so.
        (&[told(yes(1249))], Ok(Unknown)),
        (&[told(yes(1249)), seen(yes(1249))], Err(CardRefused::OtherAmount { asked: Cents(1250) })),
        (&[told(yes(1249)), seen(yes(1250))], Err(CardRefused::OtherAmount { asked: Cents(1250) })),
        (&[told(yes(1249)), seen(NO)], Ok(Refused)),
        (&[SILENCE, told(yes(1249))], Ok(Unknown)),
        // Late words.
        (&[told(yes(1250)), SILENCE], Ok(Accepted)),
        (&[told(yes(1250)), told(yes(1250))], Ok(Accepted)),
        (&[told(yes(1250)), told(NO)], contradicts(Accepted)),
        (&[SILENCE, seen(NO), told(yes(1250))], contradicts(Refused)),
        (&[SILENCE, seen(NO), told(yes(1249))], contradicts(Refused)),
        (&[SILENCE, seen(yes(1250)), seen(NO)], contradicts(Accepted)),
        (&[SILENCE, seen_by(yes(1250), Role::ShopManager)], Ok(Accepted)),
        (&[SILENCE, seen_by(yes(1250), Role::Pizzaiolo)], Err(CardRefused::Role)),
        (&[SILENCE, seen_by(NO, Role::Driver)], Err(CardRefused::Role)),
    ] {
        let found = after(CardLink::Network, words).map(|it| it.state);
        assert_eq!(found, expected, "{words:?}");
    }
}

#[test]
fn a_card_by_hand() {
    for (words, expected) in [
        (&[seen(yes(1250))][..], Ok(Accepted)),
        (&[seen(NO)], Ok(Refused)),
        (&[seen(yes(1205))], Err(CardRefused::OtherAmount { asked: Cents(1250) })),
        // The program stopped before the cashier said anything.
        (&[CardWord::Unheard(Unheard::Stopped)], Ok(Unknown)),
        (&[CardWord::Unheard(Unheard::Stopped), seen(yes(1250))], Ok(Accepted)),
        (&[seen_by(yes(1250), Role::Pizzaiolo)], Err(CardRefused::Role)),
    ] {
        let found = after(CardLink::ByHand, words).map(|it| it.state);
        assert_eq!(found, expected, "{words:?}");
    }
}

#[test]
fn what_is_kept_of_it() -> Result<(), CardRefused> {
    let payment = after(CardLink::Network, &[told(yes(1249)), SILENCE])?;
    assert_eq!(payment.unheard, Some(Unheard::OtherAmount { taken: Cents(1249) }));
    assert!(payment.holds() && !payment.is_accepted());
    let late = after(CardLink::Network, &[SILENCE, told(yes(1249))])?;
    assert_eq!(late.unheard, payment.unheard, "what it took is known, be it late");
    let payment = payment.after(seen(NO))?;
    assert_eq!((payment.no, payment.seen_by), (Some(CardNo::Declined), Some(StaffId(7))));
    assert!(!payment.holds() && payment.unheard.is_some());
    let payment = after(CardLink::Network, &[told(yes(1250)), seen(yes(1250))])?;
    assert_eq!(payment.seen_by, None, "who repeats what is known did not find it out");
    Ok(())
}

#[test]
fn amounts_that_are_asked() {
    for (amount, good) in [
        (1, true),
        (1_000_000, true),
        (0, false),
        (-1, false),
        (1_000_001, false),
        (i64::MAX, false),
    ] {
        assert_eq!(CardPayment::ask(Cents(amount), CardLink::Network).is_ok(), good, "{amount}");
    }
}

#[test]
fn nothing_leaves_an_end_and_the_program_books_nothing() {
    for step in CARD_STEPS {
        assert!(matches!(step.from, Asked | Unknown), "{step:?}");
        assert!(step.by != CardBy::Program || step.to == Unknown, "{step:?}");
        assert_ne!(step.from, step.to, "{step:?}");
    }
    for state in [Asked, Accepted, Refused, Unknown] {
        assert_eq!(CardState::from_word(state.word()), Some(state));
    }
}

#[test]
fn it_travels() -> Result<(), serde_json::Error> {
    let payment = after(CardLink::Network, &[told(yes(1249))]).expect("heard");
    let sent = serde_json::to_string(&payment)?;
    assert_eq!(serde_json::from_str::<CardPayment>(&sent)?, payment);
    let word: CardWord = serde_json::from_str(
        r#"{"seen":{"answer":{"accepted":{"amount":1250}},"staff":7,"role":"cashier"}}"#,
    )?;
    assert_eq!(word, seen(yes(1250)));
    Ok(())
}

fn any_word() -> impl Strategy<Value = CardWord> {
    prop_oneof![
        Just(SILENCE),
        Just(told(NO)),
        Just(told(yes(1250))),
        Just(told(yes(1249))),
        Just(seen(NO)),
        Just(seen(yes(1250))),
        Just(seen(yes(1251))),
        Just(seen_by(yes(1250), Role::Driver)),
    ]
}

proptest! {
    /// Whatever is heard in whatever order: an end stays, and money is booked only after a terminal
    /// or a cashier said the very amount.
    #[test]
    fn nothing_is_booked_by_guess(words in proptest::collection::vec(any_word(), 0..8), by_hand: bool) {
        let link = if by_hand { CardLink::ByHand } else { CardLink::Network };
        let mut payment = ask(link);
        let mut said = false;
        for word in words {
            said |= word == told(yes(1250)) || word == seen(yes(1250));
            let before = payment;
            if let Ok(after) = before.after(word) {
                payment = after;
            }
            prop_assert!(before.holds() || before == payment, "{:?} left {:?}", word, before);
            prop_assert!(!payment.is_accepted() || said);
            prop_assert_eq!(payment.no.is_some(), payment.state == Refused);
            prop_assert_eq!(before.after(word), before.after(word));
        }
    }
}
