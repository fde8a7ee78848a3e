//! What becomes of messages, kind by kind.

use super::*;
use crate::messages::{Audience, SENDINGS};
use proptest::prelude::*;

const EVERY: [MessageKind; 12] = [
    MessageKind::OrderTaken,
    MessageKind::Leaving,
    MessageKind::ReadyForPickUp,
    MessageKind::Delayed,
    MessageKind::OrderCancelled,
    MessageKind::StockShort,
    MessageKind::ProductsSuspended,
    MessageKind::PurchaseDrafted,
    MessageKind::DriverRun,
    MessageKind::PurchaseOrder,
    MessageKind::FreeText,
    MessageKind::PaymentLink,
];

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::from_timestamp(seconds, 0).expect("an instant")
}

fn attempt(kind: MessageKind, channel: Channel, nth: u32, began: i64) -> Attempt {
    let expires_at = at(0) + kind.sending().lasts;
    Attempt { kind, channel, has_other: true, nth, began_at: at(began), expires_at }
}

#[test]
fn each_kind_has_its_sending_and_its_word() {
    assert_eq!(SENDINGS.len(), EVERY.len());
    for kind in EVERY {
        let sending = kind.sending();
        assert_eq!(sending.kind, kind);
        assert_eq!(MessageKind::from_word(kind.word()), Some(kind));
        assert!(!sending.channels.is_empty() && !sending.names.is_empty() && sending.tries_max > 0);
        assert!(!sending.other_channel || sending.channels.len() == 2, "{kind:?}");
        // Of a customer's that did not go his order's row says so; for a link somebody waits at the counter.
        let is_told = sending.to != Audience::Customer || kind == MessageKind::PaymentLink;
        assert_eq!(sending.is_told, is_told, "{kind:?}");
        assert_eq!(sending.other_channel, sending.to == Audience::Manager, "{kind:?}");
    }
}

#[test]
fn a_lease_outlasts_what_is_claimed_under_it() {
    assert!(TRY_MAX * AT_ONCE as i32 <= LEASE);
}

#[test]
fn what_went_or_may_have_gone_is_not_tried_again() {
    for kind in EVERY {
        for (outcome, state) in
            [(Outcome::Sent, MessageState::Sent), (Outcome::Unknown, MessageState::ToCheck)]
        {
            let first = attempt(kind, Channel::Sms, 1, 0);
            assert_eq!(after_try(&first, outcome, at(2)).state, state, "{kind:?}");
        }
    }
    assert_eq!(after_lease(), MessageState::ToCheck);
}

#[test]
fn a_drivers_message_is_tried_five_times_in_a_minute_and_then_told() {
    let (mut began, mut tries) = (0, vec![]);
    for nth in 1.. {
        tries.push(began);
        // Each call takes its ten seconds to fail.
        let failed = attempt(MessageKind::DriverRun, Channel::Sms, nth, began);
        let next = after_try(&failed, Outcome::Failed, at(began + 10));
        assert_eq!(next.channel, Channel::Sms);
        if next.state != MessageState::ToSend {
            assert_eq!(next.state, MessageState::Failed);
            break;
        }
        began = next.at.timestamp();
    }
    assert_eq!(tries, [0, 12, 24, 36, 48]);
}

#[test]
fn a_managers_warning_goes_by_the_other_channel_at_the_first_failure() {
    let first = attempt(MessageKind::StockShort, Channel::Sms, 1, 0);
    let next = after_try(&first, Outcome::Failed, at(3));
    let expected = Next { state: MessageState::ToSend, channel: Channel::Email, at: at(3) };
    assert_eq!(next, expected);
    // Back to the first one, but no longer at once.
    let second = attempt(MessageKind::StockShort, Channel::Email, 2, 3);
    let next = after_try(&second, Outcome::Refused, at(5));
    assert_eq!((next.channel, next.at), (Channel::Sms, at(63)));
    // Five minutes are enough for both channels twice (UC10).
    let third = attempt(MessageKind::StockShort, Channel::Sms, 3, 63);
    assert_eq!(after_try(&third, Outcome::Failed, at(73)).at, at(183));
    let alone = Attempt { has_other: false, ..first };
    let next = after_try(&alone, Outcome::Failed, at(3));
    assert_eq!((next.state, next.channel, next.at), (MessageState::ToSend, Channel::Sms, at(30)));
    assert_eq!(after_try(&alone, Outcome::Refused, at(3)).state, MessageState::Failed);
}

