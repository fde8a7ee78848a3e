//! What the payment dialog says of a payment on the telephone, and what can be done with it, by how it stands.

use crate::catalogue::say;
use chrono::{DateTime, Utc};
use domain::online::OnlineStands;
use domain::payments::{PaypalState, PaypalWish};
use domain::{Cents, Language};

/// What is said of a payment, and what can be done with it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Told {
    /// The key of the sentence.
    pub key: &'static str,
    /// How it looks: `ok`, `warn`, or nothing of it.
    pub tone: &'static str,
    /// The customer can open the link: its code is shown, and it can be sent.
    pub is_open: bool,
    /// It can be given up.
    pub can_leave: bool,
}

impl Told {
    const fn of(key: &'static str, tone: &'static str) -> Told {
        Told { key, tone, is_open: false, can_leave: false }
    }

    /// The sentence, and whether it is one to look at: why it does not go on, where that is known.
    pub fn words(self, stands: &OnlineStands, language: Language) -> (String, bool) {
        match stands.words(language).filter(|_| STUCK.contains(&self.key)) {
            Some(why) => (why, true),
            None => (say(language, self.key), self.tone == "warn"),
        }
    }
}

/// What is said of a payment that waits for PayPal, or for a person.
const STUCK: [&str; 4] = ["paypal-check", "paypal-wait", "paypal-unheard", "paypal-taking"];

/// What is said of a payment now.
pub fn told(stands: &OnlineStands, now: DateTime<Utc>) -> Told {
    let is_left = stands.wish == PaypalWish::Leave;
    match stands.state {
        PaypalState::ToCheck => Told::of("paypal-check", "warn"),
        PaypalState::Waiting | PaypalState::Authorized if is_left => {
            Told::of("paypal-letting-go", "")
        }
        PaypalState::Waiting => Told { can_leave: true, ..waiting(stands, now) },
        PaypalState::Authorized if stands.wish == PaypalWish::Hold => {
            Told { can_leave: true, ..Told::of("paypal-authorized", "ok") }
        }
        PaypalState::Authorized if stands.unheard => Told::of("paypal-unheard", "warn"),
        PaypalState::Authorized => Told::of("paypal-taking", "ok"),
        PaypalState::Captured if is_left => Told::of("paypal-giving-back", ""),
        PaypalState::Captured => Told::of("paypal-captured", "ok"),
        PaypalState::Cancelled if stands.declines > 0 => Told::of("paypal-declined-over", "warn"),
        PaypalState::Cancelled if now >= stands.link_until => Told::of("paypal-lapsed", "warn"),
        PaypalState::Cancelled => Told::of("paypal-left", ""),
        PaypalState::Refunded => Told::of("paypal-refunded", ""),
    }
}

/// The customer has not agreed yet.
fn waiting(stands: &OnlineStands, now: DateTime<Utc>) -> Told {
    match (&stands.link, stands.declines) {
        _ if now >= stands.link_until => Told::of("paypal-lapsed", "warn"),
        (Some(_), 0) => Told { is_open: true, ..Told::of("paypal-show", "") },
        (Some(_), _) => Told { is_open: true, ..Told::of("paypal-declined", "warn") },
        (None, _) if stands.unheard => Told::of("paypal-unheard", "warn"),
        (None, _) => Told::of("paypal-wait", ""),
    }
}

/// What becomes of it when something else is given, of so much that is due.
pub fn otherwise(stands: &OnlineStands, due: Cents) -> &'static str {
    match stands.state {
        PaypalState::Captured => "paypal-beside-taken",
        PaypalState::ToCheck => "paypal-beside-check",
        _ if stands.amount < due => "paypal-beside-part",
        _ => "paypal-beside",
    }
}

#[cfg(test)]
pub mod tests {
    use super::*;
    use chrono::TimeDelta;
    use domain::online::LinkCode;
    use domain::orders::OrderId;
    use domain::payments::{PaypalDoubt, PaypalIntentId};
    use uuid::Uuid;

    /// A payment of 16.00 that stands so, its link good for an hour.
    pub fn stands(state: PaypalState, wish: PaypalWish) -> OnlineStands {
        let waits = state == PaypalState::Waiting;
        OnlineStands {
            intent: PaypalIntentId(Uuid::from_u128(1)),
            order: OrderId(Uuid::from_u128(2)),
            number: "A-042".to_owned(),
            amount: Cents(1600),
            state,
            wish,
            link: waits.then(|| "https://www.paypal.com/checkoutnow?token=5O1".to_owned()),
            code: waits.then(|| LinkCode { side: 29, path: "M4 4h7v1h-7z".to_owned() }),
            asked_at: DateTime::UNIX_EPOCH,
            link_until: DateTime::UNIX_EPOCH + TimeDelta::hours(1),
            declines: 0,
            given_back: Cents::ZERO,
            fee: None,
            booked: false,
            no: None,
            doubt: None,
            unheard: false,
        }
    }

