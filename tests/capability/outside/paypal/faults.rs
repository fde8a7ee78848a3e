//! What goes wrong with PayPal: lines, refusals, credentials; and what PayPal has afterwards.

use super::super::nobody;
use super::*;
use domain::payments::{PaypalDoubt, PaypalMeaning, PaypalState};
use domain::settings::SecretName;
use std::time::Duration;

/// The behaviour while the money is taken, what is heard of it, and how often it is taken by then.
const BEHAVIOURS: [(Purse, Result<&str, &str>, usize); 15] = [
    (Purse::Works, Ok("Captured"), 1),
    (Purse::Slow(Duration::from_millis(300)), Ok("Captured"), 1),
    (Purse::Slow(Duration::from_secs(5)), Err("Silent"), 1),
    (Purse::Silent, Err("Silent"), 0),
    (Purse::SilentAfter, Err("Silent"), 1),
    (Purse::Malformed, Err("Unreadable"), 1),
    (Purse::Gateway(502), Ok("HTTP 502"), 0),
    (Purse::Gateway(404), Err("Relayed"), 0),
    (Purse::Fails, Ok("INTERNAL_SERVER_ERROR"), 0),
    (Purse::TooMuch, Ok("RATE_LIMIT_REACHED"), 0),
    (Purse::NoBearer, Ok("NotAllowed"), 0),
    (Purse::Refuses(403, "NOT_AUTHORIZED", "PERMISSION_DENIED"), Ok("NotAllowed"), 0),
    (Purse::Refuses(409, "RESOURCE_CONFLICT", "PREVIOUS_REQUEST_IN_PROGRESS"), Ok("Again"), 0),
    (Purse::Refuses(503, "SERVICE_UNAVAILABLE", ""), Ok("Again"), 0),
    (Purse::DeclinesWithin, Ok("Declined"), 1),
];

#[tokio::test]
async fn whatever_happens_to_a_capture_the_money_is_taken_once() {
    for (behaves, heard, captures) in BEHAVIOURS {
        let mut counter = Counter::authorized(2350).await;
        counter.wants(PaypalWish::Take);
        counter.simulator.behave(behaves);
        let said = counter.step(PaypalStep::Capture).await;
        assert_eq!(said.is_ok(), heard.is_ok(), "{behaves:?} {said:?}");
        let words = heard.unwrap_or_else(|words| words);
        assert!(format!("{said:?}").contains(words), "{behaves:?} {said:?}");
        assert_eq!(counter.purchase().captures, captures, "{behaves:?}");
        if behaves == Purse::DeclinesWithin {
            assert_eq!(counter.intent.state(), PaypalState::ToCheck);
            continue;
        }
        // It does well again: the same under the same name, and PayPal has it once.
        counter.simulator.behave(Purse::Works);
        assert_eq!(counter.goes_on().await, PaypalNext::Over, "{behaves:?}");
        assert_eq!(counter.intent.state(), PaypalState::Captured, "{behaves:?}");
        let purchase = counter.purchase();
        assert_eq!((purchase.captures, purchase.captured), (1, 2350), "{behaves:?}");
        let mut names: Vec<_> = counter
            .asked("/capture")
            .into_iter()
            .map(|it| it.header("paypal-request-id").expect("a name").to_owned())
            .collect();
        names.dedup();
        assert_eq!(names.len(), 1, "{behaves:?}");
    }
}

#[tokio::test]
async fn every_step_survives_an_answer_that_is_lost() {
    let mut counter = Counter::with(2350).await;
    counter.simulator.next(&[Purse::SilentAfter]);
    counter.goes_on().await;
    assert_eq!(counter.simulator.purchases().len(), 1, "one order");
    counter.pay();
    counter.simulator.next(&[Purse::Works, Purse::SilentAfter]);
    assert_eq!(counter.goes_on().await, PaypalNext::Wait);
    let mut other = Counter::authorized(2350).await;
    other.wants(PaypalWish::Leave);
    other.simulator.next(&[Purse::Malformed]);
    assert_eq!(other.goes_on().await, PaypalNext::Over);
    assert_eq!(other.purchase().authorized, Some("VOIDED"));
    counter.wants(PaypalWish::Take);
    counter.simulator.next(&[Purse::SilentAfter]);
    assert_eq!(counter.goes_on().await, PaypalNext::Over);
    counter.intent = counter.intent.giving_back(Cents(500));
    counter.simulator.next(&[Purse::SilentAfter, Purse::Malformed]);
    assert_eq!(counter.goes_on().await, PaypalNext::Over);
    let purchase = counter.purchase();
    assert_eq!((purchase.captures, purchase.captured, purchase.refunded), (1, 2350, 500));
}

