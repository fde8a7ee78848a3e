//! A card payment over the network: money only where the terminal said so for sure, a refusal only
//! where nothing can have been taken, and a person to look in every other case.

use crate::support::card_terminal::{Behaviour, TestTerminal};
use domain::Cents;
use domain::payments::{CardLink, CardNo, CardPayment, CardState, Unheard};
use oc_pizza::outside::card_terminal::{Action, CardTerminal, Limits, Till};
use std::time::Duration;

fn terminal(address: &str) -> CardTerminal {
    let limits = Limits {
        asking: Duration::from_secs(5),
        answer: Duration::from_millis(500),
        rest: Duration::from_millis(500),
    };
    let address = address.parse().expect("an address");
    CardTerminal { address, till: Till::default(), limits }
}

/// What becomes of 12.50 asked of it.
async fn asked(address: &str) -> CardPayment {
    let amount = Cents(1250);
    let payment = CardPayment::ask(amount, CardLink::Network).expect("an amount");
    let word = terminal(address).ask(Action::Debit, amount).await;
    payment.after(word).expect("something that may be said")
}

#[tokio::test]
async fn only_what_the_terminal_says_for_sure_counts() {
    use Behaviour::{Accepts, CutAfter, Leaves, Refuses, Says, Silent, Slow, Takes};
    let unheard = Some(Unheard::NoAnswer);
    let other = |cents| Some(Unheard::OtherAmount { taken: Cents(cents) });
    for (behaviour, state, no, heard) in [
        (Accepts, CardState::Accepted, None, None),
        (Slow, CardState::Accepted, None, None),
        (Refuses("04"), CardState::Refused, Some(CardNo::Declined), None),
        (Refuses("06"), CardState::Refused, Some(CardNo::GivenUp), None),
        (Refuses("08"), CardState::Refused, Some(CardNo::GivenUp), None),
        (Refuses("09"), CardState::Refused, Some(CardNo::TerminalFault), None),
        (Behaviour::RefusesWithoutReason, CardState::Refused, Some(CardNo::TerminalFault), None),
        // It says at once that it was and that it was not.
        (Refuses("01"), CardState::Unknown, None, unheard),
        (Takes(1000), CardState::Unknown, None, other(1000)),
        (Silent, CardState::Unknown, None, unheard),
        (Leaves, CardState::Unknown, None, unheard),
        (Says(""), CardState::Unknown, None, unheard),
        (Says("HTTP/1.1 400 Bad Request"), CardState::Unknown, None, unheard),
        (Says("CZ0040300AE00210CB0041250CD0011"), CardState::Unknown, None, unheard),
        // In the middle of the amount, and before it.
        (CutAfter(0), CardState::Unknown, None, unheard),
        (CutAfter(54), CardState::Unknown, None, unheard),
        (CutAfter(70), CardState::Unknown, None, unheard),
        (CutAfter(1000), CardState::Accepted, None, None),
    ] {
        let on = TestTerminal::on(behaviour).await;
        let payment = asked(&on.address()).await;
        assert_eq!(
            (payment.state, payment.no, payment.unheard),
            (state, no, heard),
            "{behaviour:?}"
        );
        assert_eq!(payment.is_accepted(), state == CardState::Accepted);
        assert_eq!(
            payment.holds(),
            state == CardState::Unknown,
            "nothing else settles it meanwhile"
        );
        let expected = "CZ0040300CJ012012345678901CA00201CE003978CD0010CB0041250";
        assert_eq!(on.asked(), [expected], "asked once: {behaviour:?}");
    }
}

#[tokio::test]
async fn a_terminal_that_is_not_there_has_taken_nothing() {
    let off = TestTerminal::on(Behaviour::Accepts).await.address();
    for address in [off.as_str(), "tcp://nowhere.invalid"] {
        let payment = asked(address).await;
        assert_eq!(payment.state, CardState::Refused, "{address}");
        assert_eq!(payment.no, Some(CardNo::TerminalFault));
    }
}
