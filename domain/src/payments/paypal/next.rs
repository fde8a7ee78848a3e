//! What is to be done next about a payment: by one table from how it stands at PayPal and what the order wants of
//! it. A step of which nobody knows what came is repeated under its name, or looked at, before anything else.

use super::{
    AuthorizationStatus, CaptureStatus, DECLINES_MAX, OrderStatus, PaypalCall, PaypalDoubt,
    PaypalIntent, PaypalMeaning, PaypalStep, PaypalWish, RefundStatus,
};
use crate::language::{Language, Spoken, either};
use crate::orders::words;
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// How long a refund is repeated under its name: PayPal knows that for 45 days.
pub const REFUND_KEPT: TimeDelta = TimeDelta::days(44);

/// Where a payment stands, for people.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaypalState {
    /// The customer has not agreed yet.
    Waiting,
    /// The customer agreed: the amount is kept for us.
    Authorized,
    /// The money is here.
    Captured,
    /// It is over, and no money moved.
    Cancelled,
    /// All of it is with the customer again.
    Refunded,
    /// A person has to look.
    ToCheck,
}

words!(PaypalState {
    Waiting = "waiting",
    Authorized = "authorized",
    Captured = "captured",
    Cancelled = "cancelled",
    Refunded = "refunded",
    ToCheck = "to_check",
});

impl Spoken for PaypalState {
    fn say(&self, language: Language) -> String {
        match self {
            PaypalState::Waiting => either(language, "en attente", "waiting"),
            PaypalState::Authorized => either(language, "autorisé", "authorised"),
            PaypalState::Captured => either(language, "encaissé", "taken"),
            PaypalState::Cancelled => either(language, "annulé", "cancelled"),
            PaypalState::Refunded => either(language, "remboursé", "refunded"),
            PaypalState::ToCheck => either(language, "à vérifier", "to be checked"),
        }
    }
}

/// Where a payment stands at PayPal.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PaypalStanding {
    /// Nowhere yet.
    Nowhere,
    /// The customer has not agreed.
    Open,
    /// The customer agrees.
    Approved,
    /// It is over without anything.
    OrderOver,
    /// It is said to be done, and nothing is within.
    Hollow,
    /// PayPal has not decided.
    AuthorizationPending,
    /// The amount is kept for us.
    Authorized,
    /// The customer was declined.
    Denied,
    /// What was kept was let go.
    LetGo,
    /// What was kept was not taken in time.
    Expired,
    /// It was taken, and what was taken is not known yet.
    TakenUnseen,
    /// The money is on its way.
    CapturePending,
    /// The money is here, or was.
    Taken,
    /// The money was not given.
    CaptureDeclined,
}

/// What is meant for a payment that stands so.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum PaypalPlan {
    /// It is asked for, until its link is over.
    Create,
    /// The customer is waited for, until the link is over.
    Follow,
    /// The amount is to be kept for us, unless the customer was declined too often.
    Authorize,
    /// The money.
    Capture,
    /// What is kept is to be let go.
    Void,
    /// What is to be back with the customer goes back.
    GiveBack,
    /// PayPal is asked how it stands.
    Look,
    /// A person is shown it.
    Show(PaypalDoubt),
    /// Nothing is to be done until the order wants something else.
    Wait,
    /// Nothing is to be done any more.
    Over,
}

/// What is meant where a payment stands so, and the order wants the customer's word, the money, or nothing.
pub const PAYPAL_TABLE: [(PaypalStanding, [PaypalPlan; 3]); 14] = {
    use PaypalPlan::{Authorize, Capture, Create, Follow, GiveBack, Look, Over, Show, Void, Wait};
    use PaypalStanding::{
        Approved, AuthorizationPending, Authorized, CaptureDeclined, CapturePending, Denied,
        Expired, Hollow, LetGo, Nowhere, Open, OrderOver, Taken, TakenUnseen,
    };
    const UNTAKEN: PaypalPlan = Show(PaypalDoubt::NotTaken);
    const ODD: PaypalPlan = Show(PaypalDoubt::Contradicts);
    [
        (Nowhere, [Create, Create, Over]),
        // An order that is never authorized takes no money, whoever agrees to it.
        (Open, [Follow, Follow, Over]),
        (Approved, [Authorize, Authorize, Over]),
        (OrderOver, [Over, Over, Over]),
        (Hollow, [ODD, ODD, ODD]),
        (AuthorizationPending, [Look, Look, Void]),
        (Authorized, [Wait, Capture, Void]),
        (Denied, [Over, Over, Over]),
        (LetGo, [Over, Over, Over]),
        (Expired, [Over, Over, Over]),
        (TakenUnseen, [Look, Look, Look]),
        (CapturePending, [Look, Look, Look]),
        (Taken, [GiveBack, GiveBack, GiveBack]),
        (CaptureDeclined, [UNTAKEN, UNTAKEN, Void]),
    ]
};