/// When a message is tried, of which each try fails after three seconds.
fn tried(kind: MessageKind) -> Vec<i64> {
    let (mut began, mut tries) = (0, vec![]);
    for nth in 1.. {
        tries.push(began);
        let next =
            after_try(&attempt(kind, Channel::Sms, nth, began), Outcome::Failed, at(began + 3));
        if next.state != MessageState::ToSend {
            assert_eq!(next.state, ended(kind));
            break;
        }
        began = next.at.timestamp();
    }
    tries
}

#[test]
fn a_customers_message_is_tried_until_it_makes_no_sense() {
    let tries = tried(MessageKind::OrderTaken);
    assert_eq!(tries[..6], [0, 20, 60, 140, 260, 380]);
    for sending in SENDINGS.iter().filter(|it| it.to == Audience::Customer) {
        let tries = tried(sending.kind);
        // A service that is back finds it tried within two minutes, for as long as it makes sense.
        assert!(tries.windows(2).all(|pair| pair[1] - pair[0] <= 120), "{tries:?}");
        let last = *tries.last().expect("a try");
        let lasts = sending.lasts.num_seconds();
        assert!((lasts - 120..lasts).contains(&last), "{:?} {last}", sending.kind);
    }
    // It was written long ago: the next try would come too late.
    let late = attempt(MessageKind::OrderTaken, Channel::Sms, 1, 1190);
    assert_eq!(after_try(&late, Outcome::Failed, at(1193)).state, MessageState::GivenUp);
    let refused = attempt(MessageKind::OrderTaken, Channel::Sms, 1, 0);
    assert_eq!(after_try(&refused, Outcome::Refused, at(3)).state, MessageState::GivenUp);
}

proptest! {
    /// Whatever happens at each try, a message ends, after no more tries than its kind has and before
    /// it makes no sense any more; and it went, may have gone, or failed as its kind says.
    #[test]
    fn every_message_ends(
        kind in prop::sample::select(EVERY.to_vec()), has_other in any::<bool>(),
        outcomes in prop::collection::vec((0usize..12, 0i64..13), 120),
    ) {
        let mut now = attempt(kind, kind.sending().channels[0], 1, 0);
        now.has_other = has_other;
        let mut end = None;
        for (what, seconds) in outcomes {
            prop_assert!(now.nth <= kind.sending().tries_max);
            prop_assert!(now.began_at < now.expires_at);
            let outcome = match what {
                0 => Outcome::Sent,
                1 => Outcome::Unknown,
                2 => Outcome::Refused,
                _ => Outcome::Failed,
            };
            let over = now.began_at + TimeDelta::seconds(seconds);
            let next = after_try(&now, outcome, over);
            prop_assert!(kind.sending().channels.contains(&next.channel) || kind.sending().other_channel);
            if next.state != MessageState::ToSend {
                end = Some((next.state, outcome));
                break;
            }
            prop_assert!(next.at >= over);
            now = Attempt { nth: now.nth + 1, channel: next.channel, began_at: next.at, ..now };
        }
        let (state, outcome) = end.expect("an end");
        let expected = match outcome {
            Outcome::Sent => MessageState::Sent,
            Outcome::Unknown => MessageState::ToCheck,
            Outcome::Failed | Outcome::Refused => ended(kind),
        };
        prop_assert_eq!(state, expected);
    }
}
