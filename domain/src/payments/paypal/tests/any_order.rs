//! PayPal as it is meant to be, with lines that lose what is asked and what is answered, requests that arrive late,
//! and an order that changes its mind meanwhile: whatever comes, money moves as the order wants it, once.

use super::*;
use proptest::prelude::*;
use std::collections::{BTreeMap, BTreeSet};

const AMOUNT: i64 = 2350;

/// What becomes of a request.
#[derive(Clone, Copy, Debug)]
enum Line {
    Answered,
    AnswerLost,
    RequestLost,
    /// It arrives while something else has been asked.
    Late,
    /// PayPal has no time.
    Busy,
}

#[derive(Clone, Copy, Debug)]
enum Event {
    Act(Line),
    Pass(i64),
    Approves,
    Wants(PaypalWish),
    GivesBack(i64),
    /// The next payment is not decided at once, or is declined.
    Next(Mood),
    /// What was not decided is.
    Decides,
    /// Somebody gives a little back at PayPal's page, and keeps the order's word for it.
    Elsewhere(i64),
}

#[derive(Clone, Copy, Debug, PartialEq)]
enum Mood {
    Good,
    Hesitates,
    Declines,
}

/// PayPal, without any of its own guards but that a name of a request counts once: so whatever is asked twice, or
/// wrongly, shows.
struct Paypal {
    mood: Mood,
    status: Option<OrderStatus>,
    authorization: Option<AuthorizationStatus>,
    capture: Option<CaptureStatus>,
    refunds: Vec<RefundSeen>,
    answers: BTreeMap<String, PaypalWord>,
    late: Vec<(DateTime<Utc>, PaypalIntent, PaypalStep)>,
    captured_as: BTreeSet<String>,
}

impl Paypal {
    fn new() -> Paypal {
        Paypal {
            mood: Mood::Good,
            status: None,
            authorization: None,
            capture: None,
            refunds: Vec::new(),
            answers: BTreeMap::new(),
            late: Vec::new(),
            captured_as: BTreeSet::new(),
        }
    }

    fn says(&self) -> PaypalWord {
        let status = self.status.expect("it is asked about what it has");
        let capture = self
            .capture
            .map(super::capture)
            .map(|it| CaptureSeen { status: self.capture_status(), ..it });
        PaypalWord::Order(OrderSaid {
            authorizations: self.authorization.map(super::authorization).into_iter().collect(),
            captures: capture.into_iter().collect(),
            refunds: self.refunds.clone(),
            ..super::said(status)
        })
    }

    fn capture_status(&self) -> CaptureStatus {
        let back = self.back();
        match self.capture.expect("a capture") {
            CaptureStatus::Completed if back == Cents(AMOUNT) => CaptureStatus::Refunded,
            CaptureStatus::Completed if back > Cents::ZERO => CaptureStatus::PartiallyRefunded,
            status => status,
        }
    }

    fn back(&self) -> Cents {
        self.refunds.iter().filter_map(|it| it.amount).sum()
    }

    fn does(&mut self, intent: &PaypalIntent, step: PaypalStep) -> PaypalWord {
        let name = intent.request_id(step);
        if let Some(answer) = self.answers.get(&name) {
            return answer.clone();
        }
        let mood = std::mem::replace(&mut self.mood, Mood::Good);
        let answer = match step {
            PaypalStep::Create => {
                assert_eq!(self.status, None, "created twice");
                self.status = Some(OrderStatus::PayerActionRequired);
                self.says()
            }
            PaypalStep::Authorize if self.authorization.is_some() => {
                return no("ORDER_ALREADY_AUTHORIZED");
            }
            PaypalStep::Authorize if self.status != Some(OrderStatus::Approved) => {
                return no("ORDER_NOT_APPROVED");
            }
            PaypalStep::Authorize if mood == Mood::Declines => {
                self.status = Some(OrderStatus::PayerActionRequired);
                no("INSTRUMENT_DECLINED")
            }
            PaypalStep::Authorize => {
                self.status = Some(OrderStatus::Completed);
                let hesitates = mood == Mood::Hesitates;
                self.authorization = Some(match hesitates {
                    true => AuthorizationStatus::Pending,
                    false => AuthorizationStatus::Created,
                });
                self.says()
            }
            PaypalStep::Capture => {
                assert_eq!(
                    self.authorization,
                    Some(AuthorizationStatus::Created),
                    "nothing is kept"
                );
                self.captured_as.insert(name.clone());
                assert_eq!(self.captured_as.len(), 1, "captured twice");
                self.authorization = Some(AuthorizationStatus::Captured);
                let hesitates = mood == Mood::Hesitates;
                self.capture = Some(match hesitates {
                    true => CaptureStatus::Pending,
                    false => CaptureStatus::Completed,
                });
                PaypalWord::Captured(super::capture(self.capture_status()))
            }
            PaypalStep::Void => {
                assert_eq!(self.capture, None, "what was captured is let go");
                self.authorization = Some(AuthorizationStatus::Voided);
                PaypalWord::Voided
            }
            PaypalStep::Refund { nth, amount } => {
                assert_eq!(self.capture, Some(CaptureStatus::Completed), "nothing is here");
                let status = match mood {
                    Mood::Hesitates => RefundStatus::Pending,
                    _ => RefundStatus::Completed,
                };
                let refund = super::refund(&format!("R{nth}"), amount.0, status, Some(nth));
                self.refunds.push(refund.clone());
                assert!(self.back() <= Cents(AMOUNT), "more goes back than was taken");
                PaypalWord::Refunded(refund)
            }
        };
        self.answers.insert(name, answer.clone());
        answer
    }

