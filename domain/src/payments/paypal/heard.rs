//! What a payment is after something was heard of it. Only more becomes known, and a step is over when what it
//! brings about is seen; what does not agree is kept as a doubt, for a person.

use super::{
    AuthorizationSeen, AuthorizationStatus, CaptureSeen, OrderSaid, OrderSeen, OrderStatus,
    PaypalCall, PaypalIntent, PaypalMeaning, PaypalNext, PaypalNo, PaypalStep, RefundSeen,
    refund_invoice_id,
};
use crate::language::{Language, Spoken, either};
use chrono::{DateTime, TimeDelta, Utc};
use serde::{Deserialize, Serialize};

/// How often a customer's means of payment is declined before the link is over.
pub const DECLINES_MAX: u32 = 3;
/// How long after it was sent a step may still arrive: what is seen before then says nothing of it.
pub const PAYPAL_IN_FLIGHT: TimeDelta = TimeDelta::minutes(2);

/// What is heard of a call.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PaypalWord {
    /// How the order stands: the answer to each look at it, and to what was created or authorized.
    Order(OrderSaid),
    /// What was taken.
    Captured(CaptureSeen),
    /// What goes back.
    Refunded(RefundSeen),
    /// What was kept for us was let go.
    Voided,
    /// It was refused.
    No(PaypalNo),
    /// Nobody knows.
    Unheard,
}

/// Why a person has to look at a payment.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum PaypalDoubt {
    /// PayPal speaks of another order.
    OtherOrder,
    /// It is about another amount, or other money.
    OtherAmount,
    /// There are two of what there may be one of.
    Twice,
    /// PayPal says two things that cannot both be.
    Contradicts,
    /// The money was not given: preparation goes on, and the order is due.
    NotTaken,
    /// What was kept for us cannot be let go.
    NotLetGo,
    /// It was refused to ask the customer for it.
    NotAsked,
    /// What was to go back did not.
    NotGivenBack,
    /// Something went back, and PayPal does not say how much.
    BackUnseen,
    /// More went back than was meant.
    BackTooMuch,
    /// PayPal does not know it any more.
    Gone,
    /// PayPal refuses to say.
    NotSaid,
}

impl Spoken for PaypalDoubt {
    fn say(&self, language: Language) -> String {
        let (fr, en) = match self {
            PaypalDoubt::OtherOrder => {
                ("PayPal répond pour une autre commande.", "PayPal answers for another order.")
            }
            PaypalDoubt::OtherAmount => (
                "Le montant chez PayPal n’est pas celui qui a été demandé.",
                "The amount at PayPal is not the one that was asked for.",
            ),
            PaypalDoubt::Twice => (
                "PayPal a deux paiements pour cette commande.",
                "PayPal has two payments for this order.",
            ),
            PaypalDoubt::Contradicts => (
                "Les réponses de PayPal se contredisent.",
                "PayPal’s answers contradict each other.",
            ),
            PaypalDoubt::NotTaken => (
                "PayPal refuse l’encaissement : la commande reste à payer.",
                "PayPal refuses to give the money: the order is still to be paid.",
            ),
            PaypalDoubt::NotLetGo => (
                "PayPal refuse d’annuler l’autorisation du client.",
                "PayPal refuses to let go of what the customer authorised.",
            ),
            PaypalDoubt::NotAsked => (
                "PayPal refuse la demande de paiement : choisissez un autre règlement.",
                "PayPal refuses the request for payment: choose another tender.",
            ),
            PaypalDoubt::NotGivenBack => {
                ("PayPal refuse le remboursement.", "PayPal refuses the refund.")
            }
            PaypalDoubt::BackUnseen => (
                "De l’argent a été remboursé chez PayPal, qui ne dit pas combien.",
                "Money was refunded at PayPal, which does not say how much.",
            ),
            PaypalDoubt::BackTooMuch => (
                "Plus d’argent a été remboursé chez PayPal qu’ici.",
                "More money was refunded at PayPal than here.",
            ),
            PaypalDoubt::Gone => (
                "PayPal ne connaît plus ce paiement.",
                "PayPal does not know this payment any more.",
            ),
            PaypalDoubt::NotSaid => (
                "PayPal refuse de dire où en est ce paiement.",
                "PayPal refuses to say how this payment stands.",
            ),
        };
        let look = either(language, "Regardez sur le site de PayPal.", "Look at PayPal’s site.");
        format!("{} {look}", either(language, fr, en))
    }
}