impl PaypalStanding {
    /// What is meant.
    pub fn plan(self, wish: PaypalWish) -> PaypalPlan {
        let row = PAYPAL_TABLE.iter().find(|(standing, _)| *standing == self);
        row.map_or(PaypalPlan::Show(PaypalDoubt::Contradicts), |(_, plans)| {
            plans[match wish {
                PaypalWish::Hold => 0,
                PaypalWish::Take => 1,
                PaypalWish::Leave => 2,
            }]
        })
    }
}

/// What is to be done next.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaypalNext {
    /// PayPal is called; a step is kept before it is sent ([`PaypalIntent::beginning`]).
    Call(PaypalCall),
    /// It gets another number ([`PaypalIntent::renumbered`]).
    Renumber,
    /// The link is over: nothing is wanted of it any more.
    Lapse,
    /// A person is shown it.
    Show(PaypalDoubt),
    /// Nothing until the order wants something else.
    Wait,
    /// Nothing any more.
    Over,
}

impl PaypalIntent {
    /// Where it stands at PayPal, as far as that is known.
    pub fn standing(&self) -> PaypalStanding {
        let seen = &self.seen;
        let capture = seen.capture.as_ref().map(|it| it.status);
        match capture {
            Some(CaptureStatus::Pending) => return PaypalStanding::CapturePending,
            Some(status) if !status.is_no() => return PaypalStanding::Taken,
            _ => {}
        }
        use AuthorizationStatus as Its;
        match seen.authorization.as_ref().map(|it| it.status) {
            Some(Its::Denied) => PaypalStanding::Denied,
            Some(Its::Voided) => PaypalStanding::LetGo,
            Some(Its::Expired) => PaypalStanding::Expired,
            Some(_) if capture.is_some() => PaypalStanding::CaptureDeclined,
            Some(Its::Pending) => PaypalStanding::AuthorizationPending,
            Some(Its::Created) => PaypalStanding::Authorized,
            Some(Its::Captured | Its::PartiallyCaptured) => PaypalStanding::TakenUnseen,
            None => self.order_standing(),
        }
    }

    fn order_standing(&self) -> PaypalStanding {
        match self.seen.order.as_ref().map(|it| it.status) {
            None => PaypalStanding::Nowhere,
            Some(OrderStatus::Approved) => PaypalStanding::Approved,
            Some(OrderStatus::Voided) => PaypalStanding::OrderOver,
            Some(OrderStatus::Completed) => PaypalStanding::Hollow,
            Some(OrderStatus::Created | OrderStatus::Saved | OrderStatus::PayerActionRequired) => {
                PaypalStanding::Open
            }
        }
    }

    /// Where it stands, for people.
    pub fn state(&self) -> PaypalState {
        use PaypalStanding as Stands;
        let is_left = self.wish == PaypalWish::Leave && self.begun.is_none();
        match self.standing() {
            _ if self.doubt.is_some() => PaypalState::ToCheck,
            Stands::Hollow | Stands::CaptureDeclined => PaypalState::ToCheck,
            Stands::Nowhere | Stands::Open | Stands::Approved if is_left => PaypalState::Cancelled,
            Stands::Nowhere | Stands::Open | Stands::Approved | Stands::AuthorizationPending => {
                PaypalState::Waiting
            }
            Stands::Authorized | Stands::TakenUnseen | Stands::CapturePending => {
                PaypalState::Authorized
            }
            Stands::OrderOver | Stands::Denied | Stands::LetGo | Stands::Expired => {
                PaypalState::Cancelled
            }
            Stands::Taken => match self.give_back() {
                PaypalNext::Show(_) => PaypalState::ToCheck,
                _ if self.seen.given_back() >= self.amount => PaypalState::Refunded,
                _ => PaypalState::Captured,
            },
        }
    }

