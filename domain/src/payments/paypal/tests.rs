//! A payment by PayPal: each row of its table, each refusal, and any order of answers.

mod any_order;

use super::*;
use crate::language::{Language, Spoken};
use chrono::TimeDelta;

fn at(seconds: i64) -> DateTime<Utc> {
    DateTime::UNIX_EPOCH + TimeDelta::seconds(seconds)
}

fn id(text: &str) -> PaypalId {
    PaypalId::of(text).expect("a name")
}

fn intent(cents: i64) -> PaypalIntent {
    PaypalIntent {
        intent: PaypalIntentId(Uuid::from_u128(7)),
        order: OrderId(Uuid::from_u128(9)),
        reference: "MOZ1-2026-000123".to_owned(),
        attempt: 1,
        amount: Cents(cents),
        link_until: at(10_800),
        wish: PaypalWish::Hold,
        give_back: Cents::ZERO,
        seen: PaypalSeen::default(),
        begun: None,
        declines: 0,
        refunds_begun: 0,
        no: None,
        doubt: None,
    }
}

fn said(status: OrderStatus) -> OrderSaid {
    let (authorizations, captures, refunds) = (Vec::new(), Vec::new(), Vec::new());
    let link = Some("https://www.paypal.com/checkoutnow?token=5O1".to_owned());
    OrderSaid { id: id("5O1"), status, link, authorizations, captures, refunds }
}

fn authorization(status: AuthorizationStatus) -> AuthorizationSeen {
    AuthorizationSeen { id: id("A1"), status, amount: Some(Cents(2350)) }
}

fn capture(status: CaptureStatus) -> CaptureSeen {
    let (fee, net) = (Some(Cents(115)), Some(Cents(2235)));
    CaptureSeen { id: id("C1"), status, amount: Some(Cents(2350)), fee, net }
}

fn refund(name: &str, cents: i64, status: RefundStatus, nth: Option<u32>) -> RefundSeen {
    let invoice_id = nth.map(|nth| refund_invoice_id("MOZ1-2026-000123", 1, nth));
    RefundSeen { id: id(name), status, amount: Some(Cents(cents)), invoice_id }
}

fn with(
    authorized: AuthorizationStatus,
    captured: Option<CaptureStatus>,
    refunds: Vec<RefundSeen>,
) -> OrderSaid {
    OrderSaid {
        authorizations: vec![authorization(authorized)],
        captures: captured.map(capture).into_iter().collect(),
        refunds,
        ..said(OrderStatus::Completed)
    }
}

fn looked(intent: &PaypalIntent, said: OrderSaid, seconds: i64) -> PaypalIntent {
    intent.after(&PaypalCall::Order(id("5O1")), &PaypalWord::Order(said), at(seconds))
}

fn no(word: &str) -> PaypalWord {
    let meaning = PaypalMeaning::of(422, word);
    PaypalWord::No(PaypalNo { meaning, issue: word.to_owned(), debug_id: None })
}

fn step(step: PaypalStep) -> PaypalNext {
    PaypalNext::Call(PaypalCall::Step(step))
}

fn look() -> PaypalNext {
    PaypalNext::Call(PaypalCall::Order(id("5O1")))
}