impl PaypalIntent {
    /// The payment after something was heard of a call that was sent then.
    #[must_use]
    pub fn after(
        &self,
        call: &PaypalCall,
        word: &PaypalWord,
        sent_at: DateTime<Utc>,
    ) -> PaypalIntent {
        let mut after = self.clone();
        match word {
            PaypalWord::Unheard => return after,
            PaypalWord::Order(said) => after.hear_order(said, sent_at),
            PaypalWord::Captured(capture) => after.hear_capture(capture),
            PaypalWord::Refunded(refund) => after.hear_refund(refund),
            PaypalWord::Voided => after.hear_voided(),
            PaypalWord::No(no) => after.hear_no(call, no, sent_at),
        }
        let is_answer = match (call, word) {
            (PaypalCall::Step(PaypalStep::Refund { amount, .. }), PaypalWord::Refunded(refund)) => {
                if refund.amount != Some(*amount) {
                    after.wonder(PaypalDoubt::OtherAmount);
                }
                true
            }
            _ => false,
        };
        let is_look = matches!(word, PaypalWord::Order(_)) || is_gone(call, word);
        after.end_step(is_answer, is_look.then_some(sent_at));
        after
    }

    fn wonder(&mut self, doubt: PaypalDoubt) {
        self.doubt.get_or_insert(doubt);
    }

    fn hear_order(&mut self, said: &OrderSaid, sent_at: DateTime<Utc>) {
        let before = self.seen.order.take();
        if let Some(before) = before.clone().filter(|it| it.id != said.id) {
            self.seen.order = Some(before);
            return self.wonder(PaypalDoubt::OtherOrder);
        }
        let (link, asked_at) = before.map(|it| (it.link, it.asked_at)).unzip();
        self.seen.order = Some(OrderSeen {
            id: said.id.clone(),
            status: said.status,
            link: said.link.clone().or(link.flatten()),
            asked_at: asked_at.map_or(sent_at, |it| it.max(sent_at)),
        });
        self.hear_authorizations(&said.authorizations);
        self.hear_captures(&said.captures);
        for refund in &said.refunds {
            self.hear_refund(refund);
        }
        let went_back = |it: &CaptureSeen| {
            use super::CaptureStatus::{PartiallyRefunded, Refunded};
            matches!(it.status, PartiallyRefunded | Refunded)
        };
        if self.seen.capture.as_ref().is_some_and(went_back) && self.seen.refunds.is_empty() {
            self.wonder(PaypalDoubt::BackUnseen);
        }
    }

    /// Of several the one that is not declined counts; two of these are one too many.
    fn hear_authorizations(&mut self, all: &[AuthorizationSeen]) {
        let mut good = all.iter().filter(|it| it.status != AuthorizationStatus::Denied);
        match (good.next(), good.next(), all.last()) {
            (Some(_), Some(_), _) => self.wonder(PaypalDoubt::Twice),
            (Some(one), None, _) | (None, _, Some(one)) => self.hear_authorization(one),
            (None, _, None) => {}
        }
    }

    fn hear_authorization(&mut self, one: &AuthorizationSeen) {
        if one.amount != Some(self.amount) {
            return self.wonder(PaypalDoubt::OtherAmount);
        }
        let denied = AuthorizationStatus::Denied;
        match self.seen.authorization.take() {
            Some(known) if known.id == one.id => {
                let is_newer = known.status.may_become(one.status);
                self.seen.authorization = Some(if is_newer { one.clone() } else { known });
            }
            Some(known) if known.status != denied => {
                self.seen.authorization = Some(known);
                if one.status != denied {
                    self.wonder(PaypalDoubt::Twice);
                }
            }
            _ => self.seen.authorization = Some(one.clone()),
        }
    }

    fn hear_captures(&mut self, all: &[CaptureSeen]) {
        let mut good = all.iter().filter(|it| !it.status.is_no());
        match (good.next(), good.next(), all.last()) {
            (Some(_), Some(_), _) => self.wonder(PaypalDoubt::Twice),
            (Some(one), None, _) | (None, _, Some(one)) => self.hear_capture(one),
            (None, _, None) => {}
        }
    }

    fn hear_capture(&mut self, one: &CaptureSeen) {
        // It is money all the same: it is kept as it is, and looked at.
        if one.amount != Some(self.amount) {
            self.wonder(PaypalDoubt::OtherAmount);
        }
        match self.seen.capture.take() {
            Some(known) if known.id == one.id => {
                let is_newer = known.status.may_become(one.status);
                let mut kept = if is_newer { one.clone() } else { known.clone() };
                kept.fee = kept.fee.or(known.fee).or(one.fee);
                kept.net = kept.net.or(known.net).or(one.net);
                self.seen.capture = Some(kept);
            }
            Some(known) if !known.status.is_no() => {
                self.seen.capture = Some(known);
                if !one.status.is_no() {
                    self.wonder(PaypalDoubt::Twice);
                }
            }
            _ => self.seen.capture = Some(one.clone()),
        }
    }