#[tokio::test]
async fn cancelled_while_a_capture_is_not_heard_of_nothing_is_let_go_and_all_of_it_goes_back() {
    let mut counter = Counter::authorized(2350).await;
    counter.wants(PaypalWish::Take);
    counter.simulator.next(&[Purse::SilentAfter]);
    counter.step(PaypalStep::Capture).await.expect_err("not heard");
    counter.wants(PaypalWish::Leave);
    assert_eq!(counter.goes_on().await, PaypalNext::Over);
    assert_eq!(counter.asked("/void").len(), 0);
    assert_eq!(
        (counter.intent.state(), counter.purchase().refunded),
        (PaypalState::Refunded, 2350)
    );
}

#[tokio::test]
async fn what_may_pass_is_asked_again_under_the_same_name() {
    let mut counter = Counter::authorized(2350).await;
    counter.wants(PaypalWish::Take);
    let busy = Purse::Refuses(409, "RESOURCE_CONFLICT", "PREVIOUS_REQUEST_IN_PROGRESS");
    counter.simulator.next(&[busy, Purse::Fails, Purse::Works]);
    let heard = counter.step(PaypalStep::Capture).await;
    assert!(matches!(heard, Ok(PaypalWord::Captured(_))), "{heard:?}");
    let names: Vec<_> = counter
        .asked("/capture")
        .iter()
        .map(|it| it.header("paypal-request-id").map(str::to_owned))
        .collect();
    assert_eq!((names.len(), names[0] == names[1], names[1] == names[2]), (3, true, true));
    // What it refuses is asked once.
    let mut counter = Counter::authorized(2350).await;
    counter.simulator.behave(Purse::Refuses(422, "UNPROCESSABLE_ENTITY", "TRANSACTION_REFUSED"));
    counter.step(PaypalStep::Capture).await.expect("a refusal");
    assert_eq!(counter.asked("/capture").len(), 1);
}

/// A refusal, at which step, what it means, and what is next.
#[tokio::test]
async fn each_refusal_leads_where_it_should() {
    use PaypalMeaning::{AskCustomer, Done, Final, Unclear};
    use PaypalStep::{Authorize, Capture, Void};
    let refund = PaypalStep::Refund { nth: 1, amount: Cents(500) };
    let look = None;
    let shown = |doubt| Some(PaypalNext::Show(doubt));
    for (step, issue, meaning, next) in [
        (Authorize, "ORDER_ALREADY_AUTHORIZED", Done, look.clone()),
        (Authorize, "ORDER_NOT_APPROVED", AskCustomer, look.clone()),
        (Authorize, "INSTRUMENT_DECLINED", AskCustomer, look.clone()),
        (Authorize, "PAYER_ACTION_REQUIRED", AskCustomer, look.clone()),
        (Authorize, "COMPLIANCE_VIOLATION", Unclear, shown(PaypalDoubt::NotTaken)),
        (Capture, "ORDER_ALREADY_CAPTURED", Done, look.clone()),
        (Capture, "AUTHORIZATION_ALREADY_CAPTURED", Done, look.clone()),
        (Capture, "AUTHORIZATION_EXPIRED", Final, look.clone()),
        (Capture, "INSTRUMENT_DECLINED", AskCustomer, shown(PaypalDoubt::NotTaken)),
        (Void, "PREVIOUSLY_CAPTURED", Done, look.clone()),
        (Void, "PREVIOUSLY_VOIDED", Done, look.clone()),
        (Void, "CANNOT_BE_VOIDED", Final, look.clone()),
        (refund, "REFUND_AMOUNT_EXCEEDED", Final, look.clone()),
        (refund, "CAPTURE_FULLY_REFUNDED", Final, look.clone()),
        (refund, "REFUND_NOT_PERMITTED", Unclear, shown(PaypalDoubt::NotGivenBack)),
    ] {
        let mut counter = match step {
            Authorize => Counter::paid(2350).await,
            PaypalStep::Refund { .. } => Counter::captured(2350).await,
            _ => Counter::authorized(2350).await,
        };
        match step {
            Authorize => {
                let order = counter.intent.seen.order.as_ref().expect("an order").id.clone();
                counter.call(PaypalCall::Order(order)).await.expect("read");
            }
            Capture => counter.wants(PaypalWish::Take),
            Void => counter.wants(PaypalWish::Leave),
            _ => counter.intent = counter.intent.giving_back(Cents(500)),
        }
        counter.simulator.next(&[Purse::Refuses(422, "UNPROCESSABLE_ENTITY", issue)]);
        let heard = counter.step(step).await.expect("an answer");
        let PaypalWord::No(no) = heard else { panic!("{step:?} {issue} {heard:?}") };
        assert_eq!((no.meaning, no.issue.as_str()), (meaning, issue));
        assert_eq!(no.debug_id.as_deref(), Some("f7a11c0de"), "for whoever asks PayPal");
        let found = counter.intent.next(counter.now);
        match next {
            None => assert!(
                matches!(found, PaypalNext::Call(PaypalCall::Order(_))),
                "{step:?} {issue} {found:?}"
            ),
            Some(next) => assert_eq!(found, next, "{step:?} {issue}"),
        }
    }
}