#[test]
fn each_standing_has_one_row_and_is_what_paypal_says() {
    use AuthorizationStatus as A;
    use CaptureStatus as C;
    use PaypalStanding as Stands;
    use PaypalState as State;
    let whole = |captured| with(A::Captured, Some(captured), Vec::new());
    let rows = [
        (None, Stands::Nowhere, State::Waiting),
        (Some(said(OrderStatus::Created)), Stands::Open, State::Waiting),
        (Some(said(OrderStatus::Saved)), Stands::Open, State::Waiting),
        (Some(said(OrderStatus::PayerActionRequired)), Stands::Open, State::Waiting),
        (Some(said(OrderStatus::Approved)), Stands::Approved, State::Waiting),
        (Some(said(OrderStatus::Voided)), Stands::OrderOver, State::Cancelled),
        (Some(said(OrderStatus::Completed)), Stands::Hollow, State::ToCheck),
        (Some(with(A::Pending, None, vec![])), Stands::AuthorizationPending, State::Waiting),
        (Some(with(A::Created, None, vec![])), Stands::Authorized, State::Authorized),
        (Some(with(A::Denied, None, vec![])), Stands::Denied, State::Cancelled),
        (Some(with(A::Voided, None, vec![])), Stands::LetGo, State::Cancelled),
        (Some(with(A::Expired, None, vec![])), Stands::Expired, State::Cancelled),
        (Some(with(A::Captured, None, vec![])), Stands::TakenUnseen, State::Authorized),
        (Some(whole(C::Pending)), Stands::CapturePending, State::Authorized),
        (Some(whole(C::Completed)), Stands::Taken, State::Captured),
        (
            Some(with(A::Created, Some(C::Declined), vec![])),
            Stands::CaptureDeclined,
            State::ToCheck,
        ),
        (Some(with(A::Created, Some(C::Failed), vec![])), Stands::CaptureDeclined, State::ToCheck),
        // What was let go after it was declined is over.
        (Some(with(A::Voided, Some(C::Declined), vec![])), Stands::LetGo, State::Cancelled),
    ];
    for (heard, standing, state) in rows.clone() {
        let name = format!("{heard:?}");
        let intent = heard.map_or(intent(2350), |heard| looked(&intent(2350), heard, 5));
        assert_eq!((intent.standing(), intent.state()), (standing, state), "{name}");
        assert_eq!(PAYPAL_TABLE.iter().filter(|(its, _)| *its == standing).count(), 1);
        assert_eq!(intent.doubt, None, "{name}");
    }
    for (standing, _) in PAYPAL_TABLE {
        assert!(rows.iter().any(|(_, its, _)| *its == standing), "{standing:?} is never reached");
    }
}

#[test]
fn what_is_next_follows_the_table() {
    use AuthorizationStatus as A;
    use CaptureStatus as C;
    use PaypalNext::{Over, Wait};
    use PaypalStep::{Authorize, Capture, Create, Refund, Void};
    let taken = with(A::Captured, Some(C::Completed), vec![]);
    let whole = step(Refund { nth: 1, amount: Cents(2350) });
    for (heard, hold, take, leave) in [
        (None, step(Create), step(Create), Over),
        (Some(said(OrderStatus::PayerActionRequired)), look(), look(), Over),
        (Some(said(OrderStatus::Approved)), step(Authorize), step(Authorize), Over),
        (Some(with(A::Pending, None, vec![])), look(), look(), step(Void)),
        (Some(with(A::Created, None, vec![])), Wait, step(Capture), step(Void)),
        (Some(with(A::Denied, None, vec![])), Over, Over, Over),
        (Some(with(A::Captured, None, vec![])), look(), look(), look()),
        (Some(taken), Over, Over, whole),
    ] {
        let name = format!("{heard:?}");
        let intent = heard.map_or(intent(2350), |heard| looked(&intent(2350), heard, 5));
        for (wish, next) in
            [(PaypalWish::Hold, hold), (PaypalWish::Take, take), (PaypalWish::Leave, leave)]
        {
            assert_eq!(intent.wishing(wish).next(at(6)), next, "{name} {wish:?}");
        }
    }
}

#[test]
fn what_is_wanted_goes_forward_only() {
    use PaypalWish::{Hold, Leave, Take};
    for (before, wanted, after) in [
        (Hold, Take, Take),
        (Hold, Leave, Leave),
        (Take, Hold, Take),
        (Take, Leave, Leave),
        (Leave, Hold, Leave),
        (Leave, Take, Leave),
    ] {
        assert_eq!(intent(100).wishing(before).wishing(wanted).wish, after);
    }
    let intent = intent(2350).giving_back(Cents(500));
    assert_eq!(intent.giving_back(Cents(300)).give_back, Cents(500));
    assert_eq!(intent.giving_back(Cents(9999)).give_back, Cents(2350));
}

#[test]
fn a_link_that_is_over_is_looked_at_once_more_and_then_left() {
    let open = looked(&intent(2350), said(OrderStatus::PayerActionRequired), 10_700);
    assert_eq!(open.next(at(10_900)), look());
    let after = looked(&open, said(OrderStatus::PayerActionRequired), 10_900);
    assert_eq!(after.next(at(10_901)), PaypalNext::Lapse);
    let left = after.wishing(PaypalWish::Leave);
    assert_eq!((left.next(at(10_902)), left.state()), (PaypalNext::Over, PaypalState::Cancelled));
    // Agreed to afterwards, it is never authorized.
    let late = looked(&left, said(OrderStatus::Approved), 11_000);
    assert_eq!(late.next(at(11_001)), PaypalNext::Over);
    // Agreed to in time, it is.
    let agreed = looked(&open, said(OrderStatus::Approved), 10_900);
    assert_eq!(agreed.next(at(10_901)), step(PaypalStep::Authorize));
    assert_eq!(intent(2350).next(at(10_800)), PaypalNext::Lapse, "asked for too late");
    // PayPal forgets what nobody agreed to.
    let gone = PaypalNo { meaning: PaypalMeaning::Gone, issue: String::new(), debug_id: None };
    let gone = open.after(&PaypalCall::Order(id("5O1")), &PaypalWord::No(gone), at(10_700));
    assert_eq!((gone.state(), gone.doubt), (PaypalState::Cancelled, None));
}