    fn hear_refund(&mut self, one: &RefundSeen) {
        if one.amount.is_none() {
            self.wonder(PaypalDoubt::OtherAmount);
        }
        match self.seen.refunds.iter_mut().find(|it| it.id == one.id) {
            Some(known) if known.status.may_become(one.status) => known.status = one.status,
            Some(_) => {}
            None => self.seen.refunds.push(one.clone()),
        }
    }

    fn hear_voided(&mut self) {
        let voided = AuthorizationStatus::Voided;
        match &mut self.seen.authorization {
            Some(known) if known.status.may_become(voided) => known.status = voided,
            _ => self.wonder(PaypalDoubt::Contradicts),
        }
    }

    fn hear_no(&mut self, call: &PaypalCall, no: &PaypalNo, sent_at: DateTime<Utc>) {
        use PaypalMeaning::{Again, AskCustomer, Done, Final, Gone, InvoiceUsed, NotAllowed};
        self.no = Some(no.clone());
        let step = match call {
            _ if matches!(no.meaning, Again | NotAllowed) => return,
            PaypalCall::Step(step) => *step,
            PaypalCall::Order(_) if no.meaning == Gone => return self.hear_gone(sent_at),
            PaypalCall::Order(_) | PaypalCall::Refund(_) => {
                return self.wonder(PaypalDoubt::NotSaid);
            }
        };
        match (step, no.meaning) {
            (PaypalStep::Create, InvoiceUsed) => self.begun = None,
            (PaypalStep::Create, _) => self.refuse(PaypalDoubt::NotAsked),
            (PaypalStep::Authorize, AskCustomer) => {
                self.declines += 1;
                self.begun = None;
                if let Some(order) = &mut self.seen.order {
                    order.status = OrderStatus::PayerActionRequired;
                }
            }
            (_, Done | Final | Gone | InvoiceUsed) => {
                if let Some(begun) = &mut self.begun {
                    begun.is_said_done = true;
                }
            }
            (PaypalStep::Authorize | PaypalStep::Capture, _) => self.refuse(PaypalDoubt::NotTaken),
            (PaypalStep::Void, _) => self.refuse(PaypalDoubt::NotLetGo),
            (PaypalStep::Refund { .. }, _) => self.refuse(PaypalDoubt::NotGivenBack),
        }
    }

    /// It was refused for good.
    fn refuse(&mut self, doubt: PaypalDoubt) {
        self.begun = None;
        self.wonder(doubt);
    }

    /// PayPal forgets an order to which nobody agreed; one with money it does not.
    fn hear_gone(&mut self, sent_at: DateTime<Utc>) {
        match (&mut self.seen.order, &self.seen.authorization) {
            (Some(order), None) => {
                order.status = OrderStatus::Voided;
                order.asked_at = order.asked_at.max(sent_at);
            }
            _ => self.wonder(PaypalDoubt::Gone),
        }
    }

    /// Whether what a step brings about is seen.
    fn shows(&self, step: PaypalStep) -> bool {
        let seen = &self.seen;
        match step {
            PaypalStep::Create => seen.order.is_some(),
            PaypalStep::Authorize => seen.authorization.is_some(),
            PaypalStep::Capture => seen.capture.is_some(),
            PaypalStep::Void => {
                let voided = AuthorizationStatus::Voided;
                seen.authorization.as_ref().is_some_and(|it| it.status == voided)
            }
            PaypalStep::Refund { nth, .. } => {
                let invoice = Some(refund_invoice_id(&self.reference, self.attempt, nth));
                seen.refunds.iter().any(|it| it.invoice_id == invoice)
            }
        }
    }

    /// Ends the step that was begun, where it is known what came of it.
    fn end_step(&mut self, is_answer: bool, looked_at: Option<DateTime<Utc>>) {
        let Some(begun) = self.begun else { return };
        if is_answer || self.shows(begun.step) {
            self.begun = None;
            self.no = None;
            return;
        }
        let Some(looked_at) = looked_at else { return };
        let is_wanted = matches!(self.planned(looked_at),
            PaypalNext::Call(PaypalCall::Step(step)) if step.word() == begun.step.word());
        let has_arrived = looked_at >= begun.last_at + PAYPAL_IN_FLIGHT;
        let is_refund = matches!(begun.step, PaypalStep::Refund { .. });
        match (is_wanted, begun.is_said_done) {
            (true, true) if has_arrived => self.refuse(PaypalDoubt::Contradicts),
            (false, true) => self.begun = None,
            // A refund that was sent is repeated until it is heard: nothing undoes it.
            (false, false) if has_arrived && !is_refund => self.begun = None,
            _ => {}
        }
    }
}

/// Whether the order that was looked for is not there.
fn is_gone(call: &PaypalCall, word: &PaypalWord) -> bool {
    let is_gone = matches!(word, PaypalWord::No(PaypalNo { meaning: PaypalMeaning::Gone, .. }));
    is_gone && matches!(call, PaypalCall::Order(_))
}