#[tokio::test]
async fn an_invoice_that_was_used_is_numbered_on() {
    let mut counter = Counter::with(2350).await;
    counter.goes_on().await;
    counter.intent = PaypalIntent { intent: PaypalIntentId(Uuid::from_u128(8)), ..intent(2350) };
    assert!(matches!(counter.goes_on().await, PaypalNext::Call(PaypalCall::Order(_))));
    let invoices: Vec<_> = counter.simulator.purchases().into_iter().map(|it| it.invoice).collect();
    assert_eq!(invoices, ["MOZ1-2026-000123-1", "MOZ1-2026-000123-2"]);
    // Under the name of the first request, PayPal has the first order still.
    counter.intent = intent(2350);
    counter.step(PaypalStep::Create).await.expect("as before");
    assert_eq!(counter.simulator.purchases().len(), 2);
}

#[tokio::test]
async fn a_customer_who_is_declined_pays_with_something_else() {
    let mut counter = Counter::paid(2350).await;
    counter.simulator.next(&[Purse::Works, Purse::Declines]);
    assert!(matches!(counter.goes_on().await, PaypalNext::Call(PaypalCall::Order(_))));
    let no = counter.intent.no.as_ref().expect("to be told");
    assert_eq!(
        (no.meaning, counter.intent.state()),
        (PaypalMeaning::AskCustomer, PaypalState::Waiting)
    );
    counter.pay();
    assert_eq!(
        (counter.goes_on().await, counter.intent.state()),
        (PaypalNext::Wait, PaypalState::Authorized)
    );
    assert_eq!(counter.intent.no, None);
    // Declined within an order that is said to be completed.
    let mut counter = Counter::paid(2350).await;
    counter.simulator.next(&[Purse::Works, Purse::DeclinesWithin]);
    assert_eq!(
        (counter.goes_on().await, counter.intent.state()),
        (PaypalNext::Over, PaypalState::Cancelled)
    );
}

#[tokio::test]
async fn money_that_is_not_given_or_does_not_go_back_is_shown() {
    for declines in [Purse::Declines, Purse::DeclinesWithin] {
        let mut counter = Counter::authorized(2350).await;
        counter.wants(PaypalWish::Take);
        counter.simulator.next(&[declines]);
        assert_eq!(counter.goes_on().await, PaypalNext::Show(PaypalDoubt::NotTaken));
        assert_eq!(counter.intent.state(), PaypalState::ToCheck);
        // It is paid otherwise: what is kept is let go.
        counter.wants(PaypalWish::Leave);
        counter.intent = counter.intent.looked_at();
        assert_eq!(
            (counter.goes_on().await, counter.intent.state()),
            (PaypalNext::Over, PaypalState::Cancelled)
        );
        assert_eq!(counter.purchase().authorized, Some("VOIDED"));
    }
    for declines in [Purse::Declines, Purse::DeclinesWithin] {
        let mut counter = Counter::captured(2350).await;
        counter.wants(PaypalWish::Leave);
        counter.simulator.next(&[declines]);
        assert_eq!(counter.goes_on().await, PaypalNext::Show(PaypalDoubt::NotGivenBack));
        assert_eq!(counter.purchase().refunded, 0);
    }
}