#[test]
fn a_customer_who_is_declined_is_asked_again_and_not_for_ever() {
    let mut intent = intent(2350);
    let authorize = PaypalCall::Step(PaypalStep::Authorize);
    let mut names = Vec::new();
    for nth in 1..=DECLINES_MAX {
        intent = looked(&intent, said(OrderStatus::Approved), 5);
        assert_eq!(intent.next(at(6)), step(PaypalStep::Authorize));
        intent = intent.beginning(PaypalStep::Authorize, at(6));
        names.push(intent.request_id(PaypalStep::Authorize));
        intent = intent.after(&authorize, &no("INSTRUMENT_DECLINED"), at(6));
        assert_eq!((intent.declines, intent.state()), (nth, PaypalState::Waiting));
        assert_eq!(intent.next(at(7)), look(), "the customer may choose something else");
    }
    names.dedup();
    assert_eq!(names.len(), 3, "another try is another request: {names:?}");
    intent = looked(&intent, said(OrderStatus::Approved), 8);
    assert_eq!(intent.next(at(9)), PaypalNext::Lapse);
}

#[test]
fn what_each_refusal_leads_to() {
    use AuthorizationStatus as A;
    use PaypalMeaning as M;
    for (word, meaning) in PAYPAL_ISSUES {
        assert_eq!(M::of(422, word), meaning);
        assert_eq!(PAYPAL_ISSUES.iter().filter(|(its, _)| *its == word).count(), 1, "{word}");
    }
    for (status, meaning) in [
        (400, M::Unclear),
        (401, M::NotAllowed),
        (403, M::NotAllowed),
        (404, M::Gone),
        (409, M::Unclear),
        (422, M::Unclear),
        (429, M::Again),
        (500, M::Again),
        (503, M::Again),
    ] {
        assert_eq!(M::of(status, "NEVER_HEARD_OF"), meaning, "{status}");
    }
    let approved = looked(&intent(2350), said(OrderStatus::Approved), 5);
    let kept = looked(&intent(2350), with(A::Created, None, vec![]), 5).wishing(PaypalWish::Take);
    let left = kept.wishing(PaypalWish::Leave);
    let shown = PaypalNext::Show;
    for (intent, it, word, next) in [
        (&intent(2350), PaypalStep::Create, "SERVICE_UNAVAILABLE", step(PaypalStep::Create)),
        (&intent(2350), PaypalStep::Create, "NOT_AUTHORIZED", step(PaypalStep::Create)),
        (&intent(2350), PaypalStep::Create, "DUPLICATE_INVOICE_ID", PaypalNext::Renumber),
        (&intent(2350), PaypalStep::Create, "PAYEE_BLOCKED", shown(PaypalDoubt::NotAsked)),
        (
            &approved,
            PaypalStep::Authorize,
            "PREVIOUS_REQUEST_IN_PROGRESS",
            step(PaypalStep::Authorize),
        ),
        (&approved, PaypalStep::Authorize, "ORDER_ALREADY_AUTHORIZED", look()),
        (&approved, PaypalStep::Authorize, "ORDER_NOT_APPROVED", look()),
        (&approved, PaypalStep::Authorize, "PAYER_ACTION_REQUIRED", look()),
        (&approved, PaypalStep::Authorize, "COMPLIANCE_VIOLATION", shown(PaypalDoubt::NotTaken)),
        (&kept, PaypalStep::Capture, "RATE_LIMIT_REACHED", step(PaypalStep::Capture)),
        (&kept, PaypalStep::Capture, "AUTHORIZATION_ALREADY_CAPTURED", look()),
        (&kept, PaypalStep::Capture, "INSTRUMENT_DECLINED", shown(PaypalDoubt::NotTaken)),
        (&kept, PaypalStep::Capture, "AUTHORIZATION_EXPIRED", look()),
        (&left, PaypalStep::Void, "PREVIOUSLY_VOIDED", look()),
        (&left, PaypalStep::Void, "PREVIOUSLY_CAPTURED", look()),
        (&left, PaypalStep::Void, "TRANSACTION_DISPUTED", shown(PaypalDoubt::NotLetGo)),
    ] {
        let after = intent.beginning(it, at(6));
        let after = after.after(&PaypalCall::Step(it), &no(word), at(6));
        assert_eq!(after.next(at(7)), next, "{it:?} {word}");
        assert_eq!(after.doubt.is_some(), matches!(next, PaypalNext::Show(_)), "{word}");
    }
    let renumbered = intent(2350).renumbered(2);
    assert_eq!(renumbered.next(at(8)), step(PaypalStep::Create));
    assert_eq!(renumbered.invoice_id(), "MOZ1-2026-000123-2");
}