    /// What is to be done next.
    pub fn next(&self, now: DateTime<Utc>) -> PaypalNext {
        if let Some(doubt) = self.doubt {
            return PaypalNext::Show(doubt);
        }
        let planned = self.planned(now);
        let Some(begun) = self.begun else {
            let is_used =
                self.no.as_ref().is_some_and(|it| it.meaning == PaypalMeaning::InvoiceUsed);
            let is_created_next = planned == PaypalNext::Call(PaypalCall::Step(PaypalStep::Create));
            return if is_used && is_created_next { PaypalNext::Renumber } else { planned };
        };
        let same = PaypalNext::Call(PaypalCall::Step(begun.step));
        match begun.step {
            _ if begun.is_said_done => self.look(),
            PaypalStep::Refund { .. } if now >= begun.first_at + REFUND_KEPT => {
                PaypalNext::Show(PaypalDoubt::NotGivenBack)
            }
            PaypalStep::Refund { .. } => same,
            _ if planned == same => planned,
            _ => self.look(),
        }
    }

    /// Asks PayPal how it stands; where it does not even know the order, nothing can have moved.
    fn look(&self) -> PaypalNext {
        match &self.seen.order {
            Some(order) => PaypalNext::Call(PaypalCall::Order(order.id.clone())),
            None if self.wish == PaypalWish::Leave => PaypalNext::Over,
            None => PaypalNext::Lapse,
        }
    }

    /// What would be done if no step was under way.
    pub(super) fn planned(&self, now: DateTime<Utc>) -> PaypalNext {
        let step = |step| PaypalNext::Call(PaypalCall::Step(step));
        match self.standing().plan(self.wish) {
            PaypalPlan::Create if now >= self.link_until => PaypalNext::Lapse,
            PaypalPlan::Create => step(PaypalStep::Create),
            // It is looked at once more after the limit: who agreed in time has agreed.
            PaypalPlan::Follow if self.was_asked_after_limit() => PaypalNext::Lapse,
            PaypalPlan::Authorize if self.declines >= DECLINES_MAX => PaypalNext::Lapse,
            PaypalPlan::Authorize => step(PaypalStep::Authorize),
            PaypalPlan::Capture => step(PaypalStep::Capture),
            PaypalPlan::Void => step(PaypalStep::Void),
            PaypalPlan::GiveBack => self.give_back(),
            PaypalPlan::Follow | PaypalPlan::Look => self.look(),
            PaypalPlan::Show(doubt) => PaypalNext::Show(doubt),
            PaypalPlan::Wait => PaypalNext::Wait,
            PaypalPlan::Over => PaypalNext::Over,
        }
    }

    fn was_asked_after_limit(&self) -> bool {
        self.seen.order.as_ref().is_some_and(|it| it.asked_at >= self.link_until)
    }

    fn give_back(&self) -> PaypalNext {
        let in_all = if self.wish == PaypalWish::Leave { self.amount } else { self.give_back };
        let refunds = &self.seen.refunds;
        let went_wrong =
            |it: &RefundStatus| matches!(it, RefundStatus::Failed | RefundStatus::Cancelled);
        if refunds.iter().any(|it| went_wrong(&it.status)) {
            return PaypalNext::Show(PaypalDoubt::NotGivenBack);
        }
        let going_back = self.seen.going_back();
        if going_back < in_all {
            let (nth, amount) = (self.refunds_begun + 1, in_all - going_back);
            return PaypalNext::Call(PaypalCall::Step(PaypalStep::Refund { nth, amount }));
        }
        if going_back > in_all {
            return PaypalNext::Show(PaypalDoubt::BackTooMuch);
        }
        match refunds.iter().find(|it| it.status == RefundStatus::Pending) {
            Some(under_way) => PaypalNext::Call(PaypalCall::Refund(under_way.id.clone())),
            None => PaypalNext::Over,
        }
    }
}