#[tokio::test]
async fn what_is_over_at_paypal_is_over_here() {
    let mut counter = Counter::with(2350).await;
    counter.goes_on().await;
    let id = counter.purchase().id;
    let order = counter.intent.seen.order.as_ref().expect("an order").id.clone();
    counter.simulator.forget(&id);
    counter.call(PaypalCall::Order(order)).await.expect("not there");
    assert_eq!((counter.intent.state(), counter.intent.doubt), (PaypalState::Cancelled, None));
    // One with money does not go away.
    let mut counter = Counter::captured(2350).await;
    let order = counter.intent.seen.order.as_ref().expect("an order").id.clone();
    counter.simulator.forget(order.as_str());
    counter.call(PaypalCall::Order(order)).await.expect("not there");
    assert_eq!(counter.intent.next(counter.now), PaypalNext::Show(PaypalDoubt::Gone));
    assert!(counter.intent.seen.capture.is_some());
    // Not captured in time: the order is due.
    let mut counter = Counter::authorized(2350).await;
    let id = counter.purchase().id;
    counter.simulator.expire(&id);
    counter.wants(PaypalWish::Take);
    assert_eq!(
        (counter.goes_on().await, counter.intent.state()),
        (PaypalNext::Over, PaypalState::Cancelled)
    );
    // The link's time is over, and the customer has not paid.
    let mut counter = Counter::with(2350).await;
    counter.goes_on().await;
    let order = counter.intent.seen.order.as_ref().expect("an order").id.clone();
    counter.now = at(10_900);
    counter.call(PaypalCall::Order(order)).await.expect("looked at once more");
    assert_eq!(counter.intent.next(counter.now), PaypalNext::Lapse);
}

#[tokio::test]
async fn a_token_is_kept_and_renewed_once_when_it_is_over() {
    let mut counter = Counter::captured(2350).await;
    assert_eq!(counter.simulator.tokens_given(), 1);
    counter.simulator.end_token();
    let order = PaypalCall::Order(counter.intent.seen.order.as_ref().expect("an order").id.clone());
    counter.call(order.clone()).await.expect("read with another");
    assert_eq!(counter.simulator.tokens_given(), 2);
    // One that is never taken is renewed once, and that is all.
    counter.simulator.behave(Purse::NoBearer);
    let before = counter.simulator.asked().len();
    let heard = counter.call(order.clone()).await.expect("a refusal");
    let PaypalWord::No(no) = heard else { panic!("{heard:?}") };
    assert_eq!((no.meaning, counter.simulator.tokens_given()), (PaypalMeaning::NotAllowed, 3));
    assert_eq!(counter.simulator.asked().len(), before + 3, "asked, a token, asked");
    // Of many at once one asks for a token.
    counter.simulator.behave(Purse::Works);
    counter.simulator.end_token();
    let (account, intent) = (counter.account(), &counter.intent);
    let both = tokio::join!(account.call(&order, intent), account.call(&order, intent));
    assert!(both.0.is_ok() && both.1.is_ok(), "{both:?}");
    assert!(counter.simulator.tokens_given() <= 5, "{}", counter.simulator.tokens_given());
}

#[tokio::test]
async fn nothing_is_asked_without_credentials_or_of_who_is_not_there() {
    let mut counter = Counter::with(2350).await;
    counter.secret = "wrong";
    let fault = counter.step(PaypalStep::Create).await.expect_err("a wrong secret");
    assert!(
        matches!(&fault, ServiceFault::Denied { words } if words.contains("invalid_client")),
        "{fault:?}"
    );
    counter.account().look().await.expect_err("nor does it know the group");
    let none = PaypalAccount { login: None, ..counter.account() };
    let fault = none.look().await.expect_err("no login");
    assert_eq!(fault, ServiceFault::NoSecret { name: SecretName::PaypalClientId });
    assert_eq!(counter.simulator.purchases(), []);
    counter.secret = simulators::Paypal::SECRET;
    counter.simulator.behave(Purse::SilentAtDoor);
    let fault = counter.step(PaypalStep::Create).await.expect_err("silent");
    assert!(matches!(fault, ServiceFault::Silent { .. }), "{fault:?}");
    counter.simulator.behave(Purse::Works);
    // It may not be asked about what is not there.
    for step in [PaypalStep::Authorize, PaypalStep::Capture, PaypalStep::Void] {
        let asked = counter.simulator.asked().len();
        let account = counter.account();
        account.call(&PaypalCall::Step(step), &intent(2350)).await.expect_err("nothing");
        assert_eq!(counter.simulator.asked().len(), asked);
    }
    let mut account = counter.account();
    account.look().await.expect("it knows the group");
    account.entered.sandbox_address = nobody().await;
    let create = PaypalCall::Step(PaypalStep::Create);
    let fault = account.call(&create, &intent(2350)).await.expect_err("nobody is there");
    assert!(matches!(fault, ServiceFault::NotReached { .. }), "{fault:?}");
}