#[test]
fn a_step_that_is_said_to_be_done_is_believed_when_it_is_seen() {
    use AuthorizationStatus as A;
    let kept = looked(&intent(2350), with(A::Created, None, vec![]), 5).wishing(PaypalWish::Take);
    let capturing = kept.beginning(PaypalStep::Capture, at(6));
    let done = no("AUTHORIZATION_ALREADY_CAPTURED");
    let told = capturing.after(&PaypalCall::Step(PaypalStep::Capture), &done, at(6));
    // PayPal's pages lag behind one another for a while.
    let lagging = looked(&told, with(A::Created, None, vec![]), 7);
    assert_eq!((lagging.next(at(8)), lagging.doubt), (look(), None));
    let seen = with(A::Captured, Some(CaptureStatus::Completed), vec![]);
    let seen = looked(&lagging, seen, 9);
    assert_eq!((seen.state(), seen.next(at(10))), (PaypalState::Captured, PaypalNext::Over));
    let never = looked(&lagging, with(A::Created, None, vec![]), 200);
    assert_eq!(never.next(at(201)), PaypalNext::Show(PaypalDoubt::Contradicts));
    assert_eq!(never.looked_at().next(at(202)), step(PaypalStep::Capture));
}

#[test]
fn what_is_not_wanted_any_more_waits_for_what_is_under_way() {
    use AuthorizationStatus as A;
    let kept = looked(&intent(2350), with(A::Created, None, vec![]), 5).wishing(PaypalWish::Take);
    let lost = kept.beginning(PaypalStep::Capture, at(10)).wishing(PaypalWish::Leave);
    assert_eq!(lost.next(at(11)), look(), "it may be taken: nothing is let go");
    let soon = looked(&lost, with(A::Created, None, vec![]), 20);
    assert_eq!(soon.next(at(21)), look(), "it may still arrive");
    let later = looked(&soon, with(A::Created, None, vec![]), 130);
    assert_eq!(later.next(at(131)), step(PaypalStep::Void));
    let taken = with(A::Captured, Some(CaptureStatus::Completed), vec![]);
    let taken = looked(&soon, taken, 30);
    assert_eq!(taken.next(at(31)), step(PaypalStep::Refund { nth: 1, amount: Cents(2350) }));
    // What is wanted still is sent again under its name.
    let again = kept.beginning(PaypalStep::Capture, at(10));
    assert_eq!(again.next(at(5000)), step(PaypalStep::Capture));
    assert_eq!(again.request_id(PaypalStep::Capture), kept.request_id(PaypalStep::Capture));
}