    #[test]
    fn each_state_is_said_and_offers_what_can_be_done() {
        use PaypalState::{Authorized, Cancelled, Captured, Refunded, ToCheck, Waiting};
        use PaypalWish::{Hold, Leave, Take};
        let unlinked = |it: OnlineStands| OnlineStands { link: None, code: None, ..it };
        let unheard = |it: OnlineStands| OnlineStands { unheard: true, ..it };
        let declined = |it: OnlineStands| OnlineStands { declines: 1, ..it };
        let same = |it: OnlineStands| it;
        type As = fn(OnlineStands) -> OnlineStands;
        for (state, wish, being, minutes, key, is_open, can_leave) in [
            (Waiting, Hold, same as As, 0, "paypal-show", true, true),
            (Waiting, Take, same, 0, "paypal-show", true, true),
            (Waiting, Hold, declined, 0, "paypal-declined", true, true),
            (Waiting, Hold, unlinked, 0, "paypal-wait", false, true),
            (Waiting, Hold, same, 60, "paypal-lapsed", false, true),
            (Waiting, Leave, same, 0, "paypal-letting-go", false, false),
            (Authorized, Hold, same, 0, "paypal-authorized", false, true),
            (Authorized, Hold, unheard, 90, "paypal-authorized", false, true),
            (Authorized, Take, same, 0, "paypal-taking", false, false),
            (Authorized, Take, unheard, 0, "paypal-unheard", false, false),
            (Authorized, Leave, same, 0, "paypal-letting-go", false, false),
            (Captured, Take, same, 0, "paypal-captured", false, false),
            (Captured, Leave, same, 0, "paypal-giving-back", false, false),
            (Cancelled, Leave, same, 0, "paypal-left", false, false),
            (Cancelled, Leave, same, 60, "paypal-lapsed", false, false),
            (Cancelled, Hold, declined, 0, "paypal-declined-over", false, false),
            (Refunded, Leave, same, 0, "paypal-refunded", false, false),
            (ToCheck, Take, same, 0, "paypal-check", false, false),
        ] {
            let stands = being(stands(state, wish));
            let now = stands.asked_at + TimeDelta::minutes(minutes);
            let told = told(&stands, now);
            let found = (told.key, told.is_open, told.can_leave);
            assert_eq!(found, (key, is_open, can_leave), "{state:?} {wish:?} {minutes}");
            for language in [Language::Fr, Language::En] {
                assert_ne!(say(language, told.key), told.key, "{key}");
            }
        }
        let asked = unheard(unlinked(stands(Waiting, Hold)));
        assert_eq!(told(&asked, asked.asked_at).key, "paypal-unheard");
    }

    #[test]
    fn whoever_gives_something_else_is_told_what_becomes_of_it() {
        use PaypalState::{Authorized, Captured, ToCheck, Waiting};
        for (state, due, key) in [
            (Waiting, 1600, "paypal-beside"),
            (Authorized, 1600, "paypal-beside"),
            (Authorized, 2000, "paypal-beside-part"),
            (Captured, 2000, "paypal-beside-taken"),
            (ToCheck, 1600, "paypal-beside-check"),
        ] {
            assert_eq!(otherwise(&stands(state, PaypalWish::Take), Cents(due)), key);
            for language in [Language::Fr, Language::En] {
                assert_ne!(say(language, key), key);
            }
        }
    }

    #[test]
    fn what_a_person_has_to_look_at_is_said_in_its_own_words() {
        let doubt = Some(PaypalDoubt::NotTaken);
        let looked = OnlineStands { doubt, ..stands(PaypalState::ToCheck, PaypalWish::Take) };
        let words = |it: &OnlineStands| told(it, it.asked_at).words(it, Language::Fr);
        let (text, is_grave) = words(&looked);
        assert!(text.contains("refuse l’encaissement") && is_grave, "{text}");
        let (text, is_grave) = words(&stands(PaypalState::Waiting, PaypalWish::Hold));
        assert!(text.contains("code") && !is_grave, "{text}");
    }
}
