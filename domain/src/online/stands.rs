//! How a payment on the telephone stands, for screens.

use crate::language::{Language, Spoken};
use crate::money::Cents;
use crate::orders::OrderId;
use crate::payments::{
    PaypalDoubt, PaypalIntent, PaypalIntentId, PaypalNext, PaypalNo, PaypalState, PaypalWish,
};
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

/// A code that a telephone reads off the screen (ISO/IEC 18004), with the quiet zone around it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct LinkCode {
    /// How many modules wide and high it is.
    pub side: u32,
    /// Its dark modules as the path of an SVG whose box is 0 0 side side.
    pub path: String,
}

/// A payment on the telephone, as people see it.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnlineStands {
    /// Names it.
    pub intent: PaypalIntentId,
    /// The order it is for.
    pub order: OrderId,
    /// What is called out of that.
    pub number: String,
    /// How much.
    pub amount: Cents,
    /// Where it stands.
    pub state: PaypalState,
    /// What the order wants of it.
    pub wish: PaypalWish,
    /// What the customer opens, for as long as he may agree there.
    pub link: Option<String>,
    /// The same for a telephone to read.
    pub code: Option<LinkCode>,
    /// When it was asked for.
    pub asked_at: DateTime<Utc>,
    /// Until when the customer may agree.
    pub link_until: DateTime<Utc>,
    /// How often the customer's means of payment was declined.
    pub declines: u32,
    /// What is with the customer again.
    pub given_back: Cents,
    /// What PayPal keeps of it, where it has said so.
    pub fee: Option<Cents>,
    /// Its money is in the ledger.
    pub booked: bool,
    /// What PayPal refused last.
    pub no: Option<PaypalNo>,
    /// What a person has to look at.
    pub doubt: Option<PaypalDoubt>,
    /// PayPal was asked for something and has not answered: it is asked again by itself.
    pub unheard: bool,
}

impl OnlineStands {
    /// A payment as people see it now; `code` makes the picture of a link.
    pub fn of(
        intent: &PaypalIntent,
        (number, asked_at, booked): (String, DateTime<Utc>, bool),
        now: DateTime<Utc>,
        code: impl FnOnce(&str) -> Option<LinkCode>,
    ) -> OnlineStands {
        let (seen, state) = (&intent.seen, intent.state());
        let is_open = state == PaypalState::Waiting && seen.authorization.is_none();
        let link = seen.order.as_ref().and_then(|it| it.link.clone());
        let link = link.filter(|_| is_open && intent.wish != PaypalWish::Leave);
        let doubt = match intent.next(now) {
            PaypalNext::Show(doubt) => Some(doubt),
            _ => intent.doubt,
        };
        OnlineStands {
            intent: intent.intent,
            order: intent.order,
            number,
            amount: intent.amount,
            state,
            wish: intent.wish,
            code: link.as_deref().and_then(code),
            link,
            asked_at,
            link_until: intent.link_until,
            declines: intent.declines,
            given_back: seen.given_back(),
            fee: seen.capture.as_ref().and_then(|it| it.fee),
            booked,
            no: intent.no.clone(),
            doubt,
            unheard: intent.begun.is_some(),
        }
    }

    /// Somebody saw to it on PayPal's own site, also that so much is back: nobody has to look at it any more.
    pub fn end_by_hand(&mut self, back: Cents) {
        if self.state == PaypalState::ToCheck {
            self.state = match (self.booked, back >= self.amount) {
                (true, false) => PaypalState::Captured,
                (true, true) => PaypalState::Refunded,
                (false, _) => PaypalState::Cancelled,
            };
        }
        (self.doubt, self.no, self.unheard) = (None, None, false);
    }

    /// Whether money may still come of it, or has come and is not in the ledger yet.
    pub fn is_live(&self) -> bool {
        let may_come = matches!(
            self.state,
            PaypalState::Waiting
                | PaypalState::Authorized
                | PaypalState::Captured
                | PaypalState::ToCheck
        );
        may_come && self.wish != PaypalWish::Leave && !self.booked
    }

    /// Why a person has to look at it, or what PayPal said last, in words.
    pub fn words(&self, language: Language) -> Option<String> {
        let doubt = self.doubt.map(|it| it.say(language));
        doubt.or_else(|| self.no.as_ref().map(|it| it.say(language)))
    }
}

/// What is known of an order's payments on the telephone.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct OnlineOrder {
    /// The group takes them.
    pub offered: bool,
    /// Those of the order, the latest first.
    pub payments: Vec<OnlineStands>,
}

impl OnlineOrder {
    /// The one that money may still come of, or that a person has to look at; else the latest.
    pub fn current(&self) -> Option<&OnlineStands> {
        self.payments.iter().find(|it| it.is_live()).or(self.payments.first())
    }
}

/// How much of an order may still come by telephone.
pub fn live_amount(payments: &[OnlineStands]) -> Cents {
    payments.iter().filter(|it| it.is_live()).map(|it| it.amount).sum()
}