#[test]
fn money_goes_back_in_parts_each_once() {
    use AuthorizationStatus::Captured;
    use RefundStatus::{Cancelled, Completed, Failed, Pending};
    let taken = |refunds: Vec<RefundSeen>| {
        let captured = if refunds.is_empty() {
            CaptureStatus::Completed
        } else {
            CaptureStatus::PartiallyRefunded
        };
        looked(&intent(2350), with(Captured, Some(captured), refunds), 5)
    };
    let five = taken(vec![]).giving_back(Cents(500));
    let first = PaypalStep::Refund { nth: 1, amount: Cents(500) };
    assert_eq!(five.next(at(6)), step(first));
    let begun = five.beginning(first, at(6)).giving_back(Cents(800));
    assert_eq!(begun.next(at(7)), step(first), "what was begun is ended first");
    let heard = PaypalWord::Refunded(refund("R1", 500, Completed, Some(1)));
    let heard = begun.after(&PaypalCall::Step(first), &heard, at(7));
    let second = PaypalStep::Refund { nth: 2, amount: Cents(300) };
    assert_eq!((heard.next(at(8)), heard.state()), (step(second), PaypalState::Captured));
    assert_ne!(heard.request_id(first), heard.request_id(second));
    // Its answer was lost, and the order has it.
    let found = with(
        Captured,
        Some(CaptureStatus::PartiallyRefunded),
        vec![refund("R1", 500, Completed, Some(1)), refund("R2", 300, Pending, Some(2))],
    );
    let found = looked(&heard.beginning(second, at(8)), found, 9);
    assert_eq!(found.begun, None);
    assert_eq!(found.next(at(10)), PaypalNext::Call(PaypalCall::Refund(id("R2"))));
    let whole = found.wishing(PaypalWish::Leave);
    let third = PaypalStep::Refund { nth: 3, amount: Cents(1550) };
    assert_eq!(whole.next(at(11)), step(third));
    let asked = PaypalCall::Refund(id("R2"));
    let whole =
        whole.after(&asked, &PaypalWord::Refunded(refund("R2", 300, Completed, Some(2))), at(12));
    let rest = PaypalWord::Refunded(refund("R3", 1550, Completed, Some(3)));
    let whole = whole.beginning(third, at(12)).after(&PaypalCall::Step(third), &rest, at(12));
    assert_eq!((whole.next(at(13)), whole.state()), (PaypalNext::Over, PaypalState::Refunded));
    assert_eq!(whole.seen.given_back(), Cents(2350));
    // Somebody gave money back at PayPal's own page: it counts.
    let elsewhere = taken(vec![refund("R9", 2350, Completed, None)]);
    assert_eq!(elsewhere.wishing(PaypalWish::Leave).next(at(6)), PaypalNext::Over);
    assert_eq!(elsewhere.next(at(6)), PaypalNext::Show(PaypalDoubt::BackTooMuch));
    assert_eq!(elsewhere.giving_back(Cents(2350)).state(), PaypalState::Refunded);
    for wrong in [Failed, Cancelled] {
        let wrong = taken(vec![refund("R1", 500, wrong, Some(1))]).giving_back(Cents(500));
        assert_eq!(wrong.next(at(6)), PaypalNext::Show(PaypalDoubt::NotGivenBack));
        assert_eq!(wrong.state(), PaypalState::ToCheck);
    }
    // For ever it is not repeated: PayPal would not know it any more.
    let old = five.beginning(first, at(6));
    assert_eq!(old.next(at(6) + REFUND_KEPT), PaypalNext::Show(PaypalDoubt::NotGivenBack));
    // Refused because all of it went back: the order says so.
    let refused = begun.after(&PaypalCall::Step(first), &no("CAPTURE_FULLY_REFUNDED"), at(7));
    assert_eq!(refused.next(at(8)), look());
    let refused = begun.after(&PaypalCall::Step(first), &no("REFUND_NOT_PERMITTED"), at(7));
    assert_eq!(refused.next(at(8)), PaypalNext::Show(PaypalDoubt::NotGivenBack));
}

#[test]
fn what_does_not_agree_is_shown_and_nothing_is_done() {
    use AuthorizationStatus as A;
    use CaptureStatus as C;
    let kept = looked(&intent(2350), with(A::Created, None, vec![]), 5).wishing(PaypalWish::Take);
    let taken = looked(&kept, with(A::Captured, Some(C::Completed), vec![]), 6);
    let other = |change: fn(&mut OrderSaid)| {
        let mut said = with(A::Captured, Some(C::Completed), vec![]);
        change(&mut said);
        said
    };
    for (said, doubt) in [
        (other(|it| it.id = id("OTHER")), PaypalDoubt::OtherOrder),
        (other(|it| it.authorizations[0].id = id("A2")), PaypalDoubt::Twice),
        (
            other(|it| {
                it.authorizations
                    .push(AuthorizationSeen { id: id("A2"), ..it.authorizations[0].clone() })
            }),
            PaypalDoubt::Twice,
        ),
        (other(|it| it.captures[0].id = id("C2")), PaypalDoubt::Twice),
        (
            other(|it| it.captures.push(CaptureSeen { id: id("C2"), ..it.captures[0].clone() })),
            PaypalDoubt::Twice,
        ),
        (other(|it| it.captures[0].amount = Some(Cents(2351))), PaypalDoubt::OtherAmount),
        (other(|it| it.authorizations[0].amount = None), PaypalDoubt::OtherAmount),
        (other(|it| it.captures[0].status = C::Refunded), PaypalDoubt::BackUnseen),
    ] {
        let after = looked(&taken, said, 7);
        assert_eq!(after.next(at(8)), PaypalNext::Show(doubt));
        assert_eq!(after.state(), PaypalState::ToCheck);
        assert!(after.seen.capture.is_some(), "what was taken is not forgotten");
    }
    let voided = taken.after(&PaypalCall::Step(PaypalStep::Void), &PaypalWord::Voided, at(7));
    assert_eq!(voided.doubt, Some(PaypalDoubt::Contradicts));
    // An older answer says less, and takes nothing away.
    for older in [said(OrderStatus::Approved), with(A::Created, None, vec![])] {
        let after = looked(&taken, older, 4);
        assert_eq!((after.state(), after.doubt), (PaypalState::Captured, None));
        assert_eq!(after.seen.capture, taken.seen.capture);
    }
}