    /// What is under way arrives, some time within the two minutes that a request may take.
    fn land(&mut self, until: DateTime<Utc>) {
        let (landed, late): (Vec<_>, Vec<_>) =
            self.late.drain(..).partition(|(sent, ..)| *sent + PAYPAL_IN_FLIGHT <= until);
        self.late = late;
        for (_, intent, step) in landed {
            self.does(&intent, step);
        }
    }

    fn decides(&mut self) {
        if self.authorization == Some(AuthorizationStatus::Pending) {
            self.authorization = Some(AuthorizationStatus::Created);
        }
        if self.capture == Some(CaptureStatus::Pending) {
            self.capture = Some(CaptureStatus::Completed);
        }
        for refund in &mut self.refunds {
            refund.status = RefundStatus::Completed;
        }
    }
}

struct Shop {
    paypal: Paypal,
    intent: PaypalIntent,
    now: DateTime<Utc>,
}

impl Shop {
    fn new() -> Shop {
        Shop { paypal: Paypal::new(), intent: super::intent(AMOUNT), now: at(0) }
    }

    fn act(&mut self, line: Line) {
        match self.intent.next(self.now) {
            PaypalNext::Call(call) => self.calls(call, line),
            PaypalNext::Lapse => self.intent = self.intent.wishing(PaypalWish::Leave),
            PaypalNext::Renumber => panic!("no invoice was used"),
            PaypalNext::Show(doubt) => panic!("{doubt:?}: {:?}", self.intent),
            PaypalNext::Wait | PaypalNext::Over => {}
        }
    }

    fn calls(&mut self, call: PaypalCall, line: Line) {
        if let PaypalCall::Step(step) = call {
            self.intent = self.intent.beginning(step, self.now);
            // It is kept before it is sent: what is read back is what was kept.
            let kept = serde_json::to_string(&self.intent).expect("JSON");
            self.intent = serde_json::from_str(&kept).expect("JSON");
        }
        let word = match (line, &call) {
            (Line::Busy, _) => no("SERVICE_UNAVAILABLE"),
            (Line::RequestLost, _) => PaypalWord::Unheard,
            (Line::Late, PaypalCall::Step(step)) => {
                self.paypal.late.push((self.now, self.intent.clone(), *step));
                PaypalWord::Unheard
            }
            (Line::Late, _) => PaypalWord::Unheard,
            (Line::AnswerLost, PaypalCall::Step(step)) => {
                let intent = self.intent.clone();
                self.paypal.does(&intent, *step);
                PaypalWord::Unheard
            }
            (Line::AnswerLost, _) => PaypalWord::Unheard,
            (Line::Answered, PaypalCall::Step(step)) => {
                let intent = self.intent.clone();
                self.paypal.does(&intent, *step)
            }
            (Line::Answered, PaypalCall::Order(_)) => self.paypal.says(),
            (Line::Answered, PaypalCall::Refund(id)) => {
                let refund = self.paypal.refunds.iter().find(|it| it.id == *id).cloned();
                PaypalWord::Refunded(refund.expect("one that it named"))
            }
        };
        self.intent = self.intent.after(&call, &word, self.now);
    }

    fn pass(&mut self, seconds: i64) {
        let until = self.now + TimeDelta::seconds(seconds);
        self.paypal.land(until);
        self.now = until;
    }

    fn meets(&mut self, event: Event) {
        match event {
            Event::Act(line) => self.act(line),
            Event::Pass(seconds) => self.pass(seconds),
            Event::Approves => {
                let open = Some(OrderStatus::PayerActionRequired);
                if self.paypal.status == open && self.intent.seen.order.is_some() {
                    self.paypal.status = Some(OrderStatus::Approved);
                }
            }
            Event::Wants(wish) => self.intent = self.intent.wishing(wish),
            Event::GivesBack(cents) => self.intent = self.intent.giving_back(Cents(cents)),
            Event::Next(mood) => self.paypal.mood = mood,
            Event::Decides => self.paypal.decides(),
            Event::Elsewhere(cents) => self.gives_back_elsewhere(cents),
        }
        self.intent.state();
    }