#[test]
fn names_are_short_enough_and_each_steps_own() {
    let intent = PaypalIntent { attempt: u32::MAX, declines: u32::MAX - 1, ..intent(100) };
    let steps = [
        PaypalStep::Create,
        PaypalStep::Authorize,
        PaypalStep::Capture,
        PaypalStep::Void,
        PaypalStep::Refund { nth: 1, amount: Cents(1) },
        PaypalStep::Refund { nth: u32::MAX, amount: Cents(i64::MAX) },
    ];
    let names: std::collections::BTreeSet<_> = steps.map(|it| intent.request_id(it)).into();
    assert_eq!(names.len(), steps.len());
    assert!(names.iter().all(|it| it.len() <= REQUEST_ID_CHARACTERS_MAX && it.is_ascii()));
    assert_eq!(invoice_id("MOZ1-2026-000123", 2), "MOZ1-2026-000123-2");
    assert_eq!(refund_invoice_id("MOZ1-2026-000123", 2, 1), "MOZ1-2026-000123-2-R1");
    for bad in ["", "5o1", "5O1/..", "5O1?x", "É", &"A".repeat(37)] {
        assert_eq!(PaypalId::of(bad), None, "{bad}");
        assert!(serde_json::from_value::<PaypalId>(bad.into()).is_err());
    }
}

#[test]
fn it_is_kept_as_it_is() {
    use AuthorizationStatus as A;
    let refunds = vec![refund("R1", 500, RefundStatus::Pending, Some(1))];
    let captured = Some(CaptureStatus::PartiallyRefunded);
    let whole = looked(&intent(2350), with(A::Captured, captured, refunds), 5);
    let step = PaypalStep::Refund { nth: 2, amount: Cents(10) };
    let whole = whole.beginning(step, at(6));
    let whole = whole.after(&PaypalCall::Step(step), &no("TRY"), at(7));
    let kept = serde_json::to_value(&whole).expect("JSON");
    assert_eq!(kept["seen"]["capture"]["status"], "PARTIALLY_REFUNDED");
    assert_eq!(kept["doubt"], "not_given_back");
    assert_eq!(serde_json::from_value::<PaypalIntent>(kept).ok(), Some(whole));
    for status in ["CREATED", "SAVED", "APPROVED", "VOIDED", "COMPLETED", "PAYER_ACTION_REQUIRED"] {
        let known = OrderStatus::from_word(status).expect("one of PayPal's");
        assert_eq!(serde_json::to_value(known).expect("JSON"), status);
    }
}

#[test]
fn everything_is_said_in_both_languages() {
    use PaypalDoubt as D;
    use PaypalMeaning as M;
    use PaypalState as S;
    let differ = |it: &dyn Spoken| assert_ne!(it.say(Language::Fr), it.say(Language::En));
    for state in [S::Waiting, S::Authorized, S::Captured, S::Cancelled, S::Refunded, S::ToCheck] {
        differ(&state);
        assert_eq!(S::from_word(state.word()), Some(state));
    }
    for doubt in [
        D::OtherOrder,
        D::OtherAmount,
        D::Twice,
        D::Contradicts,
        D::NotTaken,
        D::NotLetGo,
        D::NotAsked,
        D::NotGivenBack,
        D::BackUnseen,
        D::BackTooMuch,
        D::Gone,
        D::NotSaid,
    ] {
        differ(&doubt);
    }
    for meaning in [
        M::Again,
        M::NotAllowed,
        M::Done,
        M::AskCustomer,
        M::InvoiceUsed,
        M::Final,
        M::Gone,
        M::Unclear,
    ] {
        differ(&PaypalNo { meaning, issue: "X".to_owned(), debug_id: None });
    }
}