    /// A manager who refunds at PayPal's page says so here, too: the order's word is what is to be back.
    fn gives_back_elsewhere(&mut self, cents: i64) {
        let paypal = &mut self.paypal;
        let is_quiet = paypal.late.is_empty() && self.intent.begun.is_none();
        let in_all = paypal.back() + Cents(cents);
        if paypal.capture != Some(CaptureStatus::Completed) || !is_quiet || in_all > Cents(AMOUNT) {
            return;
        }
        // What goes back already is what is wanted: no more may be wanted by both at once.
        if self.intent.seen.going_back() != paypal.back() || paypal.back() < self.intent.give_back {
            return;
        }
        let name = format!("E{}", paypal.refunds.len());
        paypal.refunds.push(super::refund(&name, cents, RefundStatus::Completed, None));
        self.intent = self.intent.giving_back(in_all);
        let said = paypal.says();
        self.intent = self.intent.after(&PaypalCall::Order(super::id("5O1")), &said, self.now);
    }

    /// The lines are good again, and time passes until nothing is left to be done.
    fn settles(&mut self) {
        for _ in 0..200 {
            self.paypal.mood = Mood::Good;
            self.paypal.decides();
            self.pass(150);
            if matches!(self.intent.next(self.now), PaypalNext::Wait | PaypalNext::Over) {
                return;
            }
            self.act(Line::Answered);
        }
        panic!("it does not end: {:?} {:?}", self.intent, self.intent.next(self.now));
    }

    fn adds_up(&self) {
        let (paypal, intent) = (&self.paypal, &self.intent);
        let is_taken = paypal.capture.is_some();
        assert_eq!(intent.seen.capture.is_some(), is_taken, "{intent:?}");
        assert_eq!(intent.seen.given_back(), paypal.back(), "{intent:?}");
        assert_eq!(intent.begun, None);
        let is_kept = paypal.authorization == Some(AuthorizationStatus::Created);
        match intent.wish {
            PaypalWish::Hold => {
                assert!(is_taken || is_kept || intent.standing() == PaypalStanding::Open)
            }
            PaypalWish::Take => assert!(is_taken && !is_kept),
            PaypalWish::Leave => {
                assert!(!is_kept, "nothing is kept that nobody wants");
                let back = if is_taken { Cents(AMOUNT) } else { Cents::ZERO };
                assert_eq!(paypal.back(), back);
            }
        }
        if is_taken && intent.wish != PaypalWish::Leave {
            assert_eq!(paypal.back(), intent.give_back);
        }
    }
}

fn line() -> impl Strategy<Value = Line> {
    prop_oneof![
        4 => Just(Line::Answered),
        1 => Just(Line::AnswerLost),
        1 => Just(Line::RequestLost),
        1 => Just(Line::Late),
        1 => Just(Line::Busy),
    ]
}

fn event() -> impl Strategy<Value = Event> {
    let mood = prop_oneof![Just(Mood::Good), Just(Mood::Hesitates), Just(Mood::Declines)];
    prop_oneof![
        10 => line().prop_map(Event::Act),
        3 => (1_i64..200).prop_map(Event::Pass),
        1 => (200_i64..12_000).prop_map(Event::Pass),
        3 => Just(Event::Approves),
        1 => Just(Event::Wants(PaypalWish::Take)),
        1 => Just(Event::Wants(PaypalWish::Leave)),
        1 => (1_i64..=AMOUNT).prop_map(Event::GivesBack),
        1 => mood.prop_map(Event::Next),
        1 => Just(Event::Decides),
        1 => (1_i64..AMOUNT).prop_map(Event::Elsewhere),
    ]
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(2000))]

    #[test]
    fn money_moves_as_the_order_wants_it_once(events in prop::collection::vec(event(), 0..60)) {
        let mut shop = Shop::new();
        for event in events {
            shop.meets(event);
        }
        shop.settles();
        shop.adds_up();
    }
}

#[test]
fn the_straight_way_is_a_payment_taken() {
    let mut shop = Shop::new();
    for event in [
        Event::Act(Line::Answered),
        Event::Approves,
        Event::Act(Line::Answered),
        Event::Act(Line::Answered),
        Event::Wants(PaypalWish::Take),
        Event::Act(Line::Answered),
    ] {
        shop.meets(event);
    }
    assert_eq!(shop.intent.state(), PaypalState::Captured);
    let fee = shop.intent.seen.capture.as_ref().and_then(|it| it.fee);
    assert_eq!(fee, Some(Cents(115)));
    shop.meets(Event::Wants(PaypalWish::Leave));
    shop.settles();
    assert_eq!(shop.intent.state(), PaypalState::Refunded);
    shop.adds_up();
}
